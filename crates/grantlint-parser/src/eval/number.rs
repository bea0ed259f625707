//! Numbers as Terraform computes with them: binary floating point with a
//! precision of up to 512 bits, rounded to the nearest and half to even.
//!
//! The precision of a result is the greater one of its operands, as in Go's
//! `math/big.Float`. A number that was written has 512 bits, one that Go code
//! counted (`length`) 64, one that it computed as a `float64` (`log`) 53.

mod arithmetic;
mod decimal;
mod text;

use std::cmp::Ordering;
use std::sync::Arc;

use arithmetic::quotient;
use num_bigint::{BigInt, BigUint, Sign};

/// The precision of numbers that are written or parsed.
const WRITTEN: u16 = 512;
/// Past this power of two, either way, a number is not computed with.
const MAX_EXPONENT: i64 = 8192;

/// A number, possibly infinite.
#[derive(Clone, Debug)]
pub struct Number(Repr);

#[derive(Clone, Debug)]
enum Repr {
    Int { value: i64, precision: u16 },
    Big(Arc<Big>),
    NegativeZero { precision: u16 },
    Infinite { negative: bool },
}

/// `mantissa * 2^exponent`, with an odd mantissa of at most `precision` bits;
/// never a value that `Repr::Int` can hold.
#[derive(Debug)]
struct Big {
    mantissa: BigInt,
    exponent: i64,
    precision: u16,
}

/// Why there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// Such as zero by zero: Terraform refuses it.
    Undefined,
    /// Too large or too small to be computed with here.
    Range,
}

