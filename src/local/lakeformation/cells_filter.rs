//! Filters of rows and cells: named parts of a table that can be granted on their own.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::grants;
use super::objects::{column_names, table_document};
use super::settings::{check_catalog, denied, is_admin};
use crate::check;
use crate::clock::new_id;
use crate::domain::permission::{Columns, Permission, Principal, Resource};
use crate::paging::Page;
use crate::store::{StoreError, Tx, scope};
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "CreateDataCellsFilter", run: Run::Sync(create) },
    Operation { name: "GetDataCellsFilter", run: Run::Sync(get) },
    Operation { name: "ListDataCellsFilter", run: Run::Sync(list) },
    Operation { name: "UpdateDataCellsFilter", run: Run::Sync(update) },
    Operation { name: "DeleteDataCellsFilter", run: Run::Sync(delete) },
];

const KIND: &str = "lf_cells_filter";

/// What a filter lets through.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// The columns that are seen.
    pub columns: Columns,
    /// The condition that rows satisfy; none lets every row through.
    pub rows: Option<String>,
}

/// A filter that must be there.
pub fn require(tx: &Tx<'_>, region: &str, database: &str, table: &str, name: &str) -> Result<Filter, ServiceError> {
    let document = tx.get(KIND, &scope(&[region, database, table]), name)?.ok_or_else(not_found)?;
    Ok(filter_of(&document))
}

/// Forgets the filters of a table.
pub fn forget_table(tx: &Tx<'_>, region: &str, database: &str, table: &str) -> Result<(), StoreError> {
    tx.delete_scope(KIND, &scope(&[region, database, table])).map(|_| ())
}

