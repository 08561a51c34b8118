//! Backups: a lake's documents in files that are named by their checksums, and a manifest that makes a backup of them.
//!
//! Invariants:
//! - The manifest is written last. Files without one are nothing but an unfinished backup's.
//! - A file is written once: a later backup that has the same content refers to it, when it still is what it was.
//! - What may not be read is in the manifest; anything else that fails, fails the backup.
//! - One page of partitions, and the documents of one database, are all that is held of a lake at a time.

mod columnar;
mod gather;
mod make;
mod open;
mod pack;
mod store;
mod unit;

pub use gather::{Live, each, is_gap, live};
pub use make::{MakeOptions, Progress, commit, make};
pub use open::{Checked, check, latest, manifests, named, readable};
pub use pack::{Documents, documents};
pub use store::{Fetched, Store};
pub use unit::Unit;
