//! `try` and `can`.

use std::cell::RefCell;
use std::sync::Arc;

use super::super::types::Type;
use super::super::undecided::{choice, derived};
use super::super::value::{Data, Entity, Unknown, Value};
use super::super::{Context, EvalError, Evaluated};
use crate::source::{Location, Span};
use crate::syntax::tree::{Expr, ExprKind, Part, StepKind};

impl Context<'_> {
    /// The first argument that evaluates. One that depends on something unknown
    /// may still turn out to fail, so that what follows it stays possible.
    pub(super) fn eval_attempt(&self, name: &str, args: &[Expr], span: Span) -> Evaluated {
        if name == "can" {
            return self.eval_can(args, span);
        }
        let mut possible = Vec::new();
        let mut open = None;
        let mut last = None;
        for arg in args {
            match self.attempt(arg) {
                Ok((value, doubt)) => {
                    possible.push(value);
                    if doubt.is_none() {
                        break;
                    }
                    open = open.or(doubt);
                }
                Err(error) => last = Some(error),
            }
        }
        match (possible.len(), possible.pop(), open) {
            (0, ..) | (_, None, _) => {
                let why = last.map(|error| error.message).unwrap_or_default();
                let message = format!("no argument of `try` can be evaluated: {why}");
                Err(self.error(message, span))
            }
            (1, Some(only), _) | (_, Some(only), None) => Ok(only),
            (_, Some(last), Some(why)) => {
                possible.push(last);
                Ok(choice(possible, &why, Type::Dynamic, self.at(span)))
            }
        }
    }

    fn eval_can(&self, args: &[Expr], span: Span) -> Evaluated {
        let at = self.at(span);
        let [arg] = args else {
            return Err(self.error("`can` expects one argument", span));
        };
        Ok(match self.attempt(arg) {
            Err(_) => Value::at(Data::Bool(false), at),
            Ok((_, None)) => Value::at(Data::Bool(true), at),
            Ok((_, Some(why))) => derived(&why, Type::Bool, at),
        })
    }

    /// An argument's value, and why its evaluation may yet fail, where it may.
    fn attempt(&self, arg: &Expr) -> Result<(Value, Option<Arc<Unknown>>), Box<EvalError>> {
        let met = RefCell::new(Met::default());
        let context = Context {
            met: Some(&met),
            ..*self
        };
        let value = context.eval(arg)?;
        let met = met.into_inner();
        let doubt = match &value.data {
            Data::Unknown(why) => Some(why.clone()),
            _ if is_followed(arg) => met.uncounted,
            _ => met.open.or(met.uncounted),
        };
        if let (Some(outer), Some(why)) = (self.met, &doubt) {
            outer.borrow_mut().open.get_or_insert_with(|| why.clone());
        }
        Ok((value, doubt))
    }

    /// A value that a name stands for; inside `try` it is noted where something
    /// in it is unknown.
    pub(in super::super) fn noted(&self, value: Value) -> Value {
        if let Some(met) = self.met
            && met.borrow().open.is_none()
        {
            met.borrow_mut().open = find_open(&value);
        }
        value
    }

    /// Inside `try` it is noted where an instance is asked for of something that has
    /// nobody knows how many.
    pub(in super::super) fn note_uncounted(&self, entity: &Entity, at: Location) {
        if let Some(met) = self.met {
            let why = || {
                let reason = format!("which instances `{entity}` has is not known");
                Arc::new(Unknown::new(reason, Some(at), Type::Dynamic))
            };
            met.borrow_mut().uncounted.get_or_insert_with(why);
        }
    }
}

/// Why an argument of `try` may yet fail.
#[derive(Debug, Default)]
pub(in super::super) struct Met {
    /// The first unknown that was met.
    open: Option<Arc<Unknown>>,
    /// The first instance that may not be there.
    uncounted: Option<Arc<Unknown>>,
}

/// Whether an expression is a reference that could be followed to its end: then
/// it can't fail, whatever is unknown further inside, unless an instance is missing.
fn is_followed(arg: &Expr) -> bool {
    let certain = |kind: &StepKind| match kind {
        StepKind::Index(key) => match &key.kind {
            ExprKind::String(_) | ExprKind::Number(_) => true,
            ExprKind::Template(template) => template.parts.iter().all(|part| match part {
                Part::Interpolation { expr, .. } => is_followed(expr),
                Part::Literal { .. } => true,
                Part::If(_) | Part::For(_) => false,
            }),
            // Where such a key is unknown, so is what it leads to.
            _ => is_followed(key),
        },
        _ => true,
    };
    match &arg.kind {
        ExprKind::Variable(_) => true,
        ExprKind::Access(access) => {
            matches!(access.base.kind, ExprKind::Variable(_))
                && access.steps.iter().all(|step| certain(&step.kind))
        }
        _ => false,
    }
}

/// The first unknown in a value, symbols left out: what they stand for exists.
fn find_open(value: &Value) -> Option<Arc<Unknown>> {
    if let Some(items) = value.as_sequence() {
        return items.iter().find_map(find_open);
    }
    if let Some(entries) = value.as_mapping() {
        return entries.values().find_map(find_open);
    }
    match &value.data {
        Data::Unknown(unknown) => Some(unknown.clone()),
        _ => None,
    }
}
