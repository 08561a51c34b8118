//! Expressions of LF-tags that are kept under a name, so that many grants follow one change.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::grants::{self, Record};
use super::resource::{expression, expression_name, parts_to_wire};
use super::settings::{check_catalog, denied, is_admin, is_reader};
use super::tag;
use crate::check;
use crate::domain::permission::{Permission, Principal, Resource, TagExpression};
use crate::paging::Page;
use crate::store::{StoreError, Tx, scope};
use crate::wire::{Call, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "CreateLFTagExpression", run: Run::Sync(create) },
    Operation { name: "GetLFTagExpression", run: Run::Sync(get) },
    Operation { name: "ListLFTagExpressions", run: Run::Sync(list) },
    Operation { name: "UpdateLFTagExpression", run: Run::Sync(update) },
    Operation { name: "DeleteLFTagExpression", run: Run::Sync(delete) },
];

const KIND: &str = "lf_tag_expression";

/// The document of an expression that must be there.
pub fn require(tx: &Tx<'_>, region: &str, name: &str) -> Result<Value, ServiceError> {
    tx.get(KIND, &scope(&[region]), name)?.ok_or_else(|| not_found(name))
}

/// Puts what named expressions say into the grants that are by them. One that is not there says nothing, and matches
/// nothing.
pub fn fill(tx: &Tx<'_>, region: &str, records: &mut [Record]) -> Result<(), StoreError> {
    let mut known: BTreeMap<String, TagExpression> = BTreeMap::new();
    for grant in records.iter_mut().flat_map(|record| &mut record.grants) {
        let Resource::TagPolicy { expression, .. } = &mut grant.resource else { continue };
        let Some(name) = expression.name().map(str::to_owned) else { continue };
        if !known.contains_key(&name) {
            let document = tx.get(KIND, &scope(&[region]), &name)?;
            known.insert(name.clone(), document.map(|document| said(&document)).transpose()?.unwrap_or_default());
        }
        *expression = TagExpression::named(&name).saying(&known[&name]);
    }
    Ok(())
}

fn said(document: &Value) -> Result<TagExpression, StoreError> {
    let parts = document["Expression"].as_array().map_or(&[][..], Vec::as_slice);
    expression(parts).map_err(|error| {
        StoreError::Other(format!("an expression of LF-tags in the lake is damaged: {}", error.message))
    })
}

/// What is asked for: the name, and the document that should be kept under it.
fn wanted(call: &Call) -> Result<(String, TagExpression, Value), ServiceError> {
    let input = call.input();
    check_catalog(&call.caller, input, "CatalogId")?;
    let name = expression_name(input, "Name")?;
    let wanted = expression(input.list("Expression")?)?;
    let mut document = json!({
        "Name": name, "CatalogId": call.caller.account, "Expression": parts_to_wire(&wanted),
    });
    if let Some(description) = input.opt_string("Description")? {
        check::length("Description", description, 0, 2048)?;
        document["Description"] = json!(description);
    }
    Ok((name, wanted, document))
}

fn create(call: &Call) -> Reply {
    let (name, wanted, document) = wanted(call)?;
    call.lake.store().write(|tx| {
        allow(tx, call, &Resource::Catalog, Permission::CreateLfTagExpression)?;
        allow_tags(tx, call, &wanted)?;
        if tx.insert(KIND, &call.scope(&[]), &name, &document)? {
            return Ok(json!({}));
        }
        Err(ServiceError::invalid(format!("LF-Tag expression already exists: {name}")))
    })
}

fn get(call: &Call) -> Reply {
    check_catalog(&call.caller, call.input(), "CatalogId")?;
    let name = expression_name(call.input(), "Name")?;
    call.lake.store().read(|tx| {
        // Whether a name is there is told to those only who may see it.
        if !is_seen(tx, call, &name)? {
            return Err(denied());
        }
        require(tx, &call.caller.region, &name)
    })
}

