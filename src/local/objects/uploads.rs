//! Multipart uploads: a document per upload, a row and a blob per part, until they are completed or aborted.

use std::fs::File;
use std::io::Read;

use rusqlite::{OptionalExtension, Row, params};
use serde_json::{Value, json};

use super::{NewObject, ObjectRecord, Objects, disk_error};
use crate::clock::epoch_millis;
use crate::store::{StoreError, Tx};
use crate::wire::ServiceError;

/// The document kind of uploads; the scope is the bucket, the name is [`name`].
pub const UPLOAD: &str = "upload";

/// The document kind of uploads that were completed a short while ago, named as the upload was: a client whose answer
/// was lost asks again.
pub const COMPLETED: &str = "completed_upload";
/// For how long they are remembered.
const REMEMBERED_MILLIS: i64 = 60 * 60 * 1000;

/// One part of an upload.
#[derive(Debug, Clone, PartialEq)]
pub struct PartRecord {
    /// From 1 to 10,000.
    pub number: i64,
    /// Bytes.
    pub size: u64,
    /// Without quotes.
    pub etag: String,
    /// Milliseconds since the epoch.
    pub modified: i64,
    /// The blob that holds the bytes.
    pub blob: String,
    /// Checksums.
    pub attributes: Value,
}

/// The name of an upload's document: listings go by key, then by upload.
pub fn name(key: &str, upload: &str) -> String {
    format!("{key}\0{upload}")
}

/// The key of an upload's document.
pub fn key_of(name: &str) -> (&str, &str) {
    name.rsplit_once('\0').unwrap_or((name, ""))
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<PartRecord> {
    let body: String = row.get(5)?;
    Ok(PartRecord {
        number: row.get(0)?,
        size: u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0),
        etag: row.get(2)?,
        modified: row.get(3)?,
        blob: row.get(4)?,
        attributes: serde_json::from_str(&body).unwrap_or(Value::Null),
    })
}

