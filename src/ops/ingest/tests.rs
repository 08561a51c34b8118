//! Uploads that fail at their end or are interrupted leave no parts behind, over a real local lake.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};

use super::*;
use crate::aws::transport::{Body, Transport};
use crate::testing::{TestLake, lake};

/// More than goes in one piece.
const LARGE_BYTES: usize = 65 << 20;

fn full(text: &'static str) -> Body {
    Full::new(Bytes::from_static(text.as_bytes())).map_err(|never| match never {}).boxed()
}

/// A client for which an upload's end fails while `broken` is set.
async fn client(lake: &TestLake, broken: Arc<AtomicBool>) -> Write {
    let inner = lake.lake.clone();
    let transport = Transport::new(move |request: http::Request<Body>| {
        let (lake, broken) = (inner.clone(), broken.clone());
        async move {
            let query = request.uri().query().unwrap_or_default();
            let is_end = request.method() == http::Method::POST && query.contains("uploadId=");
            if is_end && broken.load(Ordering::Relaxed) {
                let error = "<Error><Code>InvalidPart</Code><Message>broken for the test</Message></Error>";
                let mut response = http::Response::new(full(error));
                *response.status_mut() = http::StatusCode::BAD_REQUEST;
                return response;
            }
            lake.handle(request).await
        }
    });
    lake.client(transport).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_ends_badly_leaves_no_parts() {
    let (lake, broken) = (lake(), Arc::new(AtomicBool::new(true)));
    let write = client(&lake, broken.clone()).await;
    let bucket: BucketName = "lake-raw".parse().unwrap();
    write.create_bucket(&bucket).await.unwrap();
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&vec![7; LARGE_BYTES]).unwrap();
    let metadata = BTreeMap::new();
    let upload = NewUpload {
        bucket: &bucket,
        key: "large.bin",
        file: file.path(),
        content_type: "application/octet-stream",
        metadata: &metadata,
        replaces: false,
    };
    let error = write.upload(&upload).await.unwrap_err();
    assert!(error.has_code(&["InvalidPart"]), "{error:?}");
    assert_eq!(write.uploads(&bucket, "").await.unwrap(), []);
    let error = write.upload_until(&upload, std::future::ready(())).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Interrupted);
    assert_eq!(write.uploads(&bucket, "").await.unwrap(), []);
    assert!(write.object_metadata(&bucket, "large.bin").await.unwrap().is_none());
    broken.store(false, Ordering::Relaxed);
    write.upload(&upload).await.unwrap();
    assert!(write.object_metadata(&bucket, "large.bin").await.unwrap().is_some());
}
