//! Why a verdict is what it is: the way from the call through the operation, the
//! client, its roles and their policies to the literal that grants a permission, or
//! to where one looked for it in vain. The verdict is the judge's own; this only
//! tells what it stands on.

mod call;
mod holder;

use grantlint_parser::address::Address;
use grantlint_parser::model::{Client, ResourceId};
use grantlint_parser::source::Location;

use crate::calls::{Call, Callers, Calls, Target};
use crate::finding::Answer;
use crate::grant_type::GrantType;
use crate::holdings::{Doubt, Holdings, Subject, origin};
use crate::judge::{Backing, Judge, Judgement, Whose};
use crate::matrix::{Coverage, Mode, Requirement, Scopes};
use crate::verdict::{Need, Outcome, weigh};
use crate::words::listed;
use holder::Looker;

/// What a verdict stands on.
#[derive(Clone, Debug)]
pub struct Derivation {
    /// The address of whoever would call.
    pub subject: String,
    /// The operation, as the matrix writes it where it knows it.
    pub endpoint: String,
    /// The verdict.
    pub answer: Answer,
    /// Under which limits it is granted.
    pub limits: Vec<String>,
    /// The hops in their order; the last one is the verdict.
    pub steps: Vec<Step>,
}

/// One hop, with those that hang on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is about.
    pub kind: StepKind,
    /// In words: lower case, no final stop.
    pub text: String,
    /// Where it stands, if any file says it.
    pub at: Option<Location>,
    /// What it leads to.
    pub steps: Vec<Step>,
}

/// What a hop is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// That the operation is called, or a step from there to the client.
    Call,
    /// What the operation requires.
    Operation,
    /// A client, a permission set or a user.
    Subject,
    /// Whose grants count.
    GrantType,
    /// A `roles` block.
    Grant,
    /// A role.
    Role,
    /// A permission that is held.
    Permission,
    /// The way by which a value came.
    Origin,
    /// A condition, a division: where something is granted only in part.
    Limit,
    /// A scope.
    Scope,
    /// Where one looked and what is needed was not there.
    Missing,
    /// Something that may have been meant.
    Nearest,
    /// Why something is not known.
    Doubt,
    /// The verdict.
    Verdict,
}

impl Step {
    fn new(kind: StepKind, at: Option<Location>, text: impl Into<String>) -> Step {
        Step {
            kind,
            text: text.into(),
            at,
            steps: Vec::new(),
        }
    }

    fn with(mut self, steps: impl IntoIterator<Item = Step>) -> Step {
        self.steps.extend(steps);
        self
    }

    /// Why something is not known, with the place that makes it so.
    fn doubt(doubt: &Doubt, text: String) -> Step {
        let cause = doubt.cause.map(|cause| {
            let text = "this makes it so";
            Step::new(StepKind::Origin, Some(cause), text)
        });
        Step::new(StepKind::Doubt, doubt.at, text).with(cause)
    }
}

/// Tells why a call gets the verdict that it gets.
pub fn derive(callers: Callers<'_>, calls: &Calls<'_>, call: &Call<'_>) -> Derivation {
    let mut judge = Judge::new(callers);
    let judgement = judge.call(0, call);
    let backing = judge.backing(&call.subject);
    let resource = call.subject.resource(callers.model);
    let subject = resource.and_then(|id| callers.model.resource(id));
    let mut steps = call::called(calls, call);
    steps.push(call::operation(call, &judgement));
    if let (Some(id), Some(subject)) = (resource, subject) {
        let why = Why {
            callers,
            judgement: &judgement,
            wanted: wanted(call, &judgement),
        };
        steps.push(why.subject(&call.subject, id, &subject.address, &backing));
    }
    for uncovered in &judgement.uncovered {
        let text = format!(
            "it must also work in `{}`, and is not granted there",
            uncovered.division
        );
        let at = uncovered.grants.first().copied();
        steps.push(Step::new(StepKind::Limit, at, text));
    }
    steps.push(verdict(callers, &judgement));
    Derivation {
        subject: subject.map_or_else(String::new, |subject| subject.address.to_string()),
        endpoint: call.endpoint.clone(),
        answer: judgement.answer,
        limits: judgement.limits,
        steps,
    }
}

