//! The glue service of the local lake.

use super::wire::Service;

/// The service's table.
pub static SERVICE: Service =
    Service { signing_name: "glue", operations: &[], xml_namespace: "", invalid_code: "InvalidInputException" };

use serde_json::Value;

use super::lake::Lake;
use super::store::{StoreError, Tx};

/// Ends a crawl whose process is gone.
pub fn abandon_crawl(_lake: &Lake, _tx: &Tx<'_>, _key: &Value) -> Result<(), StoreError> {
    Ok(())
}

/// Ends a job run whose process is gone.
pub fn abandon_job_run(_lake: &Lake, _tx: &Tx<'_>, _key: &Value) -> Result<(), StoreError> {
    Ok(())
}
