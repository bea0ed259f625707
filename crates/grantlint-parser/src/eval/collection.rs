//! `[…]` and `{…}`.

use std::collections::BTreeMap;
use std::sync::Arc;

use smol_str::SmolStr;

use super::convert::convert;
use super::types::Type;
use super::undecided::derived;
use super::value::{Data, Unknown, Value};
use super::{Context, EvalError, Evaluated, type_of};
use crate::source::Span;
use crate::syntax::tree::{Expr, ObjectItem};

impl Context<'_> {
    #[inline(never)]
    pub(super) fn eval_list(&self, items: &[Expr], span: Span) -> Evaluated {
        let mut values = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            match self.eval(item) {
                Ok(value) => values.push(value),
                Err(error) => {
                    let mut types: Vec<Type> = values.iter().map(Value::ty).collect();
                    types.push(error.ty.clone());
                    let rest = items.get(at + 1..).unwrap_or(&[]);
                    types.extend(rest.iter().map(|item| type_of(&self.eval(item))));
                    return Err(error.typed(Type::tuple(types)));
                }
            }
        }
        Ok(self.made(Value::tuple(values), span))
    }

    #[inline(never)]
    pub(super) fn eval_object(&self, items: &[ObjectItem], span: Span) -> Evaluated {
        let mut entries = BTreeMap::new();
        let mut open = None;
        for (at, item) in items.iter().enumerate() {
            let key = match self.eval_key(&item.key)? {
                Ok(name) => name,
                Err(why) => {
                    open = open.or(why);
                    self.eval(&item.value)?;
                    continue;
                }
            };
            match self.eval(&item.value) {
                Ok(value) => _ = entries.insert(key, value),
                Err(error) => {
                    let mut types: BTreeMap<SmolStr, Type> = entries
                        .into_iter()
                        .map(|(key, value)| (key, value.ty()))
                        .collect();
                    types.insert(key, error.ty.clone());
                    self.other_types(items.get(at + 1..).unwrap_or(&[]), &mut types);
                    return Err(error.typed(Type::object(types)));
                }
            }
        }
        Ok(match open {
            Some(unknown) => derived(&unknown, Type::Dynamic, self.at(span)),
            None => self.made(Value::object(entries), span),
        })
    }

    /// The name that a key stands for, or why that is not known.
    fn eval_key(
        &self,
        key: &Expr,
    ) -> Result<Result<SmolStr, Option<Arc<Unknown>>>, Box<EvalError>> {
        let value = self.eval(key)?;
        if value.is_null() {
            return Err(self.error("an object key must not be null", key.span));
        }
        let value = convert(value, &Type::String)
            .map_err(|problem| self.error(format!("object key: {problem}"), key.span))?;
        Ok(match value.data {
            Data::String(name) => Ok(name),
            _ => Err(value.as_unknown()),
        })
    }

    fn other_types(&self, items: &[ObjectItem], types: &mut BTreeMap<SmolStr, Type>) {
        for item in items {
            if let Ok(Ok(key)) = self.eval_key(&item.key) {
                types.insert(key, type_of(&self.eval(&item.value)));
            }
        }
    }
}
