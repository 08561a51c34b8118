//! The athena service of the local lake.

use super::wire::Service;

/// The service's table.
pub static SERVICE: Service =
    Service { signing_name: "athena", operations: &[], xml_namespace: "", invalid_code: "InvalidRequestException" };

use serde_json::Value;

use super::lake::Lake;
use super::store::{StoreError, Tx};

/// Ends a query whose process is gone.
pub fn abandon_query(_lake: &Lake, _tx: &Tx<'_>, _key: &Value) -> Result<(), StoreError> {
    Ok(())
}
