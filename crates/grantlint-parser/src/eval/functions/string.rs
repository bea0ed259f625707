//! Functions of strings.

use smol_str::SmolStr;

use super::super::text::graphemes;
use super::super::types::Type;
use super::super::undecided::{known_prefix, known_suffix};
use super::super::value::{Data, Value};
use super::format::{FormatError, format_string};
use super::pattern::Pattern;
use super::sequence::list_of;
use super::{Args, Outcome};

pub(super) fn chomp(args: &Args<'_, '_>) -> Outcome {
    Ok(args.string(args.str(0)?.trim_end_matches(['\r', '\n'])))
}

pub(super) fn contains(args: &Args<'_, '_>) -> Outcome {
    Ok(args.boolean(args.str(0)?.contains(args.str(1)?)))
}

pub(super) fn starts_with(args: &Args<'_, '_>) -> Outcome {
    touches(args, |text, end| text.starts_with(end), known_prefix)
}

pub(super) fn ends_with(args: &Args<'_, '_>) -> Outcome {
    touches(args, |text, end| text.ends_with(end), known_suffix)
}

/// Whether a string has another one at one of its ends, of which `known` tells
/// what is known.
fn touches(args: &Args<'_, '_>, has: fn(&str, &str) -> bool, known: fn(&Value) -> &str) -> Outcome {
    let (text, end) = (args.get(0), args.get(1));
    let Some(end) = end.as_str() else {
        return Ok(args.open(end, Type::Bool));
    };
    if let Some(text) = text.as_str() {
        return Ok(args.boolean(has(text, end)));
    }
    let known = known(text);
    if has(known, end) {
        return Ok(args.boolean(true));
    }
    if !has(end, known) {
        return Ok(args.boolean(false));
    }
    Ok(args.open(text, Type::Bool))
}

/// One character for one, as Go's `strings.ToLower` does: no special casing.
pub(super) fn lower(args: &Args<'_, '_>) -> Outcome {
    Ok(args.string(args.str(0)?.chars().map(single_lower).collect::<String>()))
}

pub(super) fn upper(args: &Args<'_, '_>) -> Outcome {
    Ok(args.string(args.str(0)?.chars().map(single_upper).collect::<String>()))
}

fn single_lower(character: char) -> char {
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(single), None) => single,
        (Some(first), Some(_)) if character == 'İ' => first,
        _ => character,
    }
}

fn single_upper(character: char) -> char {
    let mut upper = character.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(single), None) => single,
        _ => character,
    }
}

/// The first letter of each word in title case. A word ends where a character
/// is neither a letter nor a digit nor an underscore (Go's `strings.Title`).
pub(super) fn title(args: &Args<'_, '_>) -> Outcome {
    let mut inside = false;
    let titled = args.str(0)?.chars().map(|character| {
        let starts = !inside;
        inside = if character.is_ascii() {
            character.is_ascii_alphanumeric() || character == '_'
        } else {
            character.is_alphanumeric() || !character.is_whitespace()
        };
        if starts {
            title_case(character)
        } else {
            character
        }
    });
    Ok(args.string(titled.collect::<String>()))
}

/// The few letters whose title case is not their upper case.
fn title_case(character: char) -> char {
    match character {
        'Ǆ' | 'ǅ' | 'ǆ' => 'ǅ',
        'Ǉ' | 'ǈ' | 'ǉ' => 'ǈ',
        'Ǌ' | 'ǋ' | 'ǌ' => 'ǋ',
        'Ǳ' | 'ǲ' | 'ǳ' => 'ǲ',
        'ა'..='ჺ' | 'ჽ'..='ჿ' => character,
        other => single_upper(other),
    }
}

pub(super) fn reverse(args: &Args<'_, '_>) -> Outcome {
    Ok(args.string(graphemes(args.str(0)?).rev().collect::<String>()))
}

