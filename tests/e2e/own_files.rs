//! The files that `rules` in a `grantlint.toml` names: data and rules of a team's own.

use super::examples::example;
use super::{Project, Run, SUFFICIENT, project};

const RULE: &str = r#"id = "only-code"
summary = "a client without sign-in"
severity = "error"
why = "Our clients act for somebody."
fix = "Use `CODE`."

[check]
kind = "attribute"
types = ["genesyscloud_oauth_client"]
must-not = { argument = "authorized_grant_type", equals = "CLIENT-CREDENTIALS" }
message = "`{address}` acts for nobody"

[example]
bad = '''
resource "genesyscloud_oauth_client" "one" {
  name                  = "one"
  authorized_grant_type = "CLIENT-CREDENTIALS"
}
'''
good = '''
resource "genesyscloud_oauth_client" "one" {
  name                  = "one"
  authorized_grant_type = "CODE"
}
'''
"#;

#[track_caller]
fn with(files: &[(&str, &str)]) -> Project {
    let project = project(SUFFICIENT);
    project.write("grantlint.toml", b"rules = [\"policies/*.toml\"]\n");
    for (path, text) in files {
        project.write(path, text.as_bytes());
    }
    project
}

fn check(project: &Project) -> Run {
    project.run(&["check", "--format", "compact"])
}

#[track_caller]
fn finds(run: &Run, exit: i32, texts: &[&str]) {
    assert_eq!(run.exit, exit, "{run}");
    for text in texts {
        assert!(run.to_string().contains(text), "no `{text}` in {run}");
    }
}

#[test]
fn a_glob_without_files_is_a_finding() {
    for glob in [
        "nothing/*.toml",
        "policies/one.toml",
        "../*.toml",
        "/etc/*.conf",
    ] {
        let project = project(SUFFICIENT);
        project.write(
            "grantlint.toml",
            format!("rules = [\"{glob}\"]\n").as_bytes(),
        );
        let run = check(&project);
        finds(
            &run,
            1,
            &["grantlint.toml:1:10", "invalid-configuration", glob],
        );
    }
}

#[test]
fn an_operation_of_their_own_is_known_and_judged() {
    let data = "source = \"the gateway team\"\n[[operation]]\n\
                call = \"GET /api/v2/gateway/tickets\"\nall = [\"gateway:ticket:view\"]\n";
    let project = with(&[("policies/gateway.toml", data)]);
    let call = "# grantlint: calls GET /api/v2/gateway/tickets\n";
    let client = SUFFICIENT.split_once('\n').map_or("", |(_, text)| text);
    let client = client.replace(
        "resource \"genesyscloud_oauth",
        &format!("{call}resource \"genesyscloud_oauth"),
    );
    project.write("main.tf", client.as_bytes());
    let run = project.run(&["check"]);
    finds(
        &run,
        1,
        &["lacks `gateway:ticket:view`", "your own (the gateway team)"],
    );
}

#[test]
fn a_replaced_requirement_changes_the_verdict_and_both_are_said() {
    let data = "[[operation]]\ncall = \"GET /api/v2/routing/queues\"\n\
                all = [\"gateway:queue:list\"]\nreplace = true\n";
    let project = with(&[("policies/gateway.toml", data)]);
    let run = project.run(&["check", "--format", "json"]);
    finds(
        &run,
        1,
        &[
            "your own (policies/gateway.toml): `gateway:queue:list` is needed",
            "published, replaced by that: ",
            "\"basis\": \"org\"",
        ],
    );
}

#[test]
fn a_profile_of_their_own_can_be_called() {
    let profile = "[[profile]]\nname = \"house\"\ntitle = \"ours\"\n[[profile.call]]\n\
                   call = \"GET /api/v2/users\"\npermissions = \"none\"\n";
    let project = with(&[("policies/house.toml", profile)]);
    project.write(
        "grantlint.toml",
        b"rules = [\"policies/*.toml\"]\n[[client]]\naddress = \"genesyscloud_oauth_client.reader\"\n\
          calls = [\"profile:house\"]\n",
    );
    let run = project.run(&["check"]);
    finds(&run, 0, &["2 calls: 2 granted"]);
}

