//! `lakectl table delete`

use clap::Args;

use crate::cli::args::DestroyArgs;
use crate::cli::change::{self, Read, Write};
use crate::context::Ctx;
use crate::domain::catalog::TableName;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::{Danger, Step};

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
    let name = &args.name;
    ops::table::need(ctx.read().await?, name).await?;
    let question = format!("deleting table {name} with its versions and partitions");
    let step = Step::deletion("table", name.to_string(), Danger::Severe { question, name: name.to_string() });
    let delete = |write: Write| async move { write.delete_table(name).await };
    let is_there = |read: Read| async move { Ok(read.table(name).await?.is_some()) };
    change::delete(ctx, step, &args.destroy.answers(), delete, is_there).await
}
