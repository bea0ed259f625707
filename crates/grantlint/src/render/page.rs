//! A page for a person: a rule, or what is known of an operation or a permission.

use std::io::{self, Write};

use grantlint_rules::explanation::Page;
use grantlint_rules::finding::Severity;
use grantlint_rules::rule::{Level, Rule};
use owo_colors::OwoColorize;

use super::paint::Paint;
use super::{Style, escaped};

/// Writes the page of a rule.
///
/// # Errors
/// What the writer answers.
pub fn render(rule: &Rule, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let paint = Paint::new(style);
    let (level, ink) = match (rule.severity, rule.pedantic) {
        (Level::At(severity), _) => (severity.to_string(), paint.severity(severity)),
        (Level::Off, Some(Level::At(severity))) => (
            format!("off; {severity} with --pedantic"),
            paint.severity(Severity::Note),
        ),
        (Level::Off, _) => ("off".to_owned(), paint.faint()),
    };
    let title = format!("{} ({level})", rule.id);
    writeln!(out, "{}", title.style(ink))?;
    paragraphs(paint, &rule.summary, out)?;
    section(paint, "why", out)?;
    paragraphs(paint, &rule.why, out)?;
    section(paint, "what to do", out)?;
    paragraphs(paint, &rule.fix, out)?;
    let example = &rule.example;
    let both = example.settings.as_deref();
    let shown = [
        ("a configuration that has it", Some(example.bad.as_str())),
        (
            "with this grantlint.toml",
            example.bad_settings.as_deref().or(both),
        ),
        ("one that does not", Some(example.good.as_str())),
    ];
    for (title, text) in shown {
        if let Some(text) = text {
            section(paint, title, out)?;
            code(text, out)?;
        }
    }
    if !rule.references.is_empty() {
        section(paint, "references", out)?;
        for reference in &rule.references {
            writeln!(out, "  {}", paint.link(reference, paint.faint(), reference))?;
        }
    }
    Ok(())
}

/// Writes what is known of something.
///
/// # Errors
/// What the writer answers.
pub fn known(page: &Page, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let paint = Paint::new(style);
    writeln!(out, "{}", escaped(&page.title).style(paint.strong()))?;
    for part in &page.sections {
        section(paint, &part.title, out)?;
        for item in &part.items {
            for (at, line) in paint.wrapped(&escaped(item), 2, 4).iter().enumerate() {
                let indent = if at == 0 { "  " } else { "    " };
                writeln!(out, "{indent}{line}")?;
            }
        }
    }
    Ok(())
}

fn section(paint: Paint, title: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n{}", format!("{title}:").style(paint.strong()))
}

/// Lines of a paragraph are joined and broken anew; a blank line ends one, and a
/// list item begins one.
fn paragraphs(paint: Paint, text: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        let line = line.trim();
        let item = line.starts_with("- ");
        if line.is_empty() {
            paragraphs.push(String::new());
            open = false;
        } else if let Some(last) = paragraphs.last_mut().filter(|_| open && !item) {
            last.push(' ');
            last.push_str(line);
        } else {
            paragraphs.push(line.to_owned());
            open = true;
        }
    }
    let last = paragraphs.iter().rposition(|text| !text.is_empty());
    for paragraph in paragraphs.iter().take(last.map_or(0, |last| last + 1)) {
        for line in paint.wrapped(paragraph, 2, 2) {
            writeln!(out, "{}", format!("  {line}").trim_end())?;
        }
    }
    Ok(())
}

fn code(text: &str, out: &mut dyn Write) -> io::Result<()> {
    for line in text.trim_matches('\n').lines() {
        writeln!(out, "{}", format!("  {line}").trim_end())?;
    }
    Ok(())
}
