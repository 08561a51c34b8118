//! Lifecycle configurations of buckets: replaced under guard, and seen before it is said that they are there.
//!
//! Invariants:
//! - S3 replaces the whole configuration and has no condition for it. So it is read again right before the write, and
//!   compared with what the change was worked out from; and read after the write until it is seen.
//! - What S3 answers may be old for a while: one equal read proves nothing, several in a row do.

pub mod preview;
#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::aws::{Read, Write};
use crate::domain::bucket::BucketName;
use crate::domain::catalog::Table;
use crate::domain::lifecycle::{Configuration, TablePlace};
use crate::error::{Error, Kind, Result};
use crate::{bucket, table};

/// How long and how often a configuration is looked for.
#[derive(Debug, Clone, Copy)]
struct Patience {
    /// Between reads while all of them are as wanted.
    quick: Duration,
    /// Between reads once one was not.
    slow: Duration,
    /// For all of it.
    deadline: Duration,
}

const PATIENCE: Patience =
    Patience { quick: Duration::from_millis(40), slow: Duration::from_secs(2), deadline: Duration::from_secs(150) };

/// Reads in a row that must be as wanted, when none was not.
const EQUAL_READS: u32 = 3;
/// The same, once one was old: another one may still be.
const EQUAL_READS_AFTER_OLD: u32 = 6;
/// Reads in a row that show somebody else's configuration before it is believed.
const FOREIGN_READS: u32 = 3;

/// The configuration of a bucket that must be there; an empty one when it has none.
pub async fn show(read: &Read, bucket: &BucketName) -> Result<Configuration> {
    bucket::require(read, bucket).await?;
    Ok(read.bucket_lifecycle(bucket).await?.unwrap_or_default())
}

/// Replaces the configuration of a bucket, when it is still what the change was worked out from, and waits until the new
/// one is seen.
pub async fn replace(write: &Write, bucket: &BucketName, before: &Configuration, target: &Configuration) -> Result<()> {
    replace_with(write, bucket, before, target, PATIENCE).await
}

async fn replace_with(
    write: &Write,
    bucket: &BucketName,
    before: &Configuration,
    target: &Configuration,
    patience: Patience,
) -> Result<()> {
    let now = write.bucket_lifecycle(bucket).await?.unwrap_or_default();
    if !now.says_the_same(before) {
        return Err(raced(bucket, &before.differences(&now)).hint("nothing was written: run the same command again"));
    }
    write.put_bucket_lifecycle(bucket, target).await?;
    settle(write, bucket, before, target, patience).await
}

fn raced(bucket: &BucketName, differences: &[String]) -> Error {
    Error::new(Kind::Conflict, format!("somebody else changed the lifecycle of bucket {bucket} at the same time"))
        .because(differences.join(", "))
}

async fn settle(
    read: &Read,
    bucket: &BucketName,
    before: &Configuration,
    target: &Configuration,
    patience: Patience,
) -> Result<()> {
    let began = read.clock().instant();
    let (mut equal, mut wanted, mut pause) = (0, EQUAL_READS, patience.quick);
    let mut foreign: Option<(Configuration, u32)> = None;
    loop {
        let seen = read.bucket_lifecycle(bucket).await?.unwrap_or_default();
        if seen.says_the_same(target) {
            foreign = None;
            equal += 1;
            if equal >= wanted {
                return Ok(());
            }
        } else {
            (equal, wanted, pause) = (0, EQUAL_READS_AFTER_OLD, patience.slow);
            foreign = match foreign {
                _ if seen.says_the_same(before) => None,
                Some((known, count)) if known.says_the_same(&seen) => Some((known, count + 1)),
                _ => Some((seen.clone(), 1)),
            };
            if foreign.as_ref().is_some_and(|(_, count)| *count >= FOREIGN_READS) {
                return Err(raced(bucket, &target.differences(&seen))
                    .hint(format!("see what is there: lakectl lifecycle show {bucket}"))
                    .hint("then run the same command again"));
            }
        }
        if read.clock().instant().duration_since(began) >= patience.deadline {
            return Err(Error::new(
                Kind::TimedOut,
                format!("the lifecycle of bucket {bucket} was written and is not seen yet"),
            )
            .because(target.differences(&seen).join(", "))
            .hint(format!("S3 shows it later: lakectl lifecycle show {bucket}")));
        }
        tokio::time::sleep(pause).await;
    }
}

/// The tables of the catalog that lie in a bucket; none when the catalog cannot be read by us: then they are not known.
pub async fn tables_in(read: &Read, bucket: &BucketName) -> Result<Option<Vec<TablePlace>>> {
    let tables = match table::list(read, None).await {
        Ok(tables) => tables,
        // Other S3 servers have no catalog; and who sets rules need not be allowed to read it.
        Err(error) if error.aws().is_some() => return Ok(None),
        Err(error) => return Err(error),
    };
    let place = |table: Table| {
        let name = format!("{}.{}", table.database, table.name);
        TablePlace::in_bucket(bucket.as_str(), name, table.location.as_deref()?)
    };
    Ok(Some(tables.into_iter().filter_map(place).collect()))
}
