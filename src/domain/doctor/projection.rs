//! Partition projection: what Athena refuses, or quietly finds nothing by.
//!
//! Source: Amazon Athena user guide, "Supported types for partition projection" and "Set up partition projection".

use super::Severity::Error;
use super::facts::Facts;
use super::{Check, Seen, check, seen};
use crate::catalog::Table;

const AREA: &str = "catalog";
const TYPES: [&str; 4] = ["enum", "integer", "date", "injected"];
const TEMPLATE: &str = "storage.location.template";

pub const CHECKS: &[Check] = &[
    check("table-projection-type", AREA, Error, "a projected key is of a type that there is", |facts| {
        each(facts, |table| {
            let types = keys(table).filter_map(|key| Some((key, property(table, key, "type")?)));
            let wrong: Vec<String> =
                types.filter(|(_, said)| !TYPES.contains(said)).map(|(key, said)| format!("{key} is {said}")).collect();
            told(table, wrong, "there are enum, integer, date and injected")
        })
    }),
    check("table-projection-order", AREA, Error, "a projected range goes from its beginning to its end", |facts| {
        each(facts, |table| {
            let ranges = keys(table).filter(|key| property(table, key, "type") == Some("integer"));
            let wrong: Vec<String> = ranges
                .filter_map(|key| Some((key, property(table, key, "range")?)))
                .filter(|(_, range)| !is_range(range))
                .map(|(key, range)| format!("{key} has the range `{range}`"))
                .collect();
            told(table, wrong, "write the least and the greatest number: 0,23")
        })
    }),
    check("table-projection-format", AREA, Error, "a projected date says how it is written", |facts| {
        each(facts, |table| {
            let dates = keys(table).filter(|key| property(table, key, "type") == Some("date"));
            let wrong: Vec<String> = dates
                .filter(|key| property(table, key, "format").is_none())
                .map(|key| format!("projection.{key}.format is missing"))
                .collect();
            told(table, wrong, "queries fail")
        })
    }),
    check("table-projection-template", AREA, Error, "the template of places has every projected key", |facts| {
        each(facts, |table| {
            let template = table.parameter(TEMPLATE)?;
            let wrong: Vec<String> = keys(table)
                .filter(|key| !template.contains(&format!("${{{key}}}")))
                .map(|key| format!("it lacks ${{{key}}}"))
                .collect();
            told(table, wrong, "every partition would be the same place")
        })
    }),
    check("table-projection-key", AREA, Error, "what is projected is a partition key", |facts| {
        each(facts, |table| {
            let wrong: Vec<String> = table
                .parameters
                .keys()
                .filter_map(|name| name.strip_prefix("projection.")?.strip_suffix(".type"))
                .filter(|key| !keys(table).any(|known| known == *key))
                .map(|key| format!("{key} is none"))
                .collect();
            told(table, wrong, "nothing comes of it")
        })
    }),
];

fn each(facts: &Facts, judge: impl Fn(&Table) -> Option<Seen>) -> Vec<Seen> {
    let is_projected =
        |table: &&Table| table.parameter("projection.enabled").is_some_and(|on| on.eq_ignore_ascii_case("true"));
    facts.tables.iter().filter(is_projected).filter_map(judge).collect()
}

fn keys(table: &Table) -> impl Iterator<Item = &str> {
    table.partition_keys.iter().map(|key| key.name.as_str())
}

fn property<'a>(table: &'a Table, key: &str, property: &str) -> Option<&'a str> {
    table.parameter(&format!("projection.{key}.{property}"))
}

fn told(table: &Table, wrong: Vec<String>, why: &str) -> Option<Seen> {
    (!wrong.is_empty())
        .then(|| seen(format!("table {}.{}", table.database, table.name), format!("{}: {why}", wrong.join(", "))))
}

fn is_range(text: &str) -> bool {
    let Some((first, last)) = text.split_once(',') else { return false };
    matches!((first.trim().parse::<i64>(), last.trim().parse::<i64>()), (Ok(first), Ok(last)) if first <= last)
}
