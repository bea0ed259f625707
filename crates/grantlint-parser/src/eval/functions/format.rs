//! `format`: the verbs of C's `printf` as Terraform has them (cty's
//! `format_fsm.rl`).

use num_bigint::{BigInt, Sign};

use super::super::convert::convert;
use super::super::json;
use super::super::number::Number;
use super::super::text::graphemes;
use super::super::types::Type;
use super::super::value::Value;

/// The widest field, in characters.
const MAX_WIDTH: usize = 1 << 20;

/// Why there is no text.
pub(super) enum FormatError {
    /// The format or an argument is wrong.
    Wrong(String),
    /// The text would be too long.
    TooLong,
}

impl From<String> for FormatError {
    fn from(why: String) -> Self {
        FormatError::Wrong(why)
    }
}

#[derive(Default)]
struct Verb {
    mode: char,
    zero: bool,
    sharp: bool,
    plus: bool,
    minus: bool,
    space: bool,
    width: Option<usize>,
    precision: Option<usize>,
    argument: usize,
}

/// Puts the values into the format.
pub(super) fn format_string(format: &str, values: &[Value]) -> Result<String, FormatError> {
    let mut out = String::new();
    let mut next = 1;
    let mut highest = 0;
    let mut rest = format;
    while let Some((text, after)) = rest.split_once('%') {
        out.push_str(text);
        if let Some(after) = after.strip_prefix('%') {
            out.push('%');
            rest = after;
            continue;
        }
        let (verb, after) = parse_verb(after, next)?;
        rest = after;
        highest = highest.max(verb.argument);
        let value = verb.argument.checked_sub(1).and_then(|at| values.get(at));
        let value = value.ok_or_else(|| "there are not enough arguments".to_owned())?;
        append(&verb, value, &mut out)?;
        next = verb.argument + 1;
        if out.len() > super::super::budget::MAX_STRING {
            return Err(FormatError::TooLong);
        }
    }
    out.push_str(rest);
    if highest < values.len() {
        return Err(FormatError::Wrong(
            "there are more arguments than verbs".to_owned(),
        ));
    }
    Ok(out)
}

fn parse_verb(text: &str, next: usize) -> Result<(Verb, &str), FormatError> {
    let wrong = || FormatError::Wrong("invalid verb in the format".to_owned());
    let mut verb = Verb {
        argument: next,
        ..Verb::default()
    };
    let mut rest = text;
    loop {
        let flag = rest.chars().next().ok_or_else(wrong)?;
        match flag {
            '0' => verb.zero = true,
            '#' => verb.sharp = true,
            '-' => verb.minus = true,
            '+' => verb.plus = true,
            ' ' => verb.space = true,
            _ => break,
        }
        rest = rest.get(1..).unwrap_or("");
    }
    let (width, after) = digits(rest)?;
    verb.width = width;
    rest = after;
    if let Some(after) = rest.strip_prefix('.') {
        let (precision, after) = digits(after)?;
        verb.precision = Some(precision.unwrap_or(0));
        rest = after;
    }
    if let Some(after) = rest.strip_prefix('[') {
        if after.starts_with('0') {
            return Err(wrong());
        }
        let (argument, after) = digits(after)?;
        verb.argument = argument.ok_or_else(wrong)?;
        rest = after.strip_prefix(']').ok_or_else(wrong)?;
    }
    let mode = rest
        .chars()
        .next()
        .filter(char::is_ascii_alphabetic)
        .ok_or_else(wrong)?;
    verb.mode = mode;
    Ok((verb, rest.get(1..).unwrap_or("")))
}

fn digits(text: &str) -> Result<(Option<usize>, &str), FormatError> {
    let end = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    if digits.is_empty() {
        return Ok((None, rest));
    }
    match digits.parse::<usize>() {
        Ok(number) if number <= MAX_WIDTH => Ok((Some(number), rest)),
        _ => Err(FormatError::TooLong),
    }
}

