//! Logs: found by what writes them, followed as they grow.

use std::collections::HashSet;
use std::time::Duration;

use crate::aws::{Read, Write};
use crate::domain::log::{LogEvent, LogName, LogPlace, LogQuery, LogQueryAnswer};
use crate::domain::shell_word::command;
use crate::error::{Error, Kind, Result};
use crate::require::{Sought, require};
use crate::wait::Wait;

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
            crate::crawler::need(read, name).await?;
            Ok(vec![LogPlace { group: CRAWLERS.to_owned(), stream_prefix: Some(name.clone()) }])
        }
        LogName::Job(name) => {
            let job = crate::job::need(read, name).await?;
            let runs = read.newest_job_runs(&job.name, 1).await?;
            let Some(run) = runs.first() else {
                return Err(Error::not_found(format!("job {name} has not run yet")).hint(command(
                    "lakectl job run",
                    &[name],
                    "",
                )));
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

/// Groups that are asked, and what narrows a query to the streams that are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub groups: Vec<String>,
    /// A command to put before the query; none when whole groups are meant.
    pub narrowed: Option<String>,
    /// What the groups hold, as far as the service says.
    pub bytes: Option<u64>,
}

/// The groups behind names of logs, all of which must be there.
pub async fn asked(read: &Read, names: &[LogName]) -> Result<Asked> {
    let (mut groups, mut prefixes, mut whole) = (Vec::new(), Vec::new(), false);
    for name in names {
        for place in places(read, name, false).await? {
            match place.stream_prefix {
                Some(prefix) => prefixes.push(prefix),
                None => whole = true,
            }
            if !groups.contains(&place.group) {
                groups.push(place.group);
            }
        }
    }
    if whole && !prefixes.is_empty() {
        return Err(Error::usage("a job or a crawler cannot be asked together with a log group")
            .hint("ask the groups, and filter by @logStream"));
    }
    prefixes.dedup();
    let narrowed = prefixes.iter().map(|prefix| format!("@logStream like /^{}/", quoted(prefix))).collect::<Vec<_>>();
    let mut bytes = Some(0_u64);
    let mut known = Vec::new();
    for group in groups {
        let found = read.log_group_sizes(&group).await?.into_iter().find(|one| one.name == group);
        // A job writes to two groups, and the one for errors may not be there yet.
        let Some(found) = found else { continue };
        bytes = bytes.zip(found.bytes).map(|(sum, bytes)| sum + bytes);
        known.push(group);
    }
    if known.is_empty() {
        return Err(Error::not_found("nothing was written to this log yet"));
    }
    let narrowed = (!narrowed.is_empty()).then(|| format!("filter {}", narrowed.join(" or ")));
    Ok(Asked { groups: known, narrowed, bytes })
}

/// A name as a regular expression means it.
fn quoted(text: &str) -> String {
    text.chars().flat_map(|c| (!c.is_ascii_alphanumeric()).then_some('\\').into_iter().chain([c])).collect()
}

/// Waits until a query is over.
pub async fn wait(
    read: &Read,
    id: &str,
    timeout: Duration,
    progress: &(dyn Fn(&str) + Send + Sync),
) -> Result<LogQueryAnswer> {
    let mut wait = Wait::new(read.clock(), timeout);
    loop {
        let answer = read.log_query(id).await?;
        if answer.is_over() {
            return match answer.status.as_str() {
                "Complete" => Ok(answer),
                status => {
                    Err(Error::new(Kind::RemoteFailed, format!("the query {id} ended {}", status.to_lowercase())))
                }
            };
        }
        progress(&format!("query {id}: {}, {} rows", answer.status.to_lowercase(), answer.rows.len()));
        wait.pause(&format!("the query {id}")).await?;
    }
}

/// Starts a query; its id.
pub async fn start(write: &Write, wanted: &LogQuery) -> Result<String> {
    write.start_log_query(wanted).await
}
