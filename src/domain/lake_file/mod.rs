//! The lake as a file: what `lake.toml` may say, reading it, writing it, and the JSON Schema by which editors complete it.
//!
//! Invariants:
//! - One list ([`spec::SECTIONS`]) says what there is; reader, writer and JSON Schema are made from it.
//! - A key that is not in the list is a problem, never passed over; all problems are told at once, each with its place.
//! - The file names no command to run and no file outside of its directory.

mod document;
mod json_schema;
pub mod place;
mod read;
pub mod scope;
pub mod spec;
pub mod template;
mod value;
mod variable;
mod write;

#[cfg(test)]
mod tests;

pub use document::{Document, Entry, Place, Problem, Said, Source};
pub use json_schema::json_schema;
pub use read::{read, read_some};
pub use spec::keys;
pub use value::file as inside;
pub use variable::{Unclear, substitute};
pub use write::write;
