//! Whether what a subject holds suffices for what an operation requires.
//!
//! The conditionals whose conditions are unknown are tried out together: each
//! combination of arms is a world. Granted means granted in every world by what is
//! surely held; missing means that no world grants it even if everything that is
//! doubtful were held; what lies between is undecided, for the first reason that
//! matters.

use std::collections::{BTreeMap, BTreeSet};

use grantlint_parser::source::Location;

use crate::holdings::{Condition, Covers, DivisionName, Doubt, Held, Holdings, Reach};
use crate::matrix::{Mode, Requirement};

/// How many combinations of arms are tried before the answer is given up.
pub const MAX_WORLDS: usize = 64;

/// What an operation requires of a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need<'a> {
    /// One of these.
    Any(&'a [&'a str]),
    /// Each of these.
    All(&'a [&'a str]),
}

impl<'a> Need<'a> {
    /// The permissions that a requirement asks for; none where a valid token is
    /// enough, or where it is not told which.
    pub fn of(requirement: &'a Requirement<'_>) -> Option<Need<'a>> {
        match requirement.mode {
            Mode::Free | Mode::Undocumented => None,
            Mode::Any => Some(Need::Any(&requirement.permissions)),
            Mode::All => Some(Need::All(&requirement.permissions)),
        }
    }
}

/// Whether it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is.
    Granted(Grants),
    /// It is not; these permissions would be needed (all, or one of them).
    Missing(Vec<String>),
    /// It depends.
    Undecided(Doubt),
}

/// How something is granted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    /// The conditions under which alone it is granted, if only conditional policies
    /// grant it; empty if another one does, or may do.
    pub conditions: BTreeSet<Location>,
    /// Short phrases that say under which limits it is granted.
    pub limits: BTreeSet<String>,
}

/// Weighs what is held against what is needed.
pub fn weigh(holdings: &Holdings, need: Need<'_>) -> Outcome {
    let (Need::Any(names) | Need::All(names)) = need;
    let relevant: Vec<Vec<(&Held, Covers)>> = names
        .iter()
        .map(|name| {
            let covering = holdings.held.iter();
            let covering = covering.map(|held| (held, holdings.covers(held, name)));
            covering
                .filter(|(_, covers)| *covers != Covers::No)
                .collect()
        })
        .collect();
    let points: BTreeSet<usize> = relevant
        .iter()
        .flatten()
        .flat_map(|(held, _)| held.when.iter().map(|choice| choice.point))
        .collect();
    let Some(worlds) = worlds(holdings, &points) else {
        return Outcome::Undecided(Doubt::new(
            format!("it depends on more than {MAX_WORLDS} combinations of conditions"),
            None,
        ));
    };
    let in_each: Vec<Vec<Standing>> = worlds
        .iter()
        .map(|world| {
            let each = relevant.iter().zip(names);
            let undivided = |name: &str| holdings.undivided.contains(name);
            each.map(|(held, name)| standing(held, world, undivided(name)))
                .collect()
        })
        .collect();
    let answers: Vec<Level> = in_each.iter().map(|world| level(need, world)).collect();
    if let Need::All(_) = need
        && answers.iter().all(|answer| *answer >= Level::Conditional)
        && let Some(world) = in_each.iter().find(|world| are_apart(world))
    {
        return Outcome::Undecided(apart(names, world));
    }
    if answers.iter().all(|answer| *answer >= Level::Conditional) {
        return Outcome::Granted(grants(need, &answers, &in_each));
    }
    if answers.iter().all(|answer| *answer == Level::No) {
        return Outcome::Missing(missing(need, names, &in_each));
    }
    let doubtful = in_each.iter().flatten().find_map(|one| one.doubt.clone());
    Outcome::Undecided(doubtful.unwrap_or_else(|| {
        let at = points
            .first()
            .and_then(|&point| holdings.points.get(point))
            .map(|point| point.at);
        Doubt::new("it depends on a condition that is not known", at)
    }))
}

/// How surely a permission is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    No,
    Perhaps,
    Conditional,
    Yes,
}

