//! RegexSerDe: the groups of a regular expression that a whole line matches are its columns.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use regex::Regex;

use super::column::{self, TextColumn};
use super::{BatchSize, FileColumn, RowReader, read_line};
use crate::engine::error::EngineError;
use crate::engine::functions::compile_pattern;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// As it was given, made to match whole lines.
    text: String,
}

impl Pattern {
    /// Reads the SerDe's parameters; the expression must have a group for each column.
    pub fn new(parameters: &BTreeMap<String, String>, columns: usize) -> Result<Self, EngineError> {
        let given = parameters.get("input.regex").ok_or_else(|| {
            EngineError::user("HIVE_INVALID_METADATA", "This table does not have serde property \"input.regex\"!")
        })?;
        let insensitive =
            parameters.get("input.regex.case.insensitive").is_some_and(|value| value.eq_ignore_ascii_case("true"));
        // Java's `matches` wants the whole line, and its `.` no end of one.
        let text = format!("{}^(?:{given})$", if insensitive { "(?i)" } else { "" });
        let groups = compile_pattern(&text)?.captures_len() - 1;
        if groups != columns {
            return Err(EngineError::user(
                "HIVE_CURSOR_ERROR",
                format_args!(
                    "Number of matching groups doesn't match the number of columns: {groups} groups, {columns} columns"
                ),
            ));
        }
        Ok(Self { text })
    }

    pub fn open(&self, input: Box<dyn BufRead + Send>, columns: Arc<[FileColumn]>, batch_rows: usize) -> PatternReader {
        PatternReader {
            format: self.clone(),
            regex: None,
            input,
            schema: column::batch_schema(&columns),
            columns,
            batch_rows,
            line: Vec::new(),
        }
    }
}

pub struct PatternReader {
    format: Pattern,
    /// Compiled with the first batch.
    regex: Option<Regex>,
    input: Box<dyn BufRead + Send>,
    columns: Arc<[FileColumn]>,
    schema: SchemaRef,
    batch_rows: usize,
    line: Vec<u8>,
}

impl RowReader for PatternReader {
    fn next_batch(&mut self) -> Result<Option<RecordBatch>, EngineError> {
        let regex = match &mut self.regex {
            Some(regex) => regex,
            none => none.insert(compile_pattern(&self.format.text)?),
        };
        let mut builders =
            self.columns.iter().map(|column| TextColumn::new(&column.kind)).collect::<Result<Vec<_>, _>>()?;
        let mut size = BatchSize::new(self.batch_rows);
        while size.has_room() && read_line(self.input.as_mut(), &mut self.line)? {
            let line = String::from_utf8_lossy(&self.line);
            let found = regex.captures(&line);
            for (column, builder) in self.columns.iter().zip(&mut builders) {
                match found.as_ref().and_then(|found| found.get(column.position + 1)) {
                    // What is no value of the column's type is NULL, and so is a line that does not match.
                    Some(group) => drop(builder.text(group.as_str().as_bytes())),
                    None => builder.null(),
                }
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
