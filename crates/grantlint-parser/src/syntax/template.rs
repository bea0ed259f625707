//! Strings: quoted, heredoc, and the templates in them.
//!
//! A template is read in three steps, as HCL defines it. First into flat
//! pieces: stretches of literal text (in a heredoc one for each line), `${…}`
//! and `%{…}`. Strip markers and the indentation of `<<-` work on those pieces,
//! so a `~` reaches no further than its own line of a heredoc. At last, pieces
//! become parts: neighbouring texts are joined and directives nested.

use smol_str::SmolStr;

use super::escape;
use super::lexer::{self, TokenKind, Within};
use super::parser::{Failed, Parser, Read, shown};
use super::tree::{Expr, ExprKind, For, Name, Part, Template};
use crate::source::Span;

/// A piece of a template.
struct Piece {
    kind: PieceKind,
    span: Span,
}

enum PieceKind {
    Text(String),
    Interpolation(Expr),
    If(Expr),
    Else,
    EndIf,
    /// The names and the collection; the results are not used.
    For(Box<For>),
    EndFor,
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
                let help = format!("a line with nothing but {} ends it", shown(intro.marker));
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
                return Expr::invalid(span);
            }
        }
        self.template(pieces.done, span)
    }

    /// Reads `${…}` or `%{…}`.
    fn sequence(&mut self, pieces: &mut Pieces) -> Read<()> {
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

    fn directive(&mut self) -> Read<PieceKind> {
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

    fn close_sequence(&mut self, start: u32, kind: PieceKind, pieces: &mut Pieces) -> Read<()> {
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
    fn template(&mut self, pieces: Vec<Piece>, span: Span) -> Expr {
        let mut pieces = join(pieces);
        let kind = match pieces.as_mut_slice() {
            [] => ExprKind::String(SmolStr::default()),
            [
                Piece {
                    kind: PieceKind::Text(text),
                    ..
                },
            ] => ExprKind::String(std::mem::take(text).into()),
            _ => match self.parts(pieces, span) {
                Ok(parts) => ExprKind::Template(Box::new(Template { parts })),
                Err(Failed) => ExprKind::Invalid,
            },
        };
        Expr { span, kind }
    }

    /// Nests the directives of a template.
    fn parts(&mut self, pieces: Vec<Piece>, whole: Span) -> Read<Vec<Part>> {
        let mut open: Vec<Directive> = Vec::new();
        let mut parts: Vec<Part> = Vec::new();
        for Piece { kind, span } in pieces {
            match kind {
                PieceKind::Text(text) => parts.push(Part::Literal {
                    text: text.into(),
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
                        *then = Some(std::mem::take(&mut parts));
                    }
                    _ => return self.unbalanced(span, "`else` belongs to no `if`"),
                },
                PieceKind::EndIf | PieceKind::EndFor => {
                    let Some(mut directive) = open.pop() else {
                        return self.unbalanced(span, "directive ends what has not begun");
                    };
                    let last = std::mem::replace(&mut parts, std::mem::take(&mut directive.before));
                    match directive.end(&kind, last, span) {
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
            None => return Ok(parts),
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

/// A directive whose end has not been met.
struct Directive {
    kind: PieceKind,
    span: Span,
    /// The parts that precede it.
    before: Vec<Part>,
    /// The parts before its `else`, once that has been met.
    then: Option<Vec<Part>>,
}

impl Directive {
    /// The whole of it, if that is its end; `last` are the parts before it.
    fn end(self, ending: &PieceKind, last: Vec<Part>, at: Span) -> Option<Part> {
        let span = self.span.to(at);
        match (self.kind, ending) {
            (PieceKind::If(condition), PieceKind::EndIf) => {
                let (then, otherwise) = match self.then {
                    Some(then) => (then, last),
                    None => (last, Vec::new()),
                };
                Some(Part::If {
                    condition,
                    then,
                    otherwise,
                    span,
                })
            }
            (PieceKind::For(intro), PieceKind::EndFor) => {
                let For {
                    key,
                    value,
                    collection,
                    ..
                } = *intro;
                Some(Part::For {
                    key,
                    value,
                    collection,
                    body: last,
                    span,
                })
            }
            _ => None,
        }
    }
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
        self.done.push(Piece {
            kind: PieceKind::Text(text),
            span,
        });
    }

    fn strip_last(&mut self) {
        if let Some(Piece {
            kind: PieceKind::Text(text),
            ..
        }) = self.done.last_mut()
        {
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
        let PieceKind::Text(text) = &piece.kind else {
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
        if let Some(Piece {
            kind: PieceKind::Text(text),
            ..
        }) = pieces.get_mut(index)
        {
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
        let before = joined
            .last_mut()
            .map(|piece| (&mut piece.kind, &mut piece.span));
        match (before, &piece.kind) {
            (Some((PieceKind::Text(before), span)), PieceKind::Text(text)) => {
                before.push_str(text);
                *span = span.to(piece.span);
            }
            _ => joined.push(piece),
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