/// How a permission stands in one world.
struct Standing {
    level: Level,
    /// Why it may be held, where something doubtful would hold it free of
    /// conditions.
    doubt: Option<Doubt>,
    conditions: BTreeSet<Location>,
    limits: BTreeSet<String>,
    /// The divisions in which alone it counts, if divisions limit it.
    divisions: Option<BTreeSet<Division>>,
}

/// A division by what tells that it is the same one in two places.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Division {
    /// What it is called.
    Named(DivisionName),
    /// The declaration of the variable that stands for it.
    Variable(Location),
    /// The attachment that leaves it open. Those of two attachments may be apart,
    /// whatever both depend on.
    Open(Option<usize>),
}

type World = BTreeMap<usize, usize>;

/// Every combination of arms of these points; `None` if there are too many.
fn worlds(holdings: &Holdings, points: &BTreeSet<usize>) -> Option<Vec<World>> {
    let mut worlds = vec![World::new()];
    for &point in points {
        let arms = holdings.points.get(point).map_or(1, |point| point.arms);
        if worlds.len().saturating_mul(arms) > MAX_WORLDS {
            return None;
        }
        worlds = worlds
            .iter()
            .flat_map(|world| {
                (0..arms).map(move |arm| {
                    let mut world = world.clone();
                    world.insert(point, arm);
                    world
                })
            })
            .collect();
    }
    Some(worlds)
}

fn standing(held: &[(&Held, Covers)], world: &World, undivided: bool) -> Standing {
    let mut found = Standing {
        level: Level::No,
        doubt: None,
        conditions: BTreeSet::new(),
        limits: BTreeSet::new(),
        divisions: None,
    };
    let mut sure: Vec<&Held> = Vec::new();
    for (held, covers) in held {
        let happens = |choice: &crate::holdings::Choice| {
            world
                .get(&choice.point)
                .is_none_or(|arm| *arm == choice.arm)
        };
        if !held.when.iter().all(happens) {
            continue;
        }
        let level = match (covers, &held.condition) {
            (Covers::No, _) => Level::No,
            (Covers::Perhaps(doubt), _) => {
                found.doubt.get_or_insert_with(|| doubt.clone());
                Level::Perhaps
            }
            (Covers::Yes, Condition::Bound(at)) => {
                found.conditions.insert(*at);
                Level::Conditional
            }
            (Covers::Yes, Condition::None | Condition::Perhaps(_)) => Level::Yes,
        };
        found.level = found.level.max(level);
        if level >= Level::Conditional {
            sure.push(held);
        }
    }
    found.limits = limits(&sure, found.level, undivided);
    if !undivided && !sure.is_empty() && sure.iter().all(|held| !held.reach.everywhere) {
        found.divisions = Some(sure.iter().copied().flat_map(divisions).collect());
    }
    found
}

fn divisions(held: &Held) -> impl Iterator<Item = Division> {
    let Reach {
        divisions,
        variables,
        open,
        ..
    } = &held.reach;
    let named = divisions.iter().cloned().map(Division::Named);
    let variables = variables.iter().copied().map(Division::Variable);
    let open = open.as_ref().map(|_| Division::Open(held.via.attachment));
    named.chain(variables).chain(open)
}

/// Whether no division has all of these permissions, as far as their names tell.
fn are_apart(world: &[Standing]) -> bool {
    let limited = world.iter().filter_map(|one| one.divisions.as_ref());
    let mut limited = limited.filter(|divisions| !divisions.is_empty());
    let Some(first) = limited.next() else {
        return false;
    };
    let common = limited.fold(first.clone(), |common, divisions| &common & divisions);
    common.is_empty()
}

