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

use crate::checks::{Context, holders};
use crate::finding::Finding;
use crate::holdings::{Condition, Holdings};
use crate::verdict::{Need, Outcome, weigh};

/// The parameters of the check.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NobodyHoldsCheck {
    /// The permissions, each by itself.
    pub permissions: Vec<String>,
    /// Whether only what is held in every division counts.
    #[serde(default)]
    pub in_every_division: bool,
    /// Whether only what is held without conditions counts.
    #[serde(default)]
    pub without_condition: bool,
    /// The permissions of which one must be held too for it to count.
    #[serde(default)]
    pub together_with: Vec<String>,
    /// The addresses of those who may, in which `*` and `?` are wild.
    #[serde(default)]
    pub except: Vec<String>,
    /// What is said: `{address}` and `{permission}` stand for who holds it and what,
    /// `{other}` for what it is held together with.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl NobodyHoldsCheck {
    /// What is wrong with it: the key, and the message.
    pub(crate) fn faults(&self) -> Vec<(&'static str, String)> {
        let names = holders::name_faults("permissions", &self.permissions);
        let others = holders::name_faults("together-with", &self.together_with);
        let mut faults: Vec<_> = names.chain(others).collect();
        faults.extend(holders::address_faults(&self.except));
        if self.permissions.is_empty() {
            faults.push(("permissions", "`permissions` is empty".to_owned()));
        }
        faults
    }

    /// What of the holdings counts.
    fn limited(&self, mut holdings: Holdings) -> Holdings {
        holdings.held.retain(|held| {
            (!self.in_every_division || held.reach.everywhere)
                && (!self.without_condition || held.condition == Condition::None)
        });
        holdings
    }
}

pub(super) fn run(context: &Context<'_>, check: &NobodyHoldsCheck) -> Vec<Finding> {
    let mut findings = Vec::new();
    for holding in holders::all(context, &check.except) {
        let other = surely(&holding.holdings, &check.together_with);
        if !check.together_with.is_empty() && other.is_none() {
            continue;
        }
        let limited = check.limited(holding.holdings);
        for name in &check.permissions {
            let name = std::slice::from_ref(name);
            let Some(permission) = surely(&limited, name) else {
                continue;
            };
            let Some((_, held)) = holders::held(&limited, name) else {
                continue;
            };
            let Some(address) = context.address(holding.resource) else {
                continue;
            };
            let fill = |template: &str| {
                let text = template.replace("{address}", &address.to_string());
                let text = text.replace("{permission}", permission);
                text.replace("{other}", other.unwrap_or_default())
            };
            let literal = held.via.literals.first().copied();
            let at = match check.in_every_division {
                true => held.via.grant.or(literal),
                false => literal.or(held.via.grant),
            };
            let message = fill(&check.message);
            let finding = holders::finding(context, holding.resource, held, at, message);
            findings.extend(finding.map(|mut finding| {
                finding.help = check.help.as_deref().map(fill);
                let identity = [permission, other.unwrap_or_default()];
                finding.identity(identity).datum("permission", permission)
            }));
        }
    }
    findings
}

/// The first of the permissions that is held whatever the unknown values are.
fn surely<'n>(holdings: &Holdings, names: &'n [String]) -> Option<&'n str> {
    let mut names = names.iter().map(String::as_str);
    names.find(|name| matches!(weigh(holdings, Need::All(&[*name])), Outcome::Granted(_)))
}
