//! Log events: put, read in order, filter.

use rusqlite::params;
use serde_json::{Value, json};

use super::filter::Filter;
use super::group::{self, named};
use super::{STREAM, stream};
use crate::check;
use crate::clock::epoch_millis;
use crate::domain::insights::Record;
use crate::lakeformation::settings::is_admin;
use crate::store::{StoreError, Tx, scope};
use crate::wire::{Call, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "FilterLogEvents", run: Run::Sync(filter) },
    Operation { name: "GetLogEvents", run: Run::Sync(get) },
    Operation { name: "PutLogEvents", run: Run::Sync(put) },
];

/// Source: CloudWatch Logs API reference, PutLogEvents.
const MOST_EVENTS: usize = 10_000;
const MOST_BYTES: usize = 1_048_576;
const EVENT_OVERHEAD: usize = 26;
const FUTURE_LIMIT: i64 = 2 * 3_600_000;
const PAST_LIMIT: i64 = 14 * 86_400_000;
const BATCH_SPAN: i64 = 86_400_000;

/// Events that are looked at together while a filter looks for matches.
const PAGE: usize = 1000;
/// Before every event, and after every one.
const FIRST: Spot = (i64::MIN, i64::MIN);
const LAST: Spot = (i64::MAX, i64::MAX);

/// Where events go.
pub struct Place<'a> {
    /// The region.
    pub region: &'a str,
    /// The group.
    pub log_group: &'a str,
    /// The stream.
    pub log_stream: &'a str,
}

/// Writes one event.
pub fn insert(tx: &Tx<'_>, place: &Place<'_>, at: i64, ingested: i64, message: &str) -> Result<(), StoreError> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO log_event (region, log_group, log_stream, at, ingested, message) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![place.region, place.log_group, place.log_stream, at, ingested, message])?;
    Ok(())
}

struct Event {
    id: i64,
    at: i64,
    ingested: i64,
    stream: String,
    message: String,
}

/// Which events, and from where on.
#[derive(Debug, Clone, Copy)]
struct Range<'a> {
    region: &'a str,
    log_group: &'a str,
    /// One stream; else those whose names begin so.
    stream: Option<&'a str>,
    prefix: &'a str,
    /// `from <= at < to`
    from: i64,
    to: i64,
}

/// Time and number of an event: its place in the order.
type Spot = (i64, i64);

/// Up to `limit` events after a place, in order.
fn after(tx: &Tx<'_>, range: Range<'_>, place: Spot, limit: usize) -> Result<Vec<Event>, StoreError> {
    select(tx, range, place, limit, "(at, id) > (?7, ?8)", "at, id")
}

/// Up to `limit` events before a place, in order.
fn before(tx: &Tx<'_>, range: Range<'_>, place: Spot, limit: usize) -> Result<Vec<Event>, StoreError> {
    let mut events = select(tx, range, place, limit, "(at, id) < (?7, ?8)", "at DESC, id DESC")?;
    events.reverse();
    Ok(events)
}

