//! The text form that Athena gives each value in results.

use std::fmt::{Display, UpperExp, Write as _};

use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::arrow::datatypes::{
    DataType, Date32Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    IntervalDayTimeType, IntervalMonthDayNanoType, IntervalUnit, IntervalYearMonthType, TimeUnit,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt64Type,
};

use super::error::EngineError;
use super::functions::{address, fine, parse, rows};
use super::types::is_unnamed;
use super::zones;

/// The text of a cell; none for NULL.
pub fn format_cell(array: &ArrayRef, row: usize) -> Option<String> {
    let mut out = String::new();
    write_cell(array.as_ref(), row, &mut out).then_some(out)
}

/// Appends the text of a cell; `false`, and nothing appended, for NULL.
pub fn write_cell(array: &dyn Array, row: usize, out: &mut String) -> bool {
    if array.is_null(row) || array.data_type() == &DataType::Null {
        return false;
    }
    macro_rules! number {
        ($kind:ty) => {{
            // Writing to a string cannot fail.
            let _ = write!(out, "{}", array.as_primitive::<$kind>().value(row));
        }};
    }
    match array.data_type() {
        DataType::Boolean => out.push_str(if array.as_boolean().value(row) { "true" } else { "false" }),
        DataType::Int8 => number!(Int8Type),
        DataType::Int16 => number!(Int16Type),
        DataType::Int32 => number!(Int32Type),
        DataType::Int64 => number!(Int64Type),
        DataType::UInt64 => number!(UInt64Type),
        DataType::Float32 => java_float(array.as_primitive::<Float32Type>().value(row), out),
        DataType::Float64 => java_double(array.as_primitive::<Float64Type>().value(row), out),
        DataType::Decimal128(_, scale) => decimal(array.as_primitive::<Decimal128Type>().value(row), *scale, out),
        DataType::Utf8 => out.push_str(array.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => out.push_str(array.as_string::<i64>().value(row)),
        DataType::Utf8View => out.push_str(array.as_string_view().value(row)),
        DataType::Binary => hex_bytes(array.as_binary::<i32>().value(row), out),
        DataType::LargeBinary => hex_bytes(array.as_binary::<i64>().value(row), out),
        DataType::BinaryView => hex_bytes(array.as_binary_view().value(row), out),
        DataType::Date32 => date(i64::from(array.as_primitive::<Date32Type>().value(row)), out),
        DataType::Timestamp(unit, zone) => {
            let millis = match unit {
                TimeUnit::Second => array.as_primitive::<TimestampSecondType>().value(row).saturating_mul(1000),
                TimeUnit::Millisecond => array.as_primitive::<TimestampMillisecondType>().value(row),
                TimeUnit::Microsecond => array.as_primitive::<TimestampMicrosecondType>().value(row).div_euclid(1000),
                TimeUnit::Nanosecond => {
                    array.as_primitive::<TimestampNanosecondType>().value(row).div_euclid(1_000_000)
                }
            };
            match zone {
                None => timestamp(millis, out),
                Some(zone) => {
                    timestamp(millis + zones::offset_millis(zone, millis).unwrap_or(0), out);
                    out.push(' ');
                    out.push_str(zones::display(zone));
                }
            }
        }
        DataType::Time32(_) | DataType::Time64(_) => match fine::nanos_of_day(&array.slice(row, 1)) {
            Ok(nanos) => time_digits(nanos.value(0), 3, out),
            Err(_) => return false,
        },
        DataType::FixedSizeBinary(16) => uuid_text(array.as_fixed_size_binary().value(row), out),
        DataType::FixedSizeBinary(17) => out.push_str(&address::text(array.as_fixed_size_binary().value(row))),
        DataType::List(_) => list(&array.as_list::<i32>().value(row), out),
        DataType::LargeList(_) => list(&array.as_list::<i64>().value(row), out),
        DataType::Map(_, _) => {
            let entries = array.as_map().value(row);
            out.push('{');
            for index in 0..entries.len() {
                if index > 0 {
                    out.push_str(", ");
                }
                nested(entries.column(0).as_ref(), index, out);
                out.push('=');
                nested(entries.column(1).as_ref(), index, out);
            }
            out.push('}');
        }
        DataType::Struct(fields) => {
            let values = array.as_struct();
            out.push('{');
            for (index, field) in fields.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                if !is_unnamed(field.name()) {
                    out.push_str(field.name());
                    out.push('=');
                }
                nested(values.column(index).as_ref(), row, out);
            }
            out.push('}');
        }
        DataType::Interval(IntervalUnit::YearMonth) => {
            months(i64::from(array.as_primitive::<IntervalYearMonthType>().value(row)), out);
        }
        DataType::Interval(IntervalUnit::DayTime) => {
            let value = array.as_primitive::<IntervalDayTimeType>().value(row);
            day_time(i64::from(value.days) * 86_400_000 + i64::from(value.milliseconds), out);
        }
        DataType::Interval(IntervalUnit::MonthDayNano) => {
            let value = array.as_primitive::<IntervalMonthDayNanoType>().value(row);
            if value.months != 0 && value.days == 0 && value.nanoseconds == 0 {
                months(i64::from(value.months), out);
            } else {
                day_time(i64::from(value.days) * 86_400_000 + value.nanoseconds / 1_000_000, out);
            }
        }
        DataType::Duration(unit) => {
            let value = datafusion::arrow::compute::cast(&array.slice(row, 1), &DataType::Int64).ok();
            let value = value.map_or(0, |array| array.as_primitive::<Int64Type>().value(0));
            day_time(
                match unit {
                    TimeUnit::Second => value * 1000,
                    TimeUnit::Millisecond => value,
                    TimeUnit::Microsecond => value / 1000,
                    TimeUnit::Nanosecond => value / 1_000_000,
                },
                out,
            );
        }
        other => {
            let _ = write!(out, "<{other}>");
        }
    }
    true
}

