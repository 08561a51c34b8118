//! Many grants in few calls.

use aws_sdk_lakeformation::types as sdk;

use super::Write;
use super::failure::{Named, incomplete};
use super::lakeformation::{principal_of, resource_of};
use crate::domain::permission::{Grant, Permission};
use crate::error::Result;

/// Most entries in one call. Source: AWS Lake Formation developer guide, BatchGrantPermissions.
pub const GRANT_BATCH: usize = 20;

/// Rights of one principal on one resource and the same columns: one entry of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantEntry {
    /// Principal, resource, columns and whether it may be granted on; the permission is that of the first.
    pub grant: Grant,
    /// All the permissions.
    pub permissions: Vec<Permission>,
}

/// Why an entry was not granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryFailure {
    /// The place of the entry in the batch.
    pub index: usize,
    /// The service's code.
    pub code: String,
    /// The service's words.
    pub message: String,
}

impl EntryFailure {
    /// Whether there is nothing to revoke any more.
    pub fn is_gone(&self) -> bool {
        self.message.contains("No permissions revoked") || self.message.contains("non-existent column")
    }

    /// Whether it passes by itself: somebody changed the same resource, or there was too much to do.
    pub fn passes(&self) -> bool {
        ["ConcurrentModification", "Throttl", "TooManyRequests", "InternalService", "OperationTimeout"]
            .iter()
            .any(|code| self.code.contains(code))
            || self.message.contains("Permission update failed")
    }
}

impl Write {
    /// Grants at most [`GRANT_BATCH`] entries in one call; each stands alone, and those that failed are given back.
    pub async fn grant_batch(&self, entries: &[GrantEntry]) -> Result<Vec<EntryFailure>> {
        let call = self.clients.lakeformation.batch_grant_permissions().set_entries(Some(requests(entries)?));
        let answer = call.send().await.named("lakeformation", "BatchGrantPermissions")?;
        Ok(answer.failures.unwrap_or_default().into_iter().map(failure).collect())
    }

    /// Revokes at most [`GRANT_BATCH`] entries in one call; each stands alone, and those that failed are given back.
    pub async fn revoke_batch(&self, entries: &[GrantEntry]) -> Result<Vec<EntryFailure>> {
        let call = self.clients.lakeformation.batch_revoke_permissions().set_entries(Some(requests(entries)?));
        let answer = call.send().await.named("lakeformation", "BatchRevokePermissions")?;
        Ok(answer.failures.unwrap_or_default().into_iter().map(failure).collect())
    }
}

fn requests(entries: &[GrantEntry]) -> Result<Vec<sdk::BatchPermissionsRequestEntry>> {
    entries
        .iter()
        .enumerate()
        .map(|(index, entry)| {
            let permissions: Vec<sdk::Permission> =
                entry.permissions.iter().map(|permission| sdk::Permission::from(permission.as_str())).collect();
            let grantable = if entry.grant.grantable { permissions.clone() } else { Vec::new() };
            let request = sdk::BatchPermissionsRequestEntry::builder()
                .id(index.to_string())
                .principal(principal_of(&entry.grant.principal))
                .resource(resource_of(&entry.grant.resource, &entry.grant.columns)?)
                .set_permissions(Some(permissions))
                .set_permissions_with_grant_option((!grantable.is_empty()).then_some(grantable));
            request.build().map_err(incomplete)
        })
        .collect()
}

/// A failure that names no entry is told of the first.
fn failure(failure: sdk::BatchPermissionsFailureEntry) -> EntryFailure {
    let error = failure.error;
    let index = failure.request_entry.and_then(|entry| entry.id.parse().ok());
    EntryFailure {
        index: index.unwrap_or(0),
        code: error.as_ref().and_then(|error| error.error_code.clone()).unwrap_or_default(),
        message: error.and_then(|error| error.error_message).unwrap_or_else(|| "no reason given".to_owned()),
    }
}
