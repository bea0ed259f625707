//! What a team knows of already, and being told of the rest alone.

use std::fs;

use serde_json::Value;

use super::{Project, Run, project};

/// Clients that may not read what they are declared to read: forty findings.
fn forty() -> String {
    (0..40)
        .map(|number| client(&format!("old_{number}")))
        .collect()
}

fn client(name: &str) -> String {
    format!(
        r#"
# grantlint: calls GET /api/v2/conversations/{{conversationId}}/recordings
resource "genesyscloud_oauth_client" "{name}" {{
  name                  = "{name}"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {{
    role_id = genesyscloud_auth_role.reader.id
  }}
}}
"#
    )
}

const ROLE: &str = r#"
resource "genesyscloud_auth_role" "reader" {
  name = "Reader"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view"]
  }
}
"#;

/// A project with these Terraform texts whose baseline is written.
#[track_caller]
fn started(files: &str) -> Project {
    let project = project(files);
    let run = project.run(&["check", "--write-baseline"]);
    assert_eq!(run.exit, 0, "{run}");
    assert_eq!(run.stdout, "", "{run}");
    project
}

fn with_baseline(project: &Project) -> Run {
    let baseline = ["--baseline", "grantlint-baseline.json"];
    project.run(&[&["check", "--format", "compact"][..], &baseline].concat())
}

#[track_caller]
fn check_silent(project: &Project) {
    let run = with_baseline(project);
    assert_eq!(run.exit, 0, "{run}");
    assert_eq!(run.stdout, "", "{run}");
    assert_eq!(run.stderr, "", "{run}");
}

/// The only finding is about this.
#[track_caller]
fn check_news(project: &Project, about: &str) {
    let run = with_baseline(project);
    assert_eq!(run.exit, 1, "{run}");
    assert_eq!(run.stdout.lines().count(), 1, "{run}");
    assert!(run.stdout.contains(about), "{run}");
}

fn json(project: &Project, arguments: &[&str]) -> Value {
    let run = project.run(&[&["check", "--format", "json"][..], arguments].concat());
    serde_json::from_str(&run.stdout).expect("JSON")
}

#[test]
fn the_forty_first_finding_is_told_alone() {
    let old = format!("{ROLE}{}", forty());
    let project = project(&format!("//- main.tf\n{old}"));
    assert_eq!(project.run(&["check"]).exit, 1);
    let run = project.run(&["check", "--write-baseline"]);
    assert_eq!(run.exit, 0, "{run}");
    assert!(run.stderr.contains("40 findings written"), "{run}");
    assert!(run.stderr.contains("name it in grantlint.toml"), "{run}");
    check_silent(&project);
    project.write("main.tf", format!("{}{old}", client("new")).as_bytes());
    check_news(&project, "genesyscloud_oauth_client.new");
    let baseline = ["--baseline", "grantlint-baseline.json"];
    assert_eq!(json(&project, &baseline)["summary"]["ignored"], 40);
    let run = project.run(&[&["check"][..], &baseline].concat());
    assert!(run.stdout.contains("1 error (40 in the baseline)"), "{run}");
}

#[test]
fn moving_lines_and_blocks_is_no_news() {
    let (one, other) = (client("one"), client("other"));
    let project = started(&format!("//- main.tf\n{ROLE}{one}{other}"));
    let texts = [
        format!("# one\n# two\n\n{ROLE}{one}{other}"),
        format!("{other}{one}{ROLE}"),
        format!("{ROLE}{one}{other}").replace("  ", "      "),
    ];
    for text in texts {
        project.write("main.tf", text.as_bytes());
        check_silent(&project);
    }
    // Into other files of the same module.
    project.write("main.tf", one.as_bytes());
    project.write("other.tf", other.as_bytes());
    project.write("roles.tf", ROLE.as_bytes());
    check_silent(&project);
}

#[test]
fn the_same_in_another_resource_instance_or_module_is_news() {
    let scopes = |count| {
        format!(
            r#"
resource "genesyscloud_oauth_client" "app" {{
  count                    = {count}
  name                     = "App"
  authorized_grant_type    = "CODE"
  registered_redirect_uris = ["https://app.example.com/"]
  scopes                   = ["recordings:look"]
}}
"#
        )
    };
    let project = started(&format!("//- main.tf\n{}", scopes(2)));
    check_silent(&project);
    project.write("main.tf", scopes(1).as_bytes());
    assert_eq!(with_baseline(&project).exit, 0);
    project.write("main.tf", scopes(3).as_bytes());
    check_news(&project, "recordings:look");
    project.write("main.tf", scopes(2).as_bytes());
    project.write("elsewhere/main.tf", scopes(2).as_bytes());
    check_news(&project, "elsewhere/main.tf");
}

#[test]
fn a_second_finding_that_looks_the_same_is_news() {
    let set = |scopes: &str| {
        format!(
            r#"
resource "genesyscloud_oauth_client" "app" {{
  name                     = "App"
  authorized_grant_type    = "CODE"
  registered_redirect_uris = ["https://app.example.com/"]
  scopes                   = [{scopes}]
}}
"#
        )
    };
    let project = started(&format!("//- main.tf\n{}", set("\"recordings:look\"")));
    project.write(
        "main.tf",
        set("\"recordings:look\", \"recordings:look\"").as_bytes(),
    );
    check_news(&project, "recordings:look");
}

