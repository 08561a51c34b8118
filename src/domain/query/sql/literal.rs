//! Values that are known before a query runs: literals, and what a few functions make of them and of today's date.

use sqlparser::ast::{
    BinaryOperator, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, Interval, UnaryOperator, Value,
};
use time::{Date, Duration, Month};

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// A text.
    Text(String),
    /// A number, as it is written.
    Number(String),
    /// A day.
    Date(Date),
    /// A point in time, as it is written.
    Timestamp(String),
}

/// The value of an expression; why there is none otherwise. `today` is in days since 1970.
pub fn literal(expr: &Expr, today: Option<i64>) -> Result<Literal, String> {
    value(expr, today).ok_or_else(|| format!("the value of `{expr}` is known only when the query runs"))
}

fn value(expr: &Expr, today: Option<i64>) -> Option<Literal> {
    match expr {
        Expr::Nested(inner) => value(inner, today),
        Expr::Value(found) => match &found.value {
            Value::Number(text, _) => Some(Literal::Number(text.clone())),
            Value::SingleQuotedString(text) => Some(Literal::Text(text.clone())),
            _ => None,
        },
        Expr::UnaryOp { op: UnaryOperator::Minus, expr } => match value(expr, today)? {
            Literal::Number(text) if !text.starts_with('-') => Some(Literal::Number(format!("-{text}"))),
            _ => None,
        },
        Expr::TypedString(typed) => {
            let text = match &typed.value.value {
                Value::SingleQuotedString(text) => text.clone(),
                _ => return None,
            };
            match typed.data_type.to_string().to_ascii_uppercase().as_str() {
                "DATE" => date(&text).map(Literal::Date),
                "TIMESTAMP" => Some(Literal::Timestamp(text)),
                _ => None,
            }
        }
        Expr::Cast { expr, data_type, .. } => cast(value(expr, today)?, &data_type.to_string()),
        Expr::BinaryOp { left, op, right } => {
            let (day, step) = match (value(left, today), op) {
                (Some(Literal::Date(day)), BinaryOperator::Plus) => (day, days(right)?),
                (Some(Literal::Date(day)), BinaryOperator::Minus) => (day, -days(right)?),
                _ => return None,
            };
            day.checked_add(Duration::days(step)).map(Literal::Date)
        }
        Expr::Function(function) => called(function, today),
        _ => None,
    }
}

fn called(function: &Function, today: Option<i64>) -> Option<Literal> {
    let name = function.name.to_string().to_ascii_lowercase();
    let args: Vec<&Expr> = match &function.args {
        FunctionArguments::None => Vec::new(),
        FunctionArguments::Subquery(_) => return None,
        FunctionArguments::List(list) => list
            .args
            .iter()
            .map(|argument| match argument {
                FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => Some(expr),
                _ => None,
            })
            .collect::<Option<_>>()?,
    };
    match (name.as_str(), args.as_slice()) {
        ("current_date", []) => day_of(today?).map(Literal::Date),
        ("date", [argument]) => cast(value(argument, today)?, "date"),
        ("date_add", [unit, count, day]) => match (value(unit, today)?, value(count, today)?, value(day, today)?) {
            (Literal::Text(unit), Literal::Number(count), Literal::Date(day)) => {
                let count = count.parse::<i64>().ok()?;
                let step = match unit.to_ascii_lowercase().as_str() {
                    "day" => count,
                    "week" => count.checked_mul(7)?,
                    _ => return None,
                };
                day.checked_add(Duration::days(step)).map(Literal::Date)
            }
            _ => None,
        },
        ("date_format", [day, pattern]) => match (value(day, today)?, value(pattern, today)?) {
            (Literal::Date(day), Literal::Text(pattern)) => formatted(day, &pattern).map(Literal::Text),
            _ => None,
        },
        _ => None,
    }
}

fn cast(value: Literal, kind: &str) -> Option<Literal> {
    let kind = kind.trim_matches('"').trim().to_ascii_lowercase();
    match (value, kind.as_str()) {
        (Literal::Text(text), "date") => date(&text).map(Literal::Date),
        (Literal::Date(day), "date") => Some(Literal::Date(day)),
        (Literal::Date(day), "varchar") => Some(Literal::Text(day.to_string())),
        (Literal::Text(text), "varchar") => Some(Literal::Text(text)),
        (Literal::Number(text), "varchar") if is_whole(&text) => Some(Literal::Text(text)),
        (Literal::Text(text) | Literal::Number(text), "integer" | "int" | "bigint") if is_whole(&text) => {
            Some(Literal::Number(text))
        }
        _ => None,
    }
}

fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty()
        && digits.len() < 19
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && !(digits.len() > 1 && digits.starts_with('0'))
}

/// The whole days of an interval.
fn days(expr: &Expr) -> Option<i64> {
    let Expr::Interval(Interval { value, leading_field: Some(field), last_field: None, .. }) = expr else {
        return None;
    };
    let Expr::Value(found) = value.as_ref() else { return None };
    let Value::SingleQuotedString(text) = &found.value else { return None };
    let count = text.trim().parse::<i64>().ok()?;
    match field.to_string().to_ascii_uppercase().as_str() {
        "DAY" => Some(count),
        "WEEK" => count.checked_mul(7),
        _ => None,
    }
}

fn date(text: &str) -> Option<Date> {
    let mut parts = text.trim().splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 {
        return None;
    }
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
}

fn day_of(days: i64) -> Option<Date> {
    Date::from_calendar_date(1970, Month::January, 1).ok()?.checked_add(Duration::days(days))
}

/// MySQL's patterns, as far as they are about days.
fn formatted(day: Date, pattern: &str) -> Option<String> {
    let (mut out, mut chars) = (String::new(), pattern.chars());
    while let Some(character) = chars.next() {
        if character != '%' {
            out.push(character);
            continue;
        }
        match chars.next()? {
            'Y' => out.push_str(&format!("{:04}", day.year())),
            'm' => out.push_str(&format!("{:02}", u8::from(day.month()))),
            'd' => out.push_str(&format!("{:02}", day.day())),
            'c' => out.push_str(&u8::from(day.month()).to_string()),
            'e' => out.push_str(&day.day().to_string()),
            '%' => out.push('%'),
            _ => return None,
        }
    }
    Some(out)
}
