//! `lakectl table show`

use clap::Args;
use serde_json::{Value, json};

use crate::cli::catalog::{column_row, time};
use crate::context::Ctx;
use crate::domain::catalog::{Table, TableName, create_statement};
use crate::domain::crawl::{DEPRECATED_BY, UPDATED_BY};
use crate::domain::permission::Columns;
use crate::domain::shell_word::command;
use crate::error::Result;
use crate::ops;
use crate::ops::table::{Measured, Reader, Shown};
use crate::outcome::Answer;
use crate::render::{Column, Section, Style, View};

/// Show a table: columns, partitions, size
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local table show raw.weather\n  lakectl table show raw.weather --ddl > weather.sql"
)]
pub struct TableShowArgs {
    /// The table, as database.table
    name: TableName,
    /// The statement that would make the table, instead
    #[arg(long)]
    ddl: bool,
    /// Add up its objects and partitions however many there are; without it, up to 5,000 objects and about 100,000
    /// partitions are looked at
    #[arg(long)]
    measure: bool,
}

const FIELDS: &[Column] = &[
    Column::text("Name", "name"),
    Column::text("Database", "database"),
    Column::text("Description", "description"),
    Column::text("Owner", "owner"),
    Column::text("Format", "format"),
    Column::text("Type", "type"),
    Column::text("Location", "location"),
    Column::new("Size", "data.bytes", Style::Bytes),
    Column::new("Objects", "data.objects", Style::Count),
    Column::text("Newest object", "data.newest"),
    Column::new("Size, when last crawled", "size_bytes", Style::Bytes),
    Column::new("Objects, when last crawled", "object_count", Style::Count),
    Column::new("Records, when last crawled", "record_count", Style::Count),
    Column::new("Partitions", "partition_count", Style::Count),
    Column::text("Version", "version"),
    Column::text("Created", "created"),
    Column::text("Updated", "updated"),
    Column::text("Created by", "created_by"),
    Column::text("Kept by crawler", "lineage.crawler"),
    Column::text("Deprecated by crawler", "lineage.deprecated_by"),
    Column::new("Made from", "lineage.sources", Style::List),
];
const COLUMNS: Section = Section {
    title: "Columns",
    key: "columns",
    columns: &[Column::text("NAME", "name"), Column::text("TYPE", "type"), Column::text("COMMENT", "comment")],
};
const KEYS: Section = Section {
    title: "Partition keys",
    key: "partition_keys",
    columns: &[Column::text("NAME", "name"), Column::text("TYPE", "type"), Column::text("COMMENT", "comment")],
};
const PARTITIONS: Section = Section {
    title: "Partitions",
    key: "partitions",
    columns: &[Column::new("VALUES", "values", Style::List), Column::text("LOCATION", "location")],
};

const READERS: Section = Section {
    title: "Who can read",
    key: "readers",
    columns: &[
        Column::text("PRINCIPAL", "principal"),
        Column::text("COLUMNS", "columns_text"),
        Column::text("BY", "by"),
    ],
};
const PARAMETERS: Section = Section {
    title: "Parameters",
    key: "parameter_list",
    columns: &[Column::text("NAME", "name"), Column::text("VALUE", "value")],
};

pub async fn run(ctx: &Ctx, args: TableShowArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    if args.ddl {
        let statement = create_statement(&ops::table::need(read, &args.name).await?);
        let lines = statement.lines().map(str::to_owned).collect();
        return Ok(Answer::done(View::lines("ddl", json!(statement), lines)));
    }
    let shown = ops::table::show(read, &args.name, args.measure).await?;
    for note in &shown.notes {
        ctx.ui.warn(note);
    }
    if shown.data.is_some_and(|data| !data.is_all) {
        let measure = command("lakectl table show", &[&args.name.to_string()], "--measure");
        ctx.ui.hint(&format!("not all of its objects were looked at: {measure}"));
    }
    if !shown.has_counted_all {
        let count = shown.partition_count;
        let measure = command("lakectl table show", &[&args.name.to_string()], "--measure");
        ctx.ui.hint(&format!("it has more than {count} partitions: {measure}"));
    } else if shown.partition_count > shown.partitions.len() {
        let list = command("lakectl partition list", &[&args.name.to_string()], "");
        ctx.ui.hint(&format!("not all of its partitions are shown: {list}"));
    }
    let table = &shown.table;
    let mut lists = vec![COLUMNS];
    if !table.partition_keys.is_empty() {
        lists.extend([KEYS, PARTITIONS]);
    }
    lists.push(PARAMETERS);
    if shown.readers.is_some() {
        lists.push(READERS);
    }
    Ok(Answer::done(View::record_with("table", value(&shown), FIELDS, lists)))
}

