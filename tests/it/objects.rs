//! Objects put straight into a sandbox's lake, for tests whose subject is not how they got there.

use std::io::Write as _;

use lakectl::local::objects::NewObject;
use lakectl::local::{Lake, LakeOptions};

use crate::sandbox::Sandbox;

/// Puts an object into a bucket that is there.
pub fn put(sandbox: &Sandbox, bucket: &str, key: &str, bytes: &[u8]) {
    let lake = Lake::open(&sandbox.lake(), LakeOptions::default()).unwrap_or_else(|error| panic!("{error}"));
    let incoming = lake.objects().incoming();
    std::fs::write(&incoming, bytes).expect("a file in the lake");
    let new = NewObject {
        bucket,
        key,
        etag: "00000000000000000000000000000000".to_owned(),
        storage_class: "STANDARD".to_owned(),
        attributes: serde_json::json!({}),
    };
    lake.objects().put(&new, &incoming).unwrap_or_else(|error| panic!("{bucket}/{key}: {error}"));
}

/// Bytes packed with gzip.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("packing in memory");
    encoder.finish().expect("packing in memory")
}

/// A file of `fixtures`.
pub fn fixture(path: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
