//! What expressions mean, as Terraform 1.11 has it.
//!
//! [`evaluate`] has three outcomes: a value, a value that is unknown (wholly or
//! in part, with the reason), and an error where Terraform would refuse the
//! expression. Nothing is guessed: what Terraform could not know is unknown
//! here, except where every completion agrees (`true || unknown`).

mod access;
pub mod budget;
mod collection;
pub mod constraint;
pub mod convert;
pub mod equality;
mod for_expr;
mod functions;
pub mod json;
pub mod number;
mod operators;
pub mod scope;
pub mod sets;
mod template;
pub mod text;
pub mod types;
mod undecided;
pub mod unify;
pub mod value;

use std::cell::RefCell;
use std::fmt;

use smol_str::SmolStr;

use budget::Budget;
use functions::Met;
use number::Number;
use scope::Scope;
use types::Type;
use value::{Data, Value};

use crate::source::{FileId, Location, Span};
use crate::syntax::tree::{Expr, ExprKind};

/// Why Terraform would refuse an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvalError {
    /// Lower case, no stop, user text in backticks.
    pub message: String,
    /// The expression that is wrong.
    pub at: Location,
    /// The type that the expression has all the same: HCL lets it shape the
    /// other arm of a conditional.
    ty: Type,
}

/// A value, or why Terraform would refuse the expression.
pub type Evaluated = Result<Value, Box<EvalError>>;

/// What an expression of `file` means, where `scope` answers for the names in
/// it. What is spent comes out of `budget`, which all expressions of a run
/// share; past a limit the value is unknown and the budget knows where.
///
/// # Errors
/// Why Terraform would refuse the expression.
pub fn evaluate(expr: &Expr, file: FileId, scope: &dyn Scope, budget: &Budget) -> Evaluated {
    let context = Context {
        file,
        scope,
        budget,
        names: None,
        inside: None,
        templates: 0,
        met: None,
    };
    context.eval(expr)
}

impl EvalError {
    /// An error at that place.
    pub fn new(message: impl Into<String>, at: Location) -> Box<EvalError> {
        Box::new(EvalError {
            message: message.into(),
            at,
            ty: Type::Dynamic,
        })
    }

    /// The same error of an expression that has that type.
    fn typed(mut self: Box<Self>, ty: Type) -> Box<EvalError> {
        self.ty = ty;
        self
    }

    /// The unknown value that an expression with this error is to what uses it.
    pub fn into_unknown(self) -> Value {
        Value::unknown(self.message, Some(self.at), Type::Dynamic)
    }
}

impl fmt::Display for EvalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for EvalError {}

/// Where an expression is evaluated.
#[derive(Clone, Copy)]
struct Context<'a> {
    file: FileId,
    scope: &'a dyn Scope,
    budget: &'a Budget,
    names: Option<&'a Names<'a>>,
    /// The call that brought in the template that is being rendered: places in
    /// that text are none in `file`.
    inside: Option<Location>,
    /// How many templates are being rendered within each other.
    templates: u32,
    /// Inside of `try`, where it is noted why it may yet fail.
    met: Option<&'a RefCell<Met>>,
}

/// A name that an expression binds, and those outside.
struct Names<'a> {
    name: &'a str,
    value: &'a Value,
    outer: Option<&'a Names<'a>>,
}

impl<'a> Context<'a> {
    fn at(&self, span: Span) -> Location {
        self.inside.unwrap_or_else(|| span.in_file(self.file))
    }

    fn error(&self, message: impl Into<String>, span: Span) -> Box<EvalError> {
        EvalError::new(message, self.at(span))
    }

