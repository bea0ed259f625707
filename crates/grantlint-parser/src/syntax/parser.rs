//! The parser's cursor: the next token that counts, errors, comments, depth.
//!
//! What is read where: bodies in [`super::body`], expressions in
//! [`super::expression`] and [`super::collection`], strings in
//! [`super::template`]. The grammar is that of the HCL native syntax
//! specification, as Terraform 1.11 reads it.

use std::borrow::Cow;

use bumpalo::Bump;

use super::lexer;
use super::recovery::Margin;
use super::token::{Token, TokenKind};
use super::tree::{Comment, Expr, Item, Name, ObjectItem, Step, SyntaxError};
use crate::source::Span;

/// How deep expressions, blocks and templates may nest. Terraform has no limit
/// of its own and overflows its stack somewhere above 10,000; what people
/// write stays below 30. With this one the parser needs less than 640 KiB of
/// stack in a debug build, so that an evaluator has room in 1 MiB.
pub const MAX_DEPTH: u32 = 200;

/// How many errors of one file are reported.
pub const MAX_ERRORS: usize = 100;

/// That something could not be read. The reason has been reported.
pub(super) struct Failed;

/// What was read, unless it could not be read.
pub(super) type Read<T> = Result<T, Failed>;

/// How a byte of the parsed text is found in the file.
pub(super) enum Places<'t> {
    /// The text stands in the file as it is, from this byte on.
    Offset(u32),
    /// The text was decoded. Each pair is a byte of it and one of the file;
    /// from there on both advance alike, up to the next pair.
    Map(&'t [(u32, u32)]),
}

impl Places<'_> {
    fn find(&self, at: u32) -> u32 {
        match self {
            Places::Offset(offset) => offset + at,
            Places::Map(map) => {
                let next = map.partition_point(|&(decoded, _)| decoded <= at);
                match next.checked_sub(1).and_then(|index| map.get(index)) {
                    Some(&(decoded, raw)) => raw + (at - decoded),
                    None => at,
                }
            }
        }
    }
}

/// Reads one text. All positions inside are bytes of that text; what goes into
/// the tree goes through [`Parser::place`].
pub(super) struct Parser<'t> {
    pub(super) text: &'t str,
    /// Where the tree goes.
    pub(super) arena: &'t Bump,
    places: Places<'t>,
    /// The end of what has been consumed.
    pub(super) at: u32,
    /// The kind of the next token, once it is known. The token lies here field
    /// by field: copying it whole right after it was written makes the processor
    /// wait for the write, once for each token.
    next_kind: Option<TokenKind>,
    next_start: u32,
    next_end: u32,
    /// Whether newlines are tokens here: they are in bodies and objects, and
    /// are not in parentheses, brackets and interpolations.
    newlines: bool,
    pub(super) depth: u32,
    pub(super) errors: Vec<SyntaxError>,
    /// How many errors there were, those not kept included.
    pub(super) failures: usize,
    pub(super) comments: Vec<Comment>,
    pub(super) margin: Margin,
    pub(super) stacks: Stacks<'t>,
}

/// What belongs to the bodies, lists, calls, objects, accesses and headers that are
/// being read. How much belongs to one of them is known at its end only, where it
/// moves to the arena. What a failure leaves behind lies below all that is read later
/// and does no harm.
#[derive(Default)]
pub(super) struct Stacks<'t> {
    pub(super) items: Vec<Item<'t>>,
    pub(super) elements: Vec<Expr<'t>>,
    pub(super) entries: Vec<ObjectItem<'t>>,
    pub(super) steps: Vec<Step<'t>>,
    pub(super) names: Vec<Name<'t>>,
}

impl<'t> Parser<'t> {
    pub(super) fn new(text: &'t str, arena: &'t Bump, places: Places<'t>) -> Self {
        Parser {
            text,
            arena,
            places,
            at: 0,
            next_kind: None,
            next_start: 0,
            next_end: 0,
            newlines: true,
            depth: 0,
            errors: Vec::new(),
            failures: 0,
            comments: Vec::new(),
            margin: Margin::default(),
            stacks: Stacks::default(),
        }
    }

    /// The comments and errors, when all has been read.
    pub(super) fn finish(self) -> (Vec<Comment>, Vec<SyntaxError>) {
        (self.comments, self.errors)
    }

