//! Types.

/// A type.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// Not known.
    Dynamic,
}
