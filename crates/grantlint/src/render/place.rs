//! From bytes to the lines and columns that the formats want: characters for
//! most, bytes of the line for reviewdog.

use grantlint_parser::source::{Location, SourceFile, Sources, Span};

/// A place in a file, from `start` to before `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// The path as it is shown: from where the command runs.
    pub(super) path: &'a str,
    pub(super) start: Point,
    pub(super) end: Point,
}

/// A line and column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) line: u32,
    /// In characters, a byte order mark not counted.
    pub(super) column: u32,
    /// In bytes of the line as it is in the file.
    pub(super) byte_column: u32,
}

impl Place<'_> {
    /// The whole of a location.
    pub(super) fn of(sources: &Sources, at: Location) -> Place<'_> {
        Self::new(sources, at, |_, span| span.end)
    }

    /// A location cut off at the end of its first line: code scanning shows an
    /// alert on a pull request only if every line of it was changed there.
    pub(super) fn first_line(sources: &Sources, at: Location) -> Place<'_> {
        Self::new(sources, at, |file, span| {
            let line = file.line(file.position(span.start).line);
            let line_end = line.map_or(span.end, |(start, text)| start + text.len() as u32);
            span.end.min(line_end)
        })
    }

    fn new(sources: &Sources, at: Location, end: impl Fn(&SourceFile, Span) -> u32) -> Place<'_> {
        let Some(file) = sources.get(at.file) else {
            let first = Point {
                line: 1,
                column: 1,
                byte_column: 1,
            };
            return Place {
                path: "",
                start: first,
                end: first,
            };
        };
        let start = at.span.start;
        Place {
            path: file.path(),
            start: point(file, start),
            end: point(file, end(file, at.span).max(start)),
        }
    }
}

fn point(file: &SourceFile, byte: u32) -> Point {
    let position = file.position(byte);
    let line_start = file.line(position.line).map_or(0, |(start, _)| start);
    Point {
        line: position.line,
        column: position.column,
        byte_column: position.byte.saturating_sub(line_start) + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, span: (u32, u32), whole: [u32; 6], one_line: [u32; 3]) {
        let mut sources = Sources::default();
        let file = sources.add("a.tf", text);
        let at = Span::new(span.0, span.1).in_file(file);
        let flat = |p: Point| [p.line, p.column, p.byte_column];
        let place = Place::of(&sources, at);
        assert_eq!([flat(place.start), flat(place.end)].concat(), whole);
        let cut = Place::first_line(&sources, at);
        assert_eq!((cut.start, flat(cut.end)), (place.start, one_line));
    }

    #[test]
    fn columns_count_characters_and_bytes() {
        check("a = \"é𐐀\"\n", (4, 12), [1, 5, 5, 1, 9, 13], [1, 9, 13]);
    }

    #[test]
    fn a_span_of_several_lines_ends_with_the_first() {
        check("aé {\r\n}\n", (0, 8), [1, 1, 1, 2, 2, 2], [1, 5, 6]);
    }

    #[test]
    fn an_empty_span_stays_empty() {
        check("ab\ncd\n", (4, 4), [2, 2, 2, 2, 2, 2], [2, 2, 2]);
        check("", (0, 0), [1, 1, 1, 1, 1, 1], [1, 1, 1]);
        check("ab\n", (3, 3), [2, 1, 1, 2, 1, 1], [2, 1, 1]);
    }

    #[test]
    fn a_span_that_starts_in_a_line_ending_is_empty() {
        check("ab\r\ncd", (3, 6), [1, 4, 4, 2, 3, 3], [1, 4, 4]);
    }

    #[test]
    fn a_byte_order_mark_is_no_character_but_three_bytes() {
        check("\u{feff}ab", (3, 5), [1, 1, 4, 1, 3, 6], [1, 3, 6]);
    }
}