/// Every permission that is asked for, once, in order.
fn wanted<'m>(call: &Call<'_>, judgement: &Judgement<'m>) -> Vec<&'m str> {
    let mut wanted = Vec::new();
    if matches!(call.target, Target::Several(_)) {
        return wanted;
    }
    for requirement in &judgement.requirements {
        for name in &requirement.permissions {
            if !wanted.contains(name) {
                wanted.push(*name);
            }
        }
    }
    wanted
}

struct Why<'a, 'm> {
    callers: Callers<'m>,
    judgement: &'a Judgement<'m>,
    wanted: Vec<&'m str>,
}

impl Why<'_, '_> {
    fn subject(
        &self,
        subject: &Subject,
        id: ResourceId,
        address: &Address,
        backing: &Backing,
    ) -> Step {
        let (noun, client) = match *subject {
            Subject::Client(number) => ("client", self.callers.model.clients.get(number)),
            Subject::PermissionSet(_) => ("permission set", None),
            Subject::User(_) => ("user", None),
        };
        let header = self.callers.model.resource(id).map(|it| it.header);
        let mut step = Step::new(StepKind::Subject, header, format!("the {noun} `{address}`"));
        step.steps.extend(client.map(grant_type));
        if let Some(scopes) = &backing.scopes {
            step.steps.extend(self.scopes(scopes));
        }
        match &backing.whose {
            Whose::Of(who) => {
                for (user, holdings) in who {
                    let looker = Looker {
                        callers: self.callers,
                        wanted: &self.wanted,
                        client,
                        set: match *subject {
                            Subject::PermissionSet(number) => Some(number),
                            Subject::Client(_) | Subject::User(_) => None,
                        },
                        holdings,
                    };
                    // Where nothing is needed, nothing is looked for.
                    let steps = match self.wanted.is_empty() {
                        true => Vec::new(),
                        false => looker.steps(),
                    };
                    match user {
                        None => step.steps.extend(steps),
                        Some(user) => step.steps.push(self.acting(user, id).with(steps)),
                    }
                }
            }
            Whose::Unknown(_) if backing.scopes.is_some() => {
                let text = "no `acts-as` of the configuration says which user it acts for";
                step.steps.push(Step::new(StepKind::Doubt, None, text));
            }
            // The grant type has said it.
            Whose::Unknown(_) => {}
        }
        step
    }

    /// A user for whom a client acts.
    fn acting(&self, user: &Address, client: ResourceId) -> Step {
        let entries = self.callers.entries(&self.callers.settings.clients, client);
        let mut globs = entries.flat_map(|entry| &entry.acts_as);
        let said = globs.find(|glob| glob.value.matches(user));
        let said = said.map(|glob| {
            let text = "the configuration says that the client acts for this user";
            Step::new(StepKind::Origin, Some(glob.at), text)
        });
        let mut resources = self.callers.model.resources.iter();
        let header = resources.find(|it| it.address == *user).map(|it| it.header);
        Step::new(StepKind::Subject, header, format!("the user `{user}`")).with(said)
    }

    fn scopes(&self, held: &Holdings) -> Vec<Step> {
        let requirements = self.judgement.requirements.iter();
        let each = requirements.filter_map(|requirement| scope(requirement, held));
        let mut steps: Vec<Step> = each.collect();
        steps.dedup();
        steps
    }
}

/// Whether the client's scopes suffice.
fn scope(requirement: &Requirement<'_>, held: &Holdings) -> Option<Step> {
    let accepted = match &requirement.scopes {
        Scopes::Published(scopes) => scopes,
        Scopes::NotPublished => {
            let text = "which scope is needed is not published";
            return Some(Step::new(StepKind::Doubt, None, text));
        }
        Scopes::None => return None,
    };
    let step = |kind, at, text: String| Some(Step::new(kind, at, text));
    for name in accepted {
        if let Outcome::Granted(_) = weigh(held, Need::Any(&[name])) {
            let has = held
                .held
                .iter()
                .find(|it| it.what.covers(name) == crate::holdings::Covers::Yes);
            let at = has.and_then(|it| it.via.literals.first().copied());
            return step(StepKind::Scope, at, format!("its scope `{name}` suffices"));
        }
    }
    let names = listed(accepted, "or");
    if let Outcome::Undecided(doubt) = weigh(held, Need::Any(accepted)) {
        let text = format!(
            "whether it has the scope {names} is not known: {}",
            doubt.reason
        );
        return Some(Step::doubt(&doubt, text));
    }
    let may_have = |scope: &str| !matches!(weigh(held, Need::Any(&[scope])), Outcome::Missing(_));
    if requirement.scopes.coverage(may_have) == Coverage::Unsure {
        let text = format!("whether its scopes suffice for {names} is not published");
        return step(StepKind::Doubt, None, text);
    }
    let text =
        format!("it lacks the scope {names}, which counts where the organisation enforces scopes");
    step(StepKind::Missing, None, text)
}

