//! What someone holds of what is needed: each `roles` block with its role, and in the
//! role each literal that grants something of it, or that nothing does.

use std::collections::BTreeSet;

use grantlint_parser::address::Address;
use grantlint_parser::model::{Client, Fact, Grant, Model, RoleRef};

use super::{Step, StepKind};
use crate::calls::Callers;
use crate::checks::{Standings, slips, way};
use crate::holdings::reach::reach;
use crate::holdings::{Condition, Covers, Held, Holdings, What, origin};
use crate::ways::{Way, values, ways};
use crate::words::{condition, divisions};

/// Looks through what one subject holds.
pub(super) struct Looker<'a, 'm> {
    pub(super) callers: Callers<'m>,
    /// The permissions that are asked for.
    pub(super) wanted: &'a [&'m str],
    /// The client whose own `roles` blocks count.
    pub(super) client: Option<&'a Client>,
    /// The permission set that is looked through itself.
    pub(super) set: Option<usize>,
    pub(super) holdings: &'a Holdings,
}

/// The way by which a value came to where it is used.
pub(super) fn trail<T>(fact: &Fact<T>) -> Vec<Step> {
    let labels = way(fact).into_iter();
    labels
        .map(|label| Step::new(StepKind::Origin, Some(label.at), label.message))
        .collect()
}

