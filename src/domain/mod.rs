//! Pure rules of the data lake domain: no async, no clock, no environment, nothing else of the crate.

pub mod crawl;
pub mod partition;
pub mod schema;
pub mod types;
