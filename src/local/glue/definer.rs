//! Who defined a crawler or a job. The role of what an administrator defined and starts is vouched for: the lake has no
//! IAM policies, so there is nobody else to say that the role may use S3.

use serde_json::json;

use crate::lakeformation::settings::is_admin;
use crate::store::{StoreError, Tx, scope};
use crate::wire::Caller;

const KIND: &str = "glue_definer";

/// Notes that the caller defined something: `crawler/NAME` or `job/NAME`.
pub fn note(tx: &Tx<'_>, caller: &Caller, what: &str) -> Result<(), StoreError> {
    tx.put(KIND, &scope(&[&caller.region]), what, &json!({ "principal": caller.principal }))
}

/// What was defined is gone.
pub fn forget(tx: &Tx<'_>, caller: &Caller, what: &str) -> Result<(), StoreError> {
    tx.delete(KIND, &scope(&[&caller.region]), what).map(|_| ())
}

/// Whether the caller, who starts something, vouches for its role: an administrator does, for what one defined. What was
/// defined before this was noted was the root's.
pub fn vouches(tx: &Tx<'_>, caller: &Caller, what: &str) -> Result<bool, StoreError> {
    let admin = |principal: &str| is_admin(tx, &caller.region, &caller.account, principal);
    if !admin(&caller.principal)? {
        return Ok(false);
    }
    match tx.get(KIND, &scope(&[&caller.region]), what)? {
        Some(found) => admin(found["principal"].as_str().unwrap_or_default()),
        None => Ok(true),
    }
}
