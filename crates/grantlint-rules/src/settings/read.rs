//! Reads a TOML table key by key and keeps every place. A key that nothing asked
//! for becomes a problem; a value of the wrong type ends the reading.

use grantlint_parser::source::{FileId, Location, Span};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::nearest::nearest;

/// A text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// What it says.
    pub value: String,
    /// Where, quotes included.
    pub at: Location,
}

/// Something wrong in a configuration or rule file that does not keep the rest
/// from being used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// Where.
    pub at: Location,
    /// What: lower case, no stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// A file that cannot be used at all: the text is no TOML, or a value has the
/// wrong type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ConfigError {
    /// Where.
    pub at: Location,
    /// What: lower case, no stop.
    pub message: String,
}

/// A table that is being read.
pub(crate) struct Section<'t, 'i> {
    file: FileId,
    name: &'static str,
    at: Location,
    table: &'t DeTable<'i>,
    asked: Vec<&'static str>,
}

impl<'t, 'i> Section<'t, 'i> {
    /// `name` is what the table is called in messages.
    pub(crate) fn new(
        file: FileId,
        name: &'static str,
        at: std::ops::Range<usize>,
        table: &'t DeTable<'i>,
    ) -> Self {
        Section {
            file,
            name,
            at: location(file, at),
            table,
            asked: Vec::new(),
        }
    }

    /// Where the table begins.
    pub(crate) fn at(&self) -> Location {
        self.at
    }

    pub(crate) fn text(&mut self, key: &'static str) -> Result<Option<Text>, ConfigError> {
        self.value(key)
            .map(|value| self.as_text(key, value))
            .transpose()
    }

    /// A list of texts.
    pub(crate) fn texts(&mut self, key: &'static str) -> Result<Option<Vec<Text>>, ConfigError> {
        let Some(value) = self.value(key) else {
            return Ok(None);
        };
        let DeValue::Array(array) = value.get_ref() else {
            return Err(self.wrong(key, value, "be a list of texts"));
        };
        let texts = array.iter().map(|item| match item.get_ref() {
            DeValue::String(_) => self.as_text(key, item),
            _ => Err(self.wrong(key, item, "hold texts")),
        });
        texts.collect::<Result<_, _>>().map(Some)
    }

    pub(crate) fn flag(&mut self, key: &'static str) -> Result<Option<bool>, ConfigError> {
        let Some(value) = self.value(key) else {
            return Ok(None);
        };
        match value.get_ref() {
            DeValue::Boolean(flag) => Ok(Some(*flag)),
            _ => Err(self.wrong(key, value, "be `true` or `false`")),
        }
    }

    /// A table of free keys with texts, in the order of the file.
    pub(crate) fn pairs(&mut self, key: &'static str) -> Result<Vec<(Text, Text)>, ConfigError> {
        let Some(value) = self.value(key) else {
            return Ok(Vec::new());
        };
        let DeValue::Table(table) = value.get_ref() else {
            return Err(self.wrong(key, value, "be a table"));
        };
        let mut pairs = Vec::new();
        for (name, value) in table {
            let name = Text {
                value: name.get_ref().to_string(),
                at: location(self.file, name.span()),
            };
            pairs.push((name, self.as_text(key, value)?));
        }
        pairs.sort_by_key(|(name, _)| name.at);
        Ok(pairs)
    }

    /// The tables of `[[key]]`.
    pub(crate) fn tables(
        &mut self,
        key: &'static str,
    ) -> Result<Vec<Section<'t, 'i>>, ConfigError> {
        let Some(value) = self.value(key) else {
            return Ok(Vec::new());
        };
        let DeValue::Array(array) = value.get_ref() else {
            let wanted = format!("be a list of tables, each below `[[{key}]]`");
            return Err(self.wrong(key, value, &wanted));
        };
        array
            .iter()
            .map(|item| match item.get_ref() {
                DeValue::Table(table) => Ok(Section::new(self.file, key, item.span(), table)),
                _ => Err(self.wrong(key, item, "be a table")),
            })
            .collect()
    }

    /// The table of `[key]`.
    pub(crate) fn table(
        &mut self,
        key: &'static str,
    ) -> Result<Option<Section<'t, 'i>>, ConfigError> {
        let Some(value) = self.value(key) else {
            return Ok(None);
        };
        match value.get_ref() {
            DeValue::Table(table) => Ok(Some(Section::new(self.file, key, value.span(), table))),
            _ => Err(self.wrong(key, value, "be a table")),
        }
    }

    /// Reports the keys that nothing asked for.
    pub(crate) fn finish(self, problems: &mut Vec<ConfigProblem>) {
        for key in self.table.keys() {
            let name: &str = key.get_ref();
            if self.asked.contains(&name) {
                continue;
            }
            let place = match self.name {
                "" => String::new(),
                name => format!(" in `{name}`"),
            };
            problems.push(ConfigProblem {
                at: location(self.file, key.span()),
                message: format!("unknown key `{name}`{place}"),
                help: Some(match nearest(name, self.asked.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("known here: {}", quoted(&self.asked)),
                }),
            });
        }
    }

    fn value(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'i>>> {
        self.asked.push(key);
        self.table
            .iter()
            .find(|(name, _)| name.get_ref() == key)
            .map(|(_, value)| value)
    }

    fn as_text(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<Text, ConfigError> {
        match value.get_ref() {
            DeValue::String(text) => Ok(Text {
                value: text.to_string(),
                at: location(self.file, value.span()),
            }),
            _ => Err(self.wrong(key, value, "be a text")),
        }
    }

    fn wrong(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) -> ConfigError {
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "`true` or `false`",
            DeValue::Datetime(_) => "a time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        ConfigError {
            at: location(self.file, value.span()),
            message: format!("`{key}` must {wanted}, not {found}"),
        }
    }
}

/// Bytes of a TOML text as a place.
pub(crate) fn location(file: FileId, range: std::ops::Range<usize>) -> Location {
    let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(byte(range.start), byte(range.end)).in_file(file)
}

pub(crate) fn quoted<T: AsRef<str>>(names: &[T]) -> String {
    let quoted: Vec<String> = names
        .iter()
        .map(|name| format!("`{}`", name.as_ref()))
        .collect();
    quoted.join(", ")
}
