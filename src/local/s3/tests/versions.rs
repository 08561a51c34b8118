//! Versions of objects and the markers of those that are deleted.

use super::*;

#[test]
fn versions_and_markers() {
    let client = Client::with_bucket();
    client.put("/raw/k", b"before").ok();
    client.versioning("Enabled");
    let first = client.put("/raw/k", b"one").ok().header("x-amz-version-id").to_owned();
    let second = client.put("/raw/k", b"two").ok().header("x-amz-version-id").to_owned();
    assert_ne!(first, second);
    let gone = client.send("DELETE", "/raw/k", &[], b"").ok();
    assert_eq!(gone.header("x-amz-delete-marker"), "true");
    let marker = gone.header("x-amz-version-id").to_owned();
    client.get("/raw/k").fails(404, "NoSuchKey");
    assert_eq!(client.get(&format!("/raw/k?versionId={first}")).ok().text(), "one");
    assert_eq!(client.get("/raw/k?versionId=null").ok().text(), "before");
    client.get(&format!("/raw/k?versionId={marker}")).fails(405, "MethodNotAllowed");
    let versions = client.get("/raw?versions").ok();
    assert_eq!(versions.all("VersionId"), [marker.as_str(), &second, &first, "null"]);
    let page = client.get("/raw?versions&max-keys=2").ok();
    assert_eq!(page.all("NextVersionIdMarker"), [second.as_str()]);
    let rest = client.get(&format!("/raw?versions&key-marker=k&version-id-marker={second}")).ok();
    assert_eq!(rest.all("VersionId"), [first.as_str(), "null"]);
    client.send("DELETE", &format!("/raw/k?versionId={marker}"), &[], b"").ok();
    assert_eq!(client.get("/raw/k").ok().text(), "two");
    client.send("DELETE", "/raw", &[], b"").fails(409, "BucketNotEmpty");
    client.versioning("Suspended");
    client.put("/raw/k", b"three").ok();
    client.get("/raw/k?versionId=null").ok();
    assert_eq!(client.get("/raw?versions").ok().all("VersionId").len(), 3);
}

#[test]
fn a_listing_goes_on_after_a_version_that_was_deleted_meanwhile() {
    let client = Client::with_bucket();
    client.put("/raw/k", b"null").ok();
    client.versioning("Enabled");
    for number in 0..5 {
        client.put("/raw/k", number.to_string().as_bytes()).ok();
    }
    let mut markers = String::new();
    let mut seen = 0;
    loop {
        let page = client.get(&format!("/raw?versions&max-keys=2{markers}")).ok();
        for version in page.all("VersionId") {
            client.send("DELETE", &format!("/raw/k?versionId={version}"), &[], b"").ok();
            seen += 1;
        }
        match page.all("NextVersionIdMarker").first() {
            Some(version) => markers = format!("&key-marker=k&version-id-marker={version}"),
            None => break,
        }
    }
    assert_eq!(seen, 6);
    client.send("DELETE", "/raw", &[], b"").ok();
}

#[test]
fn a_marker_says_what_it_is() {
    let client = Client::with_bucket();
    client.versioning("Enabled");
    client.put("/raw/k", b"x").ok();
    let marker = client.send("DELETE", "/raw/k", &[], b"").ok().header("x-amz-version-id").to_owned();
    let gone = client.get("/raw/k").fails(404, "NoSuchKey");
    assert_eq!((gone.header("x-amz-delete-marker"), gone.header("x-amz-version-id")), ("true", marker.as_str()));
    let named = client.get(&format!("/raw/k?versionId={marker}")).fails(405, "MethodNotAllowed");
    assert_eq!((named.header("x-amz-delete-marker"), named.header("allow")), ("true", "DELETE"));
}
