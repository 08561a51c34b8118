//! What each day cost: queries, job runs and crawls by their history, storage by the sizes that are measured daily, alarms by
//! when they were made, custom metrics by the hours in which they had values.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{MOST_CRAWLS, MOST_QUERIES};
use crate::aws::Read;
use crate::domain::alarm::{DataQuery, DataSource, MetricStatistic, Periods, Statistic};
use crate::domain::cost::{self, Area, DAY, Days, storage_class};
use crate::domain::price::Prices;
use crate::error::Result;
use crate::side_by_side::side_by_side;

/// What each day since then cost; `since` and `now` are in milliseconds since the epoch.
pub async fn report(read: &Read, since: i64, now: i64, prices: &Arc<Prices>) -> Result<Days> {
    let mut days = Days::new(since, now);
    let (queries, jobs, crawls, storage, watching) = tokio::join!(
        queries(read, since, prices),
        jobs(read, since, prices),
        crawls(read, since, prices),
        storage(read, since, now, prices),
        watching(read, since, now, prices)
    );
    let all = [
        ("queries", Area::Queries, queries),
        ("jobs", Area::Jobs, jobs),
        ("crawlers", Area::Crawlers, crawls),
        ("storage", Area::Storage, storage),
        ("alarms and metrics", Area::Watching, watching),
    ];
    for (what, area, found) in all {
        match found {
            Ok(found) => {
                for (at, amount) in found.amounts {
                    days.add(area, at, amount);
                }
                days.unknown.extend(found.unknown);
                days.pending.extend(found.pending);
            }
            Err(error) if error.aws().is_some() => {
                days.forget(area);
                days.unknown.push(format!("{what} ({})", error.chain().join(": ")));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(days)
}

/// Amounts by when they were spent, and what is not among them.
#[derive(Default)]
struct Spent {
    amounts: Vec<(i64, Option<f64>)>,
    unknown: Vec<String>,
    /// What is not known to anybody yet.
    pending: Vec<String>,
}

async fn queries(read: &Read, since: i64, prices: &Arc<Prices>) -> Result<Spent> {
    let groups = read.workgroups().await?;
    let answers = side_by_side(groups, |group| {
        let read = read.clone();
        async move { (read.queries(Some(&group.name), MOST_QUERIES).await, group.name) }
    })
    .await?;
    let mut spent = Spent::default();
    for (answer, group) in answers {
        match answer {
            Ok((queries, _)) => {
                if queries.len() >= MOST_QUERIES {
                    spent.unknown.push(format!("queries of workgroup {group} before the newest {MOST_QUERIES}"));
                }
                for query in queries {
                    if let Some(at) = query.submitted_millis.filter(|at| *at >= since) {
                        spent.amounts.push((at, Some(cost::query(&query, prices))));
                    }
                }
            }
            Err(error) => spent.unknown.push(format!("queries of workgroup {group} ({})", error.chain().join(": "))),
        }
    }
    Ok(spent)
}

async fn jobs(read: &Read, since: i64, prices: &Arc<Prices>) -> Result<Spent> {
    let jobs = read.jobs().await?;
    let answers = side_by_side(jobs, |job| {
        let read = read.clone();
        async move { (read.job_runs(&job.name).await, job.name) }
    })
    .await?;
    let mut spent = Spent::default();
    for (answer, name) in answers {
        match answer {
            Ok(runs) => {
                for run in runs.iter().filter(|run| run.is_over()) {
                    if let Some(at) = run.started_millis.filter(|at| *at >= since) {
                        spent.amounts.push((at, run.dpu_hours().map(|hours| hours * prices.glue.dpu_hour)));
                    }
                }
            }
            Err(error) => spent.unknown.push(format!("runs of job {name} ({})", error.chain().join(": "))),
        }
    }
    Ok(spent)
}

async fn crawls(read: &Read, since: i64, prices: &Arc<Prices>) -> Result<Spent> {
    let crawlers = read.crawlers().await?;
    let answers = side_by_side(crawlers, |crawler| {
        let read = read.clone();
        async move { (read.crawls(&crawler.name, MOST_CRAWLS).await, crawler.name) }
    })
    .await?;
    let mut spent = Spent::default();
    for (answer, name) in answers {
        match answer {
            Ok(crawls) => {
                for crawl in crawls.iter().filter(|crawl| crawl.is_over()) {
                    if let Some(at) = crawl.started_millis.filter(|at| *at >= since) {
                        spent.amounts.push((at, crawl.dpu_hours.map(|hours| hours * prices.glue.dpu_hour)));
                    }
                }
            }
            Err(error) => spent.unknown.push(format!("crawls of {name} ({})", error.chain().join(": "))),
        }
    }
    Ok(spent)
}

/// A day of each bucket is a thirtieth of a month of what it held.
async fn storage(read: &Read, since: i64, now: i64, prices: &Arc<Prices>) -> Result<Spent> {
    let metrics = read.metrics(Some("AWS/S3"), Some("BucketSizeBytes")).await?;
    let mut spent = Spent::default();
    if metrics.is_empty() {
        spent.pending.push("storage: the sizes of buckets are measured once a day, and none is there yet".to_owned());
        return Ok(spent);
    }
    let mut classes: BTreeMap<String, String> = BTreeMap::new();
    let mut queries = Vec::new();
    for (index, metric) in metrics.into_iter().enumerate() {
        let id = format!("m{index}");
        classes.insert(id.clone(), metric.dimensions.get("StorageType").cloned().unwrap_or_default());
        queries.push(DataQuery {
            id,
            label: None,
            period: 86_400,
            returned: true,
            source: DataSource::Metric(MetricStatistic { metric, statistic: Statistic::Average }),
        });
    }
    let periods = Periods {
        from_millis: since - since.rem_euclid(DAY),
        to_millis: now - now.rem_euclid(DAY) + DAY,
        period: 86_400,
    };
    let (lines, problems) = read.metric_lines(&queries, periods).await?;
    spent.unknown.extend(problems);
    for line in lines {
        let kind = classes.get(&line.id).map_or("", String::as_str);
        for (at, bytes) in line.points {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bytes, whole to begin with")]
            let month = storage_class(kind).and_then(|class| prices.storage_month(class, bytes as u64));
            spent.amounts.push((at, month.map(|month| month / 30.0)));
        }
    }
    Ok(spent)
}

/// Custom metrics whose hours are counted.
const MOST_METRICS: usize = 500;
/// Hours of the month that prices of metrics are for.
const HOURS: f64 = 720.0;

/// Alarms from the day on which they were made, as far as that is known, and custom metrics by the hours with values.
async fn watching(read: &Read, since: i64, now: i64, prices: &Arc<Prices>) -> Result<Spent> {
    let (alarms, changes, metrics) =
        tokio::try_join!(read.alarms(None), read.alarm_changes(since), read.metrics(None, None))?;
    let mut spent = Spent::default();
    let deleted = changes.iter().filter(|(_, event)| event.summary.ends_with(" deleted")).count();
    if deleted > 0 {
        spent.unknown.push(format!("alarms until they were deleted ({deleted} of them)"));
    }
    for alarm in &alarms {
        let Some(definition) = &alarm.definition else { continue };
        let made = changes
            .iter()
            .filter(|(name, event)| *name == alarm.name && event.summary.ends_with(" created"))
            .filter_map(|(_, event)| event.at_millis)
            .max();
        #[expect(clippy::cast_precision_loss, reason = "an alarm reads some twenty metrics at most")]
        let month = definition.watched.metrics().len() as f64 * prices.cloudwatch.alarm_month;
        let first = made.unwrap_or(since).div_euclid(DAY);
        spent.amounts.extend((first..=now.div_euclid(DAY)).map(|day| (day * DAY, Some(month / 30.0))));
    }
    let mut custom: Vec<_> = metrics.into_iter().filter(|metric| !metric.namespace.starts_with("AWS/")).collect();
    if custom.len() > MOST_METRICS {
        spent.unknown.push(format!("{} of {} custom metrics", custom.len() - MOST_METRICS, custom.len()));
        custom.truncate(MOST_METRICS);
    }
    if custom.is_empty() {
        return Ok(spent);
    }
    let queries: Vec<DataQuery> = custom
        .into_iter()
        .enumerate()
        .map(|(index, metric)| DataQuery {
            id: format!("m{index}"),
            label: None,
            period: 3600,
            returned: true,
            source: DataSource::Metric(MetricStatistic { metric, statistic: Statistic::SampleCount }),
        })
        .collect();
    let periods = Periods { from_millis: since - since.rem_euclid(DAY), to_millis: now, period: 3600 };
    let (lines, problems) = read.metric_lines(&queries, periods).await?;
    spent.unknown.extend(problems);
    let hour = Some(prices.cloudwatch.metric_month / HOURS);
    spent.amounts.extend(lines.iter().flat_map(|line| &line.points).map(|(at, _)| (*at, hour)));
    Ok(spent)
}
