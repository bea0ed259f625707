//! Functions of numbers.

use num_bigint::BigInt;

use super::super::convert::convert;
use super::super::number::{Number, NumberError};
use super::super::types::Type;
use super::super::value::{Data, Value};
use super::{Args, Outcome};

fn number(args: &Args<'_, '_>, number: Number) -> Outcome {
    Ok(Value::at(Data::Number(number), args.at))
}

fn computed(args: &Args<'_, '_>, result: Result<Number, NumberError>) -> Outcome {
    match result {
        Ok(result) => number(args, result),
        Err(NumberError::Undefined) => Err("the result is not a number".to_owned()),
        Err(NumberError::Range) => Ok(args.impure(super::super::TOO_BIG_NUMBER, Type::Number)),
    }
}

fn from_f64(args: &Args<'_, '_>, value: f64) -> Outcome {
    computed(args, Number::from_f64(value).ok_or(NumberError::Undefined))
}

pub(super) fn abs(args: &Args<'_, '_>) -> Outcome {
    let value = args.number(0)?;
    number(
        args,
        if value.is_negative() {
            value.negated()
        } else {
            value.clone()
        },
    )
}

pub(super) fn ceil(args: &Args<'_, '_>) -> Outcome {
    number(args, args.number(0)?.ceil())
}

pub(super) fn floor(args: &Args<'_, '_>) -> Outcome {
    number(args, args.number(0)?.floor())
}

/// An argument that Go code takes as a `float64`.
fn float(args: &Args<'_, '_>, at: usize) -> Result<f64, String> {
    let number = args.number(at)?;
    let value = number.to_f64();
    if value.is_infinite() && number.is_finite() {
        return Err("the number is too large".to_owned());
    }
    Ok(value)
}

pub(super) fn log(args: &Args<'_, '_>) -> Outcome {
    let (value, base) = (float(args, 0)?, float(args, 1)?);
    from_f64(args, logarithm(value) / logarithm(base))
}

/// After Go's `math.Log` (FreeBSD's `e_log.c`), so that the last bit agrees.
fn logarithm(x: f64) -> f64 {
    if x.is_nan() || x <= 0.0 || x.is_infinite() {
        return x.ln();
    }
    const HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
    const LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);
    let (mut mantissa, mut exponent) = split(x);
    if mantissa < std::f64::consts::FRAC_1_SQRT_2 {
        mantissa *= 2.0;
        exponent -= 1;
    }
    let f = mantissa - 1.0;
    let k = exponent as f64;
    let s = f / (2.0 + f);
    let s2 = s * s;
    let s4 = s2 * s2;
    let odd = f64::from_bits(0x3fc7_4664_96cb_03de) + s4 * f64::from_bits(0x3fc2_f112_df3e_5244);
    let t1 = s2
        * (f64::from_bits(0x3fe5_5555_5555_5593)
            + s4 * (f64::from_bits(0x3fd2_4924_9422_9359) + s4 * odd));
    let even = f64::from_bits(0x3fcc_71c5_1d8e_78af) + s4 * f64::from_bits(0x3fc3_9a09_d078_c69f);
    let t2 = s4 * (f64::from_bits(0x3fd9_9999_9997_fa04) + s4 * even);
    let r = t1 + t2;
    let half = 0.5 * f * f;
    k * HIGH - ((half - (s * (half + r) + k * LOW)) - f)
}

pub(super) fn pow(args: &Args<'_, '_>) -> Outcome {
    let (base, exponent) = (float(args, 0)?, float(args, 1)?);
    match power(base, exponent) {
        Some(result) => from_f64(args, result),
        None => {
            let reason = "the last digits of a power with a fraction are not worked out";
            Ok(args.impure(reason, Type::Number))
        }
    }
}

/// After Go's `math.Pow`, whose rounding differs from that of other libraries.
/// None for an exponent with a fraction: Go computes that in assembler.
fn power(x: f64, y: f64) -> Option<f64> {
    if y == 0.0 || x == 1.0 {
        return Some(1.0);
    }
    if y == 1.0 {
        return Some(x);
    }
    if x == 0.0 || !x.is_finite() || !y.is_finite() || y.abs() >= 9.2e18 {
        return Some(x.powf(y));
    }
    if y == 0.5 {
        return Some(x.sqrt());
    }
    if y == -0.5 {
        return Some(1.0 / x.sqrt());
    }
    if y.fract() != 0.0 {
        return (x < 0.0).then_some(f64::NAN);
    }
    let mut mantissa = 1.0;
    let mut exponent = 0i64;
    let (mut base, mut base_exponent) = split(x);
    let mut left = y.abs() as i64;
    while left != 0 {
        if base_exponent.abs() > 1 << 12 {
            exponent += base_exponent;
            break;
        }
        if left & 1 == 1 {
            mantissa *= base;
            exponent += base_exponent;
        }
        base *= base;
        base_exponent <<= 1;
        if base < 0.5 {
            base += base;
            base_exponent -= 1;
        }
        left >>= 1;
    }
    if y < 0.0 {
        mantissa = 1.0 / mantissa;
        exponent = -exponent;
    }
    Some(scale(mantissa, exponent))
}

