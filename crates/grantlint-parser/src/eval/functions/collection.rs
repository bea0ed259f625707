//! Functions that ask collections something, and those of maps.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::super::convert::{Safety, convert};
use super::super::equality::{Equality, equal};
use super::super::text::graphemes;
use super::super::types::Type;
use super::super::undecided::{derived, may_be_null};
use super::super::unify::unify;
use super::super::value::{Data, Value};
use super::sequence::items_or_open;
use super::{Args, Outcome};

pub(super) fn length(args: &Args<'_, '_>) -> Outcome {
    let value = args.get(0);
    if value.is_loose() {
        return Ok(args.open(value, Type::Number));
    }
    let count = match &value.data {
        Data::String(text) => graphemes(text).count(),
        Data::List(list) => list.items().len(),
        Data::Tuple(tuple) => tuple.items().len(),
        Data::Map(map) => map.entries().len(),
        Data::Object(object) => object.entries().len(),
        Data::Set(set) => set.items().len(),
        _ => match value.as_unknown() {
            Some(why) => match &why.ty {
                Type::Tuple(elements) => elements.len(),
                Type::Object(fields) => fields.len(),
                Type::Bool | Type::Number => return Err(NO_LENGTH.to_owned()),
                _ => return Ok(derived(&why, Type::Number, args.at)),
            },
            None => return Err(NO_LENGTH.to_owned()),
        },
    };
    Ok(args.count(count))
}

const NO_LENGTH: &str = "a string or collection is required";

pub(super) fn all_true(args: &Args<'_, '_>) -> Outcome {
    quantify(args, false)
}

pub(super) fn any_true(args: &Args<'_, '_>) -> Outcome {
    quantify(args, true)
}

/// Whether one of the elements is `decisive`; null counts as false.
fn quantify(args: &Args<'_, '_>, decisive: bool) -> Outcome {
    let Some(items) = args.get(0).items() else {
        return Ok(args.open(args.get(0), Type::Bool));
    };
    let mut open = None;
    for item in &items {
        let truth = if item.is_null() {
            Some(false)
        } else {
            item.as_bool()
        };
        if truth == Some(decisive) {
            return Ok(args.boolean(decisive));
        }
        if truth.is_none() {
            open = open.or(Some(item));
        }
    }
    Ok(match open {
        Some(item) => args.open(item, Type::Bool),
        None => args.boolean(!decisive),
    })
}

/// The first argument that is neither null nor the empty string.
pub(super) fn coalesce(args: &Args<'_, '_>) -> Outcome {
    let open = |value: &&Value| value.is_null() || value.ty() != Type::Dynamic;
    let types: Vec<Type> = args.values.iter().filter(open).map(Value::ty).collect();
    let target = if types.is_empty() && !args.values.is_empty() {
        Type::Dynamic
    } else {
        match unify(&types, Safety::Unsafe) {
            Some(target) => target,
            None => match args.values.iter().find(|value| !open(value)) {
                Some(value) => return Ok(args.open(value, Type::Dynamic)),
                None => return Err("all arguments must have the same type".to_owned()),
            },
        }
    };
    for value in &args.values {
        let value = convert(value.clone(), &target)?;
        if let Some(why) = value.as_unknown() {
            let is_text = matches!(target, Type::String | Type::Dynamic);
            let surely_there = matches!(&value.data, Data::Attribute(symbol) if symbol.attribute == "id")
                || (!is_text && !may_be_null(&value));
            return Ok(if surely_there {
                value
            } else {
                derived(&why, target, args.at)
            });
        }
        if value.is_null() || value.as_str() == Some("") {
            continue;
        }
        return Ok(value);
    }
    Err("every argument is null or empty".to_owned())
}

pub(super) fn coalesce_list(args: &Args<'_, '_>) -> Outcome {
    if args.values.is_empty() {
        return Err("at least one argument is required".to_owned());
    }
    let wrong = "all arguments must be lists or tuples";
    for value in &args.values {
        let could_be = match value.as_unknown() {
            Some(why) => matches!(why.ty, Type::Dynamic | Type::List(_) | Type::Tuple(_)),
            None => matches!(value.ty(), Type::List(_) | Type::Tuple(_)),
        };
        if !could_be {
            return Err(wrong.to_owned());
        }
    }
    for (at, value) in args.values.iter().enumerate() {
        if value.is_null() {
            continue;
        }
        match items_or_open(args, at, Type::Dynamic, wrong)? {
            Ok(items) if items.is_empty() => {}
            Ok(_) => return Ok(value.clone()),
            Err(open) => return Ok(open),
        }
    }
    Err("every argument is empty".to_owned())
}

