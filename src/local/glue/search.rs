//! SearchTables: text and properties over every table that the caller may see.

use serde_json::Value;

use super::page::{self, Page};
use super::{catalog, check, governance};
use crate::wire::{Call, Input, Operation, Reply, Run, ServiceError, as_timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[Operation { name: "SearchTables", run: Run::Sync(search) }];

fn search(call: &Call) -> Reply {
    let input = call.input();
    check::catalog(call, &input)?;
    let text = input.opt_string("SearchText")?.map(str::to_lowercase);
    let filters = input.list("Filters")?;
    let page = Page::of(&input, 1000)?;
    let mut tables = call.lake.store().read(|tx| {
        let mut tables = Vec::new();
        for database in catalog::databases(tx, &call.caller.region)? {
            for table in catalog::tables(tx, &call.caller.region, database["Name"].as_str().unwrap_or_default())? {
                tables.extend(governance::visible_table(tx, &call.caller, table)?);
            }
        }
        Ok::<_, ServiceError>(tables)
    })?;
    let mut failed = None;
    tables.retain(|table| {
        let found = text.as_ref().is_none_or(|text| mentions(table, text));
        found
            && filters.iter().all(|filter| {
                matches(table, &Input::new(filter)).unwrap_or_else(|error| {
                    failed = Some(error);
                    false
                })
            })
    });
    if let Some(error) = failed {
        return Err(error);
    }
    sort(&mut tables, input.list("SortCriteria")?)?;
    // The order is the caller's, so pages are cut by position.
    let placed = tables.into_iter().enumerate().map(|(place, table)| (format!("{place:020}"), table));
    Ok(page::items(placed, &page).into_output("TableList"))
}

/// Text in quotes has to be a whole name; other text may be anywhere in names, descriptions and parameters.
fn mentions(table: &Value, text: &str) -> bool {
    if let Some(exact) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return table["Name"] == exact;
    }
    let columns = table["StorageDescriptor"]["Columns"].as_array().into_iter().flatten();
    let keys = table["PartitionKeys"].as_array().into_iter().flatten();
    let parameters = table["Parameters"].as_object().into_iter().flatten().map(|(_, value)| value);
    [&table["Name"], &table["DatabaseName"], &table["Description"]]
        .into_iter()
        .chain(columns.chain(keys).flat_map(|column| [&column["Name"], &column["Comment"]]))
        .chain(parameters)
        .filter_map(Value::as_str)
        .any(|candidate| candidate.to_lowercase().contains(text))
}

fn matches(table: &Value, filter: &Input<'_>) -> Result<bool, ServiceError> {
    let (key, wanted) = (filter.string("Key")?, filter.string("Value")?);
    let comparator = filter.opt_string("Comparator")?;
    if let Some(name) = comparator {
        let known = ["EQUALS", "GREATER_THAN", "LESS_THAN", "GREATER_THAN_EQUALS", "LESS_THAN_EQUALS"];
        check::one_of("Comparator", name, &known)?;
    }
    let value = property(table, key);
    if let Some(millis) = value.and_then(as_timestamp_millis) {
        let seconds: i64 = wanted.parse().map_err(|_| ServiceError::invalid(format!("{wanted} is not a time")))?;
        let (at, limit) = (millis, seconds.saturating_mul(1000));
        return Ok(match comparator {
            Some("GREATER_THAN") => at > limit,
            Some("LESS_THAN") => at < limit,
            Some("GREATER_THAN_EQUALS") => at >= limit,
            Some("LESS_THAN_EQUALS") => at <= limit,
            _ => at == limit,
        });
    }
    let Some(text) = value.and_then(Value::as_str) else { return Ok(false) };
    // Names are tokenized by the service: a filter on one matches a part of it.
    Ok(if key.eq_ignore_ascii_case("name") || key.eq_ignore_ascii_case("description") {
        text.to_lowercase().contains(&wanted.to_lowercase())
    } else {
        text.eq_ignore_ascii_case(wanted)
    })
}

fn property<'a>(table: &'a Value, key: &str) -> Option<&'a Value> {
    let members = table.as_object()?;
    let own = members.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value);
    own.or_else(|| table["Parameters"].get(key))
}

fn sort(tables: &mut [Value], criteria: &[Value]) -> Result<(), ServiceError> {
    let Some(criterion) = criteria.first() else { return Ok(()) };
    let criterion = Input::new(criterion);
    let (field, direction) = (criterion.string("FieldName")?, criterion.opt_string("Sort")?.unwrap_or("ASC"));
    check::one_of("Sort", direction, &["ASC", "DESC"])?;
    let key = |table: &Value| {
        let value = property(table, field);
        (value.and_then(as_timestamp_millis), value.and_then(Value::as_str).unwrap_or_default().to_owned())
    };
    tables.sort_by_key(key);
    if direction == "DESC" {
        tables.reverse();
    }
    Ok(())
}
