//! Effective rights: what grants, tag policies, filters, administrators and the IAM default come to on the objects that
//! are there.
//!
//! Invariants:
//! - Every [`Right`] says where it comes from; a right that comes from two places is there twice.
//! - What could not be read adds no right; whoever made the [`Picture`] says what is missing.

mod change;
mod lake;
mod picture;
mod right;
#[cfg(test)]
mod testing;

pub use change::{Loss, Shift, losses, shifts};
pub use lake::Lake;
pub use picture::{IamDefaults, Picture, TableFacts};
pub use right::{Origin, Reading, Right};
