//! Texts and URIs as SARIF wants them.

use std::borrow::Cow;

use grantlint_parser::paths;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What a path segment may hold as it is: the unreserved characters of RFC
/// 3986, and the slashes between segments.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// A path as a URI: relative, or with the `file` scheme where it is absolute.
pub(super) fn uri(path: &str) -> String {
    let encoded = |path| utf8_percent_encode(path, PATH);
    if !paths::is_absolute(path) {
        return encoded(path).to_string();
    }
    match path.split_once(':') {
        Some((drive, rest)) if !path.starts_with('/') => {
            format!("file:///{}:{}", encoded(drive), encoded(rest))
        }
        _ => format!("file://{}", encoded(path)),
    }
}

/// Text as a plain text message without placeholders and links (SARIF 2.1.0,
/// 3.11.5 and 3.11.6).
///
/// The standard wants every brace doubled, but viewers show a message that has
/// no arguments as it stands, and most of ours have a `{parameter}` in them. So
/// only what would be a placeholder, a number in braces, is doubled.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let number = after.split_once('}').filter(|(number, _)| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        });
        if let Some((number, after)) = number {
            out.push_str(&format!("{{{{{number}}}}}"));
            rest = after;
        } else {
            out.push('{');
            rest = after;
        }
    }
    out.push_str(rest);
    if out.contains("](") {
        out = link_text(&out);
    }
    out
}

/// Text as the words of a link.
pub(super) fn link_text(text: &str) -> String {
    text.replace('\\', r"\\")
        .replace('[', r"\[")
        .replace(']', r"\]")
}

/// Text of at most so many characters, with an ellipsis where some were cut.
pub(super) fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => text.into(),
        Some(_) => text.chars().take(most - 1).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        for (path, expected) in [
            ("infra/main.tf", "infra/main.tf"),
            ("a b/é%.tf", "a%20b/%C3%A9%25.tf"),
            ("c:d/x.tf", "c%3Ad/x.tf"),
            ("a\\b.tf", "a%5Cb.tf"),
            ("../out.tf", "../out.tf"),
            ("/abs/a b.tf", "file:///abs/a%20b.tf"),
            ("C:/x y/a:b.tf", "file:///C:/x%20y/a%3Ab.tf"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }

    #[test]
    fn text_is_neither_placeholder_nor_link() {
        for (text, expected) in [
            ("GET /a/{id}", "GET /a/{id}"),
            ("{0} {} {1 {22}", "{{0}} {} {1 {{22}}"),
            ("x[0] and y[\"k\"]", "x[0] and y[\"k\"]"),
            ("[a](1)", r"\[a\](1)"),
        ] {
            assert_eq!(plain(text), expected);
        }
        assert_eq!(link_text(r#"a["k"]\b"#), r#"a\["k"\]\\b"#);
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(shortened("ééé", 3), "ééé");
        assert_eq!(shortened("éééé", 3), "éé…");
    }
}