#[test]
fn a_rule_of_their_own_runs_like_any_other() {
    let project = with(&[("policies/only-code.toml", RULE)]);
    let message = "`genesyscloud_oauth_client.reader` acts for nobody";
    finds(&check(&project), 1, &["error", message, "[only-code]"]);
    let run = project.run(&["check", "--format", "sarif"]);
    finds(&run, 1, &["Our clients act for somebody."]);
    finds(&project.run(&["explain", "only-code"]), 0, &["Use `CODE`."]);
    let settings = "rules = [\"policies/*.toml\"]\n[severity]\nonly-code = \"note\"\n";
    project.write("grantlint.toml", settings.as_bytes());
    finds(&check(&project), 0, &["note", message]);
    let written = project.run(&["check", "--write-baseline"]);
    finds(&written, 0, &["1 finding written"]);
}

/// The one client of [`SUFFICIENT`], with a comment above it.
fn commented(comment: &str) -> String {
    let client = SUFFICIENT.split_once('\n').map_or("", |(_, text)| text);
    let head = "resource \"genesyscloud_oauth";
    client.replace(head, &format!("{comment}\n{head}"))
}

#[test]
fn a_rule_of_their_own_can_be_ignored() {
    let project = with(&[("policies/only-code.toml", RULE)]);
    let main = commented("# grantlint: ignore[only-code] it runs at night");
    project.write("main.tf", main.as_bytes());
    let run = project.run(&["check"]);
    finds(&run, 0, &["1 ignored"]);
}

#[test]
fn an_ignore_of_a_rule_of_their_own_must_hide_something() {
    let harmless = RULE.replace("equals = \"CLIENT-CREDENTIALS\"", "equals = \"TOKEN\"");
    let project = with(&[("policies/only-code.toml", &harmless)]);
    let main = commented("# grantlint: ignore[only-code] it runs at night");
    project.write("main.tf", main.as_bytes());
    let line = "main.tf:11:21: warning: `ignore[only-code]` hides no finding [unused-ignore]";
    finds(&check(&project), 0, &[line]);

    // Without the rule, the comment names one that is not there.
    project.write("grantlint.toml", b"");
    finds(&check(&project), 0, &["`only-code`", "[unused-ignore]"]);
}

#[test]
fn a_baseline_holds_for_a_rule_of_their_own() {
    let project = with(&[("policies/only-code.toml", RULE)]);
    finds(&check(&project), 1, &["[only-code]"]);
    let written = project.run(&["check", "--write-baseline"]);
    finds(&written, 0, &["1 finding written"]);
    let baseline = ["check", "--baseline", "grantlint-baseline.json"];
    finds(&project.run(&baseline), 0, &[]);

    // The same client further down is still known, and another one is not.
    let client = commented("# a line more\n").replace("\"reader\"", "\"second\"");
    let both = format!("\n\n{}\n{client}", commented(""));
    let both = both.replace("\"second\"", "\"reader\"");
    let (first, second) = both
        .rsplit_once("resource \"genesyscloud_oauth_client\" \"reader\"")
        .expect("two");
    let both = format!("{first}resource \"genesyscloud_oauth_client\" \"second\"{second}");
    let run = {
        let role = "resource \"genesyscloud_auth_role\" \"reader\"";
        let (first, second) = both.rsplit_once(role).expect("two roles");
        let both = format!("{first}resource \"genesyscloud_auth_role\" \"other\"{second}");
        project.write("main.tf", both.as_bytes());
        project.run(&[
            "check",
            "--format",
            "compact",
            "--baseline",
            "grantlint-baseline.json",
        ])
    };
    finds(&run, 1, &["genesyscloud_oauth_client.second"]);
    assert!(!run.stdout.contains("oauth_client.reader"), "{run}");
}

#[test]
fn mistakes_in_a_file_are_findings_there() {
    let text = RULE
        .replace("summary", "sumary")
        .replace("\"attribute\"", "\"atribute\"");
    let project = with(&[
        ("policies/only-code.toml", &text),
        (
            "policies/data.toml",
            "[[operation]]\ncall = \"GET /api/v2/a\"\n",
        ),
        ("policies/none.toml", "a = \n"),
    ]);
    project.write("policies/bytes.toml", b"\xff");
    let expected = [
        "policies/only-code.toml:2:1: error: unknown key `sumary`",
        "policies/only-code.toml:8:8: error: there is no kind of check `atribute`",
        "policies/data.toml:2:8: error: `GET /api/v2/a` needs exactly one of",
        "policies/none.toml:1:",
        "policies/bytes.toml:1:1: error: the file is not UTF-8",
    ];
    finds(&check(&project), 1, &expected);
}

