//! lakectl: the operator's command line for data lakes on AWS.

pub mod clock;
pub mod domain;
#[cfg(feature = "local")]
pub mod local;
