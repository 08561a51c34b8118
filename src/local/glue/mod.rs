//! The glue service of the local lake: the data catalog and the crawlers, registries and jobs beside it.
//!
//! Invariants:
//! - [`catalog`] is the state and knows no wire; the files named after nouns translate requests to it.
//! - Database and table names are stored in lower case, as the service folds them.
//! - Whatever is read for a caller passes [`governance`]; a table that the caller may not see does not leave it.
//! - An update that names an old version of a table changes nothing.

mod account;
pub mod actor;
pub mod catalog;
mod check;
mod classifier;
mod crawl;
mod crawler;
mod crawler_run;
mod crawler_state;
mod database;
mod definer;
pub mod governance;
mod job;
mod page;
mod partition;
mod partition_batch;
mod partition_index;
mod quality;
mod registry;
mod search;
mod shape;
mod table;
mod tag;
mod trigger;
mod version;
mod workflow;

use std::sync::LazyLock;

use serde_json::Value;
pub use trigger::run_due;
pub use workflow::{is_workflow, note_event, run_due_events};

use super::lake::Lake;
use super::model::Model;
use super::store::{StoreError, Tx};
use super::wire::Service;

/// The service's table.
pub static SERVICE: Service = Service {
    signing_name: "glue",
    operations: &[
        account::OPERATIONS,
        classifier::OPERATIONS,
        crawler::OPERATIONS,
        crawler_run::OPERATIONS,
        database::OPERATIONS,
        job::BOOKMARKS,
        job::DEFINITIONS,
        job::RUNS,
        job::STOPS,
        partition::OPERATIONS,
        partition_batch::OPERATIONS,
        partition_index::OPERATIONS,
        quality::RESULTS,
        quality::RULESETS,
        quality::RUNS,
        registry::metadata::OPERATIONS,
        registry::registries::OPERATIONS,
        registry::schemas::OPERATIONS,
        registry::versions::OPERATIONS,
        search::OPERATIONS,
        table::OPERATIONS,
        tag::OPERATIONS,
        trigger::OPERATIONS,
        version::OPERATIONS,
        workflow::DEFINITIONS,
        workflow::RUNS,
        workflow::RESUME,
    ],
    xml_namespace: "",
    invalid_code: "InvalidInputException",
    invalid_member: None,
    model: LazyLock::new(|| Model::new(include_str!("../model/glue.txt"))),
};

/// Ends a crawl whose process is gone.
pub fn abandon_crawl(lake: &Lake, tx: &Tx<'_>, key: &Value) -> Result<(), StoreError> {
    crawl::abandon(lake, tx, key)
}

/// Ends a job run whose process is gone.
pub fn abandon_job_run(lake: &Lake, tx: &Tx<'_>, key: &Value) -> Result<(), StoreError> {
    job::abandon(lake, tx, key)
}

/// Closes a piece of a workflow's run whose process is gone.
pub fn abandon_workflow(lake: &Lake, tx: &Tx<'_>, key: &Value) -> Result<(), StoreError> {
    workflow::abandon(lake, tx, key)
}

/// Ends an evaluation of rules whose process is gone.
pub fn abandon_quality_run(lake: &Lake, tx: &Tx<'_>, key: &Value) -> Result<(), StoreError> {
    quality::abandon(lake, tx, key)
}

#[cfg(test)]
mod tests;
