//! Strings: quoted, heredoc, and the templates in them.
//!
//! A template is read in three steps, as HCL defines it. First into flat
//! pieces: stretches of literal text (in a heredoc one for each line), `${…}`
//! and `%{…}`. Strip markers and the indentation of `<<-` work on those pieces,
//! so a `~` reaches no further than its own line of a heredoc. At last, pieces
//! become parts: neighbouring texts are joined and directives nested.

use smol_str::SmolStr;

use super::escape;
use super::lexer::{self, Token, TokenKind, Within};
use super::parser::{Failed, Parser, Read};
use super::tree::{Expr, ExprKind, Name, Part, Template};
use crate::source::Span;

/// A piece of a template; spans are those of the file.
pub(super) enum Piece {
    Text {
        text: String,
        span: Span,
    },
    Interpolation {
        expr: Expr,
        span: Span,
    },
    If {
        condition: Expr,
        span: Span,
    },
    Else {
        span: Span,
    },
    EndIf {
        span: Span,
    },
    For {
        key: Option<Name>,
        value: Name,
        collection: Expr,
        span: Span,
    },
    EndFor {
        span: Span,
    },
}

impl Piece {
    fn span(&self) -> Span {
        match self {
            Piece::Text { span, .. }
            | Piece::Interpolation { span, .. }
            | Piece::If { span, .. }
            | Piece::Else { span }
            | Piece::EndIf { span }
            | Piece::For { span, .. }
            | Piece::EndFor { span } => *span,
        }
    }
}

impl<'t> Parser<'t> {
    /// Reads a quoted string.
    pub(super) fn quoted(&mut self) -> Read<Expr> {
        let open = self.bump();
        let plain = lexer::plain_length(self.rest());
        if self.rest().get(plain) == Some(&b'"') {
            let text = self.slice(Span::new(self.at, self.at + plain as u32));
            let kind = ExprKind::String(SmolStr::new(text));
            self.seek(self.at + plain as u32 + 1);
            let span = self.place(Span::new(open.span.start, self.at));
            return Ok(Expr { span, kind });
        }
        let pieces = self.quoted_pieces()?;
        let span = self.place(Span::new(open.span.start, self.at));
        Ok(self.template(pieces, span))
    }

    fn quoted_pieces(&mut self) -> Read<Vec<Piece>> {
        let mut pieces = Pieces::default();
        loop {
            let length = lexer::text_length(self.rest(), Within::Quote) as u32;
            let raw = Span::new(self.at, self.at + length);
            if length > 0 {
                let text = self.decode(raw);
                pieces.text(text, self.place(raw));
                self.seek(raw.end);
            }
            match self.rest().first() {
                Some(b'"') => {
                    self.seek(self.at + 1);
                    return Ok(pieces.done);
                }
                Some(b'$' | b'%') => self.sequence(&mut pieces)?,
                Some(_) => {
                    let place = Span::new(self.at, self.at + 1);
                    let help = "a quote is missing, or `\\n` is, or a heredoc is meant: `<<EOT`";
                    let message = "string is not closed on its line";
                    return self.fail_with(place, message, help);
                }
                None => return self.fail(Span::new(self.at, self.at), "string is not closed"),
            }
        }
    }

    /// Decodes the text of a quoted string and reports the bad escapes in it.
    pub(super) fn decode(&mut self, raw: Span) -> String {
        let mut bad = Vec::new();
        let text = escape::decode_quoted(self.slice(raw), |escape| bad.push(escape));
        for escape in bad {
            let span = Span::new(raw.start + escape.span.start, raw.start + escape.span.end);
            self.report_with(span, escape.message, Some(escape.help));
        }
        text
    }

