//! What an `ignore[rule-id, rule-id] reason` comment says.

use std::ops::Range;

/// A comment that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// The rules' ids, each as bytes of the text.
    pub(super) rules: Vec<Range<usize>>,
    /// Whether it says why.
    pub(super) has_reason: bool,
}

/// Reads what follows `grantlint:`. `None` if it is about something else.
///
/// # Errors
/// What is wrong with the form of it.
pub(super) fn parse(text: &str) -> Option<Result<Said, &'static str>> {
    let rest = text.strip_prefix("ignore")?;
    let list = rest.trim_start();
    let ends = |c: char| c.is_whitespace() || c == '[';
    if !rest.is_empty() && !rest.starts_with(ends) {
        return None;
    }
    let Some(list) = list.strip_prefix('[') else {
        return Some(Err("`ignore` names no rule"));
    };
    let Some((names, reason)) = list.split_once(']') else {
        return Some(Err("the bracket behind `ignore` is not closed"));
    };
    let mut start = text.len() - list.len();
    let mut rules = Vec::new();
    for part in names.split(',') {
        let name = part.trim();
        let from = start + (part.len() - part.trim_start().len());
        if name.is_empty() {
            return Some(Err("`ignore` names no rule"));
        }
        rules.push(from..from + name.len());
        start += part.len() + 1;
    }
    Some(Ok(Said {
        rules,
        has_reason: reason.contains(char::is_alphanumeric),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<Result<(&[&str], bool), &str>>) {
        let said = parse(text);
        let actual = said.map(|said| {
            said.map(|said| {
                let rules = said.rules.into_iter();
                let names: Vec<&str> = rules.filter_map(|range| text.get(range)).collect();
                (names, said.has_reason)
            })
        });
        let expected = expected.map(|said| said.map(|(names, reason)| (names.to_vec(), reason)));
        assert_eq!(actual, expected, "`{text}`");
    }

    #[test]
    fn rules_and_the_reason_are_told_apart() {
        check("ignore[a] because", Some(Ok((&["a"], true))));
        check("ignore[a]: because", Some(Ok((&["a"], true))));
        check("ignore[a,b-c] x", Some(Ok((&["a", "b-c"], true))));
        check("ignore [ a ,\tb ] x [y]", Some(Ok((&["a", "b"], true))));
        check("ignore[ä, b] x", Some(Ok((&["ä", "b"], true))));
    }

    #[test]
    fn signs_alone_are_no_reason() {
        for text in ["ignore[a]", "ignore[a] ", "ignore[a] --", "ignore[a]: …"] {
            check(text, Some(Ok((&["a"], false))));
        }
    }

    #[test]
    fn another_form_is_an_error() {
        for text in [
            "ignore",
            "ignore a",
            "ignore[]",
            "ignore[ ] x",
            "ignore[a,]",
            "ignore[,a]",
        ] {
            check(text, Some(Err("`ignore` names no rule")));
        }
        check(
            "ignore[a",
            Some(Err("the bracket behind `ignore` is not closed")),
        );
    }

    #[test]
    fn other_comments_are_left_to_others() {
        for text in ["", "calls GET /x", "ignored[a]", "ignore-all", "Ignore[a]"] {
            check(text, None);
        }
    }
}
