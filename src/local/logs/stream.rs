//! Log streams.

use rusqlite::params;
use serde_json::{Value, json};

use super::group::{self, json_page};
use super::{STREAM, group::named};
use crate::check;
use crate::clock::epoch_millis;
use crate::paging;
use crate::store::{StoreError, Tx, scope};
use crate::wire::{Call, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "CreateLogStream", run: Run::Sync(create) },
    Operation { name: "DeleteLogStream", run: Run::Sync(delete) },
    Operation { name: "DescribeLogStreams", run: Run::Sync(describe) },
];

/// A stream's name, as the model wants it.
pub fn name(call: &Call) -> Result<&str, ServiceError> {
    let name = call.input().string("logStreamName")?;
    check::length("logStreamName", name, 1, 512)?;
    check::characters("logStreamName", name, "[^:*]*", |c| c != ':' && c != '*')?;
    Ok(name)
}

/// The document of a stream, or the service's error.
pub fn find(tx: &Tx<'_>, region: &str, log_group: &str, name: &str) -> Result<Value, ServiceError> {
    group::find(tx, region, log_group)?;
    tx.get(STREAM, &scope(&[region, log_group]), name)?.ok_or_else(no_such_stream)
}

fn no_such_stream() -> ServiceError {
    ServiceError::client("ResourceNotFoundException", "The specified log stream does not exist.")
}

fn create(call: &Call) -> Reply {
    let (log_group, name) = (group::name(call, "logGroupName")?, name(call)?);
    let region = &call.caller.region;
    call.lake.store().write(|tx| {
        group::find(tx, region, log_group)?;
        let document = json!({ "created": epoch_millis(call.now()) });
        if tx.insert(STREAM, &scope(&[region, log_group]), name, &document)? {
            return Ok(json!({}));
        }
        Err(ServiceError::client("ResourceAlreadyExistsException", "The specified log stream already exists"))
    })
}

fn delete(call: &Call) -> Reply {
    let (log_group, name) = (group::name(call, "logGroupName")?, name(call)?);
    let region = &call.caller.region;
    call.lake.store().write(|tx| {
        group::find(tx, region, log_group)?;
        if !tx.delete(STREAM, &scope(&[region, log_group]), name)? {
            return Err(no_such_stream());
        }
        tx.connection()
            .execute(
                "DELETE FROM log_event WHERE region = ?1 AND log_group = ?2 AND log_stream = ?3",
                params![region, log_group, name],
            )
            .map_err(StoreError::from)?;
        Ok(json!({}))
    })
}

fn describe(call: &Call) -> Reply {
    let input = call.input();
    let log_group = named(call)?;
    let prefix = input.opt_string("logStreamNamePrefix")?;
    let order = input.opt_string("orderBy")?.unwrap_or("LogStreamName");
    check::one_of("orderBy", order, &["LogStreamName", "LastEventTime"])?;
    let by_time = order == "LastEventTime";
    if by_time && prefix.is_some() {
        return Err(ServiceError::invalid("Cannot order by LastEventTime with a logStreamNamePrefix."));
    }
    let descending = input.flag("descending")?;
    let page = paging::Page::read_named(call, "nextToken", "limit", 50, 50)?;
    let region = &call.caller.region;
    call.lake.store().read(|tx| {
        group::find(tx, region, &log_group)?;
        let mut streams = Vec::new();
        for (name, document) in tx.list(STREAM, &scope(&[region, &log_group]))? {
            if prefix.is_none_or(|prefix| name.starts_with(prefix)) {
                streams.push(shape(call, tx, &log_group, &name, &document)?);
            }
        }
        if by_time {
            // A stable sort: streams without events, and those of one moment, stay in the order of their names.
            streams.sort_by_key(|stream| stream["lastEventTimestamp"].as_i64());
        }
        if descending {
            streams.reverse();
        }
        // The token is a position, not a name: the order may be one of times.
        let numbered = streams.into_iter().enumerate().map(|(at, stream)| (format!("{at:09}"), stream));
        let (streams, next) = page.cut(numbered);
        Ok(json_page("logStreams", streams, next))
    })
}

fn shape(call: &Call, tx: &Tx<'_>, log_group: &str, name: &str, document: &Value) -> Result<Value, ServiceError> {
    let (first, last, ingested): (Option<i64>, Option<i64>, Option<i64>) = tx
        .connection()
        .prepare_cached(
            "SELECT min(at), max(at), max(ingested) FROM log_event \
             WHERE region = ?1 AND log_group = ?2 AND log_stream = ?3",
        )
        .and_then(|mut statement| {
            statement.query_row(params![call.caller.region, log_group, name], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
        })
        .map_err(StoreError::from)?;
    let mut shape = json!({
        "logStreamName": name,
        "creationTime": document["created"],
        "arn": call.arn("logs", &format!("log-group:{log_group}:log-stream:{name}")),
        // AWS reports zero for every stream since 2019; the group has the bytes.
        "storedBytes": 0,
    });
    if let (Some(first), Some(last), Some(ingested)) = (first, last, ingested) {
        shape["firstEventTimestamp"] = json!(first);
        shape["lastEventTimestamp"] = json!(last);
        shape["lastIngestionTime"] = json!(ingested);
        shape["uploadSequenceToken"] = json!(format!("{ingested:056}"));
    }
    Ok(shape)
}
