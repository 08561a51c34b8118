//! The lake at a glance. What cannot be read is said to be unknown, with the reason; the rest is shown.
//!
//! Invariant: everything is asked side by side, and what needs an answer of something else is one step behind it. Nothing is
//! two steps behind: a look takes no longer than its two slowest calls.

mod catalog;
mod queries;
mod recovery;
mod step;
mod storage;
mod work;

use std::collections::BTreeSet;

use crate::aws::{Identity, Read};
use crate::domain::alarm::{AlarmState, LiveAlarm};
use crate::domain::catalog::Database;
use crate::domain::permission::Admins;
use crate::domain::permission::effective::IamDefaults;
use crate::error::{Error, Result};

pub use catalog::TableStatus;
pub use queries::QueriesToday;
pub use recovery::{Recovery, recovery};
pub use storage::{BucketStatus, Contents, Growth};
pub use work::{CrawlerStatus, JobStatus};

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
    /// Parts of which there is more than a look takes.
    pub cut: Vec<&'static str>,
}

/// A part of the picture, or why it is unknown.
pub type Known<T> = std::result::Result<T, Error>;

/// Looks at everything; `now` is in milliseconds since the epoch. `workgroups` are those that are expected to be there, so
/// that their queries are asked for without waiting for the list.
pub async fn read(read: &Read, now: i64, workgroups: &BTreeSet<String>) -> Result<Status> {
    let midnight = now - now.rem_euclid(86_400_000);
    let (identity, buckets, catalog, crawlers, jobs, queries, alarms, defaults, admins, locations) = tokio::join!(
        read.identity(),
        storage::buckets(read, now),
        catalog::read(read),
        work::crawlers(read, midnight),
        work::jobs(read, midnight),
        queries::read(read, midnight, workgroups),
        alarms(read),
        read.iam_defaults(),
        read.admins(),
        step::two_pages(|token| read.location_page(token)),
    );
    let mut cut = catalog.cut;
    let buckets = buckets.map(|found| {
        cut.extend(found.cut);
        found.buckets
    });
    let tables = catalog.tables.map(|tables| tables.fresh(buckets.as_deref().unwrap_or_default()));
    let crawlers = whole(crawlers, "crawlers", &mut cut);
    let jobs = whole(jobs, "jobs", &mut cut);
    let alarms = whole(alarms, "alarms", &mut cut);
    let locations = whole(locations, "registered places", &mut cut).map(|locations| locations.len());
    Ok(Status {
        // Without somebody who asks there are no answers either.
        identity: identity?.clone(),
        region: read.region().to_owned(),
        buckets,
        databases: catalog.databases,
        tables,
        crawlers,
        jobs,
        queries,
        alarms,
        defaults,
        admins,
        locations,
        cut,
    })
}

/// The items of a list; that there are more is noted.
fn whole<T>(listed: Result<step::Listed<T>>, name: &'static str, cut: &mut Vec<&'static str>) -> Known<Vec<T>> {
    listed.map(|listed| {
        if listed.has_more {
            cut.push(name);
        }
        listed.items
    })
}

/// The alarms by name. Beside them those that went off, which of very many are not to be the ones that are left out.
async fn alarms(read: &Read) -> Result<step::Listed<LiveAlarm>> {
    let (all, off) = tokio::join!(
        step::two_pages(|token| read.alarm_page(None, token)),
        step::two_pages(|token| read.alarm_page(Some(AlarmState::Alarm), token)),
    );
    let (mut all, off) = (all?, off?);
    if all.has_more {
        let known: BTreeSet<String> = all.items.iter().map(|alarm| alarm.name.clone()).collect();
        all.items.extend(off.items.into_iter().filter(|alarm| !known.contains(&alarm.name)));
    }
    all.items.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(all)
}
