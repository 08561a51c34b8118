//! Files of a lake elsewhere, of which a statement reads parts: each part comes when it is needed and is kept in a file of the
//! same size here, whose other parts are holes. Memory is that of the parts that are on their way.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _, stream};

use crate::aws::Read;
use crate::domain::bucket::BucketName;
use crate::error::{Error, Result};

/// The longest part that one request brings.
const LONGEST: u64 = 4 << 20;
/// What lies between two wanted parts comes along when it is no longer than this: a request takes longer.
const GAP: u64 = 128 << 10;
/// Parts of one file that are on their way at once.
const AT_ONCE: usize = 8;

/// Files that are elsewhere, by their names.
#[derive(Debug)]
pub struct FarFiles {
    read: Read,
    /// Where what was brought is kept.
    directory: PathBuf,
    files: Mutex<BTreeMap<String, Arc<FarFile>>>,
    brought: AtomicU64,
}

/// A file that is elsewhere.
#[derive(Debug)]
pub struct FarFile {
    pub size: u64,
    /// When it was written, in milliseconds since the epoch.
    pub modified: Option<i64>,
    /// Where its parts are kept.
    pub path: PathBuf,
    bucket: BucketName,
    key: String,
    here: Mutex<Here>,
}

/// What of a file is here.
#[derive(Debug, Default)]
struct Here {
    /// In order, none touching the next.
    parts: Vec<Range<u64>>,
    /// Of the first part: the others are of the same object.
    etag: Option<String>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn kept(error: std::io::Error) -> Error {
    Error::failed("a part of a file cannot be kept on this machine").because(error)
}

impl FarFiles {
    /// None yet; what is brought goes into files of a directory of their own.
    pub fn new(read: Read, directory: &Path) -> Self {
        Self { read, directory: directory.to_owned(), files: Mutex::default(), brought: AtomicU64::new(0) }
    }

    /// Makes a file known. One that is known stays as it was seen first.
    pub fn add(&self, uri: &str, size: u64, modified: Option<i64>) -> Result<()> {
        let mut files = lock(&self.files);
        if files.contains_key(uri) {
            return Ok(());
        }
        let (bucket, key) = uri.strip_prefix("s3://").and_then(|rest| rest.split_once('/')).unwrap_or_default();
        let bucket: BucketName =
            bucket.parse().map_err(|error: String| Error::failed(format!("{uri} names no bucket")).because(error))?;
        let path = self.directory.join(format!("far-{}", files.len()));
        File::create_new(&path).and_then(|file| file.set_len(size)).map_err(kept)?;
        let file = FarFile { size, modified, path, bucket, key: key.to_owned(), here: Mutex::default() };
        files.insert(uri.to_owned(), Arc::new(file));
        Ok(())
    }

    /// The files whose names begin so, in order.
    pub fn below(&self, prefix: &str) -> Vec<(String, Arc<FarFile>)> {
        let files = lock(&self.files);
        let from = files.range(prefix.to_owned()..).take_while(|(uri, _)| uri.starts_with(prefix));
        from.map(|(uri, file)| (uri.clone(), Arc::clone(file))).collect()
    }

    /// Bytes that came so far.
    pub fn brought(&self) -> u64 {
        self.brought.load(Ordering::Relaxed)
    }

    /// Brings what of these parts is not here yet.
    pub async fn bring(&self, uri: &str, wanted: &[Range<u64>]) -> Result<()> {
        let found = lock(&self.files).get(uri).map(Arc::clone);
        let file = found.ok_or_else(|| Error::failed(format!("{uri} is no file that the statement reads")))?;
        let missing = missing(&lock(&file.here).parts, wanted, file.size);
        // The first part tells which object it is, and the others must be of the same.
        let (first, rest) = match missing.split_first() {
            Some((first, rest)) if lock(&file.here).etag.is_none() => (Some(first.clone()), rest.to_vec()),
            _ => (None, missing),
        };
        if let Some(first) = first {
            self.part(&file, uri, first).await?;
        }
        stream::iter(rest.into_iter().map(|range| self.part(&file, uri, range)))
            .buffer_unordered(AT_ONCE)
            .try_collect::<Vec<()>>()
            .await?;
        Ok(())
    }

