//! Reads the data files of this package from its folders. The build script uses it,
//! and the tests that hold the compiled tables against the files.

use std::fs;
use std::path::{Path, PathBuf};

use crate::compile::Input;
use crate::format;

/// The folders with data files. The name of a folder is the name of its pack.
pub(crate) const FOLDERS: [&str; 3] = ["field-reports", "genesys-cloud", "profiles"];

/// Every data file below `root`, in the order of their paths.
pub(crate) fn read(root: &Path) -> Result<Vec<Input>, String> {
    let mut inputs = Vec::new();
    for pack in FOLDERS {
        for (path, text) in texts(&root.join(pack))? {
            let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
            inputs.push(Input {
                pack: pack.to_owned(),
                file: path.display().to_string(),
                data: format::parse(&text).map_err(|error| failed(&error))?,
            });
        }
    }
    Ok(inputs)
}

/// The texts of the TOML files below a folder, in the order of their paths.
pub(crate) fn texts(folder: &Path) -> Result<Vec<(PathBuf, String)>, String> {
    let mut paths = Vec::new();
    walk(folder, &mut paths)?;
    paths.sort_unstable();
    paths
        .into_iter()
        .map(|path| match fs::read_to_string(&path) {
            Ok(text) => Ok((path, text)),
            Err(error) => Err(format!("{}: {error}", path.display())),
        })
        .collect()
}

/// Adds the TOML files below a folder. The folders are this package's own.
fn walk(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            walk(&path, paths)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            paths.push(path);
        }
    }
    Ok(())
}
