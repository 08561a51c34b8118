//! `lakectl table delete`

use clap::Args;

use crate::cli::args::DestroyArgs;
use crate::cli::change;
use crate::context::{Ctx, Danger};
use crate::domain::catalog::TableName;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::{Action, Step};

/// Delete a table's definition; its objects stay
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local table delete raw.old --confirm raw.old\n  lakectl table delete raw.old --dry-run"
)]
pub struct TableDeleteArgs {
    /// The table, as database.table
    name: TableName,
    #[command(flatten)]
    destroy: DestroyArgs,
}

pub async fn run(ctx: &Ctx, args: TableDeleteArgs) -> Result<Answer> {
    let name = args.name;
    ops::table::need(ctx.read().await?, &name).await?;
    let mut step = Step::new("table", name.to_string(), true, Vec::new());
    step.action = Action::Delete;
    let question = format!("deleting table {name} with its versions and partitions");
    let danger = Danger::Severe { question, name: name.to_string() };
    let target = name.clone();
    let answers = args.destroy.answers();
    change::remove(ctx, step, &answers, &danger, |write| async move { write.delete_table(&target).await }).await
}
