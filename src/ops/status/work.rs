//! What ran: crawls, job runs, queries; and what that cost since midnight.

use crate::aws::Read;
use crate::domain::cost;
use crate::domain::crawler::Crawler;
use crate::domain::job::JobRun;
use crate::domain::price::list_prices;
use crate::domain::query::State;
use crate::error::Result;
use crate::ops;
use crate::ops::side_by_side::side_by_side;

/// Runs of a job and crawls of a crawler that are looked at for what today cost.
const RECENT: i32 = 20;
/// Queries of a workgroup that are looked at.
const MOST_QUERIES: usize = 200;

/// A crawler.
#[derive(Debug, Clone)]
pub struct CrawlerStatus {
    pub crawler: Crawler,
    /// Dollars since midnight; none when they are not known.
    pub spent: Option<f64>,
}

/// A job.
#[derive(Debug, Clone)]
pub struct JobStatus {
    pub name: String,
    /// The newest run; none when there was none, the reason when it is not known.
    pub last: std::result::Result<Option<JobRun>, String>,
    /// Dollars since midnight; none when they are not known.
    pub spent: Option<f64>,
}

/// The queries since midnight.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QueriesToday {
    pub count: usize,
    pub failed: usize,
    pub running: usize,
    pub scanned_bytes: u64,
    /// Dollars.
    pub spent: f64,
    /// Whether there are more than were looked at.
    pub is_least: bool,
    /// Workgroups whose queries are not known, with the reason.
    pub unknown: Vec<String>,
}

/// Adds up amounts; none when one of them is not known.
fn sum(amounts: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    amounts.sum()
}

/// Every crawler.
pub async fn crawlers(read: &Read, midnight: i64) -> Result<Vec<CrawlerStatus>> {
    let crawlers = ops::crawler::list(read).await?;
    side_by_side(crawlers, |crawler| {
        let read = read.clone();
        async move {
            let began = crawler.last_crawl.as_ref().and_then(|last| last.started_millis);
            let spent = if began.is_none_or(|at| at < midnight) {
                Some(0.0)
            } else {
                let crawls = read.crawls(&crawler.name, usize::try_from(RECENT).unwrap_or(1)).await;
                crawls.ok().and_then(|crawls| {
                    let today = crawls.iter().filter(|crawl| crawl.started_millis.is_some_and(|at| at >= midnight));
                    sum(today.map(|crawl| crawl.dpu_hours.map(|hours| hours * list_prices().glue.dpu_hour)))
                })
            };
            CrawlerStatus { crawler, spent }
        }
    })
    .await
}

/// Every job.
pub async fn jobs(read: &Read, midnight: i64) -> Result<Vec<JobStatus>> {
    let mut jobs = read.jobs().await?;
    jobs.sort_by(|a, b| a.name.cmp(&b.name));
    side_by_side(jobs, |job| {
        let read = read.clone();
        async move {
            match read.newest_job_runs(&job.name, RECENT).await {
                Err(error) => JobStatus { name: job.name, last: Err(error.chain().join(": ")), spent: None },
                Ok(runs) => {
                    let today = runs.iter().filter(|run| run.started_millis.is_some_and(|at| at >= midnight));
                    // What runs still costs what is not known yet.
                    let spent = sum(today.filter(|run| run.is_over()).map(JobRun::cost_usd));
                    JobStatus { name: job.name, last: Ok(runs.into_iter().next()), spent }
                }
            }
        }
    })
    .await
}

/// The queries of all workgroups.
pub async fn queries(read: &Read, midnight: i64) -> Result<QueriesToday> {
    let groups = read.workgroups().await?;
    let answers = side_by_side(groups, |group| {
        let read = read.clone();
        async move { (read.queries(Some(&group.name), MOST_QUERIES).await, group.name) }
    })
    .await?;
    let mut today = QueriesToday::default();
    for (answer, group) in answers {
        let queries = match answer {
            Ok((queries, _)) => queries,
            Err(error) => {
                today.unknown.push(format!("{group} ({})", error.chain().join(": ")));
                continue;
            }
        };
        let is_of_today = |at: Option<i64>| at.is_some_and(|at| at >= midnight);
        today.is_least |=
            queries.len() >= MOST_QUERIES && queries.iter().all(|query| is_of_today(query.submitted_millis));
        for query in queries.iter().filter(|query| is_of_today(query.submitted_millis)) {
            today.count += 1;
            today.failed += usize::from(query.state == State::Failed);
            today.running += usize::from(matches!(query.state, State::Running | State::Queued));
            today.scanned_bytes += query.scanned_bytes;
            today.spent += cost::query(query, list_prices());
        }
    }
    Ok(today)
}
