//! What buckets hold: from the first page of a listing, which is all of a small bucket, and from the sizes that the service
//! measures once a day.

use std::collections::BTreeMap;

use super::step::{self, Listed, Page};
use crate::aws::{Read, StoredObject};
use crate::domain::alarm::{DataQuery, DataSource, MetricStatistic, Periods, Statistic};
use crate::domain::bucket::{Bucket, BucketName};
use crate::domain::bucket_settings::Known as Setting;
use crate::domain::usage::{Grouping, Item, Kind, Usage};
use crate::error::Result;

const DAY: i64 = 86_400_000;
/// How far back growth is looked at.
const GROWTH_DAYS: i64 = 7;
/// Buckets that are looked into.
const MOST_BUCKETS: usize = 200;
/// Measurements of sizes that one call asks for. Source: CloudWatch API reference, GetMetricData.
const MOST_SIZES: usize = 500;

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

impl BucketStatus {
    /// Its objects, when all of them were seen.
    pub fn whole(&self) -> Option<&[StoredObject]> {
        self.objects.as_deref()
    }
}

/// Buckets that were found.
#[derive(Debug)]
pub struct Buckets {
    pub buckets: Vec<BucketStatus>,
    /// Parts of which there is more.
    pub cut: Vec<&'static str>,
}

/// Every bucket, with what it holds.
pub async fn buckets(read: &Read, now: i64) -> Result<Buckets> {
    let (sizes, found) = tokio::join!(sizes(read, now), listed(read));
    let Listed { items: mut buckets, has_more } = found?;
    let mut cut = Vec::new();
    if has_more {
        cut.push("buckets");
    }
    // Sizes are more than what is there: without them a bucket is still looked at. Some of a bucket's sizes would be less
    // than it has, so that all are taken or none.
    let sizes = match sizes {
        Ok(Some(sizes)) => sizes,
        Ok(None) => {
            cut.push("daily sizes of buckets");
            BTreeMap::new()
        }
        Err(_) => BTreeMap::new(),
    };
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
    buckets.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Buckets { buckets, cut })
}

/// The buckets with their zones and the first pages of their listings; those of a second page of buckets by name alone.
async fn listed(read: &Read) -> Result<Listed<BucketStatus>> {
    let (mut all, next) = read.bucket_page(None).await?;
    let rest = all.split_off(all.len().min(MOST_BUCKETS));
    let (seen, second) = tokio::join!(
        step::each(all, |bucket| {
            let read = read.clone();
            async move { look(&read, bucket).await }
        }),
        step::second_page(next, |token| read.bucket_page(token)),
    );
    let Listed { items: second, has_more } = second?;
    let mut items = seen?.into_iter().collect::<Result<Vec<BucketStatus>>>()?;
    let not_looked_into = rest.len() + second.len();
    items.extend(rest.into_iter().chain(second).map(|bucket| {
        let reason = format!("{not_looked_into} buckets were not looked into");
        status(bucket, Setting::Unknown(reason.clone()), Err(reason))
    }));
    Ok(Listed { items, has_more })
}

/// A bucket's zone and the first page of its objects.
async fn look(read: &Read, bucket: Bucket) -> Result<BucketStatus> {
    let Ok(name) = bucket.name.parse::<BucketName>() else {
        let reason = "its name is none that S3 takes today".to_owned();
        return Ok(status(bucket, Setting::Unknown(reason.clone()), Err(reason)));
    };
    let (zone, page) = tokio::join!(crate::bucket::zone_of(read, bucket.clone()), read.object_page(&name, "", None));
    Ok(status(bucket, zone?.zone, page.map_err(|error| error.chain().join(": "))))
}

fn status(
    bucket: Bucket,
    zone: Setting<Option<String>>,
    page: std::result::Result<Page<StoredObject>, String>,
) -> BucketStatus {
    let (contents, objects) = match page {
        Err(reason) => (Setting::Unknown(reason), None),
        Ok((_, Some(_))) => (Setting::Known(Contents::default()), None),
        Ok((objects, None)) => (Setting::Known(whole(&objects)), Some(objects)),
    };
    BucketStatus { name: bucket.name, region: bucket.region, zone, contents, growth: None, objects }
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

/// Bytes by the day, of each bucket.
type Sizes = BTreeMap<String, BTreeMap<i64, f64>>;

/// The bytes of each bucket over the last days, all storage classes together; none when there are more than are asked for.
async fn sizes(read: &Read, now: i64) -> Result<Option<Sizes>> {
    let (metrics, next) = read.metric_page(Some("AWS/S3"), Some("BucketSizeBytes"), None).await?;
    if step::is_token(next.as_deref()) || metrics.len() > MOST_SIZES {
        return Ok(None);
    }
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
        return Ok(Some(Sizes::new()));
    }
    let (lines, _) = read.metric_lines(&queries, periods).await?;
    let mut sizes = Sizes::new();
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
    Ok(Some(sizes))
}

/// From the day that is nearest to a week ago to the last one.
fn growth(points: &BTreeMap<i64, f64>) -> Option<Growth> {
    let (last, bytes) = points.last_key_value()?;
    let week = last - GROWTH_DAYS * DAY;
    let (then, before) = points.range(..=week).next_back().or_else(|| points.first_key_value())?;
    (then < last).then(|| Growth { bytes: bytes - before, days: (last - then) / DAY })
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
}
