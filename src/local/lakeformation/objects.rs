//! What the catalog has, as far as permissions care.

use std::collections::BTreeSet;

use serde_json::Value;

use super::cells_filter;
use super::{tag, tag_expression};
use crate::domain::permission::{Columns, Resource};
use crate::glue::catalog::{DATABASE, TABLE};
use crate::store::{StoreError, Tx, scope};
use crate::wire::ServiceError;

/// The names of a table's columns, partition keys included, in order.
pub fn column_names(table: &Value) -> Vec<String> {
    let names = |columns: &Value| -> Vec<String> {
        let columns = columns.as_array().map_or(&[][..], Vec::as_slice);
        columns.iter().filter_map(|column| column["Name"].as_str()).map(str::to_lowercase).collect()
    };
    let mut all = names(&table["StorageDescriptor"]["Columns"]);
    all.extend(names(&table["PartitionKeys"]));
    all
}

/// Fails when a resource, or a column that is named, is not there.
pub fn check_exists(tx: &Tx<'_>, region: &str, resource: &Resource, columns: &Columns) -> Result<(), ServiceError> {
    match resource {
        Resource::Catalog | Resource::DataLocation { .. } => Ok(()),
        Resource::Database { database } | Resource::AllTables { database } => {
            database_document(tx, region, database).map(|_| ())
        }
        Resource::Table { database, table } => {
            let document = table_document(tx, region, database, table)?;
            let (Columns::Only(names) | Columns::Except(names)) = columns else { return Ok(()) };
            let known: BTreeSet<String> = column_names(&document).into_iter().collect();
            match names.iter().find(|name| !known.contains(*name)) {
                None => Ok(()),
                Some(name) => Err(ServiceError::invalid(format!(
                    "Permissions modification is invalid: non-existent column {name} in table {database}.{table}"
                ))),
            }
        }
        Resource::CellsFilter { database, table, name } => {
            cells_filter::require(tx, region, database, table, name).map(|_| ())
        }
        Resource::Tag { key, values } => tag::check_values(tx, region, key, values),
        Resource::TagExpression { name } => tag_expression::require(tx, region, name).map(|_| ()),
        Resource::TagPolicy { expression, .. } => {
            if let Some(name) = expression.name() {
                return tag_expression::require(tx, region, name).map(|_| ());
            }
            expression.parts().iter().try_for_each(|part| tag::check_values(tx, region, &part.key, &part.values))
        }
    }
}

/// The document of a database that must be there.
pub fn database_document(tx: &Tx<'_>, region: &str, database: &str) -> Result<Value, ServiceError> {
    tx.get(DATABASE, &scope(&[region]), database)?.ok_or_else(|| not_found(&format!("Database {database} not found.")))
}

/// The document of a table that must be there.
pub fn table_document(tx: &Tx<'_>, region: &str, database: &str, table: &str) -> Result<Value, ServiceError> {
    database_document(tx, region, database)?;
    tx.get(TABLE, &scope(&[region, database]), table)?.ok_or_else(|| not_found(&format!("Table {table} not found.")))
}

/// Every table of a database.
pub fn tables(tx: &Tx<'_>, region: &str, database: &str) -> Result<Vec<(String, Value)>, StoreError> {
    tx.list(TABLE, &scope(&[region, database]))
}

/// Every database.
pub fn databases(tx: &Tx<'_>, region: &str) -> Result<Vec<(String, Value)>, StoreError> {
    tx.list(DATABASE, &scope(&[region]))
}

fn not_found(message: &str) -> ServiceError {
    ServiceError::client("EntityNotFoundException", message)
}
