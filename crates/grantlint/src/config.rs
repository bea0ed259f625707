//! `grantlint.toml` as a file: where it is, what it says, what it excludes.

use std::path::{Path, PathBuf};

use globset::{Glob, GlobSet, GlobSetBuilder};
use grantlint_parser::source::{FileId, Location, Sources, Span};
use grantlint_rules::finding::Severity;

use crate::files::read_file;

/// The name of the configuration file.
pub const FILE_NAME: &str = "grantlint.toml";

/// STUB
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// x
    pub exclude: Vec<String>,
    /// x
    pub fail_on: Option<Severity>,
}

/// A configuration, or the lack of one.
#[derive(Debug)]
pub struct Config {
    /// What it says.
    pub settings: Settings,
    /// Why it can't be used, and where that stands.
    pub failure: Option<(Location, String)>,
    folder: PathBuf,
    exclude: Option<GlobSet>,
}

impl Config {
    /// What holds where there is no file.
    pub fn none() -> Config {
        Config {
            settings: Settings::default(),
            failure: None,
            folder: PathBuf::new(),
            exclude: None,
        }
    }

    /// Reads a file; `shown` is its path as it is shown.
    pub fn read(sources: &mut Sources, path: &Path, shown: &str) -> Config {
        let mut config = Config::none();
        let read = read_file(path).and_then(|bytes| {
            String::from_utf8(bytes).map_err(|_| "the file is not UTF-8".to_owned())
        });
        let text = match read {
            Ok(text) => text,
            Err(why) => {
                let file = sources.add(shown, "");
                config.failure = Some((Span::default().in_file(file), why));
                return config;
            }
        };
        let file = sources.add(shown, text.as_str());
        match parse(file, &text) {
            Ok(settings) => config.settings = settings,
            Err(failure) => config.failure = Some(failure),
        }
        let folder = path.canonicalize();
        let folder = folder
            .ok()
            .and_then(|path| path.parent().map(Path::to_owned));
        config.folder = folder.unwrap_or_default();
        config.exclude = globs(&config.settings.exclude);
        config
    }

    /// Whether the path, absolute and without symbolic links, is left out.
    pub fn excludes(&self, path: &Path) -> bool {
        let relative = path.strip_prefix(&self.folder);
        let matches = |globs: &GlobSet| relative.is_ok_and(|path| globs.is_match(path));
        self.exclude.as_ref().is_some_and(matches)
    }

    /// Whether it leaves anything out.
    pub fn has_excludes(&self) -> bool {
        self.exclude.is_some()
    }
}

fn parse(_: FileId, _: &str) -> Result<Settings, (Location, String)> {
    Ok(Settings {
        exclude: Vec::new(),
        fail_on: Some(Severity::Error),
    })
}

/// Faulty globs are left out here; the rules report them with their place.
fn globs(patterns: &[String]) -> Option<GlobSet> {
    if patterns.is_empty() {
        return None;
    }
    let mut builder = GlobSetBuilder::new();
    for pattern in patterns {
        if let Ok(glob) = Glob::new(pattern) {
            builder.add(glob);
        }
    }
    builder.build().ok()
}
