//! The logs service of the local lake: groups, streams and their events.
//!
//! Invariants:
//! - Groups and streams are documents, events are rows; an event's order is its time, then its arrival.
//! - What the lake itself logs (crawls, job runs) goes through [`append`], so it reads like any other stream.

mod event;
mod filter;
mod group;
mod insights;
mod stream;

use std::sync::LazyLock;

use serde_json::json;

use super::model::Model;
use super::store::{StoreError, Tx, scope};
use super::wire::Service;

/// The service's table.
pub static SERVICE: Service = Service {
    signing_name: "logs",
    operations: &[group::OPERATIONS, stream::OPERATIONS, event::OPERATIONS, insights::OPERATIONS],
    xml_namespace: "",
    invalid_code: "InvalidParameterException",
    invalid_member: None,
    model: LazyLock::new(|| Model::new(include_str!("../model/logs.txt"))),
};

/// The document kind of groups; the scope is the region.
const GROUP: &str = "log_group";
/// The document kind of streams; the scope is the region and the group.
const STREAM: &str = "log_stream";

/// Whether there is a group of the name.
pub fn has_group(tx: &Tx<'_>, region: &str, log_group: &str) -> Result<bool, StoreError> {
    Ok(tx.get(GROUP, region, log_group)?.is_some())
}

/// Appends an event of the lake's own, making its group and stream when they are not there. `at` is in milliseconds
/// since the epoch.
pub fn append(
    tx: &Tx<'_>,
    region: &str,
    log_group: &str,
    log_stream: &str,
    at: i64,
    message: &str,
) -> Result<(), StoreError> {
    tx.insert(GROUP, region, log_group, &json!({ "created": at }))?;
    tx.insert(STREAM, &scope(&[region, log_group]), log_stream, &json!({ "created": at }))?;
    event::insert(tx, &event::Place { region, log_group, log_stream }, at, at, message)
}
