//! The kinds of check that rules are made of, one file each.

pub mod also_holds;
pub mod attribute;
pub mod calls;
pub mod condition;
pub mod nobody_holds;

pub(crate) mod call_pattern;
pub(crate) mod references;
pub(crate) mod template;

mod coverage;
mod credential;
mod deployer;
mod division;
mod endpoint;
mod holders;
mod idle_condition;
mod link;
mod mend;
mod permission_name;
mod problem;
mod resource_type;
mod schema;
mod scope_coverage;
mod scope_name;
mod sensitive;
mod standings;
mod subject;
mod unresolved;
mod unused;
mod user_context;

use std::collections::BTreeSet;

use grantlint_parser::address::Address;
use grantlint_parser::eval::value::Origin;
use grantlint_parser::load::Loaded;
use grantlint_parser::model::{Fact, Model, ResourceId};
use grantlint_parser::source::{Location, Sources, Span};

pub(crate) use mend::slips;
pub(crate) use problem::told;

pub(crate) use condition::attachments::Attachments;
pub(crate) use condition::facts::PERMISSION_SET;
pub(crate) use condition::repeats::Repeats;

use crate::calls::{Callers, Calls};
use crate::finding::{Basis, Finding, Label};
use crate::holdings::Holder;
use crate::judge::Judgement;
use crate::matrix::Matrix;
use crate::rule::{Check, PermissionFault, Rule};
use crate::settings::Settings;
use crate::settings::read::ConfigProblem;
use crate::words::listed;
pub use standings::Standings;

/// What a check looks at.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The texts.
    pub sources: &'a Sources,
    /// One root module.
    pub model: &'a Model,
    /// The resources of which a part could not be read.
    pub broken: &'a BTreeSet<usize>,
    /// Whether some text of it could not be read, and may hold anything.
    pub unread: bool,
    /// What the team says.
    pub settings: &'a Settings,
    /// The facts.
    pub matrix: &'a Matrix,
    /// What is known of the permissions that are named.
    pub standings: &'a Standings<'a>,
    /// The calls of the root module.
    pub calls: &'a Calls<'a>,
    /// What was found out about each of them.
    pub judgements: &'a [Judgement<'a>],
    /// The places of texts that are secrets, or may be.
    pub secrets: &'a [Location],
    /// Which resources refer to which, as far as the rule asked.
    pub(crate) attachments: &'a Attachments,
    /// Which resources have which values, as far as the rule asked.
    pub(crate) repeats: &'a Repeats,
    /// The rule that is being checked.
    pub rule: &'a Rule,
}

/// What the rule finds in one root module.
pub fn run(context: &Context<'_>) -> Vec<Finding> {
    match &context.rule.check {
        // These are found once, not in each root module.
        Check::Problem { .. } | Check::UnusedIgnore {} => Vec::new(),
        Check::Coverage { report } => coverage::run(context, *report),
        Check::ScopeCoverage {} => scope_coverage::run(context),
        Check::Endpoint {} => endpoint::run(context),
        Check::Link {} => link::run(context),
        Check::PermissionName { report } => match report {
            PermissionFault::Unknown => permission_name::unknown(context),
            PermissionFault::Misplaced => permission_name::misplaced(context),
            PermissionFault::Wildcard => permission_name::wildcard(context),
        },
        Check::ScopeName {} => scope_name::run(context),
        Check::ResourceType {} => resource_type::run(context),
        Check::Schema {} => schema::run(context),
        Check::Attribute(check) => attribute::run(context, check),
        Check::NobodyHolds(check) => nobody_holds::run(context, check),
        Check::AlsoHolds(check) => also_holds::run(context, check),
        Check::Calls(check) => calls::run(context, check),
        Check::UserContext {} => user_context::run(context),
        Check::DivisionCoverage {} => division::run(context),
        Check::Credential { report } => credential::run(context, *report),
        Check::SensitiveEverywhere {} => sensitive::run(context),
        Check::Unresolved {} => unresolved::run(context),
        Check::RedundantScope {} => scope_name::redundant(context),
        Check::Unused {} => unused::run(context),
        Check::DeployerCoverage {} => deployer::missing(context),
        Check::SelfGranted {} => deployer::self_granted(context),
    }
}

/// What the rule finds in what could not be read or understood.
pub fn run_once(rule: &Rule, loaded: &Loaded, config: &[ConfigProblem]) -> Vec<Finding> {
    match &rule.check {
        Check::Problem { of } => problem::run(rule, *of, loaded, config),
        _ => Vec::new(),
    }
}

/// The places of the texts in a root module that are secrets, or may be.
pub fn secrets(model: &Model) -> Vec<Location> {
    credential::secrets(model)
}

impl<'a> Context<'a> {
    /// What the calls are worked out from.
    fn callers(&self) -> Callers<'a> {
        Callers {
            sources: self.sources,
            model: self.model,
            settings: self.settings,
            matrix: self.matrix,
        }
    }

    /// What holdings are worked out from.
    fn holder(&self) -> Holder<'a> {
        Holder {
            model: self.model,
            settings: self.settings,
            matrix: self.matrix,
        }
    }

    /// Whose word a finding of the rule stands on: the team's, if the rule is theirs.
    fn basis(&self) -> Basis {
        let own = &self.settings.rules;
        match own.iter().any(|rule| std::ptr::eq(rule, self.rule)) {
            true => Basis::Org,
            false => Basis::Published,
        }
    }

    fn address(&self, resource: ResourceId) -> Option<&'a Address> {
        self.model
            .resource(resource)
            .map(|resource| &resource.address)
    }

    fn header(&self, resource: ResourceId) -> Option<Location> {
        self.model
            .resource(resource)
            .map(|resource| resource.header)
    }

    /// Where an argument of a resource stands, name included.
    fn argument(&self, resource: ResourceId, name: &str) -> Option<Location> {
        let argument = self.model.resource(resource)?.body.argument(name)?;
        Some(argument.at)
    }

    /// The place cut to its first line, so that what is underlined is one line.
    fn one_line(&self, at: Location) -> Location {
        one_line(self.sources, at)
    }

    /// The role of that number: its header and address.
    fn role(&self, number: usize) -> Option<(Location, &'a Address)> {
        let role = self.model.roles.get(number)?;
        let resource = self.model.resource(role.resource)?;
        Some((resource.header, &resource.address))
    }
}

/// The place cut to its first line.
fn one_line(sources: &Sources, at: Location) -> Location {
    let text = sources.slice(at);
    let first = text.split(['\n', '\r']).next().unwrap_or("").trim_end();
    let end = at.span.start.saturating_add(first.len() as u32);
    Span::new(at.span.start, end).in_file(at.file)
}

/// The way from where a value is used back to its literal, as labels.
pub(crate) fn way<T>(fact: &Fact<T>) -> Vec<Label> {
    trail(fact.at, &fact.origin)
}

fn trail(used: Location, origin: &Origin) -> Vec<Label> {
    let mut labels = Vec::new();
    let inside = |at: Location| at.file == used.file && used.span.contains(at.span);
    if origin.at.is_none_or(inside) {
        return labels;
    }
    labels.push(Label::new(used, "used here"));
    let hops = origin.hops().filter(|hop| hop.at != used);
    labels.extend(hops.map(|hop| Label::new(hop.at, format!("by way of `{}`", hop.through))));
    labels
}

/// "did you mean …?", unless there is nothing to suggest.
fn did_you_mean(names: &[impl AsRef<str>]) -> Option<String> {
    (!names.is_empty()).then(|| format!("did you mean {}?", listed(names, "or")))
}
