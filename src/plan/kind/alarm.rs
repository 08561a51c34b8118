//! Alarms as resources.

use serde_json::{Value, json};

use crate::aws::{Read, Write};
use crate::domain::alarm::{AlarmDefinition, LiveAlarm};
use crate::error::Result;
use crate::plan::{Change, Resource, Step};

/// An alarm that should be there.
#[derive(Debug, Clone)]
pub struct AlarmResource {
    pub definition: AlarmDefinition,
}

/// The properties that a plan compares, by name.
fn properties(alarm: &AlarmDefinition) -> [(&'static str, Value); 6] {
    let actions = if alarm.actions.is_empty() { Value::Null } else { json!(alarm.actions) };
    [
        ("watches", json!(alarm.watched.to_string())),
        ("rule", json!(alarm.rule())),
        ("description", json!(alarm.description)),
        ("missing_data", json!(alarm.missing_data.to_string())),
        ("actions", actions),
        ("wall_clock", json!(alarm.wall_clock)),
    ]
}

impl AlarmResource {
    /// What is not given stays: the description, and who is told.
    fn wanted(&self, live: Option<&LiveAlarm>) -> AlarmDefinition {
        let mut wanted = self.definition.clone();
        if let Some(old) = live.and_then(|live| live.definition.as_ref()) {
            if wanted.actions.is_empty() {
                wanted.actions.clone_from(&old.actions);
            }
            if wanted.description.is_none() {
                wanted.description.clone_from(&old.description);
            }
        }
        wanted
    }
}

impl Resource for AlarmResource {
    type Live = LiveAlarm;

    async fn read(&self, read: &Read) -> Result<Option<LiveAlarm>> {
        read.alarm(&self.definition.name).await
    }

    fn diff(&self, live: Option<&LiveAlarm>) -> Result<Step> {
        let old = live.and_then(|live| live.definition.as_ref()).map(properties);
        let changes = Change::all(old, properties(&self.wanted(live)));
        let mut step = Step::new("alarm", self.definition.name.as_str(), live.is_some(), changes);
        if live.is_some_and(|live| live.definition.is_none()) {
            step.warnings.push("the alarm that is there watches something else; it is replaced".to_owned());
        }
        Ok(step)
    }

    async fn apply(&self, live: Option<&LiveAlarm>, _step: &Step, write: &Write) -> Result<()> {
        write.put_alarm(&self.wanted(live)).await
    }
}
