//! The value of an expression for a row.

use std::cmp::Ordering;

use time::OffsetDateTime;
use time::macros::format_description;

use super::{Expr, Function, Operator, Row, Value};

impl Value {
    /// The number that it is, or that its text says.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
            #[expect(clippy::cast_precision_loss, reason = "milliseconds since the epoch are far below 2^52")]
            Self::Time(millis) => Some(*millis as f64),
            Self::Null => None,
        }
    }

    /// As it is written in results.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Null => None,
            Self::Text(text) => Some(text.clone()),
            Self::Time(millis) => Some(moment(*millis)),
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => Some(format!("{number:.0}")),
            Self::Number(number) => {
                let text = format!("{number:.4}");
                Some(text.trim_end_matches('0').trim_end_matches('.').to_owned())
            }
        }
    }

    fn truth(&self) -> bool {
        matches!(self, Self::Number(number) if *number != 0.0)
    }

    /// The order of two values that are there: of numbers when both are, of texts otherwise.
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        if let (Some(left), Some(right)) = (self.number(), other.number()) {
            return left.partial_cmp(&right);
        }
        Some(self.text()?.cmp(&other.text()?))
    }
}

/// A moment as results write it: `2026-11-22 10:00:00.000`.
fn moment(millis: i64) -> String {
    let format = format_description!("[year]-[month]-[day] [hour]:[minute]:[second].[subsecond digits:3]");
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000)
        .ok()
        .and_then(|at| at.format(format).ok())
        .unwrap_or_else(|| millis.to_string())
}

fn boolean(value: bool) -> Value {
    Value::Number(f64::from(u8::from(value)))
}

/// The value of a field; of one that is not there, null.
pub fn field(row: &Row, name: &str) -> Value {
    row.get(name).cloned().unwrap_or(Value::Null)
}

/// Whether a condition holds.
pub fn holds(expr: &Expr, row: &Row) -> bool {
    value(expr, row).truth()
}

/// The value of an expression.
pub fn value(expr: &Expr, row: &Row) -> Value {
    match expr {
        Expr::Field(name) => field(row, name),
        Expr::Number(number) => Value::Number(*number),
        Expr::Text(text) => Value::Text(text.clone()),
        Expr::Not(inner) => boolean(!holds(inner, row)),
        Expr::Minus(inner) => value(inner, row).number().map_or(Value::Null, |number| Value::Number(-number)),
        Expr::Binary(left, operator, right) => binary(left, *operator, right, row),
        Expr::In(left, among) => {
            let left = value(left, row);
            boolean(among.iter().any(|one| left.order(&value(one, row)) == Some(Ordering::Equal)))
        }
        Expr::Contains(left, part) => boolean(value(left, row).text().is_some_and(|text| text.contains(part.as_str()))),
        Expr::Matches(left, regex) => boolean(value(left, row).text().is_some_and(|text| regex.is_match(&text))),
        Expr::Call(function, arguments) => {
            let values: Vec<Value> = arguments.iter().map(|argument| value(argument, row)).collect();
            call(*function, &values)
        }
        Expr::Bin(length) => match field(row, "@timestamp") {
            Value::Time(at) => Value::Time(at - at.rem_euclid(*length)),
            _ => Value::Null,
        },
    }
}

fn binary(left: &Expr, operator: Operator, right: &Expr, row: &Row) -> Value {
    match operator {
        Operator::And => return boolean(holds(left, row) && holds(right, row)),
        Operator::Or => return boolean(holds(left, row) || holds(right, row)),
        _ => {}
    }
    let (left, right) = (value(left, row), value(right, row));
    let compared = |fits: fn(Ordering) -> bool| boolean(left.order(&right).is_some_and(fits));
    let reckoned = |with: fn(f64, f64) -> f64| match (left.number(), right.number()) {
        (Some(left), Some(right)) => {
            Some(with(left, right)).filter(|it| it.is_finite()).map_or(Value::Null, Value::Number)
        }
        _ => Value::Null,
    };
    match operator {
        Operator::Equal => compared(Ordering::is_eq),
        Operator::NotEqual => compared(Ordering::is_ne),
        Operator::Less => compared(Ordering::is_lt),
        Operator::LessOrEqual => compared(Ordering::is_le),
        Operator::Greater => compared(Ordering::is_gt),
        Operator::GreaterOrEqual => compared(Ordering::is_ge),
        Operator::Plus => reckoned(|left, right| left + right),
        Operator::Minus => reckoned(|left, right| left - right),
        Operator::Times => reckoned(|left, right| left * right),
        Operator::Divide => reckoned(|left, right| left / right),
        Operator::Remainder => reckoned(|left, right| left % right),
        Operator::Power => reckoned(f64::powf),
        Operator::And | Operator::Or => Value::Null,
    }
}

fn call(function: Function, values: &[Value]) -> Value {
    let first = values.first().cloned().unwrap_or(Value::Null);
    let number =
        |with: fn(f64) -> f64| first.number().map(with).filter(|it| it.is_finite()).map_or(Value::Null, Value::Number);
    let text = |with: fn(&str) -> String| first.text().map_or(Value::Null, |text| Value::Text(with(&text)));
    let at = |index: usize| values.get(index).and_then(Value::text);
    match function {
        Function::Abs => number(f64::abs),
        Function::Ceil => number(f64::ceil),
        Function::Floor => number(f64::floor),
        Function::Sqrt => number(f64::sqrt),
        Function::Log => number(f64::ln),
        Function::Greatest | Function::Least => {
            let numbers: Option<Vec<f64>> = values.iter().map(Value::number).collect();
            let pick = if function == Function::Greatest { f64::max } else { f64::min };
            numbers.and_then(|numbers| numbers.into_iter().reduce(pick)).map_or(Value::Null, Value::Number)
        }
        Function::Coalesce => values.iter().find(|value| **value != Value::Null).cloned().unwrap_or(Value::Null),
        Function::IsPresent => boolean(first != Value::Null),
        Function::IsEmpty => boolean(first.text().is_none_or(|text| text.is_empty())),
        Function::IsBlank => boolean(first.text().is_none_or(|text| text.trim().is_empty())),
        Function::Concat => Value::Text(values.iter().filter_map(Value::text).collect()),
        Function::Lower => text(str::to_lowercase),
        Function::Upper => text(str::to_uppercase),
        Function::Trim => text(|text| text.trim().to_owned()),
        #[expect(clippy::cast_precision_loss, reason = "the length of a text")]
        Function::Length => first.text().map_or(Value::Null, |text| Value::Number(text.chars().count() as f64)),
        Function::Contains => match (first.text(), at(1)) {
            (Some(text), Some(part)) => boolean(text.contains(&part)),
            _ => Value::Null,
        },
        Function::Replace => match (first.text(), at(1), at(2)) {
            (Some(text), Some(from), Some(to)) => Value::Text(text.replace(&from, &to)),
            _ => Value::Null,
        },
        Function::Substring => {
            let index = |index: usize| values.get(index).and_then(Value::number).filter(|number| *number >= 0.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a text")]
            let whole = |number: f64| number as usize;
            match (first.text(), index(1)) {
                (Some(text), Some(from)) => {
                    let length = index(2).map_or(usize::MAX, whole);
                    Value::Text(text.chars().skip(whole(from)).take(length).collect())
                }
                _ => Value::Null,
            }
        }
        Function::ToMillis => first.number().map_or(Value::Null, Value::Number),
        #[expect(clippy::cast_possible_truncation, reason = "milliseconds since the epoch")]
        Function::FromMillis => first.number().map_or(Value::Null, |millis| Value::Time(millis as i64)),
    }
}
