//! Databases, tables and partitions. Updates read, merge and write: what we do not own stays.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_glue::types as sdk;
use aws_smithy_types::DateTime;
use tokio::sync::watch;

use super::failure::{self, Named, incomplete};
use super::page;
use super::{Read, Write};
use crate::domain::catalog::{AVRO_SCHEMA, Database, DatabaseName, Partition, Table, TableColumn, TableName};
use crate::domain::schema::DataFormat;
use crate::domain::schema_data::columns_of;
use crate::domain::shell_word::command;
use crate::error::{Error, Kind, Result};

/// The most tables of a page of the search. Source: AWS Glue API, SearchTables.
const FOUND_TABLES: i32 = 1000;

impl Read {
    /// Every database that the caller may see.
    pub async fn databases(&self) -> Result<Vec<Database>> {
        page::all("databases", |token| self.database_page(token)).await
    }

    /// One page of the databases, and the token of the next one.
    pub async fn database_page(&self, token: Option<String>) -> Result<(Vec<Database>, Option<String>)> {
        let call = self.clients.glue.get_databases().set_next_token(token);
        let answer = call.send().await.named("glue", "GetDatabases")?;
        Ok((answer.database_list.into_iter().map(database).collect(), answer.next_token))
    }

    /// A database; none when there is none.
    pub async fn database(&self, name: &DatabaseName) -> Result<Option<Database>> {
        let answer = self.clients.glue.get_database().name(name.as_str()).send().await.named("glue", "GetDatabase");
        Ok(absent(answer)?.and_then(|answer| answer.database).map(database))
    }

    /// Every table of a database that the caller may see.
    pub async fn tables(&self, name: &DatabaseName) -> Result<Vec<Table>> {
        page::all("tables", |token| self.table_page(name, token)).await
    }

    /// One page of the tables of a database, and the token of the next one.
    pub async fn table_page(&self, name: &DatabaseName, token: Option<String>) -> Result<(Vec<Table>, Option<String>)> {
        let call = self.clients.glue.get_tables().database_name(name.as_str()).set_next_token(token);
        let answer = call.send().await.named("glue", "GetTables")?;
        Ok((answer.table_list.unwrap_or_default().into_iter().map(table).collect(), answer.next_token))
    }

    /// One page of the tables of all databases, as the catalog's search knows them, and the token of the next one. The
    /// search may be behind the catalog.
    pub async fn found_table_page(&self, token: Option<String>) -> Result<(Vec<Table>, Option<String>)> {
        let call = self.clients.glue.search_tables().max_results(FOUND_TABLES).set_next_token(token);
        let answer = call.send().await.named("glue", "SearchTables")?;
        Ok((answer.table_list.unwrap_or_default().into_iter().map(table).collect(), answer.next_token))
    }

    /// A table; none when it, or its database, is not there.
    pub async fn table(&self, name: &TableName) -> Result<Option<Table>> {
        Ok(self.raw_table(name).await?.map(table))
    }

    /// The versions of a table that the catalog keeps, newest first; the first is the current one.
    pub async fn table_versions(&self, name: &TableName) -> Result<Vec<Table>> {
        page::all("table versions", |token| async move {
            let call = self.clients.glue.get_table_versions().database_name(name.database.as_str());
            let call = call.table_name(&name.table).set_next_token(token);
            let answer = call.send().await.named("glue", "GetTableVersions")?;
            let versions = answer.table_versions.unwrap_or_default().into_iter();
            let tables = versions.filter_map(|version| {
                let mut shown = table(version.table?);
                shown.version = version.version_id.or(shown.version);
                Some(shown)
            });
            Ok((tables.collect(), answer.next_token))
        })
        .await
    }

    pub(super) async fn raw_table(&self, name: &TableName) -> Result<Option<sdk::Table>> {
        let call = self.clients.glue.get_table().database_name(name.database.as_str()).name(&name.table);
        Ok(absent(call.send().await.named("glue", "GetTable"))?.and_then(|answer| answer.table))
    }
}

impl Write {
    /// Creates a database.
    pub async fn create_database(&self, database: &Database) -> Result<()> {
        let input = sdk::DatabaseInput::builder()
            .name(&database.name)
            .set_description(database.description.clone())
            .set_location_uri(database.location.clone())
            .build()
            .map_err(incomplete)?;
        let call = self.clients.glue.create_database().database_input(input);
        call.send().await.named("glue", "CreateDatabase").map(drop)
    }

    /// Changes a database's description and location; what else it has stays.
    pub async fn update_database(&self, wanted: &Database) -> Result<()> {
        let answer = self.clients.glue.get_database().name(&wanted.name).send().await.named("glue", "GetDatabase")?;
        let Some(live) = answer.database else {
            return Err(Error::not_found(format!("there is no database `{}`", wanted.name)));
        };
        let input = sdk::DatabaseInput::builder()
            .name(&live.name)
            .set_description(wanted.description.clone())
            .set_location_uri(wanted.location.clone())
            .set_parameters(live.parameters)
            .set_create_table_default_permissions(live.create_table_default_permissions)
            .set_target_database(live.target_database)
            .set_federated_database(live.federated_database)
            .build()
            .map_err(incomplete)?;
        let call = self.clients.glue.update_database().name(&live.name).database_input(input);
        call.send().await.named("glue", "UpdateDatabase").map(drop)
    }

