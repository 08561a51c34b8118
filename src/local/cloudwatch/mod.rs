//! The metrics and alarms service of the local lake.
//!
//! Invariants:
//! - A metric is the exact set of its dimensions: one dimension less is another, empty metric.
//! - What the lake itself measures goes through [`put`], so it reads like any other metric.

mod state;

pub use state::{Metric, put};

use super::wire::Service;

/// The service's table.
pub static SERVICE: Service = Service {
    signing_name: "monitoring",
    operations: &[],
    xml_namespace: "http://monitoring.amazonaws.com/doc/2010-08-01/",
    invalid_code: "ValidationError",
};
