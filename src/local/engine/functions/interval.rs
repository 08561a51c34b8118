//! Intervals: of months (`INTERVAL '2' YEAR`), and of milliseconds (`INTERVAL '3' DAY`), which Trino keeps apart.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, DurationMillisecondArray, Int64Array, IntervalYearMonthArray, ListArray,
};
use datafusion::arrow::buffer::{NullBuffer, OffsetBuffer};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{
    DataType, Date32Type, DurationMillisecondType, Field, Int64Type, IntervalUnit, IntervalYearMonthType, TimeUnit,
};

use super::date::{add_months, back, local, of_instants};
use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::error::EngineError;

const DAY: i64 = 86_400_000;

/// The type of intervals of days, hours, minutes and seconds.
pub const DURATION: DataType = DataType::Duration(TimeUnit::Millisecond);
/// The type of intervals of years and months.
pub const MONTHS: DataType = DataType::Interval(IntervalUnit::YearMonth);

pub fn register(r: &mut Registry) {
    use Arg::{Date, Text};
    r.add("$months", Args::Exact(&[Text]), Returns::Rule(|_| Some(MONTHS)), months);
    r.add("$duration", Args::Exact(&[Text]), Returns::Rule(|_| Some(DURATION)), duration);
    r.add("parse_duration", Args::Exact(&[Text]), Returns::Rule(|_| Some(DURATION)), parse_duration);
    r.add("$plus_months", Args::Rule(time_and_months), Returns::Same(0), |a| shift_months(a, 1));
    r.add("$minus_months", Args::Rule(time_and_months), Returns::Same(0), |a| shift_months(a, -1));
    r.add("$plus_days", Args::Rule(date_and_duration), Returns::Same(0), |a| shift_days(a, 1));
    r.add("$minus_days", Args::Rule(date_and_duration), Returns::Same(0), |a| shift_days(a, -1));
    r.add("$scale_interval", Args::Rule(interval_and_number), Returns::Same(0), |a| scale(a, |value, by| value * by));
    r.add("$divide_interval", Args::Rule(interval_and_number), Returns::Same(0), |a| scale(a, |value, by| value / by));
    r.add("$negate", Args::Rule(one_interval), Returns::Same(0), negate);
    for (name, part) in [("year", year as super::udf::Eval), ("month", month)] {
        r.add(name, Args::Rule(one_of_months), Returns::Bigint, part);
    }
    for (name, part) in [
        ("day", day as super::udf::Eval),
        ("hour", hour),
        ("minute", minute),
        ("second", second),
        ("millisecond", millisecond),
    ] {
        r.add(name, Args::Rule(one_duration), Returns::Bigint, part);
    }
    r.add("sequence", Args::Exact(&[Date, Date]), Returns::Rule(list_of_first), sequence);
    r.add("sequence", Args::Rule(spans), Returns::Rule(list_of_first), sequence);
}

fn out_of_range() -> EngineError {
    EngineError::user("NUMERIC_VALUE_OUT_OF_RANGE", "interval is out of range")
}

fn is_time(kind: &DataType) -> bool {
    matches!(kind, DataType::Date32 | DataType::Timestamp(_, _))
}

fn time_and_months(kinds: &[DataType]) -> Option<Vec<DataType>> {
    matches!(kinds, [time, MONTHS] if is_time(time)).then(|| kinds.to_vec())
}

fn date_and_duration(kinds: &[DataType]) -> Option<Vec<DataType>> {
    matches!(kinds, [DataType::Date32, DURATION]).then(|| kinds.to_vec())
}

fn interval_and_number(kinds: &[DataType]) -> Option<Vec<DataType>> {
    match kinds {
        [interval @ (MONTHS | DURATION), number]
            if crate::engine::coercion::is_numeric(number) && !matches!(number, DataType::Decimal128(_, _)) =>
        {
            Some(vec![interval.clone(), DataType::Float64])
        }
        _ => None,
    }
}

/// `sequence(from, to, step)` over dates and times.
fn spans(kinds: &[DataType]) -> Option<Vec<DataType>> {
    let millis = DataType::Timestamp(TimeUnit::Millisecond, None);
    if kinds.iter().any(super::fine::is_fine) {
        return None;
    }
    match kinds {
        [DataType::Date32, DataType::Date32, MONTHS | DURATION] => Some(kinds.to_vec()),
        [from, to, step @ (MONTHS | DURATION)] if is_time(from) && is_time(to) => match (from, to) {
            (DataType::Timestamp(_, Some(zone)), DataType::Timestamp(_, Some(other))) if zone == other => {
                Some(kinds.to_vec())
            }
            (DataType::Timestamp(_, Some(_)), _) | (_, DataType::Timestamp(_, Some(_))) => None,
            _ => Some(vec![millis.clone(), millis, step.clone()]),
        },
        _ => None,
    }
}

