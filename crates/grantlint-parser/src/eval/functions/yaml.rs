//! `yamldecode`: YAML's events from `saphyr-parser`, and what scalars mean
//! after go-cty-yaml (`resolve.go`): YAML 1.2's numbers, 1.1's truth values.

use std::collections::{BTreeMap, HashMap};

use saphyr_parser::{Event, Parser, ScalarStyle, StrInput, Tag};
use smol_str::{SmolStr, ToSmolStr};

use super::super::budget::MAX_HEIGHT;
use super::super::number::Number;
use super::super::types::Type;
use super::super::value::{Data, Value};
use super::datetime::yaml_time;
use super::encoding::decode_base64;
use super::{Args, Outcome};

pub(super) fn decode(args: &Args<'_, '_>) -> Outcome {
    let text = args.str(0)?;
    if text.contains(is_unprintable) {
        return Err("invalid YAML: control characters are not allowed".to_owned());
    }
    let mut reader = Reader {
        events: Parser::new_from_str(text),
        args,
        anchors: HashMap::new(),
        scalar_end: 0,
        cut_off: cut_off(text),
        too_strict: false,
    };
    let value = reader.document();
    if reader.too_strict || text.contains(['\u{85}', '\u{2028}', '\u{2029}']) {
        let reason = "YAML with this indentation or these line breaks is not worked out";
        return Ok(args.impure(reason, Type::Dynamic));
    }
    value
}

/// What YAML has no place for, not even in quotes.
fn is_unprintable(c: char) -> bool {
    let allowed = matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    !allowed && (c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'))
}

/// The length of a text in characters, where its last line has no end. A block
/// scalar there does not end with a line break, in Terraform.
fn cut_off(text: &str) -> Option<usize> {
    let last = text.rsplit('\n').next().unwrap_or("");
    (!last.trim().is_empty()).then(|| text.chars().count())
}

/// In whose error messages it shows that the parser, which follows YAML 1.2, is
/// stricter than Terraform's.
const STRICT: &[&str] = &["indentation", "tab", "whitespace", "byte order mark"];

struct Reader<'a, 'c, 't> {
    events: Parser<'t, StrInput<'t>>,
    args: &'a Args<'a, 'c>,
    anchors: HashMap<usize, Value>,
    /// Where the last event ended, in characters.
    scalar_end: usize,
    /// See [`cut_off`].
    cut_off: Option<usize>,
    /// Whether what was refused is allowed in Terraform, or may be.
    too_strict: bool,
}

impl<'t> Reader<'_, '_, 't> {
    fn next(&mut self) -> Result<Event<'t>, String> {
        match self.events.next() {
            Some(Ok((event, span))) => {
                self.scalar_end = span.end.index();
                Ok(event)
            }
            Some(Err(error)) => {
                self.too_strict = STRICT.iter().any(|what| error.info().contains(what));
                Err(format!("invalid YAML: {}", error.info()))
            }
            None => Ok(Event::StreamEnd),
        }
    }

    /// The only document.
    fn document(&mut self) -> Result<Value, String> {
        let value = loop {
            match self.next()? {
                Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
                Event::StreamEnd => return Err("there is no YAML document".to_owned()),
                event => break self.value(event, 0)?,
            }
        };
        loop {
            match self.next()? {
                Event::StreamEnd => return Ok(value),
                Event::DocumentStart(_) => {
                    return Err("only one YAML document is allowed".to_owned());
                }
                _ => {}
            }
        }
    }

    fn value(&mut self, event: Event<'t>, depth: u32) -> Result<Value, String> {
        if depth > MAX_HEIGHT {
            return Err("the YAML value nests too deeply".to_owned());
        }
        let (value, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let tag = tag_name(tag.as_deref());
                let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                let text = match self.cut_off {
                    Some(end) if block && self.scalar_end >= end => {
                        text.strip_suffix('\n').unwrap_or(&text)
                    }
                    _ => &text,
                };
                (Value::new(scalar(text, style, tag.as_deref())?), anchor)
            }
            Event::Alias(anchor) => {
                let known = self.anchors.get(&anchor).cloned();
                return known.ok_or_else(|| "an alias refers to no anchor before it".to_owned());
            }
            Event::SequenceStart(anchor, tag) => {
                check_tag(tag.as_deref(), "!!seq")?;
                (self.sequence(depth)?, anchor)
            }
            Event::MappingStart(anchor, tag) => {
                check_tag(tag.as_deref(), "!!map")?;
                (self.mapping(depth)?, anchor)
            }
            _ => return Err("invalid YAML: a value is missing".to_owned()),
        };
        let value = Value::at(value.data, self.args.at);
        if anchor > 0 {
            self.anchors.insert(anchor, value.clone());
        }
        Ok(value)
    }

    fn sequence(&mut self, depth: u32) -> Result<Value, String> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                Event::SequenceEnd => return Ok(Value::tuple(items)),
                event => items.push(self.value(event, depth + 1)?),
            }
        }
    }

    fn mapping(&mut self, depth: u32) -> Result<Value, String> {
        let mut entries: BTreeMap<SmolStr, Value> = BTreeMap::new();
        loop {
            let (text, style, tag) = match self.next()? {
                Event::MappingEnd => return Ok(Value::object(entries)),
                Event::Scalar(text, style, _, tag) => (text, style, tag_name(tag.as_deref())),
                _ => return Err("only strings can be keys".to_owned()),
            };
            let event = self.next()?;
            let value = self.value(event, depth + 1)?;
            if tag.as_deref() == Some("!!merge") || (tag.is_none() && text == "<<") {
                merge(&mut entries, &value)?;
                continue;
            }
            let key = match scalar(&text, style, tag.as_deref())? {
                Data::String(text) => text,
                Data::Bool(truth) => truth.to_smolstr(),
                Data::Number(number) => number.to_smolstr(),
                _ => return Err("a key must not be null".to_owned()),
            };
            entries.insert(key, value);
        }
    }
}

