//! Registered locations: places in S3 whose access Lake Formation manages.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::resource::location;
use super::settings::require_admin;
use crate::check;
use crate::clock::epoch_millis;
use crate::paging::Page;
use crate::store::{StoreError, Tx, scope};
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError, as_timestamp_millis, timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "RegisterResource", run: Run::Sync(register) },
    Operation { name: "DeregisterResource", run: Run::Sync(deregister) },
    Operation { name: "DescribeResource", run: Run::Sync(describe) },
    Operation { name: "UpdateResource", run: Run::Sync(update) },
    Operation { name: "ListResources", run: Run::Sync(list) },
];

const KIND: &str = "lf_location";
const OPERATORS: &[&str] =
    &["EQ", "NE", "LE", "LT", "GE", "GT", "CONTAINS", "NOT_CONTAINS", "BEGINS_WITH", "IN", "BETWEEN"];

/// The ARNs of the registered locations, without the slash at their end.
pub fn registered(tx: &Tx<'_>, region: &str) -> Result<Vec<String>, StoreError> {
    Ok(tx.list(KIND, &scope(&[region]))?.into_iter().map(|(arn, _)| arn).collect())
}

/// The role of the innermost registered location that holds a prefix.
pub fn role_for(tx: &Tx<'_>, region: &str, bucket: &str, prefix: &str) -> Result<Option<String>, StoreError> {
    let wanted = format!("arn:aws:s3:::{bucket}/{prefix}");
    let holds = |arn: &str| {
        let place = arn.trim_end_matches('/');
        wanted.trim_end_matches('/') == place || wanted.starts_with(&format!("{place}/"))
    };
    let found =
        tx.list(KIND, &scope(&[region]))?.into_iter().filter(|(arn, _)| holds(arn)).max_by_key(|(arn, _)| arn.len());
    Ok(found.and_then(|(_, info)| info["RoleArn"].as_str().map(str::to_owned)))
}

fn register(call: &Call) -> Reply {
    let input = call.input();
    let arn = location(input.string("ResourceArn")?)?;
    let linked = input.flag("UseServiceLinkedRole")?;
    let role = match (linked, input.opt_string("RoleArn")?) {
        (true, Some(_)) | (false, None) => {
            return Err(ServiceError::invalid("Exactly one of UseServiceLinkedRole and RoleArn must be given"));
        }
        (true, None) => format!(
            "arn:aws:iam::{}:role/aws-service-role/lakeformation.amazonaws.com/AWSServiceRoleForLakeFormationDataAccess",
            call.caller.account
        ),
        (false, Some(role)) => check_role(role)?.to_owned(),
    };
    let document = json!({
        "ResourceArn": arn,
        "RoleArn": role,
        "LastModified": timestamp_millis(epoch_millis(call.now())),
        "WithFederation": input.flag("WithFederation")?,
        "HybridAccessEnabled": input.flag("HybridAccessEnabled")?,
        "WithPrivilegedAccess": input.flag("WithPrivilegedAccess")?,
        "VerificationStatus": "VERIFIED",
        "ExpectedResourceOwnerAccount": input.opt_string("ExpectedResourceOwnerAccount")?,
    });
    call.lake.store().write(|tx| {
        require_admin(tx, &call.caller)?;
        if tx.insert(KIND, &call.scope(&[]), &arn, &document)? {
            return Ok(json!({}));
        }
        Err(ServiceError::client("AlreadyExistsException", "Resource is already registered"))
    })
}

fn deregister(call: &Call) -> Reply {
    let arn = location(call.input().string("ResourceArn")?)?;
    call.lake.store().write(|tx| {
        require_admin(tx, &call.caller)?;
        if tx.delete(KIND, &call.scope(&[]), &arn)? { Ok(json!({})) } else { Err(not_registered()) }
    })
}

fn describe(call: &Call) -> Reply {
    let arn = location(call.input().string("ResourceArn")?)?;
    let found = call.lake.store().read(|tx| tx.get(KIND, &scope(&[&call.caller.region]), &arn))?;
    found.map(|info| json!({ "ResourceInfo": info })).ok_or_else(not_registered)
}

