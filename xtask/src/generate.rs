//! Files of the repository that are made from others. Each chore gives paths and
//! texts; writing and checking are the same for all.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use crate::{Outcome, picture, reference, root, rule_pages, schemas};

/// What makes files: their paths from the root, and their texts.
type Maker = fn() -> Result<Vec<(String, String)>, String>;

const MAKERS: &[Maker] = &[
    picture::pictures,
    reference::pages,
    rule_pages::pages,
    schemas::files,
];

/// Folders that hold nothing but what is made.
const WHOLE: &[&str] = &[rule_pages::FOLDER, schemas::FOLDER];

/// Writes every file or, with `--check`, says which are not what they would be.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let check = match arguments {
        [] => false,
        [flag] if flag == "--check" => true,
        _ => return Err("cargo xtask generate [--check]".to_owned()),
    };
    let mut stale = Vec::new();
    let mut made = BTreeSet::new();
    for maker in MAKERS {
        for (name, text) in maker()? {
            let path = root().join(&name);
            made.insert(path.clone());
            // A checkout on Windows may have other line ends.
            let known = fs::read_to_string(&path).unwrap_or_default();
            if known.replace("\r\n", "\n") == text {
                continue;
            }
            if check {
                stale.push(name);
                continue;
            }
            let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
            let written = folder.and_then(|()| fs::write(&path, text));
            written.map_err(|error| format!("{name}: {error}"))?;
        }
    }
    for path in left_over(&made) {
        if check {
            stale.push(path.display().to_string());
        } else {
            fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    if stale.is_empty() {
        Ok(())
    } else {
        let stale = stale.join("\n  ");
        Err(format!(
            "out of date:\n  {stale}\nwrite them with: cargo xtask generate"
        ))
    }
}

/// The files in folders of made files that nothing makes any more.
fn left_over(made: &BTreeSet<PathBuf>) -> Vec<PathBuf> {
    let entries = WHOLE
        .iter()
        .flat_map(|folder| fs::read_dir(root().join(folder)));
    let paths = entries.flatten().flatten().map(|entry| entry.path());
    let mut left: Vec<PathBuf> = paths.filter(|path| !made.contains(path)).collect();
    left.sort();
    left
}
