//! Strings: quoted, heredoc, and the templates in them.
//!
//! A template is read in three steps, as HCL defines it. First into flat
//! pieces: stretches of literal text (in a heredoc one for each line), `${…}`
//! and `%{…}`. Strip markers and the indentation of `<<-` work on those pieces,
//! so a `~` reaches no further than its own line of a heredoc. At last, pieces
//! become parts: neighbouring texts are joined and directives nested.

use std::borrow::Cow;

use super::escape;
use super::lexer;
use super::parser::{Failed, Parser, Read, settle, shown};
use super::pieces::{Directive, Piece, PieceKind, Pieces, flush, join};
use super::token::TokenKind;
use super::tree::{Expr, ExprKind, Name, Part, Template};
use crate::source::Span;

impl<'t> Parser<'t> {
    /// Reads a quoted string.
    pub(super) fn quoted(&mut self) -> Read<Expr<'t>> {
        let open = self.bump();
        if let Some(text) = self.plain_text() {
            let kind = ExprKind::String(text);
            let span = self.place(Span::new(open.span.start, self.at));
            return Ok(Expr { span, kind });
        }
        let pieces = self.quoted_pieces()?;
        let span = self.place(Span::new(open.span.start, self.at));
        Ok(self.template(pieces, span))
    }

    /// Reads the rest of a quoted string in which every character stands for
    /// itself, the closing quote included. Takes nothing of any other string.
    fn plain_text(&mut self) -> Option<&'t str> {
        let rest = self.text.get(self.at as usize..)?;
        let plain = lexer::plain_length(rest.as_bytes());
        let (text, rest) = rest.split_at_checked(plain)?;
        if !rest.starts_with('"') {
            return None;
        }
        self.seek(self.at + plain as u32 + 1);
        Some(text)
    }

    fn quoted_pieces(&mut self) -> Read<Vec<Piece<'t>>> {
        let mut pieces = Pieces::default();
        loop {
            let length = lexer::quoted_length(self.rest()) as u32;
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
    fn decode(&mut self, raw: Span) -> Cow<'t, str> {
        let mut bad = Vec::new();
        let text = escape::decode_quoted(self.slice(raw), |escape| bad.push(escape));
        for escape in bad {
            let span = Span::new(raw.start + escape.span.start, raw.start + escape.span.end);
            self.report_with(span, escape.message, Some(escape.help));
        }
        text
    }

    /// Reads a label: a quoted string without interpolations.
    pub(super) fn label(&mut self) -> Read<Name<'t>> {
        let open = self.bump();
        if let Some(text) = self.plain_text() {
            return Ok(Name {
                text,
                span: self.place(Span::new(open.span.start, self.at)),
            });
        }
        let length = lexer::quoted_length(self.rest()) as u32;
        let raw = Span::new(self.at, self.at + length);
        let text = self.decode(raw);
        let text = self.keep_text(text);
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
    pub(super) fn heredoc(&mut self) -> Read<Expr<'t>> {
        let open = self.bump();
        let Some(intro) = lexer::heredoc_intro(self.text, open.span.start) else {
            return Err(Failed);
        };
        let mut pieces = Pieces::default();
        let mut line_start = true;
        loop {
            if line_start && let Some(length) = lexer::heredoc_end(self.text, self.at, intro.marker)
            {
                self.seek(self.at + length as u32);
                break;
            }
            let raw = Span::new(self.at, self.at + lexer::line_length(self.rest()) as u32);
            let text = self.slice(raw);
            if let Some(lone) = lone_return(text) {
                let at = self.at + lone as u32;
                return self.fail(Span::new(at, at + 1), "carriage return has no line feed");
            }
            pieces.text(escape::decode_heredoc(text), self.place(raw));
            self.seek(raw.end);
            line_start = text.ends_with('\n');
            if self.rest().is_empty() {
                let help = format!("a line with nothing but {} ends it", shown(intro.marker));
                let place = Span::new(self.at, self.at);
                return self.fail_with(place, "heredoc is not closed", &help);
            }
            if !line_start {
                self.sequence(&mut pieces)?;
            }
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
    pub(super) fn bare_template(&mut self, span: Span) -> Expr<'t> {
        let mut pieces = Pieces::default();
        while !self.rest().is_empty() {
            let mut raw = Span::new(self.at, self.at + lexer::line_length(self.rest()) as u32);
            // Terraform's scanner stops at a carriage return alone and takes
            // all that is left for text.
            if lone_return(self.slice(raw)).is_some() {
                raw.end = self.text.len() as u32;
            }
            let text = self.slice(raw);
            pieces.text(escape::decode_heredoc(text), self.place(raw));
            self.seek(raw.end);
            let sequence = !text.ends_with('\n') && !self.rest().is_empty();
            if sequence && self.sequence(&mut pieces).is_err() {
                return Expr::invalid(span);
            }
        }
        self.template(pieces.done, span)
    }

    /// Reads `${…}` or `%{…}`.
    fn sequence(&mut self, pieces: &mut Pieces<'t>) -> Read<()> {
        let start = self.at;
        let directive = self.rest().first() == Some(&b'%');
        let strips = self.rest().get(2) == Some(&b'~');
        if strips {
            pieces.strip_last();
        }
        self.seek(start + if strips { 3 } else { 2 });
        let newlines = self.set_newlines(false);
        let piece = if directive {
            self.directive()?
        } else {
            PieceKind::Interpolation(self.expression()?)
        };
        self.close_sequence(start, piece, pieces)?;
        self.set_newlines(newlines);
        Ok(())
    }

    fn directive(&mut self) -> Read<PieceKind<'t>> {
        let keyword = self.peek();
        if keyword.kind != TokenKind::Ident {
            return self.unexpected(keyword, "`if`, `else`, `endif`, `for` or `endfor`");
        }
        self.bump();
        Ok(match self.slice(keyword.span) {
            "if" => PieceKind::If(self.expression()?),
            "else" => PieceKind::Else,
            "endif" => PieceKind::EndIf,
            "for" => PieceKind::For(self.for_intro()?),
            "endfor" => PieceKind::EndFor,
            other => {
                let message = format!("{} is not a directive", shown(other));
                let help = "the directives are `if`, `else`, `endif`, `for` and `endfor`; \
                            `%%{` stands for the characters `%{`";
                return self.fail_with(keyword.span, message, help);
            }
        })
    }

    fn close_sequence(
        &mut self,
        start: u32,
        kind: PieceKind<'t>,
        pieces: &mut Pieces<'t>,
    ) -> Read<()> {
        let close = self.peek();
        match close.kind {
            TokenKind::CloseBrace | TokenKind::CloseTemplate => _ = self.bump(),
            TokenKind::End | TokenKind::OpenQuote => {
                let opening = Span::new(start, start + 2);
                return self.fail_with(opening, "interpolation is not closed", "`}` ends it");
            }
            _ => return self.unexpected(close, "the end of the interpolation, `}`"),
        }
        pieces.strip_next = close.kind == TokenKind::CloseTemplate;
        pieces.done.push(Piece {
            span: self.place(Span::new(start, self.at)),
            kind,
        });
        Ok(())
    }

    /// Makes an expression of the pieces of a string.
    fn template(&mut self, mut pieces: Vec<Piece<'t>>, span: Span) -> Expr<'t> {
        join(&mut pieces);
        let kind = match pieces.as_mut_slice() {
            [] => ExprKind::String(""),
            [
                Piece {
                    kind: PieceKind::Text(text),
                    ..
                },
            ] => ExprKind::String(self.keep_text(std::mem::take(text))),
            _ => match self.parts(pieces, span) {
                Ok(parts) => ExprKind::Template(Template { parts }),
                Err(Failed) => ExprKind::Invalid,
            },
        };
        Expr { span, kind }
    }

    /// Nests the directives of a template.
    fn parts(&mut self, pieces: Vec<Piece<'t>>, whole: Span) -> Read<&'t [Part<'t>]> {
        let mut open: Vec<Directive<'t>> = Vec::new();
        let mut parts: Vec<Part<'t>> = Vec::with_capacity(pieces.len());
        for Piece { kind, span } in pieces {
            match kind {
                PieceKind::Text(text) => parts.push(Part::Literal {
                    text: self.keep_text(text),
                    span,
                }),
                PieceKind::Interpolation(expr) => parts.push(Part::Interpolation { expr, span }),
                PieceKind::If(_) | PieceKind::For(_) => {
                    self.check_depth(span, open.len() + 1)?;
                    let before = std::mem::take(&mut parts);
                    open.push(Directive {
                        kind,
                        span,
                        before,
                        then: None,
                    });
                }
                PieceKind::Else => match open.last_mut() {
                    Some(Directive {
                        kind: PieceKind::If(_),
                        then: then @ None,
                        ..
                    }) => {
                        *then = Some(settle(&mut parts, 0, self.arena));
                    }
                    _ => return self.unbalanced(span, "`else` belongs to no `if`"),
                },
                PieceKind::EndIf | PieceKind::EndFor => {
                    let Some(mut directive) = open.pop() else {
                        return self.unbalanced(span, "directive ends what has not begun");
                    };
                    let last = settle(&mut parts, 0, self.arena);
                    parts = std::mem::take(&mut directive.before);
                    match directive.end(&kind, last, span, self.arena) {
                        Some(part) => parts.push(part),
                        None => {
                            let message = "`if` ends with `endif`, and `for` with `endfor`";
                            return self.unbalanced(span, message);
                        }
                    }
                }
            }
        }
        let missing = match open.pop().map(|directive| directive.kind) {
            None => return Ok(self.arena.alloc_slice_copy(&parts)),
            Some(PieceKind::If(_)) => "template ends before the `endif` of an `if`",
            Some(_) => "template ends before the `endfor` of a `for`",
        };
        self.unbalanced(end_of(whole), missing)
    }

    fn unbalanced<T>(&mut self, span: Span, message: &str) -> Read<T> {
        self.report_placed(span, message, None);
        Err(Failed)
    }
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