/// What the grant type makes of roles and scopes.
fn grant_type(client: &Client) -> Step {
    let fact = client.grant_type.as_ref();
    let at = fact.map(|fact| fact.at);
    let way = fact.into_iter().flat_map(holder::trail);
    let text = match GrantType::of(client) {
        GrantType::ClientCredentials => {
            "`CLIENT-CREDENTIALS`: its own roles count, scopes do not".to_owned()
        }
        GrantType::User(word) => {
            format!("`{word}`: the roles of the user count, cut by the client's scopes")
        }
        GrantType::Unknown(doubt) => {
            let text = format!("whose roles count is not known: {}", doubt.reason);
            return Step::doubt(&doubt, text);
        }
    };
    Step::new(
        StepKind::GrantType,
        at.map(|at| fact.map_or(at, origin)),
        text,
    )
    .with(way)
}

fn verdict(callers: Callers<'_>, judgement: &Judgement<'_>) -> Step {
    let step = |text: String| Step::new(StepKind::Verdict, None, text);
    match &judgement.answer {
        Answer::Granted => {
            let limits = judgement.limits.iter();
            let limits = limits.map(|text| Step::new(StepKind::Limit, None, text.clone()));
            let optional = (!judgement.optional.is_empty()).then(|| {
                let lacking = listed(&judgement.optional, "and");
                let text = format!("without {lacking} it leaves something out or refuses a part");
                Step::new(StepKind::Limit, None, text)
            });
            step("granted".to_owned()).with(limits.chain(optional))
        }
        Answer::Missing(missing) => {
            let unmet = judgement.unmet.iter().map(|unmet| {
                let by = match &unmet.user {
                    Some(user) => format!(", which `{user}` would have to hold"),
                    None => String::new(),
                };
                let text = match unmet.requirement.mode {
                    Mode::Any if unmet.missing.len() > 1 => {
                        format!("one of {}{by}", listed(&unmet.missing, "or"))
                    }
                    Mode::Any | Mode::All | Mode::Free | Mode::Undocumented => {
                        format!("{}{by}", listed(&unmet.missing, "and"))
                    }
                };
                Step::new(StepKind::Missing, None, text)
            });
            let unmet: Vec<Step> = unmet.collect();
            let user = judgement.needs_user.map(|why| {
                Step::new(
                    StepKind::Missing,
                    None,
                    format!("a user behind the token: {why}"),
                )
            });
            let enforced = callers.settings.enforce_scopes;
            let scopes = judgement.scopes.iter().filter(|_| enforced).map(|lacking| {
                let text = format!("the scope {}", listed(&lacking.scopes, "or"));
                Step::new(StepKind::Missing, None, text)
            });
            let implied = not_implied(callers, missing);
            let step = step("missing".to_owned());
            step.with(unmet.into_iter().chain(user).chain(scopes).chain(implied))
        }
        Answer::Undecided(reason) => {
            let text = format!("undecided because {reason}");
            let doubt = judgement.because.clone().unwrap_or_default();
            let mut step = Step::doubt(&doubt, text);
            step.kind = StepKind::Verdict;
            step
        }
    }
}

/// What one might think to include a missing permission, and is reported not to.
fn not_implied(callers: Callers<'_>, missing: &[String]) -> Vec<Step> {
    let pairs = callers.matrix.not_implied();
    let pairs = pairs.filter(|(_, lacks, _)| missing.iter().any(|name| name == lacks));
    pairs
        .map(|(holder, lacks, note)| {
            let note = note.map_or_else(String::new, |note| format!(": {note}"));
            let text = format!("`{holder}` does not include `{lacks}`{note}");
            Step::new(StepKind::Nearest, None, text)
        })
        .collect()
}
