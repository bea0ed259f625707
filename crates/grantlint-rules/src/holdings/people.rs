//! What users are given: by assignments to them, and to the groups that they are in.

use grantlint_parser::address::Address;
use grantlint_parser::eval::value::{Data, Value};
use grantlint_parser::model::{Fact, RoleRef, SubjectRef};
use grantlint_parser::resource::Resource;
use grantlint_parser::source::Location;

use super::build::{Build, Holder};
use super::{DivisionName, Doubt, Held, Holdings, Reach, Via};

/// What the platform calls the default role that everybody has and nobody can take away.
///
/// Source: Genesys Cloud Resource Center, "About roles, permissions, divisions, and scopes".
pub(super) const EMPLOYEE: &str = "employee";
const USER_ROLES: &str = "genesyscloud_user_roles";
const GROUP_ROLES: &str = "genesyscloud_group_roles";

impl Holder<'_> {
    /// What a user is given by `genesyscloud_user_roles`, and by its groups. Where nothing
    /// in the configuration gives roles to this user, it may hold anything.
    pub fn user(&self, user: &Address) -> Holdings {
        let kinds = [USER_ROLES, GROUP_ROLES];
        let mut holdings = self.given(user, &kinds, &|kind, subject, at| match (kind, subject) {
            (USER_ROLES, SubjectRef::Resource(address)) if address == user => Membership::Yes,
            (GROUP_ROLES, SubjectRef::Resource(group)) => self.membership(user, group),
            // A group that is defined elsewhere may have the user for a member.
            (GROUP_ROLES, SubjectRef::Id(id)) => Membership::Perhaps(Doubt::new(
                format!("the members of the group with the id `{id}` are not known here"),
                Some(at),
            )),
            _ => Membership::No,
        });
        holdings.held.extend(self.everybody(user));
        holdings
    }

    /// What the default role of all users grants, where the configuration makes that role
    /// its own or says what it holds.
    fn everybody(&self, user: &Address) -> Vec<Held> {
        let mut build = Build::new(*self);
        let home = Reach {
            divisions: [DivisionName::Home].into(),
            ..Reach::default()
        };
        let mut managed = None;
        for (number, role) in self.model.roles.iter().enumerate() {
            let id = role.default_role_id.as_ref();
            if id.and_then(Fact::known).is_some_and(|id| id == EMPLOYEE) {
                build.role(&RoleRef::InTree(number), &[], &home, &Via::default());
                managed = self.model.resource(role.resource);
            }
        }
        build.everybody(&home);
        let doubt = Doubt::new(
            format!("`{user}` may hold it by the default role `{EMPLOYEE}`, as all users do"),
            managed.map(|role| role.header),
        );
        let held = build.holdings.held.into_iter();
        held.map(|held| Held {
            // The arms of conditionals are those of another list.
            when: Vec::new(),
            doubt: held.doubt.or_else(|| Some(doubt.clone())),
            ..held
        })
        .collect()
    }

    /// What `genesyscloud_group_roles` gives to a group, and so to its members. Where
    /// nothing in the configuration gives roles to this group, it may hold anything.
    pub fn group(&self, group: &Address) -> Holdings {
        self.given(group, &[GROUP_ROLES], &|_, subject, _| match subject {
            SubjectRef::Resource(address) if address == group => {
                let closed = self.found(group).and_then(closed);
                closed.map_or(Membership::Yes, Membership::Perhaps)
            }
            SubjectRef::Resource(_) | SubjectRef::Id(_) => Membership::No,
        })
    }

    /// What assignments of these types, the first of which is for whoever it is, give to
    /// them.
    fn given(
        &self,
        to: &Address,
        kinds: &[&str],
        counts: &dyn Fn(&str, &SubjectRef, Location) -> Membership,
    ) -> Holdings {
        let mut build = Build::new(*self);
        let mut found = false;
        for (number, assignment) in self.model.assignments.iter().enumerate() {
            let (Some(subject), Some(resource)) = (
                &assignment.subject,
                self.model.resource(assignment.resource),
            ) else {
                continue;
            };
            let kind = resource.address.kind.as_str();
            if !kinds.contains(&kind) {
                continue;
            }
            let subject_at = subject.at;
            build.each(subject, &[], &mut |build, subject, when| {
                let counts = match subject {
                    Ok(subject) => counts(kind, subject, subject_at),
                    Err(doubt) => {
                        build.anything(doubt, when, Reach::default(), Via::default());
                        return;
                    }
                };
                // What is given by an assignment that may not be there is not surely given.
                // Where the user may not be there either, both are taken to be there together.
                let is_sure = !resource.address.is_open() || to.is_open();
                let gives = kinds.first() == Some(&kind) && !matches!(counts, Membership::No);
                found |= gives && is_sure;
                let before = build.holdings.held.len();
                match counts {
                    Membership::No => {}
                    Membership::Perhaps(doubt) => {
                        build.anything(doubt, when, Reach::default(), Via::default());
                    }
                    Membership::Yes => {
                        build.when = when.to_vec();
                        let open = assignment.open.as_ref();
                        build.grants(&assignment.grants, open, Some(number));
                        build.when.clear();
                    }
                }
                for held in build.holdings.held.iter_mut().skip(before) {
                    held.doubt = held.doubt.take().or_else(|| perhaps(resource, is_sure));
                }
            });
        }
        build.attached(to);
        if let Some(kind) = kinds.first().filter(|_| !found) {
            let doubt = Doubt::new(format!("no `{kind}` gives `{to}` its roles here"), None);
            build.anything(doubt, &[], Reach::default(), Via::default());
        }
        build.holdings
    }

    /// The resource or data source of that address.
    fn found(&self, address: &Address) -> Option<&Resource> {
        let named = self.model.named(&address.kind, &address.name).iter();
        let mut named = named.filter_map(|&id| self.model.resource(id));
        named.find(|resource| resource.address == *address)
    }

    /// Whether the group has the user for a member, as its arguments tell.
    fn membership(&self, user: &Address, group: &Address) -> Membership {
        let Some(found) = self.found(group) else {
            return Membership::No;
        };
        let owners_count = || {
            let argument = found.body.argument("include_owners");
            argument.and_then(|argument| argument.value.as_bool()) != Some(false)
        };
        match self.listed(user, found, "member_ids") {
            Membership::Yes => closed(found).map_or(Membership::Yes, Membership::Perhaps),
            // Owners may be included as members, unless the group says otherwise.
            Membership::No if owners_count() => match self.listed(user, found, "owner_ids") {
                Membership::Yes => Membership::Perhaps(Doubt::new(
                    format!("`{user}` owns `{group}`, which may make it a member"),
                    Some(found.header),
                )),
                _ if found.body.argument("owner_ids").is_none() => Membership::No,
                owned => owned,
            },
            membership => membership,
        }
    }

    /// Whether a list of users of the group names this one.
    fn listed(&self, user: &Address, group: &Resource, list: &str) -> Membership {
        let elsewhere = || {
            Doubt::new(
                format!("the members of `{}` are not known here", group.address),
                Some(group.header),
            )
        };
        let Some(members) = group.body.argument(list) else {
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
                    Data::String(id) => Some(Doubt::new(
                        format!("the id `{id}` may be that of `{user}`"),
                        Some(members.value_at),
                    )),
                    _ => None,
                });
                unknown.next().map_or(Membership::No, Membership::Perhaps)
            }
            None if members.value.at_least().iter().any(is_user) => Membership::Yes,
            None => Membership::Perhaps(elsewhere()),
        }
    }
}

/// Why an assignment may not be there, if that is not sure.
fn perhaps(assignment: &Resource, is_sure: bool) -> Option<Doubt> {
    (!is_sure).then(|| {
        let reason = format!("whether there is a `{}` is not known", assignment.address);
        Doubt::new(reason, Some(assignment.header))
    })
}

/// Whether a user is in a group.
enum Membership {
    Yes,
    No,
    Perhaps(Doubt),
}

/// Why a group may have no roles, whatever assigns them.
fn closed(group: &Resource) -> Option<Doubt> {
    let enabled = group.body.argument("roles_enabled")?;
    match &enabled.value.data {
        Data::Bool(false) => Some(Doubt::new(
            format!(
                "`{}` does not allow roles to be assigned to it",
                group.address
            ),
            Some(group.header),
        )),
        Data::Unknown(unknown) => Some(Doubt::of(unknown, enabled.value_at)),
        _ => None,
    }
}
