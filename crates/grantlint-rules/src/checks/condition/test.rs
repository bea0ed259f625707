//! Whether a condition holds for a resource.

use grantlint_parser::eval::value::{Data, Value};

use super::facts::Subject;
use super::place::Place;
use super::scalar::number;
use super::truth::Truth;
use super::{Condition, Is};

impl Condition {
    /// Whether it holds for the resource as a whole.
    pub(in crate::checks) fn holds(&self, subject: Subject<'_, '_>) -> Truth {
        let place = Place::Resource(&subject.resource.body);
        self.test(place, place, subject)
    }

    /// Whether it holds `here`; paths start there, or in `around` where that is a plain
    /// value, which has no parts.
    pub(super) fn test(
        &self,
        here: Place<'_>,
        around: Place<'_>,
        subject: Subject<'_, '_>,
    ) -> Truth {
        let around = if here.has_parts() { here } else { around };
        let mut truth = self.test_argument(here, around, subject);
        if let Some(attached) = &self.attached {
            truth = truth.and(subject.is_attached(attached));
        }
        if let Some(called) = self.called {
            truth = truth.and(subject.is_called().is(called));
        }
        if let Some(calls) = &self.calls {
            truth = truth.and(subject.calls(calls));
        }
        if let Some(holds) = &self.holds {
            truth = truth.and(subject.holds(holds));
        }
        if let Some(deploys) = self.deploys {
            truth = truth.and(Truth::of(subject.deploys()).is(deploys));
        }
        let test = |one: &Condition| one.test(here, around, subject);
        if let Some(all) = &self.all {
            truth = all.iter().fold(truth, |truth, one| truth.and(test(one)));
        }
        if let Some(any) = &self.any {
            let one = any.iter().fold(Truth::No, |any, one| any.or(test(one)));
            truth = truth.and(one);
        }
        match &self.not {
            Some(not) => truth.and(test(not).not()),
            None => truth,
        }
    }

    fn test_argument(&self, here: Place<'_>, around: Place<'_>, subject: Subject<'_, '_>) -> Truth {
        let path = match &self.argument {
            Some(argument) => Condition::steps(argument),
            None => Vec::new(),
        };
        let start = if path.is_empty() { here } else { around };
        let mut truth = Truth::Yes;
        if let Some(is) = self.is {
            let filled = matches!(is, Is::Filled | Is::Empty);
            let there = start.at_end(&path, &mut |part, name| part.is_there(name, filled));
            truth = truth.and(match is {
                Is::Given | Is::Filled => there,
                Is::Absent | Is::Empty => there.not(),
            });
        }
        if self.min_count.is_some() || self.max_count.is_some() {
            let count = start.at_end(&path, &mut |part, name| {
                Truth::within(part.count(name), self.min_count, self.max_count)
            });
            truth = truth.and(count);
        }
        if self.has_value_tests() {
            let passes = start.some(&path, &mut |part| self.passes(part, around, subject));
            truth = truth.and(passes);
        }
        if self.none_of.is_some() {
            let one = start.some(&path, &mut |part| self.is_refused(part));
            truth = truth.and(one.not());
        }
        if let Some(some) = &self.some {
            let one = start.some(&path, &mut |part| match part {
                Place::Nothing => Truth::No,
                part => some.test(part, around, subject),
            });
            truth = truth.and(one);
        }
        if let Some(every) = &self.every {
            let other = start.some(&path, &mut |part| match part {
                Place::Nothing => Truth::No,
                part => every.test(part, around, subject).not(),
            });
            truth = truth.and(other.not());
        }
        truth
    }

