//! Runs of workflows: started, shown, stopped.

use serde_json::{Map, Value, json};

use super::definition::texts;
use super::state::{self, Within};
use super::{ACTIONS, FIRED, MET, OPEN, RUN, WORKFLOW, graph, no_such_run, no_such_workflow};
use crate::clock::{epoch_millis, new_id};
use crate::glue::{check, crawler_state, job, trigger};
use crate::lake::Lake;
use crate::paging;
use crate::store::{StoreError, Tx};
use crate::wire::{Call, Caller, Operation, Reply, Run, ServiceError, as_timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "GetWorkflowRun", run: Run::Sync(get) },
    Operation { name: "GetWorkflowRunProperties", run: Run::Sync(properties) },
    Operation { name: "GetWorkflowRuns", run: Run::Sync(get_all) },
    Operation { name: "PutWorkflowRunProperties", run: Run::Sync(put_properties) },
    Operation { name: "StartWorkflowRun", run: Run::Sync(start) },
    Operation { name: "StopWorkflowRun", run: Run::Sync(stop) },
];

/// Starts a run and the triggers that begin it: the one named, or all that begin the workflow; its id. There must be a
/// runtime to run the work on.
pub fn launch(
    lake: &Lake,
    region: &str,
    workflow: &str,
    by: Option<&str>,
    properties: Map<String, Value>,
    batch: Option<Value>,
) -> Result<String, ServiceError> {
    let now = epoch_millis(lake.clock().now());
    let id = new_run_id();
    let begun = lake.store().write(|tx| {
        let document = tx.get(WORKFLOW, region, workflow)?.ok_or_else(|| no_such_workflow(workflow))?;
        let starts: Vec<Value> = trigger::of_workflow(tx, region, workflow)?
            .into_iter()
            .filter(|start| start["Type"] != "CONDITIONAL" && by.is_none_or(|name| start["Name"] == name))
            .collect();
        if starts.is_empty() {
            return Err(ServiceError::invalid(format!("Workflow {workflow} has no trigger that starts it.")));
        }
        may_begin(tx, region, &document)?;
        let scope = crate::store::scope(&[region, workflow]);
        let mut all = document["DefaultRunProperties"].as_object().cloned().unwrap_or_default();
        all.extend(properties);
        let begun = state::begin(tx, region, &document, &id, all, &starts, now)?;
        if let Some(batch) = batch
            && let Some(mut run) = tx.get(RUN, &scope, &id)?
        {
            run["StartingEventBatchCondition"] = batch;
            tx.put(RUN, &scope, &id, &run)?;
        }
        Ok::<_, ServiceError>(begun.into_iter().zip(starts).collect::<Vec<(Within, Value)>>())
    })?;
    for (within, start) in begun {
        trigger::fire_within(lake, &within, &start);
    }
    Ok(id)
}

/// An id as those of the service look.
pub fn new_run_id() -> String {
    format!("wr_{}{}", new_id().replace('-', ""), new_id().replace('-', ""))
}

/// Fails when as many runs of a workflow are open as may be.
pub fn may_begin(tx: &Tx<'_>, region: &str, workflow: &Value) -> Result<(), ServiceError> {
    let name = workflow["Name"].as_str().unwrap_or_default();
    let runs = tx.list(RUN, &crate::store::scope(&[region, name]))?;
    let open = runs.iter().filter(|(_, run)| matches!(run["Status"].as_str(), Some("RUNNING" | "STOPPING"))).count();
    if workflow["MaxConcurrentRuns"].as_u64().is_some_and(|most| open as u64 >= most) {
        let message = format!("Concurrent runs exceeded for workflow {name}.");
        return Err(ServiceError::client("ConcurrentRunsExceededException", message));
    }
    Ok(())
}

fn start(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "Name")?;
    let properties = texts(&input, "RunProperties")?;
    call.lake.store().read(|tx| trigger::may_define(tx, call))?;
    let id = launch(&call.lake, &call.caller.region, name, None, properties, None)?;
    Ok(json!({ "RunId": id }))
}

/// The newest run of a workflow.
pub fn last_run(tx: &Tx<'_>, call: &Call, name: &str) -> Result<Option<Value>, StoreError> {
    let runs = tx.list(RUN, &call.scope(&[name]))?.into_iter().map(|(_, run)| run);
    Ok(runs.max_by_key(|run| as_timestamp_millis(&run["StartedOn"])))
}

