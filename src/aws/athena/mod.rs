//! Queries, their results and workgroups.
//!
//! Invariants:
//! - A start carries a token made by the caller, so that a repeated call runs the statement once.
//! - A page of results is given as it came; who reads it knows whether a header is in it.

mod object;
mod query;
mod workgroup;

pub use object::{ResultBody, ResultObject};
