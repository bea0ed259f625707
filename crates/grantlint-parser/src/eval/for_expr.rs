//! `[for … : …]` and `{for … : … => …}`.

use std::collections::BTreeMap;
use std::sync::Arc;

use smol_str::SmolStr;

use super::convert::convert;
use super::types::Type;
use super::undecided::{derived, one_of, spread};
use super::value::{Data, Unknown, Value};
use super::{Context, EvalError, Evaluated, Names, type_of};
use crate::source::Span;
use crate::syntax::tree::{Expr, For, Name};

/// What a `for` iterates over, and under which names.
pub(super) struct Iteration<'e> {
    pub(super) key: Option<&'e Name<'e>>,
    pub(super) value: &'e Name<'e>,
    pub(super) collection: Span,
    pub(super) condition: Option<&'e Expr<'e>>,
}

impl Context<'_> {
    #[inline(never)]
    pub(super) fn eval_for(&self, for_expr: &For, span: Span) -> Evaluated {
        let collection = match self.eval(&for_expr.collection) {
            Ok(collection) => collection,
            Err(error) => {
                let parts = self.for_over(parts_of(&error.ty), for_expr, span);
                return Err(error.typed(type_of(&parts)));
            }
        };
        if one_of(&collection).is_some() {
            let mut apply = |mut args: Vec<Value>| {
                self.for_over(args.pop().unwrap_or_else(Value::null), for_expr, span)
            };
            if let Some(spread) =
                spread(std::slice::from_ref(&collection), self.at(span), &mut apply)
            {
                return Ok(spread);
            }
        }
        self.for_over(collection, for_expr, span)
    }

    fn for_over(&self, collection: Value, for_expr: &For, span: Span) -> Evaluated {
        let iteration = Iteration {
            key: for_expr.key.as_ref(),
            value: &for_expr.value,
            collection: for_expr.collection.span,
            condition: for_expr.condition.as_ref(),
        };
        match &for_expr.key_result {
            None => {
                let mut results = Vec::new();
                let mut failed = None;
                let open = self.iterate(&collection, &iteration, span, &mut |inner| {
                    results.push(settled(inner.eval(&for_expr.value_result), &mut failed));
                    Ok(None)
                });
                let open = open.map_err(|error| error.typed(Type::Dynamic))?;
                if let Some(error) = failed {
                    let ty = open.map_or_else(|| Value::tuple(results).ty(), |_| Type::Dynamic);
                    return Err(error.typed(ty));
                }
                let open = open.or_else(|| hidden_length(&collection, &results));
                let loose = collection.is_loose();
                Ok(self.finish_for(open, || Value::tuple(results).loosened(loose), span))
            }
            Some(key) => {
                let mut results = Results {
                    group: for_expr.group,
                    ..Results::default()
                };
                let open = self.iterate(&collection, &iteration, span, &mut |inner| {
                    inner.for_entry(key, &for_expr.value_result, &mut results)
                });
                let open = open.map_err(|error| error.typed(Type::Dynamic))?;
                if let Some(error) = results.failed.take() {
                    let ty =
                        open.map_or_else(|| results.into_object(false).ty(), |_| Type::Dynamic);
                    return Err(error.typed(ty));
                }
                let mut groups = results.grouped.values();
                let open =
                    open.or_else(|| groups.find_map(|group| hidden_length(&collection, group)));
                let loose = collection.is_loose();
                Ok(self.finish_for(open, || results.into_object(loose), span))
            }
        }
    }

    fn finish_for(
        &self,
        open: Option<Arc<Unknown>>,
        value: impl FnOnce() -> Value,
        span: Span,
    ) -> Value {
        match open {
            Some(why) => derived(&why, Type::Dynamic, self.at(span)),
            None => self.made(value(), span),
        }
    }

    fn for_entry(&self, key: &Expr, value: &Expr, results: &mut Results) -> Step {
        let name = self.eval(key)?;
        if name.is_null() {
            return Err(self.error("the key of a `for` result must not be null", key.span));
        }
        let name = convert(name, &Type::String).map_err(|why| self.error(why, key.span))?;
        let value = settled(self.eval(value), &mut results.failed);
        let Data::String(text) = &name.data else {
            return Ok(name.as_unknown());
        };
        if results.group {
            results.grouped.entry(text.clone()).or_default().push(value);
        } else if results.single.insert(text.clone(), value).is_some() {
            let message = format!("two elements of the `for` have the key `{text}`");
            let error = self.error(message, key.span);
            results.failed.get_or_insert(error);
        }
        Ok(None)
    }

    /// Calls `each` with the names bound to each element that the condition
    /// lets through. Answers why the result is open, where it is.
    pub(super) fn iterate(
        &self,
        collection: &Value,
        iteration: &Iteration<'_>,
        span: Span,
        each: &mut dyn FnMut(&Context<'_>) -> Step,
    ) -> Step {
        if collection.is_null() {
            return Err(self.error("a null value can't be iterated", iteration.collection));
        }
        if let Some(condition) = iteration.condition {
            self.check_condition(condition, iteration)?;
        }
        let Some(pairs) = pairs(collection) else {
            return match collection.as_unknown() {
                Some(unknown) if !unknown.ty.is_primitive() => Ok(Some(unknown)),
                _ => Err(self.error("the value can't be iterated", iteration.collection)),
            };
        };
        let mut open = None;
        for (key, value) in pairs {
            if !self.budget.spend(1) {
                let unknown = self.exceeded(super::NO_STEPS, span);
                return Ok(unknown.as_unknown());
            }
            let why = self.with_names(iteration, &key, &value, |inner| {
                match inner.included(iteration.condition)? {
                    Included::Yes => each(inner),
                    Included::No => Ok(None),
                    Included::Open(why) => Ok(Some(why)),
                }
            })?;
            open = open.or(why);
        }
        Ok(open)
    }

    fn with_names<R>(
        &self,
        iteration: &Iteration<'_>,
        key: &Value,
        value: &Value,
        run: impl FnOnce(&Context<'_>) -> R,
    ) -> R {
        let outer = iteration.key.map(|name| Names {
            name: name.text,
            value: key,
            outer: self.names,
        });
        let names = Names {
            name: iteration.value.text,
            value,
            outer: outer.as_ref().or(self.names),
        };
        run(&Context {
            names: Some(&names),
            ..*self
        })
    }

    /// HCL tries the condition once with unknown names, and refuses one that
    /// can't be a condition even if there is nothing to iterate.
    fn check_condition(
        &self,
        condition: &Expr,
        iteration: &Iteration<'_>,
    ) -> Result<(), Box<EvalError>> {
        let name = Value::unknown("the element is not known yet", None, Type::Dynamic);
        let alone = Context { met: None, ..*self };
        alone.with_names(iteration, &name, &name, |inner| {
            inner.included(Some(condition))
        })?;
        Ok(())
    }

    fn included(&self, condition: Option<&Expr>) -> Result<Included, Box<EvalError>> {
        let Some(condition) = condition else {
            return Ok(Included::Yes);
        };
        let value = self.eval(condition)?;
        if value.is_null() {
            return Err(self.error("the condition of a `for` must not be null", condition.span));
        }
        let value = convert(value, &Type::Bool).map_err(|why| self.error(why, condition.span))?;
        Ok(match (value.as_bool(), value.as_unknown()) {
            (Some(true), _) => Included::Yes,
            (None, Some(why)) => Included::Open(why),
            _ => Included::No,
        })
    }
}

/// Why it is open how many results there are, where the results do not show it:
/// the elements of a loose collection may turn out to be fewer.
fn hidden_length(collection: &Value, results: &[Value]) -> Option<Arc<Unknown>> {
    let shown = || results.iter().any(|result| result.find_unknown().is_some());
    if !collection.is_loose() || shown() {
        return None;
    }
    collection.find_unknown()
}

/// Why the result is open after one element, or the error that ends it.
type Step = Result<Option<Arc<Unknown>>, Box<EvalError>>;

enum Included {
    Yes,
    No,
    Open(Arc<Unknown>),
}

#[derive(Default)]
struct Results {
    group: bool,
    single: BTreeMap<SmolStr, Value>,
    grouped: BTreeMap<SmolStr, Vec<Value>>,
    failed: Option<Box<EvalError>>,
}

/// A result, or in place of one that is in error something of its type: as HCL
/// does it the others are looked at all the same, for their types may count.
fn settled(result: Evaluated, failed: &mut Option<Box<EvalError>>) -> Value {
    result.unwrap_or_else(|error| {
        let ty = error.ty.clone();
        failed.get_or_insert(error);
        Value::unknown(IN_ERROR, None, ty)
    })
}

/// Something of a type, of which the parts are not known.
fn parts_of(ty: &Type) -> Value {
    let part = |ty: &Type| Value::unknown(IN_ERROR, None, ty.clone());
    match ty {
        Type::Tuple(elements) => Value::tuple(elements.iter().map(part).collect()),
        Type::Object(fields) => {
            let entries = fields.iter();
            Value::object(
                entries
                    .map(|(name, field)| (name.clone(), part(&field.ty)))
                    .collect(),
            )
        }
        ty => part(ty),
    }
}

/// What is never seen, for the whole is in error.
const IN_ERROR: &str = "a part of it is in error";

impl Results {
    fn into_object(self, loose: bool) -> Value {
        if !self.group {
            return Value::object(self.single);
        }
        let grouped = self.grouped.into_iter();
        Value::object(
            grouped
                .map(|(key, values)| (key, Value::tuple(values).loosened(loose)))
                .collect(),
        )
    }
}

/// The keys and elements of a collection; the key of a set's element is the
/// element itself.
fn pairs(collection: &Value) -> Option<Vec<(Value, Value)>> {
    let origin = || collection.origin.clone();
    if let Some(entries) = collection.entries() {
        let pair = |(key, value)| (Value::new(Data::String(key)).with_origin(origin()), value);
        return Some(entries.into_iter().map(pair).collect());
    }
    let items = collection.items()?;
    if matches!(collection.data, Data::Set(_)) {
        return Some(items.into_iter().map(|item| (item.clone(), item)).collect());
    }
    if collection.is_loose()
        && let Some(why) = collection.find_unknown()
    {
        let position = Unknown::new(why.reason.clone(), why.at, Type::Number);
        let position = Value::new(Data::Unknown(Arc::new(position))).with_origin(origin());
        return Some(
            items
                .into_iter()
                .map(|item| (position.clone(), item))
                .collect(),
        );
    }
    let pair = |(at, value)| (Value::number(at).with_origin(origin()), value);
    Some(items.into_iter().enumerate().map(pair).collect())
}
