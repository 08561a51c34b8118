//! From an event to the log groups and workflows of the rules that are about it.

use serde_json::{Value, json};

use super::{RULE, TARGETS};
use crate::clock::{from_epoch_millis, new_id, rfc3339};
use crate::cloudwatch::{self, Metric};
use crate::domain::event_pattern::EventPattern;
use crate::store::{StoreError, Tx};
use crate::{glue, logs};

/// Something that happened.
#[derive(Debug, Clone)]
pub struct Event<'a> {
    /// `aws.glue`, or what a caller of PutEvents says.
    pub source: &'a str,
    /// `Glue Job State Change`, …
    pub detail_type: &'a str,
    /// The ARNs of what it happened to.
    pub resources: Vec<String>,
    /// The rest.
    pub detail: Value,
}

/// Whether there is a rule at all: whoever would have to work for an event can ask first.
pub fn has_rules(tx: &Tx<'_>, region: &str) -> Result<bool, StoreError> {
    Ok(!tx.list(RULE, region)?.is_empty())
}

/// Delivers an event to whom it concerns; its id. `now` is in milliseconds since the epoch.
pub fn publish(tx: &Tx<'_>, region: &str, event: &Event<'_>, now: i64) -> Result<String, StoreError> {
    let id = new_id();
    let rules = tx.list(RULE, region)?;
    // Most lakes have no rules at all, and then an event is nobody's.
    if rules.is_empty() {
        return Ok(id);
    }
    let account = tx.get("lake", "", "account")?.unwrap_or_default();
    // Events name whole seconds.
    let time = rfc3339(from_epoch_millis(now.div_euclid(1000) * 1000));
    let document = json!({
        "version": "0",
        "id": id,
        "detail-type": event.detail_type,
        "source": event.source,
        "account": account["id"],
        "time": time,
        "region": region,
        "resources": event.resources,
        "detail": event.detail,
    });
    for (_, rule) in rules {
        if rule["State"] == "DISABLED" {
            continue;
        }
        let pattern = rule["EventPattern"].as_str().map(EventPattern::parse);
        if !matches!(pattern, Some(Ok(pattern)) if pattern.matches(&document)) {
            continue;
        }
        if let Some(name) = rule["Name"].as_str() {
            let dimensions = [("RuleName", name)];
            let metric = Metric { region, namespace: "AWS/Events", name: "TriggeredRules", dimensions: &dimensions };
            cloudwatch::put(tx, &metric, 1.0, "Count", now)?;
        }
        for target in rule[TARGETS].as_array().into_iter().flatten() {
            let arn = target["Arn"].as_str().unwrap_or_default();
            if let Some(workflow) = glue::is_workflow(arn) {
                glue::note_event(tx, region, workflow, &id, now)?;
            }
            let group = log_group(arn);
            // A group that was deleted gets nothing, as on AWS: a delivery makes a stream and no group.
            if let Some(group) = group
                && logs::has_group(tx, region, group)?
            {
                logs::append(tx, region, group, &id, now, &document.to_string())?;
            }
        }
    }
    Ok(id)
}

/// The log group that an ARN names: `arn:aws:logs:REGION:ACCOUNT:log-group:NAME`, with or without `:*`.
pub fn log_group(arn: &str) -> Option<&str> {
    let rest = arn.strip_prefix("arn:aws:logs:")?;
    let (_, name) = rest.split_once(":log-group:")?;
    let name = name.strip_suffix(":*").unwrap_or(name);
    (!name.is_empty()).then_some(name)
}
