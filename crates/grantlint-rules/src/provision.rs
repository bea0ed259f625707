//! What the provider needs of whoever runs Terraform, for the types of a configuration,
//! read off the operations that it calls: its own lists do not tell one of several
//! permissions from all of them.

mod fewest;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use grantlint_parser::address::{Address, Mode};
use grantlint_parser::model::Model;
use grantlint_parser::source::Location;

use crate::grant_type::GrantType;
use crate::holdings::{Doubt, Holder, Holdings};
use crate::matrix::{Match, Matrix, Mode as Needs, Requirement, TypeKind};
use crate::settings::{Deployer, Settings};
use crate::verdict::{Need, Outcome, weigh};

pub use fewest::{Chosen, fewest, sweeps};

/// What is needed for the types of a configuration.
#[derive(Clone, Debug, Default)]
pub struct Provision<'m> {
    /// The types of which it is known.
    pub types: BTreeSet<TypeName>,
    /// Each thing that is needed, by permissions.
    pub demands: Vec<Demand<'m>>,
    /// The types of which it is not known what they need, with the reason.
    pub unknown: BTreeMap<TypeName, String>,
    /// Operations of which nobody tells what they require, with the types.
    pub untold: BTreeMap<&'m str, BTreeSet<TypeName>>,
}

/// A type of resource or data source, as Terraform refers to it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypeName {
    /// The type.
    pub name: String,
    /// Whether it is a data source.
    pub data: bool,
}

/// One thing that is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand<'m> {
    /// One of these suffices.
    pub permissions: Vec<&'m str>,
    /// When it is needed first.
    pub phase: Phase,
    /// The types that need it.
    pub types: BTreeSet<TypeName>,
    /// The operations that require it.
    pub operations: BTreeSet<&'m str>,
}

/// A part of a Terraform run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// `terraform plan`, which reads; an apply does so too.
    Plan,
    /// `terraform apply` alone.
    Apply,
}

/// Whoever is declared to run Terraform, as far as the configuration defines them.
pub struct Declared<'a> {
    /// The role or client.
    pub address: &'a Address,
    /// Its header.
    pub header: Location,
    /// What it holds.
    pub holdings: Holdings,
}

/// How a declared deployer falls short of a demand.
pub enum Shortfall {
    /// These are missing, all of them or any.
    Missing(Vec<String>),
    /// It is not known whether it does.
    Undecided(Doubt),
}

/// What the provider needs for all types of the configurations.
pub fn provision<'m>(models: &[&Model], matrix: &'m Matrix) -> Provision<'m> {
    let mut provision = Provision::default();
    let mut demands: BTreeMap<Vec<&'m str>, Demand<'m>> = BTreeMap::new();
    for name in types(models) {
        let kind = match name.data {
            true => TypeKind::Data,
            false => TypeKind::Resource,
        };
        let Some(known) = matrix.provider_type(kind, &name.name) else {
            let reason = match matrix.permission_set(&name.name) {
                Some(_) => "a pack reports it; the provider has no such type",
                None => "no such type is known",
            };
            provision.unknown.insert(name, reason.to_owned());
            continue;
        };
        if known.operations().next().is_none() {
            let reason = known.note().unwrap_or("no operation is listed for it");
            provision.unknown.insert(name, reason.to_owned());
            continue;
        }
        for operation in known.operations() {
            let told = requirements(matrix, operation);
            if told.iter().all(|one| one.mode == Needs::Undocumented) {
                let types = provision.untold.entry(operation).or_default();
                types.insert(name.clone());
            }
            let reads = name.data || operation.starts_with("GET ");
            let phase = if reads { Phase::Plan } else { Phase::Apply };
            for permissions in told.into_iter().flat_map(each) {
                let demand = demands.entry(permissions.clone());
                let demand = demand.or_insert_with(|| Demand {
                    permissions,
                    phase,
                    types: BTreeSet::new(),
                    operations: BTreeSet::new(),
                });
                demand.phase = demand.phase.min(phase);
                demand.types.insert(name.clone());
                demand.operations.insert(operation);
            }
        }
        provision.types.insert(name);
    }
    provision.demands = demands.into_values().collect();
    provision
}

/// The declared deployers that the configuration defines.
pub fn deployers<'a>(model: &'a Model, settings: &Settings, matrix: &Matrix) -> Vec<Declared<'a>> {
    let holder = Holder {
        model,
        settings,
        matrix,
    };
    let mut found = Vec::new();
    let mut add = |resource,
                   glob: &crate::settings::address::AddressGlob,
                   holdings: &dyn Fn() -> Holdings| {
        if let Some(resource) = model.resource(resource)
            && glob.matches(&resource.address)
        {
            found.push(Declared {
                address: &resource.address,
                header: resource.header,
                holdings: holdings(),
            });
        }
    };
    match &settings.deployer {
        None => {}
        Some(Deployer::Role(glob)) => {
            for (number, role) in model.roles.iter().enumerate() {
                add(role.resource, &glob.value, &|| holder.role(number));
            }
        }
        Some(Deployer::Client(glob)) => {
            for (number, client) in model.clients.iter().enumerate() {
                // What a client of another grant type may do is up to its users.
                if GrantType::of(client) == GrantType::ClientCredentials {
                    add(client.resource, &glob.value, &|| holder.client(number));
                }
            }
        }
    }
    found
}

impl Declared<'_> {
    /// How it falls short of a demand; nothing if it does not.
    pub fn lacks(&self, demand: &Demand<'_>) -> Option<Shortfall> {
        match weigh(&self.holdings, Need::Any(&demand.permissions)) {
            Outcome::Granted(_) => None,
            Outcome::Missing(missing) => Some(Shortfall::Missing(missing)),
            Outcome::Undecided(doubt) => Some(Shortfall::Undecided(doubt)),
        }
    }
}

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = if self.data { "data." } else { "" };
        write!(f, "{prefix}{}", self.name)
    }
}

fn types(models: &[&Model]) -> BTreeSet<TypeName> {
    let resources = models.iter().flat_map(|model| &model.resources);
    let types = resources.map(|resource| TypeName {
        name: resource.address.kind.to_string(),
        data: resource.address.mode == Mode::Data,
    });
    types.collect()
}

/// What a requirement demands, each with the permissions of which one suffices.
fn each(requirement: Requirement<'_>) -> Vec<Vec<&str>> {
    match requirement.mode {
        Needs::Free | Needs::Undocumented => Vec::new(),
        Needs::Any => vec![requirement.permissions],
        Needs::All => {
            let all = requirement.permissions.into_iter();
            all.map(|permission| vec![permission]).collect()
        }
    }
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

#[cfg(test)]
mod tests;
