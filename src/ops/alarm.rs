//! Alarms.

use crate::aws::Read;
use crate::domain::alarm::{AlarmEvent, AlarmState, LiveAlarm};
use crate::error::Result;
use crate::ops::require::{Sought, require};

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
    require(read.alarm(name).await?, sought, known).await
}

/// An alarm with what happened to it, newest first.
pub async fn show(read: &Read, name: &str) -> Result<(LiveAlarm, Vec<AlarmEvent>)> {
    let alarm = need(read, name).await?;
    let events = read.alarm_history(name).await?;
    Ok((alarm, events))
}
