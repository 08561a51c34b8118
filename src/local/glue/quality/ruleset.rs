//! Rulesets: made, shown, changed, deleted.

use serde_json::{Value, json};

use super::RULESET;
use crate::clock::epoch_millis;
use crate::domain::quality::{self, LONGEST};
use crate::glue::page::{self, Page};
use crate::glue::{catalog, check, governance, tag};
use crate::store::Tx;
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError, as_timestamp_millis, timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "CreateDataQualityRuleset", run: Run::Sync(create) },
    Operation { name: "DeleteDataQualityRuleset", run: Run::Sync(delete) },
    Operation { name: "GetDataQualityRuleset", run: Run::Sync(get) },
    Operation { name: "ListDataQualityRulesets", run: Run::Sync(list) },
    Operation { name: "UpdateDataQualityRuleset", run: Run::Sync(update) },
];

/// How many rules there are, kept beside the document and not shown by it.
const COUNT: &str = "rule_count";

/// A ruleset of the name.
pub fn need(tx: &Tx<'_>, region: &str, name: &str) -> Result<Value, ServiceError> {
    tx.get(RULESET, region, name)?.ok_or_else(|| check::not_found(format!("Cannot find Data Quality Ruleset {name}")))
}

fn arn(call: &Call, name: &str) -> String {
    call.arn("glue", &format!("dataQualityRuleset/{name}"))
}

fn rules(text: &str) -> Result<usize, ServiceError> {
    check::length("Ruleset", text, 1, LONGEST)?;
    let ruleset = quality::parse(text).map_err(|error| {
        ServiceError::client("InvalidInputException", format!("Ruleset DQDL is not valid: {error}"))
    })?;
    Ok(ruleset.rules.len())
}

fn create(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "Name")?;
    check::refuse("CreateDataQualityRuleset", &input, &["DataQualitySecurityConfiguration", "ClientToken"])?;
    check::described(&input)?;
    let text = input.string("Ruleset")?;
    let count = rules(text)?;
    let tags = tag::given(&input)?;
    let now = epoch_millis(call.now());
    let mut document = json!({
        "Name": name,
        "Ruleset": text,
        "CreatedOn": timestamp_millis(now),
        "LastModifiedOn": timestamp_millis(now),
        COUNT: count,
    });
    if let Some(description) = input.get("Description") {
        document["Description"] = description.clone();
    }
    let target = input.opt_structure("TargetTable")?;
    if let Some(target) = target {
        check::catalog(call, &target)?;
        document["TargetTable"] = target.raw().clone();
    }
    let region = call.caller.region.as_str();
    call.lake.store().write(|tx| {
        if let Some(target) = target {
            let (database, table) =
                (check::folded_name(&target, "DatabaseName")?, check::folded_name(&target, "TableName")?);
            let found = catalog::need_table(tx, region, &database, &table)?;
            if governance::visible_table(tx, &call.caller, found)?.is_none() {
                return Err(check::not_found(format!("Table {table} not found.")));
            }
        }
        if !tx.insert(RULESET, region, name, &document)? {
            return Err(check::exists(format!("Data Quality Ruleset {name} already exists")));
        }
        tag::set(tx, &arn(call, name), tags)
    })?;
    Ok(json!({ "Name": name }))
}

/// The document without what is not of the model.
fn shown(mut document: Value) -> Value {
    if let Some(members) = document.as_object_mut() {
        members.remove(COUNT);
    }
    document
}

fn get(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "Name")?;
    Ok(shown(call.lake.store().read(|tx| need(tx, &call.caller.region, name))?))
}

fn update(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "Name")?;
    check::described(&input)?;
    let text = input.opt_string("Ruleset")?;
    let count = text.map(rules).transpose()?;
    let now = epoch_millis(call.now());
    let document = call.lake.store().write(|tx| {
        let mut document = need(tx, &call.caller.region, name)?;
        if let (Some(text), Some(count)) = (text, count) {
            document["Ruleset"] = json!(text);
            document[COUNT] = json!(count);
        }
        if let Some(description) = input.get("Description") {
            document["Description"] = description.clone();
        }
        document["LastModifiedOn"] = timestamp_millis(now);
        tx.put(RULESET, &call.caller.region, name, &document)?;
        Ok::<_, ServiceError>(document)
    })?;
    Ok(json!({ "Name": name, "Description": document["Description"], "Ruleset": document["Ruleset"] }))
}

fn delete(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "Name")?;
    call.lake.store().write(|tx| {
        need(tx, &call.caller.region, name)?;
        tx.delete(RULESET, &call.caller.region, name)?;
        tag::remove_all(tx, &arn(call, name))
    })?;
    Ok(json!({}))
}

fn list(call: &Call) -> Reply {
    let input = call.input();
    let page = Page::of(&input, 1000)?;
    let filter = input.opt_structure("Filter")?;
    let tags = tag::given(&input)?;
    let found = call.lake.store().read(|tx| {
        page::documents(tx, RULESET, &call.caller.region, &page, |document| {
            if let Some(filter) = filter
                && !matches(&filter, &document)?
            {
                return Ok(None);
            }
            let own = tag::of(tx, &arn(call, document["Name"].as_str().unwrap_or_default()))?;
            if !tags.iter().all(|(key, value)| own.get(key) == Some(value)) {
                return Ok(None);
            }
            let mut details = json!({ "RuleCount": document[COUNT] });
            for member in ["Name", "Description", "CreatedOn", "LastModifiedOn", "TargetTable"] {
                if !document[member].is_null() {
                    details[member] = document[member].clone();
                }
            }
            Ok(Some(details))
        })
    })?;
    Ok(found.into_output("Rulesets"))
}

fn matches(filter: &Input<'_>, document: &Value) -> Result<bool, ServiceError> {
    for member in ["Name", "Description"] {
        if let Some(wanted) = filter.opt_string(member)?
            && document[member] != wanted
        {
            return Ok(false);
        }
    }
    let times = [
        ("CreatedBefore", "CreatedOn", true),
        ("CreatedAfter", "CreatedOn", false),
        ("LastModifiedBefore", "LastModifiedOn", true),
        ("LastModifiedAfter", "LastModifiedOn", false),
    ];
    for (member, of, before) in times {
        let Some(limit) = filter.opt_timestamp(member)? else { continue };
        let at = as_timestamp_millis(&document[of]).unwrap_or(0);
        if (before && at >= limit) || (!before && at <= limit) {
            return Ok(false);
        }
    }
    let Some(target) = filter.opt_structure("TargetTable")? else { return Ok(true) };
    let same = |member: &str| -> Result<bool, ServiceError> {
        let wanted = target.string(member)?;
        Ok(document["TargetTable"][member].as_str().is_some_and(|own| own.eq_ignore_ascii_case(wanted)))
    };
    Ok(same("DatabaseName")? && same("TableName")?)
}
