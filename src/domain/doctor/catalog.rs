//! Databases and tables: whether a definition agrees with itself, with the lake, and with those who pay for queries.

use std::collections::{BTreeMap, BTreeSet};

use super::Severity::{Error, Note, Warning};
use super::facts::{Facts, bucket_name};
use super::{Check, Seen, check, seen};
use crate::catalog::Table;
use crate::shell_word::{command, word};
use crate::types::GlueType;
use crate::zone::Zone;

const AREA: &str = "catalog";
/// Partition keys of these names have as many values as there are users or events.
const HIGH_CARDINALITY: [&str; 10] =
    ["user_id", "userid", "customer_id", "session_id", "event_id", "order_id", "uuid", "guid", "id", "timestamp"];
/// A table that nobody has touched for so long: milliseconds.
const STALE: i64 = 180 * 24 * 3600 * 1000;
/// More columns than this are seldom meant.
const MANY_COLUMNS: usize = 500;

pub const CHECKS: &[Check] = &[
    check("table-reader", AREA, Error, "a table's input format and reader belong together", |facts| {
        tables(facts, |table| {
            let (input, library) = (table.input_format.as_deref()?, table.serialization_library.as_deref()?);
            let input_says = family(input)?;
            let reader_says = family(library)?;
            (input_says != reader_says).then(|| {
                seen(subject(table), format!("{input} hands {input_says} to {library}, which reads {reader_says}"))
                    .mended_by(command("lakectl table create", &[&name(table)], &format!("--format {reader_says} …")))
            })
        })
    }),
    check("table-classification", AREA, Warning, "the classification says what the reader reads", |facts| {
        tables(facts, |table| {
            let said = table.parameter("classification")?;
            let reads = family(table.serialization_library.as_deref()?)?;
            let agrees = said.eq_ignore_ascii_case(reads)
                || reads == "text"
                || !["parquet", "orc", "avro", "json"].contains(&said);
            (!agrees).then(|| seen(subject(table), format!("classification {said}, and a reader of {reads}")))
        })
    }),
    check("table-location", AREA, Error, "a table has a place in S3", |facts| {
        tables(facts, |table| {
            let is_view = table.view_text.is_some() || table.table_type.as_deref() == Some("VIRTUAL_VIEW");
            let has_place = table.location.as_deref().and_then(bucket_name).is_some();
            (!is_view && !has_place).then(|| seen(subject(table), "it has no location"))
        })
    }),
    check("table-dead-location", AREA, Error, "a table's bucket is there", |facts| {
        if !facts.has_read("buckets") {
            return Vec::new();
        }
        tables(facts, |table| {
            let place = table.location.as_deref()?;
            let bucket = bucket_name(place)?;
            facts.is_nowhere(place).then(|| {
                seen(subject(table), format!("there is no bucket {bucket}")).mended_by(command(
                    "lakectl table delete",
                    &[&name(table)],
                    "",
                ))
            })
        })
    }),
    check("table-no-columns", AREA, Warning, "a table has columns", |facts| {
        tables(facts, |table| table.columns.is_empty().then(|| seen(subject(table), "it has no columns")))
    }),
    check("table-types", AREA, Error, "the types of columns are types", |facts| {
        tables(facts, |table| {
            let all = table.columns.iter().chain(&table.partition_keys);
            let bad: Vec<String> = all
                .filter(|column| column.column_type.parse::<GlueType>().is_err())
                .map(|column| format!("{} {}", column.name, column.column_type))
                .collect();
            (!bad.is_empty()).then(|| seen(subject(table), format!("no types: {}", bad.join(", "))))
        })
    }),
    check("table-twice-named", AREA, Error, "no column is there twice, or is a partition key too", |facts| {
        tables(facts, |table| {
            let mut names = BTreeSet::new();
            let all = table.columns.iter().chain(&table.partition_keys);
            let twice: Vec<&str> =
                all.map(|column| column.name.as_str()).filter(|name| !names.insert(name.to_lowercase())).collect();
            (!twice.is_empty()).then(|| seen(subject(table), format!("twice: {}", twice.join(", "))))
        })
    }),
    check("table-many-columns", AREA, Note, "a table has no more columns than people can know", |facts| {
        tables(facts, |table| {
            let count = table.columns.len();
            (count > MANY_COLUMNS).then(|| seen(subject(table), format!("{count} columns")))
        })
    }),
    check(
        "table-partition-cardinality",
        AREA,
        Warning,
        "no partition key has a value for each user or event",
        |facts| {
            tables(facts, |table| {
                let key = table.partition_keys.iter().find(|key| HIGH_CARDINALITY.contains(&key.name.as_str()))?;
                Some(seen(subject(table), format!("partitioned by {}", key.name)))
            })
        },
    ),
    check("table-partition-type", AREA, Warning, "partition keys have types that can stand in a path", |facts| {
        tables(facts, |table| {
            let odd = |name: &str| {
                name.contains('<') || name.starts_with("float") || name.starts_with("double") || name == "binary"
            };
            let key = table.partition_keys.iter().find(|key| odd(&key.column_type))?;
            Some(seen(subject(table), format!("partition key {} is {}", key.name, key.column_type)))
        })
    }),
    check("table-not-partitioned", AREA, Note, "tables that grow are partitioned", |facts| {
        tables(facts, |table| {
            let zone = facts.bucket_of(table.location.as_deref()?)?.zone()?;
            let grows = matches!(zone, Zone::Processed);
            (grows && table.partition_keys.is_empty()).then(|| seen(subject(table), "every query reads all of it"))
        })
    }),
    check("table-text-format", AREA, Note, "tables that analysts query are columnar", |facts| {
        tables(facts, |table| {
            let zone = facts.bucket_of(table.location.as_deref()?)?.zone()?;
            let format = table.classification()?;
            (matches!(zone, Zone::Processed | Zone::Curated) && ["csv", "json"].contains(&format)).then(|| {
                seen(subject(table), format!("{format} in zone {zone}: queries read every column of it"))
                    .mended_by(as_parquet(table, "parquet"))
            })
        })
    }),
    check("table-same-place", AREA, Warning, "no two tables lie in the same place, or one in another", |facts| {
        let mut places: Vec<(String, &Table)> = facts
            .tables
            .iter()
            .filter_map(|table| {
                let place = table.location.as_deref().filter(|place| bucket_name(place).is_some())?;
                Some((format!("{}/", place.trim_end_matches('/')), table))
            })
            .collect();
        places.sort_by(|a, b| a.0.cmp(&b.0));
        let mut found = Vec::new();
        let mut holders: Vec<&(String, &Table)> = Vec::new();
        for place in &places {
            holders.retain(|holder| place.0.starts_with(&holder.0));
            if let Some(holder) = holders.last() {
                let how = if holder.0 == place.0 { "lies where" } else { "lies within what" };
                found.push(seen(
                    subject(place.1),
                    format!("it {how} {}.{} has: {}", holder.1.database, holder.1.name, holder.0),
                ));
            }
            holders.push(place);
        }
        found
    }),
    check("table-projection", AREA, Error, "partition projection says a type for every partition key", |facts| {
        tables(facts, |table| {
            table.parameter("projection.enabled").filter(|on| on.eq_ignore_ascii_case("true"))?;
            let lacks = |name: &str| table.parameter(&format!("projection.{name}.type")).is_none();
            let missing: Vec<&str> =
                table.partition_keys.iter().map(|key| key.name.as_str()).filter(|name| lacks(name)).collect();
            (!missing.is_empty())
                .then(|| seen(subject(table), format!("no projection type for {}", missing.join(", "))))
        })
    }),
    check("table-projection-range", AREA, Error, "a projected key has its range or its values", |facts| {
        tables(facts, |table| {
            table.parameter("projection.enabled").filter(|on| on.eq_ignore_ascii_case("true"))?;
            let lacks = |name: &str| {
                let needed = match table.parameter(&format!("projection.{name}.type")) {
                    Some("integer" | "date") => "range",
                    Some("enum") => "values",
                    _ => return None,
                };
                let key = format!("projection.{name}.{needed}");
                table.parameter(&key).is_none().then_some(key)
            };
            let missing: Vec<String> = table.partition_keys.iter().filter_map(|key| lacks(&key.name)).collect();
            (!missing.is_empty()).then(|| seen(subject(table), format!("missing: {}", missing.join(", "))))
        })
    }),
    check("table-header", AREA, Warning, "only text has header lines", |facts| {
        tables(facts, |table| {
            let lines = table.parameter("skip.header.line.count")?;
            let reads = family(table.serialization_library.as_deref()?)?;
            (lines != "0" && reads != "text")
                .then(|| seen(subject(table), format!("skip.header.line.count on {reads} files")))
        })
    }),
    check("table-described", AREA, Note, "tables that analysts query say what they are", |facts| {
        tables(facts, |table| {
            let zone = facts.bucket_of(table.location.as_deref()?)?.zone()?;
            let says = table.description.as_deref().is_some_and(|text| !text.is_empty());
            (zone == Zone::Curated && !says).then(|| seen(subject(table), "it has no description"))
        })
    }),
    check("table-deprecated", AREA, Warning, "no table is one that a crawl found no objects for", |facts| {
        tables(facts, |table| {
            table.parameter("DEPRECATED_BY_CRAWLER")?;
            Some(seen(subject(table), "a crawl found its objects gone").mended_by(command(
                "lakectl table delete",
                &[&name(table)],
                "",
            )))
        })
    }),
    check("table-stale", AREA, Note, "tables are still looked after", |facts| {
        tables(facts, |table| {
            let age = facts.now_millis - table.updated_millis?;
            (age > STALE).then(|| seen(subject(table), format!("its definition is {} days old", age / 86_400_000)))
        })
    }),
    check("database-empty", AREA, Note, "no database is empty", |facts| {
        if !facts.has_read("tables") {
            return Vec::new();
        }
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for table in &facts.tables {
            *counts.entry(&table.database).or_default() += 1;
        }
        let is_empty = |name: &str| !counts.contains_key(name);
        let is_fed = |name: &str| facts.crawlers.iter().any(|crawler| crawler.database.as_deref() == Some(name));
        let empty = facts.databases.iter().filter(|one| is_empty(&one.name) && !is_fed(&one.name));
        empty.map(|one| seen(format!("database {}", one.name), "no table, and no crawler that makes some")).collect()
    }),
    check("database-dead-location", AREA, Warning, "a database's bucket is there", |facts| {
        if !facts.has_read("buckets") {
            return Vec::new();
        }
        let dead = facts.databases.iter().filter_map(|one| {
            let place = one.location.as_deref()?;
            let bucket = bucket_name(place)?;
            facts
                .is_nowhere(place)
                .then(|| seen(format!("database {}", one.name), format!("there is no bucket {bucket}")))
        });
        dead.collect()
    }),
];

