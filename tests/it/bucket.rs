//! Buckets and their zones.

use crate::sandbox::Sandbox;

#[test]
fn a_zone_is_one_command_and_the_second_run_has_nothing_to_do() {
    let sandbox = Sandbox::new();
    for zone in ["raw", "processed", "curated", "scripts", "query-results"] {
        let name = format!("lake-{zone}");
        sandbox.ok(["bucket", "create", &name, "--zone", zone]).stdout_has(&format!("+ bucket {name} created"));
        sandbox.ok(["bucket", "create", &name, "--zone", zone]).stdout_has("nothing to do");
    }
    let shown = sandbox.ok(["bucket", "show", "lake-raw", "-o", "json"]).json();
    let bucket = &shown["bucket"];
    assert_eq!(bucket["zone"], "raw");
    assert_eq!(bucket["versioning"], "Enabled");
    assert_eq!(bucket["encryption"]["algorithm"], "AES256");
    assert_eq!(bucket["public_access_blocked"], true);
    assert_eq!(bucket["ownership"], "BucketOwnerEnforced");
    assert_eq!(bucket["tls_only"], true);
    assert_eq!(bucket["rules"].as_array().map(Vec::len), Some(3), "{bucket}");
    let results = sandbox.ok(["bucket", "show", "lake-query-results", "-o", "json"]).json();
    assert_eq!(results["bucket"]["versioning"], serde_json::Value::Null);
}

#[test]
fn a_dry_run_shows_everything_and_makes_nothing() {
    let sandbox = Sandbox::new();
    let shown = sandbox.ok(["bucket", "create", "lake-raw", "--zone", "raw", "--dry-run"]);
    for property in ["public_access", "ownership", "versioning", "encryption", "tls_only", "lifecycle", "tags"] {
        assert!(shown.stdout.contains(property), "{shown}");
    }
    sandbox.run(["bucket", "show", "lake-raw"]).code(5);
}

#[test]
fn what_differs_is_changed_and_the_rest_stays() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-x", "--zone", "raw"]);
    let step = sandbox.ok(["bucket", "create", "lake-x", "--zone", "raw", "--tag", "team=data", "-o", "json"]).json();
    let changes = step["plan"]["steps"][0]["changes"].as_array().expect("changes").clone();
    assert_eq!(changes.len(), 1, "{step}");
    assert_eq!(changes[0]["field"], "tags");
    // Without the tag nothing is to do: it is not lakectl's to take away.
    sandbox.ok(["bucket", "create", "lake-x", "--zone", "raw"]).stdout_has("nothing to do");
    let shown = sandbox.ok(["bucket", "show", "lake-x", "-o", "json"]).json();
    assert_eq!(shown["bucket"]["tags"]["team"], "data");
}

#[test]
fn a_customer_key_is_named_by_its_arn_and_is_no_drift() {
    let sandbox = Sandbox::new();
    let key = "arn:aws:kms:us-east-1:123456789012:key/1111";
    sandbox.ok(["bucket", "create", "lake-curated", "--zone", "curated", "--kms-key", key]);
    sandbox.ok(["bucket", "create", "lake-curated", "--zone", "curated", "--kms-key", key]).stdout_has("nothing to do");
    let shown = sandbox.ok(["bucket", "show", "lake-curated", "-o", "json"]).json();
    assert_eq!(shown["bucket"]["encryption"]["key"], key);
    assert_eq!(shown["bucket"]["encryption"]["bucket_key"], true);
    sandbox
        .run(["bucket", "create", "lake-k", "--zone", "raw", "--kms-key", "alias/mine"])
        .code(2)
        .stderr_has("full ARN");
}

#[test]
fn wrong_words_are_told_with_the_right_ones() {
    let sandbox = Sandbox::new();
    sandbox.run(["bucket", "create", "lake-raw", "--zone", "bronze"]).code(2).stderr_has("query-results");
    sandbox.run(["bucket", "create", "Lake", "--zone", "raw"]).code(2).stderr_has("lower-case");
    sandbox.ok(["bucket", "create", "lake-raw"]);
    sandbox.run(["bucket", "show", "lake-rwa"]).code(5).stderr_has("did you mean `lake-raw`?");
}

#[test]
fn a_bucket_goes_only_empty_and_by_its_name() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw", "--zone", "raw"]);
    sandbox.run(["bucket", "delete", "lake-raw"]).code(11).stderr_has("--confirm lake-raw");
    sandbox.run(["bucket", "delete", "lake-raw", "--confirm", "other"]).code(11);
    sandbox.write("a.csv", "x,y\n1,2\n");
    sandbox.ok(["ingest", "a.csv", "--source", "s"]);
    sandbox.run(["bucket", "delete", "lake-raw", "--confirm", "lake-raw"]).code(6).stderr_has("not empty");
    sandbox.ok(["bucket", "create", "lake-two"]);
    sandbox.ok(["bucket", "delete", "lake-two", "--confirm", "lake-two"]).stdout_has("deleted");
    sandbox.run(["bucket", "delete", "lake-two", "--confirm", "lake-two"]).code(5);
}
