//! The catalog as the engine sees it: with the rights of the query's principal.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use serde_json::{Value, json};

use crate::domain::permission::Permission;
use crate::engine::error::EngineError;
use crate::engine::source::{
    Catalog, ColumnDefinition, DatabaseDefinition, PartitionDefinition, Storage, TableDefinition,
};
use crate::glue::actor::Actor;
use crate::glue::catalog;
use crate::glue::governance;
use crate::lake::Lake;
use crate::lakeformation::access::{self, TableAccess};
use crate::objects::BUCKET;
use crate::s3::access::policy_allows;
use crate::store::Tx;
use crate::wire::{Caller, Input, ServiceError};

/// The catalog of an open lake, for one principal.
#[derive(Debug, Clone)]
pub struct LakeCatalog {
    /// The lake.
    pub lake: Lake,
    /// Whose rights count.
    pub caller: Caller,
    /// The place that was made for the query's own table; nothing else is there.
    pub own_place: Option<String>,
}

impl LakeCatalog {
    fn region(&self) -> &str {
        &self.caller.region
    }

    fn actor(&self) -> Actor {
        Actor { own_place: self.own_place.clone(), ..Actor::at_now(&self.lake, &self.caller) }
    }

    fn read<T>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T, ServiceError>) -> Result<T, EngineError> {
        self.lake.store().read(work).map_err(refused)
    }

    fn write<T>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T, ServiceError>) -> Result<T, EngineError> {
        self.lake.store().write(work).map_err(refused)
    }
}

/// The code of a database that still has tables.
const NOT_EMPTY: &str = "SCHEMA_NOT_EMPTY";

/// The code of a table that is not any more as it was read.
const CHANGED: &str = "CONCURRENT_MODIFICATION";

/// The catalog's answer in the words of a failed query.
fn refused(error: ServiceError) -> EngineError {
    match error.code.as_ref() {
        "AccessDeniedException" => EngineError::user("PERMISSION_DENIED", &error.message),
        CHANGED => EngineError::conflict(&error.message),
        NOT_EMPTY => EngineError::user(NOT_EMPTY, &error.message),
        "AlreadyExistsException" => EngineError::user("ALREADY_EXISTS", &error.message),
        "EntityNotFoundException" => EngineError::user("NOT_FOUND", &error.message),
        "NotImplemented" => EngineError::unsupported(&error.message),
        _ if error.status < 500 => EngineError::user("HIVE_METASTORE_ERROR", &error.message),
        _ => EngineError::system(&error.message),
    }
}

#[async_trait]
impl Catalog for LakeCatalog {
    async fn databases(&self) -> Result<Vec<String>, EngineError> {
        self.read(|tx| {
            let mut names = Vec::new();
            for database in catalog::databases(tx, self.region())? {
                let name = text(&database, "Name").to_owned();
                if access::sees_database(tx, &self.caller, &name)? {
                    names.push(name);
                }
            }
            Ok(names)
        })
    }

    async fn database(&self, name: &str) -> Result<Option<DatabaseDefinition>, EngineError> {
        self.read(|tx| {
            let Some(database) = catalog::database(tx, self.region(), name)? else { return Ok(None) };
            if !access::sees_database(tx, &self.caller, &name.to_lowercase())? {
                return Ok(None);
            }
            Ok(Some(DatabaseDefinition {
                name: text(&database, "Name").to_owned(),
                description: database["Description"].as_str().map(str::to_owned),
                location: database["LocationUri"].as_str().map(str::to_owned),
                parameters: map(&database["Parameters"]),
            }))
        })
    }

    async fn tables(&self, database: &str) -> Result<Vec<String>, EngineError> {
        self.read(|tx| {
            let mut names = Vec::new();
            for table in catalog::tables(tx, self.region(), database)? {
                if access::visible_table(tx, &self.caller, &database.to_lowercase(), &table)?.is_some() {
                    names.push(text(&table, "Name").to_owned());
                }
            }
            Ok(names)
        })
    }

    async fn table(&self, database: &str, table: &str) -> Result<Option<TableDefinition>, EngineError> {
        let database = database.to_lowercase();
        self.read(|tx| {
            let Some(document) = catalog::table(tx, self.region(), &database, table)? else { return Ok(None) };
            match access::table_data(tx, &self.caller, &database, &document)? {
                TableAccess::Allowed(visible) => {
                    let mut definition = definition(&database, &document);
                    definition.denied_columns = visible.denied_columns.into_iter().collect();
                    definition.row_filter = visible.row_filter;
                    Ok(Some(definition))
                }
                // Whoever may see the definition but not the data learns what is missing; others, nothing.
                TableAccess::Denied if access::visible_table(tx, &self.caller, &database, &document)?.is_some() => {
                    let mut definition = definition(&database, &document);
                    let all = definition.columns.iter().chain(&definition.partition_keys);
                    definition.unreadable = true;
                    definition.denied_columns = all.map(|column| column.name.to_lowercase()).collect::<BTreeSet<_>>();
                    Ok(Some(definition))
                }
                TableAccess::Denied => Ok(None),
            }
        })
    }

