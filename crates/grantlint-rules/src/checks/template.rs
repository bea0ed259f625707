//! Messages with facts put in: `{address}` stands for the fact of that name, and
//! `{{address}}` for the text `{address}`. Braces around anything but a name are text.

/// The names that a template puts in.
pub(crate) fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    pieces(template).filter_map(|piece| match piece {
        Piece::Fact(name) => Some(name),
        Piece::Text(_) => None,
    })
}

/// The template with its facts. One that `fact` does not know stays as it is written.
/// Several values of one fact are listed; between backticks, each gets its own.
pub(super) fn fill(template: &str, fact: impl Fn(&str) -> Option<Vec<String>>) -> String {
    let mut text = String::new();
    for piece in pieces(template) {
        match piece {
            Piece::Text(piece) => text.push_str(piece),
            Piece::Fact(name) => match fact(name) {
                Some(values) if text.ends_with('`') => text.push_str(&values.join("`, `")),
                Some(values) => text.push_str(&values.join(", ")),
                None => {
                    text.push('{');
                    text.push_str(name);
                    text.push('}');
                }
            },
        }
    }
    text
}

#[derive(Debug, PartialEq, Eq)]
enum Piece<'t> {
    Text(&'t str),
    Fact(&'t str),
}

fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (piece, after) = next(rest);
        rest = after;
        Some(piece)
    })
}

fn next(text: &str) -> (Piece<'_>, &str) {
    // `{{name}}` is text but for its outer braces.
    if let Some(inner) = text.strip_prefix("{{")
        && let Some((name, after)) = inner.split_once('}')
        && is_name(name)
        && let Some(after) = after.strip_prefix('}')
        && let Some(shown) = text.get(1..name.len() + 3)
    {
        return (Piece::Text(shown), after);
    }
    if let Some(inner) = text.strip_prefix('{')
        && let Some((name, after)) = inner.split_once('}')
        && is_name(name)
    {
        return (Piece::Fact(name), after);
    }
    let brace = text
        .char_indices()
        .skip(1)
        .find(|(_, letter)| *letter == '{');
    let end = brace.map_or(text.len(), |(at, _)| at);
    match (text.get(..end), text.get(end..)) {
        (Some(head), Some(tail)) => (Piece::Text(head), tail),
        _ => (Piece::Text(text), ""),
    }
}

/// Capitals are in the keys of maps alone, so that the parameters of a path, such as
/// `{conversationId}`, stay text.
fn is_name(text: &str) -> bool {
    let (first, rest) = text.split_once('.').unwrap_or((text, ""));
    let is_plain = |letter: char| letter.is_ascii_digit() || "_-".contains(letter);
    first.starts_with(|letter: char| letter.is_ascii_lowercase())
        && first
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || is_plain(letter))
        && rest
            .chars()
            .all(|letter| letter.is_ascii_alphabetic() || letter == '.' || is_plain(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(template: &str, expected: &str) {
        let filled = fill(template, |name| match name {
            "address" => Some(vec!["a.b".to_owned()]),
            "call" => Some(vec!["GET /{address}".to_owned()]),
            "value" => Some(vec!["one".to_owned(), "two".to_owned()]),
            _ => None,
        });
        assert_eq!(filled, expected);
    }

    #[test]
    fn facts_are_put_in_once_and_all_else_stays() {
        for (template, expected) in [
            ("", ""),
            ("`{address}` is", "`a.b` is"),
            ("{call}{address}", "GET /{address}a.b"),
            ("has `{value}`", "has `one`, `two`"),
            ("has {value}", "has one, two"),
            ("{{address}}", "{address}"),
            ("{{address}", "{a.b"),
            ("roles { role_id = … }", "roles { role_id = … }"),
            ("{conversationId} {}", "{conversationId} {}"),
            ("{unheard}", "{unheard}"),
            ("{", "{"),
            ("{{{{", "{{{{"),
            ("é{address}é", "éa.bé"),
        ] {
            check(template, expected);
        }
        let names: Vec<&str> = placeholders("{a} {{b}} {c-d.e} {f.gH} {iJ} {K}").collect();
        assert_eq!(names, ["a", "c-d.e", "f.gH"]);
    }
}
