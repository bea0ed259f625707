//! The pieces of a template between reading and nesting: what strip markers and
//! `<<-` do to them, and how directives find their ends.

use std::borrow::Cow;

use bumpalo::Bump;

use super::tree::{Expr, For, ForDirective, IfDirective, Part};
use crate::source::Span;

/// A piece of a template.
pub(super) struct Piece<'t> {
    pub(super) kind: PieceKind<'t>,
    pub(super) span: Span,
}

pub(super) enum PieceKind<'t> {
    Text(Cow<'t, str>),
    Interpolation(Expr<'t>),
    If(Expr<'t>),
    Else,
    EndIf,
    /// The names and the collection; the results are not used.
    For(&'t For<'t>),
    EndFor,
}

/// A directive whose end has not been met.
pub(super) struct Directive<'t> {
    pub(super) kind: PieceKind<'t>,
    pub(super) span: Span,
    /// The parts that precede it.
    pub(super) before: Vec<Part<'t>>,
    /// The parts before its `else`, once that has been met.
    pub(super) then: Option<&'t [Part<'t>]>,
}

impl<'t> Directive<'t> {
    /// The whole of it, if that is its end; `last` are the parts before it.
    pub(super) fn end(
        self,
        ending: &PieceKind<'_>,
        last: &'t [Part<'t>],
        at: Span,
        arena: &'t Bump,
    ) -> Option<Part<'t>> {
        let span = self.span.to(at);
        match (self.kind, ending) {
            (PieceKind::If(condition), PieceKind::EndIf) => {
                let (then, otherwise) = match self.then {
                    Some(then) => (then, last),
                    None => (last, &[][..]),
                };
                Some(Part::If(arena.alloc(IfDirective {
                    condition,
                    then,
                    otherwise,
                    span,
                })))
            }
            (PieceKind::For(intro), PieceKind::EndFor) => {
                let For {
                    key,
                    value,
                    collection,
                    ..
                } = *intro;
                Some(Part::For(arena.alloc(ForDirective {
                    key,
                    value,
                    collection,
                    body: last,
                    span,
                })))
            }
            _ => None,
        }
    }
}

/// Pieces as they are read, and what strip markers need to know.
#[derive(Default)]
pub(super) struct Pieces<'t> {
    pub(super) done: Vec<Piece<'t>>,
    /// Whether the text that follows loses the white space at its start.
    pub(super) strip_next: bool,
}

impl<'t> Pieces<'t> {
    pub(super) fn text(&mut self, text: Cow<'t, str>, span: Span) {
        if span.start == span.end {
            return;
        }
        let text = match std::mem::take(&mut self.strip_next) {
            true => cut_start(text, |text| text.len() - text.trim_start().len()),
            false => text,
        };
        self.done.push(Piece {
            kind: PieceKind::Text(text),
            span,
        });
    }

    /// Removes the white space at the end of the text just added, if text it was.
    pub(super) fn strip_last(&mut self) {
        if let Some(Piece {
            kind: PieceKind::Text(text),
            ..
        }) = self.done.last_mut()
        {
            let length = text.trim_end().len();
            match text {
                Cow::Borrowed(text) => *text = text.get(..length).unwrap_or_default(),
                Cow::Owned(text) => text.truncate(length),
            }
        }
    }
}

/// Removes that many bytes from the start of a text.
fn cut_start(text: Cow<'_, str>, length: impl FnOnce(&str) -> usize) -> Cow<'_, str> {
    let length = length(&text);
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(length..).unwrap_or_default()),
        Cow::Owned(mut text) => {
            text.drain(..length);
            Cow::Owned(text)
        }
    }
}

/// Removes the indentation that all lines of a `<<-` heredoc have in common.
/// Blank lines do not count, and the end marker's indentation does not either;
/// a line that begins with an interpolation has none.
pub(super) fn flush(pieces: &mut [Piece<'_>]) {
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
            *text = cut_start(std::mem::take(text), |text| {
                text.char_indices()
                    .nth(common)
                    .map_or(text.len(), |(at, _)| at)
            });
        }
    }
}

/// Makes one piece of texts that follow each other.
pub(super) fn join(pieces: &mut Vec<Piece<'_>>) {
    pieces.dedup_by(|next, before| match (&next.kind, &mut before.kind) {
        (PieceKind::Text(next_text), PieceKind::Text(text)) => {
            text.to_mut().push_str(next_text);
            before.span = before.span.to(next.span);
            true
        }
        _ => false,
    });
}
