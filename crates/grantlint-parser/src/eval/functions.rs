//! Terraform's functions: how they are called, and which there are.
//!
//! Each function is a row of a table: its parameters, the type of its result,
//! and how it deals with what is not known. By default a call with an unknown
//! anywhere in its arguments is unknown; functions that only move values about
//! look at the unknown parts themselves.

mod attempt;
mod cidr;
mod collection;
mod conversion;
mod csv;
mod datetime;
mod encoding;
mod filesystem;
mod format;
mod numeric;
mod pattern;
mod sequence;
mod set_operations;
mod string;
mod table;
mod yaml;
mod yaml_encode;

use smol_str::SmolStr;

pub(super) use attempt::Met;

use super::convert::convert;
use super::types::Type;
use super::undecided::{derived, spread};
use super::value::{Data, Value};
use super::{Context, EvalError, Evaluated};
use crate::source::{Location, Span};
use crate::syntax::tree::{Call, Expr, ExprKind};

/// The result of a function, or why it refuses its arguments.
type Outcome = Result<Value, String>;

/// A function.
struct Function {
    name: &'static str,
    parameters: &'static [Parameter],
    /// What further arguments must be, where there may be some.
    rest: Option<Parameter>,
    returns: Sort,
    /// Whether it deals with unknown arguments itself.
    partial: bool,
    run: fn(&Args<'_, '_>) -> Outcome,
}

/// What an argument must be.
#[derive(Clone, Copy)]
struct Parameter {
    sort: Sort,
    null: bool,
}

/// The types that parameters and results have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Any,
    Bool,
    Number,
    String,
    List,
    Set,
    Map,
    Strings,
    Bools,
    StringSet,
    ListsOfStrings,
}

impl Sort {
    fn ty(self) -> Type {
        match self {
            Sort::Any => Type::Dynamic,
            Sort::Bool => Type::Bool,
            Sort::Number => Type::Number,
            Sort::String => Type::String,
            Sort::List => Type::list(Type::Dynamic),
            Sort::Set => Type::set(Type::Dynamic),
            Sort::Map => Type::map(Type::Dynamic),
            Sort::Strings => Type::list(Type::String),
            Sort::Bools => Type::list(Type::Bool),
            Sort::StringSet => Type::set(Type::String),
            Sort::ListsOfStrings => Type::map(Type::list(Type::String)),
        }
    }
}

/// What a function is called with.
struct Args<'a, 'c> {
    context: &'a Context<'c>,
    span: Span,
    /// The call.
    at: Location,
    values: Vec<Value>,
}

impl Args<'_, '_> {
    fn get(&self, at: usize) -> &Value {
        static NULL: Value = Value {
            data: Data::Null(Type::Dynamic),
            origin: super::value::Origin {
                at: None,
                trail: None,
            },
        };
        self.values.get(at).unwrap_or(&NULL)
    }

    fn str(&self, at: usize) -> Result<&str, String> {
        self.get(at)
            .as_str()
            .ok_or_else(|| "a string is required".to_owned())
    }

    fn number(&self, at: usize) -> Result<&super::number::Number, String> {
        self.get(at)
            .as_number()
            .ok_or_else(|| "a number is required".to_owned())
    }

    /// An argument that Go code takes as an `int`.
    fn integer(&self, at: usize) -> Result<i64, String> {
        self.number(at)?
            .as_i64()
            .ok_or_else(|| "a whole number is required".to_owned())
    }

    fn items(&self, at: usize) -> Vec<Value> {
        let items = self.get(at).items().unwrap_or_default();
        self.context.budget.spend(items.len() as u64);
        items
    }

    /// A string that the call made.
    fn string(&self, text: impl Into<SmolStr>) -> Value {
        let text: SmolStr = text.into();
        if text.len() > super::budget::MAX_STRING {
            return self.context.exceeded(super::template::TOO_LONG, self.span);
        }
        Value::at(Data::String(super::text::normalized(text)), self.at)
    }

    fn strings(&self, texts: impl IntoIterator<Item = impl Into<SmolStr>>) -> Value {
        let items = texts.into_iter().map(|text| self.string(text)).collect();
        Value::list(Type::String, items)
    }

    fn boolean(&self, value: bool) -> Value {
        Value::at(Data::Bool(value), self.at)
    }

    fn count(&self, value: usize) -> Value {
        Value::at(Data::Number(value.into()), self.at)
    }

    /// The result where something that it needs is unknown.
    fn open(&self, because: &Value, ty: Type) -> Value {
        match because.find_unknown() {
            Some(why) => derived(&why, ty, self.at),
            None => Value::unknown("an argument is not known", Some(self.at), ty),
        }
    }

    fn impure(&self, reason: impl Into<SmolStr>, ty: Type) -> Value {
        Value::unknown(reason, Some(self.at), ty)
    }

    /// Spends steps for work that the arguments do not show; the result that
    /// stands for the call where they are used up.
    fn afford(&self, steps: usize, ty: Type) -> Result<(), Value> {
        if steps as u64 > u64::from(super::budget::MAX_VALUES) {
            let reason = super::value::TOO_LARGE;
            self.context.budget.record(reason, Some(self.at));
            return Err(Value::unknown(reason, Some(self.at), ty));
        }
        if self.context.budget.spend(steps as u64) {
            Ok(())
        } else {
            Err(self.context.exceeded(super::NO_STEPS, self.span))
        }
    }
}