fn list_of_first(kinds: &[DataType]) -> Option<DataType> {
    kinds.first().map(|kind| DataType::List(Arc::new(Field::new("item", kind.clone(), true))))
}

fn one_interval(kinds: &[DataType]) -> Option<Vec<DataType>> {
    matches!(kinds, [MONTHS | DURATION]).then(|| kinds.to_vec())
}

fn one_of_months(kinds: &[DataType]) -> Option<Vec<DataType>> {
    matches!(kinds, [MONTHS]).then(|| kinds.to_vec())
}

fn one_duration(kinds: &[DataType]) -> Option<Vec<DataType>> {
    matches!(kinds, [DURATION]).then(|| kinds.to_vec())
}

fn negate(args: &[ArrayRef]) -> Out {
    Ok(match args[0].data_type() {
        DataType::Duration(_) => {
            let values = args[0].as_primitive::<DurationMillisecondType>();
            let out: DurationMillisecondArray =
                rows::to_number(args, |row| values.value(row).checked_neg().map(Some).ok_or_else(out_of_range))?;
            Arc::new(out)
        }
        _ => {
            let values = args[0].as_primitive::<IntervalYearMonthType>();
            let out: IntervalYearMonthArray =
                rows::to_number(args, |row| values.value(row).checked_neg().map(Some).ok_or_else(out_of_range))?;
            Arc::new(out)
        }
    })
}

fn of_months(args: &[ArrayRef], part: impl Fn(i32) -> i32) -> Out {
    let values = args[0].as_primitive::<IntervalYearMonthType>();
    Ok(Arc::new(rows::to_number::<Int64Type>(args, |row| Ok(Some(i64::from(part(values.value(row))))))?))
}

fn year(args: &[ArrayRef]) -> Out {
    of_months(args, |months| months / 12)
}

fn month(args: &[ArrayRef]) -> Out {
    of_months(args, |months| months % 12)
}

fn of_millis(args: &[ArrayRef], part: impl Fn(i64) -> i64) -> Out {
    let values = args[0].as_primitive::<DurationMillisecondType>();
    Ok(Arc::new(rows::to_number::<Int64Type>(args, |row| Ok(Some(part(values.value(row)))))?))
}

fn day(args: &[ArrayRef]) -> Out {
    of_millis(args, |millis| millis / DAY)
}

fn hour(args: &[ArrayRef]) -> Out {
    of_millis(args, |millis| millis % DAY / 3_600_000)
}

fn minute(args: &[ArrayRef]) -> Out {
    of_millis(args, |millis| millis % 3_600_000 / 60_000)
}

fn second(args: &[ArrayRef]) -> Out {
    of_millis(args, |millis| millis % 60_000 / 1000)
}

fn millisecond(args: &[ArrayRef]) -> Out {
    of_millis(args, |millis| millis % 1000)
}

/// The rewriter's own literals: a number of months, as text.
fn months(args: &[ArrayRef]) -> Out {
    let texts = rows::text(&args[0])?;
    Ok(Arc::new(rows::to_number::<IntervalYearMonthType>(args, |row| {
        texts.value(row).parse().map(Some).map_err(|_| out_of_range())
    })?))
}

fn duration(args: &[ArrayRef]) -> Out {
    let texts = rows::text(&args[0])?;
    Ok(Arc::new(rows::to_number::<DurationMillisecondType>(args, |row| {
        texts.value(row).parse().map(Some).map_err(|_| out_of_range())
    })?))
}

/// `42.8ms`, `3.81 d`, `5m`
fn parse_duration(args: &[ArrayRef]) -> Out {
    let texts = rows::text(&args[0])?;
    Ok(Arc::new(rows::to_number::<DurationMillisecondType>(args, |row| {
        let text = texts.value(row);
        let invalid = || {
            EngineError::user(
                "INVALID_FUNCTION_ARGUMENT",
                format_args!("duration is not a valid data duration string: {text}"),
            )
        };
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').ok_or_else(invalid)?;
        let number: f64 = text[..end].parse().map_err(|_| invalid())?;
        let unit = match text[end..].trim() {
            "ns" => 1e-6,
            "us" => 1e-3,
            "ms" => 1.0,
            "s" => 1e3,
            "m" => 6e4,
            "h" => 3.6e6,
            "d" => 8.64e7,
            _ => return Err(invalid()),
        };
        let millis = (number * unit).round();
        if millis.abs() > 9e15 {
            return Err(out_of_range());
        }
        Ok(Some(millis as i64))
    })?))
}

