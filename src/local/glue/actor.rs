//! Who changes the catalog, where and when: what the state needs to know of a request.

use crate::clock::epoch_millis;
use crate::lake::Lake;
use crate::wire::{Call, Caller};

/// The one who acts. Requests make it from their call, background work from what it was started with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The verified caller: principal, account, region.
    pub caller: Caller,
    /// Milliseconds since the epoch.
    pub now: i64,
    /// A place that was made for what the actor does: tables may lie there without a grant.
    pub own_place: Option<String>,
}

impl Actor {
    /// The actor of a request.
    pub fn of(call: &Call) -> Self {
        Self { caller: call.caller.clone(), now: epoch_millis(call.now()), own_place: None }
    }

    /// The actor of background work that was started by `caller`.
    pub fn at_now(lake: &Lake, caller: &Caller) -> Self {
        Self { caller: caller.clone(), now: epoch_millis(lake.clock().now()), own_place: None }
    }

    /// The region that the catalog belongs to.
    pub fn region(&self) -> &str {
        &self.caller.region
    }
}
