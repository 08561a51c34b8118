//! Tags of alarms.

use serde_json::{Map, Value, json};

use super::errors::not_found;
use super::{ALARM, COMPOSITE};
use crate::local::check;
use crate::local::store::Tx;
use crate::local::wire::{Call, Input, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "ListTagsForResource", run: Run::Sync(list) },
    Operation { name: "TagResource", run: Run::Sync(tag) },
    Operation { name: "UntagResource", run: Run::Sync(untag) },
];

/// The document kind of tags; the name is the ARN.
const TAGS: &str = "monitoring_tags";

/// The tags in a request.
pub fn given(input: Input<'_>) -> Result<Map<String, Value>, ServiceError> {
    let tags = input.list("Tags")?;
    check::count("Tags", tags.len(), 0, 50)?;
    let mut given = Map::new();
    for tag in tags {
        let tag = Input::new(tag);
        let (key, value) = (tag.string("Key")?, tag.opt_string("Value")?.unwrap_or(""));
        check::length("Tags.Key", key, 1, 128)?;
        check::length("Tags.Value", value, 0, 256)?;
        given.insert(key.to_owned(), json!(value));
    }
    Ok(given)
}

/// Writes the tags of a new alarm.
pub fn set(tx: &Tx<'_>, arn: &str, tags: &Map<String, Value>) -> Result<(), ServiceError> {
    if !tags.is_empty() {
        tx.put(TAGS, "", arn, &Value::Object(tags.clone()))?;
    }
    Ok(())
}

/// Removes the tags of an alarm that went.
pub fn remove_all(tx: &Tx<'_>, arn: &str) -> Result<(), ServiceError> {
    tx.delete(TAGS, "", arn)?;
    Ok(())
}

fn change(call: &Call, change: impl FnOnce(&mut Map<String, Value>)) -> Result<Map<String, Value>, ServiceError> {
    let arn = call.input().string("ResourceARN")?;
    let missing = || not_found(format!("Unable to find {arn}"));
    let name = arn.strip_prefix(call.arn("cloudwatch", "alarm:").as_str()).ok_or_else(missing)?;
    call.lake.store().write(|tx| {
        if tx.get(ALARM, &call.caller.region, name)?.is_none()
            && tx.get(COMPOSITE, &call.caller.region, name)?.is_none()
        {
            return Err(missing());
        }
        let mut tags = match tx.get(TAGS, "", arn)? {
            Some(Value::Object(tags)) => tags,
            _ => Map::new(),
        };
        change(&mut tags);
        tx.put(TAGS, "", arn, &Value::Object(tags.clone()))?;
        Ok(tags)
    })
}

fn list(call: &Call) -> Reply {
    let tags = change(call, |_| {})?;
    let shown: Value = tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect();
    Ok(json!({ "Tags": shown }))
}

fn tag(call: &Call) -> Reply {
    let added = given(call.input())?;
    change(call, |tags| tags.extend(added))?;
    Ok(json!({}))
}

fn untag(call: &Call) -> Reply {
    let keys = call.input().strings("TagKeys")?;
    change(call, |tags| tags.retain(|key, _| !keys.contains(&key.as_str())))?;
    Ok(json!({}))
}
