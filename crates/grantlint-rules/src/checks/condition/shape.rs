//! What conditions claim, and what is wrong with them as they are written.

use super::Condition;
use crate::own::claim::{Claim, Claims};

/// What a condition is about.
#[derive(Clone, Copy)]
pub(in crate::checks) struct About<'t> {
    /// The types of the resources.
    pub(in crate::checks) types: &'t [String],
    /// The path to the elements that `some` or `every` around it look at.
    pub(in crate::checks) within: Option<&'t str>,
}

impl Condition {
    /// Tells what it claims.
    pub(in crate::checks) fn claims(&self, about: About<'_>, claims: &mut Claims) {
        self.tell_argument(about, claims);
        if let (Some(min), Some(max)) = (
            self.min.and_then(super::Figure::number),
            self.max.and_then(super::Figure::number),
        ) && min > max
        {
            claims.below("min", |claims| claims.fault("`min` is more than `max`"));
        }
        if let (Some(min), Some(max)) = (self.min_count, self.max_count)
            && min > max
        {
            claims.below("min-count", |claims| {
                claims.fault("`min-count` is more than `max-count`");
            });
        }
        if let Some(attached) = &self.attached {
            claims.below("attached", |claims| attached.claims(claims));
        }
        if let Some(calls) = &self.calls {
            claims.filled("calls", calls);
            claims.calls("calls", calls);
        }
        if let Some(holds) = &self.holds {
            claims.filled("holds", holds);
            claims.wild_permissions("holds", holds);
        }
        for (key, list) in [("all", &self.all), ("any", &self.any)] {
            if let Some(list) = list {
                claims.filled(key, list);
                claims.each(key, list, |claims, one| one.claims(about, claims));
            }
        }
        if let Some(not) = &self.not {
            claims.below("not", |claims| not.claims(about, claims));
        }
    }

    fn tell_argument(&self, about: About<'_>, claims: &mut Claims) {
        let asks = self.asks_of_argument();
        let others = self.attached.is_some()
            || self.called.is_some()
            || self.calls.is_some()
            || self.holds.is_some()
            || self.deploys.is_some()
            || self.all.is_some()
            || self.any.is_some()
            || self.not.is_some();
        let path = match (&self.argument, about.within) {
            (Some(argument), _) if !is_path(argument) => {
                claims.below("argument", |claims| {
                    claims.fault_with(
                        format!("`{argument}` is no path to an argument"),
                        "names with dots between them, such as `roles.division_id`",
                    );
                });
                return;
            }
            (Some(argument), Some(within)) => Some(format!("{within}.{argument}")),
            (Some(argument), None) => Some(argument.clone()),
            (None, Some(within)) => Some(within.to_owned()),
            (None, None) => None,
        };
        if self.argument.is_some() && !asks {
            claims.below("argument", |claims| {
                claims.fault_with(
                    "nothing is asked of the argument",
                    "`is = \"given\"` asks whether it is there",
                );
            });
        }
        if self.argument.is_none() {
            let whole = self.is.is_some()
                || self.min_count.is_some()
                || self.max_count.is_some()
                || self.repeats.is_some()
                || self.some.is_some()
                || self.every.is_some();
            if whole || (asks && about.within.is_none()) {
                claims.fault_with(
                    "`argument` is missing",
                    "the tests of a condition are about an argument or nested block",
                );
            } else if !asks && !others {
                claims.fault("the condition asks nothing");
            }
        }
        let Some(path) = path else {
            return;
        };
        let is_there = |value: Option<&str>| Claim::Argument {
            types: about.types.to_vec(),
            path: path.clone(),
            value: value.map(str::to_owned),
        };
        let has_value = |value: &super::Scalar, claims: &mut Claims| {
            if let super::Scalar::Text(text) = value {
                claims.add(is_there(Some(text)));
            }
        };
        if self.argument.is_some() {
            claims.below("argument", |claims| claims.add(is_there(None)));
        }
        if let Some(value) = &self.equals {
            claims.below("equals", |claims| has_value(value, claims));
        }
        for (key, list) in [("one-of", &self.one_of), ("none-of", &self.none_of)] {
            if let Some(list) = list {
                claims.filled(key, list);
                claims.each(key, list, |claims, value| has_value(value, claims));
            }
        }
        if self.default.is_some() && !self.has_value_tests() && self.none_of.is_none() {
            claims.below("default", |claims| {
                claims.fault("`default` has no meaning without a test of the value");
            });
        }
        for (key, other) in [
            ("same-as", &self.same_as),
            ("less-than", &self.less_than),
            ("at-most", &self.at_most),
        ] {
            if let Some(other) = other {
                let path = match about.within {
                    Some(within) => format!("{within}.{other}"),
                    None => other.clone(),
                };
                let claim = Claim::Argument {
                    types: about.types.to_vec(),
                    path,
                    value: None,
                };
                claims.below(key, |claims| claims.add(claim));
            }
        }
        if let Some(targets) = &self.refers_to {
            claims.filled("refers-to", targets);
            claims.each("refers-to", targets, |claims, text| {
                let plain = text.strip_prefix("data.").unwrap_or(text);
                if !plain.contains(['.', '*']) {
                    claims.add(Claim::Type(text.clone()));
                } else if let Err(message) = crate::settings::address::AddressGlob::parse(text) {
                    claims.fault(message);
                }
            });
        }
        let inner = About {
            within: Some(&path),
            ..about
        };
        for (key, condition) in [("some", &self.some), ("every", &self.every)] {
            if let Some(condition) = condition {
                claims.below(key, |claims| condition.claims(inner, claims));
            }
        }
    }

    /// Every path that it asks about, from the resource.
    pub(in crate::checks) fn paths(&self, within: Option<&str>, found: &mut Vec<String>) {
        let path = match (&self.argument, within) {
            (Some(argument), Some(within)) => Some(format!("{within}.{argument}")),
            (Some(argument), None) => Some(argument.clone()),
            (None, within) => within.map(str::to_owned),
        };
        found.extend(path.clone());
        let others = self.same_as.iter().chain(&self.less_than);
        for other in others.chain(&self.at_most) {
            found.push(match within {
                Some(within) => format!("{within}.{other}"),
                None => other.clone(),
            });
        }
        for inner in self.some.iter().chain(&self.every) {
            inner.paths(path.as_deref(), found);
        }
        let lists = self.all.iter().chain(&self.any).flatten();
        for inner in lists.chain(self.not.as_deref()) {
            inner.paths(within, found);
        }
    }
}

impl super::Attached {
    fn claims(&self, claims: &mut Claims) {
        claims.types("to", &self.to);
        if let Some(path) = &self.by {
            claims.below("by", |claims| match self.to.is_empty() {
                true => claims.fault("`by` has no meaning without `to`"),
                false => claims.add(Claim::Argument {
                    types: self.to.clone(),
                    path: path.clone(),
                    value: None,
                }),
            });
        }
        let is_count = self.min.is_some_and(|min| min > 1) || self.max.is_some_and(|max| max > 0);
        if self.to.is_empty() && is_count {
            let help = "name the types of the resources that count in `to`";
            claims.fault_with("only what refers from a resource can be counted", help);
        }
        if let (Some(min), Some(max)) = (self.min, self.max)
            && min > max
        {
            claims.below("min", |claims| claims.fault("`min` is more than `max`"));
        }
    }
}

fn is_path(text: &str) -> bool {
    text.split('.').all(|part| {
        !part.is_empty()
            && part
                .chars()
                .all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '-')
    })
}
