//! Functions that make lists of lists: they move elements about and keep their
//! origins, so that unknown elements stay what they are.

use super::super::convert::{Safety, common_type, convert};
use super::super::equality::{Equality, equal};
use super::super::sets;
use super::super::types::Type;
use super::super::undecided::{choice, derived, one_of};
use super::super::unify::unify;
use super::super::value::{Data, Shape, Value};
use super::{Args, Outcome};

/// The argument's elements, or what the call means where it is unknown as a
/// whole.
pub(super) fn items_or_open(
    args: &Args<'_, '_>,
    at: usize,
    ty: Type,
    wrong: &str,
) -> Result<Result<Vec<Value>, Value>, String> {
    let value = args.get(at);
    if let Some(items) = value.items() {
        args.context.budget.spend(items.len() as u64);
        return Ok(Ok(items));
    }
    match value.as_unknown() {
        Some(why) if could_be_sequence(&why.ty) => Ok(Err(derived(&why, ty, args.at))),
        _ => Err(wrong.to_owned()),
    }
}

fn could_be_sequence(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Dynamic | Type::List(_) | Type::Set(_) | Type::Tuple(_)
    )
}

/// The elements as a list, if the value they are from was one, else a tuple.
fn like(value: &Value, items: Vec<Value>) -> Value {
    let made = match &value.data {
        Data::List(list) | Data::Set(list) => Value::list(list.element().clone(), items),
        _ => Value::tuple(items),
    };
    made.loosened(value.is_loose())
}

pub(super) fn concat(args: &Args<'_, '_>) -> Outcome {
    if args.values.is_empty() {
        return Err("at least one argument is required".to_owned());
    }
    let mut all = Vec::new();
    let mut open = None;
    let mut types = Vec::new();
    for (at, value) in args.values.iter().enumerate() {
        if matches!(value.data, Data::Set(_)) {
            return Err("all arguments must be lists or tuples".to_owned());
        }
        match items_or_open(
            args,
            at,
            Type::Dynamic,
            "all arguments must be lists or tuples",
        )? {
            Ok(items) => all.extend(items),
            Err(unknown) => {
                all.extend(value.at_least());
                open = open.or(Some(unknown));
            }
        }
        if let Data::List(_) = &value.data {
            types.push(value.ty());
        }
    }
    if let Some(value) = open {
        return Ok(value.reshaped(Shape::AtLeast(all)));
    }
    let loose = args.values.iter().any(Value::is_loose);
    let all_lists = types.len() == args.values.len();
    let Some(Type::List(element)) = unify(&types, Safety::Unsafe).filter(|_| all_lists) else {
        return Ok(Value::tuple(all).loosened(loose));
    };
    let items = all
        .into_iter()
        .map(|item| convert(item, &element))
        .collect::<Result<Vec<Value>, String>>()?;
    Ok(Value::list((*element).clone(), items).loosened(loose))
}

pub(super) fn chunklist(args: &Args<'_, '_>) -> Outcome {
    let list = args.get(0);
    let Some(items) = list.items() else {
        return Ok(args.open(list, Type::Dynamic));
    };
    if list.is_loose() {
        return Ok(args.open(list, Type::Dynamic));
    }
    if args.get(1).as_number().is_none() {
        return Ok(args.open(args.get(1), Type::Dynamic));
    }
    let size = usize::try_from(args.integer(1)?)
        .map_err(|_| "the size must not be negative".to_owned())?;
    let size = if size == 0 { items.len() } else { size };
    let chunks = items
        .chunks(size.max(1))
        .map(|chunk| like(list, chunk.to_vec()))
        .collect();
    Ok(Value::list(list.ty(), chunks))
}

/// Leaves out empty strings and nulls; what is unknown may be empty, but what
/// it is if it is not stays of use, so that it is kept.
pub(super) fn compact(args: &Args<'_, '_>) -> Outcome {
    let list = args.get(0);
    let Some(items) = list.items() else {
        return Ok(args.open(list, Type::list(Type::String)));
    };
    let may_go = |item: &Value| match &item.data {
        Data::Attribute(symbol) => symbol.attribute != "id",
        _ => item.as_unknown().is_some(),
    };
    let loose = list.is_loose() || items.iter().any(may_go);
    let stays = |item: &Value| !item.is_null() && item.as_str() != Some("");
    // Of what an undecided conditional may give, the empty ones go too.
    let without = |item: Value| match (one_of(&item), item.as_unknown()) {
        (Some(candidates), Some(why)) if !candidates.iter().all(stays) => {
            let mut left: Vec<Value> = candidates.into_iter().filter(stays).collect();
            (!left.is_empty()).then(|| {
                // It may also not be there.
                left.push(Value::null());
                choice(left, &why, Type::String, args.at)
            })
        }
        _ => stays(&item).then_some(item),
    };
    let kept = items.into_iter().filter_map(without);
    Ok(Value::list(Type::String, kept.collect()).loosened(loose))
}

/// The first of each group of equal elements. Unknown ones are kept beside the
/// others, a symbol once.
pub(super) fn distinct(args: &Args<'_, '_>) -> Outcome {
    let list = args.get(0);
    let Some(items) = list.items() else {
        return Ok(args.open(list, list.ty()));
    };
    if let Err(value) = args.afford(items.len(), list.ty()) {
        return Ok(value);
    }
    let mut keyed: Vec<(usize, &Value)> = items.iter().enumerate().collect();
    keyed.sort_by(|(i, a), (j, b)| sets::compare(a, b).then(i.cmp(j)));
    let mut kept: Vec<(usize, &Value)> = Vec::new();
    for (at, item) in keyed {
        let same = |(_, other): &&(usize, &Value)| sets::compare(other, item).is_eq();
        let twin = kept.iter().rev().take_while(same);
        if !twin
            .clone()
            .any(|(_, other)| equal(other, item) == Equality::Same)
        {
            kept.push((at, item));
        }
    }
    kept.sort_by_key(|(at, _)| *at);
    let kept: Vec<Value> = kept.into_iter().map(|(_, item)| item.clone()).collect();
    let loose = !sets::length_is_known(&kept);
    Ok(like(list, kept).loosened(loose))
}

