//! Tokens of HCL's native syntax.
//!
//! [`scan`] reads one token of what stands outside of strings. What stands
//! inside of them has rules of its own: the parser reads it in
//! [`super::template`], and [`super::tokens()`] splits it for callers that want
//! the tokens of a span. Both measure it with the functions at the end.

use super::token::{Token, TokenKind};
use crate::source::Span;

/// The token at a byte of the text, which must not lie within a string. Past
/// the end of the text it is [`TokenKind::End`].
#[inline]
pub(super) fn scan(text: &str, at: u32) -> Token {
    let rest = text.as_bytes().get(at as usize..).unwrap_or_default();
    let first = rest.first().map(|&byte| usize::from(byte));
    let (kind, length) = match first.and_then(|first| KINDS.get(first)) {
        None => (TokenKind::End, 0),
        Some(TokenKind::Invalid) => measure(text, at, rest),
        Some(TokenKind::Ident) => (TokenKind::Ident, ident_length(text, at, rest)),
        Some(&kind) => (kind, 1),
    };
    Token {
        kind,
        span: Span::new(at, at + length as u32),
    }
}

/// The token at a byte of the text, or after the white space that stands there, if it
/// is one of those that make up most of a file: names, and punctuation of which
/// the first byte or two tell all. Everything else is left to [`scan`].
#[inline]
pub(super) fn scan_common(text: &str, at: u32, newlines: bool) -> Option<Token> {
    let mut rest = text.as_bytes().get(at as usize..)?;
    let mut at = at;
    if let [b'\n', after @ ..] = rest
        && !newlines
    {
        at += 1;
        rest = after;
    }
    if let [b' ', after @ ..] = rest {
        let spaces = 1 + spaces(after);
        at += spaces as u32;
        rest = rest.get(spaces..)?;
    }
    let (&first, after) = rest.split_first()?;
    let (kind, length) = match KINDS.get(usize::from(first))? {
        TokenKind::Invalid => match (first, after.first()?) {
            (b'=', b' ') => (TokenKind::Equal, 1),
            (b'.', b'a'..=b'z') => (TokenKind::Dot, 1),
            _ => return None,
        },
        TokenKind::Ident => {
            let length = run(rest, |byte| has(byte, IN_NAME));
            match rest.get(length)?.is_ascii() {
                true => (TokenKind::Ident, length),
                false => return None,
            }
        }
        TokenKind::Newline if !newlines => return None,
        &kind => (kind, 1),
    };
    Some(Token {
        kind,
        span: Span::new(at, at + length as u32),
    })
}

/// What a token is that begins with a byte: [`TokenKind::Invalid`] where that
/// takes a closer look, a name, or else a token of one byte.
static KINDS: [TokenKind; 256] = {
    use TokenKind::*;
    let mut kinds = [Invalid; 256];
    let mut byte = 0u8;
    loop {
        let kind = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Ident,
            b'\n' => Newline,
            b'"' => OpenQuote,
            b'{' => OpenBrace,
            b'}' => CloseBrace,
            b'[' => OpenBracket,
            b']' => CloseBracket,
            b'(' => OpenParen,
            b')' => CloseParen,
            b',' => Comma,
            b'?' => Question,
            b'+' => Plus,
            b'-' => Minus,
            b'*' => Star,
            b'%' => Percent,
            _ => Invalid,
        };
        #[expect(clippy::indexing_slicing, reason = "evaluated when it is compiled")]
        {
            kinds[byte as usize] = kind;
        }
        if byte == u8::MAX {
            break kinds;
        }
        byte += 1;
    }
};

