//! Literals with Trino's types: `1` is an integer, `1.5` a decimal(2,1), `1e0` a double.

use datafusion::arrow::datatypes::DataType as ArrowType;
use datafusion::sql::sqlparser::ast::{
    CastKind, DataType, ExactNumberInfo, Expr, TimezoneInfo, UnaryOperator, Value, ValueWithSpan,
};
use datafusion::sql::sqlparser::tokenizer::Span;

use crate::engine::error::EngineError;
use crate::engine::functions::{fine, parse};

/// A cast that the planner makes as it stands. Only the rewriter writes `::`, which the dialect does not have.
pub fn plain_cast(value: Value, kind: DataType) -> Expr {
    Expr::Cast {
        kind: CastKind::DoubleColon,
        expr: Box::new(Expr::Value(ValueWithSpan { value, span: Span::empty() })),
        data_type: kind,
        array: false,
        format: None,
    }
}

pub fn text(value: impl Into<String>) -> Expr {
    Expr::Value(ValueWithSpan { value: Value::SingleQuotedString(value.into()), span: Span::empty() })
}

/// The typed form of a number as it was written.
pub fn number(digits: &str) -> Result<Expr, EngineError> {
    if digits.contains(['e', 'E']) {
        return Ok(plain_cast(Value::SingleQuotedString(digits.to_owned()), DataType::Double(ExactNumberInfo::None)));
    }
    if digits.contains('.') {
        return decimal(digits);
    }
    if digits.parse::<i32>().is_ok() {
        return Ok(plain_cast(Value::Number(digits.to_owned(), false), DataType::Int(None)));
    }
    if digits.parse::<i64>().is_ok() {
        return Ok(plain_cast(Value::Number(digits.to_owned(), false), DataType::BigInt(None)));
    }
    Err(EngineError::user("SYNTAX_ERROR", format_args!("Invalid numeric literal: {digits}")))
}

/// A decimal literal: its digits are its precision.
pub fn decimal(digits: &str) -> Result<Expr, EngineError> {
    let unsigned = digits.trim_start_matches(['-', '+']);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let whole = whole.trim_start_matches('0');
    let precision = (whole.len() + fraction.len()).max(1);
    let valid = !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if !valid || precision > 38 {
        return Err(EngineError::user("SYNTAX_ERROR", format_args!("Invalid decimal literal: {digits}")));
    }
    Ok(plain_cast(
        Value::SingleQuotedString(digits.to_owned()),
        DataType::Decimal(ExactNumberInfo::PrecisionAndScale(precision as u64, fraction.len() as i64)),
    ))
}

