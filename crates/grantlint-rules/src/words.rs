//! What several answers say in the same words: who requires what, who lacks what,
//! where a grant counts, what a condition asks for.

mod condition;

use grantlint_parser::address::Address;

pub(crate) use condition::{condition, condition_at};

use crate::finding::Basis;
use crate::holdings::{DivisionName, Reach};
use crate::judge::Unmet;
use crate::matrix::{Mode, Requirement};

/// Who lacks what.
pub(crate) fn lacks(address: &Address, unmet: &Unmet<'_>) -> String {
    let who = match &unmet.user {
        Some(user) => format!("`{user}`, for whom `{address}` acts,"),
        None => format!("`{address}`"),
    };
    match unmet.requirement.mode {
        Mode::Any if unmet.missing.len() > 1 => {
            format!("{who} lacks one of {}", listed(&unmet.missing, "or"))
        }
        Mode::Any | Mode::All | Mode::Free | Mode::Undocumented => {
            format!("{who} lacks {}", listed(&unmet.missing, "and"))
        }
    }
}

/// Whose word a requirement is.
pub(crate) fn who(requirement: &Requirement<'_>) -> String {
    match Basis::from(requirement.basis) {
        Basis::Published => "published".to_owned(),
        Basis::Reported => format!("reported ({})", requirement.source),
        Basis::Org => format!("your own ({})", requirement.source),
    }
}

/// What a source requires.
pub(crate) fn demand(requirement: &Requirement<'_>) -> String {
    let names = &requirement.permissions;
    match requirement.mode {
        Mode::Free => "no permission is needed".to_owned(),
        Mode::Undocumented => "which permission is needed is not told".to_owned(),
        Mode::Any if names.len() > 1 => format!("one of {} is needed", listed(names, "or")),
        Mode::Any | Mode::All => match names.len() {
            1 => format!("{} is needed", listed(names, "and")),
            _ => format!("{} are needed", listed(names, "and")),
        },
    }
}

/// `a`, `b` and `c`, with the given word before the last.
pub(crate) fn listed(names: &[impl AsRef<str>], word: &str) -> String {
    let quoted: Vec<String> = names
        .iter()
        .map(|name| format!("`{}`", name.as_ref()))
        .collect();
    joined(&quoted, word)
}

/// Phrases as one: a, b and c.
pub(crate) fn joined(phrases: &[String], word: &str) -> String {
    match phrases.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {word} {last}", rest.join(", ")),
    }
}

/// Where a grant counts, in words that finish "it counts ...".
pub(crate) fn divisions(reach: &Reach) -> String {
    if reach.everywhere {
        return "in every division".to_owned();
    }
    let mut divisions: Vec<String> = reach
        .divisions
        .iter()
        .map(|division| match division {
            DivisionName::Home => "the home division".to_owned(),
            DivisionName::Named(name) => format!("`{name}`"),
        })
        .collect();
    if reach.open.is_some() {
        divisions.push("divisions that are not known".to_owned());
    }
    format!("in {}", joined(&divisions, "and"))
}
