//! `count` and `for_each`: which instances a block has, and what `each` and `count`
//! stand for in them.

use std::rc::Rc;

use smol_str::{SmolStr, ToSmolStr, format_smolstr};

use super::{InstanceId, World};
use crate::address::Key;
use crate::eval::number::Number;
use crate::eval::types::Type;
use crate::eval::value::{Data, Value};
use crate::eval::{EvalError, convert};
use crate::frame::Frame;
use crate::module::Declaration;
use crate::source::Location;

/// How many instances one `count` or `for_each` may make.
const MAX_REPETITION: usize = 1_000;

/// How many instances all blocks of a root module may have together.
const MAX_INSTANCES: usize = 100_000;

/// What `each` and `count` stand for in an instance.
#[derive(Clone, Debug, Default)]
pub(crate) struct Each {
    pub(crate) key: Option<Value>,
    pub(crate) value: Option<Value>,
    pub(crate) index: Option<Value>,
}

/// The instances that a block has.
#[derive(Debug)]
pub(crate) struct Repetition {
    /// Each with its key.
    pub(crate) instances: Vec<(Key, Each)>,
    /// Whether a `for_each` made them, so that they are told apart by name.
    pub(crate) by_name: bool,
}

impl<'a> World<'a> {
    /// The instances that a resource or a module call has in a module instance.
    pub(crate) fn repetition(
        &self,
        id: InstanceId,
        declaration: &Declaration<'a>,
    ) -> Rc<Repetition> {
        let key = (id, declaration.header());
        if let Some(known) = self.repetitions.borrow().get(&key) {
            return known.clone();
        }
        let computed = Rc::new(self.repeat(id, declaration));
        self.repetitions.borrow_mut().insert(key, computed.clone());
        computed
    }

    fn repeat(&self, id: InstanceId, declaration: &Declaration<'a>) -> Repetition {
        let frame = Frame::new(self, id, Each::default());
        if let Some((file, expr)) = declaration.expression("count") {
            let at = expr.span.in_file(file);
            let count = self.value(&frame, file, expr);
            let count = self.accepted(count, at, wrong_count);
            return self.counted(&count, at);
        }
        if let Some((file, expr)) = declaration.expression("for_each") {
            let at = expr.span.in_file(file);
            let collection = self.value(&frame, file, expr);
            let collection = self.accepted(collection, at, wrong_for_each);
            return self.keyed(&collection, at);
        }
        Repetition {
            instances: vec![(Key::None, Each::default())],
            by_name: false,
        }
    }

    /// The value, unless Terraform would refuse it here.
    fn accepted(
        &self,
        value: Value,
        at: Location,
        wrong: fn(&Value) -> Option<&'static str>,
    ) -> Value {
        match wrong(&value) {
            Some(message) => self.refuse(EvalError::new(message, at)),
            None => value,
        }
    }

    fn counted(&self, count: &Value, at: Location) -> Repetition {
        let number = convert::convert(count.clone(), &Type::Number).ok();
        let number = number
            .as_ref()
            .and_then(Value::as_number)
            .and_then(Number::as_i64);
        let number = number.filter(|number| self.affords(*number, "count", at));
        let instances = number.map(|number| {
            (0..number).map(|index| {
                let each = Each {
                    index: Some(Value::number(index)),
                    ..Each::default()
                };
                (Key::Index(index.unsigned_abs()), each)
            })
        });
        match instances {
            Some(instances) => Repetition {
                instances: instances.collect(),
                by_name: false,
            },
            None => Repetition {
                instances: vec![unknown_instance(count, "count", at)],
                by_name: false,
            },
        }
    }

    /// Whether so many more instances may be.
    fn affords(&self, number: i64, argument: &str, at: Location) -> bool {
        let number = usize::try_from(number).unwrap_or(0);
        if number > MAX_REPETITION {
            let message = format!("`{argument}` makes more than {MAX_REPETITION} instances");
            self.problem(at, message);
            return false;
        }
        let all = self.repeated.get().saturating_add(number);
        if all > MAX_INSTANCES {
            let message = format!("all blocks make more than {MAX_INSTANCES} instances");
            self.problem(at, message);
            return false;
        }
        self.repeated.set(all);
        true
    }

    fn keyed(&self, collection: &Value, at: Location) -> Repetition {
        let pairs: Option<Vec<(SmolStr, Value, Value)>> = match &collection.data {
            Data::Map(_) | Data::Object(_) => collection.entries().map(|entries| {
                let pairs = entries.into_iter().map(|(key, value)| {
                    let name = Value::string(key.clone()).with_origin(value.origin.clone());
                    (key, name, value)
                });
                pairs.collect()
            }),
            Data::Set(_) => collection.items().and_then(|items| {
                let pairs = items
                    .into_iter()
                    .map(|item| Some((item.as_str()?.to_smolstr(), item.clone(), item)));
                pairs.collect()
            }),
            // `x != null ? toset(x) : []`, where a null has no type to make a set of it.
            Data::Tuple(tuple) if tuple.items().is_empty() => Some(Vec::new()),
            _ => None,
        };
        let pairs = pairs.filter(|pairs| self.affords(pairs.len() as i64, "for_each", at));
        let instances = pairs.map(|pairs| {
            pairs.into_iter().map(|(name, key, value)| {
                let each = Each {
                    key: Some(key),
                    value: Some(value),
                    index: None,
                };
                (Key::Name(name), each)
            })
        });
        match instances {
            Some(instances) => Repetition {
                instances: instances.collect(),
                by_name: true,
            },
            None => Repetition {
                instances: vec![unknown_instance(collection, "for_each", at)],
                by_name: true,
            },
        }
    }
}

fn wrong_count(count: &Value) -> Option<&'static str> {
    if count.as_unknown().is_some() {
        return None;
    }
    let number = convert::convert(count.clone(), &Type::Number).ok();
    let number = number.as_ref().and_then(Value::as_number);
    match number {
        Some(number) if number.is_negative() => Some("`count` must not be negative"),
        Some(number) if number.is_finite() && number.as_i64().is_none() => {
            Some("`count` must be a whole number")
        }
        Some(_) => None,
        None => Some("`count` must be a number"),
    }
}

fn wrong_for_each(collection: &Value) -> Option<&'static str> {
    match &collection.data {
        Data::Map(_) | Data::Object(_) => None,
        Data::Set(set) => {
            let is_text = |item: &Value| item.as_str().is_some() || item.as_unknown().is_some();
            let texts = matches!(set.element(), Type::String | Type::Dynamic)
                && set.items().iter().all(is_text);
            (!texts).then_some("a set for `for_each` must hold strings")
        }
        _ if collection.as_unknown().is_some() => None,
        _ => Some("`for_each` must be a map, or a set of strings"),
    }
}

fn unknown_instance(value: &Value, argument: &str, at: Location) -> (Key, Each) {
    let (why, place) = match value.find_unknown() {
        Some(unknown) => (unknown.reason.clone(), unknown.at.or(Some(at))),
        None => (
            format_smolstr!("`{argument}` does not say how many"),
            Some(at),
        ),
    };
    let unknown = |ty| Some(Value::unknown(why.clone(), place, ty));
    let each = match argument {
        "count" => Each {
            index: unknown(Type::Number),
            ..Each::default()
        },
        _ => Each {
            key: unknown(Type::String),
            value: unknown(Type::Dynamic),
            index: None,
        },
    };
    (Key::Unknown, each)
}
