//! `lakectl workflow runs`

use clap::Args;

use super::{RUN_COLUMNS, run_row};
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::View;

/// List the runs of a workflow, newest first
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl --local workflow runs nightly\n  lakectl workflow runs nightly -o jsonl")]
pub struct WorkflowRunsArgs {
    /// The workflow's name
    name: String,
}

pub async fn run(ctx: &Ctx, args: WorkflowRunsArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    ops::workflow::need(read, &args.name).await?;
    let runs = read.workflow_runs(&args.name).await?;
    Ok(Answer::done(View::list("runs", runs.iter().map(run_row).collect(), RUN_COLUMNS)))
}
