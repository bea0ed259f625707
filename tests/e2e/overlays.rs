//! A team's own data beside what is built in, one section of a data file after the other:
//! what it adds or replaces, and whose word the findings say it is.

use super::project;

/// What the client and the role hold, whom they act for, and what they call.
const TREE: &str = r#"//- main.tf
resource "genesyscloud_oauth_client" "c" {
  name                  = "c"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.r.id
    division_id = "*"
  }
}
resource "genesyscloud_auth_role" "r" {
  name = "vault_admin"
  permission_policies {
    domain      = "routing"
    entity_name = "skill"
    action_set  = ["view"]
  }
}
"#;

/// The findings of a check with one data file and these calls, each as `rule severity
/// basis`, but for what the tree gives without the file.
#[track_caller]
fn check(data: &str, more: &str, calls: &str, expected: &[&str], says: &[&str]) {
    let project = project(&format!("{TREE}{more}"));
    project.write(
        "own/data.toml",
        format!("source = \"our team\"\n{data}").as_bytes(),
    );
    let client = "[[client]]\naddress = \"genesyscloud_oauth_client.c\"\n";
    let settings = format!("rules = [\"own/*.toml\"]\n{client}calls = [{calls}]\n");
    project.write("grantlint.toml", settings.as_bytes());
    let run = project.run(&["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("a report");
    let text = |finding: &serde_json::Value, key: &str| {
        finding
            .get(key)
            .and_then(|it| it.as_str())
            .unwrap_or_default()
            .to_owned()
    };
    let findings = report
        .get("findings")
        .and_then(|it| it.as_array())
        .expect("findings");
    let mut found: Vec<String> = findings
        .iter()
        .map(|it| {
            format!(
                "{} {} {}",
                text(it, "rule"),
                text(it, "severity"),
                text(it, "basis")
            )
        })
        .collect();
    found.sort();
    assert_eq!(found, expected, "{data}\n{run}");
    for words in says {
        assert!(run.stdout.contains(words), "no `{words}` in {run}");
    }
}

const QUEUES: &str = "\"GET /api/v2/routing/queues\"";
const SKILLS: &str = "\"GET /api/v2/routing/skills\"";
const OURS: &str = "\"GET /api/v2/ours/things\"";
const OPERATION: &str = "[[operation]]\ncall = \"GET /api/v2/ours/things\"\n";

#[test]
fn an_operation_is_added() {
    let unknown = ["unknown-endpoint warning published"];
    check("", "", OURS, &unknown, &[]);
    let any = format!("{OPERATION}any = [\"ours:thing:view\", \"routing:skill:view\"]\n");
    check(&any, "", OURS, &[], &["\"granted\": 1"]);
    let all = format!("{OPERATION}all = [\"ours:thing:view\", \"routing:skill:view\"]\n");
    check(
        &all,
        "",
        OURS,
        &["missing-permission error org"],
        &["your own (our team): `ours:thing:view` and `routing:skill:view` are needed"],
    );
    let none = format!("{OPERATION}permissions = \"none\"\n");
    check(&none, "", OURS, &[], &["\"granted\": 1"]);
    let untold = format!("{OPERATION}permissions = \"undocumented\"\n");
    check(&untold, "", OURS, &[], &["\"undecided\": 1"]);
}

#[test]
fn an_operation_stands_beside_the_built_in_one_or_replaces_it() {
    let skills = "[[operation]]\ncall = \"GET /api/v2/routing/skills\"\n";
    check("", "", SKILLS, &[], &["\"granted\": 1"]);
    let beside = format!("{skills}all = [\"ours:skill:list\"]\n");
    let missing = ["missing-permission error org"];
    check(
        &beside,
        "",
        SKILLS,
        &missing,
        &["published: ", "your own (our team): "],
    );
    let queues = "[[operation]]\ncall = \"GET /api/v2/routing/queues\"\n";
    check("", "", QUEUES, &["missing-permission error published"], &[]);
    let instead = format!("{queues}any = [\"routing:skill:view\"]\nreplace = true\n");
    check(&instead, "", QUEUES, &[], &["\"granted\": 1"]);
    let beside = format!("{queues}any = [\"routing:skill:view\"]\n");
    check(
        &beside,
        "",
        QUEUES,
        &["missing-permission error published"],
        &["published: "],
    );
}

#[test]
fn what_an_operation_says_beside_permissions_counts() {
    let optional = "[[operation]]\ncall = \"GET /api/v2/routing/skills\"\n\
                    any = [\"routing:skill:view\"]\noptional = [\"ours:skill:count\"]\n";
    check(
        optional,
        "",
        SKILLS,
        &["partial-answer note org"],
        &["our team says so"],
    );
    let user = "[[user-context]]\ncall = \"GET /api/v2/routing/skills\"\nwhy = \"it is theirs\"\n";
    let needs = ["user-context-required error org"];
    check(user, "", SKILLS, &needs, &["it is theirs (says our team)"]);
    let scoped = format!("{OPERATION}permissions = \"none\"\nscopes = [\"ours\"]\n");
    let code = r#"
# grantlint: calls GET /api/v2/ours/things
resource "genesyscloud_oauth_client" "app" {
  name                  = "app"
  authorized_grant_type = "CODE"
  scopes                = ["routing"]
}
"#;
    check(
        &scoped,
        code,
        "",
        &["missing-scope warning org"],
        &["(says our team)"],
    );
    check(
        &scoped,
        &code.replace("\"routing\"", "\"ours\""),
        "",
        &[],
        &[],
    );
}

#[test]
fn names_become_known() {
    let policy = r#"
resource "genesyscloud_auth_role" "own" {
  name            = "own"
  default_role_id = "own"
  permission_policies {
    domain      = "ours"
    entity_name = "thing"
    action_set  = ["view"]
  }
}
resource "genesyscloud_oauth_client" "app" {
  name                  = "app"
  authorized_grant_type = "CODE"
  scopes                = ["our-own"]
}
"#;
    let unknown = [
        "unknown-permission note published",
        "unknown-scope error published",
    ];
    check("", policy, "", &unknown, &[]);
    let names = "[names]\npermissions = [\"ours:thing:view\"]\nscopes = [\"our-own\"]\n";
    check(names, policy, "", &[], &[]);
}

#[test]
fn marks_and_types_are_added() {
    let sensitive =
        "[[sensitive]]\nwhat = \"opens the vault\"\npermissions = [\"routing:skill:view\"]\n";
    let everywhere = ["sensitive-permission-everywhere warning org"];
    check(
        sensitive,
        "",
        "",
        &everywhere,
        &["opens the vault (says our team)"],
    );
    let ours = "\nresource \"genesyscloud_ours\" \"o\" {\n  names = [\"vault\"]\n}\n";
    check(
        "",
        ours,
        "",
        &["unknown-resource-type error published"],
        &[],
    );
    let kind = "[[provider-type]]\ntype = \"genesyscloud_ours\"\nkind = \"resource\"\n";
    check(kind, ours, "", &[], &[]);
    let set = "[[permission-set]]\ntype = \"genesyscloud_ours\"\nattribute = \"names\"\n\
               [[hint]]\nkind = \"permission\"\nname = \"vault\"\ninstead = [\"routing:skill:view\"]\n";
    let found = [
        "unassigned-role warning published",
        "unknown-permission error published",
    ];
    let both = format!("{kind}{set}");
    check(
        &both,
        ours,
        "",
        &found,
        &["did you mean `routing:skill:view`?"],
    );
}

#[test]
fn a_role_that_the_platforms_list_does_not_have_is_a_finding() {
    let project = project(TREE);
    let roles = r#"{"entities": [{"id": "1", "name": "Employee", "permissionPolicies": []},
        {"id": "2", "name": "Supervisor"}]}"#;
    project.write("roles.json", roles.as_bytes());
    for (name, says) in [
        ("Employee", None),
        ("Employe", Some("did you mean `Employee`?")),
        // It is there, and what it holds is not.
        (
            "Supervisor",
            Some("`roles.json` does not say what a role `Supervisor` holds"),
        ),
    ] {
        let settings = format!("[[external-role]]\nname = \"{name}\"\nfile = \"roles.json\"\n");
        project.write("grantlint.toml", settings.as_bytes());
        let run = project.run(&["check"]);
        assert_eq!(run.exit, i32::from(says.is_some()), "{run}");
        let said = says.is_none_or(|says| run.stdout.contains(says));
        assert!(
            said && run.stdout.contains("grantlint.toml:2:") == says.is_some(),
            "{run}"
        );
    }
}
