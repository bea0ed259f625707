//! What is known of an operation, a permission or a scope: the facts, and the same as a
//! page of sections in words.

mod known;
mod label;
mod page;

use std::collections::BTreeSet;

use label::{label, unlabelled};

use crate::matrix::{
    Entry, Found, Match, Matrix, Mode, Reason, Scope as ScopeName, Scopes, Standing, TypeKind,
    covers,
};
use crate::settings::call_text::METHODS;

pub use known::{Known, Listing, NotImplied, Operation, Permission, Scope, Wildcard};
pub use page::{Page, Section};

/// Nothing is known of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotKnown {
    /// Why not: lower case, no stop.
    pub message: String,
    /// What may be meant.
    pub nearest: Vec<String>,
}

/// Explains every operation that a text names: a method and a path, or a path alone,
/// concrete, as a template, or with the host. `off` has the packs that are switched off.
///
/// # Errors
/// No operation is named; the nearest ones are.
pub fn operation<'m>(
    matrix: &'m Matrix,
    off: Option<&'m Matrix>,
    text: &str,
) -> Result<Vec<Operation<'m>>, NotKnown> {
    let text = text.trim();
    let (method, path) = match text.split_once(char::is_whitespace) {
        Some((method, path)) => (Some(method.to_ascii_uppercase()), path.trim()),
        None => (None, text),
    };
    let methods: Vec<&str> = match &method {
        Some(method) if METHODS.contains(&method.as_str()) => vec![method.as_str()],
        Some(method) => {
            return Err(NotKnown {
                message: format!("`{method}` is no method"),
                nearest: Vec::new(),
            });
        }
        None => METHODS.to_vec(),
    };
    let mut known = Vec::new();
    let mut failure = None;
    for method in methods {
        match matrix.find(method, path) {
            Match::Found(found) => {
                let off = off.map(|off| off.find(method, path));
                known.extend(of_operation(matrix, &found, off.as_ref()));
            }
            Match::Undecided(undecided) => {
                let mut entries = undecided.candidates.iter().map(Entry::call);
                failure = Some(NotKnown {
                    message: format!("`{text}` may be any of several operations"),
                    nearest: entries.by_ref().take(NAMED).collect(),
                });
            }
            Match::Unknown(unknown) => {
                let message = match &unknown.reason {
                    Reason::Foreign(host) => format!("`{host}` is not the platform's"),
                    Reason::Path | Reason::Method | Reason::Prefix => {
                        format!("no operation is called `{text}`")
                    }
                };
                let nearest = unknown.nearest.iter().map(Entry::call).collect();
                failure.get_or_insert(NotKnown { message, nearest });
            }
        }
    }
    match (known.is_empty(), failure) {
        (true, Some(failure)) => Err(failure),
        _ => Ok(known),
    }
}

/// How many names are given where several may be meant.
const NAMED: usize = 5;

fn of_operation<'m>(
    matrix: &'m Matrix,
    found: &Found<'m>,
    off: Option<&Match<'m>>,
) -> Option<Operation<'m>> {
    let first = found.entries.first()?;
    let endpoint = first.call();
    let requirements = |entries: &[Entry<'m>]| entries.iter().map(Entry::requirement).collect();
    Some(Operation {
        other_case: found.letter_case,
        group: first.group(),
        required: requirements(&found.entries),
        replaced: requirements(&found.replaced),
        off: match off {
            Some(Match::Found(all)) => requirements(&all.entries),
            _ => Vec::new(),
        },
        profiles: profiles(matrix, &endpoint),
        types: types(matrix, |one| {
            one.operations().any(|call| is(matrix, call, first))
        }),
        endpoint,
    })
}

/// Whether a call that is written out is an operation.
fn is(matrix: &Matrix, call: &str, entry: &Entry<'_>) -> bool {
    let Some((method, path)) = call.split_once(' ') else {
        return false;
    };
    // Most differ in the method or the length, which is cheap to see.
    let length = |path: &str| path.split('/').count();
    method == entry.method()
        && length(path) == length(entry.path())
        && match matrix.find(method, path) {
            Match::Found(found) => found.entries.iter().any(|one| one.path() == entry.path()),
            Match::Undecided(_) | Match::Unknown(_) => false,
        }
}

fn profiles<'m>(matrix: &'m Matrix, call: &str) -> Vec<Listing<'m>> {
    let names = matrix.profile_names().into_iter();
    let profiles = names.filter_map(|name| matrix.profile(name));
    let listing = profiles.filter_map(|profile| {
        let mut calls = profile.calls().into_iter().filter(|one| {
            let found = matrix.find(&one.method, one.path);
            matches!(&found, Match::Found(found)
                if found.entries.first().is_some_and(|entry| entry.call() == call))
        });
        Some(Listing {
            demand: calls.next()?.demand,
            profile: profile.name(),
            source: profile.source(),
        })
    });
    listing.collect()
}

