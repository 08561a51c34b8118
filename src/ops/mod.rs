//! What an operator means, one file per noun: from arguments of the domain to values of the domain.
//!
//! Invariants: no terminal, no output format, no SDK type; reads take [`lakectl_aws::Read`], writes take
//! [`lakectl_aws::Write`].

pub mod access;
pub mod alarm;
pub mod backup;
pub mod bucket;
pub mod cost;
pub mod crawler;
pub mod dashboard;
pub mod db;
pub mod doctor;
pub mod expectation;
pub mod filter;
pub mod governance;
pub mod grant;
pub mod grant_check;
pub mod ingest;
pub mod job;
pub mod lifecycle;
pub mod lineage;
pub mod location;
pub mod logs;
pub mod metric;
pub mod names;
pub mod partition;
pub mod personal;
pub mod picture;
pub mod place;
pub mod policy;
pub mod preview;
mod principal;
pub mod private_folder;
pub mod quality;
pub mod query;
pub mod registry;
pub mod report;
pub mod require;
pub mod rewrite;
pub mod rules;
pub mod schedule;
pub mod schema;
mod side_by_side;
pub mod status;
pub mod table;
pub mod tag;
#[cfg(test)]
mod testing;
pub mod wait;
pub mod workflow;
pub mod workgroup;

use lakectl_aws as aws;
use lakectl_clock as clock;
use lakectl_domain as domain;
use lakectl_error as error;
