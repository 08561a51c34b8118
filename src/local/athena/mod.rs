//! The query service of the local lake: workgroups, executions, results, saved queries, and the catalog as queries see it.
//!
//! Invariants:
//! - A query runs with the rights of whoever started it, in the background, and outlives its request.
//! - What a query answers is in the result file before its state says SUCCEEDED; results are only ever read from there.
//! - A query whose process died is FAILED at the next opening of the lake, never RUNNING for ever.

mod catalog;
mod execution;
mod metadata;
mod named_query;
mod objects;
mod prepared_statement;
mod question;
mod result_file;
mod result_metadata;
mod result_place;
mod results;
mod reuse;
mod start;
mod stop;
mod tag;
mod task;
mod workgroup;

#[cfg(test)]
mod tests;

pub use catalog::LakeCatalog;
pub use question::ask;
pub use task::abandon_query;

use std::sync::LazyLock;

use super::model::Model;
use super::wire::Service;

/// The service's table.
pub static SERVICE: Service = Service {
    signing_name: "athena",
    operations: &[
        start::OPERATIONS,
        stop::OPERATIONS,
        execution::OPERATIONS,
        results::OPERATIONS,
        workgroup::OPERATIONS,
        named_query::OPERATIONS,
        prepared_statement::OPERATIONS,
        metadata::OPERATIONS,
        tag::OPERATIONS,
    ],
    xml_namespace: "",
    invalid_code: "InvalidRequestException",
    invalid_member: Some(("AthenaErrorCode", "INVALID_INPUT")),
    model: LazyLock::new(|| Model::new(include_str!("../model/athena.txt"))),
};
