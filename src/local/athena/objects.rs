//! The objects of the lake as the engine reads and writes them.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use serde_json::json;

use super::result_file::split;
use crate::clock::from_epoch_millis;
use crate::domain::lifecycle::reads_at_once;
use crate::engine::error::EngineError;
use crate::engine::source::{ObjectFile, Objects};
use crate::lake::Lake;
use crate::objects::NewObject;
use crate::wire::ServiceError;

/// The objects of an open lake.
#[derive(Debug, Clone)]
pub struct LakeObjects {
    /// The lake.
    pub lake: Lake,
}

#[async_trait]
impl Objects for LakeObjects {
    async fn list(&self, location: &str) -> Result<Vec<ObjectFile>, EngineError> {
        let rest = location
            .strip_prefix("s3://")
            .ok_or_else(|| EngineError::user("HIVE_METASTORE_ERROR", format_args!("{location} is no place in S3")))?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let system = |error: &dyn std::fmt::Display| EngineError::system(error);
        if self.lake.objects().bucket(bucket).map_err(|error| system(&error))?.is_none() {
            return Err(EngineError::user(
                "HIVE_METASTORE_ERROR",
                format_args!("The specified bucket does not exist: {bucket}"),
            ));
        }
        let records = self.lake.objects().list_all(bucket, prefix).map_err(|error| system(&error))?;
        let own = records
            .into_iter()
            // Athena leaves archived objects out, without a word.
            .filter(|record| reads_at_once(&record.storage_class))
            .filter_map(|record| {
                let path = self.lake.objects().path_of(&record)?;
                Some(ObjectFile {
                    uri: format!("s3://{bucket}/{}", record.key),
                    size: record.size,
                    modified: from_epoch_millis(record.modified),
                    path,
                    elsewhere: None,
                })
            });
        let mut all: Vec<ObjectFile> = own.collect();
        if let Some(elsewhere) = &self.lake.options().elsewhere {
            all.extend(elsewhere.list(location));
            all.sort_by(|a, b| a.uri.cmp(&b.uri));
        }
        Ok(all)
    }

    async fn put_file(&self, uri: &str, local: &Path) -> Result<(), EngineError> {
        put(&self.lake, uri, local).map_err(|error| EngineError::system(&error.message))
    }

    async fn remove_file(&self, uri: &str) -> Result<(), EngineError> {
        let system = |error: &dyn std::fmt::Display| EngineError::system(error);
        let Some((bucket, key)) = split(uri) else { return Ok(()) };
        // The version that was written goes, so that an older one of that name is back.
        if let Some(record) = self.lake.objects().head(bucket, key).map_err(|error| system(&error))? {
            self.lake.objects().delete_version(bucket, key, &record.version).map_err(|error| system(&error.message))?;
        }
        Ok(())
    }

    fn staging(&self) -> PathBuf {
        self.lake.directory().join("incoming")
    }
}

/// Makes a finished file the object of that name; the file is taken over.
pub fn put(lake: &Lake, uri: &str, local: &Path) -> Result<(), ServiceError> {
    let etag = md5_of(local).map_err(crate::objects::disk_error)?;
    put_with_etag(lake, uri, local, etag)
}

/// As [`put`], for a file whose MD5 is known.
pub fn put_with_etag(lake: &Lake, uri: &str, local: &Path, etag: String) -> Result<(), ServiceError> {
    put_together(lake, vec![(uri.to_owned(), local.to_owned(), etag)])
}

/// Makes finished files the objects of their URIs, all of them or none; each comes with its MD5.
pub fn put_together(lake: &Lake, files: Vec<(String, PathBuf, String)>) -> Result<(), ServiceError> {
    let mut objects = Vec::with_capacity(files.len());
    for (uri, local, etag) in &files {
        let (bucket, key) = split(uri).ok_or_else(|| ServiceError::invalid(format!("{uri} is no object")))?;
        let new = NewObject {
            bucket,
            key,
            etag: etag.clone(),
            storage_class: "STANDARD".to_owned(),
            attributes: json!({ "headers": { "content_type": "application/octet-stream" } }),
        };
        objects.push((new, local.clone()));
    }
    lake.objects().put_together(&objects)
}

fn md5_of(path: &Path) -> std::io::Result<String> {
    use std::io::Read;

    use md5::{Digest, Md5};
    let mut file = std::fs::File::open(path)?;
    let (mut hash, mut buffer) = (Md5::new(), vec![0_u8; 1 << 18]);
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(hex::encode(hash.finalize()));
        }
        hash.update(&buffer[..read]);
    }
}
