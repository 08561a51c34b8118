//! The footers of Parquet files, for what some columns take.

use std::collections::BTreeSet;

use crate::aws::Read;
use crate::domain::bucket::BucketName;
use crate::error::{Error, Result};

#[cfg(not(feature = "local"))]
pub async fn column_bytes(_: &Read, _: &BucketName, _: &[(String, u64)], _: &BTreeSet<String>) -> Result<u64> {
    Err(Error::usage("this lakectl was built without a reader for Parquet footers")
        .hint("estimate without them, or build it with the feature `local`"))
}

/// The bytes of these columns in all files. A file that is no Parquet counts whole.
#[cfg(feature = "local")]
pub async fn column_bytes(
    read: &Read,
    bucket: &BucketName,
    files: &[(String, u64)],
    columns: &BTreeSet<String>,
) -> Result<u64> {
    use std::sync::Arc;

    /// Footers that are read at once.
    const AT_ONCE: usize = 16;

    let columns = Arc::new(columns.clone());
    let mut waiting = files.iter().rev().cloned().collect::<Vec<_>>();
    let mut running = tokio::task::JoinSet::new();
    let mut bytes = 0_u64;
    loop {
        while running.len() < AT_ONCE {
            let Some((key, size)) = waiting.pop() else { break };
            let (read, bucket, columns) = (read.clone(), bucket.clone(), columns.clone());
            running.spawn(async move { of_file(&read, &bucket, &key, size, &columns).await });
        }
        let Some(ended) = running.join_next().await else { return Ok(bytes) };
        let found = ended
            .map_err(|error| Error::failed("the reading of a footer was stopped in the middle").because(error))??;
        bytes = bytes.saturating_add(found);
    }
}

#[cfg(feature = "local")]
async fn of_file(read: &Read, bucket: &BucketName, key: &str, size: u64, columns: &BTreeSet<String>) -> Result<u64> {
    use crate::domain::crawl::parquet_footer::{TRAILER, footer_length};
    use crate::domain::query::column_chunks;
    /// Most footers are shorter.
    const TAIL: u64 = 64 << 10;

    let start = size.saturating_sub(TAIL);
    let mut tail = read.object_part(bucket, key, start, size - start).await?;
    let Ok(length) = footer_length(&tail[tail.len().saturating_sub(TRAILER)..]) else { return Ok(size) };
    let whole = length.saturating_add(TRAILER);
    if whole as u64 > size {
        return Ok(size);
    }
    if whole > tail.len() {
        tail = read.object_part(bucket, key, size - whole as u64, whole as u64).await?;
    }
    let footer = tail.get(tail.len().saturating_sub(whole)..tail.len().saturating_sub(TRAILER)).unwrap_or_default();
    Ok(column_chunks::column_bytes(footer, columns).unwrap_or(size).min(size))
}
