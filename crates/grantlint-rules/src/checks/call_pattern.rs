//! Calls as rules write them: `GET /api/v2/users/{userId}`, `* /api/v2/recording/*`,
//! `DELETE *`, `GET group:Recording`, `group:Recording`, `profile:authenticx`.

use crate::calls::{Call, Target};
use crate::checks::condition::truth::Truth;
use crate::matrix::{Entry, Match, Matrix};

/// Which calls are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CallPattern<'t> {
    /// The method; any without one.
    method: Option<&'t str>,
    what: What<'t>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What<'t> {
    /// Those with this path, in which `*` stands for any characters.
    Path(&'t str),
    /// Those of an API group.
    Group(&'t str),
    /// Those of a profile.
    Profile(&'t str),
}

impl<'t> CallPattern<'t> {
    /// Reads a pattern.
    ///
    /// # Errors
    /// Why it is none: lower case, no stop.
    pub(crate) fn parse(text: &'t str) -> Result<Self, String> {
        let text = text.trim();
        let (method, rest) = match text.split_once(char::is_whitespace) {
            Some((method, rest)) if !method.contains(':') => (Some(method), rest.trim()),
            _ => (None, text),
        };
        let what = match rest.split_once(':') {
            Some(("group", name)) if !name.is_empty() => What::Group(name),
            Some(("profile", name)) if !name.is_empty() && method.is_none() => What::Profile(name),
            _ if method.is_some() && (rest.starts_with('/') || rest.starts_with('*')) => {
                What::Path(rest)
            }
            _ => {
                return Err(format!(
                    "`{text}` is neither `METHOD PATH`, `METHOD group:NAME`, `group:NAME` nor \
                     `profile:NAME`"
                ));
            }
        };
        if let Some(method) = method.filter(|method| *method != "*") {
            // The path stands for any, so that the method alone is judged.
            grantlint_data::compile::split_call(&format!("{method} /"))?;
        }
        Ok(CallPattern {
            method: method.filter(|method| *method != "*"),
            what,
        })
    }

    /// Whether a call is one of those that are meant.
    pub(super) fn is(&self, call: &Call<'_>, matrix: &Matrix) -> Truth {
        match &call.target {
            Target::Operation(found) => Truth::of(
                found
                    .entries
                    .iter()
                    .any(|entry| self.is_entry(entry, matrix)),
            ),
            Target::Several(several) => {
                let candidates = several.candidates.iter();
                let all =
                    Truth::agree(candidates.map(|entry| Truth::of(self.is_entry(entry, matrix))));
                match several.complete {
                    true => all,
                    false => Truth::Unknown,
                }
            }
            Target::NoSuch(_) => match (self.what, call.endpoint.split_once(' ')) {
                (What::Path(path), Some((method, called))) => {
                    Truth::of(self.has_method(method) && fits(&plain(path), &plain(called)))
                }
                _ => Truth::Unknown,
            },
            Target::Open(_) => match (self.what, call.endpoint.split_once(' ')) {
                (_, Some((method, _))) if method != "?" && !self.has_method(method) => Truth::No,
                (What::Path("*"), _) if self.method.is_none() => Truth::Yes,
                _ => Truth::Unknown,
            },
        }
    }

    /// Whether an operation is one of those that are meant.
    pub(crate) fn is_entry(&self, entry: &Entry<'_>, matrix: &Matrix) -> bool {
        self.has_method(entry.method())
            && match self.what {
                What::Path(path) => {
                    // Most operations begin otherwise, which is cheap to see.
                    let fixed = path.split(['*', '{']).next().unwrap_or_default();
                    entry.path().starts_with(fixed) && fits(&plain(path), &plain(entry.path()))
                }
                What::Group(name) => entry.group().is_some_and(|group| is_group(name, group)),
                What::Profile(name) => matrix.profile(name).is_some_and(|profile| {
                    profile
                        .calls()
                        .iter()
                        .any(|call| match matrix.find(&call.method, call.path) {
                            Match::Found(found) => {
                                found.entries.iter().any(|one| one.call() == entry.call())
                            }
                            Match::Undecided(_) | Match::Unknown(_) => false,
                        })
                }),
            }
    }

    /// What is wrong with it, beside what the packs know: a message, and what may be
    /// meant.
    pub(crate) fn unknown(&self, text: &str, matrix: &Matrix) -> Option<(String, Option<String>)> {
        let meant = |near: Option<&str>| near.map(|near| format!("did you mean `{near}`?"));
        let mut entries = matrix.entries();
        if entries.any(|entry| self.is_entry(&entry, matrix)) {
            return None;
        }
        match self.what {
            What::Profile(name) if matrix.profile(name).is_none() => {
                let names = matrix.profile_names();
                let near = crate::nearest::nearest(name, names.iter().copied());
                return Some((format!("there is no profile `{name}`"), meant(near)));
            }
            What::Profile(_) => return None,
            What::Group(name) => {
                let groups = groups(matrix);
                if !groups.iter().any(|group| is_group(name, group)) {
                    let near = crate::nearest::nearest(name, groups.iter().copied());
                    return Some((format!("there is no API group `{name}`"), meant(near)));
                }
            }
            What::Path(_) => {}
        }
        // A path with values in the place of its parameters.
        let template = match (self.method, self.what) {
            (Some(method), What::Path(path)) => match matrix.find(method, path) {
                Match::Found(found) => found.entries.first().map(Entry::call),
                Match::Undecided(_) | Match::Unknown(_) => None,
            },
            _ => None,
        };
        let message = format!("no pack knows the operation `{text}`");
        Some((message, meant(template.as_deref())))
    }

    fn has_method(&self, method: &str) -> bool {
        self.method
            .is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
    }
}

/// The names of all API groups.
fn groups(matrix: &Matrix) -> Vec<&str> {
    let mut groups: Vec<&str> = matrix.entries().filter_map(|entry| entry.group()).collect();
    groups.sort_unstable();
    groups.dedup();
    groups
}

/// Whether a group is meant: letter case, blanks, hyphens and underscores do not count.
fn is_group(name: &str, group: &str) -> bool {
    fn plain(text: &str) -> impl Iterator<Item = char> {
        let letters = text.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase)
    }
    plain(name).eq(plain(group))
}

/// A path with the names of its parameters left out: they differ from source to source.
fn plain(path: &str) -> String {
    let mut plain = String::new();
    let mut inside = false;
    for letter in path.chars() {
        match letter {
            '{' => {
                inside = true;
                plain.push('{');
            }
            '}' => {
                inside = false;
                plain.push('}');
            }
            _ if inside => {}
            _ => plain.push(letter),
        }
    }
    plain
}

/// Whether a text fits a pattern in which `*` stands for any characters.
pub(super) fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::GENESYS_CLOUD;

    #[track_caller]
    fn check(pattern: &str, expected: &[&str]) {
        let (matrix, _) = Matrix::new(&[GENESYS_CLOUD], &[]);
        let read = CallPattern::parse(pattern).expect("a pattern");
        let calls = [
            "GET /api/v2/recording/jobs",
            "DELETE /api/v2/recording/jobs/{jobId}",
            "GET /api/v2/users/{userId}",
            "GET /api/v2/users/me",
            "PATCH /api/v2/users/{userId}",
        ];
        let found: Vec<&str> = calls
            .into_iter()
            .filter(|call| {
                let mut entries = matrix.entries();
                let entry = entries.find(|entry| entry.call() == **call);
                read.is_entry(&entry.expect("an operation"), &matrix)
            })
            .collect();
        assert_eq!(found, expected, "{pattern}");
        assert_eq!(read.unknown(pattern, &matrix), None);
    }

    #[test]
    fn calls_are_meant_by_method_path_and_group() {
        check(
            "GET *",
            &[
                "GET /api/v2/recording/jobs",
                "GET /api/v2/users/{userId}",
                "GET /api/v2/users/me",
            ],
        );
        check("GET /api/v2/users/{id}", &["GET /api/v2/users/{userId}"]);
        check("* /api/v2/users/me", &["GET /api/v2/users/me"]);
        check(
            "* /api/v2/recording/*",
            &[
                "GET /api/v2/recording/jobs",
                "DELETE /api/v2/recording/jobs/{jobId}",
            ],
        );
        check("get group:recording", &["GET /api/v2/recording/jobs"]);
        check(
            "group:Users",
            &[
                "GET /api/v2/users/{userId}",
                "GET /api/v2/users/me",
                "PATCH /api/v2/users/{userId}",
            ],
        );
    }

    #[test]
    fn what_is_no_pattern_is_refused_and_what_is_not_there_is_told() {
        for text in [
            "",
            "GET",
            "/api/v2/users",
            "FETCH *",
            "group:",
            "GET users",
            "GET profile:x",
        ] {
            assert!(CallPattern::parse(text).is_err(), "{text}");
        }
        let (matrix, _) = Matrix::new(&[GENESYS_CLOUD], &[]);
        for (text, message) in [
            (
                "GET /api/v2/nothing",
                "no pack knows the operation `GET /api/v2/nothing`",
            ),
            (
                "* /api/v2/nothing/*",
                "no pack knows the operation `* /api/v2/nothing/*`",
            ),
            ("group:Recordin", "there is no API group `Recordin`"),
            ("profile:nobody", "there is no profile `nobody`"),
        ] {
            let pattern = CallPattern::parse(text).expect("a pattern");
            let unknown = pattern.unknown(text, &matrix).map(|(message, _)| message);
            assert_eq!(unknown.as_deref(), Some(message));
        }
    }

    #[test]
    fn a_star_stands_for_any_characters() {
        for (pattern, text, expected) in [
            ("a", "a", true),
            ("a", "ab", false),
            ("*", "", true),
            ("a*", "abc", true),
            ("*c", "abc", true),
            ("a*b*c", "aXbXc", true),
            ("a*b*c", "aXc", false),
            ("ab*ba", "aba", false),
        ] {
            assert_eq!(fits(pattern, text), expected, "{pattern} {text}");
        }
    }
}
