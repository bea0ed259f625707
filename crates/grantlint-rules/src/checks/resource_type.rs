//! Types of resources that the provider has not.

use grantlint_parser::address::Mode;

use crate::checks::{Context, listed};
use crate::finding::Finding;
use crate::matrix::TypeKind;

pub(super) fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for resource in &context.model.resources {
        let name = resource.address.kind.as_str();
        let (kind, what) = match resource.address.mode {
            Mode::Managed => (TypeKind::Resource, "resource"),
            Mode::Data => (TypeKind::Data, "data source"),
        };
        if context.matrix.provider_type(kind, name).is_some() {
            continue;
        }
        let set = context.matrix.permission_set(name);
        let nearest = match set.and_then(|set| set.instead) {
            Some(instead) => vec![instead],
            None => context.matrix.nearest_types(kind, name),
        };
        let message = format!("the provider has no {what} `{name}`");
        let mut finding = Finding::new(context.rule, resource.type_label, message)
            .about(&resource.address)
            .identity([name])
            .datum("type", name)
            .datum(
                "nearest",
                nearest
                    .iter()
                    .map(|&name| name.to_owned())
                    .collect::<Vec<_>>(),
            );
        finding.help = match (set, nearest.as_slice()) {
            (_, []) => None,
            (Some(_), _) => Some(format!(
                "permissions are granted by the `permission_policies` of {}",
                listed(&nearest, "or")
            )),
            (None, _) => Some(format!("did you mean {}?", listed(&nearest, "or"))),
        };
        findings.push(finding);
    }
    findings
}
