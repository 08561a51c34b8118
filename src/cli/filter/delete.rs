//! `lakectl filter delete`

use clap::Args;

use crate::cli::args::RemoveArgs;
use crate::cli::change;
use crate::context::{Ctx, Danger};
use crate::domain::catalog::TableName;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::{Action, Step};

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
    let (table, name) = (args.on, args.name);
    ops::filter::need(ctx.read().await?, &table, &name).await?;
    let mut step = Step::new("filter", format!("{name} on {table}"), true, Vec::new());
    step.action = Action::Delete;
    step.warnings.push("every grant on the filter goes with it".to_owned());
    let danger = Danger::Moderate(format!("deleting filter {name} on {table}"));
    let answers = args.remove.answers();
    change::remove(ctx, step, &answers, &danger, |write| async move { write.delete_filter(&table, &name).await }).await
}
