//! What rights are on.

use std::fmt;

use super::TagExpression;

/// What a tag policy speaks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PolicyTarget {
    /// The databases whose tags match.
    Database,
    /// The tables and columns whose tags match.
    Table,
}

/// What a permission is on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// The catalog of the account.
    Catalog,
    /// A database.
    Database {
        /// Its name.
        database: String,
    },
    /// A table.
    Table {
        /// Its database.
        database: String,
        /// Its name.
        table: String,
    },
    /// Every table of a database, those to come included.
    AllTables {
        /// The database.
        database: String,
    },
    /// A place in S3.
    DataLocation {
        /// `arn:aws:s3:::bucket/prefix`
        arn: String,
    },
    /// A filter of rows and cells.
    CellsFilter {
        /// The database.
        database: String,
        /// The table.
        table: String,
        /// The filter's name.
        name: String,
    },
    /// An LF-tag and some of its values.
    Tag {
        /// The key.
        key: String,
        /// Sorted.
        values: Vec<String>,
    },
    /// An expression of LF-tags that is kept under a name: the expression itself, not what it matches.
    TagExpression {
        /// Its name.
        name: String,
    },
    /// Whatever carries matching LF-tags.
    TagPolicy {
        /// Databases or tables.
        target: PolicyTarget,
        /// Which tags.
        expression: TagExpression,
    },
}

impl Resource {
    /// A database, its name folded.
    pub fn database(name: &str) -> Self {
        Self::Database { database: name.to_lowercase() }
    }

    /// A table, its names folded.
    pub fn table(database: &str, name: &str) -> Self {
        Self::Table { database: database.to_lowercase(), table: name.to_lowercase() }
    }

    /// What carries LF-tags, as it is typed: `tag:EXPR` or `tag:NAME` for tables and columns, `tag-db:EXPR` for databases,
    /// `tag-key:KEY` or `tag-key:KEY=a,b` for a tag itself, `tag-expression:NAME` for a named expression itself. None when
    /// the text is none of these.
    pub fn by_tag(text: &str) -> Option<Result<Self, String>> {
        if let Some(tag) = text.strip_prefix("tag-key:") {
            let (key, values) = tag.split_once('=').unwrap_or((tag, "*"));
            let mut values: Vec<String> = values.split([',', '|']).map(|value| value.trim().to_lowercase()).collect();
            values.sort();
            if key.is_empty() || values.iter().any(String::is_empty) {
                return Some(Err(format!("`{text}` names no LF-tag: write tag-key:KEY or tag-key:KEY=a,b")));
            }
            return Some(Ok(Self::Tag { key: key.to_lowercase(), values }));
        }
        if let Some(name) = text.strip_prefix("tag-expression:") {
            let name = name.trim();
            if name.is_empty() {
                return Some(Err(format!("`{text}` names no expression of LF-tags: write tag-expression:NAME")));
            }
            return Some(Ok(Self::TagExpression { name: name.to_owned() }));
        }
        let (kind, expression) = text.split_once(':')?;
        let target = match kind {
            "tag" => PolicyTarget::Table,
            "tag-db" => PolicyTarget::Database,
            _ => return None,
        };
        let expression = TagExpression::from_typed(expression).map_err(|error| error.to_string());
        Some(expression.map(|expression| Self::TagPolicy { target, expression }))
    }

    /// The same as it is typed; none for what carries no LF-tag.
    pub fn typed_by_tag(&self) -> Option<String> {
        match self {
            Self::Tag { key, values } if values.iter().any(|value| value == "*") => Some(format!("tag-key:{key}")),
            Self::Tag { key, values } => Some(format!("tag-key:{key}={}", values.join(","))),
            Self::TagExpression { name } => Some(format!("tag-expression:{name}")),
            Self::TagPolicy { target: PolicyTarget::Table, expression } => Some(format!("tag:{}", expression.typed())),
            Self::TagPolicy { target: PolicyTarget::Database, expression } => {
                Some(format!("tag-db:{}", expression.typed()))
            }
            _ => None,
        }
    }
}

impl fmt::Display for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Catalog => write!(f, "catalog"),
            Self::Database { database } => write!(f, "database {database}"),
            Self::Table { database, table } => write!(f, "{database}.{table}"),
            Self::AllTables { database } => write!(f, "{database}.*"),
            Self::DataLocation { arn } => write!(f, "{arn}"),
            Self::CellsFilter { database, table, name } => write!(f, "filter {name} on {database}.{table}"),
            Self::Tag { key, values } => write!(f, "tag {key}={}", values.join(",")),
            Self::TagExpression { name } => write!(f, "LF-tag expression {name}"),
            Self::TagPolicy { target: PolicyTarget::Database, expression } => write!(f, "databases with {expression}"),
            Self::TagPolicy { target: PolicyTarget::Table, expression } => write!(f, "tables with {expression}"),
        }
    }
}
