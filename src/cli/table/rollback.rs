//! `lakectl table rollback`

use clap::Args;

use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::context::Ctx;
use crate::domain::catalog::TableName;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::kind::table::TableRollback;

/// Give a table the definition that it had in an earlier version; its objects and partitions stay
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local table rollback raw.weather 2 --dry-run\n  lakectl table rollback raw.weather 2"
)]
pub struct TableRollbackArgs {
    /// The table, as database.table
    name: TableName,
    /// The version; `lakectl table history` lists them
    #[arg(value_name = "VERSION")]
    wanted: String,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: TableRollbackArgs) -> Result<Answer> {
    let target = ops::table::version(ctx.read().await?, &args.name, &args.wanted).await?;
    change::carry_out(ctx, &TableRollback { name: args.name, target }, &args.change.answers()).await
}
