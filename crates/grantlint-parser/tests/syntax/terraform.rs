//! Terraform accepts and rejects what the parser accepts and rejects, and finds
//! the first error on the same line.
//!
//! `terraform/answers.txt` holds what `terraform fmt` 1.11.4 answers: a case on
//! each line, `ok` or the line of the first error, then the text as a string of
//! JSON. Where a `terraform` is on the path, the answers are asked for anew.

use std::collections::BTreeMap;
use std::process::Command;

use crate::sexpr::hcl;

const ANSWERS: &str = include_str!("terraform/answers.txt");

/// The texts with the line of the first error, if there is one.
pub(crate) fn cases() -> Vec<(String, Option<usize>)> {
    let case = |line: &str| {
        let (answer, text) = line.split_once(' ').unwrap();
        (serde_json::from_str(text).unwrap(), answer.parse().ok())
    };
    ANSWERS.lines().map(case).collect()
}

fn our_answer(text: &str) -> Option<usize> {
    let first = hcl(text).errors.into_iter().next()?;
    Some(text[..first.span.start as usize].matches('\n').count() + 1)
}

#[test]
fn recorded_answers_are_ours() {
    let differs = |(text, answer): &(String, Option<usize>)| {
        let ours = our_answer(text);
        (ours != *answer).then(|| format!("{text:?}: {answer:?}, ours {ours:?}"))
    };
    let differences: Vec<_> = cases().iter().filter_map(differs).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn a_file_with_every_construct_is_accepted() {
    assert_eq!(hcl(include_str!("terraform/accepted.tf")).errors, []);
}

#[test]
fn an_index_without_bracket_is_reported_where_it_is_missing() {
    // Terraform reports the next bracket that closes, wherever it is, or the
    // end of the file.
    assert_eq!(our_answer("a = b[1\nc = 2\n\n"), Some(2));
}

#[test]
fn terraform_still_gives_the_recorded_answers() {
    let folder = tempfile::tempdir().unwrap();
    let cases = cases();
    for (number, (text, _)) in cases.iter().enumerate() {
        std::fs::write(folder.path().join(format!("case{number}.tf")), text).unwrap();
    }
    let terraform = Command::new("terraform")
        .args(["fmt", "-check", "-list=false", "-no-color", "."])
        .env("CHECKPOINT_DISABLE", "1")
        .current_dir(folder.path())
        .output();
    let Ok(output) = terraform else {
        println!("no terraform on the path");
        return;
    };
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    let errors = String::from_utf8_lossy(&output.stderr);
    for place in errors
        .lines()
        .filter_map(|line| line.trim().strip_prefix("on case"))
    {
        let (number, rest) = place.split_once(".tf line ").unwrap();
        let digits = rest
            .find(|character: char| !character.is_ascii_digit())
            .unwrap();
        let line = rest[..digits].parse().unwrap();
        let known = first.entry(number.parse().unwrap()).or_insert(line);
        *known = line.min(*known);
    }
    for (number, (text, answer)) in cases.iter().enumerate() {
        assert_eq!(first.get(&number), answer.as_ref(), "{text:?}");
    }
}
