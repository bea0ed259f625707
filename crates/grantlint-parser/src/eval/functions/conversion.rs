//! Conversions, JSON, and the functions that hand their argument on.

use super::super::convert::convert;
use super::super::json;
use super::super::types::Type;
use super::super::value::Value;
use super::{Args, Outcome};

pub(super) fn same(args: &Args<'_, '_>) -> Outcome {
    Ok(args.get(0).clone())
}

/// A value that came by no name is not ephemeral.
pub(super) fn ephemeral_as_null(args: &Args<'_, '_>) -> Outcome {
    if came_by_name(args.get(0)) {
        let reason = "whether a value is ephemeral is not followed";
        return Ok(args.impure(reason, args.get(0).ty()));
    }
    same(args)
}

fn came_by_name(value: &Value) -> bool {
    let items = value.as_sequence().into_iter().flatten();
    let entries = value
        .as_mapping()
        .into_iter()
        .flat_map(|entries| entries.values());
    value.origin.trail.is_some() || items.chain(entries).any(came_by_name)
}

/// `can` with its argument expanded from a list, which has been evaluated.
pub(super) fn can(args: &Args<'_, '_>) -> Outcome {
    Ok(args.boolean(true))
}

/// Nothing here is marked as sensitive: whether a value is depends on schemas.
pub(super) fn is_sensitive(args: &Args<'_, '_>) -> Outcome {
    Ok(args.impure("whether a value is sensitive is not followed", Type::Bool))
}

fn to(args: &Args<'_, '_>, ty: &Type) -> Outcome {
    convert(args.get(0).clone(), ty)
}

pub(super) fn to_bool(args: &Args<'_, '_>) -> Outcome {
    to(args, &Type::Bool)
}

pub(super) fn to_number(args: &Args<'_, '_>) -> Outcome {
    to(args, &Type::Number)
}

pub(super) fn to_string(args: &Args<'_, '_>) -> Outcome {
    to(args, &Type::String)
}

pub(super) fn to_list(args: &Args<'_, '_>) -> Outcome {
    to(args, &Type::list(Type::Dynamic))
}

pub(super) fn to_set(args: &Args<'_, '_>) -> Outcome {
    to(args, &Type::set(Type::Dynamic))
}

pub(super) fn to_map(args: &Args<'_, '_>) -> Outcome {
    to(args, &Type::map(Type::Dynamic))
}

pub(super) fn json_encode(args: &Args<'_, '_>) -> Outcome {
    let text = json::encode(args.get(0))?;
    Ok(args.string(text))
}

pub(super) fn json_decode(args: &Args<'_, '_>) -> Outcome {
    json::decode(args.str(0)?, args.at)
}
