//! What is written, whole: one project through each format.

use std::process::{Command, Stdio};

use insta::assert_snapshot;

use super::{LACKING, SUFFICIENT, project};

#[test]
fn for_a_person() {
    assert_snapshot!(project(LACKING).run(&["check"]));
    assert_snapshot!(project(SUFFICIENT).run(&["check"]));
}

#[test]
fn for_a_person_without_calls() {
    let files = SUFFICIENT.replace("# grantlint: calls GET /api/v2/routing/queues\n", "");
    assert_snapshot!(project(&files).run(&["check"]));
}

#[test]
fn clients_of_which_nothing_was_checked_are_counted() {
    let files = format!(
        "{SUFFICIENT}{}",
        SUFFICIENT.replace("//- main.tf", "//- b/main.tf")
    );
    let files = files.replacen("# grantlint: calls GET /api/v2/routing/queues\n", "", 1);
    let run = project(&files).run(&["check"]);
    assert!(run.stdout.contains("2 clients (1 without calls)"), "{run}");
}

#[test]
fn for_programs() {
    assert_snapshot!(project(LACKING).run(&["check", "--format", "json"]));
}

#[test]
fn for_matchers() {
    assert_snapshot!(project(LACKING).run(&["check", "--format", "compact"]));
}

#[test]
fn quiet_leaves_the_findings() {
    let run = project(SUFFICIENT).run(&["check", "--quiet"]);
    assert_eq!((run.exit, run.stdout.as_str()), (0, ""), "{run}");
    let run = project(LACKING).run(&["check", "--quiet"]);
    assert!(run.stdout.starts_with("error[missing-permission]"), "{run}");
    assert!(!run.stdout.contains("granted"), "{run}");
}

#[test]
fn files_are_written_beside_what_is_shown() {
    let project = project(LACKING);
    let arguments = [
        "check",
        "--output",
        "json=a.json",
        "--output",
        "compact=b.txt",
    ];
    let run = project.run(&arguments);
    assert!(run.stdout.starts_with("error["), "{run}");
    for (format, file) in [("json", "a.json"), ("compact", "b.txt")] {
        let written = std::fs::read(project.path().join(file)).expect("the file is written");
        let shown = project.run(&["check", "--format", format]).stdout;
        assert_eq!(project.scrubbed(&written), shown);
    }
}

#[test]
fn colours_are_for_terminals_and_for_who_asks() {
    let project = project(LACKING);
    let colored = |arguments: &[&str]| project.run(arguments).stdout.contains('\u{1b}');
    assert!(!colored(&["check"]));
    assert!(!colored(&["check", "--color", "never"]));
    assert!(colored(&["check", "--color", "always"]));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let project = project(LACKING);
    let first = project.run(&["check", "--format", "json"]).stdout;
    for _ in 0..3 {
        assert_eq!(project.run(&["check", "--format", "json"]).stdout, first);
    }
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let fingerprints = |files: &str| -> Vec<String> {
        let run = project(files).run(&["check", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        let findings = report["findings"].as_array().expect("findings").clone();
        let of = |finding: &serde_json::Value| finding["fingerprint"].to_string();
        findings.iter().map(of).collect()
    };
    let before = fingerprints(LACKING);
    let moved = LACKING.replace("//- main.tf\n", "//- main.tf\n# One line\n# more.\n\n");
    assert!(!before.is_empty());
    assert_eq!(before, fingerprints(&moved));
}

#[test]
fn a_reader_who_leaves_is_no_error() {
    let project = project(LACKING);
    let mut child = Command::new(env!("CARGO_BIN_EXE_grantlint"))
        .args(["check", "--format", "json"])
        .current_dir(project.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the command ends");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

/// What a check in a pipe prints in this environment.
#[track_caller]
fn printed(variables: &[(&str, &str)], arguments: &[&str]) -> String {
    let project = project(LACKING);
    let output = Command::new(env!("CARGO_BIN_EXE_grantlint"))
        .arg("check")
        .args(arguments)
        .current_dir(project.path())
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .envs(variables.iter().copied())
        .output();
    String::from_utf8(output.expect("the command runs").stdout).expect("UTF-8")
}

#[test]
fn a_dumb_terminal_gets_words_and_no_drawings() {
    assert_snapshot!(printed(&[("TERM", "dumb"), ("COLUMNS", "100")], &[]));
}

#[test]
fn columns_and_colours_that_are_asked_for_hold_in_a_pipe() {
    let wide = printed(&[("COLUMNS", "120")], &[]);
    let narrow = printed(&[("COLUMNS", "60")], &[]);
    assert!(narrow.lines().count() > wide.lines().count(), "{narrow}");
    let forced = ("CLICOLOR_FORCE", "1");
    for (variables, arguments, coloured) in [
        (&[][..], &[][..], false),
        (&[("NO_COLOR", "1")], &["--color", "always"], true),
        (&[forced], &[], true),
        (&[forced], &["--color", "never"], false),
        (&[forced, ("NO_COLOR", "1")], &[], false),
    ] {
        let text = printed(variables, arguments);
        assert_eq!(text.contains('\u{1b}'), coloured, "{variables:?} {text}");
    }
}
