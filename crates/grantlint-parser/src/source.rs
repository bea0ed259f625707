//! Files and places in them.
//!
//! Inside grantlint a place is a range of bytes. Lines and columns exist only
//! at the edge, where something is shown: [`SourceFile::position`] converts.

use std::sync::Arc;

/// A file of one run, by its number in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

impl FileId {
    /// Stands for a file that has no number yet.
    pub(crate) const UNNUMBERED: FileId = FileId(u32::MAX);
}

/// A range of bytes in one file; `end` is exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` to before `end`.
    pub fn new(start: u32, end: u32) -> Self {
        Span { start, end }
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The span in the given file.
    pub fn in_file(self, file: FileId) -> Location {
        Location { file, span: self }
    }
}

/// A span in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file.
    pub file: FileId,
    /// The bytes in it.
    pub span: Span,
}

/// A line and column, both counted from 1; the column counts characters
/// (Unicode scalar values), and `byte` counts bytes of the file from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Byte of the file, from 0.
    pub byte: u32,
}

/// The text of one file with the index of its lines.
#[derive(Clone, Debug)]
pub struct SourceFile {
    path: Arc<str>,
    text: Arc<str>,
    line_starts: Vec<u32>,
}

impl SourceFile {
    fn new(path: &str, text: Arc<str>) -> Self {
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes());
        let line_starts = std::iter::once(0)
            .chain(newlines.map(|at| at as u32 + 1))
            .collect();
        SourceFile {
            path: path.into(),
            text,
            line_starts,
        }
    }

    /// The path as it is shown: relative to where the command runs, with
    /// forward slashes.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text, a byte order mark included.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The text under a span; empty where the span does not fit the file.
    pub fn slice(&self, span: Span) -> &str {
        self.text
            .get(span.start as usize..span.end as usize)
            .unwrap_or("")
    }

    /// The line of a byte, from 1; a byte past the end is taken for the end.
    pub fn line_of(&self, byte: u32) -> u32 {
        let byte = byte.min(self.text.len() as u32);
        self.line_starts.partition_point(|&start| start <= byte) as u32
    }

    /// The line and column of a byte; a byte past the end is taken for the end.
    pub fn position(&self, byte: u32) -> Position {
        let byte = byte.min(self.text.len() as u32);
        let line = self.line_of(byte);
        let line_start = self
            .line_starts
            .get((line as usize).wrapping_sub(1))
            .copied()
            .unwrap_or(0);
        let before = self.slice(Span::new(line_start, byte));
        let column = before.trim_start_matches('\u{feff}').chars().count() as u32 + 1;
        Position { line, column, byte }
    }

    /// The text of a line (from 1) without its line ending, and the byte at
    /// which it starts.
    pub fn line(&self, line: u32) -> Option<(u32, &str)> {
        let start = *self.line_starts.get((line as usize).checked_sub(1)?)?;
        let end = self.line_starts.get(line as usize).copied();
        let text = self.slice(Span::new(start, end.unwrap_or(self.text.len() as u32)));
        Some((start, text.trim_end_matches(['\n', '\r'])))
    }
}

/// All files of one run.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Takes in a file under the path that it is shown by.
    pub fn add(&mut self, path: &str, text: impl Into<Arc<str>>) -> FileId {
        self.files.push(SourceFile::new(path, text.into()));
        FileId(self.files.len() as u32 - 1)
    }

    /// The file of that number, where this collection gave the number out.
    pub fn get(&self, file: FileId) -> Option<&SourceFile> {
        self.files.get(file.0 as usize)
    }

    /// The text under a location; empty where it does not fit.
    pub fn slice(&self, location: Location) -> &str {
        self.get(location.file)
            .map_or("", |file| file.slice(location.span))
    }

    /// The path of a file as it is shown.
    pub fn path(&self, file: FileId) -> &str {
        self.get(file).map_or("", SourceFile::path)
    }

    /// All files, in the order in which they were taken in.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files
            .iter()
            .enumerate()
            .map(|(id, file)| (FileId(id as u32), file))
    }
}
