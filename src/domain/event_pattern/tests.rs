//! Patterns against events.

use serde_json::{Value, json};

use super::EventPattern;

fn event() -> Value {
    json!({
        "source": "aws.glue",
        "detail-type": "Glue Job State Change",
        "resources": ["arn:a", "arn:b"],
        "detail": { "jobName": "Clean", "state": "FAILED", "seconds": 42, "note": null },
    })
}

fn matches(pattern: Value) -> bool {
    EventPattern::parse(&pattern.to_string()).unwrap_or_else(|error| panic!("{pattern}: {error}")).matches(&event())
}

#[test]
fn every_field_must_match_one_of_its_values() {
    assert!(matches(json!({ "source": ["aws.s3", "aws.glue"] })));
    assert!(matches(json!({ "source": ["aws.glue"], "detail": { "state": ["FAILED", "TIMEOUT"] } })));
    assert!(!matches(json!({ "source": ["aws.glue"], "detail": { "state": ["SUCCEEDED"] } })));
    assert!(matches(json!({ "resources": ["arn:b"] })));
    assert!(matches(json!({ "detail": { "note": [null], "seconds": [42.0] } })));
    assert!(!matches(json!({ "nothing": ["x"] })));
}

#[test]
fn operators_compare_as_documented() {
    assert!(matches(json!({ "detail": { "jobName": [{ "prefix": "Cl" }] } })));
    assert!(matches(json!({ "detail": { "jobName": [{ "prefix": { "equals-ignore-case": "CL" } }] } })));
    assert!(!matches(json!({ "detail": { "jobName": [{ "suffix": "Cl" }] } })));
    assert!(matches(json!({ "detail": { "jobName": [{ "equals-ignore-case": "clean" }] } })));
    assert!(matches(json!({ "detail": { "jobName": [{ "wildcard": "C*a*" }] } })));
    assert!(!matches(json!({ "detail": { "jobName": [{ "wildcard": "C*x*" }] } })));
    assert!(matches(json!({ "detail": { "seconds": [{ "numeric": [">", 40, "<=", 42] }] } })));
    assert!(!matches(json!({ "detail": { "seconds": [{ "numeric": ["<", 42] }] } })));
    assert!(matches(json!({ "detail": { "state": [{ "anything-but": ["SUCCEEDED", "STOPPED"] }] } })));
    assert!(!matches(json!({ "detail": { "state": [{ "anything-but": { "prefix": "FAIL" } }] } })));
    assert!(matches(json!({ "detail": { "reason": [{ "exists": false }], "state": [{ "exists": true }] } })));
    assert!(!matches(json!({ "detail": { "reason": [{ "anything-but": "x" }] } })));
}

#[test]
fn alternatives_are_tried_in_turn() {
    let either = json!({ "$or": [{ "source": ["aws.s3"] }, { "detail": { "state": ["FAILED"] } }] });
    assert!(matches(either));
    assert!(!matches(json!({ "$or": [{ "source": ["aws.s3"] }, { "source": ["aws.athena"] }] })));
}

#[test]
fn what_is_not_known_is_named() {
    for (pattern, word) in [
        (r#"{"source": [{"cidr": "10.0.0.0/8"}]}"#, "cidr"),
        (r#"{"source": "aws.glue"}"#, "source"),
        (r#"{"source": []}"#, "source"),
        ("{}", "empty"),
        ("[", "JSON"),
        (r#"{"n": [{"numeric": ["~", 1]}]}"#, "~"),
    ] {
        let error = EventPattern::parse(pattern).unwrap_err();
        assert!(error.contains(word), "{pattern}: {error}");
    }
}
