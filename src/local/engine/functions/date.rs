//! Date and time functions. Weeks are ISO weeks, days of the week run from 1, Monday, to 7, Sunday.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, Date32Array, Int64Array, TimestampMillisecondArray};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{DataType, Date32Type, Float64Type, Int64Type, TimeUnit};

use super::fine;
use super::parse::{self, civil, days, days_in_month, is_leap};
use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::error::EngineError;
use crate::engine::{format, zones};

/// Milliseconds.
pub const DAY: i64 = 86_400_000;

pub fn register(r: &mut Registry) {
    use Arg::{Bigint, Date, Double, Temporal, Text, Timestamp, Zoned};
    macro_rules! fields {
        ($($name:literal => $each:expr),* $(,)?) => {$(
            r.add($name, Args::Exact(&[Temporal]), Returns::Bigint, |a| field(a, $each));
        )*};
    }
    fields! {
        "year" => |ms| civil(ms.div_euclid(DAY)).0,
        "quarter" => |ms| (i64::from(civil(ms.div_euclid(DAY)).1) + 2) / 3,
        "month" => |ms| i64::from(civil(ms.div_euclid(DAY)).1),
        "week" => |ms| iso_week(ms.div_euclid(DAY)).1,
        "year_of_week" => |ms| iso_week(ms.div_euclid(DAY)).0,
        "day" => |ms| i64::from(civil(ms.div_euclid(DAY)).2),
        "day_of_week" => |ms| weekday(ms.div_euclid(DAY)),
        "day_of_year" => |ms| day_of_year(ms.div_euclid(DAY)),
        "hour" => |ms| ms.rem_euclid(DAY) / 3_600_000,
        "minute" => |ms| ms.rem_euclid(3_600_000) / 60_000,
        "second" => |ms| ms.rem_euclid(60_000) / 1000,
        "millisecond" => |ms| ms.rem_euclid(1000),
    }
    r.add("date_trunc", Args::Exact(&[Text, Date]), Returns::Same(1), truncate);
    r.add("date_trunc", Args::Exact(&[Text, Timestamp]), Returns::Same(1), truncate);
    r.add("date_trunc", Args::Exact(&[Text, Zoned]), Returns::Same(1), truncate);
    r.add("date_add", Args::Exact(&[Text, Bigint, Date]), Returns::Same(2), add);
    r.add("date_add", Args::Exact(&[Text, Bigint, Timestamp]), Returns::Same(2), add);
    r.add("date_add", Args::Exact(&[Text, Bigint, Zoned]), Returns::Same(2), add);
    r.add("date_diff", Args::Exact(&[Text, Date, Date]), Returns::Bigint, difference);
    r.add("date_diff", Args::Exact(&[Text, Timestamp, Timestamp]), Returns::Bigint, difference);
    r.add("date_diff", Args::Exact(&[Text, Zoned, Zoned]), Returns::Bigint, difference);
    r.add("last_day_of_month", Args::Exact(&[Temporal]), Returns::Date, last_day);
    r.add("from_unixtime", Args::Exact(&[Double]), Returns::Rule(|_| Some(utc())), from_unixtime);
    r.add("to_unixtime", Args::Exact(&[Temporal]), Returns::Double, to_unixtime);
    r.add("from_iso8601_date", Args::Exact(&[Text]), Returns::Date, from_iso_date);
    r.add("to_iso8601", Args::Exact(&[Temporal]), Returns::Text, to_iso);
    r.add("timezone_hour", Args::Exact(&[Zoned]), Returns::Bigint, |a| offset(a, 3_600_000, i64::MAX));
    r.add("timezone_minute", Args::Exact(&[Zoned]), Returns::Bigint, |a| offset(a, 60_000, 60));
    r.add("to_milliseconds", Args::Rule(duration_types), Returns::Bigint, to_milliseconds);
}

pub fn utc() -> DataType {
    DataType::Timestamp(TimeUnit::Millisecond, Some(Arc::from("UTC")))
}

