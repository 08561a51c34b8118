//! Buckets as resources.

use crate::aws::{Read, Write};
use crate::domain::bucket::BucketName;
use crate::error::Result;
use crate::plan::{Resource, Step};

/// A bucket that should be there.
#[derive(Debug, Clone)]
pub struct BucketResource {
    /// Its name.
    pub name: BucketName,
}

/// A bucket that is there.
#[derive(Debug, Clone)]
pub struct LiveBucket;

impl Resource for BucketResource {
    type Live = LiveBucket;

    async fn read(&self, read: &Read) -> Result<Option<LiveBucket>> {
        Ok(read.bucket_exists(&self.name).await?.then_some(LiveBucket))
    }

    fn diff(&self, live: Option<&LiveBucket>) -> Result<Step> {
        Ok(Step::new("bucket", self.name.as_str(), live.is_some(), Vec::new()))
    }

    async fn apply(&self, live: Option<&LiveBucket>, _step: &Step, write: &Write) -> Result<()> {
        if live.is_none() {
            write.create_bucket(&self.name).await?;
        }
        Ok(())
    }
}