pub(super) fn element(args: &Args<'_, '_>) -> Outcome {
    let list = args.get(0);
    let wrong = || "only a list or tuple has elements to choose".to_owned();
    let items = match (&list.data, list.as_unknown()) {
        (Data::List(list), _) => list.items(),
        (Data::Tuple(tuple), _) => tuple.items(),
        (_, Some(why)) if could_be_sequence(&why.ty) => {
            return Ok(derived(&why, Type::Dynamic, args.at));
        }
        _ => return Err(wrong()),
    };
    if list.is_loose() {
        return Ok(args.open(list, Type::Dynamic));
    }
    if args.get(1).as_number().is_none() {
        return Ok(args.open(args.get(1), Type::Dynamic));
    }
    let index = args.integer(1)?;
    let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let before = index.checked_rem(length).is_some_and(|at| at < 0);
    if before && matches!(list.data, Data::Tuple(_)) {
        return Err("the index must not be negative".to_owned());
    }
    let at = index
        .checked_rem_euclid(length)
        .and_then(|at| usize::try_from(at).ok());
    let found = at.and_then(|at| items.get(at));
    found
        .map(|item| list.part(item))
        .ok_or_else(|| "the list is empty".to_owned())
}

pub(super) fn flatten(args: &Args<'_, '_>) -> Outcome {
    let wrong = "only lists, sets and tuples can be flattened";
    let items = match items_or_open(args, 0, Type::Dynamic, wrong)? {
        Ok(items) => items,
        Err(value) => return Ok(value),
    };
    let mut flat = Vec::new();
    let mut pending: Vec<Value> = items.into_iter().rev().collect();
    let mut open = None;
    let mut loose = args.get(0).is_loose();
    while let Some(item) = pending.pop() {
        loose |= item.is_loose();
        match item.items() {
            Some(inner) => pending.extend(inner.into_iter().rev()),
            None => {
                if let Data::Unknown(why) = &item.data
                    && could_be_sequence(&why.ty)
                {
                    open = open.or(Some(derived(why, Type::Dynamic, args.at)));
                }
                flat.push(item);
            }
        }
        if flat.len() + pending.len() > super::super::budget::MAX_VALUES as usize {
            break;
        }
    }
    Ok(open.unwrap_or_else(|| Value::tuple(flat).loosened(loose)))
}

pub(super) fn one(args: &Args<'_, '_>) -> Outcome {
    let wrong = "a list, set or tuple with at most one element is required";
    let items = match items_or_open(args, 0, Type::Dynamic, wrong)? {
        Ok(items) => items,
        Err(value) => return Ok(value),
    };
    let loose = args.get(0).is_loose();
    let mut items = items.into_iter();
    match (items.next(), items.next()) {
        (None, _) => Ok(Value::null_of(match args.get(0).ty() {
            Type::List(element) | Type::Set(element) => (*element).clone(),
            _ => Type::Dynamic,
        })),
        (Some(_), _) if loose => Ok(args.open(args.get(0), Type::Dynamic)),
        (Some(only), None) => Ok(only),
        (Some(_), Some(_)) => Err(wrong.to_owned()),
    }
}

pub(super) fn reverse(args: &Args<'_, '_>) -> Outcome {
    let list = args.get(0);
    let mut items = match items_or_open(
        args,
        0,
        Type::Dynamic,
        "only a list or tuple can be reversed",
    )? {
        Ok(items) => items,
        Err(value) => return Ok(value),
    };
    items.reverse();
    Ok(like(list, items))
}

pub(super) fn slice(args: &Args<'_, '_>) -> Outcome {
    let list = args.get(0);
    let wrong = "a list or tuple is required";
    if matches!(list.data, Data::Set(_)) {
        return Err(wrong.to_owned());
    }
    let items = match items_or_open(args, 0, Type::Dynamic, wrong)? {
        Ok(items) => items,
        Err(value) => return Ok(value),
    };
    if list.is_loose() {
        return Ok(args.open(list, Type::Dynamic));
    }
    for at in [1, 2] {
        if args.get(at).as_number().is_none() {
            return Ok(args.open(args.get(at), Type::Dynamic));
        }
    }
    let index = |at: usize| {
        usize::try_from(args.integer(at)?).map_err(|_| "an index must not be negative".to_owned())
    };
    let part = items.get(index(1)?..index(2)?);
    let part = part.ok_or_else(|| "the indexes do not lie in the list".to_owned())?;
    Ok(like(list, part.to_vec()))
}

pub(super) fn sort(args: &Args<'_, '_>) -> Outcome {
    let mut items = args.items(0);
    if items.iter().any(Value::is_null) {
        return Err("a null value can't be sorted".to_owned());
    }
    items.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    Ok(Value::list(Type::String, items))
}

/// The elements with their common type, for functions that make a list of what
/// they are given one by one.
pub(super) fn list_of(items: Vec<Value>) -> Outcome {
    let element =
        common_type(&items).ok_or_else(|| "the types have nothing in common".to_owned())?;
    let items = items
        .into_iter()
        .map(|item| convert(item, &element))
        .collect::<Result<Vec<Value>, String>>()?;
    Ok(Value::list(element, items))
}
