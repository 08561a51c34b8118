//! The lake at a glance. What cannot be read is said to be unknown, with the reason; the rest is shown.

use crate::aws::{Identity, Read};
use crate::domain::alarm::LiveAlarm;
use crate::domain::catalog::{Database, Table};
use crate::domain::crawler::Crawler;
use crate::error::{Error, Result};
use crate::ops;
use crate::ops::bucket::ZoneBucket;

/// The lake at a glance.
#[derive(Debug)]
pub struct Status {
    /// Who is asking.
    pub identity: Identity,
    /// The region.
    pub region: String,
    /// Buckets.
    pub buckets: Known<Vec<ZoneBucket>>,
    /// Databases of the catalog.
    pub databases: Known<Vec<Database>>,
    /// Tables of all databases.
    pub tables: Known<Vec<Table>>,
    /// Crawlers.
    pub crawlers: Known<Vec<Crawler>>,
    /// Alarms.
    pub alarms: Known<Vec<LiveAlarm>>,
}

/// A part of the picture, or why it is unknown.
pub type Known<T> = std::result::Result<T, Error>;

/// Reads everything side by side.
pub async fn read(read: &Read) -> Result<Status> {
    let identity = read.identity().await?.clone();
    let (buckets, databases, tables, crawlers, alarms) = tokio::join!(
        zone_buckets(read),
        ops::db::list(read),
        ops::table::list(read, None),
        ops::crawler::list(read),
        ops::alarm::list(read, None)
    );
    Ok(Status { identity, region: read.region().to_owned(), buckets, databases, tables, crawlers, alarms })
}

async fn zone_buckets(read: &Read) -> Result<Vec<ZoneBucket>> {
    ops::bucket::with_zones(read, ops::bucket::list(read).await?).await
}
