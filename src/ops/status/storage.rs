//! What buckets hold and how fresh tables are: from the first page of a listing, which is all of a small bucket, and from
//! the sizes that the service measures once a day.

use std::collections::BTreeMap;

use crate::aws::{Read, StoredObject};
use crate::domain::alarm::{DataQuery, DataSource, MetricStatistic, Periods, Statistic};
use crate::domain::bucket::{Bucket, BucketName};
use crate::domain::bucket_settings::Known as Setting;
use crate::domain::catalog::Table;
use crate::domain::usage::{Grouping, Item, Kind, Usage};
use crate::error::Result;
use crate::ops;
use crate::ops::side_by_side::side_by_side;

const DAY: i64 = 86_400_000;
/// How far back growth is looked at.
const GROWTH_DAYS: i64 = 7;
/// Buckets that are looked into.
const MOST_BUCKETS: usize = 200;
/// Tables whose place is listed, where the bucket's listing does not tell.
const MOST_TABLES: usize = 500;

/// A bucket.
#[derive(Debug, Clone)]
pub struct BucketStatus {
    pub name: String,
    pub region: Option<String>,
    /// None of no zone.
    pub zone: Setting<Option<String>>,
    pub contents: Setting<Contents>,
    pub growth: Option<Growth>,
    /// Its objects, when the first page of the listing was all of them.
    objects: Option<Vec<StoredObject>>,
}

/// What a bucket holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contents {
    pub bytes: Option<u64>,
    /// None: more than a page.
    pub objects: Option<u64>,
    /// Milliseconds since the epoch; none of an empty bucket, and of one with more than a page.
    pub last_object_millis: Option<i64>,
    /// Dollars a month; none when it is not known.
    pub month: Option<f64>,
    /// Whether all objects were seen. The bytes are those of the daily metric otherwise.
    pub whole: bool,
}

/// By how much a bucket grew.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Growth {
    pub bytes: f64,
    /// In so many days.
    pub days: i64,
}

/// A table.
#[derive(Debug, Clone)]
pub struct TableStatus {
    pub table: Table,
    /// When its newest object was written, in milliseconds since the epoch; none of a table without objects.
    pub last_object_millis: Setting<Option<i64>>,
}

/// Every bucket, with what it holds.
pub async fn buckets(read: &Read, now: i64) -> Result<Vec<BucketStatus>> {
    let (sizes, found) = tokio::join!(sizes(read, now), listed(read));
    // Sizes are more than what is there: without them a bucket is still looked at.
    let sizes = sizes.unwrap_or_default();
    let mut buckets = found?;
    for bucket in &mut buckets {
        let Some(points) = sizes.get(&bucket.name) else { continue };
        bucket.growth = growth(points);
        if let (Setting::Known(contents), Some((_, bytes))) = (&mut bucket.contents, points.last_key_value())
            && !contents.whole
        {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bytes, whole to begin with")]
            let bytes = *bytes as u64;
            contents.bytes = Some(bytes);
        }
    }
    Ok(buckets)
}

/// The buckets with their zones and the first pages of their listings.
async fn listed(read: &Read) -> Result<Vec<BucketStatus>> {
    let all = ops::bucket::list(read).await?;
    let not_looked_into = all.len().saturating_sub(MOST_BUCKETS);
    let names: Vec<Bucket> = all.iter().take(MOST_BUCKETS).cloned().collect();
    let pages = side_by_side(names, |bucket| {
        let read = read.clone();
        async move {
            let name: BucketName =
                bucket.name.parse().map_err(|_| "its name is none that S3 takes today".to_owned())?;
            read.object_page(&name, "", None).await.map_err(|error| error.chain().join(": "))
        }
    });
    let (zones, pages) = tokio::join!(ops::bucket::with_zones(read, all), pages);
    let mut pages = pages?.into_iter();
    Ok(zones?
        .into_iter()
        .map(|zone| {
            let page = pages.next().unwrap_or_else(|| Err(format!("{not_looked_into} buckets were not looked into")));
            let mut status = BucketStatus {
                name: zone.bucket.name,
                region: zone.bucket.region,
                zone: zone.zone,
                contents: Setting::Unknown(String::new()),
                growth: None,
                objects: None,
            };
            match page {
                Err(reason) => status.contents = Setting::Unknown(reason),
                Ok((_, Some(_))) => status.contents = Setting::Known(Contents::default()),
                Ok((objects, None)) => {
                    status.contents = Setting::Known(whole(&objects));
                    status.objects = Some(objects);
                }
            }
            status
        })
        .collect())
}

/// What a bucket holds whose objects were all seen.
fn whole(objects: &[StoredObject]) -> Contents {
    let mut usage = Usage::new(Grouping::Class, "", 0);
    for object in objects {
        usage.add(Item {
            key: &object.key,
            class: &object.storage_class,
            bytes: object.size,
            modified: object.modified,
            kind: Kind::Current,
        });
    }
    Contents {
        bytes: Some(usage.total.bytes()),
        objects: Some(usage.total.count()),
        last_object_millis: objects.iter().filter_map(|object| object.modified).max(),
        month: if objects.is_empty() { Some(0.0) } else { usage.total.month },
        whole: true,
    }
}

