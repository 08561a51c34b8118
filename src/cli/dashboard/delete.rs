//! `lakectl dashboard delete`

use clap::Args;

use crate::cli::args::RemoveArgs;
use crate::cli::change::{self, Read, Write};
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::{Danger, Step};

/// Delete a dashboard
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local dashboard delete lake --yes\n  lakectl dashboard delete etl --dry-run"
)]
pub struct DashboardDeleteArgs {
    /// The dashboard's name
    name: String,
    #[command(flatten)]
    remove: RemoveArgs,
}

pub async fn run(ctx: &Ctx, args: DashboardDeleteArgs) -> Result<Answer> {
    let name = args.name.as_str();
    ops::dashboard::need(ctx.read().await?, name).await?;
    let step = Step::deletion("dashboard", name, Danger::Moderate(format!("deleting dashboard {name}")));
    let delete = |write: Write| async move { write.delete_dashboard(name).await };
    let is_there = |read: Read| async move { Ok(read.dashboard(name).await?.is_some()) };
    change::delete(ctx, step, &args.remove.answers(), delete, is_there).await
}
