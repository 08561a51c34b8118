//! Workflows: their steps, and running one to its end.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::aws::Read;
use crate::domain::shell_word::command;
use crate::domain::trigger::{Trigger, When, Work};
use crate::domain::workflow::{Stage, Started, Workflow, WorkflowRun};
use crate::error::{Error, Kind, Result};
use crate::require::{Sought, require_read};
use crate::schedule;
use crate::wait::Wait;

/// A workflow that must be there.
pub async fn need(read: &Read, name: &str) -> Result<Workflow> {
    let sought = Sought { what: format!("workflow `{name}`"), typed: name, list: "lakectl workflow list".to_owned() };
    require_read(read.workflow(name).await, sought, || read.workflow_names()).await
}

/// Every workflow, by name.
pub async fn list(read: &Read) -> Result<Vec<Workflow>> {
    let mut names = read.workflow_names().await?;
    names.sort();
    let mut found = Vec::new();
    for name in names {
        // One that was deleted meanwhile is no more listed.
        found.extend(read.workflow(&name).await?);
    }
    Ok(found)
}

/// The triggers of a workflow, the one that starts it first, and then by name.
pub async fn triggers(read: &Read, name: &str) -> Result<Vec<Trigger>> {
    let mut all = read.triggers().await?;
    all.retain(|trigger| trigger.workflow.as_deref() == Some(name));
    all.sort_by_key(|trigger| (matches!(trigger.when, When::After { .. }), trigger.name.clone()));
    Ok(all)
}

/// Fails unless everything that the steps name is there, and is named once: what comes twice would wait for itself.
pub async fn check(read: &Read, stages: &[Stage]) -> Result<()> {
    let mut seen = Vec::new();
    for work in stages.iter().flat_map(|stage| &stage.0) {
        schedule::need(read, work).await?;
        if seen.contains(&work) {
            return Err(Error::usage(format!("{} is in two steps", work.words()))
                .because("what waits for its end could not tell the first from the second"));
        }
        seen.push(work);
    }
    Ok(())
}

/// A run: that of the id, or the newest one.
pub async fn run(read: &Read, name: &str, id: Option<&str>) -> Result<WorkflowRun> {
    need(read, name).await?;
    let id = match id {
        Some(id) => id.to_owned(),
        None => {
            let newest = read.workflow_runs(name).await?.into_iter().next();
            newest.map(|run| run.id).ok_or_else(|| {
                Error::not_found(format!("workflow `{name}` has no run yet")).hint(command(
                    "lakectl workflow run",
                    &[name],
                    "",
                ))
            })?
        }
    };
    read.workflow_run(name, &id).await?.ok_or_else(|| {
        Error::not_found(format!("workflow `{name}` has no run {id}")).hint(command(
            "lakectl workflow runs",
            &[name],
            "",
        ))
    })
}

/// What of a run that is over is run once more: these jobs and crawlers, or what did not end well when none is named.
pub fn again<'a>(run: &'a WorkflowRun, from: &[Work]) -> Result<Vec<&'a Started>> {
    let what = format!("run {} of workflow {}", run.id, run.workflow);
    if !run.is_over() {
        return Err(Error::new(Kind::Conflict, format!("{what} is not over")).hint(command(
            "wait for it, or stop it: lakectl workflow stop",
            &[&run.workflow],
            "",
        )));
    }
    let again = run.nodes_again(from).map_err(|work| {
        let ran: BTreeSet<String> = run.actions.iter().map(|action| action.work.words()).collect();
        let ran: Vec<String> = ran.into_iter().collect();
        Error::not_found(format!("{} did not run in {what}", work.words())).hint(if ran.is_empty() {
            "nothing ran in it".to_owned()
        } else {
            format!("these did: {}", ran.join(", "))
        })
    })?;
    if again.is_empty() {
        return Err(Error::usage(format!("nothing failed in {what}"))
            .hint("name what is to run once more: --from job:NAME or --from crawler:NAME"));
    }
    Ok(again)
}

/// Waits until a run is over, and tells how it stands.
pub async fn wait(
    read: &Read,
    name: &str,
    id: &str,
    timeout: Duration,
    progress: &(dyn Fn(&str) + Send + Sync),
) -> Result<WorkflowRun> {
    let mut wait = Wait::new(read.clock(), timeout);
    loop {
        let run = read.workflow_run(name, id).await?;
        let run = run.ok_or_else(|| Error::not_found(format!("run {id} of workflow {name} is gone")))?;
        if run.is_over() {
            return Ok(run);
        }
        let working: Vec<String> =
            run.actions.iter().filter(|action| action.state == "RUNNING").map(|action| action.work.words()).collect();
        progress(&format!(
            "workflow {name}: {}",
            if working.is_empty() { "running".to_owned() } else { working.join(", ") }
        ));
        wait.pause(&format!("run {id} of workflow {name}"))
            .await
            .map_err(|error| error.hint(command("lakectl workflow show", &[name], "")))?;
    }
}

/// A run in which not everything went well, as an error.
pub fn failure(run: &WorkflowRun) -> Error {
    let word = match run.state.as_str() {
        "STOPPED" => "was stopped",
        "ERROR" => "ended with an error",
        _ => "failed",
    };
    let mut reasons: Vec<String> = run.error.iter().cloned().collect();
    for action in run.actions.iter().filter(|action| action.has_failed()) {
        let why = action.error.as_deref().map(|why| format!(": {why}")).unwrap_or_default();
        reasons.push(format!("{} {}{why}", action.work.words(), action.state.to_lowercase()));
    }
    let mut error = Error::new(Kind::RemoteFailed, format!("run {} of workflow {} {word}", run.id, run.workflow));
    if !reasons.is_empty() {
        error = error.because(reasons.join("; "));
    }
    error.hint(command("lakectl workflow show", &[&run.workflow], "")).hint(command(
        "to go on where it failed: lakectl workflow resume",
        &[&run.workflow],
        "",
    ))
}