/// The parts of an upload in order, those after a number, at most `limit`.
pub fn parts(tx: &Tx<'_>, upload: &str, after: i64, limit: usize) -> Result<Vec<PartRecord>, StoreError> {
    let mut statement = tx.connection().prepare_cached(
        "SELECT number, size, etag, modified, blob, body FROM upload_part WHERE upload = ?1 AND number > ?2 \
         ORDER BY number LIMIT ?3",
    )?;
    let rows = statement.query_map(params![upload, after, i64::try_from(limit).unwrap_or(i64::MAX)], from_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Forgets an upload and its parts; their blobs.
fn forget(tx: &Tx<'_>, bucket: &str, key: &str, upload: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = tx.connection().prepare_cached("DELETE FROM upload_part WHERE upload = ?1 RETURNING blob")?;
    let rows = statement.query_map(params![upload], |row| row.get(0))?;
    let blobs = rows.collect::<Result<_, _>>()?;
    tx.delete(UPLOAD, bucket, &name(key, upload))?;
    Ok(blobs)
}

/// Forgets all uploads to a bucket; the blobs of their parts.
pub fn forget_all(tx: &Tx<'_>, bucket: &str) -> Result<Vec<String>, StoreError> {
    let mut blobs = Vec::new();
    for (name, _) in tx.page(UPLOAD, bucket, None, usize::MAX)? {
        let (key, upload) = key_of(&name);
        blobs.extend(forget(tx, bucket, key, upload)?);
    }
    Ok(blobs)
}

/// S3's error for an upload that is not there.
pub fn no_such_upload() -> ServiceError {
    ServiceError::new(
        404,
        "NoSuchUpload",
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
    )
}

impl Objects {
    /// Stores a file as a part of an upload, over the old one with this number if there is one.
    pub fn put_part(
        &self,
        place: UploadPlace<'_>,
        part: &PartRecord,
        incoming: &std::path::Path,
    ) -> Result<PartRecord, ServiceError> {
        let blob = self.adopt(incoming).map_err(disk_error)?;
        let part = PartRecord { blob: blob.clone(), modified: epoch_millis(self.clock.now()), ..part.clone() };
        let written = self.store.write(|tx| {
            place.document(tx)?;
            let replaced: Option<String> = tx
                .connection()
                .prepare_cached("DELETE FROM upload_part WHERE upload = ?1 AND number = ?2 RETURNING blob")
                .map_err(StoreError::from)?
                .query_row(params![place.upload, part.number], |row| row.get(0))
                .optional()
                .map_err(StoreError::from)?;
            tx.connection()
                .prepare_cached(
                    "INSERT INTO upload_part (upload, number, size, etag, modified, blob, body) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )
                .map_err(StoreError::from)?
                .execute(params![
                    place.upload,
                    part.number,
                    i64::try_from(part.size).unwrap_or(i64::MAX),
                    part.etag,
                    part.modified,
                    part.blob,
                    part.attributes.to_string(),
                ])
                .map_err(StoreError::from)?;
            Ok::<_, ServiceError>(replaced)
        });
        drop(std::fs::remove_file(incoming));
        match written {
            Ok(replaced) => {
                self.discard(&replaced.into_iter().collect::<Vec<_>>());
                Ok(part)
            }
            Err(error) => {
                self.discard(&[blob]);
                Err(error)
            }
        }
    }

    /// Aborts an upload: its parts are gone.
    pub fn abort_upload(&self, place: UploadPlace<'_>) -> Result<(), ServiceError> {
        let blobs = self.store.write(|tx| {
            place.document(tx)?;
            Ok::<_, ServiceError>(forget(tx, place.bucket, place.key, place.upload)?)
        })?;
        self.discard(&blobs);
        Ok(())
    }

    /// Makes an object of parts, in the order given, and ends the upload in the same transaction.
    pub fn complete_upload(
        &self,
        place: UploadPlace<'_>,
        new: &NewObject<'_>,
        parts: &[PartRecord],
        condition: impl FnOnce(Option<&ObjectRecord>) -> Result<(), ServiceError>,
    ) -> Result<ObjectRecord, ServiceError> {
        let mut whole = self.receive().map_err(disk_error)?;
        for part in parts {
            let bytes = File::open(self.blob_path(&part.blob)).map_err(disk_error)?;
            let copied = whole.append(&mut bytes.take(part.size)).map_err(disk_error)?;
            if copied != part.size {
                return Err(ServiceError::new(500, "InternalError", format!("part {} is damaged", part.number)));
            }
        }
        let blob = self.adopt(whole.path()).map_err(disk_error)?;
        let written = self.change(new.bucket, new.key, |tx, bucket| {
            place.document(tx)?;
            let current = super::record::latest(tx, new.bucket, new.key)?;
            condition(current.as_ref().filter(|record| !record.is_marker))?;
            let record = self.new_record(tx, new, bucket, whole.size(), &blob)?;
            let mut gone = super::record::insert(tx, &record)?;
            gone.extend(forget(tx, place.bucket, place.key, place.upload)?);
            let completed = json!({ "etag": record.etag, "version": record.version, "at": record.modified });
            tx.put(COMPLETED, place.bucket, &name(place.key, place.upload), &completed)?;
            for (old, document) in tx.list(COMPLETED, place.bucket)? {
                if document["at"].as_i64().is_none_or(|at| record.modified - at > REMEMBERED_MILLIS) {
                    tx.delete(COMPLETED, place.bucket, &old)?;
                }
            }
            Ok((record, gone))
        });
        if written.is_err() {
            self.discard(&[blob]);
        }
        written
    }
}

/// What an upload that was completed a short while ago became: its ETag and version.
pub fn completed(tx: &Tx<'_>, place: UploadPlace<'_>) -> Result<Option<(String, String)>, StoreError> {
    let found = tx.get(COMPLETED, place.bucket, &name(place.key, place.upload))?;
    Ok(found.and_then(|found| Some((found["etag"].as_str()?.to_owned(), found["version"].as_str()?.to_owned()))))
}

/// Which upload.
#[derive(Debug, Clone, Copy)]
pub struct UploadPlace<'a> {
    /// The bucket.
    pub bucket: &'a str,
    /// The key of the object to be.
    pub key: &'a str,
    /// The upload's id.
    pub upload: &'a str,
}

impl UploadPlace<'_> {
    /// The upload's document, or S3's error.
    pub fn document(&self, tx: &Tx<'_>) -> Result<Value, ServiceError> {
        tx.get(UPLOAD, self.bucket, &name(self.key, self.upload))?.ok_or_else(no_such_upload)
    }
}