    /// The next token that counts, which stays the next one.
    #[inline]
    pub(super) fn peek(&mut self) -> Token {
        let kind = match self.next_kind {
            Some(kind) => kind,
            None => self.look(),
        };
        let span = Span::new(self.next_start, self.next_end);
        Token { kind, span }
    }

    /// Finds the next token and returns its kind.
    #[inline(never)]
    fn look(&mut self) -> TokenKind {
        let token = match lexer::scan_common(self.text, self.at, self.newlines) {
            Some(token) => token,
            None => self.look_closer(),
        };
        self.next_kind = Some(token.kind);
        self.next_start = token.span.start;
        self.next_end = token.span.end;
        token.kind
    }

    #[inline(never)]
    fn look_closer(&mut self) -> Token {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        loop {
            at += lexer::spaces(bytes.get(at as usize..).unwrap_or_default()) as u32;
            let token = lexer::scan(self.text, at);
            match token.kind {
                TokenKind::Whitespace => {}
                TokenKind::Newline if !self.newlines => {}
                TokenKind::Comment => self.keep_comment(token.span),
                _ => return token,
            }
            at = token.span.end;
        }
    }

    /// Takes the next token.
    #[inline]
    pub(super) fn bump(&mut self) -> Token {
        let token = self.peek();
        self.seek(token.span.end);
        token
    }

    /// Takes the next token if it is of that kind.
    #[inline]
    pub(super) fn eat(&mut self, kind: TokenKind) -> Option<Token> {
        (self.peek().kind == kind).then(|| self.bump())
    }

    /// Goes on at a byte.
    #[inline]
    pub(super) fn seek(&mut self, at: u32) {
        self.at = at;
        self.next_kind = None;
    }

    /// Sets whether newlines are tokens and returns what was set before.
    #[inline]
    pub(super) fn set_newlines(&mut self, newlines: bool) -> bool {
        self.next_kind = None;
        std::mem::replace(&mut self.newlines, newlines)
    }

    /// Keeps a comment, once: the same stretch may be scanned again after a
    /// change of what newlines mean.
    pub(super) fn keep_comment(&mut self, local: Span) {
        let span = self.place(local);
        if self
            .comments
            .last()
            .is_none_or(|last| last.span.end <= span.start)
        {
            self.comments.push(Comment { span });
        }
    }

    /// The bytes of the file that a span of the text stands for.
    #[inline]
    pub(super) fn place(&self, local: Span) -> Span {
        Span::new(self.places.find(local.start), self.places.find(local.end))
    }

