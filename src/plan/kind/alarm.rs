//! Alarms as resources: those on metrics, with what the metric needs, and composite ones.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::missing_tags;
use crate::aws::{Read, Write};
use crate::domain::alarm::{AlarmDefinition, CompositeDefinition, LiveAlarm, Need};
use crate::error::{Error, Kind, Result};
use crate::ops::alarm::{is_met, meet};
use crate::{Change, Resource, Step};

/// What an alarm watches.
#[derive(Debug, Clone)]
pub enum Wanted {
    /// A metric, or arithmetic over several.
    Metric(Box<AlarmDefinition>),
    /// Other alarms.
    Composite(CompositeDefinition),
}

/// An alarm that should be there.
#[derive(Debug, Clone)]
pub struct AlarmResource {
    pub wanted: Wanted,
    /// Tags that it should have; others stay.
    pub tags: BTreeMap<String, String>,
    /// What its metric needs, and of what.
    pub need: Option<(Need, String)>,
    /// Whether that is switched on, too.
    pub switch_on: bool,
}

/// What is there.
#[derive(Debug, Clone)]
pub struct AlarmLive {
    alarm: Option<LiveAlarm>,
    tags: BTreeMap<String, String>,
    /// Whether what the metric needs is on; none when there is nothing to look at.
    is_met: Option<bool>,
}

impl AlarmLive {
    /// An alarm, when there is one, where neither tags nor what its metric needs are looked at.
    pub fn of(alarm: Option<LiveAlarm>) -> Self {
        Self { alarm, tags: BTreeMap::new(), is_met: None }
    }
}

/// The change that is about what the metric needs.
const SWITCH: &str = "switched_on";
/// The change that is about tags.
const TAGS: &str = "tags";

