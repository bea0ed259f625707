//! The lines of source that a finding shows, made fit for a terminal.
//!
//! A terminal must not act on what a file holds, and a line may be a megabyte
//! long. So lines are copied, control characters written out, long lines cut to
//! a window around their marks, and the marks moved along.

use std::collections::BTreeSet;
use std::ops::Range;

use grantlint_parser::source::{FileId, Location, SourceFile, Sources, Span};
use grantlint_rules::finding::{Finding, Label};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::is_unprintable;

/// Some neighbouring lines of one file.
pub(super) struct Snippet {
    /// `path:line:column` of the first mark, or of the primary one.
    pub name: String,
    /// The number of the first line, from 1.
    pub first_line: u32,
    /// The lines, as they are shown.
    pub text: String,
    /// What is marked in them, in order, none overlapping another.
    pub marks: Vec<Mark>,
}

impl Snippet {
    /// The number of the last line.
    pub(super) fn last_line(&self) -> u32 {
        self.first_line + self.text.matches('\n').count() as u32
    }

    /// How many columns of its line come before a byte of the text.
    pub(super) fn column(&self, byte: usize) -> usize {
        let before = self.text.get(..byte).unwrap_or("");
        before.rsplit('\n').next().unwrap_or("").width()
    }
}

/// A marked stretch of a line.
pub(super) struct Mark {
    /// First byte in the snippet's text.
    pub start: usize,
    /// Number of bytes; never 0.
    pub length: usize,
    /// The words on it.
    pub message: String,
    /// Whether it is the line to change.
    pub primary: bool,
}

/// How lines are shown.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    /// The columns that a line of source may take.
    pub columns: usize,
    /// What stands for what is cut off.
    pub ellipsis: &'static str,
}

/// The snippets of a finding: that of the primary label first, then the others of
/// its file, then the other files in the order of the labels.
/// What lies under `secrets` is not shown.
pub(super) fn snippets(
    sources: &Sources,
    finding: &Finding,
    secrets: &[Location],
    limits: Limits,
) -> Vec<Snippet> {
    let primary = std::iter::once((&finding.primary, true));
    let labels = primary.chain(finding.related.iter().map(|label| (label, false)));
    let mut files: Vec<(FileId, Vec<Place>)> = Vec::new();
    for (label, primary) in labels {
        let Some(file) = sources.get(label.at.file) else {
            continue;
        };
        let place = Place::of(file, label, primary);
        match files.iter_mut().find(|(id, _)| *id == label.at.file) {
            Some((_, places)) => places.push(place),
            None => files.push((label.at.file, vec![place])),
        }
    }
    files
        .into_iter()
        .filter_map(|(id, places)| {
            let secrets = secrets.iter().filter(|secret| secret.file == id);
            let file = File {
                text: sources.get(id)?,
                secrets: secrets.map(|secret| secret.span).collect(),
            };
            Some((file, places))
        })
        .flat_map(|(file, places)| of_file(&file, places, limits))
        .collect()
}

/// Appends `text` as it may be shown; tabs become spaces up to the next multiple
/// of `TAB` columns from `column` on.
pub(super) fn push_shown(out: &mut String, c: char, column: usize) -> usize {
    let before = out.len();
    match c {
        '\t' => {
            let width = TAB - column % TAB;
            out.extend(std::iter::repeat_n(' ', width));
            width
        }
        c if is_unprintable(c) => {
            out.extend(c.escape_unicode());
            out.len() - before
        }
        c => {
            out.push(c);
            c.width().unwrap_or(0)
        }
    }
}

const TAB: usize = 4;

/// What is shown of a secret, however long it is.
const STARS: usize = 3;

/// A label as a stretch of one line: where it covers several, the first.
struct Place {
    line: u32,
    /// Bytes from the line's start.
    start: usize,
    end: usize,
    column: u32,
    message: String,
    primary: bool,
}

