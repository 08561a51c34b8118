//! Databases.

use crate::aws::Read;
use crate::domain::catalog::{Database, DatabaseName, Table};
use crate::error::Result;
use crate::require::{Sought, require_read};

/// Every database, by name.
pub async fn list(read: &Read) -> Result<Vec<Database>> {
    let mut databases = read.databases().await?;
    databases.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(databases)
}

/// A database that must be there.
pub async fn need(read: &Read, name: &DatabaseName) -> Result<Database> {
    let what = format!("database `{name}`");
    let sought = Sought { what, typed: name.as_str(), list: "lakectl db list".to_owned() };
    let known = || async { Ok(read.databases().await?.into_iter().map(|database| database.name).collect()) };
    require_read(read.database(name).await, sought, known).await
}

/// A database with its tables, by name.
pub async fn show(read: &Read, name: &DatabaseName) -> Result<(Database, Vec<Table>)> {
    let database = need(read, name).await?;
    let mut tables = read.tables(name).await?;
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((database, tables))
}
