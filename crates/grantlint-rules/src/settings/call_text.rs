//! How a call is written: `GET /api/v2/routing/queues`, or `profile:NAME`.
//! Comments and `grantlint.toml` have the same form.

use std::ops::Range;

use smol_str::SmolStr;

/// What one call text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallText {
    /// An operation.
    Operation {
        /// The method in capitals.
        method: SmolStr,
        /// The path or full URL as written.
        path: SmolStr,
    },
    /// All calls of a profile, by its name.
    Profile(SmolStr),
}

/// The methods that an operation can have.
pub const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

impl CallText {
    /// Reads one call.
    ///
    /// # Errors
    /// What is wrong with the text: lower case, no final stop.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() {
            return Err("a call is missing here".to_owned());
        }
        if let Some(name) = text.strip_prefix("profile:") {
            let name = name.trim();
            if name.is_empty() || name.contains(char::is_whitespace) {
                return Err(format!("`{text}` names no profile"));
            }
            return Ok(CallText::Profile(name.into()));
        }
        let Some((method, path)) = text.split_once(char::is_whitespace) else {
            return Err(format!(
                "`{text}` is no call: a method and a path belong to it"
            ));
        };
        let method = method.to_ascii_uppercase();
        if !METHODS.contains(&method.as_str()) {
            return Err(format!("`{method}` is no method"));
        }
        let path = path.trim();
        let is_url = path.starts_with("https://") || path.starts_with("http://");
        if !path.starts_with('/') && !is_url {
            return Err(format!("`{path}` is no path: it does not begin with `/`"));
        }
        if path.contains(char::is_whitespace) {
            return Err(format!("white space in the path `{path}`"));
        }
        Ok(CallText::Operation {
            method: method.into(),
            path: path.into(),
        })
    }
}

/// Splits a list of calls at its commas; a comma inside a path stays. Answers the
/// ranges of bytes of the single texts, without the white space around them.
pub fn split(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(',') {
        let rest = text.get(at + 1..).unwrap_or("").trim_start();
        let first = rest.split(char::is_whitespace).next().unwrap_or("");
        let begins_a_call = METHODS.iter().any(|m| m.eq_ignore_ascii_case(first))
            || rest.starts_with("profile:")
            || rest.is_empty();
        if begins_a_call {
            ranges.push(start..at);
            start = at + 1;
        }
    }
    ranges.push(start..text.len());
    ranges
        .into_iter()
        .map(|range| trimmed(text, range))
        .collect()
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or("");
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_and_profiles() {
        let get = |path: &str| {
            Ok(CallText::Operation {
                method: "GET".into(),
                path: path.into(),
            })
        };
        assert_eq!(CallText::parse("get  /api/v2/x "), get("/api/v2/x"));
        assert_eq!(
            CallText::parse("GET https://api.mypurecloud.ie/api/v2/x?y=1"),
            get("https://api.mypurecloud.ie/api/v2/x?y=1")
        );
        assert_eq!(
            CallText::parse("profile:authenticx"),
            Ok(CallText::Profile("authenticx".into()))
        );
        for faulty in [
            "",
            "GET",
            "FETCH /api/v2/x",
            "GET api/v2/x",
            "GET /a b",
            "profile:",
            "/api/v2/x",
        ] {
            assert!(CallText::parse(faulty).is_err(), "{faulty}");
        }
    }

    #[track_caller]
    fn check_split(text: &str, expected: &[&str]) {
        let parts: Vec<&str> = split(text)
            .into_iter()
            .map(|range| text.get(range).expect("a range of the text"))
            .collect();
        assert_eq!(parts, expected);
    }

    #[test]
    fn lists_are_split_where_a_call_begins() {
        check_split("GET /a, POST /b", &["GET /a", "POST /b"]);
        check_split(" GET /a ,profile:x ", &["GET /a", "profile:x"]);
        check_split("GET /a?ids=1,2", &["GET /a?ids=1,2"]);
        check_split("GET /a,", &["GET /a", ""]);
        check_split("", &[""]);
    }
}
