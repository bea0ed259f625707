//! Conditions on permissions that take none, as the organisation's catalogue says.

use grantlint_parser::model::{Model, Policy};
use grantlint_parser::source::Location;

use crate::checks::{Context, listed, mend};
use crate::finding::{Basis, Finding};

/// One finding for each policy whose conditions bind a permission that takes none.
pub(super) fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let Some(source) = context.matrix.catalogue() else {
        return findings;
    };
    for role in &context.model.roles {
        let Some(address) = context.address(role.resource) else {
            continue;
        };
        for policy in &role.policies {
            let (idle, _) = parted(context, policy);
            let Some(block) = policy.conditions.as_ref().filter(|_| !idle.is_empty()) else {
                continue;
            };
            let take = if idle.len() == 1 { "takes" } else { "take" };
            let message = format!("{} {take} no conditions", listed(&idle, "and"));
            let help = format!(
                "the catalogue of your organisation says so ({source}): the platform refuses the \
                 policy, or grants it without the condition; which of the two is not published"
            );
            findings.push(
                Finding::new(context.rule, context.one_line(block.at), message)
                    .on(Basis::Org)
                    .about(address)
                    .identity(idle.clone())
                    .datum("permissions", idle)
                    .help(help),
            );
        }
    }
    findings
}

/// Whether the conditions with this header bind nothing but permissions that take none.
pub(super) fn is_idle(context: &Context<'_>, header: Location) -> bool {
    policies(context.model, header).any(|policy| {
        let (idle, others) = parted(context, policy);
        !idle.is_empty() && others == 0
    })
}

fn policies(model: &Model, header: Location) -> impl Iterator<Item = &Policy> {
    let policies = model.roles.iter().flat_map(|role| &role.policies);
    policies.filter(move |policy| policy.conditions.as_ref().is_some_and(|it| it.at == header))
}

/// The permissions of a policy that take no conditions, as the catalogue says, and how
/// many others it has or may have. A wildcard is another one: it covers whatever takes
/// conditions too.
fn parted(context: &Context<'_>, policy: &Policy) -> (Vec<String>, usize) {
    let mut idle = Vec::new();
    let mut others = 0;
    let (Some(domain), Some(entity), Some(actions)) =
        (&policy.domain, &policy.entity, &policy.actions)
    else {
        return (idle, 1);
    };
    let (Some(domain), Some(entity), Some(list)) =
        (domain.known(), entity.known(), actions.known())
    else {
        return (idle, 1);
    };
    others += usize::from(list.open.is_some());
    others += list
        .items
        .iter()
        .filter(|item| item.known().is_none())
        .count();
    for (action, fact) in mend::names(Some(actions)) {
        let name = format!("{domain}:{entity}:{action}");
        let known = context.matrix.catalogued(&name);
        match known.and_then(|known| known.allows_conditions) {
            Some(false) if fact.known().is_some() => idle.push(name),
            // What the organisation lacks is not bound by anything.
            _ if context.matrix.lacks(&name) => {}
            _ => others += 1,
        }
    }
    idle.sort();
    idle.dedup();
    (idle, others)
}
