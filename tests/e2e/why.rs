//! `grantlint why`: the way to a verdict, hop by hop.

use insta::assert_snapshot;

use super::examples::example;
use super::{LACKING, Run, project};

/// Clients of every kind, with roles of every kind.
pub(super) const ORGANISATION: &str = r#"//- main.tf
locals {
  reading = ["view"]
}

variable "extra" {
  type = list(string)
}
variable "eu" {
  type = bool
}

resource "genesyscloud_auth_division" "chicago" {
  name = "Chicago"
}

data "genesyscloud_auth_division_home" "home" {}

resource "genesyscloud_auth_role" "reader" {
  name = "Reader"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = local.reading
  }
  permission_policies {
    domain      = "analytics"
    entity_name = "conversationDetail"
    action_set  = ["view"]
    conditions {
      conjunction = "AND"
      terms {
        variable_name = "Conversation.queues"
        operator      = "EQ"
        operands {
          type     = "QUEUE"
          queue_id = "sales"
        }
      }
    }
  }
  permissions = ["recording:recording:view"]
}

resource "genesyscloud_auth_role" "wide" {
  name = "Wide"
  permission_policies {
    domain      = "recording"
    entity_name = "*"
    action_set  = ["view"]
  }
}

resource "genesyscloud_auth_role" "open" {
  name = "Open"
  permission_policies {
    domain      = "quality"
    entity_name = "evaluation"
    action_set  = var.extra
  }
}

data "genesyscloud_auth_role" "employee" {
  name = "Employee"
}

data "genesyscloud_auth_role" "other" {
  name = "Other"
}

resource "genesyscloud_oauth_client" "svc" {
  for_each              = toset(["a", "b"])
  name                  = "svc ${each.key}"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.reader.id
    division_id = genesyscloud_auth_division.chicago.id
  }
  roles {
    role_id = genesyscloud_auth_role.open.id
  }
}

resource "genesyscloud_oauth_client" "opaque" {
  name                  = "opaque"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = var.eu ? genesyscloud_auth_role.reader.id : genesyscloud_auth_role.wide.id
  }
  roles {
    role_id = data.genesyscloud_auth_role.employee.id
  }
  roles {
    role_id = data.genesyscloud_auth_role.other.id
  }
}

resource "genesyscloud_user" "bot" {
  email = "bot@example.com"
  name  = "Bot"
}

resource "genesyscloud_user" "idle" {
  email = "idle@example.com"
  name  = "Idle"
}

resource "genesyscloud_group" "qa" {
  name       = "QA"
  member_ids = [genesyscloud_user.bot.id]
}

resource "genesyscloud_group_roles" "qa" {
  group_id = genesyscloud_group.qa.id
  roles {
    role_id      = genesyscloud_auth_role.wide.id
    division_ids = ["*"]
  }
}

resource "genesyscloud_user_roles" "bot" {
  user_id = genesyscloud_user.bot.id
  roles {
    role_id = genesyscloud_auth_role.reader.id
  }
}

resource "genesyscloud_oauth_client" "app" {
  name                  = "app"
  authorized_grant_type = "CODE"
  scopes                = ["routing"]
}

resource "genesyscloud_security_profile" "set" {
  permissions = ["routing:queue:view"]
}
//- grantlint.toml
[[client]]
address = "genesyscloud_oauth_client.app"
acts-as = ["genesyscloud_user.bot"]
calls = ["GET /api/v2/routing/queues"]

[[client]]
address = "genesyscloud_oauth_client.svc"
divisions = ["data.genesyscloud_auth_division_home.home"]

[[external-role]]
name = "Employee"
permissions = ["conversation:message:view"]
"#;

#[track_caller]
fn why(client: &str, operation: &str) -> Run {
    project(ORGANISATION).run(&["why", client, operation])
}

const RECORDINGS: &str = "GET /api/v2/conversations/{conversationId}/recordings";
const QUEUES: &str = "GET /api/v2/routing/queues";

#[test]
fn granted_by_a_data_action_s_chain_with_the_literal_and_its_way() {
    let example = example("callback-service");
    assert_snapshot!(example.run(&[
        "why",
        "callback_service",
        "POST /api/v2/conversations/callbacks"
    ]));
}

#[test]
fn missing_with_where_it_looked_and_what_was_meant() {
    assert_snapshot!(example("recording-archive").run(&["why", "archive", RECORDINGS]));
    // The same permission, but where it grants nothing.
    assert_snapshot!(why("svc[\"a\"]", RECORDINGS));
}

#[test]
fn through_a_user_and_a_group_and_cut_by_scopes() {
    assert_snapshot!(why("app", QUEUES));
    assert_snapshot!(why("app", RECORDINGS));
}

#[test]
fn under_a_condition_and_outside_of_a_division_where_it_must_work() {
    let details = "GET /api/v2/analytics/conversations/{conversationId}/details";
    assert_snapshot!(why("svc[\"a\"]", details));
}

#[test]
fn undecided_by_a_role_that_is_elsewhere_and_a_choice_that_is_open() {
    assert_snapshot!(why("opaque", QUEUES));
    assert_snapshot!(why("svc[\"b\"]", "GET /api/v2/quality/evaluations/query"));
}

#[test]
fn users_and_permission_sets_can_be_asked_about() {
    assert_snapshot!(why("genesyscloud_user.idle", QUEUES));
    assert_snapshot!(why("set", QUEUES));
}

#[test]
fn what_is_no_operation_and_what_needs_a_user() {
    assert_snapshot!(why("svc[\"a\"]", "GET /api/v2/routing/queue"));
    assert_snapshot!(why("svc[\"a\"]", "GET /api/v2/users/me"));
}

