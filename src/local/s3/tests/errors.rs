//! What errors name besides their code and message.

use super::*;

/// The text of an element that is there once.
#[track_caller]
fn one(answer: &Answer, tag: &str) -> String {
    let found = answer.all(tag);
    assert_eq!(found.len(), 1, "{tag}: {}", answer.text());
    found[0].clone()
}

#[test]
fn errors_name_the_bucket() {
    let client = Client::with_bucket();
    for (path, code) in [
        ("/nothing/k", "NoSuchBucket"),
        ("/nothing?versioning", "NoSuchBucket"),
        ("/raw?cors", "NoSuchCORSConfiguration"),
        ("/raw?tagging", "NoSuchTagSet"),
        ("/raw?policy", "NoSuchBucketPolicy"),
        ("/raw?replication", "ReplicationConfigurationNotFoundError"),
    ] {
        let answer = client.get(path).fails(404, code);
        assert_eq!(one(&answer, "BucketName"), path[1..].split(['/', '?']).next().unwrap());
        let length: usize = answer.header("content-length").parse().unwrap_or(answer.body.len());
        assert_eq!(length, answer.body.len(), "the length is that of what is sent");
    }
    client.put("/raw/k", b"x").ok();
    let full = client.send("DELETE", "/raw", &[], b"").fails(409, "BucketNotEmpty");
    assert_eq!(one(&full, "BucketName"), "raw");
}

#[test]
fn errors_name_the_key_the_version_and_the_upload() {
    let client = Client::with_bucket();
    let answer = client.get("/raw/a%26b/c").fails(404, "NoSuchKey");
    assert_eq!(one(&answer, "Key"), "a&amp;b/c");
    let answer = client.send("PUT", "/raw/new", &[("x-amz-copy-source", "/raw/old")], b"").fails(404, "NoSuchKey");
    assert_eq!(one(&answer, "Key"), "old", "the source is missing");
    let answer = client.send("DELETE", "/raw/k?uploadId=none", &[], b"").fails(404, "NoSuchUpload");
    assert_eq!(one(&answer, "UploadId"), "none");
    let version = "0123456789abcdef0123456789abcdef";
    let answer = client.get(&format!("/raw/k?versionId={version}")).fails(404, "NoSuchVersion");
    assert_eq!((one(&answer, "Key"), one(&answer, "VersionId")), ("k".to_owned(), version.to_owned()));
}

#[test]
fn errors_name_the_condition_that_does_not_hold() {
    let client = Client::with_bucket();
    client.put("/raw/k", b"x").ok();
    let put = |name: &str, value: &str| {
        let answer = client.send("PUT", "/raw/k", &[(name, value)], b"y").fails(412, "PreconditionFailed");
        one(&answer, "Condition")
    };
    assert_eq!(put("if-none-match", "*"), "If-None-Match");
    assert_eq!(put("if-match", "\"other\""), "If-Match");
    let get = |name: &str, value: &str| {
        let answer = client.send("GET", "/raw/k", &[(name, value)], b"").fails(412, "PreconditionFailed");
        one(&answer, "Condition")
    };
    assert_eq!(get("if-match", "\"other\""), "If-Match");
    assert_eq!(get("if-unmodified-since", "Thu, 01 Jan 1970 00:00:01 GMT"), "If-Unmodified-Since");
    let copy = |name: &str, value: &str| {
        let headers = [("x-amz-copy-source", "/raw/k"), (name, value)];
        let answer = client.send("PUT", "/raw/copy", &headers, b"").fails(412, "PreconditionFailed");
        one(&answer, "Condition")
    };
    assert_eq!(copy("x-amz-copy-source-if-match", "\"other\""), "x-amz-copy-source-If-Match");
    let etag = client.get("/raw/k").ok().header("etag").to_owned();
    assert_eq!(copy("x-amz-copy-source-if-none-match", &etag), "x-amz-copy-source-If-None-Match");
}

#[test]
fn errors_name_ranges_and_arguments() {
    let client = Client::with_bucket();
    client.put("/raw/k", b"123456789").ok();
    let answer = client.send("GET", "/raw/k", &[("range", "bytes=1024-")], b"").fails(416, "InvalidRange");
    assert_eq!(
        (one(&answer, "ActualObjectSize"), one(&answer, "RangeRequested")),
        ("9".to_owned(), "bytes=1024-".to_owned())
    );
    let started = client.send("POST", "/raw/big?uploads", &[], b"").ok();
    let id = started.all("UploadId")[0].clone();
    let answer = client.put(&format!("/raw/big?partNumber=10001&uploadId={id}"), b"x").fails(400, "InvalidArgument");
    assert_eq!(
        (one(&answer, "ArgumentName"), one(&answer, "ArgumentValue")),
        ("partNumber".to_owned(), "10001".to_owned())
    );
    // A bucket whose only content is an upload that was not completed can go.
    client.send("DELETE", "/raw/k", &[], b"").ok();
    client.send("DELETE", "/raw", &[], b"").ok();
    client.get("/raw?uploads").fails(404, "NoSuchBucket");
}

#[test]
fn an_object_is_its_own_first_part() {
    let client = Client::with_bucket();
    client.put("/raw/k", b"123456789").ok();
    let part = client.get("/raw/k?partNumber=1").ok();
    assert_eq!((part.status.as_u16(), part.header("content-range")), (206, "bytes 0-8/9"));
    client.get("/raw/k?partNumber=2").fails(416, "InvalidPartNumber");
    client.put("/raw/empty", b"").ok();
    assert_eq!(client.get("/raw/empty?partNumber=1").ok().status.as_u16(), 200);
}

#[test]
fn headers_of_the_answer_are_asked_for_without_signatures_too() {
    let client = Client::with_bucket();
    client.put("/raw/k", b"x").ok();
    let answer = client.get("/raw/k?response-content-type=image%2Fjpeg&response-cache-control=no-store").ok();
    assert_eq!((answer.header("content-type"), answer.header("cache-control")), ("image/jpeg", "no-store"));
    client.get("/raw/none?response-content-type=image%2Fjpeg").fails(404, "NoSuchKey");
    let bucket = client.send("HEAD", "/raw", &[], b"").ok();
    assert_eq!(bucket.header("content-type"), "application/xml");
}

#[test]
fn an_empty_set_of_tags_is_none() {
    let client = Client::with_bucket();
    let tags = |tags: &str| {
        let document = format!("<Tagging><TagSet>{tags}</TagSet></Tagging>");
        client.send("PUT", "/raw?tagging", &[], document.as_bytes()).ok().status.as_u16()
    };
    assert_eq!(tags("<Tag><Key>a</Key><Value>b</Value></Tag>"), 204);
    client.get("/raw?tagging").ok();
    assert_eq!(tags(""), 204);
    client.get("/raw?tagging").fails(404, "NoSuchTagSet");
}

#[test]
fn a_copy_of_a_named_version_onto_itself_is_a_change() {
    let client = Client::with_bucket();
    client.put("/raw/k", b"x").ok();
    let copy = |source: &str| client.send("PUT", "/raw/k", &[("x-amz-copy-source", source)], b"");
    copy("/raw/k").fails(400, "InvalidRequest");
    copy("/raw/k?versionId=null").ok();
}
