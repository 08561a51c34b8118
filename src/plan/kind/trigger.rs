//! Triggers as resources.

use serde_json::{Value, json};

use crate::aws::{Read, Write};
use crate::domain::trigger::Trigger;
use crate::error::Result;
use crate::{Change, Resource, Step};

/// A trigger that should be there and watch.
#[derive(Debug, Clone)]
pub struct TriggerResource(pub Trigger);

fn properties(trigger: &Trigger) -> [(&'static str, Value); 5] {
    let actions: Vec<String> = trigger
        .actions
        .iter()
        .map(|action| {
            let arguments: Vec<String> =
                action.arguments.iter().map(|(name, value)| format!(" {name}={value}")).collect();
            format!("{}{}", action.work.words(), arguments.concat())
        })
        .collect();
    // One that is about to be switched on is on.
    let state = trigger.state.strip_suffix("ING").map_or_else(|| trigger.state.clone(), |state| format!("{state}ED"));
    [
        ("workflow", json!(trigger.workflow)),
        ("when", json!(trigger.words())),
        ("starts", json!(actions)),
        ("state", json!(state)),
        ("description", json!(trigger.description)),
    ]
}

impl Resource for TriggerResource {
    type Live = Trigger;

    async fn read(&self, read: &Read) -> Result<Option<Trigger>> {
        read.trigger(&self.0.name).await
    }

    fn diff(&self, live: Option<&Trigger>) -> Result<Step> {
        let old = live.map(properties);
        let changes = properties(&self.0)
            .into_iter()
            .enumerate()
            .filter_map(|(index, (field, new))| {
                let old = old.as_ref().map_or(Value::Null, |old| old[index].1.clone());
                Change::between(field, old, new)
            })
            .collect();
        Ok(Step::new("trigger", self.0.name.clone(), live.is_some(), changes))
    }

    async fn apply(&self, live: Option<&Trigger>, _step: &Step, write: &Write) -> Result<()> {
        if live.is_some() {
            // The service changes a trigger's kind only by a new one, and one that watches not at all.
            write.delete_trigger(&self.0.name).await?;
        }
        write.create_trigger(&self.0).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Action as PlanAction;
    use crate::domain::trigger::{Action, Condition, When, Work};

    #[test]
    fn what_is_there_as_wanted_is_no_difference() {
        let wanted = Trigger {
            name: "t".to_owned(),
            workflow: None,
            when: When::After {
                conditions: vec![Condition { work: Work::Crawler("raw".to_owned()), state: "SUCCEEDED".to_owned() }],
                any: false,
            },
            actions: vec![Action { work: Work::Job("clean".to_owned()), arguments: Default::default() }],
            state: "ACTIVATED".to_owned(),
            description: None,
        };
        let resource = TriggerResource(wanted.clone());
        assert_eq!(resource.diff(None).unwrap().action, PlanAction::Create);
        assert_eq!(resource.diff(Some(&wanted)).unwrap().action, PlanAction::Unchanged);
        let starting = Trigger { state: "ACTIVATING".to_owned(), ..wanted.clone() };
        assert_eq!(resource.diff(Some(&starting)).unwrap().action, PlanAction::Unchanged);
        let other = Trigger { when: When::Cron("cron(0 2 * * ? *)".to_owned()), ..wanted };
        let step = resource.diff(Some(&other)).unwrap();
        assert_eq!(step.changes[0].new, json!("after crawler raw has succeeded"));
    }
}
