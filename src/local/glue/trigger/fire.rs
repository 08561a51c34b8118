//! Starting what a trigger starts, and the triggers that wait for an end. All of it needs a runtime to run the work on.

use serde_json::{Map, Value, json};

use super::{MET, TRIGGER};
use crate::clock::{epoch_millis, new_id};
use crate::glue::workflow::{self, Within};
use crate::glue::{crawler_run, job};
use crate::lake::Lake;
use crate::wire::{Call, Caller, ServiceError};

/// What has ended, and how.
#[derive(Debug, Clone, Copy)]
pub enum Ended<'a> {
    /// A job, in the state of its last attempt.
    Job {
        /// The job's name.
        name: &'a str,
        /// The id of the last attempt.
        id: &'a str,
        /// `SUCCEEDED`, `FAILED`, …
        state: &'a str,
    },
    /// A crawler.
    Crawler {
        /// The crawler's name.
        name: &'a str,
        /// The crawl's id.
        id: &'a str,
        /// `SUCCEEDED`, `CANCELLED` or `FAILED`.
        status: &'a str,
    },
}

impl Ended<'_> {
    fn meets(self, condition: &Value) -> bool {
        match self {
            Self::Job { name, state, .. } => condition["JobName"] == name && condition["State"] == state,
            Self::Crawler { name, status, .. } => condition["CrawlerName"] == name && condition["CrawlState"] == status,
        }
    }
}

/// Adds the conditions of a trigger that an end meets to those that were met; whether that is enough to start.
pub fn meet(trigger: &Value, end: Ended<'_>, met: &mut Vec<u64>) -> bool {
    let before = met.len();
    let conditions = trigger["Predicate"]["Conditions"].as_array().map_or(&[][..], Vec::as_slice);
    for (index, condition) in (0..).zip(conditions) {
        if end.meets(condition) && !met.contains(&index) {
            met.push(index);
        }
    }
    met.len() > before && (trigger["Predicate"]["Logical"] == "ANY" || met.len() == conditions.len())
}

/// Starts what waited for an end.
pub fn ended(lake: &Lake, region: &str, end: Ended<'_>) {
    let now = epoch_millis(lake.clock().now());
    let ready = lake.store().write(|tx| {
        let mut ready: Vec<(Option<Within>, Value)> = Vec::new();
        for (name, mut trigger) in tx.list(TRIGGER, region)? {
            let watches = trigger["Type"] == "CONDITIONAL" && trigger["State"] == "ACTIVATED";
            if !watches || !trigger["WorkflowName"].is_null() {
                continue;
            }
            let mut met: Vec<u64> = trigger[MET].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
            let before = met.len();
            if meet(&trigger, end, &mut met) {
                met.clear();
                ready.push((None, trigger.clone()));
            } else if met.len() == before {
                continue;
            }
            trigger[MET] = json!(met);
            tx.put(TRIGGER, region, &name, &trigger)?;
        }
        let own = workflow::ended(tx, region, end, now)?;
        ready.extend(own.into_iter().map(|(within, trigger)| (Some(within), trigger)));
        Ok::<_, ServiceError>(ready)
    });
    match ready {
        Ok(ready) => {
            for (within, trigger) in ready {
                match within {
                    Some(within) => fire_within(lake, &within, &trigger),
                    None => fire(lake, region, &trigger),
                }
            }
        }
        Err(error) => tracing::warn!(%error, "the triggers could not be looked at"),
    }
}

/// Starts what a trigger starts: its actions, or the workflow that it begins. What cannot be started (it runs already, it
/// is gone) is passed over, as the service does, and said in the log.
pub fn fire(lake: &Lake, region: &str, trigger: &Value) {
    if let Some(name) = trigger["WorkflowName"].as_str() {
        let by = trigger["Name"].as_str();
        if let Err(error) = workflow::launch(lake, region, name, by, Map::new(), None) {
            tracing::warn!(workflow = name, %error, "a workflow could not be started");
        }
        return;
    }
    for action in trigger["Actions"].as_array().into_iter().flatten() {
        if let Err(error) = start_action(lake, region, trigger, action, None) {
            tracing::warn!(trigger = %trigger["Name"], %error, "an action of a trigger could not be started");
        }
    }
}

/// Starts the actions of a trigger in a run of its workflow. What cannot be started is an action of the run in error.
pub fn fire_within(lake: &Lake, within: &Within, trigger: &Value) {
    for action in trigger["Actions"].as_array().into_iter().flatten() {
        if let Err(error) = start_action(lake, &within.region, trigger, action, Some(within)) {
            tracing::warn!(trigger = within.trigger, %error, "an action of a workflow could not be started");
            let said = lake.store().write(|tx| workflow::failed_to_start(tx, within, action, &error.message));
            if let Err(error) = said {
                tracing::warn!(run = within.run, %error, "the failure of an action could not be recorded");
            }
        }
    }
    let now = epoch_millis(lake.clock().now());
    if let Err(error) = lake.store().write(|tx| workflow::close(tx, within, &within.firing(), now)) {
        tracing::warn!(run = within.run, %error, "the run of a workflow could not be brought up to date");
    }
}

fn start_action(
    lake: &Lake,
    region: &str,
    trigger: &Value,
    action: &Value,
    within: Option<&Within>,
) -> Result<(), ServiceError> {
    if let Some(crawler) = action["CrawlerName"].as_str() {
        return start_crawler(lake, region, crawler, within);
    }
    let Some(name) = action["JobName"].as_str() else { return Ok(()) };
    let mut input = json!({ "JobName": name });
    for member in ["Arguments", "Timeout"] {
        if !action[member].is_null() {
            input[member] = action[member].clone();
        }
    }
    let id = job::start_run(&own_call(lake, region, input), within)?;
    job::note_trigger(lake, region, name, &id, trigger["Name"].as_str().unwrap_or_default())?;
    Ok(())
}

/// Starts a crawler for its schedule or a trigger.
pub fn start_crawler(lake: &Lake, region: &str, name: &str, within: Option<&Within>) -> Result<(), ServiceError> {
    crawler_run::begin(&own_call(lake, region, json!({ "Name": name })), name, within)
}

/// A call of the service's own.
fn own_call(lake: &Lake, region: &str, input: Value) -> Call {
    let caller = Caller {
        access_key: String::new(),
        principal: lake.root_principal(),
        account: lake.options().account.clone(),
        region: region.to_owned(),
        vouched: false,
    };
    Call { lake: lake.clone(), caller, input, request_id: new_id() }
}
