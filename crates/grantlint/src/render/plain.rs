//! The places of a finding in words, for terminals that cannot draw and for whoever
//! has them read out: a line with the place and what it is, then the source.

use std::io::{self, Write};

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
        let file = context.sources.get(label.at.file);
        let text = file
            .and_then(|file| file.line(line))
            .map_or("", |(_, text)| text);
        let text = text.trim();
        if !text.is_empty() {
            let shown: String = text.chars().take(MOST_CHARACTERS).collect();
            let rest = if shown.len() < text.len() { "..." } else { "" };
            writeln!(out, "    {}{rest}", escaped(&shown))?;
        }
    }
    Ok(())
}
