//! `human`: for a person at a terminal.
//!
//! miette's graphical handler draws the source, one box for each stretch of
//! lines, since it knows one source for each diagnostic and a finding's places
//! lie in several files. After the findings come what stayed undecided and why,
//! what must hold outside Terraform, and the figures.

use std::fmt;
use std::io::{self, Write};

use grantlint_rules::finding::{Basis, Finding};
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};
use owo_colors::{OwoColorize, Style as Ink};

use super::paint::Paint;
use super::snippet::{Limits, Snippet, snippets};
use super::{Context, escaped, plain, tail};

/// Writes the findings and what else a person wants to know.
///
/// # Errors
/// What the writer answers.
pub fn render(context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let paint = Paint::new(context.style);
    for finding in &context.report.findings {
        heading(context, paint, finding, out)?;
        if context.style.drawn {
            places(context, paint, finding, out)?;
        } else {
            plain::places(context, finding, out)?;
        }
        if finding.basis == Basis::Reported {
            let note = "note:".style(paint.help());
            writeln!(
                out,
                "  {note} reported from the field, not published by the platform"
            )?;
        }
        if let Some(text) = &finding.help {
            help(paint, text, out)?;
        }
        writeln!(out)?;
    }
    if context.style.quiet {
        return Ok(());
    }
    tail::render(context, paint, out)
}

/// The most boxes that one finding is drawn with; further places are named.
const MOST_BOXES: usize = 6;

/// The columns that a box takes to the left of the source.
const GUTTER: usize = 8;

/// The columns of the hook that words hang from: `╰── `.
const HOOK: usize = 4;

fn heading(
    context: &Context,
    paint: Paint,
    finding: &Finding,
    out: &mut dyn Write,
) -> io::Result<()> {
    let title = format!("{}[{}]", finding.severity, finding.rule);
    let url = context.rules.iter().find(|rule| rule.id == finding.rule);
    let url = url.map_or("", |rule| &rule.url);
    let message = escaped(&finding.message);
    let message = paint.wrapped(&message, title.len() + 2, 4).join("\n    ");
    let title = paint.link(&title, paint.severity(finding.severity), url);
    let message = format!(": {message}");
    writeln!(out, "{title}{}", message.style(paint.strong()))
}

fn places(
    context: &Context,
    paint: Paint,
    finding: &Finding,
    out: &mut dyn Write,
) -> io::Result<()> {
    let limits = Limits {
        columns: context.style.width.saturating_sub(GUTTER).max(20),
        ellipsis: if context.style.unicode { "…" } else { "..." },
    };
    let snippets = snippets(context.sources, finding, &context.report.secrets, limits);
    // Of a file that could not be read there is nothing to draw.
    let (drawable, empty): (Vec<_>, Vec<_>) = snippets
        .into_iter()
        .partition(|snippet| !snippet.text.trim().is_empty());
    for snippet in empty {
        writeln!(out, "  --> {}", snippet.name.style(paint.strong()))?;
    }
    let (boxes, rest) = drawable.split_at(drawable.len().min(MOST_BOXES));
    let digits = |snippet: &Snippet| snippet.last_line().to_string().len();
    let widest = boxes.iter().map(digits).max().unwrap_or(1);
    for (at, snippet) in boxes.iter().enumerate() {
        let indent = " ".repeat(widest - digits(snippet));
        let drawn = draw(paint, finding, snippet);
        let lines: Vec<&str> = drawn.lines().collect();
        // All boxes of a finding hang together: only the last one is closed.
        let closed = at + 1 == boxes.len();
        let lines = lines.get(..lines.len().saturating_sub(usize::from(!closed)));
        for (row, line) in lines.unwrap_or_default().iter().enumerate() {
            let line = line.trim_end();
            if row == 0 && at > 0 {
                let (top, cross) = if context.style.unicode {
                    ("╭", "├")
                } else {
                    (",", "|")
                };
                writeln!(out, "{indent}{}", line.replacen(top, cross, 1))?;
            } else {
                writeln!(out, "{indent}{line}")?;
            }
        }
    }
    for snippet in rest {
        let says = snippet.marks.first().map_or("", |mark| &mark.message);
        let between = if says.is_empty() { "" } else { ": " };
        let place = format!("  also at {}{between}{says}", snippet.name);
        writeln!(out, "{}", place.style(paint.faint()))?;
    }
    Ok(())
}

