//! What a token is.

use crate::source::Span;

/// A token, with the bytes that it is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it is written.
    pub span: Span,
}

/// The kinds of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Spaces and tabs.
    Whitespace,
    /// `\n` or `\r\n`.
    Newline,
    /// `#…`, `//…` without the line ending, or `/*…*/`.
    Comment,
    /// A name; keywords are names too.
    Ident,
    /// A number, perhaps malformed: `1.2.3` is one.
    Number,
    /// `"` at the start of a string.
    OpenQuote,
    /// `"` at its end.
    CloseQuote,
    /// `<<NAME` or `<<-NAME`, with the line ending.
    OpenHeredoc,
    /// The indentation and the name that end a heredoc.
    CloseHeredoc,
    /// Literal text in a string or heredoc, escapes and all.
    Text,
    /// `${` or `${~`.
    OpenInterpolation,
    /// `%{` or `%{~`.
    OpenDirective,
    /// `~}`, or the `}` that ends an interpolation or directive.
    CloseTemplate,
    /// `{`
    OpenBrace,
    /// `}`
    CloseBrace,
    /// `[`
    OpenBracket,
    /// `]`
    CloseBracket,
    /// `(`
    OpenParen,
    /// `)`
    CloseParen,
    /// `.`
    Dot,
    /// `...`
    Ellipsis,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `::`
    DoubleColon,
    /// `?`
    Question,
    /// `=`
    Equal,
    /// `=>`
    Arrow,
    /// `==`
    EqualEqual,
    /// `!`
    Bang,
    /// `!=`
    BangEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `&&`
    And,
    /// `||`
    Or,
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Star,
    /// `/`
    Slash,
    /// `%`
    Percent,
    /// What the language has no use for: one character, or a block comment
    /// that nothing closes.
    Invalid,
    /// The end of the text, an empty token.
    End,
}