/// Explains a permission, by its name, as the admin UI shows it, or with `*`.
///
/// # Errors
/// No permission is known by that name; what may be meant is told.
pub fn permission<'m>(matrix: &'m Matrix, text: &str) -> Result<Known<'m>, NotKnown> {
    let text = text.trim();
    let wild = text.contains('*').then(|| unlabelled(text));
    let not_known = |nearest: Vec<String>| NotKnown {
        message: format!("no permission is called `{text}`"),
        nearest,
    };
    let owned = |names: Vec<&str>| {
        names
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<String>>()
    };
    let standing = matrix.permission(wild.as_deref().unwrap_or(text));
    if matches!(standing, Standing::Malformed(_) | Standing::Bare { .. })
        && let Some((whole, names)) = all_of(matrix, text)
    {
        return Ok(Known::Wildcard(of_wildcard(matrix, whole, names)));
    }
    match standing {
        Standing::Known(known) | Standing::Label(known) => {
            Ok(Known::Permission(of_permission(matrix, known.name)))
        }
        Standing::Wildcard(names) => {
            let pattern = wild.unwrap_or_else(|| text.to_owned());
            Ok(Known::Wildcard(of_wildcard(matrix, pattern, names)))
        }
        Standing::Slip(names) => Err(not_known(names)),
        Standing::Bare { slips, candidates } => Err(not_known(owned([slips, candidates].concat()))),
        Standing::Malformed(names) => Err(not_known(owned(names))),
        Standing::Unknown => Err(NotKnown {
            message: format!(
                "nothing is known of `{text}`, which does not mean that it does not exist"
            ),
            nearest: owned(matrix.meant(text)),
        }),
    }
}

/// All permissions of a domain or an entity that is named alone, and how a policy
/// would write them.
fn all_of<'m>(matrix: &'m Matrix, text: &str) -> Option<(String, Vec<&'m str>)> {
    let whole = match text.split(':').count() {
        1 => format!("{text}:*:*"),
        2 => format!("{text}:*"),
        _ => return None,
    };
    match matrix.permission(&whole) {
        Standing::Wildcard(names) if !names.is_empty() => Some((whole, names)),
        _ => None,
    }
}

/// Explains a scope by its name; `None` where there is none of that name.
pub fn scope<'m>(matrix: &'m Matrix, name: &str) -> Option<Scope<'m>> {
    let name = name.trim();
    let ScopeName::Known(basis) = matrix.scope(name) else {
        return None;
    };
    let mut opens: BTreeSet<(String, String, Vec<&str>)> = BTreeSet::new();
    for entry in matrix.entries() {
        if let Scopes::Published(mut scopes) = entry.requirement().scopes
            && scopes.contains(&name)
        {
            scopes.retain(|other| *other != name);
            opens.insert((entry.path().to_owned(), entry.call(), scopes));
        }
    }
    Some(Scope {
        name: name.to_owned(),
        basis,
        opens: opens
            .into_iter()
            .map(|(_, call, others)| (call, others))
            .collect(),
    })
}

fn of_permission<'m>(matrix: &'m Matrix, name: &str) -> Permission<'m> {
    let known = matrix.known_permission(name);
    let mut opens = matrix.opens(name);
    opens.sort_by_key(|entry| (entry.path(), entry.method()));
    let opens = opens.into_iter().map(|entry| {
        let requirement = entry.requirement();
        let others = match requirement.mode {
            Mode::All => requirement.permissions,
            Mode::Any | Mode::Free | Mode::Undocumented => Vec::new(),
        };
        let others = others.into_iter().filter(|other| *other != name);
        (entry.call(), others.collect())
    });
    let mut opens: Vec<(String, Vec<&str>)> = opens.collect();
    opens.dedup();
    Permission {
        name: name.to_owned(),
        label: label(name),
        basis: known.map(|known| known.basis),
        general: known.is_some_and(|known| known.general),
        sensitive: matrix.sensitive(name).map(|why| why.text),
        opens,
        completes: calls(&matrix.completes(name)),
        types: types(matrix, |one| one.permissions().any(|known| known == name)),
        not_implied: not_implied(matrix, &|one| one == name),
    }
}

fn of_wildcard<'m>(matrix: &'m Matrix, pattern: String, names: Vec<&'m str>) -> Wildcard<'m> {
    let sensitive = names.iter().copied();
    let sensitive = sensitive.filter(|name| matrix.sensitive(name).is_some());
    let opened = names.iter().flat_map(|name| matrix.opens(name));
    let opened: Vec<Entry<'_>> = opened
        .filter(|entry| {
            let requirement = entry.requirement();
            let mut all = requirement.permissions.iter();
            requirement.mode == Mode::Any || all.all(|name| covers(&pattern, name))
        })
        .collect();
    let mut opens = calls(&opened);
    opens.dedup();
    Wildcard {
        sensitive: sensitive.collect(),
        opens,
        not_implied: not_implied(matrix, &|one| covers(&pattern, one)),
        covers: names,
        pattern,
    }
}

fn not_implied<'m>(matrix: &'m Matrix, is_it: &dyn Fn(&str) -> bool) -> Vec<NotImplied<'m>> {
    let pairs = matrix.not_implied();
    let pairs = pairs.filter(|(holder, lacks, _)| is_it(holder) || is_it(lacks));
    pairs
        .map(|(holder, lacks, note)| NotImplied {
            holder,
            lacks,
            note,
        })
        .collect()
}

/// The operations, by path.
fn calls(entries: &[Entry<'_>]) -> Vec<String> {
    let mut sorted = entries.to_vec();
    sorted.sort_by_key(|entry| (entry.path(), entry.method()));
    sorted.iter().map(Entry::call).collect()
}

fn types(
    matrix: &Matrix,
    wanted: impl Fn(&crate::matrix::ProviderType<'_>) -> bool,
) -> BTreeSet<String> {
    let types = matrix.provider_types().filter(wanted);
    types
        .map(|one| match one.kind() {
            TypeKind::Resource => one.name().to_owned(),
            TypeKind::Data => format!("data.{}", one.name()),
        })
        .collect()
}

#[cfg(test)]
mod tests;
