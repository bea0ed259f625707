//! `csvdecode`, as strict as Go's `encoding/csv`.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Chars;

use smol_str::SmolStr;

use super::super::types::Type;
use super::super::value::Value;
use super::{Args, Outcome};

pub(super) fn decode(args: &Args<'_, '_>) -> Outcome {
    let mut reader = Reader {
        rest: args.str(0)?.chars().peekable(),
    };
    let Some(header) = reader.record()? else {
        return Err("the header line is missing".to_owned());
    };
    let mut columns = header.clone();
    columns.sort();
    columns.dedup();
    if columns.len() < header.len() {
        return Err("two columns have one name".to_owned());
    }
    let element = Type::object(
        columns
            .iter()
            .map(|name| (SmolStr::from(name.as_str()), Type::String)),
    );
    let mut rows = Vec::new();
    while let Some(fields) = reader.record()? {
        if fields.len() != header.len() {
            return Err("a line has another number of fields than the header".to_owned());
        }
        let entries: BTreeMap<SmolStr, Value> = header
            .iter()
            .zip(fields)
            .map(|(name, field)| {
                (
                    super::super::text::normalized(name.as_str().into()),
                    args.string(field),
                )
            })
            .collect();
        let row = Value::object(entries);
        rows.push(row.with_origin(super::super::value::Origin::at(args.at)));
    }
    Ok(Value::list(element, rows))
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
}

impl Reader<'_> {
    /// The fields of the next line that is not empty.
    fn record(&mut self) -> Result<Option<Vec<String>>, String> {
        while self.line_end() {}
        if self.rest.peek().is_none() {
            return Ok(None);
        }
        let mut fields = Vec::new();
        loop {
            fields.push(if self.rest.next_if_eq(&'"').is_some() {
                self.quoted()?
            } else {
                self.bare()?
            });
            if self.rest.next_if_eq(&',').is_some() {
                continue;
            }
            self.line_end();
            return Ok(Some(fields));
        }
    }

    fn line_end(&mut self) -> bool {
        let mut ahead = self.rest.clone();
        let windows = ahead.next_if_eq(&'\r').is_some();
        let ends = match ahead.next() {
            Some('\n') => true,
            None => windows,
            Some(_) => false,
        };
        if ends {
            self.rest = ahead;
        }
        ends
    }

    fn at_line_end(&self) -> bool {
        let mut ahead = self.rest.clone();
        ahead.next_if_eq(&'\r');
        matches!(ahead.next(), Some('\n') | None)
    }

    fn bare(&mut self) -> Result<String, String> {
        let mut field = String::new();
        while let Some(character) = self.rest.peek().copied() {
            match character {
                ',' | '\n' => break,
                '\r' if self.at_line_end() => break,
                '"' => return Err("there is a quote in a field without quotes".to_owned()),
                other => field.push(other),
            }
            self.rest.next();
        }
        Ok(field)
    }

    fn quoted(&mut self) -> Result<String, String> {
        let mut field = String::new();
        loop {
            match self.rest.next() {
                Some('"') if self.rest.next_if_eq(&'"').is_some() => field.push('"'),
                Some('"') => break,
                Some('\r') if self.rest.peek() == Some(&'\n') => {}
                Some(other) => field.push(other),
                None => return Err("a quote is not closed".to_owned()),
            }
        }
        if self.rest.peek() == Some(&',') || self.at_line_end() {
            Ok(field)
        } else {
            Err("there is text after a closing quote".to_owned())
        }
    }
}
