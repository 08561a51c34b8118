//! Stopping runs: a wish that the process which runs the script reads.

use serde_json::{Value, json};

use super::definition::job_name;
use super::run::last_attempt;
use super::{RUN, is_over};
use crate::check;
use crate::clock::epoch_millis;
use crate::glue::governance;
use crate::store::{StoreError, Tx, scope};
use crate::wire::{Call, Operation, Reply, Run, ServiceError, timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[Operation { name: "BatchStopJobRun", run: Run::Sync(batch_stop) }];

fn batch_stop(call: &Call) -> Reply {
    let name = job_name(call.input(), "JobName")?;
    let ids = call.input().strings("JobRunIds")?;
    check::count("JobRunIds", ids.len(), 1, 25)?;
    let now = epoch_millis(call.now());
    call.lake.store().write(|tx| {
        if let Some(role) = super::role(tx, &call.scope(&[]), name)? {
            governance::may_pass_role(tx, &call.caller, &role)?;
        }
        let (mut stopped, mut errors): (Vec<Value>, Vec<Value>) = (Vec::new(), Vec::new());
        for id in ids {
            let refused = match tx.get(RUN, &call.scope(&[name]), id)? {
                None => Some(("EntityNotFoundException", format!("Job run {id} of job {name} was not found."))),
                Some(run) if is_over(&run) => {
                    let state = run["JobRunState"].as_str().unwrap_or_default();
                    Some(("InvalidInputException", format!("Job run {id} is {state} and cannot be stopped.")))
                }
                Some(_) => {
                    ask(tx, &call.caller.region, name, id, now)?;
                    None
                }
            };
            match refused {
                None => stopped.push(json!({ "JobName": name, "JobRunId": id })),
                Some((code, message)) => errors.push(json!({
                    "JobName": name,
                    "JobRunId": id,
                    "ErrorDetail": { "ErrorCode": code, "ErrorMessage": message },
                })),
            }
        }
        Ok::<_, ServiceError>(json!({ "SuccessfulSubmissions": stopped, "Errors": errors }))
    })
}

/// Asks the process that runs the last attempt of a run to stop it; one that is over stays as it is.
pub fn ask(tx: &Tx<'_>, region: &str, job: &str, id: &str, now: i64) -> Result<(), StoreError> {
    let Some(mut run) = last_attempt(tx, region, job, id)?.filter(|run| !is_over(run)) else { return Ok(()) };
    run["JobRunState"] = json!("STOPPING");
    run["LastModifiedOn"] = timestamp_millis(now);
    let id = run["Id"].as_str().unwrap_or(id).to_owned();
    tx.put(RUN, &scope(&[region, job]), &id, &run)
}
