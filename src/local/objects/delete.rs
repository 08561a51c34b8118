//! Deleting: a marker in a bucket with versions, the bytes in one without.

use serde_json::Value;

use super::{BUCKET, ObjectRecord, Objects, no_such_bucket, record, version_id, view};
use crate::clock::epoch_millis;
use crate::store::Tx;
use crate::wire::ServiceError;

/// One object of a batch.
#[derive(Debug, Clone, Copy)]
pub struct Doomed<'a> {
    /// The key.
    pub key: &'a str,
    /// The version that goes for good; none deletes as a plain delete does.
    pub version: Option<&'a str>,
}

/// What went or came of one deletion, and the blobs that lost their rows.
type Deleted = (Option<ObjectRecord>, Vec<String>);

impl Objects {
    /// Deletes an object as S3 does: a marker in a versioned bucket, the null version otherwise.
    /// Answers the marker, or the version that went, if there was one.
    pub fn delete(&self, bucket: &str, key: &str) -> Result<Option<ObjectRecord>, ServiceError> {
        self.delete_if(bucket, key, |_| Ok(()))
    }

    /// As [`Objects::delete`], when `condition` agrees with the version that is there now.
    pub fn delete_if(
        &self,
        bucket: &str,
        key: &str,
        condition: impl FnOnce(Option<&ObjectRecord>) -> Result<(), ServiceError>,
    ) -> Result<Option<ObjectRecord>, ServiceError> {
        self.change(bucket, key, |tx, document| {
            let current = record::latest(tx, bucket, key)?;
            condition(current.as_ref().filter(|record| !record.is_marker))?;
            self.delete_in(tx, document, bucket, Doomed { key, version: None })
        })
    }

    /// Deletes one version for good; what it was, if it was there.
    pub fn delete_version(&self, bucket: &str, key: &str, version: &str) -> Result<Option<ObjectRecord>, ServiceError> {
        self.change(bucket, key, |tx, document| {
            self.delete_in(tx, document, bucket, Doomed { key, version: Some(version) })
        })
    }

    /// Deletes many objects in one transaction; one that `condition` refuses stays, the others go. The answers are in
    /// the order of the batch.
    pub fn delete_many(
        &self,
        bucket: &str,
        batch: &[Doomed<'_>],
        condition: impl Fn(usize, Option<&ObjectRecord>) -> Result<(), ServiceError>,
    ) -> Result<Vec<Result<Option<ObjectRecord>, ServiceError>>, ServiceError> {
        let mended = std::mem::take(&mut *self.mended.lock().expect("nobody panics while holding the list"));
        let (answers, repairs) = self.store.write(|tx| {
            let document = tx.get(BUCKET, "", bucket)?.ok_or_else(|| no_such_bucket(bucket))?;
            view::forget_repairs(tx, &mended)?;
            let (mut answers, mut repairs) = (Vec::with_capacity(batch.len()), Vec::new());
            for (index, doomed) in batch.iter().enumerate() {
                let current = match doomed.version {
                    None => record::latest(tx, bucket, doomed.key)?,
                    Some(version) => record::version(tx, bucket, doomed.key, version)?,
                };
                if let Err(error) = condition(index, current.as_ref().filter(|record| !record.is_marker)) {
                    answers.push(Err(error));
                    continue;
                }
                let (deleted, gone) = self.delete_in(tx, &document, bucket, *doomed)?;
                if deleted.is_some() {
                    repairs.push((doomed.key, view::note_repair(tx, bucket, doomed.key, &gone)?, gone));
                }
                answers.push(Ok(deleted));
            }
            Ok::<_, ServiceError>((answers, repairs))
        })?;
        for (key, repair, gone) in repairs {
            if self.refresh_view(bucket, key).is_ok() {
                self.mended.lock().expect("nobody panics while holding the list").push(repair);
            }
            self.discard(&gone);
        }
        Ok(answers)
    }

    fn delete_in(
        &self,
        tx: &Tx<'_>,
        document: &Value,
        bucket: &str,
        doomed: Doomed<'_>,
    ) -> Result<Deleted, ServiceError> {
        let key = doomed.key;
        let state = document["versioning"].as_str();
        let for_good = match (doomed.version, state) {
            (Some(version), _) => record::version(tx, bucket, key, version)?,
            (None, None) => record::latest(tx, bucket, key)?,
            (None, Some(state)) => {
                let marker = ObjectRecord {
                    bucket: bucket.to_owned(),
                    key: key.to_owned(),
                    version: if state == "Enabled" { version_id(tx)? } else { "null".to_owned() },
                    is_latest: true,
                    is_marker: true,
                    size: 0,
                    etag: String::new(),
                    modified: epoch_millis(self.clock.now()),
                    blob: None,
                    storage_class: "STANDARD".to_owned(),
                    attributes: Value::Null,
                };
                let replaced = record::insert(tx, &marker)?;
                return Ok((Some(marker), replaced));
            }
        };
        let Some(found) = for_good else { return Ok((None, Vec::new())) };
        let gone = record::remove(tx, bucket, key, &found.version)?;
        Ok((Some(found), gone))
    }
}
