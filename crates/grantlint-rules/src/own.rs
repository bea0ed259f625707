//! A team's own files: packs, overlays and profiles in the format of the built-in
//! data, and rules in the format of the built-in rules.
//!
//! A file with a top-level `id` is a rule, any other is data. A file with mistakes is
//! left out as a whole, and each of its mistakes is told with its place: a rule that is
//! half understood would say something that its author did not mean.

pub(crate) mod claim;
pub mod example;
mod mistakes;
pub mod skeleton;

use std::collections::HashMap;

use grantlint_data::compile::Input;
use grantlint_data::format::DataFile;
use grantlint_parser::source::{FileId, Location};
use smol_str::SmolStr;

use crate::matrix::Matrix;
use crate::rule::{Check, Rule, built_in};
use crate::settings::read::{ConfigProblem, location};
use claim::{Claim, Claims};
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
    /// What the rules take for granted, which only the matrix can judge.
    claims: Vec<(Claim, Location)>,
    /// What is wrong, each with its place.
    pub problems: Vec<ConfigProblem>,
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
                let (problems, claims) = parted(&rule, &document, &self.rules);
                if problems.is_empty() {
                    Ok((rule, claims))
                } else {
                    Err(problems)
                }
            }) {
                Ok((rule, claims)) => {
                    self.claims.extend(claims);
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
        let unknown = self.claims.iter().filter_map(|(claim, at)| {
            let (message, help) = claim::judged(claim, &matrix)?;
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

/// What is wrong with a rule that fits the format, and what it claims.
fn parted(
    rule: &Rule,
    document: &Document<'_>,
    others: &[Rule],
) -> (Vec<ConfigProblem>, Vec<(Claim, Location)>) {
    let mut claims = Claims::default();
    general(rule, others, &mut claims);
    claims.below("check", |claims| match &rule.check {
        Check::Attribute(check) => check.claims(claims),
        Check::NobodyHolds(check) => check.claims(claims),
        Check::AlsoHolds(check) => check.claims(claims),
        Check::Calls(check) => check.claims(claims),
        _ => {}
    });
    let mut problems = Vec::new();
    let mut left = Vec::new();
    for (path, claim) in claims.found {
        match claim {
            Claim::Fault {
                message,
                help,
                part,
            } => problems.push(ConfigProblem {
                at: document.place(&path, part.as_deref()),
                message,
                help,
            }),
            claim => left.push((claim, document.place(&path, None))),
        }
    }
    (problems, left)
}

/// Whether a text can be the id of a rule.
pub fn is_id(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && !text.ends_with('-')
        && !text.contains("--")
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// What every rule has to be, whatever it looks for.
fn general(rule: &Rule, others: &[Rule], claims: &mut Claims) {
    let id = &rule.id;
    claims.below("id", |claims| {
        if !is_id(id) {
            let help = "lower-case letters, digits and hyphens, such as `open-recordings`";
            claims.fault_with(format!("`{id}` is no id of a rule"), help);
        }
        if built_in().iter().any(|known| known.id == *id) {
            let help = "give it another id; `[severity]` in `grantlint.toml` changes the weight \
                        of a built-in rule";
            claims.fault_with(format!("`{id}` is a rule that is built in"), help);
        }
        if others.iter().any(|other| other.id == *id) {
            claims.fault(format!("another file has a rule `{id}`"));
        }
    });
    let texts = [
        ("summary", &rule.summary),
        ("why", &rule.why),
        ("fix", &rule.fix),
    ];
    let empty = |claims: &mut Claims, key: &str, text: &str| {
        if text.trim().is_empty() {
            claims.below(key, |claims| claims.fault(format!("`{key}` is empty")));
        }
    };
    for (key, text) in texts {
        empty(claims, key, text);
    }
    if rule.summary.contains('\n') {
        claims.below("summary", |claims| {
            claims.fault("`summary` has several lines")
        });
    }
    claims.below("example", |claims| {
        empty(claims, "bad", &rule.example.bad);
        empty(claims, "good", &rule.example.good);
    });
}

#[cfg(test)]
mod tests;
