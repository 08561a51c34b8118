//! The bus, and events that callers put on it.

use serde_json::{Value, json};

use super::{BUS, Event, check_bus, publish};
use crate::check;
use crate::clock::epoch_millis;
use crate::domain::event_pattern::EventPattern;
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "DescribeEventBus", run: Run::Sync(describe) },
    Operation { name: "ListEventBuses", run: Run::Sync(list) },
    Operation { name: "PutEvents", run: Run::Sync(put) },
    Operation { name: "TestEventPattern", run: Run::Sync(test) },
];

fn bus(call: &Call) -> Value {
    json!({ "Name": BUS, "Arn": call.arn("events", "event-bus/default") })
}

fn describe(call: &Call) -> Reply {
    if let Some(name) = call.input().opt_string("Name")?
        && name != BUS
        && !name.ends_with(":event-bus/default")
    {
        return Err(super::not_found(format!("Event bus {name} does not exist.")));
    }
    Ok(bus(call))
}

fn list(call: &Call) -> Reply {
    let prefix = call.input().opt_string("NamePrefix")?.unwrap_or("");
    let buses: Vec<Value> = BUS.starts_with(prefix).then(|| bus(call)).into_iter().collect();
    Ok(json!({ "EventBuses": buses }))
}

/// Each entry is taken or refused for itself; the answer has one line per entry, in order.
fn put(call: &Call) -> Reply {
    let entries = call.input().list("Entries")?;
    check::count("Entries", entries.len(), 1, 10)?;
    let now = epoch_millis(call.now());
    let mut failed = 0;
    let mut answers = Vec::with_capacity(entries.len());
    for entry in entries {
        let entry = Input::new(entry);
        check_bus(entry)?;
        match event(entry) {
            Ok(event) => {
                let at = entry.opt_timestamp("Time")?.unwrap_or(now);
                let id = call.lake.store().write(|tx| publish(tx, &call.caller.region, &event, at))?;
                answers.push(json!({ "EventId": id }));
            }
            Err((code, message)) => {
                failed += 1;
                answers.push(json!({ "ErrorCode": code, "ErrorMessage": message }));
            }
        }
    }
    Ok(json!({ "FailedEntryCount": failed, "Entries": answers }))
}

fn event(entry: Input<'_>) -> Result<Event<'_>, (&'static str, String)> {
    let text = |member: &str| {
        let found = entry.opt_string(member).ok().flatten().filter(|text| !text.is_empty());
        found.ok_or_else(|| {
            ("InvalidArgument", format!("Parameter {member} is not valid. Reason: {member} is a required argument."))
        })
    };
    let (source, detail_type, detail) = (text("Source")?, text("DetailType")?, text("Detail")?);
    if source.starts_with("aws.") {
        let message = format!("Not authorized for the source {source}: only services of AWS use it.");
        return Err(("NotAuthorizedForSourceException", message));
    }
    let detail: Value = match serde_json::from_str(detail) {
        Ok(detail @ Value::Object(_)) => detail,
        _ => return Err(("MalformedDetail", "Detail is malformed.".to_owned())),
    };
    let resources = entry.strings("Resources").map_err(|error| ("InvalidArgument", error.message))?;
    Ok(Event { source, detail_type, resources: resources.into_iter().map(str::to_owned).collect(), detail })
}

fn test(call: &Call) -> Reply {
    let input = call.input();
    let pattern = EventPattern::parse(input.string("EventPattern")?).map_err(invalid_pattern)?;
    let event: Value = serde_json::from_str(input.string("Event")?)
        .map_err(|error| ServiceError::invalid(format!("Parameter Event is not valid. Reason: {error}")))?;
    for member in ["id", "account", "source", "time", "region", "resources", "detail-type"] {
        if event.get(member).is_none() {
            return Err(ServiceError::invalid(format!("Parameter Event is not valid. Reason: {member} is missing.")));
        }
    }
    Ok(json!({ "Result": pattern.matches(&event) }))
}

/// The service's error for a pattern that it does not take.
pub fn invalid_pattern(reason: String) -> ServiceError {
    ServiceError::client("InvalidEventPatternException", format!("Event pattern is not valid. Reason: {reason}"))
}
