//! `lakectl job run`

use clap::Args;
use serde_json::json;
use tokio::sync::watch;

use super::run_row;
use crate::context::Ctx;
use crate::domain::job::{LogLine, argument};
use crate::domain::shell_word::command;
use crate::domain::span::Span;
use crate::error::{Error, Kind, Result};
use crate::ops::job::{self, Listener};
use crate::outcome::Answer;
use crate::render::View;

/// Run a job and wait for its end, through its retries
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local job run clean --arg day=2026-11-22\n  lakectl job run clean --timeout 30m -o json\n\nExit codes: 9 when the run failed, 10 on --timeout. Ctrl-C stops the run."
)]
pub struct JobRunArgs {
    /// The job's name
    name: String,
    /// An argument of this run, over the job's own: name=value
    #[arg(long = "arg", value_name = "NAME=VALUE", value_parser = argument)]
    arguments: Vec<(String, String)>,
    /// How long to wait
    #[arg(long, value_name = "DURATION", default_value = "2h")]
    timeout: Span,
    /// Start the run and return
    #[arg(long)]
    no_wait: bool,
    /// Do not show what the run writes while it is waited for
    #[arg(long)]
    no_logs: bool,
}

pub async fn run(ctx: &Ctx, args: JobRunArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let job = job::need(read, &args.name).await?;
    let write = ctx.write_without_question().await?;
    ctx.may_leave_work_running();
    // Before the start: a run that begins while Ctrl-C is pressed is stopped as well.
    let mut interrupts = ctx.listen();
    let started = job::start(&write, &job, &args.arguments).await?;
    let id = started.id;
    if started.was_found {
        ctx.ui.warn(&format!("the answer to the start was lost; run {id} has begun since and is taken for it"));
    }
    if args.no_wait {
        let resume = ctx.ui.own(&command("lakectl job show", &[&args.name], ""));
        let lines = vec![format!("run {id} of job {} has begun", args.name), format!("to look at it: {resume}")];
        let value = json!({ "job": args.name, "id": id, "resume": resume });
        return Ok(Answer::done(View::lines("run", value, lines)));
    }
    let progress = ctx.ui.progress(&format!("job {}: starting", args.name));
    let update = |message: &str| progress.update(message);
    let tell = |line: &LogLine| progress.line(&line.text);
    let listener = Listener { progress: &update, line: (!args.no_logs).then_some(&tell) };
    // A retry has an id of its own: what is stopped is the attempt that is waited for.
    let current = watch::Sender::new(id);
    let run = tokio::select! {
        run = job::wait(read, &job, &current, args.timeout.0, listener) => run?,
        () = interrupts.heard() => {
            let id = current.borrow().clone();
            let what = match job::stop(&write, &job, &id).await {
                Ok(Some(id)) => format!("run {id} was told to stop"),
                Ok(None) => format!("run {id} was over"),
                Err(error) => format!("run {id} goes on: {error}"),
            };
            return Err(Error::new(Kind::Interrupted, format!("interrupted; {what}"))
                .hint(command("lakectl job show", &[&args.name], "")));
        }
    };
    drop(progress);
    if !run.has_succeeded() {
        return Err(job::failure(read, &run).await);
    }
    let attempt = if run.attempt > 0 { format!(" at attempt {}", run.attempt + 1) } else { String::new() };
    let cost = run.cost_usd().map(|cost| format!(", about ${cost:.4} on AWS")).unwrap_or_default();
    let lines = vec![format!("run {} of job {}: succeeded in {} s{attempt}{cost}", run.id, run.job, run.seconds)];
    Ok(Answer::done(View::lines("run", run_row(&run), lines)))
}
