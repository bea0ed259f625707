//! Sums, products, quotients and remainders.

use num_bigint::{BigInt, BigUint, Sign};

use super::{Number, NumberError, Repr, WRITTEN};

impl Number {
    /// The sum.
    ///
    /// # Errors
    /// Of opposite infinities, or out of range.
    pub fn add(&self, other: &Number) -> Result<Number, NumberError> {
        if let (
            Repr::Int {
                value: a,
                precision: p,
            },
            Repr::Int {
                value: b,
                precision: q,
            },
        ) = (&self.0, &other.0)
            && let Some(value) = a.checked_add(*b)
        {
            return Ok(Number(Repr::Int {
                value,
                precision: *p.max(q),
            }));
        }
        let (Some((a, e, p)), Some((b, f, q))) = (self.parts(), other.parts()) else {
            return match (self.is_finite(), other.is_finite()) {
                (false, false) if self.is_negative() != other.is_negative() => {
                    Err(NumberError::Undefined)
                }
                (false, _) => Ok(self.clone()),
                (true, _) => Ok(other.clone()),
            };
        };
        if self.is_zero() && other.is_zero() {
            let negative = self.is_negative() && other.is_negative();
            return Ok(Number::zero(negative, p.max(q)));
        }
        let low = e.min(f);
        Number::rounded((a << (e - low)) + (b << (f - low)), low, p.max(q))
    }

    /// The number with the other sign.
    #[must_use]
    pub fn negated(&self) -> Number {
        match &self.0 {
            Repr::Infinite { negative } => Number(Repr::Infinite {
                negative: !negative,
            }),
            Repr::Int {
                value: 0,
                precision,
            } => Number::zero(true, *precision),
            Repr::NegativeZero { precision } => Number::zero(false, *precision),
            Repr::Int { value, precision } if *value != i64::MIN => Number(Repr::Int {
                value: -value,
                precision: *precision,
            }),
            _ => match self.parts() {
                Some((mantissa, exponent, precision)) => {
                    Number::rounded(-mantissa, exponent, precision).unwrap_or_else(|_| self.clone())
                }
                None => self.clone(),
            },
        }
    }

    /// The difference.
    ///
    /// # Errors
    /// As [`Number::add`].
    pub fn subtract(&self, other: &Number) -> Result<Number, NumberError> {
        self.add(&other.negated())
    }

    /// The product. Unlike the other operations it keeps as many bits as the
    /// exact product has, up to 512.
    ///
    /// # Errors
    /// Of zero and an infinity, or out of range.
    pub fn multiply(&self, other: &Number) -> Result<Number, NumberError> {
        let (Some((a, e, p)), Some((b, f, q))) = (self.parts(), other.parts()) else {
            if self.is_zero() || other.is_zero() {
                return Err(NumberError::Undefined);
            }
            let negative = self.is_negative() != other.is_negative();
            return Ok(Number(Repr::Infinite { negative }));
        };
        if self.is_zero() || other.is_zero() {
            let negative = self.is_negative() != other.is_negative();
            return Ok(Number::zero(negative, p.max(q)));
        }
        let product = a * b;
        let needed = product.bits() - product.trailing_zeros().unwrap_or(0);
        let precision = u64::from(p.max(q)).max(needed.min(u64::from(WRITTEN)));
        Number::rounded(product, e + f, precision as u16)
    }

    /// The quotient; something by zero is an infinity.
    ///
    /// # Errors
    /// Zero by zero, an infinity by an infinity, or out of range.
    pub fn divide(&self, other: &Number) -> Result<Number, NumberError> {
        let negative = self.is_negative() != other.is_negative();
        match (self.parts(), other.parts()) {
            (None, None) => Err(NumberError::Undefined),
            (None, Some(_)) => Ok(Number(Repr::Infinite { negative })),
            (Some((_, _, precision)), None) => Ok(Number::zero(negative, precision)),
            (Some(_), Some(_)) if other.is_zero() && self.is_zero() => Err(NumberError::Undefined),
            (Some(_), Some(_)) if other.is_zero() => Ok(Number(Repr::Infinite { negative })),
            (Some((_, _, p)), Some((_, _, q))) if self.is_zero() => {
                Ok(Number::zero(negative, p.max(q)))
            }
            (Some((a, e, p)), Some((b, f, q))) => quotient(&a, e, &b, f, p.max(q)),
        }
    }

    /// The remainder of a division that is rounded towards zero.
    ///
    /// # Errors
    /// As [`Number::divide`] and [`Number::multiply`].
    pub fn modulo(&self, other: &Number) -> Result<Number, NumberError> {
        if !self.is_finite() || !other.is_finite() {
            return self.multiply(other);
        }
        if other.is_zero() {
            return Ok(self.clone());
        }
        let ratio = self
            .divide(other)?
            .truncated()
            .ok_or(NumberError::Undefined)?;
        let (Some((_, _, precision)), Some((divisor, exponent, _))) = (self.parts(), other.parts())
        else {
            return Err(NumberError::Undefined);
        };
        let whole = Number::rounded(ratio, 0, precision)?;
        let Some((whole, shift, _)) = whole.parts() else {
            return Err(NumberError::Undefined);
        };
        let product = Number::rounded(divisor * whole, exponent + shift, precision)?;
        self.subtract(&product)
    }
}

pub(super) fn quotient(
    a: &BigInt,
    a_exponent: i64,
    b: &BigInt,
    b_exponent: i64,
    precision: u16,
) -> Result<Number, NumberError> {
    if a.sign() == Sign::NoSign {
        return Ok(Number(Repr::Int {
            value: 0,
            precision,
        }));
    }
    let wanted = u64::from(precision) + 2 + b.bits();
    let shift = wanted.saturating_sub(a.bits());
    let numerator = a.magnitude() << shift;
    let quotient = &numerator / b.magnitude();
    let inexact = &quotient * b.magnitude() != numerator;
    let sticky = (quotient << 1u8) | BigUint::from(u8::from(inexact));
    let sign = if a.sign() == b.sign() {
        Sign::Plus
    } else {
        Sign::Minus
    };
    let exponent = a_exponent - b_exponent - shift as i64 - 1;
    Number::rounded(BigInt::from_biguint(sign, sticky), exponent, precision)
}
