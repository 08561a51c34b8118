//! S3 by its wire: requests as clients send them, without signatures.

mod access;
mod errors;
mod forms;
mod lifecycle;
mod parts;
mod told;
mod versions;

use http::StatusCode;
use http_body_util::BodyExt;

use super::handle;
use crate::LakeOptions;
use crate::testing::{self, TestLake};
use crate::wire::full;

struct Client {
    lake: TestLake,
    runtime: tokio::runtime::Runtime,
}

struct Answer {
    status: StatusCode,
    headers: http::HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    #[track_caller]
    fn ok(self) -> Self {
        assert!(self.status.is_success(), "{} {}", self.status, self.text());
        self
    }

    #[track_caller]
    fn fails(self, status: u16, code: &str) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        assert!(self.text().contains(&format!("<Code>{code}</Code>")), "{}", self.text());
        self
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// The texts of an element, in order.
    fn all(&self, tag: &str) -> Vec<String> {
        let text = self.text();
        text.split(&format!("<{tag}>")).skip(1).filter_map(|rest| rest.split("</").next().map(str::to_owned)).collect()
    }
}

impl Client {
    fn new() -> Self {
        let lake = testing::lake_with(LakeOptions { any_credentials: true, ..LakeOptions::default() });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { lake, runtime }
    }

    fn with_bucket() -> Self {
        let client = Self::new();
        client.send("PUT", "/raw", &[], b"").ok();
        client
    }

    fn send(&self, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request = http::Request::builder()
            .method(method)
            .uri(target)
            .header("host", "127.0.0.1:4566")
            .header("content-length", body.len());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(full(body.to_vec())).unwrap();
        self.runtime.block_on(async {
            let response = handle(&self.lake.lake, request).await;
            let (parts, body) = response.into_parts();
            let body = body.collect().await.unwrap().to_bytes().to_vec();
            Answer { status: parts.status, headers: parts.headers, body }
        })
    }

    fn get(&self, target: &str) -> Answer {
        self.send("GET", target, &[], b"")
    }

    fn put(&self, target: &str, body: &[u8]) -> Answer {
        self.send("PUT", target, &[], body)
    }

    fn versioning(&self, status: &str) {
        let body = format!("<VersioningConfiguration><Status>{status}</Status></VersioningConfiguration>");
        self.put("/raw?versioning", body.as_bytes()).ok();
    }
}

#[test]
fn an_object_comes_back_as_it_was_put() {
    let client = Client::with_bucket();
    let headers = [
        ("content-type", "text/csv"),
        ("content-encoding", "gzip"),
        ("x-amz-meta-source", "weather"),
        ("x-amz-storage-class", "STANDARD_IA"),
        ("x-amz-tagging", "a=1&b=2"),
    ];
    let put = client.send("PUT", "/raw/a/b.csv", &headers, b"hello").ok();
    assert_eq!(put.header("etag"), "\"5d41402abc4b2a76b9719d911017c592\"");
    assert_eq!(put.header("x-amz-server-side-encryption"), "AES256");
    let got = client.get("/raw/a/b.csv").ok();
    assert_eq!(got.body, b"hello");
    assert_eq!(got.header("content-type"), "text/csv");
    assert_eq!(got.header("content-encoding"), "gzip");
    assert_eq!(got.header("x-amz-meta-source"), "weather");
    assert_eq!(got.header("x-amz-storage-class"), "STANDARD_IA");
    assert_eq!(got.header("x-amz-tagging-count"), "2");
    assert_eq!(got.header("x-amz-version-id"), "");
    assert!(!got.header("x-amz-request-id").is_empty());
    let head = client.send("HEAD", "/raw/a/b.csv", &[("x-amz-checksum-mode", "ENABLED")], b"").ok();
    assert_eq!((head.header("content-length"), head.body.len()), ("5", 0));
    assert_eq!(head.header("x-amz-checksum-type"), "FULL_OBJECT");
    assert!(!head.header("x-amz-checksum-crc64nvme").is_empty());
    client.get("/raw/a/c.csv").fails(404, "NoSuchKey");
    client.get("/other/a").fails(404, "NoSuchBucket");
    assert_eq!(client.send("HEAD", "/raw/nothing", &[], b"").status.as_u16(), 404);
}

