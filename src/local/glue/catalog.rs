//! The catalog's state: databases, tables with their versions, partitions.
//!
//! Plain functions on a transaction, for the service's operations and for the rest of the lake (queries, crawls, jobs).
//! Names are given folded to lower case; documents are the service's own outputs. Inputs are the model's
//! `DatabaseInput`, `TableInput` and `PartitionInput`.

use serde_json::{Value, json};

use super::actor::Actor;
use super::{check, governance, shape};
use crate::domain::permission::Permission;
use crate::store::{StoreError, Tx, scope};
use crate::wire::{Input, ServiceError, as_timestamp_millis};

/// Databases, by region.
pub const DATABASE: &str = "glue_database";
/// Tables, by region and database.
pub const TABLE: &str = "glue_table";
/// Former versions of tables, by region, database and table; named by [`version_name`].
pub const VERSION: &str = "glue_table_version";
/// Partitions, by region, database and table; named by [`partition_name`].
pub const PARTITION: &str = "glue_partition";
/// Partition indexes, by region, database and table.
pub const PARTITION_INDEX: &str = "glue_partition_index";

/// A database's document.
pub fn database(tx: &Tx<'_>, region: &str, name: &str) -> Result<Option<Value>, StoreError> {
    tx.get(DATABASE, &scope(&[region]), &name.to_lowercase())
}

/// As [`database`]; the service's error when there is none.
pub fn need_database(tx: &Tx<'_>, region: &str, name: &str) -> Result<Value, ServiceError> {
    database(tx, region, name)?.ok_or_else(|| check::not_found(format!("Database {name} not found.")))
}

/// Every database of a region, by name.
pub fn databases(tx: &Tx<'_>, region: &str) -> Result<Vec<Value>, StoreError> {
    Ok(tx.list(DATABASE, &scope(&[region]))?.into_iter().map(|(_, document)| document).collect())
}

/// Makes a database.
pub fn create_database(tx: &Tx<'_>, actor: &Actor, input: &Input<'_>) -> Result<Value, ServiceError> {
    governance::may_create_database(tx, actor)?;
    let permissions = governance::default_table_permissions(tx, actor)?;
    let document = shape::database(input, actor, permissions, actor.now)?;
    governance::may_locate(tx, actor, text(&document, "LocationUri"), &[])?;
    let name = text(&document, "Name");
    if !tx.insert(DATABASE, &scope(&[actor.region()]), name, &document)? {
        return Err(check::exists("Database already exists."));
    }
    governance::database_created(tx, actor, name)?;
    Ok(document)
}

/// Puts a new input in the place of a database's old one.
pub fn update_database(tx: &Tx<'_>, actor: &Actor, name: &str, input: &Input<'_>) -> Result<(), ServiceError> {
    let old = need_database(tx, actor.region(), name)?;
    governance::may_database(tx, actor, Permission::Alter, name)?;
    let created = as_timestamp_millis(&old["CreateTime"]).unwrap_or(actor.now);
    let document = shape::database(input, actor, old["CreateTableDefaultPermissions"].clone(), created)?;
    if text(&document, "Name") != name {
        return Err(ServiceError::unsupported("glue UpdateDatabase with another name"));
    }
    governance::may_locate(tx, actor, text(&document, "LocationUri"), &[text(&old, "LocationUri")])?;
    Ok(tx.put(DATABASE, &scope(&[actor.region()]), name, &document)?)
}

/// Removes a database and everything in it, for whoever may remove the database and each table.
pub fn delete_database(tx: &Tx<'_>, actor: &Actor, name: &str) -> Result<(), ServiceError> {
    need_database(tx, actor.region(), name)?;
    governance::may_database(tx, actor, Permission::Drop, name)?;
    for (table, _) in tx.list(TABLE, &scope(&[actor.region(), name]))? {
        governance::may_table(tx, actor, Permission::Drop, name, &table)?;
        remove_table(tx, actor, name, &table)?;
    }
    tx.delete(DATABASE, &scope(&[actor.region()]), name)?;
    governance::database_deleted(tx, actor, name)
}

/// A table's document.
pub fn table(tx: &Tx<'_>, region: &str, database: &str, name: &str) -> Result<Option<Value>, StoreError> {
    tx.get(TABLE, &scope(&[region, &database.to_lowercase()]), &name.to_lowercase())
}

