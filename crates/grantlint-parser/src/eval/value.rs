//! What an expression means: known, unknown, or known in part, each with the
//! place that it came from.
//!
//! A [`Value`] is data and an [`Origin`]. Unknown data carries its reason and,
//! where something of it is known after all, what that is: the candidates of a
//! conditional, the text around a hole. A reference to a resource's computed
//! attribute is a symbol: it is not known what `genesyscloud_auth_role.x.id`
//! is, but it is known whose id it is.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use smol_str::{SmolStr, format_smolstr};

use super::budget::{MAX_HEIGHT, MAX_HOPS, MAX_VALUES};
use super::number::Number;
use super::sets;
use super::types::Type;
use crate::address::{Address, Key, ModuleAddress};
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
    /// `null`, and the type that it is null of: `any` for the bare word.
    Null(Type),
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

impl Entity {
    /// Whether it is the one instance that stands for all, because `count` or
    /// `for_each` is unknown. An index into it is the same again.
    pub fn stands_for_all(&self) -> bool {
        let key = match self {
            Entity::Resource(address) => Some(&address.key),
            Entity::Module(address) => address.0.last().map(|(_, key)| key),
        };
        key == Some(&Key::Unknown)
    }
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
            Shape::OneOf(values) | Shape::AtLeast(values) => Extent::around(values),
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
    /// A list or set that holds these elements, and perhaps others before,
    /// between and behind them: `concat` or `setunion` with an unknown operand.
    AtLeast(Vec<Value>),
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
    length: u32,
}

impl Hop {
    fn after(before: Option<Arc<Hop>>, through: SmolStr, at: Location) -> Option<Arc<Hop>> {
        let length = before.as_ref().map_or(0, |hop| hop.length) + 1;
        if length > MAX_HOPS {
            return before;
        }
        Some(Arc::new(Hop {
            through,
            at,
            before,
            length,
        }))
    }
}

impl Origin {
    /// What is written at that place.
    pub fn at(location: Location) -> Origin {
        Origin {
            at: Some(location),
            trail: None,
        }
    }

    /// The hops, the last one first.
    pub fn hops(&self) -> impl Iterator<Item = &Hop> {
        std::iter::successors(self.trail.as_deref(), |hop| hop.before.as_deref())
    }

    /// The origin of a part that is taken out of something with this origin:
    /// the part's own place and way, and then the way of the whole.
    #[must_use]
    pub fn of_part(&self, part: &Origin) -> Origin {
        let trail = match (&self.trail, &part.trail) {
            (whole, None) => whole.clone(),
            (None, own) => own.clone(),
            (Some(_), Some(own)) => {
                let hops: Vec<&Hop> = self.hops().collect();
                let mut trail = Some(own.clone());
                for hop in hops.into_iter().rev() {
                    trail = Hop::after(trail, hop.through.clone(), hop.at);
                }
                trail
            }
        };
        Origin {
            at: part.at.or(self.at),
            trail,
        }
    }
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
            Data::Null(_)
            | Data::Bool(_)
            | Data::Number(_)
            | Data::Entity(_)
            | Data::Attribute(_) => Extent {
                height: 0,
                values: 1,
                loose: false,
            },
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
        Value::null_of(Type::Dynamic)
    }

    /// The `null` of a type.
    pub fn null_of(ty: Type) -> Value {
        Value::new(Data::Null(ty))
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
        matches!(self.data, Data::Null(_))
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

    /// The elements that a list, set or tuple surely has, each with the whole way
    /// that it took, also where there may be more of them.
    pub fn at_least(&self) -> Vec<Value> {
        match &self.data {
            Data::Unknown(unknown) => match &unknown.shape {
                Shape::AtLeast(items) => items.iter().map(|item| self.part(item)).collect(),
                Shape::Opaque | Shape::OneOf(_) | Shape::Text(_) => Vec::new(),
            },
            _ => self.items().unwrap_or_default(),
        }
    }

    /// What it may be: itself, or the candidates of a conditional that is not
    /// decided.
    pub fn candidates(&self) -> Vec<Value> {
        match &self.data {
            Data::Unknown(unknown) => match &unknown.shape {
                Shape::OneOf(values) => values.iter().map(|value| self.part(value)).collect(),
                Shape::Opaque | Shape::Text(_) | Shape::AtLeast(_) => vec![self.clone()],
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
            Data::Null(ty) => ty.clone(),
            Data::Entity(_) => Type::Dynamic,
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
