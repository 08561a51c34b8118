//! `lakectl job logs`

use clap::Args;
use serde_json::json;

use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::View;

/// Print what a run has written
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl --local job logs clean\n  lakectl job logs clean jr_0123 --errors")]
pub struct JobLogsArgs {
    /// The job's name
    name: String,
    /// The run, in place of the newest one
    run: Option<String>,
    /// Only what came from standard error
    #[arg(long)]
    errors: bool,
}

pub async fn run(ctx: &Ctx, args: JobLogsArgs) -> Result<Answer> {
    let (run, mut lines) = ops::job::logs(ctx.read().await?, &args.name, args.run.as_deref()).await?;
    lines.retain(|line| line.is_error || !args.errors);
    let events: Vec<_> = lines
        .iter()
        .map(|line| {
            let stream = if line.is_error { "error" } else { "output" };
            json!({ "time": time(Some(line.at_millis)), "stream": stream, "message": line.text })
        })
        .collect();
    let value = json!({ "job": run.job, "run": run.id, "state": run.state, "events": events });
    Ok(Answer::done(View::lines("log", value, lines.into_iter().map(|line| line.text).collect())))
}
