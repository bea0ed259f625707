//! Patterns for addresses. Only `*` and `?` are wild and both may stand for any
//! character, dots included; brackets are literal. A pattern that leaves a key
//! out means every instance, at each step of the address.

use std::fmt;

use grantlint_parser::address::{Address, Key, Mode};
use smol_str::SmolStr;

/// A pattern for addresses, as written in `grantlint.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressGlob {
    text: String,
    /// The type and the name with which every address ends that it matches, where
    /// neither has a wild character.
    ends: Option<(SmolStr, SmolStr)>,
}

impl AddressGlob {
    /// The pattern that matches every address.
    pub fn anything() -> Self {
        AddressGlob {
            text: "*".to_owned(),
            ends: None,
        }
    }

    /// Reads a pattern.
    ///
    /// # Errors
    /// Why the text cannot match any address: lower case, no final stop.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Err("the address is empty".to_owned());
        }
        if !text.contains(['.', '*']) {
            return Err(format!(
                "`{text}` is no address: a type and a name belong to it"
            ));
        }
        let mut open = false;
        for character in text.chars() {
            match character {
                '[' if open => return Err(format!("`[` inside of brackets in `{text}`")),
                '[' => open = true,
                ']' if !open => return Err(format!("`]` without `[` in `{text}`")),
                ']' => open = false,
                _ if open => {}
                '{' | '}' | '!' | '^' => {
                    return Err(format!(
                        "`{character}` has no meaning in `{text}`: only `*` and `?` are wild"
                    ));
                }
                _ if character.is_whitespace() => {
                    return Err(format!("white space in the address `{text}`"));
                }
                _ => {}
            }
        }
        if open {
            return Err(format!("`[` is not closed in `{text}`"));
        }
        Ok(AddressGlob {
            text: text.to_owned(),
            ends: ends(text),
        })
    }

    /// The pattern as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the pattern means that instance, or may mean one of those that
    /// an instance with an unknown key stands for.
    pub fn matches(&self, address: &Address) -> bool {
        if let Some((kind, name)) = &self.ends {
            if address.name != *name || address.kind != *kind {
                return false;
            }
            if self.text.len() == kind.len() + 1 + name.len() {
                return address.module.0.is_empty() && address.mode == Mode::Managed;
            }
        }
        let steps = steps(address);
        let pattern: Vec<char> = self.text.chars().collect();
        // `reached[i]` says whether the pattern so far matches the first `i` steps.
        let mut reached = vec![false; steps.len() + 1];
        if let Some(first) = reached.first_mut() {
            *first = true;
        }
        skip_keys(&steps, &mut reached);
        let mut at = 0;
        while let Some(&wanted) = pattern.get(at) {
            let mut next = vec![false; steps.len() + 1];
            let mut width = 1;
            for (from, step) in steps.iter().enumerate() {
                if !reached.get(from).copied().unwrap_or(false) {
                    continue;
                }
                let takes = match (wanted, step) {
                    ('*' | '?', Step::Character(_) | Step::Key(..)) => true,
                    (_, Step::Character(character)) => *character == wanted,
                    (_, Step::Key(_, character)) => *character == wanted,
                    ('*', Step::AnyKey) => true,
                    (_, Step::AnyKey) => false,
                };
                if takes {
                    mark(&mut next, from + 1);
                }
            }
            if wanted == '*' {
                let mut started = false;
                for (to, open) in reached.iter().enumerate() {
                    started |= open;
                    if started {
                        mark(&mut next, to);
                    }
                }
            }
            if wanted == '[' {
                let length = pattern
                    .iter()
                    .skip(at)
                    .position(|&character| character == ']')
                    .map_or(1, |length| length + 1);
                let unknown_keys: Vec<usize> = steps
                    .iter()
                    .enumerate()
                    .filter(|(from, step)| {
                        **step == Step::AnyKey && reached.get(*from).copied().unwrap_or(false)
                    })
                    .map(|(from, _)| from + 1)
                    .collect();
                // A key in the pattern and a key that is unknown fit as wholes.
                if !unknown_keys.is_empty() {
                    next = vec![false; steps.len() + 1];
                    for to in unknown_keys {
                        mark(&mut next, to);
                    }
                    width = length;
                }
            }
            skip_keys(&steps, &mut next);
            reached = next;
            at += width;
        }
        reached.last().copied().unwrap_or(false)
    }
}

impl fmt::Display for AddressGlob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn ends(pattern: &str) -> Option<(SmolStr, SmolStr)> {
    let whole = pattern
        .strip_suffix(']')
        .and_then(|open| open.rsplit_once('['));
    let (before, name) = whole.map_or(pattern, |(whole, _)| whole).rsplit_once('.')?;
    let kind = before.rsplit_once('.').map_or(before, |(_, kind)| kind);
    // A bracket here is one of a module's key, with dots in it.
    let plain = !kind.contains(['*', '?', '[', ']']) && !name.contains(['*', '?', '[', ']']);
    plain.then(|| (kind.into(), name.into()))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Character(char),
    /// A character of a key; the number says how many steps the rest of the
    /// key takes where this one opens it, and is 0 otherwise.
    Key(usize, char),
    AnyKey,
}

