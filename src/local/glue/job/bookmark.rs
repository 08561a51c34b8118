//! Bookmarks: where a job has got to with its input, from the commit of one run to the beginning of the next.
//!
//! The service's runtime keeps what its own readers have read; here the script keeps it itself, in `Job.bookmark` of the
//! module `awsglue.job`, and `Job.commit()` stores it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use tokio::process::Command;

use super::definition::job_name;
use super::{JOB, RunKey, no_such_job, role_of};
use crate::glue::governance;
use crate::store::{StoreError, Tx};
use crate::wire::{Call, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "GetJobBookmark", run: Run::Sync(get) },
    Operation { name: "ResetJobBookmark", run: Run::Sync(reset) },
];

/// The document kind; the scope is the region, the name the job's.
pub const BOOKMARK: &str = "job_bookmark";
/// What was committed by nobody, or forgotten.
const NOTHING: &str = "{}";
/// The largest state that is kept.
const LARGEST: u64 = 1 << 20;

/// The module that scripts ask for their job, as the service's runtime has it.
pub const AWSGLUE_JOB: &str = r#"import json
import os


class Job:
    """What commit() stores of `bookmark`, a dictionary, the next run finds there after init()."""

    def __init__(self, glue_context=None):
        self.bookmark = {}
        self.name = None

    def init(self, job_name, args=None):
        self.name = job_name
        folder = os.environ.get("LAKE_BOOKMARK")
        if folder:
            with open(os.path.join(folder, "state"), encoding="utf-8") as file:
                self.bookmark = json.load(file)

    def commit(self):
        folder = os.environ.get("LAKE_BOOKMARK")
        if folder:
            written = os.path.join(folder, "written")
            with open(written, "w", encoding="utf-8") as file:
                json.dump(self.bookmark, file)
            os.replace(written, os.path.join(folder, "committed"))
"#;

fn get(call: &Call) -> Reply {
    let name = job_name(call.input(), "JobName")?;
    let entry = call.lake.store().read(|tx| tx.get(BOOKMARK, &call.scope(&[]), name))?;
    Ok(json!({ "JobBookmarkEntry": entry.ok_or_else(|| none(name))? }))
}

fn reset(call: &Call) -> Reply {
    let name = job_name(call.input(), "JobName")?;
    if call.input().opt_string("RunId")?.is_some() {
        return Err(ServiceError::unsupported("glue ResetJobBookmark with a RunId"));
    }
    call.lake.store().write(|tx| {
        let job = tx.get(JOB, &call.scope(&[]), name)?.ok_or_else(|| no_such_job(name))?;
        governance::may_pass_role(tx, &call.caller, role_of(&job))?;
        let mut entry = tx.get(BOOKMARK, &call.scope(&[]), name)?.ok_or_else(|| none(name))?;
        entry["JobBookmark"] = json!(NOTHING);
        entry["Version"] = json!(number(&entry, "Version") + 1);
        tx.put(BOOKMARK, &call.scope(&[]), name, &entry)?;
        Ok(json!({ "JobBookmarkEntry": entry }))
    })
}

fn none(name: &str) -> ServiceError {
    ServiceError::client("EntityNotFoundException", format!("Continuation for job {name} not found"))
}

fn number(entry: &Value, member: &str) -> i64 {
    entry[member].as_i64().unwrap_or(0)
}

/// What a run does with its job's bookmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Reads and moves it.
    Enable,
    /// Reads it.
    Pause,
}

/// The bookmark of a run, in a folder that its script works in.
#[derive(Debug)]
pub struct Kept {
    mode: Mode,
    folder: PathBuf,
}

impl Kept {
    /// Lays out what the last run committed; none for a run that keeps no bookmark.
    pub fn prepare(
        state: Option<String>,
        arguments: &Map<String, Value>,
        directory: &Path,
    ) -> io::Result<Option<Self>> {
        let mode = match arguments.get("--job-bookmark-option").and_then(Value::as_str) {
            Some("job-bookmark-enable") => Mode::Enable,
            Some("job-bookmark-pause") => Mode::Pause,
            _ => return Ok(None),
        };
        let folder = directory.join(".bookmark");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("state"), state.as_deref().unwrap_or(NOTHING))?;
        Ok(Some(Self { mode, folder }))
    }

    /// Tells the script where it is.
    pub fn tell(&self, command: &mut Command) {
        command.env("LAKE_BOOKMARK", &self.folder);
    }

    /// What the script has committed, if it has and the run moves the bookmark.
    pub fn committed(&self) -> Option<String> {
        let path = self.folder.join("committed");
        let is_small = fs::metadata(&path).is_ok_and(|file| file.len() <= LARGEST);
        let text = (self.mode == Mode::Enable && is_small).then(|| fs::read_to_string(path).ok())??;
        serde_json::from_str::<Value>(&text).is_ok_and(|state| state.is_object()).then_some(text)
    }
}

/// What the last run of a job committed.
pub fn state(tx: &Tx<'_>, key: &RunKey) -> Result<Option<String>, StoreError> {
    Ok(tx.get(BOOKMARK, &key.region, &key.job)?.and_then(|entry| entry["JobBookmark"].as_str().map(str::to_owned)))
}

/// Moves the bookmark of a job to what a run has committed.
pub fn commit(tx: &Tx<'_>, key: &RunKey, run: &Value, state: &str) -> Result<(), StoreError> {
    let old = tx.get(BOOKMARK, &key.region, &key.job)?.unwrap_or_else(|| json!({}));
    let entry = json!({
        "JobName": key.job,
        "Version": number(&old, "Version") + 1,
        "Run": number(&old, "Run") + 1,
        "Attempt": run["Attempt"].as_i64().unwrap_or(0),
        "PreviousRunId": old["RunId"],
        "RunId": key.id,
        "JobBookmark": state,
    });
    tx.put(BOOKMARK, &key.region, &key.job, &entry)
}