    /// Deletes a database and everything in it.
    pub async fn delete_database(&self, name: &DatabaseName) -> Result<()> {
        let call = self.clients.glue.delete_database().name(name.as_str());
        call.send().await.named("glue", "DeleteDatabase").map(drop)
    }

    /// Creates a table.
    pub async fn create_table(&self, wanted: &Table) -> Result<()> {
        let kept = sdk::TableInput::builder().set_owner(wanted.owner.clone());
        let serde = sdk::SerDeInfo::builder();
        let input = over(kept, wanted, sdk::StorageDescriptor::builder(), serde)?;
        let call = self.clients.glue.create_table().database_name(&wanted.database).table_input(input);
        call.send().await.named("glue", "CreateTable").map(drop)
    }

    /// Changes a table to what is wanted; what we do not know of it stays, and what the service would lose is refused by
    /// name. A change by somebody else meanwhile is a conflict.
    pub async fn update_table(&self, name: &TableName, wanted: &Table, version: Option<&str>) -> Result<()> {
        let live =
            self.raw_table(name).await?.ok_or_else(|| Error::not_found(format!("there is no table `{name}`")))?;
        refuse_to_lose(name, &live)?;
        let storage = live.storage_descriptor.clone().unwrap_or_else(|| sdk::StorageDescriptor::builder().build());
        let serde = sdk::SerDeInfo::builder().set_name(storage.serde_info.and_then(|serde| serde.name));
        let storage = sdk::StorageDescriptor::builder()
            .set_additional_locations(storage.additional_locations)
            .compressed(storage.compressed)
            .number_of_buckets(storage.number_of_buckets)
            .set_bucket_columns(storage.bucket_columns)
            .set_sort_columns(storage.sort_columns)
            .set_parameters(storage.parameters)
            .set_skewed_info(storage.skewed_info)
            .stored_as_sub_directories(storage.stored_as_sub_directories)
            .set_schema_reference(storage.schema_reference);
        let kept = sdk::TableInput::builder()
            .set_owner(wanted.owner.clone().or(live.owner))
            .set_last_access_time(live.last_access_time)
            .set_last_analyzed_time(live.last_analyzed_time)
            .retention(live.retention)
            .set_view_original_text(live.view_original_text)
            .set_view_expanded_text(live.view_expanded_text);
        let input = over(kept, wanted, storage, serde)?;
        let call = self.clients.glue.update_table().database_name(name.database.as_str()).table_input(input);
        let call = call.set_version_id(version.map(str::to_owned));
        call.send().await.named("glue", "UpdateTable").map(drop)
    }

    /// Forgets versions of a table that are not the current one, until `stop` turns true: how many were begun, and what could
    /// not be forgotten, in the service's words.
    pub async fn delete_table_versions(
        &self,
        name: &TableName,
        versions: &[String],
        stop: &watch::Receiver<bool>,
    ) -> Result<(usize, Vec<(String, String)>)> {
        let (mut begun, mut failed) = (0, Vec::new());
        // Source: AWS Glue service model, BatchDeleteTableVersionList.
        for batch in versions.chunks(100) {
            if *stop.borrow() {
                break;
            }
            begun += batch.len();
            let call = self.clients.glue.batch_delete_table_version().database_name(name.database.as_str());
            let call = call.table_name(&name.table).set_version_ids(Some(batch.to_vec()));
            let answer = call.send().await.named("glue", "BatchDeleteTableVersion")?;
            failed.extend(answer.errors.unwrap_or_default().into_iter().map(|error| {
                let reason = error.error_detail.and_then(|detail| detail.error_message).unwrap_or_default();
                (error.version_id.unwrap_or_default(), reason)
            }));
        }
        Ok((begun, failed))
    }

    /// Deletes a table's definition; its objects stay.
    pub async fn delete_table(&self, name: &TableName) -> Result<()> {
        let call = self.clients.glue.delete_table().database_name(name.database.as_str()).name(&name.table);
        call.send().await.named("glue", "DeleteTable").map(drop)
    }
}

/// Refuses to update a table that is more than columns and a place: the service would drop what is not sent, and what
/// it takes is not what it gives.
fn refuse_to_lose(name: &TableName, live: &sdk::Table) -> Result<()> {
    let what = if live.target_table.is_some() {
        "a link to another table"
    } else if live.federated_table.is_some() {
        "a federated table"
    } else if live.is_multi_dialect_view == Some(true) || live.view_definition.is_some() {
        "a view in several dialects"
    } else if live.is_materialized_view == Some(true) {
        "a materialized view"
    } else {
        return Ok(());
    };
    Err(Error::new(Kind::Conflict, format!("table `{name}` is {what}; an update by lakectl would lose that")).hint(
        command(
            "give the table another name, or delete this one first: lakectl table delete",
            &[&name.to_string()],
            "",
        ),
    ))
}

