//! The tests of lakectl, through the binary: one program, one module per noun.

mod sandbox;
mod transcript;

mod conformance;
mod generated;
mod tidy;
mod transcripts;

mod target;
