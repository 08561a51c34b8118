//! LF-tags: keys and the values they may take.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::settings::{check_catalog, denied, is_admin, require_admin};
use super::{grants, tag_assignment};
use crate::check;
use crate::domain::permission::{Permission, Principal, Resource};
use crate::paging::Page;
use crate::store::{StoreError, Tx, scope};
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "CreateLFTag", run: Run::Sync(create) },
    Operation { name: "GetLFTag", run: Run::Sync(get) },
    Operation { name: "ListLFTags", run: Run::Sync(list) },
    Operation { name: "UpdateLFTag", run: Run::Sync(update) },
    Operation { name: "DeleteLFTag", run: Run::Sync(delete) },
];

const KIND: &str = "lf_tag";
/// Source: AWS Lake Formation developer guide, LF-tag limits.
const MOST_VALUES: usize = 1000;
const KEY_PATTERN: &str = r"^([\p{L}\p{Z}\p{N}_.:\/=+\-@%]*)$";

/// The values of a tag, if it is there.
pub fn values(tx: &Tx<'_>, region: &str, key: &str) -> Result<Option<BTreeSet<String>>, StoreError> {
    let document = tx.get(KIND, &scope(&[region]), key)?;
    Ok(document.map(|document| values_of(&document)))
}

/// Fails when a tag or one of its values is not there; `*` is any value.
pub fn check_values(tx: &Tx<'_>, region: &str, key: &str, wanted: &[String]) -> Result<(), ServiceError> {
    let known = values(tx, region, key)?.ok_or_else(|| not_found(key))?;
    match wanted.iter().find(|value| *value != "*" && !known.contains(*value)) {
        None => Ok(()),
        Some(value) => Err(ServiceError::client(
            "EntityNotFoundException",
            format!("Tag value {value} does not exist for tag key {key}"),
        )),
    }
}

/// Reads a key, folded.
pub fn key(input: Input<'_>) -> Result<String, ServiceError> {
    let key = input.string("TagKey")?;
    check::length("TagKey", key, 1, 128)?;
    check::characters("TagKey", key, KEY_PATTERN, |character| {
        character.is_alphanumeric() || character.is_whitespace() || "_.:/=+-@%".contains(character)
    })?;
    Ok(key.to_lowercase())
}

fn values_of(document: &Value) -> BTreeSet<String> {
    let values = document["TagValues"].as_array().map_or(&[][..], Vec::as_slice);
    values.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn value_list(input: Input<'_>, member: &str) -> Result<BTreeSet<String>, ServiceError> {
    let values = input.strings(member)?;
    if !values.is_empty() {
        check::count(member, values.len(), 1, 50)?;
    }
    for value in &values {
        check::length(member, value, 0, 256)?;
    }
    Ok(values.into_iter().map(str::to_lowercase).collect())
}

fn create(call: &Call) -> Reply {
    let input = call.input();
    check_catalog(&call.caller, input, "CatalogId")?;
    let (key, values) = (key(input)?, value_list(input, "TagValues")?);
    if values.is_empty() {
        return Err(check::count("TagValues", 0, 1, 50).expect_err("none is fewer than one"));
    }
    call.lake.store().write(|tx| {
        require_creator(tx, call)?;
        let document = json!({ "CatalogId": call.caller.account, "TagKey": key, "TagValues": values });
        if tx.insert(KIND, &call.scope(&[]), &key, &document)? {
            return Ok(json!({}));
        }
        Err(ServiceError::invalid(format!("Tag key already exists: {key}")))
    })
}

/// Administrators, and whoever holds CREATE_LF_TAG on the catalog.
fn require_creator(tx: &Tx<'_>, call: &Call) -> Result<(), ServiceError> {
    let caller = &call.caller;
    if is_admin(tx, &caller.region, &caller.account, &caller.principal)? {
        return Ok(());
    }
    let me = Principal::as_given(&caller.principal);
    let held = grants::of(tx, &caller.region, &caller.account, &me, &Resource::Catalog)?;
    if held.iter().any(|grant| grant.permission == Permission::CreateLfTag) { Ok(()) } else { Err(denied()) }
}

fn get(call: &Call) -> Reply {
    let input = call.input();
    check_catalog(&call.caller, input, "CatalogId")?;
    let key = key(input)?;
    call.lake.store().read(|tx| tx.get(KIND, &call.scope(&[]), &key))?.ok_or_else(|| not_found(&key))
}

fn list(call: &Call) -> Reply {
    let input = call.input();
    check_catalog(&call.caller, input, "CatalogId")?;
    if let Some(share) = input.opt_string("ResourceShareType")? {
        check::one_of("ResourceShareType", share, &["FOREIGN", "ALL"])?;
        if share == "FOREIGN" {
            return Ok(json!({ "LFTags": [] }));
        }
    }
    let page = Page::read(call, 50, 1000)?;
    let tags: BTreeMap<String, Value> =
        call.lake.store().read(|tx| tx.list(KIND, &call.scope(&[])))?.into_iter().collect();
    let (tags, token) = page.cut(tags);
    Ok(json!({ "LFTags": tags, "NextToken": token }))
}

fn update(call: &Call) -> Reply {
    let input = call.input();
    check_catalog(&call.caller, input, "CatalogId")?;
    let key = key(input)?;
    let (gone, new) = (value_list(input, "TagValuesToDelete")?, value_list(input, "TagValuesToAdd")?);
    if gone.is_empty() && new.is_empty() {
        return Err(ServiceError::invalid("Either TagValuesToAdd or TagValuesToDelete must be given"));
    }
    call.lake.store().write(|tx| {
        require_admin(tx, &call.caller)?;
        let place = call.scope(&[]);
        let mut document = tx.get(KIND, &place, &key)?.ok_or_else(|| not_found(&key))?;
        let mut values = values_of(&document);
        for value in &gone {
            if !values.remove(value) {
                return Err(ServiceError::invalid(format!("Tag value {value} does not exist for tag key {key}")));
            }
            if tag_assignment::is_used(tx, &call.caller.region, &key, Some(value))? {
                return Err(in_use(&key, value));
            }
        }
        values.extend(new);
        if values.len() > MOST_VALUES {
            return Err(ServiceError::client(
                "ResourceNumberLimitExceededException",
                format!("A tag has at most {MOST_VALUES} values"),
            ));
        }
        document["TagValues"] = json!(values);
        tx.put(KIND, &place, &key, &document)?;
        Ok(json!({}))
    })
}

/// The tag leaves whatever carries it, and the grants that name it go with it.
fn delete(call: &Call) -> Reply {
    let input = call.input();
    check_catalog(&call.caller, input, "CatalogId")?;
    let key = key(input)?;
    call.lake.store().write(|tx| {
        require_admin(tx, &call.caller)?;
        if !tx.delete(KIND, &call.scope(&[]), &key)? {
            return Err(not_found(&key));
        }
        tag_assignment::forget_tag(tx, &call.caller.region, &key)?;
        grants::forget(tx, &call.caller.region, &call.caller.account, |resource| match resource {
            Resource::Tag { key: theirs, .. } => *theirs == key,
            Resource::TagPolicy { expression, .. } => expression.parts().iter().any(|part| part.key == key),
            _ => false,
        })?;
        Ok(json!({}))
    })
}

fn in_use(key: &str, value: &str) -> ServiceError {
    ServiceError::invalid(format!("Tag value {value} of tag key {key} is assigned to a resource and cannot be deleted"))
}

fn not_found(key: &str) -> ServiceError {
    ServiceError::client("EntityNotFoundException", format!("Tag key {key} does not exist"))
}
