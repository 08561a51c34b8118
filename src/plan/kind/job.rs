//! Jobs as resources.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::aws::{Read, Write};
use crate::domain::job::Job;
use crate::error::Result;
use crate::plan::{Change, Resource, Step};

/// A job that should be there. What is not given stays as it is.
#[derive(Debug, Clone, Default)]
pub struct JobResource {
    pub name: String,
    pub role: String,
    pub script: String,
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

impl JobResource {
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
            job.worker_type = Some("G.1X".to_owned());
            job.workers = Some(2);
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
        job
    }
}

fn role_name(role: &str) -> &str {
    role.split_once(":role/").map_or(role, |(_, name)| name)
}

/// The properties that a plan compares, by name.
fn properties(job: &Job) -> Vec<(&'static str, Value)> {
    let arguments = if job.arguments.is_empty() { Value::Null } else { json!(job.arguments) };
    vec![
        ("role", json!(job.role)),
        ("type", json!(job.command)),
        ("script", json!(job.script)),
        ("description", json!(job.description)),
        ("arguments", arguments),
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
    type Live = Job;

    async fn read(&self, read: &Read) -> Result<Option<Job>> {
        read.job(&self.name).await
    }

    fn diff(&self, live: Option<&Job>) -> Result<Step> {
        let old = live.map(properties);
        let changes = properties(&self.wanted(live))
            .into_iter()
            .enumerate()
            .filter_map(|(index, (field, new))| {
                let old = old.as_ref().map_or(Value::Null, |old| old[index].1.clone());
                Change::between(field, old, new)
            })
            .collect();
        Ok(Step::new("job", self.name.as_str(), live.is_some(), changes))
    }

    async fn apply(&self, live: Option<&Job>, _step: &Step, write: &Write) -> Result<()> {
        let wanted = self.wanted(live);
        match live {
            None => write.create_job(&wanted).await,
            Some(_) => write.update_job(&wanted).await,
        }
    }
}
