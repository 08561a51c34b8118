//! The local lake: the other side of the seam. It speaks the AWS wire protocols and does the work behind them.
//!
//! Invariants:
//! - It shares no code with the client layer: the two sides of the wire are written apart, or one mistake cancels itself.
//! - Metadata is in the store, bytes are in objects; an acknowledged write of either survives the death of the process.
//! - What it cannot do is the service's own error, never a made-up success.

pub mod athena;
pub mod check;
pub mod cloudwatch;
pub mod credentials;
pub mod detach;
pub mod engine;
pub mod events;
pub mod glue;
pub mod iam;
pub mod lake;
pub mod lakeformation;
pub mod logs;
mod migrations;
mod model;
pub mod objects;
pub mod paging;
mod private;
pub mod reset;
pub mod s3;
pub mod serve;
pub mod services;
pub mod status;
pub mod store;
pub mod sts;
mod tags;
pub mod tasks;
#[cfg(test)]
pub mod testing;
pub mod time;
pub mod wire;

use lakectl_clock as clock;
use lakectl_domain as domain;

pub use lake::{Lake, LakeOptions, OpenError};
