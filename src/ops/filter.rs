//! Row and cell filters.

use crate::aws::Read;
use crate::domain::catalog::TableName;
use crate::domain::permission::CellsFilter;
use crate::error::{Error, Result};

/// The filters of a table, or of every table, by table and name.
pub async fn list(read: &Read, table: Option<&TableName>) -> Result<Vec<CellsFilter>> {
    let mut filters = read.filters(table).await?;
    filters.sort_by(|a, b| (&a.database, &a.table, &a.name).cmp(&(&b.database, &b.table, &b.name)));
    Ok(filters)
}

/// A filter that must be there.
pub async fn need(read: &Read, table: &TableName, name: &str) -> Result<CellsFilter> {
    if let Some(filter) = read.filter(table, name).await? {
        return Ok(filter);
    }
    let known = list(read, Some(table)).await?;
    Err(Error::not_found(format!("there is no filter `{name}` on {table}"))
        .did_you_mean(name, known.iter().map(|filter| filter.name.as_str()))
        .hint(format!("lakectl filter list --on {table}")))
}
