//! Rulesets about the quality of tables, and their evaluation: real SQL on the engine, with the rights of the run's role.
//!
//! Invariants:
//! - A run is recorded as a task in the transaction that makes it live, and forgotten in the one that ends it.
//! - A rule that cannot be judged is an ERROR in the result, with its reason: it never counts as passed.
//! - What a run found is shown to administrators and to whoever sees the table.

mod evaluate;
mod names;
mod result;
mod ruleset;
mod run;
#[cfg(test)]
mod tests;

use serde_json::{Value, json};

use super::{catalog, governance};
use crate::clock::epoch_millis;
use crate::lake::Lake;
use crate::lakeformation::settings::is_admin;
use crate::store::{StoreError, Tx};
use crate::tasks;
use crate::wire::{Call, Caller, Input, Operation, ServiceError, timestamp_millis};

/// Rulesets.
pub const RULESETS: &[Operation] = ruleset::OPERATIONS;
/// Their evaluations.
pub const RUNS: &[Operation] = run::OPERATIONS;
/// What came of those.
pub const RESULTS: &[Operation] = result::OPERATIONS;

/// The document kind of rulesets; the scope is the region.
const RULESET: &str = "glue_quality_ruleset";
/// The document kind of runs; the scope is the region.
const RUN: &str = "glue_quality_run";
/// The document kind of results; the scope is the region.
const RESULT: &str = "glue_quality_result";
/// What a client token stands for; the scope is the region.
const TOKEN: &str = "glue_quality_token";

/// A run that goes on.
#[derive(Debug, Clone)]
struct RunKey {
    region: String,
    id: String,
}

impl RunKey {
    fn task(&self) -> String {
        format!("quality_run/{}/{}", self.region, self.id)
    }

    fn to_document(&self) -> Value {
        json!({ "region": self.region, "id": self.id })
    }

    fn from_document(key: &Value) -> Option<Self> {
        let part = |name: &str| key[name].as_str().map(str::to_owned);
        Some(Self { region: part("region")?, id: part("id")? })
    }
}

/// Whether a run is over.
fn is_over(run: &Value) -> bool {
    !matches!(run["Status"].as_str(), Some("STARTING" | "RUNNING" | "STOPPING"))
}

/// Ends a run in a transaction of the caller's.
fn finish(tx: &Tx<'_>, key: &RunKey, now: i64, status: &str, error: Option<&str>) -> Result<(), StoreError> {
    if let Some(mut run) = tx.get(RUN, &key.region, &key.id)? {
        let started = crate::wire::as_timestamp_millis(&run["StartedOn"]).unwrap_or(now);
        run["Status"] = json!(status);
        run["CompletedOn"] = timestamp_millis(now);
        run["LastModifiedOn"] = timestamp_millis(now);
        run["ExecutionTime"] = json!((now - started).max(0) / 1000);
        if let Some(error) = error {
            run["ErrorString"] = json!(error);
        }
        tx.put(RUN, &key.region, &key.id, &run)?;
    }
    tasks::forget(tx, &key.task())?;
    Ok(())
}

/// Ends a run whose process is gone.
pub fn abandon(lake: &Lake, tx: &Tx<'_>, key: &Value) -> Result<(), StoreError> {
    let Some(key) = RunKey::from_document(key) else { return Ok(()) };
    let now = epoch_millis(lake.clock().now());
    finish(tx, &key, now, "FAILED", Some("The process that evaluated the rules ended before the evaluation did."))
}

/// Database and table of a data source, folded.
fn table_of(source: &Value) -> (String, String) {
    let table = &source["GlueTable"];
    let part = |member: &str| table[member].as_str().unwrap_or_default().to_lowercase();
    (part("DatabaseName"), part("TableName"))
}

/// A data source as it is given: a table of this catalog.
fn source<'a>(call: &Call, input: &Input<'a>, member: &str) -> Result<&'a Value, ServiceError> {
    let source = input.structure(member)?;
    checked_source(call, &source)?;
    Ok(source.raw())
}

fn checked_source(call: &Call, source: &Input<'_>) -> Result<(), ServiceError> {
    super::check::refuse("data sources", source, &["DataQualityGlueTable"])?;
    let table = source.structure("GlueTable")?;
    super::check::refuse("data sources", &table, &["ConnectionName", "AdditionalOptions"])?;
    super::check::name(&table, "DatabaseName")?;
    super::check::name(&table, "TableName")?;
    super::check::catalog(call, &table)
}

/// Whether a caller may know what was found about a table.
fn may_see(tx: &Tx<'_>, caller: &Caller, source: &Value) -> Result<bool, ServiceError> {
    if is_admin(tx, &caller.region, &caller.account, &caller.principal)? {
        return Ok(true);
    }
    let (database, name) = table_of(source);
    match catalog::table(tx, &caller.region, &database, &name)? {
        Some(table) => Ok(governance::visible_table(tx, caller, table)?.is_some()),
        None => Ok(false),
    }
}

/// An id as the service makes them.
fn new_id(kind: &str) -> String {
    format!("{kind}-{}", crate::clock::new_id().replace('-', ""))
}
