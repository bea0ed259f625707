//! Why a condition holds or does not: the places and values that decide it, which the
//! finding shows.

use grantlint_parser::eval::value::{Data, Origin, Value};
use grantlint_parser::resource::Resource;
use grantlint_parser::source::Location;

use super::Condition;
use super::facts::Subject;
use super::place::{At, Place};
use super::truth::Truth;
use crate::calls::Call;
use crate::checks::subject::Facts;
use crate::checks::{credential, holders};

/// Longer texts are cut, in characters.
const LONGEST: usize = 80;
/// What stands for a value that could be a secret.
const HIDDEN: &str = "(hidden)";

/// Why a condition holds, or does not.
#[derive(Default)]
pub(in crate::checks) struct Witness<'a> {
    /// The path to what decides it, from the resource.
    pub(in crate::checks) path: Option<String>,
    /// The values or blocks that decide it; none where something is not there.
    pub(in crate::checks) spots: Vec<Spot>,
    /// The resource that has the same value.
    pub(in crate::checks) other: Option<&'a Resource>,
    /// The call.
    pub(in crate::checks) call: Option<&'a Call<'a>>,
    /// The permission that is held.
    pub(in crate::checks) permission: Option<String>,
    /// How many there are.
    pub(in crate::checks) count: Option<usize>,
}

/// A value or block.
#[derive(Clone, Debug)]
pub(in crate::checks) struct Spot {
    pub(in crate::checks) at: At,
    pub(in crate::checks) origin: Origin,
    /// Its text, for messages.
    pub(in crate::checks) text: Option<String>,
}

/// Where an explanation starts.
#[derive(Clone, Copy)]
struct From<'p> {
    here: Place<'p>,
    around: Place<'p>,
    within: Option<&'p str>,
}

