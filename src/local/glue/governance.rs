//! Where the catalog asks Lake Formation what a caller may see, and tells it what came and went.
//!
//! Every read and every change of the catalog passes here, so that there is one place to look at.

use serde_json::{Value, json};

use super::actor::Actor;
use crate::local::store::Tx;
use crate::local::wire::{Caller, ServiceError};

/// The default permissions of the tables of a new database.
pub fn default_table_permissions(_tx: &Tx<'_>, _actor: &Actor) -> Result<Value, ServiceError> {
    Ok(json!([{
        "Principal": { "DataLakePrincipalIdentifier": "IAM_ALLOWED_PRINCIPALS" },
        "Permissions": ["ALL"],
    }]))
}

/// A database as the caller may see it; `None` when it may not.
pub fn visible_database(_tx: &Tx<'_>, _caller: &Caller, database: Value) -> Result<Option<Value>, ServiceError> {
    Ok(Some(database))
}

/// A table as the caller may see it, without the columns that it may not; `None` when it may not see it at all.
pub fn visible_table(_tx: &Tx<'_>, _caller: &Caller, table: Value) -> Result<Option<Value>, ServiceError> {
    Ok(Some(table))
}

/// A database was made.
pub fn database_created(_tx: &Tx<'_>, _actor: &Actor, _name: &str) -> Result<(), ServiceError> {
    Ok(())
}

/// A database and all in it went.
pub fn database_deleted(_tx: &Tx<'_>, _actor: &Actor, _name: &str) -> Result<(), ServiceError> {
    Ok(())
}

/// A table was made in a database.
pub fn table_created(_tx: &Tx<'_>, _actor: &Actor, _database: &Value, _table: &str) -> Result<(), ServiceError> {
    Ok(())
}

/// A table went.
pub fn table_deleted(_tx: &Tx<'_>, _actor: &Actor, _database: &str, _table: &str) -> Result<(), ServiceError> {
    Ok(())
}

/// The service's answer to a caller without the permission.
pub fn denied(permission: &str, resource: &str) -> ServiceError {
    ServiceError::client(
        "AccessDeniedException",
        format!("Insufficient Lake Formation permission(s): Required {permission} on {resource}"),
    )
}
