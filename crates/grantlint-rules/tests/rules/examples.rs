//! The examples in the rule files: the bad one breaks the rule, the good one none.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use grantlint_parser::source::Sources;
use grantlint_rules::matrix::GENESYS_CLOUD;
use grantlint_rules::own::Own;
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

/// What the reader of a team's own rules would say to a built-in one: that it is built
/// in, and nothing else.
#[test]
fn every_rule_could_be_a_team_s_own() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules/checks");
    for entry in fs::read_dir(folder).expect("the folder of the rules") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a rule");
        let (mut sources, mut own) = (Sources::default(), Own::default());
        let file = sources.add("rule.toml", text.as_str());
        own.add(file, "rule.toml", &text);
        let renamed = text.replacen("id = \"", "id = \"own-", 1);
        let file = sources.add("own.toml", renamed.as_str());
        own.add(file, "own.toml", &renamed);
        own.matrix(&[GENESYS_CLOUD.into()]);
        let problems: Vec<&str> = own.problems.iter().map(|it| it.message.as_str()).collect();
        let [only] = problems.as_slice() else {
            panic!("{}: {problems:?}", path.display());
        };
        assert!(only.ends_with("is a rule that is built in"), "{only}");
        assert_eq!(own.rules.len(), 1, "{}", path.display());
    }
}
