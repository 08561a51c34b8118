//! The formats that a table can be made in by hand, in the catalog's words.

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::domain::crawl::{Compression, CsvFormat, CsvReader, FileFormat, JsonLayout, StorageFormat};

/// The format of a table's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Text with a delimiter.
    Csv,
    /// One JSON value a line.
    Json,
    /// Parquet.
    Parquet,
}

impl FromStr for TableFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.to_ascii_lowercase().as_str() {
            "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            "parquet" => Ok(Self::Parquet),
            _ => Err(format!("`{text}` is no format of tables: csv, json or parquet")),
        }
    }
}

/// How the files of a table are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableFormatOptions {
    pub format: TableFormat,
    /// CSV: between fields.
    pub delimiter: char,
    /// CSV: the first line holds names.
    pub header: bool,
    /// CSV: fields may be in quotes.
    pub quoted: bool,
}

impl TableFormatOptions {
    /// The catalog's words: formats and reader, and the parameters of the table.
    pub fn storage(&self) -> (StorageFormat, BTreeMap<String, String>) {
        let format = match self.format {
            TableFormat::Parquet => FileFormat::Parquet,
            TableFormat::Json => FileFormat::Json(JsonLayout::Values),
            TableFormat::Csv => FileFormat::Csv(CsvFormat {
                delimiter: self.delimiter,
                quote: '"',
                header: self.header,
                quoted: self.quoted,
                reader: if self.quoted { CsvReader::OpenCsv } else { CsvReader::LazySimple },
                custom: false,
            }),
        };
        let mut parameters = format.parameters(Compression::None);
        // What a crawl has measured is not for an operator to say.
        parameters.retain(|name, _| ["classification", "skip.header.line.count", "delimiter"].contains(&name.as_str()));
        (format.storage(&[]), parameters)
    }
}
