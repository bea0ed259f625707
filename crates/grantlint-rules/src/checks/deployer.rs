//! Who runs Terraform: what the provider needs of them for the types of the
//! configuration, and roles that are made and given to clients in one go.

use std::collections::{BTreeMap, BTreeSet};

use grantlint_parser::address::{Address, Mode};
use grantlint_parser::model::RoleRef;
use grantlint_parser::source::Location;

use crate::checks::{Context, listed, mend, way};
use crate::finding::{Finding, Label, Severity};
use crate::grant_type::GrantType;
use crate::holdings::{Holder, Holdings, origin};
use crate::matrix::{Match, Matrix, Mode as Needs, Requirement, TypeKind};
use crate::settings::Deployer;
use crate::ways::values;

/// Who runs Terraform, as far as the configuration defines them.
struct Known<'a> {
    address: &'a Address,
    header: Location,
    holdings: Holdings,
}

/// What the declared deployer lacks: one finding for each permission, or list of
/// permissions of which one would do, with the types that need it.
pub(super) fn missing(context: &Context<'_>) -> Vec<Finding> {
    let deployers = deployers(context);
    if deployers.is_empty() {
        return Vec::new();
    }
    let needs = needs(context);
    let mut findings = Vec::new();
    for deployer in deployers {
        for (need, types) in &needs {
            let outcome = crate::verdict::weigh(&deployer.holdings, need.as_need());
            let crate::verdict::Outcome::Missing(missing) = outcome else {
                continue;
            };
            let types: Vec<&str> = types.iter().copied().collect();
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
                        listed(&types, "and")
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
    let held: BTreeSet<usize> = deployers(context)
        .into_iter()
        .flat_map(|deployer| deployer.holdings.roles)
        .collect();
    let mut findings = Vec::new();
    for client in &context.model.clients {
        let Some(address) = context.address(client.resource) else {
            continue;
        };
        for grant in &client.grants {
            for (role, fact) in values(grant.role.as_ref()) {
                let RoleRef::InTree(number) = role else {
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
    }
    findings
}

fn deployers<'a>(context: &Context<'a>) -> Vec<Known<'a>> {
    let model = context.model;
    let holder = Holder {
        model,
        settings: context.settings,
        matrix: context.matrix,
    };
    let mut found = Vec::new();
    match &context.settings.deployer {
        None => {}
        Some(Deployer::Role(glob)) => {
            for number in 0..model.roles.len() {
                if let Some((header, address)) = context.role(number)
                    && glob.value.matches(address)
                {
                    found.push(Known {
                        address,
                        header,
                        holdings: holder.role(number),
                    });
                }
            }
        }
        Some(Deployer::Client(glob)) => {
            for (number, client) in model.clients.iter().enumerate() {
                // What a client of another grant type may do is up to its users.
                if GrantType::of(client) != GrantType::ClientCredentials {
                    continue;
                }
                if let Some(resource) = model.resource(client.resource)
                    && glob.value.matches(&resource.address)
                {
                    found.push(Known {
                        address: &resource.address,
                        header: resource.header,
                        holdings: holder.client(number),
                    });
                }
            }
        }
    }
    found
}

/// One thing that an operation requires.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct OneOf<'m>(Vec<&'m str>);

impl OneOf<'_> {
    fn as_need(&self) -> crate::verdict::Need<'_> {
        crate::verdict::Need::Any(&self.0)
    }
}

/// What the provider needs for the types of the configuration, read off the
/// operations that it calls: its own lists do not tell one of several from all of them.
fn needs<'a>(context: &Context<'a>) -> BTreeMap<OneOf<'a>, BTreeSet<&'a str>> {
    let mut types: BTreeSet<(TypeKind, &str)> = BTreeSet::new();
    for resource in &context.model.resources {
        let kind = match resource.address.mode {
            Mode::Managed => TypeKind::Resource,
            Mode::Data => TypeKind::Data,
        };
        types.insert((kind, resource.address.kind.as_str()));
    }
    let mut needs: BTreeMap<OneOf<'a>, BTreeSet<&'a str>> = BTreeMap::new();
    for (kind, name) in types {
        let Some(provider_type) = context.matrix.provider_type(kind, name) else {
            continue;
        };
        for operation in provider_type.operations() {
            for requirement in requirements(context.matrix, operation) {
                let each: Vec<OneOf<'a>> = match requirement.mode {
                    Needs::Free | Needs::Undocumented => Vec::new(),
                    Needs::Any => vec![OneOf(requirement.permissions)],
                    Needs::All => {
                        let all = requirement.permissions.into_iter();
                        all.map(|permission| OneOf(vec![permission])).collect()
                    }
                };
                for need in each {
                    needs.entry(need).or_default().insert(provider_type.name());
                }
            }
        }
    }
    needs
}

fn requirements<'m>(matrix: &'m Matrix, operation: &str) -> Vec<Requirement<'m>> {
    let Some((method, path)) = operation.split_once(' ') else {
        return Vec::new();
    };
    match matrix.find(method, path) {
        Match::Found(found) => found
            .entries
            .iter()
            .map(|entry| entry.requirement())
            .collect(),
        Match::Undecided(_) | Match::Unknown(_) => Vec::new(),
    }
}
