//! The rules that lakes are made with, by name.

use super::OWNED_RULE_PREFIX;
use super::rule::{Abort, Expiration, NoncurrentExpiration, Rule, Transition};
use crate::zone::Zone;

/// A rule by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// `archive-90`, …
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    transitions: &'static [(i32, &'static str)],
    expires: Option<i32>,
    noncurrent: Option<i32>,
    aborts: Option<i32>,
}

const EMPTY: Template =
    Template { name: "", about: "", transitions: &[], expires: None, noncurrent: None, aborts: None };

/// Every template.
pub const TEMPLATES: &[Template] = &[
    Template {
        name: "archive-90",
        about: "archives after 90 days in a class that queries still read; the raw zone has it",
        transitions: &[(90, "GLACIER_IR")],
        ..EMPTY
    },
    Template {
        name: "tiering",
        about: "lets S3 find the tier from 30 days on, archives after 90",
        transitions: &[(30, "INTELLIGENT_TIERING"), (90, "GLACIER_IR")],
        ..EMPTY
    },
    Template {
        name: "cold",
        about: "for what is kept and not queried: from 90 days on it must be restored before it is read",
        transitions: &[(30, "STANDARD_IA"), (90, "GLACIER"), (365, "DEEP_ARCHIVE")],
        ..EMPTY
    },
    Template {
        name: "thumbnails",
        about: "for what is easily made again: goes after 60 days",
        expires: Some(60),
        ..EMPTY
    },
    Template { name: "retain-365", about: "keeps a year; the processed zone has it", expires: Some(365), ..EMPTY },
    Template { name: "scratch", about: "keeps 30 days; the query-results zone has it", expires: Some(30), ..EMPTY },
    Template {
        name: "noncurrent",
        about: "keeps overwritten and deleted versions for 30 days; every versioned zone has it",
        noncurrent: Some(30),
        ..EMPTY
    },
    Template {
        name: "abort-uploads",
        about: "ends unfinished uploads after 7 days; every zone has it",
        aborts: Some(7),
        ..EMPTY
    },
];

impl Template {
    /// The template of a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        TEMPLATES.iter().find(|template| template.name == name)
    }

    /// The id of its rule.
    pub fn rule_id(&self) -> String {
        format!("{OWNED_RULE_PREFIX}{}", self.name)
    }

    /// The rule, over the whole bucket.
    pub fn rule(&self) -> Rule {
        let mut rule = Rule {
            id: Some(self.rule_id()),
            transitions: self
                .transitions
                .iter()
                .map(|(days, class)| Transition { date: None, days: Some(*days), storage_class: (*class).to_owned() })
                .collect(),
            expiration: self.expires.map(|days| Expiration { days: Some(days), ..Expiration::default() }),
            noncurrent_version_expiration: self
                .noncurrent
                .map(|days| NoncurrentExpiration { noncurrent_days: Some(days), newer_noncurrent_versions: None }),
            abort_incomplete_multipart_upload: self.aborts.map(|days| Abort { days_after_initiation: Some(days) }),
            ..Rule::default()
        };
        rule.select(None, Vec::new(), None, None);
        rule
    }
}

/// The rules of a zone's bucket, or of a bucket of no zone; `versioned` when it keeps versions.
///
/// The archive of a zone that is queried is GLACIER_IR: Athena reads neither GLACIER nor DEEP_ARCHIVE.
pub fn zone_rules(zone: Option<Zone>, versioned: bool) -> Vec<Rule> {
    let retention = match zone {
        Some(Zone::Raw) => Some("archive-90"),
        Some(Zone::Processed | Zone::Logs) => Some("retain-365"),
        Some(Zone::QueryResults) => Some("scratch"),
        Some(Zone::Curated | Zone::Scripts) | None => None,
    };
    let noncurrent = versioned.then_some("noncurrent");
    [Some("abort-uploads"), retention, noncurrent]
        .into_iter()
        .flatten()
        .filter_map(Template::named)
        .map(Template::rule)
        .collect()
}