pub(super) fn substr(args: &Args<'_, '_>) -> Outcome {
    let clusters: Vec<&str> = graphemes(args.str(0)?).collect();
    let (offset, length) = (args.integer(1)?, args.integer(2)?);
    if offset >= 0 && length == 0 {
        return Ok(args.string(""));
    }
    let total = clusters.len() as i64;
    let start = if offset < 0 {
        (offset + total).max(0)
    } else {
        offset.min(total)
    };
    let rest = clusters.get(start as usize..).unwrap_or(&[]);
    // Terraform counts clusters until it has as many as are wanted, which
    // never happens for none, so that a negative offset with none gives all.
    let wanted = if length <= 0 {
        rest.len()
    } else {
        (length as usize).min(rest.len())
    };
    Ok(args.string(rest.get(..wanted).unwrap_or(&[]).concat()))
}

pub(super) fn indent(args: &Args<'_, '_>) -> Outcome {
    let spaces = usize::try_from(args.integer(0)?)
        .map_err(|_| "the number of spaces must not be negative".to_owned())?;
    let text = args.str(1)?;
    let lines = text.bytes().filter(|byte| *byte == b'\n').count();
    if let Err(value) = args.afford(spaces.saturating_mul(lines), Type::String) {
        return Ok(value);
    }
    if lines == 0 {
        return Ok(args.string(text));
    }
    Ok(args.string(text.replace('\n', &format!("\n{}", " ".repeat(spaces)))))
}

pub(super) fn join(args: &Args<'_, '_>) -> Outcome {
    let lists = args.values.get(1..).unwrap_or(&[]);
    if lists.is_empty() {
        return Err("at least one list is required".to_owned());
    }
    let mut texts: Vec<&str> = Vec::new();
    for item in lists.iter().filter_map(Value::as_sequence).flatten() {
        texts.push(
            item.as_str()
                .ok_or_else(|| "null can't be joined".to_owned())?,
        );
    }
    let separator = args.str(0)?;
    let length: usize = texts.iter().map(|text| text.len() + separator.len()).sum();
    if length > super::super::budget::MAX_STRING {
        return Ok(args
            .context
            .exceeded(super::super::template::TOO_LONG, args.span));
    }
    Ok(args.string(texts.join(separator)))
}

pub(super) fn split(args: &Args<'_, '_>) -> Outcome {
    let (separator, text) = (args.str(0)?, args.str(1)?);
    if let Err(value) = args.afford(text.len(), Type::list(Type::String)) {
        return Ok(value);
    }
    if separator.is_empty() {
        let each = text
            .chars()
            .map(|character| SmolStr::from(character.to_string()));
        return Ok(args.strings(each));
    }
    Ok(args.strings(text.split(separator)))
}

pub(super) fn trim(args: &Args<'_, '_>) -> Outcome {
    let cut: Vec<char> = args.str(1)?.chars().collect();
    Ok(args.string(args.str(0)?.trim_matches(cut.as_slice())))
}

pub(super) fn trim_prefix(args: &Args<'_, '_>) -> Outcome {
    let (text, prefix) = (args.str(0)?, args.str(1)?);
    Ok(args.string(text.strip_prefix(prefix).unwrap_or(text)))
}

pub(super) fn trim_suffix(args: &Args<'_, '_>) -> Outcome {
    let (text, suffix) = (args.str(0)?, args.str(1)?);
    Ok(args.string(text.strip_suffix(suffix).unwrap_or(text)))
}

pub(super) fn trim_space(args: &Args<'_, '_>) -> Outcome {
    Ok(args.string(args.str(0)?.trim()))
}

pub(super) fn replace(args: &Args<'_, '_>) -> Outcome {
    let (text, wanted, with) = (args.str(0)?, args.str(1)?, args.str(2)?);
    let pattern = wanted
        .strip_prefix('/')
        .and_then(|rest| rest.strip_suffix('/'));
    if let Some(pattern) = pattern {
        if let Err(value) = args.afford(COMPILING, Type::String) {
            return Ok(value);
        }
        return Ok(args.string(Pattern::new(pattern)?.replace_all(text, with)));
    }
    let matches = if wanted.is_empty() {
        text.len() + 1
    } else {
        text.len() / wanted.len()
    };
    if text.len() + matches.saturating_mul(with.len()) > super::super::budget::MAX_STRING
        && text.len() + text.matches(wanted).count() * with.len() > super::super::budget::MAX_STRING
    {
        return Ok(args
            .context
            .exceeded(super::super::template::TOO_LONG, args.span));
    }
    Ok(args.string(text.replace(wanted, with)))
}

