//! What a role grants, whether the configuration defines it or not.

use grantlint_parser::model::{Fact, Policy, Role, RoleRef};
use smol_str::SmolStr;

use super::build::{Build, origin};
use super::part::triple;
use super::people::EMPLOYEE;
use super::{Choice, Condition, Doubt, Part, Reach, Via, What};
use crate::matrix::Basis;
use crate::settings::roles_file::ForeignRole;

impl Build<'_> {
    pub(super) fn role(&mut self, role: &RoleRef, when: &[Choice], reach: &Reach, via: &Via) {
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
                match self.is_name(id) {
                    true => format!("`{id}` is the name of a role, and no id"),
                    false => format!("the role with the id `{id}` is defined elsewhere"),
                },
            ),
        };
        if foreign.is_empty() {
            let doubt = Doubt::new(reason, via.grant);
            self.anything(doubt, when, reach.clone(), via.clone());
        }
        for role in foreign {
            match self.managed(&role) {
                Some(number) => self.role(&RoleRef::InTree(number), when, reach, via),
                None => self.foreign_role(&role, when, reach, via),
            }
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

    /// What is said of the role that everybody has, where the configuration does not manage
    /// it.
    pub(super) fn everybody(&mut self, reach: &Reach) {
        let is_it = |role: &ForeignRole| match &role.default_role_id {
            Some(id) => id == EMPLOYEE,
            None => role.name.eq_ignore_ascii_case(EMPLOYEE),
        };
        for role in self.foreign_roles(is_it) {
            if self.managed(&role).is_none() {
                self.foreign_role(&role, &[], reach, &Via::default());
            }
        }
    }

    fn foreign_role(&mut self, role: &ForeignRole, when: &[Choice], reach: &Reach, via: &Via) {
        for policy in &role.policies {
            let condition = match (policy.conditional, via.grant) {
                (false, _) => Condition::None,
                (true, Some(at)) => Condition::Bound(at),
                (true, None) => Condition::Perhaps(Doubt::new(
                    format!("the role `{}` has conditions elsewhere", role.name),
                    None,
                )),
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

    /// The role of the configuration that manages a default role, and with it what that
    /// one holds from then on.
    fn managed(&self, role: &ForeignRole) -> Option<usize> {
        let id = role.default_role_id.as_ref()?;
        let mut roles = self.holder.model.roles.iter();
        roles.position(|role| {
            let managed = role.default_role_id.as_ref();
            managed.and_then(Fact::known) == Some(id)
        })
    }

    /// Whether a role of the configuration is called so.
    fn is_name(&self, id: &SmolStr) -> bool {
        let mut roles = self.holder.model.roles.iter();
        roles.any(|role| role.name.as_ref().and_then(Fact::known) == Some(id))
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
            .is_some_and(|known| known.basis == Basis::Reported)
    }
}