/// Local milliseconds: what the clock on the wall shows.
pub fn local(array: &ArrayRef) -> Result<Int64Array, EngineError> {
    in_zone(array, zone_of(array.data_type()))
}

/// Local milliseconds on a clock of some zone.
fn in_zone(array: &ArrayRef, zone: Option<&str>) -> Result<Int64Array, EngineError> {
    let instants = rows::millis(array)?;
    // The calendar here counts days in 32 bits; within them no sum of days or milliseconds overflows.
    const FARTHEST: i64 = (i32::MAX as i64 - 400) * DAY;
    if instants.iter().flatten().any(|value| !(-FARTHEST..=FARTHEST).contains(&value)) {
        return Err(EngineError::user("INVALID_FUNCTION_ARGUMENT", "a time is too far from 1970 for the calendar"));
    }
    Ok(match zone {
        Some(zone) => instants.unary(|value| value + zones::offset_millis(zone, value).unwrap_or(0)),
        None => instants,
    })
}

/// Local milliseconds back into a value of the type of the one that they were made of, with the nanoseconds that a finer
/// time has below them.
pub fn back(local: &Int64Array, original: &ArrayRef, below: Option<&Int64Array>) -> Out {
    let originals = rows::millis(original)?;
    let zone = zone_of(original.data_type());
    let instants: Int64Array =
        local.iter().zip(&originals).map(|(local, original)| near(zone, local?, original?)).collect();
    of_instants(&instants, below, original.data_type())
}

fn zone_of(kind: &DataType) -> Option<&str> {
    match kind {
        DataType::Timestamp(_, zone) => zone.as_deref(),
        _ => None,
    }
}

/// The instant of a local time that was made of another instant.
fn near(zone: Option<&str>, local: i64, original: i64) -> Option<i64> {
    zone.map_or(Some(local), |zone| zones::instant_near(zone, local, original))
}

/// Milliseconds since 1970 as values of a type.
pub fn of_instants(instants: &Int64Array, below: Option<&Int64Array>, kind: &DataType) -> Out {
    let array: ArrayRef = match kind {
        DataType::Date32 => {
            let days = instants
                .iter()
                .map(|value| value.map(|value| i32::try_from(value.div_euclid(DAY))).transpose())
                .collect::<Result<Date32Array, _>>()
                .map_err(|_| EngineError::user("INVALID_FUNCTION_ARGUMENT", "Result is out of range of a date"))?;
            Arc::new(days)
        }
        DataType::Timestamp(unit, zone) => {
            fine::timestamps(&fine::joined(instants, below, *unit)?, *unit, zone.clone())
        }
        other => return Err(EngineError::system(format_args!("{other} is no date and no time"))),
    };
    Ok(array)
}

fn field(args: &[ArrayRef], each: impl Fn(i64) -> i64) -> Out {
    let values: Int64Array = local(&args[0])?.unary(each);
    Ok(Arc::new(values))
}

/// 1 for Monday to 7 for Sunday.
pub fn weekday(day: i64) -> i64 {
    (day + 3).rem_euclid(7) + 1
}

pub fn day_of_year(day: i64) -> i64 {
    let (year, _, _) = civil(day);
    day - i64::from(days(year, 1, 1).unwrap_or(0)) + 1
}

/// ISO year and week.
pub fn iso_week(day: i64) -> (i64, i64) {
    let thursday = day - weekday(day) + 4;
    let (year, _, _) = civil(thursday);
    (year, (day_of_year(thursday) - 1) / 7 + 1)
}

fn bad_unit(unit: &str, kind: &DataType) -> EngineError {
    let what = if *kind == DataType::Date32 { "DATE" } else { "TIMESTAMP" };
    EngineError::user("INVALID_FUNCTION_ARGUMENT", format_args!("'{unit}' is not a valid {what} field"))
}

/// The milliseconds of a unit of a time of day. Such units are counted on the instant, whatever the clock does meanwhile.
fn of_day(unit: &str) -> Option<i64> {
    Some(match unit {
        "millisecond" => 1,
        "second" => 1000,
        "minute" => 60_000,
        "hour" => 3_600_000,
        _ => return None,
    })
}