fn tables(facts: &Facts, judge: impl Fn(&Table) -> Option<Seen>) -> Vec<Seen> {
    facts.tables.iter().filter_map(judge).collect()
}

fn subject(table: &Table) -> String {
    format!("table {}.{}", table.database, table.name)
}

/// What a class of the catalog reads or hands on; none for one that is not known.
fn family(class: &str) -> Option<&'static str> {
    let class = class.to_ascii_lowercase();
    let known = [("parquet", "parquet"), ("orc", "orc"), ("avro", "avro")];
    if let Some((_, family)) = known.iter().find(|(word, _)| class.contains(word)) {
        return Some(family);
    }
    let text = ["textinputformat", "lazysimple", "opencsv", "jsonserde", "regexserde", "grokserde", "hiveignorekey"];
    text.iter().any(|word| class.contains(word)).then_some("text")
}

/// The table's name as a word of a command.
fn name(table: &Table) -> String {
    format!("{}.{}", table.database, table.name)
}

/// The command that makes another table of the same rows, in Parquet.
pub(super) fn as_parquet(table: &Table, ending: &str) -> String {
    let quoted = |name: &str| match name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
        true => name.to_owned(),
        false => format!("\"{}\"", name.replace('"', "\"\"")),
    };
    let (database, new) = (quoted(&table.database), quoted(&format!("{}_{ending}", table.name)));
    let name = quoted(&table.name);
    let sql = format!("CREATE TABLE {database}.{new} WITH (format = 'PARQUET') AS SELECT * FROM {database}.{name}");
    // Between these quotes a shell looks for three characters only.
    match sql.contains(['$', '`', '\\', '"']) {
        true => format!("lakectl query {}", word(&sql)),
        false => format!("lakectl query \"{sql}\""),
    }
}
