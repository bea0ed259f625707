//! JSON schemas for what people write and programs read, from the types that read and
//! write it and their comments.

#[expect(
    dead_code,
    reason = "the types stand for their schemas; nothing makes a value of them"
)]
mod configuration;
#[cfg(test)]
mod tests;

use grantlint::render;
use grantlint_data::format::DataFile;
use grantlint_rules::rule::Rule;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value};

use configuration::Configuration;

/// Where the schemas are, from the root of the repository.
pub(crate) const FOLDER: &str = "schemas";

/// The schemas' files: each one's path from the root, and its text.
pub(crate) fn files() -> Result<Vec<(String, String)>, String> {
    let schemas = [
        ("grantlint", configuration()),
        ("rule", rule()),
        ("data", data()),
        ("report", report()),
        ("explanation", explanation()),
        ("why", why()),
        ("why-profile", why_profile()),
        ("can", can()),
        ("deployer", deployer()),
    ];
    let mut files = Vec::new();
    for (name, schema) in schemas {
        let text = serde_json::to_string_pretty(&schema).map_err(|error| error.to_string())?;
        files.push((format!("{FOLDER}/{name}.schema.json"), format!("{text}\n")));
    }
    Ok(files)
}

/// The schema of `grantlint.toml`.
pub(crate) fn configuration() -> Value {
    of::<Configuration>("grantlint.toml")
}

/// The schema of a rule file.
pub(crate) fn rule() -> Value {
    of::<Rule>("A rule for grantlint")
}

/// The schema of a file with a team's own data.
pub(crate) fn data() -> Value {
    of::<DataFile>("Data for grantlint")
}

/// The schema of what `check --format json` writes.
pub(crate) fn report() -> Value {
    written(render::json::schema, "The report of grantlint")
}

/// The schema of what `explain --format json` writes.
pub(crate) fn explanation() -> Value {
    written(render::explain::schema, "An explanation by grantlint")
}

/// The schema of what `why --format json` writes of an operation.
pub(crate) fn why() -> Value {
    written(render::why::schema, "A derivation by grantlint")
}

/// The schema of what `why --format json` writes of a profile.
pub(crate) fn why_profile() -> Value {
    written(
        render::profile::schema,
        "The derivations of a profile's calls by grantlint",
    )
}

/// The schema of what `can --format json` writes.
pub(crate) fn can() -> Value {
    written(render::can::schema, "What a client may call, by grantlint")
}

/// The schema of what `deployer --format json` writes.
pub(crate) fn deployer() -> Value {
    written(
        render::deployer::schema,
        "What the deployer needs, by grantlint",
    )
}

fn written(schema: fn(SchemaGenerator) -> Schema, title: &str) -> Value {
    let writer = SchemaSettings::draft07().for_serialize();
    tidied(schema(writer.into_generator()), title)
}

fn of<T: JsonSchema>(title: &str) -> Value {
    let reader = SchemaSettings::draft07().for_deserialize();
    let schema = reader.into_generator().into_root_schema_for::<T>();
    let mut schema = tidied(schema, title);
    without_null(&mut schema);
    schema
}

/// Comments are wrapped for whoever reads the source; a description has a line for each
/// paragraph. What the keys' formats say of Rust's integers helps nobody.
fn tidied(schema: Schema, title: &str) -> Value {
    let mut schema = schema.to_value();
    tidy(&mut schema);
    if let Value::Object(object) = &mut schema {
        object.insert("title".to_owned(), title.into());
    }
    schema
}

fn tidy(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                match value {
                    Value::String(text) if key == "description" => *text = unwrapped(text),
                    _ => tidy(value),
                }
            }
            let is_number = object.get("type").is_some_and(is_number);
            if is_number {
                object.remove("format");
            }
        }
        Value::Array(list) => list.iter_mut().for_each(tidy),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Takes `null` out of what a value may be: TOML has none.
fn without_null(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.values_mut().for_each(without_null);
            for key in ["type", "enum", "anyOf"] {
                let Some(Value::Array(list)) = object.get_mut(key) else {
                    continue;
                };
                let is_null = |one: &Value| {
                    one.is_null() || one == "null" || one.get("type").is_some_and(|it| it == "null")
                };
                list.retain(|one| !is_null(one));
                let [only] = list.as_mut_slice() else {
                    continue;
                };
                let only = only.take();
                match key {
                    "type" => object.insert(key.to_owned(), only),
                    "anyOf" => {
                        object.remove(key);
                        object.insert("allOf".to_owned(), vec![only].into())
                    }
                    _ => object.insert(key.to_owned(), vec![only].into()),
                };
            }
        }
        Value::Array(list) => list.iter_mut().for_each(without_null),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_number(kind: &Value) -> bool {
    let is = |kind: &Value| kind == "integer" || kind == "number";
    is(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(is))
}

fn unwrapped(text: &str) -> String {
    let paragraphs: Vec<String> = text
        .split("\n\n")
        .map(|paragraph| {
            paragraph
                .lines()
                .map(str::trim)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    paragraphs.join("\n\n")
}

/// What a reference means: the schema that it names, or the schema itself.
pub(crate) fn resolved<'s>(root: &'s Value, schema: &'s Value) -> &'s Value {
    let reference = schema.get("$ref").and_then(Value::as_str);
    let name = reference.and_then(|reference| reference.rsplit('/').next());
    let found = name.and_then(|name| root.get("definitions")?.get(name));
    found.unwrap_or(schema)
}

/// The keys of a table, with their schemas, in the order of the source.
pub(crate) fn properties(schema: &Value) -> Option<&Map<String, Value>> {
    schema.get("properties")?.as_object()
}
