//! Buckets.

use std::collections::BTreeMap;

use crate::aws::{LiveBucket, Read};
use crate::domain::bucket::{Bucket, BucketName};
use crate::domain::zone::{ZONE_TAG, Zone};
use crate::error::{Error, Result};

/// Every bucket of the account, by name.
pub async fn list(read: &Read) -> Result<Vec<Bucket>> {
    let mut buckets = read.buckets().await?;
    buckets.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(buckets)
}

/// A bucket with its properties and what is in it.
#[derive(Debug, Clone)]
pub struct BucketReport {
    /// Its properties.
    pub live: LiveBucket,
    /// Current objects.
    pub objects: u64,
    /// Bytes of the current objects.
    pub bytes: u64,
    /// (objects, bytes) by storage class.
    pub by_class: BTreeMap<String, (u64, u64)>,
}

/// A bucket with its properties and what is in it.
pub async fn show(read: &Read, name: &BucketName) -> Result<BucketReport> {
    require(read, name).await?;
    let (live, objects) = tokio::try_join!(read.live_bucket(name), read.objects(name, ""))?;
    let mut by_class: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for object in &objects {
        let (count, bytes) = by_class.entry(object.storage_class.clone()).or_default();
        *count += 1;
        *bytes += object.size;
    }
    let (count, bytes) = by_class.values().fold((0, 0), |(count, bytes), (more, size)| (count + more, bytes + size));
    Ok(BucketReport { live, objects: count, bytes, by_class })
}

/// Fails, with the nearest name, when the account has no such bucket.
pub async fn require(read: &Read, name: &BucketName) -> Result<()> {
    if read.bucket_exists(name).await? {
        return Ok(());
    }
    let known = list(read).await.unwrap_or_default();
    Err(Error::not_found(format!("there is no bucket `{name}`"))
        .did_you_mean(name.as_str(), known.iter().map(|bucket| bucket.name.as_str()))
        .hint("lakectl bucket list"))
}

/// The one bucket of a zone, by its tag.
pub async fn of_zone(read: &Read, zone: Zone) -> Result<BucketName> {
    let mut found = Vec::new();
    for bucket in list(read).await? {
        let Ok(name) = bucket.name.parse::<BucketName>() else { continue };
        // A bucket that we may not read is not ours to pick.
        let tags = read.bucket_tags(&name).await.unwrap_or_default();
        if tags.get(ZONE_TAG).is_some_and(|value| value == zone.name()) {
            found.push(name);
        }
    }
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(Error::not_found(format!("no bucket is tagged as the zone `{zone}`"))
            .hint(format!("make one: lakectl bucket create NAME --zone {zone}"))
            .hint("or name one: --bucket NAME")),
        several => {
            let names: Vec<&str> = several.iter().map(BucketName::as_str).collect();
            Err(Error::usage(format!("several buckets are tagged as the zone `{zone}`: {}", names.join(", ")))
                .hint("name one: --bucket NAME"))
        }
    }
}