/// As [`table`]; the service's error when there is none, or no such database.
pub fn need_table(tx: &Tx<'_>, region: &str, database: &str, name: &str) -> Result<Value, ServiceError> {
    if let Some(document) = table(tx, region, database, name)? {
        return Ok(document);
    }
    need_database(tx, region, database)?;
    Err(check::not_found(format!("Table {name} not found.")))
}

/// Every table of a database, by name.
pub fn tables(tx: &Tx<'_>, region: &str, database: &str) -> Result<Vec<Value>, StoreError> {
    let tables = tx.list(TABLE, &scope(&[region, &database.to_lowercase()]))?;
    Ok(tables.into_iter().map(|(_, document)| document).collect())
}

/// Makes a table.
pub fn create_table(tx: &Tx<'_>, actor: &Actor, database: &str, input: &Input<'_>) -> Result<Value, ServiceError> {
    let parent = need_database(tx, actor.region(), database)?;
    governance::may_database(tx, actor, Permission::CreateTable, database)?;
    let facts = shape::TableFacts { database, created: actor.now, created_by: &actor.caller.principal, version: 0 };
    let document = shape::table(input, actor, &facts)?;
    governance::may_store(tx, actor, &document["StorageDescriptor"], &[text(&parent, "LocationUri")])?;
    let name = text(&document, "Name");
    if !tx.insert(TABLE, &scope(&[actor.region(), database]), name, &document)? {
        return Err(check::exists("Table already exists."));
    }
    governance::table_created(tx, actor, &parent, name)?;
    Ok(document)
}

/// How a table is updated.
#[derive(Debug, Clone, Default)]
pub struct TableUpdate<'a> {
    /// The version that the caller has read; another one now is a conflict.
    pub expected_version: Option<&'a str>,
    /// Do not keep the old version.
    pub skip_archive: bool,
}

/// Puts a new input in the place of a table's old one, as a new version.
pub fn update_table(
    tx: &Tx<'_>,
    actor: &Actor,
    database: &str,
    input: &Input<'_>,
    how: &TableUpdate<'_>,
) -> Result<Value, ServiceError> {
    let name = check::folded_name(input, "Name")?;
    let old = need_table(tx, actor.region(), database, &name)?;
    governance::may_table(tx, actor, Permission::Alter, database, &name)?;
    let version = version_of(&old);
    if how.expected_version.is_some_and(|expected| expected != version.to_string()) {
        return Err(ServiceError::client(
            "ConcurrentModificationException",
            "Update table failed due to concurrent modifications.",
        ));
    }
    let below = table_scope(actor, database, &name);
    // The values of partitions are positional: with more or fewer keys they would have no meaning.
    if partition_key_count(&old) != partition_key_count(input.raw()) && tx.count(PARTITION, &below)? > 0 {
        return Err(ServiceError::invalid("Partition keys of a table that has partitions cannot be added or removed."));
    }
    let facts = shape::TableFacts {
        database,
        created: as_timestamp_millis(&old["CreateTime"]).unwrap_or(actor.now),
        created_by: old["CreatedBy"].as_str().unwrap_or_default(),
        version: version + 1,
    };
    let mut document = shape::table(input, actor, &facts)?;
    document["IsRegisteredWithLakeFormation"] = old["IsRegisteredWithLakeFormation"].clone();
    let parent = need_database(tx, actor.region(), database)?;
    let own = [text(&old["StorageDescriptor"], "Location"), text(&parent, "LocationUri")];
    governance::may_store(tx, actor, &document["StorageDescriptor"], &own)?;
    if !how.skip_archive {
        tx.put(VERSION, &below, &version_name(version), &old)?;
    }
    tx.put(TABLE, &scope(&[actor.region(), database]), &name, &document)?;
    Ok(document)
}

/// Removes a table with its versions, partitions and indexes.
pub fn delete_table(tx: &Tx<'_>, actor: &Actor, database: &str, name: &str) -> Result<(), ServiceError> {
    need_table(tx, actor.region(), database, name)?;
    governance::may_table(tx, actor, Permission::Drop, database, name)?;
    remove_table(tx, actor, database, name)
}

fn remove_table(tx: &Tx<'_>, actor: &Actor, database: &str, name: &str) -> Result<(), ServiceError> {
    let below = table_scope(actor, database, name);
    for kind in [VERSION, PARTITION, PARTITION_INDEX] {
        tx.delete_scope(kind, &below)?;
    }
    tx.delete(TABLE, &scope(&[actor.region(), database]), name)?;
    governance::table_deleted(tx, actor, database, name)
}

