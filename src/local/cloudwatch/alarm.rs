//! Metric alarms: put, shown, deleted.

use serde_json::{Value, json};

use super::errors::{invalid_value, not_found};
use super::{ALARM, COMPOSITE, alarm_input, evaluate, history, shape, tag};
use crate::check;
use crate::clock::epoch_millis;
use crate::paging::Page;
use crate::wire::{Call, Operation, Reply, Run, ServiceError, timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "DeleteAlarms", run: Run::Sync(delete) },
    Operation { name: "DescribeAlarms", run: Run::Sync(describe) },
    Operation { name: "DescribeAlarmsForMetric", run: Run::Sync(describe_for_metric) },
    Operation { name: "PutMetricAlarm", run: Run::Sync(put) },
];

/// The alarm is replaced whole; its state stays until the next evaluation, which takes place at once.
fn put(call: &Call) -> Reply {
    let input = call.input();
    let mut alarm = Value::Object(alarm_input::read(input)?);
    let name = input.string("AlarmName")?;
    let tags = tag::TAGS.given(input)?;
    let now = epoch_millis(call.now());
    let region = &call.caller.region;
    alarm["AlarmArn"] = json!(call.arn("cloudwatch", &format!("alarm:{name}")));
    alarm["AlarmConfigurationUpdatedTimestamp"] = timestamp_millis(now);
    call.lake.store().write(|tx| {
        if tx.get(COMPOSITE, region, name)?.is_some() {
            return Err(invalid_value(format!("There is a composite alarm with the name {name}")));
        }
        let old = tx.get(ALARM, region, name)?;
        evaluate::keep_state(&mut alarm, old.as_ref(), now);
        if old.is_none() {
            tag::TAGS.set(tx, alarm["AlarmArn"].as_str().unwrap_or_default(), &tags)?;
        }
        let (word, kind) = if old.is_some() { ("updated", "Update") } else { ("created", "Create") };
        let data = json!({ "version": "1.0", "type": kind });
        history::note(tx, region, &alarm, "ConfigurationUpdate", &format!("Alarm \"{name}\" {word}"), &data, now)?;
        tx.put(ALARM, region, name, &alarm)?;
        evaluate::all_at_once(&call.lake, tx, region, now)?;
        Ok(json!({}))
    })
}

/// An alarm as the service shows it.
fn shown(mut alarm: Value) -> Value {
    if let Some(members) = alarm.as_object_mut() {
        members.remove("set_at");
        for list in ["OKActions", "AlarmActions", "InsufficientDataActions"] {
            members.entry(list).or_insert_with(|| json!([]));
        }
        if !members.contains_key("Metrics") && !members.contains_key("AlarmRule") {
            members.entry("Dimensions").or_insert_with(|| json!([]));
        }
    }
    alarm
}

