//! Partition indexes. The lake's filters need none; they are kept, with AWS's rules, for whoever asks for them.

use serde_json::{Value, json};

use super::actor::Actor;
use super::page::{self, Page};
use super::partition::names;
use super::{catalog, check, governance, table};
use crate::domain::permission::Permission;
use crate::store::Tx;
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "CreatePartitionIndex", run: Run::Sync(create) },
    Operation { name: "GetPartitionIndexes", run: Run::Sync(list) },
    Operation { name: "DeletePartitionIndex", run: Run::Sync(delete) },
];

/// Indexes of one table. Source: AWS Glue developer guide, "Working with partition indexes".
const MOST: usize = 3;
/// Types of keys that can be indexed. Source: as above.
const KEY_TYPES: &[&str] = &["string", "int", "bigint", "long", "tinyint", "smallint"];

/// Adds an index to a table.
pub fn add(tx: &Tx<'_>, actor: &Actor, table: &Value, input: &Input<'_>) -> Result<(), ServiceError> {
    let name = check::name(input, "IndexName")?;
    let keys = input.strings("Keys")?;
    if keys.is_empty() {
        return Err(check::constraint("Keys", "[]", "Member must have length greater than or equal to 1"));
    }
    let mut described = Vec::new();
    for key in keys {
        let known = table["PartitionKeys"].as_array().into_iter().flatten().find(|column| column["Name"] == key);
        let Some(column) = known else {
            return Err(ServiceError::invalid(format!("Index key {key} is not a partition key of the table.")));
        };
        if !KEY_TYPES.iter().any(|allowed| column["Type"] == *allowed) {
            return Err(ServiceError::invalid(format!(
                "Partition key {key} of type {} cannot be indexed.",
                column["Type"].as_str().unwrap_or("unknown")
            )));
        }
        described.push(json!({ "Name": key, "Type": column["Type"] }));
    }
    let scope = scope_of(actor, table);
    if tx.count(catalog::PARTITION_INDEX, &scope)? >= MOST {
        return Err(ServiceError::client(
            "ResourceNumberLimitExceededException",
            format!("A table can have at most {MOST} partition indexes."),
        ));
    }
    let document = json!({ "IndexName": name, "Keys": described, "IndexStatus": "ACTIVE" });
    if !tx.insert(catalog::PARTITION_INDEX, &scope, name, &document)? {
        return Err(check::exists(format!("Index {name} already exists.")));
    }
    Ok(())
}

fn create(call: &Call) -> Reply {
    let (database, name) = names(call)?;
    let index = call.input().structure("PartitionIndex")?;
    let actor = Actor::of(call);
    call.lake.store().write(|tx| {
        let table = catalog::need_table(tx, actor.region(), &database, &name)?;
        governance::may_table(tx, &actor, Permission::Alter, &database, &name)?;
        add(tx, &actor, &table, &index)
    })?;
    Ok(json!({}))
}

fn list(call: &Call) -> Reply {
    let (database, name) = names(call)?;
    let page = Page::of(&call.input(), 100)?;
    let found = call.lake.store().read(|tx| {
        // An index names partition keys, as partitions do.
        table::partitioned(tx, call, &database, &name)?;
        page::documents(tx, catalog::PARTITION_INDEX, &call.scope(&[&database, &name]), &page, |index| Ok(Some(index)))
    })?;
    Ok(found.into_output("PartitionIndexDescriptorList"))
}

fn delete(call: &Call) -> Reply {
    let (database, name) = names(call)?;
    let input = call.input();
    let index = check::name(&input, "IndexName")?;
    let actor = Actor::of(call);
    call.lake.store().write(|tx| {
        let table = catalog::need_table(tx, actor.region(), &database, &name)?;
        governance::may_table(tx, &actor, Permission::Alter, &database, &name)?;
        if tx.delete(catalog::PARTITION_INDEX, &scope_of(&actor, &table), index)? {
            return Ok(());
        }
        Err(check::not_found(format!("Index {index} not found.")))
    })?;
    Ok(json!({}))
}

fn scope_of(actor: &Actor, table: &Value) -> String {
    let text = |member: &str| table[member].as_str().unwrap_or_default().to_owned();
    catalog::table_scope(actor, &text("DatabaseName"), &text("Name"))
}
