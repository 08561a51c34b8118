//! Taking a run up again: some of what it ran is run once more, with all that follows from it, in a run of its own.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::run::{may_begin, need, new_run_id};
use super::state::{self, Within};
use super::{ACTIONS, FIRED, MET, RUN, WORKFLOW, no_such_workflow};
use crate::clock::epoch_millis;
use crate::glue::check;
use crate::glue::trigger::{self, Ended};
use crate::wire::{Call, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[Operation { name: "ResumeWorkflowRun", run: Run::Sync(resume) }];

/// What a trigger starts or waits for, as the graph names it: `job/NAME`, `crawler/NAME`.
fn node(work: &Value) -> Option<String> {
    match (work["JobName"].as_str(), work["CrawlerName"].as_str()) {
        (Some(job), _) => Some(format!("job/{job}")),
        (None, Some(crawler)) => Some(format!("crawler/{crawler}")),
        (None, None) => None,
    }
}

fn nodes<'a>(list: &'a Value) -> impl Iterator<Item = String> + 'a {
    list.as_array().into_iter().flatten().filter_map(node)
}

/// Everything that follows from some nodes, those themselves not included unless they follow from one another.
fn downstream(triggers: &[Value], from: &BTreeSet<String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut ends: BTreeSet<String> = from.clone();
    loop {
        let new: BTreeSet<String> = triggers
            .iter()
            .filter(|trigger| trigger["Type"] == "CONDITIONAL")
            .filter(|trigger| nodes(&trigger["Predicate"]["Conditions"]).any(|node| ends.contains(&node)))
            .flat_map(|trigger| nodes(&trigger["Actions"]))
            .filter(|node| !found.contains(node))
            .collect();
        if new.is_empty() {
            return found;
        }
        ends.extend(new.iter().cloned());
        found.extend(new);
    }
}

/// Runs the named nodes again, those first that follow from none of the others, and what follows as its triggers say.
/// Source: AWS Glue API reference, ResumeWorkflowRun.
fn resume(call: &Call) -> Reply {
    let input = call.input();
    let (name, id) = (check::name(&input, "Name")?, input.string("RunId")?);
    let wanted: BTreeSet<String> = input.strings("NodeIds")?.into_iter().map(str::to_owned).collect();
    if wanted.is_empty() {
        return Err(ServiceError::invalid("NodeIds must name at least one node."));
    }
    let region = call.caller.region.as_str();
    let now = epoch_millis(call.now());
    let run_id = new_run_id();
    let begun = call.lake.store().write(|tx| {
        trigger::may_define(tx, call)?;
        let document = tx.get(WORKFLOW, region, name)?.ok_or_else(|| no_such_workflow(name))?;
        let before = need(tx, call, name, id)?;
        if matches!(before["Status"].as_str(), Some("RUNNING" | "STOPPING")) {
            let message = format!("Workflow run {id} is not over and cannot be resumed.");
            return Err(ServiceError::client("IllegalWorkflowStateException", message));
        }
        let triggers = trigger::of_workflow(tx, region, name)?;
        let actions = before[ACTIONS].as_array().cloned().unwrap_or_default();
        let mut starters: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        let follows = downstream(&triggers, &wanted);
        for node_id in &wanted {
            let (by, action) = attempt(&triggers, &actions, node_id)
                .ok_or_else(|| ServiceError::invalid(format!("Node {node_id} has no run attempt in run {id}.")))?;
            // What follows from another one is started by its trigger.
            if !follows.contains(node_id) {
                starters.entry(by).or_default().push(action);
            }
        }
        if starters.is_empty() {
            return Err(ServiceError::invalid("Each of the nodes follows from another one of them."));
        }
        may_begin(tx, region, &document)?;
        let starts: Vec<Value> =
            starters.into_iter().map(|(name, actions)| json!({ "Name": name, "Actions": actions })).collect();
        let properties = before["WorkflowRunProperties"].as_object().cloned().unwrap_or_default();
        let begun = state::begin(tx, region, &document, &run_id, properties, &starts, now)?;
        let place = call.scope(&[name]);
        if let Some(mut run) = tx.get(RUN, &place, &run_id)? {
            run["PreviousRunId"] = json!(id);
            let again: BTreeSet<&String> = wanted.iter().chain(&follows).collect();
            carry_over(&mut run, &before, &triggers, &actions, &again);
            tx.put(RUN, &place, &run_id, &run)?;
        }
        Ok::<_, ServiceError>(begun.into_iter().zip(starts).collect::<Vec<(Within, Value)>>())
    })?;
    for (within, start) in begun {
        trigger::fire_within(&call.lake, &within, &start);
    }
    Ok(json!({ "RunId": run_id, "NodeIds": wanted }))
}

/// The trigger that started a node in a run, and its action as it is today.
fn attempt(triggers: &[Value], actions: &[Value], node_id: &str) -> Option<(String, Value)> {
    let is_node = |action: &&Value| {
        let (kind, name) = (action["kind"].as_str().unwrap_or_default(), action["name"].as_str().unwrap_or_default());
        format!("{kind}/{name}") == node_id
    };
    let by = actions.iter().rev().find(is_node)?["trigger"].as_str()?;
    let trigger = triggers.iter().find(|trigger| trigger["Name"] == by)?;
    let list = trigger["Actions"].as_array()?;
    let action = list.iter().find(|action| node(action).as_deref() == Some(node_id))?;
    Some((by.to_owned(), action.clone()))
}

/// What is not run again counts as it ended: its triggers do not start once more, and the conditions that it met are met.
fn carry_over(run: &mut Value, before: &Value, triggers: &[Value], actions: &[Value], again: &BTreeSet<&String>) {
    for watching in triggers.iter().filter(|trigger| trigger["Type"] == "CONDITIONAL") {
        let name = watching["Name"].as_str().unwrap_or_default();
        let is_again = nodes(&watching["Predicate"]["Conditions"]).any(|node| again.contains(&node));
        if !is_again {
            let fired = before[FIRED].as_array().is_some_and(|fired| fired.contains(&watching["Name"]));
            if let Some(list) = run[FIRED].as_array_mut().filter(|list| fired && !list.contains(&watching["Name"])) {
                list.push(watching["Name"].clone());
            }
        }
        let mut met = Vec::new();
        for action in actions {
            let (kind, of) = (action["kind"].as_str().unwrap_or_default(), action["name"].as_str().unwrap_or_default());
            let (id, state) = (action["id"].as_str().unwrap_or_default(), action["state"].as_str().unwrap_or_default());
            if again.contains(&format!("{kind}/{of}")) {
                continue;
            }
            let end = match kind {
                "job" => Ended::Job { name: of, id, state },
                _ => Ended::Crawler { name: of, id, status: state },
            };
            trigger::meet(watching, end, &mut met);
        }
        if !met.is_empty() {
            run[MET][name] = json!(met);
        }
    }
}
