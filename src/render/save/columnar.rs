//! Parquet and Arrow: each column in its type, some ten thousand rows at a time.

use std::fs::File;
use std::io::Write;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, BinaryBuilder, BooleanBuilder, Date32Builder, Decimal128Builder, Float32Builder, Float64Builder,
    Int8Builder, Int16Builder, Int32Builder, Int64Builder, StringBuilder, TimestampMicrosecondBuilder,
};
use datafusion::arrow::datatypes::{DataType, Field, Schema, TimeUnit};
use datafusion::arrow::ipc::writer::FileWriter;
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::Compression;
use datafusion::parquet::file::properties::WriterProperties;
use time::{Date, Month};

use super::FileKind;
use crate::domain::query::ResultColumn;
use crate::domain::query::batch::Batch;
use crate::domain::query::typed::rfc3339;
use crate::error::{Error, Result};
use crate::render::Rows;

/// Rows that are held before they are written.
const ROWS: usize = 65_536;

enum Writer<'a> {
    Parquet(Box<ArrowWriter<&'a mut File>>),
    Arrow(Box<FileWriter<&'a mut File>>),
}

/// Writes all rows.
pub fn write(file: &mut File, rows: &mut dyn Rows, kind: FileKind) -> Result<()> {
    let broken =
        |error: &dyn std::fmt::Display| Error::failed("the columns cannot be written").because(error.to_string());
    let names = names(rows);
    let kinds = rows.kinds().to_vec();
    let mut builders: Vec<Builder> = (0..names.len()).map(|index| Builder::of(kinds.get(index))).collect();
    let fields = names.iter().zip(&builders).map(|(name, builder)| Field::new(name, builder.data_type(), true));
    let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    let mut writer = if kind == FileKind::Parquet {
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let writer = ArrowWriter::try_new(file, schema.clone(), Some(properties)).map_err(|error| broken(&error))?;
        Writer::Parquet(Box::new(writer))
    } else {
        Writer::Arrow(Box::new(FileWriter::try_new(file, &schema).map_err(|error| broken(&error))?))
    };
    let (mut batch, mut held, mut written) = (Batch::new(names.len()), 0_usize, 0_u64);
    loop {
        let more = rows.next(&mut batch)?;
        for row in batch.rows() {
            for (index, cell) in row.cells().enumerate() {
                builders[index].push(cell).map_err(|kind| {
                    let text: String = cell.unwrap_or_default().chars().take(80).collect();
                    Error::failed(format!(
                        "row {}, column `{}`: `{text}` is no {kind}",
                        written + held as u64 + 1,
                        names[index]
                    ))
                })?;
            }
            held += 1;
            if held >= ROWS {
                flush(&mut writer, &schema, &mut builders).map_err(|error| broken(&error))?;
                written += held as u64;
                held = 0;
            }
        }
        batch.clear(names.len());
        if !more {
            break;
        }
    }
    if held > 0 {
        flush(&mut writer, &schema, &mut builders).map_err(|error| broken(&error))?;
    }
    match writer {
        Writer::Parquet(writer) => writer.close().map(|_| ()).map_err(|error| broken(&error)),
        Writer::Arrow(mut writer) => {
            writer.finish().map_err(|error| broken(&error))?;
            let file = writer.into_inner().map_err(|error| broken(&error))?;
            file.flush().map_err(|error| broken(&error))
        }
    }
}

/// Names must differ: a later one of the same name gets a number.
fn names(rows: &dyn Rows) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for column in rows.columns() {
        let (mut name, mut number) = (column.name.clone(), 1);
        while names.contains(&name) {
            number += 1;
            name = format!("{}_{number}", column.name);
        }
        names.push(name);
    }
    names
}

fn flush(writer: &mut Writer<'_>, schema: &Arc<Schema>, builders: &mut [Builder]) -> std::result::Result<(), String> {
    let columns = builders.iter_mut().map(Builder::finish).collect();
    let batch = RecordBatch::try_new(schema.clone(), columns).map_err(|error| error.to_string())?;
    match writer {
        Writer::Parquet(writer) => writer.write(&batch).map_err(|error| error.to_string()),
        Writer::Arrow(writer) => writer.write(&batch).map_err(|error| error.to_string()),
    }
}

