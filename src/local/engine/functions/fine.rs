//! Times of the four precisions that the engine has: seconds, milliseconds, microseconds and nanoseconds.
//!
//! Most functions work on milliseconds. What a time has below them is kept beside, in nanoseconds, and put back.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Int32Array, Int64Array};
use datafusion::arrow::datatypes::{
    DataType, Decimal128Type, Int64Type, Time32MillisecondType, Time32SecondType, Time64MicrosecondType,
    Time64NanosecondType, TimeUnit, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType,
};

use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Args, Returns};
use crate::engine::error::EngineError;

/// Nanoseconds of a day.
pub const DAY_NANOS: i64 = 86_400_000_000_000;

pub fn register(r: &mut Registry) {
    macro_rules! wider {
        ($($name:literal => $unit:expr),* $(,)?) => {$(
            r.add($name, Args::Rule(one_timestamp), Returns::Rule(|kinds| in_type(kinds, $unit)), |a| match a[0].data_type() {
                DataType::Timestamp(_, zone) => Ok(timestamps(&in_unit(&a[0], $unit)?, $unit, zone.clone())),
                _ => Err(EngineError::system("no timestamp")),
            });
        )*};
    }
    wider! {
        "$to_millis" => TimeUnit::Millisecond,
        "$to_micros" => TimeUnit::Microsecond,
        "$to_nanos" => TimeUnit::Nanosecond,
    }
    let nanos = Returns::Rule(|_| Some(DataType::Timestamp(TimeUnit::Nanosecond, Some(Arc::from("UTC")))));
    r.add("from_unixtime_nanos", Args::Rule(nanos_types), nanos, from_unixtime_nanos);
}

/// A whole number of nanoseconds, or a decimal one, which is rounded to such.
fn nanos_types(kinds: &[DataType]) -> Option<Vec<DataType>> {
    match kinds {
        [DataType::Null | DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64] => {
            Some(vec![DataType::Int64])
        }
        [DataType::Decimal128(_, _)] => Some(kinds.to_vec()),
        _ => None,
    }
}

fn from_unixtime_nanos(args: &[ArrayRef]) -> Out {
    let nanos = match args[0].data_type() {
        DataType::Decimal128(_, scale) => {
            let shift = -i32::from(*scale);
            args[0]
                .as_primitive::<Decimal128Type>()
                .iter()
                .map(|value| {
                    let whole =
                        value.map(|value| super::parse::rescale(value, shift).and_then(|value| value.try_into().ok()));
                    whole.map(|value| value.ok_or_else(out_of_range)).transpose()
                })
                .collect::<Result<Int64Array, EngineError>>()?
        }
        _ => rows::bigint(&args[0])?.clone(),
    };
    Ok(timestamps(&nanos, TimeUnit::Nanosecond, Some(Arc::from("UTC"))))
}

fn one_timestamp(kinds: &[DataType]) -> Option<Vec<DataType>> {
    matches!(kinds, [DataType::Timestamp(_, _)]).then(|| kinds.to_vec())
}

fn in_type(kinds: &[DataType], unit: TimeUnit) -> Option<DataType> {
    match kinds {
        [DataType::Timestamp(_, zone)] => Some(DataType::Timestamp(unit, zone.clone())),
        _ => None,
    }
}

/// The digits that a fraction of a second has in a unit.
pub fn digits(unit: TimeUnit) -> usize {
    match unit {
        TimeUnit::Second => 0,
        TimeUnit::Millisecond => 3,
        TimeUnit::Microsecond => 6,
        TimeUnit::Nanosecond => 9,
    }
}

/// The unit whose fractions have so many digits.
pub fn unit(digits: usize) -> Option<TimeUnit> {
    Some(match digits {
        0 => TimeUnit::Second,
        3 => TimeUnit::Millisecond,
        6 => TimeUnit::Microsecond,
        9 => TimeUnit::Nanosecond,
        _ => return None,
    })
}

/// The finer of two units.
pub fn finer(a: TimeUnit, b: TimeUnit) -> TimeUnit {
    if digits(a) > digits(b) { a } else { b }
}

