//! How values are looked at: without regard to whether a sequence is a list or a
//! tuple, and with the whole way of what is taken out of a collection.

use std::collections::BTreeMap;
use std::sync::Arc;

use smol_str::{SmolStr, format_smolstr};

use super::{Data, Extent, Hop, Shape, Unknown, Value};
use crate::eval::number::Number;
use crate::eval::sets;
use crate::eval::types::Type;
use crate::source::Location;

/// How to look at values.
impl Value {
    /// The truth value, where it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.data {
            Data::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The number, where it is one.
    pub fn as_number(&self) -> Option<&Number> {
        match &self.data {
            Data::Number(value) => Some(value),
            _ => None,
        }
    }

    /// The text, where it is a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.data {
            Data::String(value) => Some(value),
            _ => None,
        }
    }

    /// The elements of a list, set or tuple, without its trail (see
    /// [`Value::items`]).
    pub fn as_sequence(&self) -> Option<&[Value]> {
        match &self.data {
            Data::List(list) | Data::Set(list) => Some(&list.items),
            Data::Tuple(tuple) => Some(&tuple.items),
            _ => None,
        }
    }

    /// The entries of a map or object, without its trail (see
    /// [`Value::entries`]).
    pub fn as_mapping(&self) -> Option<&BTreeMap<SmolStr, Value>> {
        match &self.data {
            Data::Map(map) => Some(&map.entries),
            Data::Object(object) => Some(&object.entries),
            _ => None,
        }
    }

    /// The elements of a list, set or tuple, each with the whole way that it
    /// took.
    pub fn items(&self) -> Option<Vec<Value>> {
        Some(
            self.as_sequence()?
                .iter()
                .map(|item| self.part(item))
                .collect(),
        )
    }

    /// The entries of a map or object, each with the whole way that it took.
    pub fn entries(&self) -> Option<BTreeMap<SmolStr, Value>> {
        let entries = self.as_mapping()?.iter();
        Some(
            entries
                .map(|(key, value)| (key.clone(), self.part(value)))
                .collect(),
        )
    }

    /// An element of this value, with this value's way added to its own.
    pub fn part(&self, part: &Value) -> Value {
        Value {
            data: part.data.clone(),
            origin: self.origin.of_part(&part.origin),
        }
    }

    /// How many values it holds, itself included; long strings count for more.
    pub fn size(&self) -> u64 {
        u64::from(Extent::of(self).values)
    }

    /// Whether it is a list, set or tuple of which the elements stand for all
    /// that there are, but neither their order nor their number is known: a set
    /// with an unknown element that may be one of the others, or a list that was
    /// one, or of which empty or equal elements were taken out.
    pub fn is_loose(&self) -> bool {
        match &self.data {
            Data::Set(set) => !sets::length_is_known(set.items()),
            Data::List(list) => list.extent.loose,
            Data::Tuple(tuple) => tuple.extent.loose,
            _ => false,
        }
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.data, Data::Null)
    }

    /// Why it is not known, where it as a whole is not: for a symbol too.
    pub fn as_unknown(&self) -> Option<Arc<Unknown>> {
        match &self.data {
            Data::Unknown(unknown) => Some(unknown.clone()),
            Data::Attribute(attribute) => {
                let ty = if attribute.attribute == "id" {
                    Type::String
                } else {
                    Type::Dynamic
                };
                let reason = format_smolstr!("`{attribute}` is known only after apply");
                Some(Arc::new(Unknown::new(reason, self.origin.at, ty)))
            }
            Data::Entity(entity) => {
                let reason = format_smolstr!("`{entity}` is not known as a whole");
                Some(Arc::new(Unknown::new(
                    reason,
                    self.origin.at,
                    Type::Dynamic,
                )))
            }
            _ => None,
        }
    }

    /// The first unknown in it, itself included, where there is one.
    pub fn find_unknown(&self) -> Option<Arc<Unknown>> {
        if let Some(items) = self.as_sequence() {
            return items.iter().find_map(Value::find_unknown);
        }
        if let Some(entries) = self.as_mapping() {
            return entries.values().find_map(Value::find_unknown);
        }
        self.as_unknown()
    }

    /// What it may be: itself, or the candidates of a conditional that is not
    /// decided.
    pub fn candidates(&self) -> Vec<Value> {
        match &self.data {
            Data::Unknown(unknown) => match &unknown.shape {
                Shape::OneOf(values) => values.iter().map(|value| self.part(value)).collect(),
                Shape::Opaque | Shape::Text(_) => vec![self.clone()],
            },
            _ => vec![self.clone()],
        }
    }

    /// The same value, a step further on its way: it passed `through`, which is
    /// referred to at `at`.
    #[must_use]
    pub fn through(mut self, through: impl Into<SmolStr>, at: Location) -> Value {
        self.origin.trail = Hop::after(self.origin.trail.take(), through.into(), at);
        self
    }

    /// The type of the value.
    pub fn ty(&self) -> Type {
        match &self.data {
            Data::Null | Data::Entity(_) => Type::Dynamic,
            Data::Bool(_) => Type::Bool,
            Data::Number(_) => Type::Number,
            Data::String(_) => Type::String,
            Data::List(list) => Type::list(list.element.clone()),
            Data::Set(set) => Type::set(set.element.clone()),
            Data::Tuple(tuple) => Type::tuple(tuple.items.iter().map(Value::ty).collect()),
            Data::Map(map) => Type::map(map.element.clone()),
            Data::Object(object) => Type::object(
                object
                    .entries
                    .iter()
                    .map(|(name, value)| (name.clone(), value.ty())),
            ),
            Data::Attribute(attribute) if attribute.attribute == "id" => Type::String,
            Data::Attribute(_) => Type::Dynamic,
            Data::Unknown(unknown) => unknown.ty.clone(),
        }
    }
}
