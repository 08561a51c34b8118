//! What the engine needs from a lake: a catalog of tables, and the files that hold their rows.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use async_trait::async_trait;

use super::error::EngineError;

/// A column as the catalog keeps it: the type is a Hive type string such as `array<struct<a:int>>`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColumnDefinition {
    pub name: String,
    pub type_name: String,
    pub comment: Option<String>,
}

impl ColumnDefinition {
    pub fn new(name: impl Into<String>, type_name: impl Into<String>) -> Self {
        Self { name: name.into(), type_name: type_name.into(), comment: None }
    }
}

/// How the bytes at a place are to be read: a Glue storage descriptor without its columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Storage {
    /// `s3://bucket/prefix`; may lack the last slash.
    pub location: String,
    pub input_format: String,
    pub output_format: String,
    pub serde_library: String,
    pub serde_parameters: BTreeMap<String, String>,
}

/// A table of the catalog, as the caller may see it.
///
/// `columns` lists every column, since text formats are read by position; those in `denied_columns` cannot be referred to.
/// `row_filter` is an SQL condition over all columns, applied below anything that the caller wrote.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableDefinition {
    pub database: String,
    pub name: String,
    pub description: Option<String>,
    /// `EXTERNAL_TABLE`, `VIRTUAL_VIEW` and so on.
    pub table_type: String,
    pub columns: Vec<ColumnDefinition>,
    pub partition_keys: Vec<ColumnDefinition>,
    pub storage: Storage,
    pub parameters: BTreeMap<String, String>,
    /// Names, in lower case, that the caller has no grant for.
    pub denied_columns: BTreeSet<String>,
    pub row_filter: Option<String>,
    /// The columns that rows are put into buckets by, and how many buckets there are.
    pub buckets: Option<(Vec<String>, u32)>,
    /// What a view keeps of its statement; see `view`.
    pub view_text: Option<String>,
    /// The caller may see the definition and read no row.
    pub unreadable: bool,
    /// The catalog's name of this state of the table; an update is of this state or fails.
    pub version: Option<String>,
}

/// One partition: the values in the order of the table's partition keys, and its own storage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartitionDefinition {
    pub values: Vec<String>,
    pub storage: Storage,
    /// The partition's own columns; empty means the table's.
    pub columns: Vec<ColumnDefinition>,
    pub parameters: BTreeMap<String, String>,
}

/// What `CREATE DATABASE` says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DatabaseDefinition {
    pub name: String,
    pub description: Option<String>,
    pub location: Option<String>,
    pub parameters: BTreeMap<String, String>,
}

/// Object of the lake: the object's name and the plain file that holds its bytes.
#[derive(Debug, Clone)]
pub struct ObjectFile {
    /// `s3://bucket/key`.
    pub uri: String,
    pub size: u64,
    pub modified: SystemTime,
    pub path: PathBuf,
    /// Who brings the parts that are read, when the file at `path` does not have them yet.
    pub elsewhere: Option<Arc<dyn Elsewhere>>,
}

/// Files that are elsewhere, of which the parts come that are needed.
#[async_trait]
pub trait Elsewhere: Send + Sync + std::fmt::Debug {
    /// Every such file whose name begins with the location, in order of name.
    fn list(&self, location: &str) -> Vec<ObjectFile>;
    /// Brings parts of a file to its path; in words why not.
    async fn bring(&self, uri: &str, parts: &[Range<u64>]) -> Result<(), String>;
}

/// Brings parts of a file, when it is elsewhere.
pub async fn bring(elsewhere: Option<&dyn Elsewhere>, uri: &str, parts: &[Range<u64>]) -> Result<(), EngineError> {
    let Some(elsewhere) = elsewhere else { return Ok(()) };
    let broken = |error| EngineError::user("HIVE_CANNOT_OPEN_SPLIT", format_args!("Error opening {uri}: {error}"));
    elsewhere.bring(uri, parts).await.map_err(broken)
}

