//! Saved queries.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::execution::MOST_QUERY_BYTES;
use super::workgroup;
use crate::check;
use crate::clock::new_id;
use crate::paging::Page;
use crate::store::{StoreError, Tx, scope};
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "CreateNamedQuery", run: Run::Sync(create) },
    Operation { name: "GetNamedQuery", run: Run::Sync(get) },
    Operation { name: "BatchGetNamedQuery", run: Run::Sync(batch_get) },
    Operation { name: "ListNamedQueries", run: Run::Sync(list) },
    Operation { name: "UpdateNamedQuery", run: Run::Sync(update) },
    Operation { name: "DeleteNamedQuery", run: Run::Sync(delete) },
];

const KIND: &str = "athena_named_query";
/// What a client token stands for, by region.
const TOKEN: &str = "athena_named_query_token";

/// How many a workgroup has.
pub fn count(tx: &Tx<'_>, region: &str, group: &str) -> Result<usize, StoreError> {
    Ok(all(tx, region, group)?.len())
}

/// Forgets those of a workgroup.
pub fn forget_all(tx: &Tx<'_>, region: &str, group: &str) -> Result<(), StoreError> {
    for id in all(tx, region, group)?.keys() {
        tx.delete(KIND, &scope(&[region]), id)?;
    }
    Ok(())
}

fn all(tx: &Tx<'_>, region: &str, group: &str) -> Result<BTreeMap<String, Value>, StoreError> {
    let mut all: BTreeMap<String, Value> = tx.list(KIND, &scope(&[region]))?.into_iter().collect();
    all.retain(|_, query| query["WorkGroup"] == group);
    Ok(all)
}

/// Checks the text of a query.
pub fn check_text(member: &str, text: &str) -> Result<(), ServiceError> {
    check::length(member, text, 1, MOST_QUERY_BYTES)?;
    if text.len() > MOST_QUERY_BYTES {
        return Err(ServiceError::invalid(format!("{member} is longer than {MOST_QUERY_BYTES} bytes")));
    }
    Ok(())
}

fn create(call: &Call) -> Reply {
    let input = call.input();
    let (name, database) = (input.string("Name")?, input.string("Database")?);
    check::length("Name", name, 1, 128)?;
    check::length("Database", database, 1, 255)?;
    let text = input.string("QueryString")?;
    check_text("QueryString", text)?;
    let description = input.opt_string("Description")?;
    if let Some(description) = description {
        check::length("Description", description, 1, 1024)?;
    }
    let group = workgroup::name_or_primary(input)?;
    let token = input.opt_string("ClientRequestToken")?;
    if let Some(token) = token {
        check::length("ClientRequestToken", token, 32, 128)?;
    }
    let id = new_id();
    let document = json!({
        "NamedQueryId": id, "Name": name, "Description": description, "Database": database, "QueryString": text,
        "WorkGroup": group,
    });
    call.lake.store().write(|tx| {
        workgroup::require(tx, &call.caller.region, group)?;
        if let Some(token) = token {
            if let Some(known) = tx.get(TOKEN, &call.scope(&[]), token)? {
                let mut same = document.clone();
                same["NamedQueryId"] = known["NamedQueryId"].clone();
                if same != known {
                    return Err(ServiceError::invalid("Idempotent parameters do not match"));
                }
                return Ok(json!({ "NamedQueryId": known["NamedQueryId"] }));
            }
            tx.put(TOKEN, &call.scope(&[]), token, &document)?;
        }
        tx.put(KIND, &call.scope(&[]), &id, &document)?;
        Ok(json!({ "NamedQueryId": id }))
    })
}

fn require(tx: &Tx<'_>, call: &Call, id: &str) -> Result<Value, ServiceError> {
    tx.get(KIND, &call.scope(&[]), id)?.ok_or_else(|| ServiceError::invalid(format!("NamedQuery {id} was not found")))
}

fn get(call: &Call) -> Reply {
    let id = call.input().string("NamedQueryId")?;
    let found = call.lake.store().read(|tx| require(tx, call, id))?;
    Ok(json!({ "NamedQuery": found }))
}

fn batch_get(call: &Call) -> Reply {
    let ids = call.input().strings("NamedQueryIds")?;
    check::count("NamedQueryIds", ids.len(), 1, 50)?;
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    call.lake.store().read(|tx| {
        for id in ids {
            match require(tx, call, id) {
                Ok(query) => found.push(query),
                Err(error) => missing.push(json!({
                    "NamedQueryId": id, "ErrorCode": "INVALID_INPUT", "ErrorMessage": error.message,
                })),
            }
        }
        Ok::<_, ServiceError>(())
    })?;
    Ok(json!({ "NamedQueries": found, "UnprocessedNamedQueryIds": missing }))
}

fn list(call: &Call) -> Reply {
    let group = workgroup::name_or_primary(call.input())?;
    let page = Page::read(call, 50, 50)?;
    let all = call.lake.store().read(|tx| {
        workgroup::require(tx, &call.caller.region, group)?;
        all(tx, &call.caller.region, group).map_err(ServiceError::from)
    })?;
    let (ids, token) = page.cut(all.into_keys().map(|id| (id.clone(), id)));
    Ok(json!({ "NamedQueryIds": ids, "NextToken": token }))
}

fn update(call: &Call) -> Reply {
    let input = call.input();
    let (id, name, text) = (input.string("NamedQueryId")?, input.string("Name")?, input.string("QueryString")?);
    check::length("Name", name, 1, 128)?;
    check_text("QueryString", text)?;
    call.lake.store().write(|tx| {
        let mut query = require(tx, call, id)?;
        query["Name"] = json!(name);
        query["QueryString"] = json!(text);
        if let Some(description) = Input::new(&call.input).opt_string("Description")? {
            check::length("Description", description, 0, 1024)?;
            query["Description"] = json!(description);
        }
        tx.put(KIND, &call.scope(&[]), id, &query)?;
        Ok(json!({}))
    })
}

fn delete(call: &Call) -> Reply {
    let id = call.input().string("NamedQueryId")?;
    call.lake.store().write(|tx| {
        require(tx, call, id)?;
        tx.delete(KIND, &call.scope(&[]), id)?;
        Ok(json!({}))
    })
}
