//! Scopes as they are written.

use crate::checks::{Context, did_you_mean, way};
use crate::finding::Finding;
use crate::holdings::origin;
use crate::matrix::{HintKind, Scope};
use crate::ways::{Way, values, ways};

pub(super) fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for client in &context.model.clients {
        let Some(address) = context.address(client.resource) else {
            continue;
        };
        for (listing, _) in values(client.scopes.as_ref()) {
            for way_of_item in listing.items.iter().flat_map(|item| ways(Some(item))) {
                let Way::Is(name, fact) = way_of_item else {
                    continue;
                };
                let Scope::Unknown(nearest) = context.matrix.scope(name) else {
                    continue;
                };
                let mut finding = Finding::new(
                    context.rule,
                    context.one_line(origin(fact)),
                    format!("`{name}` is no OAuth scope"),
                )
                .about(address)
                .identity([name.to_string()])
                .datum("scope", name.as_str())
                .datum(
                    "nearest",
                    nearest
                        .iter()
                        .map(|&name| name.to_owned())
                        .collect::<Vec<_>>(),
                );
                finding.related = way(fact);
                let hint = context.matrix.hint(HintKind::Scope, name);
                finding.help = did_you_mean(&nearest)
                    .or_else(|| hint.and_then(|hint| hint.note).map(str::to_owned));
                findings.push(finding);
            }
        }
    }
    findings
}
