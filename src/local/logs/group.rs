//! Log groups.

use rusqlite::params;
use serde_json::{Value, json};

use super::{GROUP, STREAM};
use crate::check;
use crate::clock::epoch_millis;
use crate::paging;
use crate::store::{StoreError, Tx, scope};
use crate::wire::{Call, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "CreateLogGroup", run: Run::Sync(create) },
    Operation { name: "DeleteLogGroup", run: Run::Sync(delete) },
    Operation { name: "DeleteRetentionPolicy", run: Run::Sync(delete_retention) },
    Operation { name: "DescribeLogGroups", run: Run::Sync(describe) },
    Operation { name: "ListTagsForResource", run: Run::Sync(list_tags) },
    Operation { name: "PutRetentionPolicy", run: Run::Sync(put_retention) },
    Operation { name: "TagResource", run: Run::Sync(tag) },
    Operation { name: "UntagResource", run: Run::Sync(untag) },
];

/// Source: CloudWatch Logs API reference, PutRetentionPolicy.
const RETENTIONS: [i64; 23] =
    [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, 0];

/// A group's name, as the model wants it.
pub fn name<'a>(call: &'a Call, member: &str) -> Result<&'a str, ServiceError> {
    let name = call.input().string(member)?;
    check::length(member, name, 1, 512)?;
    check::characters(member, name, r"[\.\-_/#A-Za-z0-9]+", |c| c.is_ascii_alphanumeric() || ".-_/#".contains(c))?;
    Ok(name)
}

/// The group that a request names by name or by ARN.
pub fn named(call: &Call) -> Result<String, ServiceError> {
    let input = call.input();
    match (input.opt_string("logGroupName")?, input.opt_string("logGroupIdentifier")?) {
        (Some(_), Some(_)) => {
            Err(ServiceError::invalid("LogGroup name and LogGroup identifier can not both be provided."))
        }
        (Some(_), None) => name(call, "logGroupName").map(str::to_owned),
        // The ARN of a group as it is listed ends in `:*`, which is none here.
        (None, Some(identifier)) if identifier.contains('*') => Err(ServiceError::invalid(
            "1 validation error detected: Value at 'logGroupIdentifier' failed to satisfy constraint: Member must \
             satisfy regular expression pattern: [\\w#+=/:,.@-]*",
        )),
        (None, Some(identifier)) => Ok(name_in_arn(identifier).to_owned()),
        (None, None) => Err(ServiceError::invalid("LogGroup name or LogGroup identifier must be provided.")),
    }
}

/// The name of a group that is given by name or by ARN.
pub fn name_in_arn(identifier: &str) -> &str {
    let name = identifier.split_once(":log-group:").map_or(identifier, |(_, name)| name);
    name.strip_suffix(":*").unwrap_or(name)
}

/// The document of a group, or the service's error.
pub fn find(tx: &Tx<'_>, region: &str, name: &str) -> Result<Value, ServiceError> {
    tx.get(GROUP, region, name)?.ok_or_else(no_such_group)
}

fn no_such_group() -> ServiceError {
    ServiceError::client("ResourceNotFoundException", "The specified log group does not exist.")
}

fn create(call: &Call) -> Reply {
    let name = name(call, "logGroupName")?;
    let input = call.input();
    let class = input.opt_string("logGroupClass")?.unwrap_or("STANDARD");
    check::one_of("logGroupClass", class, &["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"])?;
    let tags = input.opt_structure("tags")?.map_or_else(|| json!({}), |tags| tags.raw().clone());
    let document = json!({
        "created": epoch_millis(call.now()),
        "class": class,
        "kms": input.opt_string("kmsKeyId")?,
        "tags": tags,
    });
    call.lake.store().write(|tx| {
        if tx.insert(GROUP, &call.caller.region, name, &document)? {
            return Ok(json!({}));
        }
        Err(ServiceError::client("ResourceAlreadyExistsException", "The specified log group already exists"))
    })
}

fn delete(call: &Call) -> Reply {
    let name = name(call, "logGroupName")?;
    let region = &call.caller.region;
    call.lake.store().write(|tx| {
        if !tx.delete(GROUP, region, name)? {
            return Err(no_such_group());
        }
        tx.delete_scope(STREAM, &scope(&[region, name]))?;
        tx.connection()
            .execute("DELETE FROM log_event WHERE region = ?1 AND log_group = ?2", params![region, name])
            .map_err(StoreError::from)?;
        Ok(json!({}))
    })
}

fn put_retention(call: &Call) -> Reply {
    let days = call.input().integer("retentionInDays")?;
    if days == 0 || !RETENTIONS.contains(&days) {
        let allowed: Vec<String> = RETENTIONS.iter().filter(|days| **days > 0).map(i64::to_string).collect();
        return Err(check_error(days, &allowed.join(", ")));
    }
    let answer = set_retention(call, json!(days))?;
    let (name, region, now) = (name(call, "logGroupName")?, &call.caller.region, epoch_millis(call.now()));
    call.lake.store().write(|tx| {
        super::event::expire(tx, region, name, &find(tx, region, name)?, now).map_err(ServiceError::from)
    })?;
    Ok(answer)
}

