//! What takes room in a bucket, and emptying it.

use serde_json::json;

use crate::objects;
use crate::sandbox::{Output, Sandbox};

/// A bucket with an object, an old version, a marker over another one and an unfinished upload.
fn filled() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw", "--zone", "raw"]);
    objects::put(&sandbox, "lake-raw", "a/one", b"0123456789");
    objects::put(&sandbox, "lake-raw", "a/one", b"01234");
    objects::put(&sandbox, "lake-raw", "b/two", b"0123456");
    objects::open(&sandbox).objects().delete("lake-raw", "b/two").expect("a marker");
    objects::begin_upload(&sandbox, "lake-raw", "a/three", b"012");
    sandbox
}

fn calls(output: &Output, operation: &str) -> usize {
    output.stderr.lines().filter(|line| line.contains(&format!(" {operation}: "))).count()
}

#[test]
fn old_versions_and_uploads_take_room_too() {
    let sandbox = filled();
    let usage = sandbox.ok(["bucket", "size", "lake-raw", "-o", "json"]).json()["usage"].clone();
    assert_eq!((&usage["objects"], &usage["bytes"]), (&json!(1), &json!(5)), "{usage}");
    assert_eq!(usage["noncurrent"], json!({"count": 2, "bytes": 17}));
    assert_eq!(usage["markers"], 1);
    assert_eq!(usage["uploads"], json!({"count": 1, "bytes": 3}));
    assert_eq!(usage["total_bytes"], 25);
    assert!(usage["cost"]["month"].as_f64().is_some_and(|month| month > 0.0), "{usage}");
    assert!(usage["cost"]["label"].as_str().is_some_and(|label| label.starts_with("estimate")), "{usage}");
    let by = |by: &str, prefix: &str| {
        let usage = sandbox.ok(["bucket", "size", "lake-raw", "--by", by, "--prefix", prefix, "-o", "json"]).json();
        let groups = usage["usage"]["groups"].as_array().expect("groups").clone();
        groups.iter().map(|group| group["name"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(by("prefix", ""), ["a/", "b/"]);
    assert_eq!(by("prefix", "a/"), ["(no prefix)"]);
    assert_eq!(by("class", ""), ["STANDARD"]);
    assert_eq!(by("age", "b/"), ["under 1 day"]);
    sandbox.ok(["bucket", "size", "lake-raw"]).stdout_has("size in all").stdout_has("cost a month");
    sandbox.run(["bucket", "size", "lake-rwa"]).code(5).stderr_has("did you mean `lake-raw`?");
    let shown = sandbox.ok(["bucket", "show", "lake-raw", "-o", "json"]).json();
    assert_eq!(shown["bucket"]["classes"][0]["noncurrent"]["bytes"], 17);
    assert_eq!(shown["bucket"]["contents"]["uploads"]["count"], 1);
    let quick = sandbox.ok(["bucket", "show", "lake-raw", "--no-contents", "-o", "json"]).json();
    assert_eq!(quick["bucket"]["contents"], json!(null));
}

#[test]
fn the_tables_of_a_bucket_are_shown() {
    let sandbox = filled();
    sandbox.ok(["db", "create", "lake"]);
    for (table, location) in [("here", "s3://lake-raw/a/"), ("elsewhere", "s3://lake-raw-2/a/")] {
        let name = format!("lake.{table}");
        sandbox.ok(["table", "create", &name, "--columns", "x string", "--format", "csv", "--location", location]);
    }
    let shown = sandbox.ok(["bucket", "show", "lake-raw", "-o", "json"]).json();
    assert_eq!(shown["bucket"]["tables"], json!([{"name": "lake.here", "location": "s3://lake-raw/a/"}]));
}

#[test]
fn emptying_counts_asks_and_takes_everything() {
    let sandbox = filled();
    sandbox
        .run(["bucket", "delete", "lake-raw", "--confirm", "lake-raw"])
        .code(6)
        .stderr_has("lakectl bucket empty lake-raw");
    sandbox
        .ok(["bucket", "empty", "lake-raw", "--dry-run"])
        .stdout_has("1 objects, 2 old versions, 1 delete markers, 1 unfinished uploads")
        .stdout_has("nothing was deleted");
    sandbox.run(["bucket", "empty", "lake-raw"]).code(11).stderr_has("--confirm lake-raw");
    sandbox.run(["bucket", "empty", "lake-raw", "--confirm", "other"]).code(11);
    let part = sandbox.ok(["bucket", "empty", "lake-raw", "--prefix", "b/", "--confirm", "lake-raw", "-o", "json"]);
    assert_eq!(part.json()["empty"]["deleted"], json!({"versions": 2, "uploads": 0}));
    let all = sandbox.ok(["bucket", "empty", "lake-raw", "--confirm", "lake-raw", "-o", "json"]);
    assert_eq!(all.json()["empty"]["deleted"], json!({"versions": 2, "uploads": 1}));
    sandbox.ok(["bucket", "empty", "lake-raw", "--confirm", "lake-raw"]).stdout_has("it is empty");
    sandbox.ok(["bucket", "delete", "lake-raw", "--confirm", "lake-raw"]);
    let blobs = sandbox.lake().join("blobs");
    let left = std::fs::read_dir(blobs)
        .expect("the blobs")
        .flat_map(|folder| std::fs::read_dir(folder.expect("a folder").path()).expect("a folder of blobs"));
    assert_eq!(left.count(), 0, "the bytes are gone");
}

#[test]
fn emptying_deletes_in_batches_and_lists_nothing_twice() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw"]);
    objects::put_rows(&sandbox, "lake-raw", 10_500);
    let emptied = sandbox.ok(["bucket", "empty", "lake-raw", "--confirm", "lake-raw", "-v"]);
    assert_eq!(calls(&emptied, "DeleteObjects"), 11, "{}", emptied.stderr);
    // Eleven pages, and one look whether anything is left.
    assert_eq!(calls(&emptied, "ListObjectVersions"), 12, "{}", emptied.stderr);
    assert_eq!(calls(&emptied, "ListMultipartUploads"), 1);
    sandbox.ok(["bucket", "delete", "lake-raw", "--confirm", "lake-raw"]);
}

#[test]
fn keys_that_no_document_can_hold_go_too() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw", "--zone", "raw"]);
    for key in ["line\nfeed", "bell\u{7}", "a b+c%20", "ü/ß", "<&>\"'"] {
        objects::put(&sandbox, "lake-raw", key, b"x");
    }
    let usage = sandbox.ok(["bucket", "size", "lake-raw", "-o", "json"]).json();
    assert_eq!(usage["usage"]["objects"], 5);
    sandbox.ok(["bucket", "empty", "lake-raw", "--confirm", "lake-raw"]);
    sandbox.ok(["bucket", "delete", "lake-raw", "--confirm", "lake-raw"]);
}

#[test]
fn what_could_not_be_deleted_is_named() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw"]);
    for key in ["keep/a", "go/b"] {
        objects::put(&sandbox, "lake-raw", key, b"x");
    }
    let policy = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*",
        "Action": "s3:DeleteObjectVersion", "Resource": "arn:aws:s3:::lake-raw/keep/*"}]});
    objects::change_bucket(&sandbox, "lake-raw", |document| document["policy"] = json!(policy.to_string()));
    let emptied = sandbox.run(["bucket", "empty", "lake-raw", "--confirm", "lake-raw"]).code(8);
    assert!(emptied.stdout.contains("! keep/a (null): AccessDenied"), "{emptied}");
    let usage = sandbox.ok(["bucket", "size", "lake-raw", "-o", "json"]).json();
    assert_eq!(usage["usage"]["objects"], 1);
    // A rerun finishes what is missing.
    objects::change_bucket(&sandbox, "lake-raw", |document| document["policy"] = json!(null));
    sandbox.ok(["bucket", "empty", "lake-raw", "--confirm", "lake-raw"]);
}

#[test]
fn versions_that_may_not_be_listed_are_unknown_not_absent() {
    let sandbox = filled();
    let policy = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::123456789012:role/analyst"}, "Action": "s3:ListBucket",
        "Resource": "arn:aws:s3:::lake-raw"}]});
    objects::change_bucket(&sandbox, "lake-raw", |document| document["policy"] = json!(policy.to_string()));
    let usage = sandbox.ok(["bucket", "size", "lake-raw", "--as", "role/analyst", "-o", "json"]);
    let document = usage.json();
    assert_eq!(document["usage"]["objects"], 1);
    let unknown = document["usage"]["unknown"].to_string();
    assert!(unknown.contains("s3 ListObjectVersions: AccessDenied"), "{unknown}");
    assert!(unknown.contains("s3 ListMultipartUploads: AccessDenied"), "{unknown}");
    // The files behind tables are nobody's but by a bucket policy.
    sandbox.run(["bucket", "empty", "lake-raw", "--as", "role/analyst", "--confirm", "lake-raw"]).code(4);
    sandbox.run(["bucket", "list", "--as", "role/analyst"]).code(4);
}
