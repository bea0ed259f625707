//! Which operations clients and permission sets may be meant to use.
//!
//! ```toml
//! [check]
//! kind = "calls"
//! never = ["DELETE *", "* /api/v2/oauth/*"]
//! message = "`{address}` is meant to call `{call}`"
//! ```
//!
//! It finds something only where it is sure that the call is meant, and which it is.

use serde::Deserialize;

use crate::checks::Context;
use crate::checks::call_pattern::CallPattern;
use crate::checks::condition::Condition;
use crate::checks::condition::facts::Subject;
use crate::checks::condition::shape::About;
use crate::checks::condition::truth::Truth;
use crate::checks::subject::{self, Facts};
use crate::finding::{Finding, Label};
use crate::own::claim::Claims;

/// Operations that clients and permission sets are meant to use and must not, or that
/// are the only ones. Exactly one of `never` and `only` is given.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CallsCheck {
    /// Calls that nobody may be meant to make: `METHOD PATH`, in which `*` is wild and
    /// may stand for the method; `METHOD group:NAME` and `group:NAME` for an API group;
    /// `profile:NAME`.
    pub never: Option<Vec<String>>,
    /// The calls of which every one has to be one.
    pub only: Option<Vec<String>>,
    /// What must hold for the client or permission set to be meant, all of it.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// The addresses of those who are not meant, in which `*` and `?` are wild.
    #[serde(default)]
    pub except: Vec<String>,
    /// What is said. `{address}` stands for who it is, `{call}` for
    /// the operation, `{method}` and `{path}` for its parts; those of the conditions are
    /// there too.
    pub message: String,
    /// What to do about it, with the same facts.
    pub help: Option<String>,
}

impl CallsCheck {
    /// Tells what it claims.
    pub(crate) fn claims(&self, claims: &mut Claims) {
        match (&self.never, &self.only) {
            (None, None) => claims.fault("neither `never` nor `only` is given"),
            (Some(_), Some(_)) => claims.fault("both `never` and `only` are given"),
            (Some(_), None) | (None, Some(_)) => {}
        }
        for (key, calls) in [("never", &self.never), ("only", &self.only)] {
            if let Some(calls) = calls {
                claims.filled(key, calls);
                claims.calls(key, calls);
            }
        }
        claims.addresses("except", &self.except);
        let types = crate::checks::holders::usual();
        let about = About {
            types: &types,
            within: None,
        };
        claims.each("when", &self.when, |claims, one| one.claims(about, claims));
        subject::templates(
            self.when.iter(),
            &["call", "method", "path"],
            &self.message,
            self.help.as_ref(),
            claims,
        );
    }
}

pub(super) fn run(context: &Context<'_>, check: &CallsCheck) -> Vec<Finding> {
    let except = subject::globs(&check.except);
    let (texts, bad) = match (&check.never, &check.only) {
        (Some(never), _) => (never, Truth::Yes),
        (None, Some(only)) => (only, Truth::No),
        (None, None) => return Vec::new(),
    };
    let patterns: Vec<CallPattern<'_>> = texts
        .iter()
        .filter_map(|text| CallPattern::parse(text).ok())
        .collect();
    let mut findings = Vec::new();
    for call in &context.calls.calls {
        let id = call.subject.resource(context.model);
        let Some(subject) = id.and_then(|id| Subject::new(context, id)) else {
            continue;
        };
        let address = &subject.resource.address;
        let one = patterns
            .iter()
            .map(|pattern| pattern.is(call, context.matrix))
            .fold(Truth::No, Truth::or);
        if one != bad
            || call.doubt.is_some()
            || context.broken.contains(&subject.id.0)
            || except.iter().any(|glob| glob.matches(address))
            || !check
                .when
                .iter()
                .all(|one| one.holds(subject) == Truth::Yes)
        {
            continue;
        }
        let mut facts = Facts::of(subject.resource);
        facts.add("call", call.endpoint.as_str());
        let (method, path) = call.endpoint.split_once(' ').unwrap_or_default();
        facts.add("method", method);
        facts.add("path", path);
        let mut related = Vec::new();
        for one in &check.when {
            related.extend(subject::reasons(one, subject, None, &mut facts));
        }
        let place = call.places.first();
        let at = place.map_or(subject.resource.header, |place| context.one_line(place.at));
        let header = Label::new(subject.resource.header, format!("`{address}`"));
        let hops = place.into_iter().flat_map(|place| place.hops.clone());
        let mut finding = Finding::new(context.rule, at, facts.fill(&check.message))
            .about(address)
            .on(context.basis())
            .identity([call.endpoint.as_str()])
            .datum("endpoint", call.endpoint.as_str());
        finding.help = check.help.as_ref().map(|help| facts.fill(help));
        let all = hops.chain([header]).chain(related);
        for label in all.filter(|label| label.at != at) {
            if !finding.related.iter().any(|known| known.at == label.at) {
                finding.related.push(label);
            }
        }
        findings.push(finding);
    }
    findings
}
