//! `setunion`, `setintersection`, `setsubtract` and `setproduct`.

use super::super::convert::{Safety, common_type, convert};
use super::super::equality::{Equality, equal};
use super::super::sets;
use super::super::types::Type;
use super::super::unify::unify;
use super::super::value::{Data, Shape, Value};
use super::{Args, Outcome};

/// The element type that sets have in common, and their elements.
type Sets = (Type, Vec<Vec<Value>>);

/// The sets, converted to the type that they have in common; or what the call
/// means where one of them is unknown as a whole.
fn sets_of(args: &Args<'_, '_>) -> Result<Result<Sets, Value>, String> {
    let mut types = Vec::new();
    for value in &args.values {
        match &value.data {
            Data::Set(set) if set.items().is_empty() && *set.element() == Type::Dynamic => {}
            Data::Set(set) => types.push(set.element().clone()),
            _ => return Ok(Err(args.open(value, Type::set(Type::Dynamic)))),
        }
    }
    let element = if types.is_empty() {
        Type::Dynamic
    } else {
        let known: Vec<Type> = types
            .iter()
            .filter(|ty| **ty != Type::Dynamic)
            .cloned()
            .collect();
        let types = if known.is_empty() { types } else { known };
        unify(&types, Safety::Unsafe)
            .ok_or_else(|| "the sets' elements have no type in common".to_owned())?
    };
    let mut sets = Vec::new();
    for value in &args.values {
        let converted = convert(value.clone(), &Type::set(element.clone()))?;
        sets.push(converted.items().unwrap_or_default());
    }
    Ok(Ok((element, sets)))
}

pub(super) fn union(args: &Args<'_, '_>) -> Outcome {
    Ok(match sets_of(args)? {
        Ok((element, sets)) => sets::set(element, sets.concat()),
        Err(open) => {
            let known = args.values.iter().flat_map(Value::at_least).collect();
            open.reshaped(Shape::AtLeast(known))
        }
    })
}

pub(super) fn intersection(args: &Args<'_, '_>) -> Outcome {
    filtered(args, |found| found)
}

pub(super) fn subtract(args: &Args<'_, '_>) -> Outcome {
    filtered(args, |found| !found)
}

/// The elements of the first set, as far as each other set has them (or not).
/// Unknown where an unknown element would decide that.
fn filtered(args: &Args<'_, '_>, keep: fn(bool) -> bool) -> Outcome {
    let (element, sets) = match sets_of(args)? {
        Ok(found) => found,
        Err(open) => return Ok(open),
    };
    let mut sets = sets.into_iter();
    let mut left = sets.next().unwrap_or_default();
    for other in sets {
        if let Err(value) = args.afford(left.len() + other.len(), Type::set(element.clone())) {
            return Ok(value);
        }
        let mut kept = Vec::new();
        for item in left {
            match find(&other, &item) {
                Equality::Same if keep(true) => kept.push(item),
                Equality::Different if keep(false) => kept.push(item),
                Equality::Same | Equality::Different => {}
                Equality::Open => {
                    let why = args
                        .values
                        .iter()
                        .find(|value| value.find_unknown().is_some());
                    let why = why.unwrap_or(&item).clone();
                    return Ok(args.open(&why, Type::set(element)));
                }
            }
        }
        left = kept;
    }
    Ok(sets::set(element, left))
}

/// Whether an element is among those of a set, which are in order.
fn find(items: &[Value], item: &Value) -> Equality {
    let known = items.partition_point(|other| sets::compare(other, item).is_lt());
    let mut answer = Equality::Different;
    let twins = items.get(known..).unwrap_or(&[]).iter();
    for other in twins.take_while(|other| sets::compare(other, item).is_eq()) {
        match equal(other, item) {
            Equality::Same => return Equality::Same,
            Equality::Open => answer = Equality::Open,
            Equality::Different => {}
        }
    }
    let undecided = |value: &Value| value.find_unknown().is_some();
    let open = |other: &&Value| {
        (undecided(other) || undecided(item)) && equal(other, item) == Equality::Open
    };
    if items
        .iter()
        .rev()
        .take_while(|other| undecided(other) || undecided(item))
        .any(|other| open(&other))
    {
        answer = Equality::Open;
    }
    answer
}

pub(super) fn product(args: &Args<'_, '_>) -> Outcome {
    if args.values.len() < 2 {
        return Err("at least two arguments are required".to_owned());
    }
    let mut all_lists = true;
    let mut types = Vec::new();
    let mut columns = Vec::new();
    for value in &args.values {
        let Some(items) = value.items() else {
            return match value.as_unknown() {
                Some(_) => Ok(args.open(value, Type::Dynamic)),
                None => Err("a set or list is required".to_owned()),
            };
        };
        let element = match &value.data {
            Data::Set(set) => {
                all_lists = false;
                set.element().clone()
            }
            Data::List(list) => list.element().clone(),
            _ => common_type(&items)
                .ok_or_else(|| "all elements must be of the same type".to_owned())?,
        };
        let items = items
            .into_iter()
            .map(|item| convert(item, &element))
            .collect::<Result<Vec<Value>, String>>()?;
        types.push(element);
        columns.push(items);
    }
    let row = Type::tuple(types);
    let total = columns
        .iter()
        .map(Vec::len)
        .try_fold(1usize, usize::checked_mul);
    let total = total.unwrap_or(usize::MAX);
    if let Err(value) = args.afford(total.saturating_mul(columns.len()), Type::Dynamic) {
        return Ok(value);
    }
    let mut rows: Vec<Vec<Value>> = vec![Vec::new()];
    for column in &columns {
        rows = rows
            .iter()
            .flat_map(|row| {
                column
                    .iter()
                    .map(move |item| row.iter().chain([item]).cloned().collect())
            })
            .collect();
    }
    let rows: Vec<Value> = rows
        .into_iter()
        .map(|row| Value::tuple(row).with_origin(super::super::value::Origin::at(args.at)))
        .collect();
    Ok(if all_lists {
        Value::list(row, rows)
    } else {
        sets::set(row, rows)
    })
}
