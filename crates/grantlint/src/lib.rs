//! The command as a library: what touches files, environment and terminal, and
//! what knows the formats. `main.rs` only calls it; tests call its parts.

pub mod render;
