//! What a resource must or must not be: the check that most rules are made of.
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

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::checks::condition::facts::{Subject, is_of_type};
use crate::checks::condition::shape::About;
use crate::checks::condition::truth::Truth;
use crate::checks::condition::{Condition, Spot, Witness};
use crate::checks::subject::{self, Facts};
use crate::checks::{Context, trail};
use crate::finding::{Finding, Label};
use crate::own::claim::Claims;
use crate::rule::Level;
use grantlint_parser::model::ResourceId;
use grantlint_parser::source::Location;

/// What the arguments and nested blocks of single resources must or must not be, what
/// must refer to them, what they must be meant to call. Exactly one of `must` and
/// `must-not` is given.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AttributeCheck {
    /// The types of the resources that are looked at: `genesyscloud_oauth_client`,
    /// `data.genesyscloud_auth_role`, or `permission-set` for the types of permission
    /// sets that the packs declare.
    pub types: Vec<String>,
    /// What must hold for a resource to be looked at, all of it.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// The addresses that are not looked at, in which `*` and `?` are wild.
    #[serde(default)]
    pub except: Vec<String>,
    /// What must hold.
    pub must: Option<Condition>,
    /// What must not hold.
    pub must_not: Option<Condition>,
    /// What is underlined.
    #[serde(default)]
    pub underline: Underline,
    /// How much a finding on a resource of a type weighs, where that is not the rule's
    /// own severity.
    #[serde(default)]
    pub severity_of: BTreeMap<String, Level>,
    /// What is said. `{address}` stands for the resource,
    /// `{argument}` and `{value}` for what decides it, a path that the conditions name,
    /// such as `{roles.division_id}`, for what is there. `{count}`, `{other}`, `{call}`
    /// and `{permission}` are there where a condition counts, asks for `repeats`,
    /// `calls` or `holds`.
    pub message: String,
    /// What to do about it, with the same facts.
    pub help: Option<String>,
}

/// What is underlined; the header where the rest is not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Underline {
    /// The resource's header.
    #[default]
    Header,
    /// The argument or nested block that decides it, or the call.
    Argument,
    /// The literal of its value.
    Value,
}

impl AttributeCheck {
    /// Tells what it claims.
    pub(crate) fn claims(&self, claims: &mut Claims) {
        claims.filled("types", &self.types);
        claims.types("types", &self.types);
        claims.addresses("except", &self.except);
        let about = About {
            types: &self.types,
            within: None,
        };
        claims.each("when", &self.when, |claims, one| one.claims(about, claims));
        match (&self.must, &self.must_not) {
            (None, None) => claims.fault("neither `must` nor `must-not` is given"),
            (Some(_), Some(_)) => claims.fault("both `must` and `must-not` are given"),
            (Some(_), None) | (None, Some(_)) => {}
        }
        for (key, one) in [("must", &self.must), ("must-not", &self.must_not)] {
            if let Some(one) = one {
                claims.below(key, |claims| one.claims(about, claims));
            }
        }
        claims.below("severity-of", |claims| {
            for name in self
                .severity_of
                .keys()
                .filter(|name| !self.types.contains(name))
            {
                claims.below(name, |claims| {
                    claims.fault(format!("`{name}` is none of `types`"));
                });
            }
        });
        let conditions = self.when.iter().chain(&self.must).chain(&self.must_not);
        subject::templates(conditions, &[], &self.message, self.help.as_ref(), claims);
    }
}

impl AttributeCheck {
    /// Whether it looks at more than the resource's own block.
    pub(crate) fn looks_beyond(&self) -> bool {
        let conditions = self.when.iter().chain(&self.must).chain(&self.must_not);
        let mut beyond = false;
        for condition in conditions {
            condition.walk(&mut |one| {
                beyond |= one.attached.is_some()
                    || one.called.is_some()
                    || one.calls.is_some()
                    || one.holds.is_some()
                    || one.repeats.is_some();
            });
        }
        beyond
    }
}

pub(super) fn run(context: &Context<'_>, check: &AttributeCheck) -> Vec<Finding> {
    let except = subject::globs(&check.except);
    let mut findings = Vec::new();
    for (number, resource) in context.model.resources.iter().enumerate() {
        let address = &resource.address;
        if context.broken.contains(&number)
            || !check
                .types
                .iter()
                .any(|name| is_of_type(name, address, context))
            || except.iter().any(|glob| glob.matches(address))
        {
            continue;
        }
        let Some(subject) = Subject::new(context, ResourceId(number)) else {
            continue;
        };
        let (condition, bad) = match (&check.must, &check.must_not) {
            (Some(must), _) => (must, Truth::No),
            (None, Some(must_not)) => (must_not, Truth::Yes),
            (None, None) => continue,
        };
        let holds = |one: &Condition| one.holds(subject) == Truth::Yes;
        if check.when.iter().all(holds) && condition.holds(subject) == bad {
            let witness = condition.explain(subject, bad == Truth::Yes);
            findings.push(finding(check, condition, subject, &witness));
        }
    }
    findings
}

fn finding(
    check: &AttributeCheck,
    condition: &Condition,
    subject: Subject<'_, '_>,
    witness: &Witness<'_>,
) -> Finding {
    let Subject {
        context, resource, ..
    } = subject;
    let mut facts = Facts::of(resource);
    condition.facts(subject, witness, &mut facts);
    let (at, mut related) = place(check.underline, subject, witness);
    let others = witness.spots.iter().skip(1);
    related.extend(
        others.map(|spot| Label::new(context.one_line(spot_at(check.underline, spot)), "here too")),
    );
    if let Some(other) = witness.other {
        let spot = witness.spots.first();
        related.extend(
            spot.map(|spot| Label::new(context.one_line(spot.at.argument), "the same here")),
        );
        related.push(Label::new(other.header, format!("`{}`", other.address)));
    }
    for one in &check.when {
        related.extend(subject::reasons(
            one,
            subject,
            witness.path.as_deref(),
            &mut facts,
        ));
    }
    related.retain(|label| label.at != at);
    let mut finding = Finding::new(context.rule, at, facts.fill(&check.message))
        .about(&resource.address)
        .on(context.basis());
    finding.help = check.help.as_ref().map(|help| facts.fill(help));
    finding.related = related;
    if let Some(path) = &witness.path {
        finding = finding.datum("argument", path.as_str());
    }
    let kind = check
        .severity_of
        .iter()
        .find(|(name, _)| is_of_type(name, &resource.address, context));
    match kind {
        Some((_, Level::At(severity))) => finding.weighing(*severity),
        Some((_, Level::Off)) | None => finding,
    }
}

fn spot_at(underline: Underline, spot: &Spot) -> Location {
    match underline {
        Underline::Value => spot.origin.at.unwrap_or(spot.at.value),
        Underline::Header | Underline::Argument => spot.at.argument,
    }
}

fn place(
    underline: Underline,
    subject: Subject<'_, '_>,
    witness: &Witness<'_>,
) -> (Location, Vec<Label>) {
    let context = subject.context;
    let call = witness.call.and_then(|call| call.places.first());
    match (underline, witness.spots.first(), call) {
        (Underline::Value, Some(spot), _) => {
            let at = context.one_line(spot_at(underline, spot));
            (at, trail(spot.at.value, &spot.origin))
        }
        (Underline::Argument, Some(spot), _) => (context.one_line(spot.at.argument), Vec::new()),
        (Underline::Argument | Underline::Value, None, Some(call)) => {
            (context.one_line(call.at), Vec::new())
        }
        _ => (subject.resource.header, Vec::new()),
    }
}
