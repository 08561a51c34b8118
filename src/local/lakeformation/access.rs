//! The decision: what a principal may do with a database, see of a table and read of its data.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::cells_filter;
use super::grants::{self, Record};
use super::objects::column_names;
use super::opt_in::is_opted_in;
use super::settings::{is_admin, is_reader};
use super::{tag_assignment, tag_expression};
use crate::domain::permission::{Columns, EVERY_IAM_PRINCIPAL, Grant, Permission, PolicyTarget, Principal, Resource};
use crate::store::{StoreError, Tx};
use crate::wire::{Caller, ServiceError};

/// Whose rights are asked for, and in which region's catalog.
pub type Scope<'a> = &'a Caller;

/// What a principal may read of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum TableAccess {
    /// Nothing.
    Denied,
    /// Some of it.
    Allowed(Visible),
}

/// The part of a table that can be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Visible {
    /// The columns that can be read, in lower case; `None` for all of them.
    pub columns: Option<BTreeSet<String>>,
    /// The columns that cannot, in the table's order.
    pub denied_columns: Vec<String>,
    /// The condition that rows must satisfy to be seen.
    pub row_filter: Option<String>,
}

impl Visible {
    fn everything() -> Self {
        Self { columns: None, denied_columns: Vec::new(), row_filter: None }
    }
}

/// What the caller may read of a table's data.
pub fn table_data(tx: &Tx<'_>, caller: Scope<'_>, database: &str, table: &Value) -> Result<TableAccess, ServiceError> {
    if is_admin(tx, &caller.region, &caller.account, &caller.principal)? {
        return Ok(TableAccess::Allowed(Visible::everything()));
    }
    let held = Held::on_table(tx, caller, database, table)?;
    if held.open {
        return Ok(TableAccess::Allowed(Visible::everything()));
    }
    let all = column_names(table);
    let plain: BTreeSet<String> = all.iter().filter(|column| held.reads(column)).cloned().collect();
    held.combine(all, plain)
}

/// A table as the caller may see it in the catalog: without hidden columns; `None` when it may not see it at all.
/// Any right on a table lets its definition be seen; a right on columns only those.
pub fn visible_table(
    tx: &Tx<'_>,
    caller: Scope<'_>,
    database: &str,
    table: &Value,
) -> Result<Option<Value>, ServiceError> {
    if is_reader(tx, &caller.region, &caller.account, &caller.principal)? {
        return Ok(Some(table.clone()));
    }
    let held = Held::on_table(tx, caller, database, table)?;
    if held.sees_all() {
        return Ok(Some(table.clone()));
    }
    let names = column_names(table);
    let seen: BTreeSet<String> = names
        .iter()
        .filter(|column| held.reads(column) || held.filters.iter().any(|filter| filter.columns.contains(column)))
        .cloned()
        .collect();
    if seen.is_empty() {
        return Ok(None);
    }
    let mut reduced = table.clone();
    for columns in [&["StorageDescriptor", "Columns"][..], &["PartitionKeys"][..]] {
        let mut place = &mut reduced;
        for member in columns {
            place = &mut place[*member];
        }
        if let Some(list) = place.as_array_mut() {
            list.retain(|column| column["Name"].as_str().is_some_and(|name| seen.contains(&name.to_lowercase())));
        }
    }
    Ok(Some(reduced))
}

/// Whether nothing of a table's definition is hidden from the caller, columns that only a partition or a former version
/// has included; and whether no rows are, as far as the definition tells of them (the values of partition keys do).
pub fn sees_whole_table(tx: &Tx<'_>, caller: Scope<'_>, database: &str, table: &Value) -> Result<Whole, ServiceError> {
    if is_reader(tx, &caller.region, &caller.account, &caller.principal)? {
        return Ok(Whole { columns: true, rows: true });
    }
    let held = Held::on_table(tx, caller, database, table)?;
    let columns = held.sees_all();
    // Whoever reads any column of every row may know which partitions there are.
    let reads_every_row = column_names(table).iter().any(|column| held.reads(column))
        || held.filters.iter().any(|filter| filter.rows.is_none());
    Ok(Whole { columns, rows: columns || reads_every_row })
}

