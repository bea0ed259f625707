//! Reference pages, from the schemas: what every key and field means, its type and
//! default. What is not about a single key is written by hand in the folder beside this.

use std::fmt::Write;

use serde_json::Value;

use crate::schemas::{self, properties, resolved};

const CONFIGURATION: &str = include_str!("reference/configuration.md");
const RULES: &str = include_str!("reference/rule-files.md");
const ANSWERS: &str = include_str!("reference/json.md");

/// The pages: each one's path from the root, and its text.
pub(crate) fn pages() -> Result<Vec<(String, String)>, String> {
    let (rule, data) = (schemas::rule(), schemas::data());
    let configuration = schemas::configuration();
    let answers = [
        ("", schemas::report()),
        ("explain ", schemas::explanation()),
        ("why ", schemas::why()),
        ("profile ", schemas::why_profile()),
        ("can ", schemas::can()),
        ("deployer ", schemas::deployer()),
    ];
    let answers = answers.iter().map(|(prefix, schema)| (*prefix, schema));
    let pages = [
        ("configuration", CONFIGURATION, vec![("", &configuration)]),
        ("rule-files", RULES, vec![("", &rule), ("data ", &data)]),
        ("json", ANSWERS, answers.collect()),
    ]
    .map(|(name, text, schemas)| {
        let page = filled(text, &schemas)?;
        let note = format!(
            "<!-- Made from the comments of the types that read and write this, and \
             xtask/src/reference/{name}.md, by `cargo xtask generate`. -->\n\n"
        );
        Ok((format!("docs/{name}.md"), note + &page))
    });
    pages.into_iter().collect()
}

/// The text with a table in the place of each line `{{TABLE}}`: of a whole document
/// (`{{.}}`), a definition (`{{Client}}`) or a kind of check or answer (`{{kind calls}}`);
/// `{{kinds}}` lists the other kinds. What is in `data` files, or in the answers of a
/// command, begins with that word.
fn filled(text: &str, schemas: &[(&str, &Value)]) -> Result<String, String> {
    let mut page = String::new();
    let mut shown = Vec::new();
    for line in text.lines() {
        let wanted = line
            .strip_prefix("{{")
            .and_then(|line| line.strip_suffix("}}"));
        let Some(wanted) = wanted else {
            page.push_str(line);
            page.push('\n');
            continue;
        };
        let mut schemas = schemas.iter().rev();
        let found = schemas.find_map(|(prefix, root)| Some((*root, wanted.strip_prefix(prefix)?)));
        let (root, name) = found.ok_or(format!("there is no `{wanted}`"))?;
        if name == "kinds" {
            other_kinds(root, &shown, &mut page);
            continue;
        }
        let schema = match name.strip_prefix("kind ") {
            Some(kind) => {
                shown.push(kind);
                kind_of(root, kind)
            }
            None if name == "." => Some(root),
            None => root.get("definitions").and_then(|all| all.get(name)),
        };
        let schema = schema.ok_or(format!("there is no `{wanted}`"))?;
        table(root, schema, &mut page);
    }
    Ok(page)
}

fn variants(root: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let definitions = root.get("definitions").and_then(Value::as_object);
    let all = definitions.into_iter().flat_map(|all| all.values());
    let variants = all.filter_map(|one| one.get("oneOf")?.as_array());
    variants.flatten().filter_map(|variant| {
        let kind = properties(variant)?.get("kind")?.get("const")?;
        Some((kind.as_str()?, variant))
    })
}

fn kind_of<'s>(root: &'s Value, kind: &str) -> Option<&'s Value> {
    let mut kinds = variants(root);
    kinds
        .find(|(name, _)| *name == kind)
        .map(|(_, schema)| schema)
}

fn other_kinds(root: &Value, shown: &[&str], page: &mut String) {
    page.push_str("| kind | finds |\n| --- | --- |\n");
    for (kind, schema) in variants(root).filter(|(kind, _)| !shown.contains(kind)) {
        let _ = writeln!(page, "| `{kind}` | {} |", description(schema));
    }
}