fn shift_months(args: &[ArrayRef], sign: i64) -> Out {
    let times = local(&args[0])?;
    let months = args[1].as_primitive::<IntervalYearMonthType>();
    let shifted = rows::to_number::<Int64Type>(args, |row| {
        add_months(times.value(row), sign * i64::from(months.value(row)))
            .map(Some)
            .ok_or_else(|| EngineError::user("INVALID_FUNCTION_ARGUMENT", "Result is out of range of a date"))
    })?;
    back(&shifted, &args[0], super::fine::below(&args[0])?.as_ref())
}

fn shift_days(args: &[ArrayRef], sign: i64) -> Out {
    let (days, spans) = (args[0].as_primitive::<Date32Type>(), args[1].as_primitive::<DurationMillisecondType>());
    Ok(Arc::new(rows::to_number::<Date32Type>(args, |row| {
        let span = spans.value(row);
        if span % DAY != 0 {
            return Err(EngineError::user(
                "INVALID_FUNCTION_ARGUMENT",
                "Cannot add hour, minutes or seconds to a date",
            ));
        }
        i32::try_from(i64::from(days.value(row)) + sign * (span / DAY))
            .map(Some)
            .map_err(|_| EngineError::user("INVALID_FUNCTION_ARGUMENT", "Result is out of range of a date"))
    })?))
}

fn scale(args: &[ArrayRef], with: impl Fn(f64, f64) -> f64) -> Out {
    let by = rows::double(&args[1])?;
    let each = |value: f64, row: usize, most: f64| {
        let scaled = with(value, by.value(row)).trunc();
        if scaled.is_nan() || scaled.abs() > most { Err(out_of_range()) } else { Ok(Some(scaled)) }
    };
    Ok(match args[0].data_type() {
        DataType::Duration(_) => {
            let values = args[0].as_primitive::<DurationMillisecondType>();
            let out: DurationMillisecondArray =
                rows::to_number(
                    args,
                    |row| Ok(each(values.value(row) as f64, row, 9e15)?.map(|scaled| scaled as i64)),
                )?;
            Arc::new(out)
        }
        _ => {
            let values = args[0].as_primitive::<IntervalYearMonthType>();
            let out: IntervalYearMonthArray = rows::to_number(args, |row| {
                Ok(each(f64::from(values.value(row)), row, f64::from(i32::MAX))?.map(|scaled| scaled as i32))
            })?;
            Arc::new(out)
        }
    })
}

/// Local times as the instants of a type.
fn in_zone(values: Vec<i64>, kind: &DataType) -> Int64Array {
    match kind {
        DataType::Timestamp(_, Some(zone)) => {
            values.into_iter().map(|value| crate::engine::zones::instant_millis(zone, value)).collect()
        }
        _ => Int64Array::from(values),
    }
}

/// The longest sequence that Trino makes.
const LONGEST: usize = 10_000;

fn sequence(args: &[ArrayRef]) -> Out {
    let kind = args[0].data_type();
    let (from, to) = (local(&args[0])?, local(&args[1])?);
    let wrong = |text: &str| EngineError::user("INVALID_FUNCTION_ARGUMENT", text);
    let (mut values, mut lengths) = (Vec::new(), Vec::new());
    for row in rows::live(args) {
        let before = values.len();
        if let Some(row) = row {
            let (from, to) = (from.value(row), to.value(row));
            let (months, millis) = match args.get(2) {
                None => (0, if from <= to { DAY } else { -DAY }),
                Some(step) if *step.data_type() == MONTHS => {
                    (i64::from(step.as_primitive::<IntervalYearMonthType>().value(row)), 0)
                }
                Some(step) => (0, step.as_primitive::<DurationMillisecondType>().value(row)),
            };
            if *kind == DataType::Date32 && millis % DAY != 0 {
                return Err(wrong("sequence step must be a day interval if start and end values are dates"));
            }
            let step = if months == 0 { millis } else { months };
            if step == 0 {
                return Err(wrong("interval must not be zero"));
            }
            if (step > 0) != (from <= to) && from != to {
                return Err(wrong(
                    "sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start",
                ));
            }
            for count in 0_i64.. {
                let next = if months == 0 {
                    millis.checked_mul(count).and_then(|distance| from.checked_add(distance))
                } else {
                    months.checked_mul(count).and_then(|months| add_months(from, months))
                };
                let Some(next) = next.filter(|next| if step > 0 { *next <= to } else { *next >= to }) else { break };
                if values.len() - before == LONGEST {
                    return Err(wrong("result of sequence function must not have more than 10000 entries"));
                }
                values.push(next);
            }
        }
        lengths.push(values.len() - before);
    }
    let items = compute::cast(&of_instants(&in_zone(values, kind), None, kind)?, kind)?;
    let nulls = NullBuffer::from_iter(rows::live(args).map(|row| row.is_some()));
    let field = Arc::new(Field::new("item", kind.clone(), true));
    Ok(Arc::new(ListArray::try_new(field, OffsetBuffer::from_lengths(lengths), items, Some(nulls))?))
}

