//! Bodies: attributes, blocks, and whole files of them.

use std::collections::HashSet;

use super::parser::{Failed, Parser, Read, settle, shown};
use super::token::{Token, TokenKind};
use super::tree::{Attribute, Block, Body, Expr, Item, Name};
use crate::source::Span;

/// The names of the arguments of one body, once there are more of them than are
/// searched one by one.
pub(super) type Names<'t> = Option<HashSet<&'t str>>;

/// How many items of a body are searched for a name.
const FEW: usize = 16;

impl<'t> Parser<'t> {
    /// Reads a whole file. Never fails: what could not be read is missing or
    /// an invalid expression, and an error says so.
    pub(super) fn file(&mut self) -> Body<'t> {
        if self.text.starts_with('\u{feff}') {
            self.seek(3);
        }
        let end = self.text.len() as u32;
        let mut names = Names::default();
        let mut broken = false;
        loop {
            let token = self.peek();
            match token.kind {
                TokenKind::End => break,
                TokenKind::Newline => _ = self.bump(),
                TokenKind::Ident => {
                    let failures = self.failures;
                    self.top_level(token, &mut names);
                    broken = self.failures > failures;
                }
                // The brace of a block that has been given up.
                TokenKind::CloseBrace if broken => _ = self.bump(),
                _ => {
                    self.stray(token);
                    broken = true;
                }
            }
        }
        Body {
            span: self.place(Span::new(0, end)),
            items: settle(&mut self.stacks.items, 0, self.arena),
        }
    }

    /// Reads what stands between the braces of a block, up to and with the
    /// closing one.
    fn block_body(&mut self, open: Token) -> Body<'t> {
        let failures = self.failures;
        let first = self.stacks.items.len();
        let mut names = Names::default();
        let end = loop {
            let token = self.peek();
            match token.kind {
                TokenKind::CloseBrace => break self.bump().span.start,
                TokenKind::End => {
                    if self.failures == failures {
                        let help = "it ends with `}` on a line of its own";
                        self.report_with(open.span, "block is not closed", Some(help));
                    }
                    break token.span.start;
                }
                TokenKind::Newline => _ = self.bump(),
                TokenKind::Ident => self.item(first, &mut names),
                _ => self.stray(token),
            }
        };
        Body {
            span: self.place(Span::new(open.span.end, end)),
            items: settle(&mut self.stacks.items, first, self.arena),
        }
    }

    /// Passes over a token that begins neither attribute nor block, and what
    /// belongs to it.
    fn stray(&mut self, token: Token) {
        self.bump();
        let _ = match token.kind {
            TokenKind::OpenQuote => self.fail_with::<()>(
                token.span,
                "argument name is quoted",
                "names of arguments and blocks stand without quotes",
            ),
            _ => self.unexpected(token, "an argument or a block"),
        };
        self.recover(token.span.start);
    }

    /// Reads an attribute or a block of the body whose items lie on the stack
    /// from `first` on, and adds it. Where it is not even clear which of them is
    /// meant, or what the block's header is, there is nothing to add.
    pub(super) fn item(&mut self, first: usize, names: &mut Names<'t>) {
        let depth = self.depth;
        let name = self.bump();
        match self.peek().kind {
            TokenKind::Equal => {
                self.check_name(name, first, names);
                let attribute = self.attribute(name);
                let attribute = self.keep(attribute);
                self.stacks.items.push(Item::Attribute(attribute));
            }
            TokenKind::OpenQuote | TokenKind::OpenBrace | TokenKind::Ident => {
                if let Ok(block) = self.block(name) {
                    let block = self.keep(block);
                    self.stacks.items.push(Item::Block(block));
                }
            }
            _ => {
                let name_shown = shown(self.slice(name.span));
                let message = format!("{name_shown} is neither an argument nor a block");
                let help = "`name = …` sets an argument, `name { … }` is a block";
                self.report_with(name.span, message, Some(help));
                self.recover(name.span.start);
            }
        }
        self.depth = depth;
    }

    /// Checks that the body has no attribute of that name yet.
    fn check_name(&mut self, name: Token, first: usize, names: &mut Names<'t>) {
        let text = self.slice(name.span);
        let items = self.stacks.items.get(first..).unwrap_or_default();
        let mut known = items.iter().filter_map(|item| match item {
            Item::Attribute(attribute) => Some(attribute.name),
            Item::Block(_) => None,
        });
        let new = match names {
            Some(names) => names.insert(text),
            None if items.len() < FEW => known.all(|name| name.text != text),
            None => {
                let known = known.map(|name| self.slice(name.span));
                names.insert(known.collect()).insert(text)
            }
        };
        if !new {
            let message = format!("{} is set a second time", shown(text));
            let help = "an argument may be set only once in a block";
            self.report_with(name.span, message, Some(help));
        }
    }

    /// Reads the rest of an attribute and the end of its line.
    fn attribute(&mut self, name: Token) -> Attribute<'t> {
        let equals = self.bump();
        let value = match self.expression() {
            Ok(value) => self.end_of_argument(name, value),
            Err(Failed) => self.give_up(name, equals.span.end),
        };
        Attribute {
            name: self.name(name),
            value,
        }
    }

    /// Reads the end of an argument's line. Returns its value, unless it was no
    /// whole value.
    #[inline]
    fn end_of_argument(&mut self, name: Token, value: Expr<'t>) -> Expr<'t> {
        let next = self.peek();
        match next.kind {
            TokenKind::Newline => _ = self.bump(),
            TokenKind::End => {}
            TokenKind::Comma => {
                let help = "arguments of a block are separated by the end of the line";
                self.report_with(next.span, "argument ends with a comma", Some(help));
                self.recover(name.span.start);
            }
            _ => {
                let _ = self.unexpected::<()>(next, "the end of the line after the argument");
                return self.give_up(name, value.span.start);
            }
        }
        value
    }

    /// Gives up the value of an attribute, which began at `start`: it is unknown
    /// up to where reading goes on.
    fn give_up(&mut self, name: Token, start: u32) -> Expr<'t> {
        let resume = self.recover(name.span.start);
        let end = self.slice(Span::new(0, resume)).trim_end().len() as u32;
        Expr::invalid(self.place(Span::new(start, end.max(start))))
    }

    /// Reads the rest of a block and the end of its line. On failure reading
    /// can go on at once.
    fn block(&mut self, kind: Token) -> Read<Block<'t>> {
        let Ok((labels, header, open)) = self.header(kind) else {
            if !self.pass_body(kind) {
                self.recover(kind.span.start);
            }
            return Err(Failed);
        };
        if self.enter().is_err() {
            self.skip_block(open);
            return Err(Failed);
        }
        let body = match self.peek().kind {
            TokenKind::Newline | TokenKind::End | TokenKind::CloseBrace => self.block_body(open),
            _ => self.one_line_body(open, kind),
        };
        self.depth -= 1;
        let span = self.place(Span::new(kind.span.start, self.at.max(open.span.end)));
        let next = self.peek();
        match next.kind {
            TokenKind::Newline => _ = self.bump(),
            TokenKind::End => {}
            _ if self.starts_line(next.span.start) => {}
            _ => {
                let _ = self.unexpected::<()>(next, "the end of the line after the block");
                self.recover(next.span.start);
            }
        }
        let header = self.place(header);
        let span = span.to(body.span);
        Ok(Block {
            span,
            header,
            kind: self.name(kind),
            labels,
            body,
        })
    }

    /// Reads labels up to and with the opening brace. Returns the labels, the
    /// place of the header and the brace.
    fn header(&mut self, kind: Token) -> Read<(&'t [Name<'t>], Span, Token)> {
        let first = self.stacks.names.len();
        let mut header = kind.span;
        loop {
            let token = self.peek();
            match token.kind {
                TokenKind::OpenBrace => {
                    self.bump();
                    let labels = settle(&mut self.stacks.names, first, self.arena);
                    return Ok((labels, header, token));
                }
                TokenKind::OpenQuote => {
                    let label = self.label()?;
                    self.stacks.names.push(label);
                }
                TokenKind::Ident => {
                    self.bump();
                    let label = self.name(token);
                    self.stacks.names.push(label);
                }
                TokenKind::Newline => {
                    let help = "the brace stands on the line of the block's name";
                    return self.fail_with(token.span, "block has no opening brace", help);
                }
                TokenKind::Equal => {
                    let help = "an argument's name is a single word without quotes";
                    return self.fail_with(token.span, "block has an equals sign", help);
                }
                _ => return self.unexpected(token, "a label or an opening brace"),
            }
            header.end = self.at;
        }
    }

    /// Passes over the body of a block whose header could not be read, if the
    /// line of the header ends with a brace. Its own errors are reported.
    fn pass_body(&mut self, kind: Token) -> bool {
        let end = self.line(kind.span.start).end;
        let line = self.slice(Span::new(kind.span.start, end)).trim_end();
        let end = kind.span.start + line.len() as u32;
        let opens = line.ends_with('{') && self.at <= end && self.enter().is_ok();
        if opens {
            self.seek(end);
            self.block_body(Token {
                kind: TokenKind::OpenBrace,
                span: Span::new(end - 1, end),
            });
            self.depth -= 1;
        }
        opens
    }

    /// Reads `name = value }`: a block on one line holds a single attribute.
    fn one_line_body(&mut self, open: Token, kind: Token) -> Body<'t> {
        let (item, read) = match self.one_line_attribute() {
            Ok(attribute) => (Some(attribute), true),
            Err(attribute) => (attribute, false),
        };
        let mut end = self.at;
        if read {
            let next = self.peek();
            match next.kind {
                TokenKind::CloseBrace => end = self.bump().span.start,
                TokenKind::End => {
                    self.report(open.span, "block is not closed");
                }
                TokenKind::Comma | TokenKind::Newline => {
                    let help = "several arguments take a line each, \
                                and so do the braces around them";
                    let message = "block on one line has more than one argument";
                    self.report_with(next.span, message, Some(help));
                    end = self.recover(kind.span.start);
                }
                _ => {
                    let _ = self.unexpected::<()>(next, "a closing brace");
                    end = self.recover(kind.span.start);
                }
            }
        } else {
            end = self.recover(kind.span.start).max(end);
        }
        let items = match item {
            Some(attribute) => {
                let item = Item::Attribute(self.keep(attribute));
                std::slice::from_ref(self.keep(item))
            }
            None => &[],
        };
        Body {
            span: self.place(Span::new(open.span.end, end)),
            items,
        }
    }

    fn one_line_attribute(&mut self) -> Result<Attribute<'t>, Option<Attribute<'t>>> {
        let name = self.bump();
        let next = self.peek();
        match next.kind {
            TokenKind::Equal if name.kind == TokenKind::Ident => {
                let equals = self.bump();
                let value = self.expression();
                let name = self.name(name);
                match value {
                    Ok(value) => Ok(Attribute { name, value }),
                    Err(Failed) => {
                        let end = self.at.max(equals.span.end);
                        let span = self.place(Span::new(equals.span.end, end));
                        let value = Expr::invalid(span);
                        Err(Some(Attribute { name, value }))
                    }
                }
            }
            _ if name.kind != TokenKind::Ident => {
                let _ = self.unexpected::<()>(name, "an argument");
                Err(None)
            }
            TokenKind::OpenQuote | TokenKind::OpenBrace | TokenKind::Ident => {
                let help = "a nested block stands on lines of its own";
                self.report_with(name.span, "block on one line holds a block", Some(help));
                Err(None)
            }
            _ => {
                let _ = self.unexpected::<()>(next, "an equals sign");
                Err(None)
            }
        }
    }

    pub(super) fn name(&self, token: Token) -> Name<'t> {
        Name {
            text: self.slice(token.span),
            span: self.place(token.span),
        }
    }
}
