//! Regular expressions as Go has them (RE2), on the `regex` crate.
//!
//! Both match leftmost-first in linear time. What differs in the language is
//! rewritten: `\d`, `\w`, `\s` and `\b` are ASCII in Go, `\Q…\E` quotes, a `{`
//! that begins no repetition stands for itself, in brackets `[`, `&&`, `--` and
//! `~~` have no meaning, and several groups may have one name.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Chars;

use regex::{Captures, Regex, RegexBuilder};
use smol_str::SmolStr;

use super::super::value::Value;
use super::Args;
use super::string::optional;

/// What a compiled pattern may take, in bytes.
const MAX_SIZE: usize = 4 << 20;
/// The most that Go lets a repetition repeat.
const MAX_REPEAT: u32 = 1000;

/// A compiled pattern.
pub(super) struct Pattern {
    regex: Regex,
    names: Vec<Option<SmolStr>>,
}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn new(pattern: &str) -> Result<Pattern, String> {
        let (translated, names) = Translation::new(pattern).run()?;
        let regex = RegexBuilder::new(&translated)
            .size_limit(MAX_SIZE)
            .build()
            .map_err(|_| format!("invalid regular expression `{pattern}`"))?;
        Ok(Pattern { regex, names })
    }

    /// The text with `with` in place of each match, in which `$1` and `${name}`
    /// stand for what groups matched, after Go's `Regexp.Expand`.
    pub(super) fn replace_all(&self, text: &str, with: &str) -> String {
        let expanded = |captures: &Captures<'_>| self.expanded(captures, with);
        self.regex.replace_all(text, expanded).into_owned()
    }

    fn expanded(&self, captures: &Captures<'_>, mut with: &str) -> String {
        let mut out = String::new();
        while let Some((before, after)) = with.split_once('$') {
            out.push_str(before);
            with = after;
            if let Some(rest) = after.strip_prefix('$') {
                out.push('$');
                with = rest;
            } else if let Some((name, rest)) = group_name(after) {
                out.push_str(self.group(captures, name).unwrap_or(""));
                with = rest;
            } else {
                out.push('$');
            }
        }
        out.push_str(with);
        out
    }

    /// What the group with that number matched, or the first with that name that
    /// matched anything.
    fn group<'t>(&self, captures: &Captures<'t>, name: &str) -> Option<&'t str> {
        let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && (name == "0" || !name.starts_with('0')) && name.len() < 9 {
            return Some(captures.get(name.parse().ok()?)?.as_str());
        }
        let named = (1..).zip(&self.names);
        let mut named = named.filter(|(_, own)| own.as_deref() == Some(name));
        named.find_map(|(at, _)| Some(captures.get(at)?.as_str()))
    }

    /// The first matches: what matched or, where there are groups, what they
    /// matched.
    ///
    /// # Errors
    /// Some groups have names and others have none.
    pub(super) fn matches(
        &self,
        text: &str,
        args: &Args<'_, '_>,
        limit: usize,
    ) -> Result<Vec<Value>, String> {
        let named = self.names.iter().flatten().count();
        if named > 0 && named < self.names.len() {
            return Err("named and unnamed groups can't be mixed".to_owned());
        }
        let all = self.regex.captures_iter(text).take(limit);
        Ok(all.map(|captures| self.result(&captures, args)).collect())
    }

    fn result(&self, captures: &Captures<'_>, args: &Args<'_, '_>) -> Value {
        let group = |at: usize| optional(args, captures.get(at).map(|found| found.as_str()));
        let value = match self.names.as_slice() {
            [] => group(0),
            [Some(_), ..] => {
                let named = self.names.iter().enumerate();
                let entries: BTreeMap<SmolStr, Value> = named
                    .filter_map(|(at, name)| Some((name.clone()?, group(at + 1))))
                    .collect();
                Value::object(entries)
            }
            names => Value::tuple((1..=names.len()).map(group).collect()),
        };
        Value {
            origin: super::super::value::Origin::at(args.at),
            ..value
        }
    }
}

/// The name at the begin of a text behind `$`, with or without braces, and what
/// follows it.
fn group_name(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('{').unwrap_or(text);
    let ends = |c: char| !(c.is_alphabetic() || c.is_numeric() || c == '_');
    let (name, rest) = inner.split_at(inner.find(ends).unwrap_or(inner.len()));
    if name.is_empty() {
        return None;
    }
    match inner.len() == text.len() {
        true => Some((name, rest)),
        false => Some((name, rest.strip_prefix('}')?)),
    }
}

