//! ORC files, as far as they can be judged before they are read: what the end of a file says of its columns and stripes,
//! how its sections are packed, how long its lists and texts are.
//!
//! Invariants: nothing is believed that the bytes cannot hold. A tree of types is one that ends, a section lies within
//! the file, a chunk unpacks to no more than a block; whatever breaks this is an error in words. The caller does all
//! reading.
//!
//! Source: Apache ORC specification, version 1, and its `orc_proto.proto`.

pub mod chunk;
pub mod lengths;
pub mod stripe;
mod tail;
mod wire;

pub use tail::{OrcKind, OrcType, Postscript, StripeInfo, Tail};

/// How many bytes at the end of a file are enough to find the [`Postscript`] in.
pub const LONGEST_POSTSCRIPT: usize = 256;

/// The first bytes of every file.
pub const MAGIC: &[u8] = b"ORC";
