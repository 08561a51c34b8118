//! Rights, and where they come from.

use std::fmt;

use crate::permission::{Columns, Permission, Principal, Resource, TagExpression};

/// Where a right comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The principal administers the data lake.
    Administrator,
    /// Whoever IAM lets in may.
    IamDefault,
    /// A grant on the object itself.
    Grant,
    /// A grant on all tables of the database.
    AllTables,
    /// A grant by tags.
    TagPolicy(TagExpression),
    /// A grant on a row and cell filter.
    Filter(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Administrator => write!(f, "administrator"),
            Self::IamDefault => write!(f, "IAM default"),
            Self::Grant => write!(f, "grant"),
            Self::AllTables => write!(f, "grant on all tables"),
            Self::TagPolicy(expression) => write!(f, "tag policy {}", expression.told()),
            Self::Filter(name) => write!(f, "filter {name}"),
        }
    }
}

/// A right that a principal has on an object that is there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Right {
    /// Who.
    pub principal: Principal,
    /// On what: never a pattern, always an object.
    pub resource: Resource,
    /// What.
    pub permission: Permission,
    /// Which columns.
    pub columns: Columns,
    /// The condition that rows satisfy.
    pub rows: Option<String>,
    /// Whether the principal may grant it on.
    pub grantable: bool,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it is held as one of all the account's principals.
    pub as_everybody: bool,
}

/// How much of a column a principal reads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// Every row.
    All,
    /// The rows that satisfy a condition.
    Some(String),
}
