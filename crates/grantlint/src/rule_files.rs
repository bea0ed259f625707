//! The team's own files that `rules` in a `grantlint.toml` names: which they are, and
//! their texts.
//!
//! They lie in the repository of the configuration or, without one, in its folder or
//! below. Symbolic links to folders are not followed, and hidden folders not entered.

use std::fs;
use std::path::{Path, PathBuf};

use globset::GlobBuilder;
use grantlint_parser::paths;
use grantlint_parser::source::{Sources, Span};
use grantlint_rules::own::Own;
use grantlint_rules::settings::read::{ConfigProblem, Text};

use crate::config::{Config, FILE_NAME};
use crate::files::read_file;
use crate::paths::repository;

/// Folders nested deeper than this are not entered.
const DEEPEST: usize = 64;

/// Reads the files that the configuration names, each once, in the order of the globs
/// and of the files' paths. Answers what is wrong with the globs.
pub fn read(config: &Config, sources: &mut Sources, own: &mut Own) -> Vec<ConfigProblem> {
    let mut problems = Vec::new();
    if config.settings.rule_files.is_empty() {
        return problems;
    }
    let (shown, folder) = config.folder();
    let root = repository(folder).unwrap_or_else(|| folder.to_owned());
    let mut known: Vec<PathBuf> = Vec::new();
    for glob in &config.settings.rule_files {
        let mut problem = |message: String| {
            problems.push(ConfigProblem {
                at: glob.at,
                message,
                help: None,
            });
        };
        let files = match matching(&root, folder, glob) {
            Ok(files) => files,
            Err(why) => {
                problem(why);
                continue;
            }
        };
        for name in files {
            let path = paths::join(shown, &name);
            match add(&root, &folder.join(&name), &path, &mut known, sources, own) {
                Ok(()) => {}
                Err(why) => problem(format!("`{name}` cannot be read: {why}")),
            }
        }
    }
    problems
}

/// Reads one file, unless it is known. A text that is not UTF-8 is told in the file.
///
/// # Errors
/// Why it can't be read.
pub fn add(
    root: &Path,
    path: &Path,
    shown: &str,
    known: &mut Vec<PathBuf>,
    sources: &mut Sources,
    own: &mut Own,
) -> Result<(), String> {
    let real = path
        .canonicalize()
        .map_err(|error| crate::files::reason(&error))?;
    if !real.starts_with(root) {
        return Err("it lies outside of the repository".to_owned());
    }
    if known.contains(&real) {
        return Ok(());
    }
    let bytes = read_file(&real)?;
    known.push(real);
    match String::from_utf8(bytes) {
        Ok(text) => {
            let file = sources.add(shown, text.as_str());
            own.add(file, shown, &text);
        }
        Err(_) => {
            let file = sources.add(shown, "");
            own.problems.push(ConfigProblem {
                at: Span::default().in_file(file),
                message: "the file is not UTF-8".to_owned(),
                help: None,
            });
        }
    }
    Ok(())
}

/// The files that a glob matches, from the configuration's folder, sorted.
fn matching(root: &Path, folder: &Path, glob: &Text) -> Result<Vec<String>, String> {
    let pattern = paths::join("", &glob.value);
    // What is no glob is reported where the settings are read.
    let Ok(matcher) = GlobBuilder::new(&pattern).literal_separator(true).build() else {
        return Ok(Vec::new());
    };
    let matcher = matcher.compile_matcher();
    let is_wild = |part: &&str| part.contains(['*', '?', '[', '{', '\\']);
    let parts: Vec<&str> = pattern.split('/').collect();
    let literal = parts.iter().take_while(|part| !is_wild(part)).count();
    let literal = literal.min(parts.len().saturating_sub(1));
    let base = parts.get(..literal).unwrap_or_default().join("/");
    let start = folder.join(&base).canonicalize();
    if start.as_ref().is_ok_and(|start| !start.starts_with(root)) {
        let message = format!("`{}` leads outside of the repository", glob.value);
        return Err(message);
    }
    let mut found = Vec::new();
    let mut pending = vec![(base, 0)];
    while let Some((at, depth)) = pending.pop() {
        let Ok(entries) = fs::read_dir(folder.join(&at)) else {
            continue;
        };
        for entry in entries.flatten() {
            let (Ok(name), Ok(kind)) = (entry.file_name().into_string(), entry.file_type()) else {
                continue;
            };
            let path = match at.as_str() {
                "" => name.clone(),
                at => format!("{at}/{name}"),
            };
            if kind.is_dir() {
                if !name.starts_with('.') && depth < DEEPEST {
                    pending.push((path, depth + 1));
                }
            } else if name != FILE_NAME && matcher.is_match(&path) {
                found.push(path);
            }
        }
    }
    if found.is_empty() {
        return Err(format!("`{}` matches no file", glob.value));
    }
    found.sort_unstable();
    Ok(found)
}
