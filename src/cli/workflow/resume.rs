//! `lakectl workflow resume`

use clap::Args;

use super::follow::{follow, not_started};
use crate::context::Ctx;
use crate::domain::span::Span;
use crate::domain::trigger::Work;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;

/// Take a run up again where it failed, and wait for the end
///
/// What did not end well runs once more, or what --from names, and then everything that follows from it. What ended well
/// before and does not follow from it is not run again. It is a run of its own, with the properties of the one before.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local workflow resume nightly\n  lakectl workflow resume nightly --run wr_0123 --from job:clean\n  lakectl workflow resume nightly --from job:clean,crawler:logs --no-wait\n\nExit codes: 9 when anything in the run failed, 10 on --timeout. Ctrl-C stops the run."
)]
pub struct WorkflowResumeArgs {
    /// The workflow's name
    name: String,
    /// The run, in place of the newest one
    #[arg(long, value_name = "ID")]
    run: Option<String>,
    /// What runs once more: job:NAME or crawler:NAME, several with commas [default: what did not end well]
    #[arg(long, value_name = "WORK", value_delimiter = ',')]
    from: Vec<Work>,
    /// How long to wait
    #[arg(long, value_name = "DURATION", default_value = "2h")]
    timeout: Span,
    /// Start the run and return
    #[arg(long)]
    no_wait: bool,
}

pub async fn run(ctx: &Ctx, args: WorkflowResumeArgs) -> Result<Answer> {
    let (read, name) = (ctx.read().await?, args.name.as_str());
    let before = ops::workflow::run(read, name, args.run.as_deref()).await?;
    let again = ops::workflow::again(&before, &args.from)?;
    let write = ctx.write_without_question().await?;
    ctx.may_leave_work_running();
    // Before the start: a run that begins while Ctrl-C is pressed is stopped as well.
    let interrupts = ctx.listen();
    let works: Vec<String> = again.iter().map(|action| action.work.words()).collect();
    ctx.ui.status(&format!("run {} of workflow {name} goes on from {}", before.id, works.join(", ")));
    let nodes: Vec<String> = again.iter().map(|action| action.node.clone()).collect();
    let started = write.resume_workflow_run(name, &before.id, &nodes).await;
    let id = started.map_err(|error| not_started(error, name))?;
    follow(ctx, &write, interrupts, name, &id, (!args.no_wait).then_some(args.timeout.0)).await
}
