//! The formats that a table can be made in by hand, in the catalog's words.

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::crawl::{Compression, CrawledTable, CsvFormat, CsvReader, FileFormat, JsonLayout, StorageFormat};

/// The format of a table's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Text with a delimiter.
    Csv,
    /// One JSON value a line.
    Json,
    /// Parquet.
    Parquet,
    /// ORC.
    Orc,
    /// Avro.
    Avro,
    /// Text with a delimiter and nothing more: no quotes, no header; tabs unless told.
    Text,
}

impl FromStr for TableFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.to_ascii_lowercase().as_str() {
            "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            "parquet" => Ok(Self::Parquet),
            "orc" => Ok(Self::Orc),
            "avro" => Ok(Self::Avro),
            "text" => Ok(Self::Text),
            _ => Err(format!("`{text}` is no format of tables: parquet, orc, json, csv, avro or text")),
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

/// The parameter of an Avro table that holds its schema: the readers' way to know what its columns are.
pub const AVRO_SCHEMA: &str = "avro.schema.literal";

/// How a table is stored, in the catalog's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableStorage {
    /// Input and output format, and the reader with its parameters.
    pub format: StorageFormat,
    /// The parameters of the table that belong to the format.
    pub parameters: BTreeMap<String, String>,
}

/// Parameters of a crawled table that say what its files are. The others are what the crawl has measured, which is not
/// for an operator to say.
const OF_FORMAT: [&str; 4] = ["classification", "skip.header.line.count", "delimiter", "compressionType"];

impl TableStorage {
    /// The storage that a crawl would give a table.
    pub fn of_crawl(table: &CrawledTable) -> Self {
        let mut parameters = table.parameters.clone();
        parameters.retain(|name, _| OF_FORMAT.contains(&name.as_str()));
        Self { format: table.storage.clone(), parameters }
    }
}

impl TableFormatOptions {
    /// The catalog's words for this.
    pub fn storage(&self) -> TableStorage {
        let classified = |name: &str| BTreeMap::from([("classification".to_owned(), name.to_owned())]);
        let format = match self.format {
            TableFormat::Orc => return TableStorage { format: binary(ORC), parameters: classified("orc") },
            TableFormat::Avro => return TableStorage { format: binary(AVRO), parameters: classified("avro") },
            TableFormat::Text => {
                let csv = FileFormat::Csv(self.csv(CsvReader::LazySimple));
                // Athena and Spark know no classification `text`; what the fields are is in the reader's parameters.
                return TableStorage { format: csv.storage(&[]), parameters: classified("csv") };
            }
            TableFormat::Parquet => FileFormat::Parquet,
            TableFormat::Json => FileFormat::Json(JsonLayout::Values),
            TableFormat::Csv => {
                FileFormat::Csv(self.csv(if self.quoted { CsvReader::OpenCsv } else { CsvReader::LazySimple }))
            }
        };
        let mut parameters = format.parameters(Compression::None);
        parameters.retain(|name, _| OF_FORMAT.contains(&name.as_str()) && name != "compressionType");
        TableStorage { format: format.storage(&[]), parameters }
    }

    fn csv(&self, reader: CsvReader) -> CsvFormat {
        CsvFormat {
            delimiter: self.delimiter,
            quote: '"',
            header: self.header,
            quoted: self.quoted,
            reader,
            custom: false,
        }
    }
}

/// Input format, output format, serialization library.
type Triple = [&'static str; 3];

const ORC: Triple = [
    "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat",
    "org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat",
    "org.apache.hadoop.hive.ql.io.orc.OrcSerde",
];
const AVRO: Triple = [
    "org.apache.hadoop.hive.ql.io.avro.AvroContainerInputFormat",
    "org.apache.hadoop.hive.ql.io.avro.AvroContainerOutputFormat",
    "org.apache.hadoop.hive.serde2.avro.AvroSerDe",
];

fn binary([input_format, output_format, serialization_library]: Triple) -> StorageFormat {
    let serde_parameters = BTreeMap::from([("serialization.format".to_owned(), "1".to_owned())]);
    StorageFormat { input_format, output_format, serialization_library, serde_parameters }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_the_classes_of_its_own() {
        for name in ["parquet", "orc", "json", "csv", "avro", "text"] {
            let format: TableFormat = name.parse().unwrap();
            let options = TableFormatOptions { format, delimiter: ',', header: false, quoted: false };
            let TableStorage { format: storage, parameters } = options.storage();
            let classification = if name == "text" { "csv" } else { name };
            assert_eq!(parameters["classification"], classification);
            let is_text = matches!(format, TableFormat::Csv | TableFormat::Json | TableFormat::Text);
            assert_eq!(storage.input_format.contains("TextInputFormat"), is_text, "{name}");
            let word = match name {
                "csv" | "text" => "LazySimpleSerDe",
                "json" => "JsonSerDe",
                "parquet" => "ParquetHiveSerDe",
                "orc" => "OrcSerde",
                _ => "AvroSerDe",
            };
            assert!(storage.serialization_library.ends_with(word), "{name}");
        }
        assert!("xml".parse::<TableFormat>().unwrap_err().contains("orc"));
    }
}
