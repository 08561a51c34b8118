//! Workgroups: where results go, what a query may scan, whether the client may say otherwise.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::tag;
use crate::check;
use crate::clock::epoch_millis;
use crate::lakeformation::settings::is_admin;
use crate::paging::Page;
use crate::store::{StoreError, Tx, scope};
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError, timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "CreateWorkGroup", run: Run::Sync(create) },
    Operation { name: "GetWorkGroup", run: Run::Sync(get) },
    Operation { name: "ListWorkGroups", run: Run::Sync(list) },
    Operation { name: "UpdateWorkGroup", run: Run::Sync(update) },
    Operation { name: "DeleteWorkGroup", run: Run::Sync(delete) },
    Operation { name: "ListEngineVersions", run: Run::Sync(list_engine_versions) },
];

/// The workgroup that every account has.
pub const PRIMARY: &str = "primary";
/// The engine that is spoken.
pub const ENGINE: &str = "Athena engine version 3";

const KIND: &str = "athena_workgroup";
/// The least limit on bytes scanned, in bytes. Source: Athena API reference, WorkGroupConfiguration.
const LEAST_CUTOFF: i64 = 10_000_000;
/// What a configuration may hold that this lake acts on or keeps without harm.
const KEPT: &[&str] = &[
    "ResultConfiguration",
    "EnforceWorkGroupConfiguration",
    "PublishCloudWatchMetricsEnabled",
    "BytesScannedCutoffPerQuery",
    "RequesterPaysEnabled",
    "EngineVersion",
    "EnableMinimumEncryptionConfiguration",
    "ExecutionRole",
    "CustomerContentEncryptionConfiguration",
];
const REFUSED: &[&str] = &[
    "AdditionalConfiguration",
    "IdentityCenterConfiguration",
    "QueryResultsS3AccessGrantsConfiguration",
    "MonitoringConfiguration",
    "EngineConfiguration",
    "SystemTableStatuses",
];

/// The engine's two names, as they are sent.
pub fn engine_version(selected: &str) -> Value {
    json!({ "SelectedEngineVersion": selected, "EffectiveEngineVersion": ENGINE })
}

/// A workgroup that must be there; `primary` always is.
pub fn require(tx: &Tx<'_>, region: &str, name: &str) -> Result<Value, ServiceError> {
    find(tx, region, name)?.ok_or_else(|| ServiceError::invalid(format!("WorkGroup {name} is not found.")))
}

/// Every workgroup of a region, by name; the primary one is always there.
pub fn all(tx: &Tx<'_>, region: &str) -> Result<BTreeMap<String, Value>, StoreError> {
    let mut all = BTreeMap::from([(PRIMARY.to_owned(), primary())]);
    all.extend(tx.list(KIND, &scope(&[region]))?);
    Ok(all)
}

fn find(tx: &Tx<'_>, region: &str, name: &str) -> Result<Option<Value>, StoreError> {
    let found = tx.get(KIND, &scope(&[region]), name)?;
    Ok(found.or_else(|| (name == PRIMARY).then(primary)))
}

fn primary() -> Value {
    json!({
        "Name": PRIMARY,
        "State": "ENABLED",
        "Configuration": {
            "ResultConfiguration": {},
            "EnforceWorkGroupConfiguration": false,
            "PublishCloudWatchMetricsEnabled": false,
            "RequesterPaysEnabled": false,
            "EngineVersion": engine_version("AUTO"),
            "EnableMinimumEncryptionConfiguration": false,
        },
        "Description": "",
        "CreationTime": timestamp_millis(0),
    })
}

/// Reads the name of a workgroup, the primary one when it is not given.
pub fn name_or_primary<'a>(input: Input<'a>) -> Result<&'a str, ServiceError> {
    match input.opt_string("WorkGroup")? {
        Some(name) => check_name("WorkGroup", name),
        None => Ok(PRIMARY),
    }
}

fn check_name<'a>(member: &str, name: &'a str) -> Result<&'a str, ServiceError> {
    check::length(member, name, 1, 128)?;
    check::characters(member, name, "[a-zA-Z0-9._-]{1,128}", |character| {
        character.is_ascii_alphanumeric() || "._-".contains(character)
    })?;
    Ok(name)
}

/// Checks where results are to go.
pub fn check_output_location(location: &str) -> Result<(), ServiceError> {
    let bucket = location.strip_prefix("s3://").map(|rest| rest.split('/').next().unwrap_or(""));
    match bucket {
        Some(bucket) if !bucket.is_empty() => Ok(()),
        _ => Err(ServiceError::invalid(format!("outputLocation is not a valid S3 path: {location}"))),
    }
}

