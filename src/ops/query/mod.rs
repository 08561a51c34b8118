//! Queries: start one, watch it, explain its failure, read its result.
//!
//! Invariants:
//! - One meant execution has one token, made by the caller: a repeated call never runs a statement twice.
//! - A result is read in constant memory, whichever way it comes.

mod current;
pub mod estimate;
pub mod far;
mod footer;
pub mod near;
pub mod pending;
mod place;
mod ranges;
mod result;

use std::collections::BTreeMap;
use std::time::Duration;

pub use current::Current;
pub use place::{Place, place};
pub use result::{Fetch, QueryResult, ResultOptions, ResultRows, result};

use super::wait::Wait;
use crate::aws::{Read, Write};
use crate::domain::catalog::TableName;
use crate::domain::query::sql::{Lookup, Outcome, analyze};
use crate::domain::query::{self, Execution, MOST_BYTES, Request, State};
use crate::domain::shell_word::command;
use crate::error::{Error, Kind, Result};

/// Tables whose columns are looked at for the one that was meant.
const MOST_LOOKED_AT: usize = 5;
/// The database of a statement that names none.
const DEFAULT_DATABASE: &str = "default";

/// Refuses what the service would refuse, before it is asked.
pub fn check(sql: &str) -> Result<()> {
    if sql.trim().is_empty() {
        return Err(Error::usage("the statement is empty"));
    }
    if sql.len() > MOST_BYTES {
        let length = sql.len();
        return Err(Error::usage(format!("the statement has {length} bytes; at most {MOST_BYTES} are taken"))
            .hint("put long lists into a table and join it"));
    }
    Ok(())
}

/// Starts a query; gives its id.
pub async fn start(write: &Write, request: &Request) -> Result<String> {
    check(&request.sql)?;
    write.start_query(request).await.map_err(|error| match error.aws().and_then(|aws| aws.message.as_deref()) {
        Some(message) if message.contains("CONCURRENT_QUERY_LIMIT_EXCEEDED") => {
            error.hint("too many queries run or wait: cancel some, see lakectl queries list --state running")
        }
        Some(message) if message.contains("output bucket") => {
            error.hint("the bucket of --output-location or of the workgroup must exist: lakectl bucket list")
        }
        _ => error,
    })
}

/// Waits until a query is over; `update` hears of every look.
pub async fn wait(
    read: &Read,
    id: &str,
    timeout: Duration,
    update: &(dyn Fn(&Execution) + Send + Sync),
) -> Result<Execution> {
    let mut wait = Wait::new(read.clock(), timeout);
    loop {
        let execution = read.query(id).await?;
        update(&execution);
        if execution.state.is_final() {
            return Ok(execution);
        }
        wait.pause(&format!("query {id}")).await.map_err(|error| {
            error
                .hint(format!("it goes on: lakectl queries results {id} waits for it and shows its rows"))
                .hint(format!("or stop it: lakectl queries cancel {id}"))
        })?;
    }
}

/// Stops a query and gives its last state: it may have ended in the meantime.
pub async fn stop(write: &Write, id: &str) -> Result<Execution> {
    let before = write.query(id).await?;
    if before.state.is_final() {
        return Ok(before);
    }
    write.stop_query(id).await?;
    let mut wait = Wait::new(write.clock(), Duration::from_secs(10));
    loop {
        let execution = write.query(id).await?;
        if execution.state.is_final() || wait.pause("the stop").await.is_err() {
            return Ok(execution);
        }
    }
}

/// What is wrong with a query that did not succeed, pointing into its statement.
pub async fn failure(read: &Read, execution: &Execution) -> Error {
    let id = &execution.id;
    let reason = execution.reason.as_deref().unwrap_or("the service gives no reason");
    if execution.state == State::Cancelled {
        let limit = reason.to_ascii_lowercase().contains("bytes scanned limit");
        let kind = if limit { Kind::Refused } else { Kind::RemoteFailed };
        let error = Error::new(kind, format!("query {id} was cancelled"));
        let error = match &execution.reason {
            Some(reason) => error.because(reason.clone()),
            None => error,
        };
        return match (limit, &execution.workgroup) {
            (true, Some(group)) => error
                .hint(command("the workgroup limits what a query may scan: lakectl workgroup show", &[group], ""))
                .hint("read fewer partitions or columns"),
            _ => error,
        };
    }
    let numbered = execution.failure.as_ref().map_or(String::new(), |failure| {
        let number = failure.error_type.map_or(String::new(), |number| format!(" {number}"));
        format!(" ({} error{number})", failure.category_word())
    });
    let mut error = Error::new(Kind::RemoteFailed, format!("query {id} failed{numbered}")).because(reason.to_owned());
    if let Some(place) = query::position(reason) {
        let spot = format!("line {}, column {}", place.line, place.column);
        error = error.at(match query::pointer(&execution.sql, place) {
            Some([line, caret]) => format!("{spot}\n      {line}\n      {caret}"),
            None => spot,
        });
    }
    if execution.failure.as_ref().is_some_and(|failure| failure.retryable) {
        error = error.hint("the service says that running it again may help");
    }
    suggest(read, execution, reason, error).await
}

/// Adds what may have been meant, and what to try.
async fn suggest(read: &Read, execution: &Execution, reason: &str, error: Error) -> Error {
    if let Some(column) = query::unknown_column(reason) {
        return with_columns(read, execution, column, error).await;
    }
    if let Some(hint) = query::advice(reason) {
        return error.hint(hint);
    }
    if let Some(database) = query::unknown_database(reason) {
        // Where a statement says no database, it means the one of the command.
        return match execution.database.as_deref().unwrap_or(DEFAULT_DATABASE) == database {
            true => error.hint("say which database: --database NAME, or DATABASE.TABLE in the statement"),
            false => error,
        }
        .hint("lakectl db list");
    }
    let Some((database, table)) = query::unknown_name(reason) else { return error };
    let Some(database) = database.or_else(|| execution.database.clone()) else { return error };
    let catalog = execution.catalog.as_deref().unwrap_or("AwsDataCatalog");
    match read.query_tables(catalog, &database).await {
        Ok(names) => error.did_you_mean(&table, names.iter().map(String::as_str)).hint(command(
            "lakectl table list",
            &[&database],
            "",
        )),
        // The suggestion is a courtesy; the failure itself is told either way.
        Err(_) => error,
    }
}

/// Adds the column that may have been meant, of the tables that the statement names, as far as the caller sees them.
async fn with_columns(read: &Read, execution: &Execution, column: &str, error: Error) -> Error {
    let database = execution.database.as_deref().map(str::to_lowercase);
    let lookup = Lookup { database, today: None, entries: BTreeMap::new() };
    let Ok(Outcome::Needs(wanted)) = analyze(&execution.sql, &[], &lookup) else { return error };
    let (mut columns, mut shown) = (Vec::new(), Vec::new());
    for one in wanted.iter().take(MOST_LOOKED_AT) {
        let Ok(name) = format!("{}.{}", one.database, one.table).parse::<TableName>() else { continue };
        // As above: a courtesy.
        if let Ok(Some(table)) = read.table(&name).await {
            columns.extend(table.columns.into_iter().chain(table.partition_keys).map(|column| column.name));
            shown.push(command("lakectl table show", &[&name.to_string()], ""));
        }
    }
    let error = error.did_you_mean(column, columns.iter().map(String::as_str));
    shown.into_iter().fold(error, Error::hint)
}
