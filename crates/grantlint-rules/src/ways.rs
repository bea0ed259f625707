//! The ways in which an uncertain fact may turn out, one after the other.

use grantlint_parser::model::{Fact, State};

use crate::holdings::Doubt;

/// One way in which a fact may turn out.
#[derive(Clone, Debug)]
pub(crate) enum Way<'f, T> {
    /// It is this, as this arm of the fact says.
    Is(&'f T, &'f Fact<T>),
    /// It is something that is not known.
    Unknown(Doubt, &'f Fact<T>),
    /// It is not given.
    Absent,
}

/// Every way, in the order of the arms; one alone where the fact is certain.
pub(crate) fn ways<T>(fact: Option<&Fact<T>>) -> Vec<Way<'_, T>> {
    let mut found = Vec::new();
    match fact {
        Some(fact) => gather(fact, &mut found),
        None => found.push(Way::Absent),
    }
    found
}

/// Every value that the fact may have, with the arm that gives it.
pub(crate) fn values<T>(fact: Option<&Fact<T>>) -> impl Iterator<Item = (&T, &Fact<T>)> {
    ways(fact).into_iter().filter_map(|way| match way {
        Way::Is(value, fact) => Some((value, fact)),
        Way::Unknown(..) | Way::Absent => None,
    })
}

fn gather<'f, T>(fact: &'f Fact<T>, found: &mut Vec<Way<'f, T>>) {
    match &fact.state {
        State::Known(value) => found.push(Way::Is(value, fact)),
        State::Unknown(unknown) => {
            found.push(Way::Unknown(Doubt::of(unknown, fact.at), fact));
        }
        State::OneOf { arms, optional } => {
            for arm in arms {
                gather(arm, found);
            }
            if *optional {
                found.push(Way::Absent);
            }
        }
    }
}
