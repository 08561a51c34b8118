//! The client layer: the SDK's clients behind two handles, one transport seam, one error mapping, one retry table.
//!
//! Invariants:
//! - No SDK type leaves this folder: functions take and return the domain's values.
//! - [`Read`] can only look. [`Write`] can change, and only the context makes one, after every gate.
//! - Nothing here knows whether AWS or a local lake answers.

mod athena;
mod cloudwatch;
mod cloudwatch_composite;
mod cloudwatch_dashboard;
mod cloudwatch_data;
mod config;
mod denied;
pub mod document;
mod failure;
mod glue_catalog;
mod glue_copy;
mod glue_crawler;
mod glue_governance;
mod glue_job;
mod glue_partition;
mod glue_partition_move;
mod glue_quality;
mod glue_registry;
mod glue_trigger;
mod glue_workflow;
mod iam;
mod iam_simulation;
mod kms;
mod lakeformation;
mod lakeformation_batch;
mod lakeformation_expression;
mod lakeformation_facts;
mod lakeformation_filter;
mod lakeformation_location;
mod lakeformation_tag;
pub mod logs;
mod logs_query;
mod page;
mod retry;
mod s3;
mod sts;
#[cfg(test)]
mod testing;
#[cfg(test)]
#[path = "../testing.rs"]
mod testing_lake;
#[cfg(test)]
mod tests;
mod trace;
pub mod transport;

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, LazyLock};

use tokio::sync::OnceCell;

pub use athena::{ResultBody, ResultObject};
pub use config::{ConnectOptions, SERVICES, StaticCredentials, connect, connect_trusting};
pub use glue_partition::{Course, OutdatedPartition, PartitionFailure};
pub use glue_partition_move::MOVES;
pub use glue_registry::NewSchema;
pub use kms::KeyState;
pub use lakeformation::Grants;
pub use lakeformation_batch::{EntryFailure, GRANT_BATCH, GrantEntry};
pub use page::Tokens;
pub use s3::{
    DELETE_BATCH, Document, LiveBucket, Measured, NewUpload, NotDeleted, StoredObject, StoredUpload, StoredVersion,
    VersionMarker, known,
};
pub use sts::Identity;
pub use trace::TraceSink;

// For what the tests of several packages share.
#[cfg(test)]
extern crate self as lakectl_aws;

use lakectl_clock as clock;
use lakectl_domain as domain;
use lakectl_error as error;

use crate::clock::SharedClock;

/// A client that is made when it is first asked: a command asks few services, and each client takes half a millisecond.
type Lazy<C> = LazyLock<C, Box<dyn FnOnce() -> C + Send>>;

/// The SDK's clients of one target, each made once.
#[derive(Debug)]
struct Clients {
    s3: Lazy<aws_sdk_s3::Client>,
    glue: Lazy<aws_sdk_glue::Client>,
    athena: Lazy<aws_sdk_athena::Client>,
    lakeformation: Lazy<aws_sdk_lakeformation::Client>,
    cloudwatch: Lazy<aws_sdk_cloudwatch::Client>,
    logs: Lazy<aws_sdk_cloudwatchlogs::Client>,
    sts: Lazy<aws_sdk_sts::Client>,
    region: String,
    /// By service, where it is not AWS's own.
    endpoints: BTreeMap<&'static str, String>,
    identity: OnceCell<Identity>,
    clock: SharedClock,
    trace: trace::Trace,
}

/// The right to look.
#[derive(Debug, Clone)]
pub struct Read {
    clients: Arc<Clients>,
}

/// The right to change. Whatever can change can also look.
#[derive(Debug, Clone)]
pub struct Write {
    read: Read,
}

impl Write {
    /// The right to change; for the context alone, after the gates.
    pub fn granted(read: Read) -> Self {
        Self { read }
    }
}

impl Deref for Write {
    type Target = Read;

    fn deref(&self) -> &Read {
        &self.read
    }
}

impl Read {
    /// The region of the regional services.
    pub fn region(&self) -> &str {
        &self.clients.region
    }

    /// The endpoints that are not AWS's own, by service.
    pub fn endpoints(&self) -> &BTreeMap<&'static str, String> {
        &self.clients.endpoints
    }

    /// How many seconds this machine's clock is ahead of the service's, as the last answer said; none when it did not.
    pub fn clock_skew(&self) -> Option<i64> {
        self.clients.trace.clock_skew()
    }

    /// The clock that waits use.
    pub fn clock(&self) -> &SharedClock {
        &self.clients.clock
    }
}
