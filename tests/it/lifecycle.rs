//! Lifecycle rules, through the binary.

use serde_json::Value;

use crate::sandbox::Sandbox;

fn with_bucket() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw"]);
    sandbox
}

fn rules(sandbox: &Sandbox) -> Vec<Value> {
    let shown = sandbox.json("lakectl lifecycle show lake-raw");
    shown["lifecycle"]["configuration"]["Rules"].as_array().expect("rules").clone()
}

fn rule(sandbox: &Sandbox, id: &str) -> Value {
    rules(sandbox).into_iter().find(|rule| rule["ID"] == id).unwrap_or(Value::Null)
}

/// Rules of somebody else, in the words of the AWS CLI.
const FOREIGN: &str = r#"{
  "TransitionDefaultMinimumObjectSize": "varies_by_storage_class",
  "Rules": [
    {"ID": "theirs", "Filter": {"And": {"Prefix": "old/", "Tags": [{"Key": "b", "Value": "2"}, {"Key": "a", "Value": "1"}]}},
     "Status": "Disabled", "Transitions": [{"Date": "2030-01-01T00:00:00+00:00", "StorageClass": "GLACIER"}]},
    {"ID": "very old", "Prefix": "older/", "Status": "Enabled", "Expiration": {"Days": 1}}
  ]
}"#;

#[test]
fn rules_are_added_replaced_switched_and_removed_by_id() {
    let sandbox = with_bucket();
    let add = ["lifecycle", "add", "lake-raw", "--id", "logs", "--prefix", "logs/", "--expire", "90d"];
    sandbox.ok(add).stdout_has("logs");
    assert_eq!(rule(&sandbox, "logs")["Expiration"]["Days"], 90);
    sandbox.ok(add).stdout_has("nothing to do");
    sandbox
        .run(["lifecycle", "add", "lake-raw", "--id", "logs", "--expire", "9d"])
        .code(6)
        .stderr_has("lakectl lifecycle set");
    sandbox.ok(["lifecycle", "set", "lake-raw", "--id", "logs", "--prefix", "logs/", "--expire", "30d"]);
    assert_eq!(rule(&sandbox, "logs")["Expiration"]["Days"], 30);
    sandbox.ok(["lifecycle", "set", "lake-raw", "--id", "logs", "--status", "disabled"]);
    assert_eq!((rule(&sandbox, "logs")["Status"].as_str(), rules(&sandbox).len()), (Some("Disabled"), 2));
    sandbox.run(["lifecycle", "remove", "lake-raw", "logs"]).code(11).stderr_has("--yes");
    sandbox.run(["lifecycle", "remove", "lake-raw", "lgs", "--yes"]).code(5).stderr_has("did you mean `logs`?");
    let dry = sandbox.ok(["lifecycle", "remove", "lake-raw", "logs", "--dry-run"]);
    assert!(dry.stdout.contains("nothing was changed"), "{dry}");
    sandbox.ok(["lifecycle", "remove", "lake-raw", "logs", "--yes"]);
    assert_eq!(rule(&sandbox, "logs"), Value::Null);
    sandbox.ok(["lifecycle", "remove", "lake-raw", "lakectl-abort-uploads", "--yes"]);
    assert_eq!(sandbox.json("lakectl lifecycle show lake-raw")["lifecycle"]["count"], 0);
    sandbox.run(["lifecycle", "show", "lake-rwa"]).code(5).stderr_has("did you mean `lake-raw`?");
}