/// The digits behind a typed integer literal, when an expression is one.
pub fn digits_of(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Cast {
            kind: CastKind::DoubleColon,
            expr,
            data_type: DataType::Int(None) | DataType::BigInt(None),
            ..
        } => match expr.as_ref() {
            Expr::Value(ValueWithSpan { value: Value::Number(digits, _), .. }) => Some(digits.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// `-2147483648` and `-9223372036854775808` are literals: without their sign they would be of a wider type, or of none.
pub fn least(expr: &mut Expr) {
    let Expr::UnaryOp { op: UnaryOperator::Minus, expr: inner } = expr else { return };
    let Expr::Value(ValueWithSpan { value: Value::Number(digits, _), span }) = inner.as_ref() else { return };
    if matches!(digits.as_str(), "2147483648" | "9223372036854775808") {
        *expr = Expr::Value(ValueWithSpan { value: Value::Number(format!("-{digits}"), false), span: *span });
    }
}

/// Takes the type off an integer literal, where the planner wants the bare number.
pub fn bare(expr: &mut Expr) {
    if let Some(digits) = digits_of(expr) {
        *expr = Expr::Value(ValueWithSpan { value: Value::Number(digits, false), span: Span::empty() });
    }
}

/// Puts the sign into a literal; none when the expression is not a number literal.
pub fn negative(expr: &Expr) -> Option<Expr> {
    let Expr::Cast { kind: CastKind::DoubleColon, expr: inner, data_type, .. } = expr else { return None };
    let Expr::Value(ValueWithSpan { value, .. }) = inner.as_ref() else { return None };
    let value = match value {
        Value::Number(digits, _) if !digits.starts_with('-') => Value::Number(format!("-{digits}"), false),
        Value::SingleQuotedString(digits)
            if !digits.starts_with('-') && matches!(data_type, DataType::Decimal(_) | DataType::Double(_)) =>
        {
            Value::SingleQuotedString(format!("-{digits}"))
        }
        _ => return None,
    };
    Some(plain_cast(value, data_type.clone()))
}

/// `DATE '2020-01-01'`
pub fn date(literal: &str) -> Result<Expr, EngineError> {
    let days = parse::date(literal)
        .ok_or_else(|| EngineError::user("INVALID_LITERAL", format_args!("'{literal}' is not a valid DATE literal")))?;
    let mut canonical = String::new();
    crate::engine::format::date(i64::from(days), &mut canonical);
    Ok(plain_cast(Value::SingleQuotedString(canonical), DataType::Date))
}

/// Whether a type is that of times with a zone.
pub fn is_zoned(kind: &str) -> bool {
    let words: Vec<String> = kind.to_ascii_lowercase().split_whitespace().map(str::to_owned).collect();
    let words = words.join(" ").replacen("timestamp (", "timestamp(", 1);
    words == "timestamp with time zone" || (words.starts_with("timestamp(") && words.ends_with(") with time zone"))
}

/// `CAST('2020-01-01 10:00:00 Europe/Zurich' AS timestamp with time zone)`; a text without a zone is in that of the session.
pub fn zoned(text: &str, kind: &str) -> Result<Expr, EngineError> {
    let invalid = || EngineError::user("INVALID_CAST_ARGUMENT", format_args!("Value cannot be cast to {kind}: {text}"));
    let text = text.trim();
    let (time, zone) = match parse::moment(text) {
        Some(moment) => (moment, "UTC"),
        None => parse::moment_in_zone(text).ok_or_else(invalid)?,
    };
    let parsed = crate::engine::trino_types::TrinoType::parse(kind)?;
    let ArrowType::Timestamp(unit, _) = parsed.kind else { return Err(invalid()) };
    if !crate::engine::zones::exists(zone) {
        return Err(invalid());
    }
    let time = written(time, fine::digits(unit)).ok_or_else(invalid)?;
    Ok(super::functions::call("$in_zone", vec![time, self::text(zone)]))
}

/// A moment as a timestamp of a precision; none when that has no such moment.
fn written(moment: parse::Moment, digits: usize) -> Option<Expr> {
    let value = moment.in_digits(digits)?;
    let per_second = 10_i64.pow(u32::try_from(digits).ok()?);
    let nanos = value.rem_euclid(per_second) * (1_000_000_000 / per_second);
    let millis = value.div_euclid(per_second) * 1000 + nanos / 1_000_000;
    let mut canonical = String::new();
    crate::engine::format::timestamp_digits(millis, nanos % 1_000_000, digits, &mut canonical);
    let kind = DataType::Timestamp(Some(digits as u64), TimezoneInfo::None);
    Some(plain_cast(Value::SingleQuotedString(canonical), kind))
}

/// `TIME '10:00:00.5'`
pub fn time(literal: &str) -> Result<Expr, EngineError> {
    let text = literal.trim();
    let Some(moment) = parse::moment_of_day(text) else {
        let zoned = text.find(['+', '-', ' ']).is_some_and(|at| parse::moment_of_day(text[..at].trim()).is_some());
        if zoned {
            return Err(EngineError::unsupported(format_args!("type time with time zone, of the literal '{literal}'")));
        }
        return Err(EngineError::user("INVALID_LITERAL", format_args!("'{literal}' is not a valid TIME literal")));
    };
    if fine::unit(moment.digits).is_none() {
        return Err(EngineError::unsupported(format_args!("time({}) literal '{literal}'", moment.digits)));
    }
    let kind = format!("time({})", moment.digits);
    Ok(super::functions::call("$cast", vec![self::text(text), self::text(kind)]))
}

/// Where the precision of a literal is not seen, its fraction is filled up to one that the engine has.
pub fn fill(expr: &mut Expr, at_most: usize) {
    let Expr::TypedString(typed) = expr else { return };
    if !matches!(typed.data_type, DataType::Timestamp(None, _) | DataType::Time(None, _)) {
        return;
    }
    let Value::SingleQuotedString(text) = &mut typed.value.value else { return };
    let Some(point) = text.find('.') else { return };
    let digits = text[point + 1..].bytes().take_while(u8::is_ascii_digit).count();
    let wanted = digits.div_ceil(3) * 3;
    if digits > 0 && wanted <= at_most {
        text.insert_str(point + 1 + digits, &"00"[..wanted - digits]);
    }
}

/// `TIMESTAMP '2020-01-01 10:00:00'`, whose precision is the number of digits of its fraction.
pub fn timestamp(literal: &str) -> Result<Expr, EngineError> {
    let invalid = || EngineError::user("INVALID_LITERAL", format_args!("'{literal}' is not a valid TIMESTAMP literal"));
    let Some(moment) = parse::moment(literal) else {
        let zoned = parse::moment_in_zone(literal.trim());
        let (moment, zone) = zoned.filter(|(_, zone)| crate::engine::zones::exists(zone)).ok_or_else(invalid)?;
        return Ok(super::functions::call("$in_zone", vec![moment_literal(literal, moment)?, text(zone)]));
    };
    moment_literal(literal, moment)
}

fn moment_literal(literal: &str, moment: parse::Moment) -> Result<Expr, EngineError> {
    if fine::unit(moment.digits).is_none() {
        return Err(EngineError::unsupported(format_args!("timestamp({}) literal '{literal}'", moment.digits)));
    }
    written(moment, moment.digits).ok_or_else(|| {
        EngineError::user("INVALID_LITERAL", format_args!("'{literal}' is not a valid TIMESTAMP literal"))
    })
}