impl Number {
    /// A number as it is written in decimal: digits with a fraction and an
    /// exponent, and a sign.
    ///
    /// # Errors
    /// [`NumberError::Undefined`] where the text is no number.
    pub fn parse(text: &str) -> Result<Number, NumberError> {
        let (negative, digits) = match text.as_bytes() {
            [b'-', ..] => (true, text.get(1..).unwrap_or("")),
            [b'+', ..] => (false, text.get(1..).unwrap_or("")),
            _ => (false, text),
        };
        if matches!(digits, "Inf" | "inf") {
            return Ok(Number(Repr::Infinite { negative }));
        }
        if let Some((mantissa, power)) = digits.split_once(['p', 'P']) {
            let number = Number::parse(mantissa)?;
            let number = if negative { number.negated() } else { number };
            return number.scaled(parse_exponent(power)?);
        }
        let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
            None => (digits, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = [whole, fraction].concat();
        if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NumberError::Undefined);
        }
        if exponent == 0
            && fraction.is_empty()
            && let Ok(value) = all.parse::<i64>()
        {
            let number = Number(Repr::Int {
                value,
                precision: WRITTEN,
            });
            return Ok(if negative { number.negated() } else { number });
        }
        let exponent = exponent - fraction.len() as i64;
        if exponent.abs() > MAX_EXPONENT / 4 || all.len() > 4000 {
            return Err(NumberError::Range);
        }
        let magnitude = BigUint::parse_bytes(all.as_bytes(), 10).ok_or(NumberError::Undefined)?;
        let sign = if negative { Sign::Minus } else { Sign::Plus };
        let mantissa = BigInt::from_biguint(sign, magnitude);
        if mantissa.sign() == Sign::NoSign {
            return Ok(Number::zero(negative, WRITTEN));
        }
        let power = BigInt::from(5).pow(exponent.unsigned_abs() as u32);
        if exponent >= 0 {
            Number::rounded(mantissa * power, exponent, WRITTEN)
        } else {
            quotient(&mantissa, exponent, &power, 0, WRITTEN)
        }
    }

    /// A number that was computed as a `float64`; none where it is not a number.
    pub fn from_f64(value: f64) -> Option<Number> {
        if value.is_nan() {
            return None;
        }
        if value.is_infinite() {
            return Some(Number(Repr::Infinite {
                negative: value < 0.0,
            }));
        }
        if value == 0.0 && value.is_sign_negative() {
            return Some(Number(Repr::NegativeZero { precision: 53 }));
        }
        let bits = value.to_bits();
        let raw_exponent = ((bits >> 52) & 0x7ff) as i64;
        let fraction = bits & ((1 << 52) - 1);
        let (mantissa, exponent) = match raw_exponent {
            0 => (fraction, -1074),
            _ => (fraction | (1 << 52), raw_exponent - 1075),
        };
        let mantissa = BigInt::from(mantissa);
        let mantissa = if value.is_sign_negative() {
            -mantissa
        } else {
            mantissa
        };
        Number::rounded(mantissa, exponent, 53).ok()
    }

    /// An integer, with the precision that it needs but at least 64 bits.
    ///
    /// # Errors
    /// [`NumberError::Range`] where it has too many digits.
    pub fn from_integer(value: &BigInt) -> Result<Number, NumberError> {
        let precision = value.bits().clamp(64, u64::from(u16::MAX)) as u16;
        Number::rounded(value.clone(), 0, precision)
    }

    fn rounded(mantissa: BigInt, exponent: i64, precision: u16) -> Result<Number, NumberError> {
        let (mut mantissa, mut exponent) = (mantissa, exponent);
        let excess = mantissa.bits().saturating_sub(u64::from(precision));
        if excess > 0 {
            let half = BigUint::from(1u8) << (excess - 1);
            let (sign, magnitude) = mantissa.into_parts();
            let rest = &magnitude & ((BigUint::from(1u8) << excess) - 1u8);
            let mut kept = magnitude >> excess;
            let odd = kept.bit(0);
            match rest.cmp(&half) {
                Ordering::Greater => kept += 1u8,
                Ordering::Equal if odd => kept += 1u8,
                Ordering::Equal | Ordering::Less => {}
            }
            mantissa = BigInt::from_biguint(sign, kept);
            exponent += excess as i64;
        }
        let zeros = mantissa.trailing_zeros().unwrap_or(0);
        mantissa >>= zeros;
        exponent += zeros as i64;
        if mantissa.sign() == Sign::NoSign {
            return Ok(Number(Repr::Int {
                value: 0,
                precision,
            }));
        }
        if exponent.abs() > MAX_EXPONENT {
            return Err(NumberError::Range);
        }
        if (0..63).contains(&exponent)
            && let Ok(value) = i64::try_from(&mantissa << exponent)
        {
            return Ok(Number(Repr::Int { value, precision }));
        }
        Ok(Number(Repr::Big(Arc::new(Big {
            mantissa,
            exponent,
            precision,
        }))))
    }

    fn zero(negative: bool, precision: u16) -> Number {
        Number(if negative {
            Repr::NegativeZero { precision }
        } else {
            Repr::Int {
                value: 0,
                precision,
            }
        })
    }

    fn scaled(&self, power: i64) -> Result<Number, NumberError> {
        match self.parts() {
            Some((mantissa, exponent, precision)) if !self.is_zero() => {
                Number::rounded(mantissa, exponent + power, precision)
            }
            _ => Ok(self.clone()),
        }
    }

    fn parts(&self) -> Option<(BigInt, i64, u16)> {
        match &self.0 {
            Repr::Int { value, precision } => Some((BigInt::from(*value), 0, *precision)),
            Repr::Big(big) => Some((big.mantissa.clone(), big.exponent, big.precision)),
            Repr::NegativeZero { precision } => Some((BigInt::ZERO, 0, *precision)),
            Repr::Infinite { .. } => None,
        }
    }

    /// Whether it is neither of the infinities.
    pub fn is_finite(&self) -> bool {
        !matches!(self.0, Repr::Infinite { .. })
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        matches!(
            self.0,
            Repr::Int { value: 0, .. } | Repr::NegativeZero { .. }
        )
    }

    /// Whether it has a minus sign: less than zero, or zero with the sign that
    /// floating point knows.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Int { value, .. } => *value < 0,
            Repr::Big(big) => big.mantissa.sign() == Sign::Minus,
            Repr::NegativeZero { .. } => true,
            Repr::Infinite { negative } => *negative,
        }
    }

    /// The integer that it is, where it is one of at most 64 bits.
    pub fn as_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Int { value, .. } => Some(*value),
            Repr::NegativeZero { .. } => Some(0),
            Repr::Big(_) if self.is_integer() => i64::try_from(self.truncated()?).ok(),
            Repr::Big(_) | Repr::Infinite { .. } => None,
        }
    }

    /// Whether it is a whole number.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Repr::Int { .. } | Repr::NegativeZero { .. } => true,
            Repr::Big(big) => big.exponent >= 0,
            Repr::Infinite { .. } => false,
        }
    }

    /// The whole number that is nearest to it towards zero; none of an infinity.
    pub fn truncated(&self) -> Option<BigInt> {
        let (mantissa, exponent, _) = self.parts()?;
        if exponent >= 0 {
            return Some(mantissa << exponent);
        }
        let (sign, magnitude) = mantissa.into_parts();
        Some(BigInt::from_biguint(
            sign,
            magnitude >> exponent.unsigned_abs(),
        ))
    }

    /// The `float64` nearest to it.
    pub fn to_f64(&self) -> f64 {
        match &self.0 {
            Repr::Int { value, .. } => *value as f64,
            Repr::NegativeZero { .. } => -0.0,
            Repr::Infinite { negative: true } => f64::NEG_INFINITY,
            Repr::Infinite { negative: false } => f64::INFINITY,
            Repr::Big(_) => self.decimal(40).parse().unwrap_or(f64::NAN),
        }
    }

    /// The largest whole number that is not above it.
    pub fn floor(&self) -> Number {
        self.to_whole(self.is_negative(), -1)
    }

    /// The smallest whole number that is not below it.
    pub fn ceil(&self) -> Number {
        self.to_whole(!self.is_negative(), 1)
    }

    fn to_whole(&self, away: bool, step: i8) -> Number {
        match self.truncated() {
            Some(whole) if !self.is_integer() => {
                let whole = if away { whole + step } else { whole };
                Number::from_integer(&whole).unwrap_or_else(|_| self.clone())
            }
            _ if self.is_zero() => Number::from(0i64),
            _ => self.clone(),
        }
    }
}

fn parse_exponent(text: &str) -> Result<i64, NumberError> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NumberError::Undefined);
    }
    text.parse::<i32>()
        .map(i64::from)
        .map_err(|_| NumberError::Range)
}

impl From<i64> for Number {
    fn from(value: i64) -> Number {
        Number(Repr::Int {
            value,
            precision: 64,
        })
    }
}

impl From<usize> for Number {
    fn from(value: usize) -> Number {
        Number::from(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        let rank = |number: &Number| match (number.is_finite(), number.is_negative()) {
            (false, true) => -1,
            (false, false) => 1,
            (true, _) => 0,
        };
        match (&self.0, &other.0) {
            (Repr::Int { value: a, .. }, Repr::Int { value: b, .. }) => a.cmp(b),
            _ => match (self.parts(), other.parts()) {
                (Some((a, e, _)), Some((b, f, _))) => {
                    let low = e.min(f);
                    (a << (e - low)).cmp(&(b << (f - low)))
                }
                _ => rank(self).cmp(&rank(other)),
            },
        }
    }
}
