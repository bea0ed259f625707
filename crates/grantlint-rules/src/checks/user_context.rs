//! Calls that need a user behind the token, by client-credentials clients.

use crate::calls::Target;
use crate::checks::Context;
use crate::finding::{Basis, Finding, Label};
use crate::holdings::Subject;

pub(super) fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for judgement in context.judgements {
        let (Some(why), Some(call)) = (
            judgement.needs_user,
            context.calls.calls.get(judgement.call),
        ) else {
            continue;
        };
        let Subject::Client(number) = call.subject else {
            continue;
        };
        let client = context.model.clients.get(number);
        let Some(resource) = client.and_then(|client| context.model.resource(client.resource))
        else {
            continue;
        };
        let address = &resource.address;
        let stated = match &call.target {
            Target::Operation(found) => found.entries.first().and_then(|entry| {
                let matrix = context.matrix;
                matrix.user_context(entry.method(), entry.path())
            }),
            _ => None,
        };
        let basis = stated.map_or(Basis::Published, |stated| stated.basis.into());
        let says = match stated.filter(|_| basis != Basis::Published) {
            Some(stated) => format!(" (says {})", stated.source),
            None => String::new(),
        };
        for place in &call.places {
            let mut finding = Finding::new(
                context.rule,
                context.one_line(place.at),
                format!("`{}` needs a user, and `{address}` has none", call.endpoint),
            )
            .on(basis)
            .about(address)
            .identity([call.endpoint.clone()])
            .datum("endpoint", call.endpoint.as_str())
            .help(format!(
                "{why}{says}; call it with a client of another grant type, or use an operation that takes the user's id"
            ));
            finding.related.extend(place.hops.iter().cloned());
            if !place.hops.iter().any(|hop| hop.at == resource.header) {
                let text = format!("called by `{address}`");
                finding.related.push(Label::new(resource.header, text));
            }
            findings.push(finding);
        }
    }
    findings
}
