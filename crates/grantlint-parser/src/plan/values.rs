//! The plan's values, with the places and the symbols of what the text says.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use smol_str::{SmolStr, format_smolstr};

use super::instances::{Instances, has_open_key};
use super::pairing::{Agreement, pair};
use super::tree::{Mark, elements, get, items, null};
use crate::address::Address;
use crate::eval::budget::MAX_CANDIDATES;
use crate::eval::convert;
use crate::eval::number::Number;
use crate::eval::types::Type;
use crate::eval::value::{AttributeOf, Data, Origin, Shape, Unknown, Value};
use crate::references::PREFIX;
use crate::source::{FileId, Location};
use crate::syntax::tree::{Expr, ExprKind};

/// A value in the plan, or a part of one.
#[derive(Clone, Copy)]
pub(super) struct Planned<'p> {
    /// What it is; nothing where it is not known, or not there.
    pub(super) value: Option<&'p Expr>,
    pub(super) unknown: Mark<'p>,
    pub(super) sensitive: Mark<'p>,
}

impl<'p> Planned<'p> {
    pub(super) fn property(self, name: &str) -> Self {
        Planned {
            value: self.value.and_then(|value| get(value, name)),
            unknown: self.unknown.property(name),
            sensitive: self.sensitive.property(name),
        }
    }

    pub(super) fn element(self, index: usize) -> Self {
        Planned {
            value: self.value.and_then(|value| elements(value).get(index)),
            unknown: self.unknown.element(index),
            sensitive: self.sensitive.element(index),
        }
    }

    /// The names of the properties that are known or will be.
    pub(super) fn names(self) -> Vec<&'p SmolStr> {
        let known = self.value.into_iter().flat_map(items);
        let mut names: Vec<&SmolStr> = known.map(|(name, _, _)| name).collect();
        for name in self.unknown.whole() {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Whether two are the same as far as the plan knows.
    pub(super) fn is_like(self, other: Self) -> bool {
        if self.unknown.is_all() || other.unknown.is_all() {
            return self.unknown.is_all() && other.unknown.is_all();
        }
        match (
            self.value.map(|value| &value.kind),
            other.value.map(|value| &value.kind),
        ) {
            (Some(ExprKind::List(one)), Some(ExprKind::List(two))) => {
                one.len() == two.len()
                    && (0..one.len()).all(|at| self.element(at).is_like(other.element(at)))
            }
            (Some(ExprKind::Object(_)), Some(ExprKind::Object(_))) => {
                let (one, two) = (self.names(), other.names());
                one.len() == two.len()
                    && one
                        .iter()
                        .all(|name| self.property(name).is_like(other.property(name)))
            }
            (Some(one), Some(two)) => match (data(one), data(two)) {
                (Some(one), Some(two)) => same(&one, &two),
                _ => false,
            },
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        }
    }
}

/// Puts the plan's values in place of those that the text gives.
pub(super) struct Merge<'m, 'p> {
    /// The plan's.
    pub(super) file: FileId,
    instances: &'m Instances<'p>,
    /// How many more comparisons there may be.
    left: Cell<u32>,
    /// The resources that were met by their ids, and where.
    named: RefCell<Vec<(Address, Location)>>,
}

/// How many values are compared at most before nothing counts as the same any
/// more, and the plan speaks alone.
const MAX_COMPARED: u32 = 20_000_000;

impl<'m, 'p> Merge<'m, 'p> {
    /// Takes values from these instances of the plan in that file.
    pub(super) fn new(file: FileId, instances: &'m Instances<'p>) -> Self {
        Merge {
            file,
            instances,
            left: Cell::new(MAX_COMPARED),
            named: RefCell::default(),
        }
    }

    /// The resources that were met by their ids since this was asked before, and
    /// where.
    pub(super) fn named(&self) -> Vec<(Address, Location)> {
        self.named.take()
    }

