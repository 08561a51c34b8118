//! `lakectl quality delete`

use clap::Args;

use crate::cli::args::RemoveArgs;
use crate::cli::change::{self, Read, Write};
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::{Danger, Step};

/// Delete a ruleset; what it found stays
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local quality delete lakectl-lake-sales --yes\n  lakectl quality delete sales-rules --dry-run"
)]
pub struct QualityDeleteArgs {
    /// The ruleset's name
    name: String,
    #[command(flatten)]
    remove: RemoveArgs,
}

pub async fn run(ctx: &Ctx, args: QualityDeleteArgs) -> Result<Answer> {
    let name = args.name.as_str();
    ops::quality::need(ctx.read().await?, name).await?;
    let step = Step::deletion("ruleset", name, Danger::Moderate(format!("deleting ruleset {name}")));
    let delete = |write: Write| async move { write.delete_ruleset(name).await };
    let is_there = |read: Read| async move { Ok(read.ruleset(name).await?.is_some()) };
    change::delete(ctx, step, &args.remove.answers(), delete, is_there).await
}
