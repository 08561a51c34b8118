//! What lies in the places of tables, as far as it was looked at.

use super::Severity::{Note, Warning};
use super::facts::{Facts, Whereabouts, bucket_name};
use super::{Check, Seen, check, seen};
use crate::catalog::Table;
use crate::shell_word::last_word;
use crate::size::friendly;

const AREA: &str = "catalog";
/// Fewer files than this are no burden, however small.
const SOME_FILES: u64 = 50;
/// Files below this cost more to open than to read. Source: Amazon Athena user guide, "Optimize file sizes".
const SMALL: u64 = 16 << 20;
/// From so many partitions on, queries wait for the catalog before they read anything.
const MANY_PARTITIONS: usize = 10_000;

pub const CHECKS: &[Check] = &[
    check("table-small-files", AREA, Warning, "tables are made of few large files", |facts| {
        tables(facts, |table| {
            let sample = facts.files.get(&name(table))?;
            let mean = sample.bytes.checked_div(sample.files)?;
            (sample.files >= SOME_FILES && mean < SMALL).then(|| {
                let which = if sample.is_all { "" } else { "the first " };
                seen(subject(table), format!("{which}{} files hold {} on average", sample.files, friendly(mean)))
                    .mended_by(super::catalog::as_parquet(table, "compact"))
            })
        })
    }),
    check("table-no-files", AREA, Note, "there is something in a table's place", |facts| {
        tables(facts, |table| {
            let sample = facts.files.get(&name(table))?;
            // What the catalog has partitions for may lie elsewhere.
            let is_partitioned = facts.partitions.get(&name(table)).is_some_and(|found| found.partitions > 0);
            (sample.files == 0 && sample.is_all && !is_partitioned)
                .then(|| seen(subject(table), format!("nothing is in {}", table.location.as_deref().unwrap_or("it"))))
        })
    }),
    check(
        "table-partition-count",
        AREA,
        Warning,
        "no table has so many partitions that queries wait for them",
        |facts| {
            tables(facts, |table| {
                let sample = facts.partitions.get(&name(table))?;
                let is_projected =
                    table.parameter("projection.enabled").is_some_and(|on| on.eq_ignore_ascii_case("true"));
                (sample.partitions >= MANY_PARTITIONS && !is_projected).then(|| {
                    let least = if sample.is_all { "" } else { "at least " };
                    seen(subject(table), format!("{least}{} partitions, and no projection", sample.partitions))
                })
            })
        },
    ),
    check("table-no-partitions", AREA, Warning, "a partitioned table has its partitions", |facts| {
        tables(facts, |table| {
            let sample = facts.partitions.get(&name(table))?;
            let files = facts.files.get(&name(table))?;
            let is_projected = table.parameter("projection.enabled").is_some_and(|on| on.eq_ignore_ascii_case("true"));
            (sample.partitions == 0 && files.files > 0 && !is_projected && !table.partition_keys.is_empty()).then(
                || {
                    seen(subject(table), "its place has files, and queries find none of them")
                        .mended_by(format!("lakectl partition sync {}", last_word(&name(table))))
                },
            )
        })
    }),
    check(
        "table-partition-schema",
        AREA,
        Warning,
        "partitions have the columns and the format of their table",
        |facts| {
            tables(facts, |table| {
                let sample = facts.partitions.get(&name(table)).filter(|sample| sample.outdated > 0)?;
                Some(seen(
                    subject(table),
                    format!("{} of {} partitions differ from it", sample.outdated, sample.partitions),
                ))
            })
        },
    ),
    check("table-partition-outside", AREA, Note, "partitions lie in the place of their table", |facts| {
        tables(facts, |table| {
            let sample = facts.partitions.get(&name(table)).filter(|sample| sample.outside > 0)?;
            Some(seen(subject(table), format!("{} of {} partitions lie elsewhere", sample.outside, sample.partitions)))
        })
    }),
    check("table-foreign-bucket", AREA, Note, "a table's files are the account's own", |facts| {
        tables(facts, |table| {
            let bucket = table.location.as_deref().and_then(bucket_name)?;
            (facts.elsewhere.get(bucket) == Some(&Whereabouts::Others)).then(|| {
                seen(subject(table), format!("bucket {bucket} is another account's, which decides who reads it"))
            })
        })
    }),
];

fn tables(facts: &Facts, judge: impl Fn(&Table) -> Option<Seen>) -> Vec<Seen> {
    facts.tables.iter().filter_map(judge).collect()
}

fn name(table: &Table) -> String {
    format!("{}.{}", table.database, table.name)
}

fn subject(table: &Table) -> String {
    format!("table {}", name(table))
}
