//! The verdict on each call: whose grants count, what each source requires, and
//! what follows from both.

mod backing;
mod weighing;

use std::collections::BTreeSet;
use std::rc::Rc;

use grantlint_parser::address::Address;
use grantlint_parser::source::Location;

use crate::calls::{Call, Callers, Calls, Target};
use crate::finding::{Answer, Verdict};
use crate::holdings::{Doubt, Subject};
use crate::matrix::{Entry, Requirement};

pub use backing::{Backing, Behind, Whose};

/// A call with what was found out about it.
#[derive(Clone, Debug)]
pub struct Judgement<'m> {
    /// The call's number in [`Calls::calls`].
    pub call: usize,
    /// What each source requires.
    pub requirements: Vec<Requirement<'m>>,
    /// What was required before an entry took its place.
    pub replaced: Vec<Requirement<'m>>,
    /// The requirements that are surely not met, published ones first.
    pub unmet: Vec<Unmet<'m>>,
    /// The conditions under which alone the call is granted.
    pub conditions: BTreeSet<Location>,
    /// Optional permissions that are surely not held.
    pub optional: Vec<String>,
    /// The scopes of which the client surely has none, by source.
    pub scopes: Vec<LackingScopes<'m>>,
    /// Why it needs a user although the client has none.
    pub needs_user: Option<&'m str>,
    /// Where the client must work and its grants do not count.
    pub uncovered: Vec<Uncovered>,
    /// The answer.
    pub answer: Answer,
    /// Why the answer is undecided, if it is.
    pub because: Option<Doubt>,
    /// Under which limits it is granted.
    pub limits: Vec<String>,
}

/// A requirement that is not met.
#[derive(Clone, Debug)]
pub struct Unmet<'m> {
    /// What is required, and who says so.
    pub requirement: Requirement<'m>,
    /// What is missing of it.
    pub missing: Vec<String>,
    /// The user whose roles count, for a client that acts for users.
    pub user: Option<Address>,
    /// The roles of the configuration that whoever counts has or may have.
    pub roles: BTreeSet<usize>,
}

/// A division in which a call is not granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncovered {
    /// The division.
    pub division: Address,
    /// The grants that give the call elsewhere.
    pub grants: Vec<Location>,
}

/// Scopes that a client lacks for a call.
#[derive(Clone, Debug)]
pub struct LackingScopes<'m> {
    /// Any of these would do.
    pub scopes: Vec<&'m str>,
    /// What else the source says.
    pub requirement: Requirement<'m>,
}

/// Judges every call, in their order.
pub fn judge<'m>(callers: Callers<'m>, calls: &Calls<'m>) -> Vec<Judgement<'m>> {
    let mut judge = Judge::new(callers);
    let all = calls.calls.iter().enumerate();
    all.map(|(number, call)| judge.call(number, call)).collect()
}

impl Judgement<'_> {
    /// The verdict as it is reported.
    pub fn verdict(&self, subject: String, call: &Call<'_>) -> Verdict {
        Verdict {
            subject,
            endpoint: call.endpoint.clone(),
            answer: self.answer.clone(),
            from: call
                .places
                .first()
                .map_or(crate::finding::CallSource::Config, |place| place.from),
            limits: self.limits.clone(),
        }
    }
}

/// Judges calls one by one.
pub struct Judge<'m> {
    callers: Callers<'m>,
    /// The subject that was looked at last: calls come subject by subject.
    known: Option<(Subject, Rc<Backing>)>,
}

impl<'m> Judge<'m> {
    /// Judges with these facts.
    pub fn new(callers: Callers<'m>) -> Self {
        Judge {
            callers,
            known: None,
        }
    }

