//! What is unknown spreads no further than it must, and what is known of it is
//! kept; every value knows the literal that it came from and its way.

#![expect(
    clippy::expect_used,
    reason = "a helper of a test fails as the test does"
)]

use std::collections::BTreeMap;
use std::sync::Arc;

use grantlint_parser::address::{Address, Key, Mode, ModuleAddress};
use grantlint_parser::eval::budget::Budget;
use grantlint_parser::eval::scope::{Scope, Unreadable};
use grantlint_parser::eval::types::Type;
use grantlint_parser::eval::value::{AttributeOf, Data, Entity, Piece, Shape, Value};
use grantlint_parser::eval::{Evaluated, evaluate, json};
use grantlint_parser::source::{FileId, Location, Sources};
use grantlint_parser::syntax::parse_expression;

/// A module with `local.…` as given, `var.open`, `var.flag`, `var.names` and
/// `var.any` without a value, and roles `role.…`, of which `role.some` has nobody knows
/// how many instances.
struct Module {
    locals: BTreeMap<&'static str, Value>,
}

fn role(name: &str) -> Address {
    Address {
        module: ModuleAddress::default(),
        mode: Mode::Managed,
        kind: "role".into(),
        name: name.into(),
        key: match name {
            "some" => Key::Unknown,
            _ => Key::None,
        },
    }
}

impl Scope for Module {
    fn resolve(&self, root: &str, rest: &[&str], at: Location) -> Result<(Value, usize), String> {
        let name = rest.first().copied().unwrap_or_default();
        let open = |ty| {
            let reason = format!("`var.{name}` has no value here");
            Ok((Value::unknown(reason, Some(at), ty), 1))
        };
        match (root, name) {
            ("local", name) => {
                let value = self.locals.get(name).ok_or("there is no such local")?;
                Ok((value.clone().through(format!("local.{name}"), at), 1))
            }
            ("var", "open") => open(Type::String),
            ("var", "flag") => open(Type::Bool),
            ("var", "names") => open(Type::list(Type::String)),
            ("var", "any") => open(Type::Dynamic),
            ("role", name) => Ok((
                Value::at(Data::Entity(Entity::Resource(Arc::new(role(name)))), at),
                1,
            )),
            _ => Err(format!("there is no `{root}`")),
        }
    }

    fn attribute(&self, entity: &Entity, name: &str, at: Location) -> Result<Value, String> {
        match (entity, name) {
            (Entity::Resource(address), "id" | "config") => {
                let resource = (**address).clone();
                let symbol = AttributeOf {
                    resource,
                    attribute: name.into(),
                };
                Ok(Value::at(Data::Attribute(Arc::new(symbol)), at))
            }
            _ => Err(format!("there is no attribute `{name}`")),
        }
    }

    fn read(&self, _path: &str) -> Result<Arc<[u8]>, Unreadable> {
        Err(Unreadable::Unknown(
            "the file is outside of the repository".to_owned(),
        ))
    }
}

fn module() -> Module {
    Module {
        locals: BTreeMap::new(),
    }
}

fn meaning(expression: &str, file: FileId, scope: &dyn Scope, budget: &Budget) -> Evaluated {
    let (expr, errors) = parse_expression(expression, 0);
    assert!(errors.is_empty(), "{errors:?}");
    evaluate(expr.expr(), file, scope, budget)
}

/// Known parts as JSON, symbols in angle brackets, `?` for what is opaque,
/// `a | b` for candidates, `~"text" hole~` for texts.
fn describe(value: &Value) -> String {
    let all = |items: &[Value]| items.iter().map(describe).collect::<Vec<String>>();
    match &value.data {
        Data::Attribute(symbol) => format!("<{symbol}>"),
        Data::Entity(entity) => format!("<{entity}>"),
        Data::Unknown(unknown) => match &unknown.shape {
            Shape::OneOf(candidates) => all(candidates).join(" | "),
            Shape::Text(pieces) => {
                let pieces = pieces.iter().map(|piece| match piece {
                    Piece::Text(text) => format!("{text:?}"),
                    Piece::Hole(hole) => describe(hole),
                });
                format!("~{}~", pieces.collect::<Vec<String>>().join(" "))
            }
            _ => "?".to_owned(),
        },
        _ => match (value.as_sequence(), value.as_mapping()) {
            (Some(items), _) => format!("[{}]", all(items).join(", ")),
            (_, Some(entries)) => {
                let entries = entries
                    .iter()
                    .map(|(key, item)| format!("{key}: {}", describe(item)));
                format!("{{{}}}", entries.collect::<Vec<String>>().join(", "))
            }
            _ => json::encode(value).unwrap_or_else(|problem| problem),
        },
    }
}

