//! A team's own files: packs, overlays and profiles in the format of the built-in
//! data, and rules in the format of the built-in rules.
//!
//! A file with a top-level `id` is a rule, any other is data. A file with mistakes is
//! left out as a whole, and each of its mistakes is told with its place: a rule that is
//! half understood would say something that its author did not mean.

pub mod example;
mod mistakes;

use std::collections::HashMap;

use grantlint_data::compile::{Input, split_call};
use grantlint_data::format::DataFile;
use grantlint_parser::source::{FileId, Location};
use smol_str::SmolStr;

use crate::matrix::{Match, Matrix, Standing};
use crate::rule::{Check, Rule, built_in};
use crate::settings::read::{ConfigProblem, location};
use mistakes::Document;

/// What the team's own files hold.
#[derive(Debug, Default)]
pub struct Own {
    /// The rules, in the order of the files.
    pub rules: Vec<Rule>,
    /// The data, in the order of the files.
    pub data: Vec<Input>,
    /// The files with data, by the name that problems of the matrix call them.
    files: HashMap<String, FileId>,
    /// The permissions and calls that the rules name, which only the matrix can judge.
    named: Vec<(Named, Location)>,
    /// What is wrong, each with its place.
    pub problems: Vec<ConfigProblem>,
}

/// What a rule names.
#[derive(Debug)]
enum Named {
    Permission(String),
    Call(String),
}

impl Own {
    /// Adds a file; `path` is its path as it is shown.
    pub fn add(&mut self, file: FileId, path: &str, text: &str) {
        let document = match Document::parse(file, text) {
            Ok(document) => document,
            Err(problems) => return self.problems.extend(problems),
        };
        if document.has("id") || document.has("check") {
            match document.read::<Rule>().and_then(|rule| {
                let problems = faults(&rule, &document, &self.rules);
                if problems.is_empty() {
                    Ok(rule)
                } else {
                    Err(problems)
                }
            }) {
                Ok(rule) => {
                    self.named.extend(named(&rule, &document));
                    self.rules.push(rule);
                }
                Err(problems) => self.problems.extend(problems),
            }
        } else {
            match document.read::<DataFile>() {
                Ok(data) => {
                    self.files.insert(path.to_owned(), file);
                    self.data.push(Input {
                        pack: path.to_owned(),
                        file: path.to_owned(),
                        data,
                    });
                }
                Err(problems) => self.problems.extend(problems),
            }
        }
    }

    /// The matrix of the packs and of these files. What is wrong in the files' entries,
    /// and what the rules name and is not there, is added to [`Self::problems`].
    pub fn matrix(&mut self, packs: &[SmolStr]) -> Matrix {
        let (matrix, problems) = Matrix::new(packs, &self.data);
        for problem in problems {
            let Some(file) = self.files.get(&problem.file) else {
                continue;
            };
            self.problems.push(ConfigProblem {
                at: location(*file, problem.span),
                message: problem.message,
                help: None,
            });
        }
        let unknown = self.named.iter().filter_map(|(named, at)| {
            let (message, help) = unknown(named, &matrix)?;
            Some(ConfigProblem {
                at: *at,
                message,
                help,
            })
        });
        self.problems.extend(unknown.collect::<Vec<_>>());
        matrix
    }
}

