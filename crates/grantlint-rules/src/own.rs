//! A team's own files: packs, overlays and profiles in the format of the built-in
//! data, and rules in the format of the built-in rules.
//!
//! A file with a top-level `id` is a rule, any other is data. A file with mistakes is
//! left out as a whole, and each of its mistakes is told with its place: a rule that is
//! half understood would say something that its author did not mean.

pub mod example;
mod mistakes;

use std::collections::HashMap;

use grantlint_data::compile::Input;
use grantlint_data::format::DataFile;
use grantlint_parser::source::FileId;
use smol_str::SmolStr;

use crate::matrix::Matrix;
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
                let problems = faults(&rule, &document, &self.rules);
                if problems.is_empty() {
                    Ok(rule)
                } else {
                    Err(problems)
                }
            }) {
                Ok(rule) => self.rules.push(rule),
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

    /// The matrix of the packs and of these files. What is wrong in the files' entries
    /// is added to [`Self::problems`].
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
        matrix
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
