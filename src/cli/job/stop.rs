//! `lakectl job stop`

use clap::Args;
use serde_json::json;

use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::{Answer, Outcome};
use crate::render::View;

/// Stop a run
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl --local job stop clean\n  lakectl job stop clean jr_0123")]
pub struct JobStopArgs {
    /// The job's name
    name: String,
    /// The run, in place of the newest one
    run: Option<String>,
}

pub async fn run(ctx: &Ctx, args: JobStopArgs) -> Result<Answer> {
    let run = ops::job::run(ctx.read().await?, &args.name, args.run.as_deref()).await?;
    let value = |stopping: bool| json!({ "job": run.job, "id": run.id, "state": run.state, "stopping": stopping });
    if run.is_over() {
        let line = format!("run {} of job {} is over: {}", run.id, run.job, run.state.to_lowercase());
        return Ok(Answer::done(View::lines("run", value(false), vec![line])).with(Outcome::Unchanged));
    }
    ctx.write_without_question().await?.stop_job_run(&run.job, &run.id).await?;
    let line = format!("run {} of job {} was told to stop", run.id, run.job);
    Ok(Answer::done(View::lines("run", value(true), vec![line])))
}
