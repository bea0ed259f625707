//! From the model to what a subject holds.

use std::collections::HashMap;
use std::sync::Arc;

use grantlint_parser::address::Address;
use grantlint_parser::eval::value::Unknown;
use grantlint_parser::model::{
    DivisionRef, Fact, Grant, Listing, Model, Policy, Role, RoleRef, State, SubjectRef,
};
use grantlint_parser::source::Location;
use smol_str::SmolStr;

use super::part::triple;
use super::{
    Choice, ChoicePoint, Condition, DivisionName, Doubt, Held, Holdings, Part, Reach, Via, What,
};
use crate::checks::unreferenced::may_mean;
use crate::matrix::{Basis, Matrix};
use crate::settings::Settings;
use crate::settings::roles_file::ForeignRole;

/// Who holds something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A client, by its number in the model.
    Client(usize),
    /// A permission set, by its number in the model.
    PermissionSet(usize),
}

/// Works out holdings.
#[derive(Clone, Copy)]
pub struct Holder<'a> {
    /// The configuration.
    pub model: &'a Model,
    /// What is said of roles that it does not define.
    pub settings: &'a Settings,
    /// Which names count where no triple does.
    pub matrix: &'a Matrix,
}

impl Holder<'_> {
    /// What the roles of a client grant, whether or not they apply to its grant
    /// type.
    pub fn client(&self, number: usize) -> Holdings {
        let mut build = Build::new(*self);
        if let Some(client) = self.model.clients.get(number) {
            build.grants(&client.grants, client.open.as_ref());
            let resource = self.model.resource(client.resource);
            if let Some(resource) = resource {
                build.attached(&resource.address);
            }
        }
        build.holdings
    }

    /// What a permission set lists.
    pub fn permission_set(&self, number: usize) -> Holdings {
        let mut build = Build::new(*self);
        build.permission_set(number);
        build.holdings
    }

    /// The scopes of a client, as names.
    pub fn scopes(&self, number: usize) -> Holdings {
        let mut build = Build::new(*self);
        let client = self.model.clients.get(number);
        if let Some(scopes) = client.and_then(|client| client.scopes.as_ref()) {
            let reach = Reach::default();
            build.names(scopes, &[], &mut |build, name, at, when| {
                let (what, doubt) = match name {
                    Ok(name) => (What::Name(name.clone()), None),
                    Err(doubt) => (What::Anything, Some(doubt)),
                };
                let via = Via {
                    literals: vec![at],
                    ..Via::default()
                };
                build.hold(what, doubt, when, Condition::None, &reach, via);
            });
        }
        build.holdings
    }

    /// What a user is given by `genesyscloud_user_roles`. Where nothing in the
    /// configuration gives roles to this user, it may hold anything.
    pub fn user(&self, user: &Address) -> Holdings {
        let mut build = Build::new(*self);
        let mut found = false;
        for assignment in &self.model.assignments {
            let resource = self.model.resource(assignment.resource);
            if resource.is_none_or(|resource| resource.address.kind != "genesyscloud_user_roles") {
                continue;
            }
            let Some(subject) = &assignment.subject else {
                continue;
            };
            build.each(subject, &[], &mut |build, subject, when| match subject {
                Ok(SubjectRef::Resource(address)) if address == user => {
                    found = true;
                    build.when = when.to_vec();
                    build.grants(&assignment.grants, assignment.open.as_ref());
                    build.when.clear();
                }
                Ok(SubjectRef::Resource(_) | SubjectRef::Id(_)) => {}
                Err(doubt) => build.anything(doubt, when, Reach::default(), Via::default()),
            });
        }
        build.attached(user);
        if !found {
            let doubt = Doubt {
                reason: format!("no `genesyscloud_user_roles` gives `{user}` its roles here")
                    .into(),
                at: None,
            };
            build.anything(doubt, &[], Reach::default(), Via::default());
        }
        build.holdings
    }
}

struct Build<'a> {
    holder: Holder<'a>,
    holdings: Holdings,
    /// The number of each conditional that was met, by the fact's place in memory:
    /// a role that two grants name has the same conditionals in both.
    points: HashMap<usize, usize>,
    /// The choices that lead to whatever is being built.
    when: Vec<Choice>,
}

type Visit<'v, 'a, T> = &'v mut dyn FnMut(&mut Build<'a>, Result<&T, Doubt>, &[Choice]);

type VisitName<'v, 'a> =
    &'v mut dyn FnMut(&mut Build<'a>, Result<&SmolStr, Doubt>, Location, &[Choice]);

impl<'a> Build<'a> {
    fn new(holder: Holder<'a>) -> Self {
        Build {
            holder,
            holdings: Holdings::default(),
            points: HashMap::new(),
            when: Vec::new(),
        }
    }