/// Rewrites a pattern from Go's syntax, in which groups have no names any more.
struct Translation<'a> {
    rest: Peekable<Chars<'a>>,
    out: String,
    /// The names of the groups so far.
    names: Vec<Option<SmolStr>>,
    /// Whether something that can't be repeated once more was just written.
    repeated: bool,
}

impl<'a> Translation<'a> {
    fn new(pattern: &'a str) -> Self {
        Translation {
            rest: pattern.chars().peekable(),
            out: String::new(),
            names: Vec::new(),
            repeated: false,
        }
    }

    fn run(mut self) -> Result<(String, Vec<Option<SmolStr>>), String> {
        while let Some(character) = self.rest.next() {
            let repeats = match character {
                '\\' => self.escape()?,
                '[' => self.class()?,
                '{' => self.brace()?,
                '*' | '+' | '?' => self.repetition(character)?,
                '(' => self.group()?,
                other => {
                    self.out.push(other);
                    false
                }
            };
            self.repeated = repeats;
        }
        Ok((self.out, self.names))
    }

    fn repetition(&mut self, sign: char) -> Result<bool, String> {
        if self.repeated {
            return Err("invalid nested repetition".to_owned());
        }
        self.out.push(sign);
        if self.rest.next_if_eq(&'?').is_some() {
            self.out.push('?');
        }
        Ok(true)
    }

    /// `{n}`, `{n,}` and `{n,m}`; any other brace stands for itself.
    fn brace(&mut self) -> Result<bool, String> {
        let ahead: String = self
            .rest
            .clone()
            .take_while(|character| *character != '}')
            .collect();
        let closed = self.rest.clone().nth(ahead.chars().count()) == Some('}');
        let (low, high) = ahead.split_once(',').unwrap_or((&ahead, "0"));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !closed || !is_number(low) || !(high.is_empty() || is_number(high)) {
            self.out.push_str("\\{");
            return Ok(false);
        }
        let too_many = |text: &str| {
            text.parse::<u32>()
                .map_or(!text.is_empty(), |n| n > MAX_REPEAT)
        };
        if self.repeated || too_many(low) || too_many(high) {
            return Err("invalid repetition".to_owned());
        }
        self.out.push('{');
        self.out.push_str(&ahead);
        self.out.push('}');
        self.rest.nth(ahead.chars().count());
        if self.rest.next_if_eq(&'?').is_some() {
            self.out.push('?');
        }
        Ok(true)
    }

    /// Of the flags only `i`, `m`, `s` and `U` exist in Go.
    fn group(&mut self) -> Result<bool, String> {
        self.out.push('(');
        let mut ahead = self.rest.clone();
        if ahead.next() != Some('?') {
            self.names.push(None);
            return Ok(false);
        }
        if matches!(ahead.peek(), Some('P' | '<')) {
            self.rest = ahead;
            return self.group_with_name();
        }
        for character in ahead.take_while(|character| !matches!(character, ')' | ':')) {
            if !matches!(character, 'i' | 'm' | 's' | 'U' | '-') {
                return Err("invalid group".to_owned());
            }
        }
        self.out.extend(self.rest.next());
        Ok(false)
    }

    /// `(?P<name>` and `(?<name>`, of which `(?` has been taken.
    fn group_with_name(&mut self) -> Result<bool, String> {
        self.rest.next_if_eq(&'P');
        let mut name = String::new();
        if self.rest.next_if_eq(&'<').is_some() {
            let in_name = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
            name.extend(std::iter::from_fn(|| self.rest.next_if(in_name)));
        }
        if name.is_empty() || self.rest.next_if_eq(&'>').is_none() {
            return Err("invalid name of a group".to_owned());
        }
        self.names.push(Some(name.into()));
        Ok(false)
    }

