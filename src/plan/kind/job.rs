//! Jobs as resources.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::aws::{Read, Write};
use crate::domain::job::{Job, masked, role_name};
use crate::error::Result;
use crate::ops::job::ScriptUpload;
use crate::{Change, Resource, Step};

/// A job that should be there. What is not given stays as it is.
#[derive(Debug, Clone, Default)]
pub struct JobResource {
    pub name: String,
    pub role: String,
    pub script: String,
    /// The file here that the script is made of, when it is one.
    pub upload: Option<Upload>,
    pub command: Option<String>,
    pub description: Option<String>,
    pub arguments: BTreeMap<String, String>,
    pub max_retries: Option<i32>,
    pub timeout_minutes: Option<i32>,
    pub glue_version: Option<String>,
    pub worker_type: Option<String>,
    pub workers: Option<i32>,
    pub max_capacity: Option<f64>,
    pub max_concurrent_runs: Option<i32>,
}

/// A file here that becomes the script, and its SHA-256.
#[derive(Debug, Clone)]
pub struct Upload {
    pub script: ScriptUpload,
    pub digest: String,
}

/// A job, and the SHA-256 of its script's object.
#[derive(Debug, Clone)]
pub struct LiveJob {
    job: Option<Job>,
    digest: Option<String>,
}

/// The property that says what the script's object holds.
const SCRIPT_SHA256: &str = "script_sha256";

/// Keeps where a job has got to with its input; works with one run at a time only.
const BOOKMARK: &str = "--job-bookmark-option";

/// What a new Spark job gets unless it is told otherwise. Source: the reference lake, "Catalog, crawlers, jobs".
const SPARK_DEFAULTS: [(&str, &str); 5] = [
    (BOOKMARK, "job-bookmark-enable"),
    ("--conf", "spark.sql.adaptive.enabled=true"),
    ("--enable-continuous-cloudwatch-log", "true"),
    ("--enable-metrics", "true"),
    ("--enable-observability-metrics", "true"),
];

impl JobResource {
    /// A job, when there is one, with its script's object.
    pub async fn live(&self, read: &Read, job: Option<Job>) -> Result<LiveJob> {
        let digest = match &self.upload {
            Some(upload) => upload.script.live_digest(read).await?,
            None => None,
        };
        Ok(LiveJob { job, digest })
    }

    fn wanted(&self, live: Option<&Job>) -> Job {
        let mut job = live.cloned().unwrap_or_else(|| Job {
            name: self.name.clone(),
            command: "pythonshell".to_owned(),
            max_concurrent_runs: 1,
            ..Job::default()
        });
        // The service answers a role by its name or its ARN, as it was given.
        if role_name(&job.role) != role_name(&self.role) {
            job.role.clone_from(&self.role);
        }
        job.script = Some(self.script.clone());
        if let Some(command) = &self.command {
            job.command.clone_from(command);
        }
        if job.command == "pythonshell" && job.python_version.is_none() {
            job.python_version = Some("3.9".to_owned());
        } else if job.command == "glueetl" && job.python_version.is_none() {
            job.python_version = Some("3".to_owned());
        }
        if live.is_none() && job.command == "glueetl" {
            job.glue_version = Some("4.0".to_owned());
            job.max_retries = 1;
            if self.max_capacity.is_none() {
                job.worker_type = Some("G.1X".to_owned());
                job.workers = Some(2);
            }
            let keeps_bookmark = self.max_concurrent_runs.is_none_or(|most| most == 1);
            let defaults = SPARK_DEFAULTS.iter().filter(|(name, _)| keeps_bookmark || *name != BOOKMARK);
            job.arguments.extend(defaults.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        }
        job.arguments.extend(self.arguments.clone());
        job.max_retries = self.max_retries.unwrap_or(job.max_retries);
        job.max_concurrent_runs = self.max_concurrent_runs.unwrap_or(job.max_concurrent_runs);
        let texts = [
            (&mut job.description, &self.description),
            (&mut job.glue_version, &self.glue_version),
            (&mut job.worker_type, &self.worker_type),
        ];
        for (property, given) in texts {
            if given.is_some() {
                property.clone_from(given);
            }
        }
        job.timeout_minutes = self.timeout_minutes.or(job.timeout_minutes);
        job.workers = self.workers.or(job.workers);
        job.max_capacity = self.max_capacity.or(job.max_capacity);
        // The service takes workers or capacity, never both: what is said now stands in place of the other.
        if self.max_capacity.is_some() {
            (job.worker_type, job.workers) = (None, None);
        } else if self.worker_type.is_some() || self.workers.is_some() {
            job.max_capacity = None;
        }
        job
    }
}

/// The property that may hold secrets.
const ARGUMENTS: &str = "arguments";

/// The properties that a plan compares, by name.
fn properties(job: &Job) -> Vec<(&'static str, Value)> {
    let arguments = if job.arguments.is_empty() { Value::Null } else { json!(job.arguments) };
    vec![
        ("role", json!(job.role)),
        ("type", json!(job.command)),
        ("script", json!(job.script)),
        ("description", json!(job.description)),
        (ARGUMENTS, arguments),
        ("max_retries", json!(job.max_retries)),
        ("timeout_minutes", json!(job.timeout_minutes)),
        ("glue_version", json!(job.glue_version)),
        ("worker_type", json!(job.worker_type)),
        ("workers", json!(job.workers)),
        ("max_capacity", json!(job.max_capacity)),
        ("max_concurrent_runs", json!(job.max_concurrent_runs)),
    ]
}

impl Resource for JobResource {
    type Live = LiveJob;

