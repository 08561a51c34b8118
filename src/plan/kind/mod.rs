//! The kinds of resources that plans hold, one file per noun.

pub mod bucket;
pub mod crawler;
pub mod db;
pub mod table;
pub mod workgroup;
