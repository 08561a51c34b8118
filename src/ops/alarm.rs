//! Alarms.

use crate::aws::Read;
use crate::domain::alarm::{AlarmEvent, AlarmState, LiveAlarm};
use crate::error::{Error, Result};

/// Every alarm (in one state, when it is given), by name.
pub async fn list(read: &Read, state: Option<AlarmState>) -> Result<Vec<LiveAlarm>> {
    let mut alarms = read.alarms(state).await?;
    alarms.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(alarms)
}

/// An alarm that must be there.
pub async fn need(read: &Read, name: &str) -> Result<LiveAlarm> {
    if let Some(alarm) = read.alarm(name).await? {
        return Ok(alarm);
    }
    let known = read.alarms(None).await?;
    Err(Error::not_found(format!("there is no alarm `{name}`"))
        .did_you_mean(name, known.iter().map(|alarm| alarm.name.as_str()))
        .hint("lakectl alarm list"))
}

/// An alarm with what happened to it, newest first.
pub async fn show(read: &Read, name: &str) -> Result<(LiveAlarm, Vec<AlarmEvent>)> {
    let alarm = need(read, name).await?;
    let events = read.alarm_history(name).await?;
    Ok((alarm, events))
}
