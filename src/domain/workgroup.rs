//! Workgroups: the settings that queries of a team share.

use std::collections::BTreeMap;

/// The least limit on bytes scanned per query. Source: Amazon Athena API reference, WorkGroupConfiguration.
pub const LEAST_SCAN_LIMIT: u64 = 10_000_000;
/// The workgroup that every account has.
pub const PRIMARY: &str = "primary";

/// How results are encrypted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultEncryption {
    /// `SSE_S3`, `SSE_KMS` or `CSE_KMS`.
    pub option: String,
    /// The key, unless it is the store's own.
    pub key: Option<String>,
}

impl std::fmt::Display for ResultEncryption {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.key {
            Some(key) => write!(f, "{}:{key}", self.option),
            None => f.write_str(&self.option),
        }
    }
}

impl std::str::FromStr for ResultEncryption {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (option, key) = text.split_once(':').map_or((text, None), |(option, key)| (option, Some(key)));
        let option = option.to_ascii_uppercase().replace('-', "_");
        match (option.as_str(), key) {
            ("SSE_S3", None) => Ok(Self { option, key: None }),
            ("SSE_S3", Some(_)) => Err("SSE_S3 takes no key: S3 has its own".to_owned()),
            ("SSE_KMS" | "CSE_KMS", Some(key)) if !key.is_empty() => Ok(Self { option, key: Some(key.to_owned()) }),
            ("SSE_KMS" | "CSE_KMS", _) => Err(format!("{option} needs a key: {option}:ARN-OF-THE-KEY")),
            _ => Err(format!("`{text}` is no encryption: write SSE_S3, SSE_KMS:KEY or CSE_KMS:KEY")),
        }
    }
}

/// A workgroup that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkGroup {
    /// Its name.
    pub name: String,
    /// Whether it takes queries.
    pub enabled: bool,
    /// What it is for.
    pub description: String,
    /// When it was created, in milliseconds since the epoch.
    pub created_millis: Option<i64>,
    /// Where results go.
    pub output_location: Option<String>,
    /// Whether the service keeps results itself.
    pub managed_results: bool,
    /// Whether its settings win over those of a query.
    pub enforced: bool,
    /// Whether it publishes metrics.
    pub metrics: bool,
    /// The most bytes that one query may scan.
    pub scan_limit: Option<u64>,
    /// The engine version that was chosen, and the one in effect.
    pub engine: Option<String>,
    /// The engine version in effect.
    pub effective_engine: Option<String>,
    /// How results are encrypted.
    pub encryption: Option<ResultEncryption>,
    /// Its tags, when they were asked for.
    pub tags: Option<BTreeMap<String, String>>,
}

/// A workgroup in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkGroupSummary {
    /// Its name.
    pub name: String,
    /// Whether it takes queries.
    pub enabled: bool,
    /// What it is for.
    pub description: String,
    /// The engine version in effect.
    pub engine: Option<String>,
    /// When it was created, in milliseconds since the epoch.
    pub created_millis: Option<i64>,
}

/// What of a workgroup is to be written; what is not said stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkGroupChange {
    /// Whether it takes queries.
    pub enabled: Option<bool>,
    /// What it is for.
    pub description: Option<String>,
    /// Where results go; an inner None removes it.
    pub output_location: Option<Option<String>>,
    /// Whether its settings win over those of a query.
    pub enforced: Option<bool>,
    /// Whether it publishes metrics.
    pub metrics: Option<bool>,
    /// The most bytes that one query may scan; an inner None removes the limit.
    pub scan_limit: Option<Option<u64>>,
    /// The engine version to run with, or AUTO.
    pub engine: Option<String>,
    /// How results are encrypted; an inner None removes it.
    pub encryption: Option<Option<ResultEncryption>>,
    /// Tags to have; others stay.
    pub tags: BTreeMap<String, String>,
}

/// A workgroup's name: letters, digits, dots, hyphens and underscores, at most 128.
///
/// Source: Amazon Athena API reference, CreateWorkGroup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkGroupName(String);