#[test]
fn ranges_and_conditions() {
    let client = Client::with_bucket();
    client.put("/raw/k", b"0123456789").ok();
    let etag = client.get("/raw/k").header("etag").to_owned();
    let range = |range| client.send("GET", "/raw/k", &[("range", range)], b"");
    let part = range("bytes=2-4").ok();
    assert_eq!((part.status.as_u16(), part.text().as_str()), (206, "234"));
    assert_eq!(part.header("content-range"), "bytes 2-4/10");
    assert_eq!(range("bytes=-3").ok().text(), "789");
    assert_eq!(range("bytes=8-").ok().text(), "89");
    range("bytes=10-").fails(416, "InvalidRange");
    for none in ["bytes=0-1,3-4", "bytes=5-2", "items=0-3", "bytes=abc", ""] {
        let whole = range(none).ok();
        assert_eq!((whole.status.as_u16(), whole.text().as_str()), (200, "0123456789"), "{none}");
        let head = client.send("HEAD", "/raw/k", &[("range", none)], b"").ok();
        assert_eq!((head.status.as_u16(), head.header("content-length")), (200, "10"), "{none}");
        client.send("GET", "/raw/none", &[("range", none)], b"").fails(404, "NoSuchKey");
    }
    let when = |name, value: &str| client.send("GET", "/raw/k", &[(name, value)], b"").status.as_u16();
    assert_eq!(when("if-match", &etag), 200);
    assert_eq!(when("if-match", "\"x\""), 412);
    assert_eq!(when("if-none-match", &etag), 304);
    assert_eq!(when("if-modified-since", "Tue, 01 Jan 2030 00:00:00 GMT"), 304);
    assert_eq!(when("if-unmodified-since", "Tue, 01 Jan 2019 00:00:00 GMT"), 412);
    client.send("PUT", "/raw/k", &[("if-none-match", "*")], b"new").fails(412, "PreconditionFailed");
    client.send("PUT", "/raw/k", &[("if-match", "\"x\"")], b"new").fails(412, "PreconditionFailed");
    client.send("PUT", "/raw/none", &[("if-match", "\"x\"")], b"new").fails(404, "NoSuchKey");
    client.send("PUT", "/raw/k", &[("if-match", &etag)], b"new").ok();
    assert_eq!(client.get("/raw/k?response-content-type=text%2Fplain").ok().header("content-type"), "text/plain");
}

#[test]
fn a_body_that_is_not_what_it_says_is_refused_and_changes_nothing() {
    let client = Client::with_bucket();
    client.put("/raw/k", b"old").ok();
    let put = |name, value| client.send("PUT", "/raw/k", &[(name, value)], b"new");
    put("content-md5", "XrY7u+Ae7tCTyyK7j1rNww==").fails(400, "BadDigest");
    put("content-md5", "nonsense").fails(400, "InvalidDigest");
    put("x-amz-checksum-crc32", "AAAAAA==").fails(400, "BadDigest");
    put("x-amz-checksum-sha256", "AAAAAA==").fails(400, "InvalidRequest");
    let short = client.send("PUT", "/raw/k2", &[], b"");
    short.ok();
    assert_eq!(client.get("/raw/k").ok().text(), "old");
    let incoming = client.lake.lake.directory().join("incoming");
    assert_eq!(std::fs::read_dir(incoming).unwrap().count(), 0, "nothing half received stays");
}

#[test]
fn chunked_bodies_lose_their_frames() {
    let client = Client::with_bucket();
    let put = |body: &str, length: &str| {
        let headers = [
            ("content-encoding", "aws-chunked"),
            ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
            ("x-amz-decoded-content-length", length),
            ("x-amz-trailer", "x-amz-checksum-crc32"),
        ];
        client.send("PUT", "/raw/k", &headers, body.as_bytes())
    };
    put("5\r\n12345\r\n4;chunk-signature=0\r\n6789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n", "9").ok();
    let got = client.get("/raw/k").ok();
    assert_eq!((got.text().as_str(), got.header("content-encoding")), ("123456789", ""));
    put("9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", "9").fails(400, "BadDigest");
    put("9\r\n12345", "9").fails(400, "IncompleteBody");
    put("5\r\n12345\r\n0\r\n\r\n", "9").fails(400, "IncompleteBody");
    assert_eq!(client.get("/raw/k").ok().text(), "123456789");
}

