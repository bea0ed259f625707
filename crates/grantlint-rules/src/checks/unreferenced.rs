//! Resources that nothing in the configuration refers to.

use std::collections::BTreeSet;

use grantlint_parser::address::{Address, Key, Mode};
use grantlint_parser::model::{Model, ResourceId};
use serde::Deserialize;

use crate::checks::Context;
use crate::finding::Finding;
use crate::rule::Level;
use crate::settings::Deployer;

/// The parameters of the check.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnreferencedCheck {
    /// Which resources should be referred to.
    pub of: Vec<Target>,
    /// What is said: `{address}` stands for the resource's address.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// Resources that should be referred to.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Target {
    /// Those of this type; without one, permission sets of whatever type.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The argument that makes up for it where it is given.
    pub unless_given: Option<String>,
    /// How much a finding weighs, where that is not the rule's own severity.
    pub severity: Option<Level>,
}

pub(super) fn run(context: &Context<'_>, check: &UnreferencedCheck) -> Vec<Finding> {
    let mut findings = Vec::new();
    let sets = context.model.permission_sets.iter();
    let sets: BTreeSet<_> = sets.map(|set| set.resource).collect();
    for (number, resource) in context.model.resources.iter().enumerate() {
        let target = check.of.iter().find(|target| match &target.kind {
            Some(kind) => resource.address.kind == *kind,
            None => sets.contains(&ResourceId(number)),
        });
        // What is looked up is made, and given to somebody, elsewhere.
        let Some(target) = target.filter(|_| resource.address.mode == Mode::Managed) else {
            continue;
        };
        let excused = target.unless_given.as_ref().is_some_and(|name| {
            let mut arguments = resource.body.arguments.iter();
            arguments.any(|argument| argument.name == *name)
        });
        // Whoever runs Terraform is given their role outside of it.
        let deploys = match &context.settings.deployer {
            Some(Deployer::Role(role)) => role.value.matches(&resource.address),
            Some(Deployer::Client(_)) | None => false,
        };
        if excused || deploys || is_referred_to(context.model, &resource.address) {
            continue;
        }
        let address = resource.address.to_string();
        let fill = |template: &String| template.replace("{address}", &address);
        let mut finding = Finding::new(context.rule, resource.header, fill(&check.message))
            .about(&resource.address);
        finding.help = check.help.as_ref().map(fill);
        if let Some(Level::At(severity)) = target.severity {
            finding = finding.weighing(severity);
        }
        findings.push(finding);
    }
    findings
}

/// Whether something else than the resource itself refers to it.
fn is_referred_to(model: &Model, address: &Address) -> bool {
    let own = |from: &Address| may_mean(from, address);
    let mut references = model.references_to(&address.kind, &address.name);
    references.any(|reference| {
        may_mean(&reference.to, address) && !reference.from.as_ref().is_some_and(own)
    })
}

/// Whether an address may mean a resource: instances whose key is not known may be
/// any one.
pub(crate) fn may_mean(reference: &Address, address: &Address) -> bool {
    let same_module = reference.module.0.len() == address.module.0.len()
        && reference.module.0.iter().zip(&address.module.0).all(
            |((one, one_key), (other, other_key))| {
                one == other && keys_may_agree(one_key, other_key)
            },
        );
    same_module
        && reference.mode == address.mode
        && reference.kind == address.kind
        && reference.name == address.name
        && keys_may_agree(&reference.key, &address.key)
}

fn keys_may_agree(one: &Key, other: &Key) -> bool {
    one == other || *one == Key::Unknown || *other == Key::Unknown
}
