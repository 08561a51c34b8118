//! Workgroups.

use crate::aws::Read;
use crate::domain::workgroup::{WorkGroup, WorkGroupSummary};
use crate::error::{Error, Result};

/// Every workgroup, by name.
pub async fn list(read: &Read) -> Result<Vec<WorkGroupSummary>> {
    let mut groups = read.workgroups().await?;
    groups.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(groups)
}

/// One workgroup; not found says which may have been meant.
pub async fn find(read: &Read, name: &str) -> Result<WorkGroup> {
    if let Some(group) = read.workgroup(name).await? {
        return Ok(group);
    }
    let names: Vec<String> = list(read).await?.into_iter().map(|group| group.name).collect();
    Err(Error::not_found(format!("there is no workgroup `{name}`"))
        .did_you_mean(name, names.iter().map(String::as_str))
        .hint("lakectl workgroup list"))
}
