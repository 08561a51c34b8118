//! Tests of what configurations do as time goes by.

use super::*;

const MIB: u64 = 1 << 20;

fn day(text: &str) -> Moment {
    text.parse().unwrap()
}

fn version(id: &str, modified: &str, size: u64) -> Version {
    Version {
        id: id.to_owned(),
        size,
        class: "STANDARD".to_owned(),
        modified: day(modified),
        in_class_since: day(modified),
        noncurrent_since: None,
        is_marker: false,
        tags: None,
    }
}

fn old(id: &str, modified: &str, since: &str) -> Version {
    Version { noncurrent_since: Some(day(since)), ..version(id, modified, MIB) }
}

fn marker(modified: &str) -> Version {
    Version { is_marker: true, size: 0, ..version("m", modified, 0) }
}

fn configuration(rules: &str) -> Configuration {
    Configuration::from_json(&format!(r#"{{"Rules": [{rules}]}}"#)).unwrap_or_else(|error| panic!("{rules}: {error}"))
}

fn rule(id: &str, members: &str) -> String {
    format!(r#"{{"ID": "{id}", "Status": "Enabled", "Filter": {{}}, {members}}}"#)
}

/// What happens, as `day action` texts.
fn told(
    configuration: &Configuration,
    versioning: Versioning,
    versions: &[Version],
    from: &str,
    until: &str,
) -> Vec<String> {
    let mut versions = versions.to_vec();
    let events = Evaluator::new(configuration, versioning).run("data/a", &mut versions, day(from), day(until));
    events.iter().map(|event| format!("{} {} {}", event.at.day(), event.version.id, event.action.words())).collect()
}

#[test]
fn an_object_goes_down_class_by_class_and_ends() {
    let all = configuration(&rule(
        "a",
        r#""Transitions": [{"Days": 30, "StorageClass": "STANDARD_IA"}, {"Days": 90, "StorageClass": "GLACIER"}], "Expiration": {"Days": 365}"#,
    ));
    let object = [version("null", "2026-01-01T10:00:00Z", MIB)];
    assert_eq!(
        told(&all, Versioning::Never, &object, "2026-01-02", "2027-12-01"),
        ["2026-02-01 null move to STANDARD_IA", "2026-04-02 null move to GLACIER", "2027-01-02 null expire"]
    );
    assert_eq!(told(&all, Versioning::Never, &object, "2026-01-02", "2026-01-31"), [""; 0]);
    // A rule that comes late catches up, and takes the cheaper class at once.
    assert_eq!(told(&all, Versioning::Never, &object, "2026-06-01", "2026-06-02"), ["2026-06-01 null move to GLACIER"]);
    assert_eq!(told(&all, Versioning::Never, &object, "2028-01-01", "2028-01-01"), ["2028-01-01 null expire"]);
}

#[test]
fn small_objects_stay_unless_sizes_are_spoken_of() {
    let moves = r#""Transitions": [{"Days": 1, "StorageClass": "GLACIER_IR"}, {"Days": 9, "StorageClass": "GLACIER"}]"#;
    let small = [version("null", "2026-01-01", 5)];
    let mut all = configuration(&rule("a", moves));
    assert_eq!(told(&all, Versioning::Never, &small, "2026-01-01", "2027-01-01"), [""; 0]);
    all.minimum_size = Some(MinimumSize::Varies);
    assert_eq!(told(&all, Versioning::Never, &small, "2026-01-01", "2027-01-01"), ["2026-01-11 null move to GLACIER"]);
    let sized = configuration(&format!(
        r#"{{"ID": "a", "Status": "Enabled", "Filter": {{"ObjectSizeGreaterThan": 1}}, {moves}}}"#
    ));
    assert_eq!(told(&sized, Versioning::Never, &small, "2026-01-01", "2027-01-01").len(), 2);
}

#[test]
fn versions_are_hidden_then_expire_and_markers_go() {
    let all = configuration(&rule(
        "a",
        r#""Expiration": {"Days": 10}, "NoncurrentVersionExpiration": {"NoncurrentDays": 5}"#,
    ));
    let object = [version("v1", "2026-01-01T01:00:00Z", MIB)];
    assert_eq!(
        told(&all, Versioning::Enabled, &object, "2026-01-01", "2026-12-31"),
        [
            "2026-01-12 v1 expire (delete marker)",
            "2026-01-18 v1 expire old version",
            "2026-01-23  remove delete marker"
        ],
        "the expiration by age takes the marker, too, when it is old enough"
    );
    let markers = configuration(&rule("a", r#""Expiration": {"ExpiredObjectDeleteMarker": true}"#));
    let alone = [marker("2026-01-01T01:00:00Z")];
    assert_eq!(
        told(&markers, Versioning::Enabled, &alone, "2026-01-01", "2026-12-31"),
        ["2026-01-02 m remove delete marker"]
    );
    let hiding = [marker("2026-01-02"), old("v1", "2026-01-01", "2026-01-02")];
    assert_eq!(told(&markers, Versioning::Enabled, &hiding, "2026-01-03", "2026-12-31"), [""; 0]);
}

#[test]
fn a_suspended_bucket_loses_its_null_version() {
    let all = configuration(&rule("a", r#""Expiration": {"Days": 10}"#));
    let versions = [version("null", "2026-01-02", MIB), old("v1", "2026-01-01", "2026-01-02")];
    let mut left = versions.to_vec();
    Evaluator::new(&all, Versioning::Suspended).run("a", &mut left, day("2026-01-02"), day("2026-02-01"));
    let ids: Vec<(&str, bool)> = left.iter().map(|version| (version.id.as_str(), version.is_marker)).collect();
    assert_eq!(ids, [("null", true), ("v1", false)]);
}

#[test]
fn the_newest_old_versions_are_kept() {
    let all = configuration(&rule(
        "a",
        r#""NoncurrentVersionExpiration": {"NoncurrentDays": 3, "NewerNoncurrentVersions": 1}"#,
    ));
    let versions = [
        version("v4", "2026-01-04", MIB),
        old("v3", "2026-01-03", "2026-01-04"),
        old("v2", "2026-01-02", "2026-01-03"),
        old("v1", "2026-01-01", "2026-01-02"),
    ];
    assert_eq!(
        told(&all, Versioning::Enabled, &versions, "2026-01-04", "2026-12-31"),
        ["2026-01-06 v1 expire old version", "2026-01-07 v2 expire old version"]
    );
    let moved = configuration(&rule(
        "a",
        r#""NoncurrentVersionTransitions": [{"NoncurrentDays": 30, "StorageClass": "STANDARD_IA"}]"#,
    ));
    assert_eq!(told(&moved, Versioning::Enabled, &versions, "2026-01-04", "2026-12-31").len(), 3);
}

#[test]
fn deletion_wins_over_moving_and_moving_over_hiding() {
    let both = configuration(
        &[
            rule("a", r#""Transitions": [{"Days": 10, "StorageClass": "GLACIER_IR"}]"#),
            rule("b", r#""Expiration": {"Days": 10}"#),
        ]
        .join(","),
    );
    let object = [version("v1", "2026-01-01T01:00:00Z", MIB)];
    assert_eq!(told(&both, Versioning::Never, &object, "2026-01-01", "2026-12-31"), ["2026-01-12 v1 expire"]);
    assert_eq!(
        told(&both, Versioning::Enabled, &object, "2026-01-01", "2026-12-31"),
        ["2026-01-12 v1 move to GLACIER_IR", "2026-01-12 v1 expire (delete marker)"]
    );
}

#[test]
fn dates_tags_and_switches_decide() {
    let dated = configuration(&rule("a", r#""Expiration": {"Date": "2026-03-01"}"#));
    let object = [version("null", "2026-01-01", MIB)];
    assert_eq!(told(&dated, Versioning::Never, &object, "2026-01-01", "2026-12-31"), ["2026-03-01 null expire"]);
    assert_eq!(told(&dated, Versioning::Never, &object, "2026-05-01", "2026-05-01"), ["2026-05-01 null expire"]);
    let tagged = configuration(
        r#"{"ID": "a", "Status": "Enabled", "Filter": {"Tag": {"Key": "k", "Value": "v"}}, "Expiration": {"Days": 1}}"#,
    );
    let evaluator = Evaluator::new(&tagged, Versioning::Never);
    assert!(evaluator.needs_tags("x", 1) && evaluator.concerns("x"));
    let mut with = object.to_vec();
    with[0].tags = Some([("k".to_owned(), "v".to_owned())].into());
    assert_eq!(told(&tagged, Versioning::Never, &object, "2026-01-01", "2026-12-31"), [""; 0]);
    assert_eq!(told(&tagged, Versioning::Never, &with, "2026-01-01", "2026-12-31").len(), 1);
    let mut off = dated.clone();
    off.rules[0].status = Status::Disabled;
    assert_eq!(told(&off, Versioning::Never, &object, "2026-01-01", "2026-12-31"), [""; 0]);
    assert!(!Evaluator::new(&off, Versioning::Never).concerns("x"));
}

#[test]
fn unfinished_uploads_end() {
    let all = configuration(&[
        rule("a", r#""AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7}"#),
        r#"{"ID": "b", "Status": "Enabled", "Filter": {"Prefix": "tmp/"}, "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1}}"#.to_owned(),
    ]
    .join(","));
    let evaluator = Evaluator::new(&all, Versioning::Never);
    assert_eq!(evaluator.abort("x", day("2026-01-01")), Some((day("2026-01-09"), 0)));
    assert_eq!(evaluator.abort("tmp/x", day("2026-01-01")), Some((day("2026-01-03"), 1)));
}