    /// The plan's value where the plan knows it, and else what the text says.
    ///
    /// `used` is the expression that says it in the text, and `None` where
    /// places are those in the plan.
    pub(super) fn value(
        &self,
        written: Option<&Value>,
        planned: Planned<'p>,
        used: Option<Location>,
    ) -> Value {
        let known = planned.value.filter(|_| !planned.unknown.is_all());
        let Some(expr) = known else {
            return match written {
                Some(written) => self.settled(written, used),
                None => Value::unknown("it is known only after apply", used, Type::Dynamic),
            };
        };
        let chosen = written.map(|written| self.chosen(written, planned));
        let written = chosen.as_ref();
        let data = match &expr.kind {
            ExprKind::List(elements) => {
                let items = written.map(Value::at_least).unwrap_or_default();
                let pairs = self.pairs(&items, planned, elements.len());
                let mut built: Vec<(usize, Value)> = pairs
                    .iter()
                    .enumerate()
                    .map(|(at, pair)| {
                        let written = pair.and_then(|number| items.get(number));
                        let value = self.value(written, planned.element(at), used);
                        (pair.unwrap_or(usize::MAX), value)
                    })
                    .collect();
                // As in the text: the plan sorts sets.
                built.sort_by_key(|(number, _)| *number);
                Value::tuple(built.into_iter().map(|(_, value)| value).collect()).data
            }
            ExprKind::Object(_) => {
                let entries = written.and_then(Value::entries).unwrap_or_default();
                let built: BTreeMap<SmolStr, Value> = planned
                    .names()
                    .into_iter()
                    .map(|name| {
                        let value = self.value(entries.get(name), planned.property(name), used);
                        (name.clone(), value)
                    })
                    .collect();
                Value::object(built).data
            }
            kind => return self.primitive(written, kind, planned, used),
        };
        Value {
            data,
            origin: self.origin(written, expr, used),
        }
    }

    fn primitive(
        &self,
        written: Option<&Value>,
        kind: &ExprKind,
        planned: Planned<'p>,
        used: Option<Location>,
    ) -> Value {
        let agrees = |written: &&Value| self.agreement(written, planned) == Agreement::Same;
        let same = written.filter(agrees);
        if let Some(written) = same.filter(|written| matches!(written.data, Data::Attribute(_))) {
            return self.settled(written, used);
        }
        let origin = match planned.value {
            Some(expr) => self.origin(written, expr, used),
            None => Origin::default(),
        };
        let data = match data(kind) {
            Some(Data::String(text)) => match self.instances.owner(&text) {
                Some(owner) => {
                    let named = origin.at.map(|at| (owner.resource.clone(), at));
                    self.named.borrow_mut().extend(named);
                    Data::Attribute(owner.clone())
                }
                None => Data::String(text),
            },
            Some(data) => data,
            None => return Value::unknown("the plan says nothing of it", used, Type::Dynamic),
        };
        if matches!(data, Data::Attribute(_) | Data::Null) {
            return Value { data, origin };
        }
        if let Some(written) = same {
            let data = written.data.clone();
            return Value { data, origin };
        }
        if planned.sensitive.is_all() {
            let reason = "the plan marks it as sensitive";
            return Value::unknown(reason, used, Type::Dynamic).with_origin(origin);
        }
        Value { data, origin }
    }

    /// Which of the written items became which of the planned elements.
    fn pairs(&self, items: &[Value], planned: Planned<'p>, count: usize) -> Vec<Option<usize>> {
        let agree = |one: usize, other: usize| match items.get(one) {
            Some(written) => self.agreement(written, planned.element(other)),
            None => Agreement::Different,
        };
        let alike = |one, other| planned.element(one).is_like(planned.element(other));
        pair(items.len(), count, agree, alike)
    }

    /// The candidate of an undecided conditional that the plan decided for.
    fn chosen(&self, written: &Value, planned: Planned<'p>) -> Value {
        let mut candidates = written.candidates();
        if candidates.len() > 1 {
            let agree = |one: &&Value| self.agreement(one, planned);
            // The last of the greatest is the first one.
            let best = candidates.iter().rev().max_by_key(agree).cloned();
            return match best {
                Some(best) if agree(&&best) > Agreement::Different => best,
                _ => written.clone(),
            };
        }
        candidates.pop().unwrap_or_else(|| written.clone())
    }