/// The permissions and calls that a rule names, with the list that has them.
fn named(rule: &Rule, document: &Document<'_>) -> Vec<(Named, Location)> {
    let permission = |name: &String| Named::Permission(name.clone());
    let call = |call: &String| Named::Call(call.clone());
    let (permissions, calls) = match &rule.check {
        Check::NobodyHolds(check) => (
            [
                ("permissions", &check.permissions),
                ("together-with", &check.together_with),
            ],
            None,
        ),
        Check::AlsoHolds(check) => (
            [("holds", &check.holds), ("must-hold", &check.must_hold)],
            Some(("may-call", &check.may_call)),
        ),
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    for (key, names) in permissions {
        let at = document.place(&["check", key]);
        found.extend(names.iter().map(|name| (permission(name), at)));
    }
    if let Some((key, names)) = calls {
        let at = document.place(&["check", key]);
        found.extend(names.iter().map(|name| (call(name), at)));
    }
    found
}

/// What is wrong with a name, and what to do. A permission that is merely unknown is
/// not wrong: not all are published.
fn unknown(named: &Named, matrix: &Matrix) -> Option<(String, Option<String>)> {
    let meant = |names: &[&str]| {
        let first = names.first();
        first.map(|name| format!("did you mean `{name}`?"))
    };
    match named {
        Named::Call(call) => {
            let split = split_call(call).ok()?;
            match matrix.find(&split.method, split.path) {
                Match::Found(_) => None,
                Match::Undecided(_) | Match::Unknown(_) => {
                    Some((format!("no pack knows the operation `{call}`"), None))
                }
            }
        }
        Named::Permission(name) => {
            let help = match matrix.permission(name) {
                Standing::Known(_) | Standing::Wildcard(_) | Standing::Unknown => return None,
                Standing::Label(known) => meant(&[known.name]),
                Standing::Slip(names) => {
                    meant(&names.iter().map(String::as_str).collect::<Vec<_>>())
                }
                Standing::Bare { slips, candidates } => meant(&slips).or(meant(&candidates)),
                Standing::Malformed(names) => meant(&names),
            };
            Some((format!("there is no permission `{name}`"), help))
        }
    }
}

/// What is wrong with a rule that fits the format.
fn faults(rule: &Rule, document: &Document<'_>, others: &[Rule]) -> Vec<ConfigProblem> {
    let mut found = Vec::new();
    let mut fault = |path: &[&str], message: String, help: Option<&str>| {
        found.push(ConfigProblem {
            at: document.place(path),
            message,
            help: help.map(str::to_owned),
        });
    };
    let id = &rule.id;
    let is_kebab = !id.is_empty()
        && id.starts_with(|first: char| first.is_ascii_lowercase())
        && id
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !is_kebab {
        let help = "lower-case letters, digits and hyphens, such as `open-recordings`";
        fault(&["id"], format!("`{id}` is no id of a rule"), Some(help));
    }
    if built_in().iter().any(|known| known.id == *id) {
        let help = "give it another id; `[severity]` in `grantlint.toml` changes the weight of \
                    a built-in rule";
        fault(
            &["id"],
            format!("`{id}` is a rule that is built in"),
            Some(help),
        );
    }
    if others.iter().any(|other| other.id == *id) {
        fault(&["id"], format!("another file has a rule `{id}`"), None);
    }
    let texts: [(&[&str], &str); 5] = [
        (&["summary"], &rule.summary),
        (&["why"], &rule.why),
        (&["fix"], &rule.fix),
        (&["example", "bad"], &rule.example.bad),
        (&["example", "good"], &rule.example.good),
    ];
    for (path, text) in texts {
        if text.trim().is_empty() {
            let name = path.last().copied().unwrap_or_default();
            fault(path, format!("`{name}` is empty"), None);
        }
    }
    if rule.summary.contains('\n') {
        fault(&["summary"], "`summary` has several lines".to_owned(), None);
    }
    match &rule.check {
        Check::Attribute(check) => {
            if check.types.is_empty() {
                fault(&["check", "types"], "`types` is empty".to_owned(), None);
            }
            if check.must.is_none() && check.must_not.is_none() {
                let message = "neither `must` nor `must-not` is given";
                fault(&["check"], message.to_owned(), None);
            }
        }
        Check::NobodyHolds(check) => {
            for (key, message) in check.faults() {
                fault(&["check", key], message, None);
            }
        }
        Check::AlsoHolds(check) => {
            for (key, message) in check.faults() {
                fault(&["check", key], message, None);
            }
        }
        _ => {}
    }
    found
}

#[cfg(test)]
mod tests;
