//! Partitions, one at a time and listed: wire to state.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::{Value, json};

use super::actor::Actor;
use super::page::{self, Page};
use super::table::Partitioned;
use super::{catalog, check, governance, shape, table};
use crate::domain::partition::{PartitionExpression, PartitionFilter};
use crate::domain::types::GlueType;
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "CreatePartition", run: Run::Sync(create) },
    Operation { name: "GetPartition", run: Run::Sync(get) },
    Operation { name: "GetPartitions", run: Run::Sync(list) },
    Operation { name: "UpdatePartition", run: Run::Sync(update) },
    Operation { name: "DeletePartition", run: Run::Sync(delete) },
];

/// Segments that a parallel listing can be cut into. Source: AWS Glue service model.
const SEGMENTS: i64 = 10;

fn create(call: &Call) -> Reply {
    let (database, name) = names(call)?;
    let input = call.input().structure("PartitionInput")?;
    let actor = Actor::of(call);
    call.lake.store().write(|tx| {
        let table = catalog::need_table(tx, actor.region(), &database, &name)?;
        catalog::create_partition(tx, &actor, &table, &input)
    })?;
    Ok(json!({}))
}

fn get(call: &Call) -> Reply {
    let (database, name) = names(call)?;
    let input = call.input();
    let document = call.lake.store().read(|tx| {
        let Partitioned { table, seen } = table::partitioned(tx, call, &database, &name)?;
        let values = shape::partition_values(&input, "PartitionValues", &table)?;
        let found = catalog::partition(tx, &call.caller.region, &database, &name, &values)?;
        Ok::<_, ServiceError>(reduced(found.ok_or_else(catalog::no_partition)?, seen.as_ref()))
    })?;
    Ok(json!({ "Partition": document }))
}

fn list(call: &Call) -> Reply {
    let (database, name) = names(call)?;
    let input = call.input();
    check::refuse("GetPartitions", &input, &["TransactionId", "QueryAsOfTime"])?;
    let expression = input.opt_string("Expression")?.filter(|text| !text.trim().is_empty());
    let segment = input.opt_structure("Segment")?.map(|segment| Segment::of(&segment)).transpose()?;
    let without_columns = input.flag("ExcludeColumnSchema")?;
    let page = Page::of(&input, 1000)?;
    let found = call.lake.store().read(|tx| {
        let Partitioned { table, seen } = table::partitioned(tx, call, &database, &name)?;
        let filter = expression.map(|text| bind(text, &table)).transpose()?;
        let below = call.scope(&[&database, &name]);
        // The name is the values: what is not chosen is not even read.
        let is_chosen = |name: &str| {
            segment.as_ref().is_none_or(|segment| segment.holds(name))
                && filter.as_ref().is_none_or(|filter| filter.matches(&catalog::values_in_name(name)))
        };
        page::documents_named(tx, catalog::PARTITION, &below, &page, is_chosen, |mut document| {
            if without_columns {
                if let Some(storage) = document["StorageDescriptor"].as_object_mut() {
                    storage.remove("Columns");
                }
                return Ok(Some(document));
            }
            Ok(Some(reduced(document, seen.as_ref())))
        })
    })?;
    Ok(found.into_output("Partitions"))
}

fn update(call: &Call) -> Reply {
    let (database, name) = names(call)?;
    let input = call.input();
    let partition = input.structure("PartitionInput")?;
    let actor = Actor::of(call);
    call.lake.store().write(|tx| {
        let table = catalog::need_table(tx, actor.region(), &database, &name)?;
        let values = shape::partition_values(&input, "PartitionValueList", &table)?;
        catalog::update_partition(tx, &actor, &table, &values, &partition)
    })?;
    Ok(json!({}))
}

fn delete(call: &Call) -> Reply {
    let (database, name) = names(call)?;
    let input = call.input();
    let actor = Actor::of(call);
    call.lake.store().write(|tx| {
        let table = catalog::need_table(tx, actor.region(), &database, &name)?;
        governance::may_partitions(tx, &actor, &database, &name)?;
        let values = shape::partition_values(&input, "PartitionValues", &table)?;
        catalog::delete_partition(tx, actor.region(), &database, &name, &values)
    })?;
    Ok(json!({}))
}

/// The database and table of a request, folded.
pub fn names(call: &Call) -> Result<(String, String), ServiceError> {
    let input: Input<'_> = call.input();
    check::catalog(call, &input)?;
    Ok((check::folded_name(&input, "DatabaseName")?, check::folded_name(&input, "TableName")?))
}

/// A partition with the columns that the caller may see; its own spelling of them does not matter.
pub fn reduced(mut partition: Value, seen: Option<&BTreeSet<String>>) -> Value {
    if let Some(seen) = seen
        && let Some(columns) = partition["StorageDescriptor"]["Columns"].as_array_mut()
    {
        columns.retain(|column| column["Name"].as_str().is_some_and(|name| seen.contains(&name.to_lowercase())));
    }
    partition
}

fn bind(text: &str, table: &Value) -> Result<PartitionFilter, ServiceError> {
    let keys = keys(table)?;
    let expression: PartitionExpression = text.parse().map_err(wrong_expression)?;
    expression.bind(&keys).map_err(wrong_expression)
}

fn wrong_expression(error: crate::domain::partition::ExpressionError) -> ServiceError {
    ServiceError::invalid(format!("Unsupported expression: {error}"))
}

fn keys(table: &Value) -> Result<Vec<(String, GlueType)>, ServiceError> {
    let keys = table["PartitionKeys"].as_array().into_iter().flatten();
    keys.map(|key| {
        let name = key["Name"].as_str().unwrap_or_default().to_owned();
        let written = key["Type"].as_str().unwrap_or("string");
        let key_type = written
            .parse()
            .map_err(|error| ServiceError::invalid(format!("Type {written} of partition key {name}: {error}")))?;
        Ok((name, key_type))
    })
    .collect()
}

/// One of several non-overlapping parts of a listing.
struct Segment {
    number: u64,
    total: u64,
}

impl Segment {
    fn of(input: &Input<'_>) -> Result<Self, ServiceError> {
        let (number, total) = (input.integer("SegmentNumber")?, input.integer("TotalSegments")?);
        if !(1..=SEGMENTS).contains(&total) || !(0..total).contains(&number) {
            return Err(ServiceError::invalid(format!(
                "Segment {number} of {total}: there are 1 to {SEGMENTS} segments, counted from 0"
            )));
        }
        Ok(Self { number: number.unsigned_abs(), total: total.unsigned_abs() })
    }

    /// By the name of the partition's document, so that the documents of other segments are not read.
    fn holds(&self, name: &str) -> bool {
        let mut hasher = DefaultHasher::new();
        name.hash(&mut hasher);
        hasher.finish() % self.total == self.number
    }
}
