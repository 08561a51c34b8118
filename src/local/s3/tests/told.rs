//! What a bucket tells of what happens to it: events on the bus, access logs in another bucket.

use serde_json::{Value, json};

use super::*;
use crate::{events, logs};

#[test]
fn objects_that_come_and_go_are_on_the_event_bus() {
    let client = Client::with_bucket();
    let test = &client.lake;
    test.ok(&logs::SERVICE, "CreateLogGroup", json!({ "logGroupName": "/aws/events/lake" }));
    let pattern = json!({ "source": ["aws.s3"], "detail": { "bucket": { "name": ["raw"] } } });
    test.ok(&events::SERVICE, "PutRule", json!({ "Name": "all", "EventPattern": pattern.to_string() }));
    let target = json!({ "Id": "1", "Arn": "arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/lake:*" });
    test.ok(&events::SERVICE, "PutTargets", json!({ "Rule": "all", "Targets": [target] }));
    client.put("/raw/early", b"x").ok();
    let configuration = "<NotificationConfiguration><EventBridgeConfiguration/></NotificationConfiguration>";
    client.put("/raw?notification", configuration.as_bytes()).ok();
    client.put("/raw/a", b"hello").ok();
    client.send("PUT", "/raw/b", &[("x-amz-copy-source", "/raw/a")], b"").ok();
    client.send("DELETE", "/raw/a", &[], b"").ok();
    client.send("DELETE", "/raw/nothing", &[], b"").ok();
    client.versioning("Enabled");
    client.put("/raw/c", b"").ok();
    let marker = client.send("DELETE", "/raw/c", &[], b"").ok();
    client.send("DELETE", &format!("/raw/c?versionId={}", marker.header("x-amz-version-id")), &[], b"").ok();
    let batch = "<Delete><Object><Key>b</Key></Object><Object><Key>early</Key></Object></Delete>";
    let md5 = "content-md5";
    let sum = base64(&<md5::Md5 as md5::Digest>::digest(batch.as_bytes()));
    client.send("POST", "/raw?delete", &[(md5, &sum)], batch.as_bytes()).ok();
    let found = test.ok(&logs::SERVICE, "FilterLogEvents", json!({ "logGroupName": "/aws/events/lake" }));
    let told: Vec<Value> = found["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| serde_json::from_str(event["message"].as_str().unwrap()).unwrap())
        .collect();
    let lines: Vec<String> = told
        .iter()
        .map(|event| {
            let detail = &event["detail"];
            let how = detail["deletion-type"].as_str().or(detail["reason"].as_str()).unwrap();
            format!("{}: {}, {how}", event["detail-type"].as_str().unwrap(), detail["object"]["key"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        lines,
        [
            "Object Created: a, PutObject",
            "Object Created: b, CopyObject",
            "Object Deleted: a, Permanently Deleted",
            "Object Created: c, PutObject",
            "Object Deleted: c, Delete Marker Created",
            "Object Deleted: c, Permanently Deleted",
            "Object Deleted: b, Delete Marker Created",
            "Object Deleted: early, Delete Marker Created",
        ]
    );
    assert_eq!(told[0]["detail"]["object"]["size"], 5);
    assert_eq!(told[0]["resources"], json!(["arn:aws:s3:::raw"]));
    assert!(
        told[0]["detail"]["object"]["version-id"].is_null() && told[3]["detail"]["object"]["version-id"].is_string()
    );
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

#[test]
fn requests_are_logged_in_another_bucket() {
    let client = Client::with_bucket();
    client.send("PUT", "/logs", &[], b"").ok();
    let status = "<BucketLoggingStatus><LoggingEnabled><TargetBucket>logs</TargetBucket><TargetPrefix>raw/</TargetPrefix></LoggingEnabled></BucketLoggingStatus>";
    client.put("/raw?logging", status.as_bytes()).ok();
    client.put("/raw/a%20b", b"hello").ok();
    client.send("GET", "/raw/a%20b", &[("user-agent", "a \"quoted\" agent")], b"").ok();
    client.get("/raw/missing").fails(404, "NoSuchKey");
    let lake = &client.lake.lake;
    lake.follow_lifecycle().unwrap();
    assert!(client.get("/logs?list-type=2").ok().all("Key").is_empty(), "logs come later");
    lake.set_clock_offset(3700).unwrap();
    lake.follow_lifecycle().unwrap();
    let keys = client.get("/logs?list-type=2").ok().all("Key");
    let [key] = &keys[..] else { panic!("{keys:?}") };
    assert!(key.starts_with("raw/20") && key.len() == "raw/2026-01-01-00-00-00-0123456789ABCDEF".len(), "{key}");
    let log = client.get(&format!("/logs/{key}")).ok().text();
    let lines: Vec<&str> = log.lines().collect();
    assert_eq!(lines.len(), 3, "{log}");
    assert!(lines[0].contains(" REST.PUT.OBJECT a%20b \"PUT /raw/a%20b HTTP/1.1\" 200 "), "{log}");
    assert!(lines[1].contains(" REST.GET.OBJECT ") && lines[1].contains("\"a %22quoted%22 agent\""), "{log}");
    assert!(lines[2].contains("missing") && lines[2].contains(" 404 "), "{log}");
    lake.follow_lifecycle().unwrap();
    assert_eq!(client.get("/logs?list-type=2").ok().all("Key").len(), 1, "once");
}

#[test]
fn attributes_have_the_tag_without_quotes() {
    let client = Client::with_bucket();
    let quoted = client.put("/raw/k", b"x").ok().header("etag").to_owned();
    let told = client.send("GET", "/raw/k?attributes", &[("x-amz-object-attributes", "ETag,ObjectSize")], b"").ok();
    let plain = quoted.trim_matches('"');
    assert!(told.text().contains(&format!("<ETag>{plain}</ETag>")), "{}", told.text());
    assert!(told.text().contains("<ObjectSize>1</ObjectSize>"), "{}", told.text());
    // In a listing they stay.
    let listed = client.get("/raw?list-type=2").ok().text();
    assert!(!listed.contains(&format!("<ETag>{plain}</ETag>")), "{listed}");
}

#[test]
fn notifications_without_a_name_get_one() {
    let client = Client::with_bucket();
    let queue = |id: &str| {
        format!(
            "<QueueConfiguration>{id}<Queue>arn:aws:sqs:us-east-1:123456789012:q</Queue><Event>s3:ObjectCreated:*</Event></QueueConfiguration>"
        )
    };
    let document =
        format!("<NotificationConfiguration>{}{}</NotificationConfiguration>", queue("<Id>mine</Id>"), queue(""));
    client.put("/raw?notification", document.as_bytes()).ok();
    let told = client.get("/raw?notification").ok().text();
    assert_eq!(told.matches("<Id>").count(), 2, "{told}");
    assert!(told.contains("<Id>mine</Id>"), "{told}");
    assert_eq!(client.get("/raw?notification").ok().text(), told, "the name stays");
}

#[test]
fn a_copy_of_an_archived_object_names_its_source() {
    let client = Client::with_bucket();
    client.send("PUT", "/raw/k", &[("x-amz-storage-class", "GLACIER")], b"cold").ok();
    let refused = client.send("PUT", "/raw/copy", &[("x-amz-copy-source", "/raw/k")], b"");
    assert!(refused.text().contains("source object"), "{}", refused.text());
    refused.fails(403, "InvalidObjectState");
}

#[test]
fn a_bucket_of_the_accounts_namespace_is_named_after_it() {
    let client = Client::with_bucket();
    let regional = [("x-amz-bucket-namespace", "account-regional")];
    client.send("PUT", "/lake-wrong", &regional, b"").fails(400, "InvalidNamespaceHeader");
    client.send("PUT", "/lake-123456789012-us-east-1-an", &regional, b"").ok();
    client
        .send("PUT", "/lake-other", &[("x-amz-bucket-namespace", "elsewhere")], b"")
        .fails(400, "InvalidNamespaceHeader");
}

#[test]
fn tags_come_with_one_quote_or_none() {
    let client = Client::with_bucket();
    let quoted = client.put("/raw/k", b"1").ok().header("etag").to_owned();
    let tag = quoted.trim_matches('"').to_owned();
    for same in [quoted.clone(), tag.clone(), format!("{tag}\""), format!("\"{tag}")] {
        client.send("PUT", "/raw/k", &[("if-match", &same)], b"1").ok();
    }
    client.send("PUT", "/raw/k", &[("if-match", "no such tag")], b"2").fails(412, "PreconditionFailed");
    let unlike = [("x-amz-copy-source", "/raw/k"), ("x-amz-copy-source-if-none-match", "no such tag")];
    client.send("PUT", "/raw/copy", &unlike, b"").ok();
    // A copy onto itself: with a class it is one, even with the same.
    let itself = ("x-amz-copy-source", "/raw/k");
    client.send("PUT", "/raw/k", &[itself], b"").fails(400, "InvalidRequest");
    client.send("PUT", "/raw/k", &[itself, ("x-amz-storage-class", "STANDARD")], b"").ok();
}

#[test]
fn urls_of_the_older_signature_are_read_until_their_time() {
    let client = Client::with_bucket();
    client.put("/raw/k", b"bytes").ok();
    let url = |expires: &str| {
        format!("/raw/k?response-content-type=image%2Fpng&AWSAccessKeyId=any&Signature=x%3D&Expires={expires}")
    };
    let got = client.get(&url("99999999999")).ok();
    assert_eq!((got.text().as_str(), got.header("content-type")), ("bytes", "image/png"));
    client.get(&url("1")).fails(403, "AccessDenied");
}
