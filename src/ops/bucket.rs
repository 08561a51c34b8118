//! Buckets.

use crate::aws::Read;
use crate::domain::bucket::Bucket;
use crate::error::Result;

/// Every bucket of the account, by name.
pub async fn list(read: &Read) -> Result<Vec<Bucket>> {
    let mut buckets = read.buckets().await?;
    buckets.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(buckets)
}