/// How much of a table is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whole {
    /// Every column.
    pub columns: bool,
    /// Every row.
    pub rows: bool,
}

/// Whether the caller may see that a database is there: any right on it or on anything in it.
pub fn sees_database(tx: &Tx<'_>, caller: Scope<'_>, database: &str) -> Result<bool, ServiceError> {
    if is_reader(tx, &caller.region, &caller.account, &caller.principal)? {
        return Ok(true);
    }
    let resource = Resource::database(database);
    if is_open(tx, caller, &resource)? {
        return Ok(true);
    }
    let tags = tag_assignment::of_database(tx, &caller.region, database)?;
    let on_database = |grant: &Grant| match &grant.resource {
        Resource::Database { database: theirs }
        | Resource::Table { database: theirs, .. }
        | Resource::AllTables { database: theirs }
        | Resource::CellsFilter { database: theirs, .. } => theirs == database,
        Resource::TagPolicy { expression, .. } => expression.matches(&tags),
        _ => false,
    };
    Ok(held_by(tx, caller)?.iter().flat_map(|record| &record.grants).any(on_database))
}

/// Fails unless the caller has a right on a database, table or the catalog.
pub fn require(
    tx: &Tx<'_>,
    caller: Scope<'_>,
    permission: Permission,
    resource: &Resource,
) -> Result<(), ServiceError> {
    if is_admin(tx, &caller.region, &caller.account, &caller.principal)? || is_open(tx, caller, resource)? {
        return Ok(());
    }
    // Making databases is open to whoever IAM lets, until the default for new databases is taken away.
    if matches!(resource, Resource::Catalog) && permission == Permission::CreateDatabase {
        let settings = super::settings::read(tx, &caller.region, &caller.account)?;
        if settings["CreateDatabaseDefaultPermissions"].as_array().is_some_and(|list| !list.is_empty()) {
            return Ok(());
        }
    }
    let tags = match resource {
        Resource::Database { database } => tag_assignment::of_database(tx, &caller.region, database)?,
        Resource::Table { database, table } => {
            tag_assignment::of_table(tx, &caller.region, database, table)?.of_table()
        }
        _ => BTreeMap::new(),
    };
    let applies = |grant: &Grant| match (&grant.resource, resource) {
        (theirs, wanted) if theirs == wanted => true,
        (Resource::AllTables { database: theirs }, Resource::Table { database, .. }) => theirs == database,
        (Resource::TagPolicy { target: PolicyTarget::Database, expression }, Resource::Database { .. })
        | (Resource::TagPolicy { target: PolicyTarget::Table, expression }, Resource::Table { .. }) => {
            expression.matches(&tags)
        }
        _ => false,
    };
    let held = held_by(tx, caller)?;
    let enough = held
        .iter()
        .flat_map(|record| &record.grants)
        .any(|grant| applies(grant) && (grant.permission == permission || grant.permission == Permission::All));
    if enough {
        return Ok(());
    }
    let (kind, name) = match resource {
        Resource::Database { database } => ("", database.as_str()),
        Resource::Table { table, .. } => ("", table.as_str()),
        _ => ("", "catalog"),
    };
    let words: Vec<String> =
        permission.as_str().split('_').map(|word| format!("{}{}", &word[..1], word[1..].to_lowercase())).collect();
    Err(ServiceError::client(
        "AccessDeniedException",
        format!("Insufficient Lake Formation permission(s): Required {} on {kind}{name}", words.join(" ")),
    ))
}

