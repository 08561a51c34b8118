//! What the lake's own lifecycle does to versions: many changes in one transaction, each only where the version is still
//! the one that it was worked out from.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;
use serde_json::Value;

use super::{BUCKET, ObjectRecord, Objects, no_such_bucket, record, version_id, view};
use crate::store::StoreError;
use crate::wire::ServiceError;

/// What changes about a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aging {
    /// Its storage class.
    Class(String),
    /// It goes for good.
    Remove,
    /// A delete marker of this time, in milliseconds since the epoch, hides it.
    Hide(i64),
}

/// A change of one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aged {
    /// The key.
    pub key: String,
    /// The version; empty for the marker that an earlier change of this key made.
    pub version: String,
    /// When the version was written; another time is another version.
    pub modified: i64,
    /// What changes.
    pub aging: Aging,
}

impl Objects {
    /// Makes the changes of one bucket, in order; which of them were made.
    pub fn age(&self, bucket: &str, changes: &[Aged]) -> Result<Vec<bool>, ServiceError> {
        let (done, gone, repairs) = self.store.write(|tx| {
            let document = tx.get(BUCKET, "", bucket)?.ok_or_else(|| no_such_bucket(bucket))?;
            let enabled = document["versioning"] == "Enabled";
            let mut markers: BTreeMap<&str, String> = BTreeMap::new();
            let (mut done, mut gone, mut keys) = (Vec::with_capacity(changes.len()), Vec::new(), BTreeSet::new());
            for change in changes {
                let id = match change.version.as_str() {
                    "" => markers.get(change.key.as_str()).cloned().unwrap_or_default(),
                    id => id.to_owned(),
                };
                let found = record::version(tx, bucket, &change.key, &id)?;
                let Some(found) = found.filter(|found| found.modified == change.modified) else {
                    done.push(false);
                    continue;
                };
                match &change.aging {
                    Aging::Class(class) => {
                        tx.connection()
                            .prepare_cached(
                                "UPDATE object SET storage_class = ?4 WHERE bucket = ?1 AND key = ?2 AND version = ?3",
                            )
                            .map_err(StoreError::from)?
                            .execute(params![bucket, change.key, id, class])
                            .map_err(StoreError::from)?;
                    }
                    Aging::Remove => {
                        gone.extend(record::remove(tx, bucket, &change.key, &id)?);
                        keys.insert(change.key.as_str());
                    }
                    Aging::Hide(at) => {
                        if !found.is_latest {
                            done.push(false);
                            continue;
                        }
                        let id = if enabled { version_id(tx)? } else { "null".to_owned() };
                        let marker = ObjectRecord {
                            version: id.clone(),
                            is_marker: true,
                            size: 0,
                            etag: String::new(),
                            modified: *at,
                            blob: None,
                            storage_class: "STANDARD".to_owned(),
                            attributes: Value::Null,
                            ..found
                        };
                        gone.extend(record::insert(tx, &marker)?);
                        markers.insert(change.key.as_str(), id);
                        keys.insert(change.key.as_str());
                    }
                }
                done.push(true);
            }
            let mut repairs = Vec::with_capacity(keys.len());
            // The blobs stand with the first repair: they go once, whoever mends.
            let mut with_blobs = gone.as_slice();
            for key in keys {
                repairs.push((key.to_owned(), view::note_repair(tx, bucket, key, with_blobs)?));
                with_blobs = &[];
            }
            Ok::<_, ServiceError>((done, gone, repairs))
        })?;
        for (key, repair) in repairs {
            if self.refresh_view(bucket, &key).is_ok() {
                self.mended.lock().expect("nobody panics while holding the list").push(repair);
            }
        }
        self.discard(&gone);
        Ok(done)
    }
}
