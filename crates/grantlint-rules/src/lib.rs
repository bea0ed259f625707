//! Decides: which calls a client is meant to make, whether its grants suffice,
//! and what to report. Knows the model, the matrix and the rules; knows no
//! files and no terminal.

pub mod finding;
pub mod matrix;