/// What compiling a pattern costs, in steps.
const COMPILING: usize = 1000;

pub(super) fn regex(args: &Args<'_, '_>) -> Outcome {
    if let Err(value) = args.afford(COMPILING, Type::Dynamic) {
        return Ok(value);
    }
    let pattern = Pattern::new(args.str(0)?)?;
    let mut found = pattern.matches(args.str(1)?, args, 1)?;
    found
        .pop()
        .ok_or_else(|| "the pattern matches nothing in the string".to_owned())
}

pub(super) fn regex_all(args: &Args<'_, '_>) -> Outcome {
    if let Err(value) = args.afford(COMPILING, Type::list(Type::Dynamic)) {
        return Ok(value);
    }
    let pattern = Pattern::new(args.str(0)?)?;
    list_of(pattern.matches(args.str(1)?, args, usize::MAX)?)
}

pub(super) fn format(args: &Args<'_, '_>) -> Outcome {
    let values = args.values.get(1..).unwrap_or(&[]);
    if values.iter().any(is_bare_null) {
        return Ok(args.impure(UNTYPED_NULL, Type::Dynamic));
    }
    formatted(args, values)
}

/// Terraform leaves these calls open for ever.
const UNTYPED_NULL: &str = "a null without a type can't be formatted";

fn is_bare_null(value: &Value) -> bool {
    matches!(value.data, Data::Null(Type::Dynamic))
}

fn formatted(args: &Args<'_, '_>, values: &[Value]) -> Outcome {
    match format_string(args.str(0)?, values) {
        Ok(text) => Ok(args.string(text)),
        Err(FormatError::Wrong(why)) => Err(why),
        Err(FormatError::TooLong) => Ok(args
            .context
            .exceeded(super::super::template::TOO_LONG, args.span)),
    }
}

/// Formats once for each element of the lists among the arguments.
pub(super) fn format_list(args: &Args<'_, '_>) -> Outcome {
    let values = args.values.get(1..).unwrap_or(&[]);
    if values.iter().any(is_bare_null) {
        return Ok(args.impure(UNTYPED_NULL, Type::Dynamic));
    }
    if let Some(open) = args.values.iter().find(|value| hides_rows(value)) {
        let any_type = |value: &Value| value.ty() == Type::Dynamic;
        let ty = match args.values.iter().any(any_type) {
            true => Type::Dynamic,
            false => Type::list(Type::String),
        };
        return Ok(args.open(open, ty));
    }
    let size = args.values.iter().map(Value::size).sum();
    if !args.context.budget.spend(size) {
        return Ok(args.context.exceeded(super::super::NO_STEPS, args.span));
    }
    let columns: Vec<Option<Vec<Value>>> = values.iter().map(Value::items).collect();
    let mut lengths = columns.iter().flatten().map(Vec::len);
    let length = lengths.next();
    if lengths.any(|other| Some(other) != length) {
        return Err("the lists have different lengths".to_owned());
    }
    let rows = length.unwrap_or(1);
    if let Err(value) = args.afford(rows, Type::list(Type::String)) {
        return Ok(value);
    }
    let mut made = Vec::with_capacity(rows);
    for row in 0..rows {
        let cells: Vec<Value> = columns
            .iter()
            .zip(values)
            .map(|(column, single)| match column {
                Some(items) => items.get(row).cloned().unwrap_or_else(Value::null),
                None => single.clone(),
            })
            .collect();
        let spec = std::iter::once(args.get(0));
        made.push(
            match spec
                .chain(&cells)
                .find(|cell| cell.find_unknown().is_some())
            {
                Some(open) => args.open(open, Type::String),
                None => formatted(args, &cells)?,
            },
        );
    }
    Ok(Value::list(Type::String, made))
}

/// Whether it is open how many rows an argument makes, or in which order.
fn hides_rows(value: &Value) -> bool {
    match value.as_unknown() {
        Some(unknown) => !unknown.ty.is_primitive(),
        None => value.is_loose(),
    }
}

/// A string that the call made, or null.
pub(super) fn optional(args: &Args<'_, '_>, text: Option<&str>) -> Value {
    match text {
        Some(text) => args.string(text),
        None => Value::at(Data::Null(Type::String), args.at),
    }
}
