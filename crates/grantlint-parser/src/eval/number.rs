//! Numbers.

/// A number.
#[derive(Clone, Debug)]
pub struct Number;
