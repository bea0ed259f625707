//! `grantlint init`: a first `grantlint.toml`, from what is in the tree.
//!
//! A configuration that is there is never touched, and none is put in the way of
//! one above: the nearest alone would count.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use grantlint_parser::load::Inputs;
use grantlint_parser::paths;
use grantlint_rules::settings::template;
use grantlint_rules::suggest::Suggestions;

use crate::args::InitArguments;
use crate::config::{Config, FILE_NAME};
use crate::discover::discover;
use crate::engine::{self, Options};
use crate::exit::Exit;
use crate::files::{Disk, reason};
use crate::paths::Here;
use crate::progress::Progress;
use crate::{answer, say};

/// Looks, writes, and says what is left to do.
pub fn run(here: &Here, arguments: &InitArguments) -> Exit {
    let path = &arguments.path;
    if path.is_file() {
        let message = format!("`{}` is no folder", path.display());
        return failed(&message, Some("the configuration holds for a whole folder"));
    }
    let progress = Arc::new(Progress::default());
    let look = || look(here, path, &progress);
    let (config, suggestions) = match progress.shown_during(true, look) {
        Ok(found) => found,
        Err(failures) => {
            for failure in failures {
                say::error(&failure);
            }
            return Exit::Failed;
        }
    };
    let text = template::write(&suggestions);
    if arguments.stdout {
        return answer::write(Exit::Clean, |out| out.write_all(text.as_bytes()));
    }
    let folder = here.shown(path).unwrap_or_default();
    let file = paths::join(&folder, FILE_NAME);
    if let Some(config) = config {
        let known = config.path();
        return if known == file {
            failed(&format!("`{file}` is there already"), Some(ADD))
        } else {
            failed(
                &format!("`{known}` holds for this folder already"),
                Some(ADD),
            )
        };
    }
    let made = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&file);
    match made.and_then(|mut made| made.write_all(text.as_bytes())) {
        Ok(()) => answer::lines(Exit::Clean, &next(&file, &folder, &suggestions)),
        Err(error) => failed(&format!("cannot write `{file}`: {}", reason(&error)), None),
    }
}

const ADD: &str = "add to it; `grantlint init --stdout` prints what it leaves open";

/// The configuration that holds for the folder, and what it leaves open.
fn look(
    here: &Here,
    path: &Path,
    progress: &Arc<Progress>,
) -> Result<(Option<Config>, Suggestions), Vec<String>> {
    let mut disk = Disk::new(Arc::clone(progress));
    let mut discovery = discover(here, &mut disk, &[path.to_owned()], None);
    if !discovery.failures.is_empty() {
        return Err(discovery.failures);
    }
    let number = discovery.governing.first().copied().unwrap_or(0);
    if number >= discovery.configs.len() {
        return Err(Vec::new());
    }
    let config = discovery.configs.swap_remove(number);
    if let Some(refusal) = config.refusal(&discovery.sources) {
        return Err(vec![refusal]);
    }
    let folders = discovery.folders.remove(&number).unwrap_or_default();
    let folders: Vec<String> = folders.into_iter().collect();
    progress.found(folders.len());
    let options = Options {
        config: &config,
        inputs: &Inputs::default(),
        pedantic: false,
        packs: &[],
    };
    let suggestions = engine::suggest(&folders, &disk, &options);
    Ok(((number > 0).then_some(config), suggestions))
}

/// What the file is still to be told, and what to do then.
fn next(file: &str, folder: &str, suggestions: &Suggestions) -> String {
    let Suggestions {
        clients,
        permission_sets,
        roles,
        role_ids,
        ..
    } = suggestions;
    let without_calls = clients.values().filter(|client| client.lacks_calls).count();
    let without_user = clients.values().filter(|client| client.lacks_user).count();
    let broken = clients
        .values()
        .flat_map(|client| client.credentials.keys());
    let broken = broken.collect::<BTreeSet<_>>().len();
    let elsewhere = roles.len() + role_ids.len();
    let todo = [
        (
            without_calls,
            "client whose calls are not known: fill in `calls`",
            "clients whose calls are not known: fill in `calls`",
        ),
        (
            permission_sets.len(),
            "permission set whose calls are not known: fill in `calls`",
            "permission sets whose calls are not known: fill in `calls`",
        ),
        (
            broken,
            "value that stands for a client: turn on `credentials` at that client",
            "values that stand for a client: turn on `credentials` at that client",
        ),
        (
            without_user,
            "client that users sign in to: say in `acts-as` whose roles count",
            "clients that users sign in to: say in `acts-as` whose roles count",
        ),
        (
            elsewhere,
            "role that is defined elsewhere: say what it holds",
            "roles that are defined elsewhere: say what they hold",
        ),
    ];
    let mut text = format!("wrote {file}");
    let todo: Vec<String> = todo
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| {
            let what = if count == 1 { one } else { many };
            format!("  {count} {what}\n")
        })
        .collect();
    if todo.is_empty() {
        text.push_str("; these files leave nothing open\n");
    } else {
        text.push_str("; it has a place for what these files leave open:\n");
        text.extend(todo);
    }
    let path = if folder == "." {
        String::new()
    } else {
        format!(" {folder}")
    };
    text.push_str(&format!("next: grantlint check{path}\n"));
    text
}

fn failed(message: &str, help: Option<&str>) -> Exit {
    say::error(message);
    if let Some(help) = help {
        say::help(help);
    }
    Exit::Failed
}
