//! Writing what a crawl found: tables and partitions, as the crawler's policies allow.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Seen;
use super::settings::Settings;
use crate::domain::crawl::{
    CatalogChange, CatalogColumn, Column, ColumnChange, CrawledPartition, CrawledTable, DEPRECATED_BY,
    ExistingPartition, ExistingTable, PartitionChange, StorageFormat, TableUpdate, UPDATED_BY, plan_changes,
};
use crate::glue::actor::Actor;
use crate::glue::crawler_state::CrawlKey;
use crate::glue::{catalog, governance, partition_index};
use crate::lake::Lake;
use crate::store::{StoreError, Tx};
use crate::wire::{Caller, Input, ServiceError};

/// The index that crawlers make over all partition keys.
const INDEX: &str = "crawler_partition_index";

/// What was written, for the log and the history.
#[derive(Debug, Default)]
pub struct Written {
    /// Lines for the log.
    pub lines: Vec<String>,
    added: Vec<String>,
    updated: Vec<String>,
    deleted: Vec<String>,
    partitions_added: usize,
    partitions_updated: usize,
    partitions_deleted: usize,
}

impl Written {
    /// The summary in the crawl's history.
    pub fn summary(&self) -> Value {
        let tables = [("ADD", &self.added), ("UPDATE", &self.updated), ("DELETE", &self.deleted)];
        let partitions =
            [("ADD", self.partitions_added), ("UPDATE", self.partitions_updated), ("DELETE", self.partitions_deleted)];
        let mut summary = Map::new();
        let tables: Map<String, Value> = tables
            .into_iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(what, names)| (what.to_owned(), json!({ "Details": { "names": names }, "Count": names.len() })))
            .collect();
        let partitions: Map<String, Value> = partitions
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(what, count)| (what.to_owned(), json!({ "Count": count })))
            .collect();
        for (what, changes) in [("TABLE", tables), ("PARTITION", partitions)] {
            if !changes.is_empty() {
                summary.insert(what.to_owned(), Value::Object(changes));
            }
        }
        Value::Object(summary)
    }

    /// The numbers for the crawler's metrics.
    pub fn counts(&self) -> Value {
        json!({ "created": self.added.len(), "updated": self.updated.len(), "deleted": self.deleted.len() })
    }
}

/// Who writes to the catalog: the crawler's role, vouched for or not as `caller`, who started the crawl, says.
pub fn actor(lake: &Lake, caller: &Caller, crawler: &Value) -> Actor {
    let principal = governance::role_arn(&caller.account, crawler["Role"].as_str().unwrap_or_default());
    Actor::at_now(lake, &Caller { principal, ..caller.clone() })
}

/// The tables of the crawler's database.
pub fn existing(tx: &Tx<'_>, region: &str, crawler: &Value) -> Result<Vec<ExistingTable>, StoreError> {
    let database = crawler["DatabaseName"].as_str().unwrap_or_default().to_lowercase();
    catalog::tables(tx, region, &database)?.iter().map(|table| existing_table(tx, region, &database, table)).collect()
}

fn existing_table(tx: &Tx<'_>, region: &str, database: &str, table: &Value) -> Result<ExistingTable, StoreError> {
    let storage = &table["StorageDescriptor"];
    let name = text(&table["Name"]);
    let partitions = catalog::partitions(tx, region, database, &name)?;
    Ok(ExistingTable {
        location: text(&storage["Location"]),
        columns: columns(&storage["Columns"]),
        partition_keys: columns(&table["PartitionKeys"]),
        serialization_library: text(&storage["SerdeInfo"]["SerializationLibrary"]),
        parameters: parameters(&table["Parameters"]),
        partitions: partitions
            .iter()
            .map(|partition| ExistingPartition {
                values: catalog::values_of(partition).into_iter().map(str::to_owned).collect(),
                location: text(&partition["StorageDescriptor"]["Location"]),
                columns: columns(&partition["StorageDescriptor"]["Columns"]),
                parameters: parameters(&partition["Parameters"]),
            })
            .collect(),
        name,
    })
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn columns(list: &Value) -> Vec<CatalogColumn> {
    let columns = list.as_array().into_iter().flatten();
    columns
        .map(|column| CatalogColumn {
            name: text(&column["Name"]),
            column_type: text(&column["Type"]),
            comment: column["Comment"].as_str().map(str::to_owned),
        })
        .collect()
}

fn parameters(map: &Value) -> BTreeMap<String, String> {
    map.as_object().into_iter().flatten().map(|(key, value)| (key.clone(), text(value))).collect()
}

/// One crawl's writing.
struct Writer<'a> {
    tx: &'a Tx<'a>,
    actor: &'a Actor,
    key: &'a CrawlKey,
    database: String,
    settings: &'a Settings,
    written: Written,
}

