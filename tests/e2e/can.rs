//! `grantlint can`: every operation that a client may call.

use insta::assert_snapshot;

use super::examples::example;
use super::project;
use super::why::ORGANISATION;

#[test]
fn by_group_with_limits() {
    assert_snapshot!(example("callback-service").run(&["can", "callback_service"]));
}

#[test]
fn for_a_user_cut_by_scopes_and_for_one_who_is_not_known() {
    assert_snapshot!(project(ORGANISATION).run(&["can", "app"]));
    assert_snapshot!(example("callback-service").run(&["can", "dashboard"]));
}

#[test]
fn what_a_role_adds_that_is_elsewhere_is_not_known() {
    assert_snapshot!(project(ORGANISATION).run(&["can", "opaque"]));
}

#[test]
fn as_json_it_lists_what_needs_no_permission_too() {
    let run = project(ORGANISATION).run(&["can", "app", "--format", "json"]);
    assert_eq!(run.exit, 0, "{run}");
    let answer: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(answer["version"], 1);
    assert_eq!(answer["client"], "genesyscloud_oauth_client.app");
    assert_eq!(answer["users"][0], "genesyscloud_user.bot");
    let operations = answer["operations"].as_array().expect("operations");
    let of = |endpoint: &str| {
        let mut found = operations.iter().filter(|one| one["endpoint"] == endpoint);
        let one = found.next().unwrap_or_else(|| panic!("no {endpoint}"));
        assert!(found.next().is_none(), "{endpoint} twice");
        one
    };
    let queues = of("GET /api/v2/routing/queues");
    assert_eq!(queues["permissions"][0], "routing:queue:view");
    assert_eq!(queues["limits"][0], "only in the home division");
    assert_eq!(queues["lacking-scopes"].as_array().map(Vec::len), Some(0));
    let jobs = of("GET /api/v2/recording/jobs");
    assert_eq!(jobs["lacking-scopes"][0], "recordings");
    assert_eq!(
        of("GET /api/v2/date")["permissions"]
            .as_array()
            .map(Vec::len),
        Some(0)
    );
    assert!(
        operations
            .iter()
            .all(|one| one["endpoint"] != "POST /api/v2/routing/queues")
    );
}
