//! The readers of tables that are not Parquet: one per SerDe, each turning a file into batches of typed columns.
//!
//! A SerDe that is not here is an error with its name. Nothing reads a file whole.

pub mod avro;
pub mod column;
pub mod delimiters;
pub mod json;
mod lazy_column;
pub mod lazy_simple;
pub mod open_csv;
pub mod regex;
pub mod skip;
mod tree;

use std::collections::BTreeMap;
use std::io::{BufRead, Read};
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::DataType;

use super::error::EngineError;
use super::scan::meter::ScanMeter;
use super::scan::orc::Orc;
use super::scan::unpack::Packing;
use super::scan::{ScanFile, text};
use super::sink::FileFormat;
use super::source::{Storage, TableDefinition};
use skip::LineSkip;

/// A column that is read from the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileColumn {
    /// Position in the table's column list, for formats without names.
    pub position: usize,
    /// The name in lower case.
    pub name: String,
    pub kind: DataType,
}

/// How the rows of a file are to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableFormat {
    Parquet {
        /// Columns are found by their place in the file, not by name.
        by_place: bool,
    },
    Text(TextFormat, LineSkip),
}

/// The text formats with their parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextFormat {
    LazySimple(lazy_simple::LazySimple),
    OpenCsv(open_csv::OpenCsv),
    Json(json::Json),
    Regex(regex::Pattern),
    Avro,
    Orc(Orc),
}

/// Yields the rows of one file in batches of the asked columns.
pub trait RowReader: Send {
    fn next_batch(&mut self) -> Result<Option<RecordBatch>, EngineError>;
}

impl TableFormat {
    /// The format of a table or of one of its partitions.
    pub fn of(table: &TableDefinition, storage: &Storage) -> Result<Self, EngineError> {
        let library = storage.serde_library.rsplit('.').next().unwrap_or_default();
        let format = match library {
            "ParquetHiveSerDe" => {
                let by_place = by_place(&storage.serde_parameters, "parquet.column.index.access", false)?;
                return Ok(TableFormat::Parquet { by_place });
            }
            "LazySimpleSerDe" => {
                TextFormat::LazySimple(lazy_simple::LazySimple::new(&storage.serde_parameters, table.columns.len())?)
            }
            "OpenCSVSerde" => TextFormat::OpenCsv(open_csv::OpenCsv::new(&storage.serde_parameters)),
            "JsonSerDe" => TextFormat::Json(json::Json::new(table, storage)?),
            "RegexSerDe" => TextFormat::Regex(regex::Pattern::new(&storage.serde_parameters, table.columns.len())?),
            "AvroSerDe" => TextFormat::Avro,
            "OrcSerde" => {
                let by_place = by_place(&storage.serde_parameters, "orc.column.index.access", true)?;
                TextFormat::Orc(Orc { by_place })
            }
            "" => {
                return Err(EngineError::user(
                    "HIVE_UNSUPPORTED_FORMAT",
                    format_args!(
                        "Unable to create input format: table {}.{} names no SerDe",
                        table.database, table.name
                    ),
                ));
            }
            _ => return Err(EngineError::unsupported(format_args!("SerDe {}", storage.serde_library))),
        };
        let skip = if format.is_binary() {
            LineSkip::default()
        } else {
            LineSkip::of(&storage.serde_parameters, &table.parameters)?
        };
        Ok(TableFormat::Text(format, skip))
    }
}

/// Whether Athena finds columns by their place, for a format that has names. Source: Athena User Guide, "Handle schema
/// updates", index access for ORC and Parquet.
fn by_place(parameters: &BTreeMap<String, String>, name: &str, default: bool) -> Result<bool, EngineError> {
    match parameters.get(name).map(|text| text.trim().to_ascii_lowercase()) {
        None => Ok(default),
        Some(text) if text == "true" => Ok(true),
        Some(text) if text == "false" => Ok(false),
        Some(text) => {
            Err(EngineError::user("HIVE_INVALID_METADATA", format_args!("Invalid value for {name} property: {text}")))
        }
    }
}

