//! Alarms are told what their metrics say, at the lake's time.

use serde_json::{Value, json};

use super::watch::Watch;
use super::{ALARM, composite, history, many};
use crate::domain::alarm::{AlarmState, Evaluation};
use crate::events::{self, Event};
use crate::lake::Lake;
use crate::store::Tx;
use crate::wire::{ServiceError, as_timestamp_millis, timestamp_millis};

/// A state that somebody set stays for one evaluation, as on AWS, where one takes place every minute.
pub const SET_STATE_STAYS: i64 = 60_000;

/// The members of an alarm that its evaluation writes.
const STATE: [&str; 5] =
    ["StateValue", "StateReason", "StateReasonData", "StateUpdatedTimestamp", "StateTransitionedTimestamp"];

/// Evaluates every alarm of a region, for a transaction that has written nothing of metrics: many at a time.
pub fn all_at_once(lake: &Lake, tx: &Tx<'_>, region: &str, now: i64) -> Result<(), ServiceError> {
    for (name, mut alarm, said) in many::look(lake, tx.list(ALARM, region)?, |tx, alarm| look(tx, region, alarm, now))?
    {
        if let Some((current, evaluation)) = said
            && record(tx, region, &mut alarm, current, &evaluation, now)?
        {
            tx.put(ALARM, region, &name, &alarm)?;
        }
    }
    composite::evaluate_all(tx, region, now)
}

/// Evaluates every alarm of a region.
pub fn all(tx: &Tx<'_>, region: &str, now: i64) -> Result<(), ServiceError> {
    for (name, mut alarm) in tx.list(ALARM, region)? {
        if one(tx, region, &mut alarm, now)? {
            tx.put(ALARM, region, &name, &alarm)?;
        }
    }
    composite::evaluate_all(tx, region, now)
}

/// Whether somebody has just set the state by hand.
pub fn was_set(alarm: &Value, now: i64) -> bool {
    alarm["set_at"].as_i64().is_some_and(|at| now < at + SET_STATE_STAYS)
}

/// Evaluates one alarm; whether its document changed.
pub fn one(tx: &Tx<'_>, region: &str, alarm: &mut Value, now: i64) -> Result<bool, ServiceError> {
    match look(tx, region, alarm, now)? {
        Some((current, evaluation)) => record(tx, region, alarm, current, &evaluation, now),
        None => Ok(false),
    }
}

/// What an alarm says that it did not say before, with the state that it is in.
fn look(tx: &Tx<'_>, region: &str, alarm: &Value, now: i64) -> Result<Option<(AlarmState, Evaluation)>, ServiceError> {
    if was_set(alarm, now) {
        return Ok(None);
    }
    let Some(watch) = Watch::new(alarm)? else { return Ok(None) };
    let current = state_of(alarm);
    let evaluation = watch.at(tx, region, now, current, is_new(alarm))?;
    Ok(evaluation.map(|evaluation| (current, evaluation)))
}

/// The state of an alarm that is put: the one that it had, or that of a new one.
pub fn keep_state(alarm: &mut Value, old: Option<&Value>, now: i64) {
    match old {
        Some(old) => {
            for member in STATE {
                if !old[member].is_null() {
                    alarm[member] = old[member].clone();
                }
            }
        }
        None => {
            alarm["StateValue"] = json!("INSUFFICIENT_DATA");
            alarm["StateReason"] = json!("Unchecked: Initial alarm creation");
            alarm["StateUpdatedTimestamp"] = timestamp_millis(now);
            alarm["StateTransitionedTimestamp"] = timestamp_millis(now);
        }
    }
}

/// The state that an alarm is in.
pub fn state_of(alarm: &Value) -> AlarmState {
    let state = alarm["StateValue"].as_str().and_then(|state| state.parse().ok());
    state.unwrap_or(AlarmState::InsufficientData)
}

/// Whether an alarm was made and never evaluated.
pub fn is_new(alarm: &Value) -> bool {
    alarm["StateReason"].as_str().is_some_and(|reason| reason.starts_with("Unchecked"))
}

/// The metrics of an alarm as queries, whichever way they were given.
pub fn metrics_of(alarm: &Value) -> Vec<Value> {
    if let Some(metrics) = alarm["Metrics"].as_array() {
        return metrics.clone();
    }
    let stat = if alarm["Statistic"].is_null() { &alarm["ExtendedStatistic"] } else { &alarm["Statistic"] };
    let mut query = json!({
        "Id": "m1",
        "MetricStat": {
            "Metric": { "Namespace": alarm["Namespace"], "MetricName": alarm["MetricName"] },
            "Period": alarm["Period"],
            "Stat": stat,
        },
    });
    if !alarm["Dimensions"].is_null() {
        query["MetricStat"]["Metric"]["Dimensions"] = alarm["Dimensions"].clone();
    }
    if !alarm["Unit"].is_null() {
        query["MetricStat"]["Unit"] = alarm["Unit"].clone();
    }
    vec![query]
}

