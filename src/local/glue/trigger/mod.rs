//! Triggers and schedules: what starts jobs and crawlers by themselves, under the lake's clock.
//!
//! Invariants:
//! - A time that has come starts its work once, whoever notices it first: noticing and noting the next time are one
//!   transaction.
//! - The end of a job or a crawl starts what waits for it in the process where it ended. What runs in a workflow starts
//!   the workflow's own triggers in that run; triggers outside of workflows hear of every end.
//! - Nothing starts while nobody works on the lake: a lake that is served looks every second, and moving the clock looks
//!   once. Times that were missed meanwhile are made up for by one start.

mod definition;
mod fire;
mod schedule;
#[cfg(test)]
mod tests;

use serde_json::Value;

use crate::store::{StoreError, Tx};
use crate::wire::{Operation, ServiceError};

pub use definition::{may_define, remove_of_workflow, shown};
pub use fire::{Ended, ended, fire_within, meet};
pub use schedule::{refresh, run_due};

/// The operations.
pub const OPERATIONS: &[Operation] = definition::OPERATIONS;

/// The document kind of triggers; the scope is the region.
const TRIGGER: &str = "glue_trigger";
/// The member of a trigger with the conditions that have been met since it last started; not part of the output.
const MET: &str = "$met";

/// Whether a trigger is there.
pub fn exists(tx: &Tx<'_>, region: &str, name: &str) -> Result<bool, StoreError> {
    Ok(tx.get(TRIGGER, region, name)?.is_some())
}

/// The triggers of a workflow.
pub fn of_workflow(tx: &Tx<'_>, region: &str, workflow: &str) -> Result<Vec<Value>, StoreError> {
    let all = tx.list(TRIGGER, region)?.into_iter().map(|(_, trigger)| trigger);
    Ok(all.filter(|trigger| trigger["WorkflowName"] == workflow).collect())
}

fn no_such_trigger(name: &str) -> ServiceError {
    ServiceError::client("EntityNotFoundException", format!("Trigger {name} not found."))
}
