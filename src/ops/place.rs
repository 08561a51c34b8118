//! Places as operators write them: `s3://bucket/prefix/`, or `zone:path` in the bucket that is tagged as the zone.

use crate::aws::Read;
use crate::bucket;
use crate::domain::crawl::CrawlTarget;
use crate::domain::zone::Zone;
use crate::error::{Error, Result};

/// The place that a text names.
pub async fn resolve(read: &Read, text: &str) -> Result<CrawlTarget> {
    if let Some(place) = CrawlTarget::parse(text) {
        return Ok(place);
    }
    let wrong = || Error::usage(format!("`{text}` is no place in S3: write s3://bucket/prefix/ or zone:path"));
    let (zone, path) = text.split_once(':').filter(|(_, path)| !path.starts_with("//")).ok_or_else(wrong)?;
    let zone: Zone = zone.parse().map_err(|error: String| wrong().because(error))?;
    let bucket = bucket::of_zone(read, zone).await?;
    CrawlTarget::parse(&format!("s3://{bucket}/{}", path.trim_start_matches('/'))).ok_or_else(wrong)
}
