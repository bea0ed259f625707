//! Any expression gives a value, an unknown value or an error, within a budget.

#![no_main]

use std::sync::Arc;

use grantlint_fuzz::on_small_stack;
use grantlint_parser::eval::budget::Budget;
use grantlint_parser::eval::scope::{Scope, Unreadable};
use grantlint_parser::eval::types::Type;
use grantlint_parser::eval::value::{Entity, Value};
use grantlint_parser::eval::{evaluate, json};
use grantlint_parser::source::{Location, Sources};
use grantlint_parser::syntax::parse_expression;
use libfuzzer_sys::fuzz_target;
use smol_str::SmolStr;

/// So few that a timeout of libFuzzer's is a hang and not a long computation.
const STEPS: u64 = 20_000;

/// `var` is unknown, other names do not exist, and one file can be read.
struct Small;

impl Scope for Small {
    fn resolve(
        &self,
        root: &str,
        _rest: &[SmolStr],
        at: Location,
    ) -> Result<(Value, usize), String> {
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

fuzz_target!(|text: &str| {
    on_small_stack(|| {
        let file = Sources::default().add("main.tf", text);
        let (expr, errors) = parse_expression(text, 0);
        if !errors.is_empty() {
            return;
        }
        let budget = Budget::new(STEPS);
        let answer = match evaluate(&expr, file, &Small, &budget) {
            Err(error) => error.to_string(),
            Ok(value) => match value.find_unknown() {
                Some(unknown) => unknown.reason.to_string(),
                None => json::encode(&value).unwrap_or_else(|problem| problem),
            },
        };
        std::hint::black_box(answer);
    });
});
