//! Composite alarms: put, shown, and evaluated after the metric alarms that they look at.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::errors::invalid_value;
use super::{ALARM, COMPOSITE, evaluate, history, tag};
use crate::check;
use crate::clock::epoch_millis;
use crate::domain::alarm::{AlarmState, CompositeRule};
use crate::store::Tx;
use crate::wire::{Call, Operation, Reply, Run, ServiceError, timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[Operation { name: "PutCompositeAlarm", run: Run::Sync(put) }];

/// Source: CloudWatch quotas.
const MOST_CHILDREN: usize = 100;

/// The alarm is replaced whole; its state stays until the next evaluation, which takes place at once.
fn put(call: &Call) -> Reply {
    let input = call.input();
    let name = input.string("AlarmName")?;
    check::length("AlarmName", name, 1, 255)?;
    for unsupported in ["ActionsSuppressor", "ActionsSuppressorWaitPeriod", "ActionsSuppressorExtensionPeriod"] {
        if input.get(unsupported).is_some() {
            return Err(ServiceError::unsupported(format_args!("monitoring PutCompositeAlarm with {unsupported}")));
        }
    }
    let text = input.string("AlarmRule")?;
    check::length("AlarmRule", text, 1, 10_240)?;
    let rule = CompositeRule::parse(text)
        .map_err(|error| invalid_value(format!("AlarmRule must not contain any invalid expression: {error}")))?;
    let children: Vec<String> = rule.names().into_iter().map(str::to_owned).collect();
    if children.len() > MOST_CHILDREN {
        return Err(invalid_value(format!("AlarmRule must not look at more than {MOST_CHILDREN} alarms")));
    }
    let region = &call.caller.region;
    let now = epoch_millis(call.now());
    let arn = call.arn("cloudwatch", &format!("alarm:{name}"));
    let mut alarm = json!({
        "AlarmName": name,
        "AlarmArn": arn,
        "AlarmRule": text,
        "ActionsEnabled": input.opt_bool("ActionsEnabled")?.unwrap_or(true),
        "AlarmConfigurationUpdatedTimestamp": timestamp_millis(now),
    });
    if let Some(description) = input.opt_string("AlarmDescription")? {
        check::length("AlarmDescription", description, 0, 1024)?;
        alarm["AlarmDescription"] = json!(description);
    }
    for actions in ["OKActions", "AlarmActions", "InsufficientDataActions"] {
        let given = input.strings(actions)?;
        check::count(actions, given.len(), 0, 5)?;
        alarm[actions] = json!(given);
    }
    let tags = tag::TAGS.given(input)?;
    call.lake.store().write(|tx| {
        if tx.get(ALARM, region, name)?.is_some() {
            return Err(invalid_value(format!("There is a metric alarm with the name {name}")));
        }
        for child in &children {
            let is_there = tx.get(ALARM, region, child)?.is_some() || tx.get(COMPOSITE, region, child)?.is_some();
            if child == name || !is_there {
                return Err(invalid_value(format!(
                    "AlarmRule must not contain any invalid alarm: {child} does not exist"
                )));
            }
        }
        let old = tx.get(COMPOSITE, region, name)?;
        evaluate::keep_state(&mut alarm, old.as_ref(), now);
        if old.is_none() {
            tag::TAGS.set(tx, &arn, &tags)?;
        }
        let (word, kind) = if old.is_some() { ("updated", "Update") } else { ("created", "Create") };
        let data = json!({ "version": "1.0", "type": kind });
        tx.put(COMPOSITE, region, name, &alarm)?;
        check_for_cycle(tx, region, name)?;
        history::note(tx, region, &alarm, "ConfigurationUpdate", &format!("Alarm \"{name}\" {word}"), &data, now)?;
        evaluate::all_at_once(&call.lake, tx, region, now)?;
        Ok(json!({}))
    })
}

/// A composite alarm that looks at itself, over whatever others, could never be evaluated.
fn check_for_cycle(tx: &Tx<'_>, region: &str, name: &str) -> Result<(), ServiceError> {
    let mut open = vec![name.to_owned()];
    let mut seen = Vec::new();
    while let Some(next) = open.pop() {
        let Some(alarm) = tx.get(COMPOSITE, region, &next)? else { continue };
        for child in rule_of(&alarm).iter().flat_map(CompositeRule::names) {
            if child == name {
                return Err(invalid_value(format!("AlarmRule of {name} must not look at itself, over {next}")));
            }
            if !seen.iter().any(|known| known == child) {
                seen.push(child.to_owned());
                open.push(child.to_owned());
            }
        }
    }
    Ok(())
}

fn rule_of(alarm: &Value) -> Option<CompositeRule> {
    CompositeRule::parse(alarm["AlarmRule"].as_str()?).ok()
}

/// The states of alarms by name.
pub type States = BTreeMap<String, Option<AlarmState>>;

/// Evaluates every composite alarm of a region.
pub fn evaluate_all(tx: &Tx<'_>, region: &str, now: i64) -> Result<(), ServiceError> {
    let mut composites = Composites::read(tx, region)?;
    if composites.is_empty() {
        return Ok(());
    }
    let mut states: States =
        tx.list(ALARM, region)?.into_iter().map(|(name, alarm)| (name, Some(evaluate::state_of(&alarm)))).collect();
    composites.evaluate(tx, region, &mut states, now)?;
    Ok(())
}

/// The composite alarms of a region, each after those that it looks at.
#[derive(Debug)]
pub struct Composites {
    alarms: Vec<(String, Value, Option<CompositeRule>)>,
}

impl Composites {
    /// Reads them.
    pub fn read(tx: &Tx<'_>, region: &str) -> Result<Self, ServiceError> {
        let mut left: Vec<(String, Value, Option<CompositeRule>)> = Vec::new();
        for (name, alarm) in tx.list(COMPOSITE, region)? {
            let rule = rule_of(&alarm);
            left.push((name, alarm, rule));
        }
        let mut alarms = Vec::with_capacity(left.len());
        // There are no cycles, so each round finds at least one; an alarm that was deleted is in no state.
        while !left.is_empty() {
            let waiting: Vec<String> = left.iter().map(|(name, ..)| name.clone()).collect();
            let is_ready = |rule: &Option<CompositeRule>| {
                !rule.iter().flat_map(CompositeRule::names).any(|child| waiting.iter().any(|name| name == child))
            };
            let (ready, rest): (Vec<_>, Vec<_>) = left.into_iter().partition(|(_, _, rule)| is_ready(rule));
            if ready.is_empty() {
                break;
            }
            alarms.extend(ready);
            left = rest;
        }
        Ok(Self { alarms })
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.alarms.is_empty()
    }

    /// Evaluates all of them after the states of the others, which get theirs; how many changed.
    pub fn evaluate(
        &mut self,
        tx: &Tx<'_>,
        region: &str,
        states: &mut States,
        now: i64,
    ) -> Result<usize, ServiceError> {
        let mut changed = 0;
        for (name, alarm, rule) in &mut self.alarms {
            if let Some(rule) = rule
                && !evaluate::was_set(alarm, now)
            {
                let holds = rule.holds(&|child| states.get(child).copied().flatten());
                let wanted = if holds { AlarmState::Alarm } else { AlarmState::Ok };
                if evaluate::state_of(alarm) != wanted {
                    let reason = reason(rule, states, wanted);
                    evaluate::change_state(tx, region, alarm, wanted, &reason, "", now)?;
                    tx.put(COMPOSITE, region, name, alarm)?;
                    changed += 1;
                }
            }
            states.insert(name.clone(), Some(evaluate::state_of(alarm)));
        }
        Ok(changed)
    }
}

fn reason(rule: &CompositeRule, states: &States, state: AlarmState) -> String {
    let children: Vec<String> = rule
        .names()
        .into_iter()
        .map(|name| match states.get(name).copied().flatten() {
            Some(state) => format!("{name} is {state}"),
            None => format!("{name} does not exist"),
        })
        .collect();
    format!("The rule of the alarm evaluates to {state}: {}", children.join(", "))
}
