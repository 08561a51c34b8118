//! Running a query over events.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::evaluate::{field, holds, value};
use super::{Aggregate, Command, Expr, Named, Query, Record, Row, Value};

/// What a query found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// The columns in order; a row may lack some.
    pub columns: Vec<String>,
    /// Name and text of each value that is there, in the order of the columns.
    pub rows: Vec<Vec<(String, String)>>,
    /// Events that were looked at, their bytes, and those that the filters let through.
    pub scanned: usize,
    pub bytes: usize,
    pub matched: usize,
}

/// Fields that are found in one event, at most. Source: the user guide, "Supported logs and discovered fields".
const MOST_FIELDS: usize = 200;

/// Runs a query; `limit` is that of the request, when the query has none of its own.
pub fn run(query: &Query, records: impl IntoIterator<Item = Record>, limit: usize) -> Found {
    let mut found = Found::default();
    let mut rows: Vec<Row> = Vec::new();
    for record in records {
        found.scanned += 1;
        found.bytes += record.message.len();
        rows.push(row_of(record));
    }
    let mut columns: Option<Vec<String>> = None;
    let (mut sorted, mut limited, mut counted) = (false, false, false);
    for command in &query.commands {
        match command {
            Command::Filter(condition) => rows.retain(|row| holds(condition, row)),
            Command::Parse { from, pattern } => {
                // Groups are told apart by their names when they have some, and by their order otherwise.
                let has_names = pattern.regex.capture_names().flatten().next().is_some();
                for row in &mut rows {
                    let text = value(from, row).text().unwrap_or_default();
                    let Some(groups) = pattern.regex.captures(&text) else { continue };
                    for (index, name) in pattern.names.iter().enumerate() {
                        let group = if has_names { groups.name(name) } else { groups.get(index + 1) };
                        if let Some(group) = group {
                            row.insert(name.clone(), Value::Text(group.as_str().to_owned()));
                        }
                    }
                }
            }
            Command::Fields(named) => {
                add(&mut rows, named);
                let shown = columns.get_or_insert_default();
                for one in named {
                    if !shown.contains(&one.name) {
                        shown.push(one.name.clone());
                    }
                }
            }
            Command::Display(named) => {
                add(&mut rows, named);
                columns = Some(named.iter().map(|one| one.name.clone()).collect());
            }
            Command::Stats { aggregates, by } => {
                found.matched = rows.len();
                counted = true;
                rows = grouped(&rows, aggregates, by);
                let names = by.iter().map(|one| &one.name).chain(aggregates.iter().map(|(_, name)| name));
                columns = Some(names.cloned().collect());
                // Groups have no newest one: they are in the order of what they are grouped by.
                sorted = true;
            }
            Command::Sort(keys) => {
                sort(&mut rows, keys);
                sorted = true;
            }
            Command::Limit(most) => {
                newest_first(&mut rows, &mut sorted);
                note(&mut found, &mut counted, rows.len());
                rows.truncate(*most);
                limited = true;
            }
            Command::Dedup(names) => {
                newest_first(&mut rows, &mut sorted);
                let mut seen = BTreeSet::new();
                rows.retain(|row| {
                    let key: Vec<Option<String>> = names.iter().map(|name| field(row, name).text()).collect();
                    // Rows without the fields are kept.
                    key.iter().any(Option::is_none) || seen.insert(key)
                });
            }
        }
    }
    newest_first(&mut rows, &mut sorted);
    note(&mut found, &mut counted, rows.len());
    if !limited {
        rows.truncate(limit);
    }
    let shown = columns.unwrap_or_else(|| vec!["@timestamp".to_owned(), "@message".to_owned()]);
    found.rows = rows.iter().map(|row| cells(row, &shown)).collect();
    found.columns = shown;
    found
}

/// The newest event comes first, unless the query says otherwise.
fn newest_first(rows: &mut [Row], sorted: &mut bool) {
    if !std::mem::replace(sorted, true) {
        sort(rows, &[(Expr::Field("@timestamp".to_owned()), true)]);
    }
}

fn note(found: &mut Found, counted: &mut bool, rows: usize) {
    if !std::mem::replace(counted, true) {
        found.matched = rows;
    }
}

fn cells(row: &Row, columns: &[String]) -> Vec<(String, String)> {
    let pointer = row.get("@ptr").and_then(Value::text).map(|pointer| ("@ptr".to_owned(), pointer));
    let shown = columns.iter().filter_map(|name| Some((name.clone(), field(row, name).text()?)));
    shown.filter(|(name, _)| name != "@ptr").chain(pointer).collect()
}

/// The fields of an event: the service's, and those of a message that is a JSON object.
fn row_of(record: Record) -> Row {
    let mut row = Row::new();
    if let Ok(document @ serde_json::Value::Object(_)) = serde_json::from_str(&record.message) {
        discover(&mut row, "", &document);
    }
    row.insert("@timestamp".to_owned(), Value::Time(record.at));
    row.insert("@ingestionTime".to_owned(), Value::Time(record.ingested));
    row.insert("@logStream".to_owned(), Value::Text(record.stream));
    row.insert("@log".to_owned(), Value::Text(record.group));
    row.insert("@message".to_owned(), Value::Text(record.message));
    row.insert("@ptr".to_owned(), Value::Text(record.pointer));
    row
}