fn truncate(args: &[ArrayRef]) -> Out {
    let units = rows::text(&args[0])?;
    let kind = args[1].data_type();
    let (values, instants, zone) = (local(&args[1])?, rows::millis(&args[1])?, zone_of(kind));
    let is_date = *kind == DataType::Date32;
    let values_ref: ArrayRef = Arc::new(values.clone());
    let truncated = rows::to_number::<Int64Type>(&[Arc::clone(&args[0]), values_ref], |row| {
        let (value, instant) = (values.value(row), instants.value(row));
        let day = value.div_euclid(DAY);
        let (year, month, _) = civil(day);
        let first = |month: u32| i64::from(days(year, month, 1).unwrap_or(0)) * DAY;
        let unit = units.value(row).to_ascii_lowercase();
        let floor = match unit.as_str() {
            "day" => day * DAY,
            "week" => (day - weekday(day) + 1) * DAY,
            "month" => first(month),
            "quarter" => first((month - 1) / 3 * 3 + 1),
            "year" => first(1),
            unit => match of_day(unit).filter(|_| !is_date) {
                Some(length) => return Ok(Some(instant - value.rem_euclid(length))),
                None => return Err(bad_unit(units.value(row), kind)),
            },
        };
        Ok(near(zone, floor, instant))
    })?;
    of_instants(&truncated, None, kind)
}

/// Adds months, staying within the month when it is shorter.
pub fn add_months(local: i64, months: i64) -> Option<i64> {
    let (year, month, day) = civil(local.div_euclid(DAY));
    let total = year.checked_mul(12)?.checked_add(i64::from(month) - 1)?.checked_add(months)?;
    let (year, month) = (total.div_euclid(12), total.rem_euclid(12) as u32 + 1);
    let day = day.min(days_in_month(year, month));
    Some(i64::from(days(year, month, day)?) * DAY + local.rem_euclid(DAY))
}

fn add(args: &[ArrayRef]) -> Out {
    let (units, amounts) = (rows::text(&args[0])?, rows::bigint(&args[1])?);
    let kind = args[2].data_type();
    let is_date = *kind == DataType::Date32;
    let (values, instants, zone) = (local(&args[2])?, rows::millis(&args[2])?, zone_of(kind));
    let present: Vec<ArrayRef> = vec![Arc::clone(&args[0]), Arc::clone(&args[1]), Arc::new(values.clone())];
    let out_of_range = || EngineError::user("INVALID_FUNCTION_ARGUMENT", "Result of date_add is out of range");
    let added = rows::to_number::<Int64Type>(&present, |row| {
        let (value, instant, amount) = (values.value(row), instants.value(row), amounts.value(row));
        let unit = units.value(row).to_ascii_lowercase();
        let months = |each: i64| amount.checked_mul(each).and_then(|months| add_months(value, months));
        let scaled = |unit: i64, from: i64| amount.checked_mul(unit).and_then(|step| from.checked_add(step));
        let moved = match unit.as_str() {
            "day" => scaled(DAY, value),
            "week" => scaled(7 * DAY, value),
            "month" => months(1),
            "quarter" => months(3),
            "year" => months(12),
            unit => match of_day(unit).filter(|_| !is_date) {
                Some(length) => return scaled(length, instant).map(Some).ok_or_else(out_of_range),
                None => return Err(bad_unit(units.value(row), kind)),
            },
        };
        moved.and_then(|moved| near(zone, moved, instant)).map(Some).ok_or_else(out_of_range)
    })?;
    of_instants(&added, fine::below(&args[2])?.as_ref(), kind)
}

/// Whole months between two local times.
///
/// The last day of a month is as late as any day of a longer one, on whichever side the later time stands.
/// Source: Joda-Time, `BasicMonthOfYearDateTimeField.getDifferenceAsLong`.
fn months_between(from: i64, to: i64) -> i64 {
    if to < from {
        return -months_between(to, from);
    }
    let (y1, m1, d1) = civil(from.div_euclid(DAY));
    let (y2, m2, d2) = civil(to.div_euclid(DAY));
    let months = (y2 - y1) * 12 + i64::from(m2) - i64::from(m1);
    let d1 = if d2 == days_in_month(y2, m2) { d1.min(d2) } else { d1 };
    months - i64::from((d2, to.rem_euclid(DAY)) < (d1, from.rem_euclid(DAY)))
}

