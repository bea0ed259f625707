//! Permissions that a pack marks sensitive, granted in every division.

use std::collections::BTreeMap;

use grantlint_parser::model::{DivisionRef, Fact, Grant, Policy, ResourceId, RoleRef};

use crate::checks::{Context, listed, way};
use crate::finding::{Basis, Finding, Label};
use crate::grant_type::GrantType;
use crate::holdings::origin;
use crate::matrix::Stated;

/// How many permissions a message names.
const SHOWN: usize = 3;

pub(super) fn run(context: &Context<'_>) -> Vec<Finding> {
    let model = context.model;
    // The roles of a client that acts for users count for nothing.
    let clients = model
        .clients
        .iter()
        .filter(|client| GrantType::of(client) == GrantType::ClientCredentials)
        .map(|client| ("to", client.resource, &client.grants));
    let assignments = model
        .assignments
        .iter()
        .map(|one| ("through", one.resource, &one.grants));
    let mut findings = Vec::new();
    for (how, resource, grants) in clients.chain(assignments) {
        for grant in grants {
            findings.extend(of_grant(context, how, resource, grant));
        }
    }
    findings
}

/// `how` comes between what is granted and the resource that has the grant.
fn of_grant(
    context: &Context<'_>,
    how: &str,
    resource: ResourceId,
    grant: &Grant,
) -> Option<Finding> {
    let everywhere = |division: &&Fact<DivisionRef>| division.known() == Some(&DivisionRef::All);
    let division = grant.divisions.iter().find(everywhere)?;
    let Some(RoleRef::InTree(number)) = grant.role.as_ref()?.known() else {
        return None;
    };
    let found = sensitive(context, *number);
    let (header, role) = context.role(*number)?;
    let names: Vec<&str> = found.keys().copied().collect();
    if names.is_empty() {
        return None;
    }
    let shown: Vec<&str> = names.iter().copied().take(SHOWN).collect();
    let all = match names.len().saturating_sub(SHOWN) {
        0 => listed(&shown, "and"),
        more => {
            let quoted: Vec<String> = shown.iter().map(|name| format!("`{name}`")).collect();
            format!("{} and {more} more", quoted.join(", "))
        }
    };
    let mut reasons: Vec<String> = shown
        .iter()
        .filter_map(|name| Some(told(name, &context.matrix.sensitive(name)?)))
        .collect();
    reasons
        .push("grant the role in the divisions where it is needed, or split the role".to_owned());
    let bases = names
        .iter()
        .filter_map(|name| context.matrix.sensitive(name));
    let basis = bases.map(|stated| stated.basis).min();
    let basis = basis.map_or(Basis::Published, Basis::from);
    let address = context.address(resource)?;
    let mut finding = Finding::new(
        context.rule,
        context.one_line(origin(division)),
        format!("`{role}` grants sensitive permissions in every division {how} `{address}`: {all}"),
    )
    .about(address)
    .on(basis)
    .identity([role.to_string()])
    .datum(
        "permissions",
        names
            .iter()
            .map(|&name| name.to_owned())
            .collect::<Vec<_>>(),
    )
    .help(reasons.join("\n"));
    finding.related = way(division);
    finding.related.push(Label::new(header, "the role"));
    finding.related.extend(found.into_values().take(SHOWN));
    Some(finding)
}

/// What a permission opens, and whose word that is if it is not the platform's.
fn told(name: &str, stated: &Stated<'_>) -> String {
    let text = stated.text;
    match Basis::from(stated.basis) {
        Basis::Published => format!("`{name}` {text}"),
        Basis::Reported | Basis::Org => format!("`{name}` {text} (says {})", stated.source),
    }
}

/// The sensitive permissions that a role surely grants without conditions, with their
/// literals.
fn sensitive<'a>(context: &Context<'a>, role: usize) -> BTreeMap<&'a str, Label> {
    let mut found = BTreeMap::new();
    let role = context.model.roles.get(role);
    let policies = role.into_iter().flat_map(|role| &role.policies);
    let is_free =
        |policy: &&Policy| policy.conditions.is_none() && policy.conditions_open.is_none();
    for policy in policies.filter(is_free) {
        let (Some(domain), Some(entity)) = (&policy.domain, &policy.entity) else {
            continue;
        };
        let (Some(domain), Some(entity)) = (domain.known(), entity.known()) else {
            continue;
        };
        // A list that depends on a condition is not surely there, nor is such an element.
        let actions = policy.actions.as_ref().and_then(Fact::known);
        let actions = actions.into_iter().flat_map(|list| &list.items);
        for (action, fact) in actions.filter_map(|item| Some((item.known()?, item))) {
            let pattern = format!("{domain}:{entity}:{action}");
            for name in context.matrix.expand(&pattern) {
                // Fewer divisions would make no difference to what is not division-aware.
                let aware = context.matrix.catalogued(name);
                let aware = aware.is_none_or(|known| known.division_aware != Some(false));
                if aware && context.matrix.sensitive(name).is_some() {
                    let at = context.one_line(origin(fact));
                    found.insert(name, Label::new(at, format!("`{name}`")));
                }
            }
        }
    }
    found
}
