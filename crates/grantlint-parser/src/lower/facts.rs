//! Values to facts: what an argument says for sure, what it may say, and why it is
//! not known.

use std::sync::Arc;

use smol_str::{SmolStr, format_smolstr};

use crate::eval::convert;
use crate::eval::types::Type;
use crate::eval::value::{AttributeOf, Data, Origin, Piece, Shape, Unknown, Value};
use crate::model::{Fact, Listing, State};
use crate::resource::{Argument, Body};
use crate::source::Location;

/// What an argument that names something holds.
pub(super) enum Named<'v> {
    /// An attribute of a resource.
    Attribute(&'v AttributeOf),
    /// An id written out.
    Text(&'v str),
}

pub(super) fn reference<T>(
    argument: &Argument,
    what: &str,
    classify: impl Fn(Named<'_>) -> Option<T>,
) -> Fact<T> {
    fact(&argument.value, argument.value_at, &|value| {
        named(value, what, &classify)
    })
}

/// What a value names, or why that is not known; in words, `what` it should be.
pub(super) fn named<T>(
    value: &Value,
    what: &str,
    classify: &dyn Fn(Named<'_>) -> Option<T>,
) -> Result<T, Arc<Unknown>> {
    let found = match &value.data {
        Data::Attribute(of) => classify(Named::Attribute(of)),
        Data::String(id) => classify(Named::Text(id)),
        _ => None,
    };
    found.ok_or_else(|| match &value.data {
        Data::Attribute(of) => unknown(
            value,
            format_smolstr!("`{of}` is not the id of a {what} of this configuration"),
        ),
        _ => not_known(value),
    })
}

/// A text, whatever primitive it was written as: Terraform converts.
pub(super) fn text(argument: &Argument) -> Fact<SmolStr> {
    fact(&argument.value, argument.value_at, &plain)
}

pub(super) fn plain(value: &Value) -> Result<SmolStr, Arc<Unknown>> {
    let converted = convert::convert(value.clone(), &Type::String).ok();
    let known = converted.as_ref().and_then(Value::as_str);
    known.map(SmolStr::from).ok_or_else(|| not_known(value))
}

/// A text that may have holes.
pub(super) fn pieces(value: &Value) -> Result<Vec<Piece>, Arc<Unknown>> {
    match &value.data {
        Data::String(text) => Ok(vec![Piece::Text(text.clone())]),
        Data::Unknown(unknown) => match &unknown.shape {
            Shape::Text(pieces) => Ok(pieces.clone()),
            Shape::Opaque | Shape::OneOf(_) | Shape::AtLeast(_) => Err(unknown.clone()),
        },
        _ => Err(not_known(value)),
    }
}

/// A fact from a value: the arms of an undecided conditional one by one.
pub(super) fn fact<T>(
    value: &Value,
    at: Location,
    read: &dyn Fn(&Value) -> Result<T, Arc<Unknown>>,
) -> Fact<T> {
    let origin = value.origin.clone();
    if let Some(candidates) = candidates(value) {
        let optional = candidates.iter().any(Value::is_null);
        let arms = candidates.iter().filter(|value| !value.is_null());
        let arms = arms.map(|value| fact(value, at, read)).collect();
        return Fact {
            state: State::OneOf { arms, optional },
            at,
            origin,
        };
    }
    let state = match read(value) {
        Ok(known) => State::Known(known),
        Err(why) => State::Unknown(why),
    };
    Fact { state, at, origin }
}

pub(super) fn candidates(value: &Value) -> Option<Vec<Value>> {
    match &value.data {
        Data::Unknown(unknown) => match &unknown.shape {
            Shape::OneOf(_) => Some(value.candidates()),
            Shape::Opaque | Shape::Text(_) | Shape::AtLeast(_) => None,
        },
        _ => None,
    }
}

/// A set of strings; an element that is `null` is no element.
pub(super) fn listing(argument: &Argument) -> Fact<Listing> {
    let at = argument.value_at;
    fact(&argument.value, at, &|value| {
        let (items, open) = members(value, at, &plain);
        Ok(Listing { items, open })
    })
}

/// The set of strings of an argument, which may hold more where later changes to it are
/// ignored.
pub(super) fn listed(body: &Body, name: &str) -> Option<Fact<Listing>> {
    let given = body.argument(name).map(listing);
    let Some(ignored) = body.open_blocks(name) else {
        return given;
    };
    let mut list = given.unwrap_or_else(|| Fact {
        state: State::Known(Listing::default()),
        at: ignored.at,
        origin: Origin::default(),
    });
    if let State::Known(listing) = &mut list.state {
        listing.open.get_or_insert_with(|| ignored.why.clone());
    }
    Some(list)
}

/// The elements of an argument that names one thing or several.
pub(super) fn elements<T>(
    argument: &Argument,
    what: &str,
    classify: impl Fn(Named<'_>) -> Option<T>,
) -> (Vec<Fact<T>>, Option<Arc<Unknown>>) {
    let read = |value: &Value| named(value, what, &classify);
    match argument.value.as_sequence() {
        None if !holds_several(&argument.value) => {
            (vec![fact(&argument.value, argument.value_at, &read)], None)
        }
        Some(_) | None => members(&argument.value, argument.value_at, &read),
    }
}

pub(super) fn holds_several(value: &Value) -> bool {
    matches!(value.ty(), Type::List(_) | Type::Set(_) | Type::Tuple(_))
}

pub(super) fn members<T>(
    value: &Value,
    at: Location,
    read: &dyn Fn(&Value) -> Result<T, Arc<Unknown>>,
) -> (Vec<Fact<T>>, Option<Arc<Unknown>>) {
    let (items, open) = match (value.items(), &value.data) {
        (Some(items), _) => (items, None),
        (None, Data::Unknown(unknown)) => match &unknown.shape {
            Shape::AtLeast(items) => (
                items.iter().map(|item| value.part(item)).collect(),
                Some(unknown.clone()),
            ),
            Shape::Opaque | Shape::OneOf(_) | Shape::Text(_) => (Vec::new(), Some(unknown.clone())),
        },
        (None, _) => (Vec::new(), Some(not_known(value))),
    };
    let items = items.iter().filter(|item| !item.is_null());
    (items.map(|item| fact(item, at, read)).collect(), open)
}

pub(super) fn not_known(value: &Value) -> Arc<Unknown> {
    value
        .as_unknown()
        .unwrap_or_else(|| unknown(value, format_smolstr!("it is a {}", value.ty())))
}

pub(super) fn unknown(value: &Value, reason: SmolStr) -> Arc<Unknown> {
    Arc::new(Unknown::new(reason, value.origin.at, Type::Dynamic))
}