/// The type of times of day of a unit.
pub fn time_type(unit: TimeUnit) -> DataType {
    match unit {
        TimeUnit::Second | TimeUnit::Millisecond => DataType::Time32(unit),
        TimeUnit::Microsecond | TimeUnit::Nanosecond => DataType::Time64(unit),
    }
}

/// Whether a type is that of timestamps that are finer than milliseconds.
pub fn is_fine(kind: &DataType) -> bool {
    matches!(kind, DataType::Timestamp(TimeUnit::Microsecond | TimeUnit::Nanosecond, _))
}

/// Whether there is a time finer than milliseconds in a type, however deep.
pub fn has_fine(kind: &DataType) -> bool {
    match kind {
        DataType::Time64(_) => true,
        DataType::List(item) | DataType::LargeList(item) | DataType::Map(item, _) => has_fine(item.data_type()),
        DataType::Struct(fields) => fields.iter().any(|field| has_fine(field.data_type())),
        other => is_fine(other),
    }
}

fn out_of_range() -> EngineError {
    EngineError::user("NUMERIC_VALUE_OUT_OF_RANGE", "a time is out of the range of its precision")
}

/// A number of one unit in another, rounded half up.
fn rescaled(value: i64, from: TimeUnit, to: TimeUnit) -> Result<i64, EngineError> {
    let (have, want) = (digits(from) as u32, digits(to) as u32);
    if want >= have {
        return value.checked_mul(10_i64.pow(want - have)).ok_or_else(out_of_range);
    }
    let factor = 10_i64.pow(have - want);
    Ok(value.div_euclid(factor) + i64::from(value.rem_euclid(factor) * 2 >= factor))
}

/// The values of a timestamp in another unit, rounded half up.
pub fn in_unit(array: &ArrayRef, unit: TimeUnit) -> Result<Int64Array, EngineError> {
    let DataType::Timestamp(from, _) = array.data_type() else { return Err(EngineError::system("no timestamp")) };
    let values = datafusion::arrow::compute::cast(array, &DataType::Int64)?;
    rows::bigint(&values)?.try_unary(|value| rescaled(value, *from, unit))
}

/// Numbers as timestamps.
pub fn timestamps(values: &Int64Array, unit: TimeUnit, zone: Option<Arc<str>>) -> ArrayRef {
    match unit {
        TimeUnit::Second => Arc::new(values.reinterpret_cast::<TimestampSecondType>().with_timezone_opt(zone)),
        TimeUnit::Millisecond => {
            Arc::new(values.reinterpret_cast::<TimestampMillisecondType>().with_timezone_opt(zone))
        }
        TimeUnit::Microsecond => {
            Arc::new(values.reinterpret_cast::<TimestampMicrosecondType>().with_timezone_opt(zone))
        }
        TimeUnit::Nanosecond => Arc::new(values.reinterpret_cast::<TimestampNanosecondType>().with_timezone_opt(zone)),
    }
}

/// What times have below their last whole millisecond, in nanoseconds; none when they are not that fine.
pub fn below(array: &ArrayRef) -> Result<Option<Int64Array>, EngineError> {
    let (within, nanos) = match array.data_type() {
        DataType::Timestamp(TimeUnit::Microsecond, _) => (1_000, 1_000),
        DataType::Timestamp(TimeUnit::Nanosecond, _) => (1_000_000, 1),
        _ => return Ok(None),
    };
    let values = datafusion::arrow::compute::cast(array, &DataType::Int64)?;
    Ok(Some(rows::bigint(&values)?.unary(|value| value.rem_euclid(within) * nanos)))
}

