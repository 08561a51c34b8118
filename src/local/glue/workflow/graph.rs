//! The graph of a workflow: triggers, jobs and crawlers as nodes, and which of them starts or waits for which.

use serde_json::{Value, json};

use crate::glue::{crawler_state, governance, job, trigger};
use crate::store::{StoreError, Tx};
use crate::wire::Caller;

/// The graph of a workflow; with the actions of a run, the nodes have its job runs and crawls.
pub fn of(tx: &Tx<'_>, caller: &Caller, workflow: &str, actions: Option<&[Value]>) -> Result<Value, StoreError> {
    let region = caller.region.as_str();
    let mut nodes: Vec<Value> = Vec::new();
    let mut edges: Vec<Value> = Vec::new();
    let edge = |from: &str, to: &str| json!({ "SourceId": from, "DestinationId": to });
    for trigger in trigger::of_workflow(tx, region, workflow)? {
        let name = trigger["Name"].as_str().unwrap_or_default().to_owned();
        let id = format!("trigger/{name}");
        let conditions = trigger["Predicate"]["Conditions"].as_array().into_iter().flatten();
        for (work, leads_here) in conditions
            .map(|condition| (condition, true))
            .chain(trigger["Actions"].as_array().into_iter().flatten().map(|action| (action, false)))
        {
            let (kind, of) = match (work["JobName"].as_str(), work["CrawlerName"].as_str()) {
                (Some(job), _) => ("JOB", job),
                (None, Some(crawler)) => ("CRAWLER", crawler),
                (None, None) => continue,
            };
            let node = format!("{}/{of}", kind.to_lowercase());
            if !nodes.iter().any(|known| known["UniqueId"] == node) {
                nodes.push(json!({ "Type": kind, "Name": of, "UniqueId": node }));
            }
            let new = if leads_here { edge(&node, &id) } else { edge(&id, &node) };
            if !edges.contains(&new) {
                edges.push(new);
            }
        }
        nodes.push(json!({
            "Type": "TRIGGER", "Name": name, "UniqueId": id, "TriggerDetails": { "Trigger": trigger::shown(trigger) },
        }));
    }
    for action in actions.into_iter().flatten() {
        let (kind, name) = (action["kind"].as_str().unwrap_or_default(), action["name"].as_str().unwrap_or_default());
        let Some(node) = nodes.iter_mut().find(|node| node["UniqueId"] == format!("{kind}/{name}")) else { continue };
        let (details, list, item) = if kind == "job" {
            ("JobDetails", "JobRuns", job_run(tx, caller, name, action)?)
        } else {
            ("CrawlerDetails", "Crawls", crawl(tx, region, name, action)?)
        };
        if node[details].is_null() {
            node[details] = json!({ list: [] });
        }
        if let Some(items) = node[details][list].as_array_mut() {
            items.push(item);
        }
    }
    Ok(json!({ "Nodes": nodes, "Edges": edges }))
}

/// What could not be started has neither a run nor a crawl: its error stands for it. What a script failed with may be data:
/// whoever may not use the job's role sees how its run stands and no more.
fn job_run(tx: &Tx<'_>, caller: &Caller, name: &str, action: &Value) -> Result<Value, StoreError> {
    let role = job::role(tx, &caller.region, name)?.unwrap_or_default();
    let found = match action["id"].as_str() {
        Some(id) if governance::may_pass_role(tx, caller, &role).is_ok() => {
            job::last_attempt(tx, &caller.region, name, id)?
        }
        _ => None,
    };
    let bare = || {
        json!({
            "Id": action["id"], "JobName": name, "JobRunState": action["state"], "ErrorMessage": action["error"],
        })
    };
    Ok(found.unwrap_or_else(bare))
}

fn crawl(tx: &Tx<'_>, region: &str, name: &str, action: &Value) -> Result<Value, StoreError> {
    let found = match action["id"].as_str() {
        Some(id) => crawler_state::crawl(tx, region, name, id)?,
        None => None,
    };
    let mut crawl = json!({ "State": action["state"] });
    if let Some(error) = action["error"].as_str() {
        crawl["ErrorMessage"] = json!(error);
    }
    if let Some(found) = found {
        for (here, there) in [
            ("StartedOn", "StartTime"),
            ("CompletedOn", "EndTime"),
            ("ErrorMessage", "ErrorMessage"),
            ("LogGroup", "LogGroup"),
            ("LogStream", "LogStream"),
        ] {
            if let Some(value) = found.get(there) {
                crawl[here] = value.clone();
            }
        }
    }
    Ok(crawl)
}
