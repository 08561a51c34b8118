//! Running statements that write: CREATE TABLE AS, INSERT, UNLOAD.

use std::collections::BTreeMap;

use datafusion::arrow::datatypes::DataType;
use datafusion::sql::sqlparser::ast::{CreateTable, Insert, Query, SetExpr, SqlOption, Statement, TableObject};

use super::classify::Classification;
use super::error::EngineError;
use super::execution::{Execution, Rows};
use super::rewrite::WrittenNames;
use super::serde::{TableFormat, TextFormat};
use super::sink::FileFormat;
use super::source::TableDefinition;
use super::table::directory;
use super::text_types::TextType;
use super::types::{ColumnInfo, HiveType};
use super::write::{self, Creation, Target};
use super::{Engine, Request, projection, rewrite};

impl Engine {
    /// `CREATE TABLE … AS SELECT`
    pub(super) async fn create_table_as(
        &self,
        request: &Request,
        classification: Classification,
        mut create: CreateTable,
        written: WrittenNames,
    ) -> Result<Execution, EngineError> {
        let creation = Creation::new(&create, &request.database)?;
        let Some(query) = create.query.take() else {
            return Err(EngineError::user("SYNTAX_ERROR", "CREATE TABLE … AS without a query"));
        };
        if request.catalog.database(&creation.database).await?.is_none() {
            return Err(EngineError::user(
                "SCHEMA_NOT_FOUND",
                format_args!("Schema '{}' does not exist", creation.database),
            ));
        }
        let exists = request.catalog.table(&creation.database, &creation.name).await?.is_some();
        if exists && creation.if_not_exists {
            let execution = self.inner_query(request, classification, query, written).await?;
            return Ok(counted(execution, 0, Vec::new()));
        }
        if exists {
            return Err(EngineError::user(
                "TABLE_ALREADY_EXISTS",
                format_args!(
                    "line 1:1: Destination table '{}.{}.{}' already exists",
                    super::context::CATALOG,
                    creation.database,
                    creation.name
                ),
            ));
        }
        let location = match (&creation.location, &request.table_location) {
            (Some(location), _) => location.clone(),
            (None, Some(root)) => directory(root),
            (None, None) => {
                return Err(EngineError::user(
                    "INVALID_TABLE_PROPERTY",
                    "CREATE TABLE AS needs an external_location, since this query has no output location",
                ));
            }
        };
        // Before anything is looked at or written there.
        request.catalog.may_create_table(&creation.database, &location).await?;
        let mut execution = self.inner_query(request, classification, query, written).await?;
        if !request.objects.list(&location).await?.is_empty() {
            return Err(EngineError::user(
                "HIVE_PATH_ALREADY_EXISTS",
                format_args!(
                    "Target directory for table '{}.{}' already exists: {location}. You may need to manually clean the data at location \
                     '{location}' before retrying. Athena will not delete data in your account.",
                    creation.database, creation.name
                ),
            ));
        }
        let (table, done) = save(&mut execution, request, &creation, &location).await?;
        if let Err(error) = register(request, &table, &done).await {
            write::remove(&request.objects, &done.objects).await;
            return Err(error);
        }
        Ok(counted(execution, done.rows, done.objects))
    }

    /// `UNLOAD (query) TO 'place' WITH (…)`
    pub(super) async fn unload(
        &self,
        request: &Request,
        classification: Classification,
        query: Box<Query>,
        place: &str,
        options: &[SqlOption],
        written: WrittenNames,
    ) -> Result<Execution, EngineError> {
        let creation = Creation::unload(place, options)?;
        let location = directory(place);
        request.catalog.may_write(&location).await?;
        let mut execution = self.inner_query(request, classification, query, written).await?;
        if !request.objects.list(&location).await?.is_empty() {
            return Err(EngineError::user(
                "HIVE_PATH_ALREADY_EXISTS",
                format_args!("Target directory for the unloaded rows is not empty: {location}"),
            ));
        }
        let (_, done) = save(&mut execution, request, &creation, &location).await?;
        Ok(counted(execution, done.rows, done.objects))
    }

