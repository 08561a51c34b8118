//! What can be granted, and on which resources it is a right at all.

use std::fmt;
use std::str::FromStr;

use super::{PolicyTarget, Resource};
use crate::suggest::closest;

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
        let near =
            closest(&self.0, known.iter().copied()).map(|near| format!("did you mean {near}? ")).unwrap_or_default();
        write!(f, "{} is not a permission; {near}there are {}", self.0, known.join(", "))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permissions_are_read_in_any_case_and_unknown_ones_are_named() {
        assert_eq!("create-table".parse(), Ok(Permission::CreateTable));
        assert_eq!("Super".parse(), Ok(Permission::All));
        let error = "FLY".parse::<Permission>().unwrap_err().to_string();
        assert!(error.starts_with("FLY is not a permission; there are"), "{error}");
        let error = "SLECT".parse::<Permission>().unwrap_err().to_string();
        assert!(error.starts_with("SLECT is not a permission; did you mean SELECT? there are"), "{error}");
    }

    #[test]
    fn a_permission_fits_its_resources_only() {
        assert!(Permission::Select.fits(&Resource::table("d", "t")));
        assert!(!Permission::Select.fits(&Resource::database("d")));
        assert!(!Permission::CreateTable.fits(&Resource::table("d", "t")));
    }
}
