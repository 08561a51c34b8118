//! Executions: the record of each query, and reading it.

use std::time::Duration;

use futures::future::BoxFuture;
use serde_json::{Value, json};

use super::workgroup;
use crate::check;
use crate::clock::epoch_millis;
use crate::lakeformation::settings::is_admin;
use crate::paging::Page;
use crate::store::{StoreError, Tx, scope};
use crate::wire::{Call, Caller, Operation, Reply, Run, ServiceError, as_timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "GetQueryExecution", run: Run::Async(get) },
    Operation { name: "BatchGetQueryExecution", run: Run::Sync(batch_get) },
    Operation { name: "ListQueryExecutions", run: Run::Sync(list) },
    Operation { name: "GetQueryRuntimeStatistics", run: Run::Sync(runtime_statistics) },
];

/// The longest query, in bytes of UTF-8. Source: Athena service model, QueryString.
pub const MOST_QUERY_BYTES: usize = 262_144;

/// An answer about a running query waits for its end for half of its age, within these bounds.
const SHORTEST_WAIT: Duration = Duration::from_millis(20);
const LONGEST_WAIT: Duration = Duration::from_millis(500);

/// Executions by region and id. Each holds what is sent (`execution`) and what only the lake needs.
const KIND: &str = "athena_query";
/// Executions by region and workgroup, newest first.
const ORDER: &str = "athena_query_order";

/// An execution that must be there.
pub fn require(tx: &Tx<'_>, region: &str, id: &str) -> Result<Value, ServiceError> {
    tx.get(KIND, &scope(&[region]), id)?
        .ok_or_else(|| ServiceError::invalid(format!("QueryExecution {id} was not found")))
}

/// An execution, if it is there.
pub fn find(tx: &Tx<'_>, region: &str, id: &str) -> Result<Option<Value>, StoreError> {
    tx.get(KIND, &scope(&[region]), id)
}

/// Writes a new execution.
pub fn insert(tx: &Tx<'_>, region: &str, id: &str, document: &Value) -> Result<(), StoreError> {
    tx.put(KIND, &scope(&[region]), id, document)?;
    let (group, name) = order_of(document, id);
    tx.put(ORDER, &scope(&[region, &group]), &name, &json!({ "id": id }))
}

/// Writes a changed execution.
pub fn replace(tx: &Tx<'_>, region: &str, id: &str, document: &Value) -> Result<(), StoreError> {
    tx.put(KIND, &scope(&[region]), id, document)
}

/// The newest executions of a workgroup, at most so many.
pub fn newest(tx: &Tx<'_>, region: &str, group: &str, most: usize) -> Result<Vec<Value>, StoreError> {
    let mut found = Vec::new();
    for (_, entry) in tx.page(ORDER, &scope(&[region, group]), None, most)? {
        found.extend(find(tx, region, entry["id"].as_str().unwrap_or_default())?);
    }
    Ok(found)
}

/// How many a workgroup has.
pub fn count(tx: &Tx<'_>, region: &str, group: &str) -> Result<usize, StoreError> {
    tx.count(ORDER, &scope(&[region, group]))
}

/// Forgets those of a workgroup.
pub fn forget_all(tx: &Tx<'_>, region: &str, group: &str) -> Result<(), StoreError> {
    for (_, entry) in tx.list(ORDER, &scope(&[region, group]))? {
        tx.delete(KIND, &scope(&[region]), entry["id"].as_str().unwrap_or_default())?;
    }
    tx.delete_scope(ORDER, &scope(&[region, group])).map(|_| ())
}

/// The workgroup, and a name that sorts newer executions first.
fn order_of(document: &Value, id: &str) -> (String, String) {
    let execution = &document["execution"];
    let at = as_timestamp_millis(&execution["Status"]["SubmissionDateTime"]).unwrap_or(0);
    let group = execution["WorkGroup"].as_str().unwrap_or(workgroup::PRIMARY).to_owned();
    (group, format!("{:020}-{id}", i64::MAX.saturating_sub(at)))
}

/// Whether a query in this state may still change.
pub fn is_live(document: &Value) -> bool {
    matches!(document["execution"]["Status"]["State"].as_str(), Some("QUEUED" | "RUNNING"))
}

/// Whether an execution is the caller's to see. Its text and its error tell of data that others may not know.
fn is_for(tx: &Tx<'_>, caller: &Caller, document: &Value) -> Result<bool, StoreError> {
    Ok(document["principal"] == caller.principal || is_admin(tx, &caller.region, &caller.account, &caller.principal)?)
}

/// An execution that must be there and the caller's, or the caller an administrator.
pub fn require_own(tx: &Tx<'_>, caller: &Caller, id: &str) -> Result<Value, ServiceError> {
    let document = require(tx, &caller.region, id)?;
    if is_for(tx, caller, &document)? { Ok(document) } else { Err(denied(caller, id)) }
}

fn denied(caller: &Caller, id: &str) -> ServiceError {
    let message =
        format!("{} is not authorized to access query {id}, which another principal started", caller.principal);
    ServiceError::client("AccessDeniedException", message)
}

