//! Conversion between types, after cty's `convert` package.

use std::collections::BTreeMap;

use smol_str::{SmolStr, ToSmolStr};

use super::budget::MAX_CANDIDATES;
use super::number::Number;
use super::sets;
use super::types::{Field, Type};
use super::unify::unify;
use super::value::{Data, Shape, Unknown, Value};

/// Whether a conversion may be one that fails for some values (`"a"` to a
/// number) or loses something (a list to a set).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// Only conversions that always succeed.
    Safe,
    /// Those that may fail too.
    Unsafe,
}

/// Whether values of one type convert to another at all.
pub fn can_convert(from: &Type, to: &Type, safety: Safety) -> bool {
    let risky = safety == Safety::Unsafe;
    match (from, to) {
        (_, Type::Dynamic) => true,
        (Type::Dynamic, _) => risky,
        (Type::Number | Type::Bool, Type::String) => true,
        (Type::String, Type::Number | Type::Bool) => risky,
        (Type::Object(from), Type::Object(to)) => {
            to.iter().all(|(name, field)| match from.get(name) {
                Some(own) => own.ty == field.ty || can_convert(&own.ty, &field.ty, safety),
                None => field.optional,
            })
        }
        (Type::Tuple(from), Type::Tuple(to)) => {
            from.len() == to.len()
                && from
                    .iter()
                    .zip(to.iter())
                    .all(|(a, b)| a == b || can_convert(a, b, safety))
        }
        (Type::List(_), Type::Set(_)) if !risky => false,
        (Type::List(from) | Type::Set(from), Type::List(to) | Type::Set(to))
        | (Type::Map(from), Type::Map(to)) => from == to || can_convert(from, to, safety),
        (Type::Tuple(from), Type::List(to) | Type::Set(to)) => elements_convert(from, to, safety),
        (Type::Object(from), Type::Map(to)) => {
            let types: Vec<Type> = from.values().map(|field| field.ty.clone()).collect();
            // Unlike for lists nothing more is asked of types that have only
            // `any` in common.
            let open = **to == Type::Dynamic && unify(&types, safety) == Some(Type::Dynamic);
            open || elements_convert(&types, to, safety)
        }
        (Type::Map(from), Type::Object(to)) => {
            risky
                && to.values().all(|field| {
                    field.optional || **from == field.ty || can_convert(from, &field.ty, safety)
                })
        }
        (from, to) => from.is_primitive() && from == to,
    }
}

fn elements_convert(from: &[Type], to: &Type, safety: Safety) -> bool {
    match common_element(from, to, safety) {
        Some(target) => from
            .iter()
            .all(|ty| *ty == target || can_convert(ty, &target, safety)),
        None => false,
    }
}

/// The element type of a collection made of elements of these types, where `to`
/// is asked for.
fn common_element(from: &[Type], to: &Type, safety: Safety) -> Option<Type> {
    if *to != Type::Dynamic || from.is_empty() {
        return Some(to.clone());
    }
    let target = unify(from, safety)?;
    (target != Type::Dynamic || from.iter().all(|ty| *ty == Type::Dynamic)).then_some(target)
}

/// The value as one of the target type; its origin stays. Unknown values stay
/// unknown, symbols stay symbols where the target can hold them.
///
/// # Errors
/// Why Terraform would refuse it: "a number is required".
pub fn convert(value: Value, target: &Type) -> Result<Value, String> {
    if *target == Type::Dynamic {
        return Ok(value);
    }
    match (&value.data, target) {
        (Data::Null(from), _) => {
            let ty = null_type(from, target).ok_or_else(|| required(target))?;
            Ok(Value {
                data: Data::Null(ty),
                origin: value.origin,
            })
        }
        (Data::Bool(_), Type::Bool)
        | (Data::Number(_), Type::Number)
        | (Data::String(_), Type::String) => Ok(value),
        (Data::Unknown(_) | Data::Attribute(_) | Data::Entity(_), _) => {
            convert_unknown(value, target)
        }
        (Data::Bool(_) | Data::Number(_) | Data::String(_), _) => convert_primitive(value, target),
        (_, Type::List(element)) => convert_sequence(value, element, Kind::List),
        (_, Type::Set(element)) => convert_sequence(value, element, Kind::Set),
        (_, Type::Tuple(elements)) => convert_tuple(value, elements),
        (_, Type::Map(element)) => convert_map(value, element),
        (_, Type::Object(fields)) => convert_object(value, fields),
        _ => Err(required(target)),
    }
}

/// The type that a null of one type has as one of another; none where values of
/// the one do not convert to the other. What the target leaves open stays as it
/// was.
fn null_type(from: &Type, target: &Type) -> Option<Type> {
    if from == target {
        return Some(target.clone());
    }
    can_convert(from, target, Safety::Unsafe).then(|| filled(from, target.without_optional()))
}

