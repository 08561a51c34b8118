//! Lake Formation's permissions in normal form: what is granted, apart from how a service happens to write it down.
//!
//! Lake Formation gives a grant back in another shape than it took it: SELECT on a table comes back as columns with an
//! empty wildcard, one grant of several permissions as several records. Two sets of grants are compared here, in
//! normal form, never as they were sent or received.
//!
//! Invariants:
//! - One [`Grant`] is one principal, one resource, one permission.
//! - Names of databases, tables and columns are in lower case, as the catalog folds them.
//! - Columns are only ever restricted on SELECT; an exclusion of nothing is [`Columns::All`].

pub mod audit;
mod columns;
pub mod effective;
pub mod existence;
pub mod expectation;
pub mod explain;
mod expression;
pub mod file;
mod filter;
mod location;
pub mod matrix;
mod principal;
mod tags;

use std::fmt;
use std::str::FromStr;

pub use columns::Columns;
pub use expression::{NamedExpression, TagExpression, TagExpressionError, TagMatch};
pub use filter::CellsFilter;
pub use location::{Admins, Location};
pub use principal::{EVERY_IAM_PRINCIPAL, Principal, PrincipalError};
pub use tags::{Assigned, LfTag, TagOrigin, TagPlace, Tags, parse_tags};

/// A right that can be granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// Every right that the resource has.
    All,
    /// Read the data.
    Select,
    /// Change the definition.
    Alter,
    /// Remove the object.
    Drop,
    /// Delete data.
    Delete,
    /// Add data.
    Insert,
    /// See the definition.
    Describe,
    /// Make databases in the catalog.
    CreateDatabase,
    /// Make tables in a database.
    CreateTable,
    /// Make tables over a location.
    DataLocationAccess,
    /// Make LF-tags.
    CreateLfTag,
    /// Assign an LF-tag to objects.
    Associate,
    /// Grant by an expression of an LF-tag.
    GrantWithLfTagExpression,
    /// Make named LF-tag expressions.
    CreateLfTagExpression,
    /// Make catalogs.
    CreateCatalog,
    /// Everything on a catalog, with no way to restrict it.
    SuperUser,
    /// Call a function.
    Execute,
}

impl Permission {
    /// Every permission, in the order of the service's model.
    pub const EVERY: [Self; 17] = [
        Self::All,
        Self::Select,
        Self::Alter,
        Self::Drop,
        Self::Delete,
        Self::Insert,
        Self::Describe,
        Self::CreateDatabase,
        Self::CreateTable,
        Self::DataLocationAccess,
        Self::CreateLfTag,
        Self::Associate,
        Self::GrantWithLfTagExpression,
        Self::CreateLfTagExpression,
        Self::CreateCatalog,
        Self::SuperUser,
        Self::Execute,
    ];

