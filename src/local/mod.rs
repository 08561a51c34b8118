//! The local lake: the other side of the seam.

pub mod engine;
