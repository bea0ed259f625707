//! The first hops: where it says that an operation is called, and what it requires.

use super::{Step, StepKind};
use crate::calls::{Call, Calls, Target};
use crate::finding::CallSource;
use crate::judge::Judgement;
use crate::matrix::{Auth, Entry, Reason, Requirement};
use crate::words::{demand, listed, who};

/// Where it says that the operation is called.
pub(super) fn called(calls: &Calls<'_>, call: &Call<'_>) -> Vec<Step> {
    if call.places.is_empty() {
        let perhaps = perhaps(calls, call);
        if !perhaps.is_empty() {
            return perhaps;
        }
        let text = "nothing declares this call; it is looked at because you ask";
        return vec![Step::new(StepKind::Call, None, text)];
    }
    let places = call.places.iter().map(|place| {
        let text = match place.from {
            CallSource::DataAction => "a data action calls it",
            CallSource::Comment => "a comment says that it is called",
            CallSource::Config => "the configuration says that it is called",
        };
        let hops = place.hops.iter();
        let hops = hops.map(|hop| Step::new(StepKind::Call, Some(hop.at), hop.message.clone()));
        Step::new(StepKind::Call, Some(place.at), text).with(hops)
    });
    let doubt = call.doubt.as_ref();
    let doubt = doubt.map(|it| Step::doubt(it, format!("perhaps it is not called: {}", it.reason)));
    places.chain(doubt).collect()
}

/// Calls whose path is not wholly known, and that may be of this operation.
fn perhaps(calls: &Calls<'_>, call: &Call<'_>) -> Vec<Step> {
    let others = calls.calls.iter().filter(|other| {
        let is_it = |entry: &Entry<'_>| entry.call() == call.endpoint;
        other.subject == call.subject
            && matches!(&other.target, Target::Several(several)
                if several.candidates.iter().any(is_it))
    });
    let places = others.flat_map(|other| {
        let text = format!("perhaps this calls it: `{}`", other.endpoint);
        let places = other.places.iter();
        places.map(move |place| Step::new(StepKind::Call, Some(place.at), text.clone()))
    });
    places.collect()
}

/// What the operation is, and what each source says of it.
pub(super) fn operation(call: &Call<'_>, judgement: &Judgement<'_>) -> Step {
    let step = |text: String| Step::new(StepKind::Operation, None, text);
    let endpoint = &call.endpoint;
    match &call.target {
        Target::Operation(_) => {
            let stated = judgement.requirements.iter().map(requirement);
            let replaced = judgement.replaced.iter().map(|one| {
                let text = format!("{}, replaced by that: {}", who(one), demand(one));
                step(text)
            });
            step(format!("the operation `{endpoint}`")).with(stated.chain(replaced))
        }
        Target::NoSuch(unknown) => {
            let nearest = near(&unknown.nearest);
            let stated = judgement.requirements.iter().map(requirement);
            let text = match &unknown.reason {
                Reason::Method => {
                    format!("no operation of this path has that method: `{endpoint}`")
                }
                Reason::Prefix => format!("the path does not begin with `/api/v2`: `{endpoint}`"),
                Reason::Foreign(host) => format!("`{host}` is not the platform's"),
                Reason::Path => format!("no pack knows `{endpoint}`"),
            };
            step(text).with(stated.chain(nearest))
        }
        Target::Several(several) => step(format!("`{endpoint}` may be one of several operations"))
            .with(several.candidates.iter().take(CANDIDATES).map(|entry| {
                let requirement = entry.requirement();
                step(format!("`{}`: {}", entry.call(), demand(&requirement)))
            })),
        Target::Open(doubt) => {
            let text = format!("what is called is not known: {}", doubt.reason);
            Step::doubt(doubt, text)
        }
    }
}

/// How many operations that a call may be are named.
const CANDIDATES: usize = 5;

fn near(entries: &[Entry<'_>]) -> Option<Step> {
    let names: Vec<String> = entries.iter().map(Entry::call).collect();
    (!names.is_empty()).then(|| {
        let text = format!("did you mean {}?", listed(&names, "or"));
        Step::new(StepKind::Nearest, None, text)
    })
}

/// What one source says of the operation.
fn requirement(of: &Requirement<'_>) -> Step {
    let note = |text: String| Step::new(StepKind::Operation, None, text);
    let mut notes = Vec::new();
    if !of.optional.is_empty() {
        notes.push(note(format!(
            "without {} it leaves something out or refuses a part",
            listed(&of.optional, "or")
        )));
    }
    if let Some(why) = of.user_context {
        notes.push(note(format!("client credentials cannot call it: {why}")));
    }
    match of.auth {
        Auth::Oauth => {}
        Auth::GuestJwt => notes.push(note("it takes the token of a guest".to_owned())),
        Auth::NoToken => notes.push(note("it takes no token".to_owned())),
    }
    notes.extend(of.note.map(|text| note(text.to_owned())));
    let outside = of.preconditions.iter();
    notes.extend(outside.map(|text| note(format!("outside of Terraform: {text}"))));
    note(format!("{}: {}", who(of), demand(of))).with(notes)
}
