//! `lakectl filter list`

use clap::Args;

use super::row;
use crate::context::Ctx;
use crate::domain::catalog::TableName;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

const COLUMNS: &[Column] = &[
    Column::text("NAME", "name"),
    Column::text("TABLE", "table"),
    Column::text("ROWS", "rows"),
    Column::new("COLUMNS", "columns", Style::List),
    Column::new("EXCLUDED", "excluded_columns", Style::List),
];

/// List the filters of a table, or of every table
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl --local filter list\n  lakectl filter list --on raw.weather -o json")]
pub struct FilterListArgs {
    /// The table, as database.table
    #[arg(long, value_name = "TABLE")]
    on: Option<TableName>,
}

pub async fn run(ctx: &Ctx, args: FilterListArgs) -> Result<Answer> {
    let filters = ops::filter::list(ctx.read().await?, args.on.as_ref()).await?;
    Ok(Answer::done(View::list("filters", filters.iter().map(row).collect(), COLUMNS)))
}
