//! The grants of a client or permission set against its calls.

use std::collections::BTreeSet;

use grantlint_parser::address::Address;
use grantlint_parser::model::{Model, ResourceId};
use grantlint_parser::source::Location;

use crate::calls::Call;
use crate::checks::{Context, idle_condition, mend};
use crate::finding::{Basis, Finding, Label};
use crate::grant_type::GrantType;
use crate::holdings::{Subject, triple};
use crate::judge::{Judgement, Unmet};
use crate::matrix::{Mode, Requirement};
use crate::rule::Shortfall;
use crate::ways::values;
use crate::words::{condition_at, demand, lacks, listed, who};

pub(super) fn run(context: &Context<'_>, shortfall: Shortfall) -> Vec<Finding> {
    let mut findings = match shortfall {
        Shortfall::Conditional => idle_condition::run(context),
        Shortfall::Missing | Shortfall::Optional => Vec::new(),
    };
    for judgement in context.judgements {
        let Some(call) = context.calls.calls.get(judgement.call) else {
            continue;
        };
        let Some(case) = Case::new(context, judgement, call) else {
            continue;
        };
        findings.extend(match shortfall {
            Shortfall::Missing => case.missing(),
            Shortfall::Conditional => case.conditional(),
            Shortfall::Optional => case.optional(),
        });
    }
    findings
}

/// One call with whoever makes it.
struct Case<'c, 'a> {
    context: &'c Context<'a>,
    judgement: &'c Judgement<'a>,
    call: &'c Call<'a>,
    resource: ResourceId,
    address: &'a Address,
    header: Location,
}

/// The line to change.
struct Place<'a> {
    at: Location,
    /// Where to add what is missing, as the help says it.
    target: String,
    role: Option<&'a Address>,
}

impl<'c, 'a> Case<'c, 'a> {
    fn new(
        context: &'c Context<'a>,
        judgement: &'c Judgement<'a>,
        call: &'c Call<'a>,
    ) -> Option<Self> {
        let resource = call.subject.resource(context.model)?;
        Some(Case {
            context,
            judgement,
            call,
            resource,
            address: context.address(resource)?,
            header: context.header(resource)?,
        })
    }

    fn missing(&self) -> Option<Finding> {
        let first = self.judgement.unmet.first()?;
        let holder = first.user.as_ref().unwrap_or(self.address);
        let place = self.place(&first.roles, holder);
        let mut missing: Vec<String> = Vec::new();
        for unmet in &self.judgement.unmet {
            let new = unmet.missing.iter().filter(|name| !missing.contains(name));
            let new: Vec<String> = new.cloned().collect();
            missing.extend(new);
        }
        let slips = self.slips(&first.roles, &missing);
        let message = format!(
            "{} for `{}`",
            lacks(self.address, first),
            self.call.endpoint
        );
        let mut finding = self
            .finding(place.at, message, &missing)
            .on(first.requirement.basis.into())
            .datum("mode", mode(&first.requirement))
            .help(self.missing_help(&place, slips.first()));
        finding.related.extend(self.holders(&place, first));
        finding
            .related
            .extend(slips.into_iter().map(|slip| slip.label));
        Some(finding)
    }

    fn slips(&self, roles: &BTreeSet<usize>, missing: &[String]) -> Vec<mend::Slip> {
        let context = self.context;
        let (model, standings) = (context.model, context.standings);
        mend::slips(context.sources, model, standings, roles, missing)
    }

    fn conditional(&self) -> Option<Finding> {
        let mut conditions = self.judgement.conditions.iter();
        let first = *conditions.next()?;
        let mut known = self.judgement.conditions.iter();
        if known.all(|&at| idle_condition::is_idle(self.context, at)) {
            // The condition does not hold anybody back, as another finding says.
            return None;
        }
        let model = self.context.model;
        let words = condition_at(model, first);
        let only = match (&words, is_policy(model, first)) {
            (Some(words), _) => format!("where {words}"),
            (None, true) => "under the conditions of this policy".to_owned(),
            (None, false) => "under the conditions of a role that is defined elsewhere".to_owned(),
        };
        let message = format!(
            "`{}` may call `{}` only {only}",
            self.address, self.call.endpoint
        );
        let mut finding = self
            .finding(self.context.one_line(first), message, &[])
            .help(
                "the call is refused for objects that do not fulfil the conditions; if it is meant for all, grant the permission without conditions too",
            );
        for other in conditions {
            let words = condition_at(model, *other);
            let words = words.map_or("or under these".to_owned(), |words| {
                format!("or where {words}")
            });
            finding.related.push(Label::new(*other, words));
        }
        Some(finding)
    }

