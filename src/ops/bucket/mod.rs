//! Buckets: what is there, what a new one should be, what takes room in one, emptying one.

mod contents;
mod empty;
mod show;
mod wanted;

pub use contents::{Scan, scan};
pub use empty::{Emptied, Inventory, count, empty};
pub use show::{BucketReport, show};
pub use wanted::{DEFAULT_PREFIX, Wanted, Wishes, wanted};

use crate::aws::{Read, known};
use crate::domain::bucket::{Bucket, BucketName};
use crate::domain::bucket_settings::Known;
use crate::domain::zone::{ZONE_TAG, Zone};
use crate::error::{Error, Result};

/// More buckets than this are not asked for their tags.
const MOST_ASKED: usize = 200;
/// How many are asked at once.
const ASKED_AT_ONCE: usize = 16;

/// Every bucket of the account, by name.
pub async fn list(read: &Read) -> Result<Vec<Bucket>> {
    let mut buckets = read.buckets().await?;
    buckets.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(buckets)
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

/// A bucket and the zone that its tag names.
#[derive(Debug, Clone)]
pub struct ZoneBucket {
    /// The bucket.
    pub bucket: Bucket,
    /// The zone; unknown when the tags could not be read.
    pub zone: Known<Option<String>>,
}

/// Buckets with their zones, in the order given. Those that may not be asked have an unknown zone.
pub async fn with_zones(read: &Read, buckets: Vec<Bucket>) -> Result<Vec<ZoneBucket>> {
    let mut found = Vec::with_capacity(buckets.len());
    let mut asked = tokio::task::JoinSet::new();
    let mut waiting = buckets.into_iter().enumerate();
    loop {
        while asked.len() < ASKED_AT_ONCE
            && let Some((index, bucket)) = waiting.next()
        {
            let read = read.clone();
            asked.spawn(async move { (index, zone_of(&read, bucket).await) });
        }
        let Some(answer) = asked.join_next().await else { break };
        let (index, bucket) = answer.map_err(|error| Error::failed("a question broke off").because(error))?;
        found.push((index, bucket?));
    }
    found.sort_by_key(|(index, _)| *index);
    Ok(found.into_iter().map(|(_, bucket)| bucket).collect())
}

/// A bucket with its zone, as [`with_zones`] tells it.
pub async fn zone_of(read: &Read, bucket: Bucket) -> Result<ZoneBucket> {
    let Ok(name) = bucket.name.parse::<BucketName>() else {
        return Ok(ZoneBucket { bucket, zone: Known::Unknown("its name is none that S3 takes today".to_owned()) });
    };
    let tags = match read.bucket_tags(&name).await {
        // One that was just deleted has no tags.
        Err(error) if error.has_code(&["NoSuchBucket"]) => Known::Known(Default::default()),
        Err(error) if error.has_code(&["PermanentRedirect", "AuthorizationHeaderMalformed"]) => {
            Known::Unknown("it is in another region".to_owned())
        }
        other => known(other)?,
    };
    let zone = tags.map(|mut tags| tags.remove(ZONE_TAG));
    Ok(ZoneBucket { bucket, zone })
}

/// The buckets of a zone in our region, by their tag.
#[derive(Debug, Clone, Default)]
pub struct ZoneSearch {
    /// Their names, in order.
    pub found: Vec<BucketName>,
    /// Those whose tags could not be read, with the reason.
    pub unread: Vec<(String, String)>,
    /// How many were not asked because there are so many.
    pub not_asked: usize,
}

impl ZoneSearch {
    /// What was not looked at, in words; none when all was.
    pub fn gap(&self) -> Option<String> {
        if let [(name, reason), rest @ ..] = self.unread.as_slice() {
            let more = if rest.is_empty() { String::new() } else { format!(" and of {} more", rest.len()) };
            return Some(format!("the tags of {name}{more} could not be read ({reason})"));
        }
        (self.not_asked > 0).then(|| format!("{} further buckets were not looked at", self.not_asked))
    }
}

/// Looks for the buckets of a zone. Those whose names say it are asked first.
pub async fn search_zone(read: &Read, zone: Zone) -> Result<ZoneSearch> {
    let mut buckets = list(read).await?;
    buckets.retain(|bucket| bucket.region.as_deref().is_none_or(|region| region == read.region()));
    buckets.sort_by_key(|bucket| (!bucket.name.contains(zone.name()), bucket.name.clone()));
    let mut search = ZoneSearch { not_asked: buckets.len().saturating_sub(MOST_ASKED), ..ZoneSearch::default() };
    buckets.truncate(MOST_ASKED);
    for ZoneBucket { bucket, zone: tag } in with_zones(read, buckets).await? {
        match tag {
            Known::Known(Some(name)) if name == zone.name() => {
                search.found.extend(bucket.name.parse::<BucketName>());
            }
            Known::Known(_) => {}
            Known::Unknown(reason) => search.unread.push((bucket.name, reason)),
        }
    }
    search.found.sort();
    Ok(search)
}

/// The one bucket of a zone, by its tag.
pub async fn of_zone(read: &Read, zone: Zone) -> Result<BucketName> {
    let search = search_zone(read, zone).await?;
    match search.found.as_slice() {
        [one] => Ok(one.clone()),
        [] => {
            let mut error = Error::not_found(format!("no bucket is tagged as the zone `{zone}`"));
            if let Some(gap) = search.gap() {
                error = error.because(gap);
            }
            Err(error
                .hint(format!("make one: lakectl bucket create NAME --zone {zone}"))
                .hint("or name one: --bucket NAME"))
        }
        several => {
            let names: Vec<&str> = several.iter().map(BucketName::as_str).collect();
            Err(Error::usage(format!("several buckets are tagged as the zone `{zone}`: {}", names.join(", ")))
                .hint("name one: --bucket NAME"))
        }
    }
}