/// Every partition of a table.
pub fn partitions(tx: &Tx<'_>, region: &str, database: &str, table: &str) -> Result<Vec<Value>, StoreError> {
    let below = scope(&[region, &database.to_lowercase(), &table.to_lowercase()]);
    Ok(tx.list(PARTITION, &below)?.into_iter().map(|(_, document)| document).collect())
}

/// One partition of a table.
pub fn partition<S: AsRef<str>>(
    tx: &Tx<'_>,
    region: &str,
    database: &str,
    table: &str,
    values: &[S],
) -> Result<Option<Value>, StoreError> {
    tx.get(PARTITION, &scope(&[region, database, table]), &partition_name(values))
}

/// Adds a partition to a table, given as its document.
pub fn create_partition(tx: &Tx<'_>, actor: &Actor, table: &Value, input: &Input<'_>) -> Result<Value, ServiceError> {
    governance::may_partitions(tx, actor, text(table, "DatabaseName"), text(table, "Name"))?;
    let document = shape::partition(input, actor, table, actor.now)?;
    governance::may_store(tx, actor, &document["StorageDescriptor"], &[text(&table["StorageDescriptor"], "Location")])?;
    let below = table_scope(actor, text(table, "DatabaseName"), text(table, "Name"));
    if !tx.insert(PARTITION, &below, &partition_name(&values_of(&document)), &document)? {
        return Err(check::exists("Partition already exists."));
    }
    Ok(document)
}

/// Puts a new input in the place of a partition's old one; the values may change with it.
pub fn update_partition(
    tx: &Tx<'_>,
    actor: &Actor,
    table: &Value,
    values: &[&str],
    input: &Input<'_>,
) -> Result<Value, ServiceError> {
    governance::may_partitions(tx, actor, text(table, "DatabaseName"), text(table, "Name"))?;
    let below = table_scope(actor, text(table, "DatabaseName"), text(table, "Name"));
    let old_name = partition_name(values);
    let old = tx.get(PARTITION, &below, &old_name)?.ok_or_else(no_partition)?;
    let created = as_timestamp_millis(&old["CreationTime"]).unwrap_or(actor.now);
    let document = shape::partition(input, actor, table, created)?;
    let own = [text(&table["StorageDescriptor"], "Location"), text(&old["StorageDescriptor"], "Location")];
    governance::may_store(tx, actor, &document["StorageDescriptor"], &own)?;
    let new_name = partition_name(&values_of(&document));
    if new_name == old_name {
        tx.put(PARTITION, &below, &new_name, &document)?;
        return Ok(document);
    }
    if !tx.insert(PARTITION, &below, &new_name, &document)? {
        return Err(check::exists("Partition already exists."));
    }
    tx.delete(PARTITION, &below, &old_name)?;
    Ok(document)
}

/// Removes a partition. Whoever calls this has asked [`governance`].
pub fn delete_partition<S: AsRef<str>>(
    tx: &Tx<'_>,
    region: &str,
    database: &str,
    table: &str,
    values: &[S],
) -> Result<(), ServiceError> {
    if tx.delete(PARTITION, &scope(&[region, database, table]), &partition_name(values))? {
        return Ok(());
    }
    Err(no_partition())
}

/// The service's error for a partition that is not there.
pub fn no_partition() -> ServiceError {
    check::not_found("Cannot find partition.")
}

/// The name that a partition is stored under: its values, unambiguous and in the order of the values.
pub fn partition_name<S: AsRef<str>>(values: &[S]) -> String {
    json!(values.iter().map(AsRef::as_ref).collect::<Vec<&str>>()).to_string()
}

/// The values that a partition's name is made of.
pub fn values_in_name(name: &str) -> Vec<String> {
    serde_json::from_str(name).unwrap_or_default()
}

/// The name that a former version is stored under: names sort as the numbers do.
pub fn version_name(version: u64) -> String {
    format!("{version:020}")
}

/// The number of a table's version.
pub fn version_of(table: &Value) -> u64 {
    table["VersionId"].as_str().and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// The values of a partition's document.
pub fn values_of(partition: &Value) -> Vec<&str> {
    partition["Values"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The scope of what belongs to a table.
pub fn table_scope(actor: &Actor, database: &str, table: &str) -> String {
    scope(&[actor.region(), database, table])
}

fn partition_key_count(table: &Value) -> usize {
    table["PartitionKeys"].as_array().map_or(0, Vec::len)
}

fn text<'a>(document: &'a Value, member: &str) -> &'a str {
    document[member].as_str().unwrap_or_default()
}
