//! JSON as `jsonencode` writes it and `jsondecode` reads it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::iter::Peekable;
use std::str::CharIndices;

use smol_str::SmolStr;

use super::budget::MAX_HEIGHT;
use super::number::{Number, NumberError};
use super::text;
use super::types::Type;
use super::value::{Data, Value};
use crate::source::Location;

/// The value as `jsonencode` writes it.
///
/// # Errors
/// Why it can't be written: an infinity, or something that is not known.
pub fn encode(value: &Value) -> Result<String, String> {
    let mut out = String::new();
    write_value(value, &mut out)?;
    Ok(out)
}

fn write_value(value: &Value, out: &mut String) -> Result<(), String> {
    match &value.data {
        Data::Null(_) => out.push_str("null"),
        Data::Bool(true) => out.push_str("true"),
        Data::Bool(false) => out.push_str("false"),
        Data::Number(number) if !number.is_finite() => {
            return Err("an infinity can't be written as JSON".to_owned());
        }
        Data::Number(number) => _ = write!(out, "{number}"),
        Data::String(text) => write_string(text, out),
        Data::List(list) | Data::Set(list) => write_sequence(list.items(), out)?,
        Data::Tuple(tuple) => write_sequence(tuple.items(), out)?,
        Data::Map(map) => write_mapping(map.entries(), out)?,
        Data::Object(object) => write_mapping(object.entries(), out)?,
        Data::Entity(_) | Data::Attribute(_) | Data::Unknown(_) => {
            return Err("the value is not known".to_owned());
        }
    }
    Ok(())
}

fn write_sequence(items: &[Value], out: &mut String) -> Result<(), String> {
    out.push('[');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write_value(item, out)?;
    }
    out.push(']');
    Ok(())
}

fn write_mapping(entries: &BTreeMap<SmolStr, Value>, out: &mut String) -> Result<(), String> {
    out.push('{');
    for (at, (key, item)) in entries.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write_string(key, out);
        out.push(':');
        write_value(item, out)?;
    }
    out.push('}');
    Ok(())
}

/// A string with its quotes.
pub fn quoted(text: &str) -> String {
    let mut out = String::new();
    write_string(text, &mut out);
    out
}

/// As Go's `encoding/json`, which escapes what HTML could take for markup.
fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                _ = write!(out, "\\u{:04x}", character as u32);
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

/// The value that a JSON text stands for; every part of it is from `at`.
///
/// # Errors
/// What is wrong with the text.
pub fn decode(text: &str, at: Location) -> Result<Value, String> {
    let mut reader = Reader {
        text,
        rest: text.char_indices().peekable(),
        at,
    };
    let value = reader.value(0)?;
    reader.space();
    match reader.rest.peek() {
        None => Ok(value),
        Some(_) => Err("there is more after the JSON value".to_owned()),
    }
}

struct Reader<'a> {
    text: &'a str,
    rest: Peekable<CharIndices<'a>>,
    at: Location,
}

