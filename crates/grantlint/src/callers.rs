//! Who calls a module: where a file of a child module is named, it is its
//! callers that say what the module's variables are, so they are checked.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use grantlint_parser::load::{called_folders, is_configuration};

use crate::files::{Disk, read_file};

/// The local module calls below a folder: for each module folder, those that
/// call it. All folders are without symbolic links.
#[derive(Debug, Default)]
pub struct Callers {
    of: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
}

impl Callers {
    /// Reads the calls of every module below a folder; hidden folders and what
    /// git ignores are left out, and so is what cannot be read.
    pub fn below(top: &Path, disk: &Disk) -> Callers {
        let mut callers = Callers::default();
        let mut pending = vec![top.to_owned()];
        while let Some(folder) = pending.pop() {
            let Ok(entries) = fs::read_dir(&folder) else {
                continue;
            };
            for entry in entries.flatten() {
                let (Ok(name), Ok(kind)) = (entry.file_name().into_string(), entry.file_type())
                else {
                    continue;
                };
                if kind.is_dir() {
                    if !name.starts_with('.') && !disk.is_ignored(&folder, &name, true) {
                        pending.push(folder.join(name));
                    }
                } else if is_configuration(&name) && !disk.is_ignored(&folder, &name, false) {
                    callers.read(&folder, &name);
                }
            }
        }
        callers
    }

    fn read(&mut self, folder: &Path, name: &str) {
        let Ok(bytes) = read_file(&folder.join(name)) else {
            return;
        };
        for source in called_folders(&String::from_utf8_lossy(&bytes), name) {
            if let Ok(called) = folder.join(source).canonicalize()
                && called != folder
            {
                self.of.entry(called).or_default().insert(folder.to_owned());
            }
        }
    }

    /// The modules that call the one in that folder, directly or through
    /// others. Empty for a root module.
    pub fn of(&self, folder: &Path) -> BTreeSet<PathBuf> {
        let mut found = BTreeSet::new();
        let mut pending = vec![folder];
        while let Some(folder) = pending.pop() {
            for caller in self.of.get(folder).into_iter().flatten() {
                if found.insert(caller.clone()) {
                    pending.push(caller);
                }
            }
        }
        found
    }
}
