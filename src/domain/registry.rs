//! What a schema registry holds.

use std::fmt;
use std::str::FromStr;

use super::schema::{DataFormat, Mode};

/// The registry that a schema without a registry's name goes to.
pub const DEFAULT_REGISTRY: &str = "default-registry";

/// A registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registry {
    pub name: String,
    pub arn: Option<String>,
    pub description: Option<String>,
    /// RFC 3339.
    pub created: Option<String>,
    /// RFC 3339.
    pub updated: Option<String>,
}

/// A schema in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaSummary {
    pub registry: String,
    pub name: String,
    pub description: Option<String>,
    /// RFC 3339.
    pub updated: Option<String>,
}

/// A schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema {
    pub registry: String,
    pub name: String,
    pub arn: Option<String>,
    pub description: Option<String>,
    pub format: DataFormat,
    pub mode: Mode,
    /// The version that new ones are checked against, as far as the service says.
    pub checkpoint: i64,
    pub latest: i64,
    pub next: i64,
    /// RFC 3339.
    pub created: Option<String>,
    /// RFC 3339.
    pub updated: Option<String>,
}

/// A version of a schema, without its definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaVersion {
    pub id: String,
    pub number: i64,
    /// `AVAILABLE`, `PENDING`, `FAILURE` or `DELETING`.
    pub status: String,
    /// RFC 3339.
    pub created: Option<String>,
}

/// Versions that one call deletes. Source: Glue API reference, DeleteSchemaVersions.
const MOST_DELETED: i64 = 25;

/// A version, or versions from one to another: `5`, `5-8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VersionRange {
    pub first: i64,
    pub last: i64,
}

impl VersionRange {
    /// Whether a version is among them.
    pub fn contains(self, number: i64) -> bool {
        (self.first..=self.last).contains(&number)
    }
}

impl FromStr for VersionRange {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number =
            |part: &str| part.strip_prefix('v').unwrap_or(part).parse::<i64>().ok().filter(|number| *number > 0);
        let ends = match text.split_once('-') {
            Some((first, last)) => number(first).zip(number(last)),
            None => number(text).map(|only| (only, only)),
        };
        let (first, last) = ends.ok_or_else(|| format!("`{text}` names no versions: write 5 or 5-8"))?;
        if first > last {
            return Err(format!("the range {text} begins after its end"));
        }
        if last - first >= MOST_DELETED {
            return Err(format!(
                "the range {text} has more than {MOST_DELETED} versions, which is the most of one call"
            ));
        }
        Ok(Self { first, last })
    }
}

impl fmt::Display for VersionRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { write!(f, "{}", self.first) } else { write!(f, "{}-{}", self.first, self.last) }
    }
}

#[cfg(test)]
mod tests {
    use super::VersionRange;

    #[test]
    fn ranges_are_those_that_the_service_takes() {
        for (text, shown) in [("5", "5"), ("5-8", "5-8"), ("v2-v3", "2-3"), ("1-25", "1-25")] {
            assert_eq!(text.parse::<VersionRange>().unwrap().to_string(), shown);
        }
        for wrong in ["", "0", "5-4", "1-26", "a", "3-", "-1"] {
            assert!(wrong.parse::<VersionRange>().is_err(), "{wrong}");
        }
    }
}
