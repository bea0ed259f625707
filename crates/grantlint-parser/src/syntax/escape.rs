//! What the raw text of a string stands for.

use std::borrow::Cow;

use crate::source::Span;

/// An escape sequence that stands for nothing; its place is counted in bytes
/// of the raw text.
pub(super) struct BadEscape {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: &'static str,
}

/// Decodes the raw text of a quoted string: backslash escapes, and `$${` and
/// `%%{`. Bad escapes are handed to `report` and left out or kept as written.
pub(super) fn decode_quoted<'t>(raw: &'t str, mut report: impl FnMut(BadEscape)) -> Cow<'t, str> {
    if memchr::memchr3(b'\\', b'$', b'%', raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut at = 0;
    while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
        at += match rest.as_bytes() {
            [b'\\', ..] => backslash(rest, at, &mut text, &mut report),
            [b'$', b'$', b'{', ..] => push(&mut text, "${", 3),
            [b'%', b'%', b'{', ..] => push(&mut text, "%{", 3),
            [b'$' | b'%', ..] => push(&mut text, rest.get(..1).unwrap_or_default(), 1),
            bytes => {
                let plain = memchr::memchr3(b'\\', b'$', b'%', bytes).unwrap_or(bytes.len());
                push(&mut text, rest.get(..plain).unwrap_or_default(), plain)
            }
        };
    }
    Cow::Owned(text)
}

/// Decodes the raw text of a heredoc, in which only `$${` and `%%{` stand for
/// something else.
pub(super) fn decode_heredoc(raw: &str) -> Cow<'_, str> {
    if memchr::memchr2(b'$', b'%', raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut at = 0;
    while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
        at += match rest.as_bytes() {
            [b'$', b'$', b'{', ..] => push(&mut text, "${", 3),
            [b'%', b'%', b'{', ..] => push(&mut text, "%{", 3),
            [b'$' | b'%', ..] => push(&mut text, rest.get(..1).unwrap_or_default(), 1),
            bytes => {
                let plain = memchr::memchr2(b'$', b'%', bytes).unwrap_or(bytes.len());
                push(&mut text, rest.get(..plain).unwrap_or_default(), plain)
            }
        };
    }
    Cow::Owned(text)
}

fn push(text: &mut String, decoded: &str, length: usize) -> usize {
    text.push_str(decoded);
    length
}

/// Decodes the escape that `rest` begins with and returns its bytes.
fn backslash(
    rest: &str,
    at: usize,
    text: &mut String,
    report: &mut impl FnMut(BadEscape),
) -> usize {
    let mut bad = |length: usize, message: String, help| {
        report(BadEscape {
            span: Span::new(at as u32, (at + length) as u32),
            message,
            help,
        });
    };
    let selector = rest.chars().nth(1);
    let digits = match selector {
        Some('n') => return push(text, "\n", 2),
        Some('r') => return push(text, "\r", 2),
        Some('t') => return push(text, "\t", 2),
        Some('"') => return push(text, "\"", 2),
        Some('\\') => return push(text, "\\", 2),
        Some('u') => 4,
        Some('U') => 8,
        _ => {
            let length = 1 + selector.map_or(0, char::len_utf8);
            let written = rest.get(..length).unwrap_or_default();
            let help = "write `\\\\` for a backslash; the escapes are \
                        `\\n`, `\\r`, `\\t`, `\\\"`, `\\\\`, `\\uNNNN` and `\\UNNNNNNNN`";
            bad(
                length,
                format!("`{written}` is not an escape sequence"),
                help,
            );
            return push(text, written.get(1..).unwrap_or_default(), length);
        }
    };
    let hex = rest.get(2..).unwrap_or_default();
    let found = hex
        .bytes()
        .take(digits)
        .take_while(u8::is_ascii_hexdigit)
        .count();
    let length = 2 + found;
    let written = rest.get(..length).unwrap_or_default();
    let code = hex
        .get(..found)
        .and_then(|hex| u32::from_str_radix(hex, 16).ok());
    if found < digits {
        let help = "`\\u` takes four hexadecimal digits and `\\U` eight";
        bad(length, format!("`{written}` has too few digits"), help);
    } else if let Some(character) = code.and_then(char::from_u32) {
        text.push(character);
        return length;
    } else {
        bad(
            length,
            format!("`{written}` is not a Unicode character"),
            "surrogates are none",
        );
    }
    push(text, written, length)
}
