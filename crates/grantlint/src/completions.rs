//! `grantlint completions`: what teaches a shell to complete the command line,
//! made from its definition.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use crate::args::Arguments;
use crate::exit::Exit;
use crate::files::reason;
use crate::say;

/// Writes the script for a shell.
pub fn run(shell: Shell) -> Exit {
    match io::stdout().lock().write_all(&script(shell)) {
        // Whoever read along has seen enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            say::error(&format!("cannot write: {}", reason(&error)));
            Exit::Failed
        }
        _ => Exit::Clean,
    }
}

/// The script for a shell.
#[must_use]
pub fn script(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    generate(shell, &mut Arguments::command(), "grantlint", &mut script);
    script
}