fn update(call: &Call) -> Reply {
    let input = call.input();
    let arn = location(input.string("ResourceArn")?)?;
    let role = check_role(input.string("RoleArn")?)?;
    call.lake.store().write(|tx| {
        require_admin(tx, &call.caller)?;
        let mut info = tx.get(KIND, &call.scope(&[]), &arn)?.ok_or_else(not_registered)?;
        if info["RoleArn"].as_str().is_some_and(|role| role.contains(":role/aws-service-role/")) {
            return Err(ServiceError::invalid("A resource registered with the service-linked role cannot be updated"));
        }
        info["RoleArn"] = json!(role);
        for flag in ["WithFederation", "HybridAccessEnabled"] {
            if let Some(value) = input.opt_bool(flag)? {
                info[flag] = json!(value);
            }
        }
        if let Some(owner) = input.opt_string("ExpectedResourceOwnerAccount")? {
            info["ExpectedResourceOwnerAccount"] = json!(owner);
        }
        info["LastModified"] = timestamp_millis(epoch_millis(call.now()));
        tx.put(KIND, &call.scope(&[]), &arn, &info)?;
        Ok(json!({}))
    })
}

fn list(call: &Call) -> Reply {
    let page = Page::read(call, 1000, 1000)?;
    let conditions = call.input().list("FilterConditionList")?;
    let mut chosen = BTreeMap::new();
    for (arn, info) in call.lake.store().read(|tx| tx.list(KIND, &call.scope(&[])))? {
        let mut matches = true;
        for condition in conditions {
            matches &= satisfies(&info, Input::new(condition))?;
        }
        if matches {
            chosen.insert(arn, info);
        }
    }
    let (page, token) = page.cut(chosen);
    Ok(json!({ "ResourceInfoList": page, "NextToken": token }))
}

fn satisfies(info: &Value, condition: Input<'_>) -> Result<bool, ServiceError> {
    let field = condition.string("Field")?;
    check::one_of("Field", field, &["RESOURCE_ARN", "ROLE_ARN", "LAST_MODIFIED"])?;
    let operator = condition.string("ComparisonOperator")?;
    check::one_of("ComparisonOperator", operator, OPERATORS)?;
    let wanted = condition.strings("StringValueList")?;
    let [first, ..] = wanted.as_slice() else {
        return Err(ServiceError::invalid("StringValueList must not be empty"));
    };
    let value = match field {
        "RESOURCE_ARN" => info["ResourceArn"].as_str().unwrap_or_default().to_owned(),
        "ROLE_ARN" => info["RoleArn"].as_str().unwrap_or_default().to_owned(),
        _ => {
            let millis = as_timestamp_millis(&info["LastModified"]).unwrap_or(0);
            crate::clock::rfc3339(crate::clock::from_epoch_millis(millis))
        }
    };
    let value = value.as_str();
    Ok(match operator {
        "EQ" => value == *first,
        "NE" => value != *first,
        "LE" => value <= *first,
        "LT" => value < *first,
        "GE" => value >= *first,
        "GT" => value > *first,
        "CONTAINS" => value.contains(first),
        "NOT_CONTAINS" => !value.contains(first),
        "BEGINS_WITH" => value.starts_with(first),
        "IN" => wanted.contains(&value),
        _ => {
            let [low, high] = wanted.as_slice() else {
                return Err(ServiceError::invalid("BETWEEN takes two values"));
            };
            *low <= value && value <= *high
        }
    })
}

fn check_role(role: &str) -> Result<&str, ServiceError> {
    if role.starts_with("arn:aws:iam::") && role.contains(":role/") {
        return Ok(role);
    }
    Err(ServiceError::invalid(format!("Invalid role ARN: {role}")))
}

fn not_registered() -> ServiceError {
    ServiceError::client("EntityNotFoundException", "Entity not found")
}
