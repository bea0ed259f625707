//! From the model to what a subject holds.

use std::collections::HashMap;
use std::sync::Arc;

use grantlint_parser::address::Address;
use grantlint_parser::eval::value::{Data, Unknown, Value};
use grantlint_parser::model::RoleRef;
use grantlint_parser::model::{Assignment, Fact, Grant, Listing, Model, State, SubjectRef};
use grantlint_parser::source::Location;
use smol_str::SmolStr;

use super::{Choice, ChoicePoint, Condition, Doubt, Held, Holdings, Reach, Via, What};
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

    /// What a user is given by `genesyscloud_user_roles`. Where nothing in the
    /// configuration gives roles to this user, it may hold anything.
    pub fn user(&self, user: &Address) -> Holdings {
        let mut build = Build::new(*self);
        let mut found = false;
        for assignment in &self.model.assignments {
            let Some(subject) = &assignment.subject else {
                continue;
            };
            let of_user = self.is(assignment, USER_ROLES);
            if !of_user && !self.is(assignment, GROUP_ROLES) {
                continue;
            }
            build.each(subject, &[], &mut |build, subject, when| {
                let doubt = match subject {
                    Ok(SubjectRef::Resource(address)) if of_user && address == user => {
                        found = true;
                        None
                    }
                    Ok(SubjectRef::Resource(group)) if !of_user => {
                        match self.membership(user, group) {
                            Membership::Yes => None,
                            Membership::No => return,
                            Membership::Perhaps(doubt) => Some(doubt),
                        }
                    }
                    Ok(SubjectRef::Resource(_) | SubjectRef::Id(_)) => return,
                    Err(doubt) => Some(doubt),
                };
                match doubt {
                    Some(doubt) => build.anything(doubt, when, Reach::default(), Via::default()),
                    None => {
                        build.when = when.to_vec();
                        build.grants(&assignment.grants, assignment.open.as_ref());
                        build.when.clear();
                    }
                }
            });
        }
        build.attached(user);
        if !found {
            let doubt = Doubt::new(
                format!("no `genesyscloud_user_roles` gives `{user}` its roles here"),
                None,
            );
            build.anything(doubt, &[], Reach::default(), Via::default());
        }
        build.holdings
    }
}

const USER_ROLES: &str = "genesyscloud_user_roles";
const GROUP_ROLES: &str = "genesyscloud_group_roles";

/// Whether a user is in a group.
enum Membership {
    Yes,
    No,
    Perhaps(Doubt),
}

impl Holder<'_> {
    fn is(&self, assignment: &Assignment, kind: &str) -> bool {
        let resource = self.model.resource(assignment.resource);
        resource.is_some_and(|resource| resource.address.kind == kind)
    }

    /// Whether the group's `member_ids` name the user.
    fn membership(&self, user: &Address, group: &Address) -> Membership {
        let mut resources = self.model.resources.iter();
        let Some(found) = resources.find(|resource| resource.address == *group) else {
            return Membership::No;
        };
        let elsewhere = || {
            Doubt::new(
                format!("the members of `{group}` are not known here"),
                Some(found.header),
            )
        };
        let Some(members) = found.body.argument("member_ids") else {
            // A group that is looked up has its members elsewhere; so may one that
            // does not list them.
            return Membership::Perhaps(elsewhere());
        };
        let is_user =
            |value: &Value| matches!(&value.data, Data::Attribute(of) if of.resource == *user);
        match members.value.items() {
            Some(items) if items.iter().any(is_user) => Membership::Yes,
            Some(items) => {
                let mut unknown = items.iter().filter_map(|value| match &value.data {
                    Data::Unknown(unknown) => Some(Doubt::of(unknown, members.value_at)),
                    _ => None,
                });
                unknown.next().map_or(Membership::No, Membership::Perhaps)
            }
            None if members.value.at_least().iter().any(is_user) => Membership::Yes,
            None => Membership::Perhaps(elsewhere()),
        }
    }
}

pub(super) struct Build<'a> {
    pub(super) holder: Holder<'a>,
    pub(super) holdings: Holdings,
    /// The number of each conditional that was met, by the fact's place in memory:
    /// a role that two grants name has the same conditionals in both.
    points: HashMap<usize, usize>,
    /// The choices that lead to whatever is being built.
    when: Vec<Choice>,
}

pub(super) type Visit<'v, 'a, T> = &'v mut dyn FnMut(&mut Build<'a>, Result<&T, Doubt>, &[Choice]);

pub(super) type VisitName<'v, 'a> =
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

    fn grants(&mut self, grants: &[Grant], open: Option<&Arc<Unknown>>) {
        for grant in grants {
            let reach = super::reach::reach(grant);
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
            via,
        });
    }
}

/// Where the literal of a value stands, or else the expression that gave it.
pub(crate) fn origin<T>(fact: &Fact<T>) -> Location {
    fact.origin.at.unwrap_or(fact.at)
}
