//! Where the catalog asks Lake Formation what a caller may see, and tells it what came and went.
//!
//! Every read and every change of the catalog passes here, so that there is one place to look at.

use serde_json::Value;

use super::actor::Actor;
use crate::domain::permission::{Permission, Resource};
use crate::lakeformation::{access, defaults, place, settings};
use crate::store::Tx;
use crate::wire::{Caller, ServiceError};

/// The default permissions of the tables of a new database.
pub fn default_table_permissions(tx: &Tx<'_>, actor: &Actor) -> Result<Value, ServiceError> {
    Ok(defaults::table_permissions(tx, &actor.caller)?)
}

/// A database as the caller may see it; `None` when it may not.
pub fn visible_database(tx: &Tx<'_>, caller: &Caller, database: Value) -> Result<Option<Value>, ServiceError> {
    let name = database["Name"].as_str().unwrap_or_default();
    Ok(access::sees_database(tx, caller, name)?.then_some(database))
}

/// A table as the caller may see it, without the columns that it may not; `None` when it may not see it at all.
pub fn visible_table(tx: &Tx<'_>, caller: &Caller, table: Value) -> Result<Option<Value>, ServiceError> {
    let database = table["DatabaseName"].as_str().unwrap_or_default();
    access::visible_table(tx, caller, database, &table)
}

/// How much of a table the caller sees.
pub fn sees_whole_table(tx: &Tx<'_>, caller: &Caller, table: &Value) -> Result<access::Whole, ServiceError> {
    access::sees_whole_table(tx, caller, table["DatabaseName"].as_str().unwrap_or_default(), table)
}

/// A former version of a table as the caller may see it: like the table itself.
pub fn visible_version(tx: &Tx<'_>, caller: &Caller, version: Value) -> Result<Option<Value>, ServiceError> {
    visible_table(tx, caller, version)
}

/// Fails unless a table, a partition or a database of the caller's may lie at a place. Empty is no place.
///
/// Whoever points a table at a place reads it, so the place has to be granted (DATA_LOCATION_ACCESS), or to lie in one of
/// `own`: where the table or its database lies already. The role of a crawler or job that an administrator vouches for is
/// held to have S3's permissions, which is enough for whatever is not registered with Lake Formation.
pub fn may_locate(tx: &Tx<'_>, actor: &Actor, wanted: &str, own: &[&str]) -> Result<(), ServiceError> {
    let caller = &actor.caller;
    let is_own = |outer: &str| place::covers(outer, wanted);
    if wanted.is_empty()
        || settings::is_admin(tx, &caller.region, &caller.account, &caller.principal)?
        || own.iter().any(|outer| is_own(outer))
        || actor.own_place.as_deref().is_some_and(is_own)
        || place::is_granted(tx, caller, wanted)?
        || (caller.vouched && !place::touches_registered(tx, &caller.region, wanted)?)
    {
        return Ok(());
    }
    Err(denied("Data Location Access", wanted))
}

/// As [`may_locate`], for every place that a storage descriptor names.
pub fn may_store(tx: &Tx<'_>, actor: &Actor, storage: &Value, own: &[&str]) -> Result<(), ServiceError> {
    let further = storage["AdditionalLocations"].as_array().into_iter().flatten();
    for wanted in std::iter::once(&storage["Location"]).chain(further).filter_map(Value::as_str) {
        may_locate(tx, actor, wanted, own)?;
    }
    Ok(())
}

/// Fails unless the caller may hand a role to a crawler or a job, or use one that has it: administrators any, others
/// only the role that they are.
pub fn may_pass_role(tx: &Tx<'_>, caller: &Caller, role: &str) -> Result<(), ServiceError> {
    let role = role_arn(&caller.account, role);
    if caller.principal == role || settings::is_admin(tx, &caller.region, &caller.account, &caller.principal)? {
        return Ok(());
    }
    Err(ServiceError::client(
        "AccessDeniedException",
        format!("User: {} is not authorized to perform: iam:PassRole on resource: {role}", caller.principal),
    ))
}

/// The ARN of a role given by its name or its ARN.
pub fn role_arn(account: &str, role: &str) -> String {
    if role.starts_with("arn:") { role.to_owned() } else { format!("arn:aws:iam::{account}:role/{role}") }
}

/// Fails unless the caller may make databases.
pub fn may_create_database(tx: &Tx<'_>, actor: &Actor) -> Result<(), ServiceError> {
    access::require(tx, &actor.caller, Permission::CreateDatabase, &Resource::Catalog)
}

/// Fails unless the caller has a right on a database.
pub fn may_database(tx: &Tx<'_>, actor: &Actor, right: Permission, name: &str) -> Result<(), ServiceError> {
    access::require(tx, &actor.caller, right, &Resource::database(name))
}

/// Fails unless the caller has a right on a table.
pub fn may_table(
    tx: &Tx<'_>,
    actor: &Actor,
    right: Permission,
    database: &str,
    name: &str,
) -> Result<(), ServiceError> {
    access::require(tx, &actor.caller, right, &Resource::table(database, name))
}

/// Fails unless the caller may change the partitions of a table: who may write data may also say where it is.
pub fn may_partitions(tx: &Tx<'_>, actor: &Actor, database: &str, name: &str) -> Result<(), ServiceError> {
    may_table(tx, actor, Permission::Insert, database, name)
        .or_else(|_| may_table(tx, actor, Permission::Alter, database, name))
}

/// A database was made.
pub fn database_created(tx: &Tx<'_>, actor: &Actor, name: &str) -> Result<(), ServiceError> {
    Ok(defaults::database_created(tx, &actor.caller, actor.now, name)?)
}

/// A database and all in it went.
pub fn database_deleted(tx: &Tx<'_>, actor: &Actor, name: &str) -> Result<(), ServiceError> {
    Ok(defaults::database_deleted(tx, &actor.caller, name)?)
}

/// A table was made in a database.
pub fn table_created(tx: &Tx<'_>, actor: &Actor, database: &Value, table: &str) -> Result<(), ServiceError> {
    Ok(defaults::table_created(tx, &actor.caller, actor.now, database, table)?)
}

/// A table went.
pub fn table_deleted(tx: &Tx<'_>, actor: &Actor, database: &str, table: &str) -> Result<(), ServiceError> {
    Ok(defaults::table_deleted(tx, &actor.caller, database, table)?)
}

/// The service's answer to a caller without the permission.
pub fn denied(permission: &str, resource: &str) -> ServiceError {
    ServiceError::client(
        "AccessDeniedException",
        format!("Insufficient Lake Formation permission(s): Required {permission} on {resource}"),
    )
}
