//! `init`: what it writes can be used as it is and with everything turned on, and
//! nothing that is there is touched.

use std::fs;
use std::path::{Path, PathBuf};

use super::{LACKING, Project, Run, SUFFICIENT, project};

/// One of everything that the files can leave open.
const OPEN: &str = r#"//- main.tf
variable "client_id" { type = string }

data "genesyscloud_auth_role" "employee" { name = "Employee \"all\"" }

resource "genesyscloud_oauth_client" "one" {
  name                  = "one"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = data.genesyscloud_auth_role.employee.id }
}

resource "genesyscloud_oauth_client" "two" {
  for_each              = toset(["a", "b"])
  name                  = each.key
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles { role_id = "b0b4a3b7-5b7e-4d8e-9d3c-0c6f0f1f2a3b" }
}

resource "genesyscloud_oauth_client" "people" {
  name                  = "people"
  authorized_grant_type = "CODE"
  scopes                = ["routing:readonly"]
}

resource "genesyscloud_user" "ada" {
  email = "ada@example.com"
  name  = "Ada"
}

resource "genesyscloud_integration_credential" "c" {
  credential_type_name = "pureCloudOAuthClient"
  fields               = { clientId = var.client_id }
}

resource "genesyscloud_integration" "i" {
  integration_type = "purecloud-data-actions"
  intended_state   = "ENABLED"
  config {
    credentials = { pureCloudOAuthClient = genesyscloud_integration_credential.c.id }
  }
}

resource "genesyscloud_integration_action" "queues" {
  name           = "queues"
  category       = "test"
  integration_id = genesyscloud_integration.i.id
  config_request {
    request_type         = "GET"
    request_url_template = "/api/v2/routing/queues"
  }
}
"#;

/// Settings of which none says anything.
const EMPTY: &str = "//- grantlint.toml\n# nothing\n";

#[track_caller]
fn findings(project: &Project) -> Run {
    let run = project.run(&["check", "--format", "compact"]);
    assert!(run.exit < 2 && run.stderr.is_empty(), "{run}");
    run
}

/// Each line that is a setting turned on.
fn turn_on(project: &Project) {
    let file = project.path().join("grantlint.toml");
    let text = fs::read_to_string(&file).expect("a configuration");
    let on = |line: &str| match line.strip_prefix('#') {
        Some(rest) if !rest.is_empty() && !rest.starts_with(' ') => format!("{rest}\n"),
        _ => format!("{line}\n"),
    };
    project.write(
        "grantlint.toml",
        text.lines().map(on).collect::<String>().as_bytes(),
    );
    project.write("roles.json", br#"{"entities": []}"#);
}

/// What `init` writes changes no finding, and is valid with everything turned on.
#[track_caller]
fn check(project: &Project) {
    let before = findings(project);
    let run = project.run(&["init"]);
    assert_eq!(run.exit, 0, "{run}");
    let after = findings(project);
    assert_eq!(after.stdout, before.stdout);
    turn_on(project);
    let on = findings(project);
    assert!(!on.stdout.contains("[invalid-configuration]"), "{on}");
}

#[test]
fn what_is_written_can_be_used_and_turned_on() {
    for files in [OPEN, SUFFICIENT, LACKING] {
        check(&project(files));
    }
}

#[test]
fn what_is_written_for_each_example_can_be_used_and_turned_on() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut seen = 0;
    for example in fs::read_dir(examples).expect("the examples").flatten() {
        let project = project("");
        copy(&example.path(), project.path());
        check(&project);
        seen += 1;
    }
    assert!(seen > 0);
}

/// Copies the Terraform files, and no configuration.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder to read").flatten() {
        let (path, to): (PathBuf, PathBuf) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &to);
        } else if path.extension().is_some_and(|end| end == "tf") {
            fs::copy(&path, &to).expect("a file to copy");
        }
    }
}

#[test]
fn whatever_is_open_has_its_place() {
    let project = project(OPEN);
    let run = project.run(&["init"]);
    insta::assert_snapshot!(run);
    let written = project.path().join("grantlint.toml");
    insta::assert_snapshot!(fs::read_to_string(written).expect("what was written"));
}

#[test]
fn a_configuration_that_is_there_is_not_touched() {
    let files = format!("{SUFFICIENT}{EMPTY}//- below/main.tf\n");
    let project = project(&files);
    for folder in [".", "below"] {
        let run = project.run(&["init", folder]);
        assert_eq!((run.exit, run.stdout.as_str()), (2, ""), "{run}");
        assert!(run.stderr.contains("`grantlint.toml`"), "{run}");
    }
    let text = fs::read_to_string(project.path().join("grantlint.toml"));
    assert_eq!(text.expect("the configuration"), "# nothing\n");
    assert!(!project.path().join("below/grantlint.toml").exists());
}

#[test]
fn printing_writes_nothing_and_leaves_out_what_is_settled() {
    let open = project(OPEN);
    let first = open.run(&["init", "--stdout"]);
    assert_eq!(first.exit, 0, "{first}");
    assert!(!open.path().join("grantlint.toml").exists());
    assert!(
        first.stdout.contains("#credentials = [\"var.client_id\"]"),
        "{first}"
    );

    let settled = "[[client]]\naddress = \"genesyscloud_oauth_client.one\"\n\
                   credentials = [\"var.client_id\"]\n";
    open.write("grantlint.toml", settled.as_bytes());
    let second = open.run(&["init", "--stdout"]);
    assert_eq!(second.exit, 0, "{second}");
    assert!(!second.stdout.contains("#credentials"), "{second}");
}

#[test]
fn what_another_configuration_governs_is_left_to_it() {
    let files = format!(
        "{SUFFICIENT}{}{EMPTY}",
        OPEN.replace("//- main", "//- own/main")
    )
    .replace("//- grantlint", "//- own/grantlint");
    let run = project(&files).run(&["init", "--stdout"]);
    assert_eq!(run.exit, 0, "{run}");
    assert!(!run.stdout.contains("[[client]]"), "{run}");
}

#[test]
fn what_is_no_folder_with_terraform_is_2() {
    let project = project("//- empty/readme.md\n//- a/main.tf\n");
    for path in ["empty", "a/main.tf", "nowhere"] {
        let run = project.run(&["init", path]);
        assert_eq!((run.exit, run.stdout.as_str()), (2, ""), "{path}\n{run}");
        assert!(run.stderr.starts_with("error: "), "{run}");
    }
}
