//! Whether what the text says and what the plan has are the same, as far as
//! either tells.

use std::cell::RefCell;
use std::collections::HashMap;

use smol_str::SmolStr;

use super::pairing::{Agreement, pair};
use super::tree::{Mark, elements, get, items, null};
use super::values::Merge;
use crate::eval::convert;
use crate::eval::number::Number;
use crate::eval::types::Type;
use crate::eval::value::{AttributeOf, Data, Shape, Value};
use crate::references::PREFIX;
use crate::syntax::tree::{Expr, ExprKind};

/// How many comparisons of the parts of one value are kept.
const MAX_KNOWN: usize = 10_000;

/// A value in the plan, or a part of one.
#[derive(Clone, Copy)]
pub(super) struct Planned<'p> {
    /// What it is; nothing where it is not known, or not there.
    pub(super) value: Option<&'p Expr<'p>>,
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
    pub(super) fn names(self) -> Vec<&'p str> {
        let known = self.value.into_iter().flat_map(items);
        let mut names: Vec<&str> = known.map(|(name, _, _)| name).collect();
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

impl<'p> Merge<'_, 'p> {
    /// Which of the written items became which of the planned elements.
    pub(super) fn pairs(
        &self,
        items: &[Value],
        planned: Planned<'p>,
        count: usize,
    ) -> Vec<Option<usize>> {
        pair(
            items.len(),
            count,
            self.compared(items, planned),
            |one, other| planned.element(one).is_like(planned.element(other)),
        )
    }

    /// Compares written items with planned elements, each two of them once: what
    /// nests would else be compared again at each level.
    fn compared<'c>(
        &'c self,
        items: &'c [Value],
        planned: Planned<'p>,
    ) -> impl Fn(usize, usize) -> Agreement + 'c
    where
        'p: 'c,
    {
        let known: RefCell<HashMap<(usize, usize), Agreement>> = RefCell::default();
        move |one, other| {
            if let Some(&agreement) = known.borrow().get(&(one, other)) {
                return agreement;
            }
            let agreement = match items.get(one) {
                Some(written) => self.agreement(written, planned.element(other)),
                None => Agreement::Different,
            };
            let mut known = known.borrow_mut();
            if known.len() < MAX_KNOWN {
                known.insert((one, other), agreement);
            }
            agreement
        }
    }

    /// How as many items go together with planned elements.
    fn sequence(&self, items: &[Value], planned: Planned<'p>) -> Agreement {
        let all = 0..items.len();
        let agree = self.compared(items, planned);
        let alike = |one, other| planned.element(one).is_like(planned.element(other));
        let pairs = pair(items.len(), items.len(), &agree, alike);
        let is_alone = |item: usize| {
            all.clone()
                .all(|at| agree(item, at) == Agreement::Different)
        };
        if all.clone().any(is_alone) {
            return Agreement::Different;
        }
        let each = pairs.iter().enumerate().map(|(at, pair)| match pair {
            Some(item) => agree(*item, at),
            None => Agreement::Open,
        });
        each.min().unwrap_or(Agreement::Same)
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
                self.sequence(items, planned)
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
}

/// A primitive, where it is one.
pub(super) fn data(kind: &ExprKind) -> Option<Data> {
    Some(match kind {
        ExprKind::Null => Data::Null(Type::Dynamic),
        ExprKind::Bool(value) => Data::Bool(*value),
        ExprKind::Number(written) => Data::Number(Number::parse(written).ok()?),
        ExprKind::String(text) => Data::String(SmolStr::new(text)),
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
        (Data::Null(_), Data::Null(_)) => true,
        (Data::Null(_), _) | (_, Data::Null(_)) => false,
        _ => shown(one)
            .zip(shown(other))
            .is_some_and(|(one, other)| one == other),
    }
}

/// Whether a value in the plan says that nothing is set.
pub(super) fn is_unset(value: &Expr) -> bool {
    null(value) || matches!(&value.kind, ExprKind::String(text) if text.is_empty())
}