fn list(call: &Call) -> Reply {
    check_catalog(&call.caller, call.input(), "CatalogId")?;
    let page = Page::read(call, 1000, 1000)?;
    let found = call.lake.store().read(|tx| {
        let mut found: BTreeMap<String, Value> = BTreeMap::new();
        for (name, document) in tx.list(KIND, &call.scope(&[]))? {
            if is_seen(tx, call, &name)? {
                found.insert(name, document);
            }
        }
        Ok::<_, ServiceError>(found)
    })?;
    let (expressions, token) = page.cut(found);
    Ok(json!({ "LFTagExpressions": expressions, "NextToken": token }))
}

/// Says something else under a name: every grant by it follows at once.
fn update(call: &Call) -> Reply {
    let (name, wanted, document) = wanted(call)?;
    call.lake.store().write(|tx| {
        allow(tx, call, &Resource::TagExpression { name: name.clone() }, Permission::Alter)?;
        allow_tags(tx, call, &wanted)?;
        require(tx, &call.caller.region, &name)?;
        tx.put(KIND, &call.scope(&[]), &name, &document)?;
        Ok(json!({}))
    })
}

/// The grants by it and on it go with it.
fn delete(call: &Call) -> Reply {
    check_catalog(&call.caller, call.input(), "CatalogId")?;
    let name = expression_name(call.input(), "Name")?;
    call.lake.store().write(|tx| {
        allow(tx, call, &Resource::TagExpression { name: name.clone() }, Permission::Drop)?;
        if !tx.delete(KIND, &call.scope(&[]), &name)? {
            return Err(not_found(&name));
        }
        grants::forget(tx, &call.caller.region, &call.caller.account, |resource| match resource {
            Resource::TagExpression { name: theirs } => *theirs == name,
            Resource::TagPolicy { expression, .. } => expression.name() == Some(name.as_str()),
            _ => false,
        })?;
        Ok(json!({}))
    })
}

/// Administrators, readers of everything, and whoever may describe it.
fn is_seen(tx: &Tx<'_>, call: &Call, name: &str) -> Result<bool, ServiceError> {
    let caller = &call.caller;
    if is_reader(tx, &caller.region, &caller.account, &caller.principal)? {
        return Ok(true);
    }
    Ok(holds(tx, call, &Resource::TagExpression { name: name.to_owned() }, Permission::Describe)?)
}

/// Administrators, and whoever holds a permission.
fn allow(tx: &Tx<'_>, call: &Call, on: &Resource, permission: Permission) -> Result<(), ServiceError> {
    let caller = &call.caller;
    if is_admin(tx, &caller.region, &caller.account, &caller.principal)? || holds(tx, call, on, permission)? {
        return Ok(());
    }
    Err(denied())
}

fn holds(tx: &Tx<'_>, call: &Call, on: &Resource, permission: Permission) -> Result<bool, StoreError> {
    let me = Principal::as_given(&call.caller.principal);
    let held = grants::of(tx, &call.caller.region, &call.caller.account, &me, on)?;
    Ok(held.iter().any(|grant| grant.permission == permission || grant.permission == Permission::All))
}

/// Fails unless every tag of the expression is there, and the caller may grant by it.
fn allow_tags(tx: &Tx<'_>, call: &Call, wanted: &TagExpression) -> Result<(), ServiceError> {
    let caller = &call.caller;
    for part in wanted.parts() {
        tag::check_values(tx, &caller.region, &part.key, &part.values)?;
    }
    if is_admin(tx, &caller.region, &caller.account, &caller.principal)? {
        return Ok(());
    }
    let me = Principal::as_given(&caller.principal);
    let mine = grants::of_principal(tx, &caller.region, &me)?;
    let may = |key: &str, value: &str| {
        mine.iter().flat_map(|record| &record.grants).any(|grant| {
            matches!(grant.permission, Permission::GrantWithLfTagExpression | Permission::All)
                && matches!(&grant.resource, Resource::Tag { key: theirs, values }
                    if theirs == key && values.iter().any(|known| known == "*" || known == value))
        })
    };
    let all = wanted.parts().iter().all(|part| part.values.iter().all(|value| may(&part.key, value)));
    if all { Ok(()) } else { Err(denied()) }
}

fn not_found(name: &str) -> ServiceError {
    ServiceError::client("EntityNotFoundException", format!("LF-Tag expression {name} does not exist"))
}
