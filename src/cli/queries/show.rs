//! `lakectl queries show`

use clap::Args;

use super::value;
use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

/// Show a query: state, cost, times, failure
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl queries show 5a1c0f5e-0d6c-4b4e-9d1f-2b7f7c0f6a11\n  lakectl queries show ID -o json --select query.state"
)]
pub struct QueriesShowArgs {
    /// The query's id
    id: String,
}

const FIELDS: &[Column] = &[
    Column::text("ID", "id"),
    Column::text("State", "state"),
    Column::text("Reason", "reason"),
    Column::text("Error category", "error.category"),
    Column::text("Error type", "error.type"),
    Column::text("Statement", "statement"),
    Column::text("Database", "database"),
    Column::text("Workgroup", "workgroup"),
    Column::text("Submitted", "submitted"),
    Column::text("Completed", "completed"),
    Column::new("Milliseconds", "total_millis", Style::Count),
    Column::new("Scanned", "bytes_scanned", Style::Bytes),
    Column::text("Dollars, about", "estimated_dollars"),
    Column::text("Result", "result"),
    Column::text("Manifest", "manifest"),
    Column::text("SQL", "sql"),
];

pub async fn run(ctx: &Ctx, args: QueriesShowArgs) -> Result<Answer> {
    let execution = ctx.read().await?.query(&args.id).await?;
    Ok(Answer::done(View::record("query", value(&execution), FIELDS)))
}
