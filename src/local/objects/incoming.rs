//! Bytes on their way in: files in `incoming`, beside the blobs on the same file system.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::private;

/// A file in `incoming` that nobody wrote to for this long belongs to a process that is dead.
const STALE_AFTER: Duration = Duration::from_secs(60 * 60);

/// A file being written; removed with the value, which does no harm once a blob took it over.
#[derive(Debug)]
pub struct IncomingFile {
    path: PathBuf,
    file: File,
    size: u64,
}

impl IncomingFile {
    pub(super) fn create(path: PathBuf) -> io::Result<Self> {
        let file = private::new_file(&path)?;
        Ok(Self { path, file, size: 0 })
    }

    /// Appends bytes.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.size += bytes.len() as u64;
        Ok(())
    }

    /// Appends what is left of another file.
    pub fn append(&mut self, source: &mut impl io::Read) -> io::Result<u64> {
        let copied = io::copy(source, &mut self.file)?;
        self.size += copied;
        Ok(copied)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Bytes written so far.
    pub fn size(&self) -> u64 {
        self.size
    }
}

impl Drop for IncomingFile {
    fn drop(&mut self) {
        drop(fs::remove_file(&self.path));
    }
}

/// The files of a folder that are stale at `now`, which is the file system's time, not the lake's.
pub(super) fn stale(folder: &Path, now: SystemTime) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries
        .flatten()
        .filter(|entry| {
            let written = entry.metadata().and_then(|metadata| metadata.modified());
            written.is_ok_and(|written| now.duration_since(written).is_ok_and(|age| age > STALE_AFTER))
        })
        .map(|entry| entry.path())
        .collect()
}
