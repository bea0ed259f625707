//! Numbers as decimal text.

use std::fmt;

use super::decimal::Decimal;
use super::{Number, Repr};

impl Number {
    /// The number in decimal without an exponent, with as many digits as tell it
    /// from its neighbours, but at most `limit`.
    pub(super) fn decimal(&self, limit: usize) -> String {
        match self.digits() {
            None => self.infinity().to_owned(),
            Some(mut digits) => {
                digits.round(limit);
                digits.plain(self.is_negative())
            }
        }
    }

    fn infinity(&self) -> &'static str {
        if self.is_negative() { "-Inf" } else { "+Inf" }
    }

    /// The shortest digits that tell the number from its neighbours of the same
    /// precision, after Go's `math/big` (`ftoa.go`, `roundShortest`).
    fn digits(&self) -> Option<Decimal> {
        let (mantissa, exponent, precision) = self.parts()?;
        let magnitude = mantissa.magnitude();
        let exact = Decimal::new(magnitude, exponent);
        if magnitude.bits() == 0 {
            return Some(exact);
        }
        let shift = i64::from(precision) + 1 - magnitude.bits() as i64;
        let scaled = if shift >= 0 {
            magnitude << shift
        } else {
            magnitude >> -shift
        };
        let exponent = exponent - shift;
        let inclusive = !scaled.bit(1);
        let lower = Decimal::new(&(&scaled - 1u8), exponent);
        let upper = Decimal::new(&(&scaled + 1u8), exponent);
        Some(exact.shortest(&lower, &upper, inclusive))
    }

    /// As Go's `%.{places}f` writes it.
    pub fn fixed(&self, places: usize) -> String {
        let Some((mantissa, exponent, _)) = self.parts() else {
            return self.infinity().to_owned();
        };
        let mut digits = Decimal::new(mantissa.magnitude(), exponent);
        let keep = digits.point + places as i64;
        if keep < 0 {
            digits = Decimal::zero();
        } else {
            digits.round(keep as usize);
        }
        digits.fixed(self.is_negative(), places)
    }

    /// As Go's `%e` writes it, with that many places after the point or, without
    /// a number, as many as tell it from its neighbours.
    pub fn scientific(&self, places: Option<usize>) -> String {
        let Some(digits) = self.digits_for(places.map(|places| places + 1)) else {
            return self.infinity().to_owned();
        };
        let places = places.unwrap_or_else(|| digits.digits.len().saturating_sub(1));
        digits.scientific(self.is_negative(), places)
    }

    /// As Go's `%g` writes it, with that many digits or, without a number, as
    /// many as tell it from its neighbours.
    pub fn general(&self, significant: Option<usize>) -> String {
        let wanted = significant.map(|wanted| wanted.max(1));
        let Some(digits) = self.digits_for(wanted) else {
            return self.infinity().to_owned();
        };
        let length = digits.digits.len() as i64;
        let threshold = match wanted {
            Some(wanted) if wanted as i64 > length && length >= digits.point => length,
            Some(wanted) => wanted as i64,
            None => 6,
        };
        let exponent = digits.point - 1;
        if exponent < -4 || exponent >= threshold {
            let places = digits.digits.len().saturating_sub(1);
            return digits.scientific(self.is_negative(), places);
        }
        digits.plain(self.is_negative())
    }

    fn digits_for(&self, wanted: Option<usize>) -> Option<Decimal> {
        let Some(wanted) = wanted else {
            return self.digits();
        };
        let (mantissa, exponent, _) = self.parts()?;
        let mut digits = Decimal::new(mantissa.magnitude(), exponent);
        digits.round(wanted);
        Some(digits)
    }
}

/// As Terraform converts it to a string: without an exponent, with the fewest
/// digits that tell it from its neighbours.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Int { value, precision }
                if 64 - value.unsigned_abs().leading_zeros() <= u32::from(*precision) =>
            {
                write!(f, "{value}")
            }
            Repr::NegativeZero { .. } => f.write_str("-0"),
            Repr::Infinite { .. } => f.write_str(self.infinity()),
            Repr::Int { .. } | Repr::Big(_) => f.write_str(&self.decimal(usize::MAX)),
        }
    }
}
