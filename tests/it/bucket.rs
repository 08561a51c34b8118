//! Buckets and their zones.

use serde_json::{Value, json};

use crate::objects;
use crate::sandbox::{Output, Sandbox};

/// The fields that a command changes, or would.
#[track_caller]
fn changed(output: &Output) -> Vec<String> {
    let plan = output.json();
    let changes = plan["plan"]["steps"][0]["changes"].as_array().expect("changes").clone();
    changes.iter().filter_map(|change| change["field"].as_str().map(str::to_owned)).collect()
}

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
    assert_eq!(results["bucket"]["versioning"], Value::Null);
    assert_eq!(bucket["notification"], json!(["eventbridge"]));
    assert_eq!(bucket["access_logs"], Value::Null, "there is no bucket for logs yet");
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

#[test]
fn every_property_is_there_and_a_drifted_one_is_mended_alone() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-logs", "--zone", "logs"]);
    sandbox.ok(["bucket", "create", "lake-copy", "--zone", "raw"]);
    let create = [
        "bucket",
        "create",
        "lake-raw",
        "--zone",
        "raw",
        "--tag",
        "team=data",
        "--replicate-to",
        "lake-copy",
        "--replication-role",
        "arn:aws:iam::123456789012:role/copy",
        "--notify",
        "arn:aws:sqs:us-east-1:123456789012:new",
        "-o",
        "json",
    ];
    let made = changed(&sandbox.ok(create));
    for field in [
        "versioning",
        "encryption",
        "public_access",
        "ownership",
        "tls_only",
        "lifecycle",
        "access_logs",
        "notification",
        "replication",
        "tags",
    ] {
        assert!(made.iter().any(|found| found == field), "{field} is not in {made:?}");
    }
    assert!(changed(&sandbox.ok(create)).is_empty());
    let shown = sandbox.ok(["bucket", "show", "lake-raw", "-o", "json"]).json();
    let bucket = &shown["bucket"];
    assert_eq!(bucket["access_logs"]["place"], "s3://lake-logs/lake-raw/");
    assert_eq!(bucket["notification"], json!(["arn:aws:sqs:us-east-1:123456789012:new"]));
    assert_eq!(bucket["replication"]["to"], "lake-copy");
    assert_eq!(bucket["unknown"], json!([]));
    let drifts: [(&str, &str, Value); 8] = [
        ("versioning", "versioning", json!("Suspended")),
        ("public_access", "public_access_block", json!({"block_public_acls": true})),
        ("ownership", "ownership", Value::Null),
        ("tls_only", "policy", Value::Null),
        ("lifecycle", "lifecycle", Value::Null),
        ("access_logs", "logging", Value::Null),
        ("notification", "notification", Value::Null),
        ("replication", "replication", Value::Null),
    ];
    for (field, member, value) in drifts {
        objects::change_bucket(&sandbox, "lake-raw", |document| document[member] = value);
        assert_eq!(changed(&sandbox.ok(create)), [field]);
        assert!(changed(&sandbox.ok(create)).is_empty(), "{field}");
    }
}

#[test]
fn what_others_set_survives() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw"]);
    let theirs = json!({"Version": "2012-10-17", "Id": "theirs", "Statement": [
        {"Sid": "Theirs", "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteBucket",
         "Resource": "arn:aws:s3:::lake-raw", "Condition": {"StringEquals": {"aws:PrincipalAccount": "999999999999"}}}]});
    objects::change_bucket(&sandbox, "lake-raw", |document| {
        document["policy"] = json!(theirs.to_string());
        document["tags"] = json!({"owner": "them"});
        document["encryption"] = json!({"rules": [{"apply_server_side_encryption_by_default":
            {"sse_algorithm": "aws:kms", "kms_master_key_id": "arn:aws:kms:us-east-1:123456789012:key/theirs"},
            "bucket_key_enabled": true}]});
        document["logging"] = json!({"bucket": "their-logs", "prefix": "p/"});
    });
    sandbox.ok(["bucket", "create", "lake-logs", "--zone", "logs"]);
    sandbox.ok(["bucket", "create", "lake-raw", "--zone", "raw"]);
    let shown = sandbox.ok(["bucket", "show", "lake-raw", "-o", "json"]).json();
    let bucket = &shown["bucket"];
    let sids: Vec<&str> = bucket["policy"]["Statement"]
        .as_array()
        .expect("statements")
        .iter()
        .filter_map(|statement| statement["Sid"].as_str())
        .collect();
    assert_eq!(sids, ["Theirs", "LakectlDenyInsecureTransport"]);
    assert_eq!(bucket["policy"]["Id"], "theirs");
    assert_eq!(bucket["tags"], json!({"owner": "them", "zone": "raw"}));
    assert_eq!(bucket["encryption"]["algorithm"], "aws:kms", "a key that somebody chose is not taken away");
    assert_eq!(bucket["access_logs"]["bucket"], "their-logs");
}

