//! Crawlers, jobs and triggers.

use serde_json::{Map, Value, json};

use super::Export;
use crate::domain::crawler::Crawler;
use crate::domain::job::{Job, masked};
use crate::domain::lake_file::Entry;
use crate::domain::trigger::{Trigger, When, Work};
use crate::error::Result;
use crate::kind::crawler::QUOTED_CSV;

impl Export<'_> {
    pub(super) async fn pipeline(&mut self) -> Result<()> {
        if self.part.has("crawlers") {
            for crawler in self.read.crawlers().await? {
                if !crawler.database.as_deref().is_none_or(|database| self.part.has_database(database)) {
                    continue;
                }
                match self.crawler(&crawler) {
                    Ok(entry) => self.entries.push(entry),
                    Err(why) => self.leave_out(format!("crawler {}", crawler.name), why),
                }
            }
        }
        if self.part.has("jobs") {
            for job in self.read.jobs().await? {
                self.job(&job);
            }
        }
        if self.part.has("schedules") {
            for trigger in self.read.triggers().await? {
                match schedule(&trigger) {
                    Ok(entry) => self.entries.push(entry),
                    Err(why) => self.leave_out(format!("trigger {}", trigger.name), why),
                }
            }
        }
        Ok(())
    }

    fn crawler(&self, crawler: &Crawler) -> Result<Entry, &'static str> {
        let database = crawler.database.as_deref().ok_or("it has no database")?;
        if !crawler.other_targets.is_empty() {
            return Err("it has targets that are no places in S3");
        }
        let first = crawler.targets.first().ok_or("it has no target")?;
        let alike = |other: &crate::domain::crawler::CrawlerTarget| {
            other.exclusions == first.exclusions && other.sample_size == first.sample_size
        };
        if !crawler.targets.iter().all(alike) {
            return Err("its targets have exclusions of their own");
        }
        let targets: Vec<String> = crawler.targets.iter().map(|target| self.place(&target.path)).collect();
        let document: Value =
            crawler.configuration.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        let merges = document["CrawlerOutput"]["Tables"]["AddOrUpdateBehavior"] == "MergeNewColumns";
        let on_change = match crawler.update_behavior.as_deref() {
            Some("UPDATE_IN_DATABASE") if merges => Some("merge"),
            Some("UPDATE_IN_DATABASE") => Some("update"),
            Some("LOG") => Some("log"),
            _ => None,
        };
        let on_delete = match crawler.delete_behavior.as_deref() {
            Some("DEPRECATE_IN_DATABASE") => Some("deprecate"),
            Some("DELETE_FROM_DATABASE") => Some("delete"),
            Some("LOG") => Some("log"),
            _ => None,
        };
        let classifiers: Vec<&String> = crawler.classifiers.iter().filter(|name| *name != QUOTED_CSV).collect();
        let mut entry = Entry::new("crawlers", &crawler.name)
            .with("database", database)
            .with("targets", json!(targets))
            .with("role", crawler.role.as_str())
            .with("exclude", json!(first.exclusions))
            .with("sample", json!(first.sample_size))
            .with("table_prefix", json!(crawler.table_prefix.as_deref().filter(|prefix| !prefix.is_empty())))
            .with("description", json!(crawler.description))
            .with("schedule", json!(crawler.schedule))
            .with("classifiers", json!(classifiers))
            .with("on_change", json!(on_change))
            .with("on_delete", json!(on_delete))
            .with("table_level", json!(document["Grouping"]["TableLevelConfiguration"].as_i64()));
        if classifiers.len() < crawler.classifiers.len() {
            entry = entry.with("quoted_csv", true);
        }
        if document["Grouping"]["TableGroupingPolicy"] == "CombineCompatibleSchemas" {
            entry = entry.with("combine", true);
        }
        let new_only = crawler.recrawl_behavior.as_deref() == Some("CRAWL_NEW_FOLDERS_ONLY");
        Ok(if new_only { entry.with("new_folders_only", true) } else { entry })
    }

    /// Arguments that may be secrets are not written into a file.
    fn job(&mut self, job: &Job) {
        let Some(script) = job.script.as_deref().filter(|script| script.starts_with("s3://")) else {
            self.leave_out(format!("job {}", job.name), "it has no script in S3");
            return;
        };
        let shown = masked(&job.arguments);
        let mut arguments = Map::new();
        for (name, value) in &job.arguments {
            if shown.get(name) == Some(value) {
                arguments.insert(name.trim_start_matches("--").to_owned(), json!(value));
            } else {
                self.left_out.push(format!("argument {name} of job {}: it may be a secret", job.name));
            }
        }
        let is_spark = job.worker_type.is_some() || job.workers.is_some();
        let entry = Entry::new("jobs", &job.name)
            .with("script", self.place(script))
            .with("role", job.role.as_str())
            .with("type", job.command.as_str())
            .with("description", json!(job.description))
            .with("arguments", arguments)
            .with("retries", job.max_retries)
            .with("timeout", json!(job.timeout_minutes))
            .with("glue_version", json!(job.glue_version))
            .with("worker_type", json!(job.worker_type))
            .with("workers", json!(job.workers))
            .with("max_capacity", json!(job.max_capacity.filter(|_| !is_spark)))
            .with("max_concurrent_runs", job.max_concurrent_runs);
        if !["glueetl", "pythonshell"].contains(&job.command.as_str()) {
            self.leave_out(format!("job {}", job.name), format!("it is a {} job", job.command));
            return;
        }
        self.entries.push(entry);
    }
}

fn schedule(trigger: &Trigger) -> Result<Entry, &'static str> {
    let [action] = trigger.actions.as_slice() else { return Err("it starts several things") };
    let arguments: Map<String, Value> =
        action.arguments.iter().map(|(name, value)| (name.trim_start_matches("--").to_owned(), json!(value))).collect();
    let entry = Entry::new("schedules", &trigger.name)
        .with("description", json!(trigger.description))
        .with("arguments", arguments);
    let entry = match &action.work {
        Work::Job(name) => entry.with("job", name.as_str()),
        Work::Crawler(name) => entry.with("crawler", name.as_str()),
    };
    match &trigger.when {
        _ if trigger.workflow.is_some() => Err("it is part of a workflow"),
        When::Cron(cron) => Ok(entry.with("cron", cron.as_str())),
        When::OnDemand | When::Event { .. } | When::Otherwise(_) => {
            Err("it starts neither by the clock nor after something")
        }
        When::After { conditions, any } => {
            let word = |condition: &crate::domain::trigger::Condition| match condition.state.as_str() {
                "SUCCEEDED" => Some("succeeded"),
                "FAILED" => Some("failed"),
                "STOPPED" | "CANCELLED" => Some("stopped"),
                _ => None,
            };
            let states: Vec<Option<&str>> = conditions.iter().map(word).collect();
            let first = states.first().copied().flatten().ok_or("it waits for nothing that the file can say")?;
            if states.iter().any(|state| *state != Some(first)) {
                return Err("it waits for several ends");
            }
            let (mut jobs, mut crawlers) = (Vec::new(), Vec::new());
            for condition in conditions {
                match &condition.work {
                    Work::Job(name) => jobs.push(name.as_str()),
                    Work::Crawler(name) => crawlers.push(name.as_str()),
                }
            }
            let entry = if *any && conditions.len() > 1 { entry.with("any", true) } else { entry };
            Ok(entry.with("after_jobs", json!(jobs)).with("after_crawlers", json!(crawlers)).with("on", first))
        }
    }
}
