//! Resources of which there may be only one for each value of an argument, because
//! each of them strips what another one made.

use grantlint_parser::address::Key;
use grantlint_parser::eval::value::{Data, Value};
use grantlint_parser::resource::Resource;
use serde::Deserialize;

use crate::checks::Context;
use crate::finding::{Finding, Label};

/// The parameters of the check.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct UniqueCheck {
    /// The types, each with the argument that must differ.
    pub of: Vec<Target>,
    /// What is said: `{address}` and `{other}` stand for the two resources.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// Resources that must differ in an argument.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Target {
    /// Their type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The argument.
    pub argument: String,
}

pub(super) fn run(context: &Context<'_>, check: &UniqueCheck) -> Vec<Finding> {
    let mut findings = Vec::new();
    for target in &check.of {
        let mut seen: Vec<(&Value, &Resource)> = Vec::new();
        for resource in &context.model.resources {
            let address = &resource.address;
            if address.kind != target.kind || stands_for_all(resource) {
                continue;
            }
            let Some(argument) = resource.body.argument(&target.argument) else {
                continue;
            };
            let first = seen
                .iter()
                .find(|(value, _)| is_same(value, &argument.value));
            let Some((_, other)) = first else {
                seen.push((&argument.value, resource));
                continue;
            };
            let fill = |template: &String| {
                let text = template.replace("{address}", &address.to_string());
                text.replace("{other}", &other.address.to_string())
            };
            let mut finding =
                Finding::new(context.rule, resource.header, fill(&check.message)).about(address);
            finding.help = check.help.as_ref().map(fill);
            finding.related = vec![
                Label::new(context.one_line(argument.at), "the same here"),
                Label::new(other.header, format!("`{}`", other.address)),
            ];
            findings.push(finding);
        }
    }
    findings
}

fn stands_for_all(resource: &Resource) -> bool {
    let modules = resource.address.module.0.iter().map(|(_, key)| key);
    modules
        .chain([&resource.address.key])
        .any(|key| *key == Key::Unknown)
}

/// Whether two values are surely the same.
fn is_same(one: &Value, other: &Value) -> bool {
    match (&one.data, &other.data) {
        (Data::String(one), Data::String(other)) => one == other,
        (Data::Attribute(one), Data::Attribute(other)) => {
            one == other && one.resource.key != Key::Unknown
        }
        _ => false,
    }
}