#[test]
fn what_is_about_an_unknown_part_touches_nothing() {
    let client = Client::with_bucket();
    client.send("DELETE", "/raw?metadataConfiguration", &[], b"").fails(501, "NotImplemented");
    client.put("/raw/k", b"old").ok();
    client.put("/raw/k?annotation&annotationName=a", b"note").fails(501, "NotImplemented");
    client.put("/raw/k?encryption", b"<x/>").fails(501, "NotImplemented");
    let renames = [("x-amz-rename-source", "/raw/k")];
    client.send("PUT", "/raw/new?renameObject", &renames, b"").fails(501, "NotImplemented");
    client.send("DELETE", "/raw/k?annotation&annotationName=a", &[], b"").fails(501, "NotImplemented");
    client.get("/raw?abac").fails(501, "NotImplemented");
    assert_eq!(client.get("/raw/k").ok().text(), "old");
    client.get("/raw/new").fails(404, "NoSuchKey");
}

#[test]
fn listings_roll_up_and_page() {
    let client = Client::with_bucket();
    for key in ["a/1", "a/2", "b", "c/x/1", "c/y", "d%20e", "%C3%BC"] {
        client.put(&format!("/raw/{key}"), b"x").ok();
    }
    let all = client.get("/raw?list-type=2").ok();
    assert_eq!(all.all("Key"), ["a/1", "a/2", "b", "c/x/1", "c/y", "d e", "ü"]);
    let rolled = client.get("/raw?list-type=2&delimiter=/").ok();
    assert_eq!(rolled.all("Key"), ["b", "d e", "ü"]);
    assert_eq!(rolled.all("Prefix"), ["", "a/", "c/"], "the request's, then the common ones");
    assert_eq!(rolled.all("KeyCount"), ["5"]);
    let mut seen = Vec::new();
    let mut token = String::new();
    loop {
        let page = client.get(&format!("/raw?list-type=2&delimiter=/&max-keys=1{token}")).ok();
        seen.extend(page.all("Key"));
        seen.extend(page.all("Prefix").into_iter().filter(|prefix| !prefix.is_empty()));
        match page.all("NextContinuationToken").first() {
            Some(next) => token = format!("&continuation-token={}", next.replace('=', "%3D").replace('+', "%2B")),
            None => break,
        }
    }
    assert_eq!(seen, ["a/", "b", "c/", "d e", "ü"]);
    assert_eq!(client.get("/raw?list-type=2&prefix=c/&delimiter=/").ok().all("Key"), ["c/y"]);
    assert_eq!(client.get("/raw?list-type=2&start-after=b").ok().all("Key").len(), 4);
    let encoded = client.get("/raw?list-type=2&encoding-type=url").ok();
    assert_eq!(encoded.all("Key")[5..], ["d%20e", "%C3%BC"]);
    let first = client.get("/raw?max-keys=2&delimiter=/").ok();
    assert_eq!(first.all("NextMarker"), ["b"]);
    assert_eq!(client.get("/raw?marker=a/&delimiter=/").ok().all("Key"), ["b", "d e", "ü"]);
}

#[test]
fn a_batch_deletes_and_reports() {
    let client = Client::with_bucket();
    for key in ["a", "b", "c"] {
        client.put(&format!("/raw/{key}"), b"x").ok();
    }
    let body = "<Delete><Object><Key>a</Key></Object><Object><Key>missing</Key></Object></Delete>";
    let done = client.send("POST", "/raw?delete", &[], body.as_bytes()).ok();
    assert_eq!(done.all("Key"), ["a", "missing"]);
    assert_eq!(client.get("/raw?list-type=2").ok().all("Key"), ["b", "c"]);
    let too_many: String = (0..1001).map(|n| format!("<Object><Key>{n}</Key></Object>")).collect();
    let body = format!("<Delete>{too_many}</Delete>");
    client.send("POST", "/raw?delete", &[], body.as_bytes()).fails(400, "MalformedXML");
}