    /// Visits every way in which a fact may turn out.
    fn each<T>(&mut self, fact: &Fact<T>, when: &[Choice], visit: Visit<'_, 'a, T>) {
        match &fact.state {
            State::Known(value) => visit(self, Ok(value), when),
            State::Unknown(unknown) => visit(self, Err(Doubt::of(unknown, fact.at)), when),
            State::OneOf { arms, optional } => {
                let point = self.point(
                    std::ptr::from_ref(fact).addr(),
                    arms.len() + usize::from(*optional),
                    fact.at,
                );
                for (arm, fact) in arms.iter().enumerate() {
                    let mut when = when.to_vec();
                    when.push(Choice { point, arm });
                    self.each(fact, &when, visit);
                }
            }
        }
    }

    fn point(&mut self, key: usize, arms: usize, at: Location) -> usize {
        let points = &mut self.holdings.points;
        *self.points.entry(key).or_insert_with(|| {
            points.push(ChoicePoint { arms, at });
            points.len() - 1
        })
    }

    fn grants(&mut self, grants: &[Grant], open: Option<&Arc<Unknown>>) {
        for grant in grants {
            let reach = reach(grant);
            let via = Via {
                grant: Some(grant.at),
                ..Via::default()
            };
            let Some(role) = &grant.role else {
                continue;
            };
            let when = self.when.clone();
            self.each(role, &when, &mut |build, role, when| match role {
                Ok(role) => build.role(role, when, &reach, &via),
                Err(doubt) => build.anything(doubt, when, reach.clone(), via.clone()),
            });
        }
        if let Some(open) = open {
            let when = self.when.clone();
            self.anything(
                Doubt::from_reason(open),
                &when,
                Reach::default(),
                Via::default(),
            );
        }
    }

    fn role(&mut self, role: &RoleRef, when: &[Choice], reach: &Reach, via: &Via) {
        let (foreign, reason): (Vec<_>, String) = match role {
            RoleRef::InTree(number) => {
                let Some(found) = self.holder.model.roles.get(*number) else {
                    return;
                };
                self.holdings.roles.insert(*number);
                let via = Via {
                    role: Some(*number),
                    ..via.clone()
                };
                return self.role_in_tree(found, when, reach, &via);
            }
            RoleRef::Data { address, name } => (
                self.foreign_roles(|role| name.as_ref().is_some_and(|name| role.name == *name)),
                match name {
                    Some(name) => format!("the role `{name}` (`{address}`) is defined elsewhere"),
                    None => format!("`{address}` is defined elsewhere"),
                },
            ),
            RoleRef::Id(id) => (
                self.foreign_roles(|role| role.id.as_ref() == Some(id)),
                format!("the role with the id `{id}` is defined elsewhere"),
            ),
        };
        if foreign.is_empty() {
            let doubt = Doubt {
                reason: reason.into(),
                at: via.grant,
            };
            self.anything(doubt, when, reach.clone(), via.clone());
        }
        for role in foreign {
            self.foreign_role(&role, when, reach, via);
        }
    }

    fn role_in_tree(&mut self, role: &Role, when: &[Choice], reach: &Reach, via: &Via) {
        for policy in &role.policies {
            let via = Via {
                policy: Some(policy.at),
                ..via.clone()
            };
            self.policy(policy, when, reach, &via);
        }
        if let Some(open) = &role.open {
            self.anything(Doubt::from_reason(open), when, reach.clone(), via.clone());
        }
        let Some(permissions) = &role.permissions else {
            return;
        };
        self.names(permissions, when, &mut |build, name, at, when| {
            let (what, doubt) = match name {
                // A triple grants nothing here, unless a report says otherwise.
                Ok(name) if triple(name).is_some() && !build.is_reported(name) => return,
                Ok(name) => (What::of(name), None),
                Err(doubt) => (What::Names, Some(doubt)),
            };
            let via = Via {
                literals: vec![at],
                ..via.clone()
            };
            build.hold(what, doubt, when, Condition::None, reach, via);
        });
    }

    fn policy(&mut self, policy: &Policy, when: &[Choice], reach: &Reach, via: &Via) {
        let condition = match (&policy.conditions, &policy.conditions_open) {
            (Some(block), _) => Condition::Bound(block.at),
            (None, Some(open)) => Condition::Perhaps(Doubt::from_reason(open)),
            (None, None) => Condition::None,
        };
        let (Some(domain), Some(entity), Some(actions)) =
            (&policy.domain, &policy.entity, &policy.actions)
        else {
            // Without one of them there is no policy: the provider refuses it.
            return;
        };
        let part = |value: Result<&SmolStr, Doubt>| value.map_or_else(Part::Unknown, Part::of);
        self.each(domain, when, &mut |build, value, when| {
            let first = part(value);
            build.each(entity, when, &mut |build, value, when| {
                let second = part(value);
                build.names(actions, when, &mut |build, value, at, when| {
                    let what = What::Triple {
                        domain: first.clone(),
                        entity: second.clone(),
                        action: part(value),
                    };
                    let via = Via {
                        literals: vec![at, origin(entity), origin(domain)],
                        ..via.clone()
                    };
                    build.hold(what, None, when, condition.clone(), reach, via);
                });
            });
        });
    }