/// The same with the digits that a time's own type has, as casts write it. Results always have three.
pub fn write_precise(array: &dyn Array, row: usize, out: &mut String) -> Result<bool, EngineError> {
    if array.is_null(row) {
        return Ok(false);
    }
    match array.data_type() {
        DataType::Timestamp(unit, zone) if *unit != TimeUnit::Millisecond => {
            let one = array.slice(row, 1);
            let instant = rows::millis(&one)?.value(0);
            let below = fine::below(&one)?.map_or(0, |below| below.value(0));
            let offset = zone.as_deref().and_then(|zone| zones::offset_millis(zone, instant)).unwrap_or(0);
            timestamp_digits(instant + offset, below, fine::digits(*unit), out);
            if let Some(zone) = zone {
                out.push(' ');
                out.push_str(zones::display(zone));
            }
            Ok(true)
        }
        DataType::Time32(unit) | DataType::Time64(unit) => {
            time_digits(fine::nanos_of_day(&array.slice(row, 1))?.value(0), fine::digits(*unit), out);
            Ok(true)
        }
        _ => Ok(write_cell(array, row, out)),
    }
}

/// A value inside another one: NULL is a word there.
fn nested(array: &dyn Array, row: usize, out: &mut String) {
    if !write_cell(array, row, out) {
        out.push_str("null");
    }
}

fn list(items: &ArrayRef, out: &mut String) {
    out.push('[');
    for index in 0..items.len() {
        if index > 0 {
            out.push_str(", ");
        }
        nested(items.as_ref(), index, out);
    }
    out.push(']');
}

fn hex_bytes(bytes: &[u8], out: &mut String) {
    for (index, byte) in bytes.iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        let _ = write!(out, "{byte:02x}");
    }
}

/// `2017-01-01`
pub fn date(days: i64, out: &mut String) {
    let (year, month, day) = parse::civil(days);
    let _ = write!(out, "{year:04}-{month:02}-{day:02}");
}

/// `2017-01-01 00:00:00.000`
pub fn timestamp(millis: i64, out: &mut String) {
    timestamp_seconds(millis, out);
    let _ = write!(out, ".{:03}", millis.rem_euclid(1000));
}

