//! Decides which grants a Genesys Cloud client lacks, by a matrix and rules that are data.

pub mod matrix;
