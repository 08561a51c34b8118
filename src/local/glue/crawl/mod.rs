//! A crawl: reads the objects of a crawler's targets and writes what it finds to the catalog.
//!
//! Invariants:
//! - What a crawl decides is decided by [`crate::domain::crawl`]; here things are read and written.
//! - An object that cannot be used is named in the crawl's log, and the rest goes on.
//! - Everything that a crawl writes, with its end, is one transaction: a crawl that dies has changed nothing.

mod orc;
mod parquet;
mod read;
pub mod settings;
mod write;

use serde_json::{Value, json};

use super::actor::Actor;
use super::crawler_state::{self as state, CrawlKey, End};
use super::governance;
use super::trigger::{self, Ended};
use crate::domain::crawl::{CrawlOutcome, group_tables};
use crate::lake::Lake;
use crate::logs;
use crate::store::{StoreError, Tx};
use crate::tasks;
use crate::wire::{Caller, ServiceError};

/// Writes a line to a crawl's log.
pub fn log(tx: &Tx<'_>, key: &CrawlKey, now: i64, line: &str) -> Result<(), StoreError> {
    logs::append(tx, &key.region, state::LOG_GROUP, &key.crawler, now, &format!("[{}] {line}", key.id))
}

/// Runs a crawl to its end, and starts what waits for that.
pub async fn run(lake: Lake, caller: Caller, key: CrawlKey) {
    crawl(&lake, caller, &key).await;
    let crawler = lake.store().read(|tx| state::get(tx, &key.region, &key.crawler)).ok().flatten();
    // The crawl of a crawler that was deleted is over.
    let status = crawler.as_ref().and_then(|crawler| crawler["LastCrawl"]["Status"].as_str()).unwrap_or("CANCELLED");
    trigger::ended(&lake, &key.region, Ended::Crawler { name: &key.crawler, id: &key.id, status });
}

async fn crawl(lake: &Lake, caller: Caller, key: &CrawlKey) {
    let (worker, crawl) = (lake.clone(), key.clone());
    // Reading and parsing would hold up everything else on the runtime's own threads.
    let done = tokio::task::spawn_blocking(move || work(&worker, &caller, &crawl)).await;
    let failure = match done {
        Ok(Ok(())) => return,
        Ok(Err(error)) => error.message,
        Err(_) => "Internal Service Exception".to_owned(),
    };
    let now = crate::clock::epoch_millis(lake.clock().now());
    let ended = lake.store().write(|tx| fail(tx, key, now, &failure));
    // A lake that cannot even be told keeps the task's record, and the next opening ends the crawl.
    drop(ended);
}

/// Ends a crawl whose process is gone.
pub fn abandon(lake: &Lake, tx: &Tx<'_>, key: &Value) -> Result<(), StoreError> {
    let Some(key) = CrawlKey::from_value(key) else { return Ok(()) };
    let now = crate::clock::epoch_millis(lake.clock().now());
    fail(tx, &key, now, "Internal Service Exception: the process that ran the crawl is gone")
}

fn fail(tx: &Tx<'_>, key: &CrawlKey, now: i64, message: &str) -> Result<(), StoreError> {
    log(tx, key, now, &format!("ERROR : {message}"))?;
    state::end(tx, key, now, &End::Failed(message.to_owned()), None, &json!({}))?;
    tasks::forget(tx, &key.task())?;
    Ok(())
}

/// What reading the targets gave.
#[derive(Debug, Default)]
pub struct Seen {
    /// The tables, and the problems with grouping and reading.
    pub outcome: CrawlOutcome,
    /// Things worth a line in the log.
    pub notes: Vec<String>,
    /// Everything below the targets was seen and understood; otherwise nothing counts as gone.
    pub complete: bool,
    /// Someone stopped the crawl.
    pub stopped: bool,
}

fn work(lake: &Lake, caller: &Caller, key: &CrawlKey) -> Result<(), ServiceError> {
    let (crawler, settings, existing) = lake.store().read(|tx| {
        let crawler = state::need(tx, &key.region, &key.crawler)?;
        let settings = settings::of(tx, &key.region, &crawler)?;
        // What is read is told, in tables and in the log: the role must have it before anything is read.
        let actor = write::actor(lake, caller, &crawler);
        for target in &settings.targets {
            let place = &target.place;
            governance::may_locate(tx, &actor, &format!("s3://{}/{}", place.bucket, place.prefix), &[])?;
        }
        let existing = write::existing(tx, &key.region, &crawler)?;
        Ok::<_, ServiceError>((crawler, settings, existing))
    })?;
    let stop = || lake.store().read(|tx| state::is_stopping(tx, key));
    let mut reading = read::Reader { lake, settings: &settings, existing: &existing, stop: &stop }.read()?;
    let mut seen = Seen {
        notes: std::mem::take(&mut reading.notes),
        complete: reading.complete,
        stopped: reading.stopped,
        ..Seen::default()
    };
    if !seen.stopped {
        seen.outcome = group_tables(&reading.objects, &settings.crawl)
            .map_err(|aborted| ServiceError::client("CrawlAborted", aborted.to_string()))?;
    }
    seen.outcome.problems.append(&mut reading.problems);
    seen.outcome.problems.sort_by(|left, right| (&left.object, left.line).cmp(&(&right.object, right.line)));
    let actor = write::actor(lake, caller, &crawler);
    lake.store().write(|tx| finish(tx, &actor, key, &crawler, &settings, &seen))
}

fn finish(
    tx: &Tx<'_>,
    actor: &Actor,
    key: &CrawlKey,
    crawler: &Value,
    settings: &settings::Settings,
    seen: &Seen,
) -> Result<(), ServiceError> {
    let line = |text: &str| log(tx, key, actor.now, text);
    for note in &seen.notes {
        line(&format!("WARN : {note}"))?;
    }
    for problem in &seen.outcome.problems {
        line(&format!("ERROR : {}", problem))?;
    }
    // Whoever stopped the crawl while it was reading wants nothing written.
    if seen.stopped || state::is_stopping(tx, key)? {
        line("INFO : Crawl was stopped")?;
        state::end(tx, key, actor.now, &End::Stopped, None, &json!({}))?;
        tasks::forget(tx, &key.task())?;
        return Ok(());
    }
    let database = crawler["DatabaseName"].as_str().unwrap_or_default();
    line(&format!("BENCHMARK : Classification complete, writing results to database {database}"))?;
    let written = write::tables(tx, actor, key, crawler, settings, seen)?;
    for text in &written.lines {
        line(text)?;
    }
    line("INFO : Finished writing to Catalog")?;
    line("BENCHMARK : Crawler has finished running and is in state READY")?;
    let (summary, counts) = (written.summary(), written.counts());
    state::end(tx, key, actor.now, &End::Completed, Some(&summary), &counts)?;
    tasks::forget(tx, &key.task())?;
    Ok(())
}