/// Whole years between two local times.
///
/// The 29th of February is the 28th for a year that has none.
/// Source: Joda-Time, `BasicGJChronology.getYearDifference`.
fn years_between(from: i64, to: i64) -> i64 {
    if to < from {
        return -years_between(to, from);
    }
    let within = |local: i64| {
        let day = local.div_euclid(DAY);
        (civil(day).0, day_of_year(day), local.rem_euclid(DAY))
    };
    let ((y1, mut d1, t1), (y2, mut d2, t2)) = (within(from), within(to));
    // Behind the 28th of February, days of a leap year are one later.
    if d1 > 59 && is_leap(y1) {
        d1 -= i64::from(!is_leap(y2));
    } else if d1 > 59 && d2 > 59 && is_leap(y2) {
        d2 -= 1;
    }
    y2 - y1 - i64::from((d2, t2) < (d1, t1))
}

fn difference(args: &[ArrayRef]) -> Out {
    let units = rows::text(&args[0])?;
    let kind = args[1].data_type();
    let is_date = *kind == DataType::Date32;
    let (from, to) = (local(&args[1])?, in_zone(&args[2], zone_of(kind))?);
    let (first, last) = (rows::millis(&args[1])?, rows::millis(&args[2])?);
    let present: Vec<ArrayRef> = vec![Arc::clone(&args[0]), Arc::new(from.clone()), Arc::new(to.clone())];
    Ok(Arc::new(rows::to_number::<Int64Type>(&present, |row| {
        let (from, to) = (from.value(row), to.value(row));
        let unit = units.value(row).to_ascii_lowercase();
        Ok(Some(match unit.as_str() {
            "day" => (to - from) / DAY,
            "week" => (to - from) / (7 * DAY),
            "month" => months_between(from, to),
            "quarter" => months_between(from, to) / 3,
            "year" => years_between(from, to),
            unit => match of_day(unit).filter(|_| !is_date) {
                Some(length) => (last.value(row) - first.value(row)) / length,
                None => return Err(bad_unit(units.value(row), kind)),
            },
        }))
    })?))
}

fn last_day(args: &[ArrayRef]) -> Out {
    let values: ArrayRef = Arc::new(local(&args[0])?);
    let numbers = rows::bigint(&values)?.clone();
    Ok(Arc::new(rows::to_number::<Date32Type>(&[values], |row| {
        let (year, month, _) = civil(numbers.value(row).div_euclid(DAY));
        Ok(days(year, month, days_in_month(year, month)))
    })?))
}

fn from_unixtime(args: &[ArrayRef]) -> Out {
    let seconds = rows::double(&args[0])?;
    let out: TimestampMillisecondArray = rows::to_number(args, |row| unix_millis(seconds.value(row)).map(Some))?;
    Ok(Arc::new(out.with_timezone("UTC")))
}

/// Seconds since 1970 as milliseconds.
pub fn unix_millis(seconds: f64) -> Result<i64, EngineError> {
    let millis = (seconds * 1000.0).round();
    if millis.abs() < 9e15 {
        return Ok(millis as i64);
    }
    Err(EngineError::user("INVALID_FUNCTION_ARGUMENT", format_args!("Unix time out of range: {seconds}")))
}

fn to_unixtime(args: &[ArrayRef]) -> Out {
    let seconds = match args[0].data_type() {
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            fine::in_unit(&args[0], TimeUnit::Microsecond)?.unary::<_, Float64Type>(|micros| micros as f64 / 1e6)
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            // Source: Trino, `DateTimeFunctions.toUnixTime` of a timestamp beyond microseconds.
            let whole =
                |nanos: i64| nanos.div_euclid(1_000) as f64 / 1e6 + (nanos.rem_euclid(1_000) * 1_000) as f64 / 1e18;
            fine::in_unit(&args[0], TimeUnit::Nanosecond)?.unary::<_, Float64Type>(whole)
        }
        _ => rows::millis(&args[0])?.unary::<_, Float64Type>(|millis| millis as f64 / 1000.0),
    };
    Ok(Arc::new(seconds))
}

