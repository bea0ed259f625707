//! Syntax to values.

pub mod number;
pub mod scope;
pub mod types;
pub mod value;
