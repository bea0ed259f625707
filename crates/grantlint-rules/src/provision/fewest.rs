//! The fewest permissions that meet several demands of which each is met by any of
//! some: a smallest hitting set, found by trying one, two, three more beyond those
//! that are needed in any case. Permissions that sweep, such as `admin`, are left
//! aside wherever a narrower one does as well.

use std::collections::BTreeSet;

use super::Demand;
use crate::holdings::triple;
use crate::matrix::Matrix;

/// How many sets are tried before the best guess is taken.
const TRIES: usize = 50_000;

/// A permission that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen<'m> {
    /// Its name.
    pub permission: &'m str,
    /// Whether a demand can be met by nothing else.
    pub needed: bool,
}

/// The fewest permissions that meet all demands, sorted, without sweeping ones where
/// they can be avoided. Among sets of one size, one
/// without sensitive permissions and with few entities comes first.
///
/// Answers too whether it is surely the fewest: with very many demands that overlap,
/// it may not be.
pub fn fewest<'m>(demands: &[Demand<'m>], matrix: &Matrix) -> (Vec<Chosen<'m>>, bool) {
    let single = demands
        .iter()
        .filter_map(|demand| match *demand.permissions {
            [only] => Some(only),
            _ => None,
        });
    let needed: BTreeSet<&str> = single.collect();
    let open = demands.iter().map(|demand| &demand.permissions);
    let open: Vec<Vec<&str>> = open
        .filter(|names| !names.is_empty() && names.iter().all(|name| !needed.contains(name)))
        .map(|names| narrow(names))
        .collect();
    let entities: BTreeSet<&str> = needed.iter().map(|name| entity(name)).collect();
    let rank = |name: &str| {
        let meets = open.iter().filter(|names| names.contains(&name)).count();
        let sensitive = matrix.sensitive(name).is_some();
        (
            usize::MAX - meets,
            sensitive,
            !entities.contains(entity(name)),
        )
    };
    let ranked: Vec<Vec<&str>> = open
        .iter()
        .map(|names| {
            let mut names = names.to_vec();
            names.sort_by_key(|name| (rank(name), *name));
            names
        })
        .collect();
    let mut exact = true;
    let mut taken: Vec<&str> = Vec::new();
    for part in parts(ranked) {
        let mut search = Search {
            open: &part,
            tries: TRIES,
            taken: Vec::new(),
        };
        if (0..=part.len()).any(|size| search.find(size)) {
            taken.append(&mut search.taken);
        } else {
            exact = false;
            taken.extend(greedy(&part));
        }
    }
    let mut chosen: Vec<Chosen<'m>> = needed
        .into_iter()
        .map(|permission| Chosen {
            permission,
            needed: true,
        })
        .collect();
    chosen.extend(taken.into_iter().map(|permission| Chosen {
        permission,
        needed: false,
    }));
    chosen.sort_by_key(|chosen| chosen.permission);
    (chosen, exact)
}

struct Search<'s, 'm> {
    /// The demands, the best permission of each first.
    open: &'s [Vec<&'m str>],
    /// How many sets may still be tried.
    tries: usize,
    taken: Vec<&'m str>,
}

impl Search<'_, '_> {
    /// Whether so many more meet what is open; then they are taken. The depth is the
    /// number that may be taken.
    fn find(&mut self, more: usize) -> bool {
        let taken = &self.taken;
        let open = self.open.iter();
        let Some(next) = open
            .filter(|names| names.iter().all(|name| !taken.contains(name)))
            .min_by_key(|names| names.len())
        else {
            return true;
        };
        if more == 0 || self.tries == 0 {
            return false;
        }
        for &name in next {
            self.tries = self.tries.saturating_sub(1);
            self.taken.push(name);
            if self.find(more - 1) {
                return true;
            }
            self.taken.pop();
        }
        false
    }
}

/// Those of these permissions that do not sweep, or all if all do.
fn narrow<'m>(names: &[&'m str]) -> Vec<&'m str> {
    let narrow: Vec<&str> = names.iter().filter(|name| !sweeps(name)).copied().collect();
    match narrow.as_slice() {
        [] => names.to_vec(),
        _ => narrow,
    }
}

