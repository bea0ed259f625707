//! Where values came from, and the way that they took.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::eval::budget::MAX_HOPS;
use crate::source::Location;

/// Where a value came from.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The literal, or else the smallest expression that made the value. None
    /// only for what no text says, such as a variable without a default.
    pub at: Option<Location>,
    /// The way from there to where the value is used, the last hop first.
    pub trail: Option<Arc<Hop>>,
}

/// One step on a value's way: a local, a variable, a module's output.
#[derive(Clone, Debug)]
pub struct Hop {
    /// What it passed, as one would write it: `local.actions`, `var.scopes`.
    pub through: SmolStr,
    /// Where that is referred to.
    pub at: Location,
    /// The hop before.
    pub before: Option<Arc<Hop>>,
    length: u32,
}

impl Hop {
    pub(super) fn after(
        before: Option<Arc<Hop>>,
        through: SmolStr,
        at: Location,
    ) -> Option<Arc<Hop>> {
        let length = before.as_ref().map_or(0, |hop| hop.length) + 1;
        if length > MAX_HOPS {
            return before;
        }
        Some(Arc::new(Hop {
            through,
            at,
            before,
            length,
        }))
    }
}

impl Origin {
    /// What is written at that place.
    pub fn at(location: Location) -> Origin {
        Origin {
            at: Some(location),
            trail: None,
        }
    }

    /// The hops, the last one first.
    pub fn hops(&self) -> impl Iterator<Item = &Hop> {
        std::iter::successors(self.trail.as_deref(), |hop| hop.before.as_deref())
    }

    /// The origin of a part that is taken out of something with this origin:
    /// the part's own place and way, and then the way of the whole.
    #[must_use]
    pub fn of_part(&self, part: &Origin) -> Origin {
        let trail = match (&self.trail, &part.trail) {
            (whole, None) => whole.clone(),
            (None, own) => own.clone(),
            (Some(_), Some(own)) => {
                let hops: Vec<&Hop> = self.hops().collect();
                let mut trail = Some(own.clone());
                for hop in hops.into_iter().rev() {
                    trail = Hop::after(trail, hop.through.clone(), hop.at);
                }
                trail
            }
        };
        Origin {
            at: part.at.or(self.at),
            trail,
        }
    }
}
