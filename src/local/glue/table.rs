//! Tables: wire to state.

use std::collections::BTreeSet;

use regex::Regex;
use serde_json::{Value, json};

use super::actor::Actor;
use super::page::{self, Page};
use super::{catalog, check, governance, partition_index};
use crate::store::Tx;
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "CreateTable", run: Run::Sync(create) },
    Operation { name: "GetTable", run: Run::Sync(get) },
    Operation { name: "GetTables", run: Run::Sync(list) },
    Operation { name: "UpdateTable", run: Run::Sync(update) },
    Operation { name: "DeleteTable", run: Run::Sync(delete) },
    Operation { name: "BatchDeleteTable", run: Run::Sync(batch_delete) },
];

/// Tables that one BatchDeleteTable takes. Source: AWS Glue service model.
const BATCH_DELETE: usize = 100;
/// Longest expression of GetTables. Source: AWS Glue service model.
const EXPRESSION: usize = 2048;

fn create(call: &Call) -> Reply {
    let input = call.input();
    check::catalog(call, &input)?;
    check::refuse("CreateTable", &input, &["OpenTableFormatInput", "TransactionId"])?;
    let database = check::folded_name(&input, "DatabaseName")?;
    let table = input.structure("TableInput")?;
    let indexes = input.list("PartitionIndexes")?;
    let actor = Actor::of(call);
    call.lake.store().write(|tx| {
        let document = catalog::create_table(tx, &actor, &database, &table)?;
        for index in indexes {
            partition_index::add(tx, &actor, &document, &Input::new(index))?;
        }
        Ok::<_, ServiceError>(())
    })?;
    Ok(json!({}))
}

fn get(call: &Call) -> Reply {
    let input = call.input();
    check::catalog(call, &input)?;
    check::refuse("GetTable", &input, &["TransactionId", "QueryAsOfTime"])?;
    let database = check::folded_name(&input, "DatabaseName")?;
    let name = check::folded_name(&input, "Name")?;
    let document = call.lake.store().read(|tx| visible(tx, call, &database, &name))?;
    Ok(json!({ "Table": document }))
}

/// A table as the caller may see it.
pub fn visible(tx: &Tx<'_>, call: &Call, database: &str, name: &str) -> Result<Value, ServiceError> {
    let document = catalog::need_table(tx, &call.caller.region, database, name)?;
    governance::visible_table(tx, &call.caller, document)?.ok_or_else(|| governance::denied("Select", name))
}

/// A table whose partitions a caller asks for: its whole definition, and the columns to keep from the caller.
pub struct Partitioned {
    /// The table, whole: values of partitions are positional against its keys.
    pub table: Value,
    /// The columns that the caller may see, in lower case; `None` for all, those that only a partition has included.
    pub seen: Option<BTreeSet<String>>,
}

/// As [`visible`], for partitions. Their values are those of the keys, so who may not see a key sees no partition, and
/// neither does who may see some rows only.
pub fn partitioned(tx: &Tx<'_>, call: &Call, database: &str, name: &str) -> Result<Partitioned, ServiceError> {
    let shown = visible(tx, call, database, name)?;
    let table = catalog::need_table(tx, &call.caller.region, database, name)?;
    let whole = governance::sees_whole_table(tx, &call.caller, &table)?;
    if !whole.rows || shown["PartitionKeys"] != table["PartitionKeys"] {
        return Err(governance::denied("Select", name));
    }
    let names = shown["StorageDescriptor"]["Columns"].as_array().into_iter().flatten();
    let names = names.filter_map(|column| column["Name"].as_str()).map(str::to_lowercase);
    let seen = (!whole.columns).then(|| names.collect());
    Ok(Partitioned { table, seen })
}

