//! Values of partition keys that can be compared exactly.

use std::cmp::Ordering;

use crate::types::GlueType;

/// How the values of a key compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueKind {
    Text,
    Number,
    Date,
    Timestamp,
}

impl ValueKind {
    /// None for types that expressions do not take.
    pub(super) fn of(key_type: &GlueType) -> Option<Self> {
        match key_type {
            GlueType::String => Some(Self::Text),
            GlueType::TinyInt | GlueType::SmallInt | GlueType::Int | GlueType::BigInt | GlueType::Decimal { .. } => {
                Some(Self::Number)
            }
            GlueType::Date => Some(Self::Date),
            GlueType::Timestamp => Some(Self::Timestamp),
            _ => None,
        }
    }

    /// Reads a value; None when the text is none of this kind.
    pub(super) fn read(self, text: &str) -> Option<Value> {
        match self {
            Self::Text => Some(Value::Text(text.to_owned())),
            Self::Number => Number::read(text.trim()).map(Value::Number),
            Self::Date => is_date(text).then(|| Value::Text(text.to_owned())),
            Self::Timestamp => timestamp(text).map(Value::Text),
        }
    }
}

/// A comparable value. Dates and timestamps are kept as text of fixed width, whose order is theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    Number(Number),
}

impl Value {
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(left), Self::Number(right)) => left.compare(right),
            (Self::Text(left), Self::Text(right)) => left.cmp(right),
            // A filter is bound with both sides of one kind.
            (Self::Text(_), Self::Number(_)) => Ordering::Greater,
            (Self::Number(_), Self::Text(_)) => Ordering::Less,
        }
    }
}

/// A decimal number of any length, exactly: digits before the point without leading zeros, after it without trailing ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    negative: bool,
    whole: String,
    fraction: String,
}

impl Number {
    fn read(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        let zero = whole.is_empty() && fraction.is_empty();
        Some(Self { negative: negative && !zero, whole: whole.to_owned(), fraction: fraction.to_owned() })
    }

    fn compare(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (negative, _) => {
                let size = self.whole.len().cmp(&other.whole.len());
                let size =
                    size.then_with(|| self.whole.cmp(&other.whole)).then_with(|| self.fraction.cmp(&other.fraction));
                if negative { size.reverse() } else { size }
            }
        }
    }
}

fn is_date(text: &str) -> bool {
    let shape = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(index, byte)| if matches!(index, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
    shape
        && matches!((&text[5..7], &text[8..10]), (month, day) if ("01"..="12").contains(&month) && ("01"..="31").contains(&day))
}

/// `yyyy-mm-dd hh:mm:ss[.fraction]` with the fraction filled to nine digits; a date alone is its midnight.
fn timestamp(text: &str) -> Option<String> {
    let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, "00:00:00"));
    let (clock, fraction) = time.split_once('.').unwrap_or((time, ""));
    let clock_shape = clock.len() == 8
        && clock
            .bytes()
            .enumerate()
            .all(|(index, byte)| if matches!(index, 2 | 5) { byte == b':' } else { byte.is_ascii_digit() })
        && &clock[..2] < "24"
        && &clock[3..5] < "60"
        && &clock[6..] < "60";
    let fraction_shape = fraction.len() <= 9 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    (is_date(date) && clock_shape && fraction_shape).then(|| format!("{date} {clock}.{fraction:0<9}"))
}
