//! A run of a workflow that was just started: waited for, or left with the word on how to look at it.

use std::time::Duration;

use serde_json::json;

use super::run_row;
use crate::cli::catalog::counted;
use crate::cli::change::Write;
use crate::context::{Ctx, Interrupts};
use crate::domain::shell_word::command;
use crate::error::{Error, Kind, Result};
use crate::ops;
use crate::outcome::Answer;
use crate::render::View;

/// Why no run was started, and what to do.
pub fn not_started(error: Error, name: &str) -> Error {
    let unknown = error.outcome_is_unknown();
    let concurrent = error.has_code(&["ConcurrentRunsExceededException"]);
    let error = error.context(format!("no run of workflow `{name}` was started"));
    match (concurrent, unknown) {
        (true, _) => {
            error.with_kind(Kind::Conflict).hint(command("wait for it, or stop it: lakectl workflow stop", &[name], ""))
        }
        (_, true) => error.context("the answer to the start was lost: a run may have begun").hint(command(
            "look before you start another one: lakectl workflow runs",
            &[name],
            "",
        )),
        _ => error,
    }
}

/// Waits for the end of a run, so long at most; without a time, says that it has begun.
pub async fn follow(
    ctx: &Ctx,
    write: &Write,
    mut interrupts: Interrupts,
    name: &str,
    id: &str,
    patience: Option<Duration>,
) -> Result<Answer> {
    let Some(patience) = patience else {
        let resume = ctx.ui.own(&command("lakectl workflow show", &[name], ""));
        let lines = vec![format!("run {id} of workflow {name} has begun"), format!("to look at it: {resume}")];
        let value = json!({ "workflow": name, "id": id, "resume": resume });
        return Ok(Answer::done(View::lines("run", value, lines)));
    };
    let progress = ctx.ui.progress(&format!("workflow {name}: starting"));
    let update = |message: &str| progress.update(message);
    let run = tokio::select! {
        run = ops::workflow::wait(write, name, id, patience, &update) => run?,
        () = interrupts.heard() => {
            let what = match write.stop_workflow_run(name, id).await {
                Ok(()) => format!("run {id} was told to stop"),
                Err(error) => format!("run {id} goes on: {error}"),
            };
            return Err(Error::new(Kind::Interrupted, format!("interrupted; {what}"))
                .hint(command("lakectl workflow show", &[name], "")));
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
