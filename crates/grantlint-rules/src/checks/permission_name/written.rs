//! Every permission that roles and permission sets write, with the literals that give it
//! and whether it is sure that it comes about.

use std::collections::BTreeSet;

use grantlint_parser::address::Address;
use grantlint_parser::model::{Fact, Model, Role};
use smol_str::SmolStr;

use crate::checks::mend::names;
use crate::holdings::triple;
use crate::ways::values;

/// A permission that some literal gives.
pub(super) struct Written<'a> {
    pub(super) name: String,
    /// The fact whose literal is to change, if the name is wrong: of a policy, the
    /// part that differs from what is known.
    pub(super) parts: Vec<(&'a str, &'a Fact<SmolStr>)>,
    pub(super) place: Place,
    pub(super) address: &'a Address,
    /// Whether conditions decide over two of its parts, which may never come together.
    pub(super) may_be_none: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Policy,
    RolePermissions,
    PermissionSet,
}

/// The names of all permissions that a model writes.
pub(in crate::checks) fn written_names(model: &Model) -> Vec<String> {
    let all = written(model).into_iter();
    all.map(|written| written.name).collect()
}

/// Every permission that is written in roles and permission sets, whichever way an
/// unknown condition goes.
pub(super) fn written(model: &Model) -> Vec<Written<'_>> {
    let mut found = Vec::new();
    for role in &model.roles {
        if let Some(resource) = model.resource(role.resource) {
            let address = &resource.address;
            of_policies(role, address, &mut found);
            let list = names(role.permissions.as_ref());
            found.extend(
                list.map(|(name, fact)| whole(name, fact, Place::RolePermissions, address)),
            );
        }
    }
    for set in &model.permission_sets {
        if let Some(resource) = model.resource(set.resource) {
            let address = &resource.address;
            let list = names(set.permissions.as_ref());
            found.extend(list.map(|(name, fact)| whole(name, fact, Place::PermissionSet, address)));
        }
    }
    found
}

fn of_policies<'a>(role: &'a Role, address: &'a Address, found: &mut Vec<Written<'a>>) {
    for policy in &role.policies {
        let names_of = [&policy.domain, &policy.entity].into_iter().flatten();
        let open = names_of.filter(|fact| fact.known().is_none()).count();
        let actions = policy.actions.as_ref().and_then(Fact::known);
        let actions = actions.into_iter().flat_map(|list| &list.items);
        // What the list holds whatever conditions decide.
        let sure: BTreeSet<&SmolStr> = actions.filter_map(Fact::known).collect();
        for (domain, domain_fact) in values(policy.domain.as_ref()) {
            for (entity, entity_fact) in values(policy.entity.as_ref()) {
                for (action, action_fact) in names(policy.actions.as_ref()) {
                    found.push(Written {
                        may_be_none: open + usize::from(!sure.contains(action)) > 1,
                        name: format!("{domain}:{entity}:{action}"),
                        parts: vec![
                            (domain, domain_fact),
                            (entity, entity_fact),
                            (action, action_fact),
                        ],
                        place: Place::Policy,
                        address,
                    });
                }
            }
        }
    }
}

fn whole<'a>(
    name: &'a SmolStr,
    fact: &'a Fact<SmolStr>,
    place: Place,
    address: &'a Address,
) -> Written<'a> {
    let wild = triple(name).is_some_and(|parts| parts.contains(&"*"));
    Written {
        name: name.to_string(),
        may_be_none: false,
        parts: vec![(if wild { "*" } else { name.as_str() }, fact)],
        place,
        address,
    }
}

impl<'a> Written<'a> {
    /// The fact whose literal differs from what was probably meant; the last one, which
    /// is the action, where nothing says what that is.
    pub(super) fn differing(&self, meant: Option<&str>) -> Option<&'a Fact<SmolStr>> {
        let odd = |part: &str| {
            part.is_empty() || part.contains(|c: char| !c.is_alphanumeric() && c != '*')
        };
        if let Some((_, fact)) = self
            .parts
            .iter()
            .find(|(part, _)| self.parts.len() == 3 && odd(part))
        {
            return Some(fact);
        }
        let meant: Vec<&str> = meant
            .map(|meant| meant.split(':').collect())
            .unwrap_or_default();
        let differing = self
            .parts
            .iter()
            .zip(&meant)
            .find(|((part, _), meant)| part != *meant && self.parts.len() == 3);
        match differing {
            Some(((_, fact), _)) => Some(fact),
            None => self.parts.last().map(|(_, fact)| *fact),
        }
    }
}
