//! Text to syntax: HCL and Terraform's JSON to one tree with spans.
//!
//! [`parse`] never fails. It returns the tree of whatever could be read, and
//! every error that it found on the way.

mod body;
mod chain;
mod collection;
mod escape;
mod expression;
mod ground;
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

pub use self::ground::Fragment;
pub use self::parser::{MAX_DEPTH, MAX_ERRORS};
pub use self::token::{Token, TokenKind};
pub use self::tokens::{Tokens, tokens};

use std::sync::Arc;

use bumpalo::Bump;

use self::ground::FileTree;
use self::parser::{Parser, Places};
use self::tree::{Body, Expr, File, Format, SyntaxError};
use crate::source::{FileId, Span};

/// A file and what is wrong with it.
#[derive(Debug)]
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
pub fn parse(id: FileId, text: impl Into<Arc<str>>, format: Format) -> Parsed {
    read(id, text.into(), format, json_body::configuration)
}

/// Parses the text of a file of variables' values (`.tfvars`,
/// `.tfvars.json`): attributes alone, and in JSON strings mean what they say.
pub fn parse_variables(id: FileId, text: impl Into<Arc<str>>, format: Format) -> Parsed {
    read(id, text.into(), format, json_body::variables)
}

/// Reads JSON as blocks and attributes.
type JsonBody = for<'t> fn(&'t str, &'t Bump, &mut Vec<SyntaxError>) -> Body<'t>;

fn read(id: FileId, text: Arc<str>, format: Format, json: JsonBody) -> Parsed {
    let mut comments = Vec::new();
    let mut errors = Vec::new();
    let tree = FileTree::build(text, |text, arena| {
        if u32::try_from(text.len()).is_err() {
            errors.push(SyntaxError {
                span: Span::default(),
                message: "file is larger than 4 GiB".to_owned(),
                help: None,
            });
            return Body::default();
        }
        match format {
            Format::Hcl => {
                let mut parser = Parser::new(text, arena, Places::Offset(0));
                let body = parser.file();
                (comments, errors) = parser.finish();
                body
            }
            Format::Json => json(text, arena, &mut errors),
        }
    });
    errors.sort_by_key(|error| error.span.start);
    let file = File {
        id,
        format,
        comments,
        tree,
    };
    Parsed { file, errors }
}

/// Parses a text that is one HCL expression and nothing else. `offset` is the
/// byte of a file that the text begins at; it is added to all spans.
///
/// A text of more than 4 GiB is not read at all.
pub fn parse_expression(text: impl Into<Arc<str>>, offset: u32) -> (Fragment, Vec<SyntaxError>) {
    fragment(text.into(), offset, |parser, whole| {
        parser.set_newlines(false);
        let mut expression = parser.expression().ok();
        if expression.is_some() && parser.peek().kind != TokenKind::End {
            let token = parser.peek();
            let _ = parser.unexpected::<()>(token, "the end of the expression");
            expression = None;
        }
        expression.unwrap_or(Expr::invalid(whole))
    })
}

/// Parses a text that is a template as a whole, without quotes around it: what
/// `templatefile` reads. `offset` is as for [`parse_expression`].
///
/// A text of more than 4 GiB is not read at all.
pub fn parse_template(text: impl Into<Arc<str>>, offset: u32) -> (Fragment, Vec<SyntaxError>) {
    fragment(text.into(), offset, |parser, whole| {
        parser.bare_template(whole)
    })
}

/// Reads a fragment of which the place as a whole is handed on.
fn fragment(
    text: Arc<str>,
    offset: u32,
    read: impl for<'t> FnOnce(&mut Parser<'t>, Span) -> Expr<'t>,
) -> (Fragment, Vec<SyntaxError>) {
    let mut errors = Vec::new();
    let fragment = Fragment::build(text, |text, arena| {
        let text = match u32::try_from(text.len()) {
            Ok(_) => text,
            Err(_) => "",
        };
        let mut parser = Parser::new(text, arena, Places::Offset(offset));
        let whole = parser.place(Span::new(0, text.len() as u32));
        let expression = read(&mut parser, whole);
        errors = parser.finish().1;
        expression
    });
    (fragment, errors)
}
