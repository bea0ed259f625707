//! Expressions: operators, terms and the steps after them.
//!
//! Chains do not recurse: `a || b || …`, `a ? b : c ? d : …` and `a[0][0]…` may
//! have any length. What is truly nested counts towards the depth.

use super::parser::{Parser, Read, settle, shown};
use super::token::TokenKind;
use super::tree::{
    Access, Binary, BinaryOperator, Conditional, Expr, ExprKind, Step, StepKind, Unary,
    UnaryOperator,
};
use crate::source::Span;

impl<'t> Parser<'t> {
    /// Reads an expression, the conditional operator included.
    pub(super) fn expression(&mut self) -> Read<Expr<'t>> {
        self.enter()?;
        let mut expression = self.operand()?;
        let next = self.peek().kind;
        if binary_operator(next).is_some() {
            expression = self.operators(expression)?;
        }
        if self.peek().kind == TokenKind::Question {
            expression = self.conditional(expression)?;
        }
        self.depth -= 1;
        Ok(expression)
    }

    /// Reads `? then : otherwise` and the conditionals chained to its end.
    fn conditional(&mut self, first: Expr<'t>) -> Read<Expr<'t>> {
        let mut decided = Vec::new();
        let mut last = first;
        while self.eat(TokenKind::Question).is_some() {
            let then = self.expression()?;
            let colon = self.peek();
            if colon.kind != TokenKind::Colon {
                return self.unexpected(colon, "`:` and the value for when the condition is false");
            }
            self.bump();
            decided.push((last, then));
            let first = self.operand()?;
            last = self.operators(first)?;
        }
        Ok(decided
            .into_iter()
            .rfold(last, |otherwise, (condition, then)| {
                let span = condition.span.to(otherwise.span);
                let conditional = Conditional {
                    condition,
                    then,
                    otherwise,
                };
                Expr {
                    span,
                    kind: ExprKind::Conditional(self.keep(conditional)),
                }
            }))
    }

    /// Reads operators and operands, if any follow, with a stack of what waits
    /// for its right side. All operators group to the left.
    fn operators(&mut self, first: Expr<'t>) -> Read<Expr<'t>> {
        let mut waiting: Vec<(Expr<'t>, BinaryOperator, Span)> = Vec::new();
        let mut right = first;
        loop {
            let token = self.peek();
            let next = binary_operator(token.kind);
            let strength = next.map_or(0, strength);
            while let Some((left, operator, operator_span)) =
                waiting.pop_if(|(_, operator, _)| self::strength(*operator) >= strength)
            {
                let span = left.span.to(right.span);
                let binary = Binary {
                    operator,
                    operator_span,
                    left,
                    right,
                };
                right = Expr {
                    span,
                    kind: ExprKind::Binary(self.keep(binary)),
                };
            }
            let Some(operator) = next else {
                return Ok(right);
            };
            self.bump();
            waiting.push((right, operator, self.place(token.span)));
            right = self.operand()?;
        }
    }

    /// Reads a term with its steps, or unary operators and their operand.
    #[inline]
    fn operand(&mut self) -> Read<Expr<'t>> {
        let term = self.term()?;
        self.steps(term)
    }

    fn unary(&mut self) -> Read<Expr<'t>> {
        let mut operators = Vec::new();
        while let Some(operator) = unary_operator(self.peek().kind) {
            self.enter()?;
            operators.push((operator, self.bump().span));
        }
        let term = self.term()?;
        let mut operand = self.steps(term)?;
        while let Some((operator, local)) = operators.pop() {
            self.depth -= 1;
            let span = self.place(local).to(operand.span);
            let unary = Unary { operator, operand };
            operand = Expr {
                span,
                kind: ExprKind::Unary(self.keep(unary)),
            };
        }
        Ok(operand)
    }

    fn term(&mut self) -> Read<Expr<'t>> {
        let token = self.peek();
        match token.kind {
            TokenKind::Ident => self.named(),
            TokenKind::OpenQuote => self.quoted(),
            TokenKind::Number => Ok(self.number()),
            TokenKind::OpenBracket => self.list(),
            TokenKind::OpenBrace => self.object(),
            TokenKind::OpenParen => self.parenthesised(),
            TokenKind::OpenHeredoc => self.heredoc(),
            TokenKind::Bang | TokenKind::Minus => self.unary(),
            _ => self.unexpected(token, "an expression"),
        }
    }

    /// Reads a keyword, a variable or a call.
    fn named(&mut self) -> Read<Expr<'t>> {
        let token = self.bump();
        let kind = match self.peek().kind {
            TokenKind::OpenParen | TokenKind::DoubleColon => return self.call(token),
            _ => match self.slice(token.span) {
                "true" => ExprKind::Bool(true),
                "false" => ExprKind::Bool(false),
                "null" => ExprKind::Null,
                name => ExprKind::Variable(name),
            },
        };
        Ok(Expr {
            span: self.place(token.span),
            kind,
        })
    }

    fn number(&mut self) -> Expr<'t> {
        let token = self.bump();
        let written = self.slice(token.span);
        let span = self.place(token.span);
        if is_number(written) {
            return Expr {
                span,
                kind: ExprKind::Number(written),
            };
        }
        self.report(token.span, format!("{} is not a number", shown(written)));
        Expr::invalid(span)
    }

    fn parenthesised(&mut self) -> Read<Expr<'t>> {
        let open = self.bump();
        let newlines = self.set_newlines(false);
        let inner = self.expression()?;
        let close = self.peek();
        if close.kind != TokenKind::CloseParen {
            return self.unexpected(close, "a closing parenthesis");
        }
        self.bump();
        self.set_newlines(newlines);
        let span = self.place(open.span.to(close.span));
        Ok(Expr {
            span,
            kind: ExprKind::Paren(self.keep(inner)),
        })
    }

    /// Reads the steps after a term, if there are any.
    #[inline]
    fn steps(&mut self, base: Expr<'t>) -> Read<Expr<'t>> {
        match self.peek().kind {
            TokenKind::Dot | TokenKind::OpenBracket => self.access(base),
            _ => Ok(base),
        }
    }

    fn access(&mut self, base: Expr<'t>) -> Read<Expr<'t>> {
        let first = self.stacks.steps.len();
        let mut end = base.span;
        // Whether an attribute splat reaches to here, which admits no other.
        let mut in_splat = false;
        loop {
            let token = self.peek();
            let step = match token.kind {
                TokenKind::Dot => self.dot(in_splat)?,
                TokenKind::OpenBracket => self.index()?,
                _ => break,
            };
            in_splat = match step.kind {
                StepKind::AttrSplat => true,
                StepKind::Index(_) | StepKind::FullSplat => false,
                StepKind::Attr(_) | StepKind::LegacyIndex(_) => in_splat,
            };
            end = step.span;
            self.stacks.steps.push(step);
        }
        let span = base.span.to(end);
        let steps = settle(&mut self.stacks.steps, first, self.arena);
        Ok(Expr {
            span,
            kind: ExprKind::Access(self.keep(Access { base, steps })),
        })
    }

    /// Reads `.name`, `.0` or `.*`.
    fn dot(&mut self, in_splat: bool) -> Read<Step<'t>> {
        let dot = self.bump();
        let token = self.peek();
        let written = self.slice(token.span);
        let kind = match token.kind {
            TokenKind::Ident => StepKind::Attr(written),
            TokenKind::Number => {
                if written.contains('.') {
                    let message = format!("{} is not an index", shown(written));
                    let help = "write indices in brackets: `[0][1]`";
                    self.report_with(token.span, message, Some(help));
                }
                StepKind::LegacyIndex(written)
            }
            TokenKind::Star if in_splat => {
                let help = "`[*]` may follow where another `.*` may not";
                return self.fail_with(token.span, "splat stands inside of another", help);
            }
            TokenKind::Star => StepKind::AttrSplat,
            _ => return self.unexpected(token, "a name after the dot"),
        };
        self.bump();
        Ok(Step {
            span: self.place(dot.span.to(token.span)),
            kind,
        })
    }

    /// Reads `[index]` or `[*]`.
    fn index(&mut self) -> Read<Step<'t>> {
        let open = self.bump();
        let kind = if self.eat(TokenKind::Star).is_some() {
            StepKind::FullSplat
        } else {
            let newlines = self.set_newlines(false);
            let index = self.expression()?;
            self.close_index()?;
            self.set_newlines(newlines);
            let span = self.place(Span::new(open.span.start, self.at));
            return Ok(Step {
                span,
                kind: StepKind::Index(self.keep(index)),
            });
        };
        self.close_index()?;
        Ok(Step {
            span: self.place(Span::new(open.span.start, self.at)),
            kind,
        })
    }

    fn close_index(&mut self) -> Read<()> {
        let close = self.peek();
        if close.kind != TokenKind::CloseBracket {
            return self.unexpected(close, "a closing bracket after the index");
        }
        self.bump();
        Ok(())
    }
}