fn select(
    tx: &Tx<'_>,
    range: Range<'_>,
    (at, id): Spot,
    limit: usize,
    side: &str,
    order: &str,
) -> Result<Vec<Event>, StoreError> {
    let mut statement = tx.connection().prepare_cached(&format!(
        "SELECT id, at, ingested, log_stream, message FROM log_event \
         WHERE region = ?1 AND log_group = ?2 AND (?3 IS NULL OR log_stream = ?3) \
         AND substr(log_stream, 1, length(?4)) = ?4 AND at >= ?5 AND at < ?6 AND {side} \
         ORDER BY {order} LIMIT ?9"
    ))?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let given = params![range.region, range.log_group, range.stream, range.prefix, range.from, range.to, at, id, limit];
    let rows = statement.query_map(given, |row| {
        Ok(Event { id: row.get(0)?, at: row.get(1)?, ingested: row.get(2)?, stream: row.get(3)?, message: row.get(4)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Removes what a group keeps no longer.
pub fn expire(tx: &Tx<'_>, region: &str, log_group: &str, group: &Value, now: i64) -> Result<(), StoreError> {
    let oldest = oldest_kept(group, now);
    if oldest > i64::MIN {
        tx.connection().execute(
            "DELETE FROM log_event WHERE region = ?1 AND log_group = ?2 AND at < ?3",
            params![region, log_group, oldest],
        )?;
    }
    Ok(())
}

/// The time before which a group keeps nothing.
fn oldest_kept(group: &Value, now: i64) -> i64 {
    group["retention"].as_i64().map_or(i64::MIN, |days| now - days * 86_400_000)
}

/// Adds the events of a group with `from <= at < to` that it still keeps, as a query sees them.
pub fn records(
    tx: &Tx<'_>,
    region: &str,
    log_group: &str,
    group: &Value,
    (from, to, now): (i64, i64, i64),
    records: &mut Vec<Record>,
) -> Result<(), StoreError> {
    let from = from.max(oldest_kept(group, now));
    let range = Range { region, log_group, stream: None, prefix: "", from, to };
    let mut place = FIRST;
    loop {
        let page = after(tx, range, place, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        place = (last.at, last.id);
        records.extend(page.into_iter().map(|event| Record {
            group: log_group.to_owned(),
            stream: event.stream,
            at: event.at,
            ingested: event.ingested,
            message: event.message,
            pointer: format!("{:056}", event.id),
        }));
    }
}

fn put(call: &Call) -> Reply {
    let input = call.input();
    let (log_group, log_stream) = (group::name(call, "logGroupName")?, stream::name(call)?);
    let given = input.list("logEvents")?;
    check::count("logEvents", given.len(), 1, MOST_EVENTS)?;
    let now = epoch_millis(call.now());
    let mut batch: Vec<(i64, &str)> = Vec::new();
    for event in given {
        let event = crate::wire::Input::new(event);
        let at = event.integer("timestamp")?;
        check::range("timestamp", at, 0, i64::MAX)?;
        batch.push((at, event.string("message")?));
    }
    let bytes: usize = batch.iter().map(|(_, message)| message.len() + EVENT_OVERHEAD).sum();
    if bytes > MOST_BYTES {
        return Err(ServiceError::invalid(format!("Upload too large: {bytes} bytes exceeds limit of {MOST_BYTES}")));
    }
    if batch.windows(2).any(|pair| pair[0].0 > pair[1].0) {
        return Err(ServiceError::invalid(
            "Log events in a single PutLogEvents request must be in chronological order.",
        ));
    }
    let (first, last) = (batch[0].0, batch[batch.len() - 1].0);
    if last - first > BATCH_SPAN {
        return Err(ServiceError::invalid(
            "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
        ));
    }
    let region = &call.caller.region;
    call.lake.store().write(|tx| {
        stream::find(tx, region, log_group, log_stream)?;
        expire(tx, region, log_group, &group::find(tx, region, log_group)?, now)?;
        let place = Place { region, log_group, log_stream };
        let (too_old, too_new) = (now - PAST_LIMIT, now + FUTURE_LIMIT);
        for (at, message) in batch.iter().filter(|(at, _)| (too_old..=too_new).contains(at)) {
            insert(tx, &place, *at, now, message)?;
        }
        let mut answer = json!({ "nextSequenceToken": format!("{now:056}") });
        let old = batch.iter().take_while(|(at, _)| *at < too_old).count();
        if old > 0 {
            answer["rejectedLogEventsInfo"]["tooOldLogEventEndIndex"] = json!(old);
        }
        if let Some(new) = batch.iter().position(|(at, _)| *at > too_new) {
            answer["rejectedLogEventsInfo"]["tooNewLogEventStartIndex"] = json!(new);
        }
        Ok(answer)
    })
}

fn window(call: &Call) -> Result<(i64, i64), ServiceError> {
    let input = call.input();
    Ok((input.opt_integer("startTime")?.unwrap_or(0), input.opt_integer("endTime")?.unwrap_or(i64::MAX)))
}

fn limit(call: &Call) -> Result<usize, ServiceError> {
    let limit = call.input().opt_integer("limit")?.unwrap_or(10_000);
    check::range("limit", limit, 1, 10_000)?;
    Ok(usize::try_from(limit).unwrap_or(1))
}

/// Tokens are `f/AT/ID` (what comes after) and `b/AT/ID` (what came before).
fn read_token(token: &str) -> Option<(bool, (i64, i64))> {
    let (direction, rest) = token.split_once('/')?;
    let (at, id) = rest.split_once('/')?;
    Some((direction == "f", (at.parse().ok()?, id.parse().ok()?)))
}

/// What scripts and crawlers print may be data, whoever reads it: only administrators read those logs here, since there
/// are no IAM policies that let others.
pub fn may_read(call: &Call, log_group: &str) -> Result<(), ServiceError> {
    let caller = &call.caller;
    if !log_group.starts_with("/aws-glue/")
        || call.lake.store().read(|tx| is_admin(tx, &caller.region, &caller.account, &caller.principal))?
    {
        return Ok(());
    }
    let message = format!("User: {} is not authorized to read the events of log group {log_group}", caller.principal);
    Err(ServiceError::client("AccessDeniedException", message))
}

fn get(call: &Call) -> Reply {
    let log_group = named(call)?;
    may_read(call, &log_group)?;
    let log_stream = stream::name(call)?;
    let (limit, window, input) = (limit(call)?, window(call)?, call.input());
    let token = match input.opt_string("nextToken")? {
        None => None,
        Some(text) => {
            Some(read_token(text).ok_or_else(|| ServiceError::invalid("The specified nextToken is invalid."))?)
        }
    };
    let from_head = input.flag("startFromHead")?;
    let now = epoch_millis(call.now());
    let region = &call.caller.region;
    call.lake.store().read(|tx| {
        stream::find(tx, region, &log_group, log_stream)?;
        let oldest = oldest_kept(&group::find(tx, region, &log_group)?, now);
        let range = Range {
            region,
            log_group: &log_group,
            stream: Some(log_stream),
            prefix: "",
            from: window.0.max(oldest),
            to: window.1,
        };
        let page = match token {
            Some((true, cursor)) => after(tx, range, cursor, limit)?,
            Some((false, cursor)) => before(tx, range, cursor, limit)?,
            None if from_head => after(tx, range, FIRST, limit)?,
            None => before(tx, range, LAST, limit)?,
        };
        // At either end the token given comes back: that is how clients know that there is no more.
        let key = |event: &Event| (event.at, event.id);
        let edge = |event: Option<&Event>, given: Option<(bool, (i64, i64))>| {
            event.map(key).or(given.map(|(_, cursor)| cursor)).unwrap_or((0, 0))
        };
        let (last, first) = (edge(page.last(), token), edge(page.first(), token));
        let shown: Vec<Value> = page
            .iter()
            .map(|event| json!({ "timestamp": event.at, "message": event.message, "ingestionTime": event.ingested }))
            .collect();
        Ok(json!({
            "events": shown,
            "nextForwardToken": format!("f/{}/{}", last.0, last.1),
            "nextBackwardToken": format!("b/{}/{}", first.0, first.1),
        }))
    })
}

fn filter(call: &Call) -> Reply {
    let input = call.input();
    let log_group = named(call)?;
    may_read(call, &log_group)?;
    let (limit, window) = (limit(call)?, window(call)?);
    let names = input.strings("logStreamNames")?;
    let prefix = input.opt_string("logStreamNamePrefix")?;
    if prefix.is_some() && !names.is_empty() {
        return Err(ServiceError::invalid("logStreamNamePrefix and logStreamNames are mutually exclusive."));
    }
    let filter = Filter::parse(input.opt_string("filterPattern")?.unwrap_or(""))?;
    let cursor = match input.opt_string("nextToken")? {
        None => None,
        Some(text) => {
            Some(read_token(text).ok_or_else(|| ServiceError::invalid("The specified nextToken is invalid."))?)
        }
    };
    let now = epoch_millis(call.now());
    let region = &call.caller.region;
    call.lake.store().read(|tx| {
        let group = group::find(tx, region, &log_group)?;
        for name in &names {
            stream::find(tx, region, &log_group, name)?;
        }
        let wanted = |stream: &str| {
            (names.is_empty() || names.contains(&stream)) && prefix.is_none_or(|prefix| stream.starts_with(prefix))
        };
        let range = Range {
            region,
            log_group: &log_group,
            stream: None,
            prefix: prefix.unwrap_or(""),
            from: window.0.max(oldest_kept(&group, now)),
            to: window.1,
        };
        let mut shown = Vec::new();
        let mut place = cursor.map_or(FIRST, |(_, cursor)| cursor);
        let mut last = place;
        let mut next = None;
        'pages: loop {
            let page = after(tx, range, place, PAGE)?;
            let Some(end) = page.last() else { break };
            place = (end.at, end.id);
            for event in page {
                if !wanted(&event.stream) || !filter.matches(&event.message) {
                    continue;
                }
                if shown.len() == limit {
                    next = Some(format!("f/{}/{}", last.0, last.1));
                    break 'pages;
                }
                last = (event.at, event.id);
                shown.push(json!({
                    "logStreamName": event.stream,
                    "timestamp": event.at,
                    "message": event.message,
                    "ingestionTime": event.ingested,
                    "eventId": format!("{:056}", event.id),
                }));
            }
        }
        let searched: Vec<Value> = tx
            .list(STREAM, &scope(&[region, &log_group]))?
            .into_iter()
            .filter(|(name, _)| wanted(name))
            .map(|(name, _)| json!({ "logStreamName": name, "searchedCompletely": next.is_none() }))
            .collect();
        let mut answer = group::json_page("events", shown, next);
        answer["searchedLogStreams"] = Value::Array(searched);
        Ok(answer)
    })
}
