//! Zones: what each bucket of the reference lake is for, and the properties that follow from it.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::bucket_settings::{AccessLog, Notify, Replication};
use super::lifecycle::{Rule, zone_rules};

/// The tag that names a bucket's zone.
pub const ZONE_TAG: &str = "zone";

/// A zone of the lake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// Data as received, immutable.
    Raw,
    /// Cleaned data.
    Processed,
    /// Data ready for analysts.
    Curated,
    /// Scripts of jobs and their artifacts.
    Scripts,
    /// What queries wrote.
    QueryResults,
    /// Access logs of the other buckets.
    Logs,
}

impl Zone {
    /// Every zone.
    pub const ALL: [Self; 6] =
        [Self::Raw, Self::Processed, Self::Curated, Self::Scripts, Self::QueryResults, Self::Logs];

    /// The name on the command line and in the tag.
    pub fn name(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::Processed => "processed",
            Self::Curated => "curated",
            Self::Scripts => "scripts",
            Self::QueryResults => "query-results",
            Self::Logs => "logs",
        }
    }

    fn is_versioned(self) -> bool {
        !matches!(self, Self::QueryResults | Self::Logs)
    }

    /// Whether others want to hear of new objects in the zone.
    pub fn tells_of_objects(self) -> bool {
        matches!(self, Self::Raw | Self::Processed | Self::Curated)
    }

    /// Whether the reference lake encrypts the zone with a customer-managed key.
    pub fn wants_customer_key(self) -> bool {
        matches!(self, Self::Processed | Self::Curated)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Zone {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|zone| zone.name() == text).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|zone| zone.name()).collect();
            format!("the zones are {}", names.join(", "))
        })
    }
}

/// How new objects are encrypted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Encryption {
    /// `AES256` or `aws:kms`
    pub algorithm: String,
    /// The key's ARN, for `aws:kms`.
    pub key: Option<String>,
    /// Whether one data key serves many objects.
    pub bucket_key: bool,
}

impl Encryption {
    /// Whether a bucket that is encrypted so is encrypted as wanted: with the key that is wanted, or, where none is,
    /// in whatever way. A key that somebody chose is not taken away.
    pub fn satisfies(&self, wanted: &Self) -> bool {
        match wanted.key {
            Some(_) => self == wanted,
            None => matches!(self.algorithm.as_str(), "AES256" | "aws:kms" | "aws:kms:dsse"),
        }
    }
}

/// What a bucket should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketProperties {
    /// Whether versions are kept; none leaves it as it is.
    pub versioning: Option<bool>,
    /// How new objects are encrypted.
    pub encryption: Encryption,
    /// Lifecycle rules that must be there; others stay.
    pub rules: Vec<Rule>,
    /// Whether rules of lakectl's own that are not among them go.
    pub no_other_rules_of_ours: bool,
    /// Whether rules of anybody that are not among them go.
    pub no_other_rules: bool,
    /// Tags that must be there; others stay.
    pub tags: BTreeMap<String, String>,
    /// Where access logs go; none leaves it as it is.
    pub access_log: Option<AccessLog>,
    /// Whether the operator named that place. One that nobody named gives way to a place that is set already.
    pub access_log_is_named: bool,
    /// The account whose access logs the bucket takes.
    pub takes_logs_of: Option<String>,
    /// Who hears of new objects; others still do.
    pub notify: Option<Notify>,
    /// Where copies of new objects go; none leaves it as it is.
    pub replication: Option<Replication>,
}

impl BucketProperties {
    /// The properties of a zone's bucket, or of a bucket of no zone.
    pub fn of(zone: Option<Zone>, key: Option<&str>, tags: &BTreeMap<String, String>) -> Self {
        let encryption = match key {
            Some(key) => Encryption { algorithm: "aws:kms".to_owned(), key: Some(key.to_owned()), bucket_key: true },
            None => Encryption { algorithm: "AES256".to_owned(), key: None, bucket_key: false },
        };
        let versioned = zone.is_some_and(Zone::is_versioned);
        let mut tags = tags.clone();
        if let Some(zone) = zone {
            tags.insert(ZONE_TAG.to_owned(), zone.name().to_owned());
        }
        Self {
            versioning: versioned.then_some(true),
            encryption,
            rules: zone_rules(zone, versioned),
            no_other_rules_of_ours: false,
            no_other_rules: false,
            tags,
            access_log: None,
            access_log_is_named: false,
            takes_logs_of: None,
            notify: zone.filter(|zone| zone.tells_of_objects()).map(|_| Notify::EventBridge),
            replication: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_has_its_template() {
        let raw = BucketProperties::of(Some(Zone::Raw), None, &BTreeMap::new());
        let mut ids: Vec<&str> = raw.rules.iter().map(Rule::name).collect();
        ids.sort_unstable();
        assert_eq!(ids, ["lakectl-abort-uploads", "lakectl-archive-90", "lakectl-noncurrent"]);
        assert_eq!(raw.versioning, Some(true));
        assert_eq!(raw.notify, Some(Notify::EventBridge));
        assert_eq!(raw.tags[ZONE_TAG], "raw");
        let results = BucketProperties::of(Some(Zone::QueryResults), None, &BTreeMap::new());
        assert_eq!((results.versioning, results.notify), (None, None));
        assert_eq!(results.rules.len(), 2);
    }

    #[test]
    fn zones_are_named() {
        assert_eq!("query-results".parse::<Zone>(), Ok(Zone::QueryResults));
        assert!("bronze".parse::<Zone>().unwrap_err().contains("processed"));
    }

    #[test]
    fn a_stronger_encryption_is_left_alone_and_a_wanted_key_is_not() {
        let of = |key| BucketProperties::of(Some(Zone::Raw), key, &BTreeMap::new()).encryption;
        let (plain, keyed, other) = (of(None), of(Some("arn:a")), of(Some("arn:b")));
        assert!(plain.satisfies(&plain) && keyed.satisfies(&plain) && keyed.satisfies(&keyed));
        assert!(!plain.satisfies(&keyed) && !other.satisfies(&keyed));
    }
}