    async fn partitions(&self, table: &TableDefinition) -> Result<Vec<PartitionDefinition>, EngineError> {
        self.read(|tx| {
            let documents = catalog::partitions(tx, self.region(), &table.database, &table.name)?;
            Ok(documents
                .iter()
                .map(|document| PartitionDefinition {
                    values: catalog::values_of(document).into_iter().map(str::to_owned).collect(),
                    storage: storage(&document["StorageDescriptor"]),
                    columns: columns(&document["StorageDescriptor"]["Columns"]),
                    parameters: map(&document["Parameters"]),
                })
                .collect())
        })
    }

    async fn may_insert(&self, table: &TableDefinition) -> Result<(), EngineError> {
        let (database, name) = (table.database.to_lowercase(), table.name.to_lowercase());
        self.read(|tx| governance::may_table(tx, &self.actor(), Permission::Insert, &database, &name))
    }

    async fn may_create_table(&self, database: &str, location: &str) -> Result<(), EngineError> {
        let name = database.to_lowercase();
        self.read(|tx| {
            let actor = self.actor();
            let database = catalog::need_database(tx, self.region(), &name)?;
            governance::may_database(tx, &actor, Permission::CreateTable, &name)?;
            governance::may_locate(tx, &actor, location, &[text(&database, "LocationUri")])
        })
    }

    async fn may_write(&self, location: &str) -> Result<(), EngineError> {
        let rest = location.strip_prefix("s3://").unwrap_or_default();
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let resource = format!("arn:aws:s3:::{bucket}/{prefix}*");
        self.read(|tx| {
            let Err(refusal) = governance::may_locate(tx, &self.actor(), location, &[]) else { return Ok(()) };
            let document = tx.get(BUCKET, "", bucket)?.unwrap_or_default();
            let caller = &self.caller;
            let may = policy_allows(&document, &caller.principal, &caller.account, "s3:PutObject", &resource)?;
            if may { Ok(()) } else { Err(refusal) }
        })
    }

    async fn may_change_partitions(&self, table: &TableDefinition) -> Result<(), EngineError> {
        let (database, name) = (table.database.to_lowercase(), table.name.to_lowercase());
        self.read(|tx| {
            governance::may_partitions(tx, &self.actor(), &database, &name)
                .or_else(|_| governance::may_table(tx, &self.actor(), Permission::Delete, &database, &name))
        })
    }

    async fn create_database(&self, database: &DatabaseDefinition) -> Result<(), EngineError> {
        let mut input = json!({ "Name": database.name, "Parameters": database.parameters });
        set(&mut input, "Description", database.description.as_deref());
        set(&mut input, "LocationUri", database.location.as_deref());
        self.write(|tx| catalog::create_database(tx, &self.actor(), &Input::new(&input)).map(|_| ()))
    }

    async fn set_database_properties(
        &self,
        name: &str,
        properties: &BTreeMap<String, String>,
    ) -> Result<(), EngineError> {
        let name = name.to_lowercase();
        self.write(|tx| {
            let old = catalog::need_database(tx, self.region(), &name)?;
            let mut parameters = map(&old["Parameters"]);
            parameters.extend(properties.iter().map(|(key, value)| (key.clone(), value.clone())));
            let mut input = json!({ "Name": name, "Parameters": parameters });
            set(&mut input, "Description", old["Description"].as_str());
            set(&mut input, "LocationUri", old["LocationUri"].as_str());
            catalog::update_database(tx, &self.actor(), &name, &Input::new(&input))
        })
    }

    async fn drop_database(&self, name: &str, cascade: bool) -> Result<(), EngineError> {
        let name = name.to_lowercase();
        self.write(|tx| {
            // Counted here, where they would go: tables that the caller does not see are there all the same.
            if !cascade && !catalog::tables(tx, self.region(), &name)?.is_empty() {
                governance::may_database(tx, &self.actor(), Permission::Drop, &name)?;
                let message = format!("Database {name} is not empty. One or more tables exist.");
                return Err(ServiceError::client(NOT_EMPTY, message));
            }
            catalog::delete_database(tx, &self.actor(), &name)
        })
    }

