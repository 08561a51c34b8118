//! The lifecycle configuration of a bucket as a resource: each rule is a change of its own.

use serde_json::{Value, json};

use crate::aws::{Read, Write};
use crate::domain::bucket::BucketName;
use crate::domain::lifecycle::{self, Configuration, Edit, EditProblem, Rule, TablePlace};
use crate::error::{Error, Kind, Result};
use crate::ops;
use crate::{Change, Resource, Step};

/// A change of a bucket's lifecycle.
#[derive(Debug, Clone)]
pub struct LifecycleResource {
    /// The bucket.
    pub bucket: BucketName,
    /// What changes.
    pub edit: Edit,
}

/// A bucket's lifecycle, and what it may hurt.
#[derive(Debug, Clone, Default)]
pub struct LiveLifecycle {
    /// The configuration; an empty one when there is none.
    pub configuration: Configuration,
    /// The tables that lie in the bucket; none when they are not known.
    pub tables: Option<Vec<TablePlace>>,
    /// Whether the bucket keeps versions, or did.
    pub has_versions: bool,
}

impl LifecycleResource {
    fn target(&self, live: &Configuration) -> Result<Configuration> {
        let target = self.edit.apply(live).map_err(|problem| match problem {
            EditProblem::Exists(id) => {
                Error::new(Kind::Conflict, format!("bucket {} has a rule `{id}` that says something else", self.bucket))
                    .hint("replace it: lakectl lifecycle set, with the same flags")
                    .hint("or give this one another id: --id")
            }
            EditProblem::Missing(id) => {
                Error::not_found(format!("bucket {} has no lifecycle rule `{id}`", self.bucket))
                    .did_you_mean(&id, live.rules.iter().map(Rule::name))
                    .hint(format!("lakectl lifecycle show {}", self.bucket))
            }
        })?;
        let problems = lifecycle::problems(&target, &self.edit.changed());
        if problems.is_empty() {
            return Ok(target);
        }
        let reasons: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Err(Error::usage("S3 would refuse these lifecycle rules").because(reasons.join("; ")))
    }

    fn warnings(&self, live: &LiveLifecycle, target: &Configuration) -> Vec<String> {
        let is_new = |id: &&str| target.rule(id).map(Rule::normal) != live.configuration.rule(id).map(Rule::normal);
        let changed: Vec<&str> = self.edit.changed().into_iter().filter(is_new).collect();
        let mut warnings = lifecycle::conflicts(&target.rules, &changed);
        match &live.tables {
            Some(tables) => warnings.extend(lifecycle::risks(&target.rules, &changed, tables)),
            None if !changed.is_empty() => {
                warnings.push("the catalog cannot be read: whether tables lose objects is not known".to_owned());
            }
            None => {}
        }
        for rule in target.rules.iter().filter(|rule| changed.contains(&rule.name())) {
            let old = !rule.noncurrent_version_transitions.is_empty() || rule.noncurrent_version_expiration.is_some();
            if old && !live.has_versions {
                warnings.push(format!("rule `{}` is about old versions, and the bucket keeps none", rule.name()));
            }
        }
        warnings
    }
}

fn json_of(rule: Option<&Rule>) -> Value {
    rule.map_or(Value::Null, |rule| json!(rule))
}

impl Resource for LifecycleResource {
    type Live = LiveLifecycle;

    async fn read(&self, read: &Read) -> Result<Option<LiveLifecycle>> {
        ops::bucket::require(read, &self.bucket).await?;
        let (configuration, tables, versioning) = tokio::try_join!(
            read.bucket_lifecycle(&self.bucket),
            ops::lifecycle::tables_in(read, &self.bucket),
            read.bucket_versioning(&self.bucket),
        )?;
        let configuration = configuration.unwrap_or_default();
        Ok(Some(LiveLifecycle { configuration, tables, has_versions: versioning.is_some() }))
    }

