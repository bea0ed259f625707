//! Conditions on the arguments and nested blocks of a resource. Each is true, false,
//! or unknown; `all`, `any` and `not` put them together.

use grantlint_parser::eval::value::{Data, Shape, Unknown, Value};
use serde::Deserialize;

use super::Facts;

/// A condition. Everything that is given must hold.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Condition {
    /// The argument or nested block that the rest is about.
    pub argument: Option<String>,
    /// Whether it is there.
    pub is: Option<Is>,
    /// The value that it has.
    pub equals: Option<Scalar>,
    /// The values of which it has one.
    pub one_of: Option<Vec<Scalar>>,
    /// Whether the resource is meant to be used: a client that is meant to call
    /// something, an integration with data actions.
    pub called: Option<bool>,
    /// All of these hold.
    pub all: Option<Vec<Condition>>,
    /// One of these holds.
    pub any: Option<Vec<Condition>>,
    /// This does not hold.
    pub not: Option<Box<Condition>>,
}

/// Whether an argument or nested block is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Is {
    /// It is, whatever it holds.
    Given,
    /// It is, and holds something.
    Filled,
    /// It is not, or holds nothing.
    Empty,
}

/// A plain value.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Scalar {
    /// `true` or `false`
    Flag(bool),
    /// A text.
    Text(String),
}

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    Yes,
    No,
    Unknown,
}

impl Truth {
    fn not(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Unknown => Truth::Unknown,
        }
    }

    fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::No, _) | (_, Truth::No) => Truth::No,
            (Truth::Yes, Truth::Yes) => Truth::Yes,
            (Truth::Unknown, _) | (_, Truth::Unknown) => Truth::Unknown,
        }
    }

    fn or(self, other: Truth) -> Truth {
        self.not().and(other.not()).not()
    }

    fn of(holds: bool) -> Truth {
        if holds { Truth::Yes } else { Truth::No }
    }

    /// What holds in every case, if the cases agree.
    fn agree(cases: impl Iterator<Item = Truth>) -> Truth {
        let mut cases = cases.peekable();
        let first = cases.peek().copied().unwrap_or(Truth::Unknown);
        if cases.all(|case| case == first) {
            first
        } else {
            Truth::Unknown
        }
    }
}

impl Condition {
    /// The argument or nested block that it is about; the first one of those below.
    pub(super) fn argument(&self) -> Option<&str> {
        let below = self.all.iter().chain(&self.any).flatten();
        let not = self.not.as_deref();
        self.argument
            .as_deref()
            .or_else(|| below.chain(not).find_map(Condition::argument))
    }

    pub(super) fn test(&self, facts: Facts<'_>) -> Truth {
        let mut truth = Truth::Yes;
        if let Some(name) = &self.argument {
            if let Some(is) = self.is {
                truth = truth.and(presence(facts, name, is));
            }
            let wanted = self.equals.iter().chain(self.one_of.iter().flatten());
            if self.equals.is_some() || self.one_of.is_some() {
                let any = wanted.fold(Truth::No, |any, scalar| any.or(equals(facts, name, scalar)));
                truth = truth.and(any);
            }
        }
        if let Some(called) = self.called {
            truth = truth.and(Truth::of(facts.called == called));
        }
        if let Some(all) = &self.all {
            truth = all
                .iter()
                .fold(truth, |truth, one| truth.and(one.test(facts)));
        }
        if let Some(any) = &self.any {
            let one = any
                .iter()
                .fold(Truth::No, |any, one| any.or(one.test(facts)));
            truth = truth.and(one);
        }
        if let Some(not) = &self.not {
            truth = truth.and(not.test(facts).not());
        }
        truth
    }
}

fn presence(facts: Facts<'_>, name: &str, is: Is) -> Truth {
    let blocks = Truth::of(facts.body.blocks(name).next().is_some());
    let open = match facts.body.open_blocks(name) {
        Some(_) => Truth::Unknown,
        None => Truth::No,
    };
    let argument = match facts.body.argument(name) {
        Some(argument) => held(&argument.value, is),
        None => Truth::No,
    };
    let there = blocks.or(open).or(argument);
    match is {
        Is::Given | Is::Filled => there,
        Is::Empty => there.not(),
    }
}

/// Whether a value is there, or holds something.
fn held(value: &Value, is: Is) -> Truth {
    let count = match &value.data {
        Data::Null(_) => return Truth::No,
        Data::List(list) | Data::Set(list) => list.items().len(),
        Data::Tuple(tuple) => tuple.items().len(),
        Data::Map(map) => map.entries().len(),
        Data::Object(object) => object.entries().len(),
        Data::String(text) => text.len(),
        Data::Bool(_) | Data::Number(_) | Data::Entity(_) | Data::Attribute(_) => 1,
        Data::Unknown(unknown) => return each_arm(unknown, &|arm| held(arm, is)),
    };
    Truth::of(is == Is::Given || count > 0)
}

fn equals(facts: Facts<'_>, name: &str, scalar: &Scalar) -> Truth {
    match facts.body.argument(name) {
        Some(argument) => same(&argument.value, scalar),
        None => Truth::No,
    }
}

fn same(value: &Value, scalar: &Scalar) -> Truth {
    match (&value.data, scalar) {
        (Data::Unknown(unknown), _) => each_arm(unknown, &|arm| same(arm, scalar)),
        (Data::Attribute(_), _) => Truth::Unknown,
        (Data::String(text), Scalar::Text(wanted)) => Truth::of(text == wanted),
        // Terraform converts between the two.
        (Data::String(text), Scalar::Flag(wanted)) => Truth::of(*text == wanted.to_string()),
        (Data::Bool(flag), Scalar::Flag(wanted)) => Truth::of(flag == wanted),
        (Data::Bool(flag), Scalar::Text(wanted)) => Truth::of(flag.to_string() == *wanted),
        (
            Data::Null(_)
            | Data::Number(_)
            | Data::List(_)
            | Data::Set(_)
            | Data::Tuple(_)
            | Data::Map(_)
            | Data::Object(_)
            | Data::Entity(_),
            _,
        ) => Truth::No,
    }
}

fn each_arm(unknown: &Unknown, test: &dyn Fn(&Value) -> Truth) -> Truth {
    match &unknown.shape {
        Shape::OneOf(arms) => Truth::agree(arms.iter().map(test)),
        Shape::Opaque | Shape::Text(_) | Shape::AtLeast(_) => Truth::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Truth; 3] = [Truth::Yes, Truth::No, Truth::Unknown];

    #[test]
    fn unknown_is_neither_true_nor_false() {
        for one in ALL {
            assert_eq!(one.and(Truth::No), Truth::No);
            assert_eq!(one.and(Truth::Yes), one);
            assert_eq!(one.or(Truth::Yes), Truth::Yes);
            assert_eq!(one.or(Truth::No), one);
            assert_eq!(one.not().not(), one);
            for other in ALL {
                assert_eq!(one.and(other), other.and(one));
                assert_eq!(one.or(other), other.or(one));
            }
        }
        assert_eq!(Truth::Unknown.and(Truth::Unknown), Truth::Unknown);
        assert_eq!(
            Truth::agree([Truth::Yes, Truth::Yes].into_iter()),
            Truth::Yes
        );
        assert_eq!(
            Truth::agree([Truth::Yes, Truth::No].into_iter()),
            Truth::Unknown
        );
    }
}
