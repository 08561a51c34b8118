//! `lakectl partition list`

use clap::Args;
use serde_json::{Map, Value, json};

use crate::context::Ctx;
use crate::domain::catalog::{Partition, TableName};
use crate::domain::query::batch::Batch;
use crate::error::Result;
use crate::ops::partition::{self, Pages};
use crate::outcome::Answer;
use crate::render::{RowColumn, Rows, View};

/// List the partitions of a table
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local partition list raw.events\n  lakectl partition list raw.events --where \"year = 2026 AND month >= 10\" -o csv"
)]
pub struct PartitionListArgs {
    /// The table, as database.table
    name: TableName,
    /// Only partitions that this expression chooses: = <> < > <= >= AND OR IN BETWEEN LIKE NOT, over the partition keys
    #[arg(long = "where", value_name = "EXPRESSION")]
    filter: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub async fn run(ctx: &Ctx, args: PartitionListArgs) -> Result<Answer> {
    let mut pages = partition::list(ctx.read().await?, &args.name, args.filter.as_deref()).await?;
    let limit = args.limit.unwrap_or(usize::MAX);
    if ctx.settings.select.is_none() {
        return Ok(Answer::done(View::named_rows("partitions", Box::new(Stream::new(pages, limit)))));
    }
    // An expression over the whole document needs the whole document.
    let mut rows = Vec::new();
    while let Some(page) = pages.next().await {
        rows.extend(page?.iter().map(|partition| object(&pages.keys, partition)));
        if rows.len() >= limit {
            rows.truncate(limit);
            break;
        }
    }
    Ok(Answer::done(View::list("partitions", rows, &[])))
}

/// The same object that the stream has for the partition.
fn object(keys: &[String], partition: &Partition) -> Value {
    let mut members = Map::new();
    for (index, key) in keys.iter().enumerate() {
        members.insert(key.clone(), json!(partition.values.get(index)));
    }
    let created = crate::cli::catalog::time(partition.created_millis);
    for (name, value) in [("location", partition.location.clone()), ("created", created)] {
        // A partition key may have taken the name.
        let name = if members.contains_key(name) { format!("{name}_2") } else { name.to_owned() };
        members.insert(name, json!(value));
    }
    Value::Object(members)
}

/// Partitions as rows: a column for each key, then the location and the time.
struct Stream {
    columns: Vec<RowColumn>,
    pages: Pages,
    left: usize,
}

impl Stream {
    fn new(pages: Pages, limit: usize) -> Self {
        let names = pages.keys.iter().map(String::as_str).chain(["location", "created"]);
        let columns =
            names.map(|name| RowColumn { name: name.to_owned(), is_literal: false, is_number: false }).collect();
        Self { columns, pages, left: limit }
    }

    fn push(&self, batch: &mut Batch, partition: &Partition) {
        let created = crate::cli::catalog::time(partition.created_millis);
        let mut cells: Vec<Option<&str>> =
            (0..self.pages.keys.len()).map(|index| partition.values.get(index).map(String::as_str)).collect();
        cells.extend([partition.location.as_deref(), created.as_deref()]);
        batch.push(&cells);
    }
}

impl Rows for Stream {
    fn columns(&self) -> &[RowColumn] {
        &self.columns
    }

    fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        if self.left == 0 {
            return Ok(false);
        }
        let Some(page) = self.pages.blocking_next() else { return Ok(false) };
        let page = page?;
        for partition in page.iter().take(self.left) {
            self.push(batch, partition);
        }
        self.left = self.left.saturating_sub(page.len());
        Ok(true)
    }
}
