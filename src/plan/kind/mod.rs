//! The kinds of resources that plans hold, one file per noun.

pub mod admin;
pub mod alarm;
pub mod bucket;
pub mod crawler;
pub mod dashboard;
pub mod db;
pub mod filter;
pub mod governance;
pub mod grant;
pub mod job;
pub mod lifecycle;
pub mod location;
pub mod narrowed;
pub mod registry;
pub mod schema;
pub mod schema_in_lake;
pub mod schema_mode;
pub mod table;
pub mod tag;
pub mod tag_expression;
pub mod trigger;
pub mod workflow;
pub mod workgroup;

use std::collections::BTreeMap;

/// The tags that are wanted and not there, or there with another value; others stay.
fn missing_tags(wanted: &BTreeMap<String, String>, live: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let missing = wanted.iter().filter(|(key, value)| live.get(*key) != Some(value));
    missing.map(|(key, value)| (key.clone(), value.clone())).collect()
}
