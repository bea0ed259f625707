//! Data actions that no client can be found for.

use crate::checks::Context;
use crate::finding::{Finding, Label};

pub(super) fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for unlinked in &context.calls.unlinked {
        let Some(action) = context.model.actions.get(unlinked.action) else {
            continue;
        };
        let Some(resource) = context.model.resource(action.resource) else {
            continue;
        };
        let message = format!(
            "no client can be found for `{}`: {}",
            resource.address, unlinked.doubt.reason
        );
        let help = match &unlinked.name {
            // A module by itself: what calls it has the client.
            Some(_) if context.model.clients.is_empty() => "no OAuth client is in this configuration: check the one that calls this module and has the client".to_owned(),
            Some(name) => format!(
                "say in `grantlint.toml` which client it runs as:\n[[client]]\naddress = \"genesyscloud_oauth_client.…\"\ncredentials = [{name:?}]"
            ),
            None => "the way to it is `integration_id`, the integration's `pureCloudOAuthClient` credential, and that credential's `clientId`".to_owned(),
        };
        let mut finding = Finding::new(context.rule, resource.header, message)
            .about(&resource.address)
            .help(help);
        finding.related.extend(unlinked.hops.iter().cloned());
        if let Some(at) = unlinked.doubt.at.filter(|at| *at != resource.header) {
            finding
                .related
                .push(Label::new(at, "the chain breaks here"));
        }
        findings.push(finding);
    }
    findings
}
