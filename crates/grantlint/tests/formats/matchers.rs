//! The problem matchers that are shipped, in the regular expressions of Node,
//! over what `compact` writes.

use std::io::{ErrorKind, Write};
use std::process::{Command, Stdio};

use grantlint::render::Format;
use grantlint_parser::source::{Sources, Span};
use grantlint_rules::finding::Severity;
use serde_json::{Value, json};

use crate::fixture;

const GITHUB: &str = include_str!("../../../../matchers/github.json");
const VS_CODE: &str = include_str!("../../../../editors/vscode/tasks.json");

const PATHS: [&str; 10] = [
    "main.tf",
    "modules/two words/main.tf.json",
    "/home/x y/main.tf",
    "C:/Users/x y/main.tf",
    r"C:\Users\x y\main.tf",
    "a:b/c:12:3.tf",
    "a: error: b.tf",
    "[x] y/ünï 𐐀.tf",
    "../-o.tf",
    "12:3/main.tf",
];

const MESSAGES: [&str; 5] = [
    "client `genesyscloud_oauth_client.a[\"x\"]` lacks `a:b:c`",
    "see main.tf:3:4: warning: something [else] of `x[0]`",
    "ends in [brackets]",
    "`récording` 𐐀: 100 %",
    "x",
];

/// What a matcher should make of a line.
#[derive(Debug, PartialEq)]
struct Problem {
    file: String,
    line: String,
    column: String,
    severity: String,
    message: String,
    code: String,
}

/// Every path with every message and severity, as problems and as the lines of
/// `compact`.
fn compact() -> (Vec<Problem>, Vec<String>) {
    let mut fixture = fixture::several();
    let template = fixture.report.findings.remove(0);
    fixture.report.findings.clear();
    fixture.sources = Sources::default();
    let mut problems = Vec::new();
    for path in PATHS {
        let file = fixture.sources.add(path, "é\né x\n");
        for message in MESSAGES {
            for severity in [Severity::Error, Severity::Warning, Severity::Note] {
                let mut finding = template.clone();
                finding.primary.at = Span::new(6, 7).in_file(file);
                finding.message = message.to_owned();
                finding.severity = severity;
                fixture.report.findings.push(finding);
                problems.push(Problem {
                    file: path.into(),
                    line: "2".into(),
                    column: "3".into(),
                    severity: severity.to_string(),
                    message: message.into(),
                    code: "missing-permission".into(),
                });
            }
        }
    }
    let text = fixture.render(Format::Compact);
    (problems, text.lines().map(str::to_owned).collect())
}

/// The same lines as a wrapper may colour them: each part, or the whole line.
fn coloured(problems: &[Problem]) -> Vec<String> {
    let parts = |problem: &Problem| {
        let Problem {
            file,
            line,
            column,
            severity,
            message,
            code,
        } = problem;
        [
            format!(
                "\x1b[1m{file}\x1b[0m:\x1b[36m{line}\x1b[0m:\x1b[36m{column}\x1b[0m: \
                 \x1b[1;31m{severity}\x1b[0m: \x1b[1m{message}\x1b[0m \x1b[2m[{code}]\x1b[0m"
            ),
            format!(
                "\x1b[1m\x1b[4m{file}\x1b[m:{line}:{column}: \x1b[38;5;9m{severity}: \
                 \x1b[0m{message} [\x1b[35m{code}\x1b[0m]\r"
            ),
            format!("\x1b[33m{file}:{line}:{column}: {severity}: {message} [{code}]\x1b[0m"),
        ]
    };
    problems.iter().flat_map(parts).collect()
}

/// The groups of each pattern on each line; nothing where there is no Node.
fn node(patterns: &[&str], lines: &[String]) -> Option<Vec<Vec<Value>>> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/formats/matchers.mjs");
    let child = Command::new("node")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut child = match child {
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        child => child.unwrap(),
    };
    let input = json!({"patterns": patterns, "lines": lines}).to_string();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// The problem that a pattern with its numbers of groups makes of the groups.
fn problem(pattern: &Value, groups: &Value, severity: Option<&str>) -> Problem {
    let group = |name: &str| {
        let number = pattern[name].as_u64().unwrap() as usize;
        groups[number].as_str().unwrap().to_owned()
    };
    Problem {
        file: group("file"),
        line: group("line"),
        column: group("column"),
        severity: severity.map_or_else(|| group("severity"), str::to_owned),
        message: group("message"),
        code: group("code"),
    }
}

