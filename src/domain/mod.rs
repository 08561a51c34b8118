//! Pure rules of the data lake domain: no async, no clock, no environment, nothing else of the crate.

pub mod alarm;
pub mod bucket;
pub mod catalog;
pub mod crawl;
pub mod crawler;
pub mod event_pattern;
pub mod ingest;
pub mod job;
pub mod lifecycle;
pub mod partition;
pub mod permission;
pub mod policy;
pub mod price;
pub mod principal;
pub mod query;
pub mod registry;
pub mod schema;
pub mod size;
pub mod span;
pub mod suggest;
pub mod types;
pub mod workgroup;
pub mod zone;
