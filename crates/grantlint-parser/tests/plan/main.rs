//! A plan as the source of values: what it knows counts, what it leaves open is
//! the text's, and places are in the text wherever that is there.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

use std::collections::BTreeMap;
use std::sync::Arc;

use grantlint_parser::eval::value::{Data, Shape, Value};
use grantlint_parser::load::{self, Files, Inputs, Loaded, Plan, ReadError, Settings};
use grantlint_parser::resource::Body;
use grantlint_parser::source::Sources;
use serde_json::{Value as Json, json};

/// Files in memory: each part of the text behind a line `-- path`.
struct Memory(BTreeMap<String, String>);

impl Files for Memory {
    fn list(&self, folder: &str) -> Vec<String> {
        let inside = self.0.keys().filter_map(|path| {
            let (at, name) = path.rsplit_once('/').unwrap_or((".", path));
            (at == folder).then(|| name.to_owned())
        });
        inside.collect()
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, ReadError> {
        let text = self.0.get(path).ok_or(ReadError::Missing)?;
        Ok(text.as_bytes().into())
    }
}

fn load(text: &str, plan: Option<&str>) -> Loaded {
    let mut files = BTreeMap::new();
    for part in text.split("-- ").skip(1) {
        let (path, text) = part.split_once('\n').expect("a path");
        files.insert(path.to_owned(), text.to_owned());
    }
    let mut sources = Sources::default();
    let plan = plan.map(|plan| {
        let plan = Plan::read(&mut sources, "plan.json", plan.as_bytes());
        Arc::new(plan.expect("a plan"))
    });
    let inputs = Inputs {
        plan,
        ..Inputs::default()
    };
    let files = Memory(files);
    load::load_after(
        sources,
        &[".".to_owned()],
        &files,
        &inputs,
        &Settings::default(),
    )
}

/// A value in short: known as JSON, `?` and the reason, or the symbol.
fn short(value: &Value) -> String {
    let several = |values: &[Value]| values.iter().map(short).collect::<Vec<_>>().join(", ");
    match (&value.data, value.as_sequence(), value.as_mapping()) {
        (_, Some(items), _) => format!("[{}]", several(items)),
        (_, _, Some(entries)) => {
            let entries = entries.iter();
            let entries = entries.map(|(name, value)| format!("{name}: {}", short(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        (Data::Attribute(of), ..) => of.to_string(),
        (Data::Unknown(unknown), ..) => match &unknown.shape {
            Shape::OneOf(values) => format!("one of [{}]", several(values)),
            _ => format!("?{}", unknown.reason),
        },
        (Data::String(text), ..) => text.to_string(),
        (Data::Bool(value), ..) => value.to_string(),
        (Data::Number(value), ..) => value.to_string(),
        _ => "null".to_owned(),
    }
}

/// The file and the text of the places that each part of a value is from.
fn places(loaded: &Loaded, value: &Value, out: &mut Vec<String>) {
    let parts = value.items().unwrap_or_default();
    let entries = value.entries().unwrap_or_default();
    let parts: Vec<&Value> = parts.iter().chain(entries.values()).collect();
    if parts.is_empty() {
        let at = value.origin.at.expect("a place");
        let text = loaded.sources.slice(at).lines().next().unwrap_or("");
        out.push(format!("{}:{text}", loaded.sources.path(at.file)));
    }
    for part in parts {
        places(loaded, part, out);
    }
}

/// The arguments with the way to each.
fn arguments<'b>(
    body: &'b Body,
    way: &str,
    out: &mut Vec<(String, &'b grantlint_parser::resource::Argument)>,
) {
    for argument in &body.arguments {
        out.push((format!("{way}{}", argument.name), argument));
    }
    for block in &body.blocks {
        arguments(&block.body, &format!("{way}{}.", block.kind), out);
    }
}

/// The values of all arguments, a line each: address, argument, value.
fn values(loaded: &Loaded) -> Vec<String> {
    let resources = loaded.models.iter().flat_map(|model| &model.resources);
    let lines = resources.flat_map(|resource| {
        let mut found = Vec::new();
        arguments(&resource.body, "", &mut found);
        found.into_iter().map(|(way, argument)| {
            format!("{} {way} = {}", resource.address, short(&argument.value))
        })
    });
    lines.collect()
}

/// Resources as a plan has them: type and name, what is known, what is not, what is
/// sensitive, and what the configuration says.
fn plan(variables: &Json, resources: &[(&str, Json, Json, Json, Json)]) -> String {
    let split = |address: &str| {
        let (kind, name) = address.rsplit_once('.').expect("a name");
        let mode = if kind.starts_with("data.") {
            "data"
        } else {
            "managed"
        };
        let kind = kind.trim_start_matches("data.").to_owned();
        (mode, kind, name.to_owned())
    };
    let planned = |wanted: &str| -> Vec<Json> {
        let resources = resources.iter().filter(|it| split(it.0).0 == wanted);
        let resources = resources.map(|(address, values, _, sensitive, _)| {
            let (mode, kind, name) = split(address);
            json!({"address": address, "mode": mode, "type": kind, "name": name,
                   "values": values, "sensitive_values": sensitive})
        });
        resources.collect()
    };
    let changes: Vec<Json> = resources
        .iter()
        .map(|(address, values, unknown, _, _)| {
            json!({"address": address, "change": {"actions": ["create"], "after": values,
                                                  "after_unknown": unknown}})
        })
        .collect();
    let configuration: Vec<Json> = resources
        .iter()
        .map(|(address, _, _, _, expressions)| {
            let (mode, kind, name) = split(address);
            json!({"address": address, "mode": mode, "type": kind, "name": name,
                   "expressions": expressions})
        })
        .collect();
    json!({
        "format_version": "1.2",
        "variables": variables,
        "planned_values": {"root_module": {"resources": planned("managed")}},
        "resource_changes": changes,
        "prior_state": {"values": {"root_module": {"resources": planned("data")}}},
        "configuration": {"root_module": {"resources": configuration}},
    })
    .to_string()
}

/// What a client's `roles` are, with and without the text, where the text and the
/// plan say this of them.
#[track_caller]
fn check_role(
    (expression, variables): (&str, Json),
    (value, unknown): (Json, Json),
    references: Json,
    expected: [&str; 2],
) {
    let text = format!(
        "-- main.tf\nvariable \"role\" {{}}\nvariable \"other\" {{}}\n\
         resource \"genesyscloud_auth_role\" \"known\" {{}}\n\
         resource \"genesyscloud_auth_role\" \"fresh\" {{}}\n\
         data \"genesyscloud_auth_role\" \"there\" {{}}\n\
         resource \"genesyscloud_oauth_client\" \"c\" {{\n  roles {{\n    role_id = {expression}\n  }}\n}}\n"
    );
    let none = json!({});
    let is_there = |id: &str| (json!({"id": id}), none.clone(), none.clone(), none.clone());
    let known = is_there("role-1");
    let there = is_there("role-2");
    let plan = plan(
        &variables,
        &[
            (
                "genesyscloud_auth_role.known",
                known.0,
                known.1,
                known.2,
                known.3,
            ),
            (
                "genesyscloud_auth_role.fresh",
                json!({}),
                json!({"id": true}),
                none.clone(),
                none.clone(),
            ),
            (
                "data.genesyscloud_auth_role.there",
                there.0,
                there.1,
                there.2,
                there.3,
            ),
            (
                "genesyscloud_oauth_client.c",
                json!({"id": null, "roles": [value]}),
                json!({"id": true, "roles": [unknown]}),
                none.clone(),
                json!({"roles": [{"role_id": {"references": references}}]}),
            ),
        ],
    );
    for (text, expected) in [text.as_str(), ""].into_iter().zip(expected) {
        let found = values(&load(text, Some(&plan)));
        let wanted = format!("genesyscloud_oauth_client.c roles.role_id = {expected}");
        assert!(found.contains(&wanted), "{found:#?} for {wanted}");
    }
}

#[test]
fn a_role_is_whose_id_it_is() {
    let none = || json!({});
    let open = || (json!({}), json!({"role_id": true}));
    let is = |id: &str| (json!({"role_id": id}), json!({}));
    let known = "genesyscloud_auth_role.known.id";
    let fresh = "genesyscloud_auth_role.fresh.id";
    let there = "data.genesyscloud_auth_role.there.id";
    check_role(
        (known, none()),
        is("role-1"),
        json!([known]),
        [known, known],
    );
    check_role(
        (there, none()),
        is("role-2"),
        json!([there]),
        [there, there],
    );
    check_role((fresh, none()), open(), json!([fresh]), [fresh, fresh]);
    // By the id, whoever gave it.
    check_role(
        ("var.role", none()),
        is("role-1"),
        json!(["var.role"]),
        [known, known],
    );
    check_role(
        ("var.role", json!({"role": {"value": "role-2"}})),
        is("role-2"),
        json!(["var.role"]),
        [there, there],
    );
    check_role(
        ("\"role-1\"", none()),
        is("role-1"),
        json!([]),
        [known, known],
    );
    check_role(
        ("var.role", none()),
        is("role-3"),
        json!(["var.role"]),
        ["role-3", "role-3"],
    );
    // The plan was made of another text.
    check_role(
        (known, none()),
        is("role-2"),
        json!([there]),
        [there, there],
    );
    check_role(
        (fresh, none()),
        is("role-3"),
        json!([fresh]),
        ["role-3", "role-3"],
    );
}

#[test]
fn what_the_plan_leaves_open_is_the_texts() {
    let fresh = "genesyscloud_auth_role.fresh.id";
    let open = || (json!({}), json!({"role_id": true}));
    let after = "?`genesyscloud_oauth_client.c.role_id` is known only after apply";
    check_role(
        ("var.role", json!({})),
        open(),
        json!(["var.role"]),
        ["?`var.role` has no value here", after],
    );
    // One of several names could be anything.
    let either = format!("var.other == 1 ? {fresh} : var.role");
    let names = json!([
        "var.other",
        fresh,
        "genesyscloud_auth_role.fresh",
        "var.role"
    ]);
    check_role(
        (&either, json!({"other": {"value": 1}})),
        open(),
        names.clone(),
        [fresh, after],
    );
    // The plan decides for an arm that the text cannot decide for.
    check_role(
        (&either, json!({})),
        (json!({"role_id": "role-9"}), json!({})),
        names,
        ["role-9", "role-9"],
    );
    check_role(
        (
            "var.other == 1 ? genesyscloud_auth_role.known.id : null",
            json!({}),
        ),
        (json!({"role_id": "role-1"}), json!({})),
        json!(["var.other", "genesyscloud_auth_role.known.id"]),
        [
            "genesyscloud_auth_role.known.id",
            "genesyscloud_auth_role.known.id",
        ],
    );
}

#[track_caller]
fn check_list(expression: &str, planned: Json, unknown: Json, expected: &str, from: &[&str]) {
    let text = format!(
        "-- main.tf\nvariable \"v\" {{}}\nlocals {{\n  one = \"one\"\n}}\n\
         resource \"genesyscloud_auth_role\" \"r\" {{}}\n\
         resource \"genesyscloud_x\" \"x\" {{\n  list = {expression}\n}}\n"
    );
    let none = || json!({});
    let role = (
        "genesyscloud_auth_role.r",
        none(),
        json!({"id": true}),
        none(),
        none(),
    );
    let list = (
        "genesyscloud_x.x",
        json!({"list": planned}),
        json!({"list": unknown}),
        none(),
        none(),
    );
    let variables = json!({"v": {"value": "of the plan"}});
    let loaded = load(&text, Some(&plan(&variables, &[role, list])));
    let value = &loaded.models[0].resources[1].body.arguments[0].value;
    assert_eq!(short(value), expected, "{expression}");
    let mut found = Vec::new();
    places(&loaded, value, &mut found);
    assert_eq!(found, from, "{expression}");
}

#[test]
fn each_element_keeps_its_place() {
    // A plan sorts sets.
    check_list(
        r#"["two", local.one]"#,
        json!(["one", "two"]),
        json!([false, false]),
        "[two, one]",
        &["main.tf:\"two\"", "main.tf:\"one\""],
    );
    check_list(
        r#"["two", var.v]"#,
        json!(["of the plan", "two"]),
        json!([false, false]),
        "[two, of the plan]",
        &["main.tf:\"two\"", "main.tf:var.v"],
    );
    check_list(
        r#"["two", genesyscloud_auth_role.r.id]"#,
        json!([null, "two"]),
        json!([true, false]),
        "[two, genesyscloud_auth_role.r.id]",
        &["main.tf:\"two\"", "main.tf:genesyscloud_auth_role.r.id"],
    );
    // What the text does not have stands at the argument.
    check_list(
        r#"["two"]"#,
        json!(["three", "two"]),
        json!([]),
        "[two, three]",
        &["main.tf:\"two\"", "main.tf:[\"two\"]"],
    );
    check_list(
        r#"{ a = "one", b = var.v }"#,
        json!({"a": "one", "b": "of the plan"}),
        json!({}),
        "{a: one, b: of the plan}",
        &["main.tf:\"one\"", "main.tf:var.v"],
    );
    check_list("5", json!("5"), json!({}), "5", &["main.tf:5"]);
    check_list("-1.5", json!(-1.5), json!({}), "-1.5", &["main.tf:-1.5"]);
}

/// The blocks of a client, as `role in division`, with the line of each.
#[track_caller]
fn check_blocks(blocks: &str, planned: Json, unknown: Json, expected: &[&str]) {
    let text = format!(
        "-- main.tf\nvariable \"v\" {{}}\n\
         resource \"genesyscloud_auth_role\" \"a\" {{}}\n\
         resource \"genesyscloud_auth_role\" \"b\" {{}}\n\
         resource \"genesyscloud_auth_division\" \"d\" {{}}\n\
         resource \"genesyscloud_oauth_client\" \"c\" {{\n{blocks}\n}}\n"
    );
    let none = || json!({});
    let fresh = |address| (address, none(), json!({"id": true}), none(), none());
    let plan = plan(
        &none(),
        &[
            fresh("genesyscloud_auth_role.a"),
            fresh("genesyscloud_auth_role.b"),
            (
                "genesyscloud_auth_division.d",
                json!({"id": "division-1"}),
                none(),
                none(),
                none(),
            ),
            (
                "genesyscloud_oauth_client.c",
                json!({"roles": planned}),
                json!({"roles": unknown}),
                none(),
                none(),
            ),
        ],
    );
    let loaded = load(&text, Some(&plan));
    let resources = &loaded.models[0].resources;
    let client = resources.last().unwrap();
    let header = text.lines().position(|line| line.contains("\"c\""));
    // The line that names the file is none of its own.
    let first = header.unwrap() as u32;
    let found: Vec<String> = client
        .body
        .blocks("roles")
        .map(|block| {
            let value = |name| {
                let argument = block.body.argument(name);
                argument.map_or("none".to_owned(), |argument| short(&argument.value))
            };
            let file = loaded.sources.get(block.at.file).unwrap();
            let line = file.line_of(block.at.span.start) - first;
            format!("{line}: {} in {}", value("role_id"), value("division_id"))
        })
        .collect();
    assert_eq!(found, expected, "{blocks}");
}

#[test]
fn blocks_are_paired_only_where_it_is_sure() {
    let a = "role_id = genesyscloud_auth_role.a.id";
    let b = "role_id = genesyscloud_auth_role.b.id";
    let open = || json!({"role_id": true});
    // In the order of the set, told apart by what is known.
    check_blocks(
        &format!(
            "roles {{\n{a}\ndivision_id = \"*\"\n}}\n\
             roles {{\n{b}\ndivision_id = genesyscloud_auth_division.d.id\n}}"
        ),
        json!([{"division_id": "division-1"}, {"division_id": "*"}]),
        json!([open(), open()]),
        &[
            "1: genesyscloud_auth_role.a.id in *",
            "5: genesyscloud_auth_role.b.id in genesyscloud_auth_division.d.id",
        ],
    );
    // Which is which makes no difference.
    check_blocks(
        &format!("roles {{\n{a}\n}}\nroles {{\n{b}\n}}"),
        json!([{"division_id": null}, {"division_id": null}]),
        json!([open(), open()]),
        &[
            "1: genesyscloud_auth_role.a.id in none",
            "4: genesyscloud_auth_role.b.id in none",
        ],
    );
    // Which has which division is not known.
    check_blocks(
        &format!("roles {{\n{a}\ndivision_id = var.v\n}}\nroles {{\n{b}\ndivision_id = var.v\n}}"),
        json!([{"division_id": "*"}, {"division_id": "division-9"}]),
        json!([open(), open()]),
        &[
            "1: ?it is known only after apply in *",
            "5: ?it is known only after apply in division-9",
        ],
    );
    // The plan counts what the text cannot.
    check_blocks(
        "dynamic \"roles\" {\nfor_each = var.v\ncontent {\nrole_id = roles.value\n}\n}",
        json!([{"role_id": "role-7", "division_id": null}]),
        json!([{}]),
        &["1: role-7 in none"],
    );
    check_blocks(
        &format!("roles {{\n{a}\n}}\nroles {{\n{b}\n}}"),
        json!([]),
        json!([]),
        &[],
    );
}

#[test]
fn sensitive_values_are_not_taken() {
    let text = "-- main.tf\nvariable \"v\" {\n  sensitive = true\n}\n\
        resource \"genesyscloud_oauth_client\" \"c\" {}\n\
        resource \"genesyscloud_integration_credential\" \"k\" {\n  fields = {\n    clientId = var.v\n    \
        clientSecret = var.v\n  }\n}\n";
    let client = (
        "genesyscloud_oauth_client.c",
        json!({"id": "client-1", "client_id": "client-1"}),
        json!({}),
        json!({}),
        json!({}),
    );
    let credential = (
        "genesyscloud_integration_credential.k",
        json!({"fields": {"clientId": "client-1", "clientSecret": "hush-hush"}}),
        json!({}),
        json!({"fields": true}),
        json!({"fields": {"references": ["var.v"]}}),
    );
    let mut plan: Json = serde_json::from_str(&plan(
        &json!({"v": {"value": "hush-hush"}}),
        &[client, credential],
    ))
    .unwrap();
    plan["configuration"]["root_module"]["variables"] = json!({"v": {"sensitive": true}});
    for text in [text, ""] {
        let loaded = load(text, Some(&plan.to_string()));
        let found = values(&loaded);
        let fields = "genesyscloud_integration_credential.k fields = {clientId: \
            genesyscloud_oauth_client.c.id, clientSecret: ?the plan marks it as sensitive}";
        assert!(found.iter().any(|line| line == fields), "{found:#?}");
        assert!(!format!("{:?}", loaded.models).contains("hush"));
    }

    // In a plan that was kept for others to read.
    let resources = &mut plan["planned_values"]["root_module"]["resources"];
    resources[1]["values"]["fields"]["clientSecret"] = Json::Null;
    let found = values(&load(text, Some(&plan.to_string())));
    let secret = "clientSecret: ?`var.v` has no value here}";
    assert!(
        found.iter().any(|line| line.ends_with(secret)),
        "{found:#?}"
    );
}

#[test]
fn instances_that_the_text_cannot_tell_are_those_of_the_plan() {
    let text = "-- main.tf\ndata \"external\" \"keys\" {}\n\
        resource \"genesyscloud_auth_role\" \"r\" {\n  for_each = data.external.keys.result\n  name = each.key\n}\n\
        resource \"genesyscloud_oauth_client\" \"c\" {\n  for_each = data.external.keys.result\n  roles {\n    \
        role_id = genesyscloud_auth_role.r[each.key].id\n  }\n}\n";
    let mut resources = Vec::new();
    let mut changes = Vec::new();
    for key in ["a", "b"] {
        for (kind, name, values, unknown) in [
            (
                "genesyscloud_auth_role",
                "r",
                json!({"name": key}),
                json!({"id": true}),
            ),
            (
                "genesyscloud_oauth_client",
                "c",
                json!({"roles": [{}]}),
                json!({"id": true, "roles": [{"role_id": true}]}),
            ),
        ] {
            let address = format!("{kind}.{name}[\"{key}\"]");
            resources.push(json!({"address": address, "mode": "managed", "type": kind,
                "name": name, "index": key, "values": values}));
            changes.push(json!({"address": address, "change": {"after_unknown": unknown}}));
        }
    }
    let plan = json!({"format_version": "1.2", "resource_changes": changes,
        "planned_values": {"root_module": {"resources": resources}}});
    let either = "one of [genesyscloud_auth_role.r[\"a\"].id, genesyscloud_auth_role.r[\"b\"].id]";
    assert_eq!(
        values(&load(text, Some(&plan.to_string()))),
        [
            "genesyscloud_auth_role.r[\"a\"] name = a".to_owned(),
            "genesyscloud_auth_role.r[\"b\"] name = b".to_owned(),
            format!("genesyscloud_oauth_client.c[\"a\"] roles.role_id = {either}"),
            format!("genesyscloud_oauth_client.c[\"b\"] roles.role_id = {either}"),
        ]
    );
}

/// What Terraform 1.11.4 planned for `recorded.txt`, with its own `terraform_data`
/// in place of the type there; first before anything was there, and then for
/// another `prefix`.
#[test]
fn plans_that_terraform_made() {
    let text = include_str!("recorded.txt");
    let inner = |number: u32, first: &str| {
        [
            format!("module.inner[{number}].genesyscloud_thing.by_variable input = {first}"),
            format!("module.inner[{number}].genesyscloud_thing.by_local input = {first}"),
            format!(
                "module.inner[{number}].genesyscloud_thing.by_local triggers_replace = \
                 [{number}, true, null, -1.5]"
            ),
        ]
    };
    let each = |key: &str, prefix: &str, first: &str| {
        format!(
            "genesyscloud_thing.each[\"{key}\"] input = {{first: {first}, list: [literal, {prefix}, \
             {first}], name: {key}, secret: ?the plan marks it as sensitive}}"
        )
    };
    let expected = |prefix: &str, first: &str| {
        let mut lines = vec![format!("genesyscloud_thing.first input = {prefix}-first")];
        lines.extend([each("a", prefix, first), each("b", prefix, first)]);
        lines.extend(inner(0, first));
        lines.extend(inner(1, first));
        lines
    };
    let symbol = "genesyscloud_thing.first.id";
    let create = include_str!("create.json");
    let loaded = load(text, Some(create));
    assert_eq!(loaded.problems, []);
    assert_eq!(values(&loaded), expected("P", symbol));
    let main =
        |at: grantlint_parser::source::Location| loaded.sources.path(at.file).ends_with(".tf");
    for resource in &loaded.models[0].resources {
        assert!(main(resource.header), "{}", resource.address);
        for argument in &resource.body.arguments {
            let mut found = Vec::new();
            places(&loaded, &argument.value, &mut found);
            assert!(
                found.iter().all(|place| !place.starts_with("plan")),
                "{found:?}"
            );
        }
    }
    // The same id is there now, and it is still whose it was.
    let update = include_str!("update.json");
    assert_eq!(values(&load(text, Some(update))), expected("Q", symbol));

    // Without the text a local is not known, and neither is what an object
    // is made of.
    let alone = values(&load("", Some(create)));
    for line in [
        "genesyscloud_thing.first input = P-first",
        "module.inner[0].genesyscloud_thing.by_variable input = genesyscloud_thing.first.id",
        "module.inner[0].genesyscloud_thing.by_local input = ?`module.inner[0].genesyscloud_thing.\
         by_local.input` is known only after apply",
    ] {
        assert!(
            alone.iter().any(|found| found == line),
            "{alone:#?} for {line}"
        );
    }
}

/// The plan's own account leaves out `dynamic` blocks, of which there may be some
/// that are not known.
#[test]
fn blocks_that_only_the_plan_tells_of() {
    let none = || json!({});
    let client = |values: Json, unknown: Json| {
        let name = json!({"name": {"constant_value": "c"}});
        let client = ("genesyscloud_oauth_client.c", values, unknown, none(), name);
        load("", Some(&plan(&none(), &[client])))
    };
    let known = client(
        json!({"name": "c", "description": "not set", "roles": [{"role_id": "role-1", "x": ""}]}),
        json!({"id": true, "roles": [{"division_id": true}]}),
    );
    let after = "it is known only after apply";
    assert_eq!(
        values(&known),
        [
            "genesyscloud_oauth_client.c name = c".to_owned(),
            "genesyscloud_oauth_client.c roles.role_id = role-1".to_owned(),
            format!("genesyscloud_oauth_client.c roles.division_id = ?{after}"),
        ]
    );
    let open = client(json!({"name": "c"}), json!({"id": true, "roles": true}));
    let body = &open.models[0].resources[0].body;
    assert_eq!(
        body.open_blocks("roles").expect("roles").why.reason,
        "they are known only after apply"
    );
}

#[test]
fn who_refers_to_what_is_known_without_the_text() {
    let plan = include_str!("create.json");
    let loaded = load("", Some(plan));
    let references = &loaded.models[0].references;
    let first = references.iter().filter(|it| it.to.name == "first");
    let from: Vec<String> = first
        .map(|it| it.from.as_ref().map_or("-".to_owned(), ToString::to_string))
        .collect();
    assert!(
        from.contains(&"genesyscloud_thing.each[*]".to_owned()),
        "{from:?}"
    );
    assert!(from.contains(&"-".to_owned()), "{from:?}");
}

#[test]
fn what_is_no_plan_is_refused() {
    let deep = format!("{{\"a\": {}", "[".repeat(100_000));
    for (bytes, message) in [
        (&b"PK\x03\x04rest"[..], "is the plan file itself"),
        (b"\xff\xfe{\0}\0", "UTF-16"),
        (b"\xff", "not UTF-8"),
        (b"", "is no plan in JSON: line 1, column 1"),
        (b"{\n  \"format_version\": ", "is no plan in JSON: line 2"),
        (b"[]", "is not what `terraform show -json` prints"),
        (b"{}", "is not what `terraform show -json` prints"),
        (
            b"{\"format_version\": \"2.0\"}",
            "has format version \"2.0\"",
        ),
        (b"{\"format_version\": \"1.2\"}", "holds no planned values"),
        (
            b"{\"format_version\": \"1.0\", \"values\": {}}",
            "is a state, not a plan",
        ),
        (
            b"{\"format_version\": \"1.2\", \"planned_values\": {}, \"errored\": true}",
            "ended with an error",
        ),
        (deep.as_bytes(), "nesting is deeper"),
    ] {
        let mut sources = Sources::default();
        let error = Plan::read(&mut sources, "plan.json", bytes).unwrap_err();
        assert!(error.contains(message), "{error} for {message}");
    }
}

/// A plan with anything in it gives some model, in time.
#[test]
fn mangled_plans_do_no_harm() {
    let text = include_str!("recorded.txt");
    let plan = include_str!("update.json");
    let words = [
        "null",
        "[]",
        "{}",
        "true",
        "\"x\"",
        "[[[]]]",
        "{\"a\": [1, {}]}",
    ];
    let values: Vec<(usize, &str)> = plan
        .match_indices(": ")
        .map(|(at, _)| (at + 2, plan[at + 2..].lines().next().unwrap_or("")))
        .filter(|(_, rest)| !rest.starts_with(['{', '[']))
        .collect();
    for (number, (at, rest)) in values.iter().enumerate() {
        let word = words[number % words.len()];
        let length = rest.trim_end_matches(',').len();
        let mangled = format!("{}{word}{}", &plan[..*at], &plan[at + length..]);
        let mut sources = Sources::default();
        if Plan::read(&mut sources, "plan.json", mangled.as_bytes()).is_ok() {
            let loaded = load(text, Some(&mangled));
            assert_eq!(loaded.models.len(), 1);
        }
    }
}

/// Values, blocks and the configuration as deep as JSON is read, on a small stack.
#[test]
fn deep_plans_need_no_deep_stack() {
    let deep = |open: &str, inner: &str, close: &str| {
        format!("{}{inner}{}", open.repeat(90), close.repeat(90))
    };
    let text = format!(
        "-- main.tf\nresource \"genesyscloud_x\" \"x\" {{\n  list = {}\n  {}\n}}\n",
        deep("[", "1", "]"),
        deep("b {\n", "", "}\n"),
    );
    let values = format!(
        "{{\"list\": {}, \"b\": {}}}",
        deep("[", "1", "]"),
        deep("[{\"b\": ", "[]", "}]"),
    );
    let plan = format!(
        "{{\"format_version\": \"1.2\", \"planned_values\": {{\"root_module\": {{\"resources\": [\
         {{\"address\": \"genesyscloud_x.x\", \"mode\": \"managed\", \"type\": \"genesyscloud_x\", \
         \"name\": \"x\", \"values\": {values}}}]}}}}, \"configuration\": {{\"root_module\": {}}}}}",
        format_args!(
            "{{\"resources\": [{{\"address\": \"genesyscloud_x.x\"}}], {}{{}}{}",
            "{\"module_calls\": {\"m\": {\"module\": "
                .repeat(60)
                .trim_start_matches('{'),
            "}}}".repeat(60)
        ),
    );
    let run = move || {
        for text in [text.as_str(), ""] {
            let loaded = load(text, Some(&plan));
            assert_eq!(loaded.problems, []);
            assert_eq!(loaded.models[0].resources.len(), 1);
        }
    };
    let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(run);
    thread.expect("a thread").join().expect("no overflow");
}