/// `2017-01-01 00:00:00`
pub fn timestamp_seconds(millis: i64, out: &mut String) {
    date(millis.div_euclid(86_400_000), out);
    let second = millis.rem_euclid(86_400_000) / 1000;
    let _ = write!(out, " {:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
}

/// A timestamp with so many digits of its fraction, of milliseconds and the nanoseconds below them.
pub fn timestamp_digits(millis: i64, below: i64, digits: usize, out: &mut String) {
    timestamp_seconds(millis, out);
    fraction(millis.rem_euclid(1000) * 1_000_000 + below, digits, out);
}

/// A time of day, of its nanoseconds.
pub fn time_digits(nanos: i64, digits: usize, out: &mut String) {
    let second = nanos / 1_000_000_000;
    let _ = write!(out, "{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
    fraction(nanos % 1_000_000_000, digits, out);
}

fn fraction(nanos: i64, digits: usize, out: &mut String) {
    if digits > 0 {
        let _ = write!(out, ".{:0digits$}", nanos / 10_i64.pow(9_u32.saturating_sub(digits as u32)));
    }
}

/// `12151fd2-7586-11e9-8f9e-2a86e4085a59`
fn uuid_text(bytes: &[u8], out: &mut String) {
    for (index, byte) in bytes.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        let _ = write!(out, "{byte:02x}");
    }
}

/// `3-5`
fn months(months: i64, out: &mut String) {
    if months < 0 {
        out.push('-');
    }
    let months = months.abs();
    let _ = write!(out, "{}-{}", months / 12, months % 12);
}

/// `0 00:00:00.043`
fn day_time(millis: i64, out: &mut String) {
    if millis < 0 {
        out.push('-');
    }
    let millis = millis.abs();
    let second = millis / 1000;
    let _ = write!(
        out,
        "{} {:02}:{:02}:{:02}.{:03}",
        second / 86_400,
        second / 3600 % 24,
        second / 60 % 60,
        second % 60,
        millis % 1000
    );
}

/// `-1.50`
pub fn decimal(value: i128, scale: i8, out: &mut String) {
    if value < 0 {
        out.push('-');
    }
    let digits = value.unsigned_abs();
    if scale <= 0 {
        let _ = write!(out, "{digits}");
        return;
    }
    let unit = 10_u128.pow(scale as u32);
    let _ = write!(out, "{}.{:0width$}", digits / unit, digits % unit, width = scale as usize);
}

/// As Java's `Double.toString`: `1.0`, `1.0E7`, `1.0E-4`.
pub fn java_double(value: f64, out: &mut String) {
    if value.is_nan() {
        out.push_str("NaN");
    } else if value.is_infinite() {
        out.push_str(if value > 0.0 { "Infinity" } else { "-Infinity" });
    } else {
        java_digits(value, value == 0.0 || (1e-3..1e7).contains(&value.abs()), out);
    }
}

/// The shortest digits that are this number and no other of its type.
///
/// Where one digit would do, Java takes the nearest number of two: the smallest double is `4.9E-324`.
fn java_digits(value: impl Display + UpperExp + Copy, is_plain: bool, out: &mut String) {
    let at = out.len();
    if is_plain {
        let _ = write!(out, "{value}");
        if !out[at..].contains('.') {
            out.push_str(".0");
        }
    } else {
        let _ = write!(out, "{value:E}");
        complete_mantissa(value, out, at);
    }
}

/// As Java's `Float.toString`.
pub fn java_float(value: f32, out: &mut String) {
    if value.is_nan() || value.is_infinite() {
        return java_double(f64::from(value), out);
    }
    java_digits(value, value == 0.0 || (1e-3..1e7).contains(&value.abs()), out);
}

/// As Trino casts a double to text: always with an exponent, `1.5E0`.
pub fn scientific(value: f64, out: &mut String) {
    if value.is_nan() || value.is_infinite() {
        return java_double(value, out);
    }
    let at = out.len();
    let _ = write!(out, "{value:E}");
    complete_mantissa(value, out, at);
}

/// The same for a real.
pub fn scientific_real(value: f32, out: &mut String) {
    if value.is_nan() || value.is_infinite() {
        return java_double(f64::from(value), out);
    }
    let at = out.len();
    let _ = write!(out, "{value:E}");
    complete_mantissa(value, out, at);
}

/// Java writes at least one digit behind the point.
fn complete_mantissa(value: impl UpperExp, out: &mut String, at: usize) {
    if !out[at..].contains('.') {
        out.truncate(at);
        let _ = write!(out, "{value:.1E}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn double(value: f64) -> String {
        let mut out = String::new();
        java_double(value, &mut out);
        out
    }

    #[test]
    fn doubles_are_written_as_java_writes_them() {
        for (value, expected) in [
            (1.0, "1.0"),
            (12.8, "12.8"),
            (-0.5, "-0.5"),
            (0.001, "0.001"),
            (0.0001, "1.0E-4"),
            (1e7, "1.0E7"),
            (5e-324, "4.9E-324"),
            (2e23, "2.0E23"),
            (12_345_678.9, "1.23456789E7"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ] {
            assert_eq!(double(value), expected);
        }
        let mut out = String::new();
        scientific(1.5, &mut out);
        assert_eq!(out, "1.5E0");
    }

    #[test]
    fn times_have_three_digits() {
        let mut out = String::new();
        timestamp(1_483_228_800_000, &mut out);
        assert_eq!(out, "2017-01-01 00:00:00.000");
        out.clear();
        timestamp(-1, &mut out);
        assert_eq!(out, "1969-12-31 23:59:59.999");
        out.clear();
        decimal(-150, 2, &mut out);
        assert_eq!(out, "-1.50");
    }
}
