//! The schemas against the readers, over everything that the project has to read.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use grantlint_data::format::DataFile;
use grantlint_parser::source::Sources;
use grantlint_rules::own::example::{Memory, SETTINGS};
use grantlint_rules::own::skeleton::Kind;
use grantlint_rules::rule::{Rule, built_in};
use grantlint_rules::settings::Settings;
use jsonschema::Validator;
use serde_json::Value;

use super::*;

fn validator(schema: &Value) -> Validator {
    jsonschema::validator_for(schema).expect("a schema")
}

/// Why the schema refuses the text, if it does.
fn refused(schema: &Validator, text: &str) -> Option<String> {
    let value: toml::Table = match toml::from_str(text) {
        Ok(value) => value,
        Err(error) => return Some(error.to_string()),
    };
    let value = serde_json::to_value(value).expect("a value");
    let error = schema.iter_errors(&value).next()?;
    Some(format!("{}: {error}", error.instance_path()))
}

/// What the command's own reader of `grantlint.toml` finds wrong.
fn told(text: &str) -> Vec<String> {
    let mut sources = Sources::default();
    let file = sources.add(SETTINGS, text);
    match Settings::parse(file, text) {
        Ok(settings) => settings
            .problems
            .into_iter()
            .map(|problem| format!("{} / {}", problem.message, problem.help.unwrap_or_default()))
            .collect(),
        Err(error) => vec![error.message],
    }
}

/// The tables of `grantlint.toml`: the name of the definition, and a text behind which
/// keys of that table can follow.
const TABLES: [(&str, &str); 5] = [
    ("", ""),
    ("Client", "[[client]]\naddress = \"a.b\"\n"),
    ("PermissionSet", "[[permission-set]]\naddress = \"a.b\"\n"),
    ("ExternalRole", "[[external-role]]\n"),
    ("Deployer", "[deployer]\n"),
];

fn keys<'s>(schema: &'s Value, name: &str) -> &'s Map<String, Value> {
    let table = match name {
        "" => Some(schema),
        name => schema.get("definitions").and_then(|all| all.get(name)),
    };
    table.and_then(properties).expect("keys")
}

/// The reader says which keys it knows where it meets one that it does not.
#[test]
fn the_schema_has_the_keys_of_the_reader() {
    let schema = configuration();
    for (name, head) in TABLES {
        let problems = told(&format!("{head}zzzzzzzzzzzz = 1\n"));
        let mut known = problems
            .iter()
            .filter_map(|problem| problem.split_once("known here: "));
        let (_, known) = known.next().expect("the known keys");
        let known: BTreeSet<&str> = known.split('`').skip(1).step_by(2).collect();
        let keys: BTreeSet<&str> = keys(&schema, name).keys().map(String::as_str).collect();
        assert_eq!(keys, known, "{name}");
    }
}