#[test]
fn keys_of_any_kind_stay_inside_and_come_back() {
    let client = Client::with_bucket();
    let long = "x".repeat(1000);
    let keys = [
        "..%2F..%2Fetc%2Fpasswd",
        "%2Fabsolute",
        "a%2F..%2Fb",
        "nul%00byte",
        "%E2%98%83/%F0%9F%A6%80",
        "a",
        "a/b",
        "a//b",
        "dir/",
        &long,
    ];
    for (index, key) in keys.iter().enumerate() {
        client.put(&format!("/raw/{key}"), index.to_string().as_bytes()).ok();
    }
    for (index, key) in keys.iter().enumerate() {
        assert_eq!(client.get(&format!("/raw/{key}")).ok().text(), index.to_string(), "{key}");
    }
    client.put(&format!("/raw/{}", "x".repeat(1025)), b"").fails(400, "KeyTooLongError");
    let listed = client.get("/raw?list-type=2&encoding-type=url").ok();
    assert_eq!(listed.all("Key").len(), keys.len());
    assert!(listed.all("Key").contains(&"nul%00byte".to_owned()));
    let directory = client.lake.lake.directory().to_owned();
    assert!(!directory.join("../etc").exists() && !directory.join("etc").exists());
    for entry in std::fs::read_dir(&directory).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(["blobs", "incoming", "objects"].contains(&name.as_str()) || name.starts_with("lake.sqlite"), "{name}");
    }
}

#[test]
fn copies_keep_or_replace() {
    let client = Client::with_bucket();
    client.send("PUT", "/raw/a", &[("x-amz-meta-x", "1"), ("content-type", "text/csv")], b"0123456789").ok();
    let copied = client.send("PUT", "/raw/b", &[("x-amz-copy-source", "/raw/a")], b"").ok();
    assert!(copied.text().contains("CopyObjectResult"));
    let got = client.get("/raw/b").ok();
    assert_eq!(
        (got.header("x-amz-meta-x"), got.header("content-type"), got.text().as_str()),
        ("1", "text/csv", "0123456789")
    );
    client.send("PUT", "/raw/a", &[("x-amz-copy-source", "raw/a")], b"").fails(400, "InvalidRequest");
    let replace = [("x-amz-copy-source", "raw/a"), ("x-amz-metadata-directive", "REPLACE"), ("x-amz-meta-y", "2")];
    client.send("PUT", "/raw/a", &replace, b"").ok();
    assert_eq!(client.get("/raw/a").ok().header("x-amz-meta-y"), "2");
    client.send("PUT", "/raw/c", &[("x-amz-copy-source", "raw/none")], b"").fails(404, "NoSuchKey");
}

#[test]
fn the_owners_own_acl_may_be_put_and_no_other() {
    let client = Client::with_bucket();
    client.put("/raw/k", b"x").ok();
    for target in ["/raw?acl", "/raw/k?acl"] {
        let owners = client.get(target).ok().text();
        client.put(target, owners.as_bytes()).ok();
        let narrower = owners.replace("FULL_CONTROL", "READ");
        client.put(target, narrower.as_bytes()).fails(400, "AccessControlListNotSupported");
        let grant = &owners[owners.find("<Grant>").unwrap()..owners.find("</AccessControlList>").unwrap()];
        let wider = owners.replace(grant, &format!("{grant}{grant}"));
        client.put(target, wider.as_bytes()).fails(400, "AccessControlListNotSupported");
    }
}

#[test]
fn settings_answer_as_for_a_bucket_made_today() {
    let client = Client::with_bucket();
    assert!(!client.get("/raw?versioning").ok().text().contains("Status"));
    assert!(client.get("/raw?encryption").ok().text().contains("<SSEAlgorithm>AES256"));
    assert_eq!(client.get("/raw?publicAccessBlock").ok().text().matches(">true<").count(), 4);
    assert!(client.get("/raw?ownershipControls").ok().text().contains("BucketOwnerEnforced"));
    client.get("/raw?policy").fails(404, "NoSuchBucketPolicy");
    client.get("/raw?lifecycle").fails(404, "NoSuchLifecycleConfiguration");
    client.get("/raw?tagging").fails(404, "NoSuchTagSet");
    client.get("/raw?cors").fails(404, "NoSuchCORSConfiguration");
    client.get("/raw?replication").fails(404, "ReplicationConfigurationNotFoundError");
    client.get("/raw?website").fails(404, "NoSuchWebsiteConfiguration");
    client.get("/raw?object-lock").fails(404, "ObjectLockConfigurationNotFoundError");
    client.get("/raw?logging").ok();
    client.get("/raw?notification").ok();
    assert!(client.get("/raw?acl").ok().text().contains("FULL_CONTROL"));
    client.get("/raw?inventory&id=x").fails(501, "NotImplemented");
    let tags = "<Tagging><TagSet><Tag><Key>zone</Key><Value>raw</Value></Tag></TagSet></Tagging>";
    client.put("/raw?tagging", tags.as_bytes()).ok();
    assert_eq!(client.get("/raw?tagging").ok().all("Value"), ["raw"]);
    client
        .send("GET", "/raw?versioning", &[("x-amz-expected-bucket-owner", "999999999999")], b"")
        .fails(403, "AccessDenied");
}

