//! The kinds of resources that plans hold, one file per noun.

pub mod bucket;
