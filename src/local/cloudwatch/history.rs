//! What happened to alarms.

use serde_json::{Value, json};

use super::errors::invalid_value;
use crate::check;
use crate::paging::Page;
use crate::store::Tx;
use crate::wire::{Call, Operation, Reply, Run, ServiceError, as_timestamp_millis, timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[Operation { name: "DescribeAlarmHistory", run: Run::Sync(describe) }];

/// The document kind of history items; the scope is the region, the name a number that sorts.
pub const HISTORY: &str = "alarm_history";

/// Items older than this are gone. Source: CloudWatch API reference, DescribeAlarmHistory.
const KEPT: i64 = 30 * 86_400_000;

/// Notes an item about an alarm, given as its document.
pub fn note(
    tx: &Tx<'_>,
    region: &str,
    alarm: &Value,
    kind: &str,
    summary: &str,
    data: &Value,
    now: i64,
) -> Result<(), ServiceError> {
    let number = tx.next_number("alarm_history")?;
    let item = json!({
        "AlarmName": alarm["AlarmName"],
        "AlarmType": if alarm["AlarmRule"].is_string() { "CompositeAlarm" } else { "MetricAlarm" },
        "Timestamp": timestamp_millis(now),
        "HistoryItemType": kind,
        "HistorySummary": summary.chars().take(255).collect::<String>(),
        "HistoryData": data.to_string().chars().take(4095).collect::<String>(),
    });
    tx.put(HISTORY, region, &format!("{number:012}"), &item)?;
    Ok(())
}

fn describe(call: &Call) -> Reply {
    let input = call.input();
    let page = Page::read_named(call, "NextToken", "MaxRecords", 50, 100)?;
    let (name, kind) = (input.opt_string("AlarmName")?, input.opt_string("HistoryItemType")?);
    let mut types = input.strings("AlarmTypes")?;
    for one in &types {
        check::one_of("AlarmTypes", one, &["CompositeAlarm", "MetricAlarm", "LogAlarm"])?;
    }
    // Source: CloudWatch API reference, DescribeAlarmHistory: without the types, metric alarms only.
    if types.is_empty() {
        types.push("MetricAlarm");
    }
    let now = crate::clock::epoch_millis(call.now());
    let from = input.opt_timestamp("StartDate")?.unwrap_or(i64::MIN).max(now - KEPT);
    let to = input.opt_timestamp("EndDate")?.unwrap_or(i64::MAX);
    let ascending = match input.opt_string("ScanBy")? {
        None | Some("TimestampDescending") => false,
        Some("TimestampAscending") => true,
        Some(other) => return Err(invalid_value(format!("The value {other} for parameter ScanBy is invalid."))),
    };
    let mut items = call.lake.store().read(|tx| tx.list(HISTORY, &call.caller.region))?;
    if !ascending {
        items.reverse();
    }
    let wanted = items.into_iter().map(|(_, item)| item).filter(|item| {
        let at = as_timestamp_millis(&item["Timestamp"]).unwrap_or(0);
        name.is_none_or(|name| item["AlarmName"] == name)
            && types.iter().any(|one| item["AlarmType"] == *one)
            && kind.is_none_or(|kind| item["HistoryItemType"] == kind)
            && (from..to).contains(&at)
    });
    let (items, next) = page.cut(wanted.enumerate().map(|(at, item)| (format!("{at:09}"), item)));
    let mut answer = json!({ "AlarmHistoryItems": items });
    if let Some(next) = next {
        answer["NextToken"] = json!(next);
    }
    Ok(answer)
}
