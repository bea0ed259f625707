//! The matrix, and an organisation's own catalogue of permissions: from the platform's
//! answer to what a check says by it.

use super::{Project, project};

/// Two pages of an answer, and a configuration.
const FILES: &str = r#"//- one.json
{"entities": [{"id": "routing", "domain": "routing", "permissionMap": {"queue": [
  {"domain": "routing", "entityType": "queue", "action": "view", "label": "View",
   "allowsConditions": false, "divisionAware": true},
  {"domain": "routing", "entityType": "queue", "action": "edit", "label": "Edit",
   "allowsConditions": false, "divisionAware": true}]}}],
 "pageSize": 1, "pageNumber": 1, "total": 2, "pageCount": 2}
//- two.json
{"entities": [{"id": "ours", "domain": "ours", "permissionMap": {"thing": [
  {"domain": "ours", "entityType": "thing", "action": "view", "divisionAware": false}]}}],
 "pageSize": 1, "pageNumber": 2, "total": 2, "pageCount": 2}
//- grantlint.toml
rules = ["policies/*.toml"]
//- main.tf
resource "genesyscloud_auth_role" "reader" {
  name = "Reader"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["view", "edti", "delete"]
  }
  permission_policies {
    domain      = "ours"
    entity_name = "thing"
    action_set  = ["view"]
  }
  permission_policies {
    domain      = "quality"
    entity_name = "*"
    action_set  = ["view"]
  }
}
"#;

#[track_caller]
fn with_catalogue() -> Project {
    let project = project(FILES);
    let run = project.run(&["matrix", "permissions", "one.json", "two.json"]);
    assert_eq!(run.exit, 0, "{run}");
    project.write("policies/permissions.toml", run.stdout.as_bytes());
    project
}

#[test]
fn the_catalogue_is_a_data_file_and_what_it_has_is_told() {
    let project = project(FILES);
    let run = project.run(&["matrix", "permissions", "two.json", "one.json"]);
    insta::assert_snapshot!(run);
}

#[test]
fn with_the_catalogue_a_slip_is_told_from_what_the_organisation_lacks() {
    let project = with_catalogue();
    let check = ["check", "--format", "compact", "--quiet"];
    let run = project.run(&check);
    insta::assert_snapshot!(run);
    let run = project.run(&["check", "--format", "json"]);
    let org = run.stdout.matches("\"basis\": \"org\"").count();
    assert_eq!(org, 3, "{run}");

    // Without it, what is not published is a note.
    project.write("policies/permissions.toml", b"");
    let run = project.run(&check);
    assert_eq!(run.exit, 0, "{run}");
    assert!(run.stdout.contains("note: `ours:thing:view`"), "{run}");
}

#[test]
fn an_answer_that_is_not_whole_is_refused() {
    let project = project(FILES);
    project.write("roles.json", br#"{"entities": [{"name": "Employee"}]}"#);
    for (files, why) in [
        (vec!["one.json"], "page 2 of 2 is missing"),
        (vec!["two.json"], "page 1 of 2 is missing"),
        (
            vec!["roles.json"],
            "`roles.json` cannot be used: it is not what",
        ),
        (
            vec!["one.json", "main.tf"],
            "`main.tf` cannot be used: it is no JSON",
        ),
        (vec!["none.json"], "cannot read `none.json`"),
    ] {
        let run = project.run(&[&["matrix", "permissions"], files.as_slice()].concat());
        assert_eq!(run.exit, 2, "{run}");
        assert!(run.stdout.is_empty(), "{run}");
        assert!(run.stderr.contains(why), "{run}");
    }
}

#[test]
fn the_stats_count_the_packs_and_the_own_files() {
    let project = with_catalogue();
    let run = project.run(&["matrix", "stats"]);
    insta::assert_snapshot!(run);
}
