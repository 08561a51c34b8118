//! `lakectl workflow run`

use clap::Args;

use super::create::property;
use super::follow::{follow, not_started};
use crate::context::Ctx;
use crate::domain::span::Span;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;

/// Run a workflow and wait for its end
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local workflow run nightly --property day=2026-11-22\n  lakectl workflow run nightly --timeout 3h -o json\n\nExit codes: 9 when anything in the run failed, 10 on --timeout. Ctrl-C stops the run."
)]
pub struct WorkflowRunArgs {
    /// The workflow's name
    name: String,
    /// A property of this run, over the workflow's own: name=value
    #[arg(long = "property", value_name = "NAME=VALUE", value_parser = property)]
    properties: Vec<(String, String)>,
    /// How long to wait
    #[arg(long, value_name = "DURATION", default_value = "2h")]
    timeout: Span,
    /// Start the run and return
    #[arg(long)]
    no_wait: bool,
}

pub async fn run(ctx: &Ctx, args: WorkflowRunArgs) -> Result<Answer> {
    let (read, name) = (ctx.read().await?, args.name.as_str());
    ops::workflow::need(read, name).await?;
    let write = ctx.write_without_question().await?;
    ctx.may_leave_work_running();
    // Before the start: a run that begins while Ctrl-C is pressed is stopped as well.
    let interrupts = ctx.listen();
    let started = write.start_workflow_run(name, &args.properties.into_iter().collect()).await;
    let id = started.map_err(|error| not_started(error, name))?;
    follow(ctx, &write, interrupts, name, &id, (!args.no_wait).then_some(args.timeout.0)).await
}