pub(super) fn contains(args: &Args<'_, '_>) -> Outcome {
    let wanted = args.get(1);
    let items = match items_or_open(args, 0, Type::Bool, "a list, set or tuple is required")? {
        Ok(items) => items,
        Err(open) => return Ok(open),
    };
    let mut open = None;
    for item in &items {
        match equal(wanted, item) {
            Equality::Same => return Ok(args.boolean(true)),
            Equality::Different => {}
            Equality::Open => open = open.or(Some(item)),
        }
    }
    Ok(match open {
        Some(item) if item.find_unknown().is_some() => args.open(item, Type::Bool),
        Some(_) => args.open(wanted, Type::Bool),
        None => args.boolean(false),
    })
}

pub(super) fn index(args: &Args<'_, '_>) -> Outcome {
    if !matches!(args.get(0).data, Data::List(_) | Data::Tuple(_)) {
        return Err("a list or tuple is required".to_owned());
    }
    let items = args.get(0).as_sequence().unwrap_or(&[]);
    let found = items
        .iter()
        .position(|item| equal(item, args.get(1)) == Equality::Same);
    found
        .map(|at| args.count(at))
        .ok_or_else(|| "there is no such element".to_owned())
}

pub(super) fn keys(args: &Args<'_, '_>) -> Outcome {
    let value = args.get(0);
    let name =
        |name: &SmolStr| Value::new(Data::String(name.clone())).with_origin(value.origin.clone());
    match &value.data {
        Data::Object(object) => Ok(Value::tuple(object.entries().keys().map(name).collect())),
        Data::Map(map) => Ok(Value::list(
            Type::String,
            map.entries().keys().map(name).collect(),
        )),
        _ => match value.as_unknown() {
            Some(why) => match &why.ty {
                Type::Object(fields) => Ok(Value::tuple(fields.keys().map(name).collect())),
                Type::Map(_) => Ok(derived(&why, Type::list(Type::String), args.at)),
                Type::Dynamic => Ok(derived(&why, Type::Dynamic, args.at)),
                _ => Err(NO_MAP.to_owned()),
            },
            None => Err(NO_MAP.to_owned()),
        },
    }
}

const NO_MAP: &str = "a map or object is required";

pub(super) fn values(args: &Args<'_, '_>) -> Outcome {
    let value = args.get(0);
    match (&value.data, value.entries(), value.as_unknown()) {
        (Data::Map(map), Some(entries), _) => Ok(Value::list(
            map.element().clone(),
            entries.into_values().collect(),
        )),
        (_, Some(entries), _) => Ok(Value::tuple(entries.into_values().collect())),
        (_, None, Some(why))
            if matches!(why.ty, Type::Dynamic | Type::Map(_) | Type::Object(_)) =>
        {
            Ok(derived(&why, Type::Dynamic, args.at))
        }
        _ => Err(NO_MAP.to_owned()),
    }
}

pub(super) fn lookup(args: &Args<'_, '_>) -> Outcome {
    if args.values.len() > 3 {
        return Err("two or three arguments are expected".to_owned());
    }
    let map = args.get(0);
    let default = args.values.get(2);
    let Some(entries) = map.as_mapping() else {
        return match map.as_unknown() {
            Some(why) if matches!(why.ty, Type::Dynamic | Type::Map(_) | Type::Object(_)) => {
                Ok(derived(&why, Type::Dynamic, args.at))
            }
            _ => Err(NO_MAP.to_owned()),
        };
    };
    let default = match (&map.data, default) {
        (Data::Map(map), Some(default)) => Some(convert(default.clone(), map.element())?),
        (_, default) => default.cloned(),
    };
    let Some(key) = args.get(1).as_str() else {
        return Ok(args.open(args.get(1), Type::Dynamic));
    };
    match (entries.get(key), default) {
        (Some(found), _) => Ok(map.part(found)),
        (None, Some(default)) => Ok(default),
        (None, None) => Err(format!("there is no element with the key `{key}`")),
    }
}

pub(super) fn matchkeys(args: &Args<'_, '_>) -> Outcome {
    let hidden = |value: &&Value| value.is_loose() || value.as_unknown().is_some();
    if let Some(open) = args.values.iter().find(hidden) {
        return Ok(args.open(open, args.get(0).ty()));
    }
    let (Data::List(keys), Data::List(wanted)) = (&args.get(1).data, &args.get(2).data) else {
        return Err("lists are required".to_owned());
    };
    let types = [
        Type::list(keys.element().clone()),
        Type::list(wanted.element().clone()),
    ];
    let common = unify(&types, Safety::Unsafe)
        .ok_or_else(|| "the keys and the wanted ones must be of one type".to_owned())?;
    let values = args.items(0);
    if values.len() != keys.items().len() {
        return Err("there must be as many keys as values".to_owned());
    }
    let unknown = |value: &&Value| value.find_unknown().is_some();
    if let Some(open) = args.values.iter().find(unknown) {
        return Ok(args.open(open, args.get(0).ty()));
    }
    let keys = convert(args.get(1).clone(), &common)?
        .items()
        .unwrap_or_default();
    let wanted = convert(args.get(2).clone(), &common)?
        .items()
        .unwrap_or_default();
    if let Err(value) = args.afford(keys.len().saturating_mul(wanted.len()), Type::Dynamic) {
        return Ok(value);
    }
    let found = |key: &Value| {
        wanted
            .iter()
            .any(|other| equal(key, other) == Equality::Same)
    };
    let kept = values
        .into_iter()
        .zip(&keys)
        .filter(|(_, key)| found(key))
        .map(|(value, _)| value);
    let element = match &args.get(0).data {
        Data::List(list) => list.element().clone(),
        _ => Type::Dynamic,
    };
    Ok(Value::list(element, kept.collect()))
}