/// The next executions of a workgroup that the caller may see.
fn own_page(
    tx: &Tx<'_>,
    call: &Call,
    group: &str,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<(String, Value)>, ServiceError> {
    let place = call.scope(&[group]);
    if is_admin(tx, &call.caller.region, &call.caller.account, &call.caller.principal)? {
        return Ok(tx.page(ORDER, &place, after, limit)?);
    }
    let (mut found, mut after) = (Vec::new(), after.map(str::to_owned));
    loop {
        let entries = tx.page(ORDER, &place, after.as_deref(), limit)?;
        let was_last = entries.len() < limit;
        after = entries.last().map(|(name, _)| name.clone());
        for (name, entry) in entries {
            let document = find(tx, &call.caller.region, entry["id"].as_str().unwrap_or_default())?;
            if document.is_some_and(|document| document["principal"] == call.caller.principal) {
                found.push((name, entry));
            }
        }
        if was_last || found.len() >= limit {
            found.truncate(limit);
            return Ok(found);
        }
    }
}

/// Answers at once, as the service does, but for a query that runs while this process works: there the answer waits a little for an
/// end, so that whoever asks again and again learns of it when it comes.
fn get(call: Call) -> BoxFuture<'static, Reply> {
    Box::pin(async move {
        let id = call.input().string("QueryExecutionId")?;
        let read = || call.lake.store().read(|tx| require_own(tx, &call.caller, id));
        // Before the reading: an end between the two is not missed.
        let end = call.lake.tasks().next_end();
        let mut document = read()?;
        if let Some(mut end) = end.filter(|_| is_live(&document)) {
            let begun = as_timestamp_millis(&document["execution"]["Status"]["SubmissionDateTime"]);
            let age = begun.map_or(0, |begun| epoch_millis(call.now()).saturating_sub(begun).max(0).unsigned_abs());
            let patience = (Duration::from_millis(age) / 2).clamp(SHORTEST_WAIT, LONGEST_WAIT);
            // Elapsed or changed: either way it is looked at once more.
            drop(tokio::time::timeout(patience, end.changed()).await);
            document = read()?;
        }
        Ok(json!({ "QueryExecution": document["execution"] }))
    })
}

fn batch_get(call: &Call) -> Reply {
    let ids = call.input().strings("QueryExecutionIds")?;
    check::count("QueryExecutionIds", ids.len(), 1, 50)?;
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    call.lake.store().read(|tx| {
        for id in ids {
            match find(tx, &call.caller.region, id)? {
                Some(document) if is_for(tx, &call.caller, &document)? => found.push(document["execution"].clone()),
                Some(_) => missing.push(json!({
                    "QueryExecutionId": id, "ErrorCode": "ACCESS_DENIED", "ErrorMessage": denied(&call.caller, id).message,
                })),
                None => missing.push(json!({
                    "QueryExecutionId": id, "ErrorCode": "INVALID_INPUT",
                    "ErrorMessage": format!("QueryExecution {id} was not found"),
                })),
            }
        }
        Ok::<_, StoreError>(())
    })?;
    Ok(json!({ "QueryExecutions": found, "UnprocessedQueryExecutionIds": missing }))
}

fn list(call: &Call) -> Reply {
    let group = workgroup::name_or_primary(call.input())?;
    let page = Page::read(call, 50, 50)?;
    let found = call.lake.store().read(|tx| {
        workgroup::require(tx, &call.caller.region, group)?;
        own_page(tx, call, group, page.after.as_deref(), page.limit.saturating_add(1))
    })?;
    let (ids, token) = page.cut(found.into_iter().map(|(name, entry)| (name, entry["id"].clone())));
    Ok(json!({ "QueryExecutionIds": ids, "NextToken": token }))
}

fn runtime_statistics(call: &Call) -> Reply {
    let id = call.input().string("QueryExecutionId")?;
    let document = call.lake.store().read(|tx| require_own(tx, &call.caller, id))?;
    let (execution, result) = (&document["execution"], &document["result"]);
    if is_live(&document) {
        return Err(ServiceError::invalid(format!("Query {id} has not finished: its statistics are not there yet")));
    }
    let statistics = &execution["Statistics"];
    let timeline: serde_json::Map<String, Value> = [
        "QueryQueueTimeInMillis",
        "ServicePreProcessingTimeInMillis",
        "QueryPlanningTimeInMillis",
        "EngineExecutionTimeInMillis",
        "ServiceProcessingTimeInMillis",
        "TotalExecutionTimeInMillis",
    ]
    .iter()
    .map(|name| ((*name).to_owned(), statistics[*name].clone()))
    .collect();
    let rows = json!({
        "InputRows": result["input_rows"], "InputBytes": statistics["DataScannedInBytes"],
        "OutputRows": result["rows"], "OutputBytes": result["bytes"],
    });
    let mut answer = json!({ "Timeline": timeline, "Rows": rows });
    if execution["StatementType"] == "DML" {
        let state = if execution["Status"]["State"] == "SUCCEEDED" { "FINISHED" } else { "FAILED" };
        let mut stage = rows.clone();
        stage["StageId"] = json!(0);
        stage["State"] = json!(state);
        stage["ExecutionTime"] = statistics["EngineExecutionTimeInMillis"].clone();
        stage["SubStages"] = json!([]);
        answer["OutputStage"] = stage;
    }
    Ok(json!({ "QueryRuntimeStatistics": answer }))
}
