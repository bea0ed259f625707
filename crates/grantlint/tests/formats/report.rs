//! The format `json` against its schema, which `cargo xtask generate` writes.

use grantlint::render::Format;
use serde_json::{Value, json};

use crate::fixture;

const SCHEMA: &str = include_str!("../../../../schemas/report.schema.json");

/// What the schema has against a document; for an object, also the fields that it does
/// not know.
fn faults(document: &Value) -> Vec<String> {
    let mut schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let definitions = schema["definitions"].as_object_mut().unwrap().values_mut();
    for one in definitions.filter(|one| one["properties"].is_object()) {
        one["additionalProperties"] = json!(false);
    }
    schema["additionalProperties"] = json!(false);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors = validator.iter_errors(document);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn what_is_written_is_what_the_schema_says() {
    for fixture in [fixture::none(), fixture::several(), fixture::many(2, 1, 1)] {
        let text = fixture.render(Format::Json);
        assert_eq!(faults(&serde_json::from_str(&text).unwrap()), [""; 0]);
    }
}

#[test]
fn the_schema_refuses_anything_else() {
    let text = fixture::several().render(Format::Json);
    let document: Value = serde_json::from_str(&text).unwrap();
    for (path, value) in [
        ("/version", json!("1")),
        ("/findings/0/severity", json!("fatal")),
        ("/findings/0/start/line", json!(null)),
        ("/findings/0/more", json!(1)),
        ("/verdicts/0/verdict", json!("perhaps")),
        ("/summary/calls", json!(-1)),
    ] {
        let mut wrong = document.clone();
        let (above, last) = path.rsplit_once('/').unwrap();
        wrong.pointer_mut(above).unwrap()[last] = value;
        assert_ne!(faults(&wrong), [""; 0], "{path}");
    }
}