#[test]
fn what_is_not_known_of_a_document_is_refused_and_not_dropped() {
    let client = Client::new();
    let configuration =
        "<CreateBucketConfiguration><Tags><Tag><Key>a</Key><Value>b</Value></Tag></Tags></CreateBucketConfiguration>";
    client.put("/raw", configuration.as_bytes()).ok();
    assert_eq!(client.get("/raw?tagging").ok().all("Value"), ["b"]);
    let rule = |more: &str| {
        format!(
            "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault>{more}</Rule></ServerSideEncryptionConfiguration>"
        )
    };
    let blocked = "<BlockedEncryptionTypes><EncryptionType>SSE-C</EncryptionType></BlockedEncryptionTypes>";
    let refused = client.put("/raw?encryption", rule(blocked).as_bytes()).fails(501, "NotImplemented");
    assert!(refused.text().contains("BlockedEncryptionTypes"), "{}", refused.text());
    client.put("/raw?encryption", rule("<BucketKeyEnabled>true</BucketKeyEnabled>").as_bytes()).ok();
}

#[test]
fn lifecycle_rules_are_checked_and_kept() {
    let client = Client::with_bucket();
    let put = |rule: &str| {
        let body = format!(
            "<LifecycleConfiguration><Rule><ID>r</ID><Status>Enabled</Status>{rule}</Rule></LifecycleConfiguration>"
        );
        client.put("/raw?lifecycle", body.as_bytes())
    };
    let all = "<Filter><Prefix></Prefix></Filter>";
    let to = |days: u32, class: &str| {
        format!("<Transition><Days>{days}</Days><StorageClass>{class}</StorageClass></Transition>")
    };
    put(&format!("{all}{}", to(29, "STANDARD_IA"))).fails(400, "InvalidArgument");
    put(&format!("{all}{}{}", to(30, "STANDARD_IA"), to(59, "GLACIER"))).fails(400, "InvalidArgument");
    put(&format!("{all}{}{}", to(30, "GLACIER"), to(90, "STANDARD_IA"))).fails(400, "InvalidArgument");
    put(&format!("{all}{}<Expiration><Days>90</Days></Expiration>", to(90, "GLACIER"))).fails(400, "InvalidArgument");
    put(all).fails(400, "InvalidRequest");
    put("<Filter><Tag><Key>a</Key><Value>b</Value></Tag></Filter><AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload>")
        .fails(400, "InvalidRequest");
    put(&format!("{all}{}{}<Expiration><Days>400</Days></Expiration>", to(30, "STANDARD_IA"), to(90, "GLACIER"))).ok();
    let got = client.get("/raw?lifecycle").ok();
    assert_eq!(got.all("Days"), ["400", "30", "90"]);
    assert_eq!(got.header("x-amz-transition-default-minimum-object-size"), "all_storage_classes_128K");
    client.send("DELETE", "/raw?lifecycle", &[], b"").ok();
    client.get("/raw?lifecycle").fails(404, "NoSuchLifecycleConfiguration");
}

