//! A bucket whole: how it is set up, what is in it, who uses it.

use std::sync::Arc;

use super::{Scan, require, scan};
use crate::aws::{LiveBucket, Read, known};
use crate::domain::bucket::BucketName;
use crate::domain::bucket_settings::{EffectiveSwitch, Known, effective_switches};
use crate::domain::price::Prices;
use crate::domain::usage::Grouping;
use crate::error::Result;

/// A bucket with its properties and what is in it.
#[derive(Debug, Clone)]
pub struct BucketReport {
    /// Its properties.
    pub live: LiveBucket,
    /// What holds of the four public-access switches, and which level decides.
    pub switches: Vec<EffectiveSwitch>,
    /// Why the account's switches are not known, when they are not.
    pub account_unknown: Option<String>,
    /// Whether S3 calls the policy public; none when there is no policy.
    pub policy_is_public: Known<Option<bool>>,
    /// What is in it; none when that was not asked for.
    pub contents: Option<Scan>,
    /// The tables whose data is in it.
    pub tables: Known<Vec<TableHere>>,
}

/// A table whose data is in the bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableHere {
    /// `database.table`
    pub name: String,
    /// Where.
    pub location: String,
}

/// A bucket with its properties and, where there are prices for it, what is in it.
pub async fn show(
    read: &Read,
    name: &BucketName,
    prices: Option<Arc<Prices>>,
    now: i64,
    seen: impl FnMut(u64),
) -> Result<BucketReport> {
    require(read, name).await?;
    let scanned = async {
        let Some(prices) = prices else { return Ok(None) };
        scan(read, name, "", Grouping::Class, now, prices, seen).await.map(Some)
    };
    let (live, account, public, tables, contents) = tokio::join!(
        read.live_bucket(name),
        read.account_public_access(),
        read.policy_is_public(name),
        tables_in(read, name),
        scanned,
    );
    let (live, account) = (live?, account?);
    Ok(BucketReport {
        switches: effective_switches(live.public_access.known().copied(), account.known().copied()),
        account_unknown: account.reason().map(str::to_owned),
        policy_is_public: known(public)?,
        contents: contents?,
        tables: known(tables)?,
        live,
    })
}

/// The tables of the catalog whose location is in the bucket.
async fn tables_in(read: &Read, name: &BucketName) -> Result<Vec<TableHere>> {
    let here = format!("s3://{name}/");
    let tables = crate::table::list(read, None).await?;
    Ok(tables
        .into_iter()
        .filter_map(|table| {
            let location = table.location?;
            // The old spellings of Hadoop mean the same place.
            let rest = location.split_once("://").map_or("", |(_, rest)| rest);
            let is_here = format!("s3://{}/", rest.trim_end_matches('/')).starts_with(&here);
            is_here.then(|| TableHere { name: format!("{}.{}", table.database, table.name), location })
        })
        .collect())
}