/// The bytes of each bucket over the last days, all storage classes together.
async fn sizes(read: &Read, now: i64) -> Result<BTreeMap<String, BTreeMap<i64, f64>>> {
    let metrics = read.metrics(Some("AWS/S3"), Some("BucketSizeBytes")).await?;
    let midnight = now - now.rem_euclid(DAY);
    let periods = Periods { from_millis: midnight - 2 * GROWTH_DAYS * DAY, to_millis: midnight + DAY, period: 86_400 };
    let queries: Vec<DataQuery> = metrics
        .iter()
        .enumerate()
        .map(|(index, metric)| DataQuery {
            id: format!("m{index}"),
            label: None,
            period: 86_400,
            returned: true,
            source: DataSource::Metric(MetricStatistic { metric: metric.clone(), statistic: Statistic::Average }),
        })
        .collect();
    if queries.is_empty() {
        return Ok(BTreeMap::new());
    }
    let (lines, _) = read.metric_lines(&queries, periods).await?;
    let mut sizes: BTreeMap<String, BTreeMap<i64, f64>> = BTreeMap::new();
    for line in lines {
        let index: Option<usize> = line.id.strip_prefix('m').and_then(|index| index.parse().ok());
        let Some(bucket) =
            index.and_then(|index| metrics.get(index)).and_then(|metric| metric.dimensions.get("BucketName"))
        else {
            continue;
        };
        let sum = sizes.entry(bucket.clone()).or_default();
        for (at, value) in line.points {
            *sum.entry(at).or_default() += value;
        }
    }
    Ok(sizes)
}

/// From the day that is nearest to a week ago to the last one.
fn growth(points: &BTreeMap<i64, f64>) -> Option<Growth> {
    let (last, bytes) = points.last_key_value()?;
    let week = last - GROWTH_DAYS * DAY;
    let (then, before) = points.range(..=week).next_back().or_else(|| points.first_key_value())?;
    (then < last).then(|| Growth { bytes: bytes - before, days: (last - then) / DAY })
}

/// When the newest object of each table was written: from the listing of its bucket when that was whole, or from the
/// first page at its own place.
pub async fn freshness(read: &Read, tables: Vec<Table>, buckets: &[BucketStatus]) -> Result<Vec<TableStatus>> {
    let mut found: Vec<TableStatus> = Vec::with_capacity(tables.len());
    let mut to_list = Vec::new();
    for (index, table) in tables.into_iter().enumerate() {
        let place = table.location.as_deref().and_then(place);
        let seen = place.as_ref().and_then(|(bucket, prefix)| {
            let objects = buckets.iter().find(|known| known.name == bucket.as_str())?.objects.as_ref()?;
            let below = objects.iter().filter(|object| object.key.starts_with(prefix.as_str()) && object.size > 0);
            Some(below.filter_map(|object| object.modified).max())
        });
        let last_object_millis = match (seen, place) {
            (Some(last), _) => Setting::Known(last),
            (None, None) => Setting::Unknown("it has no place in S3".to_owned()),
            (None, Some(place)) if to_list.len() < MOST_TABLES => {
                to_list.push((index, place));
                Setting::Unknown(String::new())
            }
            (None, Some(_)) => Setting::Unknown(format!("more than {MOST_TABLES} tables")),
        };
        found.push(TableStatus { table, last_object_millis });
    }
    let answers = side_by_side(to_list, |(index, (bucket, prefix))| {
        let read = read.clone();
        async move { (index, read.object_page(&bucket, &prefix, None).await) }
    })
    .await?;
    for (index, answer) in answers {
        found[index].last_object_millis = match answer {
            Ok((objects, None)) => {
                let written = objects.iter().filter(|object| object.size > 0).filter_map(|object| object.modified);
                Setting::Known(written.max())
            }
            Ok((_, Some(_))) => Setting::Unknown("it has more than 1,000 objects".to_owned()),
            Err(error) => Setting::Unknown(error.chain().join(": ")),
        };
    }
    Ok(found)
}

/// Bucket and prefix of a table's place.
fn place(location: &str) -> Option<(BucketName, String)> {
    let rest = location.strip_prefix("s3://").or_else(|| location.strip_prefix("s3a://"))?;
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let slash = if prefix.is_empty() || prefix.ends_with('/') { "" } else { "/" };
    Some((bucket.parse().ok()?, format!("{prefix}{slash}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_over_a_week_or_what_there_is() {
        let points = |days: &[(i64, f64)]| days.iter().map(|(day, bytes)| (day * DAY, *bytes)).collect();
        assert_eq!(growth(&points(&[])), None);
        assert_eq!(growth(&points(&[(1, 5.0)])), None);
        assert_eq!(growth(&points(&[(1, 5.0), (3, 9.0)])), Some(Growth { bytes: 4.0, days: 2 }));
        let long = points(&[(1, 5.0), (2, 6.0), (9, 16.0)]);
        assert_eq!(growth(&long), Some(Growth { bytes: 10.0, days: 7 }));
    }

    #[test]
    fn a_place_is_a_bucket_and_a_folder() {
        let (bucket, prefix) = place("s3://lake-raw/sales").expect("a place");
        assert_eq!((bucket.as_str(), prefix.as_str()), ("lake-raw", "sales/"));
        assert_eq!(place("s3://lake-raw").expect("a place").1, "");
        assert_eq!(place("hdfs://x/y"), None);
    }
}