    /// How what the text says and what the plan has go together.
    pub(super) fn agreement(&self, written: &Value, planned: Planned<'p>) -> Agreement {
        let Some(left) = self.left.get().checked_sub(1) else {
            return Agreement::Different;
        };
        self.left.set(left);
        let known = planned.value.filter(|_| !planned.unknown.is_all());
        match &written.data {
            Data::Attribute(of) => return self.symbol(of, known),
            Data::Entity(_) => return Agreement::Open,
            Data::Unknown(unknown) => {
                return match &unknown.shape {
                    Shape::OneOf(_) => {
                        let candidates = written.candidates();
                        let agree = candidates.iter().map(|it| self.agreement(it, planned));
                        agree.max().unwrap_or(Agreement::Open).min(Agreement::Open)
                    }
                    Shape::Opaque | Shape::Text(_) | Shape::AtLeast(_) => Agreement::Open,
                };
            }
            _ => {}
        }
        let Some(expr) = known else {
            return Agreement::Different;
        };
        match (&expr.kind, written.as_sequence(), written.as_mapping()) {
            (ExprKind::List(elements), Some(items), _) => {
                if items.len() != elements.len() {
                    return match written.is_loose() {
                        true => Agreement::Open,
                        false => Agreement::Different,
                    };
                }
                let pairs = self.pairs(items, planned, elements.len()).into_iter();
                let agree = pairs.enumerate().map(|(at, pair)| {
                    let written = pair.and_then(|number| items.get(number));
                    written.map_or(Agreement::Open, |it| {
                        self.agreement(it, planned.element(at))
                    })
                });
                let unpaired = |item: &Value| {
                    (0..elements.len())
                        .all(|at| self.agreement(item, planned.element(at)) == Agreement::Different)
                };
                if items.iter().any(unpaired) {
                    return Agreement::Different;
                }
                agree.min().unwrap_or(Agreement::Same)
            }
            (ExprKind::Object(_), _, Some(entries)) => {
                let names = planned.names();
                if names.len() != entries.len() {
                    return Agreement::Different;
                }
                let agree = names.iter().map(|name| match entries.get(*name) {
                    Some(written) => self.agreement(written, planned.property(name)),
                    None => Agreement::Different,
                });
                agree.min().unwrap_or(Agreement::Same)
            }
            (kind, None, None) => match data(kind) {
                Some(data) if same(&written.data, &data) => Agreement::Same,
                _ => Agreement::Different,
            },
            _ => Agreement::Different,
        }
    }

    /// Whether the attribute of a resource has the value `known`, or `None` where
    /// the plan leaves it open.
    fn symbol(&self, of: &AttributeOf, known: Option<&Expr>) -> Agreement {
        if !of.resource.kind.starts_with(PREFIX) {
            return Agreement::Open;
        }
        let Some(instance) = self.instances.get(&of.resource) else {
            return Agreement::Open;
        };
        let names_something = of.attribute == "id" || of.attribute.ends_with("_id");
        match (instance.known(&of.attribute), known) {
            (None, None) => Agreement::Open,
            (Some(one), Some(other)) => match (data(&one.kind), data(&other.kind)) {
                (Some(one), Some(other)) if same(&one, &other) => {
                    // What names nothing is worth more as a value.
                    if names_something {
                        Agreement::Same
                    } else {
                        Agreement::Open
                    }
                }
                _ => Agreement::Different,
            },
            (Some(_), None) => Agreement::Different,
            (None, Some(_)) => match instance.unknown.property(&of.attribute).is_any() {
                true => Agreement::Different,
                false => Agreement::Open,
            },
        }
    }

    /// Where a value comes from: the text's own account, but for what it took
    /// from the plan's variables, which nobody can change there.
    fn origin(&self, written: Option<&Value>, expr: &Expr, used: Option<Location>) -> Origin {
        let Some(used) = used else {
            return Origin::at(expr.span.in_file(self.file));
        };
        let Some(written) = written else {
            return Origin::at(used);
        };
        let is_known = !matches!(written.data, Data::Unknown(_) | Data::Entity(_));
        let mut origin = written.origin.clone();
        if !is_known || origin.at.is_none_or(|at| at.file == self.file) {
            origin.at = Some(nearest(&written.origin, used));
        }
        origin
    }