impl Reader<'_> {
    fn wrong<T>(&mut self) -> Result<T, String> {
        match self.rest.peek() {
            Some((at, character)) => Err(format!(
                "invalid JSON: unexpected `{character}` at byte {at}"
            )),
            None => Err("invalid JSON: unexpected end".to_owned()),
        }
    }

    fn space(&mut self) {
        while self
            .rest
            .next_if(|(_, c)| matches!(c, ' ' | '\t' | '\n' | '\r'))
            .is_some()
        {}
    }

    fn take(&mut self, wanted: char) -> bool {
        self.rest
            .next_if(|(_, character)| *character == wanted)
            .is_some()
    }

    fn value(&mut self, depth: u32) -> Result<Value, String> {
        if depth > MAX_HEIGHT {
            return Err("the JSON value nests too deeply".to_owned());
        }
        self.space();
        let Some(&(start, character)) = self.rest.peek() else {
            return self.wrong();
        };
        let value = match character {
            '{' => self.object(depth)?,
            '[' => self.array(depth)?,
            '"' => Value::new(Data::String(self.string()?)),
            '-' | '0'..='9' => self.number(start)?,
            _ => self.word(start)?,
        };
        Ok(Value::at(value.data, self.at))
    }

    fn word(&mut self, start: usize) -> Result<Value, String> {
        let rest = self.text.get(start..).unwrap_or("");
        let words = [
            ("null", Data::Null(Type::Dynamic)),
            ("true", Data::Bool(true)),
            ("false", Data::Bool(false)),
        ];
        for (word, data) in words {
            if rest.starts_with(word) {
                self.rest.nth(word.len() - 1);
                return Ok(Value::new(data));
            }
        }
        self.wrong()
    }

    fn number(&mut self, start: usize) -> Result<Value, String> {
        self.take('-');
        if !self.take('0') && !self.digits() {
            return self.wrong();
        }
        if self.take('.') && !self.digits() {
            return self.wrong();
        }
        if self.rest.next_if(|(_, c)| matches!(c, 'e' | 'E')).is_some() {
            self.rest.next_if(|(_, c)| matches!(c, '+' | '-'));
            if !self.digits() {
                return self.wrong();
            }
        }
        let end = self.rest.peek().map_or(self.text.len(), |(at, _)| *at);
        match Number::parse(self.text.get(start..end).unwrap_or("")) {
            Ok(number) => Ok(Value::new(Data::Number(number))),
            Err(NumberError::Undefined) => self.wrong(),
            Err(NumberError::Range) => Ok(Value::unknown(
                super::TOO_BIG_NUMBER,
                Some(self.at),
                Type::Number,
            )),
        }
    }

    fn digits(&mut self) -> bool {
        let mut any = false;
        while self.rest.next_if(|(_, c)| c.is_ascii_digit()).is_some() {
            any = true;
        }
        any
    }

    fn array(&mut self, depth: u32) -> Result<Value, String> {
        self.rest.next();
        let mut items = Vec::new();
        self.space();
        if self.take(']') {
            return Ok(Value::tuple(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.space();
            if self.take(']') {
                return Ok(Value::tuple(items));
            }
            if !self.take(',') {
                return self.wrong();
            }
        }
    }

    fn object(&mut self, depth: u32) -> Result<Value, String> {
        self.rest.next();
        let mut entries = BTreeMap::new();
        self.space();
        if self.take('}') {
            return Ok(Value::object(entries));
        }
        loop {
            self.space();
            if !matches!(self.rest.peek(), Some((_, '"'))) {
                return self.wrong();
            }
            let key = self.string()?;
            self.space();
            if !self.take(':') {
                return self.wrong();
            }
            let value = self.value(depth + 1)?;
            entries.insert(key, value);
            self.space();
            if self.take('}') {
                return Ok(Value::object(entries));
            }
            if !self.take(',') {
                return self.wrong();
            }
        }
    }

    fn string(&mut self) -> Result<SmolStr, String> {
        self.rest.next();
        let mut out = String::new();
        loop {
            match self.rest.next() {
                Some((_, '"')) => return Ok(text::normalized(out.into())),
                Some((_, '\\')) => self.escape(&mut out)?,
                Some((_, '\0'..='\u{1f}')) | None => {
                    return Err("invalid JSON: unterminated string".to_owned());
                }
                Some((_, character)) => out.push(character),
            }
        }
    }

    fn escape(&mut self, out: &mut String) -> Result<(), String> {
        let character = match self.rest.next() {
            Some((_, 'n')) => '\n',
            Some((_, 't')) => '\t',
            Some((_, 'r')) => '\r',
            Some((_, 'b')) => '\u{8}',
            Some((_, 'f')) => '\u{c}',
            Some((_, same @ ('"' | '\\' | '/'))) => same,
            Some((_, 'u')) => self.unicode()?,
            _ => return Err("invalid JSON: unknown escape".to_owned()),
        };
        out.push(character);
        Ok(())
    }

    /// A character by its number; half of a pair alone stands for the
    /// replacement character, as in Go.
    fn unicode(&mut self) -> Result<char, String> {
        let first = self.hex()?;
        if !(0xd800..0xdc00).contains(&first) {
            return Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let before = self.rest.clone();
        if self.take('\\') && self.take('u') {
            let second = self.hex()?;
            if (0xdc00..0xe000).contains(&second) {
                let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
        }
        self.rest = before;
        Ok(char::REPLACEMENT_CHARACTER)
    }

    fn hex(&mut self) -> Result<u32, String> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self
                .rest
                .next()
                .and_then(|(_, character)| character.to_digit(16));
            code = code * 16 + digit.ok_or_else(|| "invalid JSON: unknown escape".to_owned())?;
        }
        Ok(code)
    }
}
