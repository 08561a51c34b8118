//! Results as Athena writes them to the output location: every value quoted, NULL as nothing between the commas.

use std::io::{self, Write};

use datafusion::arrow::array::{AsArray, RecordBatch};
use datafusion::arrow::datatypes::DataType;

use super::format;
use super::types::ColumnInfo;

/// Writes the header line.
pub fn write_header(columns: &[ColumnInfo], out: &mut impl Write) -> io::Result<()> {
    let mut line = String::new();
    for (index, column) in columns.iter().enumerate() {
        if index > 0 {
            line.push(',');
        }
        quote(&column.name, &mut line);
    }
    line.push('\n');
    out.write_all(line.as_bytes())
}

/// Writes the rows of a batch through one buffer.
pub fn write_batch(batch: &RecordBatch, buffer: &mut String, out: &mut impl Write) -> io::Result<()> {
    buffer.clear();
    let mut nested = String::new();
    for row in 0..batch.num_rows() {
        for (index, column) in batch.columns().iter().enumerate() {
            if index > 0 {
                buffer.push(',');
            }
            let column = column.as_ref();
            if column.is_null(row) {
                continue;
            }
            match column.data_type() {
                DataType::Utf8View => quote(column.as_string_view().value(row), buffer),
                DataType::Utf8 => quote(column.as_string::<i32>().value(row), buffer),
                DataType::LargeUtf8 => quote(column.as_string::<i64>().value(row), buffer),
                DataType::List(_) | DataType::Map(_, _) | DataType::Struct(_) => {
                    nested.clear();
                    if format::write_cell(column, row, &mut nested) {
                        quote(&nested, buffer);
                    }
                }
                _ => {
                    let start = buffer.len();
                    buffer.push('"');
                    if format::write_cell(column, row, buffer) {
                        buffer.push('"');
                    } else {
                        buffer.truncate(start);
                    }
                }
            }
        }
        buffer.push('\n');
        if buffer.len() > 64 * 1024 {
            out.write_all(buffer.as_bytes())?;
            buffer.clear();
        }
    }
    out.write_all(buffer.as_bytes())?;
    buffer.clear();
    Ok(())
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find('"') {
        out.push_str(&rest[..=at]);
        out.push('"');
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use datafusion::arrow::array::{ArrayRef, Float64Array, StringArray};

    use super::*;

    #[test]
    fn null_and_the_empty_text_differ() {
        let texts: ArrayRef = Arc::new(StringArray::from(vec![Some("a \"b\""), None, Some("")]));
        let doubles: ArrayRef = Arc::new(Float64Array::from(vec![Some(1.0), Some(1e10), None]));
        let batch = RecordBatch::try_from_iter([("t", texts), ("d", doubles)]).expect("two columns of one length");
        let mut out = Vec::new();
        write_batch(&batch, &mut String::new(), &mut out).expect("a vector takes everything");
        assert_eq!(String::from_utf8_lossy(&out), "\"a \"\"b\"\"\",\"1.0\"\n,\"1.0E10\"\n\"\",\n");
    }
}
