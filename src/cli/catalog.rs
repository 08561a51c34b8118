//! How the catalog's things are shown, for the nouns that share them.

use serde_json::{Value, json};

use crate::clock::{from_epoch_millis, rfc3339};
use crate::domain::catalog::{Table, TableColumn};
use crate::render::{Column, Style};

/// The columns of a list of tables.
pub const TABLE_COLUMNS: &[Column] = &[
    Column::text("DATABASE", "database"),
    Column::text("NAME", "name"),
    Column::text("FORMAT", "format"),
    Column::new("COLUMNS", "column_count", Style::Count),
    Column::new("PARTITION KEYS", "partition_keys", Style::List),
    Column::text("LOCATION", "location"),
];

/// A table in a list.
pub fn table_row(table: &Table) -> Value {
    json!({
        "database": table.database,
        "name": table.name,
        "format": table.classification(),
        "type": table.table_type,
        "column_count": table.columns.len(),
        "partition_keys": table.partition_keys.iter().map(|key| key.name.as_str()).collect::<Vec<_>>(),
        "location": table.location,
        "description": table.description,
        "updated": time(table.updated_millis),
    })
}

/// A column in a list.
pub fn column_row(column: &TableColumn) -> Value {
    json!({ "name": column.name, "type": column.column_type, "comment": column.comment })
}

/// A time as JSON.
pub fn time(millis: Option<i64>) -> Option<String> {
    millis.map(|millis| rfc3339(from_epoch_millis(millis)))
}

/// A number with its noun: `1 table`, `2 tables`.
pub fn counted(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
