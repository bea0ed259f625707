//! What an argument or nested block must or must not be: the check that most rules
//! about single resources are made of.
//!
//! ```toml
//! [check]
//! kind = "attribute"
//! types = ["genesyscloud_oauth_client"]
//! when = [{ argument = "authorized_grant_type", equals = "CLIENT-CREDENTIALS" }]
//! must-not = { argument = "scopes", is = "filled" }
//! message = "`{address}` has scopes, …"
//! ```
//!
//! It finds something only where that holds for every value that the unknown parts
//! could take.

mod condition;

use serde::Deserialize;

use crate::checks::{Context, trail};
use crate::finding::{Basis, Finding, Label};
use condition::Truth;
pub use condition::{Condition, Is, Scalar};
use grantlint_parser::address::Mode;
use grantlint_parser::eval::value::Data;
use grantlint_parser::model::ResourceId;
use grantlint_parser::resource::{Body, Resource};
use grantlint_parser::source::Location;

/// The parameters of an attribute check.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AttributeCheck {
    /// The types of the resources that are looked at.
    pub types: Vec<String>,
    /// What must hold for a resource to be looked at.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// What must hold.
    pub must: Option<Condition>,
    /// What must not hold.
    pub must_not: Option<Condition>,
    /// What is underlined; the header where it is not given, or not there.
    #[serde(default)]
    pub underline: Underline,
    /// What is said: `{address}` and `{argument}` stand for the resource's address
    /// and the text of one of its arguments.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// What is underlined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Underline {
    /// The resource's header.
    #[default]
    Header,
    /// The argument or nested block that is constrained.
    Argument,
    /// The literal of its value.
    Value,
}

pub(super) fn run(context: &Context<'_>, check: &AttributeCheck) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, resource) in context.model.resources.iter().enumerate() {
        let kind = resource.address.kind.as_str();
        if context.broken.contains(&number) {
            continue;
        }
        if resource.address.mode != Mode::Managed || !check.types.iter().any(|name| name == kind) {
            continue;
        }
        let facts = Facts {
            body: &resource.body,
            called: context.calls.used.contains(&ResourceId(number)),
        };
        let holds = |one: &Condition| one.test(facts) == Truth::Yes;
        let must = check.must.as_ref().map(|one| one.test(facts) == Truth::No);
        let must_not = check.must_not.as_ref().map(holds);
        if check.when.iter().all(holds) && must.or(must_not) == Some(true) {
            findings.push(finding(context, check, resource));
        }
    }
    findings
}

/// What conditions are tested on.
#[derive(Clone, Copy)]
struct Facts<'a> {
    body: &'a Body,
    /// Whether the resource is a client with calls, or an integration with data
    /// actions.
    called: bool,
}

fn finding(context: &Context<'_>, check: &AttributeCheck, resource: &Resource) -> Finding {
    let constrained = check.must.as_ref().or(check.must_not.as_ref());
    let name = constrained.and_then(Condition::argument);
    let (at, mut related) = place(context, check.underline, resource, name);
    for condition in &check.when {
        let argument = condition
            .argument()
            .and_then(|name| resource.body.argument(name));
        if let Some(argument) = argument.filter(|argument| Some(argument.name.as_str()) != name) {
            let text = format!("`{}` is set here", argument.name);
            related.push(Label::new(context.one_line(argument.at), text));
        }
    }
    let mut finding = Finding::new(context.rule, at, fill(&check.message, resource))
        .about(&resource.address)
        .on(Basis::Published);
    finding.help = check.help.as_ref().map(|help| fill(help, resource));
    finding.related = related;
    finding
}

fn place(
    context: &Context<'_>,
    underline: Underline,
    resource: &Resource,
    name: Option<&str>,
) -> (Location, Vec<Label>) {
    let header = (resource.header, Vec::new());
    let Some(name) = name else {
        return header;
    };
    let argument = resource.body.argument(name);
    match underline {
        Underline::Header => header,
        Underline::Argument => match (argument, resource.body.blocks(name).next()) {
            (_, Some(block)) => (context.one_line(block.at), Vec::new()),
            (Some(argument), None) => (context.one_line(argument.at), Vec::new()),
            (None, None) => header,
        },
        Underline::Value => match argument {
            Some(argument) => {
                let origin = &argument.value.origin;
                let at = origin.at.unwrap_or(argument.value_at);
                (context.one_line(at), trail(argument.value_at, origin))
            }
            None => header,
        },
    }
}

/// Puts the facts of a resource into a template. Only texts that are known and short
/// are put in.
fn fill(template: &str, resource: &Resource) -> String {
    let mut text = template.replace("{address}", &resource.address.to_string());
    for argument in &resource.body.arguments {
        if let Data::String(value) = &argument.value.data {
            text = text.replace(&format!("{{{}}}", argument.name), value);
        }
    }
    text
}
