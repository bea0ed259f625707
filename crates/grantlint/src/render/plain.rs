//! The places of a finding in words, for terminals that cannot draw and for whoever
//! has them read out: a line with the place and what it is, then the source.

use std::io::{self, Write};

use grantlint_parser::source::{FileId, Span};
use grantlint_rules::finding::Finding;

use super::place::Place;
use super::{Context, escaped};

/// The characters of a line of source that are shown.
const MOST_CHARACTERS: usize = 200;

/// Writes the primary place, then the others.
///
/// # Errors
/// What the writer answers.
pub(super) fn places(context: &Context, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let related = finding.related.iter().map(|label| ("see", label));
    for (word, label) in std::iter::once(("at", &finding.primary)).chain(related) {
        let place = Place::of(context.sources, label.at);
        let (path, start) = (escaped(place.path), place.start);
        let between = if label.message.is_empty() { "" } else { ": " };
        let says = escaped(&label.message);
        let (line, column) = (start.line, start.column);
        writeln!(out, "  {word} {path}:{line}:{column}{between}{says}")?;
        let text = shown(context, label.at.file, line);
        let text = text.trim();
        if !text.is_empty() {
            let shown: String = text.chars().take(MOST_CHARACTERS).collect();
            let rest = if shown.len() < text.len() { "..." } else { "" };
            writeln!(out, "    {}{rest}", escaped(&shown))?;
        }
    }
    Ok(())
}

/// A line of source, in which `***` stands for each secret.
fn shown(context: &Context, id: FileId, line: u32) -> String {
    let file = context.sources.get(id);
    let (start, text) = file.and_then(|file| file.line(line)).unwrap_or((0, ""));
    let secrets = context.report.secrets.iter();
    let secrets: Vec<Span> = secrets
        .filter(|secret| secret.file == id)
        .map(|secret| secret.span)
        .collect();
    let mut shown = String::new();
    let mut at = 0;
    // What is longer is cut off.
    while shown.len() <= 8 * MOST_CHARACTERS {
        let byte = start + at as u32;
        let secret = secrets
            .iter()
            .find(|secret| (secret.start..secret.end).contains(&byte));
        if let Some(secret) = secret.filter(|_| at < text.len()) {
            shown.push_str("***");
            at = (secret.end - start) as usize;
        } else if let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            shown.push(c);
            at += c.len_utf8();
        } else {
            break;
        }
    }
    shown
}
