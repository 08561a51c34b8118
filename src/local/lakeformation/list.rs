//! Listing grants, in the shapes that AWS gives them back in.

use serde_json::{Value, json};

use super::access;
use super::grants::{self, Record};
use super::resource::{self, to_wire, to_wire_with_columns};
use super::settings::{check_catalog, is_reader};
use crate::domain::permission::{Columns, Grant, Permission, PolicyTarget, Principal, Resource};
use crate::local::check;
use crate::local::paging::Page;
use crate::local::store::{StoreError, Tx};
use crate::local::wire::{Call, Operation, Reply, Run, ServiceError, timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[Operation { name: "ListPermissions", run: Run::Sync(list_permissions) }];

const RESOURCE_TYPES: &[&str] = &[
    "ANY_RESOURCE",
    "CATALOG",
    "DATABASE",
    "TABLE",
    "DATA_LOCATION",
    "LF_TAG",
    "LF_TAG_POLICY",
    "LF_TAG_POLICY_DATABASE",
    "LF_TAG_POLICY_TABLE",
    "LF_NAMED_TAG_EXPRESSION",
    "USER_DEFINED_FUNCTION",
];

fn list_permissions(call: &Call) -> Reply {
    let (input, caller) = (call.input(), &call.caller);
    check_catalog(caller, input, "CatalogId")?;
    let page = Page::read(call, 1000, 1000)?;
    let kind = input.opt_string("ResourceType")?;
    if let Some(kind) = kind {
        check::one_of("ResourceType", kind, RESOURCE_TYPES)?;
    }
    let principal = match input.opt_structure("Principal")? {
        Some(principal) => Some(Principal::as_given(principal.string("DataLakePrincipalIdentifier")?)),
        None => None,
    };
    let wanted = match input.opt_structure("Resource")? {
        Some(resource) => Some(resource::parse(caller, resource)?),
        None => None,
    };
    if wanted.as_ref().is_some_and(|given| given.with_columns) {
        return Err(ServiceError::invalid("Resource of type TableWithColumns is not supported; use Table"));
    }
    let related = input.opt_string("IncludeRelated")?.is_some_and(|text| text.eq_ignore_ascii_case("true"));
    let wanted = wanted.map(|given| given.resource);
    let mut entries = call.lake.store().read(|tx| {
        let records = match (&principal, &wanted) {
            (Some(principal), Some(resource)) => access::effective(tx, caller, principal, resource)?,
            (Some(principal), None) => grants::of_principal(tx, &caller.region, principal)?,
            (None, _) => grants::all(tx, &caller.region)?,
        };
        let records = seen_by(tx, call, records)?;
        Ok::<_, ServiceError>(records.iter().flat_map(|record| entries(&caller.account, record)).collect::<Vec<_>>())
    })?;
    entries.retain(|entry| kind.is_none_or(|kind| is_of_type(&entry.resource, kind)));
    if let (None, Some(wanted)) = (&principal, &wanted) {
        entries.retain(|entry| entry.resource == *wanted || (related && is_filter_of(&entry.resource, wanted)));
    } else if wanted.is_none() {
        entries
            .retain(|entry| related || !matches!(entry.resource, Resource::CellsFilter { .. }) || principal.is_some());
    }
    let (page, token) = page
        .cut(entries.into_iter().map(|entry| (entry.name, entry.wire)).collect::<std::collections::BTreeMap<_, _>>());
    Ok(json!({ "PrincipalResourcePermissions": page, "NextToken": token }))
}

/// One element of a listing.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Sorts the listing and names the element in its token.
    pub name: String,
    /// In normal form.
    pub resource: Resource,
    /// As it is sent.
    pub wire: Value,
}

/// The elements of a record: rights without columns in one, SELECT on columns in one per set of columns.
pub fn entries(account: &str, record: &Record) -> Vec<Entry> {
    let Some(first) = record.grants.first() else { return Vec::new() };
    let tabular = matches!(first.resource, Resource::Table { .. } | Resource::AllTables { .. });
    let (selects, others): (Vec<&Grant>, Vec<&Grant>) =
        record.grants.iter().partition(|grant| tabular && grant.permission == Permission::Select);
    let mut list = Vec::new();
    let mut push = |resource: Value, rights: &[&Grant]| {
        let names = |grantable_only: bool| -> Vec<&str> {
            let chosen = rights.iter().filter(|grant| grant.grantable || !grantable_only);
            chosen.map(|grant| grant.permission.as_str()).collect()
        };
        list.push(Entry {
            name: format!("{}\u{1f}{resource}\u{1f}{:?}", first.principal, names(true)),
            resource: first.resource.clone(),
            wire: json!({
                "Principal": { "DataLakePrincipalIdentifier": first.principal.as_str() },
                "Resource": resource,
                "Permissions": names(false),
                "PermissionsWithGrantOption": names(true),
                "LastUpdated": timestamp_millis(record.updated),
                "LastUpdatedBy": record.updated_by,
            }),
        });
    };
    if !others.is_empty() {
        push(to_wire(account, &first.resource), &others);
    }
    let mut shapes: Vec<(&Columns, bool)> = selects.iter().map(|grant| (&grant.columns, grant.grantable)).collect();
    shapes.sort();
    shapes.dedup();
    for (columns, grantable) in shapes {
        let rights: Vec<&Grant> =
            selects.iter().copied().filter(|grant| grant.columns == *columns && grant.grantable == grantable).collect();
        push(to_wire_with_columns(account, &first.resource, columns), &rights);
    }
    list
}

/// Whoever is no administrator sees their own grants and those on what they may grant on.
fn seen_by(tx: &Tx<'_>, call: &Call, records: Vec<Record>) -> Result<Vec<Record>, StoreError> {
    let caller = &call.caller;
    if is_reader(tx, &caller.region, &caller.account, &caller.principal)? {
        return Ok(records);
    }
    let me = Principal::as_given(&caller.principal);
    let mine: Vec<Resource> = grants::of_principal(tx, &caller.region, &me)?
        .into_iter()
        .flat_map(|record| record.grants)
        .filter(|grant| grant.grantable)
        .map(|grant| grant.resource)
        .collect();
    let seen = |record: &Record| {
        record.grants.first().is_some_and(|grant| grant.principal == me || mine.contains(&grant.resource))
    };
    Ok(records.into_iter().filter(seen).collect())
}

fn is_of_type(resource: &Resource, kind: &str) -> bool {
    match resource {
        Resource::Catalog => kind == "CATALOG",
        Resource::Database { .. } => kind == "DATABASE",
        Resource::Table { .. } | Resource::AllTables { .. } | Resource::CellsFilter { .. } => kind == "TABLE",
        Resource::DataLocation { .. } => kind == "DATA_LOCATION",
        Resource::Tag { .. } => kind == "LF_TAG",
        // The plain type lists policies on databases alone, as AWS does.
        Resource::TagPolicy { target: PolicyTarget::Database, .. } => {
            matches!(kind, "LF_TAG_POLICY" | "LF_TAG_POLICY_DATABASE")
        }
        Resource::TagPolicy { target: PolicyTarget::Table, .. } => kind == "LF_TAG_POLICY_TABLE",
    }
}

fn is_filter_of(resource: &Resource, table: &Resource) -> bool {
    matches!(
        (resource, table),
        (Resource::CellsFilter { database, table, .. }, Resource::Table { database: in_database, table: of_table })
            if database == in_database && table == of_table
    )
}
