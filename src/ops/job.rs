//! Jobs: running one, waiting for it through its retries, and what it wrote.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use sha2::{Digest, Sha256};
use tokio::sync::watch;

use crate::aws::{NewUpload, Read, Write};
use crate::domain::bucket::BucketName;
use crate::domain::job::{Job, JobRun, LogLine, cause, is_general};
use crate::domain::shell_word::command;
use crate::error::{Error, Kind, Result};
use crate::require::{Sought, require_read};
use crate::wait::Wait;

/// How many of the newest runs are looked at while waiting.
const RECENT: i32 = 50;
/// How long the service may take to show a run whose start was not answered.
const STARTED_SHOWN_WITHIN: Duration = Duration::from_secs(5);
/// How long the service may take to show the retry of a run that failed.
const RETRY_SHOWN_WITHIN: Duration = Duration::from_secs(30);

/// A script that is a file here and goes to a bucket.
#[derive(Debug, Clone)]
pub struct ScriptUpload {
    pub file: PathBuf,
    pub bucket: BucketName,
    pub key: String,
}

/// The user metadata that tells what an uploaded script is made of.
const DIGEST: &str = "sha256";

impl ScriptUpload {
    /// The SHA-256 of the file here.
    pub fn digest(&self) -> Result<String> {
        let bytes = std::fs::read(&self.file).map_err(|error| Error::unreadable(&self.file, error))?;
        Ok(hex::encode(Sha256::digest(&bytes)))
    }

    /// The SHA-256 of the object that is there, when it was uploaded by lakectl; empty for somebody else's object.
    pub async fn live_digest(&self, read: &Read) -> Result<Option<String>> {
        let there = read.object_metadata(&self.bucket, &self.key).await?;
        Ok(there.map(|metadata| metadata.get(DIGEST).cloned().unwrap_or_default()))
    }

    /// Uploads the file, whose SHA-256 this is, over what is there.
    pub async fn upload(&self, write: &Write, digest: &str) -> Result<()> {
        let metadata = BTreeMap::from([(DIGEST.to_owned(), digest.to_owned())]);
        let new = NewUpload {
            bucket: &self.bucket,
            key: &self.key,
            file: &self.file,
            content_type: "text/x-python",
            metadata: &metadata,
            replaces: true,
        };
        let failed = |error: Error| error.context(format!("{} was not uploaded", self.file.display()));
        write.upload(&new).await.map_err(failed)
    }
}

/// Every job, by name.
pub async fn list(read: &Read) -> Result<Vec<Job>> {
    let mut jobs = read.jobs().await?;
    jobs.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(jobs)
}

/// A job that must be there.
pub async fn need(read: &Read, name: &str) -> Result<Job> {
    let sought = Sought { what: format!("job `{name}`"), typed: name, list: "lakectl job list".to_owned() };
    let known = || async { Ok(read.jobs().await?.into_iter().map(|job| job.name).collect()) };
    require_read(read.job(name).await, sought, known).await
}

/// The runs of a job, newest first.
pub async fn runs(read: &Read, name: &str) -> Result<Vec<JobRun>> {
    need(read, name).await?;
    read.job_runs(name).await
}

/// A run: that of the id, or the newest one.
pub async fn run(read: &Read, name: &str, id: Option<&str>) -> Result<JobRun> {
    let hint = command("lakectl job runs", &[name], "");
    need(read, name).await?;
    match id {
        Some(id) => {
            let run = read.job_run(name, id).await?;
            run.ok_or_else(|| Error::not_found(format!("job `{name}` has no run {id}")).hint(hint))
        }
        None => {
            let newest = read.newest_job_runs(name, 1).await?.into_iter().next();
            newest.ok_or_else(|| {
                Error::not_found(format!("job `{name}` has no run yet")).hint(command("lakectl job run", &[name], ""))
            })
        }
    }
}

/// A run that was started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    pub id: String,
    /// The answer was lost: the run was found by looking.
    pub was_found: bool,
}

