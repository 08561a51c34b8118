//! Stopping a query: the wish is written down, whoever runs the query sees it, in this process or another.

use serde_json::json;

use super::execution;
use crate::wire::{Call, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[Operation { name: "StopQueryExecution", run: Run::Sync(stop) }];

fn stop(call: &Call) -> Reply {
    let id = call.input().string("QueryExecutionId")?;
    let region = call.caller.region.as_str();
    call.lake.store().write(|tx| {
        let mut document = execution::require_own(tx, &call.caller, id)?;
        // Stopping what has ended is no error, and changes nothing.
        if execution::is_live(&document) && document["stop"] != true {
            document["stop"] = json!(true);
            execution::replace(tx, region, id, &document)?;
        }
        Ok::<_, ServiceError>(())
    })?;
    Ok(json!({}))
}
