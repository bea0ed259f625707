//! The examples in the rule files: the bad one breaks the rule, the good one none.

use std::collections::BTreeSet;

use grantlint_rules::rule::{Rule, built_in};

use crate::harness::{Checked, Memory, SETTINGS, check_files};

#[track_caller]
fn run(hcl: &str, settings: Option<&String>) -> Checked {
    let mut files = Memory::parse(hcl);
    if let Some(settings) = settings {
        files.0.insert(SETTINGS.to_owned(), settings.clone());
    }
    check_files(&files)
}

fn broken(checked: &Checked) -> BTreeSet<&str> {
    let findings = checked.report.findings.iter();
    findings.map(|finding| finding.rule.as_str()).collect()
}

fn check_rule(rule: &Rule) -> Result<(), String> {
    let example = &rule.example;
    let bad = run(
        &example.bad,
        example.bad_settings.as_ref().or(example.settings.as_ref()),
    );
    let mut expected: BTreeSet<&str> = example.also.iter().map(String::as_str).collect();
    expected.insert(&rule.id);
    if broken(&bad) != expected {
        return Err(format!(
            "the bad example of {} breaks {:?}:\n{}",
            rule.id,
            broken(&bad),
            bad.listing()
        ));
    }
    let good = run(&example.good, example.settings.as_ref());
    if !good.report.findings.is_empty() {
        return Err(format!(
            "the good example of {}:\n{}",
            rule.id,
            good.listing()
        ));
    }
    Ok(())
}

#[test]
fn every_example_shows_its_rule() {
    let faults: Vec<String> = built_in()
        .iter()
        .filter_map(|rule| check_rule(rule).err())
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
