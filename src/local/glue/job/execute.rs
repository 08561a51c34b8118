//! The execution of a run, from its turn to its end, and the next attempt when it failed.

use std::time::Duration;

use serde_json::{Map, Value, json};
use tokio::process::Command;

use super::bookmark::{self, Kept};
use super::process::{self, End, Stream};
use super::run::{most_running, new_run_id, running, shape};
use super::script::{self, Script};
use super::{JOB, RUN, RunKey, finish};
use crate::clock::epoch_millis;
use crate::cloudwatch::{self, Metric};
use crate::credentials::{Credential, Session};
use crate::glue::governance;
use crate::glue::trigger::{self, Ended};
use crate::lake::Lake;
use crate::serve::Port;
use crate::store::{StoreError, Tx};
use crate::wire::{ServiceError, timestamp_millis};
use crate::{logs, tasks};

/// How often a run that waits for its turn looks whether it has come.
const TURN: Duration = Duration::from_millis(200);

/// Seconds that the keys of a script outlast its time limit.
const SPARE: i64 = 3600;

/// Runs a recorded run to its end. With retries left, a run that failed is followed by the next attempt.
pub async fn execute(lake: Lake, first: RunKey) {
    let mut key = first;
    loop {
        let outcome = execute_once(&lake, &key).await;
        match outcome {
            Ok(Some(next)) => key = next,
            Ok(None) => return announce(&lake, &key),
            Err(error) => {
                // The store does not take the end: the next opening of the lake ends the run as failed.
                tracing::warn!(run = key.id, %error, "the end of a job run could not be recorded");
                return;
            }
        }
    }
}

/// Tells the triggers how the job ended, its retries included.
fn announce(lake: &Lake, key: &RunKey) {
    let run = lake.store().read(|tx| tx.get(RUN, &key.scope(), &key.id)).ok().flatten();
    // The run of a job that was deleted is gone, and over.
    let state = run.as_ref().and_then(|run| run["JobRunState"].as_str()).unwrap_or("STOPPED");
    trigger::ended(lake, &key.region, Ended::Job { name: &key.job, id: &key.id, state });
}

/// What a run came to.
struct Outcome {
    state: &'static str,
    message: Option<String>,
    /// What the script has committed of its bookmark.
    bookmark: Option<String>,
}

impl Outcome {
    fn new(state: &'static str, message: Option<String>) -> Self {
        Self { state, message, bookmark: None }
    }

    fn failed(message: impl Into<String>) -> Self {
        Self::new("FAILED", Some(message.into()))
    }
}

async fn execute_once(lake: &Lake, key: &RunKey) -> Result<Option<RunKey>, ServiceError> {
    let (job, run) = loop {
        match turn(lake, key)? {
            Turn::Now(job, run) => break (job, run),
            Turn::Later => tokio::time::sleep(TURN).await,
            Turn::Never => return Ok(None),
        }
    };
    let began = lake.clock().instant();
    let outcome = run_script(lake, key, &job, &run).await;
    let seconds = i64::try_from(lake.clock().instant().duration_since(began).as_secs()).unwrap_or(i64::MAX);
    let now = epoch_millis(lake.clock().now());
    lake.store().write(|tx| {
        finish(tx, key, now, outcome.state, outcome.message.as_deref(), seconds)?;
        if let Some(state) = &outcome.bookmark {
            bookmark::commit(tx, key, &run, state)?;
        }
        measure(tx, key, &job, &run, &outcome, now)?;
        next_attempt(tx, key, &job, &run, &outcome, now)
    })
}

enum Turn {
    Now(Value, Value),
    Later,
    Never,
}

/// Makes a run RUNNING when its turn has come.
fn turn(lake: &Lake, key: &RunKey) -> Result<Turn, ServiceError> {
    let now = epoch_millis(lake.clock().now());
    lake.store().write(|tx| {
        let (job, run) = (tx.get(JOB, &key.region, &key.job)?, tx.get(RUN, &key.scope(), &key.id)?);
        let (Some(job), Some(mut run)) = (job, run) else {
            finish(tx, key, now, "STOPPED", None, 0)?;
            return Ok(Turn::Never);
        };
        match run["JobRunState"].as_str() {
            Some("STOPPING") => {
                finish(tx, key, now, "STOPPED", None, 0)?;
                return Ok(Turn::Never);
            }
            Some("WAITING") if running(tx, &key.scope())? >= most_running(&job) => return Ok(Turn::Later),
            _ => {}
        }
        run["JobRunState"] = json!("RUNNING");
        run["LastModifiedOn"] = timestamp_millis(now);
        if let Some(members) = run.as_object_mut() {
            members.remove("StateDetail");
        }
        tx.put(RUN, &key.scope(), &key.id, &run)?;
        Ok::<_, ServiceError>(Turn::Now(job, run))
    })
}

