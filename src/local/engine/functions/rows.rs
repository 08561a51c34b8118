//! Row-by-row evaluation for functions whose result is NULL when an argument is.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, ArrowPrimitiveType, BinaryArray, BooleanArray, Float64Array, Int64Array, PrimitiveArray,
    StringArray, StringBuilder,
};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{DataType, TimeUnit};

use crate::engine::error::EngineError;

pub type Out = Result<ArrayRef, EngineError>;

fn wrong(expected: &str, array: &ArrayRef) -> EngineError {
    EngineError::system(format_args!("expected {expected}, got {}", array.data_type()))
}

pub fn text(array: &ArrayRef) -> Result<&StringArray, EngineError> {
    array.as_any().downcast_ref().ok_or_else(|| wrong("text", array))
}

pub fn bigint(array: &ArrayRef) -> Result<&Int64Array, EngineError> {
    array.as_any().downcast_ref().ok_or_else(|| wrong("bigint", array))
}

pub fn double(array: &ArrayRef) -> Result<&Float64Array, EngineError> {
    array.as_any().downcast_ref().ok_or_else(|| wrong("double", array))
}

pub fn binary(array: &ArrayRef) -> Result<&BinaryArray, EngineError> {
    array.as_any().downcast_ref().ok_or_else(|| wrong("varbinary", array))
}

/// Milliseconds since 1970, whatever the unit: the last whole one of a time that is finer.
pub fn millis(array: &ArrayRef) -> Result<Int64Array, EngineError> {
    match array.data_type() {
        DataType::Date32 => {
            let kind = DataType::Timestamp(TimeUnit::Millisecond, None);
            let numbers = compute::cast(&compute::cast(array, &kind)?, &DataType::Int64)?;
            bigint(&numbers).cloned()
        }
        // The instant itself, not the local time that dropping a zone would give.
        DataType::Timestamp(unit, _) => {
            let numbers = compute::cast(array, &DataType::Int64)?;
            let numbers = bigint(&numbers)?;
            Ok(match unit {
                TimeUnit::Second => numbers.unary(|value| value.saturating_mul(1000)),
                TimeUnit::Millisecond => numbers.clone(),
                TimeUnit::Microsecond => numbers.unary(|value| value.div_euclid(1_000)),
                TimeUnit::Nanosecond => numbers.unary(|value| value.div_euclid(1_000_000)),
            })
        }
        _ => Err(wrong("timestamp", array)),
    }
}

/// The row numbers, with none for rows that have a NULL argument.
pub fn live(args: &[ArrayRef]) -> impl Iterator<Item = Option<usize>> + '_ {
    let rows = args.first().map_or(0, |array| array.len());
    (0..rows).map(move |row| if args.iter().any(|array| array.is_null(row)) { None } else { Some(row) })
}

/// The most bytes of text that a function makes of one batch of rows.
const MOST_TEXT: usize = 512 << 20;

/// Text for each row.
pub fn to_text(args: &[ArrayRef], mut each: impl FnMut(usize) -> Result<Option<String>, EngineError>) -> Out {
    let mut builder = StringBuilder::new();
    for row in live(args) {
        match row {
            None => builder.append_null(),
            Some(row) => builder.append_option(each(row)?),
        }
        if builder.values_slice().len() > MOST_TEXT {
            return Err(EngineError::user(
                "EXCEEDED_MEMORY_LIMIT",
                "Query exhausted resources at this scale factor: one function makes too much text at once",
            ));
        }
    }
    Ok(Arc::new(builder.finish()))
}

/// A number for each row.
pub fn to_number<T: ArrowPrimitiveType>(
    args: &[ArrayRef],
    mut each: impl FnMut(usize) -> Result<Option<T::Native>, EngineError>,
) -> Result<PrimitiveArray<T>, EngineError> {
    live(args).map(|row| row.map_or(Ok(None), &mut each)).collect()
}

/// A truth value for each row.
pub fn to_boolean(args: &[ArrayRef], mut each: impl FnMut(usize) -> Result<Option<bool>, EngineError>) -> Out {
    let out: BooleanArray =
        live(args).map(|row| row.map_or(Ok(None), &mut each)).collect::<Result<_, EngineError>>()?;
    Ok(Arc::new(out))
}

/// Bytes for each row.
pub fn to_binary(args: &[ArrayRef], mut each: impl FnMut(usize) -> Result<Option<Vec<u8>>, EngineError>) -> Out {
    let mut builder = datafusion::arrow::array::BinaryBuilder::new();
    for row in live(args) {
        match row {
            None => builder.append_null(),
            Some(row) => builder.append_option(each(row)?),
        }
    }
    Ok(Arc::new(builder.finish()))
}
