//! The files that a run may read, and only those.
//!
//! A configuration can name any path (`file("../../.ssh/id_rsa")`, a symbolic
//! link, a pipe), so every path is resolved and has to lie in a folder that the
//! run was given: the repository of a checked path or, without one, the checked
//! folder. Without a repository, local modules may also lie elsewhere below the
//! folder where the command runs, but then Terraform's own files alone are read.

use std::collections::HashMap;
use std::fs::{self, DirEntry, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use grantlint_parser::load::{Files, ReadError, is_configuration};
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::progress::Progress;

/// Files larger than this are not read: 64 MiB.
pub const LARGEST: u64 = 64 << 20;
const TOO_LARGE: &str = "the file is larger than 64 MiB";

/// How many files and folders a pattern is compared with.
const MOST_FILES: usize = 10_000;
const TOO_MANY: &str = "there are more than 10,000 files to compare with the pattern";

const OUTSIDE: &str = "it lies outside of what is checked";

/// The disk, seen from where the command runs.
#[derive(Debug, Default)]
pub struct Disk {
    areas: Vec<Area>,
    named: Vec<PathBuf>,
    ignores: Mutex<HashMap<PathBuf, Option<Arc<Ignores>>>>,
    /// Folders without symbolic links, by the path that leads there.
    real: Mutex<HashMap<PathBuf, PathBuf>>,
    progress: Arc<Progress>,
}

/// A folder below which files may be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// The folder, without symbolic links.
    pub root: PathBuf,
    /// Whether only Terraform's files may be read there.
    pub modules_only: bool,
}

impl Disk {
    /// A disk of which nothing may be read yet.
    pub fn new(progress: Arc<Progress>) -> Disk {
        Disk {
            progress,
            ..Disk::default()
        }
    }

    /// Allows what lies below a folder.
    pub fn allow(&mut self, area: Area) {
        if !self.areas.contains(&area) {
            self.areas.push(area);
        }
    }

    /// Allows one file that the user named, wherever it is.
    pub fn allow_file(&mut self, path: &Path) {
        self.named.extend(path.canonicalize());
    }

    /// Whether a `.gitignore` of the folder, or of one above it in its area,
    /// excludes the entry of that name. The folder has no symbolic links.
    pub fn is_ignored(&self, folder: &Path, name: &str, is_folder: bool) -> bool {
        let path = folder.join(name);
        let mut level = self.ignores(folder);
        while let Some(ignores) = level {
            let verdict = ignores.patterns.matched(&path, is_folder);
            if !verdict.is_none() {
                return verdict.is_ignore();
            }
            level = ignores.above.clone();
        }
        false
    }

    /// The patterns that hold in a folder, the nearest first.
    fn ignores(&self, folder: &Path) -> Option<Arc<Ignores>> {
        if !self.areas.iter().any(|area| folder.starts_with(&area.root)) {
            return None;
        }
        let known = self.ignores.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ignores) = known.get(folder) {
            return ignores.clone();
        }
        drop(known);
        let above = folder.parent().and_then(|parent| self.ignores(parent));
        let file = folder.join(".gitignore");
        let ignores = if file.is_file() {
            let mut builder = GitignoreBuilder::new(folder);
            // A pattern that can't be read is left out, as git does.
            let _ = builder.add(file);
            match builder.build() {
                Ok(patterns) => Some(Arc::new(Ignores { patterns, above })),
                Err(_) => above,
            }
        } else {
            above
        };
        let mut known = self.ignores.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(folder.to_owned(), ignores.clone());
        ignores
    }

    /// A file without symbolic links on the way, and what the system says of it.
    fn real_file(&self, path: &Path) -> io::Result<(PathBuf, Metadata)> {
        if let (Some(folder), Some(name)) = (path.parent(), path.file_name()) {
            let real = self.real_folder(folder)?.join(name);
            let metadata = fs::symlink_metadata(&real)?;
            if !metadata.is_symlink() {
                return Ok((real, metadata));
            }
        }
        let real = path.canonicalize()?;
        let metadata = fs::metadata(&real)?;
        Ok((real, metadata))
    }

    /// A folder without symbolic links on the way. It is looked up once, since that
    /// asks the system about every part of the path.
    fn real_folder(&self, folder: &Path) -> io::Result<PathBuf> {
        let lock = || self.real.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(real) = lock().get(folder) {
            return Ok(real.clone());
        }
        let here = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        // Most folders that are asked for in vain are not there, which is cheap to see.
        fs::metadata(here)?;
        let real = here.canonicalize()?;
        lock().insert(folder.to_owned(), real.clone());
        Ok(real)
    }

    fn may_read(&self, real: &Path) -> bool {
        let name = real.file_name().and_then(|name| name.to_str());
        let is_module = name.is_some_and(is_configuration);
        let inside =
            |area: &Area| real.starts_with(&area.root) && (is_module || !area.modules_only);
        self.areas.iter().any(inside) || self.named.iter().any(|named| named == real)
    }
}

