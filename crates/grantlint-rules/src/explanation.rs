//! What is known of an operation or a permission, as a page of sections.

mod label;

use std::collections::BTreeSet;

use label::{label, unlabelled};

use crate::matrix::{
    Auth, Basis, Entry, Found, Match, Matrix, Mode, Reason, Requirement, Scopes, Standing,
    TypeKind, covers,
};
use crate::settings::call_text::METHODS;
use crate::words::{demand, listed, who};

/// A page about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// What it is about.
    pub title: String,
    /// What is known, in order; no section is empty.
    pub sections: Vec<Section>,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it tells: no stop.
    pub title: String,
    /// What it tells of, a line each.
    pub items: Vec<String>,
}

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
pub fn operation(matrix: &Matrix, off: Option<&Matrix>, text: &str) -> Result<Vec<Page>, NotKnown> {
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
    let mut pages = Vec::new();
    let mut failure = None;
    for method in methods {
        match matrix.find(method, path) {
            Match::Found(found) => {
                let off = off.map(|off| off.find(method, path));
                pages.extend(operation_page(matrix, &found, off.as_ref()));
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
    match (pages.is_empty(), failure) {
        (true, Some(failure)) => Err(failure),
        _ => Ok(pages),
    }
}

/// How many names are given where several may be meant.
const NAMED: usize = 5;

fn operation_page(matrix: &Matrix, found: &Found<'_>, off: Option<&Match<'_>>) -> Option<Page> {
    let first = found.entries.first()?;
    let mut page = Page::new(first.call());
    if found.letter_case {
        page.add(
            "letter case",
            ["the platform writes it as above".to_owned()],
        );
    }
    page.add("API group", first.group().map(str::to_owned));
    let told: Vec<Requirement<'_>> = found.entries.iter().map(Entry::requirement).collect();
    page.add("requires", told.iter().map(sourced));
    let replaced = found.replaced.iter().map(Entry::requirement);
    page.add("in place of", replaced.map(|one| sourced(&one)));
    if let Some(Match::Found(all)) = off {
        let others = all.entries.iter().map(Entry::requirement);
        page.add(
            "what packs that are off say",
            others.map(|one| format!("`{}`: {}", one.pack, sourced(&one))),
        );
    }
    page.add(
        "scopes, for a client that acts for users",
        told.iter().map(scopes),
    );
    let optional = told.iter().filter(|one| !one.optional.is_empty());
    page.add(
        "leaves something out, or refuses a part",
        optional.map(|one| format!("without {}", listed(&one.optional, "or"))),
    );
    page.add("token", told.iter().map(token));
    let preconditions = told.iter().flat_map(|one| {
        let texts = one.preconditions.iter();
        texts.map(move |text| format!("{text} ({})", one.source))
    });
    page.add("must hold outside of Terraform", preconditions);
    page.add(
        "note",
        told.iter().filter_map(|one| one.note.map(str::to_owned)),
    );
    page.add("profiles that list it", profiles(matrix, &first.call()));
    page.add(
        "the provider calls it for",
        types(matrix, |one| {
            one.operations().any(|call| is(matrix, call, first))
        }),
    );
    Some(page)
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

fn profiles(matrix: &Matrix, call: &str) -> Vec<String> {
    let names = matrix.profile_names().into_iter();
    let profiles = names.filter_map(|name| matrix.profile(name));
    let listing = profiles.filter_map(|profile| {
        let calls = profile.calls();
        let mut calls = calls.iter().filter(|one| {
            let found = matrix.find(&one.method, one.path);
            matches!(&found, Match::Found(found)
                if found.entries.first().is_some_and(|entry| entry.call() == call))
        });
        let first = calls.next()?;
        let asks = first.demand.as_ref().map(demand);
        let asks = asks.map_or_else(String::new, |asks| format!(": {asks}"));
        Some(format!("`{}`{asks} ({})", profile.name(), profile.source()))
    });
    listing.collect()
}

/// What is required, by whose word.
fn sourced(requirement: &Requirement<'_>) -> String {
    let text = format!("{}: {}", who(requirement), demand(requirement));
    match requirement.basis {
        Basis::Published => format!("{text} ({})", requirement.source),
        Basis::Reported | Basis::Org => text,
    }
}

fn scopes(requirement: &Requirement<'_>) -> String {
    match &requirement.scopes {
        Scopes::Published(scopes) if scopes.len() == 1 => listed(scopes, "or"),
        Scopes::Published(scopes) => format!("one of {}", listed(scopes, "or")),
        Scopes::NotPublished => "not told".to_owned(),
        Scopes::None => "none is needed".to_owned(),
    }
}

fn token(requirement: &Requirement<'_>) -> String {
    match (requirement.auth, requirement.user_context) {
        (Auth::Oauth, None) => "an OAuth token".to_owned(),
        (Auth::Oauth, Some(why)) => {
            format!("an OAuth token of a user, not of client credentials: {why}")
        }
        (Auth::GuestJwt, _) => "the token of a guest of web messaging".to_owned(),
        (Auth::NoToken, _) => "none".to_owned(),
    }
}

/// Explains a permission, by its name, as the admin UI shows it, or with `*`.
///
/// # Errors
/// No permission is known by that name; what may be meant is told.
pub fn permission(matrix: &Matrix, text: &str) -> Result<Page, NotKnown> {
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
        return Ok(wildcard_page(matrix, &whole, names));
    }
    match standing {
        Standing::Known(known) | Standing::Label(known) => Ok(permission_page(matrix, known.name)),
        Standing::Wildcard(names) => Ok(wildcard_page(
            matrix,
            wild.as_deref().unwrap_or(text),
            names,
        )),
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

fn permission_page(matrix: &Matrix, name: &str) -> Page {
    let mut page = Page::new(name.to_owned());
    let known = matrix.known_permission(name);
    let general = known.is_some_and(|known| known.general);
    page.add("written like the names of the admin UI", label(name));
    let basis = known.map(|known| match (known.basis, general) {
        (Basis::Published, true) => "published: a general permission, for a role's `permissions`",
        (Basis::Published, false) => "published",
        (Basis::Reported, true) => "reported, as a general permission",
        (Basis::Reported, false) => "reported",
        (Basis::Org, _) => "your own",
    });
    page.add("known", basis.map(str::to_owned));
    let sensitive = matrix.sensitive(name).map(|why| format!("it {}", why.text));
    let not = || "no pack marks it so".to_owned();
    page.add("sensitive", [sensitive.unwrap_or_else(not)]);
    let (alone, with): (Vec<Entry<'_>>, Vec<Entry<'_>>) =
        matrix.opens(name).into_iter().partition(|entry| {
            let requirement = entry.requirement();
            requirement.mode == Mode::Any || requirement.permissions.len() < 2
        });
    page.add("opens alone", calls(&alone));
    let mut with = with;
    with.sort_by_key(|entry| (entry.path(), entry.method()));
    let with = with.iter().map(|entry| {
        let requirement = entry.requirement();
        let others: Vec<&str> = requirement
            .permissions
            .iter()
            .filter(|other| **other != name)
            .copied()
            .collect();
        format!("{}  with {}", entry.call(), listed(&others, "and"))
    });
    page.add("opens with others", with);
    page.add(
        "without it they leave something out, or refuse a part",
        calls(&matrix.completes(name)),
    );
    page.add(
        "the provider needs it for",
        types(matrix, |one| one.permissions().any(|known| known == name)),
    );
    page.add("not included", not_implied(matrix, &|one| one == name));
    page
}

fn wildcard_page(matrix: &Matrix, pattern: &str, names: Vec<&str>) -> Page {
    let mut page = Page::new(pattern.to_owned());
    let sensitive = names.iter().filter(|name| matrix.sensitive(name).is_some());
    let sensitive: Vec<String> = sensitive.map(|name| (*name).to_owned()).collect();
    let opened = names.iter().flat_map(|name| matrix.opens(name));
    let opened: Vec<Entry<'_>> = opened
        .filter(|entry| {
            let requirement = entry.requirement();
            let mut all = requirement.permissions.iter();
            requirement.mode == Mode::Any || all.all(|name| covers(pattern, name))
        })
        .collect();
    let names = names.iter().map(|name| (*name).to_owned());
    page.add("covers, as far as is known", names);
    page.add("of these are sensitive", sensitive);
    page.add("opens alone", calls(&opened));
    page.add(
        "not included",
        not_implied(matrix, &|one| covers(pattern, one)),
    );
    page
}

/// What is reported of names like this that one does not include the other.
fn not_implied(matrix: &Matrix, is_it: &dyn Fn(&str) -> bool) -> Vec<String> {
    let pairs = matrix.not_implied();
    let pairs = pairs.filter(|(holder, lacks, _)| is_it(holder) || is_it(lacks));
    pairs
        .map(|(holder, lacks, note)| {
            let note = note.map_or_else(String::new, |note| format!(": {note}"));
            format!("`{holder}` does not include `{lacks}`{note}")
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

impl Page {
    fn new(title: String) -> Page {
        Page {
            title,
            sections: Vec::new(),
        }
    }

    fn add(&mut self, title: &str, items: impl IntoIterator<Item = String>) {
        let mut distinct: Vec<String> = Vec::new();
        for item in items {
            if !distinct.contains(&item) {
                distinct.push(item);
            }
        }
        if !distinct.is_empty() {
            self.sections.push(Section {
                title: title.to_owned(),
                items: distinct,
            });
        }
    }
}

#[cfg(test)]
mod tests;