impl Condition {
    /// Why it holds, or does not, for a resource for which that is decided.
    pub(in crate::checks) fn explain<'a>(
        &self,
        subject: Subject<'_, 'a>,
        holds: bool,
    ) -> Witness<'a> {
        let place = Place::Resource(&subject.resource.body);
        let from = From {
            here: place,
            around: place,
            within: None,
        };
        let wanted = Truth::of(holds);
        self.find(from, subject, wanted).unwrap_or_default()
    }

    fn find<'a>(
        &self,
        from: From<'_>,
        subject: Subject<'_, 'a>,
        wanted: Truth,
    ) -> Option<Witness<'a>> {
        let From { here, .. } = from;
        let around = if here.has_parts() { here } else { from.around };
        let from = From { around, ..from };
        let tested = |one: &Condition| one.test(here, around, subject) == wanted;
        let own = self.find_argument(from, subject, wanted);
        let lists = self.all.iter().chain(&self.any).flatten();
        let mut parts = lists.filter(|one| tested(one));
        own.or_else(|| self.find_beyond(subject, wanted))
            .or_else(|| parts.find_map(|one| one.find(from, subject, wanted)))
            .or_else(|| {
                let not = self.not.as_ref();
                let not = not.filter(|not| not.test(here, around, subject) == wanted.not());
                not?.find(from, subject, wanted.not())
            })
    }

    /// What the argument has to show, if the tests of it come out as is asked.
    fn find_argument<'a>(
        &self,
        from: From<'_>,
        subject: Subject<'_, 'a>,
        wanted: Truth,
    ) -> Option<Witness<'a>> {
        if !self.asks_of_argument() {
            return None;
        }
        let mut own = self.clone();
        own.all = None;
        own.any = None;
        own.not = None;
        own.attached = None;
        own.called = None;
        own.calls = None;
        own.holds = None;
        own.deploys = None;
        if own.test(from.here, from.around, subject) != wanted {
            return None;
        }
        let steps = self.argument.as_deref().map(Condition::steps);
        let steps = steps.unwrap_or_default();
        let path = match (from.within, &self.argument) {
            (Some(within), Some(argument)) => Some(format!("{within}.{argument}")),
            (within, argument) => argument.clone().or(within.map(str::to_owned)),
        };
        let start = match steps.is_empty() {
            true => from.here,
            false => from.around,
        };
        let mut witness = Witness {
            path: path.clone(),
            ..Witness::default()
        };
        let name = path.as_deref().unwrap_or_default();
        if self.has_value_tests() {
            start.some(&steps, &mut |part| {
                let passes = self.passes(part, from.around, subject);
                if passes == wanted {
                    witness.spots.extend(spot(part, name, subject));
                    if let (Some(true), Place::Value(value, _)) = (self.repeats, part) {
                        let path = self.argument.as_deref().unwrap_or_default();
                        witness.other = witness.other.or(subject.repeated(path, value));
                    }
                }
                passes
            });
        } else if self.none_of.is_some() {
            start.some(&steps, &mut |part| {
                let refused = self.is_refused(part);
                if refused == wanted.not() {
                    witness.spots.extend(spot(part, name, subject));
                }
                refused
            });
        } else if let Some(inner) = self.some.as_ref().or(self.every.as_ref()) {
            start.some(&steps, &mut |part| {
                let truth = match part {
                    Place::Nothing => return Truth::No,
                    part => inner.test(part, from.around, subject),
                };
                if truth == wanted {
                    let from = From {
                        here: part,
                        around: from.around,
                        within: path.as_deref(),
                    };
                    match inner.find(from, subject, wanted) {
                        Some(found) => witness.take(found),
                        None => witness.spots.extend(spot(part, name, subject)),
                    }
                }
                truth
            });
        } else {
            start.at_end(&steps, &mut |part, last| {
                let (least, most) = part.count(last);
                witness.count = (least == most).then_some(least);
                witness.spots.extend(whole(part, last, name, subject));
                Truth::Yes
            });
        }
        Some(witness)
    }

    /// What else it has to show, if that comes out as is asked.
    fn find_beyond<'a>(&self, subject: Subject<'_, 'a>, wanted: Truth) -> Option<Witness<'a>> {
        let mut witness = Witness::default();
        if let Some(calls) = &self.calls
            && wanted == Truth::Yes
        {
            witness.call = subject.call(calls);
        }
        if let Some(names) = &self.holds
            && wanted == Truth::Yes
        {
            let all = holders::of(subject.context, subject.id).unwrap_or_default();
            let first = all
                .iter()
                .find_map(|holdings| holders::surely(subject.context, holdings, names, |_| true));
            witness.permission = first.map(|(name, _)| name);
        }
        if let Some(attached) = &self.attached
            && subject.is_attached(attached) == wanted
        {
            let (least, most) = subject.attachments(attached);
            witness.count = (least == most).then_some(least);
        }
        let shows =
            witness.call.is_some() || witness.permission.is_some() || witness.count.is_some();
        shows.then_some(witness)
    }

    /// Which facts it gives for messages.
    pub(in crate::checks) fn fact_names(&self, names: &mut Vec<String>) {
        let mut paths = Vec::new();
        self.paths(None, &mut paths);
        if !paths.is_empty() {
            names.extend(["argument", "value"].map(str::to_owned));
        }
        names.extend(paths);
        self.walk(&mut |one| {
            let gives = [
                ("count", one.min_count.is_some() || one.max_count.is_some()),
                ("count", one.attached.is_some()),
                ("other", one.repeats.is_some()),
                ("call", one.calls.is_some()),
                ("permission", one.holds.is_some()),
            ];
            for (name, gives) in gives {
                if gives {
                    names.push(name.to_owned());
                }
            }
        });
    }

    /// The facts for messages of a resource for which it holds, or does not.
    pub(in crate::checks) fn facts(
        &self,
        subject: Subject<'_, '_>,
        witness: &Witness<'_>,
        facts: &mut Facts,
    ) {
        if let Some(path) = &witness.path {
            facts.add("argument", path.clone());
        }
        let mut texts: Vec<String> = witness.texts();
        if texts.is_empty() && witness.spots.is_empty() {
            let default = witness.path.as_ref();
            texts.extend(default.and_then(|path| self.default_text(path, subject)));
        }
        if !texts.is_empty() {
            facts.add_all("value", texts);
        }
        if let Some(other) = witness.other {
            facts.add("other", other.address.to_string());
        }
        if let Some(call) = witness.call {
            facts.add("call", call.endpoint.clone());
        }
        if let Some(permission) = &witness.permission {
            facts.add("permission", permission.clone());
        }
        if let Some(count) = witness.count {
            facts.add("count", count.to_string());
        }
        let mut paths = Vec::new();
        self.paths(None, &mut paths);
        for path in paths {
            let mut spots = Vec::new();
            let place = Place::Resource(&subject.resource.body);
            place.some(&Condition::steps(&path), &mut |part| {
                spots.extend(spot(part, &path, subject).and_then(|spot| spot.text));
                Truth::No
            });
            spots.dedup();
            if spots.is_empty() {
                let default = self.default_text(&path, subject);
                spots.push(default.unwrap_or_else(|| "(not given)".to_owned()));
            }
            facts.add_all(&path, spots);
        }
    }

    fn default_text(&self, path: &str, subject: Subject<'_, '_>) -> Option<String> {
        text(&self.default_of(path)?.value(), path, subject)
    }

    /// The value that an argument of the resource counts as having where it is not given.
    fn default_of(&self, path: &str) -> Option<&super::Scalar> {
        let is_it = self.argument.as_deref() == Some(path);
        let own = self.default.as_ref().filter(|_| is_it);
        let lists = self.all.iter().chain(&self.any).flatten();
        let mut inner = lists.chain(self.not.as_deref());
        own.or_else(|| inner.find_map(|one| one.default_of(path)))
    }
}