    /// `INSERT INTO … SELECT`
    pub(super) async fn insert(
        &self,
        request: &Request,
        classification: Classification,
        insert: Insert,
        written: WrittenNames,
    ) -> Result<Execution, EngineError> {
        let TableObject::TableName(name) = &insert.table else {
            return Err(EngineError::user("SYNTAX_ERROR", "INSERT INTO takes the name of a table"));
        };
        let foreign = insert.overwrite
            || insert.partitioned.is_some()
            || insert.on.is_some()
            || insert.returning.is_some()
            || insert.replace_into
            || insert.table_alias.is_some()
            || !insert.assignments.is_empty();
        if foreign {
            return Err(EngineError::user("SYNTAX_ERROR", "INSERT takes INTO, a table, columns and a query"));
        }
        let (database, table) = write::table_name(name, &request.database)?;
        let Some(definition) = request.catalog.table(&database, &table).await? else {
            return Err(EngineError::user(
                "TABLE_NOT_FOUND",
                format_args!("Table '{}.{database}.{table}' does not exist", super::context::CATALOG),
            ));
        };
        if definition.buckets.is_some() {
            return Err(EngineError::user(
                "NOT_SUPPORTED",
                format_args!("INSERT INTO the bucketed table {database}.{table}"),
            ));
        }
        request.catalog.may_insert(&definition).await?;
        let projected = projection::is_enabled(&definition);
        if projected && definition.parameters.contains_key("storage.location.template") {
            return Err(EngineError::unsupported(format_args!(
                "INSERT INTO {database}.{table}, whose partitions are projected by storage.location.template"
            )));
        }
        let format = match TableFormat::of(&definition, &definition.storage)? {
            TableFormat::Parquet { .. } => FileFormat::Parquet(super::write_compression(&definition)),
            // Columns are written in the table's order and under its names: right for either way of finding them.
            TableFormat::Text(TextFormat::Orc(_), _) => FileFormat::Orc(super::orc_compression(&definition)),
            // A schema that the table itself has would have to be kept to.
            TableFormat::Text(TextFormat::Avro, _) if !has_avro_schema(&definition) => avro_format(&definition)?,
            TableFormat::Text(_, skip) if !skip.is_nothing() => {
                return Err(EngineError::unsupported(
                    "INSERT INTO a table with skip.header.line.count or skip.footer.line.count",
                ));
            }
            TableFormat::Text(text, _) => {
                let gzip =
                    definition.parameters.get("write.compression").is_none_or(|name| name.eq_ignore_ascii_case("gzip"));
                text.file_format(gzip).ok_or_else(|| {
                    EngineError::unsupported(format_args!(
                        "INSERT INTO a table of SerDe {}",
                        definition.storage.serde_library
                    ))
                })?
            }
        };
        let Some(mut query) = insert.source else {
            return Err(EngineError::user("SYNTAX_ERROR", "INSERT INTO without a query"));
        };
        let names: Vec<String> = definition
            .columns
            .iter()
            .chain(&definition.partition_keys)
            .map(|column| column.name.to_lowercase())
            .collect();
        let listed: Vec<String> =
            insert.columns.iter().map(|column| column.to_string().trim_matches('"').to_lowercase()).collect();
        if !listed.is_empty() && listed != names {
            query = reorder(query, &listed, &names)?;
        }
        let mut execution = self.inner_query(request, classification, query, written).await?;
        let targets = target_kinds(&definition)?;
        let texts = text_types(&definition)?;
        write::check_insert(&targets, &kinds_of(&execution))?;
        let keys: Vec<String> = definition.partition_keys.iter().map(|key| key.name.to_lowercase()).collect();
        let location = directory(&definition.storage.location);
        let stem = stem(request.now_millis);
        // A partition that is there gets its rows where it is.
        let known =
            if keys.is_empty() || projected { Vec::new() } else { request.catalog.partitions(&definition).await? };
        let places: BTreeMap<Vec<String>, String> =
            known.iter().map(|partition| (partition.values.clone(), directory(&partition.storage.location))).collect();
        let target = Target {
            location: &location,
            names: &names,
            kinds: &targets,
            texts: &texts,
            keys: &keys,
            format,
            stem: &stem,
            places: &places,
        };
        let done = write::write(&mut execution, &request.objects, &target).await?;
        // Projected partitions are there without the catalog.
        if !done.partitions.is_empty() && !projected {
            let mut fresh = write::partitions_of(&definition, &done);
            fresh.retain(|partition| !known.iter().any(|known| known.values == partition.values));
            if !fresh.is_empty()
                && let Err(error) = request.catalog.add_partitions(&definition, &fresh).await
            {
                write::remove(&request.objects, &done.objects).await;
                return Err(error);
            }
        }
        Ok(counted(execution, done.rows, done.objects))
    }

    async fn inner_query(
        &self,
        request: &Request,
        classification: Classification,
        query: Box<Query>,
        written: WrittenNames,
    ) -> Result<Execution, EngineError> {
        let rewritten = rewrite::rewrite(Statement::Query(query), written, request.now_millis)?;
        self.query(request, classification, rewritten).await
    }
}

/// The Avro that a table says its files are.
fn avro_format(table: &TableDefinition) -> Result<FileFormat, EngineError> {
    let name = ["write.compression", "avro.output.codec"].iter().find_map(|key| table.parameters.get(*key));
    let format = FileFormat::Avro { deflate: true };
    match name.map(String::as_str) {
        None => Ok(format),
        // Avro's own word for none.
        Some(name) if name.eq_ignore_ascii_case("null") => format.compressed("NONE"),
        Some(name) => format.compressed(name),
    }
}

