//! What happens to permissions when catalog objects come and go.

use serde_json::Value;

use super::grants::{self, Author};
use super::{cells_filter, settings, tag_assignment};
use crate::domain::permission::{Columns, EVERY_IAM_PRINCIPAL, Grant, Permission, Principal, Resource};
use crate::store::{StoreError, Tx};
use crate::wire::Caller;

/// What new tables of a database that was made without saying so are granted.
pub fn table_permissions(tx: &Tx<'_>, caller: &Caller) -> Result<Value, StoreError> {
    let settings = settings::read(tx, &caller.region, &caller.account)?;
    Ok(settings["CreateTableDefaultPermissions"].clone())
}

/// A database was made: grants its defaults, and everything to whoever made it.
pub fn database_created(tx: &Tx<'_>, caller: &Caller, now: i64, name: &str) -> Result<(), StoreError> {
    let settings = settings::read(tx, &caller.region, &caller.account)?;
    let open = is_open(&settings["CreateDatabaseDefaultPermissions"]);
    created(tx, caller, now, &Resource::database(name), open)
}

/// A table was made in a database (its document): grants what the database says, and everything to its maker.
pub fn table_created(tx: &Tx<'_>, caller: &Caller, now: i64, database: &Value, name: &str) -> Result<(), StoreError> {
    let open = is_open(&database["CreateTableDefaultPermissions"]);
    let in_database = database["Name"].as_str().unwrap_or_default();
    created(tx, caller, now, &Resource::table(in_database, name), open)
}

/// A database and all in it went, and every grant and tag on them with it.
pub fn database_deleted(tx: &Tx<'_>, caller: &Caller, name: &str) -> Result<(), StoreError> {
    tag_assignment::forget_database(tx, &caller.region, name)?;
    grants::forget(tx, &caller.region, &caller.account, |resource| match resource {
        Resource::Database { database }
        | Resource::Table { database, .. }
        | Resource::AllTables { database }
        | Resource::CellsFilter { database, .. } => database == name,
        _ => false,
    })
}

/// A table went, and every grant, tag and filter on it with it.
pub fn table_deleted(tx: &Tx<'_>, caller: &Caller, database: &str, name: &str) -> Result<(), StoreError> {
    tag_assignment::forget_table(tx, &caller.region, database, name)?;
    cells_filter::forget_table(tx, &caller.region, database, name)?;
    grants::forget(tx, &caller.region, &caller.account, |resource| match resource {
        Resource::Table { database: theirs, table } | Resource::CellsFilter { database: theirs, table, .. } => {
            theirs == database && table == name
        }
        _ => false,
    })
}

fn is_open(permissions: &Value) -> bool {
    permissions.as_array().is_some_and(|list| {
        list.iter().any(|entry| entry["Principal"]["DataLakePrincipalIdentifier"] == EVERY_IAM_PRINCIPAL)
    })
}

fn created(tx: &Tx<'_>, caller: &Caller, now: i64, resource: &Resource, open: bool) -> Result<(), StoreError> {
    let author = Author { region: &caller.region, account: &caller.account, principal: &caller.principal, now };
    let all_to = |principal: Principal, grantable: bool| Grant {
        principal,
        resource: resource.clone(),
        permission: Permission::All,
        columns: Columns::All,
        grantable,
    };
    if open {
        grants::add(tx, author, &[all_to(Principal::as_given(EVERY_IAM_PRINCIPAL), false)])?;
    }
    // An administrator has everything anyway; a grant to it would outlive its office.
    if !settings::is_admin(tx, &caller.region, &caller.account, &caller.principal)? {
        grants::add(tx, author, &[all_to(Principal::as_given(&caller.principal), true)])?;
    }
    Ok(())
}