/// A column that is being filled.
enum Builder {
    Bool(BooleanBuilder),
    Tiny(Int8Builder),
    Small(Int16Builder),
    Int(Int32Builder),
    Big(Int64Builder),
    Real(Float32Builder),
    Double(Float64Builder),
    Decimal(Decimal128Builder, u8, i8),
    Date(Date32Builder),
    Time(TimestampMicrosecondBuilder),
    ZonedTime(TimestampMicrosecondBuilder),
    Binary(BinaryBuilder),
    Text(StringBuilder),
}

impl Builder {
    fn of(kind: Option<&ResultColumn>) -> Self {
        let Some(column) = kind else { return Self::Text(StringBuilder::new()) };
        let name = column.kind.to_ascii_lowercase();
        match name.split('(').next().unwrap_or("").trim() {
            "boolean" => Self::Bool(BooleanBuilder::new()),
            "tinyint" => Self::Tiny(Int8Builder::new()),
            "smallint" => Self::Small(Int16Builder::new()),
            "integer" | "int" => Self::Int(Int32Builder::new()),
            "bigint" => Self::Big(Int64Builder::new()),
            "float" | "real" => Self::Real(Float32Builder::new()),
            "double" => Self::Double(Float64Builder::new()),
            "decimal" => {
                let (precision, scale) = (u8::try_from(column.precision), i8::try_from(column.scale));
                match (precision, scale) {
                    (Ok(precision @ 1..=38), Ok(scale))
                        if scale >= 0 && u8::try_from(scale).is_ok_and(|scale| scale <= precision) =>
                    {
                        let builder = Decimal128Builder::new().with_data_type(DataType::Decimal128(precision, scale));
                        Self::Decimal(builder, precision, scale)
                    }
                    _ => Self::Text(StringBuilder::new()),
                }
            }
            "date" => Self::Date(Date32Builder::new()),
            "timestamp" => Self::Time(TimestampMicrosecondBuilder::new()),
            "timestamp with time zone" => Self::ZonedTime(TimestampMicrosecondBuilder::new().with_timezone("UTC")),
            "varbinary" | "binary" => Self::Binary(BinaryBuilder::new()),
            _ => Self::Text(StringBuilder::new()),
        }
    }

    fn data_type(&self) -> DataType {
        match self {
            Self::Bool(_) => DataType::Boolean,
            Self::Tiny(_) => DataType::Int8,
            Self::Small(_) => DataType::Int16,
            Self::Int(_) => DataType::Int32,
            Self::Big(_) => DataType::Int64,
            Self::Real(_) => DataType::Float32,
            Self::Double(_) => DataType::Float64,
            Self::Decimal(_, precision, scale) => DataType::Decimal128(*precision, *scale),
            Self::Date(_) => DataType::Date32,
            Self::Time(_) => DataType::Timestamp(TimeUnit::Microsecond, None),
            Self::ZonedTime(_) => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
            Self::Binary(_) => DataType::Binary,
            Self::Text(_) => DataType::Utf8,
        }
    }

    /// Adds a value; the name of the type when the text is none of it.
    fn push(&mut self, cell: Option<&str>) -> std::result::Result<(), &'static str> {
        fn read<T: std::str::FromStr>(
            cell: Option<&str>,
            kind: &'static str,
        ) -> std::result::Result<Option<T>, &'static str> {
            cell.map(|text| text.parse::<T>().map_err(|_| kind)).transpose()
        }
        fn with<T>(
            cell: Option<&str>,
            kind: &'static str,
            read: impl Fn(&str) -> Option<T>,
        ) -> std::result::Result<Option<T>, &'static str> {
            cell.map(|text| read(text).ok_or(kind)).transpose()
        }
        match self {
            Self::Bool(builder) => builder.append_option(read(cell, "boolean")?),
            Self::Tiny(builder) => builder.append_option(read(cell, "tinyint")?),
            Self::Small(builder) => builder.append_option(read(cell, "smallint")?),
            Self::Int(builder) => builder.append_option(read(cell, "integer")?),
            Self::Big(builder) => builder.append_option(read(cell, "bigint")?),
            Self::Real(builder) => builder.append_option(read(cell, "real")?),
            Self::Double(builder) => builder.append_option(read(cell, "double")?),
            Self::Decimal(builder, precision, scale) => {
                builder.append_option(with(cell, "decimal of its column", |text| decimal(text, *precision, *scale))?);
            }
            Self::Date(builder) => builder.append_option(with(cell, "date between the years 0 and 9999", days)?),
            Self::Time(builder) => builder.append_option(with(cell, "timestamp in microseconds", micros)?),
            Self::ZonedTime(builder) => {
                let kind = "timestamp with an offset of its own: convert it with AT TIME ZONE 'UTC'";
                builder.append_option(with(cell, kind, micros)?);
            }
            Self::Binary(builder) => builder.append_option(with(cell, "bytes in hexadecimal", bytes)?),
            Self::Text(builder) => builder.append_option(cell),
        }
        Ok(())
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Bool(builder) => Arc::new(builder.finish()),
            Self::Tiny(builder) => Arc::new(builder.finish()),
            Self::Small(builder) => Arc::new(builder.finish()),
            Self::Int(builder) => Arc::new(builder.finish()),
            Self::Big(builder) => Arc::new(builder.finish()),
            Self::Real(builder) => Arc::new(builder.finish()),
            Self::Double(builder) => Arc::new(builder.finish()),
            Self::Decimal(builder, ..) => Arc::new(builder.finish()),
            Self::Date(builder) => Arc::new(builder.finish()),
            Self::Time(builder) | Self::ZonedTime(builder) => Arc::new(builder.finish()),
            Self::Binary(builder) => Arc::new(builder.finish()),
            Self::Text(builder) => Arc::new(builder.finish()),
        }
    }
}

