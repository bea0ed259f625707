//! Lists, objects, `for` expressions and calls: what stands in brackets.

use super::parser::{Failed, Parser, Read, settle};
use super::token::{Token, TokenKind};
use super::tree::{Call, Expr, ExprKind, For, Name, ObjectItem};
use crate::source::Span;

impl<'t> Parser<'t> {
    /// Reads `[…]`: a list or a `for` expression.
    pub(super) fn list(&mut self) -> Read<Expr<'t>> {
        let open = self.bump();
        let newlines = self.set_newlines(false);
        let first = self.peek();
        let kind = if self.is_keyword(first, "for") {
            self.for_expression(TokenKind::CloseBracket)?
        } else {
            ExprKind::List(self.elements(open)?)
        };
        let span = self.place(Span::new(open.span.start, self.at));
        self.set_newlines(newlines);
        Ok(Expr { span, kind })
    }

    fn elements(&mut self, open: Token) -> Read<&'t [Expr<'t>]> {
        let first = self.stacks.elements.len();
        while self.eat(TokenKind::CloseBracket).is_none() {
            let element = self.expression()?;
            self.stacks.elements.push(element);
            let next = self.peek();
            match next.kind {
                TokenKind::Comma => _ = self.bump(),
                TokenKind::CloseBracket => {}
                TokenKind::End => return self.fail(open.span, "list is not closed"),
                _ => return self.unexpected(next, "a comma or a closing bracket"),
            }
        }
        Ok(settle(&mut self.stacks.elements, first, self.arena))
    }

    /// Reads `{…}`: an object or a `for` expression.
    pub(super) fn object(&mut self) -> Read<Expr<'t>> {
        let open = self.bump();
        // Newlines separate the items of an object but mean nothing in a `for`.
        let newlines = self.set_newlines(false);
        let first = self.peek();
        let kind = if self.is_keyword(first, "for") {
            self.for_expression(TokenKind::CloseBrace)?
        } else {
            self.set_newlines(true);
            ExprKind::Object(self.object_items(open)?)
        };
        let span = self.place(Span::new(open.span.start, self.at));
        self.set_newlines(newlines);
        Ok(Expr { span, kind })
    }

    fn object_items(&mut self, open: Token) -> Read<&'t [ObjectItem<'t>]> {
        let first = self.stacks.entries.len();
        loop {
            match self.peek().kind {
                TokenKind::Newline => _ = self.bump(),
                TokenKind::CloseBrace => {
                    self.bump();
                    return Ok(settle(&mut self.stacks.entries, first, self.arena));
                }
                _ => {
                    let item = self.object_item(open)?;
                    self.stacks.entries.push(item);
                    let next = self.peek();
                    match next.kind {
                        TokenKind::Comma | TokenKind::Newline => _ = self.bump(),
                        TokenKind::CloseBrace => {}
                        TokenKind::End => return self.fail(open.span, "object is not closed"),
                        _ => return self.unexpected(next, "a comma or the end of the line"),
                    }
                }
            }
        }
    }

    fn object_item(&mut self, open: Token) -> Read<ObjectItem<'t>> {
        let key = match self.bare_key() {
            Some(key) => key,
            None => self.expression()?,
        };
        let separator = self.peek();
        match separator.kind {
            TokenKind::Equal | TokenKind::Colon => _ = self.bump(),
            TokenKind::End => return self.fail(open.span, "object is not closed"),
            _ => return self.unexpected(separator, "an equals sign and a value"),
        }
        let value = self.expression()?;
        Ok(ObjectItem { key, value })
    }

    /// Reads a key that is a bare name, which stands for itself, keywords
    /// included. Takes nothing where the key is something else.
    fn bare_key(&mut self) -> Option<Expr<'t>> {
        let name = self.eat(TokenKind::Ident)?;
        if !matches!(self.peek().kind, TokenKind::Equal | TokenKind::Colon) {
            self.seek(name.span.start);
            return None;
        }
        Some(Expr {
            span: self.place(name.span),
            kind: ExprKind::String(self.slice(name.span)),
        })
    }

    /// Reads a `for` expression from the keyword to the closing bracket.
    /// Newlines are no tokens in it. It counts as two levels: it takes more than
    /// twice the stack of any other expression.
    fn for_expression(&mut self, closing: TokenKind) -> Read<ExprKind<'t>> {
        self.enter()?;
        self.bump();
        let result = self.for_intro()?;
        self.for_results(result)?;
        let group = self.eat(TokenKind::Ellipsis);
        result.group = group.is_some();
        let next = self.peek();
        if self.is_keyword(next, "if") {
            self.bump();
            result.condition = Some(self.expression()?);
        }
        let kind = self.finish_for(result, group, closing)?;
        self.depth -= 1;
        Ok(kind)
    }

    /// Reads `key, value in collection` after `for`, in an expression or a
    /// directive. The rest is left open.
    pub(super) fn for_intro(&mut self) -> Read<&'t mut For<'t>> {
        let result = self.for_names()?;
        let next = self.peek();
        if !self.is_keyword(next, "in") {
            return self.unexpected(next, "`in` after the names of the `for`");
        }
        self.bump();
        result.collection = self.expression()?;
        Ok(result)
    }

    fn for_names(&mut self) -> Read<&'t mut For<'t>> {
        let first = self.for_name()?;
        let (key, value) = match self.eat(TokenKind::Comma) {
            Some(_) => (Some(first), self.for_name()?),
            None => (None, first),
        };
        Ok(self.arena.alloc(For {
            key,
            value,
            collection: Expr::invalid(Span::default()),
            key_result: None,
            value_result: Expr::invalid(Span::default()),
            group: false,
            condition: None,
        }))
    }

    /// Reads `: value` or `: key => value`.
    fn for_results(&mut self, result: &mut For<'t>) -> Read<()> {
        let colon = self.peek();
        if colon.kind != TokenKind::Colon {
            return self.unexpected(colon, "a colon after the collection");
        }
        self.bump();
        result.value_result = self.expression()?;
        if self.eat(TokenKind::Arrow).is_some() {
            let value = self.expression()?;
            result.key_result = Some(std::mem::replace(&mut result.value_result, value));
        }
        Ok(())
    }

    /// Reads the closing bracket and checks that an object has keys and a list
    /// has none.
    fn finish_for(
        &mut self,
        result: &'t For<'t>,
        group: Option<Token>,
        closing: TokenKind,
    ) -> Read<ExprKind<'t>> {
        let object = closing == TokenKind::CloseBrace;
        let wrong = match (&result.key_result, group) {
            (None, _) if object => {
                let span = result.value_result.span;
                Some((span, "`for` in braces has no key", "write `key => value`"))
            }
            (Some(key), _) if !object => Some((
                key.span,
                "`for` in brackets has a key",
                "only objects have keys: `{for …}`",
            )),
            (None, Some(group)) => {
                let help = "only objects group their values: `{for …}`";
                Some((
                    self.place(group.span),
                    "`for` in brackets groups its values",
                    help,
                ))
            }
            _ => None,
        };
        if let Some((span, message, help)) = wrong {
            self.report_placed(span, message, Some(help));
        }
        let close = self.peek();
        if close.kind != closing {
            return match wrong {
                Some(_) => Err(Failed),
                None => self.unexpected(close, "the end of the `for` expression"),
            };
        }
        self.bump();
        Ok(if wrong.is_some() {
            ExprKind::Invalid
        } else {
            ExprKind::For(result)
        })
    }

    fn for_name(&mut self) -> Read<Name<'t>> {
        let token = self.peek();
        if token.kind != TokenKind::Ident {
            return self.unexpected(token, "a name for the `for`");
        }
        self.bump();
        Ok(self.name(token))
    }

    /// Reads the rest of a call, whose name, up to the first `::`, is read.
    pub(super) fn call(&mut self, first: Token) -> Read<Expr<'t>> {
        let name = self.function_name(first)?;
        let open = self.peek();
        if open.kind != TokenKind::OpenParen {
            return self.unexpected(open, "a parenthesis after the function's name");
        }
        self.bump();
        let newlines = self.set_newlines(false);
        let before = self.stacks.elements.len();
        let mut expand = false;
        while self.eat(TokenKind::CloseParen).is_none() {
            let argument = self.expression()?;
            self.stacks.elements.push(argument);
            let next = self.peek();
            match next.kind {
                TokenKind::Comma => _ = self.bump(),
                TokenKind::CloseParen => {}
                TokenKind::Ellipsis => {
                    expand = true;
                    self.bump();
                    if self.peek().kind != TokenKind::CloseParen {
                        let message = "`...` does not end the arguments";
                        let help = "only the last argument can be expanded";
                        return self.fail_with(next.span, message, help);
                    }
                }
                TokenKind::End => {
                    let opening = first.span.to(open.span);
                    return self.fail(opening, "call is not closed");
                }
                _ => return self.unexpected(next, "a comma or a closing parenthesis"),
            }
        }
        let span = self.place(Span::new(first.span.start, self.at));
        self.set_newlines(newlines);
        let args = settle(&mut self.stacks.elements, before, self.arena);
        Ok(Expr {
            span,
            kind: ExprKind::Call(self.keep(Call { name, args, expand })),
        })
    }

    /// The name of a function with its namespaces, written without the space
    /// that may stand between them.
    fn function_name(&mut self, first: Token) -> Read<Name<'t>> {
        let mut name = self.name(first);
        let mut whole = String::new();
        while self.eat(TokenKind::DoubleColon).is_some() {
            let next = self.peek();
            if next.kind != TokenKind::Ident {
                return self.unexpected(next, "a function's name after `::`");
            }
            self.bump();
            if whole.is_empty() {
                whole.push_str(name.text);
            }
            whole.push_str("::");
            whole.push_str(self.slice(next.span));
            name.span = self.place(first.span.to(next.span));
        }
        if !whole.is_empty() {
            name.text = self.arena.alloc_str(&whole);
        }
        Ok(name)
    }
}
