//! The tokens of a span, strings included, without a gap.

use super::lexer::{self, Sigil};
use super::token::{Token, TokenKind};
use crate::source::Span;

/// What encloses the place that is read.
enum Mode {
    /// A quoted string.
    Quote,
    /// A heredoc, and whether a line of it begins here.
    Heredoc { marker: Span, line_start: bool },
    /// `${` or `%{`, with the braces that are open in it.
    Template { braces: u32 },
}

/// Splits a span of HCL into tokens. They cover the span: white space and
/// comments are tokens too. The span must not begin within a string.
///
/// Malformed text gives tokens as well: a string ends with its line at the
/// latest, and what has no meaning is [`TokenKind::Invalid`].
pub fn tokens(text: &str, span: Span) -> Tokens<'_> {
    let text = text.get(..span.end as usize).unwrap_or(text);
    let start = if span.start == 0 && text.starts_with('\u{feff}') {
        3
    } else {
        span.start
    };
    Tokens {
        text,
        at: start,
        modes: Vec::new(),
    }
}

/// The iterator that [`tokens`] returns.
pub struct Tokens<'t> {
    text: &'t str,
    at: u32,
    modes: Vec<Mode>,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let token = match self.modes.last() {
            None | Some(Mode::Template { .. }) => self.code(),
            Some(&Mode::Heredoc { marker, line_start }) => self.heredoc(marker, line_start),
            Some(Mode::Quote) => self.quote(),
        };
        self.at = token.span.end;
        (token.kind != TokenKind::End).then_some(token)
    }
}

impl<'t> Tokens<'t> {
    /// Whether the next token stands in a string or heredoc, outside of its
    /// interpolations.
    pub(super) fn in_text(&self) -> bool {
        matches!(self.modes.last(), Some(Mode::Quote | Mode::Heredoc { .. }))
    }

    fn rest(&self) -> &'t [u8] {
        self.text
            .as_bytes()
            .get(self.at as usize..)
            .unwrap_or_default()
    }

    fn token(&self, kind: TokenKind, length: usize) -> Token {
        Token {
            kind,
            span: Span::new(self.at, self.at + length as u32),
        }
    }

    fn code(&mut self) -> Token {
        let mut token = lexer::scan(self.text, self.at);
        match token.kind {
            TokenKind::OpenQuote => self.modes.push(Mode::Quote),
            TokenKind::OpenHeredoc => {
                if let Some(intro) = lexer::heredoc_intro(self.text, self.at) {
                    let start = self.at + if intro.flush { 3 } else { 2 };
                    let marker = Span::new(start, start + intro.marker.len() as u32);
                    self.modes.push(Mode::Heredoc {
                        marker,
                        line_start: true,
                    });
                }
            }
            TokenKind::OpenBrace => {
                if let Some(Mode::Template { braces }) = self.modes.last_mut() {
                    *braces += 1;
                }
            }
            TokenKind::CloseBrace | TokenKind::CloseTemplate => match self.modes.last_mut() {
                Some(Mode::Template { braces: 0 }) => {
                    token.kind = TokenKind::CloseTemplate;
                    self.modes.pop();
                }
                Some(Mode::Template { braces }) => *braces -= 1,
                _ => {}
            },
            _ => {}
        }
        token
    }

    fn quote(&mut self) -> Token {
        let rest = self.rest();
        match rest.first() {
            None => self.token(TokenKind::End, 0),
            Some(b'"') => {
                self.modes.pop();
                self.token(TokenKind::CloseQuote, 1)
            }
            Some(b'\n' | b'\r') => {
                self.modes.pop();
                self.code()
            }
            Some(_) => match lexer::quoted_length(rest) {
                0 => self.opening(rest),
                length => self.token(TokenKind::Text, length),
            },
        }
    }

    fn heredoc(&mut self, marker: Span, line_start: bool) -> Token {
        let name = self
            .text
            .get(marker.start as usize..marker.end as usize)
            .unwrap_or_default();
        if line_start && let Some(length) = lexer::heredoc_end(self.text, self.at, name) {
            self.modes.pop();
            return self.token(TokenKind::CloseHeredoc, length);
        }
        let rest = self.rest();
        let length = lexer::line_length(rest);
        if let Some(Mode::Heredoc { line_start, .. }) = self.modes.last_mut() {
            *line_start = length > 0 && rest.get(length - 1) == Some(&b'\n');
        }
        match length {
            0 if rest.is_empty() => self.token(TokenKind::End, 0),
            0 => self.opening(rest),
            length => self.token(TokenKind::Text, length),
        }
    }

    /// `${` or `%{`, which stands here.
    fn opening(&mut self, rest: &[u8]) -> Token {
        let length = match lexer::sigil(rest) {
            Sigil::Opens(length) => length,
            Sigil::Escaped(_) | Sigil::Plain => 1,
        };
        self.modes.push(Mode::Template { braces: 0 });
        match rest.first() {
            Some(b'%') => self.token(TokenKind::OpenDirective, length),
            _ => self.token(TokenKind::OpenInterpolation, length),
        }
    }
}
