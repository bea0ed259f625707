//! Every mistake in a TOML file, each with its place.
//!
//! Serde stops at the first mistake. So what is mistaken is told, taken out of the
//! parsed text, and the rest is read again. Below `[check]`, where serde knows no
//! places, the mistake is the innermost part without which the message is another one.

use std::ops::Range;

use grantlint_parser::source::{FileId, Location};
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use super::claim::Step;
use crate::nearest::nearest;
use crate::settings::read::{ConfigProblem, location, quoted};

/// No file has more mistakes than this told.
const MOST: usize = 40;
/// A part with more entries than this is not searched for a mistake without a place.
const SEARCHED: usize = 400;

/// A parsed TOML file.
pub(super) struct Document<'t> {
    file: FileId,
    text: &'t str,
    table: Spanned<DeTable<'t>>,
}

/// A key or element, and where it is.
struct Entry {
    path: Vec<Step>,
    /// The key, or the whole element.
    at: Range<usize>,
    value: Range<usize>,
    text: Option<String>,
}

impl<'t> Document<'t> {
    /// Reads the TOML itself.
    ///
    /// # Errors
    /// Everything that is no TOML.
    pub(super) fn parse(file: FileId, text: &'t str) -> Result<Self, Vec<ConfigProblem>> {
        let (table, errors) = DeTable::parse_recoverable(text);
        if errors.is_empty() {
            return Ok(Document { file, text, table });
        }
        let problems = errors.into_iter().take(MOST).map(|error| ConfigProblem {
            at: location(file, error.span().unwrap_or(0..0)),
            message: error.message().lines().collect::<Vec<_>>().join(", "),
            help: None,
        });
        Err(problems.collect())
    }

    /// Whether there is such a key at the top.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.get_ref().contains_key(key)
    }

    /// Where the value at a path is; the nearest that is there above it. Where a part of
    /// the value's text is given and stands there as it is, that part.
    pub(super) fn place(&self, path: &[Step], part: Option<&str>) -> Location {
        let mut at = 0..0;
        for end in (1..=path.len()).rev() {
            let Some(path) = path.get(..end) else {
                continue;
            };
            if let Some(Some(found)) = span_of(self.table.get_ref(), path) {
                at = found;
                break;
            }
        }
        let text = self.text.get(at.clone()).unwrap_or_default();
        if let Some(part) = part
            && let Some(start) = text.find(part)
        {
            at = at.start + start..at.start + start + part.len();
        }
        location(self.file, at)
    }

    /// What the file says.
    ///
    /// # Errors
    /// Every key and value that does not fit.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, Vec<ConfigProblem>> {
        let mut table = self.table.clone();
        let mut problems = Vec::new();
        // What was taken out, by the place of the table that had it: that it is missing
        // then is no mistake of the author's.
        let mut taken: Vec<(Option<Range<usize>>, String)> = Vec::new();
        loop {
            let error = match attempt::<T>(&table) {
                Ok(value) if problems.is_empty() => return Ok(value),
                Ok(_) => return Err(problems),
                Err(error) => error,
            };
            let span = error.span();
            let words = Words::of(error.message());
            let entry = culprit::<T>(&table, span.clone(), &words);
            let at = entry.as_ref().map(|entry| match &words.kind {
                Kind::Key => entry.at.clone(),
                Kind::Missing | Kind::Value | Kind::Other => entry.value.clone(),
            });
            let is_missing = words.kind == Kind::Missing;
            let around = entry.as_ref().map(|entry| entry.value.clone());
            if !(is_missing && taken.contains(&(around, words.name.clone()))) {
                problems.push(ConfigProblem {
                    at: location(self.file, at.or(span).unwrap_or(0..0)),
                    message: words.message,
                    help: words.help,
                });
            }
            let Some(entry) = entry.filter(|_| problems.len() < MOST) else {
                return Err(problems);
            };
            let around = entry.path.split_last().and_then(|(last, above)| {
                let name = match last {
                    Step::Key(name) => name.clone(),
                    Step::Element(_) => String::new(),
                };
                Some((span_of(table.get_ref(), above)?, name))
            });
            if let Some((around, name)) = around {
                taken.extend(words.near.map(|near| (around.clone(), near)));
                taken.push((around, name));
            }
            if !remove(table.get_mut(), &entry.path) {
                return Err(problems);
            }
        }
    }
}

fn attempt<T: DeserializeOwned>(table: &Spanned<DeTable<'_>>) -> Result<T, toml::de::Error> {
    T::deserialize(Deserializer::from(table.clone()))
}

/// What serde complains of.
#[derive(Debug, PartialEq, Eq)]
enum Kind {
    /// A key that is not known.
    Key,
    /// A key that is not there.
    Missing,
    /// A word that is none of those that are known.
    Value,
    /// Anything else.
    Other,
}

/// A complaint of serde's in our words.
struct Words {
    kind: Kind,
    /// As serde has it.
    original: String,
    /// What it is about.
    name: String,
    message: String,
    help: Option<String>,
    /// What was probably meant.
    near: Option<String>,
}

