//! Hops as a tree of lines, each with its place at the end.

use std::io::{self, Write};

use grantlint_parser::source::{Location, Sources};
use owo_colors::{OwoColorize, Style as Ink};

use super::paint::Paint;
use super::{Style, escaped};

/// A line of the tree, with those below it.
pub(super) struct Branch<'a> {
    /// The words, which may be user text.
    pub(super) text: &'a str,
    /// Where it stands.
    pub(super) at: Option<Location>,
    /// How its words are painted.
    pub(super) ink: Ink,
    /// What hangs on it.
    pub(super) branches: Vec<Branch<'a>>,
}

/// How the lines of a tree are drawn: beside the first line of a branch and beside its
/// other lines, while more branches follow and where it is the last one.
struct Lines {
    more: [&'static str; 2],
    last: [&'static str; 2],
}

const UNICODE: Lines = Lines {
    more: ["├─ ", "│  "],
    last: ["└─ ", "   "],
};
const ASCII: Lines = Lines {
    more: ["|- ", "|  "],
    last: ["`- ", "   "],
};
/// A screen reader would read the lines out.
const UNDRAWN: Lines = Lines {
    more: ["  ", "  "],
    last: ["  ", "  "],
};

/// Draws the branches below a title.
pub(super) fn draw(
    branches: &[Branch<'_>],
    sources: &Sources,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lines = match (style.drawn, style.unicode) {
        (false, _) => UNDRAWN,
        (true, true) => UNICODE,
        (true, false) => ASCII,
    };
    below(branches, "", &lines, sources, Paint::new(style), out)
}

fn below(
    branches: &[Branch<'_>],
    before: &str,
    lines: &Lines,
    sources: &Sources,
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (number, branch) in branches.iter().enumerate() {
        let [first, other] = if number + 1 == branches.len() {
            lines.last
        } else {
            lines.more
        };
        let under = format!("{before}{other}");
        let hanging = if branch.branches.is_empty() {
            format!("{under}  ")
        } else {
            format!("{under}{}", lines.more.last().unwrap_or(&""))
        };
        let indent = before.chars().count() + first.chars().count();
        let place = branch.at.map(|at| place(sources, at)).unwrap_or_default();
        let text = escaped(branch.text);
        let whole = if place.is_empty() {
            text.into_owned()
        } else {
            format!("{text}  {place}")
        };
        let wrapped = paint.wrapped(&whole, indent, indent + 3);
        for (at, line) in wrapped.iter().enumerate() {
            let begin = if at == 0 {
                format!("{before}{first}")
            } else {
                hanging.clone()
            };
            let begin = begin.style(paint.faint()).to_string();
            // The place is the last word of the last line.
            let (words, place) = match line.strip_suffix(&place) {
                Some(words) if at + 1 == wrapped.len() => (words, place.as_str()),
                _ => (line.as_str(), ""),
            };
            let words = match words.trim_end() {
                "" => String::new(),
                some => {
                    let gap = words.get(some.len()..).unwrap_or("");
                    format!("{}{gap}", some.style(branch.ink))
                }
            };
            let place = match place {
                "" => String::new(),
                place => place.style(paint.faint()).to_string(),
            };
            writeln!(out, "{}", format!("{begin}{words}{place}").trim_end())?;
        }
        below(&branch.branches, &under, lines, sources, paint, out)?;
    }
    Ok(())
}

/// `path:line:column`, where a location begins.
pub(crate) fn place(sources: &Sources, at: Location) -> String {
    let place = super::place::Place::of(sources, at);
    let (line, column) = (place.start.line, place.start.column);
    escaped(&format!("{}:{line}:{column}", place.path)).into_owned()
}
