//! The tests of lakectl, through the binary: one program, one module per noun.

mod alarm;
mod crawler;
mod db;
mod demo;
mod job;
mod objects;
mod query;
mod sandbox;
mod table;
mod transcript;

mod bucket;
mod conformance;
mod durability;
mod generated;
mod grant;
mod ingest;
mod local;
mod tidy;
mod transcripts;
mod usage;

mod schema;
mod target;
