//! Row and cell filters: named parts of a table that can be granted on their own.

use super::Columns;

/// A filter of rows and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellsFilter {
    /// The database.
    pub database: String,
    /// The table.
    pub table: String,
    /// The filter's name.
    pub name: String,
    /// The condition that rows satisfy, in SQL; none lets every row through.
    pub rows: Option<String>,
    /// The columns that are seen.
    pub columns: Columns,
    /// The version that an update must name; none for one that is not there yet.
    pub version: Option<String>,
}