    fn foreign_role(&mut self, role: &ForeignRole, when: &[Choice], reach: &Reach, via: &Via) {
        for policy in &role.policies {
            let condition = match via.grant {
                Some(at) if policy.conditional => Condition::Bound(at),
                _ => Condition::None,
            };
            for action in &policy.actions {
                let what = What::Triple {
                    domain: Part::of(&policy.domain),
                    entity: Part::of(&policy.entity),
                    action: Part::of(action),
                };
                self.hold(what, None, when, condition.clone(), reach, via.clone());
            }
        }
        for name in &role.permissions {
            let what = What::of(name);
            self.hold(what, None, when, Condition::None, reach, via.clone());
        }
    }

    /// The permission sets that a resource refers to.
    fn attached(&mut self, from: &Address) {
        let model = self.holder.model;
        for (number, set) in model.permission_sets.iter().enumerate() {
            let Some(resource) = model.resource(set.resource) else {
                continue;
            };
            let mut references = model.references.iter();
            let refers = references.any(|reference| {
                reference.from.as_ref().is_some_and(|it| may_mean(it, from))
                    && may_mean(&reference.to, &resource.address)
            });
            if refers {
                self.permission_set(number);
            }
        }
    }

    fn permission_set(&mut self, number: usize) {
        let Some(set) = self.holder.model.permission_sets.get(number) else {
            return;
        };
        let Some(permissions) = &set.permissions else {
            return;
        };
        let reach = Reach {
            everywhere: true,
            ..Reach::default()
        };
        self.names(permissions, &[], &mut |build, name, at, when| {
            let (what, doubt) = match name {
                Ok(name) => (What::of(name), None),
                Err(doubt) => (What::Anything, Some(doubt)),
            };
            let via = Via {
                literals: vec![at],
                ..Via::default()
            };
            build.hold(what, doubt, when, Condition::None, &reach, via);
        });
    }

    /// Visits every name of a list, with the place of its literal; what the list
    /// may hold besides is one more visit, with the reason.
    fn names(&mut self, list: &Fact<Listing>, when: &[Choice], visit: VisitName<'_, 'a>) {
        self.each(list, when, &mut |build, listing, when| {
            let listing = match listing {
                Ok(listing) => listing,
                Err(doubt) => return visit(build, Err(doubt), list.at, when),
            };
            for item in &listing.items {
                let at = origin(item);
                build.each(item, when, &mut |build, name, when| {
                    visit(build, name, at, when);
                });
            }
            if let Some(open) = &listing.open {
                visit(build, Err(Doubt::of(open, list.at)), list.at, when);
            }
        });
    }

    fn anything(&mut self, doubt: Doubt, when: &[Choice], reach: Reach, via: Via) {
        self.hold(
            What::Anything,
            Some(doubt),
            when,
            Condition::None,
            &reach,
            via,
        );
    }

    fn hold(
        &mut self,
        what: What,
        doubt: Option<Doubt>,
        when: &[Choice],
        condition: Condition,
        reach: &Reach,
        via: Via,
    ) {
        self.holdings.held.push(Held {
            what,
            when: when.to_vec(),
            doubt,
            condition,
            reach: reach.clone(),
            via,
        });
    }

    fn foreign_roles(&self, is_it: impl Fn(&ForeignRole) -> bool) -> Vec<ForeignRole> {
        let external = &self.holder.settings.external_roles;
        external
            .iter()
            .flat_map(|role| role.known(self.holder.matrix))
            .filter(|role| is_it(role))
            .collect()
    }

    fn is_reported(&self, name: &str) -> bool {
        self.holder
            .matrix
            .known_permission(name)
            .is_some_and(|known| known.basis != Basis::Published)
    }
}

fn reach(grant: &Grant) -> Reach {
    let mut reach = Reach::default();
    for division in &grant.divisions {
        match &division.state {
            State::Known(DivisionRef::All) => reach.everywhere = true,
            State::Known(DivisionRef::Home) => {
                reach.divisions.insert(DivisionName::Home);
            }
            State::Known(DivisionRef::Resource(address)) => {
                let name = DivisionName::Named(address.to_string());
                reach.divisions.insert(name);
            }
            State::Known(DivisionRef::Id(id)) => {
                reach.divisions.insert(DivisionName::Named(id.to_string()));
            }
            State::OneOf { .. } => {
                let reason = "which division it is depends on a condition that is not known";
                reach.open = Some(Doubt {
                    reason: reason.into(),
                    at: Some(division.at),
                });
            }
            State::Unknown(unknown) => reach.open = Some(Doubt::of(unknown, division.at)),
        }
    }
    if let Some(open) = &grant.divisions_open {
        reach.open = Some(Doubt::of(open, grant.at));
    }
    if grant.divisions.is_empty() && reach.open.is_none() {
        reach.divisions.insert(DivisionName::Home);
    }
    reach
}

/// Where the literal of a value stands, or else the expression that gave it.
pub(crate) fn origin<T>(fact: &Fact<T>) -> Location {
    fact.origin.at.unwrap_or(fact.at)
}