fn list(call: &Call) -> Reply {
    let input = call.input();
    check::catalog(call, &input)?;
    check::refuse("GetTables", &input, &["TransactionId", "QueryAsOfTime"])?;
    let database = check::folded_name(&input, "DatabaseName")?;
    let pattern = input.opt_string("Expression")?.filter(|text| !text.is_empty()).map(pattern).transpose()?;
    let names_only = input.strings("AttributesToGet")? == ["NAME"];
    let page = Page::of(&input, 100)?;
    let found = call.lake.store().read(|tx| {
        catalog::need_database(tx, &call.caller.region, &database)?;
        page::documents(tx, catalog::TABLE, &call.scope(&[&database]), &page, |document| {
            let name = document["Name"].as_str().unwrap_or_default();
            if pattern.as_ref().is_some_and(|pattern| !pattern.is_match(name)) {
                return Ok(None);
            }
            let visible = governance::visible_table(tx, &call.caller, document)?;
            Ok(if names_only { visible.map(|table| json!({ "Name": table["Name"] })) } else { visible })
        })
    })?;
    Ok(found.into_output("TableList"))
}

/// The whole name has to match, as with Java's `matches`; names are lower case, patterns often are not.
fn pattern(text: &str) -> Result<Regex, ServiceError> {
    check::length("Expression", text, 0, EXPRESSION)?;
    // Hive's own wildcard: a star that follows nothing.
    let java = if text == "*" { ".*" } else { text };
    Regex::new(&format!("(?i)^(?:{java})$"))
        .map_err(|_| ServiceError::invalid(format!("Invalid regular expression: {text}")))
}

fn update(call: &Call) -> Reply {
    let input = call.input();
    check::catalog(call, &input)?;
    check::refuse("UpdateTable", &input, &["UpdateOpenTableFormatInput", "TransactionId", "ViewUpdateAction"])?;
    let database = check::folded_name(&input, "DatabaseName")?;
    let table = input.structure("TableInput")?;
    if let Some(name) = check::opt_name(&input, "Name")?
        && name.to_lowercase() != check::folded_name(&table, "Name")?
    {
        return Err(ServiceError::unsupported("glue UpdateTable with another name"));
    }
    let how = catalog::TableUpdate {
        expected_version: input.opt_string("VersionId")?,
        skip_archive: input.flag("SkipArchive")?,
    };
    let actor = Actor::of(call);
    call.lake.store().write(|tx| {
        catalog::need_database(tx, actor.region(), &database)?;
        catalog::update_table(tx, &actor, &database, &table, &how)
    })?;
    Ok(json!({}))
}

fn delete(call: &Call) -> Reply {
    let input = call.input();
    check::catalog(call, &input)?;
    check::refuse("DeleteTable", &input, &["TransactionId"])?;
    let database = check::folded_name(&input, "DatabaseName")?;
    let name = check::folded_name(&input, "Name")?;
    let actor = Actor::of(call);
    call.lake.store().write(|tx| catalog::delete_table(tx, &actor, &database, &name))?;
    Ok(json!({}))
}

fn batch_delete(call: &Call) -> Reply {
    let input = call.input();
    check::catalog(call, &input)?;
    check::refuse("BatchDeleteTable", &input, &["TransactionId"])?;
    let database = check::folded_name(&input, "DatabaseName")?;
    check::count("TablesToDelete", input.list("TablesToDelete")?, BATCH_DELETE)?;
    let names = input.strings("TablesToDelete")?;
    let actor = Actor::of(call);
    let errors = call.lake.store().write(|tx| {
        catalog::need_database(tx, actor.region(), &database)?;
        let mut errors = Vec::new();
        for name in names {
            if let Err(error) = catalog::delete_table(tx, &actor, &database, &name.to_lowercase()) {
                errors.push(json!({ "TableName": name, "ErrorDetail": detail(error)? }));
            }
        }
        Ok::<_, ServiceError>(errors)
    })?;
    Ok(json!({ "Errors": errors }))
}

/// An item's error in a batch. A failure of the lake itself fails the whole call.
pub fn detail(error: ServiceError) -> Result<Value, ServiceError> {
    if error.status >= 500 {
        return Err(error);
    }
    let error = error.with_invalid_code("InvalidInputException");
    Ok(json!({ "ErrorCode": error.code, "ErrorMessage": error.message }))
}
