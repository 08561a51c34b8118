//! The bytes of the lake.
//!
//! A version of an object is one immutable blob file, named by nothing but chance, and one row in the store. The row is
//! the truth: a blob is complete and on the disk before its row is committed, and removed after its row is gone. What a
//! killed process left (bytes on their way in, blobs without a row) is swept away at a later opening.
//! `objects/<bucket>/<key>` is a view for people and tools: hard links to the blobs of the current versions, made after
//! the commit and mended at the next opening when a process died in between.
//!
//! Invariants:
//! - No key, whatever it holds, names a path outside the lake: blobs are not named by keys, and the view takes a key as
//!   a path only when every part of it is harmless (see [`view::relative_path`]).
//! - Killing the process at any point leaves the old or the new object, whole.

pub mod aging;
mod delete;
mod incoming;
mod record;
pub mod uploads;
mod view;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde_json::Value;

pub use delete::Doomed;
pub use incoming::IncomingFile;
pub use record::{From, ObjectRecord, any, list_versions, prefix_end};

use super::private;
use super::store::{Store, StoreError, Tx};
use super::wire::ServiceError;
use crate::clock::{Clock, SharedClock, SystemClock, epoch_millis, new_id};

/// The document kind of buckets; its scope is empty, buckets are global.
pub const BUCKET: &str = "bucket";

/// What a new object is besides its bytes.
#[derive(Debug, Clone)]
pub struct NewObject<'a> {
    /// The bucket.
    pub bucket: &'a str,
    /// The key, any UTF-8.
    pub key: &'a str,
    /// Without quotes: the MD5 in hexadecimal, or the multipart form `…-N`.
    pub etag: String,
    /// `STANDARD`, …
    pub storage_class: String,
    /// Headers, user metadata, checksums, tags: as the S3 service keeps them.
    pub attributes: Value,
}

/// Views that are made again by each opening until the next write forgets them; more are forgotten at once.
const FEW_REPAIRS: usize = 8;

/// The objects of an open lake.
#[derive(Debug)]
pub struct Objects {
    root: PathBuf,
    store: Arc<Store>,
    clock: SharedClock,
    /// Rows of `view_repair` whose view is made; removed by the next write of this process.
    mended: Mutex<Vec<i64>>,
}

impl Objects {
    /// Opens the objects of a lake and mends the view.
    pub fn open(root: &Path, store: Arc<Store>, clock: SharedClock) -> io::Result<Self> {
        let blobs = root.join("blobs");
        let is_new = !blobs.is_dir();
        for folder in ["blobs", "incoming", "objects"] {
            private::folder(&root.join(folder))?;
        }
        if is_new {
            // Made ahead: an object that is the first in its folder would wait for the disk once more.
            for number in 0..=u8::MAX {
                private::folder(&blobs.join(format!("{number:02x}")))?;
            }
            File::open(&blobs)?.sync_all()?;
        }
        let objects = Self { root: root.to_owned(), store, clock, mended: Mutex::new(Vec::new()) };
        objects.mend_view().map_err(io::Error::other)?;
        objects.sweep().map_err(io::Error::other)?;
        Ok(objects)
    }

    /// A fresh path to write bytes to, on the same file system as the blobs.
    pub fn incoming(&self) -> PathBuf {
        self.root.join("incoming").join(new_id())
    }

    /// Where the bytes of a blob are.
    pub fn blob_path(&self, blob: &str) -> PathBuf {
        let folder = blob.get(..2).unwrap_or("00");
        self.root.join("blobs").join(folder).join(blob)
    }

    /// Where the bytes of an object are; `None` for a delete marker.
    pub fn path_of(&self, record: &ObjectRecord) -> Option<PathBuf> {
        record.blob.as_deref().map(|blob| self.blob_path(blob))
    }

    /// A fresh file to write bytes to; it is gone when the value is, unless an object took it over.
    pub fn receive(&self) -> io::Result<IncomingFile> {
        IncomingFile::create(self.incoming())
    }

