//! Queries over log events: run when they are started, and kept for a while with what they found.

use serde_json::{Value, json};

use super::event::{may_read, records};
use super::group::{self, name_in_arn};
use crate::check;
use crate::clock::{epoch_millis, new_id};
use crate::domain::insights;
use crate::paging::Page;
use crate::wire::{Call, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "DescribeQueries", run: Run::Sync(describe) },
    Operation { name: "GetQueryResults", run: Run::Sync(results) },
    Operation { name: "StartQuery", run: Run::Sync(start) },
    Operation { name: "StopQuery", run: Run::Sync(stop) },
];

/// The document kind of queries; the scope is the region.
const QUERY: &str = "log_query";
/// How long results are kept. Source: CloudWatch Logs User Guide, "Analyzing log data".
const KEPT: i64 = 7 * 86_400_000;
/// Rows of an answer.
const MOST_ROWS: i64 = 10_000;
/// Groups of a query.
const MOST_GROUPS: usize = 50;

fn start(call: &Call) -> Reply {
    let input = call.input();
    let text = input.string("queryString")?;
    if let Some(other) = input.opt_string("queryLanguage")?.filter(|language| *language != "CWLI") {
        return Err(ServiceError::unsupported(format_args!("logs StartQuery in the language {other}")));
    }
    let query = insights::parse(text).map_err(|error| {
        let location = json!({ "startCharOffset": error.from, "endCharOffset": error.to });
        let compiled = json!({ "location": location, "message": error.message });
        ServiceError::client("MalformedQueryException", error.to_string()).with_field("queryCompileError", compiled)
    })?;
    let mut groups: Vec<String> = input.strings("logGroupNames")?.into_iter().map(str::to_owned).collect();
    groups.extend(input.opt_string("logGroupName")?.map(str::to_owned));
    groups.extend(input.strings("logGroupIdentifiers")?.into_iter().map(|one| name_in_arn(one).to_owned()));
    check::count("logGroupNames", groups.len(), 1, MOST_GROUPS)?;
    // Seconds, and whole ones: the end counts in.
    let (from, to) = (input.integer("startTime")?, input.integer("endTime")?);
    if from > to {
        return Err(ServiceError::invalid("End time should not be before start time."));
    }
    let limit = input.opt_integer("limit")?.unwrap_or(MOST_ROWS);
    check::range("limit", limit, 1, MOST_ROWS)?;
    let limit = usize::try_from(limit).unwrap_or(1);
    for group in &groups {
        may_read(call, group)?;
    }
    let (region, now) = (call.caller.region.as_str(), epoch_millis(call.now()));
    let (from, to) = (from.saturating_mul(1000), to.saturating_mul(1000).saturating_add(1000));
    let events = call.lake.store().read(|tx| {
        let mut events = Vec::new();
        for name in &groups {
            let group = group::find(tx, region, name)?;
            records(tx, region, name, &group, (from, to, now), &mut events)?;
        }
        Ok::<_, ServiceError>(events)
    })?;
    let found = insights::run(&query, events, limit);
    let rows: Vec<Value> = found
        .rows
        .iter()
        .map(|row| row.iter().map(|(field, value)| json!({ "field": field, "value": value })).collect())
        .collect();
    let id = new_id();
    let document = json!({
        "principal": call.caller.principal,
        "at": now,
        "query": text,
        "groups": groups,
        "results": rows,
        "statistics": {
            "recordsMatched": found.matched, "recordsScanned": found.scanned, "bytesScanned": found.bytes,
        },
    });
    call.lake.store().write(|tx| {
        for (name, old) in tx.list(QUERY, region)? {
            if old["at"].as_i64().is_some_and(|at| now - at > KEPT) {
                tx.delete(QUERY, region, &name)?;
            }
        }
        Ok::<_, ServiceError>(tx.put(QUERY, region, &id, &document)?)
    })?;
    Ok(json!({ "queryId": id }))
}

/// A query of the caller's own: what others found is theirs.
fn find(call: &Call) -> Result<Value, ServiceError> {
    let id = call.input().string("queryId")?;
    let found = call.lake.store().read(|tx| tx.get(QUERY, &call.caller.region, id))?;
    found
        .filter(|query| query["principal"] == call.caller.principal)
        .ok_or_else(|| ServiceError::client("ResourceNotFoundException", format!("Query {id} does not exist.")))
}

fn results(call: &Call) -> Reply {
    let query = find(call)?;
    Ok(json!({
        "queryLanguage": "CWLI", "results": query["results"], "statistics": query["statistics"], "status": "Complete",
    }))
}

/// Every query is over when it is asked for.
fn stop(call: &Call) -> Reply {
    find(call)?;
    Err(ServiceError::invalid("The query is not running."))
}

fn describe(call: &Call) -> Reply {
    let input = call.input();
    let group = input.opt_string("logGroupName")?;
    let status = input.opt_string("status")?;
    let page = Page::read_named(call, "nextToken", "maxResults", 1000, 1000)?;
    let all = call.lake.store().read(|tx| tx.list(QUERY, &call.caller.region))?;
    let wanted = all.into_iter().filter(|(_, query)| {
        query["principal"] == call.caller.principal
            && status.is_none_or(|status| status == "Complete")
            && group
                .is_none_or(|group| query["groups"].as_array().is_some_and(|all| all.iter().any(|one| one == group)))
    });
    let (queries, next) = page.cut(wanted.map(|(id, query)| {
        let shown = json!({
            "queryId": id, "queryString": query["query"], "status": "Complete", "createTime": query["at"],
            "logGroupName": query["groups"][0], "queryLanguage": "CWLI",
        });
        (id, shown)
    }));
    Ok(group::json_page("queries", queries, next))
}
