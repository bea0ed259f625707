//! `grantlint explain`: what is known of an operation, a permission, a rule.

use insta::assert_snapshot;

use super::examples::example;
use super::project;

#[test]
fn an_operation() {
    let run = project("").run(&["explain", "GET /api/v2/conversations/1a2b/recordings?x=y"]);
    assert_snapshot!(run);
}

#[test]
fn an_operation_that_packs_have_their_say_on() {
    let example = example("screen-recording");
    let call = "GET /api/v2/recordings/screen/{recordingId}";
    assert_snapshot!(example.run(&["explain", call]));
}

#[test]
fn a_permission_as_the_admin_ui_shows_it() {
    let run = project("").run(&["explain", "Recording > Screen Recording > View"]);
    assert_snapshot!(run);
}

#[test]
fn permissions_by_a_wildcard() {
    assert_snapshot!(project("").run(&["explain", "authorization:grant:*"]));
}

#[test]
fn a_team_s_own_entries_count() {
    let project = project(
        r#"//- grantlint.toml
rules = ["own.toml"]
//- own.toml
basis = "org"
source = "the wiki"

[[operation]]
call = "GET /api/v2/routing/queues"
all = ["routing:queue:view", "custom:entity:view"]
"#,
    );
    let run = project.run(&["explain", "GET /api/v2/routing/queues"]);
    assert!(
        run.stdout
            .contains("published: `routing:queue:view` is needed"),
        "{run}"
    );
    assert!(run.stdout.contains("your own (the wiki): "), "{run}");
    let run = project.run(&["explain", "custom:entity:view"]);
    assert_eq!(run.exit, 0, "{run}");
    assert!(run.stdout.contains("opens with others"), "{run}");
}

#[test]
fn what_is_not_known_has_its_nearest() {
    for (text, message, help) in [
        (
            "missing-permision",
            "no rule, permission or scope",
            "`missing-permission`",
        ),
        (
            "routing:queue:veiw",
            "no permission is called",
            "`routing:queue:view`",
        ),
        (
            "GET /api/v2/routing/queue",
            "no operation is called",
            "`GET /api/v2/routing/queues`",
        ),
        (
            "recording:view",
            "no permission is called",
            "a pack that is off knows it",
        ),
        ("foo:bar:view", "nothing is known of", ""),
        (
            "FETCH /api/v2/routing/queues",
            "no rule, permission or scope",
            "",
        ),
    ] {
        let run = project("").run(&["explain", text]);
        assert_eq!(run.exit, 2, "{run}");
        assert_eq!(run.stdout, "", "{run}");
        assert!(run.stderr.contains(message), "{run}");
        assert!(run.stderr.contains(help), "{run}");
    }
}

#[test]
fn a_beginning_is_completed_and_a_domain_or_entity_means_all_of_it() {
    let project = project("");
    for (begun, whole) in [
        ("missing-perm", "missing-permission"),
        ("recording:annotation", "recording:annotation:*"),
        ("billing", "billing:*:*"),
    ] {
        let begun = project.run(&["explain", begun]);
        assert_eq!(begun.exit, 0, "{begun}");
        let whole = project.run(&["explain", whole]).stdout;
        assert!(begun.stdout.starts_with(&whole), "{begun}");
    }
    let run = project.run(&["explain", "unknown-"]);
    assert_eq!(run.exit, 2, "{run}");
    let help = "did you mean `unknown-endpoint`, `unknown-permission`, \
                `unknown-resource-type` or `unknown-scope`?";
    assert!(run.stderr.contains(help), "{run}");
}

#[test]
fn a_scope_and_whatever_else_has_its_name() {
    let project = project("");
    assert_snapshot!(project.run(&["explain", "stations:readonly"]));
    // A domain of permissions has the same name.
    let run = project.run(&["explain", "billing"]);
    assert!(run.stdout.starts_with("billing:*:*\n"), "{run}");
    assert!(run.stdout.contains("\nbilling, a scope\n"), "{run}");
}

#[test]
fn as_json() {
    let example = example("screen-recording");
    let call = "GET /api/v2/recordings/screen/{recordingId}";
    for subject in [call, "wfm:view", "stations:readonly", "billing:*:view"] {
        assert_snapshot!(example.run(&["explain", subject, "--format", "json"]));
    }
}

#[test]
fn the_schema_takes_every_kind_of_answer() {
    let schema = include_str!("../../schemas/explanation.schema.json");
    let schema = serde_json::from_str(schema).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let example = example("screen-recording");
    for (subject, kinds) in [
        ("missing-permission", &["rule"][..]),
        ("unused-permission", &["rule"]),
        ("/api/v2/routing/queues", &["operation", "operation"]),
        (
            "GET /api/v2/recordings/screen/{recordingId}",
            &["operation"],
        ),
        ("recording:screenRecording:view", &["permission"]),
        ("wfm:view", &["permission"]),
        ("users", &["wildcard", "scope"]),
    ] {
        let run = example.run(&["explain", subject, "--format", "json"]);
        let answer: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        if let Err(error) = schema.validate(&answer) {
            panic!("{subject}: {error} at {}", error.instance_path());
        }
        let answers = answer["answers"].as_array().expect("answers");
        let found: Vec<&str> = answers
            .iter()
            .filter_map(|it| it["kind"].as_str())
            .collect();
        assert_eq!(found, kinds, "{run}");
    }
}

/// What a configuration says is left out where it cannot be used, and that is said.
#[test]
fn a_configuration_that_cannot_be_used_is_told() {
    let project = project("//- grantlint.toml\npacks = 3\n");
    let run = project.run(&["explain", "routing:queue:view"]);
    assert_eq!(run.exit, 0, "{run}");
    let note = "note: grantlint.toml:1:9: `packs` must be a list of texts";
    assert!(run.stderr.starts_with(note), "{run}");
    assert!(run.stderr.contains("what it says is left out"), "{run}");
}