#[track_caller]
fn check(expression: &str, expected: &str) {
    let mut sources = Sources::default();
    let file = sources.add("main.tf", expression);
    let described = match meaning(expression, file, &module(), &Budget::default()) {
        Ok(value) => describe(&value),
        Err(error) => format!("error: {}", error.message),
    };
    assert_eq!(described, expected, "{expression}");
}

#[test]
fn collections_keep_their_known_parts() {
    check("[1, var.open]", "[1, ?]");
    check("[1, var.open][0]", "1");
    check("length([1, var.open])", "2");
    check("{ a = 1, b = var.open }.a", "1");
    check("keys({ a = 1, b = var.open })", r#"["a", "b"]"#);
    check("values({ a = 1, b = var.open })", "[1, ?]");
    check("merge({ a = var.open }, { b = 2 })", "{a: ?, b: 2}");
    check("concat([var.open], [\"a\"])", r#"[?, "a"]"#);
    check("flatten([[var.open], [\"a\"]])", r#"[?, "a"]"#);
    check("flatten([var.names, [\"a\"]])", "?");
    check("lookup({ a = 1, b = var.open }, \"a\", 0)", "1");
    check("element([\"a\", var.open], 0)", r#""a""#);
    check("reverse([var.open, \"a\"])", r#"["a", ?]"#);
    check("slice([\"a\", var.open, \"b\"], 0, 2)", r#"["a", ?]"#);
    check("[for x in [\"a\", var.open] : x]", r#"["a", ?]"#);
    check("[for x in [\"a\", var.open] : upper(x)]", r#"["A", ?]"#);
    check("[{ n = var.open }, { n = \"b\" }][*].n", r#"[?, "b"]"#);
    check("zipmap([\"a\", \"b\"], [var.open, 2])", "{a: ?, b: 2}");
    check("compact([\"a\", \"\", var.open])", r#"["a", ?]"#);
    check("tolist([\"a\", var.open])", r#"["a", ?]"#);
    check("one([var.open])", "?");
    check("chunklist([\"a\", var.open], 1)", r#"[["a"], [?]]"#);
    check("setproduct([\"a\"], [var.open])", r#"[["a", ?]]"#);
}

#[test]
fn where_every_completion_agrees_the_value_is_known() {
    check("true || var.flag", "true");
    check("var.flag || true", "true");
    check("false && var.flag", "false");
    check("var.flag && true", "?");
    check("contains([\"a\", var.open], \"a\")", "true");
    check("contains([\"a\", var.open], \"b\")", "?");
    check("alltrue([false, var.flag])", "false");
    check("anytrue([true, var.flag])", "true");
    check("var.flag ? \"a\" : \"a\"", r#""a""#);
    check("[1, var.open] == [2, var.open]", "false");
    check("\"prod-${var.open}\" == \"dev\"", "false");
    check("\"prod-${var.open}\" == \"prod-x\"", "?");
    check("\"${var.open}-x\" == \"x-y\"", "false");
    check("startswith(\"prod-${var.open}\", \"prod\")", "true");
    check("startswith(\"prod-${var.open}\", \"dev\")", "false");
    check("endswith(\"${var.open}:view\", \":view\")", "true");
}

#[test]
fn a_conditional_keeps_both_arms() {
    check("var.flag ? \"a\" : \"b\"", r#""a" | "b""#);
    check("var.flag ? 1 : \"b\"", r#""1" | "b""#);
    check(
        "var.flag ? \"a\" : (var.flag ? \"b\" : \"c\")",
        r#""a" | "b" | "c""#,
    );
    check("var.flag ? [\"a\"] : []", r#"["a"] | []"#);
    check("(var.flag ? { a = 1 } : { a = 2 }).a", "1 | 2");
    check("(var.flag ? [1, 2] : [3, 4])[1]", "2 | 4");
    check("(var.flag ? [1, 2] : [3, 4])[*]", "[1, 2] | [3, 4]");
    check("upper(var.flag ? \"a\" : \"b\")", r#""A" | "B""#);
    check("(var.flag ? 1 : 2) + 10", "11 | 12");
    check("(var.flag ? 1 : 2) < 3", "true");
    check("(var.flag ? \"a\" : \"b\") == \"c\"", "false");
    check(
        "\"x:${var.flag ? \"view\" : \"edit\"}\"",
        r#""x:view" | "x:edit""#,
    );
    check("[for x in var.flag ? [1] : [2] : x * 2]", "[2] | [4]");
    check(
        "concat(var.flag ? [\"a\"] : [], [\"b\"])",
        r#"["a", "b"] | ["b"]"#,
    );
    check("var.flag ? role.x.id : null", "<role.x.id> | null");
    check(
        "var.flag ? 1 : [2]",
        "error: the results of the condition's two arms have no type in common",
    );
    check("{ dev = \"a\", prod = \"b\" }[var.open]", r#""a" | "b""#);
    check("lookup({ dev = \"a\" }, var.open, \"b\")", "?");
}

#[test]
fn a_template_keeps_its_text() {
    check("\"a-${var.open}-b\"", r#"~"a-" ? "-b"~"#);
    check("\"a-${\"b-${var.open}\"}\"", r#"~"a-b-" ?~"#);
    check("\"${role.x.id}\"", "<role.x.id>");
    check("\"%{ if true }${role.x.id}%{ endif }\"", "<role.x.id>");
    check("\"a${role.x.id}\"", r#"~"a" <role.x.id>~"#);
    check(
        "\"%{ for x in [\"a\", var.open] }${x},%{ endfor }\"",
        r#"~"a," ? ","~"#,
    );
    check(
        "\"%{ if var.flag }a%{ else }b%{ endif }c\"",
        r#""ac" | "bc""#,
    );
    check("\"a${null}\"", "error: null can't be part of a string");
    check("<<-EOT\n  a ${var.open}\n  EOT\n", r#"~"a " ? "\n"~"#);
}

#[test]
fn symbols_survive() {
    check("role.x", "<role.x>");
    check("role.x.id", "<role.x.id>");
    check("role.x[\"id\"]", "<role.x.id>");
    check("role.x.config[0].name", "<role.x.config[0].name>");
    check("[role.x.id, \"a\"]", r#"[<role.x.id>, "a"]"#);
    check("tostring(role.x.id)", "<role.x.id>");
    check(
        "tolist([role.x.id, role.y.id])",
        "[<role.x.id>, <role.y.id>]",
    );
    check(
        "toset([role.x.id, role.y.id, role.x.id])",
        "[<role.x.id>, <role.y.id>]",
    );
    check(
        "toset([role.x.id, \"b\", \"a\"])",
        r#"["a", "b", <role.x.id>]"#,
    );
    check("length(toset([role.x.id, role.y.id]))", "?");
    check("length(toset([role.x.id]))", "1");
    check("length(compact([var.open, \"a\"]))", "?");
    check("length(compact([role.x.id, \"a\"]))", "2");
    check("length(distinct([var.open, \"a\"]))", "?");
    check("length([for r in toset([role.x.id, role.y.id]) : r])", "?");
    check(
        "length(concat([for r in toset([role.x.id, \"a\"]) : r], [1]))",
        "?",
    );
    check(
        "[for r in toset([role.x.id, \"a\"]) : r][0]",
        r#""a" | <role.x.id>"#,
    );
    check(
        "{ for i, r in tolist(toset([role.x.id, \"a\"])) : i => r }",
        "?",
    );
    check("[for r in toset([role.x.id, \"a\"]) : r] == []", "?");
    check(
        "distinct([role.x.id, \"a\", role.x.id])",
        r#"[<role.x.id>, "a"]"#,
    );
    check("setunion([role.x.id], [\"a\"])", r#"["a", <role.x.id>]"#);
    check("[for k, v in { a = role.x } : v.id]", "[<role.x.id>]");
    check(
        "{ for k, v in { a = role.x } : k => v.id }",
        "{a: <role.x.id>}",
    );
    check("{ for r in [role.x] : r.id => r }", "?");
    check("[role.x, role.y][*].id", "[<role.x.id>, <role.y.id>]");
    check(
        "flatten([[role.x.id], role.y.id])",
        "[<role.x.id>, <role.y.id>]",
    );
    check("compact([role.x.id, \"\"])", "[<role.x.id>]");
    check(
        "compact([\"a\", var.flag ? \"b\" : \"\"])",
        r#"["a", "b" | null]"#,
    );
    check("coalesce(role.x.id, \"a\")", "<role.x.id>");
    check("coalesce(\"\", role.x.id)", "<role.x.id>");
    check("merge({ a = role.x.id }, {})", "{a: <role.x.id>}");
    check("values({ a = role.x.id })", "[<role.x.id>]");
    check("lookup({ a = role.x.id }, \"a\", \"\")", "<role.x.id>");
    check("element([role.x.id], 3)", "<role.x.id>");
    check("try(role.x.id, \"a\")", "<role.x.id>");
    check("try(role.x.nosuch, \"a\")", r#""a""#);
    check("can(role.x.id)", "true");
    check("role.x.id == role.x.id", "true");
    check("role.x.id == role.y.id", "?");
    check("role.x.id != \"a\"", "?");
    check("role.x.id == null", "false");
    check("upper(role.x.id)", "?");
    check("one([role.x.id])", "<role.x.id>");
    check("sensitive(role.x.id)", "<role.x.id>");
    check("sort([role.x.id])", "?");
}

#[test]
fn what_may_fail_is_not_taken_for_granted() {
    check("try(role.some[0].id, \"a\")", r#"<role.some[*].id> | "a""#);
    check(
        "try(role.some[\"x\"].id, role.x.id)",
        "<role.some[*].id> | <role.x.id>",
    );
    check("try([role.some[0].id], [])", "[<role.some[*].id>] | []");
    check("can(role.some[0].id)", "?");
    check("try(var.any.a, \"b\")", r#"? | "b""#);
    check("try({ a = 1 }[var.open], 2)", r#"1 | 2"#);
    check(
        "try(length({ a = \"x\", b = \"y\" }[var.open]), 0)",
        "1 | 0",
    );
    check("try(true || tobool(var.open), false)", "true | false");
    check("try([role.x.id], [])", "[<role.x.id>]");
    check(
        "try(flatten([[role.x.id], \"a\"]), [])",
        r#"[<role.x.id>, "a"]"#,
    );
    check("can(length({ a = 1 }[var.open]))", "?");
    check("can(var.any.a)", "?");
    check("can({}.a)", "false");
    check("try(var.open, \"b\")", r#"? | "b""#);
    check("can([formatdate(\"YYYY\", role.x.id)])", "?");
    check("can(contains([], parseint(role.x.id, 10)))", "?");
    check("can(true || tonumber(role.x.id) > 1)", "?");
    check("can([\"${role.x.id}!\", [role.x.id]])", "true");
    check("can([for x in [\"a\", \"b\"] : x if x == \"a\"])", "true");
}

#[test]
fn what_may_fail_shapes_no_other_arm() {
    check("true ? [\"a\"] : { a = 1 }[var.open]", "[\"a\"]");
    check(
        "var.flag ? 1 : formatlist(\"%s\", var.names, var.any)",
        "1 | ?",
    );
    check("coalesce(var.any, \"a\", { b = 1 })", "?");
    check("true ? 1 : matchkeys([], [var.open, \"a\"], [\"a\"])", "1");
    check("matchkeys([\"x\"], [var.open], [\"a\"])", "?");
    check("matchkeys(var.names, [\"x\"], [\"a\"])", "?");
}

#[test]
fn an_unknown_has_the_type_that_it_will_have() {
    check("var.names.a", "error: there is no attribute `a`");
    check(
        "[for x in var.open : x]",
        "error: the value can't be iterated",
    );
    check("var.names + 1", "error: left operand: a number is required");
    check("var.names ? 1 : 2", "error: condition: a bool is required");
    check("var.names[0]", "?");
    check("[for x in var.names : x]", "?");
    check("var.open + 1", "?");
    check("length(var.any)", "?");
}

#[test]
fn impure_functions_are_unknown() {
    for call in [
        "timestamp()",
        "uuid()",
        "bcrypt(\"a\")",
        "plantimestamp()",
        "provider::a::b(1)",
    ] {
        check(call, "?");
    }
    check("file(\"/etc/passwd\")", "?");
}

#[track_caller]
fn check_reason(expression: &str, reason: &str, place: &str) {
    let mut sources = Sources::default();
    let file = sources.add("main.tf", expression);
    let value = meaning(expression, file, &module(), &Budget::default()).expect("a value");
    let unknown = value.find_unknown().expect("an unknown value");
    assert_eq!(unknown.reason, reason, "{expression}");
    assert_eq!(
        unknown.at.map(|at| sources.slice(at)),
        Some(place),
        "{expression}"
    );
}

#[test]
fn an_unknown_says_why_and_where() {
    check_reason(
        "upper(\"a${var.open}\")",
        "`var.open` has no value here",
        "var.open",
    );
    check_reason(
        "[1, var.flag ? 1 : 2]",
        "`var.flag` has no value here",
        "var.flag",
    );
    check_reason(
        "lower(role.x.id)",
        "`role.x.id` is known only after apply",
        "role.x.id",
    );
    check_reason(
        "[file(\"/a\")]",
        "the file is outside of the repository",
        "file(\"/a\")",
    );
    check_reason("keys(role.x)", "`role.x` is not known as a whole", "role.x");
}

/// The text under the origin of the value, and the hops of its way.
#[track_caller]
fn check_origin(local: &str, expression: &str, text: &str, hops: &[&str]) {
    let mut sources = Sources::default();
    let locals_file = sources.add("locals.tf", local);
    let value = meaning(local, locals_file, &module(), &Budget::default()).expect("a value");
    let scope = Module {
        locals: BTreeMap::from([("l", value)]),
    };
    let file = sources.add("main.tf", expression);
    let value = meaning(expression, file, &scope, &Budget::default()).expect("a value");
    let at = value.origin.at.map(|at| sources.slice(at));
    assert_eq!(at, Some(text), "{expression}");
    let ways: Vec<String> = value
        .origin
        .hops()
        .map(|hop| format!("{} at {}", hop.through, sources.slice(hop.at)))
        .collect();
    assert_eq!(ways, hops, "{expression}");
}

#[test]
fn values_know_their_literal_and_their_way() {
    let list = r#"["a", "b"]"#;
    check_origin(list, "\"x\"", "\"x\"", &[]);
    check_origin(list, "local.l", list, &["local.l at local.l"]);
    check_origin(list, "local.l[1]", "\"b\"", &["local.l at local.l"]);
    check_origin(
        list,
        "element(local.l, 0)",
        "\"a\"",
        &["local.l at local.l"],
    );
    check_origin(
        list,
        "[for x in local.l : x][0]",
        "\"a\"",
        &["local.l at local.l"],
    );
    check_origin(
        list,
        "concat([\"c\"], local.l)[1]",
        "\"a\"",
        &["local.l at local.l"],
    );
    check_origin(
        list,
        "tolist(toset(local.l))[1]",
        "\"b\"",
        &["local.l at local.l"],
    );
    check_origin(
        list,
        "flatten([[local.l]])[0]",
        "\"a\"",
        &["local.l at local.l"],
    );
    check_origin(list, "upper(local.l[0])", "upper(local.l[0])", &[]);
    check_origin(list, "\"x${local.l[0]}\"", "\"x${local.l[0]}\"", &[]);
    check_origin(list, "\"${local.l[0]}\"", "\"a\"", &["local.l at local.l"]);
    check_origin(
        list,
        "split(\",\", \"p,q\")[0]",
        "split(\",\", \"p,q\")",
        &[],
    );
    check_origin(
        "{ k = { v = \"a\" } }",
        "local.l.k.v",
        "\"a\"",
        &["local.l at local.l.k.v"],
    );
    check_origin(
        "{ k = \"a\" }",
        "lookup(local.l, \"k\", \"\")",
        "\"a\"",
        &["local.l at local.l"],
    );
    check_origin(
        "{ k = \"a\" }",
        "merge({}, local.l).k",
        "\"a\"",
        &["local.l at local.l"],
    );
    check_origin(
        "{ k = 1 }",
        "tomap(local.l)[\"k\"]",
        "1",
        &["local.l at local.l"],
    );
    check_origin(
        "\"a\"",
        "true ? local.l : \"b\"",
        "\"a\"",
        &["local.l at local.l"],
    );
    check_origin("[{ n = \"a\" }]", "local.l[*].n", "local.l[*].n", &[]);
    check_origin(
        "[{ n = \"a\" }]",
        "(local.l[*].n)[0]",
        "\"a\"",
        &["local.l at local.l"],
    );
}

#[test]
fn a_part_keeps_its_own_way_before_that_of_the_whole() {
    let mut sources = Sources::default();
    let file = sources.add("main.tf", "\"a\" local.inner local.outer");
    let at = |start, end| grantlint_parser::source::Span::new(start, end).in_file(file);
    let inner = Value::at(Data::String("a".into()), at(0, 3)).through("local.inner", at(4, 15));
    let outer = Value::tuple(vec![inner]).through("local.outer", at(16, 27));
    let items = outer.items().expect("a tuple");
    let hops: Vec<&str> = items[0]
        .origin
        .hops()
        .map(|hop| hop.through.as_str())
        .collect();
    assert_eq!(hops, ["local.outer", "local.inner"]);
    assert_eq!(
        items[0].origin.at.map(|at| sources.slice(at)),
        Some("\"a\"")
    );
}
