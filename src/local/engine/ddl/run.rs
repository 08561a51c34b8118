//! Carrying out DDL over the catalog.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Ddl, Name, Place, Spec, parser, show};
use crate::engine::Request;
use crate::engine::classify::Classification;
use crate::engine::error::EngineError;
use crate::engine::execution::Execution;
use crate::engine::scan::meter::ScanMeter;
use crate::engine::source::{Catalog, ColumnDefinition, PartitionDefinition, Storage, TableDefinition};
use crate::engine::table::directory;
use crate::engine::view::View;
use crate::engine::write::escape;

/// The catalog's word for a view.
const VIEW: &str = "VIRTUAL_VIEW";

/// Parses and runs a statement of Hive's side.
pub async fn run(request: &Request, classification: Classification) -> Result<Execution, EngineError> {
    if !request.parameters.is_empty() {
        return Err(EngineError::user("INVALID_PARAMETER_USAGE", "Parameters are for queries, not for DDL"));
    }
    let statement = parser::parse(&request.sql)?;
    let answer = carry_out(request, statement).await?;
    let meter = Arc::new(ScanMeter::new(None, request.cancel.clone()));
    match answer {
        None => Ok(Execution::nothing(classification, meter)),
        Some((column, lines)) => Execution::lines(classification, column, lines, meter),
    }
}

