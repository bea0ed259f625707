//! The order of Terraform's sets, and which elements are the same.
//!
//! Strings, numbers and truth values have their natural order. All others are
//! ordered by a text form of theirs, after cty's `set_internals.go`; nulls
//! follow what is known, and unknown elements follow nulls.

use std::cmp::Ordering;
use std::fmt::Write;
use std::sync::LazyLock;

use regex::Regex;

use super::equality::{Equality, equal};
use super::types::Type;
use super::value::{Data, Value};

/// A set of these elements. Of equal ones the first stays. An unknown element
/// stays beside the others though it may turn out to be one of them; a symbol
/// is equal to itself.
pub fn set(element: Type, items: Vec<Value>) -> Value {
    let mut keyed: Vec<(Key, Value)> = items.into_iter().map(|item| (key(&item), item)).collect();
    keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut kept: Vec<(Key, Value)> = Vec::with_capacity(keyed.len());
    for (key, item) in keyed {
        let same = kept
            .iter()
            .rev()
            .take_while(|(other, _)| *other == key)
            .any(|(_, other)| equal(other, &item) == Equality::Same);
        if !same {
            kept.push((key, item));
        }
    }
    Value::set_of_sorted(element, kept.into_iter().map(|(_, item)| item).collect())
}

/// Whether the number of a set's elements is known: unknown elements might be
/// equal to others.
pub fn length_is_known(items: &[Value]) -> bool {
    items.len() < 2 || items.iter().all(|item| item.find_unknown().is_none())
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Bool(bool),
    Number(super::number::Number),
    Text(String),
    Other(String),
    Null,
    Symbol(String),
    Unknown,
}

fn key(value: &Value) -> Key {
    match &value.data {
        Data::Null(_) => Key::Null,
        Data::Bool(truth) => Key::Bool(*truth),
        Data::Number(number) => Key::Number(number.clone()),
        Data::String(text) => Key::Text(text.to_string()),
        Data::Attribute(attribute) => Key::Symbol(attribute.to_string()),
        Data::Entity(entity) => Key::Symbol(entity.to_string()),
        Data::Unknown(_) => Key::Unknown,
        _ => {
            let mut text = String::new();
            write_key(value, &mut text);
            Key::Other(text)
        }
    }
}

fn write_key(value: &Value, out: &mut String) {
    match &value.data {
        Data::Null(_) => out.push('~'),
        Data::Bool(true) => out.push('T'),
        Data::Bool(false) => out.push('F'),
        Data::Number(number) => out.push_str(&number.general(Some(10))),
        Data::String(text) => quoted(text, out),
        Data::List(list) | Data::Set(list) => write_all('[', list.items(), ']', out),
        Data::Tuple(tuple) => write_all('<', tuple.items(), '>', out),
        Data::Object(object) => {
            out.push('<');
            for item in object.entries().values() {
                write_key(item, out);
                out.push(';');
            }
            out.push('>');
        }
        Data::Map(map) => {
            out.push('{');
            for (name, item) in map.entries() {
                quoted(name, out);
                out.push(':');
                write_key(item, out);
                out.push(';');
            }
            out.push('}');
        }
        Data::Entity(_) | Data::Attribute(_) | Data::Unknown(_) => out.push('?'),
    }
}

fn write_all(open: char, items: &[Value], close: char, out: &mut String) {
    out.push(open);
    for item in items {
        write_key(item, out);
        out.push(';');
    }
    out.push(close);
}

/// As Go's `%q` writes it.
pub(crate) fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{b}' => out.push_str("\\v"),
            other if (other as u32) < 0x20 || other == '\u{7f}' => {
                _ = write!(out, "\\x{:02x}", other as u32);
            }
            other if other.is_ascii() || is_printable(other) => out.push(other),
            other => {
                _ = match other as u32 {
                    code @ ..0x1_0000 => write!(out, "\\u{code:04x}"),
                    code => write!(out, "\\U{code:08x}"),
                }
            }
        }
    }
    out.push('"');
}

/// Whether Go prints a character as it is: letters, marks, numbers, punctuation
/// and symbols.
fn is_printable(character: char) -> bool {
    static PRINTABLE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"[\p{L}\p{M}\p{N}\p{P}\p{S}]").ok());
    let text = character.encode_utf8(&mut [0; 4]).to_owned();
    PRINTABLE.as_ref().is_none_or(|regex| regex.is_match(&text))
}

/// How two elements of a set are ordered; equal keys do not mean equal values.
pub fn compare(a: &Value, b: &Value) -> Ordering {
    key(a).cmp(&key(b))
}
