//! What a subject holds: every permission that a client, user or permission set
//! has, may have, or has under a condition, each with the way it came by it.
//!
//! What is uncertain is kept apart by kind. A [`Doubt`] says why something may or
//! may not be held; a [`Choice`] says which arm of an unknown conditional must have
//! been taken for it. Doubts are weighed one by one, choices are tried out together
//! (see [`crate::verdict`]).

mod build;
mod part;
mod people;
pub(crate) mod reach;
mod role;

use std::collections::BTreeSet;
use std::sync::Arc;

use grantlint_parser::address::Address;
use grantlint_parser::eval::value::Unknown;
use grantlint_parser::model::Model;
use grantlint_parser::source::Location;
use smol_str::SmolStr;

pub(crate) use build::origin;
pub use build::{Holder, Subject};
pub(crate) use part::triple;
pub use part::{Covers, Part, What};

/// Why something is not known, and where that stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doubt {
    /// In words that finish "undecided because …": lower case, no stop.
    pub reason: SmolStr,
    /// The expression that is not known.
    pub at: Option<Location>,
    /// What makes it so, where that stands elsewhere.
    pub cause: Option<Location>,
}

/// An arm of an unknown conditional: the point and which arm was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Choice {
    /// The number of the point in [`Holdings::points`].
    pub point: usize,
    /// The number of the arm.
    pub arm: usize,
}

/// A conditional whose condition is unknown.
#[derive(Clone, Debug)]
pub struct ChoicePoint {
    /// How many ways it may go, absence among them.
    pub arms: usize,
    /// The expression.
    pub at: Location,
}

/// Something that a subject holds, or may hold.
#[derive(Clone, Debug)]
pub struct Held {
    /// What it is.
    pub what: What,
    /// The arms that must have been taken for it.
    pub when: Vec<Choice>,
    /// Why it is perhaps not held at all.
    pub doubt: Option<Doubt>,
    /// Whether it is bound to conditions.
    pub condition: Condition,
    /// Where it counts.
    pub reach: Reach,
    /// Whether it counts in the division that is looked at, if one is.
    pub here: Covers,
    /// How the subject came by it.
    pub via: Via,
}

/// Whether a permission is bound to conditions on the objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// It is not.
    None,
    /// It is, by the block with this header.
    Bound(Location),
    /// It may be, and why.
    Perhaps(Doubt),
}

/// The divisions in which something is held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Whether it is held in every division.
    pub everywhere: bool,
    /// The divisions in which it is surely held, as they are called.
    pub divisions: BTreeSet<DivisionName>,
    /// The declarations of variables without a value here, each of which stands for one more
    /// such division.
    pub variables: BTreeSet<Location>,
    /// Why it may be held in more than these.
    pub open: Option<Doubt>,
}

/// A division as messages call it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DivisionName {
    /// The home division.
    Home,
    /// One of the configuration, by its address, or one by its id.
    Named(String),
}

/// The way by which a subject holds something: each place that it passes.
#[derive(Clone, Debug, Default)]
pub struct Via {
    /// The number of the attachment in [`Holdings::attachments`].
    pub attachment: Option<usize>,
    /// The permission set's number in the model.
    pub set: Option<usize>,
    /// The `roles` block.
    pub grant: Option<Location>,
    /// The role's number in the model.
    pub role: Option<usize>,
    /// The policy's header.
    pub policy: Option<Location>,
    /// The literals.
    pub literals: Vec<Location>,
}

/// A `roles` block that gives a subject a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The assignment that it stands in, by its number in the model; otherwise it
    /// stands in the client itself.
    pub assignment: Option<usize>,
    /// Its number there.
    pub grant: usize,
}

/// All that a subject holds.
#[derive(Clone, Debug, Default)]
pub struct Holdings {
    /// Each thing, in the order of the configuration.
    pub held: Vec<Held>,
    /// The conditionals that the things depend on.
    pub points: Vec<ChoicePoint>,
    /// The roles of the configuration that it has or may have, by number.
    pub roles: BTreeSet<usize>,
    /// The `roles` blocks that surely are the subject's, in order.
    pub attachments: Vec<Attachment>,
    /// The permissions that count in every division wherever they are granted.
    pub undivided: Arc<BTreeSet<String>>,
}

impl Doubt {
    /// A reason, and the expression that it is about.
    pub(crate) fn new(reason: impl Into<SmolStr>, at: Option<Location>) -> Doubt {
        Doubt {
            reason: reason.into(),
            at,
            cause: None,
        }
    }

    /// Why a value at that place is not known.
    pub(crate) fn of(unknown: &Unknown, at: Location) -> Doubt {
        Doubt {
            reason: unknown.reason.clone(),
            at: Some(at),
            cause: unknown.at.filter(|cause| *cause != at),
        }
    }

    pub(crate) fn from_reason(unknown: &Unknown) -> Doubt {
        Doubt::new(unknown.reason.clone(), unknown.at)
    }
}

impl Holdings {
    /// What of it counts in a division of the configuration: surely, perhaps, or only where divisions do not
    /// matter.
    pub fn within(&self, model: &Model, division: &Address) -> Holdings {
        let mut within = self.clone();
        for held in &mut within.held {
            held.here = held.reach.covers(model, division, held.via.grant);
        }
        within
    }

    /// Whether something held is the permission of that name, where it is looked at.
    pub(crate) fn covers(&self, held: &Held, permission: &str) -> Covers {
        let covers = held.covers(permission);
        match self.undivided.contains(permission) {
            true => covers,
            false => covers.and(held.here.clone()),
        }
    }
}

impl Held {
    /// Whether this is the permission of that name, wildcards considered.
    pub fn covers(&self, permission: &str) -> Covers {
        match (self.what.covers(permission), &self.doubt) {
            (Covers::Yes, Some(doubt)) => Covers::Perhaps(doubt.clone()),
            (covers, _) => covers,
        }
    }
}