    fn diff(&self, live: Option<&LiveLifecycle>) -> Result<Step> {
        let nothing = LiveLifecycle::default();
        let live = live.unwrap_or(&nothing);
        let before = &live.configuration;
        let target = self.target(before)?;
        let mut changes = Vec::new();
        for rule in &before.rules {
            let after = target.rule(rule.name());
            if after.map(Rule::normal) != Some(rule.normal()) {
                changes.push(Change { field: "rule", old: json_of(Some(rule)), new: json_of(after) });
            }
        }
        for rule in target.rules.iter().filter(|rule| before.rule(rule.name()).is_none()) {
            changes.push(Change { field: "rule", old: Value::Null, new: json_of(Some(rule)) });
        }
        if target.minimum_size.is_some() {
            changes.extend(Change::between(
                "transition_default_minimum_object_size",
                json!(before.minimum_size),
                json!(target.minimum_size),
            ));
        }
        if target.rules.is_empty() && self.edit.minimum_size.is_some() {
            return Err(Error::usage(format!(
                "bucket {} would have no rules, and nothing stands beside none",
                self.bucket
            )));
        }
        let mut step = Step::new("lifecycle", self.bucket.as_str(), true, changes);
        step.warnings = self.warnings(live, &target);
        Ok(step)
    }

    async fn apply(&self, live: Option<&LiveLifecycle>, _step: &Step, write: &Write) -> Result<()> {
        let before = live.map(|live| live.configuration.clone()).unwrap_or_default();
        ops::lifecycle::replace(write, &self.bucket, &before, &self.target(&before)?).await
    }

    /// What was written was seen already; an edit that removes would not find its rules a second time.
    async fn read_back(&self, _read: &Read) -> Result<Step> {
        Ok(Step::new("lifecycle", self.bucket.as_str(), true, Vec::new()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Action;
    use crate::domain::lifecycle::{MinimumSize, Template};

    fn rule(name: &str) -> Rule {
        Template::named(name).unwrap().rule()
    }

    fn resource(edit: Edit) -> LifecycleResource {
        LifecycleResource { bucket: "lake-raw".parse().unwrap(), edit }
    }

    fn live(rules: Vec<Rule>) -> LiveLifecycle {
        let configuration = Configuration { minimum_size: Some(MinimumSize::All128K), rules };
        LiveLifecycle { configuration, tables: Some(Vec::new()), has_versions: true }
    }

    #[test]
    fn each_rule_is_a_change_and_a_second_time_there_is_none() {
        let add = resource(Edit { set: vec![rule("scratch"), rule("cold")], ..Edit::default() });
        let step = add.diff(Some(&live(vec![rule("scratch")]))).unwrap();
        assert_eq!(step.changes.len(), 1);
        assert_eq!(step.changes[0].new["ID"], "lakectl-cold");
        assert!(step.warnings.iter().any(|warning| warning.contains("before rule `lakectl-cold`")), "{step:?}");
        let again = add.diff(Some(&live(vec![rule("cold"), rule("scratch")]))).unwrap();
        assert_eq!((again.action, again.warnings.len()), (Action::Unchanged, 0));
    }

    #[test]
    fn what_cannot_be_is_an_error_of_its_kind() {
        let there = live(vec![rule("scratch")]);
        let other = Rule { transitions: rule("cold").transitions, ..rule("scratch") };
        let add = resource(Edit { set: vec![other.clone()], only_new: true, ..Edit::default() });
        assert_eq!(add.diff(Some(&there)).unwrap_err().kind(), Kind::Conflict);
        let set = resource(Edit { set: vec![other], ..Edit::default() });
        let error = set.diff(Some(&there)).unwrap_err();
        assert_eq!(error.kind(), Kind::Usage);
        assert!(error.chain().join(" ").contains("still moves them after 365"));
        let gone = resource(Edit { remove: vec!["lakectl-scrtch".into()], ..Edit::default() });
        assert_eq!(gone.diff(Some(&there)).unwrap_err().kind(), Kind::NotFound);
    }

    #[test]
    fn tables_and_versions_are_thought_of() {
        let place = TablePlace { name: "lake.events".into(), prefix: "events/".into() };
        let mut there = live(Vec::new());
        there.tables = Some(vec![place]);
        there.has_versions = false;
        let step = resource(Edit { set: vec![rule("cold"), rule("noncurrent")], ..Edit::default() }).diff(Some(&there));
        let warnings = step.unwrap().warnings.join("\n");
        assert!(warnings.contains("lake.events to GLACIER,") && warnings.contains("keeps none"), "{warnings}");
        there.tables = None;
        let step = resource(Edit { set: vec![rule("scratch")], ..Edit::default() }).diff(Some(&there)).unwrap();
        assert!(step.warnings[0].contains("is not known"));
    }
}