/// Writes what was seen to the crawler's database, which is made when it is not there.
pub fn tables(
    tx: &Tx<'_>,
    actor: &Actor,
    key: &CrawlKey,
    crawler: &Value,
    settings: &Settings,
    seen: &Seen,
) -> Result<Written, ServiceError> {
    let database = text(&crawler["DatabaseName"]).to_lowercase();
    if database.is_empty() {
        return Err(ServiceError::invalid("The crawler has no database to write to"));
    }
    if catalog::database(tx, actor.region(), &database)?.is_none() {
        catalog::create_database(tx, actor, &Input::new(&json!({ "Name": database })))?;
    }
    // Read again in this transaction: the catalog may have changed while the objects were read.
    let existing = existing(tx, actor.region(), crawler)?;
    let changes = plan_changes(&key.crawler, &seen.outcome.tables, &existing, &settings.crawl, seen.complete);
    let mut writer = Writer { tx, actor, key, database, settings, written: Written::default() };
    for change in &changes {
        writer.change(change)?;
    }
    Ok(writer.written)
}

impl Writer<'_> {
    fn change(&mut self, change: &CatalogChange) -> Result<(), ServiceError> {
        match change {
            CatalogChange::AddTable(table) => self.add(table),
            CatalogChange::UpdateTable(update) => self.update(update),
            CatalogChange::DeprecateTable { name, reason } => self.deprecate(name, reason),
            CatalogChange::DeleteTable { name } => {
                catalog::delete_table(self.tx, self.actor, &self.database, name)?;
                self.say(format!("Deleted table {name} in database {}", self.database));
                self.written.deleted.push(name.clone());
                Ok(())
            }
            CatalogChange::LogGone { name } => {
                self.warn(format!("The objects of table {name} are gone; the table is left as it is"));
                Ok(())
            }
            CatalogChange::Unchanged { .. } => Ok(()),
        }
    }

    fn add(&mut self, table: &CrawledTable) -> Result<(), ServiceError> {
        let mut parameters = table.parameters.clone();
        self.sign(&mut parameters);
        let definition = Definition {
            name: &table.name,
            location: &table.location,
            columns: column_list(&table.columns),
            keys: column_list(&table.partition_keys),
            storage: &table.storage,
            parameters: &parameters,
        };
        let input = definition.table_input();
        let document = catalog::create_table(self.tx, self.actor, &self.database, &Input::new(&input))?;
        self.say(format!("Created table {} in database {}", table.name, self.database));
        for note in &table.notes {
            self.warn(format!("Table {}: {note}", table.name));
        }
        if !table.partition_keys.is_empty() && !self.settings.crawl.no_partition_index {
            let keys: Vec<&str> = table.partition_keys.iter().map(|key| key.name.as_str()).collect();
            let index = json!({ "IndexName": INDEX, "Keys": keys });
            partition_index::add(self.tx, self.actor, &document, &Input::new(&index))?;
        }
        for partition in &table.partitions {
            let input = self.partition_input(partition, &table.storage, &document);
            catalog::create_partition(self.tx, self.actor, &document, &Input::new(&input))?;
        }
        self.partitions_said("Created", &table.name, table.partitions.iter().map(|partition| &partition.values));
        self.written.partitions_added += table.partitions.len();
        self.written.added.push(table.name.clone());
        Ok(())
    }

    fn update(&mut self, update: &TableUpdate) -> Result<(), ServiceError> {
        let mut document = catalog::need_table(self.tx, self.actor.region(), &self.database, &update.name)?;
        // Partitions whose keys are about to change go first: their values would have no meaning.
        for change in &update.partitions {
            if let PartitionChange::Delete { values } = change {
                governance::may_partitions(self.tx, self.actor, &self.database, &update.name)?;
                catalog::delete_partition(self.tx, self.actor.region(), &self.database, &update.name, values)?;
                self.written.partitions_deleted += 1;
            }
        }
        if update.write_table {
            let mut parameters = update.parameters.clone();
            self.sign(&mut parameters);
            let definition = Definition {
                name: &update.name,
                location: &update.found.location,
                columns: catalog_column_list(&update.columns),
                keys: catalog_column_list(&update.partition_keys),
                storage: &update.found.storage,
                parameters: &parameters,
            };
            let input = definition.over(&document);
            let how = catalog::TableUpdate::default();
            document = catalog::update_table(self.tx, self.actor, &self.database, &Input::new(&input), &how)?;
            let changes: Vec<String> = update.column_changes.iter().map(column_change).collect();
            let what = if changes.is_empty() { String::new() } else { format!(": {}", changes.join(", ")) };
            self.say(format!("Updated table {} in database {}{what}", update.name, self.database));
            self.written.updated.push(update.name.clone());
        }
        let mut added = Vec::new();
        for change in &update.partitions {
            match change {
                PartitionChange::Add(partition) => {
                    let input = self.partition_input(partition, &update.found.storage, &document);
                    catalog::create_partition(self.tx, self.actor, &document, &Input::new(&input))?;
                    added.push(&partition.values);
                }
                PartitionChange::Update(partition) => {
                    let input = self.partition_input(partition, &update.found.storage, &document);
                    self.put_partition(&document, &partition.values, &input)?;
                    self.written.partitions_updated += 1;
                }
                PartitionChange::Deprecate { values } => self.deprecate_partition(&document, values)?,
                PartitionChange::Delete { .. } => {}
            }
        }
        self.written.partitions_added += added.len();
        self.partitions_said("Created", &update.name, added.into_iter());
        for line in &update.logged {
            self.warn(format!("Table {}: {line}; not written, by the crawler's policy", update.name));
        }
        for note in &update.found.notes {
            self.warn(format!("Table {}: {note}", update.name));
        }
        Ok(())
    }

    fn deprecate(&mut self, name: &str, reason: &str) -> Result<(), ServiceError> {
        let mut table = catalog::need_table(self.tx, self.actor.region(), &self.database, name)?;
        if !table["Parameters"].is_object() {
            table["Parameters"] = json!({});
        }
        table["Parameters"][DEPRECATED_BY] = json!(self.actor.now.to_string());
        let how = catalog::TableUpdate::default();
        catalog::update_table(self.tx, self.actor, &self.database, &Input::new(&table), &how)?;
        self.say(format!("Deprecated table {name} in database {}: {reason}", self.database));
        self.written.updated.push(name.to_owned());
        Ok(())
    }

    fn deprecate_partition(&mut self, table: &Value, values: &[String]) -> Result<(), ServiceError> {
        let name = text(&table["Name"]);
        let found = catalog::partition(self.tx, self.actor.region(), &self.database, &name, values)?;
        let mut partition = found.ok_or_else(catalog::no_partition)?;
        if !partition["Parameters"].is_object() {
            partition["Parameters"] = json!({});
        }
        partition["Parameters"][DEPRECATED_BY] = json!(self.actor.now.to_string());
        self.put_partition(table, values, &partition)?;
        self.say(format!("Deprecated partition {} of table {name}", values.join("/")));
        self.written.partitions_updated += 1;
        Ok(())
    }

    fn put_partition(&self, table: &Value, values: &[String], input: &Value) -> Result<(), ServiceError> {
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        catalog::update_partition(self.tx, self.actor, table, &values, &Input::new(input))?;
        Ok(())
    }

    fn partition_input(&self, partition: &CrawledPartition, storage: &StorageFormat, table: &Value) -> Value {
        let mut parameters = partition.parameters.clone();
        self.sign(&mut parameters);
        let columns = if self.settings.crawl.inherit_from_table {
            table["StorageDescriptor"]["Columns"].clone()
        } else {
            column_list(&partition.columns)
        };
        json!({
            "Values": partition.values,
            "StorageDescriptor": descriptor(columns, &partition.location, storage, &parameters),
            "Parameters": parameters,
        })
    }

    /// The parameters that say who wrote this.
    fn sign(&self, parameters: &mut BTreeMap<String, String>) {
        let mut set = |key: &str, value: &str| parameters.insert(key.to_owned(), value.to_owned());
        set(UPDATED_BY, &self.key.crawler);
        set("CRAWL_RUN_ID", &self.key.id);
        set("CrawlerSchemaSerializerVersion", "1.0");
        set("CrawlerSchemaDeserializerVersion", "1.0");
        let exclusions: Vec<&String> =
            self.settings.targets.iter().flat_map(|target| &target.written_exclusions).collect();
        if !exclusions.is_empty() {
            set("exclusions", &json!(exclusions).to_string());
        }
    }

    fn say(&mut self, line: String) {
        self.written.lines.push(format!("INFO : {line}"));
    }

    fn warn(&mut self, line: String) {
        self.written.lines.push(format!("WARN : {line}"));
    }

    fn partitions_said<'v>(&mut self, verb: &str, table: &str, values: impl Iterator<Item = &'v Vec<String>>) {
        let values: Vec<String> = values.map(|values| format!("[{}]", values.join(", "))).collect();
        // A log event holds 256 KB; partitions come by the thousand.
        for some in values.chunks(100) {
            let line = format!(
                "{verb} partitions with values [{}] for table {table} in database {}",
                some.join(", "),
                self.database
            );
            self.say(line);
        }
    }
}

