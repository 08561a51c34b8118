//! `lakectl table show`

use clap::Args;
use serde_json::{Value, json};

use crate::cli::catalog::{column_row, time};
use crate::context::Ctx;
use crate::domain::catalog::{Partition, Table, TableName, create_statement};
use crate::error::Result;
use crate::ops;
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
}

const FIELDS: &[Column] = &[
    Column::text("Name", "name"),
    Column::text("Database", "database"),
    Column::text("Description", "description"),
    Column::text("Format", "format"),
    Column::text("Type", "type"),
    Column::text("Location", "location"),
    Column::new("Size, when last crawled", "size_bytes", Style::Bytes),
    Column::new("Objects, when last crawled", "object_count", Style::Count),
    Column::new("Records, when last crawled", "record_count", Style::Count),
    Column::new("Partitions", "partition_count", Style::Count),
    Column::text("Version", "version"),
    Column::text("Created", "created"),
    Column::text("Updated", "updated"),
    Column::text("Created by", "created_by"),
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

pub async fn run(ctx: &Ctx, args: TableShowArgs) -> Result<Answer> {
    let (table, partitions) = ops::table::show(ctx.read().await?, &args.name).await?;
    if args.ddl {
        let statement = create_statement(&table);
        let lines = statement.lines().map(str::to_owned).collect();
        return Ok(Answer::done(View::lines("ddl", json!(statement), lines)));
    }
    let mut lists = vec![COLUMNS];
    if !table.partition_keys.is_empty() {
        lists.extend([KEYS, PARTITIONS]);
    }
    Ok(Answer::done(View::record_with("table", value(&table, &partitions), FIELDS, lists)))
}

fn value(table: &Table, partitions: &[Partition]) -> Value {
    let number = |name: &str| table.parameter(name).and_then(|text| text.parse::<u64>().ok());
    let partitioned = !table.partition_keys.is_empty();
    json!({
        "database": table.database,
        "name": table.name,
        "description": table.description,
        "format": table.classification(),
        "type": table.table_type,
        "location": table.location,
        "input_format": table.input_format,
        "output_format": table.output_format,
        "serialization_library": table.serialization_library,
        "serde_parameters": table.serde_parameters,
        "parameters": table.parameters,
        "size_bytes": number("sizeKey"),
        "object_count": number("objectCount"),
        "record_count": number("recordCount"),
        "partition_count": partitioned.then_some(partitions.len()),
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