/// The same for readers that wait: on a thread of their own, as all of them are.
pub fn bring_now(elsewhere: Option<&dyn Elsewhere>, uri: &str, part: Range<u64>) -> Result<(), EngineError> {
    if elsewhere.is_none() {
        return Ok(());
    }
    tokio::runtime::Handle::current().block_on(bring(elsewhere, uri, &[part]))
}

/// The catalog, seen with one caller's rights. A name that the caller may not see is `None`.
#[async_trait]
pub trait Catalog: Send + Sync + std::fmt::Debug {
    async fn databases(&self) -> Result<Vec<String>, EngineError>;
    async fn database(&self, name: &str) -> Result<Option<DatabaseDefinition>, EngineError>;
    async fn tables(&self, database: &str) -> Result<Vec<String>, EngineError>;
    async fn table(&self, database: &str, table: &str) -> Result<Option<TableDefinition>, EngineError>;
    async fn partitions(&self, table: &TableDefinition) -> Result<Vec<PartitionDefinition>, EngineError>;

    /// Fails unless the caller may add rows to a table.
    async fn may_insert(&self, table: &TableDefinition) -> Result<(), EngineError>;
    /// Fails unless the caller may make a table in a database over a place.
    async fn may_create_table(&self, database: &str, location: &str) -> Result<(), EngineError>;
    /// Fails unless the caller may have objects written below a place.
    async fn may_write(&self, location: &str) -> Result<(), EngineError>;
    /// Fails unless the caller may add or remove partitions of a table; so it may know which there are.
    async fn may_change_partitions(&self, table: &TableDefinition) -> Result<(), EngineError>;

    async fn create_database(&self, database: &DatabaseDefinition) -> Result<(), EngineError>;
    /// Sets parameters of a database that is there; its others stay, whoever else sets them meanwhile.
    async fn set_database_properties(
        &self,
        name: &str,
        properties: &BTreeMap<String, String>,
    ) -> Result<(), EngineError>;
    /// Removes a database; with `cascade` all tables in it, those included that the caller does not see. Without, one
    /// with tables is an error.
    async fn drop_database(&self, name: &str, cascade: bool) -> Result<(), EngineError>;
    async fn create_table(&self, table: &TableDefinition) -> Result<(), EngineError>;
    /// Replaces the definition of an existing table. When the table is not of the definition's version any more, that is
    /// an error for which [`EngineError::is_conflict`] holds.
    async fn update_table(&self, table: &TableDefinition) -> Result<(), EngineError>;
    async fn drop_table(&self, database: &str, table: &str) -> Result<(), EngineError>;
    /// Adds partitions; one that exists already is an error of the whole call.
    async fn add_partitions(
        &self,
        table: &TableDefinition,
        partitions: &[PartitionDefinition],
    ) -> Result<(), EngineError>;
    /// Gives a partition other values, another place, or both.
    async fn move_partition(
        &self,
        table: &TableDefinition,
        values: &[String],
        to: &[String],
        location: &str,
    ) -> Result<(), EngineError>;
    async fn drop_partitions(&self, table: &TableDefinition, values: &[Vec<String>]) -> Result<(), EngineError>;
}

/// The objects, seen with one caller's rights.
#[async_trait]
pub trait Objects: Send + Sync + std::fmt::Debug {
    /// Every object whose name begins with the location, in order of name.
    async fn list(&self, location: &str) -> Result<Vec<ObjectFile>, EngineError>;
    /// Makes the finished local file the object of that name; the file is taken over.
    async fn put_file(&self, uri: &str, local: &Path) -> Result<(), EngineError>;
    /// Takes back what `put_file` made, when the statement that wrote it fails.
    async fn remove_file(&self, uri: &str) -> Result<(), EngineError>;
    /// A directory for files that `put_file` will take over, best on the same file system as the objects.
    fn staging(&self) -> PathBuf {
        std::env::temp_dir()
    }
}
