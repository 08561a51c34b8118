//! `lakectl filter delete`

use clap::Args;

use crate::cli::args::RemoveArgs;
use crate::cli::change::{self, Read, Write};
use crate::context::Ctx;
use crate::domain::catalog::TableName;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::{Danger, Step};

/// Delete a filter, and the grants on it
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local filter delete rainy --on raw.weather --yes\n  lakectl filter delete rainy --on raw.weather --dry-run"
)]
pub struct FilterDeleteArgs {
    /// The filter's name
    name: String,
    /// The table, as database.table
    #[arg(long, value_name = "TABLE")]
    on: TableName,
    #[command(flatten)]
    remove: RemoveArgs,
}

pub async fn run(ctx: &Ctx, args: FilterDeleteArgs) -> Result<Answer> {
    let (table, name) = (&args.on, args.name.as_str());
    ops::filter::need(ctx.read().await?, table, name).await?;
    let danger = Danger::Moderate(format!("deleting filter {name} on {table}"));
    let mut step = Step::deletion("filter", format!("{name} on {table}"), danger);
    step.warnings.push("every grant on the filter goes with it".to_owned());
    let delete = |write: Write| async move { write.delete_filter(table, name).await };
    let is_there = |read: Read| async move { Ok(read.filter(table, name).await?.is_some()) };
    change::delete(ctx, step, &args.remove.answers(), delete, is_there).await
}
