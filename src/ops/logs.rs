//! Logs: found by what writes them, followed as they grow.

use std::collections::HashSet;

use crate::aws::Read;
use crate::domain::log::{LogEvent, LogName, LogPlace};
use crate::error::{Error, Result};
use crate::ops;
use crate::ops::require::{Sought, require};

/// The group of all crawlers; each has a stream of its name.
const CRAWLERS: &str = "/aws-glue/crawlers";
/// What the groups of jobs begin with, when a run does not say.
const JOBS: &str = "/aws-glue/jobs";
/// Events of one moment come late and out of order: so far back is looked again, in milliseconds.
const LOOK_BACK: i64 = 30_000;

/// Where a log is. A group, a job or a crawler that is not there is an error; a group that nobody wrote to yet is none
/// when `may_come`.
pub async fn places(read: &Read, name: &LogName, may_come: bool) -> Result<Vec<LogPlace>> {
    match name {
        LogName::Group(group) => {
            let known = read.log_groups(Some(group)).await?;
            if known.contains(group) || may_come {
                return Ok(vec![LogPlace { group: group.clone(), stream_prefix: None }]);
            }
            let sought = Sought {
                what: format!("log group `{group}`"),
                typed: group,
                list: "job:NAME and crawler:NAME name the logs of jobs and crawlers".to_owned(),
            };
            require(None, sought, || read.log_groups(None)).await
        }
        LogName::Crawler(name) => {
            ops::crawler::need(read, name).await?;
            Ok(vec![LogPlace { group: CRAWLERS.to_owned(), stream_prefix: Some(name.clone()) }])
        }
        LogName::Job(name) => {
            let job = ops::job::need(read, name).await?;
            let runs = read.newest_job_runs(&job.name, 1).await?;
            let Some(run) = runs.first() else {
                return Err(
                    Error::not_found(format!("job {name} has not run yet")).hint(format!("lakectl job run {name}"))
                );
            };
            // Output and errors are two groups; the streams of a run begin with its id.
            let base = run.log_group.as_deref().unwrap_or(JOBS);
            let place = |kind: &str| LogPlace { group: format!("{base}/{kind}"), stream_prefix: Some(run.id.clone()) };
            Ok(vec![place("output"), place("error")])
        }
    }
}

/// A log that is read again and again: each event is told once.
#[derive(Debug)]
pub struct Tail {
    places: Vec<LogPlace>,
    pattern: Option<String>,
    /// From here on is looked, in milliseconds since the epoch.
    from: i64,
    told: HashSet<String>,
}

impl Tail {
    /// Begins at a time, in milliseconds since the epoch.
    pub fn new(places: Vec<LogPlace>, pattern: Option<String>, from: i64) -> Self {
        Self { places, pattern, from, told: HashSet::new() }
    }

    /// What came since the last look, in order of time.
    pub async fn next(&mut self, read: &Read) -> Result<Vec<LogEvent>> {
        let mut events = Vec::new();
        for place in &self.places {
            events.extend(read.log_events(place, self.from, self.pattern.as_deref()).await?.unwrap_or_default());
        }
        events.retain(|event| !self.told.contains(&event.id));
        events.sort_by(|a, b| (a.at_millis, &a.id).cmp(&(b.at_millis, &b.id)));
        self.told.extend(events.iter().map(|event| event.id.clone()));
        if let Some(last) = events.last() {
            self.from = self.from.max(last.at_millis - LOOK_BACK);
        }
        Ok(events)
    }
}
