//! Paths as they are shown: relative to where the command runs, with forward
//! slashes.

use std::io;
use std::path::{Path, PathBuf};

use grantlint_parser::paths;

/// The folder that the command runs in.
#[derive(Clone, Debug)]
pub struct Here {
    given: PathBuf,
    real: PathBuf,
}

impl Here {
    /// The folder that the process runs in.
    ///
    /// # Errors
    /// The system's, where the folder is gone or can't be read.
    pub fn new() -> io::Result<Here> {
        let given = std::env::current_dir()?;
        let real = given.canonicalize()?;
        Ok(Here { given, real })
    }

    /// The folder without symbolic links.
    pub fn real(&self) -> &Path {
        &self.real
    }

    /// A path as it is shown: relative where it lies below this folder, with
    /// forward slashes and without `.` and, as in Terraform, without `name/..`.
    /// The folder itself is `.`.
    ///
    /// `None` where it is not Unicode.
    pub fn shown(&self, path: &Path) -> Option<String> {
        let relative = path.is_absolute().then(|| self.below(path)).flatten();
        let text = relative.as_deref().unwrap_or(path).to_str()?;
        let text = if cfg!(windows) {
            text.trim_start_matches(r"\\?\").replace('\\', "/")
        } else {
            text.to_owned()
        };
        Some(paths::join(".", &text))
    }

    /// A path without symbolic links as it is shown beside others that are relative: by
    /// `..` where it does not lie below this folder. On another drive, as it is.
    ///
    /// `None` where it is not Unicode.
    pub fn relative(&self, real: &Path) -> Option<String> {
        let common = self.real.ancestors().find(|at| real.starts_with(at));
        let Some((up, down)) = common.and_then(|common| {
            let up = self.real.strip_prefix(common).ok()?;
            Some((up.components().count(), real.strip_prefix(common).ok()?))
        }) else {
            return self.shown(real);
        };
        let up = vec![".."; up].join("/");
        Some(paths::join(&up, &self.shown(down)?))
    }

    /// The way here from the root of the repository, with forward slashes; empty
    /// at the root and outside of a repository.
    pub fn prefix(&self) -> String {
        let root = repository(&self.real);
        let way = root.and_then(|root| self.real.strip_prefix(root).ok().map(Path::to_owned));
        let way = way.unwrap_or_default();
        way.to_string_lossy().replace('\\', "/")
    }

    fn below(&self, path: &Path) -> Option<PathBuf> {
        let given = path.strip_prefix(&self.given).ok();
        if let Some(relative) = given.or(path.strip_prefix(&self.real).ok()) {
            return Some(relative.to_owned());
        }
        let real = path.canonicalize().ok()?;
        real.strip_prefix(&self.real).ok().map(Path::to_owned)
    }
}

/// The root of the repository that a folder lies in.
pub fn repository(folder: &Path) -> Option<PathBuf> {
    let root = folder.ancestors().find(|at| at.join(".git").exists());
    root.map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, shown: &str) {
        let here = Here {
            given: PathBuf::from("/home/tree"),
            real: PathBuf::from("/real/tree"),
        };
        assert_eq!(here.shown(Path::new(path)).as_deref(), Some(shown));
    }

    #[test]
    #[cfg(unix)]
    fn what_lies_elsewhere_is_shown_by_the_way_up() {
        let here = Here {
            given: PathBuf::from("/home/tree"),
            real: PathBuf::from("/real/tree"),
        };
        for (path, shown) in [
            ("/real/tree", "."),
            ("/real/tree/a/b", "a/b"),
            ("/real", ".."),
            ("/real/grantlint.toml", "../grantlint.toml"),
            ("/real/treetop/a", "../treetop/a"),
            ("/other", "../../other"),
        ] {
            assert_eq!(here.relative(Path::new(path)).as_deref(), Some(shown));
        }
    }

    #[test]
    #[cfg(unix)]
    fn paths_are_shown_from_here() {
        for (path, shown) in [
            (".", "."),
            ("", "."),
            ("./a//b/", "a/b"),
            ("a/../b", "b"),
            ("a/..", "."),
            ("../a/./b", "../a/b"),
            ("../../a/../b", "../../b"),
            ("/home/tree", "."),
            ("/home/tree/a", "a"),
            ("/real/tree/a/../b", "b"),
            ("/home/treetop/a", "/home/treetop/a"),
            ("/elsewhere/../a", "/a"),
        ] {
            check(path, shown);
        }
    }
}
