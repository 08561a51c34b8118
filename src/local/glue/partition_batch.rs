//! Partitions by the batch: each item stands for itself, its failure is reported and the rest is done.

use serde_json::{Value, json};

use super::actor::Actor;
use super::partition::{names, reduced};
use super::table::Partitioned;
use super::{catalog, check, governance, shape, table};
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "BatchCreatePartition", run: Run::Sync(create) },
    Operation { name: "BatchGetPartition", run: Run::Sync(get) },
    Operation { name: "BatchUpdatePartition", run: Run::Sync(update) },
    Operation { name: "BatchDeletePartition", run: Run::Sync(delete) },
];

/// Items that a batch takes. Source: AWS Glue service model.
const CREATE: usize = 100;
const GET: usize = 1000;
const UPDATE: usize = 100;
const DELETE: usize = 25;

fn create(call: &Call) -> Reply {
    let (database, name) = names(call)?;
    let input = call.input();
    let items = input.list("PartitionInputList")?;
    check::count("PartitionInputList", items, CREATE)?;
    let actor = Actor::of(call);
    let errors = call.lake.store().write(|tx| {
        let table = catalog::need_table(tx, actor.region(), &database, &name)?;
        each(items, "PartitionValues", "Values", |item| catalog::create_partition(tx, &actor, &table, item).map(drop))
    })?;
    Ok(json!({ "Errors": errors }))
}

fn get(call: &Call) -> Reply {
    let (database, name) = names(call)?;
    let input = call.input();
    let items = input.list("PartitionsToGet")?;
    check::count("PartitionsToGet", items, GET)?;
    let mut found = Vec::new();
    call.lake.store().read(|tx| {
        let Partitioned { table, seen } = table::partitioned(tx, call, &database, &name)?;
        for item in items {
            let values = shape::partition_values(&Input::new(item), "Values", &table)?;
            // A partition that is not there is left out, and not 'unprocessed' either: asking again would not help.
            if let Some(document) = catalog::partition(tx, &call.caller.region, &database, &name, &values)? {
                found.push(reduced(document, seen.as_ref()));
            }
        }
        Ok::<_, ServiceError>(())
    })?;
    Ok(json!({ "Partitions": found, "UnprocessedKeys": [] }))
}

fn update(call: &Call) -> Reply {
    let (database, name) = names(call)?;
    let input = call.input();
    let items = input.list("Entries")?;
    check::count("Entries", items, UPDATE)?;
    let actor = Actor::of(call);
    let errors = call.lake.store().write(|tx| {
        let table = catalog::need_table(tx, actor.region(), &database, &name)?;
        each(items, "PartitionValueList", "PartitionValueList", |item| {
            let values = shape::partition_values(item, "PartitionValueList", &table)?;
            catalog::update_partition(tx, &actor, &table, &values, &item.structure("PartitionInput")?).map(drop)
        })
    })?;
    Ok(json!({ "Errors": errors }))
}

fn delete(call: &Call) -> Reply {
    let (database, name) = names(call)?;
    let input = call.input();
    let items = input.list("PartitionsToDelete")?;
    check::count("PartitionsToDelete", items, DELETE)?;
    let actor = Actor::of(call);
    let errors = call.lake.store().write(|tx| {
        let table = catalog::need_table(tx, actor.region(), &database, &name)?;
        governance::may_partitions(tx, &actor, &database, &name)?;
        each(items, "PartitionValues", "Values", |item| {
            let values = shape::partition_values(item, "Values", &table)?;
            catalog::delete_partition(tx, actor.region(), &database, &name, &values)
        })
    })?;
    Ok(json!({ "Errors": errors }))
}

/// Does the work for each item; the failed ones with their values and the reason.
fn each(
    items: &[Value],
    reported_as: &str,
    given_as: &str,
    mut work: impl FnMut(&Input<'_>) -> Result<(), ServiceError>,
) -> Result<Vec<Value>, ServiceError> {
    let mut errors = Vec::new();
    for item in items {
        if let Err(error) = work(&Input::new(item)) {
            let mut entry = json!({ "ErrorDetail": table::detail(error)? });
            entry[reported_as] = item[given_as].clone();
            errors.push(entry);
        }
    }
    Ok(errors)
}
