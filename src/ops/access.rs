//! Who may do what.

use crate::aws::{Grants, Read};
use crate::domain::permission::{Principal, Resource};
use crate::error::Result;

/// Explicit grants: all, or those on a resource, of a principal, or of a principal on a resource.
pub async fn list(read: &Read, resource: Option<&Resource>, principal: Option<&Principal>) -> Result<Grants> {
    let mut found = match (resource, principal) {
        (Some(resource), _) => read.grants_about(resource).await?,
        (None, Some(principal)) => read.grants_of(principal).await?,
        (None, None) => read.grants().await?,
    };
    if let Some(principal) = principal {
        found.grants.retain(|grant| grant.principal == *principal);
    }
    Ok(found)
}
