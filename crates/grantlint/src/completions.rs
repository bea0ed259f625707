//! Completions for shells, made from the command line's own definition.

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use crate::args::Arguments;

/// The script that teaches a shell to complete `grantlint`.
#[must_use]
pub fn script(shell: Shell) -> String {
    let mut script = Vec::new();
    generate(shell, &mut Arguments::command(), "grantlint", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}