impl Place {
    fn of(file: &SourceFile, label: &Label, primary: bool) -> Place {
        let from = file.position(label.at.span.start);
        let (line_start, text) = file.line(from.line).unwrap_or((from.byte, ""));
        let start = (from.byte - line_start.min(from.byte)) as usize;
        let end = (label.at.span.end.saturating_sub(line_start) as usize).min(text.len());
        Place {
            line: from.line,
            start: start.min(text.len()),
            end: end.max(start.min(text.len())),
            column: from.column,
            message: label.message.clone(),
            primary,
        }
    }
}

/// A file, and what in it must not be shown.
struct File<'a> {
    text: &'a SourceFile,
    secrets: Vec<Span>,
}

impl File<'_> {
    /// The secret that the byte is in.
    fn secret(&self, byte: usize) -> Option<Span> {
        let holds = |secret: &&Span| (secret.start as usize..secret.end as usize).contains(&byte);
        self.secrets.iter().find(holds).copied()
    }
}

fn of_file(file: &File, mut places: Vec<Place>, limits: Limits) -> Vec<Snippet> {
    places.sort_by_key(|place| (place.line, place.start, place.end));
    let mut lines = BTreeSet::new();
    for place in &places {
        lines.insert(place.line);
        if place.primary {
            let around = [place.line.saturating_sub(1), place.line + 1];
            lines.extend(
                around
                    .into_iter()
                    .filter(|&line| !is_blank(file.text, line)),
            );
        }
    }
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for line in lines {
        match ranges.last_mut() {
            Some((_, last)) if line <= *last + 2 => *last = line,
            _ => ranges.push((line, line)),
        }
    }
    let of_range = |(first, last): (u32, u32)| {
        let here = |place: &&Place| (first..=last).contains(&place.line);
        let places: Vec<&Place> = places.iter().filter(here).collect();
        let heading = places.iter().find(|place| place.primary);
        let heading = heading.or(places.first())?;
        let name = format!(
            "{}:{}:{}",
            super::escaped(file.text.path()),
            heading.line,
            heading.column
        );
        let mut snippet = Snippet {
            name,
            first_line: first,
            text: String::new(),
            marks: Vec::new(),
        };
        for line in first..=last {
            let on_line: Vec<&Place> = places.iter().copied().filter(|p| p.line == line).collect();
            let (start, text) = file.text.line(line).unwrap_or((0, ""));
            let line_of = Line {
                file,
                start: start as usize,
                text,
            };
            push_line(&mut snippet, &line_of, &on_line, limits);
            if line != last {
                snippet.text.push('\n');
            }
        }
        Some(snippet)
    };
    // The first place that is named is the line to change, in every format.
    let is_first = |(first, last): &(u32, u32)| {
        let primary = places.iter().find(|place| place.primary);
        primary.is_some_and(|place| (*first..=*last).contains(&place.line))
    };
    ranges.sort_by_key(|range| !is_first(range));
    ranges.into_iter().filter_map(of_range).collect()
}

fn is_blank(file: &SourceFile, line: u32) -> bool {
    file.line(line)
        .is_none_or(|(_, text)| text.trim().is_empty())
}

/// A line of a file.
struct Line<'a> {
    file: &'a File<'a>,
    /// Its first byte in the file.
    start: usize,
    text: &'a str,
}