fn steps(address: &Address) -> Vec<Step> {
    let mut steps = Vec::new();
    for (name, key) in &address.module.0 {
        plain(&mut steps, "module.");
        plain(&mut steps, name);
        keyed(&mut steps, key);
        plain(&mut steps, ".");
    }
    if address.mode == Mode::Data {
        plain(&mut steps, "data.");
    }
    plain(&mut steps, &address.kind);
    plain(&mut steps, ".");
    plain(&mut steps, &address.name);
    keyed(&mut steps, &address.key);
    steps
}

fn plain(steps: &mut Vec<Step>, text: &str) {
    steps.extend(text.chars().map(Step::Character));
}

fn keyed(steps: &mut Vec<Step>, key: &Key) {
    match key {
        Key::None => {}
        Key::Unknown => steps.push(Step::AnyKey),
        Key::Index(_) | Key::Name(_) => {
            let text: Vec<char> = key.to_string().chars().collect();
            let length = text.len();
            steps.extend(
                text.into_iter()
                    .enumerate()
                    .map(|(at, character)| Step::Key(if at == 0 { length } else { 0 }, character)),
            );
        }
    }
}

/// Where a key begins, the pattern may as well go on behind it.
fn skip_keys(steps: &[Step], reached: &mut [bool]) {
    for (from, step) in steps.iter().enumerate() {
        let length = match step {
            Step::AnyKey => 1,
            Step::Key(length, _) => *length,
            Step::Character(_) => 0,
        };
        if length > 0 && reached.get(from).copied().unwrap_or(false) {
            mark(reached, from + length);
        }
    }
}

fn mark(reached: &mut [bool], at: usize) {
    if let Some(place) = reached.get_mut(at) {
        *place = true;
    }
}

#[cfg(test)]
mod tests {
    use grantlint_parser::address::ModuleAddress;

    use super::*;

    fn address(module: &[(&str, Key)], name: &str, key: Key) -> Address {
        Address {
            module: ModuleAddress(
                module
                    .iter()
                    .map(|(name, key)| ((*name).into(), key.clone()))
                    .collect(),
            ),
            mode: Mode::Managed,
            kind: "genesyscloud_oauth_client".into(),
            name: name.into(),
            key,
        }
    }

    #[track_caller]
    fn check(pattern: &str, address: &Address, expected: bool) {
        let glob = AddressGlob::parse(pattern).expect("a good pattern");
        assert_eq!(glob.matches(address), expected, "{pattern} on {address}");
    }

    #[test]
    fn keys_may_be_left_out_and_brackets_are_literal() {
        let plain = address(&[], "svc", Key::None);
        let named = address(&[], "svc", Key::Name("a".into()));
        let indexed = address(&[("m", Key::Index(3))], "svc", Key::Index(0));
        let nested = address(&[("a", Key::None), ("b", Key::None)], "svc", Key::None);
        let unknown = address(&[], "svc", Key::Unknown);
        for (pattern, address, expected) in [
            ("genesyscloud_oauth_client.svc", &plain, true),
            ("genesyscloud_oauth_client.sv", &plain, false),
            ("genesyscloud_oauth_client.svc2", &plain, false),
            ("genesyscloud_oauth_client.sv?", &plain, true),
            ("*.svc", &plain, true),
            ("*", &plain, true),
            ("genesyscloud_oauth_client.svc", &named, true),
            ("genesyscloud_oauth_client.svc*", &named, true),
            ("genesyscloud_oauth_client.svc[\"a\"]", &named, true),
            ("genesyscloud_oauth_client.svc[\"b\"]", &named, false),
            ("genesyscloud_oauth_client.svc[a]", &named, false),
            ("genesyscloud_oauth_client.svc[*]", &named, true),
            ("genesyscloud_oauth_client.s[v]c", &plain, false),
            ("module.m.genesyscloud_oauth_client.svc", &indexed, true),
            ("module.m[3].genesyscloud_oauth_client.svc", &indexed, true),
            ("module.m.genesyscloud_oauth_client.svc[0]", &indexed, true),
            ("module.m[2].genesyscloud_oauth_client.svc", &indexed, false),
            ("genesyscloud_oauth_client.svc", &indexed, false),
            ("module.*.genesyscloud_oauth_client.svc", &indexed, true),
            ("module.*.genesyscloud_oauth_client.svc", &nested, true),
            ("module.*.genesyscloud_oauth_client.svc", &plain, false),
            ("genesyscloud_oauth_client.svc", &unknown, true),
            ("genesyscloud_oauth_client.svc[\"a\"]", &unknown, true),
            ("genesyscloud_oauth_client.svc[\"a\"].x", &unknown, false),
        ] {
            check(pattern, address, expected);
        }
    }

    #[test]
    fn what_no_address_can_be_is_refused() {
        for pattern in [
            "",
            "genesyscloud_oauth_client",
            "a.b[0",
            "a.b]",
            "a.b[[0]]",
            "a.{b,c}",
            "a. b",
        ] {
            assert!(AddressGlob::parse(pattern).is_err(), "{pattern}");
        }
    }
}
