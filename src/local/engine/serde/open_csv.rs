//! OpenCSVSerde: quoted fields. Every cell is text first; a cell that is no value of its column's type is an error,
//! dates are days and timestamps milliseconds since 1970, as Athena documents.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::{DataType, SchemaRef};

use super::column::{self, TextColumn};
use super::{BatchSize, FileColumn, RowReader, read_line};
use crate::engine::error::EngineError;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCsv {
    separator: u8,
    quote: u8,
    escape: u8,
}

impl OpenCsv {
    pub fn new(parameters: &BTreeMap<String, String>) -> Self {
        let byte = |name: &str, default: u8| {
            parameters.get(name).map_or(default, |text| match text.as_str() {
                "\\t" => b'\t',
                "\\\\" => b'\\',
                other => other.bytes().next().unwrap_or(default),
            })
        };
        Self {
            separator: byte("separatorChar", b','),
            quote: byte("quoteChar", b'"'),
            escape: byte("escapeChar", b'\\'),
        }
    }

    pub fn open(&self, input: Box<dyn BufRead + Send>, columns: Arc<[FileColumn]>, batch_rows: usize) -> OpenCsvReader {
        OpenCsvReader {
            format: self.clone(),
            input,
            schema: column::batch_schema(&columns),
            columns,
            batch_rows,
            line: Vec::new(),
            fields: Vec::new(),
        }
    }

    /// Splits a line into its fields, reusing the buffers.
    fn split(&self, line: &[u8], fields: &mut Vec<Vec<u8>>) -> usize {
        let mut count = 0;
        let mut start = |fields: &mut Vec<Vec<u8>>| {
            if count == fields.len() {
                fields.push(Vec::new());
            }
            fields[count].clear();
            count += 1;
            count - 1
        };
        let mut field = start(fields);
        let mut quoted = false;
        let mut at = 0;
        while at < line.len() {
            let byte = line[at];
            let next = line.get(at + 1).copied();
            if byte == self.escape
                && self.escape != self.quote
                && quoted
                && next.is_some_and(|n| n == self.quote || n == self.escape)
            {
                fields[field].extend(next);
                at += 1;
            } else if byte == self.quote {
                if quoted && next == Some(self.quote) {
                    fields[field].push(byte);
                    at += 1;
                } else {
                    quoted = !quoted;
                }
            } else if byte == self.separator && !quoted {
                field = start(fields);
            } else {
                fields[field].push(byte);
            }
            at += 1;
        }
        count
    }
}

pub struct OpenCsvReader {
    format: OpenCsv,
    input: Box<dyn BufRead + Send>,
    columns: Arc<[FileColumn]>,
    schema: SchemaRef,
    batch_rows: usize,
    line: Vec<u8>,
    fields: Vec<Vec<u8>>,
}

impl RowReader for OpenCsvReader {
    fn next_batch(&mut self) -> Result<Option<RecordBatch>, EngineError> {
        let mut builders =
            self.columns.iter().map(|column| TextColumn::new(&column.kind)).collect::<Result<Vec<_>, _>>()?;
        let mut size = BatchSize::new(self.batch_rows);
        while size.has_room() && read_line(self.input.as_mut(), &mut self.line)? {
            let count = self.format.split(&self.line, &mut self.fields);
            for (column, builder) in self.columns.iter().zip(&mut builders) {
                if column.position >= count {
                    builder.null();
                    continue;
                }
                append(&self.fields[column.position], column, builder)?;
            }
            size.add(&self.line);
        }
        if size.rows == 0 {
            return Ok(None);
        }
        let arrays = builders.iter_mut().map(TextColumn::finish).collect();
        column::batch(&self.schema, arrays, size.rows).map(Some)
    }
}

fn append(field: &[u8], column: &FileColumn, builder: &mut TextColumn) -> Result<(), EngineError> {
    let fine = match column.kind {
        DataType::Utf8 | DataType::Utf8View | DataType::Binary => builder.text(field),
        DataType::Date32 | DataType::Timestamp(_, _) => {
            match std::str::from_utf8(field).ok().and_then(|text| text.trim().parse::<i64>().ok()) {
                Some(number) => builder.number(number),
                None => false,
            }
        }
        _ => builder.text(field),
    };
    if fine {
        return Ok(());
    }
    Err(EngineError::user(
        "HIVE_BAD_DATA",
        format_args!("Error parsing field value '{}' for field {}", String::from_utf8_lossy(field), column.position),
    ))
}
