//! What could not be read or understood: reading goes on, and says so.

use crate::source::Location;

/// Something that could not be read or understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its kind, which decides the rule that reports it.
    pub kind: ProblemKind,
    /// Where.
    pub at: Location,
    /// What: lower case, no stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// The kinds of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// The text does not parse, or cannot be read as text.
    Syntax,
    /// A budget ran out, or something refers to itself.
    Budget,
}
