//! Decides: which calls a client is meant to make, whether its grants suffice,
//! and what to report. Knows the model, the matrix and the rules; knows no
//! files and no terminal.

pub mod finding;
pub mod matrix;
pub mod settings;

pub mod calls;
pub mod grant_type;
pub mod holdings;
pub mod judge;
pub mod verdict;

pub mod derivation;
pub mod explanation;
pub mod provision;
pub mod reachable;
pub mod subjects;

pub mod check;
pub mod checks;
pub mod own;
pub mod rule;

mod ignore;
pub mod nearest;
pub mod suggest;
mod ways;
mod words;
