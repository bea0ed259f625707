//! `github`: workflow commands, which GitHub turns into annotations.
//!
//! `::error file=…,line=…,endLine=…,col=…,endColumn=…,title=…::message`; see
//! "Workflow commands for GitHub Actions". A step shows ten annotations of each
//! kind; what is beyond that is counted in a last notice. Columns count
//! characters from 1, and the end is exclusive, as other linters have it.

use std::io::{self, Write};

use grantlint_rules::finding::{Finding, Severity};

use super::place::Place;
use super::{Context, escaped, escaped_lines};

/// How many annotations of one kind GitHub shows of a step.
const CAP: usize = 10;

/// Writes the findings.
///
/// # Errors
/// What the writer answers.
pub fn render(context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let mut left = Left::new(context);
    for finding in &context.report.findings {
        if left.take(finding.severity) {
            annotation(context, finding, out)?;
        }
    }
    let Some(rest) = left.rest() else {
        return Ok(());
    };
    let text = format!(
        "{rest} not annotated here: GitHub shows {CAP} annotations of a kind for each step"
    );
    writeln!(out, "::notice title=grantlint::{}", data(&text))
}

fn annotation(context: &Context, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = Place::first_line(context.sources, finding.primary.at);
    let mut message = escaped(&finding.message).into_owned();
    if let Some(help) = &finding.help {
        message.push_str("\n\n");
        message.push_str(&escaped_lines(help));
    }
    writeln!(
        out,
        "::{command} file={},line={},endLine={},col={},endColumn={},title={}::{}",
        property(&context.at_root(place.path)),
        place.start.line,
        place.end.line,
        place.start.column,
        place.end.column,
        property(&finding.rule),
        data(&message),
    )
}

/// How many annotations are yet to be had.
struct Left {
    errors: Kind,
    warnings: Kind,
    notes: Kind,
}

#[derive(Clone, Copy)]
struct Kind {
    room: usize,
    hidden: usize,
}

impl Left {
    fn new(context: &Context) -> Self {
        let count = |severity| {
            let same = context.report.findings.iter();
            same.filter(|finding| finding.severity == severity).count()
        };
        let full = Kind {
            room: CAP,
            hidden: 0,
        };
        let errors = count(Severity::Error);
        let warnings = count(Severity::Warning);
        let notes = count(Severity::Note);
        let overflows = errors > CAP || warnings > CAP || notes > CAP;
        Left {
            errors: full,
            warnings: full,
            notes: Kind {
                // The notice that counts the rest needs a place of its own.
                room: CAP - usize::from(overflows),
                hidden: 0,
            },
        }
    }

    /// Whether there is room for one more, which is then taken.
    fn take(&mut self, severity: Severity) -> bool {
        let kind = match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
        };
        let fits = kind.room > 0;
        kind.room = kind.room.saturating_sub(1);
        kind.hidden += usize::from(!fits);
        fits
    }

    /// What was refused, in words: `3 errors and 1 note are`.
    fn rest(&self) -> Option<String> {
        let kinds = [
            (self.errors.hidden, "error"),
            (self.warnings.hidden, "warning"),
            (self.notes.hidden, "note"),
        ];
        let total: usize = kinds.iter().map(|(hidden, _)| hidden).sum();
        let words: Vec<String> = kinds
            .iter()
            .filter(|(hidden, _)| *hidden > 0)
            .map(|(hidden, name)| super::counted(*hidden, name))
            .collect();
        let (last, first) = words.split_last()?;
        let list = if first.is_empty() {
            last.clone()
        } else {
            format!("{} and {last}", first.join(", "))
        };
        Some(format!("{list} {}", if total == 1 { "is" } else { "are" }))
    }
}

/// As `escapeData` of GitHub's toolkit.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// As `escapeProperty` of GitHub's toolkit.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_and_data_are_escaped_as_the_runner_reads_them() {
        assert_eq!(data("100 %, a:b\r\n"), "100 %25, a:b%0D%0A");
        assert_eq!(property("C:/x, y%.tf\n"), "C%3A/x%2C y%25.tf%0A");
    }
}
