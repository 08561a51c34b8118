//! Starting what a trigger starts, and the triggers that wait for an end.

use serde_json::{Value, json};

use super::{MET, TRIGGER};
use crate::clock::new_id;
use crate::local::lake::Lake;
use crate::local::wire::{Call, Caller, ServiceError};

/// What has ended, and how.
#[derive(Debug, Clone, Copy)]
pub enum Ended<'a> {
    /// A job, in the state of its last attempt.
    Job(&'a str, &'a str),
    /// A crawler: `SUCCEEDED`, `CANCELLED` or `FAILED`.
    Crawler(&'a str, &'a str),
}

impl Ended<'_> {
    fn meets(self, condition: &Value) -> bool {
        match self {
            Self::Job(name, state) => condition["JobName"] == name && condition["State"] == state,
            Self::Crawler(name, state) => condition["CrawlerName"] == name && condition["CrawlState"] == state,
        }
    }
}

/// Starts what waited for an end.
pub async fn ended(lake: &Lake, region: &str, end: Ended<'_>) {
    let ready = lake.store().write(|tx| {
        let mut ready = Vec::new();
        for (name, mut trigger) in tx.list(TRIGGER, region)? {
            if trigger["Type"] != "CONDITIONAL" || trigger["State"] != "ACTIVATED" {
                continue;
            }
            let conditions = trigger["Predicate"]["Conditions"].as_array().cloned().unwrap_or_default();
            let mut met: Vec<u64> = trigger[MET].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
            let before = met.len();
            for (index, condition) in conditions.iter().enumerate() {
                let index = index as u64;
                if end.meets(condition) && !met.contains(&index) {
                    met.push(index);
                }
            }
            if met.len() == before {
                continue;
            }
            if trigger["Predicate"]["Logical"] == "ANY" || met.len() == conditions.len() {
                met.clear();
                ready.push(trigger.clone());
            }
            trigger[MET] = json!(met);
            tx.put(TRIGGER, region, &name, &trigger)?;
        }
        Ok::<_, ServiceError>(ready)
    });
    match ready {
        Ok(ready) => {
            for trigger in ready {
                fire(lake, region, &trigger).await;
            }
        }
        Err(error) => tracing::warn!(%error, "the triggers could not be looked at"),
    }
}

/// Starts the actions of a trigger. What cannot be started (it runs already, it is gone) is passed over, as the service
/// does, and said in the log.
pub async fn fire(lake: &Lake, region: &str, trigger: &Value) {
    for action in trigger["Actions"].as_array().into_iter().flatten() {
        let started = match (action["JobName"].as_str(), action["CrawlerName"].as_str()) {
            (Some(job), _) => start_job(lake, region, trigger, job, action).await,
            (None, Some(crawler)) => start_crawler(lake, region, crawler).await,
            (None, None) => Ok(()),
        };
        if let Err(error) = started {
            tracing::warn!(trigger = %trigger["Name"], %error, "an action of a trigger could not be started");
        }
    }
}

/// Starts a crawler for its schedule or a trigger.
pub async fn start_crawler(lake: &Lake, region: &str, name: &str) -> Result<(), ServiceError> {
    run(lake, region, "StartCrawler", json!({ "Name": name })).await.map(drop)
}

async fn start_job(lake: &Lake, region: &str, trigger: &Value, job: &str, action: &Value) -> Result<(), ServiceError> {
    let mut input = json!({ "JobName": job });
    for member in ["Arguments", "Timeout"] {
        if !action[member].is_null() {
            input[member] = action[member].clone();
        }
    }
    let answer = run(lake, region, "StartJobRun", input).await?;
    let id = answer["JobRunId"].as_str().unwrap_or_default();
    super::super::job::note_trigger(lake, region, job, id, trigger["Name"].as_str().unwrap_or_default())?;
    Ok(())
}

/// A call of the service's own.
async fn run(lake: &Lake, region: &str, operation: &str, input: Value) -> Result<Value, ServiceError> {
    let caller = Caller {
        access_key: String::new(),
        principal: lake.root_principal(),
        account: lake.options().account.clone(),
        region: region.to_owned(),
        vouched: false,
    };
    let call = Call { lake: lake.clone(), caller, input, request_id: new_id() };
    // A job's end starts a job whose end starts a job: the type of such a future would hold itself.
    Box::pin(super::super::SERVICE.run(operation, call)).await
}
