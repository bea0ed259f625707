//! Which resources have a value that an earlier one of their type has: the values at a
//! path are gathered once for all resources that a rule asks it of.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use grantlint_parser::address::Mode;
use grantlint_parser::eval::number::Number;
use grantlint_parser::eval::value::{AttributeOf, Data, Value};
use grantlint_parser::model::{Model, ResourceId};
use grantlint_parser::resource::Resource;
use smol_str::SmolStr;

use super::Condition;
use super::facts::stands_for_all;
use super::place::Place;
use super::test::same;
use super::truth::Truth;

/// What was gathered in one root module, by the type of the resources and the path.
#[derive(Debug, Default)]
pub(crate) struct Repeats(RefCell<BTreeMap<(Mode, SmolStr, String), Rc<Having>>>);

/// The resources of one type by the values that a path leads to, as numbers in the model.
#[derive(Debug, Default)]
struct Having {
    /// Those with a value that may be told from others, in order.
    alike: BTreeMap<Alike, Vec<ResourceId>>,
    /// The first that may have any value that is written out.
    open: Option<ResourceId>,
    /// The first that has or may have a value at all.
    any: Option<ResourceId>,
}

/// What all values that are the same have in common. Those that have it in common need not
/// be the same: the texts `5` and `5.0` are both the number 5.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Alike {
    Text(SmolStr),
    Number(Number),
    Attribute(Arc<AttributeOf>),
}

impl Repeats {
    /// Whether an earlier resource of its type has the value at the path.
    pub(super) fn is_repeated(
        &self,
        model: &Model,
        id: ResourceId,
        path: &str,
        value: &Value,
    ) -> Truth {
        let Some(resource) = model.resource(id) else {
            return Truth::No;
        };
        let having = self.having(model, resource, path);
        // One that stands for all may stand for none.
        let best = match stands_for_all(&resource.address) {
            true => Truth::Unknown,
            false => Truth::Yes,
        };
        let mut found = Truth::of(having.others(value).is_some_and(|first| first < id));
        found = found.and(Truth::Unknown);
        for other in having.earlier(model, id, value) {
            if found == best {
                break;
            }
            found = found.or(has(other, path, value).and(best));
        }
        found
    }

    /// The first earlier resource of its type that surely has the value at the path.
    pub(super) fn repeated<'m>(
        &self,
        model: &'m Model,
        id: ResourceId,
        path: &str,
        value: &Value,
    ) -> Option<&'m Resource> {
        let resource = model.resource(id)?;
        if stands_for_all(&resource.address) {
            return None;
        }
        let having = self.having(model, resource, path);
        let mut earlier = having.earlier(model, id, value);
        earlier.find(|other| has(other, path, value) == Truth::Yes)
    }

    fn having(&self, model: &Model, resource: &Resource, path: &str) -> Rc<Having> {
        let address = &resource.address;
        let key = (address.mode, address.kind.clone(), path.to_owned());
        let mut known = self.0.borrow_mut();
        let having = known
            .entry(key)
            .or_insert_with(|| Rc::new(Having::find(model, resource, path)));
        Rc::clone(having)
    }
}

impl Having {
    fn find(model: &Model, like: &Resource, path: &str) -> Having {
        let mut found = Having::default();
        let steps = Condition::steps(path);
        for (number, resource) in model.resources.iter().enumerate() {
            let (own, wanted) = (&resource.address, &like.address);
            if own.kind != wanted.kind || own.mode != wanted.mode {
                continue;
            }
            let id = ResourceId(number);
            let mut any = false;
            let open = Place::Resource(&resource.body).some(&steps, &mut |part| {
                let Place::Value(value, _) = part else {
                    return Truth::No;
                };
                any = true;
                if let Some(alike) = Alike::of(value) {
                    let those = found.alike.entry(alike).or_default();
                    if those.last() != Some(&id) {
                        those.push(id);
                    }
                }
                match value.data {
                    Data::Unknown(_) | Data::Attribute(_) => Truth::Unknown,
                    _ => Truth::No,
                }
            });
            let open = open != Truth::No;
            if open {
                found.open.get_or_insert(id);
            }
            if any || open {
                found.any.get_or_insert(id);
            }
        }
        found
    }

    /// The first resource that may have the value, though nothing there is alike.
    fn others(&self, value: &Value) -> Option<ResourceId> {
        match value.data {
            Data::Unknown(_) | Data::Attribute(_) => self.any,
            _ => self.open,
        }
    }