fn check_error(days: i64, allowed: &str) -> ServiceError {
    ServiceError::invalid(format!(
        "1 validation error detected: Value '{days}' at 'retentionInDays' failed to satisfy constraint: \
         Member must satisfy enum value set: [{allowed}]"
    ))
}

fn delete_retention(call: &Call) -> Reply {
    set_retention(call, Value::Null)
}

fn set_retention(call: &Call, days: Value) -> Reply {
    let name = name(call, "logGroupName")?;
    change(call, name, |group| group["retention"] = days)
}

fn change(call: &Call, name: &str, change: impl FnOnce(&mut Value)) -> Reply {
    let region = &call.caller.region;
    call.lake.store().write(|tx| {
        let mut group = find(tx, region, name)?;
        change(&mut group);
        tx.put(GROUP, region, name, &group)?;
        Ok(json!({}))
    })
}

fn describe(call: &Call) -> Reply {
    let input = call.input();
    let page = paging::Page::read_named(call, "nextToken", "limit", 50, 50)?;
    let (prefix, pattern) = (input.opt_string("logGroupNamePrefix")?, input.opt_string("logGroupNamePattern")?);
    if prefix.is_some() && pattern.is_some() {
        return Err(ServiceError::invalid(
            "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
        ));
    }
    let identifiers: Vec<&str> = input.strings("logGroupIdentifiers")?.into_iter().map(name_in_arn).collect();
    let class = input.opt_string("logGroupClass")?;
    let region = &call.caller.region;
    call.lake.store().read(|tx| {
        let groups = tx.list(GROUP, region)?.into_iter().filter(|(name, group)| {
            prefix.is_none_or(|prefix| name.starts_with(prefix))
                && pattern.is_none_or(|pattern| name.to_lowercase().contains(&pattern.to_lowercase()))
                && (identifiers.is_empty() || identifiers.contains(&name.as_str()))
                && class.is_none_or(|class| class == class_of(group))
        });
        let (groups, next) = page.cut(groups.map(|(name, group)| (name.clone(), (name, group))));
        let mut shown = Vec::new();
        for (name, group) in groups {
            shown.push(shape(call, tx, &name, &group)?);
        }
        Ok(json_page("logGroups", shown, next))
    })
}

/// An answer with a list, and `nextToken` when there is more.
pub fn json_page(list: &str, items: Vec<Value>, next: Option<String>) -> Value {
    let mut answer = json!({});
    answer[list] = Value::Array(items);
    if let Some(next) = next {
        answer["nextToken"] = json!(next);
    }
    answer
}

fn class_of(group: &Value) -> &str {
    group["class"].as_str().unwrap_or("STANDARD")
}

fn shape(call: &Call, tx: &Tx<'_>, name: &str, group: &Value) -> Result<Value, StoreError> {
    let stored: i64 = tx
        .connection()
        .prepare_cached(
            "SELECT coalesce(sum(length(CAST(message AS BLOB)) + 26), 0) FROM log_event \
             WHERE region = ?1 AND log_group = ?2",
        )?
        .query_row(params![call.caller.region, name], |row| row.get(0))?;
    let arn = call.arn("logs", &format!("log-group:{name}"));
    let mut shape = json!({
        "logGroupName": name,
        "creationTime": group["created"],
        "metricFilterCount": 0,
        "arn": format!("{arn}:*"),
        "storedBytes": stored,
        "logGroupClass": class_of(group),
        "logGroupArn": arn,
        "deletionProtectionEnabled": false,
    });
    for (member, value) in [("retentionInDays", &group["retention"]), ("kmsKeyId", &group["kms"])] {
        if !value.is_null() {
            shape[member] = value.clone();
        }
    }
    Ok(shape)
}

fn list_tags(call: &Call) -> Reply {
    let name = name_in_arn(call.input().string("resourceArn")?);
    let group = call.lake.store().read(|tx| find(tx, &call.caller.region, name))?;
    Ok(json!({ "tags": group.get("tags").cloned().unwrap_or_else(|| json!({})) }))
}

fn tag(call: &Call) -> Reply {
    let input = call.input();
    let added = input.structure("tags")?.raw().as_object().cloned().unwrap_or_default();
    change(call, name_in_arn(input.string("resourceArn")?), |group| {
        let mut tags = group["tags"].as_object().cloned().unwrap_or_default();
        tags.extend(added);
        group["tags"] = Value::Object(tags);
    })
}

fn untag(call: &Call) -> Reply {
    let input = call.input();
    let keys = input.strings("tagKeys")?;
    change(call, name_in_arn(input.string("resourceArn")?), |group| {
        if let Some(tags) = group["tags"].as_object_mut() {
            tags.retain(|key, _| !keys.contains(&key.as_str()));
        }
    })
}
