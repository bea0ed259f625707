//! What an expression means: known, unknown, or known in part, each with the
//! place that it came from.
//!
//! A [`Value`] is data and an [`Origin`]. Unknown data carries its reason and,
//! where something of it is known after all, what that is: the candidates of a
//! conditional, the text around a hole. A reference to a resource's computed
//! attribute is a symbol: it is not known what `genesyscloud_auth_role.x.id`
//! is, but it is known whose id it is.

mod origin;
mod view;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub use origin::{Hop, Origin};
use smol_str::SmolStr;

use super::budget::{MAX_HEIGHT, MAX_VALUES};
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
    Tuple(Arc<Tuple>),
    /// `map(…)`: all elements of one type.
    Map(Arc<Map>),
    /// `{…}`: each attribute of its own type.
    Object(Arc<Object>),
    /// A resource, data source or module call as a whole; its attributes are
    /// asked of the scope, one at a time.
    Entity(Entity),
    /// A computed attribute of a resource: not known, but known whose it is.
    Attribute(Arc<AttributeOf>),
    /// Not known, and why.
    Unknown(Arc<Unknown>),
}

/// So many bytes of a string count as one more value.
const BYTES_PER_VALUE: usize = 64;

/// How much a value holds, kept in each collection so that nesting and size can
/// be bounded without walking through it.
#[derive(Clone, Copy, Debug, Default)]
struct Extent {
    height: u32,
    values: u32,
    /// See [`Value::is_loose`].
    loose: bool,
}

/// The elements of a list or set, with their type (which an empty one has too).
#[derive(Clone, Debug)]
pub struct List {
    element: Type,
    items: Vec<Value>,
    extent: Extent,
}

/// The elements of a tuple.
#[derive(Clone, Debug)]
pub struct Tuple {
    items: Vec<Value>,
    extent: Extent,
}

/// The elements of a map, with their type.
#[derive(Clone, Debug)]
pub struct Map {
    element: Type,
    entries: BTreeMap<SmolStr, Value>,
    extent: Extent,
}

/// The attributes of an object.
#[derive(Clone, Debug)]
pub struct Object {
    entries: BTreeMap<SmolStr, Value>,
    extent: Extent,
}

impl List {
    /// The type of each element.
    pub fn element(&self) -> &Type {
        &self.element
    }

    /// The elements in order.
    pub fn items(&self) -> &[Value] {
        &self.items
    }
}

impl Tuple {
    /// The elements in order.
    pub fn items(&self) -> &[Value] {
        &self.items
    }
}

impl Map {
    /// The type of each element.
    pub fn element(&self) -> &Type {
        &self.element
    }

    /// The elements by key.
    pub fn entries(&self) -> &BTreeMap<SmolStr, Value> {
        &self.entries
    }
}

impl Object {
    /// The attributes by name.
    pub fn entries(&self) -> &BTreeMap<SmolStr, Value> {
        &self.entries
    }
}

/// Something that is declared and has attributes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entity {
    /// One instance of a resource or data source.
    Resource(Arc<Address>),
    /// One instance of a module call.
    Module(Arc<ModuleAddress>),
}

impl fmt::Display for Entity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Entity::Resource(address) => address.fmt(f),
            Entity::Module(address) => address.fmt(f),
        }
    }
}

/// A computed attribute of a resource.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributeOf {
    /// The resource instance.
    pub resource: Address,
    /// `id`, or the path below: `config[0].name`.
    pub attribute: SmolStr,
}

impl fmt::Display for AttributeOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.resource, self.attribute)
    }
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
    /// Whether it may turn out to be null. [`Shape::Text`] never does.
    pub nullable: bool,
    /// What is known of it.
    pub shape: Shape,
    extent: Extent,
}

impl Unknown {
    /// Nothing is known of it but its type.
    pub fn new(reason: impl Into<SmolStr>, at: Option<Location>, ty: Type) -> Unknown {
        Unknown {
            reason: reason.into(),
            at,
            ty,
            nullable: true,
            shape: Shape::Opaque,
            extent: Extent::default(),
        }
    }

    /// The same with what is known of it after all. A shape that holds too much
    /// is dropped.
    #[must_use]
    pub fn with_shape(mut self, shape: Shape) -> Unknown {
        self.extent = match &shape {
            Shape::Opaque => Extent::default(),
            Shape::OneOf(candidates) => Extent::around(candidates),
            Shape::Text(pieces) => {
                self.nullable = false;
                Extent::around(pieces.iter().filter_map(|piece| match piece {
                    Piece::Text(_) => None,
                    Piece::Hole(value) => Some(value),
                }))
            }
        };
        if self.extent.fault().is_some() {
            self.extent = Extent::default();
        } else {
            self.shape = shape;
        }
        self
    }
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

impl Extent {
    fn of(value: &Value) -> Extent {
        match &value.data {
            Data::List(list) | Data::Set(list) => list.extent,
            Data::Tuple(tuple) => tuple.extent,
            Data::Map(map) => map.extent,
            Data::Object(object) => object.extent,
            Data::Unknown(unknown) => unknown.extent,
            Data::String(text) => Extent {
                height: 0,
                loose: false,
                values: 1 + u32::try_from(text.len() / BYTES_PER_VALUE).unwrap_or(u32::MAX - 1),
            },
            Data::Null | Data::Bool(_) | Data::Number(_) | Data::Entity(_) | Data::Attribute(_) => {
                Extent {
                    height: 0,
                    values: 1,
                    loose: false,
                }
            }
        }
    }

