//! Targets of rules: log groups, and workflows of the catalog's service.

use serde_json::{Value, json};

use super::deliver::log_group;
use super::{RULE, TARGETS, check_bus, need};
use crate::paging::Page;
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError};
use crate::{check, glue};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "ListTargetsByRule", run: Run::Sync(list) },
    Operation { name: "PutTargets", run: Run::Sync(put) },
    Operation { name: "RemoveTargets", run: Run::Sync(remove) },
];

/// A rule has at most so many. Source: EventBridge quotas.
const MOST: usize = 5;

/// Whether a rule delivers to an ARN.
pub fn is_target_of(rule: &Value, arn: &str) -> bool {
    rule[TARGETS].as_array().into_iter().flatten().any(|target| target["Arn"] == arn)
}

fn put(call: &Call) -> Reply {
    let input = call.input();
    check_bus(input)?;
    let rule = input.string("Rule")?;
    let given = input.list("Targets")?;
    check::count("Targets", given.len(), 1, 100)?;
    let given = given.iter().map(|target| checked(Input::new(target))).collect::<Result<Vec<_>, _>>()?;
    let region = &call.caller.region;
    call.lake.store().write(|tx| {
        let mut document = need(tx, region, rule)?;
        let mut targets = document[TARGETS].as_array().cloned().unwrap_or_default();
        for target in given {
            targets.retain(|known| known["Id"] != target["Id"]);
            targets.push(target);
        }
        if targets.len() > MOST {
            let message = "The requested resource exceeds the maximum number allowed.";
            return Err(ServiceError::client("LimitExceededException", message));
        }
        document[TARGETS] = Value::from(targets);
        tx.put(RULE, region, rule, &document)?;
        Ok(())
    })?;
    Ok(json!({ "FailedEntryCount": 0, "FailedEntries": [] }))
}

/// What cannot be delivered is refused here, by name.
fn checked(target: Input<'_>) -> Result<Value, ServiceError> {
    let (id, arn) = (target.string("Id")?, target.string("Arn")?);
    check::length("Id", id, 1, 64)?;
    let service = arn.split(':').nth(2).unwrap_or("");
    let is_known = match service {
        "logs" => log_group(arn).is_some(),
        "glue" => glue::is_workflow(arn).is_some(),
        _ => return Err(ServiceError::unsupported(format_args!("events targets of the service `{service}`"))),
    };
    if service == "glue" && is_known && target.opt_string("RoleArn")?.is_none() {
        return Err(ServiceError::invalid(format!("RoleArn is required for target {arn}.")));
    }
    if !is_known {
        return Err(ServiceError::invalid(format!(
            "Parameter {arn} is not valid. Reason: Provided Arn is not in correct format."
        )));
    }
    let known = ["Id", "Arn", "RoleArn"];
    let other = target
        .raw()
        .as_object()
        .into_iter()
        .flatten()
        .find(|(name, value)| !known.contains(&name.as_str()) && !value.is_null());
    if let Some((name, _)) = other {
        return Err(ServiceError::unsupported(format_args!("events PutTargets with {name}")));
    }
    Ok(target.raw().clone())
}

fn list(call: &Call) -> Reply {
    let input = call.input();
    check_bus(input)?;
    let page = Page::read_named(call, "NextToken", "Limit", 100, 100)?;
    let rule = call.lake.store().read(|tx| need(tx, &call.caller.region, input.string("Rule")?))?;
    let targets = rule[TARGETS].as_array().cloned().unwrap_or_default();
    let (targets, next) = page.cut(targets.into_iter().enumerate().map(|(at, target)| (format!("{at:03}"), target)));
    Ok(json!({ "Targets": targets, "NextToken": next }))
}

fn remove(call: &Call) -> Reply {
    let input = call.input();
    check_bus(input)?;
    let (rule, ids) = (input.string("Rule")?, input.strings("Ids")?);
    check::count("Ids", ids.len(), 1, 100)?;
    let region = &call.caller.region;
    let failed = call.lake.store().write(|tx| {
        let mut document = need(tx, region, rule)?;
        let mut targets = document[TARGETS].as_array().cloned().unwrap_or_default();
        let mut failed = Vec::new();
        for id in ids {
            let before = targets.len();
            targets.retain(|target| target["Id"] != id);
            if targets.len() == before {
                let message = format!("Rule {rule} has no target {id}");
                failed
                    .push(json!({ "TargetId": id, "ErrorCode": "ResourceNotFoundException", "ErrorMessage": message }));
            }
        }
        document[TARGETS] = Value::from(targets);
        tx.put(RULE, region, rule, &document)?;
        Ok::<_, ServiceError>(failed)
    })?;
    Ok(json!({ "FailedEntryCount": failed.len(), "FailedEntries": failed }))
}