    /// Reads a label: a quoted string without interpolations.
    pub(super) fn label(&mut self) -> Read<Name> {
        let open = self.bump();
        let length = lexer::text_length(self.rest(), Within::Quote) as u32;
        let raw = Span::new(self.at, self.at + length);
        let text = SmolStr::new(self.decode(raw));
        self.seek(raw.end);
        match self.rest().first() {
            Some(b'"') => self.seek(self.at + 1),
            Some(b'$' | b'%') => {
                let sequence = Span::new(self.at, self.at + 2);
                let help = "labels are fixed; `$${` and `%%{` stand for the characters";
                return self.fail_with(sequence, "label holds a template", help);
            }
            Some(_) => {
                let place = Span::new(self.at, self.at + 1);
                return self.fail(place, "label is not closed on its line");
            }
            None => return self.fail(Span::new(self.at, self.at), "label is not closed"),
        }
        let span = self.place(Span::new(open.span.start, self.at));
        Ok(Name { text, span })
    }

    /// Reads a heredoc up to its end marker, not its last line ending.
    pub(super) fn heredoc(&mut self) -> Read<Expr> {
        let open = self.bump();
        let Some(intro) = lexer::heredoc_intro(self.text, open.span.start) else {
            return Err(Failed);
        };
        let mut pieces = Pieces::default();
        let mut line_start = true;
        loop {
            let (line, ends) = lexer::heredoc_line(self.text, self.at, intro.marker);
            if line_start && ends {
                self.seek(self.at + line.trim_end().len() as u32);
                break;
            }
            let length = lexer::text_length(line.as_bytes(), Within::Heredoc);
            let raw = line.get(..length).unwrap_or_default();
            if let Some(lone) = lone_return(raw) {
                let at = self.at + lone as u32;
                return self.fail(Span::new(at, at + 1), "carriage return has no line feed");
            }
            if length > 0 {
                let local = Span::new(self.at, self.at + length as u32);
                pieces.text(escape::decode_heredoc(raw), self.place(local));
                self.seek(local.end);
            }
            if length < line.len() {
                self.sequence(&mut pieces)?;
            } else if !line.ends_with('\n') {
                let help = format!("a line with nothing but `{}` ends it", intro.marker);
                let place = Span::new(self.at, self.at);
                return self.fail_with(place, "heredoc is not closed", &help);
            }
            line_start = length == line.len();
        }
        let span = self.place(Span::new(open.span.start, self.at));
        let mut pieces = pieces.done;
        if intro.flush {
            flush(&mut pieces);
        }
        Ok(self.template(pieces, span))
    }

    /// Reads the whole text as a template without marks around it: a string of
    /// Terraform's JSON.
    pub(super) fn bare_template(&mut self, span: Span) -> Expr {
        let mut pieces = Pieces::default();
        while !self.rest().is_empty() {
            let line = memchr::memchr(b'\n', self.rest()).map(|newline| newline + 1);
            let line = self
                .rest()
                .get(..line.unwrap_or(self.rest().len()))
                .unwrap_or_default();
            let length = lexer::text_length(line, Within::Bare) as u32;
            let raw = Span::new(self.at, self.at + length);
            if length > 0 {
                pieces.text(escape::decode_heredoc(self.slice(raw)), self.place(raw));
                self.seek(raw.end);
            }
            if (length as usize) < line.len() && self.sequence(&mut pieces).is_err() {
                return Expr {
                    span,
                    kind: ExprKind::Invalid,
                };
            }
        }
        self.template(pieces.done, span)
    }

