//! Jobs and their runs. A `pythonshell` job really runs its script with python3, a `glueetl` job with spark-submit.
//!
//! Invariants:
//! - A run is recorded as a task in the transaction that makes it live, and forgotten in the one that ends it.
//! - Whoever works on the lake may stop a run: the process that runs it reads the wish from the store.
//! - A script gets this lake's address and the keys of a session of its job's role, never the operator's own. Whoever is
//!   no administrator can only use the role that it is.

mod bookmark;
mod definition;
mod execute;
mod process;
mod run;
mod script;
mod stop;
#[cfg(test)]
mod tests;

use serde_json::{Value, json};

use crate::clock::epoch_millis;
use crate::events::{self, Event};
use crate::lake::Lake;
use crate::store::{StoreError, Tx, scope};
use crate::tasks;
use crate::wire::{Operation, ServiceError, timestamp_millis};

pub use run::{last_attempt, start_run};
pub use stop::ask as ask_to_stop;

/// The groups of operations.
pub const DEFINITIONS: &[Operation] = definition::OPERATIONS;
/// Runs and their ends.
pub const RUNS: &[Operation] = run::OPERATIONS;
/// Stopping runs.
pub const STOPS: &[Operation] = stop::OPERATIONS;
/// Bookmarks.
pub const BOOKMARKS: &[Operation] = bookmark::OPERATIONS;

/// The document kind of jobs; the scope is the region.
const JOB: &str = "job";
/// The document kind of runs; the scope is the region and the job, the name the run's id.
const RUN: &str = "job_run";

/// Which run.
#[derive(Debug, Clone, PartialEq, Eq)]
struct RunKey {
    region: String,
    job: String,
    id: String,
    /// Whether whoever started the run vouches for the job's role.
    vouched: bool,
}

impl RunKey {
    fn scope(&self) -> String {
        scope(&[&self.region, &self.job])
    }

    fn task(&self) -> String {
        format!("job_run/{}/{}", self.region, self.id)
    }

    fn to_document(&self) -> Value {
        json!({ "region": self.region, "job": self.job, "id": self.id, "vouched": self.vouched })
    }

    fn from_document(key: &Value) -> Option<Self> {
        let part = |name: &str| key[name].as_str().map(str::to_owned);
        let vouched = key["vouched"].as_bool().unwrap_or(false);
        Some(Self { region: part("region")?, job: part("job")?, id: part("id")?, vouched })
    }
}

/// Whether a run is over.
fn is_over(run: &Value) -> bool {
    !matches!(run["JobRunState"].as_str(), Some("STARTING" | "RUNNING" | "STOPPING" | "WAITING"))
}

/// Ends a run in a transaction of the caller's: its state, its times, its task.
fn finish(
    tx: &Tx<'_>,
    key: &RunKey,
    now: i64,
    state: &str,
    message: Option<&str>,
    seconds: i64,
) -> Result<(), StoreError> {
    if let Some(mut run) = tx.get(RUN, &key.scope(), &key.id)? {
        run["JobRunState"] = json!(state);
        run["LastModifiedOn"] = timestamp_millis(now);
        run["CompletedOn"] = timestamp_millis(now);
        run["ExecutionTime"] = json!(seconds);
        if let Some(members) = run.as_object_mut() {
            members.remove("StateDetail");
        }
        if let Some(message) = message {
            run["ErrorMessage"] = json!(message);
        }
        tx.put(RUN, &key.scope(), &key.id, &run)?;
        announce(tx, key, now, state, message)?;
    }
    tasks::forget(tx, &key.task())?;
    Ok(())
}

/// Notes which trigger started a run.
pub fn note_trigger(lake: &Lake, region: &str, job: &str, id: &str, trigger: &str) -> Result<(), StoreError> {
    lake.store().write(|tx| {
        let below = scope(&[region, job]);
        if let Some(mut run) = tx.get(RUN, &below, id)? {
            run["TriggerName"] = json!(trigger);
            tx.put(RUN, &below, id, &run)?;
        }
        Ok(())
    })
}

/// Puts the end of a run on the event bus. Source: Glue User Guide, "Automating with EventBridge".
fn announce(tx: &Tx<'_>, key: &RunKey, now: i64, state: &str, message: Option<&str>) -> Result<(), StoreError> {
    let (severity, said) = match state {
        "SUCCEEDED" => ("INFO", "Job run succeeded"),
        "STOPPED" => ("INFO", "Job run stopped"),
        "TIMEOUT" => ("WARN", "Job run timed out"),
        _ => ("ERROR", "Job run failed"),
    };
    let detail = json!({
        "jobName": key.job,
        "severity": severity,
        "state": state,
        "jobRunId": key.id,
        "message": message.unwrap_or(said),
    });
    let event = Event { source: "aws.glue", detail_type: "Glue Job State Change", resources: Vec::new(), detail };
    events::publish(tx, &key.region, &event, now)?;
    Ok(())
}

/// Ends a run whose process is gone.
pub fn abandon(lake: &Lake, tx: &Tx<'_>, key: &Value) -> Result<(), StoreError> {
    let Some(key) = RunKey::from_document(key) else { return Ok(()) };
    let now = epoch_millis(lake.clock().now());
    finish(tx, &key, now, "FAILED", Some("The process that ran the job ended before the job did."), 0)
}

/// The role of a job, if there is such a job.
pub fn role(tx: &Tx<'_>, region: &str, name: &str) -> Result<Option<String>, StoreError> {
    Ok(tx.get(JOB, region, name)?.map(|job| role_of(&job).to_owned()))
}

fn role_of(job: &Value) -> &str {
    job["Role"].as_str().unwrap_or_default()
}

/// What a job is called among what is defined.
fn defined(name: &str) -> String {
    format!("job/{name}")
}

fn no_such_job(name: &str) -> ServiceError {
    ServiceError::client("EntityNotFoundException", format!("Job {name} not found."))
}