impl Witness<'_> {
    fn take(&mut self, mut other: Self) {
        self.path = other.path.or(self.path.take());
        self.spots.append(&mut other.spots);
        self.other = self.other.or(other.other);
        self.call = self.call.or(other.call);
        self.permission = self.permission.take().or(other.permission);
        self.count = self.count.or(other.count);
    }

    /// The values that decide it, each once.
    pub(in crate::checks) fn texts(&self) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        for text in self.spots.iter().filter_map(|spot| spot.text.as_ref()) {
            if !texts.contains(text) {
                texts.push(text.clone());
            }
        }
        texts
    }
}

fn spot(part: Place<'_>, path: &str, subject: Subject<'_, '_>) -> Option<Spot> {
    match part {
        Place::Nothing | Place::Resource(_) => None,
        Place::Block(block) => Some(block_spot(block.at)),
        Place::Value(value, at) => Some(Spot {
            at,
            origin: value.origin.clone(),
            text: text(value, path, subject),
        }),
    }
}

fn block_spot(at: Location) -> Spot {
    Spot {
        at: At {
            argument: at,
            value: at,
        },
        origin: Origin::default(),
        text: None,
    }
}

/// The argument or nested blocks of a name, as a whole.
fn whole(part: Place<'_>, name: &str, path: &str, subject: Subject<'_, '_>) -> Option<Spot> {
    let body = match part {
        Place::Nothing => return None,
        Place::Value(_, at) => {
            return Some(Spot {
                at,
                origin: Origin::default(),
                text: None,
            });
        }
        Place::Resource(body) => body,
        Place::Block(block) => &block.body,
    };
    if let Some(block) = body.blocks(name).next() {
        return Some(block_spot(block.at));
    }
    let argument = body.argument(name)?;
    Some(Spot {
        at: At {
            argument: argument.at,
            value: argument.value_at,
        },
        origin: argument.value.origin.clone(),
        text: text(&argument.value, path, subject),
    })
}

/// A value as messages show it: one line, not too long, and no secret.
fn text(value: &Value, path: &str, subject: Subject<'_, '_>) -> Option<String> {
    let text = match &value.data {
        Data::String(text) => text.to_string(),
        Data::Bool(flag) => flag.to_string(),
        Data::Number(number) => number.to_string(),
        Data::Attribute(attribute) => attribute.to_string(),
        Data::Entity(entity) => entity.to_string(),
        _ => return None,
    };
    let is_text = matches!(value.data, Data::String(_));
    let last = path.rsplit('.').next().unwrap_or_default();
    if is_text && (credential::is_secret(last) || is_among_secrets(value, subject)) {
        return Some(HIDDEN.to_owned());
    }
    let one_line = text.chars().map(|letter| match letter.is_control() {
        true => ' ',
        false => letter,
    });
    let mut shown: String = one_line.clone().take(LONGEST).collect();
    if one_line.count() > LONGEST {
        shown.push('…');
    }
    Some(shown)
}

fn is_among_secrets(value: &Value, subject: Subject<'_, '_>) -> bool {
    let secrets = subject.context.secrets;
    value.origin.at.is_some_and(|at| secrets.contains(&at))
}