#[test]
fn a_call_that_is_not_wholly_known_is_perhaps_this_one() {
    let files = LACKING.replace(
        "# grantlint: calls GET /api/v2/routing/queues\n",
        "# grantlint: calls GET /api/v2/users/me\n",
    );
    let actions = r#"
variable "what" {
  type = string
}

resource "genesyscloud_integration" "i" {
  integration_type = "purecloud-data-actions"
  intended_state   = "ENABLED"
  config {
    credentials = {
      pureCloudOAuthClient = genesyscloud_oauth_client.reader.integration_credential_id
    }
  }
}

resource "genesyscloud_integration_action" "a" {
  name            = "a"
  category        = "a"
  integration_id  = genesyscloud_integration.i.id
  contract_input  = "{}"
  contract_output = "{}"
  config_request {
    request_type         = "GET"
    request_url_template = "/api/v2/routing/${var.what}"
  }
}
"#;
    let project = project(&files);
    project.write("actions.tf", actions.as_bytes());
    let run = project.run(&["why", "reader", QUEUES]);
    let first = run.stdout.lines().nth(1).unwrap_or_default();
    assert_eq!(
        first, "|- perhaps this calls it: `GET /api/v2/routing/…`  actions.tf:24:28",
        "{run}"
    );
    let other = project.run(&["why", "reader", "GET /api/v2/authorization/roles"]);
    assert!(
        other.stdout.contains("nothing declares this call"),
        "{other}"
    );
}

#[test]
fn the_calls_of_a_profile() {
    let run = example("recording-archive").run(&["why", "archive", "profile:authenticx"]);
    assert_snapshot!(run);
    let project = project(ORGANISATION);
    let run = project.run(&["why", "svc[\"a\"]", "profile:authenticx"]);
    assert!(run.stdout.contains("grantlint why 'genesyscloud"), "{run}");
}

/// The answer is that of a check which finds the profile declared, the guide's own
/// demands included.
#[test]
fn the_calls_of_a_profile_are_judged_as_if_it_were_declared() {
    let text = |project: &super::Project, arguments: &[&str]| -> serde_json::Value {
        let run = project.run(&[arguments, &["--format", "json"]].concat());
        serde_json::from_str(&run.stdout).expect("JSON")
    };
    let question = ["why", "reader", "profile:authenticx"];
    for pack in ["genesys-cloud", "field-reports"] {
        let packs = format!("packs = [\"genesys-cloud\", \"{pack}\"]\n");
        let project = project(&format!("{LACKING}//- grantlint.toml\n{packs}"));
        let asked = text(&project, &question);
        let declared = format!(
            "{packs}[[client]]\naddress = \"*.reader\"\ncalls = [\"profile:authenticx\"]\n"
        );
        project.write("grantlint.toml", declared.as_bytes());
        let checked = text(&project, &["check"]);
        let verdicts = checked["verdicts"].as_array().expect("verdicts");
        let asked = asked["calls"].as_array().expect("calls");
        assert_eq!(asked.len(), 9);
        for one in asked {
            let same = verdicts.iter().find(|it| it["endpoint"] == one["endpoint"]);
            let same = same.expect("the check has the same call");
            for name in ["verdict", "missing", "because", "limits"] {
                assert_eq!(one[name], same[name], "{name} of {one}");
            }
        }
    }
}

#[test]
fn as_json() {
    let run = project(LACKING).run(&["why", "reader", RECORDINGS, "--format", "json"]);
    assert_snapshot!(run);
}

#[test]
fn who_is_not_one_is_2() {
    for (client, operation, message, help) in [
        (
            "svc",
            QUEUES,
            "`svc` may be any of several",
            "svc[\"a\"]` in `.`",
        ),
        (
            "opaqe",
            QUEUES,
            "is called `opaqe`",
            "did you mean `genesyscloud_oauth_client.opaque`?",
        ),
        (
            "nobody",
            QUEUES,
            "is called `nobody`",
            "the clients here are",
        ),
        ("app", "routing", "`routing` is no call", "ask about a call"),
        (
            "app",
            "routing:queue:view",
            "is no call",
            "`grantlint explain \"routing:queue:view\"`",
        ),
        (
            "app",
            "profile:authentix",
            "there is no profile `authentix`",
            "did you mean `authenticx`?",
        ),
    ] {
        let run = why(client, operation);
        assert_eq!(run.exit, 2, "{run}");
        assert_eq!(run.stdout, "", "{run}");
        assert!(run.stderr.contains(message), "{run}");
        assert!(run.stderr.contains(help), "{run}");
    }
    // The shell may have taken method and path apart.
    let run = project(ORGANISATION).run(&["why", "app", "GET", "/api/v2/routing/queues"]);
    assert_eq!(run.exit, 0, "{run}");
    let run = project(ORGANISATION).run(&["why", "app", QUEUES, "--in", "nowhere"]);
    assert_eq!(run.exit, 2, "{run}");
}

#[test]
fn the_answer_is_that_of_the_check() {
    let project = project(ORGANISATION);
    let checked = project.run(&["check", "--format", "json", "--pack", "genesys-cloud"]);
    let checked: serde_json::Value = serde_json::from_str(&checked.stdout).expect("JSON");
    let verdicts = checked["verdicts"].as_array().expect("verdicts");
    assert!(!verdicts.is_empty());
    for verdict in verdicts {
        let text = |name: &str| verdict[name].as_str().expect("a text").to_owned();
        let asked = [text("client"), text("endpoint")];
        let run = project.run(&["why", &asked[0], &asked[1], "--format", "json"]);
        let answer: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        for name in [
            "client", "endpoint", "verdict", "missing", "because", "limits",
        ] {
            assert_eq!(answer[name], verdict[name], "{name} of {asked:?}");
        }
    }
}
