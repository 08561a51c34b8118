use std::collections::BTreeSet;

use super::*;
use crate::catalog::{Table, TableColumn};
use crate::workgroup::WorkGroup;

fn table(name: &str) -> Table {
    Table {
        database: "db".to_owned(),
        name: name.to_owned(),
        columns: vec![TableColumn { name: "id".to_owned(), column_type: "bigint".to_owned(), comment: None }],
        location: Some(format!("s3://lake/{name}/")),
        input_format: Some("org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat".to_owned()),
        serialization_library: Some("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe".to_owned()),
        ..Table::default()
    }
}

fn facts(tables: Vec<Table>) -> Facts {
    // The buckets are not known, so that nothing is said of places.
    Facts { tables, unread: vec![("buckets".to_owned(), "denied".to_owned())], ..Facts::default() }
}

#[track_caller]
fn assert_found(facts: &Facts, check: &str, evidence: &str) {
    let findings = examine(facts);
    let found = findings.iter().find(|finding| finding.check == check);
    let found = found.unwrap_or_else(|| panic!("{check} is not found in {findings:#?}"));
    assert!(found.seen.evidence.contains(evidence), "{found:#?}");
}

#[test]
fn there_are_sixty_checks_each_of_its_own_name() {
    let names: Vec<&str> = checks().map(|check| check.id).collect();
    assert!(names.len() >= 60, "{}", names.len());
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    assert!(checks().all(|check| !check.about.is_empty()));
}

#[test]
fn a_sound_table_has_no_finding() {
    let findings = examine(&facts(vec![table("a"), table("b")]));
    let of_tables: Vec<_> = findings.iter().filter(|finding| finding.seen.subject.starts_with("table")).collect();
    assert!(of_tables.is_empty(), "{of_tables:#?}");
}

#[test]
fn tables_that_disagree_with_themselves_are_found() {
    let mut wrong = table("wrong");
    wrong.input_format = Some("org.apache.hadoop.mapred.TextInputFormat".to_owned());
    assert_found(&facts(vec![wrong]), "table-reader", "reads parquet");
    let mut nested = table("inner");
    nested.location = Some("s3://lake/outer/inner".to_owned());
    assert_found(&facts(vec![table("outer"), nested]), "table-same-place", "lies within what db.outer has");
    let mut projected = table("p");
    projected.partition_keys =
        vec![TableColumn { name: "day".to_owned(), column_type: "string".to_owned(), comment: None }];
    projected.parameters.insert("projection.enabled".to_owned(), "true".to_owned());
    assert_found(&facts(vec![projected.clone()]), "table-projection", "day");
    projected.parameters.insert("projection.day.type".to_owned(), "date".to_owned());
    assert_found(&facts(vec![projected]), "table-projection-range", "projection.day.range");
    let mut typed = table("t");
    typed.columns[0].column_type = "nonsense".to_owned();
    assert_found(&facts(vec![typed]), "table-types", "id nonsense");
}

#[test]
fn what_could_not_be_read_is_a_finding_and_never_a_pass() {
    assert_found(&facts(Vec::new()), "not-looked-at", "denied");
    let silent = Facts { unread: vec![("alarms".to_owned(), "denied".to_owned())], ..Facts::default() };
    assert!(!examine(&silent).iter().any(|finding| finding.check == "alarms-none"));
    assert_found(&Facts::default(), "alarms-none", "there are none");
}

#[test]
fn known_findings_stay_until_their_day() {
    let group = WorkGroup {
        name: "w".to_owned(),
        enabled: true,
        description: String::new(),
        created_millis: None,
        output_location: None,
        managed_results: false,
        enforced: true,
        metrics: true,
        scan_limit: None,
        engine: None,
        effective_engine: None,
        encryption: None,
        tags: Default::default(),
    };
    let facts = Facts { workgroups: vec![group], ..Facts::default() };
    let findings = examine(&facts);
    let finding = findings.iter().find(|finding| finding.check == "workgroup-cutoff").expect("it has no limit");
    let known = |subject: Option<&str>, until: Option<&str>| Ignore {
        check: "workgroup-cutoff".to_owned(),
        subject: subject.map(str::to_owned),
        reason: "small".to_owned(),
        until: until.map(str::to_owned),
    };
    assert!(ignored(finding, &[known(None, None)], "2026-11-22").is_some());
    assert!(ignored(finding, &[known(Some("workgroup w"), Some("2026-11-23"))], "2026-11-22").is_some());
    assert!(ignored(finding, &[known(Some("workgroup w"), Some("2026-11-22"))], "2026-11-22").is_none());
    assert!(ignored(finding, &[known(Some("workgroup x"), None)], "2026-11-22").is_none());
}

#[test]
fn mistakes_of_projection_are_found() {
    let mut table = table("p");
    let key = |name: &str| TableColumn { name: name.to_owned(), column_type: "string".to_owned(), comment: None };
    table.partition_keys = vec![key("day"), key("hour")];
    let mut set = |name: &str, value: &str| drop(table.parameters.insert(name.to_owned(), value.to_owned()));
    set("projection.enabled", "true");
    set("projection.day.type", "date");
    set("projection.day.range", "2024-01-01,NOW");
    set("projection.hour.type", "integer");
    set("projection.hour.range", "23,0");
    set("projection.hours.type", "integer");
    set("storage.location.template", "s3://lake/p/${day}/");
    let facts = facts(vec![table]);
    assert_found(&facts, "table-projection-format", "projection.day.format is missing");
    assert_found(&facts, "table-projection-order", "hour has the range `23,0`");
    assert_found(&facts, "table-projection-key", "hours is none");
    assert_found(&facts, "table-projection-template", "it lacks ${hour}");
}

#[test]
fn what_lies_in_places_is_judged_as_far_as_it_was_seen() {
    let mut known = facts(vec![table("a"), table("b")]);
    known.files.insert("db.a".to_owned(), FileSample { files: 1000, bytes: 1 << 20, is_all: false });
    known.files.insert("db.b".to_owned(), FileSample { files: 1000, bytes: 200 << 30, is_all: false });
    assert_found(&known, "table-small-files", "the first 1000 files hold");
    let found = examine(&known).iter().filter(|finding| finding.check == "table-small-files").count();
    assert_eq!(found, 1);
    let many = PartitionSample { partitions: 10_000, is_all: false, outdated: 0, outside: 2 };
    known.partitions.insert("db.a".to_owned(), many);
    assert_found(&known, "table-partition-count", "at least 10000 partitions");
    assert_found(&known, "table-partition-outside", "2 of 10000");
    known.clock_skew = Some(-1200);
    assert_found(&known, "clock-skew", "20 minutes behind");
    known.clock_skew = Some(45);
    assert_found(&known, "clock-drift", "45 seconds ahead");
}

#[test]
fn every_profile_has_checks_and_they_are_there() {
    for profile in PROFILES {
        let count = checks().filter(|check| profile.has(check)).count();
        assert!((5..checks().count()).contains(&count), "{} has {count}", profile.name);
    }
}