/// A value of the wrong type is refused by both; of texts the schema knows less.
#[test]
fn a_value_of_the_wrong_type_is_refused_by_both() {
    let schema = configuration();
    let checked = validator(&schema);
    let values = [
        "3",
        "true",
        "\"a.b\"",
        "[\"GET /api/v2/a\"]",
        "[3]",
        "{ a = 1 }",
        "[{ a = 1 }]",
    ];
    for (name, head) in TABLES {
        for key in keys(&schema, name).keys() {
            let head = match key.as_str() {
                "address" => head.lines().next().unwrap_or_default().to_owned() + "\n",
                _ => head.to_owned(),
            };
            for value in values {
                let text = format!("{head}{key} = {value}\n");
                let told = told(&text);
                match refused(&checked, &text) {
                    Some(why) => assert!(!told.is_empty(), "{text}: {why}"),
                    None => {
                        let wrong =
                            |it: &String| it.contains(" must ") || it.contains("unknown key");
                        assert!(!told.iter().any(wrong), "{text}: {told:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_examples_of_keys_are_taken_by_both() {
    let schema = configuration();
    let checked = validator(&schema);
    let mut count = 0;
    for (name, head) in TABLES {
        for (key, about) in keys(&schema, name) {
            let examples = about.get("examples").and_then(Value::as_array);
            let Some(example) = examples.and_then(|all| all.first()) else {
                continue;
            };
            count += 1;
            let value: toml::Value = serde_json::from_value(example.clone()).expect("a value");
            let head = match (name, key.as_str()) {
                (_, "address") => head.lines().next().unwrap_or_default().to_owned() + "\n",
                ("ExternalRole", "permissions") => format!("{head}name = \"Employee\"\n"),
                ("ExternalRole", "name") => format!("{head}file = \"roles.json\"\n"),
                _ => head.to_owned(),
            };
            let text = format!("{head}{key} = {value}\n");
            assert_eq!(refused(&checked, &text), None, "{text}");
            assert_eq!(told(&text), [""; 0], "{text}");
        }
    }
    assert!(count > 15, "{count}");
}

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![crate::root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    assert!(!found.is_empty(), "{folder}");
    found
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("a text")
}

/// The files of all cases.
fn cases() -> Vec<Memory> {
    let paths = files("tests/cases", ".tf");
    paths
        .iter()
        .map(|path| Memory::parse(&text(path)))
        .collect()
}

/// All configurations that the project has: of the examples, the cases, the rules.
#[test]
fn every_configuration_that_is_read_is_taken() {
    let checked = validator(&configuration());
    let examples = files("examples", SETTINGS);
    let mut texts: Vec<String> = examples.iter().map(|path| text(path)).collect();
    texts.extend(
        cases()
            .iter_mut()
            .filter_map(|case| case.0.remove(SETTINGS)),
    );
    for rule in built_in() {
        let settings = rule.example.texts().filter_map(|text| text.settings);
        texts.extend(settings.map(str::to_owned));
    }
    let mut mistaken = 0;
    for text in texts {
        let told = told(&text);
        let refused = refused(&checked, &text);
        mistaken += usize::from(refused.is_some());
        assert!(refused.is_none() || !told.is_empty(), "{text}\n{refused:?}");
        let unknown = told.iter().any(|message| message.contains("unknown key"));
        assert!(refused.is_some() || !unknown, "{text}\n{told:?}");
    }
    assert!(mistaken > 0, "there are cases with mistakes");
}

/// All rules: built in, of the examples and cases, and those that `rules new` begins.
#[test]
fn every_rule_that_is_read_is_taken() {
    let checked = validator(&rule());
    let paths = [files("rules/checks", ".toml"), files("examples", ".toml")].concat();
    let mut texts: Vec<String> = paths.iter().map(|path| text(path)).collect();
    for case in cases() {
        let own = case.0.into_iter();
        let own = own.filter(|(path, _)| path.starts_with("policies/"));
        texts.extend(own.map(|(_, text)| text));
    }
    texts.extend(Kind::ALL.map(|kind| kind.skeleton("our-rule")));
    texts.retain(|text| text.contains("[check]"));
    assert!(texts.len() > 50, "{}", texts.len());
    for text in texts {
        assert!(Rule::parse(&text).is_ok(), "{text}");
        assert_eq!(refused(&checked, &text), None, "{text}");
    }
}

#[test]
fn a_mistake_in_a_rule_is_refused_by_both() {
    let checked = validator(&rule());
    let condition = "[[check.when]]\nargument = \"state\"\n";
    for kind in Kind::ALL {
        let whole = kind.skeleton("our-rule");
        let with = |more: &str| whole.replacen("[example]", &format!("{more}\n[example]"), 1);
        let when = |test: &str| with(&format!("{condition}{test}"));
        assert_eq!(refused(&checked, &when("is = \"given\"")), None);
        for text in [
            whole.replacen("summary", "sumary", 1),
            whole.replacen("severity = \"warning\"", "severity = \"loud\"", 1),
            whole.replacen("severity = \"warning\"", "severity = 3", 1),
            whole.replacen("fix = ", "# fix = ", 1),
            whole.replacen("kind = \"", "kind = \"no-", 1),
            whole.replacen("message = ", "mesage = ", 1),
            whole.replacen("message = ", "# message = ", 1),
            whole.replacen("good = ", "well = ", 1),
            with("excepted = []"),
            when("equal = \"active\""),
            when("equals = [\"active\"]"),
            when("min = \"3\""),
            when("min-count = -1"),
            when("is = \"there\""),
            when("attached = { of = 1 }"),
            when("not = [{ called = true }]"),
        ] {
            assert!(Rule::parse(&text).is_err(), "{text}");
            assert!(refused(&checked, &text).is_some(), "{text}");
        }
    }
}

#[test]
fn every_data_file_is_taken_and_mistakes_are_not() {
    let checked = validator(&data());
    let folders = ["genesys-cloud", "field-reports", "profiles"];
    for folder in folders {
        for path in files(&format!("rules/{folder}"), ".toml") {
            assert_eq!(refused(&checked, &text(&path)), None, "{}", path.display());
        }
    }
    for text in [
        "basis = \"rumour\"\n",
        "operation = 3\n",
        "[[operation]]\nmethod = \"GET\"\n",
        "[[operation]]\ncall = \"GET /a\"\npermissions = \"some\"\n",
        "[names]\npermission = [\"a:b:c\"]\n",
        "[[sensitive]]\npermissions = [\"a:b:c\"]\n",
        "[[permission-set]]\ntype = \"a\"\n",
    ] {
        assert!(toml::from_str::<DataFile>(text).is_err(), "{text}");
        assert!(refused(&checked, text).is_some(), "{text}");
    }
}

#[test]
fn every_key_has_a_description() {
    let all = [
        configuration(),
        rule(),
        data(),
        report(),
        explanation(),
        why(),
        why_profile(),
        can(),
        deployer(),
    ];
    for schema in all {
        let definitions = schema.get("definitions").and_then(Value::as_object);
        let mut tables: Vec<&Value> = definitions.into_iter().flat_map(Map::values).collect();
        tables.push(&schema);
        let variants = tables
            .iter()
            .filter_map(|table| table.get("oneOf")?.as_array());
        let variants: Vec<&Value> = variants.flatten().collect();
        for table in tables.iter().chain(&variants) {
            for (key, about) in properties(table).into_iter().flatten() {
                let is_kind = about.get("const").is_some();
                let text = about.get("description").and_then(Value::as_str);
                assert!(
                    is_kind || text.is_some_and(|text| !text.is_empty()),
                    "{key}"
                );
            }
        }
    }
}