#[test]
fn what_may_not_be_read_is_unknown_and_left_alone() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw", "--zone", "raw"]);
    let analyst = "arn:aws:iam::123456789012:role/analyst";
    let policy = |effect: &str, action: &str| {
        json!({"Effect": effect, "Principal": {"AWS": analyst}, "Action": action,
            "Resource": ["arn:aws:s3:::lake-raw", "arn:aws:s3:::lake-raw/*"]})
    };
    let theirs = json!({"Version": "2012-10-17",
        "Statement": [policy("Allow", "s3:*"), policy("Deny", "s3:GetBucketPolicy")]});
    objects::change_bucket(&sandbox, "lake-raw", |document| document["policy"] = json!(theirs.to_string()));
    let shown = sandbox.ok(["bucket", "show", "lake-raw", "--as", "role/analyst", "-o", "json"]).json();
    let bucket = &shown["bucket"];
    assert_eq!((&bucket["policy"], &bucket["tls_only"]), (&json!("unknown"), &json!("unknown")));
    assert_eq!(bucket["versioning"], "Enabled");
    let unknown = bucket["unknown"].to_string();
    assert!(unknown.contains("policy (s3 GetBucketPolicy: AccessDenied)"), "{unknown}");
    sandbox.ok(["bucket", "show", "lake-raw", "--as", "role/analyst"]).stdout_has("TLS only                 unknown");
    // The rest is done; the exit code says that it is not all.
    sandbox
        .run(["bucket", "create", "lake-raw", "--as", "role/analyst", "--tag", "a=b"])
        .code(8)
        .stderr_has("+ tags: a b")
        .stdout_has("? policy: unknown (s3 GetBucketPolicy: AccessDenied); left as it is");
    let after = sandbox.ok(["bucket", "show", "lake-raw", "-o", "json"]).json();
    assert_eq!(after["bucket"]["policy"], theirs);
    assert_eq!(after["bucket"]["tags"]["a"], "b");
}

#[test]
fn the_level_that_decides_is_named() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw"]);
    objects::change_bucket(&sandbox, "lake-raw", |document| {
        document["public_access_block"] = json!({"block_public_acls": true});
    });
    let switch = |index: usize| {
        let shown = sandbox.ok(["bucket", "show", "lake-raw", "-o", "json"]).json();
        (shown["bucket"]["public_access_blocked"].clone(), shown["bucket"]["public_access"][index].clone())
    };
    let (blocked, second) = switch(1);
    assert_eq!((&blocked, &second["decided_by"]), (&json!(false), &json!("neither")), "{second}");
    let account = json!({"block_public_acls": true, "ignore_public_acls": true,
        "block_public_policy": true, "restrict_public_buckets": true});
    objects::open(&sandbox)
        .store()
        .write(|tx| tx.put("account_setting", "", "public_access_block", &account))
        .expect("the store takes it");
    let (blocked, second) = switch(1);
    assert_eq!((&blocked, &second["decided_by"]), (&json!(true), &json!("account")), "{second}");
    assert_eq!(switch(0).1["decided_by"], "both");
}

#[test]
fn a_name_that_only_the_account_can_own() {
    let sandbox = Sandbox::new();
    let name = "lake-raw-123456789012-us-east-1-an";
    sandbox.ok(["bucket", "create", "--zone", "raw"]).stdout_has(&format!("+ bucket {name} created"));
    sandbox.ok(["bucket", "create", "--zone", "raw"]).stdout_has("nothing to do");
    sandbox.ok(["bucket", "create", "--name", "any-name", "--zone", "scripts"]).stdout_has("+ bucket any-name created");
    sandbox.run(["bucket", "create"]).code(2).stderr_has("needs a name");
}

#[test]
fn replication_and_keys_are_checked_before_anything_is_made() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "plain"]);
    let role = "arn:aws:iam::123456789012:role/copy";
    let to = |to: &str| {
        sandbox.run(["bucket", "create", "lake-x", "--zone", "raw", "--replicate-to", to, "--replication-role", role])
    };
    to("plain").code(2).stderr_has("keeps no versions");
    to("nowhere").code(5).stderr_has("there is no bucket `nowhere`");
    to("lake-x").code(2).stderr_has("into itself");
    sandbox
        .run(["bucket", "create", "lake-x", "--zone", "raw", "--replicate-to", "plain"])
        .code(2)
        .stderr_has("--replication-role");
    sandbox
        .run(["bucket", "create", "lake-x", "--kms-key", "arn:aws:kms:eu-west-1:123456789012:key/1"])
        .code(2)
        .stderr_has("region `eu-west-1`");
    sandbox.run(["bucket", "create", "lake-x", "--zone", "raw", "--log-bucket", "lake-x"]).code(2);
    sandbox.run(["bucket", "show", "lake-x"]).code(5);
}

#[test]
fn a_bucket_of_others_is_not_closed_unasked() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "theirs"]);
    objects::change_bucket(&sandbox, "theirs", |document| {
        document["public_access_block"] = Value::Null;
        document["policy"] = Value::Null;
        document["lifecycle"] = Value::Null;
    });
    sandbox.run(["bucket", "create", "theirs", "--zone", "raw"]).code(11).stderr_has("not set up by lakectl");
    sandbox.ok(["bucket", "create", "theirs", "--zone", "raw", "--dry-run"]).stdout_has("public_access");
    sandbox.ok(["bucket", "create", "theirs", "--zone", "raw", "--yes"]);
    sandbox.ok(["bucket", "create", "theirs", "--zone", "raw"]).stdout_has("nothing to do");
}
