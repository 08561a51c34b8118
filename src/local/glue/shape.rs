//! From inputs to documents: which members a database, a table and a partition have, and what the service adds.
//!
//! Pure: no store, no wire. Members that the model does not know are left out, as the service does.

use serde_json::{Map, Value, json};

use super::actor::Actor;
use super::check;
use crate::wire::{Input, ServiceError, timestamp_millis};

/// Members of DatabaseInput that are kept as they are.
const DATABASE: &[&str] = &["Description", "LocationUri", "Parameters", "CreateTableDefaultPermissions"];
/// Members of TableInput that are kept as they are.
const TABLE: &[&str] = &[
    "Description",
    "Owner",
    "Retention",
    "PartitionKeys",
    "ViewOriginalText",
    "ViewExpandedText",
    "TableType",
    "Parameters",
];
/// Members of StorageDescriptor that are kept as they are.
const STORAGE: &[&str] = &[
    "Columns",
    "Location",
    "AdditionalLocations",
    "InputFormat",
    "OutputFormat",
    "Compressed",
    "NumberOfBuckets",
    "SerdeInfo",
    "BucketColumns",
    "SortColumns",
    "Parameters",
    "SkewedInfo",
    "StoredAsSubDirectories",
    "SchemaReference",
];
/// Longest location of a storage descriptor; longest column type.
const LOCATION: usize = 2056;
const COLUMN_TYPE: usize = 131_072;

/// A database document from a DatabaseInput. `created` is when the database was made.
pub fn database(input: &Input<'_>, actor: &Actor, permissions: Value, created: i64) -> Result<Value, ServiceError> {
    check::refuse("DatabaseInput", input, &["TargetDatabase", "FederatedDatabase"])?;
    check::described(input)?;
    if let Some(location) = input.opt_string("LocationUri")? {
        check::length("LocationUri", location, 1, 1024)?;
    }
    let mut document = Map::new();
    document.insert("Name".to_owned(), json!(check::folded_name(input, "Name")?));
    copy(input, DATABASE, &mut document);
    document.insert("CreateTime".to_owned(), timestamp_millis(created));
    document.entry("CreateTableDefaultPermissions").or_insert(permissions);
    document.insert("CatalogId".to_owned(), json!(actor.caller.account));
    Ok(Value::Object(document))
}

/// What a table document has besides its input.
#[derive(Debug)]
pub struct TableFacts<'a> {
    /// The database's name.
    pub database: &'a str,
    /// Milliseconds since the epoch.
    pub created: i64,
    /// The principal that made it.
    pub created_by: &'a str,
    /// From 0, one more with each update.
    pub version: u64,
}

/// A table document from a TableInput.
pub fn table(input: &Input<'_>, actor: &Actor, facts: &TableFacts<'_>) -> Result<Value, ServiceError> {
    check::refuse("TableInput", input, &["TargetTable", "FederatedTable", "ViewDefinition"])?;
    check::described(input)?;
    check::opt_name(input, "Owner")?;
    if input.opt_integer("Retention")?.is_some_and(|days| days < 0) {
        return Err(check::constraint("retention", "-1", "Member must have value greater than or equal to 0"));
    }
    columns(input, "PartitionKeys")?;
    let mut document = Map::new();
    document.insert("Name".to_owned(), json!(check::folded_name(input, "Name")?));
    document.insert("DatabaseName".to_owned(), json!(facts.database));
    copy(input, TABLE, &mut document);
    document.insert("CreateTime".to_owned(), timestamp_millis(facts.created));
    document.insert("UpdateTime".to_owned(), timestamp_millis(actor.now));
    times(input, &["LastAccessTime", "LastAnalyzedTime"], &mut document)?;
    document.entry("Retention").or_insert(json!(0));
    document.insert("StorageDescriptor".to_owned(), storage(input)?.unwrap_or_else(empty_storage));
    document.insert("CreatedBy".to_owned(), json!(facts.created_by));
    document.insert("IsRegisteredWithLakeFormation".to_owned(), json!(false));
    document.insert("CatalogId".to_owned(), json!(actor.caller.account));
    document.insert("VersionId".to_owned(), json!(facts.version.to_string()));
    document.insert("IsMultiDialectView".to_owned(), json!(false));
    document.insert("IsMaterializedView".to_owned(), json!(false));
    Ok(Value::Object(document))
}

