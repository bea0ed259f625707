//! Scopes as they are written.

use crate::checks::{Context, did_you_mean, way};
use crate::finding::{Finding, Label, Severity};
use crate::holdings::origin;
use crate::matrix::{Basis, HintKind, Scope};
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
                let hint = context.matrix.hint(HintKind::Scope, name);
                let (nearest, message, is_scope) = match context.matrix.scope(name) {
                    Scope::Unknown(nearest) => {
                        (nearest, format!("`{name}` is no OAuth scope"), false)
                    }
                    // A name that is published, and that nothing is known to accept.
                    Scope::Known(Basis::Published) if hint.is_some() => (
                        Vec::new(),
                        format!("`{name}` opens no operation that is known"),
                        true,
                    ),
                    Scope::Known(_) => continue,
                };
                let place = context.one_line(origin(fact));
                let mut finding = Finding::new(context.rule, place, message)
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
                if is_scope {
                    finding = finding.weighing(Severity::Warning);
                }
                finding.related = way(fact);
                finding.help = did_you_mean(&nearest)
                    .or_else(|| hint.and_then(|hint| hint.note).map(str::to_owned));
                findings.push(finding);
            }
        }
    }
    findings
}

/// Scopes that another scope of the client includes.
pub(super) fn redundant(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for client in &context.model.clients {
        let (Some(address), Some(scopes)) = (context.address(client.resource), &client.scopes)
        else {
            continue;
        };
        let Some(listing) = scopes.known() else {
            continue;
        };
        let known = || {
            listing
                .items
                .iter()
                .filter_map(|item| Some((item.known()?, item)))
        };
        for (name, fact) in known() {
            let Some(plain) = name.strip_suffix(":readonly") else {
                continue;
            };
            let Some((_, other)) = known().find(|(other, _)| *other == plain) else {
                continue;
            };
            let mut finding = Finding::new(
                context.rule,
                context.one_line(origin(fact)),
                format!("`{name}` is included in `{plain}`"),
            )
            .about(address)
            .identity([name.to_string()])
            .datum("scope", name.as_str())
            .help(format!(
                "remove one of them: `{name}` if the client writes, else `{plain}`"
            ));
            finding.related = way(fact);
            finding
                .related
                .push(Label::new(context.one_line(origin(other)), "included here"));
            findings.push(finding);
        }
    }
    findings
}