/// Permissions in divisions apart suffice where one of them counts in all divisions
/// wherever it is granted, which is not published.
fn apart(names: &[&str], world: &[Standing]) -> Doubt {
    let limited = names.iter().zip(world);
    let limited = limited.filter(|(_, one)| one.divisions.is_some());
    let parts: Vec<String> = limited
        .map(|(name, one)| {
            let limits: Vec<&str> = one.limits.iter().map(String::as_str).collect();
            format!("`{name}` is held {}", limits.join(" and "))
        })
        .collect();
    Doubt::new(
        format!("{}, and perhaps no division has them all", parts.join(", ")),
        None,
    )
}

/// The answer of one world.
fn level(need: Need<'_>, world: &[Standing]) -> Level {
    let levels = world.iter().map(|one| one.level);
    match need {
        Need::Any(_) => levels.max().unwrap_or(Level::No),
        Need::All(_) => levels.min().unwrap_or(Level::Yes),
    }
}

fn missing(need: Need<'_>, names: &[&str], in_each: &[Vec<Standing>]) -> Vec<String> {
    let lacks = |at: &usize, every: bool| {
        let mut levels = in_each
            .iter()
            .map(|world| world.get(*at).map_or(Level::No, |one| one.level));
        if every {
            levels.all(|level| level == Level::No)
        } else {
            levels.any(|level| level == Level::No)
        }
    };
    let pick = |every: bool| -> Vec<String> {
        names
            .iter()
            .enumerate()
            .filter(|(at, _)| lacks(at, every))
            .map(|(_, name)| (*name).to_owned())
            .collect()
    };
    match need {
        Need::Any(_) => names.iter().map(|name| (*name).to_owned()).collect(),
        Need::All(_) => {
            // Where the worlds lack different ones, any of them may be lacking.
            let always = pick(true);
            if always.is_empty() {
                pick(false)
            } else {
                always
            }
        }
    }
}

fn grants(need: Need<'_>, answers: &[Level], in_each: &[Vec<Standing>]) -> Grants {
    let mut grants = Grants::default();
    let only_conditional = answers.iter().all(|answer| *answer == Level::Conditional)
        && in_each.iter().flatten().all(|one| one.doubt.is_none());
    for (world, answer) in in_each.iter().zip(answers) {
        let deciding: Vec<&Standing> = match need {
            // One suffices: the best one, and of those the least limited.
            Need::Any(_) => world
                .iter()
                .filter(|one| one.level == *answer)
                .min_by_key(|one| one.limits.len())
                .into_iter()
                .collect(),
            Need::All(_) => world.iter().collect(),
        };
        for one in deciding {
            grants.limits.extend(one.limits.iter().cloned());
            if only_conditional && one.level == Level::Conditional {
                grants.conditions.extend(&one.conditions);
            }
        }
    }
    grants
}

/// Under which limits a permission is held by these grants together.
fn limits(sure: &[&Held], level: Level, undivided: bool) -> BTreeSet<String> {
    let mut limits = BTreeSet::new();
    // What is free of conditions sets the limits; the conditional ones only where
    // nothing else grants.
    let deciding: Vec<&&Held> = sure
        .iter()
        .filter(|held| {
            level == Level::Conditional || !matches!(held.condition, Condition::Bound(_))
        })
        .collect();
    if deciding.is_empty() {
        return limits;
    }
    if level == Level::Conditional {
        limits.insert("only under the conditions of its policy".to_owned());
    } else if deciding
        .iter()
        .all(|held| matches!(held.condition, Condition::Perhaps(_)))
    {
        limits.insert("perhaps only under conditions that are not known".to_owned());
    }
    if undivided || deciding.iter().any(|held| held.reach.everywhere) {
        return limits;
    }
    let mut divisions: Vec<String> = deciding
        .iter()
        .flat_map(|held| &held.reach.divisions)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .map(|division| match division {
            DivisionName::Home => "the home division".to_owned(),
            DivisionName::Named(name) => format!("`{name}`"),
        })
        .collect();
    if deciding.iter().any(|held| held.reach.open.is_some()) {
        divisions.push("divisions that are not known".to_owned());
    }
    if !divisions.is_empty() {
        limits.insert(format!("only in {}", divisions.join(", ")));
    }
    limits
}

#[cfg(test)]
mod tests;