    /// The name in the service's model.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "ALL",
            Self::Select => "SELECT",
            Self::Alter => "ALTER",
            Self::Drop => "DROP",
            Self::Delete => "DELETE",
            Self::Insert => "INSERT",
            Self::Describe => "DESCRIBE",
            Self::CreateDatabase => "CREATE_DATABASE",
            Self::CreateTable => "CREATE_TABLE",
            Self::DataLocationAccess => "DATA_LOCATION_ACCESS",
            Self::CreateLfTag => "CREATE_LF_TAG",
            Self::Associate => "ASSOCIATE",
            Self::GrantWithLfTagExpression => "GRANT_WITH_LF_TAG_EXPRESSION",
            Self::CreateLfTagExpression => "CREATE_LF_TAG_EXPRESSION",
            Self::CreateCatalog => "CREATE_CATALOG",
            Self::SuperUser => "SUPER_USER",
            Self::Execute => "EXECUTE",
        }
    }

    /// Whether the resource has this right at all. Source: AWS Lake Formation developer guide, permissions reference.
    pub fn fits(self, resource: &Resource) -> bool {
        use Permission as P;
        match resource {
            Resource::Catalog => matches!(
                self,
                P::All
                    | P::CreateDatabase
                    | P::CreateLfTag
                    | P::CreateLfTagExpression
                    | P::CreateCatalog
                    | P::SuperUser
                    | P::Describe
                    | P::Alter
                    | P::Drop
            ),
            Resource::Database { .. } => matches!(self, P::All | P::Alter | P::CreateTable | P::Describe | P::Drop),
            Resource::Table { .. } | Resource::AllTables { .. } => {
                matches!(self, P::All | P::Select | P::Alter | P::Delete | P::Describe | P::Drop | P::Insert)
            }
            Resource::DataLocation { .. } => self == P::DataLocationAccess,
            Resource::CellsFilter { .. } => matches!(self, P::Select | P::Describe | P::Drop | P::Alter),
            Resource::Tag { .. } => {
                matches!(self, P::All | P::Describe | P::Associate | P::Alter | P::Drop | P::GrantWithLfTagExpression)
            }
            Resource::TagExpression { .. } => {
                matches!(self, P::All | P::Describe | P::Alter | P::Drop | P::GrantWithLfTagExpression)
            }
            Resource::TagPolicy { target: PolicyTarget::Database, .. } => {
                matches!(self, P::All | P::Alter | P::CreateTable | P::Describe | P::Drop)
            }
            Resource::TagPolicy { target: PolicyTarget::Table, .. } => {
                matches!(self, P::All | P::Select | P::Alter | P::Delete | P::Describe | P::Drop | P::Insert)
            }
        }
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is no permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownPermission(pub String);

impl fmt::Display for UnknownPermission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known: Vec<&str> = Permission::EVERY.iter().map(|permission| permission.as_str()).collect();
        write!(f, "{} is not a permission; there are {}", self.0, known.join(", "))
    }
}

impl std::error::Error for UnknownPermission {}

impl FromStr for Permission {
    type Err = UnknownPermission;

    /// Takes the model's name in any case, with `-` for `_`, and the console's word `super`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = text.trim().to_uppercase().replace('-', "_");
        if name == "SUPER" {
            return Ok(Self::All);
        }
        Self::EVERY
            .into_iter()
            .find(|permission| permission.as_str() == name)
            .ok_or_else(|| UnknownPermission(text.to_owned()))
    }
}

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

/// One right of one principal on one resource.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    /// Who.
    pub principal: Principal,
    /// On what.
    pub resource: Resource,
    /// What.
    pub permission: Permission,
    /// Which columns, for SELECT on a table.
    pub columns: Columns,
    /// Whether the principal may grant it on.
    pub grantable: bool,
}

impl Grant {
    /// The same grant with its columns replaced.
    pub fn with_columns(&self, columns: Columns) -> Self {
        Self { columns, ..self.clone() }
    }

    /// What of this grant is not yet in `present`; `None` when nothing is missing.
    ///
    /// Column grants of one principal add up, so only the columns that no present grant has are left to be granted.
    pub fn missing_from(&self, present: &[Self]) -> Option<Self> {
        let mut wanted = self.columns.clone();
        for other in present.iter().filter(|other| self.same_right(other)) {
            if self.grantable && !other.grantable {
                continue;
            }
            wanted = wanted.without(&other.columns)?;
        }
        Some(self.with_columns(wanted))
    }

