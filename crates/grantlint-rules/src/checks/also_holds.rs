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

use crate::checks::{Context, holders, listed};
use crate::finding::Finding;
use crate::holdings::Holdings;
use crate::matrix::{Entry, Match};
use crate::verdict::{Need, Outcome, weigh};

/// The parameters of the check.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AlsoHoldsCheck {
    /// Whoever holds one of these is meant.
    #[serde(default)]
    pub holds: Vec<String>,
    /// Whoever may make one of these calls is meant, `METHOD /path` each.
    #[serde(default)]
    pub may_call: Vec<String>,
    /// The permissions that must be held then, all of them.
    pub must_hold: Vec<String>,
    /// The addresses of those who need not, in which `*` and `?` are wild.
    #[serde(default)]
    pub except: Vec<String>,
    /// What is said: `{address}` stands for who it is, `{permission}` for what is held
    /// or the call that may be made, `{missing}` for what is missing.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl AlsoHoldsCheck {
    /// What is wrong with it: the key, and the message.
    pub(crate) fn faults(&self) -> Vec<(&'static str, String)> {
        let names = holders::name_faults("holds", &self.holds);
        let needed = holders::name_faults("must-hold", &self.must_hold);
        let mut faults: Vec<_> = names.chain(needed).collect();
        faults.extend(holders::address_faults(&self.except));
        if self.holds.is_empty() && self.may_call.is_empty() {
            let message = "neither `holds` nor `may-call` names anything";
            faults.push(("holds", message.to_owned()));
        }
        if self.must_hold.is_empty() {
            faults.push(("must-hold", "`must-hold` is empty".to_owned()));
        }
        let calls = self.may_call.iter();
        let calls = calls.filter_map(|call| grantlint_data::compile::split_call(call).err());
        faults.extend(calls.map(|message| ("may-call", message)));
        faults
    }
}

pub(super) fn run(context: &Context<'_>, check: &AlsoHoldsCheck) -> Vec<Finding> {
    let needed: Vec<&str> = check.must_hold.iter().map(String::as_str).collect();
    let mut findings = Vec::new();
    for holding in holders::all(context, &check.except) {
        let holdings = &holding.holdings;
        let Outcome::Missing(missing) = weigh(holdings, Need::All(&needed)) else {
            continue;
        };
        let Some((what, permissions)) = trigger(context, check, holdings) else {
            continue;
        };
        let Some((_, held)) = holders::held(holdings, &permissions) else {
            continue;
        };
        let Some(address) = context.address(holding.resource) else {
            continue;
        };
        let fill = |template: &str| {
            let text = template.replace("{address}", &address.to_string());
            let text = text.replace("{permission}", what);
            text.replace("{missing}", &listed(&missing, "and"))
        };
        let at = held.via.literals.first().copied().or(held.via.grant);
        let message = fill(&check.message);
        let finding = holders::finding(context, holding.resource, held, at, message);
        findings.extend(finding.map(|mut finding| {
            finding.help = check.help.as_deref().map(fill);
            let finding = finding.identity([what]).datum("missing", missing.clone());
            finding.datum("permission", what)
        }));
    }
    findings
}

/// What of the rule applies to somebody: the permission or call, and the permissions
/// that make it so.
fn trigger<'c>(
    context: &Context<'_>,
    check: &'c AlsoHoldsCheck,
    holdings: &Holdings,
) -> Option<(&'c str, Vec<String>)> {
    let granted = |need: Need<'_>| matches!(weigh(holdings, need), Outcome::Granted(_));
    let mut names = check.holds.iter();
    if let Some(name) = names.find(|name| granted(Need::All(&[name.as_str()]))) {
        return Some((name, vec![name.clone()]));
    }
    check.may_call.iter().find_map(|call| {
        let split = grantlint_data::compile::split_call(call).ok()?;
        let Match::Found(found) = context.matrix.find(&split.method, split.path) else {
            return None;
        };
        let requirements: Vec<_> = found.entries.iter().map(Entry::requirement).collect();
        let mut needs = requirements.iter().map(Need::of);
        let all = needs.all(|need| need.is_some_and(granted));
        let names = requirements.iter().flat_map(|one| one.permissions.clone());
        all.then(|| (call.as_str(), names.map(str::to_owned).collect()))
    })
}
