//! Zones: what each bucket of the reference lake is for, and the properties that follow from it.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::Serialize;

/// The tag that names a bucket's zone.
pub const ZONE_TAG: &str = "zone";
/// Rules of lifecycle configurations whose id begins with this are lakectl's; all others stay as they are.
pub const OWNED_RULE_PREFIX: &str = "lakectl-";

/// Days after which an unfinished upload is aborted.
const ABORT_DAYS: i32 = 7;
/// Days for which an overwritten or deleted version is kept.
const NONCURRENT_DAYS: i32 = 30;

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
}

impl Zone {
    /// Every zone.
    pub const ALL: [Self; 5] = [Self::Raw, Self::Processed, Self::Curated, Self::Scripts, Self::QueryResults];

    /// The name on the command line and in the tag.
    pub fn name(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::Processed => "processed",
            Self::Curated => "curated",
            Self::Scripts => "scripts",
            Self::QueryResults => "query-results",
        }
    }

    fn is_versioned(self) -> bool {
        self != Self::QueryResults
    }

    /// Whether the reference lake encrypts the zone with a customer-managed key.
    pub fn wants_customer_key(self) -> bool {
        matches!(self, Self::Processed | Self::Curated)
    }

    /// The zone's own lifecycle rule, besides those that every bucket has.
    fn retention(self) -> Option<LifecycleRule> {
        let rule = |id: &str| LifecycleRule { id: format!("{OWNED_RULE_PREFIX}{id}"), ..LifecycleRule::default() };
        match self {
            // Athena cannot read GLACIER or DEEP_ARCHIVE: the archive of a lake that is queried is GLACIER_IR.
            Self::Raw => Some(LifecycleRule {
                transitions: vec![Transition { days: 90, storage_class: "GLACIER_IR".to_owned() }],
                ..rule("archive-90")
            }),
            Self::Processed => Some(LifecycleRule { expiration_days: Some(365), ..rule("retain-365") }),
            Self::QueryResults => Some(LifecycleRule { expiration_days: Some(30), ..rule("scratch-30") }),
            Self::Curated | Self::Scripts => None,
        }
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

/// A change of storage class after some days.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Transition {
    /// Days after creation.
    pub days: i32,
    /// `GLACIER_IR`, …
    pub storage_class: String,
}

/// A lifecycle rule over a whole bucket, as far as lakectl writes them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
pub struct LifecycleRule {
    /// Unique in the bucket, at most 255 characters.
    pub id: String,
    /// Changes of storage class.
    pub transitions: Vec<Transition>,
    /// Days after which an object expires.
    pub expiration_days: Option<i32>,
    /// Days after which a noncurrent version expires.
    pub noncurrent_days: Option<i32>,
    /// Days after which an unfinished upload is aborted.
    pub abort_upload_days: Option<i32>,
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

/// What a bucket should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketProperties {
    /// Whether versions are kept; none leaves it as it is.
    pub versioning: Option<bool>,
    /// How new objects are encrypted.
    pub encryption: Encryption,
    /// lakectl's lifecycle rules, sorted.
    pub rules: Vec<LifecycleRule>,
    /// Tags that must be there; others stay.
    pub tags: BTreeMap<String, String>,
}

impl BucketProperties {
    /// The properties of a zone's bucket, or of a bucket of no zone.
    pub fn of(zone: Option<Zone>, key: Option<&str>, tags: &BTreeMap<String, String>) -> Self {
        let encryption = match key {
            Some(key) => Encryption { algorithm: "aws:kms".to_owned(), key: Some(key.to_owned()), bucket_key: true },
            None => Encryption { algorithm: "AES256".to_owned(), key: None, bucket_key: false },
        };
        let versioned = zone.map(Zone::is_versioned).unwrap_or(false);
        let mut rules = vec![LifecycleRule {
            id: format!("{OWNED_RULE_PREFIX}abort-uploads"),
            abort_upload_days: Some(ABORT_DAYS),
            ..LifecycleRule::default()
        }];
        if versioned {
            rules.push(LifecycleRule {
                id: format!("{OWNED_RULE_PREFIX}noncurrent"),
                noncurrent_days: Some(NONCURRENT_DAYS),
                ..LifecycleRule::default()
            });
        }
        rules.extend(zone.and_then(Zone::retention));
        rules.sort();
        let mut tags = tags.clone();
        if let Some(zone) = zone {
            tags.insert(ZONE_TAG.to_owned(), zone.name().to_owned());
        }
        Self { versioning: versioned.then_some(true), encryption, rules, tags }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_has_its_template() {
        let raw = BucketProperties::of(Some(Zone::Raw), None, &BTreeMap::new());
        let ids: Vec<&str> = raw.rules.iter().map(|rule| rule.id.as_str()).collect();
        assert_eq!(ids, ["lakectl-abort-uploads", "lakectl-archive-90", "lakectl-noncurrent"]);
        assert_eq!(raw.versioning, Some(true));
        assert_eq!(raw.tags[ZONE_TAG], "raw");
        let results = BucketProperties::of(Some(Zone::QueryResults), None, &BTreeMap::new());
        assert_eq!(results.versioning, None);
        assert_eq!(results.rules.len(), 2);
    }

    #[test]
    fn zones_are_named() {
        assert_eq!("query-results".parse::<Zone>(), Ok(Zone::QueryResults));
        assert!("bronze".parse::<Zone>().unwrap_err().contains("processed"));
    }
}
