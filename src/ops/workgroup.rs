//! Workgroups.

use crate::aws::Read;
use crate::domain::workgroup::{WorkGroup, WorkGroupSummary};
use crate::error::Result;
use crate::require::{Sought, require_read};

/// Every workgroup, by name.
pub async fn list(read: &Read) -> Result<Vec<WorkGroupSummary>> {
    let mut groups = read.workgroups().await?;
    groups.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(groups)
}

/// One workgroup; not found says which may have been meant.
pub async fn find(read: &Read, name: &str) -> Result<WorkGroup> {
    need(read, name, read.workgroup(name).await).await
}

/// The workgroup that was found, or the error with the one that may have been meant.
pub async fn need(read: &Read, name: &str, found: Result<Option<WorkGroup>>) -> Result<WorkGroup> {
    let sought = Sought { what: format!("workgroup `{name}`"), typed: name, list: "lakectl workgroup list".to_owned() };
    let known = || async { Ok(read.workgroups().await?.into_iter().map(|group| group.name).collect()) };
    require_read(found, sought, known).await
}