/// Writes a query's rows below a location: the table that they are, and what was written.
async fn save(
    execution: &mut Execution,
    request: &Request,
    creation: &Creation,
    location: &str,
) -> Result<(TableDefinition, write::Written), EngineError> {
    let kinds = kinds_of(execution);
    let table = creation.definition(execution, &kinds, location)?;
    let names: Vec<String> =
        table.columns.iter().chain(&table.partition_keys).map(|column| column.name.clone()).collect();
    let stem = stem(request.now_millis);
    let target = Target {
        location,
        names: &names,
        kinds: &kinds,
        texts: &text_types(&table)?,
        keys: &creation.partitioned_by,
        format: creation.format,
        stem: &stem,
        places: &BTreeMap::new(),
    };
    let done = write::write(execution, &request.objects, &target).await?;
    Ok((table, done))
}

/// Makes the table that a query has written. When its partitions cannot be added there is no table either.
async fn register(request: &Request, table: &TableDefinition, done: &write::Written) -> Result<(), EngineError> {
    request.catalog.create_table(table).await?;
    if done.partitions.is_empty() {
        return Ok(());
    }
    let added = request.catalog.add_partitions(table, &write::partitions_of(table, done)).await;
    if added.is_err() {
        // What was just made was made for this statement; the first error is the one to be told.
        drop(request.catalog.drop_table(&table.database, &table.name).await);
    }
    added
}

/// Puts the columns of an INSERT's query into the table's order; columns that are not listed are NULL.
fn reorder(query: Box<Query>, listed: &[String], names: &[String]) -> Result<Box<Query>, EngineError> {
    for column in listed {
        if !names.contains(column) {
            return Err(EngineError::user(
                "COLUMN_NOT_FOUND",
                format_args!("Insert column name does not exist in target table: {column}"),
            ));
        }
    }
    if matches!(query.body.as_ref(), SetExpr::Insert(_)) {
        return Err(EngineError::user("SYNTAX_ERROR", "INSERT INTO without a query"));
    }
    let items: Vec<String> = names
        .iter()
        .map(|name| if listed.contains(name) { format!("\"{name}\"") } else { format!("NULL AS \"{name}\"") })
        .collect();
    let columns: Vec<String> = listed.iter().map(|name| format!("\"{name}\"")).collect();
    let sql = format!("SELECT {} FROM (SELECT 1) AS source({})", items.join(", "), columns.join(", "));
    let (statement, _) = rewrite::parse(&sql, &[])?;
    let Statement::Query(mut outer) = statement else { return Err(EngineError::system("a query")) };
    if let SetExpr::Select(select) = outer.body.as_mut()
        && let Some(from) = select.from.first_mut()
        && let datafusion::sql::sqlparser::ast::TableFactor::Derived { subquery, .. } = &mut from.relation
    {
        *subquery = query;
    }
    Ok(outer)
}

fn target_kinds(table: &TableDefinition) -> Result<Vec<DataType>, EngineError> {
    table
        .columns
        .iter()
        .chain(&table.partition_keys)
        .map(|column| Ok(HiveType::parse(&column.type_name)?.arrow()))
        .collect()
}

/// The lengths of the columns that are texts.
fn text_types(table: &TableDefinition) -> Result<Vec<TextType>, EngineError> {
    let all = table.columns.iter().chain(&table.partition_keys);
    all.map(|column| Ok(HiveType::parse(&column.type_name)?.text_type())).collect()
}

fn kinds_of(execution: &Execution) -> Vec<DataType> {
    match &execution.rows {
        Rows::Stream(stream) => stream.schema().fields().iter().map(|field| field.data_type().clone()).collect(),
        Rows::Ready(_) => Vec::new(),
    }
}

/// The beginning of the names of the files that a statement writes.
fn stem(now: i64) -> String {
    let mut text = String::new();
    super::format::timestamp_seconds(now, &mut text);
    let digits: String =
        text.chars().filter_map(|c| if c == ' ' { Some('_') } else { c.is_ascii_digit().then_some(c) }).collect();
    format!("{digits}_00000")
}

/// The answer of a statement that wrote rows.
fn counted(mut execution: Execution, rows: u64, manifest: Vec<String>) -> Execution {
    execution.columns = vec![ColumnInfo::new("rows", &DataType::Int64)];
    execution.rows = Rows::Ready(Vec::new());
    execution.update_count = Some(rows);
    execution.manifest = manifest;
    execution
}

/// Whether a table says with which Avro schema its files are to be written.
fn has_avro_schema(table: &super::source::TableDefinition) -> bool {
    let names = ["avro.schema.literal", "avro.schema.url"];
    names.iter().any(|name| table.parameters.contains_key(*name) || table.storage.serde_parameters.contains_key(*name))
}