/// A run as it is sent.
pub fn shown(tx: &Tx<'_>, caller: &Caller, mut run: Value, with_graph: bool) -> Result<Value, ServiceError> {
    if with_graph {
        let name = run["Name"].as_str().unwrap_or_default().to_owned();
        run["Graph"] = graph::of(tx, caller, &name, run[ACTIONS].as_array().map(Vec::as_slice))?;
    }
    let actions = run[ACTIONS].as_array().cloned().unwrap_or_default();
    let count = |states: &[&str]| {
        actions.iter().filter(|action| action["state"].as_str().is_some_and(|state| states.contains(&state))).count()
    };
    run["Statistics"] = json!({
        "TotalActions": actions.len(),
        "TimeoutActions": count(&["TIMEOUT"]),
        "FailedActions": count(&["FAILED"]),
        "StoppedActions": count(&["STOPPED", "CANCELLED"]),
        "SucceededActions": count(&["SUCCEEDED"]),
        "RunningActions": count(&["RUNNING"]),
        "ErroredActions": count(&["ERROR"]),
        "WaitingActions": 0,
    });
    if let Some(members) = run.as_object_mut() {
        for member in [ACTIONS, OPEN, MET, FIRED] {
            members.remove(member);
        }
    }
    Ok(run)
}

/// A run that must be there.
pub fn need(tx: &Tx<'_>, call: &Call, name: &str, id: &str) -> Result<Value, ServiceError> {
    if !state::exists(tx, &call.caller.region, name)? {
        return Err(no_such_workflow(name));
    }
    tx.get(RUN, &call.scope(&[name]), id)?.ok_or_else(|| no_such_run(id))
}

fn get(call: &Call) -> Reply {
    let input = call.input();
    let (name, id) = (check::name(&input, "Name")?, input.string("RunId")?);
    let with_graph = input.flag("IncludeGraph")?;
    let run = call.lake.store().read(|tx| {
        let run = need(tx, call, name, id)?;
        shown(tx, &call.caller, run, with_graph)
    })?;
    Ok(json!({ "Run": run }))
}

/// The newest run comes first.
fn get_all(call: &Call) -> Reply {
    let input = call.input();
    let (name, with_graph) = (check::name(&input, "Name")?, input.flag("IncludeGraph")?);
    let page = paging::Page::read(call, 1000, 1000)?;
    let (runs, next) = call.lake.store().read(|tx| {
        if !state::exists(tx, &call.caller.region, name)? {
            return Err(no_such_workflow(name));
        }
        let mut all: Vec<Value> = tx.list(RUN, &call.scope(&[name]))?.into_iter().map(|(_, run)| run).collect();
        all.sort_by_key(|run| std::cmp::Reverse(as_timestamp_millis(&run["StartedOn"])));
        // The token is a position: the order is one of times.
        let (runs, next) = page.cut(all.into_iter().enumerate().map(|(at, run)| (format!("{at:09}"), run)));
        let runs =
            runs.into_iter().map(|run| shown(tx, &call.caller, run, with_graph)).collect::<Result<Vec<_>, _>>()?;
        Ok((runs, next))
    })?;
    Ok(json!({ "Runs": runs, "NextToken": next }))
}

fn properties(call: &Call) -> Reply {
    let input = call.input();
    let (name, id) = (check::name(&input, "Name")?, input.string("RunId")?);
    let run = call.lake.store().read(|tx| need(tx, call, name, id))?;
    Ok(json!({ "RunProperties": run["WorkflowRunProperties"] }))
}

fn put_properties(call: &Call) -> Reply {
    let input = call.input();
    let (name, id) = (check::name(&input, "Name")?, input.string("RunId")?);
    let given = texts(&input, "RunProperties")?;
    call.lake.store().write(|tx| {
        // Scripts tell one another what they have found by these: a job's role may, like whoever defined the workflow.
        if !call.caller.vouched {
            trigger::may_define(tx, call)?;
        }
        let mut run = need(tx, call, name, id)?;
        let mut all = run["WorkflowRunProperties"].as_object().cloned().unwrap_or_default();
        all.extend(given);
        run["WorkflowRunProperties"] = Value::Object(all);
        Ok::<_, ServiceError>(tx.put(RUN, &call.scope(&[name]), id, &run)?)
    })?;
    Ok(json!({}))
}

/// What runs is told to stop; the run is over when it has.
fn stop(call: &Call) -> Reply {
    let input = call.input();
    let (name, id) = (check::name(&input, "Name")?, input.string("RunId")?);
    let region = &call.caller.region;
    call.lake.store().write(|tx| {
        trigger::may_define(tx, call)?;
        let mut run = need(tx, call, name, id)?;
        if run["Status"] != "RUNNING" {
            let status = run["Status"].as_str().unwrap_or_default();
            let message = format!("Workflow run {id} is {status} and cannot be stopped.");
            return Err(ServiceError::client("IllegalWorkflowStateException", message));
        }
        for action in run[ACTIONS].as_array().into_iter().flatten() {
            let (Some(of), Some(piece)) = (action["name"].as_str(), action["id"].as_str()) else { continue };
            if action["state"] != "RUNNING" {
                continue;
            }
            match action["kind"].as_str() {
                Some("job") => job::ask_to_stop(tx, region, of, piece, epoch_millis(call.now()))?,
                _ => crawler_state::ask_to_stop(tx, region, of, piece)?,
            }
        }
        run["Status"] = json!("STOPPING");
        Ok::<_, ServiceError>(tx.put(RUN, &call.scope(&[name]), id, &run)?)
    })?;
    Ok(json!({}))
}