/// A table's definition in the crawler's terms.
struct Definition<'a> {
    name: &'a str,
    location: &'a str,
    columns: Value,
    keys: Value,
    storage: &'a StorageFormat,
    parameters: &'a BTreeMap<String, String>,
}

impl Definition<'_> {
    fn table_input(&self) -> Value {
        json!({
            "Name": self.name,
            "Owner": "owner",
            "Retention": 0,
            "StorageDescriptor": descriptor(self.columns.clone(), self.location, self.storage, self.parameters),
            "PartitionKeys": self.keys,
            "TableType": "EXTERNAL_TABLE",
            "Parameters": self.parameters,
        })
    }

    /// The definition, with what an operator wrote by hand kept: description, owner, retention.
    fn over(&self, existing: &Value) -> Value {
        let mut input = self.table_input();
        for member in ["Description", "Owner", "Retention", "LastAccessTime", "LastAnalyzedTime"] {
            if let Some(value) = existing.get(member) {
                input[member] = value.clone();
            }
        }
        input
    }
}

fn descriptor(columns: Value, location: &str, storage: &StorageFormat, parameters: &BTreeMap<String, String>) -> Value {
    json!({
        "Columns": columns,
        "Location": location,
        "InputFormat": storage.input_format,
        "OutputFormat": storage.output_format,
        "Compressed": parameters.get("compressionType").is_some_and(|compression| compression != "none"),
        "NumberOfBuckets": -1,
        "SerdeInfo": {
            "SerializationLibrary": storage.serialization_library,
            "Parameters": storage.serde_parameters,
        },
        "BucketColumns": [],
        "SortColumns": [],
        "Parameters": parameters,
        "StoredAsSubDirectories": false,
    })
}

fn column_list(columns: &[Column]) -> Value {
    let columns = columns.iter();
    columns.map(|column| json!({ "Name": column.name, "Type": column.column_type.to_string() })).collect()
}

fn catalog_column_list(columns: &[CatalogColumn]) -> Value {
    let columns = columns.iter();
    columns
        .map(|column| {
            let mut document = json!({ "Name": column.name, "Type": column.column_type });
            if let Some(comment) = &column.comment {
                document["Comment"] = json!(comment);
            }
            document
        })
        .collect()
}

fn column_change(change: &ColumnChange) -> String {
    match change {
        ColumnChange::Added { name, column_type } => format!("column {name} {column_type} added"),
        ColumnChange::Retyped { name, from, to } => format!("column {name} changed from {from} to {to}"),
        ColumnChange::Removed { name } => format!("column {name} removed"),
    }
}