    fn escape(&mut self) -> Result<bool, String> {
        let Some(character) = self.rest.next() else {
            return Err("trailing backslash".to_owned());
        };
        match character {
            'Q' => self.quoted(),
            'd' => self.out.push_str("[0-9]"),
            'D' => self.out.push_str("[^0-9]"),
            'w' => self.out.push_str("[0-9A-Za-z_]"),
            'W' => self.out.push_str("[^0-9A-Za-z_]"),
            's' => self.out.push_str("[\\t\\n\\f\\r ]"),
            'S' => self.out.push_str("[^\\t\\n\\f\\r ]"),
            'b' => self.out.push_str("(?-u:\\b)"),
            'B' => self.out.push_str("(?-u:\\B)"),
            other => self.simple_escape(other)?,
        }
        Ok(false)
    }

    fn quoted(&mut self) {
        while let Some(character) = self.rest.next() {
            if character == '\\' && self.rest.next_if_eq(&'E').is_some() {
                return;
            }
            self.out
                .push_str(&regex::escape(character.encode_utf8(&mut [0; 4])));
        }
    }

    /// Escapes that mean the same in and out of brackets.
    fn simple_escape(&mut self, character: char) -> Result<(), String> {
        match character {
            'x' | 'p' | 'P' => {
                self.out.push('\\');
                self.out.push(character);
                if self.rest.next_if_eq(&'{').is_some() {
                    self.out.push('{');
                    while let Some(named) = self.rest.next_if(|named| *named != '}') {
                        self.out.push(named);
                    }
                }
            }
            'a' | 'f' | 'n' | 'r' | 't' | 'v' | 'A' | 'z' => {
                self.out.push('\\');
                self.out.push(character);
            }
            '0'..='7' => self.octal(character)?,
            other if other.is_ascii() && !other.is_ascii_alphanumeric() => {
                self.out.push_str(&format!("\\x{{{:x}}}", other as u32));
            }
            other => return Err(format!("invalid escape `\\{other}`")),
        }
        Ok(())
    }

    fn octal(&mut self, first: char) -> Result<(), String> {
        let is_octal = |character: &char| ('0'..='7').contains(character);
        if first != '0' && !self.rest.peek().is_some_and(is_octal) {
            return Err("back references are not supported".to_owned());
        }
        let mut code = first.to_digit(8).unwrap_or(0);
        for _ in 0..2 {
            match self.rest.next_if(is_octal) {
                Some(digit) => code = code * 8 + digit.to_digit(8).unwrap_or(0),
                None => break,
            }
        }
        self.out.push_str(&format!("\\x{{{code:x}}}"));
        Ok(())
    }

    fn class(&mut self) -> Result<bool, String> {
        self.out.push('[');
        if self.rest.next_if_eq(&'^').is_some() {
            self.out.push('^');
        }
        let mut first = true;
        loop {
            let Some(character) = self.rest.next() else {
                return Err("missing closing `]`".to_owned());
            };
            match character {
                ']' if !first => break,
                '[' if self.rest.peek() == Some(&':') => self.named_class(),
                '\\' => self.class_escape()?,
                '-' => self.out.push('-'),
                other if other.is_ascii() && !other.is_ascii_alphanumeric() => {
                    self.out.push_str(&format!("\\x{:02x}", other as u32));
                }
                other => self.out.push(other),
            }
            first = false;
        }
        self.out.push(']');
        Ok(false)
    }

    /// `[:alpha:]`, or a bracket that stands for itself.
    fn named_class(&mut self) {
        let ahead: String = self
            .rest
            .clone()
            .take_while(|character| *character != ']')
            .collect();
        if ahead.len() > 2 && ahead.ends_with(':') {
            self.out.push('[');
            self.out.push_str(&ahead);
            self.out.push(']');
            self.rest.nth(ahead.chars().count());
        } else {
            self.out.push_str("\\[");
        }
    }

    fn class_escape(&mut self) -> Result<(), String> {
        match self.rest.next() {
            Some('d') => self.out.push_str("0-9"),
            Some('w') => self.out.push_str("0-9A-Za-z_"),
            Some('s') => self.out.push_str("\\t\\n\\f\\r "),
            Some('D') => self.out.push_str("[^0-9]"),
            Some('W') => self.out.push_str("[^0-9A-Za-z_]"),
            Some('S') => self.out.push_str("[^\\t\\n\\f\\r ]"),
            Some('A' | 'z') | None => return Err("invalid escape".to_owned()),
            Some(other) => self.simple_escape(other)?,
        }
        Ok(())
    }
}