#[test]
fn buckets_are_made_and_deleted_by_the_rules() {
    let client = Client::new();
    let constraint = |region: &str| {
        format!(
            "<CreateBucketConfiguration><LocationConstraint>{region}</LocationConstraint></CreateBucketConfiguration>"
        )
    };
    client.put("/raw", constraint("us-east-1").as_bytes()).fails(400, "InvalidLocationConstraint");
    client.put("/raw", constraint("moon").as_bytes()).fails(400, "InvalidLocationConstraint");
    client.put("/Raw", b"").fails(400, "InvalidBucketName");
    client.put("/raw-s3alias", b"").fails(400, "InvalidBucketName");
    client.put("/raw-.lake", b"").fails(400, "InvalidBucketName");
    client.put("/raw", b"").ok();
    // In us-east-1 making one's own bucket again succeeds.
    client.put("/raw", b"").ok();
    client.put("/europe", constraint("EU").as_bytes()).ok();
    client.put("/europe", constraint("EU").as_bytes()).fails(409, "BucketAlreadyOwnedByYou");
    assert_eq!(client.send("HEAD", "/europe", &[], b"").ok().header("x-amz-bucket-region"), "eu-west-1");
    assert!(client.get("/europe?location").ok().text().contains("eu-west-1"));
    let listed = client.get("/").ok();
    assert_eq!(listed.all("Name"), ["europe", "raw"]);
    assert_eq!(client.get("/?max-buckets=1").ok().all("Name"), ["europe"]);
    client.put("/raw/k", b"x").ok();
    client.send("DELETE", "/raw", &[], b"").fails(409, "BucketNotEmpty");
    client.send("DELETE", "/raw/k", &[], b"").ok();
    assert_eq!(client.send("DELETE", "/raw", &[], b"").status.as_u16(), 204);
    assert_eq!(client.send("HEAD", "/raw", &[], b"").status.as_u16(), 404);
}

#[test]
fn what_a_rule_says_is_copied() {
    let client = Client::with_bucket();
    client.put("/copy", b"").ok();
    client.versioning("Enabled");
    let rule = "<ReplicationConfiguration><Role>arn:aws:iam::123456789012:role/r</Role><Rule><ID>x</ID><Priority>1</Priority>\
        <Status>Enabled</Status><Filter><Prefix>a/</Prefix></Filter><DeleteMarkerReplication><Status>Enabled</Status>\
        </DeleteMarkerReplication><Destination><Bucket>arn:aws:s3:::copy</Bucket></Destination></Rule></ReplicationConfiguration>";
    client.put("/raw?replication", rule.as_bytes()).fails(400, "InvalidRequest");
    client.put("/copy?versioning", b"<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>").ok();
    client.put("/raw?replication", rule.as_bytes()).ok();
    let put = client.send("PUT", "/raw/a/k", &[("x-amz-meta-x", "1"), ("x-amz-tagging", "t=1")], b"bytes").ok();
    client.put("/raw/b/k", b"elsewhere").ok();
    let copied = client.get("/copy/a/k").ok();
    assert_eq!((copied.text().as_str(), copied.header("x-amz-meta-x")), ("bytes", "1"));
    assert_eq!(copied.header("x-amz-replication-status"), "REPLICA");
    assert_eq!(copied.header("x-amz-version-id"), put.header("x-amz-version-id"));
    assert_eq!(client.get("/raw/a/k").ok().header("x-amz-replication-status"), "COMPLETED");
    client.get("/copy/b/k").fails(404, "NoSuchKey");
    client.send("DELETE", "/raw/a/k", &[], b"").ok();
    client.get("/copy/a/k").fails(404, "NoSuchKey");
    // A destination that is not fit any more fails the copy, not the write.
    client
        .put("/copy?versioning", b"<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>")
        .ok();
    client.put("/raw/a/l", b"x").ok();
    assert_eq!(client.get("/raw/a/l").ok().header("x-amz-replication-status"), "FAILED");
}

#[test]
fn an_archived_object_is_read_after_it_is_restored() {
    let client = Client::with_bucket();
    client.send("PUT", "/raw/k", &[("x-amz-storage-class", "DEEP_ARCHIVE")], b"cold").ok();
    client.get("/raw/k").fails(403, "InvalidObjectState");
    let ask = b"<RestoreRequest><Days>1</Days></RestoreRequest>";
    assert_eq!(client.send("POST", "/raw/k?restore", &[], ask).status.as_u16(), 202);
    let got = client.get("/raw/k").ok();
    assert_eq!(got.text(), "cold");
    assert!(got.header("x-amz-restore").starts_with("ongoing-request=\"false\", expiry-date="), "{:?}", got.headers);
    client.put("/raw/warm", b"x").ok();
    client.send("POST", "/raw/warm?restore", &[], ask).fails(403, "InvalidObjectState");
}
