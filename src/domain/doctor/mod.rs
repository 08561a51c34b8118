//! What can be wrong with a lake: checks by name, each with its severity, what it saw, and the command that mends it.
//!
//! Invariants:
//! - A check judges facts and reads nothing. What could not be read is a finding of its own, never a pass.
//! - A finding names one thing, and its evidence is what was seen of it.

mod access;
mod catalog;
mod facts;
mod files;
mod ignore;
mod projection;
mod recovery;
mod setup;
mod storage;
mod watch;
mod work;

#[cfg(test)]
mod faults;
#[cfg(test)]
mod tests;

use std::fmt;

pub use facts::{
    BackupFacts, BucketFacts, Facts, FileSample, NewestBackup, PartitionSample, SchemaFacts, Whereabouts, bucket_name,
};
pub use ignore::{Ignore, ignored};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something does not work, or is open to others.
    Error,
    /// Something will cost money, data or time.
    Warning,
    /// Something could be better.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

/// What a check saw of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The thing: `bucket raw`.
    pub subject: String,
    /// What was seen.
    pub evidence: String,
    /// The command that mends it, when there is one.
    pub mend: Option<String>,
}

/// A check.
pub struct Check {
    /// Its name, which stays what it is.
    pub id: &'static str,
    /// `storage`, `catalog`, …
    pub area: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is right.
    pub about: &'static str,
    judge: fn(&Facts) -> Vec<Seen>,
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The check's name.
    pub check: &'static str,
    /// The check's area.
    pub area: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What was seen.
    pub seen: Seen,
}

/// Every check.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    [
        setup::CHECKS,
        storage::CHECKS,
        catalog::CHECKS,
        files::CHECKS,
        projection::CHECKS,
        work::CHECKS,
        access::CHECKS,
        watch::CHECKS,
        recovery::CHECKS,
    ]
    .into_iter()
    .flatten()
}

/// Everything that is wrong, the worst first, and then by check and thing.
pub fn examine(facts: &Facts) -> Vec<Finding> {
    let mut findings: Vec<Finding> = checks()
        .flat_map(|check| {
            let of = |seen| Finding { check: check.id, area: check.area, severity: check.severity, seen };
            (check.judge)(facts).into_iter().map(of)
        })
        .collect();
    findings.sort_by(|a, b| (a.severity, a.check, &a.seen.subject).cmp(&(b.severity, b.check, &b.seen.subject)));
    findings
}

/// A choice of checks.
pub struct Profile {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    has: fn(&Check) -> bool,
}

impl Profile {
    /// Whether a check is of it.
    pub fn has(&self, check: &Check) -> bool {
        (self.has)(check)
    }
}

fn begins(check: &Check, words: &[&str]) -> bool {
    words.iter().any(|word| check.id.starts_with(word))
}

/// Every profile.
pub const PROFILES: &[Profile] = &[
    Profile {
        name: "security",
        about: "who gets in: public access, TLS, encryption, owners, names, grants, secrets",
        has: |check| {
            check.area == "access"
                || begins(
                    check,
                    &["bucket-public", "bucket-tls", "bucket-policy", "bucket-ownership", "bucket-encryption"],
                )
                || begins(check, &["bucket-name", "bucket-access-logs", "zone-customer-key", "job-secrets"])
        },
    },
    Profile {
        name: "cost",
        about: "what costs more than it must: lifecycle, files, formats, limits, sizes",
        has: |check| {
            begins(check, &["bucket-noncurrent", "bucket-unfinished", "bucket-kms", "zone-raw", "zone-results"])
                || begins(check, &["table-small", "table-text", "table-not-partitioned", "table-partition"])
                || begins(check, &["table-many", "workgroup-cutoff", "job-size", "job-auto", "job-timeout"])
                || begins(check, &["job-bookmarks", "alarm-scan-cost", "bucket-other-region"])
        },
    },
    Profile {
        name: "recovery",
        about: "what is lost when something is: backups, versions, copies, deletions, alarms that tell nobody",
        has: |check| {
            begins(
                check,
                &["zone-versioning", "zone-replication", "lifecycle-against", "crawler-deletes", "job-retries"],
            ) || begins(check, &["backup-", "alarms-none", "alarm-", "trigger-off", "crawler-failed"])
        },
    },
    Profile {
        name: "queries",
        about: "what queries trip over: readers, places, partitions, projection, results",
        has: |check| check.area == "catalog" || begins(check, &["workgroup-", "lifecycle-slow"]),
    },
];

const fn check(
    id: &'static str,
    area: &'static str,
    severity: Severity,
    about: &'static str,
    judge: fn(&Facts) -> Vec<Seen>,
) -> Check {
    Check { id, area, severity, about, judge }
}

fn seen(subject: impl Into<String>, evidence: impl Into<String>) -> Seen {
    Seen { subject: subject.into(), evidence: evidence.into(), mend: None }
}

impl Seen {
    fn mended_by(mut self, command: impl Into<String>) -> Self {
        self.mend = Some(command.into());
        self
    }
}
