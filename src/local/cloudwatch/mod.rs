//! The metrics and alarms service of the local lake.
//!
//! Invariants:
//! - A metric is the exact set of its dimensions: one dimension less is another, empty metric.
//! - What the lake itself measures goes through [`put`], so it reads like any other metric.
//! - An alarm says what its metric says at the lake's time: it is evaluated when it is read, when data come in, and at
//!   each minute that passes while the lake is served or that its clock is moved over.

mod alarm;
mod alarm_input;
mod alarm_state;
mod composite;
mod dashboard;
mod data;
mod errors;
mod evaluate;
mod follow;
mod history;
mod many;
mod query;
mod shape;
mod state;
mod statistics;
mod tag;
#[cfg(test)]
mod tests;
mod watch;

pub use state::{Metric, put};

use std::sync::LazyLock;

use super::model::Model;
use super::wire::Service;

/// The service's table.
pub static SERVICE: Service = Service {
    signing_name: "monitoring",
    operations: &[
        alarm::OPERATIONS,
        alarm_state::OPERATIONS,
        composite::OPERATIONS,
        dashboard::OPERATIONS,
        data::OPERATIONS,
        history::OPERATIONS,
        query::OPERATIONS,
        statistics::OPERATIONS,
        tag::OPERATIONS,
    ],
    xml_namespace: "http://monitoring.amazonaws.com/doc/2010-08-01/",
    invalid_code: "ValidationError",
    invalid_member: None,
    model: LazyLock::new(|| Model::new(include_str!("../model/monitoring.txt"))),
};

/// The document kind of metric alarms; the scope is the region.
const ALARM: &str = "alarm";
/// The document kind of composite alarms; the scope is the region.
const COMPOSITE: &str = "composite_alarm";
/// The document kind of dashboards; the scope is the region.
const DASHBOARD: &str = "dashboard";
