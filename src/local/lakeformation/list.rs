//! Listing grants, in the shapes that AWS gives them back in.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use serde_json::{Value, json};

use super::access;
use super::grants::{self, Record};
use super::resource::{self, to_wire, to_wire_with_columns};
use super::settings::{check_catalog, is_reader};
use crate::check;
use crate::domain::permission::{Columns, Grant, Permission, PolicyTarget, Principal, Resource};
use crate::paging::Page;
use crate::store::{StoreError, Tx};
use crate::wire::{Call, Operation, Reply, Run, ServiceError, timestamp_millis};

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
    let is_meant = |resource: &Resource| match (&principal, &wanted) {
        (None, Some(wanted)) => resource == wanted || (related && is_filter_of(resource, wanted)),
        (None, None) => related || !matches!(resource, Resource::CellsFilter { .. }),
        (Some(_), _) => true,
    };
    let is_listed = |resource: &Resource| is_meant(resource) && kind.is_none_or(|kind| is_of_type(resource, kind));
    let mut found = BTreeMap::new();
    call.lake.store().read(|tx| {
        let sight = Sight::of(tx, call)?;
        let mut add = |entries: Vec<Entry>| {
            found.extend(entries.into_iter().map(|entry| (entry.name, entry.wire)));
        };
        let some = match (&principal, &wanted) {
            (Some(principal), Some(resource)) => access::effective(tx, caller, principal, resource)?,
            (Some(principal), None) => grants::of_principal(tx, &caller.region, principal)?,
            (None, _) => Vec::new(),
        };
        for record in some.iter().filter(|record| sight.sees(record)) {
            if record.grants.first().is_some_and(|grant| is_listed(&grant.resource)) {
                add(entries(&caller.account, record));
            }
        }
        if principal.is_some() {
            return Ok(());
        }
        // Only as many as the page holds, and one more to know whether there is another page.
        let from = page.after.as_deref().and_then(|after| after.rsplit_once(SEPARATOR)).map_or("", |(name, _)| name);
        let needles = needles(kind, wanted.as_ref());
        let needles = [needles[0].as_str(), needles[1].as_str()];
        let mut count = 0;
        grants::scan(tx, &caller.region, from, needles, |_, record| {
            let first = record.grants.first().filter(|grant| is_listed(&grant.resource));
            if first.is_some() && sight.sees(&record) {
                let list = entries(&caller.account, &record);
                count +=
                    list.iter().filter(|entry| page.after.as_ref().is_none_or(|after| entry.name > *after)).count();
                add(list);
            }
            if count > page.limit { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .map_err(ServiceError::from)
    })?;
    let (page, token) = page.cut(found);
    Ok(json!({ "PrincipalResourcePermissions": page, "NextToken": token }))
}

/// Between the name of a record and the number of an entry in it.
const SEPARATOR: char = '\u{1f}';

/// What the names of records have in them when they are of a kind, or about a resource.
fn needles(kind: Option<&str>, wanted: Option<&Resource>) -> [String; 2] {
    let quoted = |name: &str| json!(name).to_string();
    let none = String::new;
    match (wanted, kind) {
        (Some(Resource::Table { database, table } | Resource::CellsFilter { database, table, .. }), _) => {
            [quoted(database), quoted(table)]
        }
        (Some(Resource::Database { database } | Resource::AllTables { database }), _) => [quoted(database), none()],
        (Some(Resource::DataLocation { arn }), _) => [quoted(arn), none()],
        (Some(Resource::Tag { key, .. }), _) => [quoted(key), none()],
        (Some(Resource::TagExpression { name }), _) => [quoted(name), none()],
        (Some(Resource::TagPolicy { .. }), _) => [quoted("LFTagPolicy"), none()],
        (Some(Resource::Catalog), _) => [quoted("Catalog"), none()],
        (None, Some(kind)) if kind.starts_with("LF_TAG_POLICY") => [quoted("LFTagPolicy"), none()],
        (None, _) => [none(), none()],
    }
}

/// One element of a listing.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Sorts the listing and names the element in its token.
    pub name: String,
    /// As it is sent.
    pub wire: Value,
}

/// The elements of a record: rights without columns in one, SELECT on columns in one per set of columns.
pub fn entries(account: &str, record: &Record) -> Vec<Entry> {
    let Some(first) = record.grants.first() else { return Vec::new() };
    let name = grants::name_of(account, &first.principal, &first.resource);
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
            // In the order of the records, so that a page can begin where the one before ended.
            name: format!("{name}{SEPARATOR}{:04}", list.len()),
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
enum Sight {
    Everything,
    Own { me: Principal, mine: Vec<Resource> },
}

impl Sight {
    fn of(tx: &Tx<'_>, call: &Call) -> Result<Self, StoreError> {
        let caller = &call.caller;
        if is_reader(tx, &caller.region, &caller.account, &caller.principal)? {
            return Ok(Self::Everything);
        }
        let me = Principal::as_given(&caller.principal);
        let mine = grants::of_principal(tx, &caller.region, &me)?
            .into_iter()
            .flat_map(|record| record.grants)
            .filter(|grant| grant.grantable)
            .map(|grant| grant.resource)
            .collect();
        Ok(Self::Own { me, mine })
    }

    fn sees(&self, record: &Record) -> bool {
        match self {
            Self::Everything => true,
            Self::Own { me, mine } => {
                record.grants.first().is_some_and(|grant| grant.principal == *me || mine.contains(&grant.resource))
            }
        }
    }
}

fn is_of_type(resource: &Resource, kind: &str) -> bool {
    match resource {
        Resource::Catalog => kind == "CATALOG",
        Resource::Database { .. } => kind == "DATABASE",
        Resource::Table { .. } | Resource::AllTables { .. } | Resource::CellsFilter { .. } => kind == "TABLE",
        Resource::DataLocation { .. } => kind == "DATA_LOCATION",
        Resource::Tag { .. } => kind == "LF_TAG",
        Resource::TagExpression { .. } => kind == "LF_NAMED_TAG_EXPRESSION",
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
