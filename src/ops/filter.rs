//! Row and cell filters.

use crate::aws::Read;
use crate::domain::catalog::TableName;
use crate::domain::permission::CellsFilter;
use crate::domain::shell_word::option;
use crate::error::Result;
use crate::require::{Sought, require_read};

/// The filters of a table, or of every table, by table and name.
pub async fn list(read: &Read, table: Option<&TableName>) -> Result<Vec<CellsFilter>> {
    let mut filters = read.filters(table).await?;
    filters.sort_by(|a, b| (&a.database, &a.table, &a.name).cmp(&(&b.database, &b.table, &b.name)));
    Ok(filters)
}

/// A filter that must be there.
pub async fn need(read: &Read, table: &TableName, name: &str) -> Result<CellsFilter> {
    let list = format!("lakectl filter list {}", option("--on", &table.to_string()));
    let sought = Sought { what: format!("filter `{name}` on {table}"), typed: name, list };
    let known = || async { Ok(read.filters(Some(table)).await?.into_iter().map(|filter| filter.name).collect()) };
    require_read(read.filter(table, name).await, sought, known).await
}
