//! Going on after an error.
//!
//! Two rules keep one mistake from spoiling more than its surroundings. Within
//! a block, the attribute that could not be read ends where its brackets are
//! balanced again, or where a line that is not indented deeper begins a new
//! item. At the top level, a block that swallowed others, because a brace or
//! the end of a heredoc is missing, ends where the next line begins with a
//! block of Terraform's at its very margin.

use super::body::Names;
use super::parser::Parser;
use super::token::{Token, TokenKind};
use super::tokens::tokens;
use crate::source::Span;

/// The blocks that Terraform has at the top level.
const TOP_LEVEL_BLOCKS: [&str; 14] = [
    "check",
    "data",
    "ephemeral",
    "import",
    "locals",
    "module",
    "moved",
    "output",
    "provider",
    "removed",
    "resource",
    "run",
    "terraform",
    "variable",
];

/// How many bytes may be read in vain by blocks that turn out to be unclosed,
/// for each byte of the file, before the margin alone decides where a block
/// ends. This keeps the time linear.
const PATIENCE: usize = 4;

/// What recovery remembers.
#[derive(Default)]
pub(super) struct Margin {
    /// The first place at or after `searched` where a block begins at the
    /// margin.
    next: u32,
    searched: Option<u32>,
    wasted: usize,
    /// The line that was asked for last. All errors of a file may lie on one
    /// line, whose ends are not looked for each time.
    line: Option<Span>,
}

impl<'t> Parser<'t> {
    /// Reads an item at the top level. One with errors ends before the next
    /// block at the margin: if it went beyond, it is read again as if the file
    /// ended there.
    pub(super) fn top_level(&mut self, first: Token, names: &mut Names<'t>) {
        let start = first.span.start;
        let whole = self.text;
        let errors = self.errors.len();
        let mut found = Vec::new();
        if self.margin.wasted <= PATIENCE * whole.len() {
            let failures = self.failures;
            let before = self.items.len();
            self.item(0, names);
            if self.failures == failures {
                return;
            }
            let border = self.next_block(start);
            if border >= self.at {
                return;
            }
            self.margin.wasted += (self.at - border) as usize;
            self.items.truncate(before);
            found = self.errors.split_off(errors);
            let comments = self
                .comments
                .partition_point(|comment| comment.span.start < start);
            self.comments.truncate(comments);
        }
        let border = self.next_block(start);
        self.set_text(whole.get(..border as usize).unwrap_or(whole));
        self.seek(start);
        self.item(0, names);
        self.set_text(whole);
        self.seek(self.at);
        if !found.is_empty() {
            // What was found first is what Terraform reports; whatever comes
            // after the border came of reading too far.
            let inside = found
                .iter()
                .filter(|error| error.span.start < border)
                .count();
            found.truncate(inside.max(1));
            self.errors.truncate(errors);
            self.errors.append(&mut found);
        }
    }

    fn set_text(&mut self, text: &'t str) {
        self.text = text;
        self.margin.line = None;
    }

    /// The first byte after `start` where a block of Terraform's begins at the
    /// margin, or the end of the text.
    fn next_block(&mut self, start: u32) -> u32 {
        let known = self.margin.searched.is_some_and(|from| from <= start);
        if !(known && self.margin.next > start) {
            self.margin.searched = Some(start);
            self.margin.next = find_block(self.text, start);
        }
        self.margin.next
    }

    /// Passes over a block that nests too deep, from its opening brace to the
    /// one that closes it.
    pub(super) fn skip_block(&mut self, open: Token) {
        let mut depth = 0u32;
        let mut end = self.text.len() as u32;
        for token in tokens(self.text, Span::new(open.span.start, end)) {
            match token.kind {
                TokenKind::OpenBrace => depth += 1,
                TokenKind::CloseBrace => depth = depth.saturating_sub(1),
                TokenKind::Comment => self.keep_comment(token.span),
                _ => {}
            }
            if depth == 0 {
                end = token.span.end;
                break;
            }
        }
        self.seek(end);
    }

    /// Finds the place to go on after an error in the item that begins at
    /// `start`, goes there, and returns it.
    pub(super) fn recover(&mut self, start: u32) -> u32 {
        self.set_newlines(true);
        let reached = self.at.max(start);
        let column = start - self.line(start).start;
        let failing_line = self.line(reached).start;
        let mut open = Brackets::default();
        let mut first_on_line = false;
        let mut resume = self.text.len() as u32;
        let end = Span::new(start, resume);
        let mut all = tokens(self.text, end);
        loop {
            let in_text = all.in_text();
            let Some(token) = all.next() else { break };
            let at = token.span.start;
            let new_line = at > start && at >= failing_line && first_on_line && !in_text;
            if new_line && !open.is_empty() && self.begins_item(token, column) {
                resume = at;
                break;
            }
            match token.kind {
                TokenKind::Comment if at >= reached => self.keep_comment(token.span),
                TokenKind::Newline if at >= reached && open.is_empty() => {
                    resume = token.span.end;
                    break;
                }
                TokenKind::CloseBrace if at >= reached && at > start && !open.has_brace() => {
                    resume = at;
                    break;
                }
                _ => open.track(token.kind),
            }
            let blank = matches!(token.kind, TokenKind::Newline | TokenKind::CloseHeredoc)
                || first_on_line && token.kind == TokenKind::Whitespace;
            first_on_line = blank;
        }
        self.seek(resume);
        resume
    }

