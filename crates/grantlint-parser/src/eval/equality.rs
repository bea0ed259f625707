//! `==`, which never converts, and may be open where something is unknown.

use super::convert::{Safety, can_convert};
use super::types::Type;
use super::undecided::{known_prefix, known_suffix, may_be_null};
use super::value::{Data, Entity, Shape, Value};

/// Whether two values are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Equality {
    /// They are.
    Same,
    /// They are not.
    Different,
    /// That depends on what is not known.
    Open,
}

impl Equality {
    /// `Some` of the answer, where there is one.
    pub fn known(self) -> Option<bool> {
        match self {
            Equality::Same => Some(true),
            Equality::Different => Some(false),
            Equality::Open => None,
        }
    }

    fn of(same: bool) -> Equality {
        if same {
            Equality::Same
        } else {
            Equality::Different
        }
    }
}

/// Whether two values are equal: of one type, and with the same content. Nulls
/// are equal to each other, a symbol is equal to itself.
pub fn equal(a: &Value, b: &Value) -> Equality {
    match (&a.data, &b.data) {
        (Data::Null(_), Data::Null(_)) => Equality::Same,
        (Data::Attribute(x), Data::Attribute(y)) if x == y => Equality::Same,
        (Data::Entity(x), Data::Entity(y)) => entities(x, y),
        (Data::Entity(_), Data::Null(_)) | (Data::Null(_), Data::Entity(_)) => Equality::Different,
        (Data::Unknown(_) | Data::Attribute(_) | Data::Entity(_), _)
        | (_, Data::Unknown(_) | Data::Attribute(_) | Data::Entity(_)) => unknowns(a, b),
        (Data::Bool(x), Data::Bool(y)) => Equality::of(x == y),
        (Data::Number(x), Data::Number(y)) => Equality::of(x == y),
        (Data::String(x), Data::String(y)) => Equality::of(x == y),
        (Data::List(x), Data::List(y)) | (Data::Set(x), Data::Set(y)) => {
            if !could_be_same_type(x.element(), y.element(), (a, b)) {
                return Equality::Different;
            }
            match sequences(x.items(), y.items()) {
                Equality::Different if a.is_loose() || b.is_loose() => Equality::Open,
                answer => answer,
            }
        }
        (Data::Tuple(_), Data::Tuple(_)) if a.is_loose() || b.is_loose() => Equality::Open,
        (Data::Tuple(x), Data::Tuple(y)) => sequences(x.items(), y.items()),
        (Data::Map(x), Data::Map(y)) if !could_be_same_type(x.element(), y.element(), (a, b)) => {
            Equality::Different
        }
        (Data::Map(_), Data::Map(_)) | (Data::Object(_), Data::Object(_)) => mappings(a, b),
        _ => Equality::Different,
    }
}

fn entities(x: &Entity, y: &Entity) -> Equality {
    if x == y {
        Equality::Same
    } else {
        Equality::Open
    }
}

/// Element types of collections: different ones make different types, unless one
/// of them is not settled because something in a collection is unknown.
fn could_be_same_type(x: &Type, y: &Type, (a, b): (&Value, &Value)) -> bool {
    let open = |ty: &Type, value: &Value| ty.has_dynamic() && value.find_unknown().is_some();
    x == y || open(x, a) || open(y, b)
}

fn unknowns(a: &Value, b: &Value) -> Equality {
    match (a.is_null(), b.is_null()) {
        (true, _) if !may_be_null(b) => return Equality::Different,
        (_, true) if !may_be_null(a) => return Equality::Different,
        _ => {}
    }
    let texts = [(a, b.as_str()), (b, a.as_str())];
    for (open, known) in texts {
        if known.is_some_and(|known| !could_be(open, known)) {
            return Equality::Different;
        }
    }
    let (x, y) = (a.ty(), b.ty());
    let settled = |value: &Value, ty: &Type| !value.is_null() && !ty.has_dynamic();
    if settled(a, &x) && settled(b, &y) && x != y && !never_null_types_meet(&x, &y) {
        let nullable = |value: &Value| value.as_unknown().is_some_and(|unknown| unknown.nullable);
        if !nullable(a) || !nullable(b) {
            return Equality::Different;
        }
        return Equality::Open;
    }
    match (candidates(a), candidates(b)) {
        (None, None) => Equality::Open,
        (one, other) => {
            let left = one.unwrap_or_else(|| vec![a.clone()]);
            let right = other.unwrap_or_else(|| vec![b.clone()]);
            let mut answers = left
                .iter()
                .flat_map(|x| right.iter().map(move |y| (x, y)))
                .map(|(x, y)| equal(x, y));
            let Some(first) = answers.next() else {
                return Equality::Open;
            };
            if answers.all(|answer| answer == first) {
                first
            } else {
                Equality::Open
            }
        }
    }
}

/// Whether a string that is known in part may turn out to be this one.
fn could_be(open: &Value, known: &str) -> bool {
    let (prefix, suffix) = (known_prefix(open), known_suffix(open));
    known.len() >= prefix.len() + suffix.len()
        && known.starts_with(prefix)
        && known.ends_with(suffix)
}

fn never_null_types_meet(x: &Type, y: &Type) -> bool {
    !x.is_primitive() && !y.is_primitive() && can_convert(x, y, Safety::Unsafe)
}

fn candidates(value: &Value) -> Option<Vec<Value>> {
    match &value.data {
        Data::Unknown(unknown) => match &unknown.shape {
            Shape::OneOf(candidates) => Some(candidates.clone()),
            Shape::Opaque | Shape::Text(_) | Shape::AtLeast(_) => None,
        },
        _ => None,
    }
}

fn sequences(x: &[Value], y: &[Value]) -> Equality {
    if x.len() != y.len() {
        return Equality::Different;
    }
    all(x.iter().zip(y).map(|(x, y)| parts(x, y)))
}

fn mappings(a: &Value, b: &Value) -> Equality {
    let (Some(x), Some(y)) = (a.as_mapping(), b.as_mapping()) else {
        return Equality::Open;
    };
    if x.len() != y.len() || !x.keys().eq(y.keys()) {
        return Equality::Different;
    }
    all(x.values().zip(y.values()).map(|(x, y)| parts(x, y)))
}

/// Within collections nulls of different types make different types.
fn parts(x: &Value, y: &Value) -> Equality {
    match (&x.data, &y.data) {
        (Data::Null(x), Data::Null(y)) => Equality::of(x == y),
        _ => equal(x, y),
    }
}

fn all(parts: impl Iterator<Item = Equality>) -> Equality {
    let mut whole = Equality::Same;
    for part in parts {
        match part {
            Equality::Different => return Equality::Different,
            Equality::Open => whole = Equality::Open,
            Equality::Same => {}
        }
    }
    whole
}
