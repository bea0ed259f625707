//! A TOML value as a constant: what a rule file becomes when the crate is built, so
//! that no TOML is read when the program starts. It deserializes like the file.

use serde::Deserialize;
use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, IntoDeserializer, Visitor};

/// A value of a rule file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// A text.
    Text(&'static str),
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Integer(i64),
    /// A list.
    List(&'static [Node]),
    /// A table, in the order of the file's keys.
    Table(&'static [(&'static str, Node)]),
}

impl Node {
    /// The value as a type that reads rule files.
    ///
    /// # Errors
    /// What does not fit the type, in serde's words.
    pub fn read<T: Deserialize<'static>>(self) -> Result<T, Error> {
        T::deserialize(self)
    }

    /// The text of a key, where this is a table that has it.
    pub fn text(&self, key: &str) -> Option<&'static str> {
        let Node::Table(entries) = self else {
            return None;
        };
        let (_, value) = entries.iter().find(|(name, _)| *name == key)?;
        match value {
            Node::Text(text) => Some(text),
            Node::Flag(_) | Node::Integer(_) | Node::List(_) | Node::Table(_) => None,
        }
    }
}

impl<'de> IntoDeserializer<'de, Error> for Node {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Node {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Node::Text(text) => visitor.visit_borrowed_str(text),
            Node::Flag(flag) => visitor.visit_bool(flag),
            Node::Integer(number) => visitor.visit_i64(number),
            Node::List(items) => visitor.visit_seq(SeqDeserializer::new(items.iter().copied())),
            Node::Table(entries) => {
                visitor.visit_map(MapDeserializer::new(entries.iter().copied()))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Node::Text(text) => text
                .into_deserializer()
                .deserialize_enum(name, variants, visitor),
            other => other.deserialize_any(visitor),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes
        byte_buf unit unit_struct seq tuple tuple_struct map struct identifier
        ignored_any
    }
}
