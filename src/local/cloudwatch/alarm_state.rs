//! Alarms put into a state by hand, and their actions switched.

use serde_json::{Value, json};

use super::errors::not_found;
use super::{ALARM, COMPOSITE, composite, evaluate};
use crate::check;
use crate::clock::epoch_millis;
use crate::domain::alarm::AlarmState;
use crate::store::{StoreError, Tx};
use crate::wire::{Call, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "DisableAlarmActions", run: Run::Sync(disable) },
    Operation { name: "EnableAlarmActions", run: Run::Sync(enable) },
    Operation { name: "SetAlarmState", run: Run::Sync(set_state) },
];

fn set_state(call: &Call) -> Reply {
    let input = call.input();
    let name = input.string("AlarmName")?;
    let state: AlarmState = input.string("StateValue")?.parse().map_err(ServiceError::invalid)?;
    let reason = input.string("StateReason")?;
    check::length("StateReason", reason, 0, 1023)?;
    let data = input.opt_string("StateReasonData")?.unwrap_or("");
    if !data.is_empty() && serde_json::from_str::<Value>(data).is_err() {
        return Err(ServiceError::client("InvalidFormat", "StateReasonData is not valid JSON"));
    }
    let now = epoch_millis(call.now());
    let region = &call.caller.region;
    call.lake.store().write(|tx| {
        let (kind, mut alarm) =
            find(tx, region, name)?.ok_or_else(|| not_found(format!("Alarm {name} does not exist")))?;
        evaluate::change_state(tx, region, &mut alarm, state, reason, data, now)?;
        alarm["set_at"] = json!(now);
        tx.put(kind, region, name, &alarm)?;
        composite::evaluate_all(tx, region, now)?;
        Ok(json!({}))
    })
}

/// An alarm of either kind, with the kind of its document.
fn find(tx: &Tx<'_>, region: &str, name: &str) -> Result<Option<(&'static str, Value)>, StoreError> {
    if let Some(alarm) = tx.get(ALARM, region, name)? {
        return Ok(Some((ALARM, alarm)));
    }
    Ok(tx.get(COMPOSITE, region, name)?.map(|alarm| (COMPOSITE, alarm)))
}

fn enable(call: &Call) -> Reply {
    switch(call, true)
}

fn disable(call: &Call) -> Reply {
    switch(call, false)
}

/// Names that are not there are passed over, as the service does.
fn switch(call: &Call, enabled: bool) -> Reply {
    let names = call.input().strings("AlarmNames")?;
    let region = &call.caller.region;
    call.lake.store().write(|tx| {
        for name in names {
            if let Some((kind, mut alarm)) = find(tx, region, name)? {
                alarm["ActionsEnabled"] = json!(enabled);
                tx.put(kind, region, name, &alarm)?;
            }
        }
        Ok::<_, ServiceError>(json!({}))
    })
}
