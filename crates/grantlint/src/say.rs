//! What is said on standard error: what went wrong, and nothing else.

use std::io::{self, Write};

use crate::render::escaped;

/// `error: …`; where standard error is closed, nobody listens.
pub fn error(message: &str) {
    let _ = writeln!(io::stderr().lock(), "error: {}", escaped(message));
}
