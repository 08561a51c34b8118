//! What a schema registry holds.

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
