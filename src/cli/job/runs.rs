//! `lakectl job runs`

use clap::Args;

use super::{RUN_COLUMNS, run_row};
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::View;

/// List the runs of a job, newest first
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl --local job runs clean\n  lakectl job runs clean -o jsonl")]
pub struct JobRunsArgs {
    /// The job's name
    name: String,
}

pub async fn run(ctx: &Ctx, args: JobRunsArgs) -> Result<Answer> {
    let runs = ops::job::runs(ctx.read().await?, &args.name).await?;
    Ok(Answer::done(View::list("runs", runs.iter().map(run_row).collect(), RUN_COLUMNS)))
}