/// Whether a number token is well formed: digits, perhaps a fraction, perhaps
/// an exponent that Terraform's numbers can hold.
fn is_number(written: &str) -> bool {
    let (mantissa, exponent) = match written.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (written, None),
    };
    mantissa.matches('.').count() <= 1 && exponent.is_none_or(|power| power.parse::<i32>().is_ok())
}

fn unary_operator(kind: TokenKind) -> Option<UnaryOperator> {
    match kind {
        TokenKind::Bang => Some(UnaryOperator::Not),
        TokenKind::Minus => Some(UnaryOperator::Negate),
        _ => None,
    }
}

fn binary_operator(kind: TokenKind) -> Option<BinaryOperator> {
    Some(match kind {
        TokenKind::Or => BinaryOperator::Or,
        TokenKind::And => BinaryOperator::And,
        TokenKind::EqualEqual => BinaryOperator::Equal,
        TokenKind::BangEqual => BinaryOperator::NotEqual,
        TokenKind::Less => BinaryOperator::Less,
        TokenKind::LessEqual => BinaryOperator::LessOrEqual,
        TokenKind::Greater => BinaryOperator::Greater,
        TokenKind::GreaterEqual => BinaryOperator::GreaterOrEqual,
        TokenKind::Plus => BinaryOperator::Add,
        TokenKind::Minus => BinaryOperator::Subtract,
        TokenKind::Star => BinaryOperator::Multiply,
        TokenKind::Slash => BinaryOperator::Divide,
        TokenKind::Percent => BinaryOperator::Modulo,
        _ => return None,
    })
}

/// How tightly an operator binds; 0 is left for "no operator".
fn strength(operator: BinaryOperator) -> u8 {
    use BinaryOperator::*;
    match operator {
        Or => 1,
        And => 2,
        Equal | NotEqual => 3,
        Less | LessOrEqual | Greater | GreaterOrEqual => 4,
        Add | Subtract => 5,
        Multiply | Divide | Modulo => 6,
    }
}
