//! Jobs, triggers, workgroups, and alarms.

use super::super::item::{Item, Thing};
use super::super::removal::Removal;
use super::{Found, Search, was};
use crate::domain::alarm::{MetricStatistic, Watched};
use crate::domain::trigger::Work;
use crate::error::Result;

/// The workgroup that every account has.
const PRIMARY: &str = "primary";

impl Search<'_> {
    pub(super) async fn work(&self) -> Result<Vec<Item>> {
        let (jobs, triggers, workgroups) = tokio::try_join!(self.jobs(), self.triggers(), self.workgroups())?;
        Ok([jobs, triggers, workgroups].into_iter().flatten().collect())
    }

    async fn jobs(&self) -> Result<Vec<Item>> {
        let mut found = Vec::new();
        if !self.has_all("jobs") {
            return Ok(found);
        }
        for job in self.read.jobs().await? {
            let thing = Thing::Job(job.name.clone());
            let is_here = job.script.as_deref().is_some_and(|script| self.has_place(script));
            if !is_here || self.is_needed(&thing) {
                continue;
            }
            found.push(self.stranger(Found {
                kind: "jobs",
                noun: "job",
                name: job.name.clone(),
                thing: Some(thing),
                requires: Vec::new(),
                removal: Removal::Job(job.name),
                is_severe: false,
                was: was("script", job.script).into_iter().collect(),
                warnings: Vec::new(),
            }));
        }
        Ok(found)
    }

    async fn triggers(&self) -> Result<Vec<Item>> {
        let mut found = Vec::new();
        if !self.has_all("schedules") {
            return Ok(found);
        }
        for trigger in self.read.triggers().await? {
            let is_of_file = |work: &Work| match work {
                Work::Job(name) => self.is_named("job", name),
                Work::Crawler(name) => self.is_named("crawler", name),
            };
            let starts: Vec<&Work> = trigger.actions.iter().map(|action| &action.work).collect();
            // A workflow's triggers go with the workflow, which the file cannot say.
            let is_here =
                trigger.workflow.is_none() && !starts.is_empty() && starts.iter().all(|work| is_of_file(work));
            if !is_here || self.is_named("trigger", &trigger.name) {
                continue;
            }
            let requires = starts.iter().map(|work| match work {
                Work::Job(name) => Thing::Job(name.clone()),
                Work::Crawler(name) => Thing::Crawler(name.clone()),
            });
            let words: Vec<String> = starts.iter().map(|work| work.words()).collect();
            found.push(self.stranger(Found {
                kind: "schedules",
                noun: "trigger",
                name: trigger.name.clone(),
                thing: None,
                requires: requires.collect(),
                removal: Removal::Trigger(trigger.name.clone()),
                is_severe: false,
                was: was("starts", words.join(", ")).into_iter().collect(),
                warnings: Vec::new(),
            }));
        }
        Ok(found)
    }

    async fn workgroups(&self) -> Result<Vec<Item>> {
        let mut found = Vec::new();
        if !self.has_all("workgroups") {
            return Ok(found);
        }
        for summary in self.read.workgroups().await? {
            if summary.name == PRIMARY || self.is_named("workgroup", &summary.name) {
                continue;
            }
            let Some(group) = self.read.workgroup(&summary.name).await? else { continue };
            if !group.output_location.as_deref().is_some_and(|place| self.has_place(place)) {
                continue;
            }
            found.push(self.stranger(Found {
                kind: "workgroups",
                noun: "workgroup",
                name: group.name.clone(),
                thing: None,
                requires: Vec::new(),
                removal: Removal::WorkGroup(group.name),
                is_severe: true,
                was: was("output_location", group.output_location).into_iter().collect(),
                warnings: vec!["its named queries and its history go with it".to_owned()],
            }));
        }
        Ok(found)
    }

    pub(super) async fn alarms(&self) -> Result<Vec<Item>> {
        let mut found = Vec::new();
        if !self.has_all("alarms") {
            return Ok(found);
        }
        for alarm in self.read.alarms(None).await? {
            let Some(definition) = &alarm.definition else { continue };
            let metrics: Vec<&MetricStatistic> = match &definition.watched {
                Watched::Metric(metric) => vec![metric],
                Watched::Expression { metrics, .. } => metrics.values().collect(),
            };
            let watched = metrics.iter().flat_map(|metric| &metric.metric.dimensions);
            let mut is_of_file = false;
            for (dimension, name) in watched {
                is_of_file |= match dimension.as_str() {
                    "BucketName" => self.buckets.contains(name),
                    "WorkGroup" => name != PRIMARY && self.is_named("workgroup", name),
                    "JobName" => self.is_named("job", name),
                    _ => false,
                };
            }
            let thing = Thing::Alarm(alarm.name.clone());
            if !is_of_file || self.is_needed(&thing) {
                continue;
            }
            let month = super::super::cost::of_alarm(metrics.len(), self.prices);
            let item = self.stranger(Found {
                kind: "alarms",
                noun: "alarm",
                name: alarm.name.clone(),
                thing: Some(thing),
                requires: Vec::new(),
                removal: Removal::Alarm(alarm.name.clone()),
                is_severe: false,
                was: was("watches", definition.watched.to_string()).into_iter().collect(),
                warnings: Vec::new(),
            });
            found.push(Item { month: Some(month), ..item });
        }
        Ok(found)
    }
}