    /// What the text says, where the plan says nothing: symbols of which the text
    /// could not tell the key mean what the plan has, and no place is in the
    /// plan's variables.
    pub(super) fn settled(&self, value: &Value, used: Option<Location>) -> Value {
        let all = |items: &[Value]| -> Vec<Value> {
            items.iter().map(|item| self.settled(item, used)).collect()
        };
        let each = |entries: &BTreeMap<SmolStr, Value>| -> BTreeMap<SmolStr, Value> {
            let entries = entries.iter();
            entries
                .map(|(name, value)| (name.clone(), self.settled(value, used)))
                .collect()
        };
        let data = match &value.data {
            Data::Attribute(of) => self.meant(of, value),
            Data::List(list) => {
                Value::list(list.element().clone(), all(list.items()))
                    .loosened(value.is_loose())
                    .data
            }
            Data::Set(list) => Value::set_of_sorted(list.element().clone(), all(list.items())).data,
            Data::Tuple(tuple) => {
                Value::tuple(all(tuple.items()))
                    .loosened(value.is_loose())
                    .data
            }
            Data::Map(map) => Value::map(map.element().clone(), each(map.entries())).data,
            Data::Object(object) => Value::object(each(object.entries())).data,
            Data::Unknown(unknown) => match &unknown.shape {
                Shape::OneOf(values) => shaped(unknown, Shape::OneOf(all(values))),
                Shape::AtLeast(values) => shaped(unknown, Shape::AtLeast(all(values))),
                Shape::Opaque | Shape::Text(_) => value.data.clone(),
            },
            other => other.clone(),
        };
        let mut origin = value.origin.clone();
        if let Some(used) = used.filter(|used| used.file != self.file)
            && origin.at.is_some_and(|at| at.file == self.file)
        {
            origin.at = Some(nearest(&value.origin, used));
        }
        Value { data, origin }
    }

    /// What a symbol means whose key the text leaves open.
    fn meant(&self, of: &Arc<AttributeOf>, value: &Value) -> Data {
        if !has_open_key(&of.resource) {
            return value.data.clone();
        }
        let is_open = |known: Option<&Expr>| known.is_none();
        let instances = self.instances.meant(&of.resource);
        let symbols: Vec<Value> = instances
            .filter(|instance| is_open(instance.known(&of.attribute)))
            .take(MAX_CANDIDATES + 1)
            .map(|instance| {
                let symbol = AttributeOf {
                    resource: instance.address.clone(),
                    attribute: of.attribute.clone(),
                };
                Value::new(Data::Attribute(Arc::new(symbol))).with_origin(value.origin.clone())
            })
            .collect();
        match symbols.as_slice() {
            [one] => one.data.clone(),
            [] => value.data.clone(),
            several => {
                let reason = format_smolstr!("`{of}` may be that of several instances");
                let unknown = Unknown::new(reason, value.origin.at, Type::Dynamic);
                let is_few = several.len() <= MAX_CANDIDATES;
                Data::Unknown(Arc::new(match is_few {
                    true => unknown.with_shape(Shape::OneOf(symbols)),
                    false => unknown,
                }))
            }
        }
    }
}

fn shaped(unknown: &Unknown, shape: Shape) -> Data {
    let nullable = unknown.nullable;
    let fresh = Unknown::new(unknown.reason.clone(), unknown.at, unknown.ty.clone());
    let mut fresh = fresh.with_shape(shape);
    fresh.nullable = nullable;
    Data::Unknown(Arc::new(fresh))
}

/// The place in the expression `used` where a value with that origin comes in.
fn nearest(origin: &Origin, used: Location) -> Location {
    let inside = |at: &Location| at.file == used.file && used.span.contains(at.span);
    let mut places = origin.at.into_iter().chain(origin.hops().map(|hop| hop.at));
    places.find(inside).unwrap_or(used)
}

/// A primitive, where it is one.
fn data(kind: &ExprKind) -> Option<Data> {
    Some(match kind {
        ExprKind::Null => Data::Null,
        ExprKind::Bool(value) => Data::Bool(*value),
        ExprKind::Number(written) => Data::Number(Number::parse(written).ok()?),
        ExprKind::String(text) => Data::String(text.clone()),
        // The reader of JSON takes the sign for an operator.
        ExprKind::Unary(unary) => match &unary.operand.kind {
            ExprKind::Number(written) => Data::Number(Number::parse(&format!("-{written}")).ok()?),
            _ => return None,
        },
        _ => return None,
    })
}

/// Whether two primitives are the same, whatever type Terraform made them.
fn same(one: &Data, other: &Data) -> bool {
    let shown = |data: &Data| {
        let converted = convert::convert(Value::new(data.clone()), &Type::String).ok()?;
        converted.as_str().map(SmolStr::from)
    };
    match (one, other) {
        (Data::String(one), Data::String(other)) => one == other,
        (Data::Null, Data::Null) => true,
        (Data::Null, _) | (_, Data::Null) => false,
        _ => shown(one)
            .zip(shown(other))
            .is_some_and(|(one, other)| one == other),
    }
}

/// Whether a value in the plan says that nothing is set.
pub(super) fn is_unset(value: &Expr) -> bool {
    null(value) || matches!(&value.kind, ExprKind::String(text) if text.is_empty())
}
