//! LazySimpleSerDe: fields between single-character delimiters, no quoting, and NULL for what cannot be read.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::{DataType, SchemaRef};

use super::column::{self, TextColumn};
use super::{FileColumn, RowReader, read_line};
use crate::engine::error::EngineError;

/// The parameters of the SerDe that are honoured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LazySimple {
    delimiter: u8,
    escape: Option<u8>,
    null: Vec<u8>,
    pub(super) header: usize,
}

impl LazySimple {
    pub fn new(parameters: &BTreeMap<String, String>, header: usize) -> Result<Self, EngineError> {
        let delimiter = match parameters.get("field.delim").or_else(|| parameters.get("serialization.format")) {
            None => 1,
            Some(text) => delimiter(text)?,
        };
        if let Some(line) = parameters.get("line.delim")
            && line != "\n"
            && line != "\\n"
        {
            return Err(EngineError::unsupported(format_args!("line.delim {line:?}")));
        }
        if let Some(formats) = parameters.get("timestamp.formats") {
            return Err(EngineError::unsupported(format_args!("timestamp.formats {formats:?}")));
        }
        let escape = parameters.get("escape.delim").map(|text| delimiter_of(text, b'\\')).transpose()?;
        let null = parameters
            .get("serialization.null.format")
            .map_or_else(|| b"\\N".to_vec(), |text| text.clone().into_bytes());
        Ok(Self { delimiter, escape, null, header })
    }

    /// The delimiter, when rows can be written with nothing but it.
    pub fn plain_delimiter(&self) -> Option<u8> {
        (self.escape.is_none() && self.null == b"\\N" && self.header == 0).then_some(self.delimiter)
    }

    pub fn open(
        &self,
        input: Box<dyn BufRead + Send>,
        columns: Arc<[FileColumn]>,
        batch_rows: usize,
    ) -> LazySimpleReader {
        LazySimpleReader {
            format: self.clone(),
            input,
            schema: column::batch_schema(&columns),
            columns,
            batch_rows,
            line: Vec::new(),
            started: false,
        }
    }
}

/// A delimiter is a character, an escape of one, or the number of its byte.
fn delimiter(text: &str) -> Result<u8, EngineError> {
    delimiter_of(text, 1)
}

fn delimiter_of(text: &str, empty: u8) -> Result<u8, EngineError> {
    match text {
        "" => Ok(empty),
        "\\t" => Ok(b'\t'),
        "\\u0001" | "\\001" => Ok(1),
        one if one.len() == 1 => {
            let byte = one.as_bytes()[0];
            // `serialization.format = 1` is Hive's way to say the byte 1.
            Ok(if byte.is_ascii_digit() { byte - b'0' } else { byte })
        }
        number => number
            .parse::<u8>()
            .map_err(|_| EngineError::unsupported(format_args!("field delimiter {text:?} of more than one character"))),
    }
}

pub struct LazySimpleReader {
    format: LazySimple,
    input: Box<dyn BufRead + Send>,
    columns: Arc<[FileColumn]>,
    schema: SchemaRef,
    batch_rows: usize,
    line: Vec<u8>,
    started: bool,
}

impl RowReader for LazySimpleReader {
    fn next_batch(&mut self) -> Result<Option<RecordBatch>, EngineError> {
        if !self.started {
            self.started = true;
            for _ in 0..self.format.header {
                if !read_line(self.input.as_mut(), &mut self.line)? {
                    return Ok(None);
                }
            }
        }
        // Position in the row -> the builder that wants it.
        let width = self.columns.iter().map(|column| column.position + 1).max().unwrap_or(0);
        let mut wanted: Vec<Option<usize>> = vec![None; width];
        let mut builders = Vec::with_capacity(self.columns.len());
        for (index, column) in self.columns.iter().enumerate() {
            wanted[column.position] = Some(index);
            builders.push(TextColumn::new(&column.kind)?);
        }
        let mut rows = 0;
        while rows < self.batch_rows && read_line(self.input.as_mut(), &mut self.line)? {
            self.format.row(&self.line, &wanted, &self.columns, &mut builders);
            rows += 1;
        }
        if rows == 0 {
            return Ok(None);
        }
        let arrays = builders.iter_mut().map(TextColumn::finish).collect();
        column::batch(&self.schema, arrays, rows).map(Some)
    }
}

impl LazySimple {
    /// Spreads a line over the builders: missing fields are NULL, further ones are ignored.
    fn row(&self, line: &[u8], wanted: &[Option<usize>], columns: &[FileColumn], builders: &mut [TextColumn]) {
        let mut rest = Some(line);
        for want in wanted {
            let (field, after) = match rest {
                None => (None, None),
                Some(bytes) => {
                    let end = self.field_end(bytes);
                    (Some(&bytes[..end]), bytes.get(end + 1..))
                }
            };
            rest = after;
            let Some(index) = want else { continue };
            let builder = &mut builders[*index];
            match field {
                None => builder.null(),
                Some(field) if field == self.null.as_slice() => builder.null(),
                Some(field) => {
                    let unescaped;
                    let field = match self.escape {
                        Some(escape) if field.contains(&escape) => {
                            unescaped = unescape(field, escape);
                            unescaped.as_slice()
                        }
                        _ => field,
                    };
                    if field.is_empty() && !is_text(&columns[*index].kind) {
                        builder.null();
                    } else {
                        builder.text(field);
                    }
                }
            }
        }
    }

    fn field_end(&self, bytes: &[u8]) -> usize {
        match self.escape {
            None => bytes.iter().position(|byte| *byte == self.delimiter).unwrap_or(bytes.len()),
            Some(escape) => {
                let mut at = 0;
                while at < bytes.len() {
                    if bytes[at] == escape {
                        at += 1;
                    } else if bytes[at] == self.delimiter {
                        return at;
                    }
                    at += 1;
                }
                bytes.len()
            }
        }
    }
}

fn is_text(kind: &DataType) -> bool {
    matches!(kind, DataType::Utf8 | DataType::Utf8View | DataType::Binary)
}

fn unescape(field: &[u8], escape: u8) -> Vec<u8> {
    let mut out = Vec::with_capacity(field.len());
    let mut bytes = field.iter();
    while let Some(byte) = bytes.next() {
        if *byte == escape {
            out.extend(bytes.next());
        } else {
            out.push(*byte);
        }
    }
    out
}