    fn named(&self, name: &str) -> Option<&'a Value> {
        let mut names = self.names;
        while let Some(bound) = names {
            if bound.name == name {
                return Some(bound.value);
            }
            names = bound.outer;
        }
        None
    }

    fn exceeded(&self, reason: &'static str, span: Span) -> Value {
        let at = self.at(span);
        self.budget.record(reason, Some(at));
        Value::unknown(reason, Some(at), Type::Dynamic)
    }

    /// A collection that was just made, with its place; where it is too large
    /// the budget is told.
    fn made(&self, value: Value, span: Span) -> Value {
        let at = self.at(span);
        if let Data::Unknown(unknown) = &value.data
            && unknown.at.is_none()
        {
            for reason in [value::TOO_DEEP, value::TOO_LARGE] {
                if unknown.reason == reason {
                    self.budget.record(reason, Some(at));
                }
            }
            return Value::unknown(unknown.reason.clone(), Some(at), unknown.ty.clone());
        }
        Value::at(value.data, at)
    }

    fn eval(&self, expr: &Expr) -> Evaluated {
        let weight = weight(expr);
        let result = if !self.budget.enter(weight) {
            Ok(self.exceeded(TOO_NESTED, expr.span))
        } else if !self.budget.spend(1) {
            Ok(self.exceeded(NO_STEPS, expr.span))
        } else {
            self.eval_kind(expr)
        };
        self.budget.leave(weight);
        match self.met.is_some() && makes_values(expr) {
            true => result.map(|value| self.noted(value)),
            false => result,
        }
    }

    fn eval_kind(&self, expr: &Expr) -> Evaluated {
        match &expr.kind {
            ExprKind::Paren(inner) => self.eval(inner),
            ExprKind::Access(access) => self.eval_access(access, expr.span),
            ExprKind::Call(call) => open_type(self.eval_call(call, expr.span)),
            ExprKind::Template(template) => self.eval_template(template, expr.span),
            ExprKind::Conditional(_) => self.eval_conditional(expr),
            ExprKind::Binary(_) => self.eval_binary(expr),
            ExprKind::Unary(unary) => self.eval_unary(unary, expr.span),
            ExprKind::For(for_expr) => self.eval_for(for_expr, expr.span),
            ExprKind::List(items) => self.eval_list(items, expr.span),
            ExprKind::Object(items) => self.eval_object(items, expr.span),
            ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::String(_)
            | ExprKind::Variable(_)
            | ExprKind::Invalid => self.eval_leaf(expr),
        }
    }

    #[inline(never)]
    fn eval_leaf(&self, expr: &Expr) -> Evaluated {
        let data = match &expr.kind {
            ExprKind::Bool(value) => Data::Bool(*value),
            ExprKind::Number(text) => match Number::parse(text) {
                Ok(number) => Data::Number(number),
                Err(_) => return Ok(self.exceeded(TOO_BIG_NUMBER, expr.span)),
            },
            ExprKind::String(text) => Data::String(text::normalized(SmolStr::new(text))),
            ExprKind::Variable(name) => {
                return self.resolve(name, &[], expr.span).map(|(it, _)| it);
            }
            ExprKind::Invalid => {
                let at = Some(self.at(expr.span));
                return Ok(Value::unknown(
                    "the text could not be read",
                    at,
                    Type::Dynamic,
                ));
            }
            _ => Data::Null(Type::Dynamic),
        };
        Ok(Value::at(data, self.at(expr.span)))
    }

    /// What a name means, with the attribute names that follow it, and how many
    /// of them that stands for.
    fn resolve(
        &self,
        root: &str,
        rest: &[&str],
        span: Span,
    ) -> Result<(Value, usize), Box<EvalError>> {
        if let Some(value) = self.named(root) {
            return Ok((self.noted(value.clone()), 0));
        }
        let answer = if self.budget.enter(SCOPE_WEIGHT) {
            self.scope
                .resolve(root, rest, self.at(span))
                .map_err(|message| self.error(message, span))
        } else {
            Ok((self.exceeded(TOO_NESTED, span), 0))
        };
        self.budget.leave(SCOPE_WEIGHT);
        let (value, taken) = answer?;
        Ok((self.noted(value), taken))
    }
}

/// The type of a value, or the one that an expression in error has all the same.
fn type_of(value: &Evaluated) -> Type {
    match value {
        Ok(value) => value.ty(),
        Err(error) => error.ty.clone(),
    }
}

/// An error of an expression whose type its parts do not tell.
fn open_type(result: Evaluated) -> Evaluated {
    result.map_err(|error| error.typed(Type::Dynamic))
}

/// Whether what an expression gives may be unknown without anything in it being
/// unknown: of a symbol, it is not known what a function makes of it, or whether it
/// fails.
fn makes_values(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Access(_) | ExprKind::Call(_) | ExprKind::Binary(_) | ExprKind::Unary(_)
    )
}

/// How much of [`budget::MAX_DEPTH`] an expression takes.
fn weight(expr: &Expr) -> u32 {
    match &expr.kind {
        ExprKind::For(_) => 3,
        ExprKind::Call(_) => 2,
        _ => 1,
    }
}

/// How much of it the answer for a name takes.
const SCOPE_WEIGHT: u32 = 4;
/// How much of it a directive of a template takes.
const DIRECTIVE_WEIGHT: u32 = 4;
/// Why an expression that nests too deeply is unknown.
const TOO_NESTED: &str = "expressions nest or refer to each other too deeply";
/// Why nothing more is evaluated.
const NO_STEPS: &str = "the evaluation takes more than 50,000,000 steps";
/// Why a number is unknown.
const TOO_BIG_NUMBER: &str = "the number is too large or too small to compute with";
