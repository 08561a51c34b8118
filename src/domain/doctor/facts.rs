//! What is known of a lake before it is judged.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::alarm::LiveAlarm;
use crate::backup::Drill;
use crate::bucket_settings::{AccessLog, Known, LiveNotification, LiveReplication, PublicAccess};
use crate::catalog::{Database, Table};
use crate::crawler::Crawler;
use crate::job::Job;
use crate::lifecycle::Configuration;
use crate::permission::effective::IamDefaults;
use crate::permission::{Admins, Grant, Location};
use crate::schema::Mode;
use crate::trigger::Trigger;
use crate::workgroup::WorkGroup;
use crate::zone::{Encryption, ZONE_TAG, Zone};

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

/// Where a bucket is that the account does not list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whereabouts {
    /// It is the account's own all the same.
    Own,
    /// It is another account's, or closed to the caller.
    Others,
    /// There is none of its name.
    Nowhere,
}

/// Files of a table: the first that a listing gives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FileSample {
    /// How many.
    pub files: u64,
    /// What they hold.
    pub bytes: u64,
    /// Whether these are all.
    pub is_all: bool,
}

/// Partitions of a table: the first that a listing gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartitionSample {
    /// How many.
    pub partitions: usize,
    /// Whether these are all.
    pub is_all: bool,
    /// Those whose columns or format are not the table's.
    pub outdated: usize,
    /// Those whose place is outside of the table's.
    pub outside: usize,
}

/// The backups of the lake, where its file says that they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BackupFacts {
    /// As the file writes it.
    pub place: String,
    /// How old the newest may be.
    pub hours: i64,
    /// None when there is none.
    pub newest: Option<NewestBackup>,
    /// How many hours may be between two drills; none when the file does not say.
    pub drill_hours: Option<i64>,
    /// The last drill; none when there was none.
    pub last_drill: Option<Drill>,
}

/// A backup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewestBackup {
    pub id: String,
    /// When it was made, in milliseconds since the epoch.
    pub made_millis: Option<i64>,
    /// Whether only some databases or kinds were asked for.
    pub is_part: bool,
    /// What could not be read.
    pub unread: usize,
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
    /// Whether new databases and tables are open to whomever IAM lets in.
    pub iam_defaults: Option<IamDefaults>,
    pub grants: Vec<Grant>,
    pub alarms: Vec<LiveAlarm>,
    /// Where buckets are that something of the lake names and the account does not list.
    pub elsewhere: BTreeMap<String, Whereabouts>,
    /// Buckets of the account in other regions: name, region.
    pub other_regions: BTreeMap<String, String>,
    /// What lies in the places of tables, by `database.table`, as far as it was looked at.
    pub files: BTreeMap<String, FileSample>,
    /// The partitions of tables, by `database.table`.
    pub partitions: BTreeMap<String, PartitionSample>,
    /// Seconds that this machine's clock is ahead of the service's.
    pub clock_skew: Option<i64>,
    /// Other programs of our name that a shell finds, first come first.
    pub other_programs: Vec<String>,
    /// Whether it was looked for what says where the backups are.
    pub looked_for_backups: bool,
    /// None when nothing says where they are.
    pub backups: Option<BackupFacts>,
    /// What could not be read: what, and why.
    pub unread: Vec<(String, String)>,
}

impl Facts {
    /// The bucket of a place.
    pub fn bucket_of(&self, uri: &str) -> Option<&BucketFacts> {
        let name = bucket_name(uri)?;
        self.buckets.iter().find(|bucket| bucket.name == name)
    }

    /// Whether there is no bucket of a place.
    pub fn is_nowhere(&self, uri: &str) -> bool {
        let Some(name) = bucket_name(uri) else { return false };
        self.bucket_of(uri).is_none()
            && !self.other_regions.contains_key(name)
            && self.elsewhere.get(name).is_none_or(|where_it_is| *where_it_is == Whereabouts::Nowhere)
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