#[test]
fn examples_are_run_and_rules_listed() {
    let project = with(&[("policies/only-code.toml", RULE)]);
    finds(
        &project.run(&["rules", "test"]),
        0,
        &["1 rule tested, 0 failed"],
    );
    let list = project.run(&["rules", "list"]);
    finds(
        &list,
        0,
        &[
            "policies/only-code.toml  a client without sign-in",
            "built-in",
        ],
    );

    let swapped = RULE.replace("\"CODE\"", "\"CLIENT-CREDENTIALS\"");
    project.write("policies/only-code.toml", swapped.as_bytes());
    let expected = ["FAILED  only-code", "the good example breaks it: main.tf:1"];
    finds(&project.run(&["rules", "test"]), 1, &expected);

    let harmless = RULE.replace("\"CLIENT-CREDENTIALS\"\n", "\"CODE\"\n");
    project.write("policies/only-code.toml", harmless.as_bytes());
    let expected = ["the bad example does not break `only-code`"];
    let path = "policies/only-code.toml";
    finds(&project.run(&["rules", "test", path]), 1, &expected);

    let other = RULE.replace("only-code", "other-code");
    project.write("other.toml", other.as_bytes());
    project.write("data.toml", b"source = \"the wiki\"\n");
    let expected = [
        "FAILED  only-code",
        "ok      other-code",
        "2 rules tested, 1 failed",
    ];
    let paths = [path, "data.toml", "other.toml"];
    finds(
        &project.run(&[&["rules", "test"], &paths[..]].concat()),
        1,
        &expected,
    );
    let expected = ["no rule files are named"];
    finds(&project.run(&["rules", "test", "data.toml"]), 2, &expected);

    project.write("policies/only-code.toml", b"id = \"only-code\"\n");
    let expected = ["policies/only-code.toml:1:1: `summary` is missing"];
    finds(&project.run(&["rules", "test"]), 1, &expected);
    let none = super::project(SUFFICIENT);
    finds(
        &none.run(&["rules", "test"]),
        2,
        &["no rule files are named"],
    );
    finds(
        &none.run(&["rules", "test", "nowhere"]),
        2,
        &["is not there"],
    );
}

