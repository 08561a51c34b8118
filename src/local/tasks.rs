//! Work that outlives its request: crawls, queries, job runs.
//!
//! Invariants:
//! - A task is recorded in the transaction that makes its resource RUNNING, and removed in the one that ends it.
//! - A process waits for its own tasks before it exits ([`Tasks::drain`]).
//! - A task whose process is gone is ended as failed by whoever opens the lake next: nothing stays RUNNING for ever.

use std::future::Future;
use std::sync::Mutex;

use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::lake::Lake;
use super::store::{StoreError, Tx};

/// The document kind of running tasks.
pub(super) const KIND: &str = "task";

/// The background work of this process.
#[derive(Debug, Default)]
pub struct Tasks {
    running: Mutex<Vec<JoinHandle<()>>>,
    /// Changes whenever a task ends.
    ended: watch::Sender<()>,
}

impl Tasks {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts work in the background. Call it after the transaction that recorded the task.
    pub fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let ended = self.ended.clone();
        let handle = tokio::spawn(async move {
            work.await;
            ended.send_replace(());
        });
        let mut running = self.running.lock().expect("nobody panics while holding the task list");
        running.retain(|task| !task.is_finished());
        running.push(handle);
    }

    /// What tells of the next end of a task of this process; `None` when none is running.
    pub fn next_end(&self) -> Option<watch::Receiver<()>> {
        let running = self.running.lock().expect("nobody panics while holding the task list");
        running.iter().any(|task| !task.is_finished()).then(|| self.ended.subscribe())
    }

    /// Waits until everything that was started here has ended.
    pub async fn drain(&self) {
        loop {
            let handle = self.running.lock().expect("nobody panics while holding the task list").pop();
            match handle {
                // A task that panicked leaves its record; the next opening ends it as failed.
                Some(handle) => drop(handle.await),
                None => return,
            }
        }
    }

    /// Stops everything that was started here where it stands; for a lake that is being emptied.
    pub fn give_up(&self) {
        for task in self.running.lock().expect("nobody panics while holding the task list").drain(..) {
            task.abort();
        }
    }

    /// Ends the tasks whose process is gone.
    pub(super) fn fail_abandoned(&self, lake: &Lake) -> Result<(), StoreError> {
        let tasks = lake.store().read(|tx| tx.list(KIND, ""))?;
        for (name, task) in tasks {
            if is_alive(&task) {
                continue;
            }
            lake.store().write(|tx| {
                // Another process may have ended it meanwhile.
                if tx.delete(KIND, "", &name)? {
                    abandon(lake, tx, &task)?;
                }
                Ok::<(), StoreError>(())
            })?;
        }
        Ok(())
    }
}

/// Records a task of this process. `what` is the service's own word (`crawl`, `query`, `job_run`, …), `key` finds the resource.
pub fn record(tx: &Tx<'_>, name: &str, what: &str, key: &Value) -> Result<(), StoreError> {
    let mut task = this_process();
    task["what"] = what.into();
    task["key"] = key.clone();
    tx.put(KIND, "", name, &task)
}

/// A document that names this process, for [`is_alive`].
pub(super) fn this_process() -> Value {
    let process = std::process::id();
    json!({ "process": process, "started": process_start(process) })
}

/// Removes the record, in the transaction that ends the task.
pub fn forget(tx: &Tx<'_>, name: &str) -> Result<bool, StoreError> {
    tx.delete(KIND, "", name)
}

/// Ends an abandoned task in its service's own terms.
fn abandon(lake: &Lake, tx: &Tx<'_>, task: &Value) -> Result<(), StoreError> {
    let key = &task["key"];
    match task["what"].as_str() {
        Some("crawl") => super::glue::abandon_crawl(lake, tx, key),
        Some("query") => super::athena::abandon_query(lake, tx, key),
        Some("quality_run") => super::glue::abandon_quality_run(lake, tx, key),
        Some("job_run") => super::glue::abandon_job_run(lake, tx, key),
        Some("workflow") => super::glue::abandon_workflow(lake, tx, key),
        _ => Ok(()),
    }
}

/// Whether the process that a document names is still there.
pub(super) fn is_alive(task: &Value) -> bool {
    let Some(process) = task["process"].as_u64().and_then(|id| u32::try_from(id).ok()) else { return false };
    let started = process_start(process);
    !started.is_null() && started == task["started"]
}

/// When a process began, in the kernel's own count: tells a process from a later one with the same number.
/// Null when there is no such process, or no way to ask.
fn process_start(process: u32) -> Value {
    let Ok(stat) = std::fs::read_to_string(format!("/proc/{process}/stat")) else {
        // Without /proc only this very process is known to live.
        return if process == std::process::id() { json!("self") } else { Value::Null };
    };
    // The command name may hold anything, so fields are counted from its closing parenthesis: starttime is the 20th after it.
    let field = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(19));
    field.map_or(Value::Null, |ticks| json!(ticks))
}

#[cfg(test)]
mod tests {
    use super::Tasks;

    #[tokio::test]
    async fn the_end_of_a_task_is_told() {
        let tasks = Tasks::new();
        assert!(tasks.next_end().is_none(), "nothing runs");
        let (go, gate) = tokio::sync::oneshot::channel::<()>();
        tasks.spawn(async move { drop(gate.await) });
        let mut end = tasks.next_end().expect("something runs");
        assert!(!end.has_changed().expect("the tasks are there"));
        go.send(()).expect("the task waits");
        end.changed().await.expect("the tasks are there");
        tasks.drain().await;
        assert!(tasks.next_end().is_none(), "nothing runs any more");
    }
}
