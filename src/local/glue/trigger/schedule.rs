//! What starts by the clock: scheduled triggers, and the schedules of crawlers.

use serde_json::{Value, json};

use super::{TRIGGER, fire};
use crate::clock::epoch_millis;
use crate::domain::cron::Cron;
use crate::glue::{crawler_state, workflow};
use crate::lake::Lake;
use crate::store::{StoreError, Tx, scope};

/// The document kind of next times: the scope is the region, the name `trigger/NAME` or `crawler/NAME`.
const NEXT: &str = "glue_schedule";

/// What is scheduled in a region: (name of the next time's document, expression, the thing's own document).
fn scheduled(tx: &Tx<'_>, region: &str) -> Result<Vec<(String, String, Value)>, StoreError> {
    let mut found = Vec::new();
    for (name, trigger) in tx.list(TRIGGER, region)? {
        if trigger["Type"] == "SCHEDULED" && trigger["State"] == "ACTIVATED" {
            let expression = trigger["Schedule"].as_str().unwrap_or_default().to_owned();
            found.push((format!("trigger/{name}"), expression, trigger));
        }
    }
    for (name, crawler) in tx.list(crawler_state::CRAWLER, &scope(&[region]))? {
        if crawler["Schedule"]["State"] == "SCHEDULED" {
            let expression = crawler["Schedule"]["ScheduleExpression"].as_str().unwrap_or_default().to_owned();
            found.push((format!("crawler/{name}"), expression, crawler));
        }
    }
    Ok(found)
}

/// Notes when what is scheduled comes next, as far as it is new or has changed, and forgets what is no longer scheduled.
pub fn refresh(tx: &Tx<'_>, region: &str, now: i64) -> Result<(), StoreError> {
    let scheduled = scheduled(tx, region)?;
    for (name, _) in tx.list(NEXT, region)? {
        if !scheduled.iter().any(|(known, ..)| *known == name) {
            tx.delete(NEXT, region, &name)?;
        }
    }
    for (name, expression, _) in scheduled {
        let known = tx.get(NEXT, region, &name)?;
        if known.is_none_or(|known| known["expression"] != json!(expression)) {
            put(tx, region, &name, &expression, now)?;
        }
    }
    Ok(())
}

fn put(tx: &Tx<'_>, region: &str, name: &str, expression: &str, now: i64) -> Result<(), StoreError> {
    let next = expression.parse::<Cron>().ok().and_then(|cron| cron.next_after(now));
    tx.put(NEXT, region, name, &json!({ "expression": expression, "next": next }))
}

/// Starts everything whose time has come, once each; how many there were. There must be a runtime to run the work on.
pub fn run_due(lake: &Lake) -> Result<usize, StoreError> {
    let now = epoch_millis(lake.clock().now());
    let is_due = |next: &Value| next["next"].as_i64().is_some_and(|next| next <= now);
    // Looking is cheap and most often all there is to do; only then the store is taken for writing.
    let regions: Vec<String> = lake.store().read(|tx| {
        let mut statement = tx.connection().prepare_cached("SELECT DISTINCT scope FROM doc WHERE kind = ?1")?;
        let regions = statement.query_map([NEXT], |row| row.get::<_, String>(0))?;
        let regions: Vec<String> = regions.collect::<Result<_, _>>()?;
        let mut due = Vec::new();
        for region in regions {
            if tx.list(NEXT, &region)?.iter().any(|(_, next)| is_due(next)) {
                due.push(region);
            }
        }
        Ok::<_, StoreError>(due)
    })?;
    let mut count = workflow::run_due_events(lake)?;
    for region in regions {
        let due = lake.store().write(|tx| {
            let mut due = Vec::new();
            for (name, expression, document) in scheduled(tx, &region)? {
                if tx.get(NEXT, &region, &name)?.is_some_and(|next| is_due(&next)) {
                    put(tx, &region, &name, &expression, now)?;
                    due.push((name, document));
                }
            }
            Ok::<_, StoreError>(due)
        })?;
        count += due.len();
        for (name, document) in due {
            match name.strip_prefix("crawler/") {
                None => fire::fire(lake, &region, &document),
                Some(crawler) => {
                    if let Err(error) = fire::start_crawler(lake, &region, crawler, None) {
                        tracing::warn!(crawler, %error, "a scheduled crawl could not be started");
                    }
                }
            }
        }
    }
    Ok(count)
}
