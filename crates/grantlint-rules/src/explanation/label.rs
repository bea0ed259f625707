//! Permissions as the admin UI writes them, `Recording > Screen Recording > View`, and
//! back to their names.

use crate::holdings::triple;

/// A name with `*` that may be written as the admin UI shows names: `Recording > * >
/// View` is `recording:*:view`.
pub(super) fn unlabelled(text: &str) -> String {
    if !text.contains('>') {
        return text.to_owned();
    }
    let parts = text.split('>').map(|part| {
        let words = part.split_whitespace().enumerate();
        let words = words.map(|(at, word)| {
            let mut letters = word.chars();
            let first = letters.next();
            let first: String = match at {
                0 => first.into_iter().flat_map(char::to_lowercase).collect(),
                _ => first.into_iter().flat_map(char::to_uppercase).collect(),
            };
            first + letters.as_str()
        });
        words.collect::<String>()
    });
    parts.collect::<Vec<_>>().join(":")
}

/// A name as the admin UI shows names, as far as its words tell.
pub(super) fn label(name: &str) -> Option<String> {
    let parts = triple(name)?;
    let words = parts.map(|part| {
        let mut words = String::new();
        for letter in part.chars() {
            if words.is_empty() {
                words.extend(letter.to_uppercase());
            } else {
                if letter.is_uppercase() {
                    words.push(' ');
                }
                words.push(letter);
            }
        }
        words
    });
    Some(words.join(" > "))
}
