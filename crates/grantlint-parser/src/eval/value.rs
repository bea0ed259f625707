//! What an expression means: known, unknown, or known in part, each with the
//! place that it came from.
//!
//! A [`Value`] is data and an [`Origin`]. Unknown data carries its reason and,
//! where something of it is known after all, what that is: the candidates of a
//! conditional, the text around a hole. A reference to a resource's computed
//! attribute is a symbol: it is not known what `genesyscloud_auth_role.x.id`
//! is, but it is known whose id it is.

use std::collections::BTreeMap;
use std::sync::Arc;

use smol_str::SmolStr;

use super::number::Number;
use super::types::Type;
use crate::address::{Address, ModuleAddress};
use crate::source::Location;

/// A value and where it came from.
#[derive(Clone, Debug)]
pub struct Value {
    /// What it is.
    pub data: Data,
    /// Where it came from.
    pub origin: Origin,
}

/// The data of a value. Collections are shared, so that copies cost nothing.
#[derive(Clone, Debug)]
pub enum Data {
    /// `null`, of whatever type.
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, exact to Terraform's 512 bits.
    Number(Number),
    /// A string, normalised (NFC) as Terraform does.
    String(SmolStr),
    /// `list(…)`: all elements of one type.
    List(Arc<List>),
    /// `set(…)`: distinct elements in Terraform's order.
    Set(Arc<List>),
    /// `[…]`: each element of its own type.
    Tuple(Arc<Vec<Value>>),
    /// `map(…)`: all elements of one type.
    Map(Arc<Map>),
    /// `{…}`: each attribute of its own type.
    Object(Arc<BTreeMap<SmolStr, Value>>),
    /// A resource, data source or module call as a whole; its attributes are
    /// asked of the scope, one at a time.
    Entity(Entity),
    /// A computed attribute of a resource: not known, but known whose it is.
    Attribute(Arc<AttributeOf>),
    /// Not known, and why.
    Unknown(Arc<Unknown>),
}

/// The elements of a list or set, with their type (which an empty one has too).
#[derive(Clone, Debug)]
pub struct List {
    /// The type of each element.
    pub element: Type,
    /// The elements in order.
    pub items: Vec<Value>,
}

/// The elements of a map, with their type.
#[derive(Clone, Debug)]
pub struct Map {
    /// The type of each element.
    pub element: Type,
    /// The elements by key.
    pub entries: BTreeMap<SmolStr, Value>,
}

/// Something that is declared and has attributes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entity {
    /// One instance of a resource or data source.
    Resource(Arc<Address>),
    /// One instance of a module call.
    Module(Arc<ModuleAddress>),
}

/// A computed attribute of a resource.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributeOf {
    /// The resource instance.
    pub resource: Address,
    /// `id`, or the path below: `config[0].name`.
    pub attribute: SmolStr,
}

/// Why a value is not known, and what of it is known all the same.
#[derive(Clone, Debug)]
pub struct Unknown {
    /// In words that finish "undecided because …": lower case, no stop, names
    /// in backticks: "`var.client_id` has no value here".
    pub reason: SmolStr,
    /// Where the reason stands.
    pub at: Option<Location>,
    /// The type that it will have, as far as that is known.
    pub ty: Type,
    /// What is known of it.
    pub shape: Shape,
}

/// What is known of an unknown value.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Nothing.
    Opaque,
    /// It is one of these: the arms of a conditional whose condition is unknown.
    OneOf(Vec<Value>),
    /// A string of these pieces: a template with an unknown part.
    Text(Vec<Piece>),
}

/// A piece of a string that is known in part.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Text that is known.
    Text(SmolStr),
    /// Some text, possibly empty.
    Hole(Value),
}

/// Where a value came from.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The literal, or else the smallest expression that made the value. None
    /// only for what no text says, such as a variable without a default.
    pub at: Option<Location>,
    /// The way from there to where the value is used, the last hop first.
    pub trail: Option<Arc<Hop>>,
}

/// One step on a value's way: a local, a variable, a module's output.
#[derive(Clone, Debug)]
pub struct Hop {
    /// What it passed, as one would write it: `local.actions`, `var.scopes`.
    pub through: SmolStr,
    /// Where that is referred to.
    pub at: Location,
    /// The hop before.
    pub before: Option<Arc<Hop>>,
}
