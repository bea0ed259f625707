//! What would mend a missing grant: the block to write, or the literal that was
//! probably meant to be it.

use std::collections::{BTreeMap, BTreeSet};

use grantlint_parser::model::{Fact, Listing, Model};
use grantlint_parser::source::Sources;
use smol_str::SmolStr;

use crate::checks::{Context, Standings, one_line};
use crate::finding::Label;
use crate::holdings::{origin, triple};
use crate::matrix::Standing;
use crate::ways::values;

/// The HCL that grants these permissions, as `terraform fmt` writes it: one
/// `permission_policies` block for each entity, and `permissions` for the bare names.
pub(crate) fn blocks(permissions: &[&str]) -> String {
    let mut policies: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    let mut general: BTreeSet<&str> = BTreeSet::new();
    for permission in permissions {
        match triple(permission) {
            Some([domain, entity, action]) => {
                policies.entry((domain, entity)).or_default().insert(action);
            }
            None => {
                general.insert(permission);
            }
        }
    }
    let mut lines = Vec::new();
    if !general.is_empty() {
        lines.push(format!("permissions = [{}]", strings(&general)));
    }
    for ((domain, entity), actions) in policies {
        lines.push("permission_policies {".to_owned());
        lines.push(format!("  domain      = {domain:?}"));
        lines.push(format!("  entity_name = {entity:?}"));
        lines.push(format!("  action_set  = [{}]", strings(&actions)));
        lines.push("}".to_owned());
    }
    lines.join("\n")
}

/// The permission to recommend where one of several suffices: one that the organisation
/// has; of these one of an entity that the roles grant something of already, else one that is not sensitive, else the
/// first.
pub(super) fn recommended<'p>(
    context: &Context<'_>,
    roles: &BTreeSet<usize>,
    permissions: &[&'p str],
) -> Option<&'p str> {
    let entities: BTreeSet<(String, String)> = roles
        .iter()
        .filter_map(|&role| context.model.roles.get(role))
        .flat_map(|role| &role.policies)
        .flat_map(|policy| {
            let domains = values(policy.domain.as_ref());
            domains.flat_map(|(domain, _)| {
                values(policy.entity.as_ref())
                    .map(|(entity, _)| (domain.to_string(), entity.to_string()))
            })
        })
        .collect();
    let rank = |permission: &str| {
        let near = triple(permission).is_some_and(|[domain, entity, _]| {
            entities.contains(&(domain.to_owned(), entity.to_owned()))
        });
        let sensitive = context.matrix.sensitive(permission).is_some();
        (context.matrix.lacks(permission), !near, sensitive)
    };
    permissions.iter().copied().min_by_key(|&name| rank(name))
}

/// A literal that was probably meant to be a missing permission.
pub(crate) struct Slip {
    /// Where it stands, and what is wrong with it.
    pub(crate) label: Label,
    /// What to do, in words that end where the role to add to is named.
    pub(crate) advice: String,
    /// That it is no misspelling, but stands where it grants nothing.
    pub(crate) misplaced: bool,
}

/// Literals of these roles that were probably meant to be one of the missing
/// permissions: misspelt ones, and ones that stand where they grant nothing.
pub(crate) fn slips(
    sources: &Sources,
    model: &Model,
    standings: &Standings<'_>,
    roles: &BTreeSet<usize>,
    missing: &[String],
) -> Vec<Slip> {
    let mut slips: Vec<Slip> = Vec::new();
    let mut add = |slip: Slip| {
        if slips.last().is_none_or(|last| last.label != slip.label) {
            slips.push(slip);
        }
    };
    let is_missing = |name: &str| missing.iter().any(|one| one == name);
    for role in roles.iter().filter_map(|&role| model.roles.get(role)) {
        for (name, fact) in names(role.permissions.as_ref()) {
            if is_missing(name) && triple(name).is_some() {
                let at = one_line(sources, origin(fact));
                add(Slip {
                    label: Label::new(at, format!("`{name}` grants nothing here")),
                    advice: format!("write `{name}` as a policy, not in `permissions`: add to"),
                    misplaced: true,
                });
            }
        }
        for policy in &role.policies {
            for (domain, domain_fact) in values(policy.domain.as_ref()) {
                for (entity, entity_fact) in values(policy.entity.as_ref()) {
                    for (action, action_fact) in names(policy.actions.as_ref()) {
                        let name = format!("{domain}:{entity}:{action}");
                        let Standing::Slip(nearest) = standings.of(&name) else {
                            continue;
                        };
                        let Some(meant) = nearest.iter().find(|name| is_missing(name)) else {
                            continue;
                        };
                        let [at_domain, at_entity, at_action] = triple(meant).unwrap_or_default();
                        let fact = if domain != at_domain {
                            domain_fact
                        } else if entity != at_entity {
                            entity_fact
                        } else if action != at_action {
                            action_fact
                        } else {
                            continue;
                        };
                        let at = one_line(sources, origin(fact));
                        let says = format!("`{name}` is not a known permission");
                        add(Slip {
                            label: Label::new(at, format!("{says}; is `{meant}` meant?")),
                            advice: format!("correct `{name}` to `{meant}`, or add to"),
                            misplaced: false,
                        });
                    }
                }
            }
        }
    }
    slips
}

/// Every name that a list may hold, with the fact that gives it.
pub(crate) fn names(
    list: Option<&Fact<Listing>>,
) -> impl Iterator<Item = (&SmolStr, &Fact<SmolStr>)> {
    values(list)
        .flat_map(|(listing, _)| &listing.items)
        .flat_map(|item| values(Some(item)))
}

fn strings(names: &BTreeSet<&str>) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    quoted.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_grouped_by_entity() {
        assert_eq!(
            blocks(&[
                "routing:queue:view",
                "recording:recording:view",
                "routing:queue:edit",
                "admin"
            ]),
            r#"permissions = ["admin"]
permission_policies {
  domain      = "recording"
  entity_name = "recording"
  action_set  = ["view"]
}
permission_policies {
  domain      = "routing"
  entity_name = "queue"
  action_set  = ["edit", "view"]
}"#
        );
    }
}
