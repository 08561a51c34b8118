//! `lakectl workflow stop`

use clap::Args;
use serde_json::json;

use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::{Answer, Outcome};
use crate::render::View;

/// Stop a run, and everything that runs in it
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl --local workflow stop nightly\n  lakectl workflow stop nightly wr_0123")]
pub struct WorkflowStopArgs {
    /// The workflow's name
    name: String,
    /// The run, in place of the newest one
    run: Option<String>,
}

pub async fn run(ctx: &Ctx, args: WorkflowStopArgs) -> Result<Answer> {
    let run = ops::workflow::run(ctx.read().await?, &args.name, args.run.as_deref()).await?;
    let value =
        |stopping: bool| json!({ "workflow": run.workflow, "id": run.id, "state": run.state, "stopping": stopping });
    if run.is_over() || run.state == "STOPPING" {
        let line = format!("run {} of workflow {} is {}", run.id, run.workflow, run.state.to_lowercase());
        return Ok(
            Answer::done(View::lines("run", value(run.state == "STOPPING"), vec![line])).with(Outcome::Unchanged)
        );
    }
    ctx.write_without_question().await?.stop_workflow_run(&run.workflow, &run.id).await?;
    let line = format!("run {} of workflow {} was told to stop", run.id, run.workflow);
    Ok(Answer::done(View::lines("run", value(true), vec![line])))
}
