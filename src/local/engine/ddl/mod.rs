//! Hive's side of the dialect: databases, tables, partitions, and what shows them.
//!
//! `lexer` and `parser` turn text into a `Ddl` value and know no catalog; `run` carries it out; `show` lays out its answers.

mod lexer;
mod parser;
mod run;
mod show;

pub use run::{run, visible_partitions};

use std::collections::BTreeMap;

use super::source::{ColumnDefinition, DatabaseDefinition, TableDefinition};

/// A name with its database, when it says one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    pub database: Option<String>,
    pub table: String,
}

/// Values of partition keys, in the order written.
pub type Spec = Vec<(String, String)>;

/// Where a column is put among the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    First,
    After(String),
}

/// What of a table DESCRIBE shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// `FORMATTED` and `EXTENDED`: the definition too.
    pub whole: bool,
    pub partition: Option<Spec>,
    pub column: Option<String>,
}

/// A parsed statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ddl {
    CreateDatabase {
        database: DatabaseDefinition,
        if_not_exists: bool,
    },
    DropDatabase {
        name: String,
        if_exists: bool,
        cascade: bool,
    },
    CreateTable {
        name: Name,
        table: Box<TableDefinition>,
        if_not_exists: bool,
    },
    DropTable {
        name: Name,
        if_exists: bool,
    },
    ShowDatabases {
        like: Option<String>,
    },
    ShowTables {
        database: Option<String>,
        like: Option<String>,
    },
    DropView {
        name: Name,
        if_exists: bool,
    },
    ShowViews {
        database: Option<String>,
        like: Option<String>,
    },
    ShowCreateView {
        name: Name,
    },
    ShowColumns {
        name: Name,
    },
    ShowPartitions {
        name: Name,
    },
    ShowCreateTable {
        name: Name,
    },
    ShowProperties {
        name: Name,
        key: Option<String>,
    },
    Describe {
        name: Name,
        form: Form,
    },
    AddPartitions {
        name: Name,
        if_not_exists: bool,
        partitions: Vec<(Spec, Option<String>)>,
    },
    DropPartitions {
        name: Name,
        if_exists: bool,
        partitions: Vec<Spec>,
    },
    AddColumns {
        name: Name,
        columns: Vec<ColumnDefinition>,
    },
    ReplaceColumns {
        name: Name,
        columns: Vec<ColumnDefinition>,
    },
    /// Columns of another name, type, place or comment.
    ChangeColumn {
        name: Name,
        old: String,
        column: ColumnDefinition,
        place: Option<Place>,
    },
    SetDatabaseProperties {
        database: String,
        properties: BTreeMap<String, String>,
    },
    SetPartitionLocation {
        name: Name,
        partition: Spec,
        location: String,
    },
    RenamePartition {
        name: Name,
        partition: Spec,
        to: Spec,
    },
    SetLocation {
        name: Name,
        location: String,
    },
    SetProperties {
        name: Name,
        properties: BTreeMap<String, String>,
    },
    Repair {
        name: Name,
    },
}