/// An organisation's policies in the examples: the examples of each hold, and they find
/// these and no more.
#[track_caller]
fn check_policies(name: &str, rules: &[&str], expected: &[&str]) {
    let project = example(&format!("policies/{name}"));
    let tested = project.run(&["rules", "test"]);
    let count = format!("{} rules tested, 0 failed", rules.len());
    let mut texts: Vec<String> = rules
        .iter()
        .map(|rule| format!("ok      {rule}  "))
        .collect();
    texts.push(count);
    finds(
        &tested,
        0,
        &texts.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    let run = check(&project);
    let found: Vec<&str> = run
        .stdout
        .lines()
        .filter(|line| {
            rules
                .iter()
                .any(|rule| line.ends_with(&format!("[{rule}]")))
        })
        .collect();
    assert_eq!(found, expected, "{run}");
}

#[test]
fn no_client_may_read_sensitive_recordings_in_every_division() {
    check_policies(
        "health-insurer",
        &[
            "four-eyes",
            "long-tokens",
            "open-recordings",
            "secrets-elsewhere",
        ],
        &[
            "main.tf:14:1: warning: `genesyscloud_oauth_client.quality` holds \
             `recording:recording:*` and has tokens for longer than ten minutes [long-tokens]",
            "main.tf:17:3: error: `genesyscloud_oauth_client.quality` holds \
             `recording:recording:viewSensitiveData` in every division [open-recordings]",
            "main.tf:17:3: error: `genesyscloud_oauth_client.quality` holds \
             `recording:screenRecording:view` in every division [open-recordings]",
            "main.tf:24:1: warning: `genesyscloud_oauth_client.regional` holds \
             `recording:recording:*` and has tokens for longer than ten minutes [long-tokens]",
            "main.tf:53:27: error: `genesyscloud_user.lead` holds `quality:evaluation:edit` and \
             `quality:evaluation:delete` [four-eyes]",
            "main.tf:104:16: note: `genesyscloud_integration_credential.actions` has the id of \
             its client written out [secrets-elsewhere]",
        ],
    );
}

#[test]
fn whoever_exports_recordings_must_hold_the_annotation_right() {
    check_policies(
        "service-centre",
        &[
            "export-without-annotation",
            "few-scopes",
            "no-deleting",
            "reports-only-read",
            "shared-role",
        ],
        &[
            "main.tf:5:1: warning: 2 clients have `genesyscloud_auth_role.export` [shared-role]",
            "main.tf:10:20: error: `genesyscloud_oauth_client.copy` may export recordings by \
             `GET /api/v2/conversations/{conversationId}/recordings` and lacks \
             `recording:annotation:view` [export-without-annotation]",
            "main.tf:56:27: warning: the scopes of `genesyscloud_oauth_client.weekly` are too \
             many, or too wide [few-scopes]",
            "main.tf:58:22: error: `genesyscloud_oauth_client.weekly` is for reports and is meant \
             to call `PATCH /api/v2/users/{userId}` [reports-only-read]",
            "main.tf:65:22: error: `genesyscloud_oauth_client.app` is meant to call \
             `DELETE /api/v2/routing/queues/{queueId}` [no-deleting]",
        ],
    );
}

/// What a policy's own data opens is known to the built-in rules.
#[test]
fn what_is_sensitive_in_an_organisation_is_its_own_data() {
    let run = check(&example("policies/health-insurer"));
    let line = "main.tf:96:19: warning: `genesyscloud_auth_role.transcripts` grants sensitive \
                permissions in every division to `genesyscloud_oauth_client.transcripts`: `speechAndTextAnalytics:data:view`";
    finds(&run, 1, &[line]);
}

/// Limits of `nobody-holds`, each with how many findings it leaves: a role under a
/// condition in every division, beside one without in the home division.
#[test]
fn what_nobody_may_hold_can_be_limited() {
    let main = r#"
resource "genesyscloud_auth_role" "bound" {
  name = "Bound"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["delete"]
    conditions {
      conjunction = "AND"
      terms {
        variable_name = "queue.name"
        operator      = "EQ"
        operands {
          type  = "SCALAR"
          value = "one"
        }
      }
    }
  }
}
resource "genesyscloud_auth_role" "home" {
  name = "Home"
  permission_policies {
    domain      = "routing"
    entity_name = "queue"
    action_set  = ["edit"]
  }
}
resource "genesyscloud_oauth_client" "one" {
  name                  = "one"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.bound.id
    division_id = "*"
  }
  roles {
    role_id = genesyscloud_auth_role.home.id
  }
}
"#;
    let policy = |limits: &str| {
        let check = format!(
            "[check]\nkind = \"nobody-holds\"\npermissions = [\"routing:queue:delete\", \
             \"routing:queue:edit\"]\nmessage = \"`{{address}}` holds `{{permission}}`\"\n{limits}\n"
        );
        let (head, rest) = RULE.split_once("[check]").expect("a check");
        let (_, example) = rest.split_once("[example]").expect("an example");
        format!("{head}{check}\n[example]{example}")
    };
    for (limits, expected) in [
        ("", &["delete", "edit"][..]),
        ("in-every-division = true", &["delete"]),
        ("without-condition = true", &["edit"]),
        ("in-every-division = true\nwithout-condition = true", &[]),
        ("together-with = [\"routing:queue:edit\"]", &["delete"]),
        ("together-with = [\"routing:queue:add\"]", &[]),
        ("except = [\"genesyscloud_oauth_client.o*\"]", &[]),
    ] {
        let project = with(&[("policies/held.toml", &policy(limits)), ("main.tf", main)]);
        let run = check(&project);
        let found = run
            .stdout
            .lines()
            .filter(|line| line.contains("[only-code]"));
        let found: Vec<&str> = found
            .filter_map(|line| {
                line.split_once("holds `routing:queue:")?
                    .1
                    .split('`')
                    .next()
            })
            .collect();
        assert_eq!(found, expected, "{limits}: {run}");
    }
}

#[test]
fn a_new_rule_holds_at_once() {
    let project = project(SUFFICIENT);
    let run = project.run(&["rules", "new", "no-long-tokens"]);
    finds(
        &run,
        0,
        &[
            "wrote policies/no-long-tokens.toml",
            "`rules = [\"policies/*.toml\"]`",
        ],
    );
    let path = "policies/no-long-tokens.toml";
    let expected = ["ok      no-long-tokens", "1 rule tested, 0 failed"];
    finds(&project.run(&["rules", "test", path]), 0, &expected);

    project.write("grantlint.toml", b"rules = [\"ours/*.toml\"]\n");
    for kind in ["attribute", "nobody-holds", "also-holds", "calls"] {
        let id = format!("ours-{kind}");
        let run = project.run(&["rules", "new", &id, "--kind", kind]);
        finds(&run, 0, &[&format!("wrote ours/{id}.toml")]);
        assert!(!run.stdout.contains("name it"), "{run}");
    }
    finds(
        &project.run(&["rules", "test"]),
        0,
        &["4 rules tested, 0 failed"],
    );
}