/// Scans what [`KINDS`] alone does not tell.
fn measure(text: &str, at: u32, rest: &[u8]) -> (TokenKind, usize) {
    use TokenKind::*;
    let (first, second) = match rest {
        [] => return (End, 0),
        [first] => (*first, 0),
        [first, second, ..] => (*first, *second),
    };
    match first {
        b' ' | b'\t' => (Whitespace, run(rest, |byte| matches!(byte, b' ' | b'\t'))),
        b'\r' if second == b'\n' => (Newline, 2),
        b'0'..=b'9' => (Number, number_length(rest)),
        b'.' if second == b'.' && rest.get(2) == Some(&b'.') => (Ellipsis, 3),
        b'.' => (Dot, 1),
        b':' if second == b':' => (DoubleColon, 2),
        b':' => (Colon, 1),
        b'=' if second == b'=' => (EqualEqual, 2),
        b'=' if second == b'>' => (Arrow, 2),
        b'=' => (Equal, 1),
        b'!' if second == b'=' => (BangEqual, 2),
        b'!' => (Bang, 1),
        b'<' if second == b'=' => (LessEqual, 2),
        b'<' => match heredoc_intro(text, at) {
            Some(intro) => (OpenHeredoc, intro.length),
            None => (Less, 1),
        },
        b'>' if second == b'=' => (GreaterEqual, 2),
        b'>' => (Greater, 1),
        b'&' if second == b'&' => (And, 2),
        b'|' if second == b'|' => (Or, 2),
        b'~' if second == b'}' => (CloseTemplate, 2),
        b'#' => (Comment, line_comment_length(rest)),
        b'/' if second == b'/' => (Comment, line_comment_length(rest)),
        b'/' if second == b'*' => block_comment(rest),
        b'/' => (Slash, 1),
        _ => match character(text, at) {
            Some(start) if unicode_ident::is_xid_start(start) => {
                (Ident, ident_length(text, at, rest))
            }
            Some(other) => (Invalid, other.len_utf8()),
            None => (Invalid, 1),
        },
    }
}

/// How many spaces the text begins with, eight at a time: a fourth of a
/// configuration are spaces.
#[inline]
pub(super) fn spaces(mut rest: &[u8]) -> usize {
    let whole = rest.len();
    while let Some((chunk, after)) = rest.split_first_chunk::<8>() {
        let others = u64::from_le_bytes(*chunk) ^ u64::from_le_bytes([b' '; 8]);
        if others != 0 {
            return whole - rest.len() + (others.trailing_zeros() / 8) as usize;
        }
        rest = after;
    }
    whole - rest.len() + run(rest, |byte| byte == b' ')
}

/// How many of the first bytes all satisfy the predicate.
fn run(bytes: &[u8], belongs: impl Fn(u8) -> bool) -> usize {
    bytes
        .iter()
        .position(|&byte| !belongs(byte))
        .unwrap_or(bytes.len())
}

fn character(text: &str, at: u32) -> Option<char> {
    text.get(at as usize..)?.chars().next()
}

/// The length of the name that begins at `at`, whose first character is known
/// to begin one.
fn ident_length(text: &str, at: u32, rest: &[u8]) -> usize {
    let mut length = run(rest, |byte| has(byte, IN_NAME));
    while rest.get(length).is_some_and(|byte| !byte.is_ascii()) {
        match character(text, at + length as u32) {
            Some(next) if unicode_ident::is_xid_continue(next) => length += next.len_utf8(),
            _ => break,
        }
        length += run(rest.get(length..).unwrap_or_default(), |byte| {
            has(byte, IN_NAME)
        });
    }
    length
}

/// The length of a number: digits, dots and exponents in any order, but no dot
/// at the end. Whether it is well formed is the parser's question.
fn number_length(rest: &[u8]) -> usize {
    let mut length = 0;
    let mut at = 0;
    while let Some(&byte) = rest.get(at) {
        at += match byte {
            b'0'..=b'9' | b'.' => 1,
            b'e' | b'E' => match (rest.get(at + 1), rest.get(at + 2)) {
                (Some(b'0'..=b'9'), _) => 2,
                (Some(b'+' | b'-'), Some(b'0'..=b'9')) => 3,
                _ => break,
            },
            _ => break,
        };
        if byte != b'.' {
            length = at;
        }
    }
    length
}

fn line_comment_length(rest: &[u8]) -> usize {
    match memchr::memchr(b'\n', rest) {
        Some(newline) if newline > 0 && rest.get(newline - 1) == Some(&b'\r') => newline - 1,
        Some(newline) => newline,
        None => rest.len(),
    }
}

/// A block comment. One without an end is a single invalid token up to the end
/// of the text: nothing in it can be read with any confidence.
fn block_comment(rest: &[u8]) -> (TokenKind, usize) {
    let body = rest.get(2..).unwrap_or_default();
    match memchr::memmem::find(body, b"*/") {
        Some(end) => (TokenKind::Comment, end + 4),
        None => (TokenKind::Invalid, rest.len()),
    }
}

/// The parts of `<<-NAME` and its line ending.
pub(super) struct HeredocIntro<'t> {
    /// The name that ends the heredoc.
    pub(super) marker: &'t str,
    /// Whether indentation is removed (`<<-`).
    pub(super) flush: bool,
    /// Bytes of all of it, the line ending included.
    pub(super) length: usize,
}

