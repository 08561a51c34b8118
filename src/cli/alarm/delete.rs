//! `lakectl alarm delete`

use clap::Args;

use crate::cli::args::RemoveArgs;
use crate::cli::change;
use crate::context::{Ctx, Danger};
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::{Action, Step};

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
    let name = args.name;
    ops::alarm::need(ctx.read().await?, &name).await?;
    let mut step = Step::new("alarm", name.as_str(), true, Vec::new());
    step.action = Action::Delete;
    let danger = Danger::Moderate(format!("deleting alarm {name}"));
    let answers = args.remove.answers();
    change::remove(ctx, step, &answers, &danger, |write| async move { write.delete_alarm(&name).await }).await
}