    async fn part(&self, file: &Arc<FarFile>, uri: &str, range: Range<u64>) -> Result<()> {
        let etag = lock(&file.here).etag.clone();
        let length = range.end - range.start;
        let read = self.read.object_part_of(&file.bucket, &file.key, range.start, length, etag.as_deref()).await;
        let (bytes, etag) = read.map_err(|error| error.context(format!("{uri} cannot be read")))?;
        if bytes.len() as u64 != length {
            return Err(Error::failed(format!("{uri} is shorter than it was when it was listed")));
        }
        self.brought.fetch_add(length, Ordering::Relaxed);
        let (path, start) = (file.path.clone(), range.start);
        let writing = tokio::task::spawn_blocking(move || write(&path, start, &bytes));
        let stopped = |error| Error::failed("a part of a file was not written").because(error);
        writing.await.map_err(stopped)?.map_err(kept)?;
        let mut here = lock(&file.here);
        add(&mut here.parts, range);
        if here.etag.is_none() {
            here.etag = etag;
        }
        Ok(())
    }
}

fn write(path: &Path, start: u64, bytes: &Bytes) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    file.seek(SeekFrom::Start(start))?;
    file.write_all(bytes)
}

/// What is to be asked for so that all wanted parts are here: in order, none too long.
fn missing(here: &[Range<u64>], wanted: &[Range<u64>], size: u64) -> Vec<Range<u64>> {
    let mut gaps: Vec<Range<u64>> = Vec::new();
    let mut wanted: Vec<Range<u64>> = wanted.iter().map(|range| range.start..range.end.min(size)).collect();
    wanted.sort_unstable_by_key(|range| (range.start, range.end));
    for range in wanted {
        let mut at = range.start;
        for part in here.iter().filter(|part| part.end > range.start && part.start < range.end) {
            if part.start > at {
                gaps.push(at..part.start);
            }
            at = at.max(part.end);
        }
        if at < range.end {
            gaps.push(at..range.end);
        }
    }
    let mut asked: Vec<Range<u64>> = Vec::new();
    for gap in gaps {
        match asked.last_mut() {
            Some(last) if gap.start <= last.end.saturating_add(GAP) => last.end = last.end.max(gap.end),
            _ => asked.push(gap),
        }
    }
    let pieces = |range: Range<u64>| {
        let count = (range.end - range.start).div_ceil(LONGEST);
        (0..count).map(move |index| {
            let start = range.start + index * LONGEST;
            start..(start + LONGEST).min(range.end)
        })
    };
    asked.into_iter().flat_map(pieces).collect()
}

/// Notes that a part is here.
fn add(parts: &mut Vec<Range<u64>>, range: Range<u64>) {
    parts.push(range);
    parts.sort_unstable_by_key(|part| part.start);
    let mut merged: Vec<Range<u64>> = Vec::with_capacity(parts.len());
    for part in parts.drain(..) {
        match merged.last_mut() {
            Some(last) if part.start <= last.end => last.end = last.end.max(part.end),
            _ => merged.push(part),
        }
    }
    *parts = merged;
}

#[cfg(test)]
#[expect(clippy::single_range_in_vec_init, reason = "lists of parts, some of them of one")]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_here_is_asked_for() {
        let size = 100 << 20;
        let (a, b, c) = (10 << 20, 20 << 20, 30 << 20);
        assert_eq!(missing(&[], &[b..b + 5, a..a + 5], size), [a..a + 5, b..b + 5]);
        assert_eq!(missing(&[], &[a..a + 5, a + 10..a + 20], size), [a..a + 20], "neighbours come together");
        assert_eq!(missing(&[0..b], &[a..c], size), [b..b + LONGEST, b + LONGEST..b + 2 * LONGEST, b + 2 * LONGEST..c]);
        assert_eq!(missing(&[a..b], &[a + 1..b - 1], size), []);
        assert_eq!(missing(&[a..a + 1, b..b + 1], &[a..b + 1], b + 1)[0].start, a + 1);
        assert_eq!(missing(&[], &[size - 5..size + 5], size), [size - 5..size], "nothing is behind the end");
        let mut parts = Vec::new();
        for range in [10..20, 0..5, 5..10, 30..40, 15..32] {
            add(&mut parts, range);
        }
        assert_eq!(parts, [0..40]);
    }
}