/// The heredoc that begins at `at`, if one does: the name must be followed by
/// the end of the line at once.
pub(super) fn heredoc_intro(text: &str, at: u32) -> Option<HeredocIntro<'_>> {
    let rest = text.get(at as usize..)?;
    let after = rest.strip_prefix("<<")?;
    let (flush, after) = match after.strip_prefix('-') {
        Some(after) => (true, after),
        None => (false, after),
    };
    let start = after.chars().next()?;
    if start != '_' && !unicode_ident::is_xid_start(start) {
        return None;
    }
    let length = ident_length(after, 0, after.as_bytes());
    let marker = after.get(..length)?;
    let after = after.get(length..)?;
    let after = after
        .strip_prefix("\r\n")
        .or_else(|| after.strip_prefix('\n'))?;
    Some(HeredocIntro {
        marker,
        flush,
        length: rest.len() - after.len(),
    })
}

/// The bytes of the line that begins at `at`, without its line ending, if it is
/// the one that ends a heredoc.
pub(super) fn heredoc_end(text: &str, at: u32, marker: &str) -> Option<usize> {
    let rest = text.get(at as usize..)?;
    let newline = memchr::memchr(b'\n', rest.as_bytes())?;
    let line = rest.get(..newline)?;
    let line = line.strip_suffix('\r').unwrap_or(line);
    // Another carriage return is no white space to Terraform.
    (line.trim() == marker && !line.contains('\r')).then_some(line.len())
}

/// What stands at a `$` or `%` in a string.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sigil {
    /// `${` or `%{`, with the bytes of it (a `~` included).
    Opens(usize),
    /// `$${` or `%%{`, which stand for `${` and `%{`; with its bytes.
    Escaped(usize),
    /// Just the character.
    Plain,
}

/// Tells what the `$` or `%` at the start of these bytes means.
pub(super) fn sigil(rest: &[u8]) -> Sigil {
    match rest {
        [_, b'{', b'~', ..] => Sigil::Opens(3),
        [_, b'{', ..] => Sigil::Opens(2),
        [first, second, b'{', ..] if first == second => Sigil::Escaped(3),
        _ => Sigil::Plain,
    }
}

/// How many bytes of literal text there are in a quoted string before a `${`,
/// a `%{`, the closing quote or the end of the line.
pub(super) fn quoted_length(rest: &[u8]) -> usize {
    let mut at = 0;
    loop {
        let left = rest.get(at..).unwrap_or_default();
        let plain = plain_length(left);
        at += plain;
        let left = left.get(plain..).unwrap_or_default();
        at += match left {
            [b'\\', b'\n' | b'\r', ..] | [b'\\'] => 1,
            [b'\\', ..] => 2,
            [b'$' | b'%', ..] => match sigil(left) {
                Sigil::Opens(_) => return at,
                Sigil::Escaped(length) => length,
                Sigil::Plain => 1,
            },
            _ => return at,
        };
    }
}

/// How many bytes of literal text there are in a heredoc, or in a template
/// without quotes, before a `${`, a `%{` or the end of the line, which belongs
/// to it.
pub(super) fn line_length(rest: &[u8]) -> usize {
    let mut at = 0;
    loop {
        let left = rest.get(at..).unwrap_or_default();
        let Some(plain) = memchr::memchr3(b'$', b'%', b'\n', left) else {
            return rest.len();
        };
        at += plain;
        let left = left.get(plain..).unwrap_or_default();
        if left.first() == Some(&b'\n') {
            return at + 1;
        }
        at += match sigil(left) {
            Sigil::Opens(_) => return at,
            Sigil::Escaped(length) => length,
            Sigil::Plain => 1,
        };
    }
}

/// How many bytes of a quoted string stand for themselves and can hold neither
/// its end nor a template.
pub(super) fn plain_length(rest: &[u8]) -> usize {
    run(rest, |byte| has(byte, PLAIN))
}

/// An ASCII character that may stand in a name.
const IN_NAME: u8 = 1;
/// A byte that stands for itself in a quoted string.
const PLAIN: u8 = 2;

/// What the bytes are good for. Looking it up is a good deal faster than
/// comparing, and names and strings are most of a file.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0u8;
    loop {
        let name = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let plain = !matches!(byte, b'"' | b'\\' | b'$' | b'%' | b'\n' | b'\r');
        #[expect(clippy::indexing_slicing, reason = "evaluated when it is compiled")]
        {
            classes[byte as usize] = name as u8 * IN_NAME + plain as u8 * PLAIN;
        }
        if byte == u8::MAX {
            break classes;
        }
        byte += 1;
    }
};

fn has(byte: u8, class: u8) -> bool {
    CLASSES
        .get(usize::from(byte))
        .is_some_and(|&classes| classes & class != 0)
}