/// Puts what is wanted over what is kept.
fn over(
    kept: sdk::builders::TableInputBuilder,
    wanted: &Table,
    storage: sdk::builders::StorageDescriptorBuilder,
    serde: sdk::builders::SerDeInfoBuilder,
) -> Result<sdk::TableInput> {
    let serde = serde
        .set_serialization_library(wanted.serialization_library.clone())
        .set_parameters(Some(wanted.serde_parameters.clone().into_iter().collect()))
        .build();
    let storage = storage
        .set_columns(Some(sdk_columns(&wanted.columns)?))
        .set_location(wanted.location.clone())
        .set_input_format(wanted.input_format.clone())
        .set_output_format(wanted.output_format.clone())
        .serde_info(serde)
        .build();
    kept.name(&wanted.name)
        .set_description(wanted.description.clone())
        .set_table_type(wanted.table_type.clone())
        .set_parameters(Some(wanted.parameters.clone().into_iter().collect()))
        // An empty list, not a missing one, or queries refuse the table.
        .set_partition_keys(Some(sdk_columns(&wanted.partition_keys)?))
        .storage_descriptor(storage)
        .build()
        .map_err(incomplete)
}

fn sdk_columns(columns: &[TableColumn]) -> Result<Vec<sdk::Column>> {
    columns
        .iter()
        .map(|column| {
            sdk::Column::builder()
                .name(&column.name)
                .r#type(&column.column_type)
                .set_comment(column.comment.clone())
                .build()
                .map_err(incomplete)
        })
        .collect()
}

/// What is not there is no error where looking is the question.
pub(super) fn absent<T>(answer: Result<T>) -> Result<Option<T>> {
    failure::absent(answer, &["EntityNotFoundException"])
}

pub(super) fn millis(time: Option<DateTime>) -> Option<i64> {
    time.and_then(|time| time.to_millis().ok())
}

fn sorted(map: Option<HashMap<String, String>>) -> BTreeMap<String, String> {
    map.unwrap_or_default().into_iter().collect()
}

fn database(database: sdk::Database) -> Database {
    Database {
        name: database.name,
        description: database.description,
        location: database.location_uri,
        parameters: sorted(database.parameters),
        created_millis: millis(database.create_time),
    }
}

fn table(table: sdk::Table) -> Table {
    let storage = table.storage_descriptor.unwrap_or_else(|| sdk::StorageDescriptor::builder().build());
    let serde = storage.serde_info;
    Table {
        database: table.database_name.unwrap_or_default(),
        name: table.name,
        description: table.description,
        owner: table.owner,
        table_type: table.table_type,
        columns: columns(storage.columns.unwrap_or_default(), serde.as_ref(), table.parameters.as_ref()),
        partition_keys: table.partition_keys.unwrap_or_default().into_iter().map(column).collect(),
        location: storage.location.filter(|location| !location.is_empty()),
        input_format: storage.input_format,
        output_format: storage.output_format,
        serialization_library: serde.as_ref().and_then(|serde| serde.serialization_library.clone()),
        serde_parameters: sorted(serde.and_then(|serde| serde.parameters)),
        parameters: sorted(table.parameters),
        created_millis: millis(table.create_time),
        updated_millis: millis(table.update_time),
        created_by: table.created_by,
        version: table.version_id,
        view_text: table.view_original_text,
    }
}

/// The columns that the catalog keeps. An Avro table may keep none and say them by its schema.
fn columns(
    kept: Vec<sdk::Column>,
    serde: Option<&sdk::SerDeInfo>,
    parameters: Option<&HashMap<String, String>>,
) -> Vec<TableColumn> {
    let literal = || {
        let own = serde.and_then(|serde| serde.parameters()).and_then(|own| own.get(AVRO_SCHEMA));
        let text = own.or_else(|| parameters.and_then(|parameters| parameters.get(AVRO_SCHEMA)))?;
        columns_of(DataFormat::Avro, text).ok()
    };
    if kept.is_empty()
        && let Some(bridged) = literal()
    {
        return bridged.columns;
    }
    kept.into_iter().map(column).collect()
}

fn column(column: sdk::Column) -> TableColumn {
    TableColumn { name: column.name, column_type: column.r#type.unwrap_or_default(), comment: column.comment }
}

pub(super) fn partition(partition: sdk::Partition) -> Partition {
    Partition {
        values: partition.values.unwrap_or_default(),
        location: partition.storage_descriptor.and_then(|storage| storage.location),
        parameters: sorted(partition.parameters),
        created_millis: millis(partition.creation_time),
    }
}
