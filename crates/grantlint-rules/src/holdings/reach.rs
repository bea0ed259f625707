//! The divisions of a grant.

use grantlint_parser::model::{DivisionRef, Grant, State};

use super::{DivisionName, Doubt, Reach};

/// Where a grant counts.
pub(crate) fn reach(grant: &Grant) -> Reach {
    let mut reach = Reach::default();
    for division in &grant.divisions {
        match &division.state {
            State::Known(DivisionRef::All) => reach.everywhere = true,
            State::Known(DivisionRef::Home) => {
                reach.divisions.insert(DivisionName::Home);
            }
            State::Known(DivisionRef::Resource(address)) => {
                let name = DivisionName::Named(address.to_string());
                reach.divisions.insert(name);
            }
            State::Known(DivisionRef::Id(id)) => {
                reach.divisions.insert(DivisionName::Named(id.to_string()));
            }
            State::OneOf { .. } => {
                let reason = "which division it is depends on a condition that is not known";
                reach.open = Some(Doubt::new(reason, Some(division.at)));
            }
            State::Unknown(unknown) => reach.open = Some(Doubt::of(unknown, division.at)),
        }
    }
    if let Some(open) = &grant.divisions_open {
        reach.open = Some(Doubt::of(open, grant.at));
    }
    if grant.divisions.is_empty() && reach.open.is_none() {
        reach.divisions.insert(DivisionName::Home);
    }
    reach
}
