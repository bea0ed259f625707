//! A value against what its argument may hold. Only what is surely wrong is a fault.

use grantlint_parser::eval::value::{Data, Origin, Shape, Value};

use super::is_collection;
use crate::matrix::{Argument, ArgumentType};

/// What is wrong with a value.
#[derive(Clone, Debug)]
pub(super) struct Fault<'v> {
    /// The value, where it can be shown.
    pub(super) value: Option<String>,
    /// In words that go on after "the value of `x`".
    pub(super) message: String,
    /// Where the faulty one of several values came from.
    pub(super) origin: Option<&'v Origin>,
}

pub(super) fn faults<'v>(value: &'v Value, argument: Argument<'_>) -> Vec<Fault<'v>> {
    match &value.data {
        Data::Unknown(unknown) => match &unknown.shape {
            // Every arm must be wrong for the value to be surely wrong.
            Shape::OneOf(arms) => {
                let each: Vec<Vec<Fault<'v>>> =
                    arms.iter().map(|arm| faults(arm, argument)).collect();
                if each.is_empty() || each.iter().any(Vec::is_empty) {
                    return Vec::new();
                }
                each.into_iter().flatten().collect()
            }
            Shape::Opaque | Shape::Text(_) | Shape::AtLeast(_) => Vec::new(),
        },
        Data::Null(_) | Data::Attribute(_) | Data::Entity(_) => Vec::new(),
        Data::String(_) | Data::Number(_) | Data::Bool(_) if is_collection(argument.kind()) => {
            vec![fault(value, None, "must be a collection")]
        }
        Data::List(_) | Data::Set(_) | Data::Tuple(_) | Data::Map(_) | Data::Object(_)
            if !is_collection(argument.kind()) =>
        {
            vec![fault(value, None, "must be a single value")]
        }
        Data::List(list) | Data::Set(list) => count(value, list.items().len(), argument),
        Data::Tuple(tuple) => count(value, tuple.items().len(), argument),
        Data::Map(_) | Data::Object(_) => Vec::new(),
        Data::String(text) => scalar(value, text, argument),
        Data::Number(number) => scalar(value, &number.to_string(), argument),
        Data::Bool(flag) => scalar(value, &flag.to_string(), argument),
    }
}

fn count<'v>(value: &'v Value, items: usize, argument: Argument<'_>) -> Vec<Fault<'v>> {
    match argument.min_items() {
        Some(least) if items < least as usize => {
            let message = match least {
                1 => "must not be empty".to_owned(),
                least => format!("must have at least {least} elements"),
            };
            vec![fault(value, None, &message)]
        }
        _ => Vec::new(),
    }
}

fn scalar<'v>(value: &'v Value, text: &str, argument: Argument<'_>) -> Vec<Fault<'v>> {
    let mut faults = Vec::new();
    let one_of = argument.one_of();
    if !one_of.is_empty() && !one_of.contains(&text) {
        faults.push(fault(value, Some(text), "is none that it can have"));
    }
    match argument.kind() {
        ArgumentType::Bool if !matches!(text, "true" | "false" | "1" | "0") => {
            faults.push(fault(value, Some(text), "is neither `true` nor `false`"));
        }
        ArgumentType::Int => match text.parse::<i64>() {
            Ok(number) => {
                if let Some((least, most)) = argument.range()
                    && !(least..=most).contains(&number)
                {
                    let message = format!("is not between {least} and {most}");
                    faults.push(fault(value, Some(text), &message));
                }
            }
            Err(_) => faults.push(fault(value, Some(text), "is no whole number")),
        },
        _ => {}
    }
    if let Some((least, most)) = argument.length() {
        let length = i64::try_from(text.len()).unwrap_or(i64::MAX);
        if !(least..=most).contains(&length) {
            let message = format!("must have {least} to {most} bytes, not {length}");
            faults.push(fault(value, None, &message));
        }
    }
    faults
}

fn fault<'v>(value: &'v Value, shown: Option<&str>, message: &str) -> Fault<'v> {
    Fault {
        value: shown.map(str::to_owned),
        message: message.to_owned(),
        origin: Some(&value.origin),
    }
}
