//! Decimal digits, rounded half up, in the forms of Java's `Formatter`.

/// A number without its sign: `0.DIGITS` times ten to the power of `point`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digits {
    digits: Vec<u8>,
    point: i64,
}

impl Digits {
    /// The digits that Java prints of a finite double.
    pub fn of_double(value: f64) -> Self {
        let text = format!("{:e}", value.abs());
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let digits = mantissa.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect();
        Self { digits, point: exponent.parse::<i64>().unwrap_or(0) + 1 }.trimmed()
    }

    pub fn of_decimal(value: i128, scale: i8) -> Self {
        let digits: Vec<u8> = value.unsigned_abs().to_string().bytes().map(|byte| byte - b'0').collect();
        let point = digits.len() as i64 - i64::from(scale);
        Self { digits, point }.trimmed()
    }

    /// Without zeros at its beginning.
    fn trimmed(mut self) -> Self {
        let zeros = self.digits.iter().take_while(|digit| **digit == 0).count();
        self.digits.drain(..zeros);
        self.point = if self.digits.is_empty() { 1 } else { self.point - zeros as i64 };
        self
    }

    /// With so many digits at most.
    fn kept(&self, count: i64) -> Self {
        let Ok(count) = usize::try_from(count) else { return Self { digits: Vec::new(), point: 1 } };
        let mut out = self.clone();
        let up = self.digits.get(count).is_some_and(|digit| *digit >= 5);
        out.digits.truncate(count);
        if up {
            for digit in out.digits.iter_mut().rev() {
                *digit += 1;
                if *digit < 10 {
                    return out;
                }
                *digit = 0;
            }
            // All were nines.
            out.digits.insert(0, 1);
            out.digits.truncate(count.max(1));
            out.point += 1;
        }
        out
    }

    fn digit(&self, place: i64) -> char {
        let digit = usize::try_from(place).ok().and_then(|place| self.digits.get(place)).copied().unwrap_or(0);
        char::from(b'0' + digit)
    }

    /// `123.450`, with so many digits behind the point.
    pub fn fixed(&self, fraction: usize) -> String {
        let kept = self.kept(self.point + fraction as i64);
        let mut out: String = match kept.point {
            ..1 => "0".to_owned(),
            point => (0..point).map(|place| kept.digit(place)).collect(),
        };
        if fraction > 0 {
            out.push('.');
            out.extend((0..fraction as i64).map(|place| kept.digit(kept.point + place)));
        }
        out
    }

    /// `1.2345e+02`, with so many digits behind the point.
    pub fn scientific(&self, fraction: usize) -> String {
        let kept = self.kept(1 + fraction as i64);
        let exponent = kept.point - 1;
        let mut out = kept.digit(0).to_string();
        if fraction > 0 {
            out.push('.');
            out.extend((1..=fraction as i64).map(|place| kept.digit(place)));
        }
        let sign = if exponent < 0 { '-' } else { '+' };
        out + &format!("e{sign}{:02}", exponent.abs())
    }

    /// In one of the two forms, with so many digits that count.
    pub fn general(&self, precision: usize) -> String {
        let kept = self.kept(precision as i64);
        if kept.digits.is_empty() || (-3..=precision as i64).contains(&kept.point) {
            return self.fixed((precision as i64 - kept.point).max(0) as usize);
        }
        self.scientific(precision - 1)
    }

    /// As Java's `BigDecimal` of a scale is written.
    pub fn java(&self, scale: usize) -> String {
        let small = if self.digits.is_empty() { scale > 6 } else { self.point < -5 };
        if !small {
            return self.fixed(scale);
        }
        if self.digits.is_empty() {
            return format!("0E-{scale}");
        }
        let fraction: String = (1..self.digits.len() as i64).map(|place| self.digit(place)).collect();
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{}{point}{fraction}E{}", self.digit(0), self.point - 1)
    }
}

/// Thousands in groups of three.
pub fn grouped(digits: &str) -> String {
    let whole = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let mut out = String::new();
    for (at, digit) in digits[..whole].chars().enumerate() {
        if at > 0 && (whole - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out + &digits[whole..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_up_in_the_digits_that_are_printed() {
        for (value, fraction, expected) in [
            (1.005, 2, "1.01"),
            (0.5, 0, "1"),
            (0.4, 0, "0"),
            (9.995, 2, "10.00"),
            (0.0, 2, "0.00"),
            (0.001, 2, "0.00"),
            (0.006, 2, "0.01"),
            (1e20, 1, "100000000000000000000.0"),
            (1_234_567.891, 2, "1234567.89"),
            (0.05, 1, "0.1"),
        ] {
            assert_eq!(Digits::of_double(value).fixed(fraction), expected, "{value}");
        }
        assert_eq!(Digits::of_double(12_345.678).scientific(6), "1.234568e+04");
        assert_eq!(Digits::of_double(9.9999e-5).scientific(1), "1.0e-04");
        assert_eq!(Digits::of_double(0.0).scientific(2), "0.00e+00");
    }

    #[test]
    fn the_general_form_is_the_shorter_one() {
        for (value, expected) in [
            (0.0001, "0.000100000"),
            (0.00001, "1.00000e-05"),
            (123_456.7, "123457"),
            (999_999.5, "1.00000e+06"),
            (1.0, "1.00000"),
            (0.0, "0.00000"),
        ] {
            assert_eq!(Digits::of_double(value).general(6), expected, "{value}");
        }
    }

    #[test]
    fn decimals_have_their_scale() {
        for (value, scale, expected) in
            [(150, 2, "1.50"), (0, 2, "0.00"), (1, 6, "0.000001"), (1, 7, "1E-7"), (123, 9, "1.23E-7"), (0, 8, "0E-8")]
        {
            assert_eq!(Digits::of_decimal(value, scale).java(usize::try_from(scale).expect("a scale")), expected);
        }
        assert_eq!(grouped("1234567.891"), "1,234,567.891");
    }
}
