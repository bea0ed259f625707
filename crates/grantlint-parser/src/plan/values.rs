//! The plan's values, with the places and the symbols of what the text says.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use smol_str::{SmolStr, format_smolstr};

use super::agreement::{Planned, data};
use super::instances::Instances;
use super::pairing::Agreement;
use crate::address::Address;
use crate::eval::budget::MAX_CANDIDATES;
use crate::eval::types::Type;
use crate::eval::value::{AttributeOf, Data, Origin, Shape, Unknown, Value};
use crate::source::{FileId, Location};
use crate::syntax::tree::{Expr, ExprKind};

/// Puts the plan's values in place of those that the text gives.
pub(super) struct Merge<'m, 'p> {
    /// The plan's.
    pub(super) file: FileId,
    pub(super) instances: &'m Instances<'p>,
    /// How many more comparisons there may be.
    pub(super) left: Cell<u32>,
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
                let items = written.map_or(&[][..], parts);
                let pairs = self.pairs(items, planned, elements.len());
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
                let entries = written.and_then(Value::as_mapping);
                let built: BTreeMap<SmolStr, Value> = planned
                    .names()
                    .into_iter()
                    .map(|name| {
                        let value = self.value(
                            entries.and_then(|entries| entries.get(name)),
                            planned.property(name),
                            used,
                        );
                        (SmolStr::new(name), value)
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
        let is_hidden = planned.sensitive.is_all();
        // Where plans are kept for others to read, sensitive values are nulls.
        if let (Data::Null(_), true, Some(written)) = (&data, is_hidden, written) {
            return self.settled(written, used);
        }
        if matches!(data, Data::Attribute(_) | Data::Null(_)) {
            return Value { data, origin };
        }
        if let Some(written) = same {
            let data = written.data.clone();
            return Value { data, origin };
        }
        if is_hidden {
            let reason = "the plan marks it as sensitive";
            return Value::unknown(reason, used, Type::Dynamic).with_origin(origin);
        }
        Value { data, origin }
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
        if !of.resource.is_open() {
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

/// The elements that a value surely has, without its own way.
fn parts(value: &Value) -> &[Value] {
    match &value.data {
        Data::Unknown(unknown) => match &unknown.shape {
            Shape::AtLeast(items) => items,
            Shape::Opaque | Shape::OneOf(_) | Shape::Text(_) => &[],
        },
        _ => value.as_sequence().unwrap_or_default(),
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
