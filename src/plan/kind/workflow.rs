//! Workflows as resources, with the triggers that make their steps.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::aws::{Read, Write};
use crate::domain::trigger::{Trigger, When};
use crate::domain::workflow::Workflow;
use crate::error::Result;
use crate::ops;
use crate::{Change, Resource, Step};

/// A workflow that should be there, with these triggers and no others. What else is not given stays as it is.
#[derive(Debug, Clone)]
pub struct WorkflowResource {
    pub name: String,
    pub description: Option<String>,
    /// Over those that are there.
    pub properties: BTreeMap<String, String>,
    pub max_concurrent_runs: Option<i32>,
    pub triggers: Vec<Trigger>,
}

/// A workflow and its triggers.
#[derive(Debug, Clone)]
pub struct LiveWorkflow {
    workflow: Workflow,
    triggers: Vec<Trigger>,
}

/// The property that lists the triggers.
const STEPS: &str = "steps";

/// A trigger in words: when, and what it starts; with its name, so that another one is another one.
fn said(trigger: &Trigger) -> String {
    let works: Vec<String> = trigger.actions.iter().map(|action| action.work.words()).collect();
    // One that is about to be switched on is on; one on demand is never on.
    let state = match (&trigger.when, trigger.state.as_str()) {
        (When::OnDemand, _) | (_, "ACTIVATED" | "ACTIVATING") => String::new(),
        (_, other) => format!(" ({})", other.to_lowercase()),
    };
    format!("{}: {} -> {}{state}", trigger.name, trigger.words(), works.join(", "))
}

fn properties(workflow: &Workflow, triggers: &[Trigger]) -> [(&'static str, Value); 4] {
    let mut steps: Vec<String> = triggers.iter().map(said).collect();
    steps.sort();
    [
        ("description", json!(workflow.description)),
        ("properties", if workflow.properties.is_empty() { Value::Null } else { json!(workflow.properties) }),
        ("max_concurrent_runs", json!(workflow.max_concurrent_runs)),
        (STEPS, json!(steps)),
    ]
}

impl WorkflowResource {
    fn wanted(&self, live: Option<&Workflow>) -> Workflow {
        let mut workflow = live.cloned().unwrap_or_default();
        workflow.name.clone_from(&self.name);
        if self.description.is_some() {
            workflow.description.clone_from(&self.description);
        }
        if self.max_concurrent_runs.is_some() {
            workflow.max_concurrent_runs = self.max_concurrent_runs;
        }
        workflow.properties.extend(self.properties.clone());
        workflow
    }
}

impl Resource for WorkflowResource {
    type Live = LiveWorkflow;

    async fn read(&self, read: &Read) -> Result<Option<LiveWorkflow>> {
        let Some(workflow) = read.workflow(&self.name).await? else { return Ok(None) };
        let triggers = ops::workflow::triggers(read, &self.name).await?;
        Ok(Some(LiveWorkflow { workflow, triggers }))
    }

    fn diff(&self, live: Option<&LiveWorkflow>) -> Result<Step> {
        let old = live.map(|live| properties(&live.workflow, &live.triggers));
        let new = properties(&self.wanted(live.map(|live| &live.workflow)), &self.triggers);
        Ok(Step::new("workflow", self.name.clone(), live.is_some(), Change::all(old, new)))
    }

    async fn apply(&self, live: Option<&LiveWorkflow>, step: &Step, write: &Write) -> Result<()> {
        let wanted = self.wanted(live.map(|live| &live.workflow));
        match live {
            None => write.create_workflow(&wanted).await?,
            Some(_) if step.changes.iter().any(|change| change.field != STEPS) => {
                write.update_workflow(&wanted).await?;
            }
            Some(_) => {}
        }
        let live = live.map_or(&[][..], |live| live.triggers.as_slice());
        let differs = |trigger: &Trigger, others: &[Trigger]| !others.iter().any(|other| said(other) == said(trigger));
        // A workflow has one trigger that starts it: the old one goes before the new one comes.
        for old in live.iter().filter(|old| differs(old, &self.triggers)) {
            write.delete_trigger(&old.name).await?;
        }
        for new in self.triggers.iter().filter(|new| differs(new, live)) {
            write.create_trigger(new).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Action;
    use crate::domain::workflow::triggers;

    fn wanted(steps: &[&str]) -> WorkflowResource {
        let stages: Vec<_> = steps.iter().map(|step| step.parse().unwrap()).collect();
        WorkflowResource {
            name: "w".to_owned(),
            description: None,
            properties: BTreeMap::new(),
            max_concurrent_runs: None,
            triggers: triggers("w", When::OnDemand, &stages),
        }
    }

    #[test]
    fn what_is_there_as_wanted_is_no_difference() {
        let resource = wanted(&["crawler:raw", "job:clean"]);
        let step = resource.diff(None).unwrap();
        assert_eq!(step.action, Action::Create);
        let workflow = Workflow { description: Some("kept".to_owned()), ..resource.wanted(None) };
        let live = LiveWorkflow { workflow, triggers: resource.triggers.clone() };
        assert_eq!(resource.diff(Some(&live)).unwrap().action, Action::Unchanged);
        let step = wanted(&["crawler:raw"]).diff(Some(&live)).unwrap();
        assert_eq!((step.action, step.changes.len()), (Action::Update, 1));
        assert!(step.changes(STEPS));
    }
}
