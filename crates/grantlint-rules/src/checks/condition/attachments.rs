//! Which resources refer to which, by the values of their arguments: looked up once for
//! all resources that a rule asks it of.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use grantlint_parser::address::Address;
use grantlint_parser::eval::value::{Data, Shape, Value};
use grantlint_parser::resource::{Body, Resource};

use super::facts::{is_of_type, stands_for_all, target};
use super::place::Place;
use super::truth::Truth;
use super::{Attached, Condition};
use crate::checks::Context;
use crate::checks::references::may_mean;

/// What was looked up for one rule, by the types and the path.
#[derive(Debug, Default)]
pub(crate) struct Attachments(RefCell<BTreeMap<String, Rc<Referrers>>>);

/// How many resources refer to each other one.
#[derive(Debug, Default)]
pub(super) struct Referrers {
    /// Resources that are referred to.
    known: BTreeMap<Address, Count>,
    /// Addresses that stand for several, with how many refer to them.
    loose: BTreeMap<Address, usize>,
    /// How many may refer to any resource.
    open: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    least: usize,
    most: usize,
    /// Those among `most` that are counted as open too.
    open: usize,
}

impl Attachments {
    pub(super) fn of(&self, context: &Context<'_>, attached: &Attached) -> Rc<Referrers> {
        let by = attached.by.as_deref().unwrap_or_default();
        let key = format!("{} {by}", attached.to.join(","));
        if let Some(known) = self.0.borrow().get(&key) {
            return Rc::clone(known);
        }
        let found = Rc::new(Referrers::find(context, attached));
        self.0.borrow_mut().insert(key, Rc::clone(&found));
        found
    }
}

impl Referrers {
    fn find(context: &Context<'_>, attached: &Attached) -> Referrers {
        let mut found = Referrers::default();
        for resource in &context.model.resources {
            let own = &resource.address;
            let of_type = attached
                .to
                .iter()
                .any(|kind| is_of_type(kind, own, context));
            if !of_type {
                continue;
            }
            let mut named = BTreeSet::new();
            let open = values(resource, attached, &mut |value| match target(value) {
                Some(address) => {
                    named.insert(address.clone());
                    Truth::No
                }
                None if matches!(value.data, Data::Unknown(_)) => Truth::Unknown,
                None => Truth::No,
            });
            let is_open = open != Truth::No;
            // One that stands for all may be any number.
            let one = if stands_for_all(own) { usize::MAX } else { 1 };
            if is_open {
                found.open = found.open.saturating_add(one);
            }
            for address in named.into_iter().filter(|address| address != own) {
                if stands_for_all(&address) {
                    let most = found.loose.entry(address).or_default();
                    *most = most.saturating_add(one);
                    continue;
                }
                let refers = values(resource, attached, &mut |value| match (
                    target(value),
                    &value.data,
                ) {
                    (Some(target), _) => Truth::of(*target == address),
                    (None, Data::Unknown(_)) => Truth::Unknown,
                    (None, _) => Truth::No,
                });
                let count = found.known.entry(address).or_default();
                count.most = count.most.saturating_add(one);
                if refers == Truth::Yes && one == 1 {
                    count.least += 1;
                }
                if is_open {
                    count.open = count.open.saturating_add(one);
                }
            }
        }
        found
    }

    /// How many refer to a resource, at least and at most.
    pub(super) fn to(&self, address: &Address) -> (usize, usize) {
        let count = self.known.get(address).copied().unwrap_or_default();
        let loose = self.loose.iter();
        let loose = loose.filter(|(known, _)| may_mean(known, address));
        let loose = loose.fold(0usize, |sum, (_, most)| sum.saturating_add(*most));
        let open = match self.open {
            usize::MAX => usize::MAX,
            open => open.saturating_sub(count.open),
        };
        let most = count.most.saturating_add(loose).saturating_add(open);
        (count.least, most)
    }
}

/// Asks about the values at the path, or about all that the resource has.
fn values(resource: &Resource, attached: &Attached, ask: &mut dyn FnMut(&Value) -> Truth) -> Truth {
    match &attached.by {
        Some(path) => {
            let place = Place::Resource(&resource.body);
            place.some(&Condition::steps(path), &mut |part| match part {
                Place::Value(value, _) => ask(value),
                Place::Nothing | Place::Resource(_) | Place::Block(_) => Truth::No,
            })
        }
        None => anywhere(&resource.body, ask),
    }
}

fn anywhere(body: &Body, ask: &mut dyn FnMut(&Value) -> Truth) -> Truth {
    let mut truth = match body.open.is_empty() && body.ignored.is_empty() {
        true => Truth::No,
        false => Truth::Unknown,
    };
    for argument in &body.arguments {
        truth = truth.or(inside(&argument.value, ask));
    }
    for block in &body.blocks {
        truth = truth.or(anywhere(&block.body, ask));
    }
    truth
}

fn inside(value: &Value, ask: &mut dyn FnMut(&Value) -> Truth) -> Truth {
    let parts: Vec<&Value> = match (value.as_sequence(), value.as_mapping()) {
        (Some(items), _) => items.iter().collect(),
        (None, Some(entries)) => entries.values().collect(),
        (None, None) => match &value.data {
            Data::Unknown(unknown) => match &unknown.shape {
                Shape::OneOf(arms) => {
                    return Truth::agree(arms.iter().map(|arm| inside(arm, ask)));
                }
                Shape::AtLeast(items) => {
                    let each = items.iter().map(|item| inside(item, ask));
                    return each.fold(Truth::Unknown, Truth::or);
                }
                Shape::Opaque | Shape::Text(_) => return ask(value),
            },
            _ => return ask(value),
        },
    };
    let each = parts.into_iter().map(|part| inside(part, ask));
    each.fold(Truth::No, Truth::or)
}