    fn optional(&self) -> Option<Finding> {
        let missing = &self.judgement.optional;
        if missing.is_empty() {
            return None;
        }
        let (roles, holder) = self.roles();
        let place = self.place(&roles, holder);
        let names: Vec<&str> = missing.iter().map(String::as_str).collect();
        let message = format!(
            "`{}` may call `{}`, and without {} it leaves something out or refuses a part",
            self.address,
            self.call.endpoint,
            listed(missing, "and")
        );
        // The surest source of them; published ones come first.
        let mut requirements = self.judgement.requirements.iter();
        let stated = requirements.find(|it| it.optional.iter().any(|name| names.contains(name)));
        let basis = stated.map_or(Basis::Published, |it| it.basis.into());
        let mut help = format!(
            "if that part is wanted, add to {}:\n{}",
            place.target,
            mend::blocks(&names)
        );
        if let Some(stated) = stated.filter(|_| basis != Basis::Published) {
            help += &format!("\n{} says so", stated.source);
        }
        Some(
            self.finding(place.at, message, missing)
                .on(basis)
                .help(help),
        )
    }

    /// What every finding about the call has.
    fn finding(&self, at: Location, message: String, missing: &[String]) -> Finding {
        // Instances of one block are one subject: what they lack is told once.
        let subject = format!("{}.{}", self.address.kind, self.address.name);
        let mut identity = vec![subject, self.call.endpoint.clone()];
        identity.extend(missing.iter().cloned());
        let mut finding = Finding::new(self.context.rule, at, message)
            .about(self.address)
            .identity(identity)
            .datum("endpoint", self.call.endpoint.as_str());
        if !missing.is_empty() {
            finding = finding.datum("missing", missing.to_vec());
        }
        for place in &self.call.places {
            finding
                .related
                .push(Label::new(self.context.one_line(place.at), "called here"));
            for hop in &place.hops {
                if !finding.related.contains(hop) {
                    finding.related.push(hop.clone());
                }
            }
        }
        finding
    }

