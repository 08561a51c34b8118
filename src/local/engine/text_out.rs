//! Rows of delimited text, as LazySimpleSerDe reads them again.
//!
//! Source: Trino's `SimpleSerializer`: bytes are base64, texts are escaped where the table has an escape, and nowhere else.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use datafusion::arrow::datatypes::DataType;

use super::error::EngineError;
use super::format;
use super::serde::delimiters::Delimiters;

/// What stands for NULL, at every level.
const NULL: &[u8] = b"\\N";

/// Appends a row without the end of its line; `text` is room for the form of a value.
pub fn write_row(
    batch: &RecordBatch,
    row: usize,
    delimiters: &Delimiters,
    (line, text): (&mut Vec<u8>, &mut String),
) -> Result<(), EngineError> {
    for (place, column) in batch.columns().iter().enumerate() {
        if place > 0 {
            line.push(delimiters.field());
        }
        write(column.as_ref(), row, 1, delimiters, (line, text))?;
    }
    Ok(())
}

/// A value that is inside so many others, the row among them.
fn write(
    array: &dyn Array,
    row: usize,
    depth: usize,
    delimiters: &Delimiters,
    (line, text): (&mut Vec<u8>, &mut String),
) -> Result<(), EngineError> {
    if array.is_null(row) {
        line.extend_from_slice(NULL);
        return Ok(());
    }
    match array.data_type() {
        DataType::List(_) => {
            let items = array.as_list::<i32>().value(row);
            for index in 0..items.len() {
                if index > 0 {
                    line.push(delimiters.at(depth));
                }
                write(items.as_ref(), index, depth + 1, delimiters, (line, text))?;
            }
        }
        DataType::Map(_, _) => {
            let entries = array.as_map().value(row);
            for index in 0..entries.len() {
                if index > 0 {
                    line.push(delimiters.at(depth));
                }
                write(entries.column(0).as_ref(), index, depth + 2, delimiters, (line, text))?;
                line.push(delimiters.at(depth + 1));
                write(entries.column(1).as_ref(), index, depth + 2, delimiters, (line, text))?;
            }
        }
        DataType::Struct(_) => {
            for (index, column) in array.as_struct().columns().iter().enumerate() {
                if index > 0 {
                    line.push(delimiters.at(depth));
                }
                write(column.as_ref(), row, depth + 1, delimiters, (line, text))?;
            }
        }
        DataType::Binary => line.extend_from_slice(STANDARD.encode(array.as_binary::<i32>().value(row)).as_bytes()),
        DataType::BinaryView => line.extend_from_slice(STANDARD.encode(array.as_binary_view().value(row)).as_bytes()),
        DataType::LargeBinary => {
            line.extend_from_slice(STANDARD.encode(array.as_binary::<i64>().value(row)).as_bytes());
        }
        kind => {
            let is_text = matches!(kind, DataType::Utf8 | DataType::Utf8View | DataType::LargeUtf8);
            text.clear();
            format::write_cell(array, row, text);
            match delimiters.escape {
                Some(escape) if is_text => {
                    for byte in text.bytes() {
                        if delimiters.is_special(byte) {
                            line.push(escape);
                        }
                        line.push(byte);
                    }
                }
                _ => line.extend_from_slice(text.as_bytes()),
            }
        }
    }
    Ok(())
}
