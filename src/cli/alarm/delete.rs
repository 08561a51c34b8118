//! `lakectl alarm delete`

use clap::Args;

use crate::cli::args::RemoveArgs;
use crate::cli::change::{self, Read, Write};
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::{Danger, Step};

/// Delete an alarm
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local alarm delete scan-cost --yes\n  lakectl alarm delete scan-cost --dry-run"
)]
pub struct AlarmDeleteArgs {
    /// The alarm's name
    name: String,
    #[command(flatten)]
    remove: RemoveArgs,
}

pub async fn run(ctx: &Ctx, args: AlarmDeleteArgs) -> Result<Answer> {
    let name = args.name.as_str();
    ops::alarm::need(ctx.read().await?, name).await?;
    let mut step = Step::deletion("alarm", name, Danger::Moderate(format!("deleting alarm {name}")));
    for parent in ops::alarm::parents(ctx.read().await?, name).await? {
        step.warnings.push(format!("the composite alarm {parent} looks at {name}, and will not see it in any state"));
    }
    let delete = |write: Write| async move { write.delete_alarm(name).await };
    let is_there = |read: Read| async move { Ok(read.alarm(name).await?.is_some()) };
    change::delete(ctx, step, &args.remove.answers(), delete, is_there).await
}
