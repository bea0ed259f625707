//! JSON with spans, as strict as Terraform's own reader: RFC 8259 with lone
//! surrogates let through, no byte order mark. What it means is decided in
//! [`super::json_body`].

use bumpalo::Bump;

use super::parser::{MAX_DEPTH, shown};
use super::tree::SyntaxError;
use crate::source::Span;

/// A JSON value.
#[derive(Clone, Copy)]
pub(super) struct Json<'s, 't> {
    pub(super) span: Span,
    pub(super) kind: JsonKind<'s, 't>,
}

/// The kinds of JSON value.
#[derive(Clone, Copy)]
pub(super) enum JsonKind<'s, 't> {
    Null,
    Bool(bool),
    Number(&'t str),
    String(JsonString<'t>),
    Array(&'s [Json<'s, 't>]),
    Object(&'s [Property<'s, 't>]),
}

/// A string with the way back from its text to the file.
#[derive(Clone, Copy)]
pub(super) struct JsonString<'t> {
    /// With the quotes.
    pub(super) span: Span,
    /// Decoded.
    pub(super) text: &'t str,
    /// Pairs of a byte of `text` and the byte of the file that it was decoded
    /// from; between them both advance alike.
    pub(super) map: &'t [(u32, u32)],
}

/// `"name": value`
#[derive(Clone, Copy)]
pub(super) struct Property<'s, 't> {
    pub(super) name: JsonString<'t>,
    pub(super) value: Json<'s, 't>,
}

/// Reads a JSON text. After an error, which there is one of at most, the value
/// holds what had been read before.
pub(super) fn read<'s, 't>(
    text: &'t str,
    arena: &'t Bump,
    scratch: &'s Bump,
    errors: &mut Vec<SyntaxError>,
) -> Option<Json<'s, 't>> {
    let mut reader = Reader {
        text,
        arena,
        scratch,
        at: 0,
        depth: 0,
        error: None,
    };
    let value = reader.value();
    if reader.error.is_none() && reader.skip_space().is_some() {
        reader.unexpected("the end of the file");
    }
    errors.extend(reader.error);
    value
}

struct Reader<'s, 't> {
    text: &'t str,
    /// Where strings go that are not written as they are meant.
    arena: &'t Bump,
    /// Where the values go.
    scratch: &'s Bump,
    at: usize,
    depth: u32,
    error: Option<SyntaxError>,
}

impl<'s, 't> Reader<'s, 't> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Passes over white space and returns the byte after it.
    fn skip_space(&mut self) -> Option<u8> {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
        self.peek()
    }

    fn span_from(&self, start: usize) -> Span {
        Span::new(start as u32, self.at as u32)
    }

    fn fail(&mut self, span: Span, message: String, help: Option<&str>) {
        if self.error.is_none() {
            self.error = Some(SyntaxError {
                span,
                message,
                help: help.map(str::to_owned),
            });
        }
    }

    fn unexpected(&mut self, expected: &str) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let (found, length) = match rest.chars().next() {
            None => ("the end of the file".to_owned(), 0),
            Some('"') => ("a string".to_owned(), 1),
            Some('\u{feff}') => ("a byte order mark".to_owned(), 3),
            Some(character) => (
                format!("`{}`", character.escape_debug()),
                character.len_utf8(),
            ),
        };
        let span = Span::new(self.at as u32, (self.at + length) as u32);
        self.fail(span, format!("expected {expected}, found {found}"), None);
    }

    fn value(&mut self) -> Option<Json<'s, 't>> {
        let first = self.skip_space();
        let start = self.at;
        let kind = match first {
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::array)?,
            Some(b'"') => JsonKind::String(self.string()?),
            Some(b'-' | b'+' | b'.' | b'0'..=b'9') => self.number()?,
            Some(b'a'..=b'z' | b'A'..=b'Z') => self.keyword()?,
            _ => {
                self.unexpected("a value");
                return None;
            }
        };
        Some(Json {
            span: self.span_from(start),
            kind,
        })
    }

    fn nested(&mut self, read: fn(&mut Self) -> JsonKind<'s, 't>) -> Option<JsonKind<'s, 't>> {
        if self.depth >= MAX_DEPTH {
            let span = Span::new(self.at as u32, self.at as u32 + 1);
            self.fail(
                span,
                format!("nesting is deeper than {MAX_DEPTH} levels"),
                None,
            );
            return None;
        }
        self.depth += 1;
        let kind = read(self);
        self.depth -= 1;
        Some(kind)
    }

    fn object(&mut self) -> JsonKind<'s, 't> {
        self.at += 1;
        if self.skip_space() == Some(b'}') {
            self.at += 1;
            return JsonKind::Object(&[]);
        }
        let mut properties = Vec::new();
        while let Some(property) = self.property() {
            properties.push(property);
            if self.error.is_some() || !self.separator(b'}', "a comma or a closing brace") {
                break;
            }
        }
        JsonKind::Object(self.scratch.alloc_slice_copy(&properties))
    }

    fn property(&mut self) -> Option<Property<'s, 't>> {
        if self.skip_space() != Some(b'"') {
            self.unexpected("a property's name in quotes");
            return None;
        }
        let name = self.string()?;
        if self.skip_space() != Some(b':') {
            self.unexpected("a colon");
            return None;
        }
        self.at += 1;
        let value = self.value()?;
        Some(Property { name, value })
    }