/// What the table's parameters tell of where its data comes from.
fn lineage(table: &Table) -> Value {
    let is_source =
        |name: &str| ["lineage.", "source"].iter().any(|start| name.to_ascii_lowercase().starts_with(start));
    let sources = table.parameters.iter().filter(|(name, _)| is_source(name));
    let sources: Vec<String> = sources.map(|(name, value)| format!("{name}={value}")).collect();
    json!({
        "crawler": table.parameter(UPDATED_BY),
        "deprecated_by": table.parameter(DEPRECATED_BY),
        "sources": if sources.is_empty() { Value::Null } else { json!(sources) },
    })
}

fn data(data: Measured) -> Value {
    // A part of it would look like all of it.
    let whole = |value: Value| if data.is_all { value } else { Value::Null };
    json!({
        "bytes": whole(json!(data.bytes)),
        "objects": whole(json!(data.objects)),
        "newest": whole(json!(time(data.newest_millis))),
        "is_all": data.is_all,
    })
}

fn reader(reader: &Reader) -> Value {
    let (columns, excluded, text) = match &reader.columns {
        Columns::All => (Value::Null, Value::Null, "all".to_owned()),
        Columns::Only(names) => (json!(names), Value::Null, names.iter().cloned().collect::<Vec<_>>().join(", ")),
        Columns::Except(names) => {
            (Value::Null, json!(names), format!("all but {}", names.iter().cloned().collect::<Vec<_>>().join(", ")))
        }
    };
    json!({
        "principal": reader.principal,
        "columns": columns,
        "excluded_columns": excluded,
        "columns_text": text,
        "by": reader.by,
    })
}

fn value(shown: &Shown) -> Value {
    let (table, partitions) = (&shown.table, &shown.partitions);
    let number = |name: &str| table.parameter(name).and_then(|text| text.parse::<u64>().ok());
    let partitioned = !table.partition_keys.is_empty();
    json!({
        "database": table.database,
        "name": table.name,
        "description": table.description,
        "owner": table.owner,
        "format": table.classification(),
        "type": table.table_type,
        "location": table.location,
        "input_format": table.input_format,
        "output_format": table.output_format,
        "serialization_library": table.serialization_library,
        "serde_parameters": table.serde_parameters,
        "parameters": table.parameters,
        "parameter_list": table
            .parameters
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect::<Vec<_>>(),
        "lineage": lineage(table),
        "data": shown.data.map(data),
        "readers": shown.readers.as_ref().map(|readers| readers.iter().map(reader).collect::<Vec<_>>()),
        "size_bytes": number("sizeKey"),
        "object_count": number("objectCount"),
        "record_count": number("recordCount"),
        // A part of them would look like all of them.
        "partition_count": (partitioned && shown.has_counted_all).then_some(shown.partition_count),
        "partitions_are_all": partitioned.then_some(shown.has_counted_all && shown.partition_count == partitions.len()),
        "version": table.version,
        "created": time(table.created_millis),
        "updated": time(table.updated_millis),
        "created_by": table.created_by,
        "columns": table.columns.iter().map(column_row).collect::<Vec<_>>(),
        "partition_keys": table.partition_keys.iter().map(column_row).collect::<Vec<_>>(),
        "partitions": partitions
            .iter()
            .map(|partition| json!({ "values": partition.values, "location": partition.location }))
            .collect::<Vec<_>>(),
    })
}
