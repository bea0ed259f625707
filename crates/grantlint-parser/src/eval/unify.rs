//! The type that values of several types have in common, as Terraform finds it
//! for the arms of a conditional and the elements of a list.
//!
//! The algorithm is that of cty's `convert` package (`unify.go`,
//! `sort_types.go`, `compare_types.go`), because which of several possible types
//! is chosen can be seen in the result.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::convert::{Safety, can_convert};
use super::types::{Field, Type};

/// The type that all of these convert to; none where there is no such type, or
/// no type is given.
pub fn unify(types: &[Type], safety: Safety) -> Option<Type> {
    let first = types.first()?;
    if first.is_primitive() && types.iter().all(|ty| ty == first) {
        return Some(first.clone());
    }
    match unify_collections(types, safety) {
        Structural::Decided(result) => result,
        Structural::Open => preferred(types, safety),
    }
}

enum Structural {
    Decided(Option<Type>),
    Open,
}

#[derive(Default)]
struct Counts {
    map: usize,
    list: usize,
    set: usize,
    object: usize,
    tuple: usize,
    dynamic: usize,
}

impl Counts {
    fn of(types: &[Type]) -> Counts {
        let mut counts = Counts::default();
        for ty in types {
            match ty {
                Type::Map(_) => counts.map += 1,
                Type::List(_) => counts.list += 1,
                Type::Set(_) => counts.set += 1,
                Type::Object(_) => counts.object += 1,
                Type::Tuple(_) => counts.tuple += 1,
                Type::Dynamic => counts.dynamic += 1,
                Type::Bool | Type::Number | Type::String => {}
            }
        }
        counts
    }
}

fn unify_collections(types: &[Type], safety: Safety) -> Structural {
    let counts = Counts::of(types);
    let all = types.len();
    let dynamic = counts.dynamic;
    if counts.map > 0 && counts.map + dynamic == all {
        return Structural::Decided(unify_elements(types, Type::map, dynamic, safety));
    }
    if counts.map > 0 && counts.map + counts.object + dynamic == all {
        if let Some(ty @ Type::Map(_)) = unify_with_maps(types, safety) {
            return Structural::Decided(Some(ty));
        }
    } else if counts.list > 0 && counts.list + dynamic == all {
        return Structural::Decided(unify_elements(types, Type::list, dynamic, safety));
    } else if counts.list > 0 && counts.list + counts.tuple + dynamic == all {
        if let Some(ty @ Type::List(_)) = unify_with_lists(types, safety) {
            return Structural::Decided(Some(ty));
        }
    } else if counts.set > 0 && counts.set + dynamic == all {
        return Structural::Decided(unify_elements(types, Type::set, dynamic, safety));
    } else if counts.object > 0 && counts.object + dynamic == all {
        return Structural::Decided(unify_objects(types, dynamic, safety));
    } else if counts.tuple > 0 && counts.tuple + dynamic == all {
        return Structural::Decided(unify_tuples(types, dynamic, safety));
    } else if counts.object > 0 && counts.tuple > 0 {
        return Structural::Decided(None);
    }
    Structural::Open
}

fn all_convert(types: &[Type], target: &Type, safety: Safety) -> bool {
    types
        .iter()
        .all(|ty| ty == target || can_convert(ty, target, safety))
}

fn unify_elements(
    types: &[Type],
    collection: fn(Type) -> Type,
    dynamic: usize,
    safety: Safety,
) -> Option<Type> {
    if dynamic > 0 {
        return Some(Type::Dynamic);
    }
    let elements: Vec<Type> = types.iter().filter_map(element_of).collect();
    let target = collection(unify(&elements, safety)?);
    all_convert(types, &target, safety).then_some(target)
}

fn element_of(ty: &Type) -> Option<Type> {
    match ty {
        Type::List(element) | Type::Set(element) | Type::Map(element) => Some((**element).clone()),
        _ => None,
    }
}

fn attributes_of(ty: &Type) -> impl Iterator<Item = (&SmolStr, &Type)> {
    let fields: Option<&BTreeMap<SmolStr, Field>> = match ty {
        Type::Object(fields) => Some(fields),
        _ => None,
    };
    fields
        .into_iter()
        .flatten()
        .map(|(name, field)| (name, &field.ty))
}

fn unify_with_maps(types: &[Type], safety: Safety) -> Option<Type> {
    let is_object = |ty: &&Type| matches!(ty, Type::Object(_));
    let objects: Vec<Type> = types.iter().filter(is_object).cloned().collect();
    let map = objects_to_map(&objects, safety)?;
    let mapped: Vec<Type> = types
        .iter()
        .map(|ty| {
            if is_object(&ty) {
                map.clone()
            } else {
                ty.clone()
            }
        })
        .collect();
    unify(&mapped, safety)
}

fn unify_with_lists(types: &[Type], safety: Safety) -> Option<Type> {
    let is_tuple = |ty: &&Type| matches!(ty, Type::Tuple(_));
    let tuples: Vec<Type> = types.iter().filter(is_tuple).cloned().collect();
    let list = tuples_to_list(&tuples, safety)?;
    let listed: Vec<Type> = types
        .iter()
        .map(|ty| {
            if is_tuple(&ty) {
                list.clone()
            } else {
                ty.clone()
            }
        })
        .collect();
    unify(&listed, safety)
}