/// What an interval literal says: whole months, or milliseconds. Fields are named as the literal does, in upper case.
pub fn literal(text: &str, from: &str, to: Option<&str>) -> Option<Interval> {
    let text = text.trim();
    let (sign, body) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest.trim_start()),
        None => (1, text.strip_prefix('+').unwrap_or(text).trim_start()),
    };
    let whole = |text: &str| -> Option<i64> {
        (!text.is_empty() && text.len() < 16 && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse().ok())?
    };
    let seconds = |text: &str| -> Option<i64> {
        let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
        if fraction.len() > 9 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let millis: i64 = format!("{fraction:0<3}")[..3].parse().ok()?;
        whole(seconds)?.checked_mul(1000)?.checked_add(millis)
    };
    const UNITS: [(&str, i64); 4] = [("DAY", DAY), ("HOUR", 3_600_000), ("MINUTE", 60_000), ("SECOND", 1000)];
    let place = |name: &str| UNITS.iter().position(|(unit, _)| *unit == name);
    Some(match (from, to) {
        ("YEAR", None) => Interval::Months(sign * whole(body)?.checked_mul(12)?),
        ("MONTH", None) => Interval::Months(sign * whole(body)?),
        ("YEAR", Some("MONTH")) => {
            let (years, months) = body.split_once('-')?;
            Interval::Months(sign * whole(years)?.checked_mul(12)?.checked_add(whole(months)?)?)
        }
        (from, to) => {
            let first = place(from)?;
            let last = match to {
                None => first,
                Some(to) => place(to).filter(|last| *last > first)?,
            };
            // A blank stands behind the days, colons between the rest.
            let mut parts: Vec<&str> = Vec::new();
            let mut rest = body;
            if first == 0 && last > 0 {
                let (days, after) = rest.split_once(' ')?;
                parts.push(days);
                rest = after.trim_start();
            }
            parts.extend(rest.split(':'));
            if parts.len() != last - first + 1 {
                return None;
            }
            let mut millis = 0_i64;
            for (part, (unit, length)) in parts.iter().zip(&UNITS[first..=last]) {
                let value = if *unit == "SECOND" { seconds(part)? } else { whole(part)?.checked_mul(*length)? };
                millis = millis.checked_add(value)?;
            }
            Interval::Millis(sign * millis)
        }
    })
}

/// A literal's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interval {
    Months(i64),
    Millis(i64),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_months_or_milliseconds() {
        for (text, from, to, expected) in [
            ("2", "YEAR", None, Some(Interval::Months(24))),
            ("-3-5", "YEAR", Some("MONTH"), Some(Interval::Months(-41))),
            ("2", "DAY", None, Some(Interval::Millis(2 * DAY))),
            ("1.5", "SECOND", None, Some(Interval::Millis(1500))),
            ("2 03:04:05.678", "DAY", Some("SECOND"), Some(Interval::Millis(2 * DAY + 11_045_678))),
            ("2 03:04", "DAY", Some("MINUTE"), Some(Interval::Millis(2 * DAY + 11_040_000))),
            ("90:10", "MINUTE", Some("SECOND"), Some(Interval::Millis(5_410_000))),
            ("1:2", "DAY", None, None),
            ("x", "DAY", None, None),
            ("1", "SECOND", Some("DAY"), None),
            ("9999999999999999", "DAY", None, None),
        ] {
            assert_eq!(literal(text, from, to), expected, "{text} {from} {to:?}");
        }
    }
}
