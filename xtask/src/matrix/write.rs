//! Writes TOML for people to review: one key a line, long lists one name a line.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::Outcome;

/// The longest line, in characters, before a list is broken.
const WIDTH: usize = 100;

/// A TOML file in the making.
pub(super) struct Writer {
    text: String,
}

impl Writer {
    /// A file that says what it holds and where it comes from.
    pub(super) fn new(title: &str) -> Self {
        Self {
            text: format!("# {title}\n# Written by `cargo xtask matrix`; do not edit.\n\n"),
        }
    }

    pub(super) fn table(&mut self, name: &str) {
        let _ = writeln!(self.text, "\n[{name}]");
    }

    pub(super) fn entry(&mut self, name: &str) {
        let _ = writeln!(self.text, "\n[[{name}]]");
    }

    pub(super) fn text(&mut self, key: &str, value: &str) {
        let _ = writeln!(self.text, "{key} = {value:?}");
    }

    /// Writes a list, on one line if it fits and need not have a line for each name.
    pub(super) fn list<T: AsRef<str>>(&mut self, key: &str, values: &[T], lines: bool) {
        let quoted: Vec<String> = values
            .iter()
            .map(|value| format!("{:?}", value.as_ref()))
            .collect();
        let line = format!("{key} = [{}]", quoted.join(", "));
        if values.is_empty() || (line.len() <= WIDTH && !(lines && values.len() > 1)) {
            let _ = writeln!(self.text, "{line}");
            return;
        }
        let _ = writeln!(self.text, "{key} = [");
        for value in quoted {
            let _ = writeln!(self.text, "    {value},");
        }
        self.text.push_str("]\n");
    }

    pub(super) fn save(&self, path: &Path) -> Outcome {
        fs::write(path, &self.text).map_err(|error| format!("{}: {error}", path.display()))
    }
}
