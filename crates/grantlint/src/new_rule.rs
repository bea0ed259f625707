//! `grantlint rules new`: a first rule file of a team's own.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use globset::GlobBuilder;
use grantlint_parser::paths;
use grantlint_parser::source::Sources;
use grantlint_rules::own::is_id;
use grantlint_rules::rule::built_in;

use crate::args::NewRule;
use crate::config::{Config, FILE_NAME};
use crate::discover::governing;
use crate::exit::Exit;
use crate::files::reason;
use crate::paths::Here;
use crate::{answer, rules, say};

/// Where rule files are put that nothing names yet.
const FOLDER: &str = "policies";

/// Writes the file, and says what is left to do.
pub fn run(here: &Here, arguments: &NewRule) -> Exit {
    match write(here, arguments) {
        Ok(text) => answer::lines(Exit::Clean, &text),
        Err((message, help)) => {
            say::error(&message);
            if let Some(help) = help {
                say::help(&help);
            }
            Exit::Failed
        }
    }
}

type Failure = (String, Option<String>);

fn write(here: &Here, arguments: &NewRule) -> Result<String, Failure> {
    let id = &arguments.id;
    if !is_id(id) {
        let help = "lower-case letters, digits and hyphens, such as `no-long-tokens`";
        return Err((format!("`{id}` is no id of a rule"), Some(help.to_owned())));
    }
    if built_in().iter().any(|rule| rule.id == *id) {
        let help = "`[severity]` in `grantlint.toml` changes the weight of a built-in rule";
        let message = format!("`{id}` is a rule that is built in");
        return Err((message, Some(help.to_owned())));
    }
    let known = rules::read(here, Path::new(".")).map_err(|message| (message, None))?;
    if let Some((_, file)) = known.chosen.iter().find(|(rule, _)| rule.id == *id) {
        return Err((format!("`{file}` has a rule `{id}`"), None));
    }
    let config = governing(here, Path::new("."), &mut Sources::default());
    let config = config.map_err(|message| (message, None))?;
    let name = format!("{id}.toml");
    let file = match (&arguments.folder, &config) {
        (Some(folder), _) => paths::join(&here.shown(folder).unwrap_or_default(), &name),
        (None, Some(config)) => {
            let folder = named_folder(config, &name).unwrap_or_else(|| FOLDER.to_owned());
            paths::join(config.folder().0, &paths::join(&folder, &name))
        }
        (None, None) => paths::join(FOLDER, &name),
    };
    let failed = |error: &io::Error| {
        let message = match error.kind() {
            io::ErrorKind::AlreadyExists => format!("`{file}` is there already"),
            _ => format!("cannot write `{file}`: {}", reason(error)),
        };
        (message, None)
    };
    let folder = paths::split(&file).0;
    fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    let made = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&file);
    let text = grantlint_rules::own::skeleton::Kind::from(arguments.kind).skeleton(id);
    made.and_then(|mut made| made.write_all(text.as_bytes()))
        .map_err(|error| failed(&error))?;
    Ok(next(here, config.as_ref(), &file))
}

/// What is left to do: to have the file named, to fill it in.
fn next(here: &Here, config: Option<&Config>, file: &str) -> String {
    let mut text = format!("wrote {file}\n");
    let folder = paths::split(file).0;
    let test = format!("change it, and run `grantlint rules test {file}`\n");
    let is_named = config.is_some_and(|config| {
        let real = here.real().join(file).canonicalize();
        let relative = real.ok().and_then(|real| {
            let relative = real.strip_prefix(config.folder().1).ok()?;
            Some(relative.to_string_lossy().replace('\\', "/"))
        });
        relative.is_some_and(|path| names(config, &path))
    });
    if !is_named {
        let place = config.map_or_else(|| FILE_NAME.to_owned(), Config::path);
        let config_folder = config.map_or(".", |config| config.folder().0);
        let glob = match folder.strip_prefix(config_folder) {
            Some(below) => below.trim_start_matches('/'),
            None => folder,
        };
        let glob = paths::join(glob, "*.toml");
        text += &format!("name it in {place}: `rules = [\"{glob}\"]`\n");
    }
    text + &test
}

/// The folder of the first glob for rule files that would find a file of that name.
fn named_folder(config: &Config, name: &str) -> Option<String> {
    let globs = config.settings.rule_files.iter();
    let mut folders = globs.map(|glob| {
        let pattern = paths::join("", &glob.value);
        let parts = pattern.split('/');
        let literal: Vec<&str> = parts
            .take_while(|part| !part.contains(['*', '?', '[', '{', '\\']))
            .collect();
        literal.join("/")
    });
    folders.find(|folder| names(config, &paths::join(folder, name)))
}

/// Whether a glob for rule files finds the path, from the configuration's folder.
fn names(config: &Config, path: &str) -> bool {
    config.settings.rule_files.iter().any(|glob| {
        let pattern = paths::join("", &glob.value);
        let glob = GlobBuilder::new(&pattern).literal_separator(true).build();
        glob.is_ok_and(|glob| glob.compile_matcher().is_match(path))
    })
}