/// Appends one line with its marks.
fn push_line(snippet: &mut Snippet, line: &Line, places: &[&Place], limits: Limits) {
    let text = line.text;
    let window = window(text, places, limits.columns);
    let mut column = 0;
    let mut stops = Vec::with_capacity(places.len() * 2);
    if window.start > 0 {
        snippet.text.push_str(limits.ellipsis);
        column += limits.ellipsis.chars().count();
    }
    let shown = text.get(window.clone()).unwrap_or("");
    let mut stars = 0;
    for (at, c) in shown.char_indices() {
        stops.push((window.start + at, snippet.text.len()));
        let byte = line.start + window.start + at;
        let secret = line.file.secret(byte);
        let is_quote = |secret: Span| {
            c == '"' && [secret.start as usize, secret.end as usize - 1].contains(&byte)
        };
        if secret.is_some_and(|secret| !is_quote(secret)) {
            // Not even how long it is.
            if stars < STARS {
                column += push_shown(&mut snippet.text, '*', column);
            }
            stars += 1;
        } else if c != '\u{feff}' {
            column += push_shown(&mut snippet.text, c, column);
            stars = 0;
        }
    }
    let end = snippet.text.len();
    if window.end < text.len() {
        snippet.text.push_str(limits.ellipsis);
    }
    let shown_at = |byte: usize| {
        let next = stops.partition_point(|&(source, _)| source < byte);
        stops.get(next).map_or(end, |&(_, shown)| shown)
    };
    let first_mark = snippet.marks.len();
    for place in places {
        let start = shown_at(place.start);
        let mark = Mark {
            start,
            length: shown_at(place.end).saturating_sub(start),
            message: place.message.clone(),
            primary: place.primary,
        };
        push_mark(&mut snippet.marks, first_mark, mark);
    }
    for mark in snippet.marks.iter_mut().skip(first_mark) {
        if mark.length == 0 {
            if mark.start >= snippet.text.len() {
                snippet.text.push(' ');
            }
            let rest = snippet.text.get(mark.start..).unwrap_or("");
            mark.length = rest.chars().next().map_or(1, char::len_utf8);
        }
    }
}

/// Marks on one line must not overlap, or they can't be drawn: of two that
/// start together one is made, of two that overlap the first ends early.
fn push_mark(marks: &mut Vec<Mark>, first_on_line: usize, mark: Mark) {
    if marks.len() > first_on_line
        && let Some(last) = marks.last_mut()
    {
        if last.start == mark.start {
            last.length = last.length.max(mark.length);
            last.primary |= mark.primary;
            let known = last.message.is_empty() || mark.message.is_empty();
            let between = if known { "" } else { "\n" };
            last.message = format!("{}{between}{}", last.message, mark.message);
            return;
        }
        last.length = last.length.min(mark.start.saturating_sub(last.start));
    }
    marks.push(mark);
}

/// The bytes of the line that fit the columns, chosen so that the primary
/// place, else the first, is among them.
fn window(text: &str, places: &[&Place], columns: usize) -> Range<usize> {
    if text.len() <= columns && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return 0..text.len();
    }
    let wanted = places.iter().find(|place| place.primary);
    let wanted = wanted.or(places.first()).map_or(0, |place| place.start);
    // A line may be a megabyte long, and each finding in it comes by here.
    let reach = columns.saturating_mul(MOST_BYTES_A_COLUMN);
    let near = text.floor_char_boundary(wanted.saturating_sub(reach))
        ..text.ceil_char_boundary(wanted.saturating_add(reach));
    let mut scratch = String::new();
    let mut column = 0;
    // The byte and the column at which each character ends.
    let shown = text.get(near.clone()).unwrap_or("").char_indices();
    let ends: Vec<(usize, usize)> = shown
        .map(|(at, c)| {
            scratch.clear();
            column += push_shown(&mut scratch, c, column);
            (near.start + at + c.len_utf8(), column)
        })
        .collect();
    if column <= columns && near == (0..text.len()) {
        return near;
    }
    let columns = columns.saturating_sub(2 * ELLIPSIS_ROOM).max(ELLIPSIS_ROOM);
    let before = ends.partition_point(|&(end, _)| end <= wanted);
    let before = before.checked_sub(1).and_then(|at| ends.get(at));
    let from = before.map_or(0, |&(_, column)| column);
    // A mark near the start leaves the line's start in sight, any other stands
    // a third of the way in, and the line's end leaves no room unused.
    let left = match from < columns * 2 / 3 {
        true => 0,
        false => (from - columns / 3).min(column.saturating_sub(columns)),
    };
    let byte_at = |column: usize| {
        let fits = ends.partition_point(|&(_, end)| end <= column);
        let last = fits.checked_sub(1).and_then(|at| ends.get(at));
        last.map_or(near.start, |&(end, _)| end)
    };
    byte_at(left)..byte_at(left + columns)
}

/// A character of one column has at most four bytes, and combining characters
/// follow it; what has more of them than this is cut early.
const MOST_BYTES_A_COLUMN: usize = 8;

const ELLIPSIS_ROOM: usize = 3;