impl TextFormat {
    pub fn name(&self) -> &'static str {
        match self {
            TextFormat::LazySimple(_) => "LazySimple",
            TextFormat::OpenCsv(_) => "OpenCSV",
            TextFormat::Json(_) => "JSON",
            TextFormat::Regex(_) => "regex",
            TextFormat::Avro => "Avro",
            TextFormat::Orc(_) => "ORC",
        }
    }

    /// The format in which rows can be added to such a table; none when they cannot.
    pub fn file_format(&self, gzip: bool) -> Option<FileFormat> {
        match self {
            TextFormat::LazySimple(format) => {
                format.plain_delimiters().map(|delimiters| FileFormat::Text { delimiters, gzip })
            }
            TextFormat::Json(format) => format.is_lines().then_some(FileFormat::Json { gzip }),
            TextFormat::OpenCsv(_) | TextFormat::Regex(_) | TextFormat::Avro | TextFormat::Orc(_) => None,
        }
    }

    /// Whether every line is a row of its own, or every stripe rows of its own, so that a file may be read in parts.
    pub fn is_splittable(&self) -> bool {
        match self {
            TextFormat::LazySimple(_) | TextFormat::OpenCsv(_) | TextFormat::Regex(_) | TextFormat::Orc(_) => true,
            TextFormat::Json(format) => format.is_lines(),
            TextFormat::Avro => false,
        }
    }

    /// Whether files have a compression of their own inside, so that the end of a name says nothing.
    pub fn is_binary(&self) -> bool {
        matches!(self, TextFormat::Avro | TextFormat::Orc(_))
    }

    /// Fails for a column type that the format cannot be read into, before any file is opened.
    pub fn check(&self, column: &FileColumn) -> Result<(), EngineError> {
        let nested = matches!(column.kind, DataType::List(_) | DataType::Map(_, _) | DataType::Struct(_));
        if let TextFormat::LazySimple(format) = self {
            return format.delimiters.check(&column.name, &column.kind);
        }
        if nested && !matches!(self, TextFormat::Json(_) | TextFormat::Avro | TextFormat::Orc(_)) {
            return Err(EngineError::unsupported(format_args!(
                "column {} of type {} in a {} table",
                column.name,
                super::types::athena_name(&column.kind),
                self.name()
            )));
        }
        Ok(())
    }

    /// Opens a file, or a part of one, without the lines that are no rows.
    pub fn open(
        &self,
        skip: LineSkip,
        file: &ScanFile,
        meter: &Arc<ScanMeter>,
        columns: &Arc<[FileColumn]>,
        batch_rows: usize,
    ) -> Result<Box<dyn RowReader>, EngineError> {
        let columns = Arc::clone(columns);
        let packing = if self.is_binary() { Packing::Plain } else { Packing::of(&file.uri) };
        let input = || skip.open(text::open(file, packing, meter)?, file.is_continued());
        Ok(match self {
            TextFormat::LazySimple(format) => Box::new(format.open(input()?, columns, batch_rows)),
            TextFormat::OpenCsv(format) => Box::new(format.open(input()?, columns, batch_rows)),
            TextFormat::Json(format) => format.open(input()?, columns, batch_rows),
            TextFormat::Regex(format) => Box::new(format.open(input()?, columns, batch_rows)),
            TextFormat::Avro => Box::new(avro::AvroReader::new(input()?, columns, batch_rows)),
            TextFormat::Orc(format) => Box::new(format.open(file, meter, columns, batch_rows)?),
        })
    }
}

/// How much of a file is made a batch: so many rows, and no more text than memory has room for on every thread.
pub struct BatchSize {
    pub rows: usize,
    bytes: usize,
    most_rows: usize,
}

impl BatchSize {
    const MOST_BYTES: usize = 16 << 20;

    pub fn new(most_rows: usize) -> Self {
        Self { rows: 0, bytes: 0, most_rows }
    }

    pub fn has_room(&self) -> bool {
        self.rows < self.most_rows && self.bytes < Self::MOST_BYTES
    }

    pub fn add(&mut self, line: &[u8]) {
        self.rows += 1;
        self.bytes += line.len();
    }
}

/// The longest line that is read, in bytes.
const LONGEST_LINE: u64 = 100 << 20;

/// Reads one line without its end; `false` at the end of the input.
pub fn read_line(input: &mut dyn BufRead, line: &mut Vec<u8>) -> Result<bool, EngineError> {
    line.clear();
    let count = Read::take(&mut *input, LONGEST_LINE).read_until(b'\n', line).map_err(input_error)?;
    if count == 0 {
        return Ok(false);
    }
    if count as u64 == LONGEST_LINE && line.last() != Some(&b'\n') {
        return Err(EngineError::user(
            "HIVE_CURSOR_ERROR",
            format_args!("a line is longer than {} MB", LONGEST_LINE >> 20),
        ));
    }
    if line.last() == Some(&b'\n') {
        line.pop();
        if line.last() == Some(&b'\r') {
            line.pop();
        }
    }
    Ok(true)
}

/// What a broken stream means: the limit or the stop signal that came through it, or a damaged object.
pub fn input_error(error: std::io::Error) -> EngineError {
    if let Some(inner) = error.get_ref().and_then(|source| source.downcast_ref::<EngineError>()) {
        return inner.clone();
    }
    EngineError::user("HIVE_CURSOR_ERROR", format_args!("Failed to read file: {error}"))
}
