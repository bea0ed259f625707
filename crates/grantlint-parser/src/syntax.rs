//! Text to syntax: HCL and Terraform's JSON to one tree with spans.
//!
//! [`parse`] never fails. It returns the tree of whatever could be read, and
//! every error that it found on the way.

mod body;
mod chain;
mod collection;
mod escape;
mod expression;
mod json;
mod json_body;
mod lexer;
mod parser;
mod pieces;
mod recovery;
mod template;
mod token;
mod tokens;
pub mod tree;

pub use self::parser::{MAX_DEPTH, MAX_ERRORS};
pub use self::token::{Token, TokenKind};
pub use self::tokens::{Tokens, tokens};

use self::parser::{Parser, Places};
use self::tree::{Body, Expr, ExprKind, File, Format, SyntaxError};
use crate::source::{FileId, Span};

/// A file and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The tree of all that could be read. A block near an error may lack
    /// attributes that the text has.
    pub file: File,
    /// The errors in the order of the text, at most [`MAX_ERRORS`]. A text
    /// without errors is one that Terraform accepts.
    pub errors: Vec<SyntaxError>,
}

/// Parses the text of a configuration file. In JSON, strings are templates
/// where Terraform evaluates them.
pub fn parse(id: FileId, text: &str, format: Format) -> Parsed {
    read(id, text, format, json_body::configuration)
}

/// Parses the text of a file of variables' values (`.tfvars`,
/// `.tfvars.json`): attributes alone, and in JSON strings mean what they say.
pub fn parse_variables(id: FileId, text: &str, format: Format) -> Parsed {
    read(id, text, format, json_body::variables)
}

fn read(
    id: FileId,
    text: &str,
    format: Format,
    json: fn(&str, &mut Vec<SyntaxError>) -> Body,
) -> Parsed {
    let file = |body, comments| File {
        id,
        format,
        body,
        comments,
    };
    if u32::try_from(text.len()).is_err() {
        let message = "file is larger than 4 GiB".to_owned();
        let error = SyntaxError {
            span: Span::default(),
            message,
            help: None,
        };
        return Parsed {
            file: file(Body::default(), Vec::new()),
            errors: vec![error],
        };
    }
    let mut parsed = match format {
        Format::Hcl => {
            let mut parser = Parser::new(text, Places::Offset(0));
            let body = parser.file();
            let (comments, errors) = parser.finish();
            let file = file(body, comments);
            Parsed { file, errors }
        }
        Format::Json => {
            let mut errors = Vec::new();
            let body = json(text, &mut errors);
            Parsed {
                file: file(body, Vec::new()),
                errors,
            }
        }
    };
    parsed.errors.sort_by_key(|error| error.span.start);
    parsed
}

/// Parses a text that is one HCL expression and nothing else. `offset` is the
/// byte of a file that the text begins at; it is added to all spans.
///
/// A text of more than 4 GiB is not read at all.
pub fn parse_expression(text: &str, offset: u32) -> (Expr, Vec<SyntaxError>) {
    let text = if u32::try_from(text.len()).is_ok() {
        text
    } else {
        ""
    };
    let mut parser = Parser::new(text, Places::Offset(offset));
    parser.set_newlines(false);
    let whole = parser.place(Span::new(0, text.len() as u32));
    let mut expression = parser.expression().ok();
    if expression.is_some() && parser.peek().kind != TokenKind::End {
        let token = parser.peek();
        let _ = parser.unexpected::<()>(token, "the end of the expression");
        expression = None;
    }
    let expression = expression.unwrap_or(Expr {
        span: whole,
        kind: ExprKind::Invalid,
    });
    (expression, parser.finish().1)
}

/// Parses a text that is a template as a whole, without quotes around it: what
/// `templatefile` reads. `offset` is as for [`parse_expression`].
///
/// A text of more than 4 GiB is not read at all.
pub fn parse_template(text: &str, offset: u32) -> (Expr, Vec<SyntaxError>) {
    let text = if u32::try_from(text.len()).is_ok() {
        text
    } else {
        ""
    };
    let mut parser = Parser::new(text, Places::Offset(offset));
    let whole = parser.place(Span::new(0, text.len() as u32));
    let expression = parser.bare_template(whole);
    (expression, parser.finish().1)
}