    fn around<'a>(parts: impl IntoIterator<Item = &'a Value>) -> Extent {
        let mut whole = Extent {
            height: 1,
            values: 1,
            loose: false,
        };
        for part in parts {
            let extent = Extent::of(part);
            whole.height = whole.height.max(extent.height.saturating_add(1));
            whole.values = whole.values.saturating_add(extent.values);
        }
        whole
    }

    fn fault(self) -> Option<&'static str> {
        if self.height > MAX_HEIGHT {
            Some(TOO_DEEP)
        } else if self.values > MAX_VALUES {
            Some(TOO_LARGE)
        } else {
            None
        }
    }
}

/// The reason of a value whose collections nest too deeply.
pub const TOO_DEEP: &str = "the value nests more than 200 collections";
/// The reason of a value that holds too many others.
pub const TOO_LARGE: &str = "the value has more than 1,000,000 elements";

/// How to make values. A collection that would nest deeper than [`MAX_HEIGHT`]
/// or hold more than [`MAX_VALUES`] is unknown for that reason.
impl Value {
    /// A value of which no text tells the origin.
    pub fn new(data: Data) -> Value {
        Value {
            data,
            origin: Origin::default(),
        }
    }

    /// A value that is written at, or made by the expression at, that place.
    pub fn at(data: Data, location: Location) -> Value {
        Value {
            data,
            origin: Origin::at(location),
        }
    }

    /// The same data from somewhere else.
    #[must_use]
    pub fn with_origin(self, origin: Origin) -> Value {
        Value {
            data: self.data,
            origin,
        }
    }

    /// `null`
    pub fn null() -> Value {
        Value::new(Data::Null)
    }

    /// A string; the text must be normalised already ([`super::text`] does it).
    pub fn string(text: impl Into<SmolStr>) -> Value {
        Value::new(Data::String(text.into()))
    }

    /// A truth value.
    pub fn bool(value: bool) -> Value {
        Value::new(Data::Bool(value))
    }

    /// A number.
    pub fn number(value: impl Into<Number>) -> Value {
        Value::new(Data::Number(value.into()))
    }

    /// A value of which nothing is known but the type.
    pub fn unknown(reason: impl Into<SmolStr>, at: Option<Location>, ty: Type) -> Value {
        let unknown = Unknown::new(reason, at, ty);
        Value {
            data: Data::Unknown(Arc::new(unknown)),
            origin: Origin { at, trail: None },
        }
    }

    fn too_much(reason: &'static str, ty: Type) -> Value {
        Value::unknown(reason, None, ty)
    }

    /// A tuple of these elements.
    pub fn tuple(items: Vec<Value>) -> Value {
        let extent = Extent::around(&items);
        if let Some(reason) = extent.fault() {
            return Value::too_much(reason, Type::Dynamic);
        }
        Value::new(Data::Tuple(Arc::new(Tuple { items, extent })))
    }

    /// The same list or tuple, of which the order and the number of elements
    /// are not known.
    #[must_use]
    pub(crate) fn loosened(self, loose: bool) -> Value {
        let data = match self.data {
            Data::Tuple(mut tuple) if loose => {
                Arc::make_mut(&mut tuple).extent.loose = true;
                Data::Tuple(tuple)
            }
            Data::List(mut list) if loose => {
                Arc::make_mut(&mut list).extent.loose = true;
                Data::List(list)
            }
            data => data,
        };
        Value {
            data,
            origin: self.origin,
        }
    }

    /// A list of these elements, which are of the given type.
    pub fn list(element: Type, items: Vec<Value>) -> Value {
        let extent = Extent::around(&items);
        if let Some(reason) = extent.fault() {
            return Value::too_much(reason, Type::list(element));
        }
        Value::new(Data::List(Arc::new(List {
            element,
            items,
            extent,
        })))
    }

    /// A set of these elements, which are of the given type, distinct, and in
    /// Terraform's order ([`super::sets`] sees to that).
    pub fn set_of_sorted(element: Type, items: Vec<Value>) -> Value {
        let extent = Extent::around(&items);
        if let Some(reason) = extent.fault() {
            return Value::too_much(reason, Type::set(element));
        }
        Value::new(Data::Set(Arc::new(List {
            element,
            items,
            extent,
        })))
    }

    /// A map of these elements, which are of the given type.
    pub fn map(element: Type, entries: BTreeMap<SmolStr, Value>) -> Value {
        let extent = Extent::around(entries.values());
        if let Some(reason) = extent.fault() {
            return Value::too_much(reason, Type::map(element));
        }
        Value::new(Data::Map(Arc::new(Map {
            element,
            entries,
            extent,
        })))
    }

    /// An object of these attributes.
    pub fn object(entries: BTreeMap<SmolStr, Value>) -> Value {
        let extent = Extent::around(entries.values());
        if let Some(reason) = extent.fault() {
            return Value::too_much(reason, Type::Dynamic);
        }
        Value::new(Data::Object(Arc::new(Object { entries, extent })))
    }
}
