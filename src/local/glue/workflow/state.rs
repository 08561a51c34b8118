//! The states of runs, in transactions of the caller's.

use serde_json::{Map, Value, json};

use super::{ACTIONS, FIRED, MET, OPEN, PIECE, RUN, WORKFLOW, no_such_run};
use crate::clock::epoch_millis;
use crate::glue::trigger::{self, Ended};
use crate::lake::Lake;
use crate::store::{StoreError, Tx, scope};
use crate::tasks;
use crate::wire::{ServiceError, timestamp_millis};

/// A run that something is started in, and the trigger that starts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Within {
    /// Where.
    pub region: String,
    /// The workflow's name.
    pub workflow: String,
    /// The run's id.
    pub run: String,
    /// The trigger's name.
    pub trigger: String,
}

impl Within {
    fn scope(&self) -> String {
        scope(&[&self.region, &self.workflow])
    }

    /// The piece that a trigger is while it starts its actions.
    pub fn firing(&self) -> String {
        format!("trigger/{}", self.trigger)
    }

    fn task(&self, piece: &str) -> String {
        format!("workflow/{}/{}/{piece}", self.region, self.run)
    }

    fn to_value(&self) -> Value {
        json!({ "region": self.region, "workflow": self.workflow, "run": self.run, "trigger": self.trigger })
    }

    fn from_value(value: &Value) -> Option<Self> {
        let text = |member: &str| value[member].as_str().map(str::to_owned);
        Some(Self {
            region: text("region")?,
            workflow: text("workflow")?,
            run: text("run")?,
            trigger: text("trigger")?,
        })
    }
}

/// Whether a workflow is there.
pub fn exists(tx: &Tx<'_>, region: &str, name: &str) -> Result<bool, StoreError> {
    Ok(tx.get(WORKFLOW, region, name)?.is_some())
}

/// Whether a workflow has a trigger that starts it, other than this one.
pub fn has_start(tx: &Tx<'_>, region: &str, workflow: &str, other_than: &str) -> Result<bool, StoreError> {
    let triggers = trigger::of_workflow(tx, region, workflow)?;
    Ok(triggers.iter().any(|trigger| trigger["Type"] != "CONDITIONAL" && trigger["Name"] != other_than))
}

fn need_run(tx: &Tx<'_>, within: &Within) -> Result<Value, ServiceError> {
    tx.get(RUN, &within.scope(), &within.run)?.ok_or_else(|| no_such_run(&within.run))
}

fn put_run(tx: &Tx<'_>, within: &Within, run: &Value) -> Result<(), StoreError> {
    tx.put(RUN, &within.scope(), &within.run, run)
}

fn list_of<'a>(run: &'a mut Value, member: &str) -> &'a mut Vec<Value> {
    if !run[member].is_array() {
        run[member] = json!([]);
    }
    run[member].as_array_mut().expect("made an array above")
}

fn open_piece(tx: &Tx<'_>, within: &Within, run: &mut Value, piece: &str) -> Result<(), StoreError> {
    list_of(run, OPEN).push(json!(piece));
    let mut key = within.to_value();
    key["piece"] = json!(piece);
    tasks::record(tx, &within.task(piece), "workflow", &key)
}

fn close_piece(tx: &Tx<'_>, within: &Within, run: &mut Value, piece: &str, now: i64) -> Result<(), StoreError> {
    list_of(run, OPEN).retain(|open| open != piece);
    tasks::forget(tx, &within.task(piece))?;
    if list_of(run, OPEN).is_empty() {
        let end = match run["Status"].as_str() {
            Some("RUNNING") => "COMPLETED",
            Some("STOPPING") => "STOPPED",
            _ => return Ok(()),
        };
        run["Status"] = json!(end);
        run["CompletedOn"] = timestamp_millis(now);
    }
    Ok(())
}

/// A new run, with its first triggers open.
pub fn begin(
    tx: &Tx<'_>,
    region: &str,
    workflow: &Value,
    run_id: &str,
    properties: Map<String, Value>,
    starts: &[Value],
    now: i64,
) -> Result<Vec<Within>, ServiceError> {
    let name = workflow["Name"].as_str().unwrap_or_default();
    let mut run = json!({
        "Name": name,
        "WorkflowRunId": run_id,
        "WorkflowRunProperties": properties,
        "StartedOn": timestamp_millis(now),
        "Status": "RUNNING",
        ACTIONS: [],
        OPEN: [],
        MET: {},
        FIRED: [],
    });
    let mut all = Vec::new();
    for start in starts {
        let within = Within {
            region: region.to_owned(),
            workflow: name.to_owned(),
            run: run_id.to_owned(),
            trigger: start["Name"].as_str().unwrap_or_default().to_owned(),
        };
        list_of(&mut run, FIRED).push(start["Name"].clone());
        open_piece(tx, &within, &mut run, &within.firing())?;
        all.push(within);
    }
    tx.put(RUN, &scope(&[region, name]), run_id, &run)?;
    Ok(all)
}

