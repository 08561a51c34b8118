//! Tests of rules, their merging and their validation.

use super::*;
use crate::zone::Zone;

fn rule(json: &str) -> Rule {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// What is wrong with a rule, given as what stands beside its id and status.
fn wrong(members: &str) -> String {
    let rule = rule(&format!(r#"{{"ID": "r", "Status": "Enabled", {members}}}"#));
    let configuration = Configuration { minimum_size: None, rules: vec![rule] };
    let found: Vec<String> = problems(&configuration, &["r"]).iter().map(ToString::to_string).collect();
    found.join("; ")
}

#[test]
fn days_are_rounded_up_to_midnight() {
    // The example of the user guide: created on the 15th at 10:30, 3 days, acts on the 19th at 00:00.
    let created: Moment = "2014-01-15T10:30:00Z".parse().unwrap();
    assert_eq!(created.due_after(3).to_string(), "2014-01-19T00:00:00Z");
    assert_eq!(created.due_after(0).to_string(), "2014-01-16T00:00:00Z");
    let before: Moment = "1969-12-31T23:00:00Z".parse().unwrap();
    assert_eq!(before.due_after(1).to_string(), "1970-01-02T00:00:00Z");
    assert_eq!(before.day(), "1969-12-31");
    assert_eq!(created.plus_days(2).days_since(created), 2);
    assert!("2026-02-30".parse::<Moment>().is_err());
    assert_eq!("2026-01-01T02:00:00+02:00".parse::<Moment>().unwrap().to_string(), "2026-01-01T00:00:00Z");
}

#[test]
fn classes_go_down_only() {
    assert!(may_move("STANDARD", "STANDARD_IA"));
    assert!(may_move("INTELLIGENT_TIERING", "ONEZONE_IA"));
    assert!(!may_move("INTELLIGENT_TIERING", "STANDARD_IA"));
    assert!(!may_move("ONEZONE_IA", "GLACIER_IR"));
    assert!(!may_move("GLACIER_IR", "ONEZONE_IA"));
    assert!(!may_move("DEEP_ARCHIVE", "GLACIER"));
    assert!(!may_move("STANDARD", "STANDARD"));
}

#[test]
fn the_cli_of_aws_is_understood() {
    let text = r#"{"TransitionDefaultMinimumObjectSize": "varies_by_storage_class", "Rules": [
        {"ID": "a", "Filter": {"And": {"Prefix": "x/", "Tags": [{"Key": "k", "Value": "v"}]}}, "Status": "Enabled",
         "Transitions": [{"Date": "2027-01-01T00:00:00+00:00", "StorageClass": "GLACIER"}]},
        {"ID": "b", "Prefix": "", "Status": "Disabled", "NoncurrentVersionExpiration": {"NoncurrentDays": 3}}]}"#;
    let found = Configuration::from_json(text).unwrap();
    assert_eq!(found.minimum_size, Some(MinimumSize::Varies));
    assert_eq!(found.rules[0].transitions[0].date, Some("2027-01-01".parse().unwrap()));
    assert_eq!(found.rules[0].selection().prefix, "x/");
    let again = Configuration::from_json(&serde_json::to_string(&found).unwrap()).unwrap();
    assert_eq!(again, found);
    assert_eq!(Configuration::from_json(r#"{"ID": "a", "Status": "Enabled", "Filter": {}}"#).unwrap().rules.len(), 1);
    let list = r#"[{"ID": "a", "Status": "Enabled"}, {"ID": "b", "Status": "On"}]"#;
    assert!(Configuration::from_json(list).unwrap_err().contains("rule 2"));
    let typo = r#"{"Rules": [{"ID": "a", "Status": "Enabled", "Expire": 3}]}"#;
    assert!(Configuration::from_json(typo).unwrap_err().contains("Expire"));
}

#[test]
fn every_template_is_valid_and_zones_have_theirs() {
    for template in TEMPLATES {
        let configuration = Configuration { minimum_size: None, rules: vec![template.rule()] };
        assert_eq!(problems(&configuration, &[&template.rule_id()]), [], "{}", template.name);
        assert!(template.rule().is_owned());
    }
    let ids = |zone, versioned| {
        zone_rules(zone, versioned).iter().map(|rule| rule.name().to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(ids(Some(Zone::Raw), true), "lakectl-abort-uploads lakectl-archive-90 lakectl-noncurrent");
    assert_eq!(ids(Some(Zone::QueryResults), false), "lakectl-abort-uploads lakectl-scratch");
    assert_eq!(ids(None, false), "lakectl-abort-uploads");
}

#[test]
fn merging_leaves_others_alone() {
    let theirs = rule(r#"{"ID": "theirs", "Status": "Enabled", "Prefix": "old/", "Expiration": {"Days": 1}}"#);
    let ours = Template::named("archive-90").unwrap().rule();
    let live = Configuration { minimum_size: Some(MinimumSize::Varies), rules: vec![theirs.clone()] };
    let merged = live.merged(std::slice::from_ref(&ours));
    assert_eq!(merged.rules, [theirs.clone(), ours.clone()]);
    assert_eq!(merged.minimum_size, Some(MinimumSize::Varies));
    assert_eq!(merged.merged(std::slice::from_ref(&ours)), merged);
    let mut shorter = ours.clone();
    shorter.transitions[0].days = Some(60);
    assert_eq!(merged.merged(std::slice::from_ref(&shorter)).rules, [theirs.clone(), shorter]);
    assert_eq!(merged.without(&["lakectl-archive-90".to_owned()]).rules, [theirs]);
    let turned = Configuration { minimum_size: None, rules: merged.rules.iter().rev().cloned().collect() };
    assert!(turned.says_the_same(&merged), "order means nothing");
    assert!(!live.says_the_same(&merged));
    // An empty filter and an empty prefix are the same, and what is there stays as it is written.
    let mut bare = ours.clone();
    bare.filter = Some(Filter::default());
    let there = Configuration { minimum_size: None, rules: vec![bare.clone()] };
    assert_eq!(there.merged(&[ours]).rules, [bare]);
}

#[test]
fn what_s3_refuses_is_said_with_the_reason() {
    let all = r#""Filter": {"Prefix": ""}"#;
    let cases: &[(&str, &str)] = &[
        (r#""Expiration": {"Days": 1}"#, "no Filter"),
        (r#""Filter": {}, "Prefix": "", "Expiration": {"Days": 1}"#, "one of them"),
        (r#""Filter": {"Prefix": "a", "ObjectSizeGreaterThan": 1}, "Expiration": {"Days": 1}"#, "within And"),
        (r#""Filter": {"And": {"Prefix": "a"}}, "Expiration": {"Days": 1}"#, "at least two"),
        (r#""Filter": {"Tag": {"Key": "", "Value": ""}}, "Expiration": {"Days": 1}"#, "1 to 128"),
        (
            r#""Filter": {"And": {"Tags": [{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "2"}]}}, "Expiration": {"Days": 1}"#,
            "wanted twice",
        ),
        (
            r#""Filter": {"And": {"ObjectSizeGreaterThan": 9, "ObjectSizeLessThan": 9}}, "Expiration": {"Days": 1}"#,
            "more than 9 bytes",
        ),
        (all, "does nothing"),
        (r#""Filter": {}, "Expiration": {"Days": 0}"#, "at least 1 day"),
        (r#""Filter": {}, "Expiration": {}"#, "no Days, no Date"),
        (r#""Filter": {}, "Expiration": {"Days": 1, "Date": "2027-01-01"}"#, "mixes"),
        (r#""Filter": {}, "Expiration": {"Date": "2027-01-01T01:00:00Z"}"#, "midnight"),
        (r#""Filter": {}, "Expiration": {"Days": 3, "ExpiredObjectDeleteMarker": true}"#, "stands alone"),
        (
            r#""Filter": {"Tag": {"Key": "a", "Value": "b"}}, "Expiration": {"ExpiredObjectDeleteMarker": true}"#,
            "no tags",
        ),
        (r#""Filter": {}, "Transitions": [{"Days": 1, "StorageClass": "STANDARD"}]"#, "no class"),
        (r#""Filter": {}, "Transitions": [{"StorageClass": "GLACIER"}]"#, "no Days and no Date"),
        (r#""Filter": {}, "Transitions": [{"Days": 29, "StorageClass": "STANDARD_IA"}]"#, "at least 30"),
        (
            r#""Filter": {}, "Transitions": [{"Days": 30, "StorageClass": "GLACIER"}, {"Days": 60, "StorageClass": "GLACIER_IR"}]"#,
            "no object goes from GLACIER to GLACIER_IR",
        ),
        (
            r#""Filter": {}, "Transitions": [{"Days": 30, "StorageClass": "STANDARD_IA"}, {"Days": 59, "StorageClass": "GLACIER"}]"#,
            "not 29",
        ),
        (
            r#""Filter": {}, "Transitions": [{"Days": 9, "StorageClass": "GLACIER"}, {"Days": 9, "StorageClass": "DEEP_ARCHIVE"}]"#,
            "same time",
        ),
        (
            r#""Filter": {}, "Transitions": [{"Days": 30, "StorageClass": "GLACIER"}], "Expiration": {"Date": "2027-01-01"}"#,
            "mixes",
        ),
        (
            r#""Filter": {}, "Transitions": [{"Days": 30, "StorageClass": "GLACIER"}], "Expiration": {"Days": 30}"#,
            "still moves",
        ),
        (
            r#""Filter": {"ObjectSizeLessThan": 5}, "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1}"#,
            "no size",
        ),
        (r#""Filter": {}, "AbortIncompleteMultipartUpload": {}"#, "at least 1 day"),
        (
            r#""Filter": {}, "NoncurrentVersionTransitions": [{"NoncurrentDays": 3, "StorageClass": "ONEZONE_IA"}]"#,
            "at least 30",
        ),
        (r#""Filter": {}, "NoncurrentVersionExpiration": {"NewerNoncurrentVersions": 3}"#, "no NoncurrentDays"),
        (
            r#""Filter": {}, "NoncurrentVersionExpiration": {"NoncurrentDays": 1, "NewerNoncurrentVersions": 101}"#,
            "1 to 100",
        ),
        (
            r#""Prefix": "", "NoncurrentVersionExpiration": {"NoncurrentDays": 1, "NewerNoncurrentVersions": 1}"#,
            "needs a Filter",
        ),
    ];
    for (members, reason) in cases {
        let found = wrong(members);
        assert!(found.contains(reason), "{members}: {found}");
    }
    assert_eq!(wrong(r#""Filter": {}, "Transitions": [{"Days": 0, "StorageClass": "GLACIER"}]"#), "");
    assert_eq!(wrong(r#""Prefix": "a", "Expiration": {"Date": "2027-01-01T00:00:00Z"}"#), "");
}

#[test]
fn a_configuration_has_limits() {
    let one = Template::named("scratch").unwrap().rule();
    let many: Vec<Rule> = (0..1001).map(|at| Rule { id: Some(format!("r{at}")), ..one.clone() }).collect();
    let found = problems(&Configuration { minimum_size: None, rules: many }, &[]);
    assert!(found[0].reason.contains("1001 rules"));
    let twice = Configuration { minimum_size: None, rules: vec![one.clone(), one.clone()] };
    assert!(problems(&twice, &[])[0].reason.contains("twice"));
    let long = Rule { id: Some("x".repeat(256)), ..one };
    let found = problems(&Configuration { minimum_size: None, rules: vec![long.clone()] }, &[long.name()]);
    assert!(found[0].reason.contains("256 characters"));
}

#[test]
fn it_is_said_which_rule_wins() {
    let named = |id: &str, members: &str| rule(&format!(r#"{{"ID": "{id}", "Status": "Enabled", {members}}}"#));
    let all = named("all", r#""Filter": {}, "Expiration": {"Days": 90}"#);
    let logs = named("logs", r#""Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 30}"#);
    let other = named("other", r#""Filter": {"Prefix": "data/"}, "Expiration": {"Days": 10}"#);
    let cold = named("cold", r#""Filter": {}, "Transitions": [{"Days": 90, "StorageClass": "GLACIER"}]"#);
    let warm = named("warm", r#""Filter": {}, "Transitions": [{"Days": 90, "StorageClass": "STANDARD_IA"}]"#);
    let found = conflicts(&[all.clone(), logs.clone()], &["logs"]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("`logs` wins there, after 30 days"));
    assert_eq!(conflicts(&[logs.clone(), other], &["logs", "other"]), [""; 0], "they do not meet");
    assert!(conflicts(&[logs.clone(), cold.clone()], &["cold"])[0].contains("before rule `cold` would move them"));
    assert!(conflicts(&[warm, cold.clone()], &["cold"])[0].contains("S3 takes GLACIER"));
    assert_eq!(conflicts(&[all, logs.clone()], &[]), [""; 0], "what was there before is not told again");
    let off = Rule { status: Status::Disabled, ..logs };
    assert_eq!(conflicts(&[off, cold], &["logs"]), [""; 0]);
}

#[test]
fn rules_are_described() {
    let mut rule = Template::named("cold").unwrap().rule();
    rule.select(Some("a/".to_owned()), vec![Tag { key: "k".into(), value: "v".into() }], Some(1024), None);
    assert_eq!(filter(&rule), "prefix a/, tag k=v, over 1.00 KiB");
    assert_eq!(actions(&rule), ["30d to STANDARD_IA", "90d to GLACIER", "365d to DEEP_ARCHIVE"]);
    assert_eq!(filter(&Template::named("scratch").unwrap().rule()), "all");
}
