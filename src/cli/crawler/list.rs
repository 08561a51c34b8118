//! `lakectl crawler list`

use serde_json::{Value, json};

use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::domain::crawler::Crawler;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

const COLUMNS: &[Column] = &[
    Column::text("NAME", "name"),
    Column::text("STATE", "state"),
    Column::text("DATABASE", "database"),
    Column::new("TARGETS", "targets", Style::List),
    Column::text("LAST CRAWL", "last_crawl.status"),
    Column::text("STARTED", "last_crawl.started"),
];

pub async fn run(ctx: &Ctx) -> Result<Answer> {
    let crawlers = ops::crawler::list(ctx.read().await?).await?;
    Ok(Answer::done(View::list("crawlers", crawlers.iter().map(row).collect(), COLUMNS)))
}

/// A crawler in a list.
pub fn row(crawler: &Crawler) -> Value {
    json!({
        "name": crawler.name,
        "state": crawler.state,
        "database": crawler.database,
        "targets": crawler
            .targets
            .iter()
            .map(|target| &target.path)
            .chain(&crawler.other_targets)
            .collect::<Vec<_>>(),
        "role": crawler.role,
        "schedule": crawler.schedule,
        "last_crawl": crawler.last_crawl.as_ref().map(|last| json!({
            "status": last.status,
            "started": time(last.started_millis),
            "error": last.error,
        })),
    })
}