/// A partition document from a PartitionInput.
pub fn partition(input: &Input<'_>, actor: &Actor, table: &Value, created: i64) -> Result<Value, ServiceError> {
    check::parameters(input)?;
    let values = partition_values(input, "Values", table)?;
    let mut document = Map::new();
    document.insert("Values".to_owned(), json!(values));
    document.insert("DatabaseName".to_owned(), table["DatabaseName"].clone());
    document.insert("TableName".to_owned(), table["Name"].clone());
    document.insert("CreationTime".to_owned(), timestamp_millis(created));
    times(input, &["LastAccessTime", "LastAnalyzedTime"], &mut document)?;
    if let Some(storage) = storage(input)? {
        document.insert("StorageDescriptor".to_owned(), storage);
    }
    copy(input, &["Parameters"], &mut document);
    document.insert("CatalogId".to_owned(), json!(actor.caller.account));
    Ok(Value::Object(document))
}

/// The values of a partition: as many as the table has partition keys.
pub fn partition_values<'a>(input: &Input<'a>, member: &str, table: &Value) -> Result<Vec<&'a str>, ServiceError> {
    let values = input.strings(member)?;
    for value in &values {
        check::length(member, value, 0, 1024)?;
    }
    let keys = table["PartitionKeys"].as_array().map_or(0, Vec::len);
    if values.len() != keys {
        return Err(ServiceError::invalid("The number of partition keys do not match the number of partition values"));
    }
    Ok(values)
}

fn storage(input: &Input<'_>) -> Result<Option<Value>, ServiceError> {
    let Some(given) = input.opt_structure("StorageDescriptor")? else { return Ok(None) };
    columns(&given, "Columns")?;
    check::parameters(&given)?;
    if let Some(location) = given.opt_string("Location")? {
        check::length("storageDescriptor.location", location, 0, LOCATION)?;
    }
    for member in ["InputFormat", "OutputFormat"] {
        if let Some(format) = given.opt_string(member)? {
            check::length(member, format, 0, 128)?;
        }
    }
    if let Some(serde) = given.opt_structure("SerdeInfo")? {
        check::opt_name(&serde, "Name")?;
        check::opt_name(&serde, "SerializationLibrary")?;
        check::parameters(&serde)?;
    }
    let mut document = Map::new();
    copy(&given, STORAGE, &mut document);
    for (member, value) in empty_storage().as_object().into_iter().flatten() {
        document.entry(member.clone()).or_insert(value.clone());
    }
    Ok(Some(Value::Object(document)))
}

/// What the service answers for a descriptor of which nothing was given.
fn empty_storage() -> Value {
    json!({
        "Columns": [],
        "Location": "",
        "Compressed": false,
        "NumberOfBuckets": 0,
        "SerdeInfo": {},
        "SortColumns": [],
        "StoredAsSubDirectories": false,
    })
}

fn columns(input: &Input<'_>, member: &str) -> Result<(), ServiceError> {
    for column in input.list(member)? {
        let column = Input::new(column);
        check::name(&column, "Name")?;
        if let Some(text) = column.opt_string("Type")? {
            check::length("type", text, 0, COLUMN_TYPE)?;
        }
        if let Some(comment) = column.opt_string("Comment")? {
            check::length("comment", comment, 0, 255)?;
        }
        check::parameters(&column)?;
    }
    Ok(())
}

fn copy(input: &Input<'_>, members: &[&str], document: &mut Map<String, Value>) {
    for member in members {
        if let Some(value) = input.get(member) {
            document.insert((*member).to_owned(), value.clone());
        }
    }
}

fn times(input: &Input<'_>, members: &[&str], document: &mut Map<String, Value>) -> Result<(), ServiceError> {
    for member in members {
        if let Some(millis) = input.opt_timestamp(member)? {
            document.insert((*member).to_owned(), timestamp_millis(millis));
        }
    }
    Ok(())
}