fn describe(call: &Call) -> Reply {
    let input = call.input();
    let page = Page::read_named(call, "NextToken", "MaxRecords", 50, 100)?;
    let (names, prefix) = (input.strings("AlarmNames")?, input.opt_string("AlarmNamePrefix")?);
    check::count("AlarmNames", names.len(), 0, 100)?;
    if !names.is_empty() && prefix.is_some() {
        return Err(ServiceError::invalid("AlarmNames and AlarmNamePrefix are mutually exclusive."));
    }
    for unsupported in ["ChildrenOfAlarmName", "ParentsOfAlarmName"] {
        if input.get(unsupported).is_some() {
            return Err(ServiceError::unsupported(format_args!("monitoring DescribeAlarms with {unsupported}")));
        }
    }
    let types = input.strings("AlarmTypes")?;
    for kind in &types {
        check::one_of("AlarmTypes", kind, &["CompositeAlarm", "MetricAlarm", "LogAlarm"])?;
    }
    let state = input.opt_string("StateValue")?;
    if let Some(state) = state {
        check::one_of("StateValue", state, &["OK", "ALARM", "INSUFFICIENT_DATA"])?;
    }
    let action = input.opt_string("ActionPrefix")?;
    let now = epoch_millis(call.now());
    // Without the types, metric alarms only: the service documents it so.
    let is_wanted = |kind: &str| types.contains(&kind) || (types.is_empty() && kind == "MetricAlarm");
    let all = call.lake.store().write(|tx| {
        // Those of a later page were evaluated for the first.
        if page.after.is_none() {
            evaluate::all_at_once(&call.lake, tx, &call.caller.region, now)?;
        }
        let mut all = Vec::new();
        for (kind, documents) in [("MetricAlarm", ALARM), ("CompositeAlarm", COMPOSITE)] {
            if is_wanted(kind) {
                all.extend(tx.list(documents, &call.caller.region)?);
            }
        }
        // One name is one alarm, whatever its kind.
        all.sort_by(|(left, _), (right, _)| left.cmp(right));
        Ok::<_, ServiceError>(all)
    })?;
    let has_action = |alarm: &Value, prefix: &str| {
        ["OKActions", "AlarmActions", "InsufficientDataActions"]
            .iter()
            .flat_map(|list| alarm[*list].as_array().into_iter().flatten())
            .any(|action| action.as_str().is_some_and(|action| action.starts_with(prefix)))
    };
    let wanted = all.into_iter().filter(|(name, alarm)| {
        (names.is_empty() || names.contains(&name.as_str()))
            && prefix.is_none_or(|prefix| name.starts_with(prefix))
            && state.is_none_or(|state| alarm["StateValue"] == state)
            && action.is_none_or(|prefix| has_action(alarm, prefix))
    });
    let (alarms, next) = page.cut(wanted.map(|(name, alarm)| (name, shown(alarm))));
    let (composite, metric): (Vec<_>, Vec<_>) =
        alarms.into_iter().partition(|alarm: &Value| alarm["AlarmRule"].is_string());
    let mut answer = json!({ "MetricAlarms": metric, "CompositeAlarms": composite });
    if let Some(next) = next {
        answer["NextToken"] = json!(next);
    }
    Ok(answer)
}

fn describe_for_metric(call: &Call) -> Reply {
    let input = call.input();
    let (namespace, metric) = (shape::name(input, "Namespace")?, shape::name(input, "MetricName")?);
    let mut dimensions = shape::dimensions(input)?;
    dimensions.sort();
    let now = epoch_millis(call.now());
    let all = call.lake.store().write(|tx| {
        evaluate::all_at_once(&call.lake, tx, &call.caller.region, now)?;
        Ok::<_, ServiceError>(tx.list(ALARM, &call.caller.region)?)
    })?;
    let filters = ["Statistic", "ExtendedStatistic", "Unit"];
    let period = input.opt_integer("Period")?;
    let mut found = Vec::new();
    for (_, alarm) in all {
        let mut own = shape::dimensions(crate::wire::Input::new(&alarm))?;
        own.sort();
        let matches = alarm["Namespace"] == namespace
            && alarm["MetricName"] == metric
            && own == dimensions
            && period.is_none_or(|period| alarm["Period"] == period)
            && filters.iter().all(|member| input.get(member).is_none_or(|value| *value == alarm[*member]));
        if matches {
            found.push(shown(alarm));
        }
    }
    Ok(json!({ "MetricAlarms": found }))
}

/// Deletes all that are named, or none when one of them is not there.
fn delete(call: &Call) -> Reply {
    let names = call.input().strings("AlarmNames")?;
    if names.is_empty() || names.len() > 100 {
        return Err(invalid_value("AlarmNames must have 1 to 100 names."));
    }
    let now = epoch_millis(call.now());
    let region = &call.caller.region;
    call.lake.store().write(|tx| {
        let mut composites = 0;
        for name in names {
            let missing = || not_found(format!("Alarm {name} does not exist"));
            let alarm = match tx.get(ALARM, region, name)? {
                Some(alarm) => {
                    tx.delete(ALARM, region, name)?;
                    alarm
                }
                None => {
                    composites += 1;
                    let alarm = tx.get(COMPOSITE, region, name)?.ok_or_else(missing)?;
                    tx.delete(COMPOSITE, region, name)?;
                    alarm
                }
            };
            if composites > 1 {
                return Err(invalid_value("At most one composite alarm can be deleted at a time."));
            }
            tag::TAGS.remove_all(tx, &call.arn("cloudwatch", &format!("alarm:{name}")))?;
            let data = json!({ "version": "1.0", "type": "Delete" });
            history::note(tx, region, &alarm, "ConfigurationUpdate", &format!("Alarm \"{name}\" deleted"), &data, now)?;
        }
        Ok(json!({}))
    })
}
