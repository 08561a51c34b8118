//! The tests of lakectl, through the binary: one program, one module per noun.

mod demo;
mod alarm;
mod crawler;
mod db;
mod job;
mod objects;
mod query;
mod sandbox;
mod table;
mod transcript;

mod conformance;
mod generated;
mod grant;
mod local;
mod tidy;
mod transcripts;
mod usage;

mod schema;
mod target;
