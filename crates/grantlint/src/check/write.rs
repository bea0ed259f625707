//! What came of a check, in each format and at each place that is asked for.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use super::Outcome;
use crate::args::CheckArguments;
use crate::engine;
use crate::files::reason;
use crate::paths::Here;
use crate::render::{Context, Format, Style};

/// Files first, so that a reader who closes the pipe early loses none. One that
/// cannot be written keeps back neither the others nor standard output.
pub(super) fn all(
    here: &Here,
    arguments: &CheckArguments,
    style: Style,
    outcome: &Outcome,
) -> Result<(), String> {
    let prefix = here.prefix();
    let rules = engine::rules(&outcome.rules);
    let context = Context {
        report: &outcome.report,
        sources: &outcome.sources,
        fingerprints: &outcome.fingerprints,
        rules: &rules,
        summary: outcome.summary,
        version: env!("CARGO_PKG_VERSION"),
        prefix: &prefix,
        style,
    };
    let mut files = Ok(());
    for (format, file) in &arguments.outputs {
        let plain = Context {
            style: Style {
                quiet: style.quiet,
                ..Style::PLAIN
            },
            ..context
        };
        let written = write_file(*format, &plain, file)
            .map_err(|error| format!("cannot write `{}`: {}", file.display(), reason(&error)));
        files = files.and(written);
    }
    let mut out = BufWriter::new(io::stdout().lock());
    let written = arguments.format.render(&context, &mut out);
    match written.and_then(|()| out.flush()) {
        // Whoever read along has seen enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            files.and(Err(format!("cannot write: {}", reason(&error))))
        }
        _ => files,
    }
}

fn write_file(format: Format, context: &Context, file: &PathBuf) -> io::Result<()> {
    let mut bytes = Vec::new();
    format.render(context, &mut bytes)?;
    fs::write(file, bytes)
}
