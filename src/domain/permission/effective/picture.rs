//! What is known of a lake's governance.

use std::collections::BTreeMap;

use crate::permission::{Admins, Assigned, CellsFilter, Grant, Location, Principal, Resource, Tags};

/// A table as far as rights care.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableFacts {
    /// The database, in lower case.
    pub database: String,
    /// The name, in lower case.
    pub table: String,
    /// The columns, partition keys included, in order and in lower case.
    pub columns: Vec<String>,
    /// `s3://…`, when it lies in S3.
    pub location: Option<String>,
}

impl TableFacts {
    /// As a resource.
    pub fn resource(&self) -> Resource {
        Resource::table(&self.database, &self.table)
    }

    /// `db.table`
    pub fn name(&self) -> String {
        format!("{}.{}", self.database, self.table)
    }
}

/// What is known of a lake's governance.
#[derive(Debug, Clone, Default)]
pub struct Picture {
    /// Twelve digits.
    pub account: String,
    /// Who administers the data lake; none when it could not be read.
    pub admins: Option<Admins>,
    /// What the IAM default holds on what is to come; none when it could not be read.
    pub defaults: Option<IamDefaults>,
    /// Every explicit grant.
    pub grants: Vec<Grant>,
    /// The databases.
    pub databases: Vec<String>,
    /// The tables, by database and name.
    pub tables: Vec<TableFacts>,
    /// The tags of databases that have any.
    pub database_tags: BTreeMap<String, Tags>,
    /// The tags of tables that have any, by database and name.
    pub table_tags: BTreeMap<(String, String), Assigned>,
    /// Row and cell filters.
    pub filters: Vec<CellsFilter>,
    /// Who is opted in to Lake Formation, on what; none when it could not be read.
    pub opt_ins: Option<Vec<(Principal, Resource)>>,
    /// Registered locations; none when they could not be read.
    pub locations: Option<Vec<Location>>,
    /// What could not be read, in words.
    pub unknown: Vec<String>,
}

/// Whether the IAM default holds ALL on what is to come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct IamDefaults {
    /// On new databases.
    pub databases: bool,
    /// On new tables.
    pub tables: bool,
}
