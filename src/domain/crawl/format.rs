//! The format of a file, and the catalog's words for it: input format, output format, serialization library.

use std::collections::BTreeMap;

use super::Compression;

/// How the records of a JSON file are laid out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JsonLayout {
    /// One value after another, usually one a line.
    Values,
    /// The elements of an array are the records; the path says where the array is (`$[*]` for the whole file).
    Elements(String),
    /// The file is one array, read as one column `array`.
    WholeArray,
}

/// Which reader a CSV table is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CsvReader {
    LazySimple,
    OpenCsv,
}

/// How a CSV file is written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CsvFormat {
    pub delimiter: char,
    pub quote: char,
    /// The first line holds the column names.
    pub header: bool,
    /// At least one field is in quotes.
    pub quoted: bool,
    pub reader: CsvReader,
    /// A custom classifier chose this format.
    pub custom: bool,
}

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileFormat {
    Parquet,
    Orc,
    Json(JsonLayout),
    Csv(CsvFormat),
}

/// The three classes that read and write a table, and the reader's parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StorageFormat {
    pub input_format: &'static str,
    pub output_format: &'static str,
    pub serialization_library: &'static str,
    pub serde_parameters: BTreeMap<String, String>,
}

const TEXT_INPUT: &str = "org.apache.hadoop.mapred.TextInputFormat";
const TEXT_OUTPUT: &str = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";

impl FileFormat {
    /// The value of the table parameter `classification`.
    pub fn classification(&self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Orc => "orc",
            Self::Json(_) => "json",
            Self::Csv(_) => "csv",
        }
    }

    /// Whether files of both formats can be in one table. Whether a field happens to be quoted does not matter.
    pub fn agrees_with(&self, other: &FileFormat) -> bool {
        match (self, other) {
            (Self::Csv(left), Self::Csv(right)) => {
                (left.delimiter, left.quote, left.header, left.reader)
                    == (right.delimiter, right.quote, right.header, right.reader)
            }
            _ => self == other,
        }
    }

    /// The catalog's description of the storage. `paths` are the top-level member names of JSON records.
    pub fn storage(&self, paths: &[String]) -> StorageFormat {
        let mut serde_parameters = BTreeMap::new();
        let mut set = |name: &str, value: String| serde_parameters.insert(name.to_owned(), value);
        let (input_format, output_format, serialization_library) = match self {
            Self::Parquet => {
                set("serialization.format", "1".to_owned());
                (
                    "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
                    "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
                    "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
                )
            }
            Self::Orc => {
                set("serialization.format", "1".to_owned());
                (
                    "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat",
                    "org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat",
                    "org.apache.hadoop.hive.ql.io.orc.OrcSerde",
                )
            }
            Self::Json(_) => {
                let mut sorted = paths.to_vec();
                sorted.sort();
                sorted.dedup();
                set("paths", sorted.join(","));
                (TEXT_INPUT, TEXT_OUTPUT, "org.openx.data.jsonserde.JsonSerDe")
            }
            Self::Csv(csv) if csv.reader == CsvReader::OpenCsv => {
                set("separatorChar", csv.delimiter.to_string());
                set("quoteChar", csv.quote.to_string());
                (TEXT_INPUT, TEXT_OUTPUT, "org.apache.hadoop.hive.serde2.OpenCSVSerde")
            }
            Self::Csv(csv) => {
                set("field.delim", csv.delimiter.to_string());
                (TEXT_INPUT, TEXT_OUTPUT, "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe")
            }
        };
        StorageFormat { input_format, output_format, serialization_library, serde_parameters }
    }

    /// The table parameters that follow from the format alone.
    pub fn parameters(&self, compression: Compression) -> BTreeMap<String, String> {
        let mut parameters = BTreeMap::new();
        let mut set = |name: &str, value: &str| parameters.insert(name.to_owned(), value.to_owned());
        set("classification", self.classification());
        set("compressionType", compression.name());
        set("typeOfData", "file");
        match self {
            Self::Parquet | Self::Orc | Self::Json(JsonLayout::Values | JsonLayout::WholeArray) => {}
            Self::Json(JsonLayout::Elements(path)) => {
                set("jsonPath", path);
            }
            Self::Csv(csv) => {
                set("areColumnsQuoted", if csv.quoted { "true" } else { "false" });
                set("columnsOrdered", "true");
                set("delimiter", &csv.delimiter.to_string());
                if csv.header {
                    set("skip.header.line.count", "1");
                }
                if csv.custom {
                    set(
                        "customSerde",
                        if csv.reader == CsvReader::OpenCsv { "OpenCSVSerDe" } else { "LazySimpleSerDe" },
                    );
                }
            }
        }
        parameters
    }
}