    /// The only role of the configuration that grants something, else the client; the
    /// list of a permission set.
    fn place(&self, roles: &BTreeSet<usize>, holder: &Address) -> Place<'a> {
        if let Subject::PermissionSet(number) = self.call.subject {
            let set = self.context.model.permission_sets.get(number);
            let at = set.and_then(|set| set.at).unwrap_or(self.header);
            return Place {
                at: self.context.one_line(at),
                target: format!("`{}`", self.address),
                role: None,
            };
        }
        let mut each = roles.iter();
        if let (Some(&only), None) = (each.next(), each.next())
            && let Some((at, address)) = self.context.role(only)
        {
            return Place {
                at,
                target: format!("`{address}`"),
                role: Some(address),
            };
        }
        Place {
            at: self.header,
            target: format!("a role of `{holder}`"),
            role: None,
        }
    }

    /// The roles of the configuration of whoever counts, and who that is.
    fn roles(&self) -> (BTreeSet<usize>, &Address) {
        let context = self.context;
        let Subject::Client(number) = self.call.subject else {
            return (BTreeSet::new(), self.address);
        };
        let holder = context.holder();
        let client = context.model.clients.get(number);
        let user = match client.map(GrantType::of) {
            Some(GrantType::User(_)) => {
                let users = context.callers().users(self.resource);
                users.into_iter().next()
            }
            Some(GrantType::ClientCredentials | GrantType::Unknown(_)) | None => None,
        };
        match user {
            Some(user) => (holder.user(user).roles, user),
            None => (holder.client(number).roles, self.address),
        }
    }

    /// Who lacks the grant, and through which roles it could come.
    fn holders(&self, place: &Place<'_>, unmet: &Unmet<'_>) -> Vec<Label> {
        let mut labels = Vec::new();
        let mut hops = self.call.places.iter().flat_map(|place| &place.hops);
        if place.at != self.header && !hops.any(|hop| hop.at == self.header) {
            labels.push(Label::new(
                self.header,
                format!("called by `{}`", self.address),
            ));
        }
        if let Some(user) = &unmet.user {
            let resource = self.context.model.resources.iter();
            let found = resource.clone().find(|resource| resource.address == *user);
            labels.extend(found.map(|found| Label::new(found.header, "acting for this user")));
        }
        for &role in &unmet.roles {
            let Some((at, address)) = self.context.role(role) else {
                continue;
            };
            if at != place.at {
                labels.push(Label::new(at, format!("`{address}` does not grant it")));
            }
        }
        if let Some(resource) = self.context.model.resource(self.resource) {
            let overrides = resource.overrides.iter();
            labels.extend(overrides.map(|&at| Label::new(at, "changed here")));
        }
        let role = self.context.model.resources.iter();
        let role = role.filter(|resource| Some(&resource.address) == place.role);
        labels.extend(
            role.flat_map(|resource| &resource.overrides)
                .map(|&at| Label::new(at, "changed here")),
        );
        labels
    }

    fn missing_help(&self, place: &Place<'_>, slip: Option<&mend::Slip>) -> String {
        let mut parts = Vec::new();
        let mut needed: Vec<&str> = Vec::new();
        for unmet in &self.judgement.unmet {
            let missing: Vec<&str> = unmet.missing.iter().map(String::as_str).collect();
            match unmet.requirement.mode {
                Mode::Any if missing.iter().any(|name| needed.contains(name)) => {}
                Mode::Any => {
                    let best = mend::recommended(self.context, &unmet.roles, &missing);
                    needed.extend(best);
                }
                Mode::All | Mode::Free | Mode::Undocumented => needed.extend(missing),
            }
        }
        let add_to = slip.map_or("add to", |slip| slip.advice.as_str());
        parts.push(match self.call.subject {
            Subject::PermissionSet(_) => {
                let quoted: Vec<String> = needed.iter().map(|name| format!("{name:?}")).collect();
                format!("add to `permissions`: {}", quoted.join(", "))
            }
            Subject::Client(_) | Subject::User(_) => {
                format!("{add_to} {}:\n{}", place.target, mend::blocks(&needed))
            }
        });
        parts.extend(self.not_there());
        parts.extend(self.sources());
        parts.extend(self.not_implied());
        parts.join("\n")
    }

    /// What the organisation lacks of what is missing.
    fn not_there(&self) -> Option<String> {
        let matrix = self.context.matrix;
        let source = matrix.catalogue()?;
        let missing = self.judgement.unmet.iter().flat_map(|unmet| &unmet.missing);
        let lacking = missing.filter(|name| triple(name).is_some() && matrix.lacks(name));
        let lacking: BTreeSet<&String> = lacking.collect();
        let names: Vec<&String> = lacking.into_iter().collect();
        (!names.is_empty()).then(|| {
            let is = if names.len() == 1 { "is" } else { "are" };
            let names = listed(&names, "and");
            format!(
                "{names} {is} not in the catalogue of your organisation ({source}) and may need a licence, a product or a beta"
            )
        })
    }

    /// What one might think that the roles include, by their names or by what they
    /// grant, and that they are reported not to.
    fn not_implied(&self) -> Vec<String> {
        let roles = self.judgement.unmet.iter().flat_map(|unmet| &unmet.roles);
        let roles: BTreeSet<&usize> = roles.collect();
        let roles = roles
            .iter()
            .filter_map(|&&role| self.context.model.roles.get(role));
        let mut named = BTreeSet::new();
        let mut granted = BTreeSet::new();
        for role in roles {
            named.extend(values(role.name.as_ref()).map(|(name, _)| name.as_str()));
            granted.extend(mend::names(role.permissions.as_ref()).map(|(name, _)| name.as_str()));
        }
        let is_missing = |name: &str| {
            let mut missing = self.judgement.unmet.iter().flat_map(|unmet| &unmet.missing);
            missing.any(|one| one == name)
        };
        let pairs = self.context.matrix.not_implied();
        let pairs = pairs.filter(|(holder, lacks, _)| {
            named.contains(holder) || granted.contains(holder) && is_missing(lacks)
        });
        pairs
            .map(|(holder, lacks, note)| match note {
                Some(note) => format!("`{holder}` does not include `{lacks}`: {note}"),
                None => format!("`{holder}` does not include `{lacks}`"),
            })
            .collect()
    }

    /// What the sources say, where they disagree or where it is not the platform that
    /// says it.
    fn sources(&self) -> Vec<String> {
        let stated: Vec<&Requirement<'_>> = self.judgement.requirements.iter().collect();
        let reported = |one: &&&Requirement<'_>| Basis::from(one.basis) != Basis::Published;
        if !stated.iter().any(|one| reported(&one)) {
            return Vec::new();
        }
        let replaced = self.judgement.replaced.iter();
        let replaced =
            replaced.map(|one| format!("{}, replaced by that: {}", who(one), demand(one)));
        let stated = stated.iter();
        stated
            .map(|one| format!("{}: {}", who(one), demand(one)))
            .chain(replaced)
            .collect()
    }
}

/// Whether a policy of the configuration has its conditions there.
fn is_policy(model: &Model, at: Location) -> bool {
    let policies = model.roles.iter().flat_map(|role| &role.policies);
    let mut blocks = policies.filter_map(|policy| policy.conditions.as_ref());
    blocks.any(|block| block.at == at)
}

fn mode(requirement: &Requirement<'_>) -> &'static str {
    match requirement.mode {
        Mode::Any => "any",
        Mode::All => "all",
        Mode::Free => "none",
        Mode::Undocumented => "undocumented",
    }
}
