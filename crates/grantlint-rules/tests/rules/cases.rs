//! Cases with markers. `# expect: rule-id` at the end of a line says that this rule
//! finds something that begins on it; several rules are separated by commas. Both
//! directions are compared: what is not marked must not be found.
//!
//! Each file below `tests/cases` of the repository is a case of its own, with more
//! files behind lines `-- path`; the folder is the rule that it is about. JSON has no
//! comments: there a line `-- expect` lists `path:line rule-id`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use grantlint_parser::load::ProblemKind;

use crate::harness::{Memory, check_files};

/// Where a case has its expectations for files without comments.
const EXPECT: &str = "expect";
const MARK: &str = "expect:";

type Mark = (String, u32, String);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases")
}

pub(crate) fn cases() -> Vec<PathBuf> {
    let read = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).expect("the folder of the cases");
        let mut paths: Vec<PathBuf> = entries
            .map(|entry| entry.expect("an entry").path())
            .collect();
        paths.sort();
        paths
    };
    let folders = read(&folder());
    folders.iter().flat_map(|folder| read(folder)).collect()
}

/// The marks of a case; the text of its files keeps them.
fn marks(files: &mut Memory) -> BTreeSet<Mark> {
    let mut marks = BTreeSet::new();
    for (path, text) in &files.0 {
        for (number, line) in (1..).zip(text.lines()) {
            if let Some((_, rules)) = line.split_once(MARK) {
                let rules = rules.split(',').map(|rule| rule.trim().to_owned());
                marks.extend(rules.map(|rule| (path.clone(), number, rule)));
            }
        }
    }
    let listed = files.0.remove(EXPECT).unwrap_or_default();
    for line in listed.lines().filter(|line| !line.is_empty()) {
        let (place, rule) = line.split_once(' ').expect("`path:line rule`");
        let (path, number) = place.rsplit_once(':').expect("`path:line`");
        let number = number.parse().expect("a line");
        marks.insert((path.to_owned(), number, rule.trim().to_owned()));
    }
    marks
}

fn check_case(path: &Path) -> Result<(), String> {
    let text = fs::read_to_string(path).expect("a case");
    let mut files = Memory::parse(&text);
    let expected = marks(&mut files);
    let checked = check_files(&files);
    let found: BTreeSet<Mark> = checked
        .report
        .findings
        .iter()
        .map(|finding| {
            let (path, line) = checked.line(finding);
            (path, line, finding.rule.to_string())
        })
        .collect();
    if found == expected {
        return Ok(());
    }
    let list = |marks: Vec<&Mark>| -> String {
        let lines = marks
            .iter()
            .map(|(path, line, rule)| format!("  {path}:{line} {rule}\n"));
        lines.collect()
    };
    Err(format!(
        "{}\nnot found:\n{}not expected:\n{}all:\n{}",
        path.display(),
        list(expected.difference(&found).collect()),
        list(found.difference(&expected).collect()),
        checked.listing()
    ))
}

#[test]
fn every_case_finds_what_is_marked_and_nothing_else() {
    let faults: Vec<String> = cases()
        .iter()
        .filter_map(|path| check_case(path).err())
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_folder_is_a_rule_and_every_rule_has_a_bad_and_a_good_case() {
    for rule in grantlint_rules::rule::built_in() {
        let cases: Vec<Memory> = cases()
            .iter()
            .filter(|path| path.parent().and_then(Path::file_name) == Some(rule.id.as_ref()))
            .map(|path| Memory::parse(&fs::read_to_string(path).expect("a case")))
            .collect();
        let marked = |case: &Memory| {
            let marks = marks(&mut case.clone());
            marks.iter().any(|(_, _, id)| *id == rule.id)
        };
        assert!(cases.iter().any(marked), "no bad case of {}", rule.id);
        assert!(
            cases.iter().any(|case| !marked(case)),
            "no good case of {}",
            rule.id
        );
    }
    let ids: Vec<&str> = grantlint_rules::rule::built_in()
        .iter()
        .map(|rule| rule.id.as_str())
        .collect();
    for path in cases() {
        let folder = path.parent().and_then(Path::file_name);
        let folder = folder.and_then(|name| name.to_str()).expect("a folder");
        assert!(ids.contains(&folder), "{} is no rule", path.display());
    }
}

/// Wherever a file is cut off, there is a report, and nothing is said to be missing from
/// the block that was cut.
#[test]
fn a_file_that_is_cut_off_is_reported_and_nothing_is_missing_from_it() {
    for path in cases() {
        let whole = Memory::parse(&fs::read_to_string(&path).expect("a case"));
        let Some(text) = whole.0.get("main.tf") else {
            continue;
        };
        let mut end = 0;
        for line in text.split_inclusive('\n') {
            let half = end + line.len() / 2;
            end += line.len();
            let cut = text.char_indices().map(|(at, _)| at).find(|at| *at >= half);
            let start = text.get(..cut.unwrap_or(text.len())).unwrap_or_default();
            let mut files = whole.clone();
            files.0.insert("main.tf".to_owned(), start.to_owned());
            files.0.remove(EXPECT);
            let checked = check_files(&files);
            let problems = checked.loaded.problems.iter();
            let mut syntax = problems.filter(|it| it.kind == ProblemKind::Syntax);
            let broken = syntax.clone().next().is_some();
            let mut findings = checked.report.findings.iter();
            let reported = findings.clone().any(|it| it.rule == "syntax-error");
            assert_eq!(broken, reported, "{}", checked.listing());
            let last = start.rfind("\nresource ").map_or(0, |at| at as u32 + 1);
            let is_cut = syntax.any(|it| it.at.span.start >= last);
            let missing = findings.find(|it| {
                let rules = [
                    "invalid-attribute",
                    "client-without-roles",
                    "client-without-scopes",
                ];
                let at = it.primary.at;
                let in_main = checked.loaded.sources.path(at.file) == "main.tf";
                let is_header = checked.loaded.sources.slice(at).starts_with("resource ");
                is_cut
                    && in_main
                    && is_header
                    && at.span.start == last
                    && rules.contains(&it.rule.as_str())
            });
            assert!(missing.is_none(), "{start}\n{}", checked.listing());
        }
    }
}
