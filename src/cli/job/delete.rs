//! `lakectl job delete`

use clap::Args;

use crate::cli::args::RemoveArgs;
use crate::cli::change::{self, Read, Write};
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::{Danger, Step};

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
    let name = args.name.as_str();
    ops::job::need(ctx.read().await?, name).await?;
    let mut step = Step::deletion("job", name, Danger::Moderate(format!("deleting job {name}")));
    step.warnings.push("its bookmark goes with it: a job made anew reads everything again".to_owned());
    let delete = |write: Write| async move { write.delete_job(name).await };
    let is_there = |read: Read| async move { Ok(read.job(name).await?.is_some()) };
    change::delete(ctx, step, &args.remove.answers(), delete, is_there).await
}
