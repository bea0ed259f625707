//! Values that are not known: how they come from others, and how an operation
//! goes through the candidates of an undecided conditional.

use std::sync::Arc;

use super::budget::MAX_CANDIDATES;
use super::equality::{Equality, equal};
use super::types::Type;
use super::value::{Data, Origin, Piece, Shape, Unknown, Value};
use crate::source::Location;

/// An unknown value of that type, made by the expression at `at` of something
/// unknown, whose reason it keeps.
pub(super) fn derived(from: &Unknown, ty: Type, at: Location) -> Value {
    let unknown = Unknown::new(from.reason.clone(), from.at.or(Some(at)), ty);
    Value::at(Data::Unknown(Arc::new(unknown)), at)
}

/// The candidates of an undecided conditional.
pub(super) fn one_of(value: &Value) -> Option<Vec<Value>> {
    match &value.data {
        Data::Unknown(unknown) => match &unknown.shape {
            Shape::OneOf(_) => Some(value.candidates()),
            Shape::Opaque | Shape::Text(_) | Shape::AtLeast(_) => None,
        },
        _ => None,
    }
}

/// One of these values, whichever `why` turns out to decide. Candidates that
/// are candidates themselves are taken apart, equal ones are one; where one is
/// left the value is that.
pub(super) fn choice(values: Vec<Value>, why: &Unknown, ty: Type, at: Location) -> Value {
    let mut distinct: Vec<Value> = Vec::new();
    for value in values
        .iter()
        .flat_map(|value| one_of(value).unwrap_or_else(|| vec![value.clone()]))
    {
        let known =
            |other: &Value| equal(other, &value) == Equality::Same && other.ty() == value.ty();
        if !distinct.iter().any(known) {
            distinct.push(value);
        }
        if distinct.len() > MAX_CANDIDATES {
            return derived(why, ty, at);
        }
    }
    if distinct.len() == 1
        && let Some(only) = distinct.pop()
    {
        return only;
    }
    candidates(distinct, why, ty, at)
}

/// One of these values, or no value at all: what an unknown key may find. Even
/// one candidate alone stays unknown.
pub(super) fn found(values: Vec<Value>, why: &Unknown, ty: Type, at: Location) -> Value {
    match choice(values, why, ty.clone(), at) {
        value if matches!(value.data, Data::Unknown(_)) => value,
        only => candidates(vec![only], why, ty, at),
    }
}

fn candidates(distinct: Vec<Value>, why: &Unknown, ty: Type, at: Location) -> Value {
    let mut unknown = Unknown::new(why.reason.clone(), why.at.or(Some(at)), ty);
    unknown.nullable = distinct.iter().any(may_be_null);
    let unknown = unknown.with_shape(Shape::OneOf(distinct));
    Value {
        data: Data::Unknown(Arc::new(unknown)),
        origin: Origin::at(at),
    }
}

/// Whether a value is null, or may turn out to be.
pub(super) fn may_be_null(value: &Value) -> bool {
    match &value.data {
        Data::Null(_) => true,
        Data::Unknown(unknown) => unknown.nullable,
        Data::Attribute(attribute) => attribute.attribute != "id",
        _ => false,
    }
}

/// Applies an operation to each combination of the candidates that the
/// arguments stand for, and answers the choice of the results. None where no
/// argument has candidates; unknown where there are too many or one fails.
pub(super) fn spread<E>(
    args: &[Value],
    at: Location,
    apply: &mut dyn FnMut(Vec<Value>) -> Result<Value, E>,
) -> Option<Value> {
    let options: Vec<Vec<Value>> = args.iter().map(Value::candidates).collect();
    let why = args
        .iter()
        .find(|arg| one_of(arg).is_some())?
        .as_unknown()?;
    let combinations: usize = options
        .iter()
        .map(Vec::len)
        .try_fold(1usize, usize::checked_mul)
        .unwrap_or(usize::MAX);
    if combinations > MAX_CANDIDATES {
        return Some(derived(&why, Type::Dynamic, at));
    }
    let mut results = Vec::with_capacity(combinations);
    for number in 0..combinations {
        let mut rest = number;
        let mut chosen = Vec::with_capacity(options.len());
        for option in &options {
            chosen.extend(option.get(rest % option.len()).cloned());
            rest /= option.len();
        }
        match apply(chosen) {
            Ok(value) => results.push(value),
            Err(_) => return Some(derived(&why, Type::Dynamic, at)),
        }
    }
    let mut types = results.iter().map(Value::ty);
    let first = types.next().unwrap_or(Type::Dynamic);
    let ty = if types.all(|ty| ty == first) {
        first
    } else {
        Type::Dynamic
    };
    Some(choice(results, &why, ty, at))
}

/// The text that a string surely begins with, where it is known in part.
///
/// A letter before a hole does not count: what fills the hole may begin with a
/// combining mark, and normalisation would make one character of both.
pub(super) fn known_prefix(value: &Value) -> &str {
    let first = pieces(value).and_then(<[Piece]>::first);
    let Some(Piece::Text(text)) = first else {
        return "";
    };
    let stable = |c: char| c.is_ascii() && !c.is_ascii_alphabetic() && !"<=>".contains(c);
    match text.char_indices().next_back() {
        Some((_, last)) if stable(last) => text,
        Some((at, _)) => text.get(..at).unwrap_or(""),
        None => "",
    }
}

/// The text that a string surely ends with, where it is known in part.
pub(super) fn known_suffix(value: &Value) -> &str {
    match pieces(value).and_then(<[Piece]>::last) {
        Some(Piece::Text(text)) if text.starts_with(|c: char| c.is_ascii()) => text,
        _ => "",
    }
}

fn pieces(value: &Value) -> Option<&[Piece]> {
    match &value.data {
        Data::Unknown(unknown) => match &unknown.shape {
            Shape::Text(pieces) => Some(pieces),
            _ => None,
        },
        _ => None,
    }
}
