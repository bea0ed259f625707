//! Cases with markers. `# expect: rule-id` at the end of a line says that this rule
//! finds something that begins on it; several rules are separated by commas. Both
//! directions are compared: what is not marked must not be found.
//!
//! Each file below `tests/cases` of the repository is a case of its own, with more
//! files behind lines `-- path`; the folder is the rule that it is about. JSON has no
//! comments: there a line `-- expect` lists `path:line rule-id`. Behind `-- verdicts` stand
//! all verdicts, as `address METHOD /path: granted`, with the limits behind commas. What a
//! case leaves unknown, so that nothing may be said of it, stands behind `-- unknown`.
//! A folder may also be named after a kind of check for a team's own rules; its cases have
//! their rules behind `-- policies/…`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use grantlint_parser::load::ProblemKind;
use grantlint_rules::finding::{Answer, Report};

use grantlint_rules::rule::built_in;

use crate::harness::{Memory, check_files};

/// Where a case has its expectations for files without comments.
const EXPECT: &str = "expect";
/// Where a case has its verdicts.
const VERDICTS: &str = "verdicts";
/// Where a case says what is unknown in it.
const UNKNOWN: &str = "unknown";
const MARK: &str = "expect:";
/// The kinds of check that a team's own rules are made of.
const KINDS: [&str; 4] = ["also-holds", "attribute", "calls", "nobody-holds"];

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

/// The verdicts of a report as cases write them.
fn verdicts(report: &Report) -> BTreeSet<String> {
    let verdicts = report.verdicts.iter().map(|verdict| {
        let answer = match verdict.answer {
            Answer::Granted => "granted",
            Answer::Missing(_) => "missing",
            Answer::Undecided(_) => "undecided",
        };
        let limits = verdict.limits.iter().map(|limit| format!(", {limit}"));
        let limits: String = limits.collect();
        format!("{} {}: {answer}{limits}", verdict.subject, verdict.endpoint)
    });
    verdicts.collect()
}

/// The marks of a case; the text of its files keeps them.
fn marks(files: &mut Memory) -> BTreeSet<Mark> {
    files.0.remove(UNKNOWN);
    files.0.remove(VERDICTS);
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
    let listed = files.0.get(VERDICTS).cloned();
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
    let given = verdicts(&checked.report);
    let same = |listed: &String| listed.lines().map(str::to_owned).eq(given.iter().cloned());
    if !listed.as_ref().is_none_or(same) {
        let given: String = given.iter().map(|line| format!("  {line}\n")).collect();
        return Err(format!("{}\nthe verdicts are:\n{given}", path.display()));
    }
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

/// What a rule cannot have a case of, and why.
const EXCEPTIONS: [(&str, Kind, Syntax, &str); 4] = [
    (
        "syntax-error",
        Kind::Unknown,
        Syntax::Hcl,
        "a text can be read or cannot",
    ),
    (
        "syntax-error",
        Kind::Unknown,
        Syntax::Json,
        "a text can be read or cannot",
    ),
    (
        "unused-ignore",
        Kind::Bad,
        Syntax::Json,
        "JSON has no comments",
    ),
    (
        "unused-ignore",
        Kind::Unknown,
        Syntax::Json,
        "JSON has no comments",
    ),
];

/// What a case is for its rule: something is found, nothing is, or what decides is not
/// known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Bad,
    Good,
    Unknown,
}

/// In which of Terraform's two syntaxes a case is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Syntax {
    Hcl,
    Json,
}

/// Whether a case is one of that kind for the rule, in that syntax.
fn is_case(case: &Memory, rule: &str, kind: Kind, syntax: Syntax) -> bool {
    let marked = marks(&mut case.clone()).iter().any(|(_, _, id)| id == rule);
    let unknown = case.0.contains_key(UNKNOWN);
    let fits = match kind {
        Kind::Bad => marked && !unknown,
        Kind::Good => !marked && !unknown,
        Kind::Unknown => unknown,
    };
    let json = case.0.keys().any(|path| path.ends_with(".tf.json"));
    fits && json == (syntax == Syntax::Json)
}

#[test]
fn every_rule_has_a_bad_a_good_and_an_unknown_case_in_both_syntaxes() {
    let mut missing = Vec::new();
    for rule in built_in() {
        let cases: Vec<Memory> = cases()
            .iter()
            .filter(|path| path.parent().and_then(Path::file_name) == Some(rule.id.as_ref()))
            .map(|path| Memory::parse(&fs::read_to_string(path).expect("a case")))
            .collect();
        for kind in [Kind::Bad, Kind::Good, Kind::Unknown] {
            for syntax in [Syntax::Hcl, Syntax::Json] {
                let there = cases
                    .iter()
                    .any(|case| is_case(case, &rule.id, kind, syntax));
                let excepted = EXCEPTIONS.iter().any(|(id, of, written, _)| {
                    *id == rule.id && *of == kind && *written == syntax
                });
                if there == excepted {
                    missing.push(format!("{} {kind:?} {syntax:?}", rule.id));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_folder_of_cases_is_a_rule() {
    let ids: Vec<&str> = built_in().iter().map(|rule| rule.id.as_str()).collect();
    for path in cases() {
        let folder = path.parent().and_then(Path::file_name);
        let folder = folder.and_then(|name| name.to_str()).expect("a folder");
        let is_known = ids.contains(&folder) || KINDS.contains(&folder);
        assert!(is_known, "{} is no rule", path.display());
    }
}

/// Wherever a file is cut off, there is a report, and nothing is said to be missing from
/// the block that was cut.
#[test]
fn a_file_that_is_cut_off_is_reported_and_nothing_is_missing_from_it() {
    for path in cases() {
        let whole = Memory::parse(&fs::read_to_string(&path).expect("a case"));
        let has_rules = whole.0.keys().any(|path| path.starts_with("policies/"));
        let Some(text) = whole.0.get("main.tf").filter(|_| !has_rules) else {
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
            for section in [EXPECT, VERDICTS, UNKNOWN] {
                files.0.remove(section);
            }
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
