//! Objects put straight into a sandbox's lake, for tests whose subject is not how they got there.

use std::io::Write as _;

use lakectl::local::objects::NewObject;
use lakectl::local::objects::uploads::{PartRecord, UPLOAD, UploadPlace, name};
use lakectl::local::store::StoreError;
use lakectl::local::{Lake, LakeOptions};

use crate::sandbox::Sandbox;

/// Puts an object into a bucket that is there.
pub fn put(sandbox: &Sandbox, bucket: &str, key: &str, bytes: &[u8]) {
    let lake = open(sandbox);
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

/// The lake of a sandbox.
pub fn open(sandbox: &Sandbox) -> Lake {
    Lake::open(&sandbox.lake(), LakeOptions::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// Changes a bucket's document behind lakectl's back.
pub fn change_bucket(sandbox: &Sandbox, bucket: &str, change: impl FnOnce(&mut serde_json::Value)) {
    let lake = open(sandbox);
    let mut document = lake.objects().bucket(bucket).expect("the store answers").expect("the bucket is there");
    change(&mut document);
    lake.store().write(|tx| tx.put("bucket", "", bucket, &document)).expect("the store takes it");
}

/// Makes rows of so many objects of ten bytes without any bytes behind them: listings do not look.
pub fn put_rows(sandbox: &Sandbox, bucket: &str, count: usize) {
    let sql = format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) \
         INSERT INTO object (bucket, key, version, is_latest, is_marker, size, etag, modified, storage_class, body) \
         SELECT '{bucket}', printf('k/%07d', i), 'null', 1, 0, 10, '00000000000000000000000000000000', 0, 'STANDARD', '{{}}' \
         FROM n"
    );
    let lake = open(sandbox);
    lake.store().write(|tx| Ok::<_, StoreError>(tx.connection().execute_batch(&sql)?)).expect("the store takes them");
}

/// Begins an upload of one part and does not end it.
pub fn begin_upload(sandbox: &Sandbox, bucket: &str, key: &str, bytes: &[u8]) {
    let lake = open(sandbox);
    let id = format!("{:044}", key.len());
    let document = serde_json::json!({
        "initiated": 0, "storage_class": "STANDARD", "attributes": {}, "algorithm": null, "checksum_type": "FULL_OBJECT",
    });
    lake.store().write(|tx| tx.put(UPLOAD, bucket, &name(key, &id), &document)).expect("the store takes it");
    let incoming = lake.objects().incoming();
    std::fs::write(&incoming, bytes).expect("a file in the lake");
    let part = PartRecord {
        number: 1,
        size: bytes.len() as u64,
        etag: String::new(),
        modified: 0,
        blob: String::new(),
        attributes: serde_json::json!({}),
    };
    let place = UploadPlace { bucket, key, upload: &id };
    lake.objects().put_part(place, &part, &incoming).unwrap_or_else(|error| panic!("{bucket}/{key}: {error}"));
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