/// Checks what a result configuration asks for.
pub fn check_result_configuration(configuration: Input<'_>) -> Result<(), ServiceError> {
    if let Some(location) = configuration.opt_string("OutputLocation")?.filter(|location| !location.is_empty()) {
        check_output_location(location)?;
    }
    if let Some(encryption) = configuration.opt_structure("EncryptionConfiguration")? {
        let option = encryption.string("EncryptionOption")?;
        check::one_of("EncryptionOption", option, &["SSE_S3", "SSE_KMS", "CSE_KMS"])?;
        if option == "CSE_KMS" {
            return Err(ServiceError::unsupported("athena results encrypted by the client (CSE_KMS)"));
        }
    }
    if let Some(owner) = configuration.opt_string("ExpectedBucketOwner")? {
        check::length("ExpectedBucketOwner", owner, 12, 12)?;
    }
    Ok(())
}

fn check_engine(input: Input<'_>) -> Result<Option<Value>, ServiceError> {
    let Some(engine) = input.opt_structure("EngineVersion")? else { return Ok(None) };
    match engine.opt_string("SelectedEngineVersion")?.unwrap_or("AUTO") {
        known @ ("AUTO" | ENGINE) => Ok(Some(engine_version(known))),
        other => Err(ServiceError::invalid(format!("Engine version {other} is not supported"))),
    }
}

fn check_cutoff(input: Input<'_>) -> Result<(), ServiceError> {
    match input.opt_integer("BytesScannedCutoffPerQuery")? {
        Some(cutoff) => check::range("BytesScannedCutoffPerQuery", cutoff, LEAST_CUTOFF, i64::MAX),
        None => Ok(()),
    }
}

fn refuse(input: Input<'_>, managed: &str) -> Result<(), ServiceError> {
    if let Some(member) = REFUSED.iter().find(|member| input.get(member).is_some()) {
        return Err(ServiceError::unsupported(format_args!("athena workgroups with {member}")));
    }
    match input.opt_structure(managed)? {
        Some(results) if results.flag("Enabled")? => {
            Err(ServiceError::unsupported("athena workgroups with managed query results"))
        }
        _ => Ok(()),
    }
}

/// A workgroup says where everybody's results go, so administrators define it.
fn may_define(tx: &Tx<'_>, call: &Call) -> Result<(), ServiceError> {
    let caller = &call.caller;
    if is_admin(tx, &caller.region, &caller.account, &caller.principal)? {
        return Ok(());
    }
    let message = format!("User: {} is not authorized to define workgroups", caller.principal);
    Err(ServiceError::client("AccessDeniedException", message))
}

fn create(call: &Call) -> Reply {
    let input = call.input();
    let name = check_name("Name", input.string("Name")?)?;
    let description = input.opt_string("Description")?.unwrap_or("");
    check::length("Description", description, 0, 1024)?;
    let tags = tag::read(input)?;
    // What is not said is what AWS takes: enforced, without metrics.
    let mut configuration = json!({
        "ResultConfiguration": {},
        "EnforceWorkGroupConfiguration": true,
        "PublishCloudWatchMetricsEnabled": false,
        "RequesterPaysEnabled": false,
        "EngineVersion": engine_version("AUTO"),
        "EnableMinimumEncryptionConfiguration": false,
    });
    if let Some(given) = input.opt_structure("Configuration")? {
        refuse(given, "ManagedQueryResultsConfiguration")?;
        check_cutoff(given)?;
        if let Some(results) = given.opt_structure("ResultConfiguration")? {
            check_result_configuration(results)?;
        }
        for member in KEPT.iter().filter(|member| **member != "EngineVersion") {
            if let Some(value) = given.get(member) {
                configuration[*member] = value.clone();
            }
        }
        if let Some(engine) = check_engine(given)? {
            configuration["EngineVersion"] = engine;
        }
    }
    let document = json!({
        "Name": name, "State": "ENABLED", "Configuration": configuration, "Description": description,
        "CreationTime": timestamp_millis(epoch_millis(call.now())),
    });
    call.lake.store().write(|tx| {
        may_define(tx, call)?;
        if name == PRIMARY || !tx.insert(KIND, &call.scope(&[]), name, &document)? {
            return Err(ServiceError::invalid("WorkGroup is already created"));
        }
        tag::write(tx, &call.arn("athena", &format!("workgroup/{name}")), &tags)?;
        Ok(json!({}))
    })
}

fn get(call: &Call) -> Reply {
    let name = check_name("WorkGroup", call.input().string("WorkGroup")?)?;
    let found = call.lake.store().read(|tx| require(tx, &call.caller.region, name))?;
    Ok(json!({ "WorkGroup": found }))
}

