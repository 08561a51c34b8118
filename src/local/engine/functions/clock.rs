//! Times of day: their parts, and what is added to them. They go round: after the last moment of a day comes the first.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Int64Array};
use datafusion::arrow::datatypes::{DataType, DurationMillisecondType, Int64Type, TimeUnit};

use super::fine::{DAY_NANOS, finer, nanos_of_day, time_type, times_of_day};
use super::interval::DURATION;
use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::error::EngineError;

const SECOND: i64 = 1_000_000_000;

pub fn register(r: &mut Registry) {
    use Arg::{Bigint, Text, Time};
    r.add("hour", Args::Exact(&[Time]), Returns::Bigint, |a| part(a, |nanos| nanos / (3600 * SECOND)));
    r.add("minute", Args::Exact(&[Time]), Returns::Bigint, |a| part(a, |nanos| nanos / (60 * SECOND) % 60));
    r.add("second", Args::Exact(&[Time]), Returns::Bigint, |a| part(a, |nanos| nanos / SECOND % 60));
    r.add("millisecond", Args::Exact(&[Time]), Returns::Bigint, |a| part(a, |nanos| nanos % SECOND / 1_000_000));
    r.add("date_trunc", Args::Exact(&[Text, Time]), Returns::Same(1), truncate);
    r.add("date_add", Args::Exact(&[Text, Bigint, Time]), Returns::Same(2), add);
    r.add("date_diff", Args::Exact(&[Text, Time, Time]), Returns::Bigint, difference);
    r.add("$plus_time", Args::Rule(time_and_span), Returns::Rule(moved), |a| shift(a, 1));
    r.add("$minus_time", Args::Rule(time_and_span), Returns::Rule(moved), |a| shift(a, -1));
    r.add("$time_between", Args::Rule(two_times), Returns::Rule(|_| Some(DURATION)), between);
}

/// The unit of a time of day.
pub fn unit_of(kind: &DataType) -> Option<TimeUnit> {
    match kind {
        DataType::Time32(unit) | DataType::Time64(unit) => Some(*unit),
        _ => None,
    }
}

fn time_and_span(kinds: &[DataType]) -> Option<Vec<DataType>> {
    matches!(kinds, [time, DURATION] if unit_of(time).is_some()).then(|| kinds.to_vec())
}

fn two_times(kinds: &[DataType]) -> Option<Vec<DataType>> {
    // What is between finer ones is no interval of whole milliseconds.
    matches!(kinds, [DataType::Time32(_), DataType::Time32(_)]).then(|| kinds.to_vec())
}

/// A span has milliseconds, so that a time has them once it is moved by one.
fn moved(kinds: &[DataType]) -> Option<DataType> {
    Some(time_type(finer(unit_of(kinds.first()?)?, TimeUnit::Millisecond)))
}

fn of_type(nanos: &Int64Array, kind: &DataType) -> Out {
    let unit = unit_of(kind).ok_or_else(|| EngineError::system("no time of day"))?;
    Ok(times_of_day(nanos, unit))
}

fn part(args: &[ArrayRef], each: impl Fn(i64) -> i64) -> Out {
    let values: Int64Array = nanos_of_day(&args[0])?.unary(each);
    Ok(Arc::new(values))
}

/// The nanoseconds of a field of a time of day.
fn length(unit: &str) -> Result<i64, EngineError> {
    Ok(match unit.to_ascii_lowercase().as_str() {
        "millisecond" => 1_000_000,
        "second" => SECOND,
        "minute" => 60 * SECOND,
        "hour" => 3600 * SECOND,
        _ => {
            return Err(EngineError::user(
                "INVALID_FUNCTION_ARGUMENT",
                format_args!("'{unit}' is not a valid TIME field"),
            ));
        }
    })
}

fn truncate(args: &[ArrayRef]) -> Out {
    let (units, values) = (rows::text(&args[0])?, nanos_of_day(&args[1])?);
    let out = rows::to_number::<Int64Type>(args, |row| {
        let length = length(units.value(row))?;
        Ok(Some(values.value(row) / length * length))
    })?;
    of_type(&out, args[1].data_type())
}

fn add(args: &[ArrayRef]) -> Out {
    let (units, amounts, values) = (rows::text(&args[0])?, rows::bigint(&args[1])?, nanos_of_day(&args[2])?);
    let out = rows::to_number::<Int64Type>(args, |row| {
        let length = length(units.value(row))?;
        // So many of the unit are a whole day.
        let within = amounts.value(row) % (DAY_NANOS / length);
        Ok(Some((values.value(row) + within * length).rem_euclid(DAY_NANOS)))
    })?;
    of_type(&out, args[2].data_type())
}

fn difference(args: &[ArrayRef]) -> Out {
    let units = rows::text(&args[0])?;
    let (from, to) = (nanos_of_day(&args[1])?, nanos_of_day(&args[2])?);
    Ok(Arc::new(rows::to_number::<Int64Type>(args, |row| {
        Ok(Some((to.value(row) - from.value(row)) / length(units.value(row))?))
    })?))
}

fn shift(args: &[ArrayRef], sign: i64) -> Out {
    let values = nanos_of_day(&args[0])?;
    let spans = args[1].as_primitive::<DurationMillisecondType>();
    let out = rows::to_number::<Int64Type>(args, |row| {
        let within = spans.value(row) % (DAY_NANOS / 1_000_000) * 1_000_000;
        Ok(Some((values.value(row) + sign * within).rem_euclid(DAY_NANOS)))
    })?;
    let kinds = [args[0].data_type().clone()];
    of_type(&out, &moved(&kinds).ok_or_else(|| EngineError::system("no time of day"))?)
}

fn between(args: &[ArrayRef]) -> Out {
    let (to, from) = (nanos_of_day(&args[0])?, nanos_of_day(&args[1])?);
    Ok(Arc::new(rows::to_number::<DurationMillisecondType>(args, |row| {
        Ok(Some((to.value(row) - from.value(row)) / 1_000_000))
    })?))
}