/// A number as `mantissa * 2^exponent`, the mantissa's size at least a half and
/// less than one.
fn split(value: f64) -> (f64, i64) {
    let (value, shift) = if value.abs() < f64::MIN_POSITIVE {
        (value * 2f64.powi(52), -52)
    } else {
        (value, 0)
    };
    let bits = value.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i64 - 1022;
    (
        f64::from_bits(bits & !(0x7ff << 52) | (1022 << 52)),
        exponent + shift,
    )
}

fn scale(value: f64, exponent: i64) -> f64 {
    let (mantissa, own) = split(value);
    let exponent = exponent + own;
    if exponent > 1024 {
        return f64::INFINITY.copysign(value);
    }
    if exponent < -1080 {
        return 0f64.copysign(value);
    }
    let half = exponent / 2;
    mantissa * 2f64.powi(half as i32) * 2f64.powi((exponent - half) as i32)
}

pub(super) fn signum(args: &Args<'_, '_>) -> Outcome {
    number(args, Number::from(args.integer(0)?.signum()))
}

fn numbers<'a>(args: &'a Args<'_, '_>) -> Result<Vec<&'a Number>, String> {
    if args.values.is_empty() {
        return Err("at least one number is required".to_owned());
    }
    (0..args.values.len()).map(|at| args.number(at)).collect()
}

pub(super) fn max(args: &Args<'_, '_>) -> Outcome {
    chosen(
        args,
        numbers(args)?
            .into_iter()
            .enumerate()
            .rev()
            .max_by(|(_, a), (_, b)| a.cmp(b)),
    )
}

pub(super) fn min(args: &Args<'_, '_>) -> Outcome {
    chosen(
        args,
        numbers(args)?
            .into_iter()
            .enumerate()
            .min_by(|(_, a), (_, b)| a.cmp(b)),
    )
}

fn chosen(args: &Args<'_, '_>, found: Option<(usize, &Number)>) -> Outcome {
    found
        .map(|(at, _)| args.get(at).clone())
        .ok_or_else(|| "a number is required".to_owned())
}

pub(super) fn parse_int(args: &Args<'_, '_>) -> Outcome {
    let (text, base) = (args.str(0)?, args.integer(1)?);
    if !(2..=62).contains(&base) {
        return Err("the base must be a whole number between 2 and 62".to_owned());
    }
    let wrong = || format!("`{text}` is no integer of base {base}");
    let (negative, digits) = match text.strip_prefix(['-', '+']) {
        Some(digits) => (text.starts_with('-'), digits),
        None => (false, text),
    };
    if digits.is_empty() || digits.len() > 20_000 {
        return Err(wrong());
    }
    let mut value = BigInt::from(0);
    for digit in digits.bytes() {
        let digit = match digit {
            b'0'..=b'9' => i64::from(digit - b'0'),
            b'a'..=b'z' => i64::from(digit - b'a') + 10,
            b'A'..=b'Z' if base <= 36 => i64::from(digit - b'A') + 10,
            b'A'..=b'Z' => i64::from(digit - b'A') + 36,
            _ => return Err(wrong()),
        };
        if digit >= base {
            return Err(wrong());
        }
        value = value * base + digit;
    }
    computed(
        args,
        Number::from_integer(&if negative { -value } else { value }),
    )
}

/// Terraform refuses to make more numbers than this.
const MOST: usize = 1024;

pub(super) fn range(args: &Args<'_, '_>) -> Outcome {
    let numbers = match args.values.len() {
        1..=3 => numbers(args)?,
        _ => return Err("one to three numbers are required".to_owned()),
    };
    let zero = Number::from(0i64);
    let step = |down: bool| Number::from(if down { -1i64 } else { 1i64 });
    let (start, end, step) = match numbers.as_slice() {
        [end] => (zero.clone(), (*end).clone(), step(**end < zero)),
        [start, end] => ((*start).clone(), (*end).clone(), step(end < start)),
        [start, end, step] => ((*start).clone(), (*end).clone(), (*step).clone()),
        _ => return Err("one to three numbers are required".to_owned()),
    };
    if step.is_zero() {
        return Err("the step must not be zero".to_owned());
    }
    let down = step.is_negative();
    if if down { end > start } else { end < start } {
        return Err("the step leads away from the end".to_owned());
    }
    let mut made = Vec::new();
    let mut next = start;
    while if down { next > end } else { next < end } {
        if made.len() >= MOST {
            return Err("more than 1024 numbers would be made".to_owned());
        }
        made.push(Value::at(Data::Number(next.clone()), args.at));
        next = next
            .add(&step)
            .map_err(|_| "a number is too large".to_owned())?;
    }
    Ok(Value::list(Type::Number, made))
}

pub(super) fn sum(args: &Args<'_, '_>) -> Outcome {
    let wrong = "a list, set or tuple of numbers is required";
    let items = args.get(0).items().ok_or_else(|| wrong.to_owned())?;
    let mut total: Option<Number> = None;
    for item in items {
        let item = convert(item, &Type::Number)?;
        let next = item.as_number().ok_or_else(|| wrong.to_owned())?;
        total = Some(match total {
            None => next.clone(),
            Some(total) => match total.add(next) {
                Ok(total) => total,
                Err(problem) => return computed(args, Err(problem)),
            },
        });
    }
    match total {
        Some(total) => number(args, total),
        None => Err("an empty list has no sum".to_owned()),
    }
}