fn append(verb: &Verb, value: &Value, out: &mut String) -> Result<(), FormatError> {
    if verb.mode != 'v' && value.is_null() {
        return Err(FormatError::Wrong("null can't be formatted".to_owned()));
    }
    match verb.mode {
        'v' => {
            let text = match (value.as_str(), value.as_number()) {
                (Some(text), _) if !verb.sharp => text.to_owned(),
                (_, Some(number)) if !verb.sharp => number.general(None),
                _ => json::encode(value)?,
            };
            out.push_str(&padded(verb, &text));
        }
        't' => {
            let value = convert(value.clone(), &Type::Bool)?;
            out.push_str(if value.as_bool() == Some(true) {
                "true"
            } else {
                "false"
            });
        }
        'b' | 'd' | 'o' | 'x' | 'X' => {
            let value = convert(value.clone(), &Type::Number)?;
            let integer = value.as_number().filter(|number| number.is_integer());
            let integer = integer.and_then(Number::truncated);
            let integer = integer.ok_or_else(|| "an integer is required".to_owned())?;
            out.push_str(&integer_text(verb, &integer));
        }
        'e' | 'E' | 'f' | 'g' | 'G' => {
            let value = convert(value.clone(), &Type::Number)?;
            let number = value
                .as_number()
                .ok_or_else(|| "a number is required".to_owned())?;
            out.push_str(&float_text(verb, number));
        }
        's' | 'q' => {
            let value = convert(value.clone(), &Type::String)?;
            let mut text = value.as_str().unwrap_or("").to_owned();
            if let Some(precision) = verb.precision.filter(|precision| *precision > 0) {
                text = graphemes(&text).take(precision).collect();
            }
            if verb.mode == 'q' {
                text = json::quoted(&text);
            }
            out.push_str(&padded(verb, &text));
        }
        other => return Err(FormatError::Wrong(format!("unsupported verb `%{other}`"))),
    }
    Ok(())
}

fn padded(verb: &Verb, text: &str) -> String {
    let given = graphemes(text).count();
    let missing = verb.width.unwrap_or(0).saturating_sub(given);
    let pad = if verb.zero { "0" } else { " " }.repeat(missing);
    if verb.minus {
        [text, &pad].concat()
    } else {
        [&pad, text].concat()
    }
}

fn sign(verb: &Verb, negative: bool) -> &'static str {
    match (negative, verb.plus, verb.space) {
        (true, ..) => "-",
        (false, true, _) => "+",
        (false, false, true) => " ",
        (false, false, false) => "",
    }
}

/// As Go's `math/big.Int` formats itself.
fn integer_text(verb: &Verb, value: &BigInt) -> String {
    let (base, prefix) = match verb.mode {
        'b' => (2, "0b"),
        'o' => (8, "0"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        _ => (10, ""),
    };
    let mut digits = value.magnitude().to_str_radix(base);
    if verb.mode == 'X' {
        digits.make_ascii_uppercase();
    }
    let sign = sign(verb, value.sign() == Sign::Minus);
    let prefix = if verb.sharp { prefix } else { "" };
    if verb.precision == Some(0) && digits == "0" {
        digits.clear();
    }
    let mut zeros = verb.precision.unwrap_or(0).saturating_sub(digits.len());
    let length = sign.len() + prefix.len() + zeros + digits.len();
    let missing = verb.width.unwrap_or(0).saturating_sub(length);
    let (mut left, mut right) = (0, 0);
    if verb.minus {
        right = missing;
    } else if verb.zero && verb.precision.is_none() {
        zeros += missing;
    } else {
        left = missing;
    }
    let spaces = |count: usize| " ".repeat(count);
    [
        &spaces(left),
        sign,
        prefix,
        &"0".repeat(zeros),
        &digits,
        &spaces(right),
    ]
    .concat()
}

/// As Go's `math/big.Float` formats itself.
fn float_text(verb: &Verb, value: &Number) -> String {
    let negative = value.is_negative();
    let magnitude = if negative {
        value.negated()
    } else {
        value.clone()
    };
    let mut digits = match verb.mode {
        'e' | 'E' => magnitude.scientific(Some(verb.precision.unwrap_or(6))),
        'f' => magnitude.fixed(verb.precision.unwrap_or(6)),
        _ => magnitude.general(verb.precision),
    };
    if matches!(verb.mode, 'E' | 'G') {
        digits.make_ascii_uppercase();
    }
    let infinite = !value.is_finite();
    let digits = if infinite { "Inf" } else { &digits };
    let sign = if infinite && !negative {
        "+"
    } else {
        sign(verb, negative)
    };
    let missing = verb
        .width
        .unwrap_or(0)
        .saturating_sub(sign.len() + digits.len());
    if verb.minus {
        [sign, digits, &" ".repeat(missing)].concat()
    } else if verb.zero && !infinite {
        [sign, &"0".repeat(missing), digits].concat()
    } else {
        [&" ".repeat(missing), sign, digits].concat()
    }
}