impl Function {
    /// The type of a call of which the arguments are not all known. Where any
    /// number of arguments of any type may follow, one of which not even the type
    /// is known leaves it open.
    fn type_for(&self, values: &[Value]) -> Type {
        let takes_any = self.rest.is_some_and(|rest| rest.sort == Sort::Any);
        let is_open = |value: &Value| match &value.data {
            Data::Null(ty) => *ty == Type::Dynamic,
            _ => value
                .as_unknown()
                .is_some_and(|why| why.ty == Type::Dynamic),
        };
        if takes_any && values.iter().any(is_open) {
            return Type::Dynamic;
        }
        self.returns.ty()
    }
}

impl Context<'_> {
    #[inline(never)]
    pub(super) fn eval_call(&self, call: &Call, span: Span) -> Evaluated {
        let name = call.name.text;
        let name = name.strip_prefix("core::").unwrap_or(name);
        if name.starts_with("provider::") {
            let reason = format!("`{name}` is a function of a provider");
            return Ok(Value::unknown(reason, Some(self.at(span)), Type::Dynamic));
        }
        if !self.scope.has_functions() {
            let message = "functions may not be called here: only plain values may stand";
            return Err(self.error(message, call.name.span));
        }
        match name {
            "try" | "can" if !call.expand => return self.eval_attempt(name, call.args, span),
            "templatefile" if self.templates > 0 => {
                return Err(self.error("templates can't call `templatefile`", call.name.span));
            }
            "templatestring" if !call.args.first().is_some_and(is_reference) => {
                let message = "the template must be a reference to a string from elsewhere";
                return Err(self.error(message, call.name.span));
            }
            _ => {}
        }
        let Some(function) = table::find(name) else {
            return Err(self.error(format!("there is no function `{name}`"), call.name.span));
        };
        match self.arguments(function, call, span)? {
            Arguments::Ready(values) => self.run(function, values, span),
            Arguments::Unknown(value) => Ok(value),
        }
    }

    fn arguments(
        &self,
        function: &Function,
        call: &Call,
        span: Span,
    ) -> Result<Arguments, Box<EvalError>> {
        let mut values: Vec<(Value, Span)> = Vec::with_capacity(call.args.len());
        for (at, arg) in call.args.iter().enumerate() {
            let value = self.eval(arg)?;
            if !call.expand || at + 1 < call.args.len() {
                values.push((value, arg.span));
                continue;
            }
            match value.items() {
                Some(items) => values.extend(items.into_iter().map(|item| (item, arg.span))),
                None => match value.as_unknown() {
                    Some(why) if !why.ty.is_primitive() => {
                        let ty = function.returns.ty();
                        return Ok(Arguments::Unknown(derived(&why, ty, self.at(span))));
                    }
                    _ => {
                        let message = "only a list, set or tuple can be expanded with `...`";
                        return Err(self.error(message, arg.span));
                    }
                },
            }
        }
        self.budget.spend(values.len() as u64);
        self.check_arguments(function, values, span)
    }

    fn check_arguments(
        &self,
        function: &Function,
        values: Vec<(Value, Span)>,
        span: Span,
    ) -> Result<Arguments, Box<EvalError>> {
        let name = function.name;
        let wanted = function.parameters.len();
        if values.len() < wanted {
            return Err(self.error(format!("`{name}` expects {wanted} arguments"), span));
        }
        let mut ready = Vec::with_capacity(values.len());
        for (at, (value, arg)) in values.into_iter().enumerate() {
            let Some(parameter) = function.parameters.get(at).copied().or(function.rest) else {
                return Err(self.error(format!("`{name}` expects only {wanted} arguments"), arg));
            };
            if value.is_null() && !parameter.null {
                return Err(self.error(format!("argument of `{name}`: must not be null"), arg));
            }
            if parameter.sort != Sort::Any {
                let length = value.as_sequence().map_or(0, <[Value]>::len);
                self.budget.spend(length as u64);
            }
            let value = convert(value, &parameter.sort.ty())
                .map_err(|why| self.error(format!("argument of `{name}`: {why}"), arg))?;
            ready.push(value);
        }
        Ok(Arguments::Ready(ready))
    }

    fn run(&self, function: &Function, values: Vec<Value>, span: Span) -> Evaluated {
        let at = self.at(span);
        let mut apply = |values: Vec<Value>| self.run_on(function, values, span);
        if let Some(spread) = spread(&values, at, &mut apply) {
            return Ok(spread);
        }
        self.run_on(function, values, span)
    }

    fn run_on(&self, function: &Function, values: Vec<Value>, span: Span) -> Evaluated {
        let at = self.at(span);
        let sizes: u64 = match function.partial {
            true => values.len() as u64,
            false => values.iter().map(Value::size).sum(),
        };
        if !self.budget.spend(sizes) {
            return Ok(self.exceeded(super::NO_STEPS, span));
        }
        if !function.partial
            && let Some(why) = values.iter().find_map(Value::find_unknown)
        {
            return Ok(derived(&why, function.type_for(&values), at));
        }
        let args = Args {
            context: self,
            span,
            at,
            values,
        };
        let value = (function.run)(&args)
            .map_err(|why| self.error(format!("`{}`: {why}", function.name), span))?;
        Ok(match value.origin.at {
            Some(_) => value,
            None => self.made(value, span),
        })
    }
}

/// Whether an expression names something that is defined elsewhere.
fn is_reference(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Variable(_) => true,
        ExprKind::Access(access) => matches!(access.base.kind, ExprKind::Variable(_)),
        _ => false,
    }
}

enum Arguments {
    Ready(Vec<Value>),
    Unknown(Value),
}
