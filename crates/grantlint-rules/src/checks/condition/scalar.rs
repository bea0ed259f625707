//! The plain values, numbers and regular expressions that a rule file writes.

use grantlint_parser::eval::number::Number;
use grantlint_parser::eval::value::{Data, Value};
use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use super::truth::Truth;

/// No compiled regular expression is larger, in bytes.
const LARGEST_PATTERN: usize = 1 << 20;
/// No regular expression nests more groups.
const DEEPEST_PATTERN: u32 = 50;

/// A text, a number, or `true` or `false`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(
    untagged,
    expecting = "a text, a number, or `true` or `false` was expected"
)]
pub enum Scalar {
    /// `true` or `false`
    Flag(bool),
    /// A number.
    Number(Figure),
    /// A text.
    Text(String),
}

/// A number, whole or not.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged, expecting = "a number was expected")]
pub enum Figure {
    /// A whole number.
    Whole(i64),
    /// Any other.
    Fraction(f64),
}

/// A regular expression for whole texts.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Pattern {
    whole: Regex,
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Pattern {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Pattern".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string" })
    }
}

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let build = |pattern: &str| {
            let mut builder = RegexBuilder::new(pattern);
            builder
                .size_limit(LARGEST_PATTERN)
                .nest_limit(DEEPEST_PATTERN);
            builder.build().map_err(|error| {
                let error = error.to_string();
                let last = error.lines().last().unwrap_or_default();
                let why = last.trim_start_matches("error: ");
                format!("`{text}` is no regular expression: {why}")
            })
        };
        // By itself first: `a)(b` is none, though it would be one in brackets.
        build(&text)?;
        Ok(Pattern {
            whole: build(&format!(r"\A(?:{text})\z"))?,
        })
    }
}

impl Pattern {
    /// Whether the whole text matches.
    pub(super) fn matches(&self, text: &str) -> bool {
        self.whole.is_match(text)
    }
}

impl Figure {
    pub(in crate::checks) fn number(self) -> Option<Number> {
        match self {
            Figure::Whole(whole) => Some(Number::from(whole)),
            Figure::Fraction(fraction) => Number::from_f64(fraction),
        }
    }
}

impl Scalar {
    /// The value that Terraform would read.
    pub(super) fn value(&self) -> Value {
        match self {
            Scalar::Flag(flag) => Value::bool(*flag),
            Scalar::Text(text) => Value::string(text.as_str()),
            Scalar::Number(figure) => match figure.number() {
                Some(number) => Value::number(number),
                None => Value::null(),
            },
        }
    }

    /// Whether a value that is no collection is this one. Terraform converts between
    /// texts and the others, so `"1"` is `1`.
    pub(super) fn is(&self, value: &Value) -> Truth {
        Truth::of(match (&value.data, self) {
            (Data::Unknown(_) | Data::Attribute(_), _) => return Truth::Unknown,
            (Data::String(text), Scalar::Text(wanted)) => text == wanted,
            (Data::String(text), Scalar::Flag(wanted)) => *text == wanted.to_string(),
            (Data::Bool(flag), Scalar::Flag(wanted)) => flag == wanted,
            (Data::Bool(flag), Scalar::Text(wanted)) => flag.to_string() == *wanted,
            (Data::Number(_) | Data::String(_), Scalar::Number(wanted)) => {
                let number = number(value);
                number.is_some() && number == wanted.number()
            }
            (Data::Number(own), Scalar::Text(wanted)) => {
                Number::parse(wanted).is_ok_and(|wanted| wanted == *own)
            }
            _ => false,
        })
    }
}

/// The number that a value is, or that its text says.
pub(super) fn number(value: &Value) -> Option<Number> {
    match &value.data {
        Data::Number(number) => Some(number.clone()),
        Data::String(text) => Number::parse(text).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, text: &str, expected: bool) {
        let read = Pattern::try_from(pattern.to_owned()).expect("a pattern");
        assert_eq!(read.matches(text), expected, "{pattern} on {text}");
    }

    #[test]
    fn a_pattern_is_for_the_whole_text() {
        for (pattern, text, expected) in [
            ("a", "a", true),
            ("a", "ab", false),
            ("a|ab", "ab", true),
            ("b|ab", "xb", false),
            ("a.*", "a\nb", false),
            ("(?s)a.*", "a\nb", true),
            ("", "", true),
            ("", "a", false),
            ("svc-[a-z0-9-]+", "svc-routing-1", true),
            ("svc-[a-z0-9-]+", "my svc-routing", false),
        ] {
            check(pattern, text, expected);
        }
    }

    #[test]
    fn what_is_no_pattern_is_refused_with_the_reason() {
        let deep = "(".repeat(60) + &")".repeat(60);
        for pattern in [
            "(",
            "a)(b",
            "[z-a]",
            "\\q",
            "(a{1000}){1000}",
            deep.as_str(),
        ] {
            let error = Pattern::try_from(pattern.to_owned()).expect_err("no pattern");
            assert!(error.contains("is no regular expression: "), "{error}");
            assert!(!error.contains('\n'), "{error}");
        }
    }
}
