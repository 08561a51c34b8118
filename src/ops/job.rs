//! Jobs: running one, waiting for it through its retries, and what it wrote.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::aws::{NewUpload, Read, Write};
use crate::domain::bucket::BucketName;
use crate::domain::job::{Job, JobRun, LogLine};
use crate::error::{Error, Kind, Result};
use crate::ops::wait::Wait;

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

/// Uploads a script; `false` when the very same one is there already.
pub async fn upload(write: &Write, upload: &ScriptUpload) -> Result<bool> {
    let shown = upload.file.display();
    let bytes =
        std::fs::read(&upload.file).map_err(|error| Error::usage(format!("{shown} cannot be read")).because(error))?;
    let digest = hex::encode(Sha256::digest(&bytes));
    let there = write.object_metadata(&upload.bucket, &upload.key).await?;
    if there.is_some_and(|metadata| metadata.get(DIGEST) == Some(&digest)) {
        return Ok(false);
    }
    let metadata = BTreeMap::from([(DIGEST.to_owned(), digest)]);
    let new = NewUpload {
        bucket: &upload.bucket,
        key: &upload.key,
        file: &upload.file,
        content_type: "text/x-python",
        metadata: &metadata,
        replaces: true,
    };
    write.upload(&new).await.map(|()| true)
}

/// Every job, by name.
pub async fn list(read: &Read) -> Result<Vec<Job>> {
    let mut jobs = read.jobs().await?;
    jobs.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(jobs)
}

/// A job that must be there.
pub async fn need(read: &Read, name: &str) -> Result<Job> {
    if let Some(job) = read.job(name).await? {
        return Ok(job);
    }
    let known = read.jobs().await?;
    Err(Error::not_found(format!("there is no job `{name}`"))
        .did_you_mean(name, known.iter().map(|job| job.name.as_str()))
        .hint("lakectl job list"))
}

/// The runs of a job, newest first.
pub async fn runs(read: &Read, name: &str) -> Result<Vec<JobRun>> {
    need(read, name).await?;
    read.job_runs(name).await
}

/// A run: that of the id, or the newest one.
pub async fn run(read: &Read, name: &str, id: Option<&str>) -> Result<JobRun> {
    let hint = format!("lakectl job runs {name}");
    match id {
        Some(id) => {
            need(read, name).await?;
            let run = read.job_run(name, id).await?;
            run.ok_or_else(|| Error::not_found(format!("job `{name}` has no run {id}")).hint(hint))
        }
        None => {
            let newest = runs(read, name).await?.into_iter().next();
            newest.ok_or_else(|| {
                Error::not_found(format!("job `{name}` has no run yet")).hint(format!("lakectl job run {name}"))
            })
        }
    }
}

/// Starts a run; its id.
pub async fn start(write: &Write, job: &Job, arguments: &[(String, String)]) -> Result<String> {
    write.start_job_run(&job.name, arguments).await.map_err(|error| {
        if error.has_code(&["ConcurrentRunsExceededException"]) {
            let most = job.max_concurrent_runs;
            return error
                .context(format!("job `{}` has {most} run{} already", job.name, if most == 1 { "" } else { "s" }))
                .with_kind(Kind::Conflict)
                .hint(format!("wait for it, or stop it: lakectl job stop {}", job.name));
        }
        error
    })
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

/// Waits until a run is over. One that failed with retries left is followed to the last of them.
pub async fn wait(read: &Read, job: &Job, id: &str, timeout: Duration, listener: Listener<'_>) -> Result<JobRun> {
    let progress = listener.progress;
    let mut told = Told::default();
    let name = &job.name;
    let mut wait = Wait::new(read.clock(), timeout);
    let mut id = id.to_owned();
    loop {
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
                    id = next.id;
                    told = Told::default();
                    continue;
                }
            }
        }
        let detail = run.detail.as_deref().map(|detail| format!(": {detail}")).unwrap_or_default();
        progress(&format!("job {name}: {}{detail}", run.state.to_lowercase()));
        wait.pause(&format!("run {id} of job {name}"))
            .await
            .map_err(|error| error.hint(format!("lakectl job show {name} (its newest runs)")))?;
    }
}

async fn retry_of(read: &Read, job: &Job, run: &JobRun) -> Result<Option<JobRun>> {
    if !matches!(run.state.as_str(), "FAILED" | "TIMEOUT" | "ERROR") || run.attempt >= job.max_retries {
        return Ok(None);
    }
    let mut wait = Wait::new(read.clock(), RETRY_SHOWN_WITHIN);
    loop {
        let runs = read.job_runs(&job.name).await?;
        if let Some(next) = runs.into_iter().find(|other| other.previous.as_deref() == Some(run.id.as_str())) {
            return Ok(Some(next));
        }
        if wait.pause("the next attempt").await.is_err() {
            return Ok(None);
        }
    }
}

/// A run that did not succeed, as an error.
pub fn failure(run: &JobRun) -> Error {
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
    error.hint(format!("lakectl job logs {} {}", run.job, run.id))
}

/// What a run has written.
pub async fn logs(read: &Read, name: &str, id: Option<&str>) -> Result<(JobRun, Vec<LogLine>)> {
    let run = run(read, name, id).await?;
    let lines = read.job_log(&run).await?;
    Ok((run, lines))
}
