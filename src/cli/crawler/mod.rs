//! `lakectl crawler`: what finds the tables in the lake's objects.

mod create;
mod delete;
mod history;
mod list;
mod preview;
mod run;
mod schedule;
mod show;
mod stop;

use clap::Subcommand;
use serde_json::{Value, json};

use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::domain::crawler::Crawl;
use crate::error::Result;
use crate::outcome::Answer;
use crate::render::{Column, Style};

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Crawler {
    /// Create a crawler, or bring the one that is there to the same state
    Create(create::CrawlerCreateArgs),
    /// Run a crawler and show what it changed
    Run(run::CrawlerRunArgs),
    /// Show what a crawl would find, by reading samples here; nothing is written
    Preview(preview::CrawlerPreviewArgs),
    /// Let a crawler start by itself: by the clock, or after jobs and other crawlers
    Schedule(schedule::CrawlerScheduleArgs),
    /// List the crawlers
    #[command(
        after_help = "Examples:\n  lakectl crawler list\n  lakectl crawler list -o json --select 'crawlers[].name'"
    )]
    List,
    /// Show a crawler and its last crawls
    Show(show::CrawlerShowArgs),
    /// List the crawls of a crawler, newest first
    History(history::CrawlerHistoryArgs),
    /// Stop the running crawl
    Stop(stop::CrawlerStopArgs),
    /// Delete a crawler and its history; its tables stay
    Delete(delete::CrawlerDeleteArgs),
}

impl Crawler {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Create(args) => create::run(ctx, args).await,
            Self::Run(args) => run::run(ctx, args).await,
            Self::Preview(args) => preview::run(ctx, args).await,
            Self::Schedule(args) => schedule::run(ctx, args).await,
            Self::List => list::run(ctx).await,
            Self::Show(args) => show::run(ctx, args).await,
            Self::History(args) => history::run(ctx, args).await,
            Self::Stop(args) => stop::run(ctx, args).await,
            Self::Delete(args) => delete::run(ctx, args).await,
        }
    }
}

/// The columns of a list of crawls.
const CRAWL_COLUMNS: &[Column] = &[
    Column::text("CRAWL", "id"),
    Column::text("STATE", "state"),
    Column::text("STARTED", "started"),
    Column::new("SECONDS", "seconds", Style::Count),
    Column::new("TABLES ADDED", "tables_added", Style::List),
    Column::new("TABLES UPDATED", "tables_updated", Style::List),
    Column::text("ERROR", "error"),
];

/// A crawl in a list.
fn crawl_row(crawl: &Crawl) -> Value {
    let [added, updated, deleted] = crawl.partitions();
    json!({
        "id": crawl.id,
        "state": crawl.state,
        "started": time(crawl.started_millis),
        "ended": time(crawl.ended_millis),
        "seconds": seconds(crawl),
        "tables_added": crawl.tables("ADD"),
        "tables_updated": crawl.tables("UPDATE"),
        "tables_deleted": crawl.tables("DELETE"),
        "partitions_added": added,
        "partitions_updated": updated,
        "partitions_deleted": deleted,
        "error": crawl.error,
    })
}

/// How long a crawl took, in seconds with milliseconds.
#[expect(clippy::cast_precision_loss, reason = "a duration in milliseconds is far below 2^52")]
fn seconds(crawl: &Crawl) -> Option<f64> {
    crawl.started_millis.zip(crawl.ended_millis).map(|(start, end)| (end - start).max(0) as f64 / 1000.0)
}
