//! SARIF against its schema, and against what code scanning demands beyond it.

use grantlint::render::Format;
use serde_json::Value;

use crate::fixture::{self, Fixture};

const SCHEMA: &str = include_str!("schemas/sarif-schema-2.1.0.json");

/// The schema, with a stray bracket in the pattern of `language` mended as
/// Errata 01 of the standard does.
fn schema() -> Value {
    let mended = SCHEMA.replace(
        "^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$",
        "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$",
    );
    serde_json::from_str(&mended).unwrap()
}

#[track_caller]
fn check(fixture: &Fixture) -> Value {
    let log = parse(fixture);
    valid(&log);
    log
}

#[track_caller]
fn valid(log: &Value) {
    let options = jsonschema::options().should_validate_formats(true);
    let errors: Vec<String> = options
        .build(&schema())
        .unwrap()
        .iter_errors(log)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
}

/// The log, after a look at what GitHub refuses a file for beyond the schema.
#[track_caller]
fn parse(fixture: &Fixture) -> Value {
    let log: Value = serde_json::from_str(&fixture.render(Format::Sarif)).unwrap();
    list(&log["runs"]).iter().for_each(demands);
    log
}

#[track_caller]
fn demands(run: &Value) {
    let rules = list(&run["tool"]["driver"]["rules"]);
    for rule in rules {
        let id = text(&rule["id"]);
        for name in ["shortDescription", "fullDescription"] {
            let length = text(&rule[name]["text"]).chars().count();
            assert!(length <= 1024, "{id}: {name} of {length} characters");
        }
        assert!(!text(&rule["help"]["text"]).is_empty());
        assert!(list(&rule["properties"]["tags"]).len() <= 20);
    }
    let results = list(&run["results"]);
    assert!(results.len() <= 25_000);
    for result in results {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        let prints = result["partialFingerprints"].as_object().unwrap();
        assert!(!prints.is_empty() && !prints.contains_key("primaryLocationLineHash"));
        let [primary] = list(&result["locations"]) else {
            panic!("only the first location is used: {result}");
        };
        let region = &primary["physicalLocation"]["region"];
        assert_eq!(region["startLine"], region["endLine"], "{result}");
        assert!(region["startColumn"].as_u64() <= region["endColumn"].as_u64());
        assert!(list(&result["relatedLocations"]).len() < 1000);
        linked(result);
    }
}

/// Every related location has words and a link in the message to it.
#[track_caller]
fn linked(result: &Value) {
    let message = text(&result["message"]["text"]);
    for related in list(&result["relatedLocations"]) {
        let link = format!("]({})", related["id"]);
        assert!(message.contains(&link), "{link} in {message}");
        text(&related["message"]["text"]);
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[track_caller]
fn text(value: &Value) -> &str {
    let text = value.as_str().unwrap();
    assert!(!text.is_empty());
    text
}

#[test]
fn the_schema_is_one_that_refuses() {
    let schema = schema();
    let mut log = parse(&fixture::several());
    assert!(jsonschema::is_valid(&schema, &log));
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] =
        0.into();
    assert!(!jsonschema::is_valid(&schema, &log));
}

#[test]
fn several_findings_are_valid() {
    check(&fixture::several());
}

#[test]
fn no_finding_is_valid() {
    let log = check(&fixture::none());
    assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn two_hundred_findings_are_all_there() {
    let log = check(&fixture::many(100, 100, 50));
    assert_eq!(list(&log["runs"][0]["results"]).len(), 250);
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation.get("toolExecutionNotifications"), None);
}

#[test]
fn beyond_the_limit_the_least_severe_are_left_out_and_counted() {
    let mut log = parse(&fixture::many(3, 24_990, 20));
    let results = list(&log["runs"][0]["results"]);
    let count = |level: &str| {
        let same = results.iter().filter(|result| result["level"] == level);
        same.count()
    };
    assert_eq!(
        (count("error"), count("warning"), count("note")),
        (3, 24_990, 7)
    );
    let notice = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(
        text(&notice["message"]["text"]),
        "13 of 25013 findings left out, the least severe ones: code scanning takes 25000 results"
    );
    // The results are like those of the other tests, and take a while.
    let results = log["runs"][0]["results"].as_array_mut();
    results.unwrap().truncate(10);
    valid(&log);
}

#[test]
fn a_chain_longer_than_the_limit_is_cut() {
    let mut fixture = fixture::several();
    let finding = &mut fixture.report.findings[0];
    finding.related = vec![finding.related[0].clone(); 1500];
    let log = check(&fixture);
    let related = &log["runs"][0]["results"][0]["relatedLocations"];
    assert_eq!(list(related).len(), 999);
}

#[test]
fn long_descriptions_are_cut() {
    let mut fixture = fixture::several();
    fixture.rules[0].summary = "é".repeat(2000);
    fixture.rules[0].why = "é".repeat(2000);
    fixture.rules[0].tags = vec!["tag".into(); 30];
    // The schema wants tags to differ.
    for (at, tag) in fixture.rules[0].tags.iter_mut().enumerate() {
        tag.push_str(&at.to_string());
    }
    check(&fixture);
}
