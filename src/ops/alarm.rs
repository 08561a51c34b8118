//! Alarms.

use std::time::Duration;

use crate::aws::{Read, Write};
use crate::domain::alarm::{AlarmEvent, AlarmState, CompositeRule, LiveAlarm, MetricName, Need, Watched};
use crate::domain::workgroup::WorkGroupChange;
use crate::error::{Error, Result};
use crate::require::{Sought, require_read};

/// Every alarm (in one state, when it is given), by name.
pub async fn list(read: &Read, state: Option<AlarmState>) -> Result<Vec<LiveAlarm>> {
    let mut alarms = read.alarms(state).await?;
    alarms.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(alarms)
}

/// An alarm that must be there.
pub async fn need(read: &Read, name: &str) -> Result<LiveAlarm> {
    let sought = Sought { what: format!("alarm `{name}`"), typed: name, list: "lakectl alarm list".to_owned() };
    let known = || async { Ok(read.alarms(None).await?.into_iter().map(|alarm| alarm.name).collect()) };
    require_read(read.alarm(name).await, sought, known).await
}

/// An alarm with what happened to it, newest first.
pub async fn show(read: &Read, name: &str) -> Result<(LiveAlarm, Vec<AlarmEvent>)> {
    let alarm = need(read, name).await?;
    let events = read.alarm_history(name).await?;
    Ok((alarm, events))
}

/// The composite alarms that look at an alarm.
pub async fn parents(read: &Read, name: &str) -> Result<Vec<String>> {
    let looks_at = |alarm: &LiveAlarm| {
        let rule = alarm.composite.as_ref().and_then(|composite| CompositeRule::parse(&composite.rule).ok());
        rule.is_some_and(|rule| rule.names().contains(name))
    };
    Ok(read.alarms(None).await?.into_iter().filter(looks_at).map(|alarm| alarm.name).collect())
}

/// A metric that no data was ever put for, and those of the same name that have data.
#[derive(Debug, Clone, PartialEq)]
pub struct Unseen {
    pub metric: MetricName,
    pub others: Vec<MetricName>,
}

/// The metrics of an alarm that have no data. The service lists what had some in the last two weeks, and later than it
/// comes in.
pub async fn unseen(read: &Read, watched: &Watched) -> Result<Vec<Unseen>> {
    let mut unseen = Vec::new();
    let mut listed: Vec<(String, String, Vec<MetricName>)> = Vec::new();
    for metric in watched.metrics() {
        let is_it = |(namespace, name, _): &&(String, String, Vec<MetricName>)| {
            *namespace == metric.namespace && *name == metric.name
        };
        let known = match listed.iter().find(is_it) {
            Some((_, _, known)) => known.clone(),
            None => {
                let known = read.metrics(Some(&metric.namespace), Some(&metric.name)).await?;
                listed.push((metric.namespace.clone(), metric.name.clone(), known.clone()));
                known
            }
        };
        if !known.contains(metric) {
            unseen.push(Unseen { metric: metric.clone(), others: known });
        }
    }
    Ok(unseen)
}

/// Whether what a recipe needs is there; none when that is nothing that can be looked at, or is not there at all.
pub async fn is_met(read: &Read, need: Need, target: &str) -> Result<Option<bool>> {
    match need {
        Need::WorkgroupMetrics => Ok(read.workgroup(target).await?.map(|group| group.metrics)),
        Need::JobArgument(name) => Ok(read.job(target).await?.map(|job| {
            // The argument switches on by being there, and some write a value beside it.
            job.arguments.get(name).is_some_and(|value| value != "false")
        })),
        Need::Nothing | Need::EventRule(_) | Need::Other(_) => Ok(None),
    }
}

/// Switches on what a recipe needs.
pub async fn meet(write: &Write, need: Need, target: &str) -> Result<()> {
    match need {
        Need::WorkgroupMetrics => {
            let change = WorkGroupChange { metrics: Some(true), ..WorkGroupChange::default() };
            write.update_workgroup(target, &change).await
        }
        Need::JobArgument(name) => {
            let mut job = super::job::need(write, target).await?;
            job.arguments.insert(name.to_owned(), "true".to_owned());
            write.update_job(&job).await
        }
        Need::Nothing | Need::EventRule(_) | Need::Other(_) => Ok(()),
    }
}

/// What a try of an alarm showed.
#[derive(Debug, Clone, PartialEq)]
pub struct Tried {
    pub from: AlarmState,
    pub restored: bool,
    /// What the history says of actions since.
    pub actions: Vec<AlarmEvent>,
    /// Actions that the history said nothing of in time.
    pub unheard: usize,
}

/// How long the service may take to note what it told: the pauses between the looks.
const NOTING: [Duration; 4] =
    [Duration::from_millis(100), Duration::from_secs(1), Duration::from_secs(3), Duration::from_secs(6)];

/// Puts an alarm into a state, looks what it told, and puts it back into the state that it had.
pub async fn try_state(write: &Write, alarm: &LiveAlarm, state: AlarmState, keep: bool) -> Result<Tried> {
    let name = &alarm.name;
    let known = read_actions(write, name).await?.len();
    write.set_alarm_state(name, state, "set by lakectl alarm test").await?;
    let all = alarm.definition.as_ref().map(|definition| &definition.actions);
    let all = all.or(alarm.composite.as_ref().map(|composite| &composite.actions)).map_or(0, Vec::len);
    // Only a change of the state tells anybody, and ALARM is the state whose actions lakectl knows of.
    let is_told = state == AlarmState::Alarm && alarm.state != state && alarm.actions_enabled;
    let expected = if is_told { all } else { 0 };
    let mut actions = read_new_actions(write, name, known).await?;
    for pause in NOTING {
        if actions.len() >= expected {
            break;
        }
        tokio::time::sleep(pause).await;
        actions = read_new_actions(write, name, known).await?;
    }
    let restored = !keep && alarm.state != state;
    if restored {
        write.set_alarm_state(name, alarm.state, "restored by lakectl alarm test").await.map_err(|error| {
            let (state, before) = (state, alarm.state);
            error.context(format!("alarm {name} stays in {state} until its next evaluation; it was {before}"))
        })?;
    }
    let unheard = expected.saturating_sub(actions.len());
    Ok(Tried { from: alarm.state, restored, actions, unheard })
}

async fn read_actions(read: &Read, name: &str) -> Result<Vec<AlarmEvent>> {
    let events = read.alarm_history(name).await?;
    Ok(events.into_iter().filter(|event| event.kind == "Action").collect())
}

/// Those since there were so many; the history is newest first.
async fn read_new_actions(read: &Read, name: &str, known: usize) -> Result<Vec<AlarmEvent>> {
    let mut events = read_actions(read, name).await?;
    let new = events.len().saturating_sub(known);
    events.truncate(new);
    Ok(events)
}

/// The alarms that a composite one should look at: each must be there.
pub async fn need_all(read: &Read, names: &[String]) -> Result<()> {
    for name in names {
        if name.contains('"') {
            return Err(Error::usage(format!("the name `{name}` has a quote in it, which no rule can hold")));
        }
        need(read, name).await?;
    }
    Ok(())
}
