//! Prepared statements: named SQL with `?` for the values to come.

use serde_json::{Value, json};

use super::named_query::check_text;
use super::workgroup;
use crate::check;
use crate::clock::epoch_millis;
use crate::paging::Page;
use crate::store::{StoreError, Tx, scope};
use crate::wire::{Call, Operation, Reply, Run, ServiceError, timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "CreatePreparedStatement", run: Run::Sync(create) },
    Operation { name: "GetPreparedStatement", run: Run::Sync(get) },
    Operation { name: "BatchGetPreparedStatement", run: Run::Sync(batch_get) },
    Operation { name: "ListPreparedStatements", run: Run::Sync(list) },
    Operation { name: "UpdatePreparedStatement", run: Run::Sync(update) },
    Operation { name: "DeletePreparedStatement", run: Run::Sync(delete) },
];

const KIND: &str = "athena_prepared_statement";

/// How many a workgroup has.
pub fn count(tx: &Tx<'_>, region: &str, group: &str) -> Result<usize, StoreError> {
    tx.count(KIND, &scope(&[region, group]))
}

/// Forgets those of a workgroup.
pub fn forget_all(tx: &Tx<'_>, region: &str, group: &str) -> Result<(), StoreError> {
    tx.delete_scope(KIND, &scope(&[region, group])).map(|_| ())
}

/// The text of a statement, if there is one of that name.
pub fn text(tx: &Tx<'_>, region: &str, group: &str, name: &str) -> Result<Option<String>, StoreError> {
    let found = tx.get(KIND, &scope(&[region, group]), name)?;
    Ok(found.and_then(|statement| statement["QueryStatement"].as_str().map(str::to_owned)))
}

/// What `PREPARE` does; `false` when there is one of that name already.
pub fn prepare(tx: &Tx<'_>, region: &str, group: &str, name: &str, text: &str, now: i64) -> Result<bool, StoreError> {
    let document = json!({
        "StatementName": name, "QueryStatement": text, "WorkGroupName": group, "Description": null,
        "LastModifiedTime": timestamp_millis(now),
    });
    tx.insert(KIND, &scope(&[region, group]), name, &document)
}

/// What `DEALLOCATE PREPARE` does; `false` when there is none of that name.
pub fn deallocate(tx: &Tx<'_>, region: &str, group: &str, name: &str) -> Result<bool, StoreError> {
    tx.delete(KIND, &scope(&[region, group]), name)
}

fn place(call: &Call) -> Result<(String, &str), ServiceError> {
    let group = call.input().string("WorkGroup")?;
    let name = call.input().string("StatementName")?;
    check_name(name)?;
    Ok((call.scope(&[group]), name))
}

/// The pattern of the API: a letter or an underscore, and behind it at least one character of a name.
fn check_name(name: &str) -> Result<(), ServiceError> {
    check::length("StatementName", name, 1, 256)?;
    let mut characters = name.chars();
    let begins = characters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_');
    let rest = characters.as_str();
    // What is no name is shown with the pattern as a character that is not allowed would be.
    check::characters("StatementName", name, "[a-zA-Z_][a-zA-Z0-9_@:]{1,256}", |character| {
        begins && !rest.is_empty() && (character.is_ascii_alphanumeric() || "_@:".contains(character))
    })
}

fn definition(call: &Call) -> Result<Value, ServiceError> {
    let input = call.input();
    let text = input.string("QueryStatement")?;
    check_text("QueryStatement", text)?;
    let description = input.opt_string("Description")?;
    if let Some(description) = description {
        check::length("Description", description, 1, 1024)?;
    }
    Ok(json!({
        "StatementName": input.string("StatementName")?, "QueryStatement": text,
        "WorkGroupName": input.string("WorkGroup")?, "Description": description,
        "LastModifiedTime": timestamp_millis(epoch_millis(call.now())),
    }))
}

fn create(call: &Call) -> Reply {
    let (place, name) = place(call)?;
    let document = definition(call)?;
    call.lake.store().write(|tx| {
        workgroup::require(tx, &call.caller.region, call.input().string("WorkGroup")?)?;
        if tx.insert(KIND, &place, name, &document)? {
            return Ok(json!({}));
        }
        Err(ServiceError::invalid(format!("PreparedStatement {name} already exists")))
    })
}

fn get(call: &Call) -> Reply {
    let (place, name) = place(call)?;
    let found = call.lake.store().read(|tx| tx.get(KIND, &place, name))?.ok_or_else(|| not_found(name))?;
    Ok(json!({ "PreparedStatement": found }))
}

fn batch_get(call: &Call) -> Reply {
    let group = call.input().string("WorkGroup")?;
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    let names = call.input().strings("PreparedStatementNames")?;
    call.lake.store().read(|tx| {
        for name in names {
            match tx.get(KIND, &call.scope(&[group]), name)? {
                Some(statement) => found.push(statement),
                None => missing.push(json!({
                    "StatementName": name, "ErrorCode": "STATEMENT_NOT_FOUND", "ErrorMessage": not_found(name).message,
                })),
            }
        }
        Ok::<_, StoreError>(())
    })?;
    Ok(json!({ "PreparedStatements": found, "UnprocessedPreparedStatementNames": missing }))
}

fn list(call: &Call) -> Reply {
    let group = call.input().string("WorkGroup")?;
    let page = Page::read(call, 50, 50)?;
    let all = call.lake.store().read(|tx| {
        workgroup::require(tx, &call.caller.region, group)?;
        tx.list(KIND, &call.scope(&[group])).map_err(ServiceError::from)
    })?;
    let (statements, token) = page.cut(all);
    let summaries: Vec<Value> = statements
        .iter()
        .map(|statement| {
            json!({ "StatementName": statement["StatementName"], "LastModifiedTime": statement["LastModifiedTime"] })
        })
        .collect();
    Ok(json!({ "PreparedStatements": summaries, "NextToken": token }))
}

fn update(call: &Call) -> Reply {
    let (place, name) = place(call)?;
    let document = definition(call)?;
    call.lake.store().write(|tx| {
        tx.get(KIND, &place, name)?.ok_or_else(|| not_found(name))?;
        tx.put(KIND, &place, name, &document)?;
        Ok(json!({}))
    })
}

fn delete(call: &Call) -> Reply {
    let (place, name) = place(call)?;
    call.lake.store().write(|tx| if tx.delete(KIND, &place, name)? { Ok(json!({})) } else { Err(not_found(name)) })
}

fn not_found(name: &str) -> ServiceError {
    ServiceError::client("ResourceNotFoundException", format!("PreparedStatement {name} was not found"))
        .with_field("ResourceName", name)
}
