//! Building typed columns from the text of cells.

use std::sync::Arc;

use datafusion::arrow::array::builder::{
    BinaryBuilder, BooleanBuilder, Date32Builder, Decimal128Builder, Float32Builder, Float64Builder, Int8Builder,
    Int16Builder, Int32Builder, Int64Builder, StringBuilder, StringViewBuilder, TimestampMillisecondBuilder,
};
use datafusion::arrow::array::{ArrayBuilder, ArrayRef, RecordBatch, RecordBatchOptions};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};

use super::FileColumn;
use crate::engine::error::EngineError;
use crate::engine::functions::parse;

/// A column under construction.
pub enum TextColumn {
    Boolean(BooleanBuilder),
    Int8(Int8Builder),
    Int16(Int16Builder),
    Int32(Int32Builder),
    Int64(Int64Builder),
    Float32(Float32Builder),
    Float64(Float64Builder),
    Decimal(Decimal128Builder, u8, i8),
    View(StringViewBuilder),
    Utf8(StringBuilder),
    Binary(BinaryBuilder),
    Date(Date32Builder),
    Timestamp(TimestampMillisecondBuilder),
}

impl TextColumn {
    pub fn new(kind: &DataType) -> Result<Self, EngineError> {
        Ok(match kind {
            DataType::Boolean => Self::Boolean(BooleanBuilder::new()),
            DataType::Int8 => Self::Int8(Int8Builder::new()),
            DataType::Int16 => Self::Int16(Int16Builder::new()),
            DataType::Int32 => Self::Int32(Int32Builder::new()),
            DataType::Int64 => Self::Int64(Int64Builder::new()),
            DataType::Float32 => Self::Float32(Float32Builder::new()),
            DataType::Float64 => Self::Float64(Float64Builder::new()),
            DataType::Decimal128(precision, scale) => {
                Self::Decimal(Decimal128Builder::new().with_data_type(kind.clone()), *precision, *scale)
            }
            DataType::Utf8View => Self::View(StringViewBuilder::new()),
            DataType::Utf8 => Self::Utf8(StringBuilder::new()),
            DataType::Binary => Self::Binary(BinaryBuilder::new()),
            DataType::Date32 => Self::Date(Date32Builder::new()),
            DataType::Timestamp(TimeUnit::Millisecond, None) => Self::Timestamp(TimestampMillisecondBuilder::new()),
            other => return Err(EngineError::unsupported(format_args!("text column of type {other}"))),
        })
    }

    pub fn null(&mut self) {
        match self {
            Self::Boolean(b) => b.append_null(),
            Self::Int8(b) => b.append_null(),
            Self::Int16(b) => b.append_null(),
            Self::Int32(b) => b.append_null(),
            Self::Int64(b) => b.append_null(),
            Self::Float32(b) => b.append_null(),
            Self::Float64(b) => b.append_null(),
            Self::Decimal(b, _, _) => b.append_null(),
            Self::View(b) => b.append_null(),
            Self::Utf8(b) => b.append_null(),
            Self::Binary(b) => b.append_null(),
            Self::Date(b) => b.append_null(),
            Self::Timestamp(b) => b.append_null(),
        }
    }

    /// Appends the value of a cell; `false` when the text is no such value, and NULL was appended.
    pub fn text(&mut self, bytes: &[u8]) -> bool {
        let lossy;
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(_) => {
                if let Self::Binary(b) = self {
                    b.append_value(bytes);
                    return true;
                }
                lossy = String::from_utf8_lossy(bytes).into_owned();
                &lossy
            }
        };
        macro_rules! option {
            ($builder:expr, $value:expr) => {{
                let value = $value;
                $builder.append_option(value);
                value.is_some()
            }};
        }
        match self {
            Self::View(b) => {
                b.append_value(text);
                true
            }
            Self::Utf8(b) => {
                b.append_value(text);
                true
            }
            Self::Binary(b) => {
                b.append_value(bytes);
                true
            }
            Self::Boolean(b) => option!(
                b,
                if text.eq_ignore_ascii_case("true") {
                    Some(true)
                } else if text.eq_ignore_ascii_case("false") {
                    Some(false)
                } else {
                    None
                }
            ),
            Self::Int8(b) => option!(b, text.parse().ok()),
            Self::Int16(b) => option!(b, text.parse().ok()),
            Self::Int32(b) => option!(b, text.parse().ok()),
            Self::Int64(b) => option!(b, text.parse().ok()),
            Self::Float32(b) => option!(b, parse::double(text).map(|value| value as f32)),
            Self::Float64(b) => option!(b, parse::double(text)),
            Self::Decimal(b, precision, scale) => option!(b, parse::decimal(text, *precision, *scale)),
            Self::Date(b) => option!(b, parse::date(text)),
            Self::Timestamp(b) => option!(b, parse::timestamp_millis(text)),
        }
    }

    /// Appends a date given as days, or a time given as milliseconds.
    pub fn number(&mut self, value: i64) -> bool {
        match self {
            Self::Date(b) => match i32::try_from(value) {
                Ok(days) => {
                    b.append_value(days);
                    true
                }
                Err(_) => {
                    b.append_null();
                    false
                }
            },
            Self::Timestamp(b) => {
                b.append_value(value);
                true
            }
            _ => {
                self.null();
                false
            }
        }
    }

    pub fn finish(&mut self) -> ArrayRef {
        let builder: &mut dyn ArrayBuilder = match self {
            Self::Boolean(b) => b,
            Self::Int8(b) => b,
            Self::Int16(b) => b,
            Self::Int32(b) => b,
            Self::Int64(b) => b,
            Self::Float32(b) => b,
            Self::Float64(b) => b,
            Self::Decimal(b, _, _) => b,
            Self::View(b) => b,
            Self::Utf8(b) => b,
            Self::Binary(b) => b,
            Self::Date(b) => b,
            Self::Timestamp(b) => b,
        };
        builder.finish()
    }
}

/// The schema of what a reader yields.
pub fn batch_schema(columns: &[FileColumn]) -> SchemaRef {
    Arc::new(Schema::new(
        columns.iter().map(|column| Field::new(&column.name, column.kind.clone(), true)).collect::<Vec<_>>(),
    ))
}

/// Puts finished columns together; `rows` matters when no column is read at all.
pub fn batch(schema: &SchemaRef, columns: Vec<ArrayRef>, rows: usize) -> Result<RecordBatch, EngineError> {
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    Ok(RecordBatch::try_new_with_options(Arc::clone(schema), columns, &options)?)
}
