//! `lakectl table history`

use clap::Args;
use serde_json::{Value, json};

use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::domain::catalog::{Table, TableName};
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::Change;
use crate::plan::kind::table::differences;
use crate::render::{Column, Style, View};

/// List the versions of a table, newest first
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local table history raw.weather\n  lakectl table history raw.weather --diff"
)]
pub struct TableHistoryArgs {
    /// The table, as database.table
    name: TableName,
    /// Show what each version changed
    #[arg(long)]
    diff: bool,
    /// At most so many versions
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

const COLUMNS: &[Column] = &[
    Column::text("VERSION", "version"),
    Column::text("UPDATED", "updated"),
    Column::text("BY", "by"),
    Column::new("COLUMNS", "column_count", Style::Count),
    Column::new("CHANGED", "changed", Style::List),
];

pub async fn run(ctx: &Ctx, args: TableHistoryArgs) -> Result<Answer> {
    let versions = ops::table::history(ctx.read().await?, &args.name).await?;
    let limit = args.limit.unwrap_or(usize::MAX);
    let shown: Vec<(&Table, Option<Vec<Change>>)> = versions
        .iter()
        .enumerate()
        .take(limit)
        .map(|(index, table)| (table, versions.get(index + 1).map(|older| differences(older, table))))
        .collect();
    let rows: Vec<Value> = shown.iter().map(|(table, changes)| row(table, changes.as_deref())).collect();
    if !args.diff {
        return Ok(Answer::done(View::list("versions", rows, COLUMNS)));
    }
    let mut lines = Vec::new();
    for (table, changes) in &shown {
        let updated = time(table.updated_millis).unwrap_or_default();
        lines.push(format!("version {} of {updated}", table.version.as_deref().unwrap_or("?")));
        match changes.as_deref() {
            None => lines.push("    = the oldest that is kept".to_owned()),
            Some([]) => lines.push("    = nothing that lakectl compares".to_owned()),
            Some(changes) => lines.extend(changes.iter().map(crate::plan::change_line)),
        }
    }
    Ok(Answer::done(View::changes("versions", Value::Array(rows), lines)))
}

fn row(table: &Table, changes: Option<&[Change]>) -> Value {
    json!({
        "version": table.version,
        "updated": time(table.updated_millis),
        "by": table.created_by,
        "column_count": table.columns.len(),
        "changed": changes.map(|changes| changes.iter().map(|change| change.field).collect::<Vec<_>>()),
        "changes": changes.map(|changes| {
            changes
                .iter()
                .map(|change| json!({ "field": change.field, "old": change.old, "new": change.new }))
                .collect::<Vec<_>>()
        }),
    })
}
