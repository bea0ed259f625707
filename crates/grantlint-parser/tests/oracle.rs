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
use grantlint_parser::eval::types::Type;
use grantlint_parser::eval::value::{Data, Entity, Piece, Shape, Value};
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
    fn resolve(&self, root: &str, rest: &[&str], _at: Location) -> Result<(Value, usize), String> {
        match (root, rest.first().copied()) {
            ("path", Some("module" | "root" | "cwd")) => Ok((Value::string("."), 1)),
            ("open", Some(name)) => {
                let ty = match name {
                    "text" => Type::String,
                    "number" => Type::Number,
                    _ => Type::Bool,
                };
                Ok((Value::unknown("it is open", None, ty), 1))
            }
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

    fn files(&self, below: &str, _levels: usize) -> Result<Vec<SmolStr>, Unreadable> {
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
    match evaluate(expr.expr(), file, &Module, &Budget::default()) {
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

fn files() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    files
}

#[test]
fn half_typed_expressions_do_no_harm() {
    for path in files() {
        for (at, (expression, _)) in cases(&path).iter().enumerate().step_by(9) {
            for (end, _) in expression.char_indices().skip(at % 5).step_by(5) {
                let begun = expression.get(..end).unwrap_or("");
                let (whole, _) = parse_expression(begun, 0);
                let file = Sources::default().add("console", "");
                _ = evaluate(whole.expr(), file, &Module, &Budget::default());
            }
        }
    }
}

#[test]
fn expressions_mean_what_terraform_says() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in files() {
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

/// Whether a value may turn out to be the concrete one.
fn admits(value: &Value, concrete: &Value) -> bool {
    if let Data::Unknown(unknown) = &value.data {
        return match &unknown.shape {
            Shape::OneOf(candidates) => candidates
                .iter()
                .any(|candidate| admits(candidate, concrete)),
            Shape::Text(pieces) => concrete.as_str().is_some_and(|text| fits(pieces, text)),
            _ => true,
        };
    }
    if let (Some(items), Some(others)) = (value.as_sequence(), concrete.as_sequence()) {
        if value.is_loose() {
            let among = |other: &Value| items.iter().any(|item| admits(item, other));
            return others.iter().all(among);
        }
        let pairs = || items.iter().zip(others);
        return items.len() == others.len() && pairs().all(|(item, other)| admits(item, other));
    }
    match (value.as_mapping(), concrete.as_mapping()) {
        (Some(entries), Some(others)) => {
            entries.keys().eq(others.keys())
                && entries
                    .values()
                    .zip(others.values())
                    .all(|(item, other)| admits(item, other))
        }
        _ => json::encode(value) == json::encode(concrete),
    }
}

fn fits(pieces: &[Piece], text: &str) -> bool {
    let mut rest = text;
    let mut hole = false;
    for piece in pieces {
        match piece {
            Piece::Hole(_) => hole = true,
            Piece::Text(wanted) if hole => match rest.find(wanted.as_str()) {
                Some(at) => rest = rest.get(at + wanted.len()..).unwrap_or(""),
                None => return false,
            },
            Piece::Text(wanted) => match rest.strip_prefix(wanted.as_str()) {
                Some(after) => rest = after,
                None => return false,
            },
        }
    }
    true
}

/// The expression with one of its literals made unknown, for each of them.
fn opened(expression: &str) -> Vec<String> {
    let mut opened = Vec::new();
    for (literal, open) in [
        ("\"a\"", "open.text"),
        ("\"view\"", "open.text"),
        ("\"\"", "open.text"),
        ("\"10\"", "open.text"),
        ("2.5", "open.number"),
        ("100", "open.number"),
        ("true", "open.flag"),
        ("false", "open.flag"),
    ] {
        for (at, _) in expression.match_indices(literal) {
            let (before, after) = expression.split_at(at);
            let after = after.get(literal.len()..).unwrap_or("");
            let inside = before.ends_with(|c: char| c.is_alphanumeric() || c == '"' || c == '.');
            let goes_on = after.starts_with(|c: char| c.is_alphanumeric() || c == '"' || c == '.');
            let in_text = before.matches('"').count() % 2 == 1;
            if !inside && !goes_on && !in_text {
                opened.push([before, open, after].concat());
            }
        }
    }
    opened
}

#[test]
fn what_is_known_beside_an_unknown_holds_for_the_literal_in_its_place() {
    let mut wrong = Vec::new();
    let mut count = 0;
    let at = Sources::default().add("console", "");
    let nowhere = grantlint_parser::source::Span::default().in_file(at);
    for path in files() {
        for (expression, recorded) in cases(&path) {
            let Ok(concrete) = json::decode(&recorded, nowhere) else {
                continue;
            };
            for opened in opened(&expression) {
                let (expr, errors) = parse_expression(opened.as_str(), 0);
                if !errors.is_empty() {
                    continue;
                }
                count += 1;
                match evaluate(expr.expr(), at, &Module, &Budget::default()) {
                    Ok(value) if admits(&value, &concrete) => {}
                    Ok(value) => wrong.push(format!("{opened}\n  {value:?}\n  not {recorded}")),
                    Err(error) => {
                        wrong.push(format!("{opened}\n  {error}\n  not {recorded}"));
                    }
                }
            }
        }
    }
    assert!(count > 500, "only {count} cases were found");
    assert!(
        wrong.is_empty(),
        "{} of {count} are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
