//! Databases.

use crate::aws::Read;
use crate::domain::catalog::{Database, DatabaseName, Table};
use crate::error::{Error, Result};

/// Every database, by name.
pub async fn list(read: &Read) -> Result<Vec<Database>> {
    let mut databases = read.databases().await?;
    databases.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(databases)
}

/// A database that must be there.
pub async fn need(read: &Read, name: &DatabaseName) -> Result<Database> {
    if let Some(database) = read.database(name).await? {
        return Ok(database);
    }
    let known = read.databases().await?;
    Err(Error::not_found(format!("there is no database `{name}`"))
        .did_you_mean(name.as_str(), known.iter().map(|database| database.name.as_str()))
        .hint("lakectl db list"))
}

/// A database with its tables, by name.
pub async fn show(read: &Read, name: &DatabaseName) -> Result<(Database, Vec<Table>)> {
    let database = need(read, name).await?;
    let mut tables = read.tables(name).await?;
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((database, tables))
}
