//! A configuration that shows late, and other writers, over a real local lake.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};

use super::preview::PreviewOptions;
use super::*;
use crate::aws::transport::{Body, Transport};
use crate::clock::{Clock, SystemClock, epoch_millis};
use crate::domain::lifecycle::{MinimumSize, Moment, Rule, Template};
use crate::testing::{TestLake, lake};
use lakectl_local::objects::NewObject;

const QUICK: Patience =
    Patience { quick: Duration::from_millis(1), slow: Duration::from_millis(2), deadline: Duration::from_millis(300) };

/// What goes wrong on the way to the lake.
#[derive(Debug, Default)]
struct Faults {
    /// How many reads still see what was there before a put.
    late_by: AtomicUsize,
    /// The put that is not there yet.
    late: Mutex<Option<http::Request<Bytes>>>,
    puts: AtomicUsize,
    /// Rules that this lakectl does not know, in place of those of the lake.
    strange: Mutex<Option<&'static str>>,
}

fn full(bytes: Bytes) -> Body {
    Full::new(bytes).map_err(|never| match never {}).boxed()
}

async fn client(lake: &TestLake, faults: Arc<Faults>) -> Write {
    let inner = lake.lake.clone();
    let transport = Transport::new(move |request: http::Request<Body>| {
        let (lake, faults) = (inner.clone(), faults.clone());
        async move {
            let is_ours = request.uri().query().is_some_and(|query| query.contains("lifecycle"));
            let (parts, body) = request.into_parts();
            let body = body.collect().await.unwrap().to_bytes();
            let request = http::Request::from_parts(parts, body);
            if is_ours && request.method() == http::Method::PUT {
                faults.puts.fetch_add(1, Ordering::Relaxed);
                if faults.late_by.load(Ordering::Relaxed) > 0 {
                    *faults.late.lock().unwrap() = Some(request);
                    return http::Response::new(full(Bytes::new()));
                }
            } else if is_ours {
                if let Some(strange) = *faults.strange.lock().unwrap() {
                    return http::Response::new(full(Bytes::from_static(strange.as_bytes())));
                }
                let due = faults.late.lock().unwrap().is_some()
                    && faults
                        .late_by
                        .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1))
                        .is_err();
                let late = if due { faults.late.lock().unwrap().take() } else { None };
                if let Some(late) = late {
                    assert!(lake.handle(late.map(full)).await.status().is_success());
                }
            }
            lake.handle(request.map(full)).await
        }
    });
    lake.client(transport).await
}

fn rules(names: &[&str]) -> Configuration {
    let rules = names.iter().map(|name| Template::named(name).unwrap().rule()).collect();
    Configuration { minimum_size: Some(MinimumSize::Varies), rules }
}

