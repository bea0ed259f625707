//! From the model to what a subject holds.

use std::collections::HashMap;
use std::sync::Arc;

use grantlint_parser::address::Address;
use grantlint_parser::eval::value::Unknown;
use grantlint_parser::model::{Fact, Grant, Listing, Model, ResourceId, RoleRef, State};
use grantlint_parser::source::Location;
use smol_str::SmolStr;

use super::{
    Attachment, Choice, ChoicePoint, Condition, Covers, Doubt, Held, Holdings, Reach, Via, What,
};
use crate::checks::references::may_mean;
use crate::matrix::Matrix;
use crate::settings::Settings;

/// Who holds something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A client, by its number in the model.
    Client(usize),
    /// A permission set, by its number in the model.
    PermissionSet(usize),
    /// A user, by the number of its resource in the model.
    User(usize),
}

impl Subject {
    /// Its resource.
    pub fn resource(&self, model: &Model) -> Option<ResourceId> {
        match *self {
            Subject::Client(number) => Some(model.clients.get(number)?.resource),
            Subject::PermissionSet(number) => Some(model.permission_sets.get(number)?.resource),
            Subject::User(number) => Some(ResourceId(number)),
        }
    }
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
            build.grants(&client.grants, client.open.as_ref(), None);
            let resource = self.model.resource(client.resource);
            if let Some(resource) = resource {
                build.attached(&resource.address);
            }
        }
        build.holdings
    }

    /// What a role grants by itself, wherever it is held.
    pub fn role(&self, number: usize) -> Holdings {
        let mut build = Build::new(*self);
        let reach = Reach {
            everywhere: true,
            ..Reach::default()
        };
        build.role(&RoleRef::InTree(number), &[], &reach, &Via::default());
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
}

pub(super) struct Build<'a> {
    pub(super) holder: Holder<'a>,
    pub(super) holdings: Holdings,
    /// The number of each conditional that was met, by the fact's place in memory:
    /// a role that two grants name has the same conditionals in both.
    points: HashMap<usize, usize>,
    /// The choices that lead to whatever is being built.
    pub(super) when: Vec<Choice>,
}

pub(super) type Visit<'v, 'a, T> = &'v mut dyn FnMut(&mut Build<'a>, Result<&T, Doubt>, &[Choice]);

pub(super) type VisitName<'v, 'a> =
    &'v mut dyn FnMut(&mut Build<'a>, Result<&SmolStr, Doubt>, Location, &[Choice]);

impl<'a> Build<'a> {
    pub(super) fn new(holder: Holder<'a>) -> Self {
        Build {
            holder,
            holdings: Holdings {
                undivided: holder.matrix.undivided(),
                ..Holdings::default()
            },
            points: HashMap::new(),
            when: Vec::new(),
        }
    }

    /// Visits every way in which a fact may turn out.
    pub(super) fn each<T>(&mut self, fact: &Fact<T>, when: &[Choice], visit: Visit<'_, 'a, T>) {
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

    /// Holds what roles are given by an assignment of the model, or else by the client
    /// itself.
    pub(super) fn grants(
        &mut self,
        grants: &[Grant],
        open: Option<&Arc<Unknown>>,
        assignment: Option<usize>,
    ) {
        for (number, grant) in grants.iter().enumerate() {
            let reach = super::reach::reach(grant);
            self.holdings.attachments.push(Attachment {
                assignment,
                grant: number,
            });
            let via = Via {
                attachment: Some(self.holdings.attachments.len() - 1),
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

    /// The permission sets that a resource refers to.
    pub(super) fn attached(&mut self, from: &Address) {
        let model = self.holder.model;
        for (number, set) in model.permission_sets.iter().enumerate() {
            let Some(resource) = model.resource(set.resource) else {
                continue;
            };
            let address = &resource.address;
            let mut references = model.references_to(&address.kind, &address.name);
            let refers = references.any(|reference| {
                reference.from.as_ref().is_some_and(|it| may_mean(it, from))
                    && may_mean(&reference.to, address)
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
                set: Some(number),
                literals: vec![at],
                ..Via::default()
            };
            build.hold(what, doubt, when, Condition::None, &reach, via);
        });
    }

    /// Visits every name of a list, with the place of its literal; what the list
    /// may hold besides is one more visit, with the reason.
    pub(super) fn names(
        &mut self,
        list: &Fact<Listing>,
        when: &[Choice],
        visit: VisitName<'_, 'a>,
    ) {
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

    pub(super) fn anything(&mut self, doubt: Doubt, when: &[Choice], reach: Reach, via: Via) {
        self.hold(
            What::Anything,
            Some(doubt),
            when,
            Condition::None,
            &reach,
            via,
        );
    }

    pub(super) fn hold(
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
            here: Covers::Yes,
            via,
        });
    }
}

/// Where the literal of a value stands, or else the expression that gave it.
pub(crate) fn origin<T>(fact: &Fact<T>) -> Location {
    fact.origin.at.unwrap_or(fact.at)
}
