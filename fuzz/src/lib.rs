//! What the fuzz targets do with an input. A test of the parser's does the same
//! with the committed corpus, so that it needs neither a nightly compiler nor
//! libFuzzer.

use std::sync::Arc;

use grantlint_parser::eval::budget::Budget;
use grantlint_parser::eval::scope::{Scope, Unreadable};
use grantlint_parser::eval::types::Type;
use grantlint_parser::eval::value::{Entity, Value};
use grantlint_parser::eval::{evaluate, json};
use grantlint_parser::source::{Location, Sources, Span};
use grantlint_parser::syntax::tree::Format;
use grantlint_parser::syntax::{self, Parsed, parse_expression, parse_template, tokens};

/// Any text gives a tree and errors: as a file, as variables, as a template, and
/// as tokens that cover it without a gap.
pub fn read_hcl(text: &str) {
    on_small_stack(|| {
        check_formats(text, Format::Hcl);
        let (template, _) = parse_template(text, 0);
        assert!(!format!("{template:?}").is_empty());
        let mut at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        for token in tokens(text, Span::new(0, text.len() as u32)) {
            assert_eq!(token.span.start, at, "tokens leave a gap");
            at = token.span.end;
        }
        assert_eq!(at as usize, text.len(), "tokens end too early");
    });
}

/// Any text read as Terraform's JSON gives a tree and errors.
pub fn read_json(text: &str) {
    on_small_stack(|| check_formats(text, Format::Json));
}

/// Any expression gives a value, an unknown value or an error, within a budget.
pub fn evaluate_expression(text: &str) {
    on_small_stack(|| {
        let file = Sources::default().add("main.tf", text);
        let (expr, errors) = parse_expression(text, 0);
        if !errors.is_empty() {
            return;
        }
        let budget = Budget::new(STEPS);
        let answer = match evaluate(expr.expr(), file, &Small, &budget) {
            Err(error) => error.to_string(),
            Ok(value) => match value.find_unknown() {
                Some(unknown) => unknown.reason.to_string(),
                None => json::encode(&value).unwrap_or_else(|problem| problem),
            },
        };
        std::hint::black_box(answer);
    });
}

/// So few that a timeout of libFuzzer's is a hang and not a long computation.
const STEPS: u64 = 20_000;

/// `var` is unknown, other names do not exist, and one file can be read.
struct Small;

impl Scope for Small {
    fn resolve(&self, root: &str, _rest: &[&str], at: Location) -> Result<(Value, usize), String> {
        match root {
            "var" => Ok((Value::unknown("it is not set", Some(at), Type::Dynamic), 0)),
            _ => Err(format!("there is no `{root}`")),
        }
    }

    fn attribute(&self, entity: &Entity, name: &str, _at: Location) -> Result<Value, String> {
        Err(format!("there is no `{entity}.{name}`"))
    }

    fn read(&self, path: &str) -> Result<Arc<[u8]>, Unreadable> {
        match path {
            "a.tftpl" => Ok(Arc::from(&b"%{ for x in l }${x}%{ endfor }"[..])),
            _ => Err(Unreadable::Missing),
        }
    }
}

/// Runs `work` on a stack of one mebibyte, on which nothing may overflow.
fn on_small_stack(work: impl FnOnce() + Send) {
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(1 << 20)
            .spawn_scoped(scope, work)
            .expect("a thread starts");
    });
}

/// Checks a text as a configuration and as values of variables.
fn check_formats(text: &str, format: Format) {
    let id = Sources::default().add("main", text);
    check_parsed(text, &syntax::parse(id, text, format));
    check_parsed(text, &syntax::parse_variables(id, text, format));
}

/// Checks what callers rely on: errors lie in the text, in its order, and the
/// tree can be printed and dropped.
fn check_parsed(text: &str, parsed: &Parsed) {
    let whole = Span::new(0, text.len() as u32);
    let mut last = 0;
    for error in &parsed.errors {
        check_span(text, error.span);
        assert!(error.span.start >= last, "errors are out of order");
        last = error.span.start;
    }
    for item in parsed.file.body().items {
        check_span(text, item.span());
    }
    assert!(parsed.file.body().span.end <= whole.end);
    assert!(!format!("{parsed:?}").is_empty());
}

fn check_span(text: &str, span: Span) {
    let slice = text.get(span.start as usize..span.end as usize);
    assert!(slice.is_some(), "{span:?} is no slice of the text");
}
