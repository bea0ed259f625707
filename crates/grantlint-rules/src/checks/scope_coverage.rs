//! The scopes of a client against its calls.

use crate::checks::{Context, listed};
use crate::finding::{Basis, Finding, Label, Severity};
use crate::holdings::Subject;

pub(super) fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for judgement in context.judgements {
        let Some(call) = context.calls.calls.get(judgement.call) else {
            continue;
        };
        let Subject::Client(number) = call.subject else {
            continue;
        };
        let Some(client) = context.model.clients.get(number) else {
            continue;
        };
        let (Some(address), Some(header)) = (
            context.address(client.resource),
            context.header(client.resource),
        ) else {
            continue;
        };
        for lacking in &judgement.scopes {
            let message = format!(
                "`{address}` has no scope for `{}`, which accepts {}",
                call.endpoint,
                listed(&lacking.scopes, "or")
            );
            let scopes = context.argument(client.resource, "scopes");
            let at = scopes.unwrap_or(header);
            let basis = Basis::from(lacking.requirement.basis);
            let names: Vec<String> = lacking
                .scopes
                .iter()
                .map(|&scope| scope.to_owned())
                .collect();
            let mut finding = Finding::new(context.rule, context.one_line(at), message)
                .about(address)
                .on(basis)
                .help(help(context, &lacking.scopes, &lacking.requirement))
                .identity([&call.endpoint].into_iter().chain(&names))
                .datum("endpoint", call.endpoint.as_str())
                .datum("missing", names.clone());
            if context.settings.enforce_scopes {
                finding = finding.weighing(Severity::Error);
            }
            for place in &call.places {
                let at = context.one_line(place.at);
                finding.related.push(Label::new(at, "called here"));
                finding.related.extend(place.hops.iter().cloned());
            }
            if at != header {
                finding
                    .related
                    .push(Label::new(header, format!("called by `{address}`")));
            }
            findings.push(finding);
        }
    }
    findings
}

fn help(
    context: &Context<'_>,
    scopes: &[&str],
    requirement: &crate::matrix::Requirement<'_>,
) -> String {
    // The narrower one suffices where both are accepted.
    let narrowest = scopes
        .iter()
        .find(|scope| scope.ends_with(":readonly"))
        .or(scopes.first())
        .copied()
        .unwrap_or_default();
    let when = if context.settings.enforce_scopes {
        ""
    } else {
        "; it fails as soon as the organisation enforces scopes"
    };
    let source = match Basis::from(requirement.basis) {
        Basis::Published => String::new(),
        Basis::Reported | Basis::Org => format!(" (says {})", requirement.source),
    };
    format!("add `{narrowest}` to `scopes`{when}{source}")
}
