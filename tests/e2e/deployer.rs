//! `grantlint deployer`: what whoever runs Terraform on a tree needs.

use std::process::Command;

use insta::assert_snapshot;

use super::examples::example;
use super::project;
use super::why::ORGANISATION;

/// With types of every kind, and a deployer that lacks some of what they need.
fn deployed() -> super::Project {
    let project = project(ORGANISATION);
    let more = r#"
resource "genesyscloud_guide" "g" {
  name = "g"
}

resource "genesyscloud_tomorrow" "t" {
  name = "t"
}
"#;
    project.write("more.tf", more.as_bytes());
    let toml = "[deployer]\nrole = \"genesyscloud_auth_role.open\"\n";
    project.write("grantlint.toml", toml.as_bytes());
    project
}

#[test]
fn plan_and_apply_as_a_list() {
    assert_snapshot!(example("callback-service").run(&["deployer"]));
}

#[test]
fn what_is_not_known_and_what_a_declared_deployer_lacks() {
    assert_snapshot!(deployed().run(&["deployer"]));
}

#[test]
fn as_a_role_that_terraform_fmt_leaves_alone() {
    let project = deployed();
    let run = project.run(&["deployer", "--format", "hcl"]);
    assert_snapshot!(run);
    project.write("out/deployer.tf", run.stdout.as_bytes());
    // The role has what is needed, so the check that has it as deployer is content.
    let toml = "[deployer]\nrole = \"genesyscloud_auth_role.deployer\"\n";
    project.write("grantlint.toml", toml.as_bytes());
    project.write("deployer.tf", run.stdout.as_bytes());
    let after = project.run(&["deployer"]);
    assert_eq!(after.exit, 0, "{after}");
    assert!(after.stdout.contains("has all of it"), "{after}");
    let check = project.run(&["check", "--format", "compact"]);
    assert!(
        !check.stdout.contains("[deployer-missing-permission]"),
        "{check}"
    );
    let formatted = Command::new("terraform")
        .args(["fmt", "-check", "out"])
        .current_dir(project.path())
        .output();
    // Elsewhere the snapshot holds the form.
    if let Ok(formatted) = formatted {
        assert!(formatted.status.success(), "{formatted:?}");
    }
}

#[test]
fn it_lacks_what_the_rule_reports() {
    let project = deployed();
    let answer = project.run(&["deployer", "--format", "json"]);
    assert_eq!(answer.exit, 1, "{answer}");
    let answer: serde_json::Value = serde_json::from_str(&answer.stdout).expect("JSON");
    let lacking = answer["lacking"].as_array().expect("deployers");
    let mut lacks: Vec<String> = lacking
        .iter()
        .flat_map(|one| one["missing"].as_array().expect("lists"))
        .map(ToString::to_string)
        .collect();
    let check = project.run(&["check", "--format", "json"]);
    let check: serde_json::Value = serde_json::from_str(&check.stdout).expect("JSON");
    let findings = check["findings"].as_array().expect("findings");
    let mut reported: Vec<String> = findings
        .iter()
        .filter(|finding| finding["rule"] == "deployer-missing-permission")
        .map(|finding| finding["data"]["missing"].to_string())
        .collect();
    lacks.sort();
    reported.sort();
    assert!(!lacks.is_empty());
    assert_eq!(lacks, reported);
}

#[test]
fn a_deployer_that_is_not_there_is_said_to_be_unknown() {
    let project = deployed();
    for role in [
        "genesyscloud_auth_role.nowhere",
        "data.genesyscloud_auth_role.other",
    ] {
        let toml = format!("[deployer]\nrole = \"{role}\"\n");
        project.write("grantlint.toml", toml.as_bytes());
        let run = project.run(&["deployer"]);
        assert_eq!(run.exit, 0, "{run}");
        let note = format!("what the declared deployer `{role}` holds is not known");
        assert!(run.stderr.contains(&note), "{run}");
    }
}

#[test]
fn as_json() {
    let run = example("shift-swap").run(&["deployer", "--format", "json"]);
    assert_snapshot!(run);
}
