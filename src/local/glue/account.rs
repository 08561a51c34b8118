//! What clients ask about the catalog as a whole.

use serde_json::json;

use super::check;
use crate::wire::{Call, Operation, Reply, Run, timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "GetCatalogImportStatus", run: Run::Sync(import_status) },
    Operation { name: "GetDataCatalogEncryptionSettings", run: Run::Sync(encryption) },
    Operation { name: "GetResourcePolicy", run: Run::Sync(resource_policy) },
    Operation { name: "GetUserDefinedFunctions", run: Run::Sync(functions) },
];

/// The catalog was never Athena's old one, so it counts as imported from the beginning.
fn import_status(call: &Call) -> Reply {
    check::catalog(call, &call.input())?;
    Ok(json!({
        "ImportStatus": { "ImportCompleted": true, "ImportTime": timestamp_millis(0), "ImportedBy": call.caller.account },
    }))
}

fn encryption(call: &Call) -> Reply {
    check::catalog(call, &call.input())?;
    Ok(json!({
        "DataCatalogEncryptionSettings": {
            "EncryptionAtRest": { "CatalogEncryptionMode": "DISABLED" },
            "ConnectionPasswordEncryption": { "ReturnConnectionPasswordEncrypted": false },
        },
    }))
}

/// The lake's catalog has no policy of its own.
fn resource_policy(_call: &Call) -> Reply {
    Err(check::not_found("Policy not found"))
}

/// The lake cannot make functions, so there are none.
fn functions(call: &Call) -> Reply {
    check::catalog(call, &call.input())?;
    check::name(&call.input(), "Pattern")?;
    Ok(json!({ "UserDefinedFunctions": [] }))
}