/// The grants that bear on a resource for one principal, those of administrators as if they were written down.
pub fn effective(
    tx: &Tx<'_>,
    caller: Scope<'_>,
    principal: &Principal,
    resource: &Resource,
) -> Result<Vec<Record>, ServiceError> {
    let other = Caller { principal: principal.as_str().to_owned(), ..caller.clone() };
    let (database, tags) = match resource {
        Resource::Database { database } => (database, tag_assignment::of_database(tx, &caller.region, database)?),
        Resource::Table { database, table } => {
            (database, tag_assignment::of_table(tx, &caller.region, database, table)?.of_table())
        }
        _ => {
            let records = grants::of_principal(tx, &caller.region, principal)?;
            let is_meant = |record: &Record| record.grants.first().is_some_and(|grant| grant.resource == *resource);
            return Ok(records.into_iter().filter(is_meant).collect());
        }
    };
    let mut records: Vec<Record> = held_by(tx, &other)?
        .into_iter()
        .filter(|record| {
            record.grants.first().is_some_and(|grant| match (&grant.resource, resource) {
                (theirs, wanted) if theirs == wanted => true,
                (Resource::AllTables { database: theirs }, Resource::Table { .. }) => theirs == database,
                (Resource::TagPolicy { target: PolicyTarget::Database, expression }, Resource::Database { .. })
                | (Resource::TagPolicy { target: PolicyTarget::Table, expression }, Resource::Table { .. }) => {
                    expression.matches(&tags)
                }
                _ => false,
            })
        })
        .collect();
    if is_admin(tx, &caller.region, &caller.account, principal.as_str())? {
        let permissions = match resource {
            Resource::Database { .. } => {
                [Permission::All, Permission::Alter, Permission::CreateTable, Permission::Describe, Permission::Drop]
                    .to_vec()
            }
            _ => [
                Permission::All,
                Permission::Alter,
                Permission::Delete,
                Permission::Describe,
                Permission::Drop,
                Permission::Insert,
                Permission::Select,
            ]
            .to_vec(),
        };
        records.retain(|record| record.grants.first().is_none_or(|grant| grant.resource != *resource));
        records.push(Record {
            grants: permissions
                .into_iter()
                .map(|permission| Grant {
                    principal: principal.clone(),
                    resource: resource.clone(),
                    permission,
                    columns: Columns::All,
                    grantable: true,
                })
                .collect(),
            updated: 0,
            updated_by: principal.as_str().to_owned(),
        });
    }
    Ok(records)
}

/// What a principal holds that bears on one table.
struct Held {
    /// Whoever IAM lets in may do everything with it.
    open: bool,
    /// Rights on the whole table, a part of its columns, or all tables of its database.
    direct: Vec<Grant>,
    /// Rights by the tags of each column.
    by_tags: Vec<(Permission, BTreeSet<String>)>,
    /// What granted filters let through.
    filters: Vec<cells_filter::Filter>,
}

impl Held {
    fn on_table(tx: &Tx<'_>, caller: Scope<'_>, database: &str, table: &Value) -> Result<Self, ServiceError> {
        let name = table["Name"].as_str().unwrap_or_default().to_lowercase();
        let resource = Resource::Table { database: database.to_owned(), table: name.clone() };
        let mut held = Self { open: is_open(tx, caller, &resource)?, direct: vec![], by_tags: vec![], filters: vec![] };
        if held.open {
            return Ok(held);
        }
        let mut assigned = None;
        for grant in held_by(tx, caller)?.into_iter().flat_map(|record| record.grants) {
            match &grant.resource {
                theirs if *theirs == resource => held.direct.push(grant),
                Resource::AllTables { database: theirs } if theirs == database => held.direct.push(grant),
                Resource::CellsFilter { database: in_database, table: of_table, name: filter }
                    if in_database == database && *of_table == name && grant.permission == Permission::Select =>
                {
                    held.filters.push(cells_filter::require(tx, &caller.region, database, &name, filter)?);
                }
                Resource::TagPolicy { target: PolicyTarget::Table, expression } => {
                    if assigned.is_none() {
                        assigned = Some(tag_assignment::of_table(tx, &caller.region, database, &name)?);
                    }
                    let Some(assigned) = &assigned else { continue };
                    let columns: BTreeSet<String> = column_names(table)
                        .into_iter()
                        .filter(|column| expression.matches(&assigned.of_column(column)))
                        .collect();
                    if !columns.is_empty() {
                        held.by_tags.push((grant.permission, columns));
                    }
                }
                _ => {}
            }
        }
        Ok(held)
    }