/// Milliseconds, and the nanoseconds below them, as numbers of a unit.
pub fn joined(millis: &Int64Array, below: Option<&Int64Array>, unit: TimeUnit) -> Result<Int64Array, EngineError> {
    let under = |row: usize| below.map_or(0, |below| below.value(row));
    let each = |row: usize| -> Result<Option<i64>, EngineError> {
        if millis.is_null(row) {
            return Ok(None);
        }
        let value = millis.value(row);
        let scaled = match unit {
            TimeUnit::Second => return rescaled(value, TimeUnit::Millisecond, unit).map(Some),
            TimeUnit::Millisecond => Some(value),
            TimeUnit::Microsecond => value.checked_mul(1_000).and_then(|value| value.checked_add(under(row) / 1_000)),
            TimeUnit::Nanosecond => value.checked_mul(1_000_000).and_then(|value| value.checked_add(under(row))),
        };
        scaled.map(Some).ok_or_else(out_of_range)
    };
    (0..millis.len()).map(each).collect()
}

/// The nearest milliseconds of times, for what writes no more than those.
pub fn nearest_millis(array: &ArrayRef) -> Out {
    match array.data_type() {
        DataType::Timestamp(TimeUnit::Microsecond | TimeUnit::Nanosecond, zone) => {
            Ok(timestamps(&in_unit(array, TimeUnit::Millisecond)?, TimeUnit::Millisecond, zone.clone()))
        }
        _ => Ok(Arc::clone(array)),
    }
}

/// Times of day in nanoseconds since midnight.
pub fn nanos_of_day(array: &ArrayRef) -> Result<Int64Array, EngineError> {
    Ok(match array.data_type() {
        DataType::Time32(TimeUnit::Second) => {
            array.as_primitive::<Time32SecondType>().unary::<_, Int64Type>(|value| i64::from(value) * 1_000_000_000)
        }
        DataType::Time32(_) => {
            array.as_primitive::<Time32MillisecondType>().unary::<_, Int64Type>(|value| i64::from(value) * 1_000_000)
        }
        DataType::Time64(TimeUnit::Microsecond) => {
            array.as_primitive::<Time64MicrosecondType>().unary::<_, Int64Type>(|value| value * 1_000)
        }
        DataType::Time64(_) => array.as_primitive::<Time64NanosecondType>().unary::<_, Int64Type>(|value| value),
        _ => return Err(EngineError::system("no time of day")),
    })
}

/// Nanoseconds since midnight as times of day of a unit: rounded half up, and within one day.
pub fn times_of_day(nanos: &Int64Array, unit: TimeUnit) -> ArrayRef {
    let factor = 10_i64.pow(9 - digits(unit) as u32);
    let rounded: Int64Array = nanos.unary(|value| {
        let value = value.rem_euclid(DAY_NANOS);
        ((value + factor / 2) / factor * factor) % DAY_NANOS / factor
    });
    match unit {
        TimeUnit::Second | TimeUnit::Millisecond => {
            // A day has fewer milliseconds than 32 bits hold.
            let small: Int32Array = rounded.unary(|value| value as i32);
            if unit == TimeUnit::Second {
                Arc::new(small.reinterpret_cast::<Time32SecondType>())
            } else {
                Arc::new(small.reinterpret_cast::<Time32MillisecondType>())
            }
        }
        TimeUnit::Microsecond => Arc::new(rounded.reinterpret_cast::<Time64MicrosecondType>()),
        TimeUnit::Nanosecond => Arc::new(rounded.reinterpret_cast::<Time64NanosecondType>()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precisions_are_rounded_half_up() {
        let (millis, micros) = (TimeUnit::Millisecond, TimeUnit::Microsecond);
        for (value, expected) in [(499, 0), (500, 1), (-500, 0), (-501, -1), (1_499, 1)] {
            assert_eq!(rescaled(value, micros, millis).expect("in range"), expected, "{value}");
        }
        assert!(rescaled(i64::MAX, millis, micros).is_err());
    }

    #[test]
    fn times_of_day_stay_within_a_day() {
        let nanos = Int64Array::from(vec![DAY_NANOS - 1, -1_000_000_000, 1_499_999]);
        let times = times_of_day(&nanos, TimeUnit::Millisecond);
        let back = nanos_of_day(&times).expect("times");
        assert_eq!(back.values().as_ref(), &[0, DAY_NANOS - 1_000_000_000, 1_000_000]);
    }
}
