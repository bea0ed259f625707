//! Hostile expressions end in a value or an error: nothing hangs, and the stack
//! of a debug build stays within one mebibyte.

#![expect(
    clippy::expect_used,
    reason = "a helper of a test fails as the test does"
)]

use std::sync::Arc;
use std::thread;

use grantlint_parser::eval::budget::Budget;
use grantlint_parser::eval::scope::{Scope, Unreadable};
use grantlint_parser::eval::value::{Entity, Value};
use grantlint_parser::eval::{evaluate, json};
use grantlint_parser::source::{Location, Sources};
use grantlint_parser::syntax::{MAX_DEPTH, parse_expression};

struct Empty;

impl Scope for Empty {
    fn resolve(&self, root: &str, _rest: &[&str], at: Location) -> Result<(Value, usize), String> {
        match root {
            "open" => {
                let ty = grantlint_parser::eval::types::Type::Dynamic;
                Ok((Value::unknown("it is open", Some(at), ty), 0))
            }
            _ => Err(format!("there is no `{root}`")),
        }
    }

    fn attribute(&self, entity: &Entity, name: &str, _at: Location) -> Result<Value, String> {
        Err(format!("there is no `{entity}.{name}`"))
    }

    fn read(&self, _path: &str) -> Result<Arc<[u8]>, Unreadable> {
        Err(Unreadable::Missing)
    }
}

/// What an expression gives, and the limits that it reached, on a stack of one
/// mebibyte.
fn run(expression: String, steps: u64) -> (String, Vec<&'static str>) {
    let on_small_stack = move || {
        let mut sources = Sources::default();
        let file = sources.add("main.tf", expression.as_str());
        let (expr, errors) = parse_expression(expression, 0);
        if !errors.is_empty() {
            return ("syntax error".to_owned(), Vec::new());
        }
        let budget = Budget::new(steps);
        let answer = match evaluate(expr.expr(), file, &Empty, &budget) {
            Err(_) => "error".to_owned(),
            Ok(value) => match value.find_unknown() {
                Some(unknown) => format!("unknown: {}", unknown.reason),
                None => json::encode(&value).unwrap_or_else(|problem| problem),
            },
        };
        (
            answer,
            budget.exceeded().iter().map(|limit| limit.reason).collect(),
        )
    };
    let thread = thread::Builder::new()
        .stack_size(1 << 20)
        .spawn(on_small_stack);
    thread
        .expect("a thread starts")
        .join()
        .expect("the evaluation ends")
}

#[track_caller]
fn check(expression: String, expected: &str) {
    let shown: String = expression.chars().take(60).collect();
    let (answer, mut exceeded) = run(expression, 1_000_000);
    exceeded.dedup();
    assert_eq!(answer, expected, "{shown}");
    let limited = expected.strip_prefix("unknown: ");
    assert_eq!(
        limited.into_iter().collect::<Vec<&str>>(),
        exceeded,
        "{shown}"
    );
}

fn nested(open: &str, middle: &str, close: &str, depth: usize) -> String {
    [&open.repeat(depth), middle, &close.repeat(depth)].concat()
}

/// The shapes in which expressions nest.
const SHAPES: [(&str, &str); 21] = [
    ("(", ")"),
    ("[", "]"),
    ("[for x in [1] : ", "]"),
    ("{for k, v in {a = 1} : k => ", "}"),
    ("{ a = ", "}"),
    ("upper(", ")"),
    ("try(", ")"),
    ("can(", ")"),
    ("coalesce(", ")"),
    ("\"a${", "}\""),
    ("\"${", "}\""),
    ("\"%{ if true }${", "}%{ endif }\""),
    ("\"%{ for x in [1] }${", "}%{ endfor }\""),
    ("true ? ", " : 2"),
    ("(true ? 1 : ", ")"),
    ("!(", ")"),
    ("-(", ")"),
    ("1 + (", ")"),
    ("[", "][0]"),
    ("[[1]][", "][*]"),
    ("tolist([", "])"),
];

#[test]
fn nesting_fits_a_small_stack() {
    for (open, close) in SHAPES {
        for depth in [10, 60, 100, 128, 200, 250, 256, 300, 1000] {
            let expression = nested(open, "1", close, depth);
            let (answer, _) = run(expression, 1_000_000);
            assert!(!answer.is_empty(), "{open} {depth}");
        }
    }
}