/// Writes what an evaluation says into an alarm's document and its history; whether the document changed.
pub fn record(
    tx: &Tx<'_>,
    region: &str,
    alarm: &mut Value,
    current: AlarmState,
    evaluation: &Evaluation,
    now: i64,
) -> Result<bool, ServiceError> {
    if evaluation.state == current && !is_new(alarm) {
        return Ok(false);
    }
    let reason = truncated(&evaluation.reason);
    let data = json!({
        "version": "1.0",
        "queryDate": crate::clock::rfc3339(crate::clock::from_epoch_millis(now)),
        "statistic": alarm["Statistic"],
        "period": alarm["Period"],
        "recentDatapoints": evaluation.recent,
        "threshold": alarm["Threshold"],
    });
    if evaluation.state == current {
        // The first look: the state stays what it is, the reason says why.
        alarm["StateReason"] = json!(reason);
        alarm["StateUpdatedTimestamp"] = timestamp_millis(now);
        return Ok(true);
    }
    change_state(tx, region, alarm, evaluation.state, &reason, &data.to_string(), now)?;
    Ok(true)
}

/// Puts an alarm into a state, and notes it in its history.
pub fn change_state(
    tx: &Tx<'_>,
    region: &str,
    alarm: &mut Value,
    state: AlarmState,
    reason: &str,
    data: &str,
    now: i64,
) -> Result<(), ServiceError> {
    let before = alarm["StateValue"].as_str().unwrap_or_default().to_owned();
    let was = event_state(alarm);
    let old = json!({ "stateValue": before, "stateReason": alarm["StateReason"] });
    let state = state.to_string();
    alarm["StateValue"] = json!(state);
    alarm["StateReason"] = json!(reason);
    alarm["StateReasonData"] = json!(data);
    alarm["StateUpdatedTimestamp"] = timestamp_millis(now);
    if before == state {
        return Ok(());
    }
    alarm["StateTransitionedTimestamp"] = timestamp_millis(now);
    let new = json!({ "stateValue": state, "stateReason": reason });
    history::note(
        tx,
        region,
        alarm,
        "StateUpdate",
        &format!("Alarm updated from {before} to {state}"),
        &json!({ "version": "1.0", "oldState": old, "newState": new }),
        now,
    )?;
    announce(tx, region, alarm, was, now)?;
    let actions = match state.as_str() {
        "ALARM" => "AlarmActions",
        "OK" => "OKActions",
        _ => "InsufficientDataActions",
    };
    if alarm["ActionsEnabled"] == false {
        return Ok(());
    }
    for action in alarm[actions].as_array().into_iter().flatten().filter_map(Value::as_str) {
        history::note(
            tx,
            region,
            alarm,
            "Action",
            &format!("Did not execute action {action}: the local lake delivers no notifications"),
            &json!({ "actionState": "Failed", "notificationResource": action }),
            now,
        )?;
    }
    Ok(())
}

/// Puts a change of state on the event bus. Source: CloudWatch User Guide, "Alarm events and EventBridge".
fn announce(tx: &Tx<'_>, region: &str, alarm: &Value, was: Value, now: i64) -> Result<(), ServiceError> {
    let detail = json!({
        "alarmName": alarm["AlarmName"],
        "state": event_state(alarm),
        "previousState": was,
        "configuration": configuration(alarm),
    });
    let resources = alarm["AlarmArn"].as_str().map(str::to_owned).into_iter().collect();
    let event = Event { source: "aws.cloudwatch", detail_type: "CloudWatch Alarm State Change", resources, detail };
    events::publish(tx, region, &event, now)?;
    Ok(())
}

fn event_state(alarm: &Value) -> Value {
    let at = as_timestamp_millis(&alarm["StateUpdatedTimestamp"]).unwrap_or(0);
    let time = crate::clock::rfc3339(crate::clock::from_epoch_millis(at)).replace('Z', "+0000");
    let mut state = json!({ "value": alarm["StateValue"], "reason": alarm["StateReason"], "timestamp": time });
    if alarm["StateReasonData"].as_str().is_some_and(|data| !data.is_empty()) {
        state["reasonData"] = alarm["StateReasonData"].clone();
    }
    state
}

fn configuration(alarm: &Value) -> Value {
    if alarm["AlarmRule"].is_string() {
        return json!({ "alarmRule": alarm["AlarmRule"] });
    }
    let queries = metrics_of(alarm).into_iter().map(|query| {
        let mut shown = json!({ "id": query["Id"], "returnData": query["ReturnData"].as_bool().unwrap_or(true) });
        if let Some(expression) = query["Expression"].as_str() {
            shown["expression"] = json!(expression);
        }
        let stat = &query["MetricStat"];
        if stat.is_object() {
            let dimensions: serde_json::Map<String, Value> = stat["Metric"]["Dimensions"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|one| Some((one["Name"].as_str()?.to_owned(), one["Value"].clone())))
                .collect();
            shown["metricStat"] = json!({
                "metric": {
                    "namespace": stat["Metric"]["Namespace"],
                    "name": stat["Metric"]["MetricName"],
                    "dimensions": dimensions,
                },
                "period": stat["Period"],
                "stat": stat["Stat"],
            });
        }
        shown
    });
    let mut configuration = json!({ "metrics": queries.collect::<Vec<_>>() });
    if alarm["AlarmDescription"].is_string() {
        configuration["description"] = alarm["AlarmDescription"].clone();
    }
    configuration
}

fn truncated(reason: &str) -> String {
    reason.chars().take(1023).collect()
}
