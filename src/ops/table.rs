//! Tables.

use crate::aws::Read;
use crate::domain::catalog::{DatabaseName, Partition, Table, TableName};
use crate::error::{Error, Result};
use crate::ops::db;

/// The tables of a database, or of every database, by name.
pub async fn list(read: &Read, database: Option<&DatabaseName>) -> Result<Vec<Table>> {
    let mut tables = Vec::new();
    match database {
        Some(name) => {
            db::need(read, name).await?;
            tables = read.tables(name).await?;
        }
        None => {
            for database in read.databases().await? {
                tables.extend(read.tables(&DatabaseName::stored(&database.name)).await?);
            }
        }
    }
    tables.sort_by(|a, b| (&a.database, &a.name).cmp(&(&b.database, &b.name)));
    Ok(tables)
}

/// A table that must be there.
pub async fn need(read: &Read, name: &TableName) -> Result<Table> {
    if let Some(table) = read.table(name).await? {
        return Ok(table);
    }
    db::need(read, &name.database).await?;
    let known: Vec<String> =
        read.tables(&name.database).await?.iter().map(|table| format!("{}.{}", name.database, table.name)).collect();
    Err(Error::not_found(format!("there is no table `{name}`"))
        .did_you_mean(&name.to_string(), known.iter().map(String::as_str))
        .hint(format!("lakectl table list {}", name.database)))
}

/// A table with its partitions.
pub async fn show(read: &Read, name: &TableName) -> Result<(Table, Vec<Partition>)> {
    let table = need(read, name).await?;
    let partitions = if table.partition_keys.is_empty() { Vec::new() } else { read.partitions(name).await? };
    Ok((table, partitions))
}