    async fn create_table(&self, table: &TableDefinition) -> Result<(), EngineError> {
        let input = table_input(table);
        let database = table.database.to_lowercase();
        self.write(|tx| catalog::create_table(tx, &self.actor(), &database, &Input::new(&input)).map(|_| ()))
    }

    async fn update_table(&self, table: &TableDefinition) -> Result<(), EngineError> {
        let wanted = table_input(table);
        let database = table.database.to_lowercase();
        self.write(|tx| {
            let old = catalog::need_table(tx, self.region(), &database, &table.name)?;
            if table.version.as_deref().is_some_and(|version| old["VersionId"] != version) {
                let message = format!("Table {database}.{} was changed meanwhile", table.name);
                return Err(ServiceError::client(CHANGED, message));
            }
            let mut input = wanted.clone();
            keep_the_rest(&mut input, &old);
            let how = catalog::TableUpdate::default();
            catalog::update_table(tx, &self.actor(), &database, &Input::new(&input), &how).map(|_| ())
        })
    }

    async fn drop_table(&self, database: &str, table: &str) -> Result<(), EngineError> {
        self.write(|tx| catalog::delete_table(tx, &self.actor(), &database.to_lowercase(), &table.to_lowercase()))
    }

    async fn add_partitions(
        &self,
        table: &TableDefinition,
        partitions: &[PartitionDefinition],
    ) -> Result<(), EngineError> {
        self.write(|tx| {
            let actor = self.actor();
            let (database, name) = (table.database.to_lowercase(), table.name.to_lowercase());
            let document = catalog::need_table(tx, self.region(), &database, &name)?;
            for partition in partitions {
                let columns = if partition.columns.is_empty() { &table.columns } else { &partition.columns };
                let input = json!({
                    "Values": partition.values,
                    "StorageDescriptor": storage_input(&partition.storage, columns),
                    "Parameters": partition.parameters,
                });
                catalog::create_partition(tx, &actor, &document, &Input::new(&input))?;
            }
            Ok(())
        })
    }

    async fn move_partition(
        &self,
        table: &TableDefinition,
        values: &[String],
        to: &[String],
        location: &str,
    ) -> Result<(), EngineError> {
        self.write(|tx| {
            let (database, name) = (table.database.to_lowercase(), table.name.to_lowercase());
            let document = catalog::need_table(tx, self.region(), &database, &name)?;
            let old = catalog::partition(tx, self.region(), &database, &name, values)?;
            let old = old.ok_or_else(catalog::no_partition)?;
            let mut input = json!({
                "Values": to,
                "StorageDescriptor": old["StorageDescriptor"],
                "Parameters": old["Parameters"],
            });
            input["StorageDescriptor"]["Location"] = json!(location);
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            catalog::update_partition(tx, &self.actor(), &document, &values, &Input::new(&input)).map(|_| ())
        })
    }

    async fn drop_partitions(&self, table: &TableDefinition, values: &[Vec<String>]) -> Result<(), EngineError> {
        self.write(|tx| {
            let (database, name) = (table.database.to_lowercase(), table.name.to_lowercase());
            governance::may_table(tx, &self.actor(), Permission::Delete, &database, &name)?;
            for values in values {
                catalog::delete_partition(tx, self.region(), &database, &name, values)?;
            }
            Ok(())
        })
    }
}

fn definition(database: &str, table: &Value) -> TableDefinition {
    let descriptor = &table["StorageDescriptor"];
    TableDefinition {
        database: database.to_owned(),
        name: text(table, "Name").to_owned(),
        description: table["Description"].as_str().map(str::to_owned),
        table_type: text(table, "TableType").to_owned(),
        columns: columns(&descriptor["Columns"]),
        partition_keys: columns(&table["PartitionKeys"]),
        storage: storage(descriptor),
        parameters: map(&table["Parameters"]),
        denied_columns: BTreeSet::new(),
        row_filter: None,
        buckets: buckets(descriptor),
        view_text: table["ViewOriginalText"].as_str().map(str::to_owned),
        unreadable: false,
        version: table["VersionId"].as_str().map(str::to_owned),
    }
}

/// The columns that rows are put into buckets by, and how many buckets there are.
fn buckets(descriptor: &Value) -> Option<(Vec<String>, u32)> {
    let count = descriptor["NumberOfBuckets"].as_u64().and_then(|count| u32::try_from(count).ok())?;
    let columns = descriptor["BucketColumns"].as_array()?.iter().filter_map(|name| name.as_str().map(str::to_owned));
    let columns: Vec<String> = columns.collect();
    (count > 0 && !columns.is_empty()).then_some((columns, count))
}

