//! The lake at a glance. What cannot be read is said to be unknown, with the reason; the rest is shown.
//!
//! Invariant: everything is asked side by side, and what needs an answer of something else is one step behind it.

mod storage;
mod work;

use crate::aws::{Identity, Read};
use crate::domain::alarm::LiveAlarm;
use crate::domain::catalog::{Database, Table};
use crate::domain::permission::Admins;
use crate::domain::permission::effective::IamDefaults;
use crate::error::{Error, Result};
use crate::ops;

pub use storage::{BucketStatus, Contents, Growth, TableStatus};
pub use work::{CrawlerStatus, JobStatus, QueriesToday};

/// The lake at a glance.
#[derive(Debug)]
pub struct Status {
    /// Who is asking.
    pub identity: Identity,
    /// The region.
    pub region: String,
    /// Buckets with what they hold.
    pub buckets: Known<Vec<BucketStatus>>,
    /// Databases of the catalog.
    pub databases: Known<Vec<Database>>,
    /// Tables of all databases, with how fresh they are.
    pub tables: Known<Vec<TableStatus>>,
    /// Crawlers and their last crawls.
    pub crawlers: Known<Vec<CrawlerStatus>>,
    /// Jobs and their last runs.
    pub jobs: Known<Vec<JobStatus>>,
    /// Queries since midnight, UTC.
    pub queries: Known<QueriesToday>,
    /// Alarms.
    pub alarms: Known<Vec<LiveAlarm>>,
    /// What IAM's default leaves open.
    pub defaults: Known<IamDefaults>,
    /// Administrators of the data lake.
    pub admins: Known<Admins>,
    /// How many places are registered.
    pub locations: Known<usize>,
}

/// A part of the picture, or why it is unknown.
pub type Known<T> = std::result::Result<T, Error>;

/// Looks at everything; `now` is in milliseconds since the epoch.
pub async fn read(read: &Read, now: i64) -> Result<Status> {
    let midnight = now - now.rem_euclid(86_400_000);
    let (identity, stored, databases, crawlers, jobs, queries, alarms, defaults, admins, locations) = tokio::join!(
        read.identity(),
        stored(read, now),
        ops::db::list(read),
        work::crawlers(read, midnight),
        work::jobs(read, midnight),
        work::queries(read, midnight),
        ops::alarm::list(read, None),
        read.iam_defaults(),
        read.admins(),
        async { read.locations().await.map(|locations| locations.len()) },
    );
    let (buckets, tables) = stored;
    Ok(Status {
        // Without somebody who asks there are no answers either.
        identity: identity?.clone(),
        region: read.region().to_owned(),
        buckets,
        databases,
        tables,
        crawlers,
        jobs,
        queries,
        alarms,
        defaults,
        admins,
        locations,
    })
}

/// Buckets, and tables with the help of what was seen in the buckets.
async fn stored(read: &Read, now: i64) -> (Known<Vec<BucketStatus>>, Known<Vec<TableStatus>>) {
    let (buckets, tables): (_, Result<Vec<Table>>) =
        tokio::join!(storage::buckets(read, now), ops::table::list(read, None));
    let seen = buckets.as_deref().unwrap_or_default();
    let tables = match tables {
        Ok(tables) => storage::freshness(read, tables, seen).await,
        Err(error) => Err(error),
    };
    (buckets, tables)
}
