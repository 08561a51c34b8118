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
    sandbox.ok(add).stderr_has("ID logs");
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
    sandbox.ok(["bucket", "create", "lake-raw", "--zone", "raw"]);
    sandbox.ok(["lifecycle", "add", "lake-raw", "--template", "tiering"]);
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

#[test]
fn objects_move_and_go_when_the_clock_is_moved_on() {
    let sandbox = with_bucket();
    sandbox.write("large.csv", format!("a,b\n{}", "1,2\n".repeat(100_000)));
    let noise: String = (0..300_000u64).map(|at| format!("{}\n", at.wrapping_mul(0x9E37_79B9_7F4A_7C15))).collect();
    sandbox.write("noise.txt", &noise);
    sandbox.ok(["ingest", "large.csv", "noise.txt", "--source", "s", "--bucket", "lake-raw"]);
    sandbox.ok([
        "lifecycle",
        "add",
        "lake-raw",
        "--id",
        "down",
        "--transition",
        "30d:STANDARD_IA",
        "--transition",
        "90d:GLACIER",
        "--expire",
        "200d",
    ]);
    let classes = || {
        let shown = sandbox.json("lakectl bucket show lake-raw");
        let classes = shown["bucket"]["classes"].as_array().expect("classes").clone();
        let mut names: Vec<String> =
            classes.iter().map(|class| class["storage_class"].as_str().unwrap_or("").to_owned()).collect();
        names.sort();
        names
    };
    let preview = sandbox.json("lakectl lifecycle preview lake-raw --in 365d");
    let told = |preview: &Value| -> Vec<(String, u64)> {
        let events = preview["preview"]["events"].as_array().expect("events").clone();
        events
            .iter()
            .map(|event| (event["action"].as_str().unwrap_or("").to_owned(), event["objects"].as_u64().unwrap_or(0)))
            .collect()
    };
    let expected = [("move to GLACIER", 1), ("move to STANDARD_IA", 1), ("expire", 2)];
    assert_eq!(told(&preview), expected.map(|(action, count)| (action.to_owned(), count)), "{preview}");
    assert!(preview["preview"]["monthly_usd"].as_f64().expect("a number") < 0.0);
    let moved = sandbox.json("lakectl local clock --advance 32d");
    assert_eq!(moved["clock"]["lifecycle"]["moved"], 1, "{moved}");
    assert_eq!(classes(), ["STANDARD", "STANDARD_IA"], "the small one stays");
    sandbox.ok(["local", "clock", "--advance", "60d"]);
    assert_eq!(classes(), ["GLACIER", "STANDARD"]);
    let rest = sandbox.json("lakectl lifecycle preview lake-raw --in 365d");
    assert_eq!(told(&rest), [("expire".to_owned(), 2)], "{rest}");
    let gone = sandbox.json("lakectl local clock --advance 365d");
    assert_eq!(gone["clock"]["lifecycle"]["expired"], 2, "{gone}");
    assert_eq!(classes(), [""; 0]);
}

#[test]
fn a_preview_names_objects_days_money_and_tables() {
    let sandbox = with_bucket();
    let noise: String = (0..300_000u64).map(|at| format!("{}\n", at.wrapping_mul(0x9E37_79B9_7F4A_7C15))).collect();
    sandbox.write("a.txt", &noise);
    sandbox.write("b.txt", noise.replace('1', "2"));
    sandbox.ok(["ingest", "a.txt", "--source", "events", "--bucket", "lake-raw"]);
    sandbox.ok(["ingest", "b.txt", "--source", "logs", "--bucket", "lake-raw"]);
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
    let rule = ["--id", "x", "--transition", "30d:GLACIER"];
    let mut line = vec!["lifecycle", "preview", "lake-raw", "--in", "60d", "-o", "json"];
    line.extend(rule);
    let output = sandbox.ok(&line);
    let preview = &output.json()["preview"];
    assert_eq!(preview["events"][0]["objects"], 2);
    assert_eq!(preview["events"][0]["rule"], "x");
    assert!(preview["events"][0]["once_usd"].as_f64().expect("a number") > 0.0, "moving is charged");
    assert_eq!(preview["tables"][0]["table"], "lake.events");
    assert_eq!(preview["tables"][0]["objects"], 1);
    assert!(preview["prices"].as_str().expect("a label").starts_with("estimate"));
    assert!(output.stderr.contains("lose 1 objects"), "{output}");
    assert_eq!(rules(&sandbox).len(), 1, "a preview changes nothing");
    let mut each =
        vec!["lifecycle", "preview", "lake-raw", "--in", "60d", "--objects", "--under", "logs/", "-o", "jsonl"];
    each.extend(rule);
    let rows: Vec<Value> =
        sandbox.ok(&each).stdout.lines().map(|line| serde_json::from_str(line).expect("a row")).collect();
    assert_eq!(rows.len(), 1);
    assert!(rows[0]["key"].as_str().expect("a key").starts_with("logs/"));
    assert_eq!((rows[0]["rule"].as_str(), rows[0]["action"].as_str()), (Some("x"), Some("move to GLACIER")));
    sandbox.run(["lifecycle", "preview", "lake-raw", "--at", "2001-01-01"]).code(2).stderr_has("is over");
    sandbox.run(["lifecycle", "preview", "lake-raw", "--prefix", "a"]).code(2).stderr_has("--under");
    let none = sandbox.json("lakectl lifecycle preview lake-raw --in 1d");
    assert_eq!(none["preview"]["events"].as_array().map(Vec::len), Some(0));
}
