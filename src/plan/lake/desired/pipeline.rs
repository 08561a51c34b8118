//! Crawlers, jobs, and what starts them.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::{Builder, Made, Removal, Thing};
use crate::domain::catalog::DatabaseName;
use crate::domain::crawl::CrawlTarget;
use crate::domain::crawler::CrawlerTarget;
use crate::domain::job::argument;
use crate::domain::lake_file::Entry;
use crate::domain::price::dollars;
use crate::domain::trigger::{Action, Condition, Trigger, When, Work};
use crate::kind::crawler::{CrawlerResource, QUOTED_CSV};
use crate::kind::job::{JobResource, Upload};
use crate::kind::trigger::TriggerResource;
use crate::ops::job::ScriptUpload;
use crate::ops::schedule::state_of;

impl Builder<'_> {
    pub(super) fn crawlers(&mut self) {
        for entry in self.all("crawlers") {
            let Some(database) =
                entry.text("database").and_then(|text| self.made(entry, "database", text.parse::<DatabaseName>()))
            else {
                continue;
            };
            let (exclusions, sample_size) = (entry.texts("exclude"), entry.whole("sample"));
            let mut targets = Vec::new();
            let mut requires = vec![Thing::Database(database.clone())];
            for text in entry.texts("targets") {
                let Some((uri, bucket)) = self.uri_of(entry.place_of("targets"), &text) else { continue };
                let path = CrawlTarget::parse(&uri).map_or(uri, |place| place.to_string());
                targets.push(CrawlerTarget { path, exclusions: exclusions.clone(), sample_size });
                requires.push(Thing::Bucket(bucket));
            }
            if targets.is_empty() {
                // Each that was named has its own problem.
                if entry.texts("targets").is_empty() {
                    self.problem(entry.place_of("targets"), "a crawler needs a place to look at");
                }
            }
            let logs_only = (entry.text("on_change"), entry.text("on_delete")) == (Some("log"), Some("log"));
            if entry.switch("new_folders_only") == Some(true) && !logs_only {
                let message =
                    "`new_folders_only` changes no table that is there: on_change and on_delete must be \"log\"";
                self.problem(entry.place_of("new_folders_only"), message);
            }
            let mut classifiers = entry.texts("classifiers");
            if entry.switch("quoted_csv") == Some(true) {
                classifiers.push(QUOTED_CSV.to_owned());
            }
            let resource = CrawlerResource {
                name: entry.name.clone(),
                role: entry.owned("role"),
                database: database.to_string(),
                targets,
                description: entry.owned("description"),
                table_prefix: entry.owned("table_prefix"),
                schedule: entry.owned("schedule"),
                classifiers,
                update_behavior: entry
                    .text("on_change")
                    .map(|policy| if policy == "log" { "LOG" } else { "UPDATE_IN_DATABASE" }.to_owned()),
                delete_behavior: entry.text("on_delete").map(|policy| {
                    match policy {
                        "deprecate" => "DEPRECATE_IN_DATABASE",
                        "delete" => "DELETE_FROM_DATABASE",
                        _ => "LOG",
                    }
                    .to_owned()
                }),
                recrawl_behavior: entry
                    .switch("new_folders_only")
                    .map(|only| if only { "CRAWL_NEW_FOLDERS_ONLY" } else { "CRAWL_EVERYTHING" }.to_owned()),
                configuration: configuration(entry),
            };
            let made = Made {
                noun: "crawler",
                name: entry.name.clone(),
                thing: Some(Thing::Crawler(entry.name.clone())),
                requires,
                after: Vec::new(),
                removal: Removal::Crawler(entry.name.clone()),
            };
            self.add(entry, made, resource);
            self.used_by_the_hour();
        }
    }

    pub(super) fn jobs(&mut self) {
        for entry in self.all("jobs") {
            let (Some(script), Some(role)) = (entry.owned("script"), entry.owned("role")) else { continue };
            let Some((script, upload, bucket)) = self.script(entry, &script) else { continue };
            if entry.said("max_capacity").is_some()
                && (entry.said("workers").is_some() || entry.said("worker_type").is_some())
            {
                self.problem(entry.place_of("max_capacity"), "a job has workers or `max_capacity`, not both");
            }
            let resource = JobResource {
                name: entry.name.clone(),
                role,
                script,
                upload,
                command: entry.owned("type"),
                description: entry.owned("description"),
                arguments: self.arguments(entry),
                max_retries: entry.whole("retries"),
                timeout_minutes: entry.whole("timeout"),
                glue_version: entry.owned("glue_version"),
                worker_type: entry.owned("worker_type"),
                workers: entry.whole("workers"),
                max_capacity: entry.number("max_capacity"),
                max_concurrent_runs: entry.whole("max_concurrent_runs"),
            };
            let made = Made {
                noun: "job",
                name: entry.name.clone(),
                thing: Some(Thing::Job(entry.name.clone())),
                requires: vec![Thing::Bucket(bucket)],
                after: Vec::new(),
                removal: Removal::Job(entry.name.clone()),
            };
            self.add(entry, made, resource);
            self.used_by_the_hour();
        }
    }

    /// Jobs and crawlers cost what they do.
    fn used_by_the_hour(&mut self) {
        let price = dollars(self.prices.glue.dpu_hour);
        if let Some(item) = self.items.last_mut() {
            item.by_use = Some(format!("{price} a DPU-hour"));
        }
    }

    /// Where the script will be, what has to be uploaded for that, and the bucket that it is in.
    fn script(
        &mut self,
        entry: &Entry,
        script: &str,
    ) -> Option<(String, Option<Upload>, crate::domain::bucket::BucketName)> {
        let at = entry.place_of("script");
        if script.contains(':') {
            let (uri, bucket) = self.uri_of(at, script)?;
            let key = uri.splitn(4, '/').nth(3).unwrap_or_default();
            if key.is_empty() || key.ends_with('/') {
                self.problem(at, format!("the script `{script}` is no object of a bucket"));
            }
            if entry.said("upload_to").is_some() {
                self.problem(entry.place_of("upload_to"), "`upload_to` is for a script that is a file here");
            }
            return Some((uri, None, bucket));
        }
        if entry.said("upload_to").is_none() {
            self.problem(at, format!("the script `{script}` is a file here: say with `upload_to` where it goes"));
            return None;
        }
        let (folder, bucket) = self.uri(entry, "upload_to")?;
        let inside = crate::domain::lake_file::inside(script).map_err(crate::error::Error::usage);
        let file = match inside.and_then(|()| self.files.path(script)) {
            Ok(file) => file,
            Err(error) => {
                self.problem(at, error.chain().join(": "));
                return None;
            }
        };
        let name = Path::new(script).file_name().and_then(|name| name.to_str()).unwrap_or(script);
        let folder =
            folder.trim_start_matches("s3://").split_once('/').map_or("", |(_, folder)| folder).trim_end_matches('/');
        let key = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let upload = ScriptUpload { file, bucket: bucket.clone(), key: key.clone() };
        let digest = match upload.digest() {
            Ok(digest) => digest,
            Err(error) => {
                self.problem(at, error.chain().join(": "));
                return None;
            }
        };
        Some((format!("s3://{bucket}/{key}"), Some(Upload { script: upload, digest }), bucket))
    }

    /// Arguments as the service has them, with their dashes. What looks like a secret is refused.
    fn arguments(&mut self, entry: &Entry) -> BTreeMap<String, String> {
        let mut arguments = BTreeMap::new();
        for (name, value) in entry.pairs("arguments") {
            let name = name.trim_start_matches("--").to_owned();
            arguments.extend(self.made(entry, "arguments", argument(&format!("{name}={value}"))));
        }
        arguments
    }

    pub(super) fn schedules(&mut self) {
        for entry in self.all("schedules") {
            let work = match (entry.owned("job"), entry.owned("crawler")) {
                (Some(job), None) => Work::Job(job),
                (None, Some(crawler)) => Work::Crawler(crawler),
                _ => {
                    self.problem(entry.place, format!("schedules `{}` starts one `job` or one `crawler`", entry.name));
                    continue;
                }
            };
            let jobs = entry.texts("after_jobs").into_iter().map(Work::Job);
            let others: Vec<Work> = jobs.chain(entry.texts("after_crawlers").into_iter().map(Work::Crawler)).collect();
            let mut requires = vec![thing(&work)];
            requires.extend(others.iter().map(thing));
            let when = match (entry.owned("cron"), others.is_empty()) {
                (Some(cron), true) => When::Cron(cron),
                (None, false) => {
                    let state = entry.text("on").unwrap_or("succeeded").to_uppercase();
                    let conditions = others.into_iter().map(|work| Condition { state: state_of(&work, &state), work });
                    When::After { conditions: conditions.collect(), any: entry.switch("any").unwrap_or(false) }
                }
                _ => {
                    let message =
                        format!("schedules `{}` has either `cron`, or `after_jobs` and `after_crawlers`", entry.name);
                    self.problem(entry.place, message);
                    continue;
                }
            };
            if requires.iter().skip(1).any(|other| *other == requires[0]) {
                self.problem(entry.place, format!("{} would start itself again and again", work.words()));
            }
            let trigger = Trigger {
                name: entry.name.clone(),
                workflow: None,
                when,
                description: Some(entry.owned("description").unwrap_or_else(|| format!("starts {}", work.words()))),
                actions: vec![Action { work, arguments: self.arguments(entry) }],
                state: "ACTIVATED".to_owned(),
            };
            let made = Made {
                noun: "trigger",
                name: entry.name.clone(),
                thing: None,
                requires,
                after: Vec::new(),
                removal: Removal::Trigger(entry.name.clone()),
            };
            self.add(entry, made, TriggerResource(trigger));
        }
    }
}

fn thing(work: &Work) -> Thing {
    match work {
        Work::Job(name) => Thing::Job(name.clone()),
        Work::Crawler(name) => Thing::Crawler(name.clone()),
    }
}

/// What the entry says of the crawler's configuration document; none when it says nothing.
fn configuration(entry: &Entry) -> Option<Value> {
    let mut document = json!({});
    if entry.switch("combine") == Some(true) {
        document["Grouping"]["TableGroupingPolicy"] = "CombineCompatibleSchemas".into();
    }
    if let Some(level) = entry.whole("table_level") {
        document["Grouping"]["TableLevelConfiguration"] = level.into();
    }
    if entry.text("on_change") == Some("merge") {
        document["CrawlerOutput"]["Tables"]["AddOrUpdateBehavior"] = "MergeNewColumns".into();
    }
    document.as_object().is_some_and(|members| !members.is_empty()).then_some(document)
}
