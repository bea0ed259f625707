//! The evaluator against `terraform console`: the expressions of `oracle/*.txt`
//! mean what Terraform says they mean. The answers were recorded with
//! `oracle/record.py`, so that no Terraform is needed here.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use grantlint_parser::eval::budget::Budget;
use grantlint_parser::eval::scope::{Scope, Unreadable};
use grantlint_parser::eval::value::{Entity, Value};
use grantlint_parser::eval::{evaluate, json};
use grantlint_parser::source::{Location, Sources};
use grantlint_parser::syntax::parse_expression;
use smol_str::SmolStr;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle")
}

/// An empty module beside the files of `oracle/files`.
struct Module;

impl Scope for Module {
    fn resolve(
        &self,
        root: &str,
        rest: &[SmolStr],
        _at: Location,
    ) -> Result<(Value, usize), String> {
        match (root, rest.first().map(SmolStr::as_str)) {
            ("path", Some("module" | "root" | "cwd")) => Ok((Value::string("."), 1)),
            _ => Err(format!("there is no `{root}`")),
        }
    }

    fn attribute(&self, entity: &Entity, name: &str, _at: Location) -> Result<Value, String> {
        Err(format!("there is no `{entity}.{name}`"))
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, Unreadable> {
        if path.starts_with('/') {
            return Err(Unreadable::Unknown("the file is outside".to_owned()));
        }
        fs::read(folder().join("files").join(path))
            .map(Arc::from)
            .map_err(|_| Unreadable::Missing)
    }

    fn files(&self, below: &str) -> Result<Vec<SmolStr>, Unreadable> {
        let below = folder().join("files").join(below);
        let mut pending = vec![below.clone()];
        let mut files = Vec::new();
        while let Some(next) = pending.pop() {
            for entry in fs::read_dir(&next)
                .map_err(|_| Unreadable::Missing)?
                .flatten()
            {
                let path = entry.path();
                if path.is_dir() {
                    pending.push(path);
                } else if let Ok(file) = path.strip_prefix(&below) {
                    files.push(file.to_string_lossy().replace('\\', "/").into());
                }
            }
        }
        Ok(files)
    }
}

fn answer(expression: &str) -> String {
    let mut sources = Sources::default();
    let file = sources.add("console", expression);
    let (expr, errors) = parse_expression(expression, 0);
    if !errors.is_empty() {
        return "error".to_owned();
    }
    match evaluate(&expr, file, &Module, &Budget::default()) {
        Err(_) => "error".to_owned(),
        Ok(value) => match (value.find_unknown(), json::encode(&value)) {
            (Some(_), _) => "unknown".to_owned(),
            (None, Ok(text)) => text,
            (None, Err(_)) => "error".to_owned(),
        },
    }
}

/// The expressions of a file with their recorded answers.
fn cases(path: &Path) -> Vec<(String, String)> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let mut cases: Vec<(String, String)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match (line.strip_prefix('\t'), cases.last_mut()) {
            (Some(recorded), Some(case)) => case.1 = recorded.to_owned(),
            _ => cases.push((line.to_owned(), String::new())),
        }
    }
    cases
}

#[test]
fn expressions_mean_what_terraform_says() {
    let mut wrong = Vec::new();
    let mut count = 0;
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .expect("the oracle folder is readable")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    for path in files {
        for (expression, recorded) in cases(&path) {
            count += 1;
            let ours = answer(&expression);
            if ours != recorded {
                wrong.push(format!(
                    "{expression}\n  terraform {recorded}\n  grantlint {ours}"
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {count} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
