//! The lake's own lifecycle, by the wire: what is put, and what is left after a time.

use super::*;
use crate::clock::epoch_millis;
use crate::s3::lifecycle::LifecycleRun;

const DAY: i64 = 86_400_000;
const ALL: &str = "<Filter><Prefix></Prefix></Filter>";

impl Client {
    fn rules(&self, rules: &[&str]) {
        let rules: String = rules.iter().map(|rule| format!("<Rule><Status>Enabled</Status>{rule}</Rule>")).collect();
        self.put("/raw?lifecycle", format!("<LifecycleConfiguration>{rules}</LifecycleConfiguration>").as_bytes()).ok();
    }

    /// Lets so many days go by, from now on.
    fn days(&self, from: i64, until: i64) -> LifecycleRun {
        let now = epoch_millis(self.lake.lake.clock().now());
        self.lake.lake.run_lifecycle(now + from * DAY, now + until * DAY).unwrap()
    }
}

fn bytes(count: usize) -> Vec<u8> {
    vec![b'x'; count]
}

#[test]
fn objects_move_and_go_by_age_tag_and_size() {
    let client = Client::with_bucket();
    client.put("/raw/large", &bytes(200 << 10)).ok();
    client.put("/raw/small", b"x").ok();
    client.send("PUT", "/raw/tagged", &[("x-amz-tagging", "kind=tmp")], b"x").ok();
    client.rules(&[
        &format!("{ALL}<Transition><Days>30</Days><StorageClass>STANDARD_IA</StorageClass></Transition><Transition><Days>90</Days><StorageClass>GLACIER</StorageClass></Transition>"),
        "<Filter><Tag><Key>kind</Key><Value>tmp</Value></Tag></Filter><Expiration><Days>1</Days></Expiration>",
    ]);
    assert_eq!(client.days(0, 1), LifecycleRun::default(), "the day is not over");
    assert_eq!(client.days(0, 3), LifecycleRun { expired: 1, ..LifecycleRun::default() });
    client.get("/raw/tagged").fails(404, "NoSuchKey");
    assert_eq!(client.days(3, 32).moved, 1);
    let head = client.send("HEAD", "/raw/large", &[], b"").ok();
    assert_eq!(head.header("x-amz-storage-class"), "STANDARD_IA");
    assert_eq!(client.get("/raw/large").ok().body.len(), 200 << 10);
    assert_eq!(client.days(32, 100).moved, 1);
    client.get("/raw/large").fails(403, "InvalidObjectState");
    client.send("HEAD", "/raw/large", &[], b"").ok();
    assert_eq!(client.send("HEAD", "/raw/small", &[], b"").ok().header("x-amz-storage-class"), "", "small ones stay");
    assert_eq!(client.days(100, 5000), LifecycleRun::default());
}

#[test]
fn versions_markers_and_uploads_end() {
    let client = Client::with_bucket();
    client.versioning("Enabled");
    client.put("/raw/k", b"one").ok();
    client.put("/raw/k", b"two").ok();
    client.send("POST", "/raw/big?uploads", &[], b"").ok();
    client.rules(&[&format!(
        "{ALL}<Expiration><Days>10</Days></Expiration><NoncurrentVersionExpiration><NoncurrentDays>5</NoncurrentDays></NoncurrentVersionExpiration><AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload>"
    )]);
    let first = client.days(0, 12);
    assert_eq!(
        first,
        LifecycleRun { expired: 1, old_versions_expired: 1, uploads_aborted: 1, ..LifecycleRun::default() }
    );
    client.get("/raw/k").fails(404, "NoSuchKey");
    let listed = client.get("/raw?versions").ok();
    assert_eq!((listed.all("VersionId").len(), listed.text().matches("<DeleteMarker>").count()), (2, 1));
    assert!(!client.get("/raw?uploads").ok().text().contains("<Upload>"));
    // All the rest in one run: the version that the marker hides, then the marker.
    let rest = client.days(12, 40);
    assert_eq!(rest, LifecycleRun { old_versions_expired: 1, markers_removed: 1, ..LifecycleRun::default() });
    assert!(client.get("/raw?versions").ok().all("VersionId").is_empty());
}

#[test]
fn a_marker_that_a_run_made_goes_in_the_same_run() {
    let client = Client::with_bucket();
    client.versioning("Enabled");
    client.put("/raw/k", b"one").ok();
    client.rules(&[&format!(
        "{ALL}<Expiration><Days>1</Days></Expiration><NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration>"
    )]);
    let run = client.days(0, 30);
    assert_eq!((run.expired, run.old_versions_expired, run.markers_removed), (1, 1, 1));
    assert!(client.get("/raw?versions").ok().all("Key").is_empty());
}

#[test]
fn a_suspended_bucket_keeps_its_ids_and_loses_the_null_version() {
    let client = Client::with_bucket();
    client.versioning("Enabled");
    client.put("/raw/k", b"kept").ok();
    client.versioning("Suspended");
    client.put("/raw/k", b"null").ok();
    client.rules(&[&format!("{ALL}<Expiration><Days>1</Days></Expiration>")]);
    assert_eq!(client.days(0, 30).expired, 1);
    let listed = client.get("/raw?versions").ok();
    assert_eq!(listed.all("VersionId").len(), 2);
    assert_eq!(listed.text().matches("<DeleteMarker>").count(), 1);
    assert!(listed.all("VersionId").contains(&"null".to_owned()));
}

#[test]
fn many_versions_are_looked_at_page_by_page() {
    let client = Client::with_bucket();
    client.versioning("Enabled");
    for _ in 0..3 {
        client.put("/raw/a", b"x").ok();
    }
    let objects = client.lake.lake.objects();
    for at in 0..90 {
        let incoming = objects.incoming();
        std::fs::write(&incoming, b"x").unwrap();
        let key = format!("k{at:05}");
        let new = crate::objects::NewObject {
            bucket: "raw",
            key: &key,
            etag: "e".to_owned(),
            storage_class: "STANDARD".to_owned(),
            attributes: serde_json::Value::Null,
        };
        objects.put(&new, &incoming).unwrap();
    }
    client.rules(&["<Filter><Prefix>k</Prefix></Filter><Expiration><Days>1</Days></Expiration>"]);
    assert_eq!(client.days(0, 3).expired, 90);
    assert_eq!(client.get("/raw?list-type=2").ok().all("Key"), ["a"]);
}
