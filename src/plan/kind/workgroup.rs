//! Workgroups as resources.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::aws::{Read, Write};
use crate::domain::workgroup::{WorkGroup, WorkGroupChange, WorkGroupName};
use crate::error::Result;
use crate::{Change, Resource, Step};

/// A workgroup that should be there. What is not said of it stays as it is.
#[derive(Debug, Clone)]
pub struct WorkGroupResource {
    /// Its name.
    pub name: WorkGroupName,
    /// What is said of it.
    pub wanted: WorkGroupChange,
}

impl WorkGroupResource {
    /// The property's change, when it is wanted and differs.
    fn changes(&self, live: Option<&WorkGroup>) -> Vec<Change> {
        let WorkGroupChange {
            enabled,
            description,
            output_location,
            enforced,
            metrics,
            scan_limit,
            engine,
            encryption,
            tags,
        } = &self.wanted;
        let old = |value: fn(&WorkGroup) -> Value| live.map_or(Value::Null, value);
        let change = |field, wanted: Option<Value>, old: Value| wanted.and_then(|new| Change::between(field, old, new));
        [
            change("enabled", enabled.map(|on| json!(on)), old(|group| json!(group.enabled))),
            change(
                "description",
                description.as_ref().filter(|text| live.is_some() || !text.is_empty()).map(|text| json!(text)),
                old(|group| json!(group.description)),
            ),
            change(
                "output_location",
                output_location.as_ref().map(|place| json!(place)),
                old(|group| json!(group.output_location)),
            ),
            change("enforced", enforced.map(|on| json!(on)), old(|group| json!(group.enforced))),
            change("metrics", metrics.map(|on| json!(on)), old(|group| json!(group.metrics))),
            change("scan_limit", scan_limit.as_ref().map(|limit| json!(limit)), old(|group| json!(group.scan_limit))),
            change("engine", engine.as_ref().map(|engine| json!(engine)), old(|group| json!(group.engine))),
            change(
                "encryption",
                encryption.as_ref().map(|wanted| json!(wanted.as_ref().map(ToString::to_string))),
                old(|group| json!(group.encryption.as_ref().map(ToString::to_string))),
            ),
            self.tags(live, tags),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl WorkGroupResource {
    /// Tags that are missing or other; those that are not mentioned stay.
    fn tags(&self, live: Option<&WorkGroup>, wanted: &BTreeMap<String, String>) -> Option<Change> {
        if wanted.is_empty() {
            return None;
        }
        let known = live.and_then(|group| group.tags.clone()).unwrap_or_default();
        let mut merged = known.clone();
        merged.extend(wanted.clone());
        let old = if live.is_some() { json!(known) } else { Value::Null };
        Change::between("tags", old, json!(merged))
    }
}

impl Resource for WorkGroupResource {
    type Live = WorkGroup;

    async fn read(&self, read: &Read) -> Result<Option<WorkGroup>> {
        let mut group = read.workgroup(self.name.as_str()).await?;
        if let Some(group) = &mut group
            && !self.wanted.tags.is_empty()
        {
            group.tags = Some(read.workgroup_tags(self.name.as_str()).await?);
        }
        Ok(group)
    }

    fn diff(&self, live: Option<&WorkGroup>) -> Result<Step> {
        Ok(Step::new("workgroup", self.name.as_str(), live.is_some(), self.changes(live)))
    }

    async fn apply(&self, live: Option<&WorkGroup>, step: &Step, write: &Write) -> Result<()> {
        let name = self.name.as_str();
        let wanted = &self.wanted;
        if live.is_none() {
            write.create_workgroup(name, wanted).await?;
            // A new workgroup is enabled; the other state is a change of its own.
            if wanted.enabled == Some(false) {
                let change = WorkGroupChange { enabled: Some(false), ..WorkGroupChange::default() };
                write.update_workgroup(name, &change).await?;
            }
            return Ok(());
        }
        let change = WorkGroupChange {
            enabled: wanted.enabled.filter(|_| step.changes("enabled")),
            description: wanted.description.clone().filter(|_| step.changes("description")),
            output_location: wanted.output_location.clone().filter(|_| step.changes("output_location")),
            enforced: wanted.enforced.filter(|_| step.changes("enforced")),
            metrics: wanted.metrics.filter(|_| step.changes("metrics")),
            scan_limit: wanted.scan_limit.filter(|_| step.changes("scan_limit")),
            engine: wanted.engine.clone().filter(|_| step.changes("engine")),
            encryption: wanted.encryption.clone().filter(|_| step.changes("encryption")),
            tags: BTreeMap::new(),
        };
        if change != WorkGroupChange::default() {
            write.update_workgroup(name, &change).await?;
        }
        if step.changes("tags") {
            write.tag_workgroup(name, &wanted.tags).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Action;

    fn live() -> WorkGroup {
        WorkGroup {
            name: "team".to_owned(),
            enabled: true,
            description: "ours".to_owned(),
            created_millis: None,
            output_location: Some("s3://results/".to_owned()),
            managed_results: false,
            enforced: true,
            metrics: true,
            scan_limit: Some(10_000_000),
            engine: None,
            effective_engine: None,
            encryption: None,
            tags: None,
        }
    }

    fn resource(wanted: WorkGroupChange) -> WorkGroupResource {
        WorkGroupResource { name: "team".parse().unwrap(), wanted }
    }

    #[test]
    fn only_what_is_said_changes() {
        let same = WorkGroupChange { metrics: Some(true), scan_limit: Some(Some(10_000_000)), ..Default::default() };
        assert_eq!(resource(same).diff(Some(&live())).unwrap().action, Action::Unchanged);
        let other = WorkGroupChange { metrics: Some(true), scan_limit: Some(None), ..Default::default() };
        let step = resource(other).diff(Some(&live())).unwrap();
        assert_eq!(step.action, Action::Update);
        assert_eq!(step.changes, [Change { field: "scan_limit", old: json!(10_000_000), new: Value::Null }]);
    }

    #[test]
    fn a_missing_one_is_created() {
        assert_eq!(resource(WorkGroupChange::default()).diff(None).unwrap().action, Action::Create);
    }
}