fn unify_objects(types: &[Type], dynamic: usize, safety: Safety) -> Option<Type> {
    if dynamic > 0 {
        return Some(Type::Dynamic);
    }
    let names: Vec<&SmolStr> = attributes_of(types.first()?)
        .map(|(name, _)| name)
        .collect();
    let same = |ty: &Type| {
        attributes_of(ty)
            .map(|(name, _)| name)
            .eq(names.iter().copied())
    };
    if !types.iter().all(same) {
        return objects_to_map(types, safety);
    }
    let mut attributes = Vec::new();
    for name in names {
        let across: Vec<Type> = types
            .iter()
            .filter_map(|ty| attributes_of(ty).find(|(other, _)| *other == name))
            .map(|(_, ty)| ty.clone())
            .collect();
        attributes.push((name.clone(), unify(&across, safety)?));
    }
    let target = Type::object(attributes);
    if all_convert(types, &target, safety) {
        Some(target)
    } else {
        objects_to_map(types, safety)
    }
}

fn objects_to_map(types: &[Type], safety: Safety) -> Option<Type> {
    let attributes: Vec<Type> = types
        .iter()
        .flat_map(|ty| attributes_of(ty).map(|(_, ty)| ty.clone()))
        .collect();
    let target = Type::map(unify(&attributes, safety)?);
    all_convert(types, &target, safety).then_some(target)
}

fn elements_of(ty: &Type) -> &[Type] {
    match ty {
        Type::Tuple(elements) => elements,
        _ => &[],
    }
}

fn unify_tuples(types: &[Type], dynamic: usize, safety: Safety) -> Option<Type> {
    if dynamic > 0 {
        return Some(Type::Dynamic);
    }
    let length = elements_of(types.first()?).len();
    if types.iter().any(|ty| elements_of(ty).len() != length) {
        return tuples_to_list(types, safety);
    }
    let mut elements = Vec::new();
    for at in 0..length {
        let across: Vec<Type> = types
            .iter()
            .filter_map(|ty| elements_of(ty).get(at).cloned())
            .collect();
        elements.push(unify(&across, safety)?);
    }
    let target = Type::tuple(elements);
    if all_convert(types, &target, safety) {
        Some(target)
    } else {
        tuples_to_list(types, safety)
    }
}

fn tuples_to_list(types: &[Type], safety: Safety) -> Option<Type> {
    let elements: Vec<Type> = types.iter().flat_map(elements_of).cloned().collect();
    let target = Type::list(unify(&elements, safety)?);
    all_convert(types, &target, safety).then_some(target)
}

/// The first type, the more general ones before the others, that all of the
/// others convert to. Equal types are looked at once.
fn preferred(types: &[Type], safety: Safety) -> Option<Type> {
    let mut distinct: Vec<&Type> = Vec::new();
    for ty in types {
        if !distinct.contains(&ty) {
            distinct.push(ty);
        }
    }
    let mut left = distinct.clone();
    while !left.is_empty() {
        let is_most_general =
            |ty: &&Type| !left.iter().any(|other| generality(other, ty) == More::Left);
        let at = left.iter().position(is_most_general)?;
        let candidate = left.remove(at);
        let fits = |ty: &&Type| *ty == candidate || can_convert(ty, candidate, safety);
        if distinct.iter().all(fits) {
            return Some(candidate.clone());
        }
    }
    None
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum More {
    Left,
    Right,
    Neither,
}

impl More {
    fn flipped(self) -> More {
        match self {
            More::Left => More::Right,
            More::Right => More::Left,
            More::Neither => More::Neither,
        }
    }
}

/// Which of two types is the more general one.
fn generality(a: &Type, b: &Type) -> More {
    match (a, b) {
        (Type::Dynamic, Type::Dynamic) => More::Neither,
        (_, Type::Dynamic) => More::Left,
        (Type::Dynamic, _) => More::Right,
        (Type::String, Type::Number | Type::Bool) => More::Left,
        (Type::Number | Type::Bool, Type::String) => More::Right,
        (Type::List(a), Type::List(b))
        | (Type::Set(a), Type::Set(b))
        | (Type::Map(a), Type::Map(b)) => generality(a, b),
        (Type::Tuple(_) | Type::List(_), Type::Set(_))
        | (Type::List(_), Type::Tuple(_))
        | (Type::Map(_), Type::Object(_)) => More::Left,
        (Type::Set(_), Type::Tuple(_) | Type::List(_))
        | (Type::Tuple(_), Type::List(_))
        | (Type::Object(_), Type::Map(_)) => More::Right,
        (Type::Object(a), Type::Object(b)) => {
            if a.len() != b.len() || !a.keys().eq(b.keys()) {
                return More::Neither;
            }
            combined(
                a.values()
                    .zip(b.values())
                    .map(|(a, b)| generality(&a.ty, &b.ty)),
            )
        }
        (Type::Tuple(a), Type::Tuple(b)) => {
            if a.len() != b.len() {
                return More::Neither;
            }
            combined(a.iter().zip(b.iter()).map(|(a, b)| generality(a, b)))
        }
        _ => More::Neither,
    }
}

fn combined(parts: impl Iterator<Item = More>) -> More {
    let mut whole = More::Neither;
    for part in parts {
        if part == More::Neither {
            continue;
        }
        if whole == part.flipped() {
            return More::Neither;
        }
        whole = part;
    }
    whole
}