/// Starts a run. When the answer is lost, the runs that have begun since are looked at: the only one with the same
/// arguments is taken for ours, and otherwise nobody can know.
pub async fn start(write: &Write, job: &Job, arguments: &[(String, String)]) -> Result<Started> {
    let name = &job.name;
    let before = write.newest_job_runs(name, RECENT).await?;
    let error = match write.start_job_run(name, arguments).await {
        Ok(id) => return Ok(Started { id, was_found: false }),
        Err(error) => error,
    };
    if error.has_code(&["ConcurrentRunsExceededException"]) {
        let most = job.max_concurrent_runs;
        return Err(error
            .context(format!("job `{name}` has {most} run{} already", if most == 1 { "" } else { "s" }))
            .with_kind(Kind::Conflict)
            .hint(command("wait for it, or stop it: lakectl job stop", &[name], "")));
    }
    if !error.outcome_is_unknown() {
        return Err(error.context(format!("no run of job `{name}` was started")));
    }
    let unknown = |error: Error, more: String| {
        error.context(format!("it is not known whether a run of job `{name}` was started{more}")).hint(command(
            "look before you start another one: lakectl job runs",
            &[name],
            "",
        ))
    };
    let mut wait = Wait::new(write.clock(), STARTED_SHOWN_WITHIN);
    loop {
        let Ok(now) = write.newest_job_runs(name, RECENT).await else { return Err(unknown(error, String::new())) };
        let begun: Vec<JobRun> =
            now.into_iter().filter(|run| run.attempt == 0 && !before.iter().any(|old| old.id == run.id)).collect();
        let ours: Vec<&JobRun> = begun.iter().filter(|run| has_arguments(run, job, arguments)).collect();
        match ours.as_slice() {
            [one] => return Ok(Started { id: one.id.clone(), was_found: true }),
            [] if wait.pause("the start").await.is_ok() => {}
            [] => return Err(unknown(error, String::new())),
            several => {
                let ids: Vec<&str> = several.iter().map(|run| run.id.as_str()).collect();
                return Err(unknown(error, format!(": {} have begun since", ids.join(", "))));
            }
        }
    }
}

/// Who hears of a run that is waited for.
pub struct Listener<'a> {
    /// How it stands, in a few words.
    pub progress: &'a (dyn Fn(&str) + Send + Sync),
    /// What it writes, as it comes; none to read no logs.
    pub line: Option<&'a (dyn Fn(&LogLine) + Send + Sync)>,
}

/// The end of a run's log, as far as it was told.
#[derive(Default)]
struct Told {
    at: i64,
    /// The lines of the last milliseconds: the next look begins there again.
    ids: BTreeSet<String>,
}

/// So long after its time an event may still come in.
const LATE: i64 = 10_000;

impl Told {
    /// Tells what is new. A log that cannot be read is no reason to stop waiting.
    async fn follow(&mut self, read: &Read, run: &JobRun, tell: &(dyn Fn(&LogLine) + Send + Sync)) {
        let Ok(lines) = read.job_log_since(run, (self.at - LATE).max(0)).await else { return };
        for line in &lines {
            if self.ids.insert(line.id.clone()) {
                tell(line);
            }
            self.at = self.at.max(line.at_millis);
        }
    }
}

/// Whether a run was given these arguments. The service may show them alone or over the job's own.
fn has_arguments(run: &JobRun, job: &Job, given: &[(String, String)]) -> bool {
    let given: BTreeMap<String, String> = given.iter().cloned().collect();
    let mut whole = job.arguments.clone();
    whole.extend(given.clone());
    run.arguments == given || run.arguments == whole
}