    /// Reads `${…}` or `%{…}`.
    fn sequence(&mut self, pieces: &mut Pieces) -> Read<()> {
        let directive = self.rest().first() == Some(&b'%');
        let strips = self.rest().get(2) == Some(&b'~');
        let start = self.at;
        if strips {
            pieces.strip_last();
        }
        self.seek(start + if strips { 3 } else { 2 });
        let newlines = self.set_newlines(false);
        let mut piece = if directive {
            self.directive()?
        } else {
            let expr = self.expression()?;
            Piece::Interpolation {
                expr,
                span: Span::default(),
            }
        };
        let close = self.peek();
        match close.kind {
            TokenKind::CloseBrace | TokenKind::CloseTemplate => _ = self.bump(),
            TokenKind::End | TokenKind::OpenQuote => {
                let opening = Span::new(start, start + 2);
                return self.fail_with(opening, "interpolation is not closed", "`}` ends it");
            }
            _ => return self.unexpected(close, "the end of the interpolation, `}`"),
        }
        self.set_newlines(newlines);
        let place = self.place(Span::new(start, self.at));
        match &mut piece {
            Piece::Text { span, .. }
            | Piece::Interpolation { span, .. }
            | Piece::If { span, .. }
            | Piece::Else { span }
            | Piece::EndIf { span }
            | Piece::For { span, .. }
            | Piece::EndFor { span } => *span = place,
        }
        pieces.push(piece, close.kind == TokenKind::CloseTemplate);
        Ok(())
    }

    fn directive(&mut self) -> Read<Piece> {
        let span = Span::default();
        let keyword = self.peek();
        if keyword.kind != TokenKind::Ident {
            return self.unexpected(keyword, "`if`, `else`, `endif`, `for` or `endfor`");
        }
        self.bump();
        Ok(match self.slice(keyword.span) {
            "if" => Piece::If {
                condition: self.expression()?,
                span,
            },
            "else" => Piece::Else { span },
            "endif" => Piece::EndIf { span },
            "for" => {
                let (key, value, collection) = self.for_intro()?;
                Piece::For {
                    key,
                    value,
                    collection,
                    span,
                }
            }
            "endfor" => Piece::EndFor { span },
            other => {
                let message = format!("`{other}` is not a directive");
                let help = "the directives are `if`, `else`, `endif`, `for` and `endfor`; \
                            `%%{` stands for the characters `%{`";
                return self.fail_with(keyword.span, message, help);
            }
        })
    }

    /// Makes an expression of the pieces of a string.
    fn template(&mut self, pieces: Vec<Piece>, span: Span) -> Expr {
        let mut pieces = join(pieces);
        let kind = match pieces.as_mut_slice() {
            [] => ExprKind::String(SmolStr::default()),
            [Piece::Text { text, .. }] => ExprKind::String(std::mem::take(text).into()),
            _ => match self.parts(pieces, span) {
                Ok(parts) => ExprKind::Template(Box::new(Template { parts })),
                Err(Failed) => ExprKind::Invalid,
            },
        };
        Expr { span, kind }
    }

    /// Nests the directives of a template.
    fn parts(&mut self, pieces: Vec<Piece>, whole: Span) -> Read<Vec<Part>> {
        let mut open: Vec<Open> = Vec::new();
        let mut parts: Vec<Part> = Vec::new();
        for piece in pieces {
            let place = piece.span();
            let part = match piece {
                Piece::Text { text, span } => Part::Literal {
                    text: text.into(),
                    span,
                },
                Piece::Interpolation { expr, span } => Part::Interpolation { expr, span },
                Piece::If { .. } | Piece::For { .. } => {
                    let token = Token {
                        kind: TokenKind::OpenDirective,
                        span: place,
                    };
                    self.check_depth(token, open.len() + 1)?;
                    open.push(Open {
                        piece,
                        before: std::mem::take(&mut parts),
                        then: None,
                    });
                    continue;
                }
                Piece::Else { .. } => {
                    match open.last_mut() {
                        Some(Open {
                            piece: Piece::If { .. },
                            then: then @ None,
                            ..
                        }) => {
                            *then = Some(std::mem::take(&mut parts));
                        }
                        _ => return self.unbalanced(place, "`else` belongs to no `if`"),
                    }
                    continue;
                }
                Piece::EndIf { .. } => match open.pop() {
                    Some(Open {
                        piece: Piece::If { condition, span },
                        before,
                        then,
                    }) => {
                        let last = std::mem::replace(&mut parts, before);
                        let (then, otherwise) = match then {
                            Some(then) => (then, last),
                            None => (last, Vec::new()),
                        };
                        Part::If {
                            condition,
                            then,
                            otherwise,
                            span: span.to(place),
                        }
                    }
                    _ => return self.unbalanced(place, "`endif` belongs to no `if`"),
                },
                Piece::EndFor { .. } => match open.pop() {
                    Some(Open {
                        piece:
                            Piece::For {
                                key,
                                value,
                                collection,
                                span,
                            },
                        before,
                        ..
                    }) => {
                        let body = std::mem::replace(&mut parts, before);
                        Part::For {
                            key,
                            value,
                            collection,
                            body,
                            span: span.to(place),
                        }
                    }
                    _ => return self.unbalanced(place, "`endfor` belongs to no `for`"),
                },
            };
            parts.push(part);
        }
        match open.pop() {
            None => Ok(parts),
            Some(Open {
                piece: Piece::If { .. },
                ..
            }) => self.unbalanced(end_of(whole), "template ends before the `endif` of an `if`"),
            Some(_) => self.unbalanced(
                end_of(whole),
                "template ends before the `endfor` of a `for`",
            ),
        }
    }

