//! Where a path leads: through arguments, nested blocks, objects, lists and sets.
//!
//! Whatever is asked of the things there is answered as "one of them does", for every
//! value that the unknown parts could take.

use grantlint_parser::eval::value::{Data, Shape, Value};
use grantlint_parser::resource::{Body, NestedBlock};
use grantlint_parser::source::Location;

use super::truth::Truth;

/// What is being looked at.
#[derive(Clone, Copy)]
pub(in crate::checks) enum Place<'a> {
    /// Nothing: the argument is not given, or `null`.
    Nothing,
    /// A resource.
    Resource(&'a Body),
    /// A nested block.
    Block(&'a NestedBlock),
    /// A value.
    Value(&'a Value, At),
}

/// Where a value is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::checks) struct At {
    /// The argument, name included.
    pub(in crate::checks) argument: Location,
    /// The argument's value.
    pub(in crate::checks) value: Location,
}

/// A question about one thing.
pub(super) type Ask<'q> = &'q mut dyn FnMut(Place<'_>) -> Truth;

impl<'a> Place<'a> {
    fn body(self) -> Option<&'a Body> {
        match self {
            Place::Resource(body) => Some(body),
            Place::Block(block) => Some(&block.body),
            Place::Nothing | Place::Value(..) => None,
        }
    }

    /// Whether paths can start here.
    pub(super) fn has_parts(self) -> bool {
        match self {
            Place::Resource(_) | Place::Block(_) => true,
            Place::Value(value, _) => value.as_mapping().is_some(),
            Place::Nothing => false,
        }
    }

    /// Whether one of the things that the path leads to passes. Where the last step
    /// leads nowhere, that nothing is asked about; where an earlier one does, nothing is.
    pub(super) fn some(self, path: &[&str], ask: Ask<'_>) -> Truth {
        match path {
            [] => ask(self),
            [name] => self.step(name, ask),
            [name, rest @ ..] => self.step(name, &mut |part| match part {
                Place::Nothing => Truth::No,
                part => part.some(rest, ask),
            }),
        }
    }

    /// The last step of a path alone, from each thing that the others lead to.
    pub(super) fn at_end(
        self,
        path: &[&str],
        ask: &mut dyn FnMut(Place<'_>, &str) -> Truth,
    ) -> Truth {
        let Some((name, before)) = path.split_last() else {
            return Truth::No;
        };
        self.some(before, &mut |part| ask(part, name))
    }

    fn step(self, name: &str, ask: Ask<'_>) -> Truth {
        let body = match self {
            Place::Value(value, at) => return in_value(value, at, name, ask),
            Place::Nothing => return ask(Place::Nothing),
            Place::Resource(body) => body,
            Place::Block(block) => &block.body,
        };
        let mut truth = Truth::No;
        let mut blocks = 0;
        for block in body.blocks(name) {
            truth = truth.or(ask(Place::Block(block)));
            blocks += 1;
        }
        // In JSON whatever holds objects stands there twice.
        match body.argument(name) {
            Some(argument) if blocks == 0 || !body.json => {
                let at = At {
                    argument: argument.at,
                    value: argument.value_at,
                };
                truth = truth.or(elements(&argument.value, at, ask));
            }
            None if blocks == 0 && body.open_blocks(name).is_none() => {
                return ask(Place::Nothing);
            }
            Some(_) | None => {}
        }
        match body.open_blocks(name) {
            Some(_) => truth.or(Truth::Unknown),
            None => truth,
        }
    }

    /// Whether the argument or nested block of that name is there, and holds something
    /// if it must.
    pub(super) fn is_there(self, name: &str, filled: bool) -> Truth {
        match self {
            Place::Nothing => Truth::No,
            Place::Value(value, _) => match &value.data {
                Data::Map(_) | Data::Object(_) => {
                    let entry = value.as_mapping().and_then(|entries| entries.get(name));
                    entry.map_or(Truth::No, |entry| held(entry, filled))
                }
                Data::Unknown(_) | Data::Attribute(_) | Data::Entity(_) => Truth::Unknown,
                _ => Truth::No,
            },
            Place::Resource(_) | Place::Block(_) => {
                let Some(body) = self.body() else {
                    return Truth::No;
                };
                let blocks = Truth::of(body.blocks(name).next().is_some());
                let open = match body.open_blocks(name) {
                    Some(_) => Truth::Unknown,
                    None => Truth::No,
                };
                let argument = body
                    .argument(name)
                    .map_or(Truth::No, |argument| held(&argument.value, filled));
                blocks.or(open).or(argument)
            }
        }
    }

    /// How many elements or nested blocks of that name there are: at least and at most.
    pub(super) fn count(self, name: &str) -> (usize, usize) {
        let entry = match self {
            Place::Nothing => return (0, 0),
            Place::Value(value, _) => match value.as_mapping() {
                Some(entries) => return entries.get(name).map_or((0, 0), length),
                None => return (0, usize::MAX),
            },
            Place::Resource(body) => body,
            Place::Block(block) => &block.body,
        };
        let blocks = entry.blocks(name).count();
        let argument = entry.argument(name).map(|argument| length(&argument.value));
        let (least, most) = match argument {
            // In JSON an object may be one block or a map: only a schema knows.
            Some((least, most)) if entry.json && blocks == 1 => (least.min(1), most.max(1)),
            Some(_) if entry.json && blocks > 1 => (blocks, blocks),
            Some(counts) => counts,
            None => (blocks, blocks),
        };
        match entry.open_blocks(name) {
            Some(_) => (least, usize::MAX),
            None => (least, most),
        }
    }
}

fn in_value(value: &Value, at: At, name: &str, ask: Ask<'_>) -> Truth {
    match &value.data {
        Data::Map(_) | Data::Object(_) => {
            let entry = value.as_mapping().and_then(|entries| entries.get(name));
            match entry {
                Some(entry) => elements(&value.part(entry), at, ask),
                None => ask(Place::Nothing),
            }
        }
        Data::Unknown(unknown) => match &unknown.shape {
            Shape::OneOf(arms) => Truth::agree(arms.iter().map(|arm| in_value(arm, at, name, ask))),
            Shape::Opaque | Shape::Text(_) | Shape::AtLeast(_) => Truth::Unknown,
        },
        Data::Attribute(_) | Data::Entity(_) => Truth::Unknown,
        Data::Null(_)
        | Data::Bool(_)
        | Data::Number(_)
        | Data::String(_)
        | Data::List(_)
        | Data::Set(_)
        | Data::Tuple(_) => ask(Place::Nothing),
    }
}

/// Asks about a value, or about each of its elements if it is a list or set.
fn elements(value: &Value, at: At, ask: Ask<'_>) -> Truth {
    if let Some(items) = value.items() {
        return items
            .iter()
            .fold(Truth::No, |any, item| any.or(elements(item, at, ask)));
    }
    match &value.data {
        Data::Null(_) => ask(Place::Nothing),
        Data::Unknown(unknown) => match &unknown.shape {
            Shape::OneOf(arms) => {
                let arms = arms.iter().map(|arm| value.part(arm));
                Truth::agree(arms.map(|arm| elements(&arm, at, ask)))
            }
            Shape::AtLeast(_) => value
                .at_least()
                .iter()
                .fold(Truth::Unknown, |any, item| any.or(elements(item, at, ask))),
            // It may be a list without elements.
            Shape::Opaque | Shape::Text(_) => ask(Place::Value(value, at)).and(Truth::Unknown),
        },
        _ => ask(Place::Value(value, at)),
    }
}

/// Whether a value is there, and holds something if it must.
fn held(value: &Value, filled: bool) -> Truth {
    let count = match &value.data {
        Data::Null(_) => return Truth::No,
        Data::String(text) => text.len(),
        Data::Bool(_) | Data::Number(_) | Data::Entity(_) | Data::Attribute(_) => 1,
        Data::Unknown(unknown) => match &unknown.shape {
            Shape::OneOf(arms) => {
                return Truth::agree(arms.iter().map(|arm| held(arm, filled)));
            }
            Shape::AtLeast(items) if !items.is_empty() => 1,
            Shape::Opaque | Shape::Text(_) | Shape::AtLeast(_) => return Truth::Unknown,
        },
        Data::List(_) | Data::Set(_) | Data::Tuple(_) => {
            value.as_sequence().map_or(0, <[Value]>::len)
        }
        Data::Map(_) | Data::Object(_) => value.as_mapping().map_or(0, |entries| entries.len()),
    };
    Truth::of(!filled || count > 0)
}

/// How many elements a value has, at least and at most: equal ones count once where
/// the argument is a set, which only a schema knows.
fn length(value: &Value) -> (usize, usize) {
    if let Some(entries) = value.as_mapping() {
        return (entries.len(), entries.len());
    }
    if let Some(items) = value.as_sequence() {
        let mut distinct: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
        distinct.sort_unstable();
        distinct.dedup();
        let texts = items.iter().filter(|item| item.as_str().is_some()).count();
        let least = match items.len() {
            count if count == texts => distinct.len(),
            count => distinct.len().max(usize::from(count > 0)),
        };
        return (least, items.len());
    }
    match &value.data {
        Data::Null(_) => (0, 0),
        Data::Unknown(unknown) => match &unknown.shape {
            Shape::OneOf(arms) => arms
                .iter()
                .map(length)
                .fold((usize::MAX, 0), |(least, most), (from, to)| {
                    (least.min(from), most.max(to))
                }),
            Shape::AtLeast(items) => {
                let mut distinct: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
                distinct.sort_unstable();
                distinct.dedup();
                (
                    distinct.len().max(usize::from(!items.is_empty())),
                    usize::MAX,
                )
            }
            Shape::Opaque | Shape::Text(_) => (0, usize::MAX),
        },
        _ => (1, 1),
    }
}
