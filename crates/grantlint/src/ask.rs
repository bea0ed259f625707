//! What `why`, `can` and `deployer` have in common: the tree that is asked about, and
//! whom a name means in it.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use grantlint_parser::load::{Inputs, Loaded};
use grantlint_parser::model::Model;
use grantlint_rules::calls::Callers;
use grantlint_rules::check::models;
use grantlint_rules::holdings::Subject;
use grantlint_rules::matrix::Matrix;
use grantlint_rules::settings::Settings;
use grantlint_rules::subjects::{self, Meant};

use crate::args::TreeArguments;
use crate::check::in_all;
use crate::discover::discover;
use crate::engine::{self, Options};
use crate::exit::Exit;
use crate::files::Disk;
use crate::paths::Here;
use crate::progress::Progress;
use crate::render::tree::place;
use crate::say;

/// The modules that one configuration governs.
pub struct Part {
    /// The modules.
    pub loaded: Loaded,
    /// The configuration.
    pub settings: Settings,
    /// The packs and the team's own files.
    pub matrix: Matrix,
}

/// Reads the tree that is asked about. What can't be read is said; where only a part
/// can't, the answer is given all the same.
///
/// # Errors
/// Nothing can be answered; why has been said.
pub fn read(
    here: &Here,
    paths: &[PathBuf],
    tree: &TreeArguments,
    inputs: &Inputs,
) -> Result<Vec<Part>, Exit> {
    let mut missing = tree.variable_files.iter().chain(&tree.config);
    if let Some(file) = missing.find(|file| !file.exists()) {
        say::error(&format!("`{}` is not there", file.display()));
        return Err(Exit::Failed);
    }
    let progress = Arc::new(Progress::default());
    progress.shown_during(true, || {
        let mut disk = Disk::new(Arc::clone(&progress));
        for file in &tree.variable_files {
            disk.allow_file(file);
        }
        let discovery = discover(here, &mut disk, paths, tree.config.as_deref());
        let mut failures = discovery.failures.clone();
        let mut parts = Vec::new();
        for (number, folders) in &discovery.folders {
            let Some(config) = discovery.configs.get(*number) else {
                continue;
            };
            if let Some(refusal) = config.refusal(&discovery.sources) {
                failures.push(refusal);
                continue;
            }
            let folders: Vec<String> = folders.iter().cloned().collect();
            let options = Options {
                config,
                inputs,
                pedantic: false,
                packs: &tree.packs,
            };
            let sources = discovery.sources.clone();
            let (loaded, settings, matrix) = engine::read(sources, &folders, &disk, &options);
            parts.push(Part {
                loaded,
                settings,
                matrix,
            });
        }
        for failure in &failures {
            say::error(failure);
        }
        parts.iter().for_each(tell_problems);
        let undeclared = parts.iter().map(|part| part.loaded.undeclared.clone());
        let undeclared = undeclared.reduce(|known, more| in_all(Some(known), more));
        say::undeclared(undeclared.iter().flatten());
        if failures.is_empty() {
            Ok(parts)
        } else {
            Err(Exit::Failed)
        }
    })
}

/// What is wrong in the files changes the answer, perhaps.
fn tell_problems(part: &Part) {
    let problems = part.loaded.problems.iter();
    let problems = problems.map(|problem| (problem.at, &problem.message));
    let own = part.settings.problems.iter();
    let own = own.map(|problem| (problem.at, &problem.message));
    for (at, message) in problems.chain(own) {
        let place = place(&part.loaded.sources, at);
        say::note(&format!("{place}: {message}"));
    }
}

/// Who is asked about, and where that one is.
pub struct Whom<'a> {
    /// The modules that it is governed with.
    pub part: &'a Part,
    /// Its root module.
    pub model: Cow<'a, Model>,
    /// Itself.
    pub subject: Subject,
}

impl Whom<'_> {
    /// What the calls around it are worked out from.
    pub fn callers(&self) -> Callers<'_> {
        Callers {
            sources: &self.part.loaded.sources,
            model: &self.model,
            settings: &self.part.settings,
            matrix: &self.part.matrix,
        }
    }
}

/// Finds who is meant by a name.
///
/// # Errors
/// Nobody is, or several are; that has been said.
pub fn whom<'a>(parts: &'a [Part], name: &str) -> Result<Whom<'a>, Exit> {
    let all: Vec<(&Part, Cow<'_, Model>)> = parts
        .iter()
        .flat_map(|part| {
            let models = models(&part.loaded).into_iter();
            models.map(move |model| (part, model))
        })
        .collect();
    let seen: Vec<&Model> = all.iter().map(|(_, model)| model.as_ref()).collect();
    match subjects::meant(&seen, name) {
        Meant::One(number, subject) => {
            let found = all.into_iter().nth(number);
            let (part, model) = found.ok_or(Exit::Failed)?;
            Ok(Whom {
                part,
                model,
                subject,
            })
        }
        Meant::Several(several) => {
            say::error(&format!("`{name}` may be any of several"));
            for (number, subject) in several {
                let model = seen.get(number).copied();
                let address = model.and_then(|model| subjects::address(model, &subject));
                let root = model.map_or("", |model| model.root.as_str());
                say::help(&format!("`{}` in `{root}`", address.unwrap_or_default()));
            }
            say::help("write more of the address, or name its root module with --in");
            Err(Exit::Failed)
        }
        Meant::Nothing(near) => {
            say::error(&format!(
                "no client, permission set or user is called `{name}`"
            ));
            let mut known: Vec<String> = seen
                .iter()
                .flat_map(|model| {
                    let clients = (0..model.clients.len()).map(Subject::Client);
                    clients.filter_map(|client| subjects::address(model, &client))
                })
                .collect();
            known.dedup();
            match near {
                Some(near) => say::help(&format!("did you mean `{near}`?")),
                None if known.is_empty() => say::help("there is no client here"),
                None => say::help(&here(&known)),
            }
            Err(Exit::Failed)
        }
    }
}

/// The clients in words, not too many of them.
fn here(clients: &[String]) -> String {
    if let [only] = clients {
        return format!("the client here is `{only}`");
    }
    let more = clients.len().saturating_sub(NAMED);
    let named = clients.iter().take(NAMED).map(|name| format!("`{name}`"));
    let mut named: Vec<String> = named.collect();
    if more > 0 {
        named.push(format!("{more} more"));
    }
    let last = named.pop().unwrap_or_default();
    format!("the clients here are {} and {last}", named.join(", "))
}

/// How many clients are named at most.
const NAMED: usize = 10;
