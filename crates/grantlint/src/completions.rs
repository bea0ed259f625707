//! `grantlint completions`: what teaches a shell to complete the command line,
//! made from its definition.

use std::io::{self, Write};

use clap::CommandFactory;
use clap::builder::PossibleValuesParser;
use clap_complete::{Shell, generate};
use grantlint_rules::rule::built_in;

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

/// The script for a shell. It completes the ids of the built-in rules as well: they
/// are fixed, and a shell takes them for one word, unlike operations and permissions.
#[must_use]
pub fn script(shell: Shell) -> Vec<u8> {
    let rules = PossibleValuesParser::new(built_in().iter().map(|rule| rule.id.as_str()));
    let mut command = Arguments::command().mut_subcommand("explain", |explain| {
        explain.mut_arg("subject", |subject| subject.value_parser(rules))
    });
    let mut script = Vec::new();
    generate(shell, &mut command, "grantlint", &mut script);
    script
}
