//! `lakectl filter show`

use clap::Args;

use super::row;
use crate::context::Ctx;
use crate::domain::catalog::TableName;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

const FIELDS: &[Column] = &[
    Column::text("Name", "name"),
    Column::text("Table", "table"),
    Column::text("Rows", "rows"),
    Column::new("Columns", "columns", Style::List),
    Column::new("Excluded columns", "excluded_columns", Style::List),
    Column::text("Version", "version"),
];

/// Show a filter
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local filter show rainy --on raw.weather\n  lakectl filter show rainy --on raw.weather -o json"
)]
pub struct FilterShowArgs {
    /// The filter's name
    name: String,
    /// The table, as database.table
    #[arg(long, value_name = "TABLE")]
    on: TableName,
}

pub async fn run(ctx: &Ctx, args: FilterShowArgs) -> Result<Answer> {
    let filter = ops::filter::need(ctx.read().await?, &args.on, &args.name).await?;
    Ok(Answer::done(View::record("filter", row(&filter), FIELDS)))
}