fn from_iso_date(args: &[ArrayRef]) -> Out {
    let texts = rows::text(&args[0])?;
    Ok(Arc::new(rows::to_number::<Date32Type>(args, |row| {
        let text = texts.value(row);
        parse::iso_date(text)
            .map(Some)
            .ok_or_else(|| EngineError::user("INVALID_FUNCTION_ARGUMENT", format_args!("Invalid format: \"{text}\"")))
    })?))
}

fn to_iso(args: &[ArrayRef]) -> Out {
    let kind = args[0].data_type().clone();
    let (values, instants, below) = (local(&args[0])?, rows::millis(&args[0])?, fine::below(&args[0])?);
    let present: Vec<ArrayRef> = vec![Arc::new(values.clone())];
    rows::to_text(&present, |row| {
        let mut out = String::new();
        match &kind {
            DataType::Date32 => format::date(values.value(row).div_euclid(DAY), &mut out),
            DataType::Timestamp(unit, zone) => {
                let below = below.as_ref().map_or(0, |below| below.value(row));
                format::timestamp_digits(values.value(row), below, fine::digits(*unit), &mut out);
                out = out.replacen(' ', "T", 1);
                match zone.as_deref() {
                    None => {}
                    Some(zone) if zones::offset_millis(zone, instants.value(row)) == Some(0) => out.push('Z'),
                    Some(zone) => {
                        let offset = zones::offset_millis(zone, instants.value(row)).unwrap_or(0) / 60_000;
                        let sign = if offset < 0 { '-' } else { '+' };
                        out.push_str(&format!("{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60));
                    }
                }
            }
            _ => {}
        }
        Ok(Some(out))
    })
}

/// The distance of a zone from universal time, in a unit, within a larger one.
fn offset(args: &[ArrayRef], unit: i64, within: i64) -> Out {
    let (locals, instants) = (local(&args[0])?, rows::millis(&args[0])?);
    Ok(Arc::new(rows::to_number::<Int64Type>(args, |row| {
        Ok(Some((locals.value(row) - instants.value(row)) / unit % within))
    })?))
}

fn duration_types(kinds: &[DataType]) -> Option<Vec<DataType>> {
    matches!(kinds, [DataType::Duration(_)]).then(|| vec![DataType::Duration(TimeUnit::Millisecond)])
}

fn to_milliseconds(args: &[ArrayRef]) -> Out {
    Ok(compute::cast(&args[0], &DataType::Int64)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_iso_weeks() {
        let day = |text: &str| i64::from(parse::date(text).expect("a day"));
        assert_eq!(weekday(day("2024-01-07")), 7);
        assert_eq!(iso_week(day("2021-01-03")), (2020, 53));
        assert_eq!(iso_week(day("2024-12-30")), (2025, 1));
    }

    #[test]
    fn months_are_clipped() {
        let at = |text: &str| parse::timestamp_millis(text).expect("a time");
        assert_eq!(months_between(at("2020-01-31"), at("2020-02-29")), 1);
        assert_eq!(months_between(at("2020-01-31"), at("2020-02-28")), 0);
        assert_eq!(months_between(at("2020-03-31"), at("2020-02-29")), -1);
        assert_eq!(months_between(at("2020-02-29"), at("2020-01-31")), -1);
        assert_eq!(months_between(at("2020-02-29 01:00:00"), at("2020-01-31 02:00:00")), 0);
        assert_eq!(years_between(at("2020-02-29"), at("2021-02-28")), 1);
        assert_eq!(years_between(at("2019-03-01"), at("2020-02-29")), 0);
        assert_eq!(years_between(at("2019-03-01"), at("2020-03-01")), 1);
        assert_eq!(add_months(at("2020-01-31"), 1), Some(at("2020-02-29")));
    }
}
