//! What a crawler decides: how a file is packed and what is in it, which columns it has, which files are one table,
//! what the table is called, and what changes in the catalog.
//!
//! The caller does all reading: it lists the objects, hands over the first bytes of those that [`select_objects`] names
//! and [`inspect`] asks for, then gives the schemas to [`group_tables`] and the tables to [`plan_changes`].
//!
//! Invariants: nothing here reads, waits or knows a clock, so the same objects give the same tables in the same order;
//! an object that cannot be understood is a [`Problem`] that names it, and never stops the rest of the crawl.
//!
//! The rules are those of the Glue developer guide ("Defining crawlers", "Built-in classifiers", "How does a crawler
//! determine when to create partitions"); where the guide is silent, the comment beside the code says what was chosen.

mod change;
mod classify;
mod compression;
mod csv;
mod csv_types;
mod format;
mod glob;
mod group;
mod json;
mod json_infer;
mod names;
/// Needs the readers of compressed data that come with the embedded lake.
#[cfg(feature = "local")]
pub mod orc_footer;
mod parquet;
/// Needs the Parquet reader that comes with the embedded lake.
#[cfg(feature = "local")]
pub mod parquet_footer;
mod rest;
mod select;
mod settings;
mod similarity;
mod table;
mod target;

use std::collections::BTreeMap;
use std::fmt;

use super::types::GlueType;

pub use change::{
    CatalogChange, CatalogColumn, ColumnChange, DEPRECATED_BY, ExistingPartition, ExistingTable, PartitionChange,
    TableUpdate, UPDATED_BY, plan_changes,
};
pub use classify::{FIRST_SAMPLE, Inspection, LARGEST_SAMPLE, Sample, SampleNeed, inspect};
pub use compression::Compression;
pub use format::{CsvFormat, CsvReader, FileFormat, JsonLayout, StorageFormat};
pub use glob::{Glob, GlobError};
pub use group::{CrawlAborted, CrawledObject, group_tables};
pub use names::{column_name, table_name};
pub use parquet::{
    ParquetLogical, ParquetNode, ParquetPhysical, ParquetRepetition, parquet_file_schema, parquet_type_to_glue,
};
pub use rest::LineChecker;
pub use select::{ListedObject, Selection, select_objects};
pub use settings::{
    Classifier, ConfigurationError, CrawlSettings, CsvClassifier, DeleteBehavior, HeaderRule, QuotedCsv, RecrawlPolicy,
    UpdateBehavior,
};
pub use target::CrawlTarget;

/// A column of a crawled table, or one of its partition keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub column_type: GlueType,
}

impl Column {
    /// A column from its name and type.
    pub fn new(name: impl Into<String>, column_type: GlueType) -> Self {
        Self { name: name.into(), column_type }
    }
}

/// What one file holds.
#[derive(Debug, Clone, PartialEq)]
pub struct FileSchema {
    pub format: FileFormat,
    pub columns: Vec<Column>,
    /// Top-level member names of JSON records, as they are written in the file; empty for other formats.
    pub paths: Vec<String>,
    /// Records that were read, and the decompressed bytes they took.
    pub records_read: u64,
    pub bytes_read: u64,
    /// The file was read to its end (or its footer told the number), so `records_read` is exact.
    pub complete: bool,
    /// Things an operator should know that are no fault of the file.
    pub notes: Vec<String>,
}

/// Something in the crawled data that could not be used, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Key of the object, or the folder's key when it concerns a whole folder.
    pub object: String,
    /// Line and column count from 1; the column counts characters.
    pub line: Option<u64>,
    pub column: Option<u64>,
    pub message: String,
}

impl Problem {
    /// A problem of the whole object.
    pub fn new(object: impl Into<String>, message: impl Into<String>) -> Self {
        Self { object: object.into(), line: None, column: None, message: message.into() }
    }

    /// A problem at a place in the object.
    pub fn at(object: impl Into<String>, line: u64, column: Option<u64>, message: impl Into<String>) -> Self {
        Self { object: object.into(), line: Some(line), column, message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.object)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        write!(f, ": {}", self.message)
    }
}

/// A partition found by a crawl.
#[derive(Debug, Clone, PartialEq)]
pub struct CrawledPartition {
    /// One value per partition key, decoded, in the order of the keys.
    pub values: Vec<String>,
    /// `s3://bucket/key/`, ending in a slash.
    pub location: String,
    /// The columns of this partition's own files.
    pub columns: Vec<Column>,
    pub parameters: BTreeMap<String, String>,
}

/// A table found by a crawl, in the terms of a catalog table.
#[derive(Debug, Clone, PartialEq)]
pub struct CrawledTable {
    pub name: String,
    /// `s3://bucket/key/`; without the slash when the table is one file.
    pub location: String,
    pub columns: Vec<Column>,
    pub partition_keys: Vec<Column>,
    pub storage: StorageFormat,
    /// Written to the table and to its storage descriptor alike.
    pub parameters: BTreeMap<String, String>,
    pub partitions: Vec<CrawledPartition>,
    /// Things an operator should know about this table.
    pub notes: Vec<String>,
}

/// Everything a crawl found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CrawlOutcome {
    /// Sorted by name.
    pub tables: Vec<CrawledTable>,
    /// Sorted by object, then place.
    pub problems: Vec<Problem>,
}

#[cfg(test)]
mod tests;
