//! Decimal digits of binary numbers, after Go's `math/big` (`decimal.go`,
//! `ftoa.go`).

use num_bigint::BigUint;

/// `0.d₁d₂… * 10^point`, without trailing zeros; zero has no digits.
#[derive(Clone, Debug)]
pub(super) struct Decimal {
    pub(super) digits: Vec<u8>,
    pub(super) point: i64,
}

impl Decimal {
    pub(super) fn zero() -> Decimal {
        Decimal {
            digits: Vec::new(),
            point: 0,
        }
    }

    pub(super) fn new(mantissa: &BigUint, exponent: i64) -> Decimal {
        if mantissa.bits() == 0 {
            return Decimal::zero();
        }
        let (whole, scale) = if exponent >= 0 {
            (mantissa << exponent, 0)
        } else {
            let places = exponent.unsigned_abs() as u32;
            (mantissa * BigUint::from(5u8).pow(places), i64::from(places))
        };
        let digits = whole.to_radix_be(10);
        let point = digits.len() as i64 - scale;
        let mut decimal = Decimal { digits, point };
        decimal.trim();
        decimal
    }

    fn trim(&mut self) {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 0;
        }
    }

    fn digit(&self, at: usize) -> u8 {
        self.digits.get(at).copied().unwrap_or(0)
    }

    pub(super) fn shortest(mut self, lower: &Decimal, upper: &Decimal, inclusive: bool) -> Decimal {
        for at in 0..self.digits.len() {
            let (low, mid, high) = (lower.digit(at), self.digit(at), upper.digit(at));
            let down = low != mid || inclusive && at + 1 == lower.digits.len();
            let up = mid != high && (inclusive || mid + 1 < high || at + 1 < upper.digits.len());
            match (down, up) {
                (true, true) => self.round(at + 1),
                (true, false) => {
                    self.digits.truncate(at + 1);
                    self.trim();
                }
                (false, true) => self.round_up(at + 1),
                (false, false) => continue,
            }
            break;
        }
        self
    }

    pub(super) fn round(&mut self, keep: usize) {
        if keep >= self.digits.len() {
            return;
        }
        let next = self.digit(keep);
        let exactly_half = next == 5 && keep + 1 == self.digits.len();
        let up = if exactly_half {
            keep > 0 && self.digit(keep - 1) % 2 == 1
        } else {
            next >= 5
        };
        if up {
            self.round_up(keep);
        } else {
            self.digits.truncate(keep);
            self.trim();
        }
    }

    fn round_up(&mut self, keep: usize) {
        self.digits.truncate(keep);
        while self.digits.last() == Some(&9) {
            self.digits.pop();
        }
        match self.digits.last_mut() {
            Some(last) => *last += 1,
            None => {
                self.digits.push(1);
                self.point += 1;
            }
        }
    }

    fn text(digits: impl Iterator<Item = u8>) -> String {
        digits.map(|digit| char::from(b'0' + digit)).collect()
    }

    pub(super) fn plain(&self, negative: bool) -> String {
        let places = (self.digits.len() as i64 - self.point).max(0);
        self.fixed(negative, places as usize)
    }

    pub(super) fn fixed(&self, negative: bool, places: usize) -> String {
        let at = |position: i64| usize::try_from(position).map_or(0, |at| self.digit(at));
        let sign = if negative { "-" } else { "" };
        let whole = if self.point > 0 {
            Decimal::text((0..self.point).map(at))
        } else {
            "0".to_owned()
        };
        if places == 0 {
            return [sign, &whole].concat();
        }
        let fraction = Decimal::text((self.point..self.point + places as i64).map(at));
        [sign, &whole, ".", &fraction].concat()
    }

    pub(super) fn scientific(&self, negative: bool, places: usize) -> String {
        let sign = if negative { "-" } else { "" };
        let first = Decimal::text(std::iter::once(self.digit(0)));
        let rest = Decimal::text((1..=places).map(|at| self.digit(at)));
        let dot = if places > 0 { "." } else { "" };
        let exponent = if self.digits.is_empty() {
            0
        } else {
            self.point - 1
        };
        let exponent_sign = if exponent < 0 { '-' } else { '+' };
        format!(
            "{sign}{first}{dot}{rest}e{exponent_sign}{:02}",
            exponent.abs()
        )
    }
}