    /// The text under a span of it.
    #[inline]
    pub(super) fn slice(&self, local: Span) -> &'t str {
        self.text
            .get(local.start as usize..local.end as usize)
            .unwrap_or_default()
    }

    /// Puts a node of the tree into the arena.
    pub(super) fn keep<T: Copy>(&self, node: T) -> &'t T {
        self.arena.alloc(node)
    }

    /// A text of the tree: what is not written so goes into the arena.
    pub(super) fn keep_text(&self, text: Cow<'t, str>) -> &'t str {
        match text {
            Cow::Borrowed(text) => text,
            Cow::Owned(text) => self.arena.alloc_str(&text),
        }
    }

    /// What is left of the text, as bytes.
    pub(super) fn rest(&self) -> &'t [u8] {
        self.text
            .as_bytes()
            .get(self.at as usize..)
            .unwrap_or_default()
    }

    /// Whether a token is this keyword.
    pub(super) fn is_keyword(&self, token: Token, keyword: &str) -> bool {
        token.kind == TokenKind::Ident && self.slice(token.span) == keyword
    }

    /// Goes one level deeper, or fails where that is too deep. Whoever
    /// succeeds goes back up; whoever recovers from a failure restores the
    /// depth.
    #[inline]
    pub(super) fn enter(&mut self) -> Read<()> {
        if self.depth >= MAX_DEPTH {
            return self.too_deep_here();
        }
        self.depth += 1;
        Ok(())
    }

    #[cold]
    fn too_deep_here(&mut self) -> Read<()> {
        let next = self.peek().span;
        self.too_deep(self.place(next))
    }

    /// Fails if the tree would get deeper than it may by that many levels.
    pub(super) fn check_depth(&mut self, place: Span, levels: usize) -> Read<()> {
        match self.depth as usize + levels > MAX_DEPTH as usize {
            true => self.too_deep(place),
            false => Ok(()),
        }
    }

    fn too_deep<T>(&mut self, place: Span) -> Read<T> {
        self.report_placed(
            place,
            format!("nesting is deeper than {MAX_DEPTH} levels"),
            None,
        );
        Err(Failed)
    }

    /// Reports an error that leaves the place where reading can go on clear.
    pub(super) fn report(&mut self, local: Span, message: impl Into<String>) {
        self.report_with(local, message, None);
    }

    /// Reports an error with advice.
    pub(super) fn report_with(
        &mut self,
        local: Span,
        message: impl Into<String>,
        help: Option<&str>,
    ) {
        self.report_placed(self.place(local), message, help);
    }

    /// Reports an error at bytes of the file.
    pub(super) fn report_placed(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: Option<&str>,
    ) {
        self.failures += 1;
        let known = self.errors.last().is_some_and(|last| last.span == span);
        if !known && self.errors.len() < MAX_ERRORS {
            let help = help.map(str::to_owned);
            self.errors.push(SyntaxError {
                span,
                message: message.into(),
                help,
            });
        }
    }

    /// Reports an error after which someone further up must find the place to
    /// go on.
    pub(super) fn fail<T>(&mut self, local: Span, message: impl Into<String>) -> Read<T> {
        self.report(local, message);
        Err(Failed)
    }

    /// Fails with advice.
    pub(super) fn fail_with<T>(
        &mut self,
        local: Span,
        message: impl Into<String>,
        help: &str,
    ) -> Read<T> {
        self.report_with(local, message, Some(help));
        Err(Failed)
    }

    /// Fails at a token that does not fit. Where the token itself is foreign to
    /// the language, that is the better message than what was expected.
    pub(super) fn unexpected<T>(&mut self, token: Token, expected: &str) -> Read<T> {
        if token.kind == TokenKind::Invalid {
            return self.invalid(token);
        }
        let found = self.describe(token);
        self.fail(token.span, format!("expected {expected}, found {found}"))
    }

    fn invalid<T>(&mut self, token: Token) -> Read<T> {
        let written = self.slice(token.span);
        let character = written.chars().next().unwrap_or_default();
        let span = Span::new(
            token.span.start,
            token.span.start + character.len_utf8() as u32,
        );
        if written.starts_with("/*") {
            let opening = Span::new(token.span.start, token.span.start + 2);
            return self.fail_with(opening, "comment is not closed", "`*/` ends it");
        }
        let help = match character {
            '&' => "the operator for \"and\" is `&&`",
            '|' => "the operator for \"or\" is `||`",
            '~' | '^' => "there are no operators on bits",
            '\'' | '\u{201c}' | '\u{201d}' => "strings stand in straight double quotes: `\"`",
            '`' => "a string of several lines is written as a heredoc: `<<EOT`",
            ';' => "arguments end with the line; items are separated by commas",
            _ => "it may stand in strings and comments only",
        };
        let shown = match character {
            '!'..='~' => format!("`{character}`"),
            other if other.is_alphanumeric() || other.is_ascii_punctuation() => {
                format!("`{other}`")
            }
            other => format!("U+{:04X}", other as u32),
        };
        self.fail_with(span, format!("{shown} has no meaning here"), help)
    }

    /// A token as a message names it.
    pub(super) fn describe(&self, token: Token) -> String {
        match token.kind {
            TokenKind::End => "the end of the text".to_owned(),
            TokenKind::Newline => "the end of the line".to_owned(),
            TokenKind::OpenHeredoc => "a heredoc".to_owned(),
            TokenKind::OpenQuote => "a string".to_owned(),
            _ => shown(self.slice(token.span)),
        }
    }
}

/// Moves what lies on a stack from `first` on into the arena.
pub(super) fn settle<'t, T: Copy>(stack: &mut Vec<T>, first: usize, arena: &'t Bump) -> &'t [T] {
    let slice = arena.alloc_slice_copy(stack.get(first..).unwrap_or_default());
    stack.truncate(first);
    slice
}

/// Text of the user's as a message shows it: in backticks and not too long.
pub(super) fn shown(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((cut, _)) => format!("`{}…`", text.get(..cut).unwrap_or_default()),
        None => format!("`{text}`"),
    }
}