    /// Whether a column can be read in every row.
    fn reads(&self, column: &str) -> bool {
        let reads = |permission: Permission| matches!(permission, Permission::Select | Permission::All);
        self.direct.iter().any(|grant| reads(grant.permission) && grant.columns.contains(column))
            || self.by_tags.iter().any(|(permission, columns)| reads(*permission) && columns.contains(column))
    }

    /// Whether the definition is seen as it is.
    fn sees_all(&self) -> bool {
        self.open || self.has_more_than_select()
    }

    fn has_more_than_select(&self) -> bool {
        self.direct.iter().any(|grant| grant.permission != Permission::Select || grant.columns.is_all())
            || self.by_tags.iter().any(|(permission, _)| *permission != Permission::Select)
    }

    /// Columns that are read plainly and those of filters, together. Filters let through the rows of any of them.
    fn combine(self, all: Vec<String>, plain: BTreeSet<String>) -> Result<TableAccess, ServiceError> {
        let unrestricted: BTreeSet<String> = all
            .iter()
            .filter(|column| {
                plain.contains(*column)
                    || self.filters.iter().any(|filter| filter.rows.is_none() && filter.columns.contains(column))
            })
            .cloned()
            .collect();
        let rows: Vec<(BTreeSet<String>, String)> = self
            .filters
            .into_iter()
            .filter_map(|filter| {
                let columns = all.iter().filter(|column| filter.columns.contains(column)).cloned().collect();
                Some((columns, filter.rows?))
            })
            // What can be read in every row needs no filter.
            .filter(|(columns, _): &(BTreeSet<String>, String)| !columns.is_subset(&unrestricted))
            .collect();
        let (columns, row_filter) = match rows.split_first() {
            None => (unrestricted, None),
            Some(((first, _), rest)) => {
                if !unrestricted.is_empty() || rest.iter().any(|(columns, _)| columns != first) {
                    // Some cells of a row would be seen and others not: that needs values to be masked.
                    return Err(ServiceError::unsupported(
                        "several data cells filters or grants on one table that show different columns of different rows",
                    ));
                }
                let conditions: Vec<String> = rows.iter().map(|(_, condition)| format!("({condition})")).collect();
                (first.clone(), Some(conditions.join(" OR ")))
            }
        };
        if columns.is_empty() {
            return Ok(TableAccess::Denied);
        }
        let denied_columns: Vec<String> = all.into_iter().filter(|column| !columns.contains(column)).collect();
        let columns = (!denied_columns.is_empty()).then_some(columns);
        Ok(TableAccess::Allowed(Visible { columns, denied_columns, row_filter }))
    }
}

/// Whether whoever IAM lets in holds ALL on a resource, and the principal is not opted in to Lake Formation.
fn is_open(tx: &Tx<'_>, caller: Scope<'_>, resource: &Resource) -> Result<bool, StoreError> {
    let everyone = Principal::as_given(EVERY_IAM_PRINCIPAL);
    let held = grants::of(tx, &caller.region, &caller.account, &everyone, resource)?;
    if !held.iter().any(|grant| grant.permission == Permission::All) {
        return Ok(false);
    }
    Ok(!is_opted_in(tx, &caller.region, &caller.account, &caller.principal, resource)?)
}

/// What the caller holds itself, and as one of the account's principals; named expressions of LF-tags with what they say
/// now.
pub fn held_by(tx: &Tx<'_>, caller: Scope<'_>) -> Result<Vec<Record>, StoreError> {
    let mut records = grants::of_principal(tx, &caller.region, &Principal::as_given(&caller.principal))?;
    let group = Principal::as_given(&format!("{}:IAMPrincipals", caller.account));
    records.extend(grants::of_principal(tx, &caller.region, &group)?);
    tag_expression::fill(tx, &caller.region, &mut records)?;
    Ok(records)
}
