//! Workflows: made, shown, changed, removed.

use serde_json::{Map, Value, json};

use super::run::{last_run, shown};
use super::{RUN, WORKFLOW, graph, no_such_workflow};
use crate::clock::epoch_millis;
use crate::glue::page::{self, Page};
use crate::glue::{check, tag, trigger};
use crate::store::Tx;
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError, timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "BatchGetWorkflows", run: Run::Sync(batch_get) },
    Operation { name: "CreateWorkflow", run: Run::Sync(create) },
    Operation { name: "DeleteWorkflow", run: Run::Sync(delete) },
    Operation { name: "GetWorkflow", run: Run::Sync(get) },
    Operation { name: "ListWorkflows", run: Run::Sync(list) },
    Operation { name: "UpdateWorkflow", run: Run::Sync(update) },
];

/// A page of names, and of names to get. Source: AWS Glue service model.
const PAGE: i64 = 25;

fn arn(call: &Call, name: &str) -> String {
    call.arn("glue", &format!("workflow/{name}"))
}

/// A map of texts in a request.
pub fn texts(input: &Input<'_>, member: &str) -> Result<Map<String, Value>, ServiceError> {
    let Some(map) = input.opt_structure(member)? else { return Ok(Map::new()) };
    let map = map.raw().as_object().cloned().unwrap_or_default();
    match map.iter().find(|(_, value)| !value.is_string()) {
        Some((name, _)) => Err(ServiceError::invalid(format!("Value of {member} '{name}' is not a string"))),
        None => Ok(map),
    }
}

fn settle(workflow: &mut Value, input: &Input<'_>, now: i64) -> Result<(), ServiceError> {
    if let Some(text) = input.opt_string("Description")? {
        check::length("Description", text, 0, 120_000)?;
        workflow["Description"] = json!(text);
    }
    if input.get("DefaultRunProperties").is_some() {
        workflow["DefaultRunProperties"] = Value::Object(texts(input, "DefaultRunProperties")?);
    }
    if let Some(most) = input.opt_integer("MaxConcurrentRuns")? {
        if most < 1 {
            return Err(ServiceError::invalid("MaxConcurrentRuns must be at least 1."));
        }
        workflow["MaxConcurrentRuns"] = json!(most);
    }
    workflow["LastModifiedOn"] = timestamp_millis(now);
    Ok(())
}

fn create(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "Name")?;
    let now = epoch_millis(call.now());
    let mut workflow = json!({ "Name": name, "DefaultRunProperties": {}, "CreatedOn": timestamp_millis(now) });
    settle(&mut workflow, &input, now)?;
    let tags = tag::given(&input)?;
    call.lake.store().write(|tx| {
        trigger::may_define(tx, call)?;
        if !tx.insert(WORKFLOW, &call.caller.region, name, &workflow)? {
            return Err(check::exists(format!("Workflow with name {name} already exists")));
        }
        tag::set(tx, &arn(call, name), tags)
    })?;
    Ok(json!({ "Name": name }))
}

fn need(tx: &Tx<'_>, call: &Call, name: &str) -> Result<Value, ServiceError> {
    tx.get(WORKFLOW, &call.caller.region, name)?.ok_or_else(|| no_such_workflow(name))
}

/// A workflow with its last run, and its graph when it is asked for.
fn whole(tx: &Tx<'_>, call: &Call, mut workflow: Value, with_graph: bool) -> Result<Value, ServiceError> {
    let name = workflow["Name"].as_str().unwrap_or_default().to_owned();
    if let Some(run) = last_run(tx, call, &name)? {
        workflow["LastRun"] = shown(tx, &call.caller, run, with_graph)?;
    }
    if with_graph {
        workflow["Graph"] = graph::of(tx, &call.caller, &name, None)?;
    }
    Ok(workflow)
}

fn get(call: &Call) -> Reply {
    let input = call.input();
    let (name, with_graph) = (check::name(&input, "Name")?, input.flag("IncludeGraph")?);
    let workflow = call.lake.store().read(|tx| {
        let workflow = need(tx, call, name)?;
        whole(tx, call, workflow, with_graph)
    })?;
    Ok(json!({ "Workflow": workflow }))
}

fn batch_get(call: &Call) -> Reply {
    let input = call.input();
    let (names, with_graph) = (input.strings("Names")?, input.flag("IncludeGraph")?);
    check::count("Names", input.list("Names")?, 25)?;
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    call.lake.store().read(|tx| {
        for name in names {
            match tx.get(WORKFLOW, &call.caller.region, name)? {
                Some(workflow) => found.push(whole(tx, call, workflow, with_graph)?),
                None => missing.push(name),
            }
        }
        Ok::<_, ServiceError>(())
    })?;
    Ok(json!({ "Workflows": found, "MissingWorkflows": missing }))
}

fn list(call: &Call) -> Reply {
    let page = Page::of(&call.input(), PAGE)?;
    let found = call.lake.store().read(|tx| {
        page::documents(tx, WORKFLOW, &call.caller.region, &page, |workflow| Ok(Some(workflow["Name"].clone())))
    })?;
    Ok(found.into_output("Workflows"))
}

fn update(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "Name")?;
    let now = epoch_millis(call.now());
    call.lake.store().write(|tx| {
        trigger::may_define(tx, call)?;
        let mut workflow = need(tx, call, name)?;
        settle(&mut workflow, &input, now)?;
        Ok::<_, ServiceError>(tx.put(WORKFLOW, &call.caller.region, name, &workflow)?)
    })?;
    Ok(json!({ "Name": name }))
}

/// A workflow goes with its triggers and its history. One that is not there is no error.
fn delete(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "Name")?;
    let region = &call.caller.region;
    call.lake.store().write(|tx| {
        trigger::may_define(tx, call)?;
        let runs = tx.list(RUN, &call.scope(&[name]))?;
        if runs.iter().any(|(_, run)| matches!(run["Status"].as_str(), Some("RUNNING" | "STOPPING"))) {
            let message = format!("Workflow {name} has a run that is not over.");
            return Err(ServiceError::client("ConcurrentModificationException", message));
        }
        tx.delete(WORKFLOW, region, name)?;
        tx.delete_scope(RUN, &call.scope(&[name]))?;
        tag::remove_all(tx, &arn(call, name))?;
        trigger::remove_of_workflow(tx, call, name)?;
        Ok::<_, ServiceError>(trigger::refresh(tx, region, epoch_millis(call.now()))?)
    })?;
    Ok(json!({ "Name": name }))
}