fn merge(entries: &mut BTreeMap<SmolStr, Value>, value: &Value) -> Result<(), String> {
    let mapping = value
        .as_mapping()
        .ok_or_else(|| "only a mapping can be merged".to_owned())?;
    entries.extend(mapping.clone());
    Ok(())
}

/// `!!int` and the like.
fn tag_name(tag: Option<&Tag>) -> Option<String> {
    let tag = tag?;
    let name = format!("{}{}", tag.handle, tag.suffix);
    Some(match name.strip_prefix("tag:yaml.org,2002:") {
        Some(short) => format!("!!{short}"),
        None => name,
    })
}

fn check_tag(tag: Option<&Tag>, own: &str) -> Result<(), String> {
    match tag_name(tag) {
        Some(name) if name != own => Err(format!("the tag `{name}` does not fit here")),
        _ => Ok(()),
    }
}

fn scalar(text: &str, style: ScalarStyle, tag: Option<&str>) -> Result<Data, String> {
    let string = || Data::String(super::super::text::normalized(text.into()));
    let wrong = || format!("`{text}` does not fit its tag");
    let quoted = style != ScalarStyle::Plain;
    let hinted = text.is_empty()
        || text.starts_with(|c: char| c.is_ascii_digit() || "+-.yYnNtTfFoO~".contains(c));
    if tag.is_some_and(|tag| !TAGS.contains(&tag)) {
        return Err(format!("the tag `{}` is not supported", tag.unwrap_or("")));
    }
    if hinted && !matches!(tag, Some("!!str" | "!!binary")) {
        let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        if block && let Some(null @ Data::Null(_)) = named(text) {
            return Ok(null);
        }
        if quoted {
            return Ok(string());
        }
        if let Some(data) = named(text) {
            return Ok(data);
        }
        if matches!(text, ".nan" | ".NaN" | ".NAN") && tag.is_none() {
            return Err("not a number can't be represented".to_owned());
        }
        if text.starts_with('.')
            && let Some(data) = decimal(text)
        {
            return Ok(data);
        }
        if text.starts_with(|c: char| c.is_ascii_digit() || c == '+' || c == '-') {
            if matches!(tag, None | Some("!!timestamp"))
                && let Some(time) = yaml_time(text)
            {
                return Ok(Data::String(time.into()));
            }
            if is_integer(text) || is_float(text) {
                return number(text).ok_or_else(wrong);
            }
        }
    }
    match tag {
        None | Some("!!str") => Ok(string()),
        Some("!!binary") => decode_base64(text).map(|_| string()),
        Some("!!bool") => match named(text) {
            Some(data @ Data::Bool(_)) => Ok(data),
            _ => Err(wrong()),
        },
        Some("!!int" | "!!float") => number(text).ok_or_else(wrong),
        Some("!!timestamp") => yaml_time(text)
            .map(|time| Data::String(time.into()))
            .ok_or_else(wrong),
        Some("!!null") => Ok(Data::Null(Type::Dynamic)),
        Some(other) => Err(format!("the tag `{other}` is not supported")),
    }
}

/// The tags that a scalar may have.
const TAGS: &[&str] = &[
    "!!str",
    "!!binary",
    "!!bool",
    "!!int",
    "!!float",
    "!!timestamp",
    "!!null",
    "!!merge",
];

fn named(text: &str) -> Option<Data> {
    Some(match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            Data::Bool(true)
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Data::Bool(false)
        }
        "" | "~" | "null" | "Null" | "NULL" => Data::Null(Type::Dynamic),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => decimal("Inf")?,
        "-.inf" | "-.Inf" | "-.INF" => decimal("-Inf")?,
        _ => return None,
    })
}

fn decimal(text: &str) -> Option<Data> {
    Number::parse(text).ok().map(Data::Number)
}

fn is_integer(text: &str) -> bool {
    let all =
        |digits: &str, radix: u32| !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    if let Some(octal) = text.strip_prefix("0o") {
        return all(octal, 8);
    }
    if let Some(hex) = text.strip_prefix("0x") {
        return all(hex, 16);
    }
    all(text.strip_prefix(['+', '-']).unwrap_or(text), 10)
}

fn is_float(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let plain = unsigned
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-'));
    let starts = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    plain && starts && decimal(text).is_some()
}

fn number(text: &str) -> Option<Data> {
    let plain = text.replace('_', "");
    if let Some(data) = decimal(&plain) {
        return Some(data);
    }
    let (prefix, digits) = plain.split_at_checked(2)?;
    let radix = match prefix {
        "0x" | "0X" => 16,
        "0o" | "0O" => 8,
        "0b" | "0B" => 2,
        _ => return None,
    };
    let value = num_bigint::BigInt::parse_bytes(digits.as_bytes(), radix)?;
    (value.bits() <= 64)
        .then(|| Number::from_integer(&value).ok().map(Data::Number))
        .flatten()
}