fn discover(row: &mut Row, name: &str, document: &serde_json::Value) {
    let below = |part: &str| if name.is_empty() { part.to_owned() } else { format!("{name}.{part}") };
    match document {
        serde_json::Value::Object(members) => {
            for (part, member) in members {
                discover(row, &below(part), member);
            }
        }
        serde_json::Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                discover(row, &below(&index.to_string()), item);
            }
        }
        _ if row.len() >= MOST_FIELDS => {}
        serde_json::Value::Null => {}
        serde_json::Value::Number(number) => {
            row.insert(name.to_owned(), number.as_f64().map_or(Value::Null, Value::Number));
        }
        serde_json::Value::Bool(flag) => {
            row.insert(name.to_owned(), Value::Number(f64::from(u8::from(*flag))));
        }
        serde_json::Value::String(text) => {
            row.insert(name.to_owned(), Value::Text(text.clone()));
        }
    }
}

fn add(rows: &mut [Row], named: &[Named]) {
    // A field under its own name is there already.
    let is_new = |one: &&Named| !matches!(&one.expr, Expr::Field(name) if *name == one.name);
    let new: Vec<&Named> = named.iter().filter(is_new).collect();
    for row in rows {
        for one in &new {
            let value = value(&one.expr, row);
            row.insert(one.name.clone(), value);
        }
    }
}

/// Rows in an order; what is not there comes last.
fn sort(rows: &mut [Row], keys: &[(Expr, bool)]) {
    rows.sort_by(|a, b| {
        for (key, down) in keys {
            let (left, right) = (value(key, a), value(key, b));
            let order = match (&left, &right) {
                (Value::Null, Value::Null) => Ordering::Equal,
                (Value::Null, _) => Ordering::Greater,
                (_, Value::Null) => Ordering::Less,
                _ => {
                    let order = left.order(&right).unwrap_or(Ordering::Equal);
                    if *down { order.reverse() } else { order }
                }
            };
            if order != Ordering::Equal {
                return order;
            }
        }
        Ordering::Equal
    });
}

/// The values of a group by themselves, and its rows.
type Group<'a> = (Vec<Value>, Vec<&'a Row>);

fn grouped(rows: &[Row], aggregates: &[(Aggregate, String)], by: &[Named]) -> Vec<Row> {
    let mut groups: BTreeMap<Vec<Option<String>>, Group<'_>> = BTreeMap::new();
    for row in rows {
        let values: Vec<Value> = by.iter().map(|one| value(&one.expr, row)).collect();
        let key = values.iter().map(Value::text).collect();
        groups.entry(key).or_insert_with(|| (values, Vec::new())).1.push(row);
    }
    // Without rows there is still a count of none.
    if groups.is_empty() && by.is_empty() {
        groups.insert(Vec::new(), (Vec::new(), Vec::new()));
    }
    let reckoned = groups.into_values().map(|(values, members)| {
        let mut row: Row = by.iter().map(|one| one.name.clone()).zip(values).collect();
        for (aggregate, name) in aggregates {
            row.insert(name.clone(), aggregated(aggregate, &members));
        }
        row
    });
    reckoned.collect()
}

fn aggregated(aggregate: &Aggregate, rows: &[&Row]) -> Value {
    let present = |expr: &Expr| rows.iter().map(|row| value(expr, row)).filter(|value| *value != Value::Null).collect();
    let numbers = |expr: &Expr| -> Vec<f64> { rows.iter().filter_map(|row| value(expr, row).number()).collect() };
    let by_time = |expr: &Expr, newest: bool| {
        let with = rows.iter().filter(|row| value(expr, row) != Value::Null);
        let time = |row: &&&Row| match field(row, "@timestamp") {
            Value::Time(at) => at,
            _ => 0,
        };
        let row = if newest { with.max_by_key(time) } else { with.min_by_key(time) };
        row.map_or(Value::Null, |row| value(expr, row))
    };
    #[expect(clippy::cast_precision_loss, reason = "a number of rows")]
    let count = |number: usize| number as f64;
    let some = |number: Option<f64>| number.map_or(Value::Null, Value::Number);
    let mean = |numbers: &[f64]| (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / count(numbers.len()));
    match aggregate {
        Aggregate::Count(None) => Value::Number(count(rows.len())),
        Aggregate::Count(Some(expr)) => {
            let values: Vec<Value> = present(expr);
            Value::Number(count(values.len()))
        }
        Aggregate::CountDistinct(expr) => {
            let values: Vec<Value> = present(expr);
            let different: BTreeSet<Option<String>> = values.iter().map(Value::text).collect();
            Value::Number(count(different.len()))
        }
        Aggregate::Sum(expr) => some(Some(numbers(expr)).filter(|all| !all.is_empty()).map(|all| all.iter().sum())),
        Aggregate::Average(expr) => some(mean(&numbers(expr))),
        Aggregate::Deviation(expr) => {
            let all = numbers(expr);
            some(
                mean(&all).map(|mean| {
                    (all.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / count(all.len())).sqrt()
                }),
            )
        }
        Aggregate::Least(expr) | Aggregate::Most(expr) => {
            let most = matches!(aggregate, Aggregate::Most(_));
            let values: Vec<Value> = present(expr);
            let better = |a: Value, b: Value| {
                let order = a.order(&b).unwrap_or(Ordering::Equal);
                if (order == Ordering::Less) == most { b } else { a }
            };
            values.into_iter().reduce(better).unwrap_or(Value::Null)
        }
        Aggregate::Percentile(expr, percent) => {
            let mut all = numbers(expr);
            all.sort_by(f64::total_cmp);
            some(percentile(&all, *percent))
        }
        Aggregate::Earliest(expr) => by_time(expr, false),
        Aggregate::Latest(expr) => by_time(expr, true),
    }
}

/// The value below which so many percent are, between two of them when it falls there.
fn percentile(sorted: &[f64], percent: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    #[expect(clippy::cast_precision_loss, reason = "a number of rows")]
    let place = last as f64 * percent / 100.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the last index")]
    let below = place.floor() as usize;
    let (low, high) = (sorted[below], sorted[(below + 1).min(last)]);
    Some(low + (high - low) * place.fract())
}
