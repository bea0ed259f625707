//! The examples in the rule files: the bad one breaks the rule, the good one none.

use std::collections::BTreeSet;

use grantlint_rules::rule::{ExampleText, Rule, Shows, built_in};

use crate::harness::{Checked, Memory, SETTINGS, check_files};

#[track_caller]
fn run(example: &ExampleText<'_>) -> Checked {
    let mut files = Memory::of(example);
    if let Some(settings) = example.settings {
        files.0.insert(SETTINGS.to_owned(), settings.to_owned());
    }
    check_files(&files)
}

fn broken(checked: &Checked) -> BTreeSet<&str> {
    let findings = checked.report.findings.iter();
    findings.map(|finding| finding.rule.as_str()).collect()
}

fn check_rule(rule: &Rule) -> Vec<String> {
    let mut wanted: BTreeSet<&str> = rule.example.also.iter().map(String::as_str).collect();
    wanted.insert(&rule.id);
    let texts = rule.example.texts().filter_map(|text| {
        let checked = run(&text);
        let found = broken(&checked);
        let expected = match text.shows {
            Shows::Bad => wanted.clone(),
            Shows::Good | Shows::Unknown => BTreeSet::new(),
        };
        (found != expected).then(|| {
            format!(
                "the {text} example of {} breaks {found:?}:\n{}",
                rule.id,
                checked.listing()
            )
        })
    });
    texts.collect()
}

#[test]
fn every_example_shows_its_rule() {
    let faults: Vec<String> = built_in().iter().flat_map(check_rule).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
