//! Secrets that are written out, and ids and secrets that stand in each other's place.

use grantlint_parser::eval::value::{Data, Value};
use grantlint_parser::model::Model;
use grantlint_parser::resource::{Argument, Resource};
use grantlint_parser::source::Location;

use crate::checks::{Context, trail};
use crate::finding::{Basis, Finding, Label};
use crate::rule::CredentialFault;

const CREDENTIAL: &str = "genesyscloud_integration_credential";
const CLIENT: &str = "genesyscloud_oauth_client";

/// Arguments, beside the `fields` of a credential, that hold a secret.
const SECRETS: [(&str, &str); 1] = [(CLIENT, "directory_client_secret")];

pub(super) fn run(context: &Context<'_>, fault: CredentialFault) -> Vec<Finding> {
    let mut findings = Vec::new();
    for resource in &context.model.resources {
        let kind = resource.address.kind.as_str();
        for (secret, argument) in SECRETS {
            if kind == secret
                && fault == CredentialFault::Literal
                && let Some(argument) = resource.body.argument(argument)
            {
                findings.extend(literal(
                    context,
                    resource,
                    argument,
                    &argument.name,
                    &argument.value,
                ));
            }
        }
        let Some(fields) = resource
            .body
            .argument("fields")
            .filter(|_| kind == CREDENTIAL)
        else {
            continue;
        };
        for (name, value) in fields.value.entries().unwrap_or_default() {
            findings.extend(match fault {
                CredentialFault::Literal if is_secret(&name) => {
                    literal(context, resource, fields, &name, &value)
                }
                CredentialFault::Literal => None,
                CredentialFault::Crossed => crossed(context, resource, fields, &name, &value),
            });
        }
    }
    findings
}

/// Where the texts stand that are secret, or may be: whatever fills a secret field or
/// argument, placeholders included.
pub(super) fn secrets(model: &Model) -> Vec<Location> {
    let mut places = Vec::new();
    for resource in &model.resources {
        let kind = resource.address.kind.as_str();
        let arguments = SECRETS.iter().filter(|(secret, _)| *secret == kind);
        let arguments = arguments.filter_map(|(_, name)| resource.body.argument(name));
        for argument in arguments {
            texts(&argument.value, &mut places);
        }
        if kind != CREDENTIAL {
            continue;
        }
        let fields = resource.body.argument("fields");
        let entries = fields.and_then(|fields| fields.value.entries());
        for (name, value) in entries.unwrap_or_default() {
            if is_secret(&name) {
                texts(&value, &mut places);
            }
        }
    }
    places
}

fn texts(value: &Value, places: &mut Vec<Location>) {
    for candidate in value.candidates() {
        if matches!(candidate.data, Data::String(_)) {
            places.extend(candidate.origin.at);
        }
    }
}

/// Whether a field of that name holds a secret.
pub(super) fn is_secret(name: &str) -> bool {
    let name = plain(name);
    [
        "secret",
        "password",
        "passphrase",
        "apikey",
        "privatekey",
        "secretkey",
        "accesstoken",
    ]
    .iter()
    .any(|word| name.ends_with(word))
}

/// A name without its letter case and what joins its words; a text that is one for the
/// field itself, like `client_secret`, holds the place of the secret.
fn plain(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

fn literal(
    context: &Context<'_>,
    resource: &Resource,
    argument: &Argument,
    name: &str,
    value: &Value,
) -> Option<Finding> {
    let Data::String(text) = &value.data else {
        return None;
    };
    let at = value.origin.at?;
    if !is_literal(context.sources.slice(at))
        || is_placeholder(text)
        || plain(text) == plain(name)
        || is_private(context, at)
    {
        return None;
    }
    let mut finding = Finding::new(
        context.rule,
        context.one_line(at),
        format!("the secret `{name}` of `{}` is written out", resource.address),
    )
    .about(&resource.address)
    .on(Basis::Org)
    .identity([name.to_owned()])
    .datum("argument", name)
    .help("take it from a variable that is marked sensitive and set outside of the repository, and replace the secret: whoever reads the file has it");
    finding.related = trail(argument.value_at, &value.origin);
    finding
        .related
        .push(Label::new(argument.name_at, "the argument"));
    Some(finding)
}

/// Whether an expression is a text as it is written, rather than something that makes
/// one.
fn is_literal(expression: &str) -> bool {
    let written = expression.starts_with('"') || expression.starts_with("<<");
    written && !expression.contains("${") && !expression.contains("%{")
}

/// Whether a text only holds the place of a secret.
fn is_placeholder(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let words = [
        "change",
        "replace",
        "your",
        "todo",
        "placeholder",
        "example",
        "dummy",
        "redacted",
        "secret-here",
    ];
    let mut letters = lower.chars();
    let first = letters.next();
    text.len() < 8
        || text.contains(char::is_whitespace)
        || (lower.starts_with('<') && lower.ends_with('>'))
        || words.iter().any(|word| lower.contains(word))
        || letters.all(|letter| Some(letter) == first)
}

/// Whether a value stands where the repository does not have it.
fn is_private(context: &Context<'_>, at: Location) -> bool {
    let path = context.sources.path(at.file);
    path.starts_with("--var ") || context.settings.untracked.iter().any(|file| file == path)
}

fn crossed(
    context: &Context<'_>,
    resource: &Resource,
    fields: &Argument,
    name: &str,
    value: &Value,
) -> Option<Finding> {
    let Data::Attribute(of) = &value.data else {
        return None;
    };
    if of.resource.kind != CLIENT {
        return None;
    }
    let (wanted, given) = match (name, of.attribute.as_str()) {
        ("clientSecret", "id" | "client_id") => ("client_secret", "the id"),
        ("clientId", "client_secret") => ("id", "the secret"),
        _ => return None,
    };
    let at = value.origin.at.unwrap_or(fields.value_at);
    let mut finding = Finding::new(
        context.rule,
        context.one_line(at),
        format!(
            "`{name}` of `{}` is {given} of `{}`",
            resource.address, of.resource
        ),
    )
    .about(&resource.address)
    .identity([name.to_owned()])
    .datum("argument", name);
    let expose = match wanted {
        "client_secret" => {
            ", which needs `expose_client_secret = true`; or leave it out, as the provider fills it"
        }
        _ => "",
    };
    finding.help = Some(format!("write `{}.{wanted}`{expose}", of.resource));
    finding.related = trail(fields.value_at, &value.origin);
    Some(finding)
}
