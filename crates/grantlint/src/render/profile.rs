//! The answer of `why` on a profile: the verdicts on its calls, as a list for a person
//! and as JSON, version 1.

use std::io::{self, Write};

use grantlint_parser::source::Sources;
use grantlint_rules::derivation::{Derivation, StepKind};
use grantlint_rules::finding::Answer;
use owo_colors::OwoColorize;
use serde::Serialize;

use super::json::Head;
use super::paint::Paint;
use super::why::{Judged, severity};
use super::{Style, counted, escaped, write_json};

/// Writes the list: what is missing first.
///
/// # Errors
/// What the writer answers.
pub fn human(name: &str, all: &[Derivation], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let paint = Paint::new(style);
    let granted = all.iter().filter(|one| one.answer == Answer::Granted);
    let subject = all.first().map_or("", |one| one.subject.as_str());
    let title = format!(
        "`{subject}` may make {} of the {} of `profile:{name}`",
        granted.count(),
        counted(all.len(), "call")
    );
    for line in paint.wrapped(&escaped(&title), 0, 2) {
        writeln!(out, "{}", line.style(paint.strong()))?;
    }
    for (title, is_meant) in [
        (
            "missing",
            (|it| matches!(it, Answer::Missing(_))) as fn(&Answer) -> bool,
        ),
        ("undecided", |it| matches!(it, Answer::Undecided(_))),
        ("granted", |it| matches!(it, Answer::Granted)),
    ] {
        let mut meant = all.iter().filter(|one| is_meant(&one.answer)).peekable();
        if let Some(first) = meant.peek() {
            let ink = paint.severity(severity(&first.answer));
            writeln!(out, "\n{}", format!("{title}:").style(ink))?;
        }
        for one in meant {
            call(one, paint, out)?;
        }
    }
    // A shell takes brackets and quotation marks for its own.
    let quoted = match subject.contains('[') {
        true => format!("'{subject}'"),
        false => subject.to_owned(),
    };
    let more = format!("for the way to one of them: grantlint why {quoted} \"METHOD PATH\"");
    writeln!(out, "\n{}", escaped(&more).style(paint.faint()))
}

/// The operation, and below it what its verdict says besides.
fn call(one: &Derivation, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "  {}", escaped(&one.endpoint))?;
    let verdict = one
        .steps
        .iter()
        .filter(|step| step.kind == StepKind::Verdict);
    let below = verdict.flat_map(|step| &step.steps);
    let because = match &one.answer {
        Answer::Undecided(reason) => vec![format!("because {reason}")],
        Answer::Granted | Answer::Missing(_) => below.map(|step| step.text.clone()).collect(),
    };
    for text in because {
        for (at, line) in paint.wrapped(&escaped(&text), 6, 8).iter().enumerate() {
            let indent = if at == 0 { 6 } else { 8 };
            writeln!(out, "{:indent$}{line}", "")?;
        }
    }
    Ok(())
}

/// Writes one JSON object.
///
/// # Errors
/// What the writer answers.
pub fn json(
    name: &str,
    all: &[Derivation],
    sources: &Sources,
    out: &mut dyn Write,
) -> io::Result<()> {
    let document = Document {
        head: Head::this(),
        client: all.first().map_or("", |one| &one.subject),
        profile: name,
        calls: all.iter().map(|one| Judged::of(one, sources)).collect(),
    };
    write_json(&document, out)
}

/// The schema of the whole document.
#[cfg(feature = "schema")]
pub fn schema(generator: schemars::SchemaGenerator) -> schemars::Schema {
    generator.into_root_schema_for::<Document<'_>>()
}

/// What `grantlint why --format json` writes of a profile.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Document<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    /// The address of the client, permission set or user.
    client: &'a str,
    /// The profile's name.
    profile: &'a str,
    /// The verdicts on its calls, in the profile's order.
    calls: Vec<Judged<'a>>,
}
