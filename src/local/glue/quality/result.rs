//! What evaluations found.

use serde_json::{Value, json};

use super::{RESULT, may_see, source, table_of};
use crate::glue::check;
use crate::glue::page::{self, Page};
use crate::wire::{Call, Operation, Reply, Run, ServiceError, as_timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "BatchGetDataQualityResult", run: Run::Sync(batch) },
    Operation { name: "GetDataQualityResult", run: Run::Sync(get) },
    Operation { name: "ListDataQualityResults", run: Run::Sync(list) },
];

fn find(call: &Call, id: &str) -> Result<Option<Value>, ServiceError> {
    call.lake.store().read(|tx| {
        let Some(result) = tx.get(RESULT, &call.caller.region, id)? else { return Ok(None) };
        Ok(may_see(tx, &call.caller, &result["DataSource"])?.then_some(result))
    })
}

fn get(call: &Call) -> Reply {
    let id = call.input().string("ResultId")?;
    find(call, id)?.ok_or_else(|| check::not_found(format!("Cannot find Data Quality Result {id}")))
}

fn batch(call: &Call) -> Reply {
    let input = call.input();
    check::count("ResultIds", input.list("ResultIds")?, 10)?;
    let (mut results, mut missing) = (Vec::new(), Vec::new());
    for id in input.strings("ResultIds")? {
        match find(call, id)? {
            Some(result) => results.push(result),
            None => missing.push(id),
        }
    }
    Ok(json!({ "Results": results, "ResultsNotFound": missing }))
}

fn list(call: &Call) -> Reply {
    let input = call.input();
    let page = Page::of(&input, 1000)?;
    let filter = input.opt_structure("Filter")?;
    if let Some(filter) = &filter {
        check::refuse("ListDataQualityResults", filter, &["JobName", "JobRunId"])?;
    }
    let wanted = match filter.filter(|filter| filter.get("DataSource").is_some()) {
        Some(filter) => Some(table_of(source(call, &filter, "DataSource")?)),
        None => None,
    };
    let (before, after) = match filter {
        Some(filter) => (filter.opt_timestamp("StartedBefore")?, filter.opt_timestamp("StartedAfter")?),
        None => (None, None),
    };
    let found = call.lake.store().read(|tx| {
        page::documents(tx, RESULT, &call.caller.region, &page, |result| {
            let at = as_timestamp_millis(&result["StartedOn"]).unwrap_or(0);
            let fits = wanted.as_ref().is_none_or(|wanted| *wanted == table_of(&result["DataSource"]))
                && before.is_none_or(|limit| at < limit)
                && after.is_none_or(|limit| at > limit);
            if !fits || !may_see(tx, &call.caller, &result["DataSource"])? {
                return Ok(None);
            }
            Ok(Some(json!({
                "ResultId": result["ResultId"], "DataSource": result["DataSource"], "StartedOn": result["StartedOn"],
            })))
        })
    })?;
    Ok(found.into_output("Results"))
}