fn filter_of(document: &Value) -> Filter {
    let names = |value: &Value| -> Vec<String> {
        let list = value.as_array().map_or(&[][..], Vec::as_slice);
        list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let listed = names(&document["ColumnNames"]);
    let columns = if listed.is_empty() {
        let excluded = names(&document["ColumnWildcard"]["ExcludedColumnNames"]);
        Columns::except(excluded.iter().map(String::as_str))
    } else {
        Columns::only(listed.iter().map(String::as_str))
    };
    Filter { columns, rows: document["RowFilter"]["FilterExpression"].as_str().map(str::to_owned) }
}

/// Where a filter is: its database, table and name.
struct Place {
    database: String,
    table: String,
    name: String,
}

fn place(call: &Call, input: Input<'_>) -> Result<Place, ServiceError> {
    check_catalog(&call.caller, input, "TableCatalogId")?;
    let text = |member: &str| -> Result<String, ServiceError> {
        let value = input.string(member)?;
        check::length(member, value, 1, 255)?;
        Ok(value.to_owned())
    };
    Ok(Place {
        database: text("DatabaseName")?.to_lowercase(),
        table: text("TableName")?.to_lowercase(),
        name: text("Name")?,
    })
}

/// Reads a filter's definition and checks it against its table.
fn definition(tx: &Tx<'_>, call: &Call, place: &Place, input: Input<'_>) -> Result<Value, ServiceError> {
    let table = table_document(tx, &call.caller.region, &place.database, &place.table)?;
    let known: BTreeSet<String> = column_names(&table).into_iter().collect();
    let fold = |names: Vec<&str>| -> Result<Vec<String>, ServiceError> {
        let names: Vec<String> = names.into_iter().map(str::to_lowercase).collect();
        match names.iter().find(|name| !known.contains(*name)) {
            Some(name) => Err(ServiceError::invalid(format!(
                "Column {name} does not exist in table {}.{}",
                place.database, place.table
            ))),
            None => Ok(names),
        }
    };
    let rows = input.structure("RowFilter")?;
    let row_filter = match (rows.opt_string("FilterExpression")?, rows.opt_structure("AllRowsWildcard")?) {
        (Some(expression), None) if !expression.trim().is_empty() => {
            check::length("FilterExpression", expression, 0, 2048)?;
            json!({ "FilterExpression": expression })
        }
        (None, Some(_)) => json!({ "AllRowsWildcard": {} }),
        _ => {
            return Err(ServiceError::invalid("Exactly one of FilterExpression and AllRowsWildcard must be given"));
        }
    };
    let mut document = json!({
        "TableCatalogId": call.caller.account, "DatabaseName": place.database, "TableName": place.table,
        "Name": place.name, "RowFilter": row_filter, "VersionId": new_id(),
    });
    let listed = fold(input.strings("ColumnNames")?)?;
    match (listed.is_empty(), input.opt_structure("ColumnWildcard")?) {
        (false, None) => document["ColumnNames"] = json!(listed),
        (true, Some(wildcard)) => {
            let excluded = fold(wildcard.strings("ExcludedColumnNames")?)?;
            document["ColumnWildcard"] =
                if excluded.is_empty() { json!({}) } else { json!({ "ExcludedColumnNames": excluded }) };
        }
        _ => return Err(ServiceError::invalid("Exactly one of ColumnNames and ColumnWildcard must be given")),
    }
    Ok(document)
}

/// Administrators, and whoever may grant SELECT on the table.
fn authorize(tx: &Tx<'_>, call: &Call, place: &Place) -> Result<(), ServiceError> {
    let caller = &call.caller;
    if is_admin(tx, &caller.region, &caller.account, &caller.principal)? {
        return Ok(());
    }
    let me = Principal::as_given(&caller.principal);
    let table = Resource::table(&place.database, &place.table);
    let held = grants::of(tx, &caller.region, &caller.account, &me, &table)?;
    let may = held.iter().any(|grant| {
        grant.grantable && grant.columns.is_all() && matches!(grant.permission, Permission::Select | Permission::All)
    });
    if may { Ok(()) } else { Err(denied()) }
}

fn create(call: &Call) -> Reply {
    let data = call.input().structure("TableData")?;
    let place = place(call, data)?;
    call.lake.store().write(|tx| {
        authorize(tx, call, &place)?;
        let document = definition(tx, call, &place, data)?;
        if tx.insert(KIND, &call.scope(&[&place.database, &place.table]), &place.name, &document)? {
            return Ok(json!({}));
        }
        Err(ServiceError::client("AlreadyExistsException", "Filter with same name already exists"))
    })
}

fn get(call: &Call) -> Reply {
    let place = place(call, call.input())?;
    call.lake.store().read(|tx| {
        authorize(tx, call, &place)?;
        let found = tx.get(KIND, &call.scope(&[&place.database, &place.table]), &place.name)?;
        found.map(|filter| json!({ "DataCellsFilter": filter })).ok_or_else(not_found)
    })
}

fn update(call: &Call) -> Reply {
    let data = call.input().structure("TableData")?;
    let place = place(call, data)?;
    call.lake.store().write(|tx| {
        authorize(tx, call, &place)?;
        let scope = call.scope(&[&place.database, &place.table]);
        let current = tx.get(KIND, &scope, &place.name)?.ok_or_else(not_found)?;
        if data.opt_string("VersionId")?.is_some_and(|version| current["VersionId"] != version) {
            return Err(ServiceError::client(
                "ConcurrentModificationException",
                "The data cells filter was changed meanwhile: its version is not the one given",
            ));
        }
        let document = definition(tx, call, &place, data)?;
        tx.put(KIND, &scope, &place.name, &document)?;
        Ok(json!({}))
    })
}

fn delete(call: &Call) -> Reply {
    let place = place(call, call.input())?;
    call.lake.store().write(|tx| {
        authorize(tx, call, &place)?;
        if !tx.delete(KIND, &call.scope(&[&place.database, &place.table]), &place.name)? {
            return Err(not_found());
        }
        let gone = Resource::CellsFilter { database: place.database, table: place.table, name: place.name };
        grants::forget(tx, &call.caller.region, &call.caller.account, |resource| *resource == gone)?;
        Ok(json!({}))
    })
}

fn list(call: &Call) -> Reply {
    let page = Page::read(call, 1000, 1000)?;
    let table = match call.input().opt_structure("Table")? {
        Some(table) => {
            check_catalog(&call.caller, table, "CatalogId")?;
            Some((table.string("DatabaseName")?.to_lowercase(), table.opt_string("Name")?.map(str::to_lowercase)))
        }
        None => None,
    };
    let found = call.lake.store().read(|tx| {
        let mut found: BTreeMap<String, Value> = BTreeMap::new();
        let region = call.caller.region.as_str();
        for (database, _) in super::objects::databases(tx, region)? {
            for (name, _) in super::objects::tables(tx, region, &database)? {
                let wanted = table.as_ref().is_none_or(|(in_database, of_table)| {
                    *in_database == database && of_table.as_ref().is_none_or(|of_table| *of_table == name)
                });
                let place = Place { database: database.clone(), table: name.clone(), name: String::new() };
                if wanted && authorize(tx, call, &place).is_ok() {
                    for (filter, document) in tx.list(KIND, &call.scope(&[&database, &name]))? {
                        found.insert(format!("{database}\u{1f}{name}\u{1f}{filter}"), document);
                    }
                }
            }
        }
        Ok::<_, ServiceError>(found)
    })?;
    let (filters, token) = page.cut(found);
    Ok(json!({ "DataCellsFilters": filters, "NextToken": token }))
}

fn not_found() -> ServiceError {
    ServiceError::client("EntityNotFoundException", "Data cells filter not found.")
}