    /// What of this grant is in `present` and would go with a revoke: the pieces to revoke, each in the shape in which
    /// it was granted. A column list taken from a wider grant is an error of the caller's, told by `Err`.
    pub fn present_in(&self, present: &[Self]) -> Result<Vec<Self>, WiderGrant> {
        let mut pieces = Vec::new();
        for other in present.iter().filter(|other| {
            self.principal == other.principal && self.resource == other.resource && self.permission == other.permission
        }) {
            let columns = match (&self.columns, &other.columns) {
                (Columns::All, granted) => granted.clone(),
                (wanted, granted) if wanted == granted => granted.clone(),
                (Columns::Only(wanted), Columns::Only(granted)) => {
                    let common: std::collections::BTreeSet<String> = wanted.intersection(granted).cloned().collect();
                    if common.is_empty() {
                        continue;
                    }
                    Columns::Only(common)
                }
                (wanted, granted) if wanted.without(granted).as_ref() == Some(wanted) => continue,
                (_, granted) => return Err(WiderGrant { granted: other.with_columns(granted.clone()) }),
            };
            pieces.push(Self { columns, grantable: other.grantable, ..self.clone() });
        }
        Ok(pieces)
    }

    fn same_right(&self, other: &Self) -> bool {
        self.principal == other.principal
            && self.resource == other.resource
            && (self.permission == other.permission || other.permission == Permission::All)
    }
}

impl fmt::Display for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{} on {} to {}", self.permission, self.columns, self.resource, self.principal)?;
        if self.grantable { write!(f, " with grant option") } else { Ok(()) }
    }
}

/// A revoke names columns that were granted as part of a wider grant, which cannot be split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WiderGrant {
    /// The grant that would have to be replaced.
    pub granted: Grant,
}

impl fmt::Display for WiderGrant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "these columns are part of a wider grant ({}), which cannot be revoked in part", self.granted)
    }
}

impl std::error::Error for WiderGrant {}

#[cfg(test)]
mod tests {
    use super::*;

    fn select(columns: &[&str]) -> Grant {
        Grant {
            principal: "role/analyst".parse::<Principal>().unwrap().in_account("123456789012"),
            resource: Resource::table("Flights", "Daily"),
            permission: Permission::Select,
            columns: if columns.is_empty() { Columns::All } else { Columns::only(columns.iter().copied()) },
            grantable: false,
        }
    }

    #[test]
    fn only_columns_that_nobody_granted_are_missing() {
        let present = [select(&["a", "b"])];
        assert_eq!(select(&["a"]).missing_from(&present), None);
        assert_eq!(select(&["a", "c"]).missing_from(&present), Some(select(&["c"])));
        assert_eq!(select(&[]).missing_from(&present), Some(select(&[]).with_columns(Columns::except(["a", "b"]))));
    }

    #[test]
    fn a_grant_without_the_option_does_not_cover_one_with_it() {
        let wanted = Grant { grantable: true, ..select(&[]) };
        assert_eq!(wanted.missing_from(&[select(&[])]), Some(wanted.clone()));
        assert_eq!(select(&[]).missing_from(&[wanted]), None);
    }

    #[test]
    fn a_revoke_takes_what_is_there_and_refuses_to_split() {
        assert_eq!(select(&["a", "z"]).present_in(&[select(&["a", "b"])]), Ok(vec![select(&["a"])]));
        assert_eq!(select(&["z"]).present_in(&[select(&["a"])]), Ok(vec![]));
        assert_eq!(select(&[]).present_in(&[select(&["a"])]), Ok(vec![select(&["a"])]));
        assert!(select(&["a"]).present_in(&[select(&[])]).is_err());
    }

    #[test]
    fn permissions_are_read_in_any_case_and_unknown_ones_are_named() {
        assert_eq!("create-table".parse(), Ok(Permission::CreateTable));
        assert_eq!("Super".parse(), Ok(Permission::All));
        let error = "FLY".parse::<Permission>().unwrap_err().to_string();
        assert!(error.starts_with("FLY is not a permission"), "{error}");
    }

    #[test]
    fn a_permission_fits_its_resources_only() {
        assert!(Permission::Select.fits(&Resource::table("d", "t")));
        assert!(!Permission::Select.fits(&Resource::database("d")));
        assert!(!Permission::CreateTable.fits(&Resource::table("d", "t")));
    }
}
