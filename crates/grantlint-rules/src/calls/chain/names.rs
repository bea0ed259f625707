//! What one may call a value that a link of the chain is given, so that `credentials` in
//! `grantlint.toml` can say which client stands for it.

use grantlint_parser::model::{Fact, State};

use crate::calls::Callers;

/// What one may call a value: the expression itself, whatever it passed on its way,
/// and the name in the reason why it is unknown.
pub(super) fn names<T>(callers: Callers<'_>, fact: &Fact<T>) -> Vec<String> {
    let mut names = Vec::new();
    names.extend(reference(callers.sources.slice(fact.at)));
    names.extend(fact.origin.hops().map(|hop| hop.through.to_string()));
    if let State::Unknown(unknown) = &fact.state {
        names.extend(quoted_name(&unknown.reason));
    }
    names
}

/// The reference that an expression is, quotes and `${…}` taken off.
fn reference(text: &str) -> Option<String> {
    let text = text.trim().trim_matches('"');
    let text = text
        .strip_prefix("${")
        .and_then(|text| text.strip_suffix('}'))
        .unwrap_or(text)
        .trim();
    let plain = |c: char| c.is_alphanumeric() || "._-[]\"".contains(c);
    (text.contains('.') && text.chars().all(plain)).then(|| text.to_owned())
}

/// The first name in backticks of a reason.
pub(super) fn quoted_name(reason: &str) -> Option<String> {
    let (_, rest) = reason.split_once('`')?;
    let (name, _) = rest.split_once('`')?;
    Some(name.to_owned())
}