    fn unbalanced<T>(&mut self, span: Span, message: &str) -> Read<T> {
        self.report_placed(span, message, None);
        Err(Failed)
    }
}

/// A directive whose end has not been met.
struct Open {
    piece: Piece,
    /// The parts that precede it.
    before: Vec<Part>,
    /// The parts before its `else`, once that has been met.
    then: Option<Vec<Part>>,
}

/// Pieces as they are read, and what strip markers need to know.
#[derive(Default)]
struct Pieces {
    done: Vec<Piece>,
    strip_next: bool,
}

impl Pieces {
    fn text(&mut self, text: String, span: Span) {
        let text = match std::mem::take(&mut self.strip_next) {
            true => text.trim_start().to_owned(),
            false => text,
        };
        self.done.push(Piece::Text { text, span });
    }

    fn push(&mut self, piece: Piece, strips: bool) {
        self.strip_next = strips;
        self.done.push(piece);
    }

    fn strip_last(&mut self) {
        if let Some(Piece::Text { text, .. }) = self.done.last_mut() {
            text.truncate(text.trim_end().len());
        }
    }
}

/// Removes the indentation that all lines of a `<<-` heredoc have in common.
/// Blank lines do not count, and the end marker's indentation does not either;
/// a line that begins with an interpolation has none.
fn flush(pieces: &mut [Piece]) {
    let mut common = usize::MAX;
    let mut adjust = Vec::new();
    let mut line_start = true;
    for (index, piece) in pieces.iter().enumerate() {
        let Piece::Text { text, .. } = piece else {
            if line_start {
                common = 0;
            }
            line_start = false;
            continue;
        };
        if line_start {
            let content = text.trim_start();
            if !(content.is_empty() && text.ends_with('\n')) {
                let spaces = text.chars().count() - content.chars().count();
                common = common.min(spaces);
                adjust.push(index);
            }
        }
        line_start = text.ends_with('\n');
    }
    for index in adjust {
        if let Some(Piece::Text { text, .. }) = pieces.get_mut(index) {
            let cut = text
                .char_indices()
                .nth(common)
                .map_or(text.len(), |(at, _)| at);
            text.drain(..cut);
        }
    }
}

/// Makes one piece of texts that follow each other.
fn join(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (joined.last_mut(), piece) {
            (
                Some(Piece::Text {
                    text: before,
                    span: start,
                }),
                Piece::Text { text, span: end },
            ) => {
                before.push_str(&text);
                *start = start.to(end);
            }
            (_, piece) => joined.push(piece),
        }
    }
    joined
}

fn end_of(span: Span) -> Span {
    Span::new(span.end.saturating_sub(1).max(span.start), span.end)
}

/// The first carriage return without a line feed. Terraform accepts none in a
/// heredoc.
fn lone_return(raw: &str) -> Option<usize> {
    let bytes = raw.as_bytes();
    memchr::memchr_iter(b'\r', bytes).find(|&at| bytes.get(at + 1) != Some(&b'\n'))
}
