//! Workflows: triggers, jobs and crawlers that run together, and their runs.
//!
//! Invariants:
//! - A run is open as long as one of its pieces is: a trigger that is starting its actions, a job run, a crawl. Whatever
//!   opens a piece does so in the transaction that starts it, and the last piece that closes ends the run.
//! - Every open piece is a task of the process that works on it: a run whose process is gone is ended at the next opening.
//! - A trigger of a workflow watches the work of one run, and starts its actions once in it.

mod definition;
mod event;
mod graph;
mod resume;
mod run;
mod state;
#[cfg(test)]
mod tests;

use crate::wire::{Operation, ServiceError};

pub use event::{check_condition, is_workflow, note as note_event, run_due as run_due_events};
pub use run::launch;
pub use state::{Within, abandon, close, ended, exists, failed_to_start, has_start, open};

/// The definitions' operations.
pub const DEFINITIONS: &[Operation] = definition::OPERATIONS;
/// The runs' operations.
pub const RUNS: &[Operation] = run::OPERATIONS;
/// The operation that takes a run up again.
pub const RESUME: &[Operation] = resume::OPERATIONS;

/// The document kind of workflows; the scope is the region.
const WORKFLOW: &str = "glue_workflow";
/// The document kind of runs; the scope is the region and the workflow, the name the run's id.
const RUN: &str = "glue_workflow_run";
/// The document kind of pieces of runs, by region: `job/RUN` or `crawler/CRAWL`; says which run they belong to.
const PIECE: &str = "glue_workflow_piece";

/// Members of a run that are not part of the output: what it started, the pieces that are open, the conditions that were
/// met by trigger, the triggers that have started their actions.
const ACTIONS: &str = "$actions";
const OPEN: &str = "$open";
const MET: &str = "$met";
const FIRED: &str = "$fired";

fn no_such_workflow(name: &str) -> ServiceError {
    ServiceError::client("EntityNotFoundException", format!("Entity not found: workflow {name}"))
}

fn no_such_run(id: &str) -> ServiceError {
    ServiceError::client("EntityNotFoundException", format!("Entity not found: workflow run {id}"))
}
