//! Every answer in JSON against its schema.

use super::project;
use super::why::ORGANISATION;

#[track_caller]
fn check(schema: &str, question: &[&str]) {
    let schema = serde_json::from_str(schema).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let project = project(&format!(
        "{ORGANISATION}//- grantlint.toml\n[deployer]\nrole = \"genesyscloud_auth_role.open\"\n"
    ));
    let run = project.run(&[question, &["--format", "json"]].concat());
    assert!(run.exit < 2, "{run}");
    let answer = serde_json::from_str(&run.stdout).expect("JSON");
    let refused = schema.validate(&answer).err();
    let refused = refused.map(|error| format!("{error} at {}", error.instance_path()));
    assert_eq!(refused, None, "{question:?}");
}

#[test]
fn the_schemas_take_what_is_answered() {
    let operation = "GET /api/v2/routing/queues";
    let why = include_str!("../../schemas/why.schema.json");
    for client in ["svc[\"a\"]", "app", "opaque"] {
        check(why, &["why", client, operation]);
        check(
            include_str!("../../schemas/why-profile.schema.json"),
            &["why", client, "profile:authenticx"],
        );
        check(
            include_str!("../../schemas/can.schema.json"),
            &["can", client],
        );
    }
    check(why, &["why", "app", "GET /api/v2/no/such/operation"]);
    check(
        include_str!("../../schemas/deployer.schema.json"),
        &["deployer"],
    );
    check(
        include_str!("../../schemas/report.schema.json"),
        &["check", "--pedantic"],
    );
}
