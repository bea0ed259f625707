//! `compact`: one line for each finding, for problem matchers and `grep`.
//!
//! `path:line:column: severity: message [rule]`; columns count characters
//! from 1.

use std::io::{self, Write};

use super::{Context, escaped};

/// Writes the findings.
///
/// # Errors
/// What the writer answers.
pub fn render(context: &Context, out: &mut dyn Write) -> io::Result<()> {
    for finding in &context.report.findings {
        let at = finding.primary.at;
        let (line, column) = context.sources.get(at.file).map_or((1, 1), |file| {
            let start = file.position(at.span.start);
            (start.line, start.column)
        });
        writeln!(
            out,
            "{}:{line}:{column}: {}: {} [{}]",
            escaped(context.sources.path(at.file)),
            finding.severity,
            escaped(&finding.message),
            finding.rule,
        )?;
    }
    Ok(())
}