/// With retries left, a run that failed or timed out is followed by one with an id and an attempt of its own.
fn next_attempt(
    tx: &Tx<'_>,
    key: &RunKey,
    job: &Value,
    run: &Value,
    outcome: &Outcome,
    now: i64,
) -> Result<Option<RunKey>, ServiceError> {
    let attempt = run["Attempt"].as_i64().unwrap_or(0);
    let retries = job["MaxRetries"].as_i64().unwrap_or(0);
    if !matches!(outcome.state, "FAILED" | "TIMEOUT") || attempt >= retries {
        return Ok(None);
    }
    let base = key.id.split("_attempt_").next().unwrap_or(&key.id);
    let id = if base.starts_with("jr_") { format!("{base}_attempt_{}", attempt + 1) } else { new_run_id() };
    let next = RunKey { id, ..key.clone() };
    let mut document = shape(job, &next, now, false);
    document["Arguments"] = run["Arguments"].clone();
    document["Attempt"] = json!(attempt + 1);
    document["PreviousRunId"] = json!(key.id);
    for member in ["Timeout", "MaxCapacity", "WorkerType", "NumberOfWorkers"] {
        if let Some(value) = run.get(member) {
            document[member] = value.clone();
        }
    }
    tx.put(RUN, &next.scope(), &next.id, &document)?;
    tasks::record(tx, &next.task(), "job_run", &next.to_document())?;
    Ok(Some(next))
}

/// The service puts `glue.error.ALL` for Spark jobs that ask for observability metrics, and none for others.
fn measure(tx: &Tx<'_>, key: &RunKey, job: &Value, run: &Value, outcome: &Outcome, now: i64) -> Result<(), StoreError> {
    let arguments = script::arguments(job, run);
    let asked = arguments.get("--enable-observability-metrics").is_some_and(|value| value == "true");
    if job["Command"]["Name"] != "glueetl" || !asked {
        return Ok(());
    }
    let metric = Metric {
        region: &key.region,
        namespace: "Glue",
        name: "glue.error.ALL",
        dimensions: &[("JobName", &key.job), ("JobRunId", "ALL"), ("Type", "count"), ("ObservabilityGroup", "error")],
    };
    let failed = matches!(outcome.state, "FAILED" | "TIMEOUT");
    cloudwatch::put(tx, &metric, if failed { 1.0 } else { 0.0 }, "Count", now)
}

async fn run_script(lake: &Lake, key: &RunKey, job: &Value, run: &Value) -> Outcome {
    let arguments = script::arguments(job, run);
    let role = governance::role_arn(&lake.options().account, super::role_of(job));
    let reader = script::Reader { lake, role: &role, vouched: key.vouched };
    let script = match script::fetch(&reader, &job["Command"], &arguments) {
        Ok(script) => script,
        Err(message) => return Outcome::failed(message),
    };
    let is_shell = job["Command"]["Name"] == "pythonshell";
    let minutes = run["Timeout"].as_u64().unwrap_or(2880);
    let session = match session(lake, key, &role, minutes) {
        Ok(session) => session,
        Err(error) => return Outcome::failed(format!("The lake gave no keys to the script: {error}")),
    };
    let port = match lake.endpoint() {
        Some(_) => None,
        // Without an endpoint a client of AWS would go to AWS itself.
        None => match Port::open(lake).await {
            Ok(port) => Some(port),
            Err(error) => return Outcome::failed(format!("The lake has no port for the script: {error}")),
        },
    };
    let endpoint = lake.endpoint().or_else(|| port.as_ref().map(Port::url)).unwrap_or_default();
    let kept =
        lake.store().read(|tx| bookmark::state(tx, key)).map_err(|error| error.to_string()).and_then(|state| {
            Kept::prepare(state, &arguments, script.directory.path()).map_err(|error| error.to_string())
        });
    let kept = match kept {
        Ok(kept) => kept,
        Err(error) => return Outcome::failed(format!("The bookmark could not be prepared: {error}")),
    };
    let mut command = command(lake, key, is_shell, &script, &arguments, &session, endpoint);
    if let Some(kept) = &kept {
        kept.tell(&mut command);
    }
    let mut last_error = None;
    let group = if is_shell { "/aws-glue/python-jobs" } else { "/aws-glue/jobs" };
    let log = |lines: Vec<(Stream, String)>| {
        if let Some((_, line)) =
            lines.iter().rev().find(|(stream, line)| *stream == Stream::Error && !line.trim().is_empty())
        {
            last_error = Some(line.trim().to_owned());
        }
        append(lake, key, group, &lines);
    };
    let stop = || wants_to_stop(lake, key);
    let ended = process::run(command, Duration::from_secs(minutes * 60), log, stop).await;
    // Keys of a session that cannot be ended are known to the script alone, which is over.
    drop(lake.end_session(&session.access_key));
    let outcome = match ended {
        Ok(End::Exit(0)) => Outcome::new("SUCCEEDED", None),
        Ok(End::Exit(code)) => {
            Outcome::failed(last_error.unwrap_or_else(|| format!("Command failed with exit code {code}")))
        }
        // What a killed script wrote last is rarely why it was killed.
        Ok(End::Signal(signal)) => Outcome::failed(match signal {
            Some(9) => "Command was killed (signal 9), as the machine does when memory runs out".to_owned(),
            Some(signal) => format!("Command was ended by signal {signal}"),
            None => "Command was ended by a signal".to_owned(),
        }),
        Ok(End::Timeout) => Outcome::new("TIMEOUT", Some(format!("Job run exceeded its timeout of {minutes} minutes"))),
        Ok(End::Stopped) => Outcome::new("STOPPED", None),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Outcome::failed(if is_shell {
            "A pythonshell job needs python3, and this machine has none on its PATH."
        } else {
            "A glueetl job needs spark-submit (Apache Spark), and this machine has none on its PATH. Jobs of the command \
             pythonshell run with python3."
        }),
        Err(error) => Outcome::failed(format!("The script could not be started: {error}")),
    };
    Outcome { bookmark: kept.and_then(|kept| kept.committed()), ..outcome }
}

