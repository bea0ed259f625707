//! What one run may spend on evaluation, so that no input makes it hang.
//!
//! A [`Budget`] is shared by all expressions of a run. Past a limit the value
//! is unknown, with the limit in its reason, and the first place where that
//! happened is kept for a finding.

use std::cell::{Cell, RefCell};

use crate::source::Location;

/// How deeply collections may nest in each other.
pub const MAX_HEIGHT: u32 = 200;
/// How many values one value may hold, those in its collections included; 64
/// bytes of a string count as one.
pub const MAX_VALUES: u32 = 1_000_000;
/// How many bytes one string may have.
pub const MAX_STRING: usize = 16 << 20;
/// How many candidates an undecided conditional may have.
pub const MAX_CANDIDATES: usize = 16;
/// How many steps a value's way may have; later ones are not recorded.
pub const MAX_HOPS: u32 = 64;
/// How deeply evaluations may lie within each other, those that a scope begins
/// to answer for a name included. Each kind of expression counts for about the
/// kilobytes of stack that a debug build spends on it, so that all stay within
/// one mebibyte.
pub const MAX_DEPTH: u32 = 400;
/// How many expressions and elements one run may visit, all its root modules together.
pub const MAX_STEPS: u64 = 50_000_000;

/// A limit that was reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exceeded {
    /// Which limit, in words that finish "undecided because …".
    pub reason: &'static str,
    /// The expression that reached it, where one did.
    pub at: Option<Location>,
}

/// What is left to spend, and what ran out first.
#[derive(Debug)]
pub struct Budget {
    steps: Cell<u64>,
    depth: Cell<u32>,
    exceeded: RefCell<Vec<Exceeded>>,
}

impl Default for Budget {
    fn default() -> Self {
        Budget::new(MAX_STEPS)
    }
}

impl Budget {
    /// A budget of that many steps.
    pub fn new(steps: u64) -> Self {
        Budget {
            steps: Cell::new(steps),
            depth: Cell::new(0),
            exceeded: RefCell::new(Vec::new()),
        }
    }

    /// The limits that were reached, each at most once a place, in the order in
    /// which that happened; at most 100.
    pub fn exceeded(&self) -> Vec<Exceeded> {
        self.exceeded.borrow().clone()
    }

    /// Spends steps; false where they are used up.
    pub fn spend(&self, steps: u64) -> bool {
        match self.steps.get().checked_sub(steps) {
            Some(left) => {
                self.steps.set(left);
                true
            }
            None => {
                self.steps.set(0);
                false
            }
        }
    }

    /// How many steps were spent of [`MAX_STEPS`].
    pub(crate) fn spent(&self) -> u64 {
        MAX_STEPS.saturating_sub(self.steps.get())
    }

    /// Keeps that a limit was reached. That the steps are used up is kept once,
    /// for then it is so everywhere.
    pub fn record(&self, reason: &'static str, at: Option<Location>) {
        let exceeded = Exceeded { reason, at };
        let mut all = self.exceeded.borrow_mut();
        let over = self.steps.get() == 0 && all.iter().any(|other| other.reason == reason);
        if all.len() < 100 && !over && !all.contains(&exceeded) {
            all.push(exceeded);
        }
    }

    /// Goes deeper by a weight; false past [`MAX_DEPTH`]. Each call is paired
    /// with one of [`Budget::leave`] with the same weight.
    pub(crate) fn enter(&self, weight: u32) -> bool {
        self.depth.set(self.depth.get().saturating_add(weight));
        self.depth.get() <= MAX_DEPTH
    }

    /// Back from where [`Budget::enter`] went.
    pub(crate) fn leave(&self, weight: u32) {
        self.depth.set(self.depth.get().saturating_sub(weight));
    }
}