    /// Takes over a file written at [`Objects::incoming`]: it is on the disk under the returned name. The name in
    /// `incoming` stays until the row is committed, so that a sweep finds what a killed process took over in vain.
    pub fn adopt(&self, incoming: &Path) -> io::Result<String> {
        // Whoever wrote it, it is the lake's from here on.
        private::keep(incoming)?;
        File::open(incoming)?.sync_all()?;
        // A name that was not made by us may be that of a blob already.
        let ours = incoming.file_name().and_then(|name| name.to_str()).filter(|name| is_id(name));
        let blob = ours.map_or_else(new_id, str::to_owned);
        let target = self.blob_path(&blob);
        let folder = target.parent().expect("a blob path has a folder");
        if !folder.is_dir() {
            private::folder(folder)?;
            File::open(self.root.join("blobs"))?.sync_all()?;
        }
        match fs::hard_link(incoming, &target) {
            Ok(()) => {}
            // A file system without hard links gets the file moved; only the sweep misses something then.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied | io::ErrorKind::TooManyLinks
                ) && !target.exists() =>
            {
                fs::rename(incoming, &target)?;
            }
            Err(error) => return Err(error),
        }
        File::open(folder)?.sync_all()?;
        Ok(blob)
    }

    /// Removes blobs whose rows are gone. One that cannot be removed wastes space and does no harm.
    pub fn discard(&self, blobs: &[String]) {
        for blob in blobs {
            drop(fs::remove_file(self.blob_path(blob)));
        }
    }

    /// Stores a file written at [`Objects::incoming`] as the newest version of an object.
    pub fn put(&self, new: &NewObject<'_>, incoming: &Path) -> Result<ObjectRecord, ServiceError> {
        self.put_if(new, incoming, |_| Ok(()))
    }

    /// As [`Objects::put`], for several objects: all of them are there afterwards, or none.
    pub fn put_together(&self, files: &[(NewObject<'_>, PathBuf)]) -> Result<(), ServiceError> {
        let blobs = self.adopt_together(files).map_err(disk_error)?;
        let keys: Vec<(&str, &str)> = files.iter().map(|(new, _)| (new.bucket, new.key)).collect();
        let written = self.change_all(&keys, |tx, documents| {
            let mut replaced = Vec::with_capacity(files.len());
            for (((new, _), (blob, size)), bucket) in files.iter().zip(&blobs).zip(documents) {
                replaced.push(record::insert(tx, &self.new_record(tx, new, bucket, *size, blob)?)?);
            }
            Ok(((), replaced))
        });
        if written.is_err() {
            self.discard(&blobs.into_iter().map(|(blob, _)| blob).collect::<Vec<_>>());
        }
        for (_, incoming) in files {
            drop(fs::remove_file(incoming));
        }
        written
    }

    /// Takes over several files at once, because each waits for the disk; their blobs and sizes.
    fn adopt_together(&self, files: &[(NewObject<'_>, PathBuf)]) -> io::Result<Vec<(String, u64)>> {
        let adopted: Vec<io::Result<(String, u64)>> = std::thread::scope(|scope| {
            // The size first: where there are no hard links the file is moved.
            let work = |incoming: &Path| {
                let size = fs::metadata(incoming)?.len();
                Ok((self.adopt(incoming)?, size))
            };
            let begun: Vec<_> = files.iter().map(|(_, incoming)| scope.spawn(move || work(incoming))).collect();
            begun
                .into_iter()
                .map(|thread| thread.join().unwrap_or_else(|_| Err(io::Error::other("taking a file over failed"))))
                .collect()
        });
        if adopted.iter().any(Result::is_err) {
            let blobs: Vec<String> = adopted.iter().flatten().map(|(blob, _)| blob.clone()).collect();
            self.discard(&blobs);
        }
        adopted.into_iter().collect()
    }

    /// As [`Objects::put`], when `condition` agrees with the version that is there now.
    pub fn put_if(
        &self,
        new: &NewObject<'_>,
        incoming: &Path,
        condition: impl FnOnce(Option<&ObjectRecord>) -> Result<(), ServiceError>,
    ) -> Result<ObjectRecord, ServiceError> {
        let size = fs::metadata(incoming).map_err(disk_error)?.len();
        let blob = self.adopt(incoming).map_err(disk_error)?;
        let written = self.put_blob_if(new, size, &blob, None, condition);
        // The name in `incoming` has done its work; a failed removal is mended by the sweep.
        drop(fs::remove_file(incoming));
        written
    }

    /// As [`Objects::put`], under the version id of another object that this is a copy of.
    pub fn put_as(&self, new: &NewObject<'_>, incoming: &Path, version: &str) -> Result<ObjectRecord, ServiceError> {
        let size = fs::metadata(incoming).map_err(disk_error)?.len();
        let blob = self.adopt(incoming).map_err(disk_error)?;
        let written = self.put_blob_if(new, size, &blob, Some(version), |_| Ok(()));
        drop(fs::remove_file(incoming));
        written
    }

    /// As [`Objects::put_if`], for a blob that is already taken over; it is removed when the condition does not hold.
    fn put_blob_if(
        &self,
        new: &NewObject<'_>,
        size: u64,
        blob: &str,
        version: Option<&str>,
        condition: impl FnOnce(Option<&ObjectRecord>) -> Result<(), ServiceError>,
    ) -> Result<ObjectRecord, ServiceError> {
        let written = self.change(new.bucket, new.key, |tx, bucket| {
            let current = record::latest(tx, new.bucket, new.key)?;
            condition(current.as_ref().filter(|record| !record.is_marker))?;
            let mut record = self.new_record(tx, new, bucket, size, blob)?;
            if let Some(version) = version {
                version.clone_into(&mut record.version);
            }
            let replaced = record::insert(tx, &record)?;
            Ok((record, replaced))
        });
        if written.is_err() {
            self.discard(&[blob.to_owned()]);
        }
        written
    }

    fn new_record(
        &self,
        tx: &Tx<'_>,
        new: &NewObject<'_>,
        bucket: &Value,
        size: u64,
        blob: &str,
    ) -> Result<ObjectRecord, StoreError> {
        let versioned = bucket["versioning"] == "Enabled";
        Ok(ObjectRecord {
            bucket: new.bucket.to_owned(),
            key: new.key.to_owned(),
            version: if versioned { version_id(tx)? } else { "null".to_owned() },
            is_latest: true,
            is_marker: false,
            size,
            etag: new.etag.clone(),
            modified: epoch_millis(self.clock.now()),
            blob: Some(blob.to_owned()),
            storage_class: new.storage_class.clone(),
            attributes: new.attributes.clone(),
        })
    }

    /// The newest version of an object, marker or not.
    pub fn latest(&self, bucket: &str, key: &str) -> Result<Option<ObjectRecord>, StoreError> {
        self.store.read(|tx| record::latest(tx, bucket, key))
    }

    /// The current version of an object; `None` when there is none or it is deleted.
    pub fn head(&self, bucket: &str, key: &str) -> Result<Option<ObjectRecord>, StoreError> {
        Ok(self.latest(bucket, key)?.filter(|record| !record.is_marker))
    }

    /// One version of an object, marker or not.
    pub fn head_version(&self, bucket: &str, key: &str, version: &str) -> Result<Option<ObjectRecord>, StoreError> {
        self.store.read(|tx| record::version(tx, bucket, key, version))
    }

    /// The current objects under a prefix in key order, those after `after` (exclusive), at most `limit`; no markers.
    pub fn list(
        &self,
        bucket: &str,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<ObjectRecord>, StoreError> {
        self.list_from(bucket, prefix, after.map_or(From::Start, From::After), limit)
    }

    /// As [`Objects::list`], from any point on.
    pub fn list_from(
        &self,
        bucket: &str,
        prefix: &str,
        from: From<'_>,
        limit: usize,
    ) -> Result<Vec<ObjectRecord>, StoreError> {
        self.store.read(|tx| record::list(tx, bucket, prefix, from, limit))
    }

    /// Every current object under a prefix.
    pub fn list_all(&self, bucket: &str, prefix: &str) -> Result<Vec<ObjectRecord>, StoreError> {
        self.list(bucket, prefix, None, usize::MAX)
    }

    /// Changes the attributes of a version (tags and the like), in one transaction with the reading of them.
    pub fn update_attributes(
        &self,
        bucket: &str,
        key: &str,
        version: Option<&str>,
        update: impl FnOnce(&ObjectRecord) -> Result<Value, ServiceError>,
    ) -> Result<Option<ObjectRecord>, ServiceError> {
        self.store.write(|tx| {
            let found = match version {
                Some(version) => record::version(tx, bucket, key, version)?,
                None => record::latest(tx, bucket, key)?,
            };
            let Some(mut found) = found else { return Ok(None) };
            found.attributes = update(&found)?;
            record::set_attributes(tx, bucket, key, &found.version, &found.attributes)?;
            Ok(Some(found))
        })
    }

    /// The bytes of a version. A version that another process replaced meanwhile is `None`: look again.
    pub fn open_blob(&self, record: &ObjectRecord) -> io::Result<Option<File>> {
        let Some(path) = self.path_of(record) else { return Ok(None) };
        match File::open(path) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The document of a bucket.
    pub fn bucket(&self, name: &str) -> Result<Option<Value>, StoreError> {
        self.store.read(|tx| tx.get(BUCKET, "", name))
    }

    /// One change of one key: in a transaction, then the view, then the blobs that lost their rows.
    fn change<T>(
        &self,
        bucket: &str,
        key: &str,
        work: impl FnOnce(&Tx<'_>, &Value) -> Result<(T, Vec<String>), ServiceError>,
    ) -> Result<T, ServiceError> {
        self.change_all(&[(bucket, key)], |tx, documents| {
            let (value, gone) = work(tx, &documents[0])?;
            Ok((value, vec![gone]))
        })
    }

    /// As [`Objects::change`], for several keys in one transaction. `work` gets the documents of the keys' buckets and gives, for
    /// each key, the blobs that lost their rows.
    fn change_all<T>(
        &self,
        keys: &[(&str, &str)],
        work: impl FnOnce(&Tx<'_>, &[Value]) -> Result<(T, Vec<Vec<String>>), ServiceError>,
    ) -> Result<T, ServiceError> {
        let mended = std::mem::take(&mut *self.mended.lock().expect("nobody panics while holding the list"));
        let (value, gone, repairs) = self.store.write(|tx| {
            let mut documents = Vec::with_capacity(keys.len());
            for (bucket, _) in keys {
                documents.push(tx.get(BUCKET, "", bucket)?.ok_or_else(|| no_such_bucket(bucket))?);
            }
            view::forget_repairs(tx, &mended)?;
            let (value, gone) = work(tx, &documents)?;
            let mut repairs = Vec::with_capacity(keys.len());
            for ((bucket, key), gone) in keys.iter().zip(&gone) {
                repairs.push(view::note_repair(tx, bucket, key, gone)?);
            }
            Ok::<_, ServiceError>((value, gone, repairs))
        })?;
        for ((bucket, key), repair) in keys.iter().zip(repairs) {
            if self.refresh_view(bucket, key).is_ok() {
                self.mended.lock().expect("nobody panics while holding the list").push(repair);
            }
        }
        for blobs in &gone {
            self.discard(blobs);
        }
        Ok(value)
    }

    /// Forgets which views were mended: the rows that noted them are gone.
    pub(super) fn forget_mended(&self) {
        self.mended.lock().expect("nobody panics while holding the list").clear();
    }

    fn refresh_view(&self, bucket: &str, key: &str) -> Result<(), StoreError> {
        let current = self.head(bucket, key)?;
        let blob = current.and_then(|record| self.path_of(&record));
        view::refresh(&self.root, bucket, key, blob.as_deref());
        Ok(())
    }

    fn mend_view(&self) -> Result<(), StoreError> {
        let repairs = self.store.read(view::repairs)?;
        if repairs.is_empty() {
            return Ok(());
        }
        let mut done = Vec::new();
        for repair in repairs {
            self.refresh_view(&repair.bucket, &repair.key)?;
            self.discard(&repair.gone);
            done.push(repair.id);
        }
        // What the last command left is no reason to write in one that only reads.
        if done.len() <= FEW_REPAIRS {
            self.mended.lock().expect("nobody panics while holding the list").extend(done);
            return Ok(());
        }
        self.store.write(|tx| view::forget_repairs(tx, &done))
    }

    /// Removes what processes that were killed left in `incoming`, and the blobs that they took over without a row.
    fn sweep(&self) -> Result<(), StoreError> {
        for stale in incoming::stale(&self.root.join("incoming"), SystemClock.now()) {
            let Some(blob) = stale.file_name().and_then(|name| name.to_str()) else { continue };
            if stale.is_dir() {
                // The view of a lake that was emptied by a process that did not live to the end of it.
                drop(fs::remove_dir_all(&stale));
                continue;
            }
            if !self.store.read(|tx| record::blob_is_used(tx, blob))? {
                self.discard(&[blob.to_owned()]);
            }
            drop(fs::remove_file(&stale));
        }
        Ok(())
    }
}

/// Whether a name is one of [`new_id`]'s: nobody makes the same twice.
fn is_id(name: &str) -> bool {
    name.len() == 36 && name.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// A new version's id: 32 characters, and a later one is greater, so that a listing can go on after a version that was
/// deleted meanwhile.
fn version_id(tx: &Tx<'_>) -> Result<String, StoreError> {
    let number = tx.next_number("object_version")?;
    let chance = new_id().replace('-', "");
    Ok(format!("{number:016x}{}", &chance[..16]))
}

/// S3's error for a bucket that is not there.
pub fn no_such_bucket(bucket: &str) -> ServiceError {
    ServiceError::new(404, "NoSuchBucket", "The specified bucket does not exist").with_field("BucketName", bucket)
}

/// An I/O error as S3 would report it; a full disk is named.
pub fn disk_error(error: io::Error) -> ServiceError {
    if error.kind() == io::ErrorKind::StorageFull || error.kind() == io::ErrorKind::QuotaExceeded {
        return StoreError::Full.into();
    }
    ServiceError::new(500, "InternalError", format!("the lake's files could not be read or written: {error}"))
}