    /// Whether one value passes all tests of values.
    pub(super) fn passes(
        &self,
        part: Place<'_>,
        around: Place<'_>,
        subject: Subject<'_, '_>,
    ) -> Truth {
        let default = self.default.as_ref().map(super::Scalar::value);
        let (value, is_default) = match (part, &default) {
            (Place::Value(value, _), _) => (value, false),
            (Place::Nothing, Some(default)) => (default, true),
            (Place::Nothing | Place::Resource(_) | Place::Block(_), _) => return Truth::No,
        };
        let mut truth = Truth::Yes;
        if let Some(equals) = &self.equals {
            truth = truth.and(equals.is(value));
        }
        if let Some(one_of) = &self.one_of {
            let one = one_of.iter().map(|wanted| wanted.is(value));
            truth = truth.and(one.fold(Truth::No, Truth::or));
        }
        if let Some(pattern) = &self.pattern {
            truth = truth.and(text(value, &|text| pattern.matches(text)));
        }
        if let Some(min) = self.min.and_then(super::Figure::number) {
            truth = truth.and(figure(value, &|own| *own >= min));
        }
        if let Some(max) = self.max.and_then(super::Figure::number) {
            truth = truth.and(figure(value, &|own| *own <= max));
        }
        let other = |path: &str, test: &dyn Fn(&Value) -> Truth| {
            around.some(&Condition::steps(path), &mut |other| match other {
                Place::Value(other, _) => test(other),
                Place::Nothing | Place::Resource(_) | Place::Block(_) => Truth::No,
            })
        };
        let compared = |path: &str, holds: fn(std::cmp::Ordering) -> bool| {
            other(path, &|other| match number(other) {
                Some(other) => figure(value, &|own| holds(own.cmp(&other))),
                None => figure(other, &|_| false),
            })
        };
        if let Some(path) = &self.same_as {
            truth = truth.and(other(path, &|other| same(value, other)));
        }
        if let Some(path) = &self.less_than {
            truth = truth.and(compared(path, std::cmp::Ordering::is_lt));
        }
        if let Some(path) = &self.at_most {
            truth = truth.and(compared(path, std::cmp::Ordering::is_le));
        }
        if let Some(targets) = &self.refers_to {
            truth = truth.and(super::facts::refers_to(value, targets));
        }
        if let Some(repeats) = self.repeats {
            let path = self.argument.as_deref().unwrap_or_default();
            let repeated = match is_default {
                true => Truth::No,
                false => subject.is_repeated(path, value),
            };
            truth = truth.and(repeated.is(repeats));
        }
        truth
    }

    /// Whether a value is one of those that it must not be.
    pub(super) fn is_refused(&self, part: Place<'_>) -> Truth {
        let refused = self.none_of.iter().flatten();
        match part {
            Place::Value(value, _) => refused
                .map(|wanted| wanted.is(value))
                .fold(Truth::No, Truth::or),
            Place::Nothing => {
                let default = self.default.as_ref().map(super::Scalar::value);
                default.map_or(Truth::No, |default| {
                    refused
                        .map(|wanted| wanted.is(&default))
                        .fold(Truth::No, Truth::or)
                })
            }
            Place::Resource(_) | Place::Block(_) => Truth::No,
        }
    }
}

impl Truth {
    /// Whether something is so, or is not, as is asked.
    fn is(self, wanted: bool) -> Truth {
        if wanted { self } else { self.not() }
    }
}

/// Tests a text, or the text that a number or flag becomes.
fn text(value: &Value, test: &dyn Fn(&str) -> bool) -> Truth {
    match &value.data {
        Data::String(text) => Truth::of(test(text)),
        Data::Bool(flag) => Truth::of(test(&flag.to_string())),
        Data::Number(number) => Truth::of(test(&number.to_string())),
        Data::Unknown(_) | Data::Attribute(_) => Truth::Unknown,
        _ => Truth::No,
    }
}

fn figure(value: &Value, test: &dyn Fn(&grantlint_parser::eval::number::Number) -> bool) -> Truth {
    match &value.data {
        Data::Unknown(_) | Data::Attribute(_) => Truth::Unknown,
        _ => Truth::of(number(value).is_some_and(|number| test(&number))),
    }
}

/// Whether two values are the same. Attributes of two resources may turn out equal.
pub(super) fn same(one: &Value, other: &Value) -> Truth {
    match (&one.data, &other.data) {
        (Data::Attribute(one), Data::Attribute(other)) if one == other => {
            match super::facts::stands_for_all(&one.resource) {
                true => Truth::Unknown,
                false => Truth::Yes,
            }
        }
        (Data::Unknown(_) | Data::Attribute(_), _) | (_, Data::Unknown(_) | Data::Attribute(_)) => {
            Truth::Unknown
        }
        (Data::Bool(one), Data::Bool(other)) => Truth::of(one == other),
        (Data::String(one), Data::String(other)) => Truth::of(one == other),
        (Data::Bool(flag), Data::String(text)) | (Data::String(text), Data::Bool(flag)) => {
            Truth::of(flag.to_string() == *text)
        }
        _ => match (number(one), number(other)) {
            (Some(one), Some(other)) => Truth::of(one == other),
            _ => Truth::No,
        },
    }
}
