//! `grantlint.toml` as a file: where it is, what it says, what it excludes.

use std::path::{Path, PathBuf};

use globset::{Glob, GlobSet, GlobSetBuilder};
use grantlint_parser::load::{Files, ReadError};
use grantlint_parser::paths;
use grantlint_parser::source::{Location, Sources, Span};
use grantlint_rules::nearest::nearest;
use grantlint_rules::settings::Settings;
use grantlint_rules::settings::read::ConfigProblem;
use grantlint_rules::settings::roles_file::{self, ForeignRole};

use crate::files::read_file;
use crate::render::tree::place;

/// The name of the configuration file.
pub const FILE_NAME: &str = "grantlint.toml";

/// A configuration, or the lack of one.
#[derive(Debug)]
pub struct Config {
    /// What it says.
    pub settings: Settings,
    /// Why it can't be used, and where that stands.
    pub failure: Option<(Location, String)>,
    /// The folder, as it is shown.
    shown_folder: String,
    /// The folder without symbolic links.
    folder: PathBuf,
    exclude: Option<GlobSet>,
}

impl Config {
    /// What holds where there is no file.
    pub fn none() -> Config {
        Config {
            settings: Settings::default(),
            failure: None,
            shown_folder: ".".to_owned(),
            folder: PathBuf::new(),
            exclude: None,
        }
    }

    /// Why it can't be used, with its place: `path:line:column: why`.
    pub fn refusal(&self, sources: &Sources) -> Option<String> {
        let (at, why) = self.failure.as_ref()?;
        Some(format!("{}: {why}", place(sources, *at)))
    }

    /// The path of the file, as it is shown.
    pub fn path(&self) -> String {
        paths::join(&self.shown_folder, FILE_NAME)
    }

    /// The folder of the file, as it is shown, and without symbolic links.
    pub fn folder(&self) -> (&str, &Path) {
        (&self.shown_folder, &self.folder)
    }

    /// Reads a file; `shown` is its path as it is shown.
    pub fn read(sources: &mut Sources, path: &Path, shown: &str) -> Config {
        let mut config = Config::none();
        let read = match read_file(path) {
            Ok(bytes) => String::from_utf8(bytes).map_err(|_| "the file is not UTF-8".to_owned()),
            Err(why) => Err(format!("the file cannot be read: {why}")),
        };
        let text = match read {
            Ok(text) => text,
            Err(why) => {
                let file = sources.add(shown, "");
                config.failure = Some((Span::default().in_file(file), why));
                return config;
            }
        };
        let file = sources.add(shown, text.as_str());
        match Settings::parse(file, &text) {
            Ok(settings) => config.settings = settings,
            Err(error) => config.failure = Some((error.at, error.message)),
        }
        paths::split(shown).0.clone_into(&mut config.shown_folder);
        let folder = path.canonicalize();
        let folder = folder
            .ok()
            .and_then(|path| path.parent().map(Path::to_owned));
        config.folder = folder.unwrap_or_default();
        let exclude = config
            .settings
            .exclude
            .iter()
            .map(|glob| glob.value.as_str());
        config.exclude = globs(exclude);
        config
    }

    /// The settings with the files that they name read.
    pub fn settled(&self, files: &dyn Files) -> Settings {
        let mut settings = self.settings.clone();
        for role in &mut settings.external_roles {
            let Some(file) = &role.file else {
                continue;
            };
            let path = paths::join(&self.shown_folder, &file.value);
            match foreign_roles(&path, files) {
                Ok(roles) => {
                    let missing = role.name.as_ref().filter(|name| {
                        let mut roles = roles.iter();
                        !roles.any(|role| role.name == name.value.as_str())
                    });
                    settings.problems.extend(missing.map(|name| {
                        ConfigProblem {
                            at: name.at,
                            message: format!(
                                "`{}` does not say what a role `{}` holds",
                                file.value, name.value
                            ),
                            help: nearest(&name.value, roles.iter().map(|role| role.name.as_str()))
                                .map(|near| format!("did you mean `{near}`?")),
                        }
                    }));
                    role.roles = roles;
                }
                Err(why) => settings.problems.push(ConfigProblem {
                    at: file.at,
                    message: format!("`{}` cannot be read: {why}", file.value),
                    help: Some(
                        "it holds what `GET /api/v2/authorization/roles` answers".to_owned(),
                    ),
                }),
            }
        }
        settings
    }

    /// The file with the findings that are known, as it is shown, and where it is named.
    /// In place of the file why it can't be used: as it may be written, and its text
    /// appear in a message, it has to lie in the configuration's folder or below.
    pub fn baseline(&self) -> Option<(Location, Result<PathBuf, String>)> {
        let baseline = self.settings.baseline.as_ref()?;
        let path = PathBuf::from(paths::join(&self.shown_folder, &baseline.value));
        let real = path.canonicalize().or_else(|_| {
            let folder = paths::split(path.to_str().unwrap_or_default()).0;
            Path::new(folder).canonicalize()
        });
        let is_inside = real.is_ok_and(|real| real.starts_with(&self.folder));
        let outside = || {
            let name = &baseline.value;
            format!("the baseline `{name}` has to lie in the folder of this file or below")
        };
        Some((baseline.at, is_inside.then_some(path).ok_or_else(outside)))
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

/// Faulty globs are left out here; the rules report them with their place.
fn globs<'a>(patterns: impl Iterator<Item = &'a str>) -> Option<GlobSet> {
    let mut builder = GlobSetBuilder::new();
    let mut any = false;
    for glob in patterns.filter_map(|pattern| Glob::new(pattern).ok()) {
        builder.add(glob);
        any = true;
    }
    any.then(|| builder.build().ok()).flatten()
}

/// The roles in the JSON file that an entry names; `why` finishes "can't be read".
fn foreign_roles(path: &str, files: &dyn Files) -> Result<Vec<ForeignRole>, String> {
    let bytes = files.read(path).map_err(|error| match error {
        ReadError::Missing => "it is not there".to_owned(),
        ReadError::Unreadable(why) => why,
        ReadError::TooMuch(why) => why.to_owned(),
    })?;
    roles_file::parse(&bytes).map_err(|error| error.to_string())
}
