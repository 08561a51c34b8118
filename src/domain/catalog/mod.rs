//! The catalog: databases, tables, partitions, as values.
//!
//! Invariant: names are as the catalog stores them, folded to lower case.

mod columns;
mod ddl;
mod format;
mod projection;
mod search;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

pub use columns::ColumnList;
pub use ddl::create_statement;
pub use format::{AVRO_SCHEMA, TableFormat, TableFormatOptions, TableStorage};
pub use projection::{ENABLED as PROJECTION_ENABLED, Projection, TEMPLATE as PROJECTION_TEMPLATE, projection_problems};
pub use search::{Mention, mentions};

/// Longest name. Source: AWS Glue service model, NameString.
const LONGEST: usize = 255;

/// The name of a database, folded to lower case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DatabaseName(String);

impl DatabaseName {
    /// A name that the catalog has: whatever it holds, it is to be shown.
    pub fn stored(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DatabaseName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for DatabaseName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        folded("database", text).map(Self)
    }
}

/// The name of a table with its database, folded to lower case: `db.table`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableName {
    /// The database.
    pub database: DatabaseName,
    /// The table's own name.
    pub table: String,
}

impl TableName {
    /// A name from its parts.
    pub fn new(database: DatabaseName, table: &str) -> Result<Self, String> {
        Ok(Self { database, table: folded("table", table)? })
    }
}

impl fmt::Display for TableName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.database, self.table)
    }
}

impl FromStr for TableName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (database, table) =
            text.split_once('.').ok_or_else(|| format!("`{text}` names no table: write database.table"))?;
        Self::new(database.parse()?, table)
    }
}

/// The catalog takes nearly anything; queries do not. What cannot be queried is refused where it is made.
fn folded(noun: &str, text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Err(format!("a {noun} needs a name"));
    }
    if text.chars().count() > LONGEST {
        return Err(format!("a {noun}'s name has at most {LONGEST} characters"));
    }
    if let Some(bad) = text.chars().find(|character| character.is_control() || "`\"';/\\".contains(*character)) {
        return Err(format!("a {noun}'s name cannot hold {bad:?}"));
    }
    Ok(text.to_lowercase())
}

/// A database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Database {
    pub name: String,
    pub description: Option<String>,
    pub location: Option<String>,
    pub parameters: BTreeMap<String, String>,
    /// Milliseconds since the epoch.
    pub created_millis: Option<i64>,
}

/// A column or partition key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableColumn {
    pub name: String,
    /// As it is written in the catalog.
    pub column_type: String,
    pub comment: Option<String>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    pub database: String,
    pub name: String,
    pub description: Option<String>,
    pub owner: Option<String>,
    /// `EXTERNAL_TABLE`, `VIRTUAL_VIEW`, …
    pub table_type: Option<String>,
    pub columns: Vec<TableColumn>,
    pub partition_keys: Vec<TableColumn>,
    pub location: Option<String>,
    pub input_format: Option<String>,
    pub output_format: Option<String>,
    pub serialization_library: Option<String>,
    pub serde_parameters: BTreeMap<String, String>,
    pub parameters: BTreeMap<String, String>,
    /// Milliseconds since the epoch.
    pub created_millis: Option<i64>,
    /// Milliseconds since the epoch.
    pub updated_millis: Option<i64>,
    pub created_by: Option<String>,
    pub version: Option<String>,
    /// Views: the statement as the catalog holds it.
    pub view_text: Option<String>,
}

impl Table {
    /// A parameter of the table.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).map(String::as_str)
    }

    /// Whether the table's truth is in Iceberg metadata that the catalog only points to.
    pub fn is_iceberg(&self) -> bool {
        self.parameter("table_type").is_some_and(|kind| kind.eq_ignore_ascii_case("iceberg"))
    }

    /// `csv`, `json`, `parquet`, …: what the table says, or what its reader tells.
    pub fn classification(&self) -> Option<&str> {
        if let Some(said) = self.parameter("classification") {
            return Some(said);
        }
        let library = self.serialization_library.as_deref()?.to_ascii_lowercase();
        ["parquet", "orc", "avro", "json", "csv"]
            .into_iter()
            .find(|format| library.contains(format))
            .or_else(|| library.contains("lazysimple").then_some("csv"))
    }
}

/// A partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partition {
    /// One per partition key, in their order.
    pub values: Vec<String>,
    pub location: Option<String>,
    pub parameters: BTreeMap<String, String>,
    /// Milliseconds since the epoch.
    pub created_millis: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded_and_checked() {
        let name: TableName = "Raw.Orders".parse().unwrap();
        assert_eq!(name.to_string(), "raw.orders");
        for bad in ["orders", ".x", "x.", "a.b`c", "a.b\nc", "a.b\"c"] {
            assert!(bad.parse::<TableName>().is_err(), "{bad}");
        }
        // A dot after the first belongs to the table's name: crawlers replace it, people do not.
        assert_eq!("a.b.c".parse::<TableName>().unwrap().table, "b.c");
    }

    #[test]
    fn the_reader_tells_the_format() {
        let table = |library: &str| Table { serialization_library: Some(library.to_owned()), ..Table::default() };
        assert_eq!(
            table("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe").classification(),
            Some("parquet")
        );
        assert_eq!(table("org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe").classification(), Some("csv"));
        assert_eq!(table("x").classification(), None);
    }
}
