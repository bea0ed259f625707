//! `[…]` and `{…}`.

use std::collections::BTreeMap;

use super::convert::convert;
use super::types::Type;
use super::undecided::derived;
use super::value::{Data, Value};
use super::{Context, Evaluated};
use crate::source::Span;
use crate::syntax::tree::{Expr, ObjectItem};

impl Context<'_> {
    #[inline(never)]
    pub(super) fn eval_list(&self, items: &[Expr], span: Span) -> Evaluated {
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            values.push(self.eval(item)?);
        }
        Ok(self.made(Value::tuple(values), span))
    }

    #[inline(never)]
    pub(super) fn eval_object(&self, items: &[ObjectItem], span: Span) -> Evaluated {
        let mut entries = BTreeMap::new();
        let mut open = None;
        for item in items {
            let key = self.eval(&item.key)?;
            let value = self.eval(&item.value)?;
            if key.is_null() {
                return Err(self.error("an object key must not be null", item.key.span));
            }
            let key = convert(key, &Type::String)
                .map_err(|problem| self.error(format!("object key: {problem}"), item.key.span))?;
            match key.data {
                Data::String(name) => _ = entries.insert(name, value),
                _ => open = open.or(key.as_unknown()),
            }
        }
        Ok(match open {
            Some(unknown) => derived(&unknown, Type::Dynamic, self.at(span)),
            None => self.made(Value::object(entries), span),
        })
    }
}