impl Looker<'_, '_> {
    pub(super) fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        for (number, attachment) in self.holdings.attachments.iter().enumerate() {
            if let Some((grant, through)) = self.grant(attachment.assignment, attachment.grant) {
                steps.push(self.attachment(number, grant, through));
            }
        }
        steps.extend(self.sets());
        for held in &self.holdings.held {
            if held.via.attachment.is_none()
                && held.via.set.is_none()
                && let Some(doubt) = &held.doubt
            {
                if held.what != What::Anything {
                    steps.extend(self.found(&[held]));
                    continue;
                }
                let text = format!("it may hold anything: {}", doubt.reason);
                steps.push(Step::doubt(doubt, text));
            }
        }
        if steps.is_empty() {
            steps.push(Step::new(
                StepKind::Missing,
                None,
                "it is given no role here",
            ));
        }
        steps
    }

    fn model(&self) -> &Model {
        self.callers.model
    }

    /// A `roles` block, and the steps from the subject to it.
    fn grant(&self, assignment: Option<usize>, grant: usize) -> Option<(&Grant, Vec<Step>)> {
        let Some(assignment) = assignment else {
            return Some((self.client?.grants.get(grant)?, Vec::new()));
        };
        let assignment = self.model().assignments.get(assignment)?;
        let resource = self.model().resource(assignment.resource)?;
        let mut through = Vec::new();
        if resource.address.kind == "genesyscloud_group_roles" {
            for (group, _) in values(assignment.subject.as_ref()) {
                if let grantlint_parser::model::SubjectRef::Resource(group) = group {
                    through.push(self.member(group));
                }
            }
        }
        let text = format!("`{}` gives roles", resource.address);
        through.push(Step::new(StepKind::Origin, Some(resource.header), text));
        Some((assignment.grants.get(grant)?, through))
    }

    fn member(&self, group: &Address) -> Step {
        let mut resources = self.model().resources.iter();
        let members = resources
            .find(|resource| resource.address == *group)
            .and_then(|resource| resource.body.argument("member_ids"));
        let at = members.map(|members| members.at);
        Step::new(StepKind::Origin, at, format!("a member of `{group}`"))
    }

    fn attachment(&self, number: usize, grant: &Grant, through: Vec<Step>) -> Step {
        let reach = reach(grant);
        let mut step = Step::new(
            StepKind::Grant,
            Some(grant.at),
            format!("a `roles` block, which counts {}", divisions(&reach)),
        );
        step.steps.extend(through);
        if let Some(open) = &reach.open {
            step.steps.push(Step::doubt(open, open.reason.to_string()));
        }
        for way in ways(grant.role.as_ref()) {
            match way {
                Way::Is(role, fact) => {
                    let mut role = self.role(number, role, grant);
                    role.steps.splice(0..0, trail(fact));
                    step.steps.push(role);
                }
                Way::Unknown(doubt, _) => {
                    let text = format!("which role it is is not known: {}", doubt.reason);
                    step.steps.push(Step::doubt(&doubt, text));
                }
                Way::Absent => {}
            }
        }
        step
    }

    fn role(&self, attachment: usize, role: &RoleRef, grant: &Grant) -> Step {
        let of = |held: &&Held, number: Option<usize>| {
            held.via.attachment == Some(attachment) && held.via.role == number
        };
        match role {
            RoleRef::InTree(number) => {
                let resource = self.model().roles.get(*number);
                let resource = resource.and_then(|role| self.model().resource(role.resource));
                let name = resource.map_or_else(String::new, |it| it.address.to_string());
                let at = resource.map(|resource| resource.header);
                let held = self.holdings.held.iter();
                let held: Vec<&Held> = held.filter(|held| of(held, Some(*number))).collect();
                let found = self.found(&held);
                let step = Step::new(StepKind::Role, at, format!("the role `{name}`"));
                let misses = self.misses(&held);
                let near = self.near(*number, &misses);
                let none = self.none(&found, &misses);
                step.with(found.into_iter().chain(none).chain(near))
            }
            RoleRef::Data { address, name } => {
                let name = name.as_ref().map(|name| format!(", `{name}`"));
                let text = format!(
                    "the role that `{address}` looks up{}",
                    name.unwrap_or_default()
                );
                let mut resources = self.model().resources.iter();
                let found = resources.find(|it| it.address == *address);
                self.elsewhere(attachment, role, grant, found.map(|it| it.header), text)
            }
            RoleRef::Id(id) => {
                let text = format!("the role with the id `{id}`");
                self.elsewhere(attachment, role, grant, Some(grant.at), text)
            }
        }
    }

    /// Where the configuration says what a role holds that it does not define.
    fn told(&self, role: &RoleRef) -> Vec<Step> {
        let entries = self.callers.settings.external_roles.iter();
        let told = entries.filter(|entry| {
            let known = entry.known(self.callers.matrix);
            known.iter().any(|known| match role {
                RoleRef::InTree(_) => false,
                RoleRef::Data { name, .. } => name.as_ref() == Some(&known.name),
                RoleRef::Id(id) => known.id.as_ref() == Some(id),
            })
        });
        let text = "the configuration says what it holds";
        told.map(|entry| Step::new(StepKind::Origin, Some(entry.at), text))
            .collect()
    }

    /// That nothing that is wanted was found.
    fn none(&self, found: &[Step], misses: &[String]) -> Option<Step> {
        let text = match misses {
            [] => return None,
            _ if !found.is_empty() => return None,
            [only] => format!("it does not grant `{only}`"),
            _ => "it grants none of what is needed".to_owned(),
        };
        Some(Step::new(StepKind::Missing, None, text))
    }

    /// A role that the configuration does not define.
    fn elsewhere(
        &self,
        attachment: usize,
        role: &RoleRef,
        grant: &Grant,
        at: Option<grantlint_parser::source::Location>,
        text: String,
    ) -> Step {
        let held = self.holdings.held.iter();
        let held = held.filter(|held| held.via.attachment == Some(attachment));
        let (managed, held): (Vec<&Held>, Vec<&Held>) =
            held.partition(|held| held.via.role.is_some());
        // A default role that a role of the configuration manages holds what that one says.
        let managed: BTreeSet<usize> = managed.iter().filter_map(|held| held.via.role).collect();
        if !managed.is_empty() {
            let step = Step::new(StepKind::Role, at, text).with(self.told(role));
            let roles = managed.into_iter().map(RoleRef::InTree);
            return step.with(roles.map(|role| self.role(attachment, &role, grant)));
        }
        let is_opaque = held.iter().any(|held| held.what == What::Anything);
        let step = Step::new(StepKind::Role, at, text);
        if is_opaque {
            let text =
                "what it holds is not known; `[[external-role]]` in grantlint.toml can say it";
            return step.with([Step::new(StepKind::Doubt, None, text)]);
        }
        let found = self.found(&held);
        let misses = self.misses(&held);
        let none = self.none(&found, &misses);
        let step = step.with(self.told(role));
        step.with(found.into_iter().chain(none))
    }

    fn sets(&self) -> Vec<Step> {
        let numbers = self.holdings.held.iter().filter_map(|held| held.via.set);
        let numbers: BTreeSet<usize> = numbers.collect();
        let sets = numbers.into_iter().filter_map(|number| {
            let set = self.model().permission_sets.get(number)?;
            let resource = self.model().resource(set.resource)?;
            let held = self.holdings.held.iter();
            let held: Vec<&Held> = held.filter(|held| held.via.set == Some(number)).collect();
            let found = self.found(&held);
            let misses = self.misses(&held);
            let mut none = self.none(&found, &misses);
            if let Some(none) = &mut none {
                none.at = set.at;
            }
            let found: Vec<Step> = found.into_iter().chain(none).collect();
            if self.set == Some(number) {
                return Some(found);
            }
            let text = format!("the permission set `{}`", resource.address);
            let step = Step::new(StepKind::Role, Some(resource.header), text);
            Some(vec![step.with(found)])
        });
        sets.flatten().collect()
    }

    /// What of this covers something that is wanted, each with its literal.
    fn found(&self, held: &[&Held]) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        for wanted in self.wanted {
            for held in held {
                let step = match held.covers(wanted) {
                    Covers::No => continue,
                    Covers::Yes => {
                        let at = held.via.literals.first().or(held.via.grant.as_ref());
                        let text = match written(&held.what) {
                            Some(text) if text != *wanted => {
                                format!("it grants `{text}`, and so `{wanted}`")
                            }
                            _ => format!("it grants `{wanted}`"),
                        };
                        Step::new(StepKind::Permission, at.copied(), text)
                            .with(self.way(held))
                            .with(self.limits(held))
                    }
                    Covers::Perhaps(doubt) => {
                        let text = format!("it may grant `{wanted}`: {}", doubt.reason);
                        Step::doubt(&doubt, text).with(self.limits(held))
                    }
                };
                if !steps.contains(&step) {
                    steps.push(step);
                }
            }
        }
        steps
    }

    /// What is wanted and surely not among this.
    fn misses(&self, held: &[&Held]) -> Vec<String> {
        let wanted = self.wanted.iter();
        let misses = wanted.filter(|name| held.iter().all(|held| held.covers(name) == Covers::No));
        misses.map(|name| (*name).to_owned()).collect()
    }

    /// How the action's literal came to its policy, and the policy itself.
    fn way(&self, held: &Held) -> Vec<Step> {
        let (Some(role), Some(at)) = (held.via.role, held.via.policy) else {
            return Vec::new();
        };
        let role = self.model().roles.get(role);
        let policies = role.into_iter().flat_map(|role| &role.policies);
        let mut steps = Vec::new();
        for policy in policies.filter(|policy| policy.at == at) {
            let actions = values(policy.actions.as_ref()).flat_map(|(list, _)| &list.items);
            let mut facts = actions.flat_map(|item| values(Some(item)));
            let fact = facts.find(|(_, fact)| held.via.literals.first() == Some(&origin(fact)));
            let way = fact.map_or_else(Vec::new, |(_, fact)| trail(fact));
            if !way.is_empty() {
                steps = way;
                let text = "in this policy";
                steps.push(Step::new(StepKind::Origin, Some(at), text));
                break;
            }
        }
        steps
    }

    fn limits(&self, held: &Held) -> Vec<Step> {
        let mut steps = Vec::new();
        match &held.condition {
            Condition::None => {}
            Condition::Bound(at) => {
                let roles = held.via.role.and_then(|role| self.model().roles.get(role));
                let policies = roles.into_iter().flat_map(|role| &role.policies);
                let mut blocks = policies.filter_map(|policy| policy.conditions.as_ref());
                let block = blocks.find(|block| block.at == *at);
                let text = match block.and_then(condition) {
                    Some(words) => format!("only where {words}"),
                    None => "only under its conditions".to_owned(),
                };
                steps.push(Step::new(StepKind::Limit, Some(*at), text));
            }
            Condition::Perhaps(doubt) => {
                let text = format!("perhaps only under conditions: {}", doubt.reason);
                steps.push(Step::doubt(doubt, text));
            }
        }
        for choice in &held.when {
            let point = self.holdings.points.get(choice.point);
            let text = "only in one case of a condition that is not known";
            steps.push(Step::new(
                StepKind::Doubt,
                point.map(|point| point.at),
                text,
            ));
        }
        steps
    }

    /// Literals of a role that were probably meant to be what it does not grant.
    fn near(&self, role: usize, misses: &[String]) -> Vec<Step> {
        if misses.is_empty() {
            return Vec::new();
        }
        let model = self.model();
        let standings = Standings::new(model, self.callers.matrix);
        let roles = BTreeSet::from([role]);
        let slips = slips(self.callers.sources, model, &standings, &roles, misses);
        let steps = slips.into_iter();
        steps
            .map(|slip| {
                let mut text = slip.label.message;
                if slip.misplaced {
                    text.push_str(", in `permissions`: only a policy grants it");
                }
                Step::new(StepKind::Nearest, Some(slip.label.at), text)
            })
            .collect()
    }
}

/// A permission as its policy writes it, where all of it is known.
fn written(what: &What) -> Option<String> {
    use crate::holdings::Part;
    let part = |part: &Part| match part {
        Part::Name(name) => Some(name.to_string()),
        Part::Any => Some("*".to_owned()),
        Part::Unknown(_) => None,
    };
    match what {
        What::Triple {
            domain,
            entity,
            action,
        } => Some([part(domain)?, part(entity)?, part(action)?].join(":")),
        What::Name(name) => Some(name.to_string()),
        What::Names | What::Anything => None,
    }
}
