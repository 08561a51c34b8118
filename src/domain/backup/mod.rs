//! Backups: which documents a lake consists of, how each is named and compared, and how a restore may rename what is in
//! them.
//!
//! Invariants:
//! - A document is kept as the service gave it; what changes by itself and cannot be given back is all that is taken out.
//! - Two documents are the same when they would be given back in the same words.
//! - A manifest names every part with its checksum, and everything that could not be read.

pub mod difference;
mod drill;
mod field;
mod kind;
pub mod manifest;
pub mod normal;
pub mod rename;
mod select;

pub use drill::{Drill, made_millis};
pub use kind::Kind;
pub use manifest::{Manifest, Part, Unread};
pub use rename::Renames;
pub use select::{Name, Selection, is_needed_by_others, needed};