#[test]
fn unknown_values_nest_on_a_small_stack() {
    for (open, close) in SHAPES {
        let (answer, _) = run(nested(open, "open", close, 120), 1_000_000);
        assert!(!answer.is_empty(), "{open}");
    }
    let choices = nested("(open ? 1 : ", "[2]", ")", 100);
    assert!(!run(choices, 1_000_000).0.is_empty());
}

#[test]
fn chains_may_be_long() {
    let chain = |operator: &str, count| vec!["1"; count].join(operator);
    check(chain(" + ", 5000), "5000");
    check(chain(" == ", 3), "false");
    check(format!("{}2", "false ? 1 : ".repeat(200)), "2");
}

#[test]
fn what_is_too_much_is_unknown() {
    let steps = "the evaluation takes more than 50,000,000 steps";
    let rows = "[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : c]]]";
    check(rows.to_owned(), &format!("unknown: {steps}"));
    check("range(1000000000)".to_owned(), "error");
    let large = "the value has more than 1,000,000 elements";
    let all = ["range(1000)"; 4].join(", ");
    check(format!("setproduct({all})"), &format!("unknown: {large}"));
    let doubled = "flatten([for x in range(1000) : range(1000)])";
    check(
        format!("[{doubled}, {doubled}]"),
        &format!("unknown: {large}"),
    );
    let string = "the string has more than 16 MiB";
    check("format(\"%1000000d%1000000d%1000000d%1000000d%1000000d%1000000d%1000000d%1000000d%1000000d%1000000d%1000000d%1000000d%1000000d%1000000d%1000000d%1000000d%1000000d%1000000d\", [for x in range(18) : x]...)".to_owned(), &format!("unknown: {string}"));
    check(
        "join(format(\"%1000000d\", 1), range(100))".to_owned(),
        &format!("unknown: {string}"),
    );
    check(
        "replace(format(\"%01000000d\", 0), \"0\", \"aaaaaaaaaaaaaaaaaaaa\")".to_owned(),
        &format!("unknown: {string}"),
    );
    check(
        "indent(1000000, \"a\\nb\\nc\")".to_owned(),
        &format!("unknown: {large}"),
    );
    let number = "the number is too large or too small to compute with";
    check("1e999999999".to_owned(), &format!("unknown: {number}"));
}

#[test]
fn numbers_stay_small() {
    let (answer, _) = run("1e16000 * 1e16000".to_owned(), 1000);
    assert!(
        answer.starts_with("unknown") || answer.len() < 40_000,
        "{}",
        answer.len()
    );
    let (answer, _) = run("jsondecode(\"1e999999999\")".to_owned(), 1000);
    assert!(answer.starts_with("unknown"), "{answer}");
}

#[test]
fn texts_that_nest_are_bounded() {
    let deep = "[".repeat(5000);
    assert_eq!(run(format!("jsondecode(\"{deep}\")"), 100_000).0, "error");
    assert_eq!(run(format!("yamldecode(\"{deep}\")"), 100_000).0, "error");
    let pattern = "(".repeat(5000);
    assert_eq!(
        run(format!("regex(\"{pattern}\", \"a\")"), 100_000).0,
        "error"
    );
    assert_eq!(
        run(
            "regex(\"((a{1000}){1000}){1000}\", \"a\")".to_owned(),
            100_000
        )
        .0,
        "error"
    );
    let bomb = (0..30).fold("a0: &a0 [x, x]\\n".to_owned(), |text, at| {
        format!("{text}a{next}: &a{next} [*a{at}, *a{at}]\\n", next = at + 1)
    });
    let (answer, _) = run(format!("yamldecode(\"{bomb}\")"), 100_000);
    assert_eq!(
        answer,
        "unknown: the value has more than 1,000,000 elements"
    );
}

#[test]
fn the_parser_goes_as_deep_as_the_evaluator() {
    let (answer, _) = run(nested("(", "1", ")", MAX_DEPTH as usize - 10), 1_000_000);
    assert_eq!(answer, "1");
}
