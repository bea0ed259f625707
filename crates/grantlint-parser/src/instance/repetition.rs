//! `count` and `for_each`: which instances a block has, and what `each` and `count`
//! stand for in them.

use std::rc::Rc;

use smol_str::{SmolStr, ToSmolStr, format_smolstr};

use super::{InstanceId, World};
use crate::address::Key;
use crate::eval::convert;
use crate::eval::number::Number;
use crate::eval::types::Type;
use crate::eval::value::{Data, Value};
use crate::frame::Frame;
use crate::module::Declaration;
use crate::source::Location;

/// How many instances one `count` or `for_each` may make.
const MAX_REPETITION: usize = 1_000;

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
            let count = self.value(&frame, file, expr);
            let at = expr.span.in_file(file);
            return self.counted(&count, at);
        }
        if let Some((file, expr)) = declaration.expression("for_each") {
            let collection = self.value(&frame, file, expr);
            let at = expr.span.in_file(file);
            return self.keyed(&collection, at);
        }
        Repetition {
            instances: vec![(Key::None, Each::default())],
            by_name: false,
        }
    }

    fn counted(&self, count: &Value, at: Location) -> Repetition {
        let number = convert::convert(count.clone(), &Type::Number).ok();
        let number = number
            .as_ref()
            .and_then(Value::as_number)
            .and_then(Number::as_i64);
        let instances = match number {
            Some(number) if number > MAX_REPETITION as i64 => {
                self.problem(
                    at,
                    format!("`count` makes more than {MAX_REPETITION} instances"),
                );
                None
            }
            Some(number) => Some((0..number).map(|index| {
                let each = Each {
                    index: Some(Value::number(index)),
                    ..Each::default()
                };
                (Key::Index(index.unsigned_abs()), each)
            })),
            None => None,
        };
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
        let instances = match pairs {
            Some(pairs) if pairs.len() > MAX_REPETITION => {
                self.problem(
                    at,
                    format!("`for_each` makes more than {MAX_REPETITION} instances"),
                );
                None
            }
            Some(pairs) => Some(pairs.into_iter().map(|(name, key, value)| {
                let each = Each {
                    key: Some(key),
                    value: Some(value),
                    index: None,
                };
                (Key::Name(name), each)
            })),
            None => None,
        };
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
