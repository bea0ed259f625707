//! One text that holds every string of the tables, each once.
//!
//! A table of `&'static str` costs a relocation for each entry when the program
//! starts; a table of offsets into one text costs nothing.

use std::collections::HashMap;

/// A string of a pool: where it starts and how long it is, in bytes. The default is
/// the empty string.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Text(pub u32, pub u32);

/// A run of entries of another table: the first one and how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct List(pub u32, pub u32);

impl Text {
    /// The string, if the pool's text has it.
    pub fn of(self, text: &str) -> &str {
        let start = self.0 as usize;
        text.get(start..start.saturating_add(self.1 as usize))
            .unwrap_or_default()
    }
}

impl List {
    /// The entries, if the table has them.
    pub fn of<T>(self, table: &[T]) -> &[T] {
        let start = self.0 as usize;
        table
            .get(start..start.saturating_add(self.1 as usize))
            .unwrap_or_default()
    }

    /// The run that starts at the end of `table` and holds `entries`, which are added.
    pub fn push<T>(table: &mut Vec<T>, entries: impl IntoIterator<Item = T>) -> Self {
        let start = table.len();
        table.extend(entries);
        Self(number(start), number(table.len().saturating_sub(start)))
    }
}

/// Gathers strings; equal ones are stored once.
#[derive(Debug, Default)]
pub struct Pool {
    text: String,
    known: HashMap<String, Text>,
}

impl Pool {
    /// The place of `string` in the pool, which has it from now on.
    pub fn add(&mut self, string: &str) -> Text {
        if string.is_empty() {
            return Text::default();
        }
        if let Some(&known) = self.known.get(string) {
            return known;
        }
        let place = Text(number(self.text.len()), number(string.len()));
        self.text.push_str(string);
        self.known.insert(string.to_owned(), place);
        place
    }

    /// The string at a place that [`Self::add`] gave.
    pub fn get(&self, place: Text) -> &str {
        place.of(&self.text)
    }

    /// All strings in one text.
    pub fn finish(self) -> String {
        self.text
    }
}

/// A position as the tables store it. Tables of more than 4 GiB are not foreseen:
/// what lies beyond cannot be found, and reads as empty.
pub(crate) fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
