//! Granting and revoking in batches: each entry stands alone, failures are listed.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::permission::{Direction, apply, author, read};
use super::settings::check_catalog;
use crate::check;
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "BatchGrantPermissions", run: Run::Sync(batch_grant) },
    Operation { name: "BatchRevokePermissions", run: Run::Sync(batch_revoke) },
];

const MOST_ENTRIES: usize = 20;

fn batch_grant(call: &Call) -> Reply {
    batch(call, Direction::Grant)
}

fn batch_revoke(call: &Call) -> Reply {
    batch(call, Direction::Revoke)
}

fn batch(call: &Call, direction: Direction) -> Reply {
    check_catalog(&call.caller, call.input(), "CatalogId")?;
    let entries = call.input().list("Entries")?;
    check::count("Entries", entries.len(), 1, MOST_ENTRIES)?;
    let mut ids = BTreeSet::new();
    for entry in entries {
        let id = Input::new(entry).string("Id")?;
        check::length("Id", id, 1, 255)?;
        if !ids.insert(id) {
            return Err(ServiceError::invalid(format!("Duplicate entry id: {id}")));
        }
    }
    let mut failures: Vec<Value> = Vec::new();
    for entry in entries {
        // Each entry is a transaction of its own: one that fails leaves nothing behind and does not hinder the others.
        let done = read(&call.caller, Input::new(entry)).and_then(|change| {
            let _changing = call.lake.overlaps().begin(&call.caller, change.resource())?;
            call.lake.store().write(|tx| apply(tx, author(call), direction, &change))
        });
        if let Err(error) = done {
            let error = error.with_invalid_code(super::SERVICE.invalid_code);
            failures.push(json!({
                "RequestEntry": entry,
                "Error": { "ErrorCode": error.code, "ErrorMessage": error.message },
            }));
        }
    }
    Ok(json!({ "Failures": failures }))
}