#[test]
fn what_others_put_stays_as_they_put_it() {
    let sandbox = with_bucket();
    sandbox.write("theirs.json", FOREIGN);
    sandbox.ok(["lifecycle", "set", "lake-raw", "--file", "theirs.json"]);
    let before = (rule(&sandbox, "theirs"), rule(&sandbox, "very old"));
    assert_eq!(before.1["Prefix"], "older/", "the old way to write a rule is kept");
    sandbox.ok(["lifecycle", "add", "lake-raw", "--template", "tiering"]);
    sandbox.ok(["bucket", "create", "lake-raw", "--zone", "raw"]);
    sandbox.ok(["lifecycle", "remove", "lake-raw", "lakectl-tiering", "--yes"]);
    assert_eq!((rule(&sandbox, "theirs"), rule(&sandbox, "very old")), before);
    let shown = sandbox.json("lakectl lifecycle show lake-raw");
    let configuration = &shown["lifecycle"]["configuration"];
    assert_eq!(configuration["TransitionDefaultMinimumObjectSize"], "varies_by_storage_class");
    // What is shown can be put back as it is.
    sandbox.write("shown.json", configuration.to_string());
    sandbox.ok(["lifecycle", "set", "lake-raw", "--file", "shown.json"]).stdout_has("nothing to do");
    sandbox.write("one.json", r#"{"ID": "one", "Filter": {}, "Status": "Enabled", "Expiration": {"Days": 3}}"#);
    sandbox.run(["lifecycle", "set", "lake-raw", "--file", "one.json", "--replace-all"]).code(11).stderr_has("--yes");
    sandbox.ok(["lifecycle", "set", "lake-raw", "--file", "one.json", "--replace-all", "--yes"]);
    assert_eq!(rules(&sandbox).len(), 1);
}

#[test]
fn what_s3_would_refuse_is_refused_with_the_reason_before_anything_is_written() {
    let sandbox = with_bucket();
    let before = rules(&sandbox);
    for (flags, reason) in [
        ("--transition 29d:STANDARD_IA", "at least 30 days, not 29"),
        ("--transition 30d:GLACIER --transition 60d:GLACIER_IR", "no object goes from GLACIER to GLACIER_IR"),
        ("--transition 30d:glacier-ir --expire 30d", "still moves them after 30"),
        ("--transition 30d:GLACIER --expire 2030-01-01", "mixes Days and Date"),
        ("--expire 2030-01-01T12:00:00Z", "not midnight UTC"),
        ("--abort-uploads 7d --tag a=b", "selects by tag"),
        ("--expire-markers --tag a=b", "no tags"),
        ("--expire 5d --tag a=1 --tag a=2", "wanted twice"),
        ("--noncurrent-expire 5d --keep-newest 101", "1 to 100"),
        ("--expire 5d --larger-than 10 --smaller-than 10", "more than 10 bytes"),
        ("--transition 30d:TAPE", "no class"),
        ("--keep-newest 3 --expire 1d", "--noncurrent-expire"),
        ("", "does nothing"),
    ] {
        let line = format!("lakectl lifecycle add lake-raw --id r {flags}");
        sandbox.sh(&line).code(2).stderr_has(reason);
    }
    sandbox.sh("lakectl lifecycle add lake-raw --expire 5d").code(2).stderr_has("--id");
    sandbox.sh("lakectl lifecycle add lake-raw --template clod").code(2).stderr_has("did you mean `cold`?");
    sandbox.write("bad.json", r#"{"Rules": [{"ID": "x", "Status": "Enabled", "Filter": {}, "Expires": {"Days": 1}}]}"#);
    sandbox.sh("lakectl lifecycle set lake-raw --file bad.json").code(2).stderr_has("Expires");
    let many: Vec<Value> = (0..1001)
        .map(|at| serde_json::json!({"ID": format!("r{at}"), "Status": "Enabled", "Filter": {"Prefix": format!("{at}/")}, "Expiration": {"Days": 1}}))
        .collect();
    sandbox.write("many.json", serde_json::json!({ "Rules": many }).to_string());
    sandbox.sh("lakectl lifecycle set lake-raw --file many.json").code(2).stderr_has("more than the 1000");
    assert_eq!(rules(&sandbox), before);
}

#[test]
fn conflicts_and_lost_tables_are_warned_about() {
    let sandbox = with_bucket();
    sandbox.ok(["db", "create", "lake"]);
    sandbox.ok([
        "table",
        "create",
        "lake.events",
        "--columns",
        "a string",
        "--format",
        "csv",
        "--location",
        "s3://lake-raw/events/",
    ]);
    sandbox
        .ok(["lifecycle", "add", "lake-raw", "--template", "cold"])
        .stderr_has("objects of table lake.events to GLACIER,")
        .stderr_has("GLACIER_IR they can");
    sandbox
        .ok(["lifecycle", "add", "lake-raw", "--id", "short", "--prefix", "events/", "--expire", "60d"])
        .stderr_has("before rule `lakectl-cold` would move them")
        .stderr_has("expires objects of table lake.events after 60 days");
    let quiet = sandbox.ok(["lifecycle", "add", "lake-raw", "--id", "other", "--prefix", "logs/", "--expire", "400d"]);
    assert!(!quiet.stderr.contains("lake.events"), "{quiet}");
}

#[test]
fn templates_are_listed_and_valid() {
    let sandbox = with_bucket();
    let templates = sandbox.json("lakectl lifecycle templates");
    for template in templates["templates"].as_array().expect("templates") {
        let name = template["name"].as_str().expect("a name");
        sandbox.ok(["lifecycle", "add", "lake-raw", "--template", name, "--dry-run"]);
    }
    sandbox.ok(["lifecycle", "templates"]).stdout_has("archive-90").stdout_has("90d to GLACIER_IR");
}
