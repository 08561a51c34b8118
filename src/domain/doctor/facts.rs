//! What is known of a lake before it is judged.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::domain::alarm::LiveAlarm;
use crate::domain::bucket_settings::{AccessLog, Known, LiveNotification, LiveReplication, PublicAccess};
use crate::domain::catalog::{Database, Table};
use crate::domain::crawler::Crawler;
use crate::domain::job::Job;
use crate::domain::lifecycle::Configuration;
use crate::domain::permission::{Admins, Grant, Location};
use crate::domain::schema::Mode;
use crate::domain::trigger::Trigger;
use crate::domain::workgroup::WorkGroup;
use crate::domain::zone::{Encryption, ZONE_TAG, Zone};

/// A bucket.
#[derive(Debug, Clone)]
pub struct BucketFacts {
    pub name: String,
    /// Whether only this account can ever own the name.
    pub is_account_regional: bool,
    pub versioning: Known<Option<String>>,
    pub encryption: Known<Option<Encryption>>,
    pub public_access: Known<PublicAccess>,
    pub ownership: Known<Option<String>>,
    pub policy: Known<Option<Value>>,
    pub lifecycle: Known<Option<Configuration>>,
    pub logging: Known<Option<AccessLog>>,
    pub notification: Known<LiveNotification>,
    pub replication: Known<LiveReplication>,
    pub tags: Known<BTreeMap<String, String>>,
}

impl BucketFacts {
    /// What the bucket is for, as its tag says.
    pub fn zone(&self) -> Option<Zone> {
        self.tags.known()?.get(ZONE_TAG)?.parse().ok()
    }

    /// Whether old versions are kept.
    pub fn keeps_versions(&self) -> bool {
        self.versioning.known().and_then(Option::as_deref) == Some("Enabled")
    }
}

/// A schema.
#[derive(Debug, Clone)]
pub struct SchemaFacts {
    pub registry: String,
    pub name: String,
    pub mode: Mode,
    pub versions: usize,
}

/// A lake, as far as it could be read.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The caller's ARN.
    pub caller: String,
    pub region: String,
    /// Milliseconds since the epoch.
    pub now_millis: i64,
    pub buckets: Vec<BucketFacts>,
    pub databases: Vec<Database>,
    pub tables: Vec<Table>,
    pub workgroups: Vec<WorkGroup>,
    pub crawlers: Vec<Crawler>,
    pub jobs: Vec<Job>,
    pub triggers: Vec<Trigger>,
    pub schemas: Vec<SchemaFacts>,
    /// Names.
    pub registries: Vec<String>,
    pub locations: Vec<Location>,
    pub admins: Admins,
    pub grants: Vec<Grant>,
    pub alarms: Vec<LiveAlarm>,
    /// What could not be read: what, and why.
    pub unread: Vec<(String, String)>,
}

impl Facts {
    /// The bucket of a place.
    pub fn bucket_of(&self, uri: &str) -> Option<&BucketFacts> {
        let name = bucket_name(uri)?;
        self.buckets.iter().find(|bucket| bucket.name == name)
    }

    /// Whether a part of the lake could be read.
    pub fn has_read(&self, part: &str) -> bool {
        !self.unread.iter().any(|(what, _)| what == part)
    }
}

/// The bucket in `s3://bucket/key`.
pub fn bucket_name(uri: &str) -> Option<&str> {
    let rest = ["s3://", "s3a://", "s3n://"].iter().find_map(|scheme| uri.strip_prefix(scheme))?;
    rest.split('/').next().filter(|name| !name.is_empty())
}