fn filled(from: &Type, target: Type) -> Type {
    match (from, target) {
        (Type::Dynamic, target) => target,
        (from, Type::Dynamic) => from.clone(),
        (Type::List(from) | Type::Set(from), Type::List(element)) => {
            Type::list(filled(from, (*element).clone()))
        }
        (Type::List(from) | Type::Set(from), Type::Set(element)) => {
            Type::set(filled(from, (*element).clone()))
        }
        (Type::Map(from), Type::Map(element)) => Type::map(filled(from, (*element).clone())),
        (_, target) => target,
    }
}

/// In Terraform's words: "a number is required".
fn required(target: &Type) -> String {
    match target {
        Type::Object(_) => "an object is required".to_owned(),
        target => format!("a {target} is required"),
    }
}

fn convert_unknown(value: Value, target: &Type) -> Result<Value, String> {
    let Some(unknown) = value.as_unknown() else {
        return Ok(value);
    };
    if !can_convert(&unknown.ty, target, Safety::Unsafe) && unknown.ty != *target {
        return Err(required(target));
    }
    match (&value.data, &unknown.shape) {
        (Data::Attribute(_), _) if *target == Type::String => Ok(value),
        (Data::Unknown(_), _) if unknown.ty == *target => Ok(value),
        (_, Shape::OneOf(candidates)) if candidates.len() <= MAX_CANDIDATES => {
            let converted: Result<Vec<Value>, String> = candidates
                .iter()
                .map(|candidate| convert(candidate.clone(), target))
                .collect();
            let shape = converted.map_or(Shape::Opaque, Shape::OneOf);
            Ok(as_type(value, &unknown, target).reshaped(shape))
        }
        (_, Shape::AtLeast(items)) => {
            let shape = match target {
                Type::List(element) | Type::Set(element) => {
                    let items = items.iter().map(|item| convert(item.clone(), element));
                    items
                        .collect::<Result<_, _>>()
                        .map_or(Shape::Opaque, Shape::AtLeast)
                }
                _ => Shape::Opaque,
            };
            Ok(as_type(value, &unknown, target).reshaped(shape))
        }
        _ => Ok(as_type(value, &unknown, target)),
    }
}

fn as_type(value: Value, unknown: &Unknown, target: &Type) -> Value {
    let mut plain = Unknown::new(
        unknown.reason.clone(),
        unknown.at,
        target.without_optional(),
    );
    plain.nullable = unknown.nullable;
    Value {
        data: Data::Unknown(plain.into()),
        origin: value.origin,
    }
}

impl Value {
    /// The same unknown with that known of it.
    pub(crate) fn reshaped(self, shape: Shape) -> Value {
        match self.data {
            Data::Unknown(unknown) => Value {
                data: Data::Unknown((*unknown).clone().with_shape(shape).into()),
                origin: self.origin,
            },
            _ => self,
        }
    }
}

