//! What is said on standard error: what went wrong, and what to do about it.
//! Where standard error is closed, nobody listens.

use std::io::{self, Write};

use smol_str::SmolStr;

use crate::render::escaped;

/// `error: …`
pub fn error(message: &str) {
    let _ = writeln!(io::stderr().lock(), "error: {}", escaped(message));
}

/// `note: …`
pub fn note(message: &str) {
    let _ = writeln!(io::stderr().lock(), "note: {}", escaped(message));
}

/// That `--var` names these variables in vain.
pub fn undeclared<'n>(names: impl IntoIterator<Item = &'n SmolStr>) {
    for name in names {
        note(&format!(
            "no root module declares `var.{name}`, which --var gives a value"
        ));
    }
}

/// `  help: …`
pub fn help(message: &str) {
    let _ = writeln!(io::stderr().lock(), "  help: {}", escaped(message));
}