type Answer = Option<(&'static str, Vec<String>)>;

async fn find(request: &Request, name: &Name) -> Result<TableDefinition, EngineError> {
    let database = name.database.as_deref().unwrap_or(&request.database);
    request
        .catalog
        .table(database, &name.table)
        .await?
        .ok_or_else(|| EngineError::user("TABLE_NOT_FOUND", format_args!("Table not found {database}.{}", name.table)))
}

async fn need_database(request: &Request, database: &str) -> Result<(), EngineError> {
    if request.catalog.database(database).await?.is_some() {
        return Ok(());
    }
    Err(EngineError::user("SCHEMA_NOT_FOUND", format_args!("Database does not exist: {database}")))
}

async fn carry_out(request: &Request, statement: Ddl) -> Result<Answer, EngineError> {
    let catalog = &request.catalog;
    match statement {
        Ddl::CreateDatabase { database, if_not_exists } => {
            if catalog.database(&database.name).await?.is_some() {
                if if_not_exists {
                    return Ok(None);
                }
                return Err(EngineError::user(
                    "SCHEMA_ALREADY_EXISTS",
                    format_args!("Database {} already exists", database.name),
                ));
            }
            catalog.create_database(&database).await?;
        }
        Ddl::DropDatabase { name, if_exists, cascade } => {
            if catalog.database(&name).await?.is_none() {
                if if_exists {
                    return Ok(None);
                }
                return Err(EngineError::user("SCHEMA_NOT_FOUND", format_args!("Database does not exist: {name}")));
            }
            catalog.drop_database(&name, cascade).await?;
        }
        Ddl::CreateTable { name, mut table, if_not_exists } => {
            table.database = name.database.unwrap_or_else(|| request.database.clone());
            table.name = name.table;
            need_database(request, &table.database).await?;
            if catalog.table(&table.database, &table.name).await?.is_some() {
                if if_not_exists {
                    return Ok(None);
                }
                return Err(EngineError::user(
                    "TABLE_ALREADY_EXISTS",
                    format_args!("Table {} already exists", table.name),
                ));
            }
            let taken =
                table.columns.iter().find(|column| table.partition_keys.iter().any(|key| key.name == column.name));
            if let Some(column) = taken {
                return Err(EngineError::user(
                    "DUPLICATE_COLUMN_NAME",
                    format_args!("Column repeated in partitioning columns: {}", column.name),
                ));
            }
            catalog.create_table(&table).await?;
        }
        Ddl::DropTable { name, if_exists } => {
            let database = name.database.as_deref().unwrap_or(&request.database);
            if catalog.table(database, &name.table).await?.is_none() {
                if if_exists {
                    return Ok(None);
                }
                return Err(EngineError::user(
                    "TABLE_NOT_FOUND",
                    format_args!("Table not found {database}.{}", name.table),
                ));
            }
            catalog.drop_table(database, &name.table).await?;
        }
        Ddl::ShowDatabases { like } => {
            let mut names = catalog.databases().await?;
            names.retain(|name| show::matches(like.as_deref(), name));
            names.sort();
            return Ok(Some(("database_name", names)));
        }
        Ddl::ShowTables { database, like } => {
            let database = database.as_deref().unwrap_or(&request.database);
            need_database(request, database).await?;
            let mut names = catalog.tables(database).await?;
            names.retain(|name| show::matches(like.as_deref(), name));
            names.sort();
            return Ok(Some(("tab_name", names)));
        }
        Ddl::DropView { name, if_exists } => {
            let database = name.database.as_deref().unwrap_or(&request.database);
            match catalog.table(database, &name.table).await? {
                Some(table) if table.table_type == VIEW => catalog.drop_table(database, &name.table).await?,
                Some(_) => {
                    return Err(EngineError::user(
                        "INVALID_REQUEST",
                        format_args!("{database}.{} is a table, not a view", name.table),
                    ));
                }
                None if if_exists => {}
                None => {
                    return Err(EngineError::user(
                        "TABLE_NOT_FOUND",
                        format_args!("View '{database}.{}' does not exist", name.table),
                    ));
                }
            }
        }
        Ddl::ShowViews { database, like } => {
            let database = database.as_deref().unwrap_or(&request.database);
            need_database(request, database).await?;
            let mut names = Vec::new();
            for name in catalog.tables(database).await? {
                let is_view = catalog.table(database, &name).await?.is_some_and(|table| table.table_type == VIEW);
                if is_view && show::matches(like.as_deref(), &name) {
                    names.push(name);
                }
            }
            names.sort();
            return Ok(Some(("views", names)));
        }
        Ddl::ShowCreateView { name } => {
            let table = find(request, &name).await?;
            if table.table_type != VIEW {
                return Err(EngineError::user(
                    "INVALID_REQUEST",
                    format_args!("{}.{} is a table, not a view", table.database, table.name),
                ));
            }
            let sql = View::of(&table)?.sql;
            let mut lines = vec![format!("CREATE VIEW \"{}\".\"{}\" AS ", table.database, table.name)];
            lines.extend(sql.lines().map(str::to_owned));
            return Ok(Some(("Create View", lines)));
        }
        Ddl::ShowColumns { name } => return Ok(Some(("field", show::columns(&find(request, &name).await?)))),
        Ddl::ShowPartitions { name } => {
            let table = find(request, &name).await?;
            if table.partition_keys.is_empty() {
                return Err(EngineError::user(
                    "INVALID_REQUEST",
                    format_args!("Table {} is not a partitioned table", table.name),
                ));
            }
            let mut lines: Vec<String> = may_show_partitions(request, &table)
                .await?
                .iter()
                .map(|partition| path(&table, &partition.values))
                .collect();
            lines.sort();
            return Ok(Some(("partition", lines)));
        }
        Ddl::ShowCreateTable { name } => {
            return Ok(Some(("createtab_stmt", show::create_table(&find(request, &name).await?))));
        }
        Ddl::ShowProperties { name, key } => {
            let table = find(request, &name).await?;
            if let Some(key) = key.as_ref().filter(|key| !table.parameters.contains_key(*key)) {
                let line = format!("Table {}.{} does not have property: {key}\t", table.database, table.name);
                return Ok(Some(("prpt_name\tprpt_value", vec![line])));
            }
            let wanted = table.parameters.iter().filter(|(name, _)| key.as_ref().is_none_or(|key| key == *name));
            let lines = wanted.map(|(key, value)| format!("{key}\t{value}")).collect();
            return Ok(Some(("prpt_name\tprpt_value", lines)));
        }
        Ddl::Describe { name, form } => {
            let table = find(request, &name).await?;
            let part = match &form.partition {
                None => None,
                Some(spec) => {
                    let values = values(&table, spec)?;
                    let parts = may_show_partitions(request, &table).await?;
                    let part = parts.into_iter().find(|part| part.values == values);
                    Some(part.ok_or_else(|| no_partition(&table, &values))?)
                }
            };
            let lines = match &form.column {
                Some(column) => vec![show::column(&table, column)?],
                None => show::describe(&table, form.whole, part.as_ref()),
            };
            return Ok(Some(("col_name\tdata_type\tcomment", lines)));
        }
        Ddl::SetDatabaseProperties { database, properties } => {
            let missing = || EngineError::user("SCHEMA_NOT_FOUND", format_args!("Database does not exist: {database}"));
            catalog.database(&database).await?.ok_or_else(missing)?;
            catalog.set_database_properties(&database, &properties).await?;
        }
        Ddl::ChangeColumn { name, old, column, place } => {
            alter(request, &name, |table| change_column(table, &old, &column, place.as_ref())).await?;
        }
        Ddl::SetPartitionLocation { name, partition, location } => {
            let table = find(request, &name).await?;
            catalog.may_change_partitions(&table).await?;
            if !location.starts_with("s3://") {
                return Err(EngineError::user(
                    "SYNTAX_ERROR",
                    format_args!("LOCATION '{location}' is no s3:// address"),
                ));
            }
            let values = values(&table, &partition)?;
            known_partition(request, &table, &values).await?;
            catalog.move_partition(&table, &values, &values, &location).await?;
        }
        Ddl::RenamePartition { name, partition, to } => {
            let table = find(request, &name).await?;
            catalog.may_change_partitions(&table).await?;
            let (old, new) = (values(&table, &partition)?, values(&table, &to)?);
            let part = known_partition(request, &table, &old).await?;
            // The files of an external table stay where they are.
            catalog.move_partition(&table, &old, &new, &part.storage.location).await?;
        }
        Ddl::AddPartitions { name, if_not_exists, partitions } => {
            let table = find(request, &name).await?;
            catalog.may_change_partitions(&table).await?;
            add_partitions(request, &table, if_not_exists, partitions).await?;
        }
        Ddl::DropPartitions { name, if_exists, partitions } => {
            let table = find(request, &name).await?;
            catalog.may_change_partitions(&table).await?;
            drop_partitions(request, &table, if_exists, &partitions).await?;
        }
        Ddl::AddColumns { name, columns } => {
            alter(request, &name, |table| {
                for column in &columns {
                    if table.columns.iter().chain(&table.partition_keys).any(|known| known.name == column.name) {
                        return Err(EngineError::user(
                            "DUPLICATE_COLUMN_NAME",
                            format_args!("Duplicate column name: {}", column.name),
                        ));
                    }
                    table.columns.push(column.clone());
                }
                Ok(())
            })
            .await?;
        }
        Ddl::ReplaceColumns { name, columns } => {
            alter(request, &name, |table| {
                let mut kept = table.buckets.iter().flat_map(|(buckets, _)| buckets);
                if !kept.all(|bucket| columns.iter().any(|column| column.name.eq_ignore_ascii_case(bucket))) {
                    return Err(EngineError::user(
                        "NOT_SUPPORTED",
                        format_args!("REPLACE COLUMNS without the columns that {} is CLUSTERED BY", table.name),
                    ));
                }
                table.columns.clone_from(&columns);
                Ok(())
            })
            .await?;
        }
        Ddl::SetLocation { name, location } => {
            alter(request, &name, |table| {
                table.storage.location.clone_from(&location);
                Ok(())
            })
            .await?;
        }
        Ddl::SetProperties { name, properties } => {
            alter(request, &name, |table| {
                table.parameters.extend(properties.clone());
                Ok(())
            })
            .await?;
        }
        Ddl::Repair { name } => {
            let table = find(request, &name).await?;
            catalog.may_change_partitions(&table).await?;
            return repair(request, &table).await;
        }
    }
    Ok(None)
}

/// The partitions of a table, for whoever may know them all.
async fn may_show_partitions(
    request: &Request,
    table: &TableDefinition,
) -> Result<Vec<PartitionDefinition>, EngineError> {
    visible_partitions(request.catalog.as_ref(), table).await
}

/// The same over a catalog. A partition's name is the values of its keys, and there is one for rows that are hidden too.
pub async fn visible_partitions(
    catalog: &dyn Catalog,
    table: &TableDefinition,
) -> Result<Vec<PartitionDefinition>, EngineError> {
    let hides_a_key = table.partition_keys.iter().any(|key| table.denied_columns.contains(&key.name.to_lowercase()));
    if table.row_filter.is_some() || (hides_a_key && catalog.may_change_partitions(table).await.is_err()) {
        return Err(EngineError::user(
            "PERMISSION_DENIED",
            format_args!("Insufficient Lake Formation permission(s): Required Select on {}", table.name),
        ));
    }
    catalog.partitions(table).await
}

fn no_partition(table: &TableDefinition, values: &[String]) -> EngineError {
    EngineError::user("PARTITION_NOT_FOUND", format_args!("Partition not found: {}", path(table, values)))
}

async fn known_partition(
    request: &Request,
    table: &TableDefinition,
    values: &[String],
) -> Result<PartitionDefinition, EngineError> {
    let known = request.catalog.partitions(table).await?;
    known.into_iter().find(|part| part.values == values).ok_or_else(|| no_partition(table, values))
}

/// Gives a column another name, type, comment or place. A comment stays that is not said anew.
fn change_column(
    table: &mut TableDefinition,
    old: &str,
    column: &ColumnDefinition,
    place: Option<&Place>,
) -> Result<(), EngineError> {
    let missing = |name: &str| EngineError::user("COLUMN_NOT_FOUND", format_args!("Invalid column reference {name}"));
    let find = |columns: &[ColumnDefinition], name: &str| {
        columns.iter().position(|known| known.name.eq_ignore_ascii_case(name)).ok_or_else(|| missing(name))
    };
    let at = find(&table.columns, old)?;
    let mut others = table.columns.iter().chain(&table.partition_keys);
    if column.name != old && others.any(|known| known.name.eq_ignore_ascii_case(&column.name)) {
        return Err(EngineError::user("DUPLICATE_COLUMN_NAME", format_args!("Duplicate column name: {}", column.name)));
    }
    let before = table.columns.remove(at);
    let at = match place {
        None => at,
        Some(Place::First) => 0,
        Some(Place::After(name)) => find(&table.columns, name)? + 1,
    };
    // Its rows are put into buckets by the column, whatever its name.
    for bucket in table.buckets.iter_mut().flat_map(|(buckets, _)| buckets) {
        if bucket.eq_ignore_ascii_case(old) {
            bucket.clone_from(&column.name);
        }
    }
    let comment = column.comment.clone().or(before.comment);
    table.columns.insert(at, ColumnDefinition { comment, ..column.clone() });
    Ok(())
}

/// How often a change is begun anew because the table was changed by somebody else.
const MOST_ATTEMPTS: usize = 20;

/// Changes a table as it is when the change is written: what others changed meanwhile stays.
async fn alter(
    request: &Request,
    name: &Name,
    change: impl Fn(&mut TableDefinition) -> Result<(), EngineError>,
) -> Result<(), EngineError> {
    for attempt in 1.. {
        let mut table = find(request, name).await?;
        change(&mut table)?;
        match request.catalog.update_table(&table).await {
            Err(error) if error.is_conflict() && attempt < MOST_ATTEMPTS => {}
            done => return done,
        }
    }
    Ok(())
}

/// `year=2020/month=1`
fn path(table: &TableDefinition, values: &[String]) -> String {
    let parts: Vec<String> =
        table.partition_keys.iter().zip(values).map(|(key, value)| format!("{}={}", key.name, escape(value))).collect();
    parts.join("/")
}

/// The values of a specification in the order of the keys.
fn values(table: &TableDefinition, spec: &Spec) -> Result<Vec<String>, EngineError> {
    let given: BTreeMap<&str, &str> = spec.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let complete = given.len() == table.partition_keys.len() && spec.len() == given.len();
    let values: Option<Vec<String>> = table
        .partition_keys
        .iter()
        .map(|key| given.get(key.name.to_lowercase().as_str()).map(|value| (*value).to_owned()))
        .collect();
    values.filter(|_| complete).ok_or_else(|| {
        let keys: Vec<&str> = table.partition_keys.iter().map(|key| key.name.as_str()).collect();
        EngineError::user(
            "INVALID_PARTITION_SPEC",
            format_args!("the partition must name each key of {} once: {}", table.name, keys.join(", ")),
        )
    })
}

fn partition(table: &TableDefinition, values: Vec<String>, location: Option<String>) -> PartitionDefinition {
    let location =
        location.unwrap_or_else(|| format!("{}{}", directory(&table.storage.location), path(table, &values)));
    PartitionDefinition {
        values,
        storage: Storage { location, ..table.storage.clone() },
        columns: table.columns.clone(),
        parameters: BTreeMap::new(),
    }
}

async fn add_partitions(
    request: &Request,
    table: &TableDefinition,
    if_not_exists: bool,
    specs: Vec<(Spec, Option<String>)>,
) -> Result<(), EngineError> {
    let known: BTreeSet<Vec<String>> =
        request.catalog.partitions(table).await?.into_iter().map(|partition| partition.values).collect();
    let mut fresh = Vec::new();
    for (spec, location) in specs {
        let values = values(table, &spec)?;
        if known.contains(&values) {
            if if_not_exists {
                continue;
            }
            return Err(EngineError::user(
                "PARTITION_ALREADY_EXISTS",
                format_args!("Partition already exists: {}", path(table, &values)),
            ));
        }
        fresh.push(partition(table, values, location));
    }
    if fresh.is_empty() {
        return Ok(());
    }
    request.catalog.add_partitions(table, &fresh).await
}

async fn drop_partitions(
    request: &Request,
    table: &TableDefinition,
    if_exists: bool,
    specs: &[Spec],
) -> Result<(), EngineError> {
    let known: BTreeSet<Vec<String>> =
        request.catalog.partitions(table).await?.into_iter().map(|partition| partition.values).collect();
    let mut gone = Vec::new();
    for spec in specs {
        let values = values(table, spec)?;
        if known.contains(&values) {
            gone.push(values);
        } else if !if_exists {
            return Err(EngineError::user(
                "PARTITION_NOT_FOUND",
                format_args!("Partition not found: {}", path(table, &values)),
            ));
        }
    }
    if gone.is_empty() {
        return Ok(());
    }
    request.catalog.drop_partitions(table, &gone).await
}

/// Adds the partitions that are there as `key=value` directories and unknown to the catalog.
async fn repair(request: &Request, table: &TableDefinition) -> Result<Answer, EngineError> {
    if table.partition_keys.is_empty() {
        return Err(EngineError::user(
            "INVALID_REQUEST",
            format_args!("Table {} is not a partitioned table", table.name),
        ));
    }
    let root = directory(&table.storage.location);
    let known: BTreeSet<Vec<String>> =
        request.catalog.partitions(table).await?.into_iter().map(|partition| partition.values).collect();
    let mut found: BTreeMap<Vec<String>, String> = BTreeMap::new();
    for object in request.objects.list(&root).await? {
        let Some(below) = object.uri.strip_prefix(&root) else { continue };
        let mut values = Vec::new();
        let mut length = 0;
        for (part, key) in below.split('/').zip(&table.partition_keys) {
            let Some((name, value)) = part.split_once('=') else { break };
            // To Hive a directory is a partition's when there is something on both sides of its one sign.
            if name != key.name.to_lowercase() || value.is_empty() || value.contains('=') {
                break;
            }
            length += part.len() + 1;
            values.push(unescape(value));
        }
        // The last part is the object's own name, so a directory lies above it.
        if values.len() == table.partition_keys.len() && below.len() > length && !known.contains(&values) {
            found.entry(values).or_insert_with(|| format!("{root}{}", &below[..length]));
        }
    }
    if found.is_empty() {
        return Ok(Some(("result", Vec::new())));
    }
    let fresh: Vec<PartitionDefinition> =
        found.into_iter().map(|(values, location)| partition(table, values, Some(location))).collect();
    request.catalog.add_partitions(table, &fresh).await?;
    let paths: Vec<String> = fresh.iter().map(|partition| path(table, &partition.values)).collect();
    let missing: Vec<String> = paths.iter().map(|path| format!("{}:{path}", table.name)).collect();
    let mut lines = vec![format!("Partitions not in metastore:\t{}", missing.join("\t"))];
    lines.extend(paths.iter().map(|path| format!("Repair: Added partition to metastore {}:{path}", table.name)));
    Ok(Some(("result", lines)))
}

/// Takes back what `escape` does.
fn unescape(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}
