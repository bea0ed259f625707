//! Permissions that whoever holds others, or may make a call, must hold too.
//!
//! ```toml
//! [check]
//! kind = "also-holds"
//! holds = ["recording:recordingSegment:export"]
//! may-call = ["POST /api/v2/recording/jobs"]
//! must-hold = ["recording:annotation:view"]
//! message = "`{address}` holds `{permission}` and lacks {missing}"
//! ```
//!
//! It finds something only where the one is surely held and the other surely not.

use serde::Deserialize;

use crate::checks::condition::Condition;
use crate::checks::condition::shape::About;
use crate::checks::subject::{self, Facts};
use crate::checks::{Context, holders, listed};
use crate::finding::Finding;
use crate::holdings::{Held, Holdings};
use crate::matrix::{Entry, Match};
use crate::own::claim::Claims;
use crate::verdict::{Need, Outcome, weigh};

/// Permissions that whoever holds others, may make a call, or is meant to, must hold
/// too. At least one of `holds`, `may-call` and `when` is given, and of `must-hold` and
/// `must-hold-one-of`.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AlsoHoldsCheck {
    /// Whoever holds one of these is meant. `domain:entity:*` is any action of the
    /// entity, `domain:*:*` anything of the domain. Several conditions in `when` ask for
    /// several at once.
    #[serde(default)]
    pub holds: Vec<String>,
    /// Whoever holds what one of these operations requires is meant, `METHOD /path` each.
    #[serde(default)]
    pub may_call: Vec<String>,
    /// The permissions that must be held then, all of them.
    #[serde(default)]
    pub must_hold: Vec<String>,
    /// The permissions of which one must be held then.
    #[serde(default)]
    pub must_hold_one_of: Vec<String>,
    /// Who is meant: `genesyscloud_oauth_client` with the roles that count for it,
    /// `genesyscloud_user`, `genesyscloud_group` with the roles that its members get,
    /// `genesyscloud_auth_role` by itself, `permission-set`. Clients and permission sets
    /// where it is not given.
    #[serde(default = "holders::usual")]
    pub types: Vec<String>,
    /// What must hold for somebody to be meant, all of it; `{ calls = […] }` for those
    /// who are meant to make a call.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// The addresses of those who need not, in which `*` and `?` are wild.
    #[serde(default)]
    pub except: Vec<String>,
    /// What is said. `{address}` stands for who it is,
    /// `{permission}` for what is held or the operation, if `holds` or `may-call` is
    /// given, `{missing}` for what is missing, with backticks; those of the conditions
    /// are there too.
    pub message: String,
    /// What to do about it, with the same facts.
    pub help: Option<String>,
}

impl AlsoHoldsCheck {
    /// Tells what it claims.
    pub(crate) fn claims(&self, claims: &mut Claims) {
        claims.wild_permissions("holds", &self.holds);
        claims.operations("may-call", &self.may_call);
        claims.permissions("must-hold", &self.must_hold);
        claims.permissions("must-hold-one-of", &self.must_hold_one_of);
        holders::claims(&self.types, claims);
        claims.addresses("except", &self.except);
        let about = About {
            types: &self.types,
            within: None,
        };
        claims.each("when", &self.when, |claims, one| one.claims(about, claims));
        let triggers = !self.holds.is_empty() || !self.may_call.is_empty();
        if !triggers && self.when.is_empty() {
            claims.fault("neither `holds`, `may-call` nor `when` names anything");
        }
        if self.must_hold.is_empty() && self.must_hold_one_of.is_empty() {
            claims.fault("neither `must-hold` nor `must-hold-one-of` names anything");
        }
        let others: &[&str] = match triggers {
            true => &["permission", "missing"],
            false => &["missing"],
        };
        subject::templates(
            self.when.iter(),
            others,
            &self.message,
            self.help.as_ref(),
            claims,
        );
    }

    /// What is surely missing, if anything is: how messages list it, and the names.
    fn missing(&self, holdings: &Holdings) -> Option<(String, Vec<String>)> {
        let all: Vec<&str> = self.must_hold.iter().map(String::as_str).collect();
        if !all.is_empty()
            && let Outcome::Missing(missing) = weigh(holdings, Need::All(&all))
        {
            return Some((listed(&missing, "and"), missing));
        }
        let names = &self.must_hold_one_of;
        let any: Vec<&str> = names.iter().map(String::as_str).collect();
        match weigh(holdings, Need::Any(&any)) {
            Outcome::Missing(_) if !any.is_empty() => Some((listed(names, "or"), names.clone())),
            _ => None,
        }
    }

    /// What of the rule applies to somebody: the permission or operation, and the way by
    /// which it is held. Nothing is named where the conditions alone say who is meant.
    fn trigger<'h>(
        &self,
        context: &Context<'_>,
        holdings: &'h Holdings,
    ) -> Option<(Option<String>, Option<&'h Held>)> {
        if self.holds.is_empty() && self.may_call.is_empty() {
            return Some((None, None));
        }
        if let Some((name, held)) = holders::surely(context, holdings, &self.holds, |_| true) {
            return Some((Some(name), Some(held)));
        }
        self.may_call.iter().find_map(|call| {
            let split = grantlint_data::compile::split_call(call).ok()?;
            let Match::Found(found) = context.matrix.find(&split.method, split.path) else {
                return None;
            };
            let requirements: Vec<_> = found.entries.iter().map(Entry::requirement).collect();
            let granted = |need: Need<'_>| matches!(weigh(holdings, need), Outcome::Granted(_));
            let mut needs = requirements.iter().map(Need::of);
            let all = needs.all(|need| need.is_some_and(granted));
            let mut names = requirements.iter().flat_map(|one| one.permissions.iter());
            let held = names.find_map(|name| holders::held(holdings, name));
            all.then(|| (Some(call.clone()), held))
        })
    }
}

pub(super) fn run(context: &Context<'_>, check: &AlsoHoldsCheck) -> Vec<Finding> {
    let mut findings = Vec::new();
    for holding in holders::all(context, &check.types, &check.when, &check.except) {
        let subject = holding.subject;
        let Some((told, missing)) = check.missing(&holding.holdings) else {
            continue;
        };
        let Some((what, held)) = check.trigger(context, &holding.holdings) else {
            continue;
        };
        let mut facts = Facts::of(subject.resource);
        if let Some(what) = &what {
            facts.add("permission", what.as_str());
        }
        facts.add("missing", told);
        let mut reasons = Vec::new();
        for one in &check.when {
            reasons.extend(subject::reasons(one, subject, None, &mut facts));
        }
        let at = held.and_then(|held| {
            let literal = held.via.literals.first().copied();
            literal.or(held.via.grant)
        });
        let mut finding = holders::finding(subject, held, at, facts.fill(&check.message));
        finding.related.extend(reasons);
        finding.help = check.help.as_ref().map(|help| facts.fill(help));
        let mut finding = finding
            .identity(what.iter().map(String::as_str))
            .datum("missing", missing);
        if let Some(what) = what {
            finding = finding.datum("permission", what);
        }
        findings.push(finding);
    }
    findings
}
