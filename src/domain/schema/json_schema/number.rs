//! Numbers as they are written: compared exactly where a double would round.

use std::cmp::Ordering;

/// A decimal number, `digits` x 10^`exponent`, or its nearest double when it has too many digits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Number {
    Exact { digits: i128, exponent: i32 },
    Near(f64),
}

impl Number {
    /// Reads a JSON number.
    pub(super) fn read(text: &str) -> Option<Self> {
        let near = || text.parse::<f64>().ok().map(Self::Near);
        let (mantissa, exponent) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], text[at + 1..].parse::<i32>().ok()),
            None => (text, Some(0)),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        let exponent = exponent.and_then(|exponent| exponent.checked_sub(i32::try_from(fraction.len()).ok()?));
        match (digits.parse::<i128>(), exponent) {
            (Ok(digits), Some(exponent)) if digits.unsigned_abs() < 1 << 96 => Some(Self::exact(digits, exponent)),
            _ => near(),
        }
    }

    /// Without zeros at the end, so that equal numbers are equal values.
    fn exact(mut digits: i128, mut exponent: i32) -> Self {
        if digits == 0 {
            return Self::Exact { digits: 0, exponent: 0 };
        }
        while digits % 10 == 0 {
            digits /= 10;
            exponent = exponent.saturating_add(1);
        }
        Self::Exact { digits, exponent }
    }

    pub(super) fn as_f64(self) -> f64 {
        match self {
            Self::Exact { digits, exponent } => format!("{digits}e{exponent}").parse().unwrap_or(f64::INFINITY),
            Self::Near(value) => value,
        }
    }

    pub(super) fn is_integer(self) -> bool {
        match self {
            Self::Exact { exponent, .. } => exponent >= 0,
            Self::Near(value) => value.fract() == 0.0,
        }
    }

    /// Both with one exponent, when they fit.
    fn aligned(self, other: Self) -> Option<(i128, i128)> {
        let (Self::Exact { digits: a, exponent: ea }, Self::Exact { digits: b, exponent: eb }) = (self, other) else {
            return None;
        };
        let least = ea.min(eb);
        let scaled = |digits: i128, exponent: i32| {
            let power = u32::try_from(exponent.checked_sub(least)?).ok().filter(|power| *power < 39)?;
            digits.checked_mul(10_i128.checked_pow(power)?)
        };
        Some((scaled(a, ea)?, scaled(b, eb)?))
    }

    pub(super) fn compare(self, other: Self) -> Ordering {
        match self.aligned(other) {
            Some((own, other)) => own.cmp(&other),
            None => self.as_f64().partial_cmp(&other.as_f64()).unwrap_or(Ordering::Equal),
        }
    }

    /// Whether `self` is a whole multiple of `other`. None when it cannot be told exactly.
    pub(super) fn is_multiple_of(self, other: Self) -> Option<bool> {
        let (own, other) = self.aligned(other)?;
        (other != 0).then(|| own % other == 0)
    }

    /// One text for equal numbers.
    pub(super) fn canonical(self) -> String {
        match self {
            Self::Exact { digits, exponent } => format!("{digits}e{exponent}"),
            Self::Near(value) => format!("{value:e}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::read(text).expect("a number")
    }

    #[test]
    fn numbers_are_exact() {
        assert_eq!(number("1.0"), number("1"));
        assert_eq!(number("100"), number("1e2"));
        assert_eq!(number("-0"), number("0.00"));
        assert_eq!(number("9007199254740993").compare(number("9007199254740992")), Ordering::Greater);
        assert_eq!(number("0.1").compare(number("1e-1")), Ordering::Equal);
        assert_eq!(number("1e400").compare(number("2")), Ordering::Greater);
        assert_eq!(number("0.3").is_multiple_of(number("0.1")), Some(true));
        assert_eq!(number("7").is_multiple_of(number("2")), Some(false));
        assert!(number("3.0").is_integer() && !number("3.5").is_integer() && number("1e3").is_integer());
    }
}
