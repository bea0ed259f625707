//! `grantlint can`: every operation that a client may call.

use grantlint_parser::load::Inputs;
use grantlint_rules::reachable::reachable;

use crate::args::{AnswerFormat, CanArguments};
use crate::exit::Exit;
use crate::paths::Here;
use crate::render::{Style, can};
use crate::{answer, ask};

/// Answers.
pub fn run(here: &Here, arguments: &CanArguments, inputs: &Inputs, style: Style) -> Exit {
    let path = std::slice::from_ref(&arguments.path);
    let parts = match ask::read(here, path, &arguments.tree, inputs) {
        Ok(parts) => parts,
        Err(exit) => return exit,
    };
    let whom = match ask::whom(&parts, &arguments.client) {
        Ok(whom) => whom,
        Err(exit) => return exit,
    };
    let sources = &whom.part.loaded.sources;
    let callers = whom.callers();
    let reachable = reachable(callers, &whom.subject);
    answer::write(Exit::Clean, |out| match arguments.format {
        AnswerFormat::Human => can::human(&reachable, sources, style, out),
        AnswerFormat::Json => can::json(&reachable, sources, out),
    })
}