    /// The earlier resources with a value that is alike.
    fn earlier<'m>(
        &self,
        model: &'m Model,
        id: ResourceId,
        value: &Value,
    ) -> impl Iterator<Item = &'m Resource> {
        let alike = Alike::of(value).and_then(|alike| self.alike.get(&alike));
        let earlier = alike.into_iter().flatten().take_while(move |it| **it < id);
        earlier.filter_map(|it| model.resource(*it))
    }
}

impl Alike {
    /// Nothing where a value is the same as no other one, or that is not known.
    fn of(value: &Value) -> Option<Alike> {
        match &value.data {
            Data::Bool(flag) => Some(Alike::Text(flag.to_string().into())),
            Data::Number(number) => Some(Alike::Number(number.clone())),
            Data::String(text) => Some(match Number::parse(text) {
                Ok(number) => Alike::Number(number),
                Err(_) => Alike::Text(text.clone()),
            }),
            Data::Attribute(attribute) => Some(Alike::Attribute(attribute.clone())),
            _ => None,
        }
    }
}

/// Whether a resource has the value at the path.
fn has(resource: &Resource, path: &str, value: &Value) -> Truth {
    let place = Place::Resource(&resource.body);
    let found = place.some(&Condition::steps(path), &mut |part| match part {
        Place::Value(other, _) => same(value, other),
        Place::Nothing | Place::Resource(_) | Place::Block(_) => Truth::No,
    });
    match stands_for_all(&resource.address) {
        true => found.and(Truth::Unknown),
        false => found,
    }
}

#[cfg(test)]
mod tests {
    use grantlint_parser::load::{Inputs, Settings, load};
    use proptest::prelude::*;

    use super::*;
    use crate::own::example::Memory;

    const NAMES: [&str; 21] = [
        "\"a\"",
        "\"b\"",
        "5",
        "5.0",
        "\"5\"",
        "\"5.0\"",
        "true",
        "\"true\"",
        "null",
        "[]",
        "[\"a\", \"b\"]",
        "[var.x, \"a\"]",
        "{ a = 1 }",
        "var.x",
        "var.x ? \"a\" : \"b\"",
        "var.x ? \"a\" : \"a\"",
        "var.x ? 5 : \"5\"",
        "genesyscloud_user.one.id",
        "genesyscloud_user.two.id",
        "genesyscloud_user.one.name",
        "genesyscloud_user.each[var.x].id",
    ];

    /// What the index replaces: every earlier resource, one by one.
    fn one_by_one(model: &Model, id: ResourceId, value: &Value) -> (Truth, Option<String>) {
        let resource = model.resource(id).expect("a resource");
        let earlier = model.resources.iter().take(id.0);
        let mut truth = Truth::No;
        let mut first = None;
        for other in earlier.filter(|other| other.address.kind == resource.address.kind) {
            let one = match stands_for_all(&resource.address) {
                true => has(other, "name", value).and(Truth::Unknown),
                false => has(other, "name", value),
            };
            if one == Truth::Yes && first.is_none() {
                first = Some(other.address.to_string());
            }
            truth = truth.or(one);
        }
        (truth, first)
    }

    proptest! {
        #[test]
        fn looked_up_or_compared_one_by_one_is_the_same(
            names in prop::collection::vec((prop::sample::select(&NAMES[..]), 0..8u8), 1..6),
        ) {
            let mut text = "-- main.tf\nvariable \"x\" {}\n".to_owned();
            for user in ["one", "two", "each"] {
                text.push_str(&format!("resource \"genesyscloud_user\" \"{user}\" {{}}\n"));
            }
            for (number, (name, count)) in names.iter().enumerate() {
                let count = if *count == 0 { "count = var.x\n" } else { "" };
                text.push_str(&format!(
                    "resource \"genesyscloud_routing_queue\" \"q{number}\" {{\n{count}name = {name}\n}}\n"
                ));
            }
            let files = Memory::parse(&text);
            let loaded = load(
                &files.folders(),
                &files,
                &Inputs::default(),
                &Settings::default(),
            );
            let repeats = Repeats::default();
            let model = loaded.models.first().expect("a model");
            let mut asked = 0;
            for (number, resource) in model.resources.iter().enumerate() {
                let id = ResourceId(number);
                Place::Resource(&resource.body).some(&["name"], &mut |part| {
                    if let Place::Value(value, _) = part {
                        let (truth, first) = one_by_one(model, id, value);
                        assert_eq!(repeats.is_repeated(model, id, "name", value), truth, "{text}");
                        let found = repeats.repeated(model, id, "name", value);
                        assert_eq!(found.map(|it| it.address.to_string()), first, "{text}");
                        asked += 1;
                    }
                    Truth::No
                });
            }
            let given = names.iter().any(|(name, _)| !["null", "[]"].contains(name));
            prop_assert_eq!(asked > 0, given);
        }
    }
}
