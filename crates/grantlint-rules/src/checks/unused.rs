//! Permissions of a role that no declared call of any holder needs.

use std::collections::BTreeSet;

use grantlint_parser::model::{Grant, RoleRef};

use crate::calls::Target;
use crate::checks::{Context, mend, way};
use crate::finding::Finding;
use crate::grant_type::GrantType;
use crate::holdings::{Subject, origin};
use crate::matrix::Mode;
use crate::ways::{Way, values, ways};

pub(super) fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if context.unread {
        return findings;
    }
    for (number, role) in context.model.roles.iter().enumerate() {
        let (Some(needed), Some((header, address))) =
            (needed(context, number), context.role(number))
        else {
            continue;
        };
        for policy in &role.policies {
            let (Some(domain), Some(entity)) = (&policy.domain, &policy.entity) else {
                continue;
            };
            let (Some(domain), Some(entity)) = (domain.known(), entity.known()) else {
                continue;
            };
            for (action, fact) in mend::names(policy.actions.as_ref()) {
                let name = format!("{domain}:{entity}:{action}");
                let mut used = needed.iter();
                let what = crate::holdings::What::of(&name.as_str().into());
                if used.any(|one| what.covers(one) != crate::holdings::Covers::No) {
                    continue;
                }
                let mut finding = Finding::new(
                    context.rule,
                    context.one_line(origin(fact)),
                    format!("`{name}` is granted, and no declared call of a holder needs it"),
                )
                .about(address)
                .identity([name.clone()])
                .datum("permission", name)
                .help("remove it, or declare the call that needs it");
                finding.related = way(fact);
                finding
                    .related
                    .push(crate::finding::Label::new(header, "the role"));
                findings.push(finding);
            }
        }
    }
    findings
}

/// Every permission that some call of a holder may need. `None` where a holder's calls
/// are not known: users, groups, and clients without declared calls.
fn needed<'a>(context: &Context<'a>, role: usize) -> Option<BTreeSet<&'a str>> {
    let holds = |grants: &[Grant]| {
        let roles = grants.iter().filter_map(|grant| grant.role.as_ref());
        let mut roles = roles.flat_map(|fact| values(Some(fact)));
        roles.any(|(it, _)| *it == RoleRef::InTree(role))
    };
    // What is not known may be this role.
    let may_hold = |grants: &[Grant], open: bool| {
        let mut roles = grants.iter().filter_map(|grant| grant.role.as_ref());
        let unknown = roles.any(|fact| {
            let mut ways = ways(Some(fact)).into_iter();
            ways.any(|way| matches!(way, Way::Unknown(..)))
        });
        open || unknown || holds(grants)
    };
    let mut assignments = context.model.assignments.iter();
    if assignments.any(|one| may_hold(&one.grants, one.open.is_some())) {
        return None;
    }
    let mut clients = context.model.clients.iter();
    if clients.any(|one| may_hold(&one.grants, one.open.is_some()) && !holds(&one.grants)) {
        return None;
    }
    let mut needed = BTreeSet::new();
    let mut holders = 0;
    for (number, client) in context.model.clients.iter().enumerate() {
        if !holds(&client.grants) || GrantType::of(client) != GrantType::ClientCredentials {
            continue;
        }
        holders += 1;
        let subject = Subject::Client(number);
        let mut calls = 0;
        for judgement in context.judgements {
            let call = context.calls.calls.get(judgement.call)?;
            if call.subject != subject {
                continue;
            }
            calls += 1;
            let Target::Operation(_) = call.target else {
                return None;
            };
            for requirement in &judgement.requirements {
                if requirement.mode == Mode::Undocumented {
                    return None;
                }
                needed.extend(requirement.permissions.iter().copied());
                needed.extend(requirement.optional.iter().copied());
            }
            let asked = call.asked.iter().filter_map(|asked| asked.demand.as_ref());
            needed.extend(asked.flat_map(|demand| demand.permissions.iter().copied()));
        }
        if calls == 0 {
            return None;
        }
    }
    (holders > 0).then_some(needed)
}
