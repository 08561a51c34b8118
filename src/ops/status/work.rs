//! What ran: crawls and job runs; and what that cost since midnight.

use super::step::{self, Listed};
use crate::aws::Read;
use crate::domain::crawler::Crawler;
use crate::domain::job::{Job, JobRun};
use crate::domain::price::list_prices;
use crate::error::Result;

/// Runs of a job and crawls of a crawler that are looked at for what today cost.
const RECENT: i32 = 20;

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

/// Adds up amounts; none when one of them is not known.
fn sum(amounts: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    amounts.sum()
}

/// Every crawler. Of those of a second page, what they cost is not known.
pub async fn crawlers(read: &Read, midnight: i64) -> Result<Listed<CrawlerStatus>> {
    let (crawlers, next) = read.crawler_page(None).await?;
    let (seen, second) = tokio::join!(
        step::each(crawlers, |crawler| {
            let read = read.clone();
            async move {
                let began = crawler.last_crawl.as_ref().and_then(|last| last.started_millis);
                let spent = if began.is_none_or(|at| at < midnight) {
                    Some(0.0)
                } else {
                    let crawls = read.newest_crawls(&crawler.name, RECENT).await;
                    crawls.ok().and_then(|crawls| {
                        let today = crawls.iter().filter(|crawl| crawl.started_millis.is_some_and(|at| at >= midnight));
                        sum(today.map(|crawl| crawl.dpu_hours.map(|hours| hours * list_prices().glue.dpu_hour)))
                    })
                };
                CrawlerStatus { crawler, spent }
            }
        }),
        step::second_page(next, |token| read.crawler_page(token)),
    );
    let Listed { items: second, has_more } = second?;
    let mut items = seen?;
    items.extend(second.into_iter().map(|crawler| CrawlerStatus { crawler, spent: None }));
    items.sort_by(|a, b| a.crawler.name.cmp(&b.crawler.name));
    Ok(Listed { items, has_more })
}

/// Every job. Of those of a second page, the runs are not known.
pub async fn jobs(read: &Read, midnight: i64) -> Result<Listed<JobStatus>> {
    let (jobs, next) = read.job_page(None).await?;
    let (seen, second) = tokio::join!(
        step::each(jobs, |job| {
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
        }),
        step::second_page(next, |token| read.job_page(token)),
    );
    let Listed { items: second, has_more } = second?;
    let mut items = seen?;
    let not_asked = |job: Job| JobStatus {
        name: job.name,
        last: Err("one of very many jobs: its runs were not asked for".to_owned()),
        spent: None,
    };
    items.extend(second.into_iter().map(not_asked));
    items.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Listed { items, has_more })
}
