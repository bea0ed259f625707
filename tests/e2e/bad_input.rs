//! Input that is wrong in every way that a file or a path can be: each gives a
//! place or a path, the right status, and nothing else is lost.

use insta::assert_snapshot;

use super::{LACKING, Project, Run, project};

/// The findings as lines, and what else was said.
#[track_caller]
fn check(project: &Project, arguments: &[&str]) -> Run {
    let mut all = vec!["check", "--format", "compact"];
    all.extend(arguments);
    project.run(&all)
}

#[test]
fn paths_that_lead_nowhere() {
    let project = project("//- empty/readme.md\n//- notes.txt\n");
    let arguments = ["nowhere", "empty", "notes.txt", "nowhere/main.tf"];
    assert_snapshot!(check(&project, &arguments));
    assert_snapshot!(check(&project, &[]));
    assert_snapshot!(check(&project, &["--config", "nowhere.toml"]));
}

#[test]
fn a_configuration_with_mistakes_is_used_all_the_same() {
    let project = project(&format!(
        "{LACKING}//- grantlint.toml\nfail_on = \"error\"\nexclude = [\"[\"]\n[[client]]\naddress = \"nobody.*\"\ncalls = []\n"
    ));
    assert_snapshot!(check(&project, &[]));
}

#[test]
fn a_configuration_that_cannot_be_read_stops_what_it_governs_alone() {
    let project = project(
        "//- a/grantlint.toml\nfail-on = \n//- a/main.tf\nlocals {\n//- b/main.tf\nlocals {\n\
         //- c/grantlint.toml\nexclude = 3\n//- c/main.tf\nlocals {\n",
    );
    assert_snapshot!(check(&project, &[]));
}

#[test]
fn a_configuration_that_cannot_be_used_is_told_with_its_place() {
    let project = project(&format!("{LACKING}//- grantlint.toml\npacks = 3\n"));
    for question in [
        &["can", "reader"][..],
        &["deployer"],
        &["init"],
        &["matrix", "stats"],
        &["rules", "list"],
        &["why", "reader", "GET /api/v2/routing/queues"],
    ] {
        let run = project.run(question);
        let said = "error: grantlint.toml:1:9: `packs` must be a list of texts";
        assert!(run.stderr.starts_with(said), "{run}");
        assert_eq!((run.exit, run.stdout.as_str()), (2, ""), "{run}");
    }
    let run = check(&project, &["--config", "."]);
    let expected = ".:1:1: error: the file cannot be read: it is no regular file";
    assert!(run.stdout.starts_with(expected), "{run}");
    assert_eq!(run.exit, 2, "{run}");
}

#[test]
fn files_that_are_no_text() {
    let project = project(LACKING);
    project.write("bytes.tf", b"locals {\n  a = \"\xff\"\n}\n");
    project.write("zeros.tf", b"\0\0\0");
    project.write("folder.tf/inner.tf", b"locals {\n");
    project.write("utf16.tf", b"\xff\xfel\0o\0c\0");
    assert_snapshot!(check(&project, &[]));
}

#[test]
#[cfg(unix)]
fn files_that_cannot_be_read() {
    let project = project(LACKING);
    let at = |name: &str| project.path().join(name);
    std::os::unix::fs::symlink("nowhere", at("dangling.tf")).expect("a link");
    std::os::unix::fs::symlink("loop.tf", at("loop.tf")).expect("a link");
    std::os::unix::fs::symlink("/etc/passwd", at("outside.tf")).expect("a link");
    let made = std::process::Command::new("mkfifo")
        .arg(at("pipe.tf"))
        .status();
    assert!(made.expect("mkfifo is there").success());
    assert_snapshot!(check(&project, &[]));
}

#[test]
fn files_that_are_too_large_ran_a_budget_out() {
    let project = project(LACKING);
    let large = std::fs::File::create(project.path().join("large.tf")).expect("a file");
    large.set_len(65 << 20).expect("a length");
    let run = project.run(&["check", "--format", "compact"]);
    let expected = "large.tf:1:1: warning: the file is larger than 64 MiB [budget-exceeded]";
    assert!(run.stdout.contains(expected), "{run}");
    assert!(run.stdout.contains("[missing-permission]"), "{run}");
    assert_eq!(run.exit, 1, "{run}");
}

#[test]
fn syntax_errors_leave_the_other_blocks_and_files_alone() {
    let project = project(&format!(
        "{LACKING}//- broken.tf\nresource \"genesyscloud_auth_role\" {{\nlocals {{\n  a = \n}}\n"
    ));
    assert_snapshot!(check(&project, &[]));
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let project = project(
        "//- main.tf\nresource \"genesyscloud_auth_role\" \"x\u{1b}[2J\u{202e}\" {\n  \u{7}\n}\n",
    );
    for format in ["human", "compact"] {
        let run = project.run(&["check", "--format", format]);
        let said = format!("{}{}", run.stdout, run.stderr);
        assert!(run.exit == 1, "{run}");
        assert!(!said.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{said:?}");
    }
}

#[test]
fn what_cannot_be_written_is_said_and_the_rest_is_written() {
    let project = project(LACKING);
    let outputs = ["json=no/such/folder.json", "compact=findings.txt"];
    let run = check(&project, &["--output", outputs[0], "--output", outputs[1]]);
    assert_eq!(run.exit, 2, "{run}");
    assert!(
        run.stderr.contains("cannot write `no/such/folder.json`"),
        "{run}"
    );
    assert!(run.stdout.contains("missing-permission"), "{run}");
    let file = std::fs::read_to_string(project.path().join("findings.txt"));
    assert!(file.unwrap().contains("missing-permission"));
}