impl Words {
    fn of(original: &str) -> Words {
        let mut parts = original.split('`').skip(1).step_by(2);
        let name = parts.next().unwrap_or_default().to_owned();
        let known: Vec<&str> = parts.collect();
        let is_check = known.contains(&"attribute");
        let (kind, message) = if original.starts_with("unknown field") {
            (Kind::Key, format!("unknown key `{name}`"))
        } else if original.starts_with("missing field") {
            (Kind::Missing, format!("`{name}` is missing"))
        } else if original.starts_with("unknown variant") && is_check {
            (Kind::Value, format!("there is no kind of check `{name}`"))
        } else if original.starts_with("unknown variant") {
            (
                Kind::Value,
                format!("`{name}` is none of {}", quoted(&known)),
            )
        } else {
            let line = original.lines().collect::<Vec<_>>().join(", ");
            (Kind::Other, line)
        };
        let near = nearest(&name, known.iter().copied());
        let meant = near.map(|near| format!("did you mean `{near}`?"));
        let all = format!("known here: {}", quoted(&known));
        let help = match kind {
            _ if known.is_empty() => None,
            Kind::Value if is_check => Some(match meant {
                Some(meant) => format!("{meant}\n{all}"),
                None => all,
            }),
            Kind::Key => Some(meant.unwrap_or(all)),
            Kind::Value => meant,
            Kind::Missing | Kind::Other => None,
        };
        Words {
            kind,
            original: original.to_owned(),
            near: near.map(str::to_owned),
            name,
            message,
            help,
        }
    }
}

/// The key or element that a complaint is about.
fn culprit<T: DeserializeOwned>(
    table: &Spanned<DeTable<'_>>,
    span: Option<Range<usize>>,
    words: &Words,
) -> Option<Entry> {
    let mut entries = Vec::new();
    gather_table(table.get_ref(), &mut Vec::new(), &mut entries);
    // Inner ones come first.
    let found = span.and_then(|span| {
        let is_it = |entry: &Entry| entry.at == span || entry.value == span;
        entries.iter().position(is_it)
    });
    let (inside, whole) = match found {
        Some(found) => {
            let whole = entries.remove(found);
            entries.truncate(found);
            entries.retain(|entry| entry.path.starts_with(&whole.path));
            (entries, Some(whole))
        }
        None => (entries, None),
    };
    let mut inside = inside.into_iter();
    let last = |entry: &Entry| entry.path.last() == Some(&Step::Key(words.name.clone()));
    match words.kind {
        Kind::Missing => whole,
        Kind::Key if whole.as_ref().is_some_and(last) => whole,
        Kind::Key => inside.find(last).or(whole),
        Kind::Value => {
            let says = |entry: &Entry| entry.text.as_deref() == Some(words.name.as_str());
            inside.find(says).or(whole)
        }
        Kind::Other if inside.len() > SEARCHED => whole,
        Kind::Other => {
            let other = |entry: &Entry| {
                let mut without = table.clone();
                remove(without.get_mut(), &entry.path)
                    && match attempt::<T>(&without) {
                        Ok(_) => true,
                        Err(error) => {
                            let without = Words::of(error.message());
                            let own = Some(&Step::Key(without.name.clone()));
                            let mine = own == entry.path.last() && without.name != "kind";
                            without.original != words.original
                                && (without.kind != Kind::Missing || mine)
                        }
                    }
            };
            inside.find(other).or(whole)
        }
    }
}

/// Adds the entries below a table, the inner ones before those that hold them. The
/// TOML parser bounds the depth.
fn gather_table(table: &DeTable<'_>, path: &mut Vec<Step>, entries: &mut Vec<Entry>) {
    for (key, value) in table {
        path.push(Step::Key(key.get_ref().to_string()));
        gather(value, path, entries);
        entries.push(Entry {
            path: path.clone(),
            at: key.span(),
            value: value.span(),
            text: value.get_ref().as_str().map(str::to_owned),
        });
        path.pop();
    }
}

fn gather(value: &Spanned<DeValue<'_>>, path: &mut Vec<Step>, entries: &mut Vec<Entry>) {
    match value.get_ref() {
        DeValue::Table(table) => gather_table(table, path, entries),
        DeValue::Array(array) => {
            for (number, element) in array.iter().enumerate() {
                path.push(Step::Element(number));
                gather(element, path, entries);
                entries.push(Entry {
                    path: path.clone(),
                    at: element.span(),
                    value: element.span(),
                    text: element.get_ref().as_str().map(str::to_owned),
                });
                path.pop();
            }
        }
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => {}
    }
}

/// The place of what is at a path; `None` inside for the whole file.
#[expect(clippy::option_option, reason = "not there is not the whole file")]
fn span_of(table: &DeTable<'_>, path: &[Step]) -> Option<Option<Range<usize>>> {
    let Some((Step::Key(key), rest)) = path.split_first() else {
        return path.is_empty().then_some(None);
    };
    let mut value = table.get(key.as_str())?;
    for step in rest {
        value = match step {
            Step::Key(key) => value.get_ref().as_table()?.get(key.as_str())?,
            Step::Element(number) => value.get_ref().as_array()?.get(*number)?,
        };
    }
    Some(Some(value.span()))
}

/// Takes an entry out; whether it was there.
fn remove(table: &mut DeTable<'_>, path: &[Step]) -> bool {
    match path {
        [Step::Key(key)] => table.remove(key.as_str()).is_some(),
        [Step::Key(key), rest @ ..] => table
            .get_mut(key.as_str())
            .is_some_and(|value| remove_below(value.get_mut(), rest)),
        _ => false,
    }
}

fn remove_below(value: &mut DeValue<'_>, path: &[Step]) -> bool {
    match (value, path) {
        (DeValue::Table(table), path) => remove(table, path),
        (DeValue::Array(array), [Step::Element(number), rest @ ..]) => {
            if rest.is_empty() {
                let here = *number < array.len();
                let elements = array.clone().into_iter().enumerate();
                let others = elements.filter(|(other, _)| other != number);
                *array = others.map(|(_, element)| element).collect();
                return here;
            }
            array
                .get_mut(*number)
                .is_some_and(|element| remove_below(element.get_mut(), rest))
        }
        _ => false,
    }
}