/// Waits until a run is over. One that failed with retries left is followed to the last of them; `current` says which
/// attempt is waited for.
pub async fn wait(
    read: &Read,
    job: &Job,
    current: &watch::Sender<String>,
    timeout: Duration,
    listener: Listener<'_>,
) -> Result<JobRun> {
    let progress = listener.progress;
    let mut told = Told::default();
    let name = &job.name;
    let mut wait = Wait::new(read.clock(), timeout);
    loop {
        let id = current.borrow().clone();
        let run = read.job_run(name, &id).await?;
        let Some(run) = run else { return Err(Error::not_found(format!("run {id} of job {name} is gone"))) };
        if let Some(line) = listener.line {
            told.follow(read, &run, line).await;
        }
        if run.is_over() {
            match retry_of(read, job, &run).await? {
                None => return Ok(run),
                Some(next) => {
                    progress(&format!(
                        "job {name}: attempt {} failed, attempt {} runs",
                        run.attempt + 1,
                        next.attempt + 1
                    ));
                    current.send_replace(next.id);
                    told = Told::default();
                    continue;
                }
            }
        }
        let detail = run.detail.as_deref().map(|detail| format!(": {detail}")).unwrap_or_default();
        progress(&format!("job {name}: {}{detail}", run.state.to_lowercase()));
        wait.pause(&format!("run {id} of job {name}"))
            .await
            .map_err(|error| error.hint(format!("{} (its newest runs)", command("lakectl job show", &[name], ""))))?;
    }
}

/// Stops a run, or the retry that has taken its place; gives the id of the one that was told to stop, or none when the
/// last of them is over.
pub async fn stop(write: &Write, job: &Job, id: &str) -> Result<Option<String>> {
    let mut id = id.to_owned();
    loop {
        let run = write.job_run(&job.name, &id).await?;
        match run.filter(JobRun::is_over) {
            None => return write.stop_job_run(&job.name, &id).await.map(|()| Some(id)),
            Some(over) => match retry_of(write, job, &over).await? {
                None => return Ok(None),
                Some(next) => id = next.id,
            },
        }
    }
}

async fn retry_of(read: &Read, job: &Job, run: &JobRun) -> Result<Option<JobRun>> {
    if !matches!(run.state.as_str(), "FAILED" | "TIMEOUT" | "ERROR") || run.attempt >= job.max_retries {
        return Ok(None);
    }
    let mut wait = Wait::new(read.clock(), RETRY_SHOWN_WITHIN);
    loop {
        let runs = read.newest_job_runs(&job.name, RECENT).await?;
        if let Some(next) = runs.into_iter().find(|other| other.previous.as_deref() == Some(run.id.as_str())) {
            return Ok(Some(next));
        }
        if wait.pause("the next attempt").await.is_err() {
            return Ok(None);
        }
    }
}

/// A run that did not succeed, as an error. Where the service says no more than that a command failed, the end of what
/// the run wrote says why.
pub async fn failure(read: &Read, run: &JobRun) -> Error {
    let lines = match &run.error {
        Some(reason) if !is_general(reason) => Vec::new(),
        // A log that cannot be read says nothing; that the run failed stands.
        _ if run.state == "STOPPED" => Vec::new(),
        _ => read.job_log(run).await.unwrap_or_default(),
    };
    let error = failure_of(run);
    match cause(&lines) {
        Some(line) => error.because(line.to_owned()),
        None => error,
    }
}

fn failure_of(run: &JobRun) -> Error {
    let word = match run.state.as_str() {
        "STOPPED" => "was stopped",
        "TIMEOUT" => "ran past its time",
        "EXPIRED" => "expired",
        _ => "failed",
    };
    let mut error = Error::new(Kind::RemoteFailed, format!("run {} of job {} {word}", run.id, run.job));
    if let Some(reason) = &run.error {
        error = error.because(reason.clone());
    }
    if let Some(cost) = run.cost_usd().filter(|cost| *cost > 0.0) {
        error = error.hint(format!("the run took {} s, about ${cost:.4} on AWS", run.seconds));
    }
    error.hint(command("lakectl job logs", &[&run.job, &run.id], ""))
}

/// What a run has written.
pub async fn logs(read: &Read, name: &str, id: Option<&str>) -> Result<(JobRun, Vec<LogLine>)> {
    let run = run(read, name, id).await?;
    let lines = read.job_log(&run).await?;
    Ok((run, lines))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(error: &str) -> JobRun {
        JobRun { state: "FAILED".to_owned(), error: Some(error.to_owned()), ..JobRun::default() }
    }

    #[test]
    fn the_charge_of_a_failed_run_is_said() {
        let run = JobRun { seconds: 3600, capacity: Some(10.0), ..failed("x") };
        assert!(format!("{:?}", failure_of(&run)).contains("$4.4000"));
    }
}