/// Whether a permission grants far more than one action: a general one, or one of which
/// the name says so.
pub fn sweeps(permission: &str) -> bool {
    match triple(permission) {
        Some([_, _, action]) => matches!(action, "*" | "all" | "admin"),
        None => true,
    }
}

/// The demands in parts that have no permission in common.
fn parts(open: Vec<Vec<&str>>) -> Vec<Vec<Vec<&str>>> {
    let mut parts: Vec<Vec<Vec<&str>>> = Vec::new();
    for demand in open {
        let meets = |part: &Vec<Vec<&str>>| part.iter().flatten().any(|name| demand.contains(name));
        let (touching, mut apart): (Vec<_>, Vec<_>) = parts.into_iter().partition(meets);
        let mut part: Vec<Vec<&str>> = touching.into_iter().flatten().collect();
        part.push(demand);
        apart.push(part);
        parts = apart;
    }
    parts
}

/// The best permission of each demand that those before leave open.
fn greedy<'m>(open: &[Vec<&'m str>]) -> Vec<&'m str> {
    let mut taken: Vec<&str> = Vec::new();
    for names in open {
        if names.iter().all(|name| !taken.contains(name)) {
            taken.extend(names.first());
        }
    }
    taken
}

fn entity(permission: &str) -> &str {
    match triple(permission) {
        Some([.., action]) => permission.strip_suffix(action).unwrap_or(permission),
        None => permission,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::GENESYS_CLOUD;
    use crate::provision::Phase;

    #[track_caller]
    fn check(demands: &[&[&'static str]], expected: &[(&str, bool)]) {
        let (matrix, _) = Matrix::new(&[GENESYS_CLOUD], &[]);
        let demands: Vec<Demand<'_>> = demands
            .iter()
            .map(|names| Demand {
                permissions: names.to_vec(),
                phase: Phase::Apply,
                types: BTreeSet::new(),
                operations: BTreeSet::new(),
            })
            .collect();
        let (chosen, exact) = fewest(&demands, &matrix);
        let chosen: Vec<(&str, bool)> = chosen
            .iter()
            .map(|chosen| (chosen.permission, chosen.needed))
            .collect();
        assert_eq!((chosen.as_slice(), exact), (expected, true));
    }

    #[test]
    fn no_set_is_smaller() {
        check(&[], &[]);
        check(&[&["a:b:c"], &["a:b:c", "a:b:d"]], &[("a:b:c", true)]);
        check(
            &[&["a:b:c", "a:b:d"], &["a:b:d", "a:b:e"]],
            &[("a:b:d", false)],
        );
        // The one that meets most is no part of the smallest set.
        check(
            &[
                &["x:y:most", "x:y:left"],
                &["x:y:most", "x:y:right"],
                &["x:y:most", "x:y:left"],
                &["x:y:most", "x:y:right"],
                &["x:y:left", "x:z:left"],
                &["x:y:right", "x:z:right"],
            ],
            &[("x:y:left", false), ("x:y:right", false)],
        );
    }

    #[test]
    fn sweeping_ones_are_left_aside_where_that_is_possible() {
        check(
            &[
                &["admin", "a:b:delete", "a:c:admin"],
                &["admin", "a:b:edit", "a:c:admin"],
                &["a:b:all", "admin"],
            ],
            &[
                ("a:b:all", false),
                ("a:b:delete", false),
                ("a:b:edit", false),
            ],
        );
        check(&[&["admin"], &["admin", "a:b:edit"]], &[("admin", true)]);
    }

    #[test]
    fn among_equals_one_of_a_known_entity_and_none_that_is_sensitive() {
        check(
            &[&["b:b:view"], &["a:a:view", "b:b:edit"]],
            &[("b:b:edit", false), ("b:b:view", true)],
        );
        check(
            &[&["recording:recording:view", "routing:queue:view"]],
            &[("routing:queue:view", false)],
        );
    }
}