#[test]
fn what_is_done_with_is_counted_where_it_was_looked_for() {
    let project = started(&format!(
        "//- a/main.tf\n{ROLE}{}//- b/main.tf\n{ROLE}{}",
        client("one"),
        client("two")
    ));
    project.write("a/main.tf", ROLE.replace("routing", "quality").as_bytes());
    let gone = "of `grantlint-baseline.json` match";
    let run = with_baseline(&project);
    assert!(
        run.stderr.contains("1 entry") && run.stderr.contains(gone),
        "{run}"
    );
    let baseline = ["--baseline", "grantlint-baseline.json"];
    let run = project.run(&[&["check", "b"][..], &baseline].concat());
    assert_eq!((run.exit, run.stderr.contains(gone)), (0, false), "{run}");
    let run = project.run(&[&["check", "a/main.tf"][..], &baseline].concat());
    assert!(!run.stderr.contains(gone), "{run}");
}

#[test]
fn the_file_is_sorted_and_the_same_each_time() {
    let project = started(&format!("//- main.tf\n{ROLE}{}", forty()));
    let read = || fs::read_to_string(project.path().join("grantlint-baseline.json")).unwrap();
    let first = read();
    let lines: Vec<&str> = first
        .lines()
        .filter(|line| line.contains("\"rule\""))
        .collect();
    assert_eq!(lines.len(), 40);
    assert!(lines.is_sorted());
    // What is in the baseline is found, so it is written again.
    let baseline = ["--baseline", "grantlint-baseline.json"];
    let run = project.run(&[&["check", "--write-baseline"][..], &baseline].concat());
    assert_eq!(run.exit, 0, "{run}");
    assert_eq!(read(), first);
    let names: Vec<_> = fs::read_dir(project.path()).unwrap().flatten().collect();
    assert_eq!(names.len(), 2, "nothing else is left behind: {names:?}");
}

#[test]
fn the_configuration_can_name_it() {
    let project = started(&format!(
        "//- deep/main.tf\n{ROLE}{}//- deep/grantlint.toml\nbaseline = \"known.json\"\n//- .git/HEAD\n",
        client("old")
    ));
    assert!(project.path().join("deep/known.json").is_file());
    assert_eq!(project.run(&["check"]).exit, 0);
    assert_eq!(project.run_in("deep", &["check"]).exit, 0);
    let text = format!("{ROLE}{}{}", client("old"), client("new"));
    project.write("deep/main.tf", text.as_bytes());
    assert_eq!(project.run(&["check"]).exit, 1);
}

#[test]
fn a_baseline_that_cannot_be_used_is_2() {
    let text = format!("//- main.tf\n{ROLE}{}", client("old"));
    let check = |files: &str, arguments: &[&str], why: &str| {
        let run = project(&format!("{text}{files}")).run(&[&["check"][..], arguments].concat());
        assert_eq!(run.exit, 2, "{run}");
        assert!(
            format!("{}{}", run.stdout, run.stderr).contains(why),
            "{run}"
        );
    };
    let given = ["--baseline", "known.json"];
    check("", &given, "it is not there; --write-baseline writes it");
    check("//- known.json\n[", &given, "it is no baseline");
    check(
        "//- known.json\n{\"version\": 9}\n",
        &given,
        "its version is 9",
    );
    let named = "//- grantlint.toml\nbaseline = \"known.json\"\n";
    check(named, &[], "it is not there");
    let outside = "//- grantlint.toml\nbaseline = \"../known.json\"\n";
    check(outside, &[], "has to lie in the folder");
    check(outside, &["--write-baseline"], "has to lie in the folder");
    check(
        "",
        &["--write-baseline", "--baseline", "no/such/known.json"],
        "cannot write",
    );
}

#[test]
fn nothing_is_written_where_not_all_was_checked() {
    let project = project(&format!("//- main.tf\n{ROLE}"));
    let run = project.run(&["check", "main.tf", "nowhere", "--write-baseline"]);
    assert_eq!(run.exit, 2, "{run}");
    assert!(!project.path().join("grantlint-baseline.json").exists());
}

#[cfg(unix)]
#[test]
fn no_link_is_written_through() {
    let project = project(&format!("//- main.tf\n{ROLE}//- precious\nstays\n"));
    let link = project.path().join("grantlint-baseline.json");
    std::os::unix::fs::symlink("precious", &link).unwrap();
    let run = project.run(&["check", "--write-baseline"]);
    assert_eq!(run.exit, 2, "{run}");
    let text = fs::read_to_string(project.path().join("precious")).unwrap();
    assert_eq!(text, "stays\n");
}

#[test]
fn what_comments_ignore_is_counted_beside_it() {
    let project = started(&format!("//- main.tf\n{ROLE}{}", client("old")));
    let ignored = r#"
# grantlint: ignore[deprecated-grant-type] until March
resource "genesyscloud_oauth_client" "app" {
  name                     = "App"
  authorized_grant_type    = "TOKEN"
  registered_redirect_uris = ["https://app.example.com/"]
  scopes                   = ["recordings"]
}
"#;
    project.write("app.tf", ignored.as_bytes());
    check_silent(&project);
    let baseline = ["--baseline", "grantlint-baseline.json"];
    assert_eq!(json(&project, &baseline)["summary"]["ignored"], 2);
    let run = project.run(&[&["check"][..], &baseline].concat());
    assert!(
        run.stdout.contains("(1 in the baseline, 1 ignored)"),
        "{run}"
    );
}