    /// Whether an item begins with this token, the first of its line and not
    /// indented deeper than `column`.
    fn begins_item(&mut self, token: Token, column: u32) -> bool {
        let at = token.span.start;
        if token.kind != TokenKind::Ident || at - self.line(at).start > column {
            return false;
        }
        let rest = self.text.get(token.span.end as usize..).unwrap_or_default();
        let rest = rest.trim_start_matches([' ', '\t']).as_bytes();
        match rest {
            [b'=', b'=' | b'>', ..] => false,
            [b'=' | b'{' | b'"', ..] => true,
            _ => false,
        }
    }

    /// Whether only white space precedes on the line.
    pub(super) fn starts_line(&mut self, at: u32) -> bool {
        let before = Span::new(self.line(at).start, at);
        self.slice(before).trim().is_empty()
    }

    /// The line that a byte stands on, without its line feed.
    pub(super) fn line(&mut self, at: u32) -> Span {
        let known = |line: &Span| (line.start..=line.end).contains(&at);
        let bytes = self.text.as_bytes();
        let find = || {
            let (before, after) = bytes.split_at_checked(at as usize).unwrap_or((bytes, &[]));
            let start = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
            let length = memchr::memchr(b'\n', after).unwrap_or(after.len());
            Span::new(start as u32, at + length as u32)
        };
        let line = self.margin.line.filter(known).unwrap_or_else(find);
        self.margin.line = Some(line);
        line
    }
}

/// The brackets that are open. A closing bracket closes what was opened after
/// its counterpart too; one without counterpart is ignored.
#[derive(Default)]
struct Brackets {
    open: Vec<Bracket>,
    counts: [usize; 4],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bracket {
    Brace,
    Square,
    Paren,
    Template,
}

impl Brackets {
    fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    fn has_brace(&self) -> bool {
        self.counts.first().is_some_and(|&braces| braces > 0)
    }

    fn track(&mut self, kind: TokenKind) {
        match kind {
            TokenKind::OpenBrace => self.opens(Bracket::Brace),
            TokenKind::OpenBracket => self.opens(Bracket::Square),
            TokenKind::OpenParen => self.opens(Bracket::Paren),
            TokenKind::OpenInterpolation | TokenKind::OpenDirective => {
                self.opens(Bracket::Template);
            }
            TokenKind::CloseBrace => self.closes(Bracket::Brace),
            TokenKind::CloseBracket => self.closes(Bracket::Square),
            TokenKind::CloseParen => self.closes(Bracket::Paren),
            TokenKind::CloseTemplate => self.closes(Bracket::Template),
            _ => {}
        }
    }

    fn count(&mut self, bracket: Bracket) -> &mut usize {
        let [brace, square, paren, template] = &mut self.counts;
        match bracket {
            Bracket::Brace => brace,
            Bracket::Square => square,
            Bracket::Paren => paren,
            Bracket::Template => template,
        }
    }

    fn opens(&mut self, bracket: Bracket) {
        self.open.push(bracket);
        *self.count(bracket) += 1;
    }

    fn closes(&mut self, bracket: Bracket) {
        while *self.count(bracket) > 0 {
            let Some(closed) = self.open.pop() else { break };
            *self.count(closed) -= 1;
            if closed == bracket {
                break;
            }
        }
    }
}

fn find_block(text: &str, after: u32) -> u32 {
    let bytes = text.as_bytes();
    let rest = bytes.get(after as usize..).unwrap_or_default();
    memchr::memchr_iter(b'\n', rest)
        .map(|newline| after as usize + newline + 1)
        .find(|&line| text.get(line..).is_some_and(begins_block))
        .unwrap_or(text.len()) as u32
}

fn begins_block(line: &str) -> bool {
    let length = line.bytes().take_while(u8::is_ascii_lowercase).count();
    let (Some(word), Some(rest)) = (line.get(..length), line.get(length..)) else {
        return false;
    };
    TOP_LEVEL_BLOCKS.contains(&word) && rest.trim_start_matches([' ', '\t']).starts_with(['"', '{'])
}