fn list(call: &Call) -> Reply {
    let page = Page::read(call, 50, 50)?;
    let (groups, token) = page.cut(call.lake.store().read(|tx| all(tx, &call.caller.region))?);
    let summaries: Vec<Value> = groups
        .iter()
        .map(|group| {
            json!({
                "Name": group["Name"], "State": group["State"], "Description": group["Description"],
                "CreationTime": group["CreationTime"], "EngineVersion": group["Configuration"]["EngineVersion"],
            })
        })
        .collect();
    Ok(json!({ "WorkGroups": summaries, "NextToken": token }))
}

fn update(call: &Call) -> Reply {
    let input = call.input();
    let name = check_name("WorkGroup", input.string("WorkGroup")?)?;
    let state = input.opt_string("State")?;
    if let Some(state) = state {
        check::one_of("State", state, &["ENABLED", "DISABLED"])?;
    }
    call.lake.store().write(|tx| {
        may_define(tx, call)?;
        let mut group = require(tx, &call.caller.region, name)?;
        if let Some(state) = state {
            group["State"] = json!(state);
        }
        if let Some(description) = input.opt_string("Description")? {
            check::length("Description", description, 0, 1024)?;
            group["Description"] = json!(description);
        }
        if let Some(updates) = input.opt_structure("ConfigurationUpdates")? {
            apply(&mut group["Configuration"], updates)?;
        }
        tx.put(KIND, &call.scope(&[]), name, &group)?;
        Ok(json!({}))
    })
}

fn apply(configuration: &mut Value, updates: Input<'_>) -> Result<(), ServiceError> {
    refuse(updates, "ManagedQueryResultsConfigurationUpdates")?;
    check_cutoff(updates)?;
    for member in KEPT.iter().filter(|member| !matches!(**member, "EngineVersion" | "ResultConfiguration")) {
        if let Some(value) = updates.get(member) {
            configuration[*member] = value.clone();
        }
    }
    if let Some(engine) = check_engine(updates)? {
        configuration["EngineVersion"] = engine;
    }
    for (flag, member) in [
        ("RemoveBytesScannedCutoffPerQuery", "BytesScannedCutoffPerQuery"),
        ("RemoveCustomerContentEncryptionConfiguration", "CustomerContentEncryptionConfiguration"),
    ] {
        if updates.flag(flag)? {
            remove(configuration, member);
        }
    }
    let Some(results) = updates.opt_structure("ResultConfigurationUpdates")? else { return Ok(()) };
    check_result_configuration(results)?;
    if configuration["ResultConfiguration"].is_null() {
        configuration["ResultConfiguration"] = json!({});
    }
    let kept = &mut configuration["ResultConfiguration"];
    for member in ["OutputLocation", "EncryptionConfiguration", "ExpectedBucketOwner", "AclConfiguration"] {
        if results.flag(&format!("Remove{member}"))? {
            remove(kept, member);
        } else if let Some(value) = results.get(member) {
            kept[member] = value.clone();
        }
    }
    Ok(())
}

fn remove(value: &mut Value, member: &str) {
    if let Some(members) = value.as_object_mut() {
        members.remove(member);
    }
}

fn delete(call: &Call) -> Reply {
    let input = call.input();
    let name = check_name("WorkGroup", input.string("WorkGroup")?)?;
    let recursive = input.flag("RecursiveDeleteOption")?;
    if name == PRIMARY {
        return Err(ServiceError::invalid("The primary WorkGroup cannot be deleted."));
    }
    call.lake.store().write(|tx| {
        may_define(tx, call)?;
        require(tx, &call.caller.region, name)?;
        let inside = super::named_query::count(tx, &call.caller.region, name)?
            + super::prepared_statement::count(tx, &call.caller.region, name)?
            + super::execution::count(tx, &call.caller.region, name)?;
        if inside > 0 && !recursive {
            return Err(ServiceError::invalid(format!("WorkGroup {name} is not empty")));
        }
        super::named_query::forget_all(tx, &call.caller.region, name)?;
        super::prepared_statement::forget_all(tx, &call.caller.region, name)?;
        super::execution::forget_all(tx, &call.caller.region, name)?;
        tag::forget(tx, &call.arn("athena", &format!("workgroup/{name}")))?;
        tx.delete(KIND, &call.scope(&[]), name)?;
        Ok(json!({}))
    })
}

fn list_engine_versions(call: &Call) -> Reply {
    let page = Page::read(call, 10, 10)?;
    let versions = ["AUTO", ENGINE].map(|name| (name.to_owned(), engine_version(name)));
    let (versions, token) = page.cut(versions);
    Ok(json!({ "EngineVersions": versions, "NextToken": token }))
}