/// The properties that a plan compares, by name.
fn properties(alarm: &AlarmDefinition) -> [(&'static str, Value); 6] {
    [
        ("watches", json!(alarm.watched.to_string())),
        ("rule", json!(alarm.rule())),
        ("description", json!(alarm.description)),
        ("missing_data", json!(alarm.missing_data.to_string())),
        ("actions", listed(&alarm.actions)),
        ("wall_clock", json!(alarm.wall_clock)),
    ]
}

fn composite_properties(alarm: &CompositeDefinition) -> [(&'static str, Value); 3] {
    [("watches", json!(alarm.rule)), ("description", json!(alarm.description)), ("actions", listed(&alarm.actions))]
}

fn listed(actions: &[String]) -> Value {
    if actions.is_empty() { Value::Null } else { json!(actions) }
}

/// What is not given stays: the description, and who is told.
fn kept(wanted: &mut (Option<String>, Vec<String>), description: Option<&String>, actions: &[String]) {
    if wanted.1.is_empty() {
        wanted.1 = actions.to_vec();
    }
    if wanted.0.is_none() {
        wanted.0 = description.cloned();
    }
}

impl AlarmResource {
    /// The alarm's name.
    pub fn name(&self) -> &str {
        match &self.wanted {
            Wanted::Metric(definition) => &definition.name,
            Wanted::Composite(definition) => &definition.name,
        }
    }

    fn merged(&self, live: Option<&LiveAlarm>) -> Wanted {
        let mut wanted = self.wanted.clone();
        match &mut wanted {
            Wanted::Metric(wanted) => {
                if let Some(old) = live.and_then(|live| live.definition.as_ref()) {
                    let mut given = (wanted.description.take(), std::mem::take(&mut wanted.actions));
                    kept(&mut given, old.description.as_ref(), &old.actions);
                    (wanted.description, wanted.actions) = given;
                }
            }
            Wanted::Composite(wanted) => {
                if let Some(old) = live.and_then(|live| live.composite.as_ref()) {
                    let mut given = (wanted.description.take(), std::mem::take(&mut wanted.actions));
                    kept(&mut given, old.description.as_ref(), &old.actions);
                    (wanted.description, wanted.actions) = given;
                }
            }
        }
        wanted
    }

    /// One name is one alarm, and its kind cannot change.
    fn is_of_its_kind(&self, live: Option<&LiveAlarm>) -> Result<()> {
        let Some(live) = live else { return Ok(()) };
        let is_composite = matches!(self.wanted, Wanted::Composite(_));
        if live.composite.is_some() == is_composite {
            return Ok(());
        }
        let what = if is_composite { "watches a metric" } else { "is a composite alarm" };
        Err(Error::new(Kind::Conflict, format!("the alarm {} that is there {what}", self.name()))
            .hint("take another name, or delete that alarm first"))
    }

    /// What is to be said or done about what the metric needs.
    fn switch(&self, live: &AlarmLive, step: &mut Step) {
        let Some((need, target)) = &self.need else { return };
        match live.is_met {
            Some(true) => {}
            Some(false) if self.switch_on => {
                let (old, new) = match need {
                    Need::JobArgument(name) => (Value::Null, json!(format!("{name} true of job {target}"))),
                    _ => (Value::Null, json!(format!("metrics of workgroup {target}"))),
                };
                step.changes.push(Change { field: SWITCH, old, new });
            }
            Some(false) => step.warnings.push(format!("{target}: the alarm cannot go off before this is so: {need}")),
            None => match need {
                Need::Nothing => {}
                Need::WorkgroupMetrics => step.warnings.push(format!("there is no workgroup {target} yet")),
                Need::JobArgument(_) => step.warnings.push(format!("there is no job {target} yet; it needs: {need}")),
                Need::EventRule(_) | Need::Other(_) => step.warnings.push(format!("this is needed: {need}")),
            },
        }
    }
}

impl Resource for AlarmResource {
    type Live = AlarmLive;

    async fn read(&self, read: &Read) -> Result<Option<AlarmLive>> {
        let alarm = read.alarm(self.name()).await?;
        let arn = alarm.as_ref().and_then(|alarm| alarm.arn.as_deref());
        let tags = match arn {
            Some(arn) if !self.tags.is_empty() => read.alarm_tags(arn).await?,
            _ => BTreeMap::new(),
        };
        let is_met = match &self.need {
            Some((need, target)) => is_met(read, *need, target).await?,
            None => None,
        };
        Ok(Some(AlarmLive { alarm, tags, is_met }))
    }

    fn diff(&self, live: Option<&AlarmLive>) -> Result<Step> {
        let empty = AlarmLive { alarm: None, tags: BTreeMap::new(), is_met: None };
        let live = live.unwrap_or(&empty);
        let alarm = live.alarm.as_ref();
        self.is_of_its_kind(alarm)?;
        let mut changes = match self.merged(alarm) {
            Wanted::Metric(wanted) => {
                let old = alarm.and_then(|live| live.definition.as_ref()).map(properties);
                Change::all(old, properties(&wanted))
            }
            Wanted::Composite(wanted) => {
                let old = alarm.and_then(|live| live.composite.as_ref()).map(composite_properties);
                Change::all(old, composite_properties(&wanted))
            }
        };
        let tags = missing_tags(&self.tags, &live.tags);
        if !tags.is_empty() {
            let written: Vec<String> = tags.iter().map(|(key, value)| format!("{key}={value}")).collect();
            changes.push(Change { field: TAGS, old: Value::Null, new: json!(written.join(", ")) });
        }
        let mut step = Step::new("alarm", self.name(), alarm.is_some(), changes);
        if alarm.is_some_and(|live| live.definition.is_none() && live.composite.is_none()) {
            step.warnings.push("the alarm that is there watches something else; it is replaced".to_owned());
        }
        self.switch(live, &mut step);
        // What is switched on is a change as well, when the alarm itself is as it should be.
        if alarm.is_some() && !step.changes.is_empty() {
            step.action = crate::Action::Update;
        }
        Ok(step)
    }

    async fn apply(&self, live: Option<&AlarmLive>, step: &Step, write: &Write) -> Result<()> {
        if step.changes(SWITCH)
            && let Some((need, target)) = &self.need
        {
            meet(write, *need, target).await?;
        }
        let empty = AlarmLive { alarm: None, tags: BTreeMap::new(), is_met: None };
        let live = live.unwrap_or(&empty);
        let is_about_itself = |change: &Change| change.field != SWITCH && change.field != TAGS;
        if live.alarm.is_none() || step.changes.iter().any(is_about_itself) {
            match self.merged(live.alarm.as_ref()) {
                Wanted::Metric(wanted) => write.put_alarm(&wanted).await?,
                Wanted::Composite(wanted) => write.put_composite_alarm(&wanted).await?,
            }
        }
        let tags = missing_tags(&self.tags, &live.tags);
        if tags.is_empty() {
            return Ok(());
        }
        let arn = match live.alarm.as_ref().and_then(|alarm| alarm.arn.clone()) {
            Some(arn) => Some(arn),
            None => write.alarm(self.name()).await?.and_then(|alarm| alarm.arn),
        };
        match arn {
            Some(arn) => write.tag_alarm(&arn, &tags).await,
            None => Err(Error::failed(format!("the alarm {} was put and has no ARN to tag", self.name()))),
        }
    }
}

/// Whether an alarm that is there tells when it goes off.
#[derive(Debug, Clone)]
pub struct AlarmSwitchResource {
    pub name: String,
    pub enabled: bool,
}

impl Resource for AlarmSwitchResource {
    type Live = LiveAlarm;

    async fn read(&self, read: &Read) -> Result<Option<LiveAlarm>> {
        read.alarm(&self.name).await
    }

    fn diff(&self, live: Option<&LiveAlarm>) -> Result<Step> {
        let live = live.ok_or_else(|| {
            Error::not_found(format!("there is no alarm `{}` any more", self.name)).hint("lakectl alarm list")
        })?;
        let change = Change::between("tells_when_it_goes_off", json!(live.actions_enabled), json!(self.enabled));
        Ok(Step::new("alarm", self.name.as_str(), true, change.into_iter().collect()))
    }

    async fn apply(&self, _live: Option<&LiveAlarm>, _step: &Step, write: &Write) -> Result<()> {
        write.switch_alarm_actions(&self.name, self.enabled).await
    }
}