    async fn read(&self, read: &Read) -> Result<Option<LiveJob>> {
        self.live(read, read.job(&self.name).await?).await.map(Some)
    }

    fn diff(&self, live: Option<&LiveJob>) -> Result<Step> {
        let job = live.and_then(|live| live.job.as_ref());
        let mut changes = Change::all(job.map(properties), properties(&self.wanted(job)));
        if let Some(change) = changes.iter_mut().find(|change| change.field == ARGUMENTS) {
            let shown = |job: &Job| if job.arguments.is_empty() { Value::Null } else { json!(masked(&job.arguments)) };
            (change.old, change.new) = (job.map_or(Value::Null, shown), shown(&self.wanted(job)));
        }
        if let Some(upload) = &self.upload {
            let old = live.and_then(|live| live.digest.as_deref());
            changes.extend(Change::between(SCRIPT_SHA256, json!(old), json!(upload.digest)));
        }
        Ok(Step::new("job", self.name.as_str(), job.is_some(), changes))
    }

    async fn apply(&self, live: Option<&LiveJob>, step: &Step, write: &Write) -> Result<()> {
        // The script first: a job whose script is not there yet could be started by its schedule.
        if let Some(upload) = self.upload.as_ref().filter(|_| step.changes(SCRIPT_SHA256)) {
            upload.script.upload(write, &upload.digest).await?;
        }
        let live = live.and_then(|live| live.job.as_ref());
        let wanted = self.wanted(live);
        match live {
            None => write.create_job(&wanted).await,
            Some(_) if step.changes.iter().all(|change| change.field == SCRIPT_SHA256) => Ok(()),
            Some(_) => write.update_job(&wanted).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Action;

    fn resource() -> JobResource {
        JobResource {
            name: "etl".to_owned(),
            role: "r".to_owned(),
            script: "s3://b/k.py".to_owned(),
            ..JobResource::default()
        }
    }

    fn live(job: Job) -> LiveJob {
        LiveJob { job: Some(job), digest: None }
    }

    #[test]
    fn workers_and_capacity_are_never_planned_together() {
        let by_capacity = JobResource { command: Some("glueetl".to_owned()), max_capacity: Some(4.0), ..resource() };
        let job = by_capacity.wanted(None);
        assert_eq!((job.worker_type, job.workers, job.max_capacity), (None, None, Some(4.0)));
        let spark = JobResource { command: Some("glueetl".to_owned()), ..resource() };
        let job = spark.wanted(None);
        assert_eq!((job.workers, job.max_capacity), (Some(2), None));
        let changed = by_capacity.wanted(Some(&job));
        assert_eq!((changed.worker_type, changed.workers, changed.max_capacity), (None, None, Some(4.0)));
    }

    #[test]
    fn a_new_spark_job_is_as_the_reference_lake_has_it_unless_told() {
        let spark = JobResource { command: Some("glueetl".to_owned()), ..resource() };
        let job = spark.wanted(None);
        assert_eq!((job.max_retries, job.arguments[BOOKMARK].as_str()), (1, "job-bookmark-enable"));
        let mut told = JobResource { max_retries: Some(0), max_concurrent_runs: Some(3), ..spark.clone() };
        told.arguments.insert("--enable-metrics".to_owned(), "false".to_owned());
        let job = told.wanted(None);
        assert_eq!((job.max_retries, job.arguments.get(BOOKMARK)), (0, None));
        assert_eq!(job.arguments["--enable-metrics"], "false");
        let bare = Job { command: "glueetl".to_owned(), ..Job::default() };
        assert!(spark.wanted(Some(&bare)).arguments.is_empty(), "what is there stays as it is");
        assert!(resource().wanted(None).arguments.is_empty(), "Python jobs have none of it");
    }

    #[test]
    fn a_plan_shows_no_secret() {
        let mut job = resource().wanted(None);
        job.arguments.insert("--db-password".to_owned(), "hunter2".to_owned());
        let mut wanted = resource();
        wanted.arguments.insert("--day".to_owned(), "1".to_owned());
        let step = wanted.diff(Some(&live(job))).unwrap();
        assert_eq!(step.action, Action::Update);
        let shown = format!("{step:?}");
        assert!(shown.contains("(hidden)") && !shown.contains("hunter2"), "{shown}");
    }

    #[test]
    fn another_script_is_a_change_of_the_job() {
        let mut wanted = resource();
        wanted.upload = Some(Upload {
            script: ScriptUpload { file: "k.py".into(), bucket: "bbb".parse().unwrap(), key: "k.py".to_owned() },
            digest: "new".to_owned(),
        });
        let job = wanted.wanted(None);
        let step = wanted.diff(Some(&LiveJob { job: Some(job.clone()), digest: Some("old".to_owned()) })).unwrap();
        assert!(step.changes(SCRIPT_SHA256) && step.action == Action::Update);
        let step = wanted.diff(Some(&LiveJob { job: Some(job), digest: Some("new".to_owned()) })).unwrap();
        assert_eq!(step.action, Action::Unchanged);
    }
}
