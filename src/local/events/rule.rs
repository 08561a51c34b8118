//! Rules: which events are meant.

use serde_json::{Value, json};

use super::bus::invalid_pattern;
use super::target::is_target_of;
use super::{BUS, RULE, TARGETS, check_bus, need, tag};
use crate::check;
use crate::domain::event_pattern::EventPattern;
use crate::paging::Page;
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "DeleteRule", run: Run::Sync(delete) },
    Operation { name: "DescribeRule", run: Run::Sync(describe) },
    Operation { name: "DisableRule", run: Run::Sync(disable) },
    Operation { name: "EnableRule", run: Run::Sync(enable) },
    Operation { name: "ListRuleNamesByTarget", run: Run::Sync(names_by_target) },
    Operation { name: "ListRules", run: Run::Sync(list) },
    Operation { name: "PutRule", run: Run::Sync(put) },
];

fn name<'a>(input: Input<'a>, member: &str) -> Result<&'a str, ServiceError> {
    let name = input.string(member)?;
    check::length(member, name, 1, 64)?;
    check::characters(member, name, r"[\.\-_A-Za-z0-9]+", |character| {
        character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_')
    })?;
    Ok(name)
}

/// A rule is replaced whole; its targets stay.
fn put(call: &Call) -> Reply {
    let input = call.input();
    check_bus(input)?;
    let name = name(input, "Name")?;
    if input.opt_string("ScheduleExpression")?.is_some_and(|schedule| !schedule.is_empty()) {
        return Err(ServiceError::unsupported("events PutRule with ScheduleExpression"));
    }
    let Some(pattern) = input.opt_string("EventPattern")?.filter(|pattern| !pattern.is_empty()) else {
        return Err(ServiceError::invalid("Parameter(s) EventPattern or ScheduleExpression must be specified."));
    };
    EventPattern::parse(pattern).map_err(invalid_pattern)?;
    let state = input.opt_string("State")?.unwrap_or("ENABLED");
    check::one_of("State", state, &["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"])?;
    let arn = call.arn("events", &format!("rule/{name}"));
    let mut rule = json!({
        "Name": name,
        "Arn": arn,
        "EventPattern": pattern,
        "State": state,
        "EventBusName": BUS,
        "CreatedBy": call.caller.account,
    });
    for member in ["Description", "RoleArn"] {
        if let Some(text) = input.opt_string(member)? {
            rule[member] = json!(text);
        }
    }
    let tags = tag::TAGS.given(input)?;
    let region = &call.caller.region;
    call.lake.store().write(|tx| {
        let old = tx.get(RULE, region, name)?;
        rule[TARGETS] = old.as_ref().map_or_else(|| json!([]), |old| old[TARGETS].clone());
        if old.is_none() {
            tag::TAGS.set(tx, &arn, &tags)?;
        }
        tx.put(RULE, region, name, &rule)?;
        Ok::<_, ServiceError>(())
    })?;
    Ok(json!({ "RuleArn": arn }))
}

/// A rule as lists show it.
fn shown(mut rule: Value) -> Value {
    if let Some(members) = rule.as_object_mut() {
        members.remove(TARGETS);
    }
    rule
}

fn describe(call: &Call) -> Reply {
    let input = call.input();
    check_bus(input)?;
    let name = name(input, "Name")?;
    Ok(shown(call.lake.store().read(|tx| need(tx, &call.caller.region, name))?))
}

fn list(call: &Call) -> Reply {
    let input = call.input();
    check_bus(input)?;
    let prefix = input.opt_string("NamePrefix")?.unwrap_or("");
    let page = Page::read_named(call, "NextToken", "Limit", 100, 100)?;
    let rules = call.lake.store().read(|tx| tx.list(RULE, &call.caller.region))?;
    let wanted = rules.into_iter().filter(|(name, _)| name.starts_with(prefix)).map(|(name, mut rule)| {
        if let Some(members) = rule.as_object_mut() {
            members.remove("CreatedBy");
        }
        (name, shown(rule))
    });
    let (rules, next) = page.cut(wanted);
    Ok(json!({ "Rules": rules, "NextToken": next }))
}

fn names_by_target(call: &Call) -> Reply {
    let input = call.input();
    check_bus(input)?;
    let arn = input.string("TargetArn")?;
    let page = Page::read_named(call, "NextToken", "Limit", 100, 100)?;
    let rules = call.lake.store().read(|tx| tx.list(RULE, &call.caller.region))?;
    let (names, next) =
        page.cut(rules.into_iter().filter(|(_, rule)| is_target_of(rule, arn)).map(|(name, _)| (name.clone(), name)));
    Ok(json!({ "RuleNames": names, "NextToken": next }))
}

/// A rule with targets stays; one that is not there is no error.
fn delete(call: &Call) -> Reply {
    let input = call.input();
    check_bus(input)?;
    let name = name(input, "Name")?;
    let region = &call.caller.region;
    call.lake.store().write(|tx| {
        let Some(rule) = tx.get(RULE, region, name)? else { return Ok(()) };
        if rule[TARGETS].as_array().is_some_and(|targets| !targets.is_empty()) {
            return Err(ServiceError::invalid("Rule can't be deleted since it has targets."));
        }
        tx.delete(RULE, region, name)?;
        tag::TAGS.remove_all(tx, rule["Arn"].as_str().unwrap_or_default())?;
        Ok(())
    })?;
    Ok(json!({}))
}

fn enable(call: &Call) -> Reply {
    switch(call, "ENABLED")
}

fn disable(call: &Call) -> Reply {
    switch(call, "DISABLED")
}

fn switch(call: &Call, state: &str) -> Reply {
    let input = call.input();
    check_bus(input)?;
    let name = name(input, "Name")?;
    call.lake.store().write(|tx| {
        let mut rule = need(tx, &call.caller.region, name)?;
        rule["State"] = json!(state);
        tx.put(RULE, &call.caller.region, name, &rule)?;
        Ok::<_, ServiceError>(())
    })?;
    Ok(json!({}))
}
