//! Tables.

use crate::aws::Read;
use crate::domain::catalog::{DatabaseName, Mention, Partition, Table, TableName, mentions};
use crate::error::{Error, Result};
use crate::ops::db;
use crate::ops::require::{Sought, require_read};

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
    let found = read.table(name).await;
    if matches!(found, Ok(None)) {
        db::need(read, &name.database).await?;
    }
    let typed = name.to_string();
    let list = format!("lakectl table list {}", name.database);
    let sought = Sought { what: format!("table `{name}`"), typed: &typed, list };
    let known = || async {
        let tables = read.tables(&name.database).await?;
        Ok(tables.iter().map(|table| format!("{}.{}", name.database, table.name)).collect())
    };
    require_read(found, sought, known).await
}

/// A table with its partitions.
pub async fn show(read: &Read, name: &TableName) -> Result<(Table, Vec<Partition>)> {
    let table = need(read, name).await?;
    let partitions = if table.partition_keys.is_empty() { Vec::new() } else { read.partitions(name).await? };
    Ok((table, partitions))
}

/// Tables that mention all the words in one place, with the places. Those found by name come first.
pub async fn search(
    read: &Read,
    database: Option<&DatabaseName>,
    words: &[String],
) -> Result<Vec<(Table, Vec<Mention>)>> {
    let mut found: Vec<(Table, Vec<Mention>)> = list(read, database)
        .await?
        .into_iter()
        .map(|table| {
            let mentions = mentions(&table, words);
            (table, mentions)
        })
        .filter(|(_, mentions)| !mentions.is_empty())
        .collect();
    found.sort_by_key(|(_, mentions)| mentions.first().is_none_or(|first| first.place != "name"));
    Ok(found)
}

/// The versions of a table, newest first.
pub async fn history(read: &Read, name: &TableName) -> Result<Vec<Table>> {
    need(read, name).await?;
    read.table_versions(name).await
}

/// An earlier version of a table, for going back to it.
pub async fn version(read: &Read, name: &TableName, wanted: &str) -> Result<Table> {
    let live = need(read, name).await?;
    if live.is_iceberg() {
        return Err(Error::refused(format!("`{name}` is an Iceberg table: its versions are the snapshots of its metadata"))
            .hint("roll it back where it is written, in Spark or Athena: an old entry of the catalog would point to old metadata"));
    }
    let versions = read.table_versions(name).await?;
    let known: Vec<String> = versions.iter().filter_map(|table| table.version.clone()).collect();
    // The catalog writes 3 or 0000000003; an operator may write either.
    let bare = |version: &str| version.trim_start_matches('0').to_owned();
    let found = versions.into_iter().find(|table| table.version.as_deref().map(bare) == Some(bare(wanted)));
    found.ok_or_else(|| {
        Error::not_found(format!("table `{name}` has no version {wanted}"))
            .hint(format!("it has {}: lakectl table history {name}", known.join(", ")))
    })
}
