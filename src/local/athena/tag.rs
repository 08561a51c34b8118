//! Tags of workgroups and data catalogs.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::workgroup;
use crate::check;
use crate::paging::Page;
use crate::store::{StoreError, Tx};
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "TagResource", run: Run::Sync(tag) },
    Operation { name: "UntagResource", run: Run::Sync(untag) },
    Operation { name: "ListTagsForResource", run: Run::Sync(list) },
];

const KIND: &str = "athena_tags";
const MOST_TAGS: usize = 50;

type Tags = BTreeMap<String, String>;

/// Reads the member `Tags`.
pub fn read(input: Input<'_>) -> Result<Tags, ServiceError> {
    let mut tags = Tags::new();
    for entry in input.list("Tags")? {
        let entry = Input::new(entry);
        let (key, value) = (entry.string("Key")?, entry.opt_string("Value")?.unwrap_or(""));
        check::length("Key", key, 1, 128)?;
        check::length("Value", value, 0, 256)?;
        tags.insert(key.to_owned(), value.to_owned());
    }
    check::count("Tags", tags.len(), 0, MOST_TAGS)?;
    Ok(tags)
}

/// Writes the tags of a resource.
pub fn write(tx: &Tx<'_>, arn: &str, tags: &Tags) -> Result<(), StoreError> {
    if tags.is_empty() { forget(tx, arn) } else { tx.put(KIND, "", arn, &json!(tags)) }
}

/// Forgets the tags of a resource.
pub fn forget(tx: &Tx<'_>, arn: &str) -> Result<(), StoreError> {
    tx.delete(KIND, "", arn).map(|_| ())
}

fn of(tx: &Tx<'_>, arn: &str) -> Result<Tags, StoreError> {
    let document = tx.get(KIND, "", arn)?.unwrap_or_default();
    let entries = document.as_object().into_iter().flatten();
    Ok(entries.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect())
}

/// The resource that is named, which must be there.
fn resource<'a>(tx: &Tx<'_>, call: &'a Call) -> Result<&'a str, ServiceError> {
    let arn = call.input().string("ResourceARN")?;
    let not_found =
        || ServiceError::client("ResourceNotFoundException", "Resource was not found").with_field("ResourceName", arn);
    let rest = arn.strip_prefix(&call.arn("athena", "")).ok_or_else(not_found)?;
    match rest.split_once('/') {
        Some(("workgroup", name)) => workgroup::require(tx, &call.caller.region, name).map_err(|_| not_found())?,
        Some(("datacatalog", name)) if super::metadata::is_catalog(name) => Value::Null,
        _ => return Err(not_found()),
    };
    Ok(arn)
}

fn tag(call: &Call) -> Reply {
    let new = read(call.input())?;
    call.lake.store().write(|tx| {
        let arn = resource(tx, call)?;
        let mut tags = of(tx, arn)?;
        tags.extend(new);
        check::count("Tags", tags.len(), 0, MOST_TAGS)?;
        write(tx, arn, &tags)?;
        Ok(json!({}))
    })
}

fn untag(call: &Call) -> Reply {
    let keys = call.input().strings("TagKeys")?;
    call.lake.store().write(|tx| {
        let arn = resource(tx, call)?;
        let mut tags = of(tx, arn)?;
        tags.retain(|key, _| !keys.contains(&key.as_str()));
        write(tx, arn, &tags)?;
        Ok(json!({}))
    })
}

fn list(call: &Call) -> Reply {
    let page = Page::read(call, 75, 1000)?;
    let tags = call.lake.store().read(|tx| {
        let arn = resource(tx, call)?;
        of(tx, arn).map_err(ServiceError::from)
    })?;
    let entries = tags.into_iter().map(|(key, value)| (key.clone(), json!({ "Key": key, "Value": value })));
    let (tags, token) = page.cut(entries.collect::<Vec<_>>());
    Ok(json!({ "Tags": tags, "NextToken": token }))
}
