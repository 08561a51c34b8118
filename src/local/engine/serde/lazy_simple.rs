//! LazySimpleSerDe: fields between single-character delimiters, no quoting, and NULL for what cannot be read.
//!
//! Source: Hive's `LazySimpleSerDe`, Trino's `SimpleDeserializer`.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;

use super::column;
use super::delimiters::Delimiters;
use super::lazy_column::LazyColumn;
use super::{BatchSize, FileColumn, RowReader, read_line};
use crate::engine::error::EngineError;

/// The parameters of the SerDe that are honoured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LazySimple {
    pub(super) delimiters: Delimiters,
    pub(super) null: Vec<u8>,
    /// The last field of a row, and of a struct, goes to the end.
    pub(super) takes_rest: bool,
    /// How many fields a row has.
    width: usize,
}

impl LazySimple {
    pub fn new(parameters: &BTreeMap<String, String>, width: usize) -> Result<Self, EngineError> {
        if let Some(line) = parameters.get("line.delim")
            && line != "\n"
            && line != "\\n"
        {
            return Err(EngineError::unsupported(format_args!("line.delim {line:?}")));
        }
        if let Some(formats) = parameters.get("timestamp.formats") {
            return Err(EngineError::unsupported(format_args!("timestamp.formats {formats:?}")));
        }
        let null = parameters
            .get("serialization.null.format")
            .map_or_else(|| b"\\N".to_vec(), |text| text.clone().into_bytes());
        let takes_rest = parameters
            .get("serialization.last.column.takes.rest")
            .is_some_and(|text| text.eq_ignore_ascii_case("true"));
        Ok(Self { delimiters: Delimiters::of(parameters)?, null, takes_rest, width })
    }

    /// The delimiters, when rows can be written with nothing but them.
    pub fn plain_delimiters(&self) -> Option<Delimiters> {
        (self.null == b"\\N").then_some(self.delimiters)
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
        }
    }
}

pub struct LazySimpleReader {
    format: LazySimple,
    input: Box<dyn BufRead + Send>,
    columns: Arc<[FileColumn]>,
    schema: SchemaRef,
    batch_rows: usize,
    line: Vec<u8>,
}

impl RowReader for LazySimpleReader {
    fn next_batch(&mut self) -> Result<Option<RecordBatch>, EngineError> {
        // Position in the row -> the builder that wants it.
        let width = self.columns.iter().map(|column| column.position + 1).max().unwrap_or(0);
        let mut wanted: Vec<Option<usize>> = vec![None; width];
        let mut builders = Vec::with_capacity(self.columns.len());
        for (index, column) in self.columns.iter().enumerate() {
            wanted[column.position] = Some(index);
            builders.push(LazyColumn::new(&column.kind)?);
        }
        let mut size = BatchSize::new(self.batch_rows);
        while size.has_room() && read_line(self.input.as_mut(), &mut self.line)? {
            self.format.row(&self.line, &wanted, &mut builders)?;
            size.add(&self.line);
        }
        if size.rows == 0 {
            return Ok(None);
        }
        let arrays = builders.into_iter().map(LazyColumn::finish).collect::<Result<_, _>>()?;
        column::batch(&self.schema, arrays, size.rows).map(Some)
    }
}

impl LazySimple {
    /// Spreads a line over the builders: missing fields are NULL, further ones are ignored.
    fn row(&self, line: &[u8], wanted: &[Option<usize>], builders: &mut [LazyColumn]) -> Result<(), EngineError> {
        let mut rest = Some(line);
        for (place, want) in wanted.iter().enumerate() {
            let is_rest = self.takes_rest && place + 1 == self.width;
            let field = if is_rest { rest.take() } else { self.split(&mut rest, self.delimiters.field()) };
            let Some(index) = want else { continue };
            match field {
                None => builders[*index].null(),
                Some(field) => builders[*index].read(field, 1, self)?,
            }
        }
        Ok(())
    }

    /// What stands before the next separator; none when there is nothing more.
    pub(super) fn split<'a>(&self, rest: &mut Option<&'a [u8]>, separator: u8) -> Option<&'a [u8]> {
        let bytes = (*rest)?;
        let end = self.end_of(bytes, separator);
        *rest = bytes.get(end + 1..);
        Some(&bytes[..end])
    }

    /// Where the first separator is that is not escaped, or else the end.
    pub(super) fn end_of(&self, bytes: &[u8], separator: u8) -> usize {
        match self.delimiters.escape {
            None => bytes.iter().position(|byte| *byte == separator).unwrap_or(bytes.len()),
            Some(escape) => {
                let mut at = 0;
                while at < bytes.len() {
                    // A separator that escapes too is a separator.
                    if bytes[at] == separator {
                        return at;
                    } else if bytes[at] == escape {
                        at += 1;
                    }
                    at += 1;
                }
                bytes.len()
            }
        }
    }
}
