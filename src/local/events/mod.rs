//! The event bus of the local lake: what happens in it, the rules about that, and their delivery to log
//! groups and workflows.
//!
//! Invariants:
//! - An event is delivered in the transaction that makes it happen: a state change and its event are there together.
//! - There is one bus, `default`. A kind of target that the lake cannot deliver to is refused when it is put, so that no
//!   rule is ever kept that does nothing.

mod bus;
mod deliver;
mod rule;
mod tag;
mod target;
#[cfg(test)]
mod tests;

pub use deliver::{Event, has_rules, publish};

use std::sync::LazyLock;

use super::model::Model;
use super::store::Tx;
use super::wire::{Input, Service, ServiceError};

/// The service's table.
pub static SERVICE: Service = Service {
    signing_name: "events",
    operations: &[bus::OPERATIONS, rule::OPERATIONS, tag::OPERATIONS, target::OPERATIONS],
    xml_namespace: "",
    invalid_code: "ValidationException",
    invalid_member: None,
    model: LazyLock::new(|| Model::new(include_str!("../model/events.txt"))),
};

/// The document kind of rules, with their targets in [`TARGETS`]; the scope is the region.
const RULE: &str = "event_rule";
/// The member of a rule that holds its targets; not part of the output.
const TARGETS: &str = "$targets";
/// The one bus.
const BUS: &str = "default";

fn not_found(message: impl Into<String>) -> ServiceError {
    ServiceError::client("ResourceNotFoundException", message)
}

/// The name or ARN of a bus must be that of the only one.
fn check_bus(input: Input<'_>) -> Result<(), ServiceError> {
    match input.opt_string("EventBusName")? {
        None | Some(BUS) => Ok(()),
        Some(arn) if arn.ends_with(":event-bus/default") => Ok(()),
        Some(other) => Err(not_found(format!("Event bus {other} does not exist."))),
    }
}

/// The rule of a name.
fn need(tx: &Tx<'_>, region: &str, name: &str) -> Result<serde_json::Value, ServiceError> {
    tx.get(RULE, region, name)?.ok_or_else(|| not_found(format!("Rule {name} does not exist on EventBus {BUS}.")))
}