/// The table of the keys of a schema, and whatever there is to say of it. What is always
/// there has no column for what is meant where it is not.
fn table(root: &Value, schema: &Value, page: &mut String) {
    let about = description(schema);
    if !about.is_empty() {
        let _ = write!(page, "{about}\n\n");
    }
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = |key: &str| required.is_some_and(|all| all.iter().any(|name| name == key));
    let keys = properties(schema).into_iter().flatten();
    let keys = keys.filter(|(_, about)| about.get("const").is_none());
    let is_written = keys.clone().all(|(key, _)| is_required(key));
    page.push_str(match is_written {
        true => "| field | type | meaning |\n| --- | --- | --- |\n",
        false => "| key | type | default | meaning |\n| --- | --- | --- | --- |\n",
    });
    let (needed, rest): (Vec<_>, Vec<_>) = keys.partition(|(key, _)| is_required(key));
    for (key, about) in needed.into_iter().chain(rest) {
        let default = match about.get("default") {
            _ if is_required(key) => "required".to_owned(),
            Some(default) => format!("`{default}`"),
            None => String::new(),
        };
        let mut meaning = description(about);
        let examples = about.get("examples").and_then(Value::as_array);
        if let Some(example) = examples.and_then(|all| all.first()) {
            let _ = write!(meaning, " For example `{}`.", as_toml(example));
        }
        let kind = type_of(root, about);
        let default = match is_written {
            true => String::new(),
            false => format!(" {default} |"),
        };
        let _ = writeln!(page, "| `{key}` | {kind} |{default} {meaning} |");
    }
}

/// A value as TOML writes it in one line.
fn as_toml(value: &Value) -> String {
    match value {
        Value::Object(object) => {
            let entries = object.iter();
            let entries = entries.map(|(key, value)| format!("{key} = {}", as_toml(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Array(list) => {
            let items: Vec<String> = list.iter().map(as_toml).collect();
            format!("[{}]", items.join(", "))
        }
        other => other.to_string(),
    }
}

fn description(schema: &Value) -> String {
    let text = schema.get("description").and_then(Value::as_str);
    text.unwrap_or_default()
        .replace('|', "\\|")
        .replace("\n\n", " ")
}

/// The type of a value in words.
fn type_of(root: &Value, schema: &Value) -> String {
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        return words.join(", ").replace('"', "");
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        let Some(all) = schema.get(key).and_then(Value::as_array) else {
            continue;
        };
        if all.iter().all(|one| one.get("const").is_some()) {
            let words = all.iter().filter_map(|one| one.get("const")?.as_str());
            let words: Vec<String> = words.map(|word| format!("`{word}`")).collect();
            return words.join(", ");
        }
        let mut types: Vec<String> = all.iter().map(|one| type_of(root, one)).collect();
        types.dedup();
        return types.join(" or ");
    }
    if schema.get("$ref").is_some() {
        let named = resolved(root, schema);
        let reference = schema
            .get("$ref")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let name = reference.rsplit('/').next().unwrap_or_default();
        return match properties(named) {
            Some(_) => format!("[table](#{})", anchor(name)),
            None if name == "Check" => "[table](#checks)".to_owned(),
            None if name == "Answer" => "[table](#answers)".to_owned(),
            None => type_of(root, named),
        };
    }
    let kinds: Vec<&str> = match schema.get("type") {
        Some(Value::String(kind)) => vec![kind],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let words = kinds.iter().map(|kind| match *kind {
        "string" => "text".to_owned(),
        "integer" => "whole number".to_owned(),
        "number" => "number".to_owned(),
        "boolean" => "`true`, `false`".to_owned(),
        "array" => {
            let items = schema.get("items");
            let items = items.map_or_else(|| "values".to_owned(), |one| type_of(root, one));
            format!("list of: {items}")
        }
        "object" => {
            let values = schema.get("additionalProperties");
            let values = values.filter(|values| values.is_object());
            let values = values.map_or_else(String::new, |one| type_of(root, one));
            format!("table of: {values}")
        }
        other => other.to_owned(),
    });
    words.collect::<Vec<_>>().join(" or ")
}

/// The heading that a definition's table stands below.
fn anchor(name: &str) -> String {
    let mut anchor = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !anchor.is_empty() {
            anchor.push('-');
        }
        anchor.extend(letter.to_lowercase());
    }
    anchor
}
