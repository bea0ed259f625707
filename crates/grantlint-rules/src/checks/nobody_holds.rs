//! Permissions that nobody may hold, or only within limits.
//!
//! ```toml
//! [check]
//! kind = "nobody-holds"
//! permissions = ["recording:recording:viewSensitiveData"]
//! in-every-division = true
//! except = ["genesyscloud_oauth_client.archive"]
//! message = "`{address}` holds `{permission}` in every division"
//! ```
//!
//! It finds something only where a permission is surely held, whatever the unknown
//! values turn out to be.

use serde::Deserialize;

use crate::checks::condition::Condition;
use crate::checks::condition::shape::About;
use crate::checks::subject::{self, Facts};
use crate::checks::{Context, holders};
use crate::finding::Finding;
use crate::holdings::{Condition as Bound, Holdings};
use crate::own::claim::Claims;

/// Permissions that nobody may hold: at all, in every division, without condition,
/// together with others.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NobodyHoldsCheck {
    /// The permissions, each by itself. `domain:entity:*` is any action of the entity,
    /// `domain:*:*` anything of the domain.
    pub permissions: Vec<String>,
    /// Whether only what is held in every division counts: by a grant in all of them, of a
    /// permission that divisions limit. One that the organisation's catalogue says is not
    /// division-aware does not count, as no division could mend it.
    #[serde(default)]
    pub in_every_division: bool,
    /// Whether only what is held without conditions counts.
    #[serde(default)]
    pub without_condition: bool,
    /// The permissions of which one must be held too for it to count, within whatever
    /// limits.
    #[serde(default)]
    pub together_with: Vec<String>,
    /// Who is meant: `genesyscloud_oauth_client` with the roles that count for it,
    /// `genesyscloud_user`, `genesyscloud_group` with the roles that its members get,
    /// `genesyscloud_auth_role` by itself, `permission-set`. Clients and permission sets
    /// where it is not given.
    #[serde(default = "holders::usual")]
    pub types: Vec<String>,
    /// What must hold for somebody to be meant, all of it.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// The addresses of those who may, in which `*` and `?` are wild.
    #[serde(default)]
    pub except: Vec<String>,
    /// What is said. `{address}` stands for who holds it,
    /// `{permission}` for what, `{other}` for what it is held together with; those of
    /// the conditions are there too.
    pub message: String,
    /// What to do about it, with the same facts.
    pub help: Option<String>,
}

impl NobodyHoldsCheck {
    /// Tells what it claims.
    pub(crate) fn claims(&self, claims: &mut Claims) {
        claims.filled("permissions", &self.permissions);
        claims.wild_permissions("permissions", &self.permissions);
        claims.wild_permissions("together-with", &self.together_with);
        holders::claims(&self.types, claims);
        claims.addresses("except", &self.except);
        if self.in_every_division && self.types.iter().any(|name| name.contains("role")) {
            claims.below("in-every-division", |claims| {
                claims.fault("a role by itself is held in no division");
            });
        }
        let about = About {
            types: &self.types,
            within: None,
        };
        claims.each("when", &self.when, |claims, one| one.claims(about, claims));
        let others: &[&str] = match self.together_with.is_empty() {
            true => &["permission"],
            false => &["permission", "other"],
        };
        subject::templates(
            self.when.iter(),
            others,
            &self.message,
            self.help.as_ref(),
            claims,
        );
    }

    /// Whether a permission counts, if it is held: one with wildcards, if one does of those
    /// that it stands for.
    fn counts(&self, context: &Context<'_>, holdings: &Holdings, permission: &str) -> bool {
        if !self.in_every_division {
            return true;
        }
        let divided = |name: &str| !holdings.undivided.contains(name);
        let known = context.matrix.expand(permission);
        match known.is_empty() {
            true => divided(permission),
            false => known.into_iter().any(divided),
        }
    }

    /// What of the holdings counts.
    fn limited(&self, mut holdings: Holdings) -> Holdings {
        holdings.held.retain(|held| {
            (!self.in_every_division || held.reach.everywhere)
                && (!self.without_condition || held.condition == Bound::None)
        });
        holdings
    }
}

pub(super) fn run(context: &Context<'_>, check: &NobodyHoldsCheck) -> Vec<Finding> {
    let mut findings = Vec::new();
    for holding in holders::all(context, &check.types, &check.when, &check.except) {
        let subject = holding.subject;
        let limited = check.limited(holding.holdings.clone());
        for name in &check.permissions {
            let name = std::slice::from_ref(name);
            let found = holders::surely(context, &limited, name, |name| {
                check.counts(context, &limited, name)
            });
            let Some((permission, held)) = found else {
                continue;
            };
            let others: Vec<String> = check
                .together_with
                .iter()
                .filter(|other| **other != permission)
                .cloned()
                .collect();
            let other = holders::surely(context, &holding.holdings, &others, |_| true);
            let other = other.map(|(other, _)| other);
            if !check.together_with.is_empty() && other.is_none() {
                continue;
            }
            let mut facts = Facts::of(subject.resource);
            facts.add("permission", permission.as_str());
            facts.add("other", other.as_deref().unwrap_or_default());
            let mut reasons = Vec::new();
            for one in &check.when {
                reasons.extend(subject::reasons(one, subject, None, &mut facts));
            }
            let literal = held.via.literals.first().copied();
            let at = match check.in_every_division {
                true => held.via.grant.or(literal),
                false => literal.or(held.via.grant),
            };
            let message = facts.fill(&check.message);
            let mut finding = holders::finding(subject, Some(held), at, message);
            finding.related.extend(reasons);
            finding.help = check.help.as_ref().map(|help| facts.fill(help));
            let identity = [permission.as_str(), other.as_deref().unwrap_or_default()];
            findings.push(finding.identity(identity).datum("permission", permission));
        }
    }
    findings
}