fn convert_primitive(value: Value, target: &Type) -> Result<Value, String> {
    let data = match (&value.data, target) {
        (Data::Bool(truth), Type::String) => Data::String(truth.to_smolstr()),
        (Data::Number(number), Type::String) => Data::String(number.to_smolstr()),
        (Data::String(text), Type::Number) => match Number::parse(text) {
            Ok(number) => Data::Number(number),
            Err(_) => return Err(required(target)),
        },
        (Data::String(text), Type::Bool) => match text.as_str() {
            "true" | "1" => Data::Bool(true),
            "false" | "0" => Data::Bool(false),
            _ => return Err(required(target)),
        },
        _ => return Err(required(target)),
    };
    Ok(Value {
        data,
        origin: value.origin,
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    List,
    Set,
}

fn convert_sequence(value: Value, element: &Type, kind: Kind) -> Result<Value, String> {
    let what = if kind == Kind::List {
        Type::list(element.clone())
    } else {
        Type::set(element.clone())
    };
    let Some(items) = value.as_sequence() else {
        return Err(required(&what));
    };
    let unchanged = match (&value.data, kind) {
        (Data::List(list), Kind::List) => list.element() == element,
        (Data::Set(set), Kind::Set) => set.element() == element,
        _ => false,
    };
    if unchanged {
        return Ok(value);
    }
    let target = match &value.data {
        Data::List(list) | Data::Set(list) if *element == Type::Dynamic => list.element().clone(),
        Data::Tuple(_) if *element == Type::Dynamic => common_type(items)
            .ok_or_else(|| format!("{}; all elements must have the same type", required(&what)))?,
        _ => element.clone(),
    };
    let converted = items
        .iter()
        .map(|item| convert(item.clone(), &target))
        .collect::<Result<Vec<Value>, String>>()?;
    let (element, converted) = settle(&target, converted, kind)?;
    let made = match kind {
        Kind::List => Value::list(element, converted).loosened(value.is_loose()),
        Kind::Set => sets::set(element, converted),
    };
    Ok(made.with_origin(value.origin))
}

/// The type that these have in common. Those of which not even the type is
/// known fit any.
pub(crate) fn common_type(items: &[Value]) -> Option<Type> {
    if items.is_empty() {
        return Some(Type::Dynamic);
    }
    let mut types: Vec<Type> = Vec::new();
    for item in items {
        let ty = item.ty();
        let open = ty == Type::Dynamic && !item.is_null();
        if !open && !types.contains(&ty) {
            types.push(ty);
        }
    }
    if types.is_empty() {
        return Some(Type::Dynamic);
    }
    let target = unify(&types, Safety::Unsafe)?;
    (target != Type::Dynamic || types.iter().all(|ty| *ty == Type::Dynamic)).then_some(target)
}

/// The one type of all that are not null.
fn only_type(items: &[Value]) -> Option<Type> {
    let mut types = items.iter().filter(|item| !item.is_null()).map(Value::ty);
    let first = types.next()?;
    types.all(|ty| ty == first).then_some(first)
}

/// Where the type that was asked for left something open (`list(any)` of
/// lists), the elements are brought to one type, but those of a set must have it.
/// Nulls are of the target's type by now.
fn settle(target: &Type, items: Vec<Value>, kind: Kind) -> Result<(Type, Vec<Value>), String> {
    let target = target.without_optional();
    if !target.has_dynamic() || items.is_empty() {
        return Ok((target, items));
    }
    let present: Vec<Value> = items
        .iter()
        .filter(|item| !item.is_null())
        .cloned()
        .collect();
    if present.is_empty() {
        return Ok((target, items));
    }
    let differ = || "cannot find a common base type for all elements".to_owned();
    let common = match kind {
        Kind::List => common_type(&present).ok_or_else(differ)?,
        Kind::Set => target,
    };
    let items = items
        .into_iter()
        .map(|item| convert(item, &common))
        .collect::<Result<Vec<Value>, String>>()?;
    // What is left open in the common type may be filled differently by each.
    let mut types = items.iter().filter(|item| item.as_unknown().is_none());
    let first = types.next().map(Value::ty);
    if common.has_dynamic() && types.any(|item| Some(item.ty()) != first) {
        return Err(differ());
    }
    Ok((first.unwrap_or(common), items))
}

fn convert_tuple(value: Value, elements: &[Type]) -> Result<Value, String> {
    let wrong = || format!("a tuple of {} elements is required", elements.len());
    let Data::Tuple(tuple) = &value.data else {
        return Err(wrong());
    };
    if tuple.items().len() != elements.len() {
        return Err(wrong());
    }
    let items = tuple
        .items()
        .iter()
        .zip(elements)
        .map(|(item, ty)| convert(item.clone(), ty))
        .collect::<Result<Vec<Value>, String>>()?;
    Ok(Value::tuple(items)
        .loosened(value.is_loose())
        .with_origin(value.origin))
}

fn convert_map(value: Value, element: &Type) -> Result<Value, String> {
    let what = || required(&Type::map(element.clone()));
    let Some(entries) = value.as_mapping() else {
        return Err(what());
    };
    let target = match &value.data {
        Data::Map(map) if map.element() == element => return Ok(value),
        Data::Map(map) if *element == Type::Dynamic => map.element().clone(),
        _ if *element == Type::Dynamic => {
            let values: Vec<Value> = entries.values().cloned().collect();
            common_type(&values)
                .or_else(|| only_type(&values))
                .ok_or_else(|| format!("{}; all elements must have the same type", what()))?
        }
        _ => element.clone(),
    };
    let names: Vec<SmolStr> = entries.keys().cloned().collect();
    let values = entries
        .values()
        .map(|item| convert(item.clone(), &target))
        .collect::<Result<Vec<Value>, String>>()?;
    let (element, values) = settle(&target, values, Kind::List)?;
    Ok(Value::map(element, names.into_iter().zip(values).collect()).with_origin(value.origin))
}

fn convert_object(value: Value, fields: &BTreeMap<SmolStr, Field>) -> Result<Value, String> {
    let Some(entries) = value.as_mapping() else {
        return Err("an object is required".to_owned());
    };
    let mut converted = BTreeMap::new();
    for (name, field) in fields {
        let item = match entries.get(name) {
            Some(item) => convert(item.clone(), &field.ty)
                .map_err(|problem| format!("attribute `{name}`: {problem}"))?,
            None if field.optional => Value::null_of(field.ty.without_optional()),
            None => return Err(format!("attribute `{name}` is required")),
        };
        converted.insert(name.clone(), item);
    }
    Ok(Value::object(converted).with_origin(value.origin))
}
