//! What is known as a page: sections of lines in words.

use std::collections::BTreeSet;

use super::{Known, NotImplied, Operation, Permission, Scope, Wildcard};
use crate::matrix::{Auth, Basis, Requirement, Scopes};
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

impl Known<'_> {
    /// What is known, in words.
    pub fn page(&self) -> Page {
        match self {
            Known::Operation(known) => operation(known),
            Known::Permission(known) => permission(known),
            Known::Wildcard(known) => wildcard(known),
            Known::Scope(known) => scope(known),
        }
    }
}

fn operation(known: &Operation<'_>) -> Page {
    let mut page = Page::new(known.endpoint.clone());
    if known.other_case {
        page.add(
            "letter case",
            ["the platform writes it as above".to_owned()],
        );
    }
    page.add("API group", known.group.map(str::to_owned));
    let required = &known.required;
    page.add("requires", required.iter().map(sourced));
    page.add("in place of", known.replaced.iter().map(sourced));
    page.add(
        "what packs that are off say",
        known
            .off
            .iter()
            .map(|one| format!("`{}`: {}", one.pack, sourced(one))),
    );
    page.add(
        "scopes, for a client that acts for users",
        required.iter().map(scopes),
    );
    let optional = required.iter().filter(|one| !one.optional.is_empty());
    page.add(
        "leaves something out, or refuses a part",
        optional.map(|one| format!("without {}", listed(&one.optional, "or"))),
    );
    page.add("token", required.iter().map(token));
    let preconditions = required.iter().flat_map(|one| {
        let texts = one.preconditions.iter();
        texts.map(move |text| format!("{text} ({})", one.source))
    });
    page.add("must hold outside of Terraform", preconditions);
    page.add(
        "note",
        required
            .iter()
            .filter_map(|one| one.note.map(str::to_owned)),
    );
    let profiles = known.profiles.iter().map(|one| {
        let asks = one.demand.as_ref().map(demand);
        let asks = asks.map_or_else(String::new, |asks| format!(": {asks}"));
        format!("`{}`{asks} ({})", one.profile, one.source)
    });
    page.add("profiles that list it", profiles);
    page.add("the provider calls it for", cloned(&known.types));
    page
}

fn permission(known: &Permission<'_>) -> Page {
    let mut page = Page::new(known.name.clone());
    page.add(
        "written like the names of the admin UI",
        known.label.clone(),
    );
    let basis = known.basis.map(|basis| match (basis, known.general) {
        (Basis::Published, true) => "published: a general permission, for a role's `permissions`",
        (Basis::Published, false) => "published",
        (Basis::Reported, true) => "reported, as a general permission",
        (Basis::Reported, false) => "reported",
        (Basis::Org, _) => "your own",
    });
    page.add("known", basis.map(str::to_owned));
    let sensitive = known.sensitive.map(|why| format!("it {why}"));
    let not = || "no pack marks it so".to_owned();
    page.add("sensitive", [sensitive.unwrap_or_else(not)]);
    let (alone, with): (Vec<_>, Vec<_>) = known
        .opens
        .iter()
        .partition(|(_, others)| others.is_empty());
    page.add("opens alone", alone.iter().map(|(call, _)| call.clone()));
    let with = with
        .iter()
        .map(|(call, others)| format!("{call}  with {}", listed(others, "and")));
    page.add("opens with others", with);
    page.add(
        "without it they leave something out, or refuse a part",
        known.completes.clone(),
    );
    page.add("the provider needs it for", cloned(&known.types));
    page.add("not included", known.not_implied.iter().map(not_included));
    page
}

fn wildcard(known: &Wildcard<'_>) -> Page {
    let mut page = Page::new(known.pattern.clone());
    let owned =
        |names: &[&str]| -> Vec<String> { names.iter().map(|name| (*name).to_owned()).collect() };
    page.add("covers, as far as is known", owned(&known.covers));
    page.add("of these are sensitive", owned(&known.sensitive));
    page.add("opens alone", known.opens.clone());
    page.add("not included", known.not_implied.iter().map(not_included));
    page
}

fn scope(known: &Scope<'_>) -> Page {
    let mut page = Page::new(format!("{}, a scope", known.name));
    let basis = match known.basis {
        Basis::Published => "published",
        Basis::Reported => "reported",
        Basis::Org => "your own",
    };
    page.add("known", [basis.to_owned()]);
    page.add(
        "counts",
        [
            "for clients that act for users, beside what their users may do; not for client \
          credentials"
                .to_owned(),
        ],
    );
    let opens = known.opens.iter().map(|(call, others)| match others.len() {
        0 => call.clone(),
        _ => format!("{call}  or with {}", listed(others, "or")),
    });
    page.add("suffices for", opens);
    page
}

fn cloned(names: &BTreeSet<String>) -> impl Iterator<Item = String> {
    names.iter().cloned()
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

fn not_included(pair: &NotImplied<'_>) -> String {
    let note = pair
        .note
        .map_or_else(String::new, |note| format!(": {note}"));
    format!("`{}` does not include `{}`{note}", pair.holder, pair.lacks)
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