fn columns(list: &Value) -> Vec<ColumnDefinition> {
    let list = list.as_array().map_or(&[][..], Vec::as_slice);
    list.iter()
        .map(|column| ColumnDefinition {
            name: text(column, "Name").to_owned(),
            type_name: column["Type"].as_str().unwrap_or("string").to_owned(),
            comment: column["Comment"].as_str().map(str::to_owned),
        })
        .collect()
}

fn storage(descriptor: &Value) -> Storage {
    let serde = &descriptor["SerdeInfo"];
    Storage {
        location: text(descriptor, "Location").to_owned(),
        input_format: text(descriptor, "InputFormat").to_owned(),
        output_format: text(descriptor, "OutputFormat").to_owned(),
        serde_library: text(serde, "SerializationLibrary").to_owned(),
        serde_parameters: map(&serde["Parameters"]),
    }
}

fn table_input(table: &TableDefinition) -> Value {
    let mut input = json!({
        "Name": table.name,
        "TableType": table.table_type,
        "StorageDescriptor": storage_input(&table.storage, &table.columns),
        "PartitionKeys": table.partition_keys.iter().map(column_input).collect::<Vec<_>>(),
        "Parameters": table.parameters,
    });
    set(&mut input, "Description", table.description.as_deref());
    if let Some((columns, count)) = &table.buckets {
        input["StorageDescriptor"]["BucketColumns"] = json!(columns);
        input["StorageDescriptor"]["NumberOfBuckets"] = json!(count);
    }
    if let Some(view) = &table.view_text {
        input["ViewOriginalText"] = json!(view);
        input["ViewExpandedText"] = json!("/* Presto View */");
    }
    input
}

/// Takes over what a table has beyond what the engine knows of it, so that ALTER TABLE loses nothing.
fn keep_the_rest(input: &mut Value, old: &Value) {
    const TABLE: [&str; 6] =
        ["Owner", "Retention", "LastAccessTime", "LastAnalyzedTime", "ViewOriginalText", "ViewExpandedText"];
    const STORAGE: [&str; 9] = [
        "AdditionalLocations",
        "Compressed",
        "NumberOfBuckets",
        "BucketColumns",
        "SortColumns",
        "Parameters",
        "SkewedInfo",
        "StoredAsSubDirectories",
        "SchemaReference",
    ];
    fn take(input: &mut Value, old: &Value, members: &[&str]) {
        for member in members {
            if input[member].is_null() && !old[member].is_null() {
                input[member] = old[member].clone();
            }
        }
    }
    fn parameters(columns: &mut Value, old: &Value) {
        for column in columns.as_array_mut().into_iter().flatten() {
            let name = text(column, "Name").to_lowercase();
            let same = |old: &&Value| text(old, "Name").to_lowercase() == name;
            if let Some(old) = old.as_array().into_iter().flatten().find(same) {
                take(column, old, &["Parameters"]);
            }
        }
    }
    take(input, old, &TABLE);
    parameters(&mut input["PartitionKeys"], &old["PartitionKeys"]);
    let (storage, old) = (&mut input["StorageDescriptor"], &old["StorageDescriptor"]);
    take(storage, old, &STORAGE);
    take(&mut storage["SerdeInfo"], &old["SerdeInfo"], &["Name"]);
    parameters(&mut storage["Columns"], &old["Columns"]);
}

fn storage_input(storage: &Storage, columns: &[ColumnDefinition]) -> Value {
    let mut input = json!({
        "Columns": columns.iter().map(column_input).collect::<Vec<_>>(),
        "Location": storage.location,
        "InputFormat": storage.input_format,
        "OutputFormat": storage.output_format,
        "SerdeInfo": { "Parameters": storage.serde_parameters },
    });
    // A view has none.
    if !storage.serde_library.is_empty() {
        input["SerdeInfo"]["SerializationLibrary"] = json!(storage.serde_library);
    }
    input
}

fn column_input(column: &ColumnDefinition) -> Value {
    let mut input = json!({ "Name": column.name, "Type": column.type_name });
    set(&mut input, "Comment", column.comment.as_deref());
    input
}

fn set(value: &mut Value, member: &str, text: Option<&str>) {
    if let Some(text) = text {
        value[member] = json!(text);
    }
}

fn map(value: &Value) -> BTreeMap<String, String> {
    let entries = value.as_object().into_iter().flatten();
    entries.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect()
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_default()
}
