//! Workgroups: the settings that queries of a team share.

/// The least limit on bytes scanned per query. Source: Amazon Athena API reference, WorkGroupConfiguration.
pub const LEAST_SCAN_LIMIT: u64 = 10_000_000;
/// The workgroup that every account has.
pub const PRIMARY: &str = "primary";

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
    let bytes = crate::domain::size::bytes(text)?;
    if bytes < LEAST_SCAN_LIMIT {
        return Err(format!("the least limit is 10MB ({LEAST_SCAN_LIMIT} bytes), `{text}` is {bytes} bytes"));
    }
    if bytes > i64::MAX as u64 {
        return Err(format!("`{text}` is more than the service can count"));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

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