/// A session of the job's role. There are no IAM policies here: when an administrator vouches for the role, what such a
/// role is for, reading and writing the lake's objects, is allowed unless a bucket's policy denies it. In the catalog the
/// role has what it was granted.
fn session(lake: &Lake, key: &RunKey, role: &str, minutes: u64) -> Result<Credential, StoreError> {
    let everything = json!({ "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*" });
    lake.open_session(Session {
        principal: role,
        seconds: i64::try_from(minutes).unwrap_or(i64::MAX).saturating_mul(60).saturating_add(SPARE),
        policy: key.vouched.then(|| json!({ "Statement": [everything] })),
        vouched: key.vouched,
        name: None,
    })
}

fn command(
    lake: &Lake,
    key: &RunKey,
    is_shell: bool,
    script: &Script,
    arguments: &Map<String, Value>,
    session: &Credential,
    endpoint: &str,
) -> Command {
    let mut command = Command::new(if is_shell { "python3" } else { "spark-submit" });
    if !is_shell {
        command.args(["--master", "local[*]"]);
    }
    command.arg(&script.path).args(script::command_line(arguments)).current_dir(script.directory.path());
    // The operator's own ways to AWS are not the script's.
    for hidden in &lake.options().hidden_environment {
        command.env_remove(hidden);
    }
    let separator = if cfg!(windows) { ";" } else { ":" };
    let modules: Vec<String> = script.modules.iter().map(|path| path.display().to_string()).collect();
    let directory = std::path::absolute(lake.directory()).unwrap_or_else(|_| lake.directory().to_owned());
    command
        .env("LAKE_LOCAL", directory)
        .env("PYTHONPATH", modules.join(separator))
        .env("PYTHONUNBUFFERED", "1")
        .env("LAKE_SESSION", &session.access_key)
        .env("AWS_ACCESS_KEY_ID", &session.access_key)
        .env("AWS_SECRET_ACCESS_KEY", &session.secret_key)
        .env("AWS_SESSION_TOKEN", session.session_token.as_deref().unwrap_or_default())
        .env("AWS_ENDPOINT_URL", endpoint)
        .env("AWS_REGION", &key.region)
        .env("AWS_DEFAULT_REGION", &key.region)
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("AWS_CONFIG_FILE", "/dev/null")
        .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    if let Ok(program) = std::env::current_exe() {
        command.env("LAKE_BIN", program);
    }
    command
}

/// Output that cannot be logged is lost; the run goes on.
fn append(lake: &Lake, key: &RunKey, group: &str, lines: &[(Stream, String)]) {
    let now = epoch_millis(lake.clock().now());
    let written = lake.store().write(|tx| {
        for (stream, line) in lines {
            let kind = if *stream == Stream::Output { "output" } else { "error" };
            // The service takes no empty event; a blank keeps the line.
            let message = if line.is_empty() { " " } else { line };
            logs::append(tx, &key.region, &format!("{group}/{kind}"), &key.id, now, message)?;
        }
        Ok::<(), StoreError>(())
    });
    if let Err(error) = written {
        tracing::warn!(run = key.id, %error, "output of a job run could not be logged");
    }
}

/// Whether somebody stopped the run, or deleted its job.
fn wants_to_stop(lake: &Lake, key: &RunKey) -> bool {
    let run = lake.store().read(|tx| tx.get(RUN, &key.scope(), &key.id));
    run.is_ok_and(|run| run.is_none_or(|run| run["JobRunState"] == "STOPPING"))
}