/// Notes that an action has been started in a run. Nothing more is started in one that is being stopped.
/// `kind` is `job` or `crawler`, `id` that of the job run or the crawl.
pub fn open(tx: &Tx<'_>, within: &Within, kind: &str, name: &str, id: &str) -> Result<(), ServiceError> {
    let mut run = need_run(tx, within)?;
    if run["Status"] != "RUNNING" {
        return Err(ServiceError::invalid(format!("Workflow run {} does not run any more.", within.run)));
    }
    let piece = format!("{kind}/{id}");
    let action = json!({ "trigger": within.trigger, "kind": kind, "name": name, "id": id, "state": "RUNNING" });
    list_of(&mut run, ACTIONS).push(action);
    open_piece(tx, within, &mut run, &piece)?;
    tx.put(PIECE, &within.region, &piece, &within.to_value())?;
    Ok(put_run(tx, within, &run)?)
}

/// Notes that an action could not be started.
pub fn failed_to_start(tx: &Tx<'_>, within: &Within, action: &Value, error: &str) -> Result<(), ServiceError> {
    let mut run = need_run(tx, within)?;
    let (kind, name) = match action["JobName"].as_str() {
        Some(job) => ("job", job),
        None => ("crawler", action["CrawlerName"].as_str().unwrap_or_default()),
    };
    list_of(&mut run, ACTIONS).push(json!({
        "trigger": within.trigger, "kind": kind, "name": name, "id": null, "state": "ERROR", "error": error,
    }));
    Ok(put_run(tx, within, &run)?)
}

/// Closes a piece; the last one ends the run.
pub fn close(tx: &Tx<'_>, within: &Within, piece: &str, now: i64) -> Result<(), ServiceError> {
    let Some(mut run) = tx.get(RUN, &within.scope(), &within.run)? else {
        tasks::forget(tx, &within.task(piece))?;
        return Ok(());
    };
    close_piece(tx, within, &mut run, piece, now)?;
    Ok(put_run(tx, within, &run)?)
}

/// Notes the end of an action, if it is one of a run, and opens the triggers that waited for it: those to fire now.
pub fn ended(tx: &Tx<'_>, region: &str, end: Ended<'_>, now: i64) -> Result<Vec<(Within, Value)>, StoreError> {
    let (kind, id, state) = match end {
        Ended::Job { id, state, .. } => ("job", id.split("_attempt_").next().unwrap_or(id), state),
        Ended::Crawler { id, status, .. } => ("crawler", id, status),
    };
    let piece = format!("{kind}/{id}");
    let Some(found) = tx.get(PIECE, region, &piece)? else { return Ok(Vec::new()) };
    let Some(within) = Within::from_value(&found) else { return Ok(Vec::new()) };
    tx.delete(PIECE, region, &piece)?;
    let Some(mut run) = tx.get(RUN, &within.scope(), &within.run)? else { return Ok(Vec::new()) };
    for action in list_of(&mut run, ACTIONS) {
        if action["kind"] == kind && action["id"] == id {
            action["state"] = json!(state);
        }
    }
    let mut ready = Vec::new();
    if run["Status"] == "RUNNING" {
        for watching in trigger::of_workflow(tx, region, &within.workflow)? {
            let name = watching["Name"].as_str().unwrap_or_default().to_owned();
            let idle = watching["Type"] != "CONDITIONAL" || watching["State"] != "ACTIVATED";
            if idle || list_of(&mut run, FIRED).iter().any(|fired| *fired == name) {
                continue;
            }
            let mut met: Vec<u64> =
                run[MET][&name].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
            if trigger::meet(&watching, end, &mut met) {
                list_of(&mut run, FIRED).push(json!(name));
                let firing = Within { trigger: name.clone(), ..within.clone() };
                open_piece(tx, &firing, &mut run, &firing.firing())?;
                ready.push((firing, watching));
            }
            run[MET][&name] = json!(met);
        }
    }
    close_piece(tx, &within, &mut run, &piece, now)?;
    put_run(tx, &within, &run)?;
    Ok(ready)
}

/// Closes a piece whose process is gone: an action has failed, and a trigger has not started all of its actions.
pub fn abandon(lake: &Lake, tx: &Tx<'_>, key: &Value) -> Result<(), StoreError> {
    let (Some(within), Some(piece)) = (Within::from_value(key), key["piece"].as_str()) else { return Ok(()) };
    let Some(mut run) = tx.get(RUN, &within.scope(), &within.run)? else { return Ok(()) };
    let (kind, id) = piece.split_once('/').unwrap_or_default();
    for action in list_of(&mut run, ACTIONS) {
        if action["kind"] == kind && action["id"] == id && action["state"] == "RUNNING" {
            action["state"] = json!("FAILED");
        }
    }
    tx.delete(PIECE, &within.region, piece)?;
    let now = epoch_millis(lake.clock().now());
    if kind == "trigger" && run["Status"] == "RUNNING" {
        run["Status"] = json!("ERROR");
        run["ErrorMessage"] = json!(format!("The process that ran the workflow ended while trigger {id} began."));
        run["CompletedOn"] = timestamp_millis(now);
    }
    close_piece(tx, &within, &mut run, piece, now)?;
    put_run(tx, &within, &run)
}