    fn array(&mut self) -> JsonKind<'s, 't> {
        self.at += 1;
        if self.skip_space() == Some(b']') {
            self.at += 1;
            return JsonKind::Array(&[]);
        }
        let mut elements = Vec::new();
        while let Some(element) = self.value() {
            elements.push(element);
            if self.error.is_some() || !self.separator(b']', "a comma or a closing bracket") {
                break;
            }
        }
        JsonKind::Array(self.scratch.alloc_slice_copy(&elements))
    }

    /// Reads what follows an element; returns whether another one must.
    fn separator(&mut self, closing: u8, expected: &str) -> bool {
        match self.skip_space() {
            Some(byte) if byte == closing => {
                self.at += 1;
                false
            }
            Some(b',') => {
                let comma = Span::new(self.at as u32, self.at as u32 + 1);
                self.at += 1;
                if self.skip_space() == Some(closing) {
                    self.fail(comma, "comma has nothing after it".to_owned(), None);
                    return false;
                }
                true
            }
            _ => {
                self.unexpected(expected);
                false
            }
        }
    }

    fn word(&mut self, belongs: fn(u8) -> bool) -> (&'t str, Span) {
        let start = self.at;
        while self.peek().is_some_and(belongs) {
            self.at += 1;
        }
        (
            self.text.get(start..self.at).unwrap_or_default(),
            self.span_from(start),
        )
    }

    fn keyword(&mut self) -> Option<JsonKind<'s, 't>> {
        let (word, span) = self.word(|byte| byte.is_ascii_alphabetic() || byte == b'_');
        match word {
            "null" => Some(JsonKind::Null),
            "true" => Some(JsonKind::Bool(true)),
            "false" => Some(JsonKind::Bool(false)),
            _ => {
                let help = "JSON has `null`, `true` and `false`; strings stand in quotes";
                self.fail(span, format!("{} is not a value", shown(word)), Some(help));
                None
            }
        }
    }

    fn number(&mut self) -> Option<JsonKind<'s, 't>> {
        let (word, span) = self
            .word(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E'));
        if is_number(word) {
            return Some(JsonKind::Number(word));
        }
        self.fail(
            span,
            format!("{} is not a number in JSON", shown(word)),
            None,
        );
        None
    }

    fn string(&mut self) -> Option<JsonString<'t>> {
        let start = self.at;
        self.at += 1;
        let plain = self.plain();
        if self.peek() == Some(b'"') {
            self.at += 1;
            return Some(JsonString {
                span: self.span_from(start),
                text: plain,
                map: self.arena.alloc_slice_copy(&[(0, start as u32 + 1)]),
            });
        }
        let mut text = plain.to_owned();
        let mut map = vec![(0, start as u32 + 1)];
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    map.push((text.len() as u32, self.at as u32));
                    text.push(self.escape()?);
                    map.push((text.len() as u32, self.at as u32));
                }
                Some(_) => {
                    self.unexpected("the end of the string before the end of the line");
                    return None;
                }
                None => {
                    let opening = Span::new(start as u32, start as u32 + 1);
                    self.fail(opening, "string is not closed".to_owned(), None);
                    return None;
                }
            }
            text.push_str(self.plain());
        }
        self.at += 1;
        Some(JsonString {
            span: self.span_from(start),
            text: self.arena.alloc_str(&text),
            map: self.arena.alloc_slice_copy(&map),
        })
    }

    /// Reads characters that stand for themselves.
    fn plain(&mut self) -> &'t str {
        self.word(|byte| byte >= 0x20 && !matches!(byte, b'"' | b'\\'))
            .0
    }

    /// Reads an escape sequence. A surrogate without its other half becomes
    /// U+FFFD, as in Terraform.
    fn escape(&mut self) -> Option<char> {
        let start = self.at;
        let selector = self.text.as_bytes().get(start + 1).copied();
        self.at += 2;
        Some(match selector {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let first = self.four_digits(start)?;
                let second = self.low_surrogate(first);
                char::decode_utf16([first].into_iter().chain(second))
                    .next()
                    .and_then(Result::ok)
                    .unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => return self.bad_escape(start, 2),
        })
    }

    fn four_digits(&mut self, start: usize) -> Option<u16> {
        let digits = self.hex(self.at);
        self.at += 4;
        digits.or_else(|| self.bad_escape(start, 2))
    }

    fn hex(&self, at: usize) -> Option<u16> {
        let digits = self.text.get(at..at + 4)?;
        let all = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        u16::from_str_radix(digits, 16).ok().filter(|_| all)
    }

    /// The second half of a surrogate pair, if one follows; only then is it
    /// passed over.
    fn low_surrogate(&mut self, first: u16) -> Option<u16> {
        let high = (0xd800..0xdc00).contains(&first);
        let escape = self.text.get(self.at..self.at + 2) == Some("\\u");
        let second = self
            .hex(self.at + 2)
            .filter(|unit| (0xdc00..0xe000).contains(unit));
        let second = second.filter(|_| high && escape)?;
        self.at += 6;
        Some(second)
    }

    fn bad_escape<T>(&mut self, start: usize, length: usize) -> Option<T> {
        self.at = start;
        let rest = self.text.get(start..).unwrap_or_default();
        let written: String = rest.chars().take(length).collect();
        let span = Span::new(start as u32, (start + written.len()) as u32);
        let shown = written.escape_debug().to_string().replace("\\\\", "\\");
        let message = format!("`{shown}` is not an escape sequence of JSON");
        self.fail(span, message, None);
        None
    }
}

/// Whether a word is a number as RFC 8259 has it.
fn is_number(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let exponent = exponent.map(|power| power.strip_prefix(['-', '+']).unwrap_or(power));
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}
