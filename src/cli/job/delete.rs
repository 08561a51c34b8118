//! `lakectl job delete`

use clap::Args;

use crate::cli::args::RemoveArgs;
use crate::cli::change;
use crate::context::{Ctx, Danger};
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::{Action, Step};

/// Delete a job with its history; its script stays
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl --local job delete clean --yes\n  lakectl job delete clean --dry-run")]
pub struct JobDeleteArgs {
    /// The job's name
    name: String,
    #[command(flatten)]
    remove: RemoveArgs,
}

pub async fn run(ctx: &Ctx, args: JobDeleteArgs) -> Result<Answer> {
    let name = args.name;
    ops::job::need(ctx.read().await?, &name).await?;
    let mut step = Step::new("job", name.as_str(), true, Vec::new());
    step.action = Action::Delete;
    step.warnings.push("its bookmark goes with it: a job made anew reads everything again".to_owned());
    let danger = Danger::Moderate(format!("deleting job {name}"));
    let answers = args.remove.answers();
    change::remove(ctx, step, &answers, &danger, |write| async move { write.delete_job(&name).await }).await
}
