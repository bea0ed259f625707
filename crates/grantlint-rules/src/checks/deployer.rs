//! Who runs Terraform: what the provider needs of them for the types of the
//! configuration, and roles that are made and given to clients in one go.

use std::collections::BTreeSet;

use grantlint_parser::address::Mode;
use grantlint_parser::model::RoleRef;

use crate::checks::{Context, listed, mend, way};
use crate::finding::{Finding, Label, Severity};
use crate::holdings::origin;
use crate::provision::{Shortfall, TypeName, deployers, provision};

/// What the declared deployer lacks: one finding for each permission, or list of
/// permissions of which one would do, with the types that need it.
pub(super) fn missing(context: &Context<'_>) -> Vec<Finding> {
    let deployers = deployers(context.model, context.settings, context.matrix);
    if deployers.is_empty() {
        return Vec::new();
    }
    let provision = provision(&[context.model], context.matrix);
    // What may have no instance at all needs nothing for sure.
    let addresses = context.model.resources.iter().map(|it| &it.address);
    let there: BTreeSet<(bool, &str)> = addresses
        .filter(|it| !it.is_open())
        .map(|it| (it.mode == Mode::Data, it.kind.as_str()))
        .collect();
    let mut findings = Vec::new();
    for deployer in deployers {
        for demand in &provision.demands {
            let Some(Shortfall::Missing(missing)) = deployer.lacks(demand) else {
                continue;
            };
            let is_there = |of: &&TypeName| there.contains(&(of.data, of.name.as_str()));
            let surely: Vec<&TypeName> = demand.types.iter().filter(is_there).collect();
            if surely.is_empty() {
                continue;
            }
            let shown: Vec<String> = surely.iter().map(|of| of.to_string()).collect();
            let types: BTreeSet<&str> = surely.iter().map(|of| of.name.as_str()).collect();
            let one_of = if missing.len() > 1 { "one of " } else { "" };
            let first = missing.first().map_or("", String::as_str);
            findings.push(
                Finding::new(
                    context.rule,
                    deployer.header,
                    format!(
                        "the deployer `{}` lacks {one_of}{}, which the provider needs for {}",
                        deployer.address,
                        listed(&missing, "or"),
                        listed(&shown, "and")
                    ),
                )
                .about(deployer.address)
                .identity(missing.clone())
                .datum("missing", missing.clone())
                .datum(
                    "types",
                    types
                        .iter()
                        .map(|&name| name.to_owned())
                        .collect::<Vec<_>>(),
                )
                .help(format!(
                    "add to a role of the deployer:\n{}",
                    mend::blocks(&[first])
                )),
            );
        }
    }
    findings
}

/// Roles that one configuration makes and gives to a client, although whoever runs
/// Terraform does not hold them: the platform refuses that.
pub(super) fn self_granted(context: &Context<'_>) -> Vec<Finding> {
    let declared = context.settings.deployer.is_some();
    let asked_for = context.settings.level(&context.rule.id).is_some();
    if !declared && !asked_for && !context.settings.pedantic {
        return Vec::new();
    }
    let held: BTreeSet<usize> = deployers(context.model, context.settings, context.matrix)
        .into_iter()
        .flat_map(|deployer| deployer.holdings.roles)
        .collect();
    let mut findings = Vec::new();
    for client in &context.model.clients {
        let Some(address) = context.address(client.resource) else {
            continue;
        };
        for grant in &client.grants {
            // Of what a condition decides, it is not sure that it is given.
            let Some(fact) = &grant.role else {
                continue;
            };
            let Some(RoleRef::InTree(number)) = fact.known() else {
                continue;
            };
            let Some((header, role)) = context.role(*number) else {
                continue;
            };
            if held.contains(number) {
                continue;
            }
            let mut finding = Finding::new(
                context.rule,
                context.one_line(origin(fact)),
                format!("`{role}` is made and given to `{address}` in one configuration"),
            )
            .about(address)
            .identity([role.to_string()])
            .help("whoever runs Terraform can only give roles that they hold; give them the role first, or apply in two steps");
            if !declared {
                finding = finding.weighing(Severity::Note);
            }
            finding.related = way(fact);
            finding.related.push(Label::new(header, "made here"));
            findings.push(finding);
        }
    }
    findings
}