/// Every line is for one matcher alone, since the runner asks them in no order
/// to rely on; each has its pattern and the severity that it gives unasked.
#[track_caller]
fn check(matchers: &[(&Value, Option<&str>)], name_of_note: &str) {
    let regexps: Vec<&str> = matchers
        .iter()
        .map(|(pattern, _)| pattern["regexp"].as_str().unwrap())
        .collect();
    let (mut problems, plain) = compact();
    let colours = coloured(&problems);
    let Some(on_plain) = node(&regexps, &plain) else {
        println!("skipped: there is no `node` to try the problem matchers in");
        return;
    };
    let on_colours = node(&regexps, &colours).unwrap();
    for problem in &mut problems {
        if problem.severity == "note" {
            problem.severity = name_of_note.to_owned();
        }
    }
    let only = |results: &[Vec<Value>], line: usize| {
        let tried = matchers.iter().zip(results);
        let hits: Vec<_> = tried.filter(|(_, lines)| !lines[line].is_null()).collect();
        let [((pattern, severity), lines)] = hits[..] else {
            panic!("{} matchers take line {line}", hits.len());
        };
        problem(pattern, &lines[line], *severity)
    };
    for (at, problem) in problems.iter().enumerate() {
        assert_eq!(&only(&on_plain, at), problem, "{}", plain[at]);
        for variant in 0..3 {
            let line = at * 3 + variant;
            assert_eq!(&only(&on_colours, line), problem, "{:?}", colours[line]);
        }
    }
    let others = [
        "",
        "4 files, 1 client, 1 role: 2 errors (1 ignored)",
        "main.tf:3:1: error",
        "main.tf:3: error: no column [x]",
        "main.tf:3:1: fatal: no such severity [x]",
        "error: no configuration [x]",
        "  --> main.tf:3:1",
    ];
    let results = node(&regexps, &others.map(str::to_owned)).unwrap();
    for lines in results {
        assert!(lines.iter().all(Value::is_null), "{lines:?}");
    }
}

/// The regular expression for lines of some severities.
fn expression(severities: &str) -> String {
    // A bounded number of colours wherever one may start or end.
    let ink = r"(?:\x1b\[[0-9;]*m){0,4}";
    // What ends a path; the first such place does, whatever the severity.
    let head =
        format!("{ink}:{ink}[0-9]+{ink}:{ink}[0-9]+{ink}: {ink}(?:error|warning|note){ink}: ");
    let path = format!("((?:(?!{head}).)+)");
    let place = format!("{ink}{path}{ink}:{ink}([0-9]+){ink}:{ink}([0-9]+)");
    let rule = format!(r"\[{ink}([^\[\]\s]+?){ink}\]");
    format!(r"^{place}{ink}: {ink}{severities}{ink}: {ink}(.+?){ink} {ink}{rule}{ink}\s*$")
}

#[test]
fn the_expressions_are_made_of_these_parts() {
    let github: Value = serde_json::from_str(GITHUB).unwrap();
    let vs_code: Value = serde_json::from_str(VS_CODE).unwrap();
    let of_github = |at: usize| &github["problemMatcher"][at]["pattern"][0]["regexp"];
    assert_eq!(of_github(0), &expression("(error|warning)"));
    assert_eq!(of_github(1), &expression("note"));
    let of_vs_code = &vs_code["tasks"][0]["problemMatcher"]["pattern"]["regexp"];
    assert_eq!(of_vs_code, &expression("(error|warning|note)"));
}

#[test]
fn the_matcher_of_github_reads_compact() {
    let file: Value = serde_json::from_str(GITHUB).unwrap();
    let matchers: Vec<(&Value, Option<&str>)> = file["problemMatcher"]
        .as_array()
        .unwrap()
        .iter()
        .map(|matcher| (&matcher["pattern"][0], matcher["severity"].as_str()))
        .collect();
    // The runner takes `error`, `warning` and `notice`, and drops a line of any
    // other severity.
    check(&matchers, "notice");
}

#[test]
fn the_matcher_of_vs_code_reads_compact() {
    let file: Value = serde_json::from_str(VS_CODE).unwrap();
    let matcher = &file["tasks"][0]["problemMatcher"];
    // VS Code takes `note` for `info`.
    check(&[(&matcher["pattern"], None)], "note");
}