impl Files for Disk {
    fn list(&self, folder: &str) -> Vec<String> {
        self.progress.read_one();
        let Ok(real) = self.real_folder(Path::new(folder)) else {
            return Vec::new();
        };
        if !self.areas.iter().any(|area| real.starts_with(&area.root)) {
            return Vec::new();
        }
        let Ok(entries) = fs::read_dir(&real) else {
            return Vec::new();
        };
        let mut names: Vec<String> = entries
            .flatten()
            .filter(|entry| !is_folder(entry))
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| !(is_configuration(name) && self.is_ignored(&real, name, false)))
            .collect();
        names.sort_unstable();
        names
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, ReadError> {
        let (real, metadata) = match self.real_file(Path::new(path)) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(match fs::symlink_metadata(path) {
                    Ok(_) => unreadable("the symbolic link leads nowhere"),
                    Err(_) => ReadError::Missing,
                });
            }
            Err(error) => return Err(ReadError::Unreadable(reason(&error))),
        };
        if !self.may_read(&real) {
            return Err(unreadable(OUTSIDE));
        }
        if metadata.len() > LARGEST {
            return Err(ReadError::TooMuch(TOO_LARGE));
        }
        let bytes = read_regular(&real, &metadata, LARGEST);
        bytes.map(Arc::from).map_err(ReadError::Unreadable)
    }

    fn below(&self, folder: &str, levels: usize) -> Result<Vec<String>, ReadError> {
        let root = match Path::new(folder).canonicalize() {
            Ok(root) => root,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(ReadError::Missing);
            }
            Err(error) => return Err(ReadError::Unreadable(reason(&error))),
        };
        let inside = |area: &Area| root.starts_with(&area.root) && !area.modules_only;
        if !self.areas.iter().any(inside) {
            return Err(ReadError::Unreadable(OUTSIDE.to_owned()));
        }
        let mut files = Vec::new();
        let mut seen = 0;
        let mut pending = vec![(root, String::new(), levels)];
        while let Some((folder, way, levels)) = pending.pop() {
            let entries = fs::read_dir(&folder);
            for entry in entries.map_err(|error| ReadError::Unreadable(reason(&error)))? {
                seen += 1;
                if seen > MOST_FILES {
                    return Err(ReadError::TooMuch(TOO_MANY));
                }
                let entry = entry.map_err(|error| ReadError::Unreadable(reason(&error)))?;
                let name = entry.file_name().into_string();
                let name = name.map_err(|_| unreadable("a file's name is not valid UTF-8"))?;
                let way = format!("{way}{name}");
                let kind = entry
                    .file_type()
                    .map_err(|_| unreadable("a file has no kind"))?;
                if kind.is_symlink() {
                    return Err(unreadable("there is a symbolic link among the files"));
                }
                if kind.is_file() {
                    files.push(way);
                } else if kind.is_dir() && levels > 1 {
                    pending.push((entry.path(), format!("{way}/"), levels - 1));
                }
            }
        }
        Ok(files)
    }
}

/// Whether an entry is a folder, or a symbolic link to one.
pub fn is_folder(entry: &DirEntry) -> bool {
    match entry.file_type() {
        Ok(kind) if kind.is_symlink() => entry.path().is_dir(),
        Ok(kind) => kind.is_dir(),
        Err(_) => false,
    }
}

fn unreadable(why: &str) -> ReadError {
    ReadError::Unreadable(why.to_owned())
}

/// The bytes of a regular file of at most [`LARGEST`] bytes.
///
/// # Errors
/// Why it can't be read, in the system's words.
pub fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    read_up_to(path, LARGEST)
}

/// The bytes of a regular file of at most `largest` bytes.
///
/// # Errors
/// Why it can't be read, in the system's words.
pub fn read_up_to(path: &Path, largest: u64) -> Result<Vec<u8>, String> {
    let metadata = fs::metadata(path).map_err(|error| reason(&error))?;
    read_regular(path, &metadata, largest)
}

/// The same where the system has already said what the path is: opening a pipe would
/// wait for a writer, so that has to be known first.
fn read_regular(path: &Path, metadata: &Metadata, largest: u64) -> Result<Vec<u8>, String> {
    if !metadata.is_file() {
        return Err("it is no regular file".to_owned());
    }
    let too_large = || format!("it is larger than {} MiB", largest >> 20);
    if metadata.len() > largest {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    fs::File::open(path)
        .and_then(|file| file.take(largest + 1).read_to_end(&mut bytes))
        .map_err(|error| reason(&error))?;
    if bytes.len() as u64 > largest {
        return Err(too_large());
    }
    Ok(bytes)
}

/// The system's words without its number.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => text,
    }
}

/// The patterns of one `.gitignore` and of those above it.
#[derive(Debug)]
struct Ignores {
    patterns: Gitignore,
    above: Option<Arc<Ignores>>,
}
