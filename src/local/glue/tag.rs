//! Tags of the service's resources, by ARN.

use serde_json::{Map, Value, json};

use super::actor::Actor;
use super::{catalog, check, crawler, crawler_state, governance, job, registry, trigger, workflow};
use crate::domain::permission::Permission;
use crate::lakeformation::settings::is_admin;
use crate::store::Tx;
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "TagResource", run: Run::Sync(tag) },
    Operation { name: "UntagResource", run: Run::Sync(untag) },
    Operation { name: "GetTags", run: Run::Sync(get) },
];

const KIND: &str = "glue_tags";
/// Tags of one resource.
const MOST: usize = 50;

/// The tags given at the making of a resource.
pub fn given(input: &Input<'_>) -> Result<Map<String, Value>, ServiceError> {
    valid(input, "Tags")
}

/// Writes the tags of a new resource.
pub fn set(tx: &Tx<'_>, arn: &str, tags: Map<String, Value>) -> Result<(), ServiceError> {
    if !tags.is_empty() {
        tx.put(KIND, "", arn, &Value::Object(tags))?;
    }
    Ok(())
}

/// The tags of a resource.
pub fn of(tx: &Tx<'_>, arn: &str) -> Result<Map<String, Value>, ServiceError> {
    Ok(match tx.get(KIND, "", arn)? {
        Some(Value::Object(tags)) => tags,
        _ => Map::new(),
    })
}

/// Removes the tags of a resource that went.
pub fn remove_all(tx: &Tx<'_>, arn: &str) -> Result<(), ServiceError> {
    tx.delete(KIND, "", arn)?;
    Ok(())
}

fn tag(call: &Call) -> Reply {
    let input = call.input();
    let arn = arn(&input)?;
    let added = valid(&input, "TagsToAdd")?;
    call.lake.store().write(|tx| {
        may_change(tx, call, arn)?;
        let mut tags = of(tx, arn)?;
        tags.extend(added);
        if tags.len() > MOST {
            return Err(ServiceError::invalid(format!("A resource can have at most {MOST} tags")));
        }
        set(tx, arn, tags)
    })?;
    Ok(json!({}))
}

fn untag(call: &Call) -> Reply {
    let input = call.input();
    let arn = arn(&input)?;
    let removed = input.strings("TagsToRemove")?;
    call.lake.store().write(|tx| {
        may_change(tx, call, arn)?;
        let mut tags = of(tx, arn)?;
        tags.retain(|key, _| !removed.contains(&key.as_str()));
        Ok::<_, ServiceError>(tx.put(KIND, "", arn, &Value::Object(tags))?)
    })?;
    Ok(json!({}))
}

fn get(call: &Call) -> Reply {
    let input = call.input();
    let arn = arn(&input)?;
    let tags = call.lake.store().read(|tx| {
        exists(tx, call, arn)?;
        of(tx, arn)
    })?;
    Ok(json!({ "Tags": tags }))
}

/// Fails unless the caller may see that what an ARN names is there.
fn exists(tx: &Tx<'_>, call: &Call, arn: &str) -> Result<(), ServiceError> {
    let missing = || check::not_found(format!("Resource not found: {arn}"));
    let parts: Vec<&str> = resource_of(call, arn).ok_or_else(missing)?.split('/').collect();
    let region = call.caller.region.as_str();
    let found = match parts.as_slice() {
        ["database", name] => match catalog::database(tx, region, name)? {
            Some(database) => governance::visible_database(tx, &call.caller, database)?.is_some(),
            None => false,
        },
        ["table", database, name] => match catalog::table(tx, region, database, name)? {
            Some(table) => governance::visible_table(tx, &call.caller, table)?.is_some(),
            None => false,
        },
        ["crawler", name] => crawler_state::get(tx, region, name)?.is_some(),
        ["job", name] => job::role(tx, region, name)?.is_some(),
        ["trigger", name] => trigger::exists(tx, region, name)?,
        ["workflow", name] => workflow::exists(tx, region, name)?,
        ["registry", name] => registry::exists(tx, region, name, None)?,
        ["schema", registry, name] => registry::exists(tx, region, registry, Some(name))?,
        _ => false,
    };
    if found { Ok(()) } else { Err(missing()) }
}

/// Fails unless what an ARN names is there and the caller may change it.
fn may_change(tx: &Tx<'_>, call: &Call, arn: &str) -> Result<(), ServiceError> {
    exists(tx, call, arn)?;
    let parts: Vec<&str> = resource_of(call, arn).unwrap_or_default().split('/').collect();
    let (region, actor) = (call.caller.region.as_str(), Actor::of(call));
    match parts.as_slice() {
        ["database", name] => governance::may_database(tx, &actor, Permission::Alter, &name.to_lowercase()),
        ["table", database, name] => {
            governance::may_table(tx, &actor, Permission::Alter, &database.to_lowercase(), &name.to_lowercase())
        }
        ["crawler", name] => match crawler_state::get(tx, region, name)? {
            Some(crawler) => governance::may_pass_role(tx, &call.caller, crawler::role_of(&crawler)),
            None => Ok(()),
        },
        ["job", name] => match job::role(tx, region, name)? {
            Some(role) => governance::may_pass_role(tx, &call.caller, &role),
            None => Ok(()),
        },
        ["trigger" | "workflow", _] if !is_admin(tx, region, &call.caller.account, &call.caller.principal)? => {
            let message = format!("User: {} is not authorized to change triggers and workflows", call.caller.principal);
            Err(ServiceError::client("AccessDeniedException", message))
        }
        _ => Ok(()),
    }
}

/// What an ARN of this account and region names.
fn resource_of<'a>(call: &Call, arn: &'a str) -> Option<&'a str> {
    arn.strip_prefix(call.arn("glue", "").as_str())
}

fn arn<'a>(input: &Input<'a>) -> Result<&'a str, ServiceError> {
    let arn = input.string("ResourceArn")?;
    check::length("ResourceArn", arn, 1, 10_240)?;
    if arn.starts_with("arn:aws:glue:") {
        return Ok(arn);
    }
    Err(check::constraint("ResourceArn", arn, "Member must satisfy regular expression pattern: arn:aws:glue:.*"))
}

fn valid(input: &Input<'_>, member: &str) -> Result<Map<String, Value>, ServiceError> {
    let Some(tags) = input.opt_structure(member)? else { return Ok(Map::new()) };
    let tags = tags.raw().as_object().cloned().unwrap_or_default();
    if tags.len() > MOST {
        return Err(ServiceError::invalid(format!("A resource can have at most {MOST} tags")));
    }
    for (key, value) in &tags {
        check::length(member, key, 1, 128)?;
        let Some(text) = value.as_str() else {
            return Err(ServiceError::invalid(format!("Value of tag '{key}' is not a string")));
        };
        check::length(member, text, 0, 256)?;
    }
    Ok(tags)
}