/// One box: what miette draws of it, without the heading that it begins with.
fn draw(paint: Paint, finding: &Finding, snippet: &Snippet) -> String {
    let mut characters = if paint.style().unicode {
        ThemeCharacters::unicode()
    } else {
        ThemeCharacters::ascii()
    };
    if paint.style().unicode {
        characters.underline = '━';
        characters.underbar = '┯';
    }
    let ink = |primary: bool| {
        if primary {
            paint.severity(finding.severity)
        } else {
            paint.related()
        }
    };
    let mut styles = ThemeStyles::none();
    styles.linum = paint.faint();
    styles.link = paint.strong();
    styles.highlights = snippet.marks.iter().map(|mark| ink(mark.primary)).collect();
    if styles.highlights.is_empty() {
        styles.highlights.push(Ink::new());
    }
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_urls(false)
        .with_width(paint.style().width)
        .without_primary_span_start()
        .without_syntax_highlighting();
    let mut drawn = String::new();
    // Writing to a string does not fail, and miette fails only where a span
    // lies outside the source, which `BoxOfLines` does not let happen.
    let _ = handler.render_report(&mut drawn, &BoxOfLines { paint, snippet });
    // The first line is miette's own heading, here empty.
    let (_, lines) = drawn.split_once('\n').unwrap_or_default();
    lines.to_owned()
}

/// Prose is wrapped. What is indented, ends in a bracket or gives a name a value is code
/// to copy: it is set in and stays whole.
fn help(paint: Paint, text: &str, out: &mut dyn Write) -> io::Result<()> {
    const INDENT: usize = 8;
    let mut first = true;
    for line in text.lines() {
        let line = escaped(line);
        let is_code = line.starts_with(' ')
            || line.ends_with(['{', '}', ']', '['])
            || line
                .split_once(" = ")
                .is_some_and(|(name, _)| !name.contains(' '));
        let lines = if is_code {
            vec![format!("  {line}")]
        } else {
            paint.wrapped(&line, INDENT, INDENT)
        };
        for line in lines {
            if first {
                writeln!(out, "  {} {line}", "help:".style(paint.help()))?;
                first = false;
            } else if line.is_empty() {
                writeln!(out)?;
            } else {
                writeln!(out, "{:INDENT$}{line}", "")?;
            }
        }
    }
    Ok(())
}

/// A snippet in the shape that miette takes.
struct BoxOfLines<'a> {
    paint: Paint,
    snippet: &'a Snippet,
}

impl fmt::Debug for BoxOfLines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.snippet.name)
    }
}

/// Empty: the heading is ours.
impl fmt::Display for BoxOfLines<'_> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for BoxOfLines<'_> {}

impl Diagnostic for BoxOfLines<'_> {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = |mark: &super::snippet::Mark| {
            let words = (!mark.message.is_empty()).then(|| {
                // miette hangs the words from the middle of the mark.
                let end = self.snippet.column(mark.start + mark.length);
                let middle = (self.snippet.column(mark.start) + end) / 2;
                let room = (middle + GUTTER + HOOK).min(self.paint.style().width * 2 / 3);
                let lines = mark.message.lines();
                let lines = lines.flat_map(|line| self.paint.wrapped(&escaped(line), room, room));
                lines.collect::<Vec<_>>().join("\n")
            });
            LabeledSpan::new(words, mark.start, mark.length)
        };
        Some(Box::new(self.snippet.marks.iter().map(label)))
    }
}

impl SourceCode for BoxOfLines<'_> {
    /// Always the whole snippet, so that miette draws a single box.
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        Ok(Box::new(MietteSpanContents::new_named(
            self.snippet.name.clone(),
            self.snippet.text.as_bytes(),
            SourceSpan::from(0..self.snippet.text.len()),
            self.snippet.first_line.saturating_sub(1) as usize,
            0,
            self.snippet.text.lines().count(),
        )))
    }
}