#[test]
fn a_new_rule_takes_no_id_and_no_file_that_is_there() {
    let project = with(&[("policies/only-code.toml", RULE)]);
    project.write("policies/mine.toml", b"# mine\n");
    project.write("rules/mine.toml", b"# mine\n");
    for (arguments, text) in [
        (&["Only-Code"][..], "`Only-Code` is no id of a rule"),
        (&["-"], "`-` is no id of a rule"),
        (&["a--b"], "`a--b` is no id of a rule"),
        (&["../a"], "`../a` is no id of a rule"),
        (
            &["missing-scope"],
            "`missing-scope` is a rule that is built in",
        ),
        (
            &["only-code"],
            "`policies/only-code.toml` has a rule `only-code`",
        ),
        (&["mine"], "`policies/mine.toml` is there already"),
        (
            &["mine", "--in", "rules"],
            "`rules/mine.toml` is there already",
        ),
    ] {
        let run = project.run(&[&["rules", "new"], arguments].concat());
        finds(&run, 2, &[text]);
    }
    let text = std::fs::read_to_string(project.path().join("policies/mine.toml"));
    assert_eq!(text.expect("the file"), "# mine\n");
}

/// The example that must stay silent, and those in JSON, are run too.
#[test]
fn every_example_of_a_rule_is_run() {
    let json = |grant: &str| {
        format!(
            r#"{{"resource": {{"genesyscloud_oauth_client": {{"one": {{"name": "one", "authorized_grant_type": "{grant}"}}}}}}}}"#
        )
    };
    let unknown = "unknown = 'resource \"genesyscloud_oauth_client\" \"one\" { authorized_grant_type = var.x }'";
    let whole = |bad: &str, good: &str, unknown: &str| {
        format!(
            "{RULE}{unknown}\n[example.json]\nbad = '{}'\ngood = '{}'\n",
            json(bad),
            json(good)
        )
    };
    let client = "CLIENT-CREDENTIALS";
    for (text, exit, expected) in [
        (whole(client, "CODE", unknown), 0, "1 rule tested, 0 failed"),
        (
            whole("CODE", "CODE", unknown),
            1,
            "the bad JSON example does not break `only-code`",
        ),
        (
            whole(client, client, unknown),
            1,
            "the good JSON example breaks it: main.tf.json:1",
        ),
        (
            whole(
                client,
                "CODE",
                &unknown.replace("var.x", "\"CLIENT-CREDENTIALS\""),
            ),
            1,
            "the unknown example breaks it: main.tf:1",
        ),
    ] {
        let project = with(&[("policies/only-code.toml", &text)]);
        finds(&project.run(&["rules", "test"]), exit, &[expected]);
    }
}

/// Data of their own: what is sensitive, which names exist, what is a permission set.
#[test]
fn data_of_their_own_is_known_to_every_rule() {
    let data = r#"
basis = "org"
source = "our own"

[names]
permissions = ["house:door:open"]

[[sensitive]]
what = "opens doors"
permissions = ["house:door:open"]

[[permission-set]]
type = "genesyscloud_house_rules"
attribute = "rights"
"#;
    let main = r#"
resource "genesyscloud_house_rules" "doors" {
  rights = ["house:door:open"]
}
resource "genesyscloud_auth_role" "doors" {
  name = "Doors"
  permission_policies {
    domain      = "house"
    entity_name = "door"
    action_set  = ["open", "opne"]
  }
}
resource "genesyscloud_oauth_client" "doors" {
  name                  = "doors"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id     = genesyscloud_auth_role.doors.id
    division_id = "*"
  }
  # grantlint: calls GET /api/v2/date
}
"#;
    let project = with(&[("policies/house.toml", data), ("main.tf", main)]);
    let expected = [
        "`genesyscloud_house_rules.doors` [unassigned-role]",
        "`house:door:opne`",
        "`house:door:open`",
        "[sensitive-permission-everywhere]",
    ];
    let run = check(&project);
    finds(&run, run.exit, &expected);
    assert!(!run.stdout.contains("`house:door:open` is"), "{run}");
    // Without the data, nothing of it is known.
    project.write("grantlint.toml", b"");
    let run = check(&project);
    assert!(
        !run.stdout.contains("[sensitive-permission-everywhere]"),
        "{run}"
    );
    assert!(!run.stdout.contains("[unassigned-role]"), "{run}");
}
