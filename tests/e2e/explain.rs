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
            "no rule or permission",
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
        ("FETCH /api/v2/routing/queues", "no rule or permission", ""),
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
        assert_eq!(begun.stdout, project.run(&["explain", whole]).stdout);
    }
    let run = project.run(&["explain", "unknown-"]);
    assert_eq!(run.exit, 2, "{run}");
    let help = "did you mean `unknown-endpoint`, `unknown-permission`, \
                `unknown-resource-type` or `unknown-scope`?";
    assert!(run.stderr.contains(help), "{run}");
}
