//! The tests of lakectl, through the binary: one program, one module per noun.

mod alarm;
mod bucket;
mod conformance;
mod crawler;
mod db;
mod demo;
mod durability;
mod generated;
mod grant;
mod ingest;
mod job;
mod lifecycle;
mod local;
mod objects;
mod partition;
mod query;
mod sandbox;
mod schema;
mod table;
mod target;
mod tidy;
mod transcript;
mod transcripts;
mod usage;
mod waiting;