pub(super) fn merge(args: &Args<'_, '_>) -> Outcome {
    let mut merged = BTreeMap::new();
    let mut element: Option<Option<Type>> = None;
    // Behind a null without a type, Terraform does not ask of what type the
    // arguments are, and makes an object.
    let mut untyped = false;
    for value in &args.values {
        if let Data::Null(ty) = &value.data {
            if !untyped && !matches!(ty, Type::Dynamic | Type::Map(_) | Type::Object(_)) {
                return Err("all arguments must be maps or objects".to_owned());
            }
            untyped |= *ty == Type::Dynamic;
            element = alike(element, element_of(ty));
            continue;
        }
        if untyped && value.as_sequence().is_some_and(<[Value]>::is_empty) {
            continue;
        }
        let ty = match (&value.data, value.as_unknown()) {
            (Data::Map(map), _) => Some(map.element().clone()),
            (Data::Object(_), _) => None,
            (_, Some(why)) if matches!(why.ty, Type::Dynamic | Type::Map(_) | Type::Object(_)) => {
                return Ok(derived(&why, Type::Dynamic, args.at));
            }
            _ => return Err("all arguments must be maps or objects".to_owned()),
        };
        element = alike(element, ty);
        args.context
            .budget
            .spend(value.as_mapping().map_or(0, BTreeMap::len) as u64);
        merged.extend(value.entries().unwrap_or_default());
    }
    Ok(match element.flatten().filter(|_| !untyped) {
        Some(element) => Value::map(element, merged),
        None => Value::object(merged),
    })
}

fn element_of(ty: &Type) -> Option<Type> {
    match ty {
        Type::Map(element) => Some((**element).clone()),
        _ => None,
    }
}

/// The element type of the maps so far with one more; none inside where not all
/// are maps of one type.
fn alike(so_far: Option<Option<Type>>, next: Option<Type>) -> Option<Option<Type>> {
    match so_far {
        Some(known) if known != next => Some(None),
        _ => Some(next),
    }
}

pub(super) fn transpose(args: &Args<'_, '_>) -> Outcome {
    let mut turned: BTreeMap<SmolStr, Vec<SmolStr>> = BTreeMap::new();
    for (key, list) in args.get(0).as_mapping().into_iter().flatten() {
        let Some(items) = list.as_sequence() else {
            return Err("no list may be null".to_owned());
        };
        for item in items {
            let text = item
                .as_str()
                .ok_or_else(|| "no string may be null".to_owned())?;
            turned.entry(text.into()).or_default().push(key.clone());
        }
    }
    let entries = turned
        .into_iter()
        .map(|(key, texts)| (key, args.strings(texts)))
        .collect();
    Ok(Value::map(Type::list(Type::String), entries))
}

pub(super) fn zipmap(args: &Args<'_, '_>) -> Outcome {
    let loose = args
        .get(1)
        .find_unknown()
        .filter(|_| args.get(1).is_loose());
    let open_keys = args.get(0).find_unknown().or(loose);
    let (element, values) = match &args.get(1).data {
        Data::List(list) => (Some(list.element().clone()), args.items(1)),
        Data::Tuple(_) => (None, args.items(1)),
        _ => match args.get(1).as_unknown() {
            Some(why) if matches!(why.ty, Type::Dynamic | Type::List(_) | Type::Tuple(_)) => {
                return Ok(derived(&why, Type::Dynamic, args.at));
            }
            _ => return Err("the values must be a list or tuple".to_owned()),
        },
    };
    if let Some(why) = open_keys {
        return Ok(derived(&why, Type::Dynamic, args.at));
    }
    let keys = args.items(0);
    if keys.len() != values.len() {
        return Err("there must be as many keys as values".to_owned());
    }
    let mut entries = BTreeMap::new();
    for (key, value) in keys.iter().zip(values) {
        let key = key
            .as_str()
            .ok_or_else(|| "no key may be null".to_owned())?;
        entries.insert(SmolStr::from(key), value);
    }
    Ok(match element {
        Some(element) => Value::map(element, entries),
        None => Value::object(entries),
    })
}