async fn bucket(write: &Write) -> BucketName {
    let name: BucketName = "lake-raw".parse().unwrap();
    write.create_bucket(&name).await.unwrap();
    name
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_is_waited_for_and_siblings_stay() {
    let (lake, faults) = (lake(), Arc::new(Faults::default()));
    let write = client(&lake, faults.clone()).await;
    let name = bucket(&write).await;
    let (one, two) = (rules(&["scratch"]), rules(&["scratch", "abort-uploads"]));
    replace_with(&write, &name, &Configuration::default(), &one, QUICK).await.unwrap();
    faults.late_by.store(4, Ordering::Relaxed);
    replace_with(&write, &name, &one, &two, QUICK).await.unwrap();
    assert!(faults.late.lock().unwrap().is_none(), "it was waited for");
    let seen = write.bucket_lifecycle(&name).await.unwrap().unwrap();
    assert!(seen.says_the_same(&two));
    assert_eq!(seen.minimum_size, Some(MinimumSize::Varies));
    let none = Configuration { rules: Vec::new(), ..two.clone() };
    faults.late_by.store(0, Ordering::Relaxed);
    replace_with(&write, &name, &two, &none, QUICK).await.unwrap();
    assert_eq!(write.bucket_lifecycle(&name).await.unwrap(), None, "one without rules is none");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_show_is_not_called_done() {
    let (lake, faults) = (lake(), Arc::new(Faults::default()));
    let write = client(&lake, faults.clone()).await;
    let name = bucket(&write).await;
    faults.late_by.store(usize::MAX, Ordering::Relaxed);
    let error = replace_with(&write, &name, &Configuration::default(), &rules(&["scratch"]), QUICK).await.unwrap_err();
    assert_eq!(error.kind(), Kind::TimedOut);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_writer_before_us_is_not_overwritten() {
    let (lake, faults) = (lake(), Arc::new(Faults::default()));
    let write = client(&lake, faults.clone()).await;
    let name = bucket(&write).await;
    let theirs = rules(&["cold"]);
    write.put_bucket_lifecycle(&name, &theirs).await.unwrap();
    faults.puts.store(0, Ordering::Relaxed);
    let error = replace_with(&write, &name, &Configuration::default(), &rules(&["scratch"]), QUICK).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Conflict);
    assert!(error.chain().join(" ").contains("rule `lakectl-cold` is new"), "{error:?}");
    assert_eq!(faults.puts.load(Ordering::Relaxed), 0, "nothing was written");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_writer_after_us_is_noticed() {
    let (lake, faults) = (lake(), Arc::new(Faults::default()));
    let ours = client(&lake, faults.clone()).await;
    let theirs = client(&lake, Arc::new(Faults::default())).await;
    let name = bucket(&ours).await;
    // Our put is on its way while theirs arrives; then ours never shows.
    faults.late_by.store(usize::MAX, Ordering::Relaxed);
    let (before, target) = (Configuration::default(), rules(&["scratch"]));
    let writing = replace_with(&ours, &name, &before, &target, QUICK);
    let racing = async {
        while faults.puts.load(Ordering::Relaxed) == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        theirs.put_bucket_lifecycle(&name, &rules(&["cold"])).await.unwrap();
    };
    let (result, ()) = tokio::join!(writing, racing);
    let error = result.unwrap_err();
    assert_eq!(error.kind(), Kind::Conflict);
    let told = error.chain().join(" ");
    assert!(told.contains("rule `lakectl-scratch` is gone") && told.contains("rule `lakectl-cold` is new"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn foreign_rules_go_through_unchanged() {
    let (lake, faults) = (lake(), Arc::new(Faults::default()));
    let write = client(&lake, faults).await;
    let name = bucket(&write).await;
    let foreign: Rule = serde_json::from_str(
        r#"{"ID": "theirs", "Status": "Disabled", "Prefix": "old/", "Transitions": [{"Date": "2030-01-01", "StorageClass": "GLACIER"}]}"#,
    )
    .unwrap();
    let live = Configuration { minimum_size: Some(MinimumSize::Varies), rules: vec![foreign.clone()] };
    write.put_bucket_lifecycle(&name, &live).await.unwrap();
    let read = write.bucket_lifecycle(&name).await.unwrap().unwrap();
    let target = read.merged(&[Template::named("scratch").unwrap().rule()]);
    replace_with(&write, &name, &read, &target, QUICK).await.unwrap();
    let seen = write.bucket_lifecycle(&name).await.unwrap().unwrap();
    assert_eq!(seen.rule("theirs"), Some(&foreign));
    assert_eq!(seen.minimum_size, Some(MinimumSize::Varies));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_known_is_not_written_away() {
    let (lake, faults) = (lake(), Arc::new(Faults::default()));
    let write = client(&lake, faults.clone()).await;
    let name = bucket(&write).await;
    *faults.strange.lock().unwrap() = Some(
        "<LifecycleConfiguration><Rule><ID>new</ID><Status>Enabled</Status><Filter><Mood>good</Mood></Filter></Rule></LifecycleConfiguration>",
    );
    let read = write.bucket_lifecycle(&name).await.unwrap().unwrap();
    let target = read.merged(&[Template::named("scratch").unwrap().rule()]);
    let error = replace_with(&write, &name, &read, &target, QUICK).await.unwrap_err();
    assert!(error.chain().join(" ").contains("element that this lakectl does not know: `Mood`"), "{error:?}");
    assert_eq!(faults.puts.load(Ordering::Relaxed), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_looks_at_old_versions_markers_and_tags() {
    let lake = lake();
    let write = client(&lake, Arc::new(Faults::default())).await;
    let name = bucket(&write).await;
    write.put_bucket_versioning(&name, true).await.unwrap();
    let put = |key: &str, attributes: serde_json::Value| {
        let objects = lake.lake.objects();
        let incoming = objects.incoming();
        std::fs::write(&incoming, b"x").unwrap();
        let (etag, storage_class) = ("e".to_owned(), "STANDARD".to_owned());
        objects.put(&NewObject { bucket: "lake-raw", key, etag, storage_class, attributes }, &incoming).unwrap();
    };
    put("a", serde_json::Value::Null);
    put("a", serde_json::Value::Null);
    put("b", serde_json::Value::Null);
    lake.lake.objects().delete("lake-raw", "b").unwrap();
    put("c", serde_json::json!({ "tags": { "kind": "tmp" } }));
    put("d", serde_json::json!({ "tags": { "kind": "kept" } }));
    let configuration = Configuration::from_json(
        r#"[{"ID": "old", "Status": "Enabled", "Filter": {}, "NoncurrentVersionExpiration": {"NoncurrentDays": 30}},
            {"ID": "markers", "Status": "Enabled", "Filter": {}, "Expiration": {"ExpiredObjectDeleteMarker": true}},
            {"ID": "tagged", "Status": "Enabled", "Filter": {"Tag": {"Key": "kind", "Value": "tmp"}}, "Expiration": {"Days": 1}}]"#,
    )
    .unwrap();
    let now = Moment(epoch_millis(SystemClock.now()));
    let options = |prefix: &str| PreviewOptions {
        bucket: name.clone(),
        prefix: prefix.to_owned(),
        configuration: configuration.clone(),
        from: now,
        until: now.plus_days(35),
        prices: std::sync::Arc::new(crate::domain::price::list_prices().clone()),
    };
    let found = preview::preview(&write, &options(""), None).await.unwrap();
    assert_eq!((found.versions, found.losses), (6, Some(Vec::new())));
    let told: Vec<(usize, String, u64)> =
        found.summary.totals().map(|(rule, action, total)| (rule, action.words(), total.count)).collect();
    assert_eq!(
        told,
        [
            (0, "expire old version".to_owned(), 3),
            (1, "remove delete marker".to_owned(), 2),
            (2, "expire (delete marker)".to_owned(), 1),
        ],
        "the tagged one is hidden, is an old version then, and its marker goes"
    );
    let under = preview::preview(&write, &options("a"), None).await.unwrap();
    assert_eq!(under.versions, 2);
}