    /// Judges one call, which has this number in [`Calls::calls`].
    pub fn call(&mut self, number: usize, call: &Call<'m>) -> Judgement<'m> {
        let mut judgement = Judgement {
            call: number,
            requirements: Vec::new(),
            replaced: Vec::new(),
            unmet: Vec::new(),
            conditions: BTreeSet::new(),
            optional: Vec::new(),
            scopes: Vec::new(),
            needs_user: None,
            uncovered: Vec::new(),
            answer: Answer::Granted,
            because: None,
            limits: Vec::new(),
        };
        let backing = self.backing(&call.subject);
        let enforced = self.callers.settings.enforce_scopes;
        let doubt = match &call.target {
            Target::Open(doubt) => Some(doubt.clone()),
            Target::NoSuch(_) => {
                // What a profile asks for can be weighed whatever the platform has.
                let asked = call.asked.iter().filter_map(|asked| asked.demand.clone());
                judgement.requirements = asked.collect();
                match judgement.requirements.is_empty() {
                    false => judgement.weigh(&backing.whose),
                    true => Some(Doubt::new(
                        "no pack knows this operation",
                        call.places.first().map(|place| place.at),
                    )),
                }
            }
            Target::Several(several) => {
                let each = several.candidates.iter().map(Entry::requirement);
                judgement.requirements = each.collect();
                let doubt = judgement.weigh_all(&call.subject, &backing, enforced);
                let has_scopes = !enforced || judgement.scopes.is_empty();
                let granted = doubt.is_none() && has_scopes && judgement.needs_user.is_none();
                let granted = granted && several.complete;
                // One of them would be granted, another not: what is called decides.
                judgement.unmet.clear();
                judgement.scopes.clear();
                judgement.needs_user = None;
                judgement.conditions.clear();
                judgement.optional.clear();
                (!granted).then(|| several_doubt(call, &several.candidates))
            }
            Target::Operation(found) => {
                let each = found.entries.iter().map(Entry::requirement);
                let asked = call.asked.iter().filter_map(|asked| asked.demand.clone());
                judgement.requirements = each.chain(asked).collect();
                judgement.requirements.sort_by_key(|one| one.basis);
                judgement.replaced = found.replaced.iter().map(Entry::requirement).collect();
                let doubt = judgement.weigh_all(&call.subject, &backing, enforced);
                if doubt.is_none() {
                    let divisions = self.callers.divisions(&call.subject);
                    judgement.weigh_divisions(self.callers.model, &backing.whose, &divisions);
                }
                doubt
            }
        };
        judgement.conclude(doubt, call.doubt.as_ref(), enforced);
        judgement
    }

    /// Whose grants count for a subject, and its scopes where they do.
    pub fn backing(&mut self, subject: &Subject) -> Rc<Backing> {
        if let Some((known, backing)) = &self.known
            && known == subject
        {
            return Rc::clone(backing);
        }
        let backing = Rc::new(Backing::of(self.callers, subject));
        self.known = Some((subject.clone(), Rc::clone(&backing)));
        backing
    }
}

impl Judgement<'_> {
    fn conclude(&mut self, doubt: Option<Doubt>, perhaps: Option<&Doubt>, enforced: bool) {
        let mut missing: Vec<String> = Vec::new();
        for unmet in &self.unmet {
            missing.extend(unmet.missing.iter().cloned());
        }
        if enforced {
            let scopes = self.scopes.iter().flat_map(|lacking| &lacking.scopes);
            missing.extend(scopes.map(|scope| (*scope).to_owned()));
        }
        missing.sort();
        missing.dedup();
        if let Some(perhaps) = perhaps {
            // It is perhaps not called at all: nothing is surely wrong.
            self.scopes.clear();
            self.optional.clear();
            self.conditions.clear();
            self.uncovered.clear();
            self.needs_user = None;
            if !missing.is_empty() {
                self.undecided(perhaps.clone());
                return;
            }
        }
        if self.needs_user.is_some() {
            missing.push("a user behind the token".to_owned());
        }
        if !missing.is_empty() {
            self.uncovered.clear();
            self.answer = Answer::Missing(missing);
            self.limits.clear();
            self.optional.clear();
            self.conditions.clear();
        } else if let Some(doubt) = doubt {
            self.undecided(doubt);
        }
    }

    fn undecided(&mut self, doubt: Doubt) {
        self.unmet.clear();
        self.conditions.clear();
        self.optional.clear();
        self.limits.clear();
        self.answer = Answer::Undecided(doubt.reason.to_string());
        self.because = Some(doubt);
    }
}

fn several_doubt(call: &Call<'_>, candidates: &[Entry<'_>]) -> Doubt {
    let mut names: Vec<String> = candidates.iter().map(Entry::call).collect();
    names.sort();
    names.dedup();
    let shown: Vec<String> = names
        .iter()
        .take(3)
        .map(|name| format!("`{name}`"))
        .collect();
    let reason = match (shown.is_empty(), names.len() > shown.len()) {
        (true, _) => "too little of its path is known".to_owned(),
        (false, false) => format!("it may be any of {}", shown.join(", ")),
        (false, true) => format!(
            "it may be any of {} operations, such as {}",
            names.len(),
            shown.join(", ")
        ),
    };
    Doubt::new(reason, call.places.first().map(|place| place.at))
}
