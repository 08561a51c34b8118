//! Events that start workflows: gathered by the event bus, until a batch of them is full or has waited long enough.

use serde_json::{Map, Value, json};

use super::{WORKFLOW, run};
use crate::clock::epoch_millis;
use crate::glue::trigger;
use crate::lake::Lake;
use crate::store::{StoreError, Tx};
use crate::wire::ServiceError;

/// The document kind of events that wait; the scope is the region, the name the workflow.
const WAITING: &str = "glue_workflow_events";
/// How long a batch waits when its trigger does not say. Source: AWS Glue API reference, EventBatchingCondition.
const WINDOW_SECONDS: i64 = 900;
/// How many events may wait before the rest is counted alone: a run is told of so many.
const KEPT: usize = 100;

/// The workflow that an ARN names: `arn:aws:glue:REGION:ACCOUNT:workflow/NAME`.
pub fn is_workflow(arn: &str) -> Option<&str> {
    let name = arn.strip_prefix("arn:aws:glue:")?.split_once(":workflow/")?.1;
    (!name.is_empty()).then_some(name)
}

fn watching(tx: &Tx<'_>, region: &str, workflow: &str) -> Result<Option<Value>, StoreError> {
    let mut all = trigger::of_workflow(tx, region, workflow)?.into_iter();
    Ok(all.find(|trigger| trigger["Type"] == "EVENT" && trigger["State"] == "ACTIVATED"))
}

/// Takes an event for a workflow. One without a trigger that watches for events hears of nothing.
pub fn note(tx: &Tx<'_>, region: &str, workflow: &str, event_id: &str, now: i64) -> Result<(), StoreError> {
    if tx.get(WORKFLOW, region, workflow)?.is_none() || watching(tx, region, workflow)?.is_none() {
        return Ok(());
    }
    let mut waiting =
        tx.get(WAITING, region, workflow)?.unwrap_or_else(|| json!({ "count": 0, "first": now, "ids": [] }));
    waiting["count"] = json!(waiting["count"].as_i64().unwrap_or(0) + 1);
    if let Some(ids) = waiting["ids"].as_array_mut()
        && ids.len() < KEPT
    {
        ids.push(json!(event_id));
    }
    tx.put(WAITING, region, workflow, &waiting)
}

/// Starts the workflows whose batch of events is full or has waited long enough, once each; how many there were.
pub fn run_due(lake: &Lake) -> Result<usize, StoreError> {
    let now = epoch_millis(lake.clock().now());
    let places: Vec<(String, String)> = lake.store().read(|tx| {
        let mut statement = tx.connection().prepare_cached("SELECT scope, name FROM doc WHERE kind = ?1")?;
        let found = statement.query_map([WAITING], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok::<_, StoreError>(found.collect::<Result<_, _>>()?)
    })?;
    let mut count = 0;
    for (region, workflow) in places {
        let due = lake.store().write(|tx| due(tx, &region, &workflow, now))?;
        let Some((trigger, batch, ids)) = due else { continue };
        count += 1;
        // As the service tells a run of the events that started it.
        let properties = Map::from_iter([("aws:eventIds".to_owned(), json!(ids))]);
        let started = run::launch(lake, &region, &workflow, Some(&trigger), properties, Some(batch));
        if let Err(error) = started {
            tracing::warn!(workflow, %error, "a workflow could not be started by events");
        }
    }
    Ok(count)
}

/// Takes the batch of a workflow, when it is due.
fn due(tx: &Tx<'_>, region: &str, workflow: &str, now: i64) -> Result<Option<(String, Value, String)>, StoreError> {
    let Some(waiting) = tx.get(WAITING, region, workflow)? else { return Ok(None) };
    let Some(trigger) = watching(tx, region, workflow)? else {
        tx.delete(WAITING, region, workflow)?;
        return Ok(None);
    };
    let condition = &trigger["EventBatchingCondition"];
    let size = condition["BatchSize"].as_i64().unwrap_or(1);
    let window = condition["BatchWindow"].as_i64().unwrap_or(WINDOW_SECONDS) * 1000;
    let (count, first) = (waiting["count"].as_i64().unwrap_or(0), waiting["first"].as_i64().unwrap_or(now));
    if count < size && now - first < window {
        return Ok(None);
    }
    tx.delete(WAITING, region, workflow)?;
    let batch = json!({ "BatchSize": count, "BatchWindow": (now - first) / 1000 });
    Ok(Some((trigger["Name"].as_str().unwrap_or_default().to_owned(), batch, waiting["ids"].to_string())))
}

/// Checks the condition of a trigger for events.
pub fn check_condition(condition: &Value) -> Result<(), ServiceError> {
    let within = |member: &str, most: i64| match &condition[member] {
        Value::Null => Ok(()),
        value => match value.as_i64() {
            Some(number) if (1..=most).contains(&number) => Ok(()),
            _ => Err(ServiceError::invalid(format!("{member} must be from 1 to {most}."))),
        },
    };
    if condition["BatchSize"].is_null() {
        return Err(ServiceError::invalid("BatchSize is required in EventBatchingCondition."));
    }
    within("BatchSize", 100)?;
    within("BatchWindow", WINDOW_SECONDS)
}
