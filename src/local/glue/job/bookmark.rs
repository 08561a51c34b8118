//! Bookmarks: none of the jobs that run here keeps one, so there is none to show or to reset.

use super::definition::job_name;
use crate::local::wire::{Call, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "GetJobBookmark", run: Run::Sync(none) },
    Operation { name: "ResetJobBookmark", run: Run::Sync(none) },
];

fn none(call: &Call) -> Reply {
    let name = job_name(call.input(), "JobName")?;
    Err(ServiceError::client("EntityNotFoundException", format!("Continuation for job {name} not found")))
}
