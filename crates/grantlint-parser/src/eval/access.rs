//! `value.name`, `value[key]` and splats.

use std::sync::Arc;

use smol_str::{SmolStr, format_smolstr};

use super::convert::convert;
use super::types::Type;
use super::undecided::{derived, found, may_be_null, one_of, spread};
use super::value::{AttributeOf, Data, Entity, Unknown, Value};
use super::{Context, EvalError, Evaluated, type_of};
use crate::source::Span;
use crate::syntax::tree::{Access, ExprKind, Step, StepKind};

impl Context<'_> {
    #[inline(never)]
    pub(super) fn eval_access(&self, access: &Access, span: Span) -> Evaluated {
        let (value, taken) = match &access.base.kind {
            ExprKind::Variable(root) => self.eval_reference(root, access)?,
            _ => match self.eval(&access.base) {
                Ok(value) => (value, 0),
                Err(error) => {
                    let ty = self.type_behind(&error.ty, access.steps);
                    return Err(error.typed(ty));
                }
            },
        };
        let steps = access.steps.get(taken..).unwrap_or(&[]);
        let value = self.take(value, steps, span)?;
        Ok(self.whole(value, span))
    }

    /// Modules of which nothing in particular is asked are the objects of their
    /// outputs. While there are steps to take they are not: the other outputs may
    /// depend on the one that is meant.
    fn whole(&self, value: Value, span: Span) -> Value {
        let is_module = |part: &Value| matches!(part.data, Data::Entity(Entity::Module(_)));
        let one = |part: &Value| match &part.data {
            Data::Entity(entity) => self.scope.whole(entity, self.at(span)),
            _ => None,
        };
        let part = |part: &Value| one(part).unwrap_or_else(|| part.clone());
        // The instances of one call are all modules, or none of them is.
        let whole = match &value.data {
            Data::Entity(Entity::Module(_)) => one(&value),
            Data::Tuple(tuple) if tuple.items().first().is_some_and(is_module) => {
                Some(Value::tuple(tuple.items().iter().map(part).collect()))
            }
            // The splat of a module that has instances by key.
            Data::Tuple(tuple)
                if matches!(
                    tuple.items(),
                    [Value {
                        data: Data::Object(_),
                        ..
                    }]
                ) =>
            {
                let items = tuple.items().iter().cloned();
                let items: Vec<Value> = items.map(|item| self.whole(item, span)).collect();
                return Value::tuple(items).with_origin(value.origin);
            }
            Data::Object(object) if object.entries().values().next().is_some_and(is_module) => {
                let entries = object.entries().iter();
                let entries = entries.map(|(key, item)| (key.clone(), part(item)));
                Some(Value::object(entries.collect()))
            }
            _ => None,
        };
        match whole {
            None => value,
            Some(whole) if self.budget.spend(whole.size()) => self.noted(self.made(whole, span)),
            Some(_) => self.exceeded(super::NO_STEPS, span),
        }
    }

    /// The type of what the steps lead to in something of which only the type is
    /// known, because a part of it is in error.
    fn type_behind(&self, ty: &Type, steps: &[Step]) -> Type {
        let Some((step, rest)) = steps.split_first() else {
            return ty.clone();
        };
        let key = match &step.kind {
            StepKind::Attr(name) => Some(Value::string(*name)),
            StepKind::Index(key) => self.eval(key).ok(),
            StepKind::LegacyIndex(digits) => Some(Value::string(*digits)),
            StepKind::AttrSplat | StepKind::FullSplat => None,
        };
        let Some(key) = key else {
            return Type::Dynamic;
        };
        let named = convert(key.clone(), &Type::String).ok();
        let named = named.as_ref().and_then(Value::as_str);
        let part = match ty {
            Type::List(element) | Type::Map(element) => Some(&**element),
            Type::Object(fields) => named
                .and_then(|name| fields.get(name))
                .map(|field| &field.ty),
            Type::Tuple(elements) => {
                let at = named.and_then(|digits| digits.parse::<usize>().ok());
                at.and_then(|at| elements.get(at))
            }
            _ => None,
        };
        part.map_or(Type::Dynamic, |part| self.type_behind(part, rest))
    }

    fn eval_reference(
        &self,
        root: &str,
        access: &Access,
    ) -> Result<(Value, usize), Box<EvalError>> {
        let mut names = Vec::new();
        let mut span = access.base.span;
        for step in access.steps {
            let StepKind::Attr(name) = &step.kind else {
                break;
            };
            names.push(*name);
            span = span.to(step.span);
        }
        let (value, taken) = self.resolve(root, &names, span)?;
        Ok((value, taken.min(names.len())))
    }

    /// Takes the steps in order; a splat takes those that belong to it for each
    /// element.
    #[inline(never)]
    fn take(&self, value: Value, steps: &[Step], span: Span) -> Evaluated {
        let mut value = value;
        let mut steps = steps;
        while let Some((step, rest)) = steps.split_first() {
            steps = rest;
            match &step.kind {
                StepKind::Attr(name) => value = self.attribute(value, name, step.span, span)?,
                StepKind::Index(key) => {
                    let key = self.eval(key);
                    let key = key.map_err(|error| error.typed(Type::Dynamic))?;
                    value = self.index(value, key, step.span, span)?;
                }
                StepKind::LegacyIndex(digits) => {
                    let key = Value::at(Data::String(SmolStr::new(digits)), self.at(step.span));
                    value = self.index(value, key, step.span, span)?;
                }
                StepKind::AttrSplat => {
                    let own = rest
                        .iter()
                        .position(|step| {
                            !matches!(step.kind, StepKind::Attr(_) | StepKind::LegacyIndex(_))
                        })
                        .unwrap_or(rest.len());
                    let (each, after) = rest.split_at_checked(own).unwrap_or((rest, &[]));
                    value = self.splat(value, each, step.span, span).map_err(|error| {
                        let ty = self.type_behind(&error.ty, after);
                        error.typed(ty)
                    })?;
                    steps = after;
                }
                StepKind::FullSplat => return self.splat(value, rest, step.span, span),
            }
        }
        Ok(value)
    }

    /// The attribute of an object, or the element of a map.
    #[inline(never)]
    pub(super) fn attribute(&self, value: Value, name: &str, step: Span, span: Span) -> Evaluated {
        let found = match &value.data {
            Data::Object(object) => object.entries().get(name),
            Data::Map(map) => map.entries().get(name),
            Data::Entity(entity) => {
                return self
                    .scope
                    .attribute(entity, name, self.at(span))
                    .map(|value| self.noted(value))
                    .map_err(|message| self.error(message, step));
            }
            Data::Attribute(symbol) if symbol.attribute != "id" => {
                let path = format_smolstr!("{}.{name}", symbol.attribute);
                return Ok(deeper(&value, symbol, path));
            }
            Data::Unknown(unknown) => {
                return self.unknown_attribute(&value, unknown, name, step, span);
            }
            Data::Null(_) => {
                return Err(self.error(format!("`.{name}` is asked of a null value"), step));
            }
            _ => None,
        };
        match found {
            Some(part) => Ok(value.part(part)),
            None => Err(self.error(format!("there is no attribute `{name}`"), step)),
        }
    }

    fn unknown_attribute(
        &self,
        value: &Value,
        unknown: &Unknown,
        name: &str,
        step: Span,
        span: Span,
    ) -> Evaluated {
        if one_of(value).is_some() {
            let mut apply = |mut args: Vec<Value>| {
                self.attribute(args.pop().unwrap_or_else(Value::null), name, step, span)
            };
            if let Some(spread) = spread(std::slice::from_ref(value), self.at(span), &mut apply) {
                return Ok(spread);
            }
        }
        let ty = match &unknown.ty {
            Type::Dynamic => Type::Dynamic,
            Type::Map(element) => (**element).clone(),
            Type::Object(fields) => match fields.get(name) {
                Some(field) => field.ty.clone(),
                None => return Err(self.error(format!("there is no attribute `{name}`"), step)),
            },
            _ => return Err(self.error(format!("there is no attribute `{name}`"), step)),
        };
        Ok(derived(unknown, ty, self.at(span)))
    }

    /// The element with that key.
    #[inline(never)]
    pub(super) fn index(&self, value: Value, key: Value, step: Span, span: Span) -> Evaluated {
        if one_of(&value).is_some() || one_of(&key).is_some() {
            let mut apply = |mut args: Vec<Value>| {
                let key = args.pop().unwrap_or_else(Value::null);
                self.index(args.pop().unwrap_or_else(Value::null), key, step, span)
            };
            if let Some(spread) = spread(&[value.clone(), key.clone()], self.at(span), &mut apply) {
                return Ok(spread);
            }
        }
        if value.is_null() || key.is_null() {
            return Err(self.error("neither a collection nor its index may be null", step));
        }
        match &value.data {
            Data::List(_) | Data::Tuple(_) => self.index_sequence(&value, key, step, span),
            Data::Map(_) | Data::Object(_) => self.index_mapping(&value, key, step, span),
            Data::Entity(entity) if entity.stands_for_all() => {
                self.note_uncounted(entity, self.at(step));
                Ok(value)
            }
            // One instance is an object, and those have names for keys.
            Data::Entity(entity) => match convert(key, &Type::String)
                .map_err(|why| self.error(why, step))?
                .as_str()
            {
                Some(name) => self
                    .scope
                    .attribute(entity, name, self.at(span))
                    .map(|value| self.noted(value))
                    .map_err(|message| self.error(message, step)),
                None => self.index_unknown(&value, step, span),
            },
            Data::Attribute(symbol) if symbol.attribute != "id" => {
                let path = match &key.data {
                    Data::String(name) => format_smolstr!("{}[{name:?}]", symbol.attribute),
                    Data::Number(number) => format_smolstr!("{}[{number}]", symbol.attribute),
                    _ => return self.index_unknown(&value, step, span),
                };
                Ok(deeper(&value, symbol, path))
            }
            Data::Unknown(_) => self.index_unknown(&value, step, span),
            _ => Err(self.error("the value has no elements that an index could name", step)),
        }
    }

    fn index_unknown(&self, value: &Value, step: Span, span: Span) -> Evaluated {
        let Some(unknown) = value.as_unknown() else {
            return Err(self.error("the value has no elements", step));
        };
        let ty = match &unknown.ty {
            Type::List(element) | Type::Map(element) => (**element).clone(),
            Type::Dynamic | Type::Tuple(_) | Type::Object(_) => Type::Dynamic,
            _ => return Err(self.error("the value has no elements that an index could name", step)),
        };
        Ok(derived(&unknown, ty, self.at(span)))
    }

    fn index_sequence(&self, value: &Value, key: Value, step: Span, span: Span) -> Evaluated {
        let key = convert(key, &Type::Number).map_err(|why| self.error(why, step))?;
        let items = value.as_sequence().unwrap_or(&[]);
        let unordered = value.find_unknown().filter(|_| value.is_loose());
        if let Some(why) = key.as_unknown().or(unordered) {
            let items = value.items().unwrap_or_default();
            let ty = match &value.data {
                Data::List(list) => list.element().clone(),
                _ => Type::Dynamic,
            };
            return self.any_of(items, &why, ty, step, span);
        }
        let at = key
            .as_number()
            .and_then(|number| usize::try_from(number.as_i64()?).ok());
        match at.and_then(|at| items.get(at)) {
            Some(part) => Ok(value.part(part)),
            None => Err(self.error("there is no element with that index", step)),
        }
    }

    fn index_mapping(&self, value: &Value, key: Value, step: Span, span: Span) -> Evaluated {
        let key = convert(key, &Type::String).map_err(|why| self.error(why, step))?;
        if let Some(why) = key.as_unknown() {
            let items = value.entries().unwrap_or_default().into_values().collect();
            let ty = match &value.data {
                Data::Map(map) => map.element().clone(),
                _ => Type::Dynamic,
            };
            return self.any_of(items, &why, ty, step, span);
        }
        let entries = value.as_mapping();
        match key.as_str().and_then(|name| entries?.get(name)) {
            Some(part) => Ok(value.part(part)),
            None => Err(self.error("there is no element with that key", step)),
        }
    }

    /// What an unknown key may find: one of the elements, for with any other
    /// key Terraform fails. As it may, elements of several types have none.
    fn any_of(
        &self,
        items: Vec<Value>,
        why: &Unknown,
        ty: Type,
        step: Span,
        span: Span,
    ) -> Evaluated {
        if items.is_empty() {
            return Err(self.error("an empty collection has no elements", step));
        }
        Ok(found(items, why, ty, self.at(span)))
    }

    #[inline(never)]
    fn splat(&self, value: Value, each: &[Step], step: Span, span: Span) -> Evaluated {
        if one_of(&value).is_some() {
            let mut apply = |mut args: Vec<Value>| {
                self.splat(args.pop().unwrap_or_else(Value::null), each, step, span)
            };
            if let Some(spread) = spread(std::slice::from_ref(&value), self.at(span), &mut apply) {
                return Ok(spread);
            }
        }
        if let Data::Null(ty) = &value.data {
            if matches!(ty, Type::List(_) | Type::Set(_) | Type::Tuple(_)) {
                return Err(self.error("a null list has no elements", step));
            }
            return Ok(self.made(Value::tuple(Vec::new()), span));
        }
        let items = match value.items() {
            Some(items) => items,
            None => match value.as_unknown() {
                Some(unknown) if is_open(&value, &unknown) => {
                    return Ok(derived(&unknown, Type::Dynamic, self.at(span)));
                }
                _ => vec![value.clone()],
            },
        };
        if !self.budget.spend(items.len() as u64) {
            return Ok(self.exceeded(super::NO_STEPS, span));
        }
        let results: Vec<Evaluated> = items
            .into_iter()
            .map(|item| self.take(item, each, span))
            .collect();
        // Also in error, a splat has the type of a list or tuple.
        let ty = match &value.data {
            Data::List(_) | Data::Set(_) => Type::list(Type::Dynamic),
            _ => Type::tuple(results.iter().map(type_of).collect()),
        };
        let results: Result<Vec<Value>, Box<EvalError>> = results.into_iter().collect();
        let results = results.map_err(|error| error.typed(ty))?;
        self.splat_result(&value, results, step, span)
    }

    fn splat_result(&self, from: &Value, results: Vec<Value>, step: Span, span: Span) -> Evaluated {
        let (Data::List(list) | Data::Set(list)) = &from.data else {
            return Ok(self.made(Value::tuple(results).loosened(from.is_loose()), span));
        };
        let element = match results.first() {
            None => list.element().clone(),
            Some(first) => {
                let types: Vec<Type> = results.iter().map(Value::ty).collect();
                let settled = types.iter().find(|ty| **ty != Type::Dynamic);
                let element = settled.cloned().unwrap_or_else(|| first.ty());
                if types
                    .iter()
                    .any(|ty| *ty != element && *ty != Type::Dynamic)
                {
                    let results = Value::tuple(results).loosened(from.is_loose());
                    return Ok(self.made(results, step.to(span)));
                }
                element
            }
        };
        let results = Value::list(element, results).loosened(from.is_loose());
        Ok(self.made(results, span))
    }
}

/// Whether it is open how many elements a splat of it has: it may be a list, or
/// null.
fn is_open(value: &Value, unknown: &Unknown) -> bool {
    match &value.data {
        Data::Entity(entity) => entity.stands_for_all(),
        Data::Attribute(_) => unknown.ty == Type::Dynamic,
        _ => {
            may_be_null(value)
                || matches!(
                    unknown.ty,
                    Type::Dynamic | Type::List(_) | Type::Set(_) | Type::Tuple(_)
                )
        }
    }
}

fn deeper(value: &Value, symbol: &AttributeOf, path: SmolStr) -> Value {
    let deeper = AttributeOf {
        resource: symbol.resource.clone(),
        attribute: path,
    };
    Value {
        data: Data::Attribute(Arc::new(deeper)),
        origin: value.origin.clone(),
    }
}
