//! Whoever works on the lake: the clock, the program, the region.

use super::Severity::{Error, Note, Warning};
use super::facts::{Facts, bucket_name};
use super::{Check, check, seen};

const AREA: &str = "setup";
/// Signatures are refused when the clocks are further apart; seconds. Source: Amazon S3 error responses,
/// RequestTimeTooSkewed (15 minutes); other services allow five.
const SKEW: i64 = 300;
/// This far apart they soon will be; seconds.
const DRIFT: i64 = 30;

pub const CHECKS: &[Check] = &[
    check("clock-skew", AREA, Error, "this machine's clock is right enough for signatures", |facts| {
        let skew = facts.clock_skew.filter(|skew| skew.abs() >= SKEW);
        skew.map(|skew| seen("clock", format!("it is {}: requests are refused", apart(skew)))).into_iter().collect()
    }),
    check("clock-drift", AREA, Note, "this machine's clock is looked after", |facts| {
        let skew = facts.clock_skew.filter(|skew| (DRIFT..SKEW).contains(&skew.abs()));
        skew.map(|skew| seen("clock", format!("it is {}", apart(skew)))).into_iter().collect()
    }),
    check("other-lakectl", AREA, Warning, "a shell finds this lakectl, and no other program of its name", |facts| {
        let told = |program: &String| seen(format!("program {program}"), "a shell finds it as `lakectl`, too");
        facts.other_programs.iter().map(told).collect()
    }),
    check("bucket-other-region", AREA, Warning, "what the lake names is in its region", |facts| {
        let of_tables = facts
            .tables
            .iter()
            .filter_map(|table| Some((format!("table {}.{}", table.database, table.name), table.location.clone()?)));
        let of_groups = facts
            .workgroups
            .iter()
            .filter_map(|group| Some((format!("workgroup {}", group.name), group.output_location.clone()?)));
        of_tables.chain(of_groups).filter_map(|(subject, place)| away(facts, subject, &place)).collect()
    }),
];

fn apart(skew: i64) -> String {
    let direction = if skew > 0 { "ahead" } else { "behind" };
    let seconds = skew.abs();
    if seconds < 120 {
        format!("{seconds} seconds {direction}")
    } else {
        format!("{} minutes {direction}", seconds / 60)
    }
}

fn away(facts: &Facts, subject: String, place: &str) -> Option<super::Seen> {
    let bucket = bucket_name(place)?;
    let region = facts.other_regions.get(bucket)?;
    Some(seen(subject, format!("bucket {bucket} is in {region}: every byte read from {} is paid for", facts.region)))
}
