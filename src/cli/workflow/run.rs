//! `lakectl workflow run`

use clap::Args;
use serde_json::json;

use super::create::property;
use super::run_row;
use crate::cli::catalog::counted;
use crate::context::Ctx;
use crate::domain::span::Span;
use crate::error::{Error, Kind, Result};
use crate::ops;
use crate::outcome::Answer;
use crate::render::View;

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
    let mut interrupts = ctx.listen();
    let id = write.start_workflow_run(name, &args.properties.into_iter().collect()).await.map_err(|error| {
        let unknown = error.outcome_is_unknown();
        let concurrent = error.has_code(&["ConcurrentRunsExceededException"]);
        let error = error.context(format!("no run of workflow `{name}` was started"));
        match (concurrent, unknown) {
            (true, _) => {
                error.with_kind(Kind::Conflict).hint(format!("wait for it, or stop it: lakectl workflow stop {name}"))
            }
            (_, true) => error
                .context("the answer to the start was lost: a run may have begun")
                .hint(format!("look before you start another one: lakectl workflow runs {name}")),
            _ => error,
        }
    })?;
    if args.no_wait {
        let resume = format!("lakectl workflow show {name}");
        let lines = vec![format!("run {id} of workflow {name} has begun"), format!("to look at it: {resume}")];
        let value = json!({ "workflow": name, "id": id, "resume": resume });
        return Ok(Answer::done(View::lines("run", value, lines)));
    }
    let progress = ctx.ui.progress(&format!("workflow {name}: starting"));
    let update = |message: &str| progress.update(message);
    let run = tokio::select! {
        run = ops::workflow::wait(read, name, &id, args.timeout.0, &update) => run?,
        () = interrupts.heard() => {
            let what = match write.stop_workflow_run(name, &id).await {
                Ok(()) => format!("run {id} was told to stop"),
                Err(error) => format!("run {id} goes on: {error}"),
            };
            return Err(Error::new(Kind::Interrupted, format!("interrupted; {what}"))
                .hint(format!("lakectl workflow show {name}")));
        }
    };
    drop(progress);
    if !run.has_succeeded() {
        return Err(ops::workflow::failure(&run));
    }
    let mut lines = vec![format!(
        "run {} of workflow {name}: {} succeeded",
        run.id,
        counted(u64::try_from(run.counts.succeeded).unwrap_or(0), "action")
    )];
    lines
        .extend(run.actions.iter().map(|action| format!("= {}: {}", action.work.words(), action.state.to_lowercase())));
    Ok(Answer::done(View::lines("run", run_row(&run), lines)))
}