impl WorkGroupName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for WorkGroupName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for WorkGroupName {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        if name.is_empty() || name.len() > 128 {
            return Err("a workgroup's name has 1 to 128 characters".to_owned());
        }
        if !name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)) {
            return Err("a workgroup's name holds letters, digits, dots, hyphens and underscores only".to_owned());
        }
        Ok(Self(name.to_owned()))
    }
}

/// A limit on what a query may scan: `10MB`, `1GiB`, `5TB` or bytes; at least ten million bytes.
pub fn scan_limit(text: &str) -> Result<u64, String> {
    let bytes = crate::size::bytes(text)?;
    if bytes < LEAST_SCAN_LIMIT {
        return Err(format!("the least limit is 10MB ({LEAST_SCAN_LIMIT} bytes), `{text}` is {bytes} bytes"));
    }
    if bytes > i64::MAX as u64 {
        return Err(format!("`{text}` is more than the service can count"));
    }
    Ok(bytes)
}

/// A limit on scans that the queries of the past suggest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Queries that scanned something.
    pub queries: usize,
    /// What half of them scanned at most.
    pub median: u64,
    /// What ninety-nine in a hundred scanned at most.
    pub p99: u64,
    /// What the largest scanned.
    pub most: u64,
    /// The limit: twice the ninety-ninth percentile, rounded up to two digits; none without queries.
    pub limit: Option<u64>,
    /// How many of the queries would have been stopped by it.
    pub stopped: usize,
}

/// Suggests a limit from what queries scanned.
pub fn suggest(scans: &[u64]) -> Suggestion {
    let mut scans: Vec<u64> = scans.iter().copied().filter(|bytes| *bytes > 0).collect();
    scans.sort_unstable();
    let at = |percent: usize| scans.get((scans.len() * percent).div_ceil(100).saturating_sub(1)).copied().unwrap_or(0);
    let limit = (!scans.is_empty()).then(|| rounded(at(99).saturating_mul(2)).max(LEAST_SCAN_LIMIT));
    let stopped = limit.map_or(0, |limit| scans.iter().filter(|bytes| **bytes > limit).count());
    Suggestion {
        queries: scans.len(),
        median: at(50),
        p99: at(99),
        most: scans.last().copied().unwrap_or(0),
        limit,
        stopped,
    }
}

/// The next larger number of two digits and zeros.
fn rounded(bytes: u64) -> u64 {
    let mut unit = 1_u64;
    while bytes / unit >= 100 {
        unit = unit.saturating_mul(10);
    }
    bytes.div_ceil(unit).saturating_mul(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_follows_from_what_was_scanned() {
        assert_eq!(suggest(&[0, 0]).limit, None);
        assert_eq!(suggest(&[5]).limit, Some(LEAST_SCAN_LIMIT));
        let mut scans = vec![1_234_567_890; 199];
        scans.push(50_000_000_000);
        let found = suggest(&scans);
        assert_eq!((found.median, found.p99, found.most), (1_234_567_890, 1_234_567_890, 50_000_000_000));
        assert_eq!((found.limit, found.stopped), (Some(2_500_000_000), 1));
    }

    #[test]
    fn encryption_is_read_and_written_alike() {
        for text in ["SSE_S3", "SSE_KMS:arn:aws:kms:eu-west-1:1:key/x", "CSE_KMS:alias/k"] {
            assert_eq!(text.parse::<ResultEncryption>().unwrap().to_string(), text);
        }
        for wrong in ["", "AES", "SSE_KMS", "SSE_KMS:", "SSE_S3:key"] {
            assert!(wrong.parse::<ResultEncryption>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn limits_begin_at_ten_megabytes() {
        assert_eq!(scan_limit("10MB"), Ok(10_000_000));
        assert_eq!(scan_limit("1GiB"), Ok(1 << 30));
        assert!(scan_limit("9MB").unwrap_err().contains("10MB"));
    }

    #[test]
    fn names_are_checked() {
        assert!("team-a_1.x".parse::<WorkGroupName>().is_ok());
        assert!("team a".parse::<WorkGroupName>().is_err());
        assert!("".parse::<WorkGroupName>().is_err());
    }
}