/// The digits of a decimal as a whole number.
fn decimal(text: &str, precision: u8, scale: i8) -> Option<i128> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let scale = usize::try_from(scale).ok()?;
    let is_plain = !whole.is_empty() && whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
    if !is_plain || fraction.len() > scale {
        return None;
    }
    let digits = format!("{whole}{fraction:0<scale$}");
    let significant = digits.trim_start_matches('0');
    if significant.len() > usize::from(precision) {
        return None;
    }
    digits.parse::<i128>().ok().map(|value| sign * value)
}

fn date(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 {
        return None;
    }
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
}

fn days(text: &str) -> Option<i32> {
    const EPOCH: i32 = 2_440_588;
    date(text).map(|date| date.to_julian_day() - EPOCH)
}

fn micros(text: &str) -> Option<i64> {
    let text = rfc3339(text)?;
    let (day, rest) = text.split_once('T')?;
    let zone = rest.find(['Z', '+', '-'])?;
    let (clock, offset) = rest.split_at(zone);
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    // What is finer than microseconds would be lost.
    if fraction.len() > 6 && fraction[6..].bytes().any(|byte| byte != b'0') {
        return None;
    }
    let number = |text: &str| text.parse::<i64>().ok();
    let clock: Vec<i64> = whole.split(':').map(number).collect::<Option<_>>()?;
    let seconds = i64::from(days(day)?) * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2];
    let shift = match offset.strip_prefix(['+', '-']).and_then(|offset| offset.split_once(':')) {
        Some((hours, minutes)) => {
            (number(hours)? * 3600 + number(minutes)? * 60) * if offset.starts_with('-') { -1 } else { 1 }
        }
        None => 0,
    };
    let fraction: String = format!("{fraction:0<6}").chars().take(6).collect();
    (seconds - shift).checked_mul(1_000_000)?.checked_add(number(&fraction)?)
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    text.split_ascii_whitespace().map(|pair| (pair.len() == 2).then(|| u8::from_str_radix(pair, 16).ok())?).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_values_exactly() {
        assert_eq!(decimal("-12.5", 5, 2), Some(-1250));
        assert_eq!(decimal("0.001", 5, 2), None);
        assert_eq!(decimal("1234.00", 5, 2), None);
        assert_eq!(days("1970-01-02"), Some(1));
        assert_eq!(days("1969-12-31"), Some(-1));
        assert_eq!(micros("1970-01-01 00:00:01.5"), Some(1_500_000));
        assert_eq!(micros("1970-01-01 01:00:00.000 +01:00"), Some(0));
        assert_eq!(micros("1970-01-01 01:00:00.000 Europe/Berlin"), None);
        assert_eq!(micros("1970-01-01 00:00:00.0000001"), None);
        assert_eq!(bytes("31 0a"), Some(vec![0x31, 0x0a]));
        assert_eq!((bytes(""), bytes("3")), (Some(Vec::new()), None));
    }
}
