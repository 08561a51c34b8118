//! Emptying a bucket: everything is counted first and then deleted in batches, several at a time.
//!
//! What was counted is noted in a temporary file, so that nothing is listed twice and the memory does not grow with the
//! bucket. What is deleted is gone for good; a run that was stopped is taken up by running it again.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read as _, Seek, SeekFrom, Write as _};

use crate::aws::{DELETE_BATCH, NotDeleted, Read, StoredUpload, Tokens, Write};
use crate::domain::bucket::BucketName;
use crate::domain::usage::Tally;
use crate::error::{Error, Result};

/// Batches that are on their way at once.
const BATCHES_AT_ONCE: usize = 8;
/// How many failures are named; the rest is counted.
const MOST_NAMED: usize = 100;

/// What is to go.
#[derive(Debug)]
pub struct Inventory {
    /// Objects as they are seen.
    pub current: Tally,
    /// Replaced versions.
    pub noncurrent: Tally,
    /// Delete markers.
    pub markers: u64,
    /// Unfinished uploads.
    pub uploads: Vec<StoredUpload>,
    notes: Notes,
}

impl Inventory {
    /// Versions and markers.
    pub fn versions(&self) -> u64 {
        self.current.count + self.noncurrent.count + self.markers
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.versions() == 0 && self.uploads.is_empty()
    }
}

/// What an emptying came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Emptied {
    /// Versions and markers that are gone.
    pub versions: u64,
    /// Uploads that are gone.
    pub uploads: u64,
    /// What could not be deleted, the first of them.
    pub failed: Vec<NotDeleted>,
    /// How many could not be deleted.
    pub failures: u64,
    /// Whether it was stopped before its end.
    pub interrupted: bool,
    /// Whether something was written to the bucket meanwhile and is still there.
    pub refilled: bool,
}

/// Counts what is under a prefix, and notes it. `seen` hears how many versions were seen so far.
pub async fn count(read: &Read, name: &BucketName, prefix: &str, mut seen: impl FnMut(u64)) -> Result<Inventory> {
    let mut inventory = Inventory {
        current: Tally::default(),
        noncurrent: Tally::default(),
        markers: 0,
        uploads: Vec::new(),
        notes: Notes::new().map_err(unwritten)?,
    };
    let (mut tokens, mut from) = (Tokens::default(), None);
    loop {
        let (page, next) = read.version_page(name, prefix, from).await?;
        for version in page {
            match (version.is_marker, version.is_latest) {
                (true, _) => inventory.markers += 1,
                (false, true) => add(&mut inventory.current, version.size),
                (false, false) => add(&mut inventory.noncurrent, version.size),
            }
            inventory.notes.write(&version.key, &version.version).map_err(unwritten)?;
        }
        seen(inventory.versions());
        match tokens.marker("versions", next)? {
            None => break,
            next => from = next,
        }
    }
    inventory.uploads = read.uploads(name, prefix).await?;
    Ok(inventory)
}

fn add(tally: &mut Tally, bytes: u64) {
    tally.count += 1;
    tally.bytes += bytes;
}

fn unwritten(error: io::Error) -> Error {
    Error::failed("the list of what is to go could not be kept in the temporary directory").because(error)
}

/// Deletes what was counted. `seen` hears how many are gone; when `stop` resolves, no further batch is begun.
pub async fn empty(
    write: &Write,
    name: &BucketName,
    prefix: &str,
    inventory: Inventory,
    mut seen: impl FnMut(u64),
    stop: impl Future<Output = ()>,
) -> Result<Emptied> {
    let mut emptied = Emptied::default();
    let mut notes = inventory.notes.read().map_err(unwritten)?;
    let mut uploads = inventory.uploads.into_iter();
    let mut under_way = tokio::task::JoinSet::new();
    tokio::pin!(stop);
    loop {
        while under_way.len() < BATCHES_AT_ONCE && !emptied.interrupted {
            let (write, name) = (write.clone(), name.clone());
            let batch = notes.batch(DELETE_BATCH).map_err(unwritten)?;
            if !batch.is_empty() {
                let count = batch.len() as u64;
                under_way
                    .spawn(async move { write.delete_versions(&name, batch).await.map(|failed| (count, 0, failed)) });
            } else if let Some(upload) = uploads.next() {
                under_way.spawn(async move { abort(&write, &name, upload).await });
            } else {
                break;
            }
        }
        let done = tokio::select! {
            biased;
            () = &mut stop, if !emptied.interrupted => {
                emptied.interrupted = true;
                continue;
            }
            done = under_way.join_next() => done,
        };
        let Some(done) = done else { break };
        let (versions, ended, failed) = done.map_err(|error| Error::failed("a batch broke off").because(error))??;
        let failures = failed.len() as u64;
        emptied.failures += failures;
        emptied.failed.extend(failed);
        emptied.failed.truncate(MOST_NAMED);
        emptied.versions += versions.saturating_sub(failures);
        emptied.uploads += ended;
        seen(emptied.versions);
    }
    if !emptied.interrupted && emptied.failures == 0 {
        emptied.refilled = !write.version_page(name, prefix, None).await?.0.is_empty();
    }
    Ok(emptied)
}

type Batch = (u64, u64, Vec<NotDeleted>);

async fn abort(write: &Write, name: &BucketName, upload: StoredUpload) -> Result<Batch> {
    let Err(error) = write.abort_upload(name, &upload).await else { return Ok((0, 1, Vec::new())) };
    // What the service refuses is one failure among others; what never reached it ends the run.
    let Some(aws) = error.aws().filter(|aws| aws.status.is_some()) else { return Err(error) };
    let failed = NotDeleted {
        key: upload.key,
        version: Some(format!("upload {}", upload.id)),
        code: aws.code.clone().unwrap_or_default(),
        message: aws.message.clone().unwrap_or_default(),
    };
    Ok((0, 0, vec![failed]))
}

/// Keys and versions in a file that is gone when the process is: each text after its length.
#[derive(Debug)]
struct Notes {
    file: BufWriter<File>,
}

impl Notes {
    fn new() -> io::Result<Self> {
        Ok(Self { file: BufWriter::new(tempfile::tempfile()?) })
    }

    fn write(&mut self, key: &str, version: &str) -> io::Result<()> {
        for text in [key, version] {
            let length = u32::try_from(text.len()).map_err(io::Error::other)?;
            self.file.write_all(&length.to_le_bytes())?;
            self.file.write_all(text.as_bytes())?;
        }
        Ok(())
    }

    fn read(self) -> io::Result<NotesReader> {
        let mut file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        let end = file.stream_position()?;
        file.seek(SeekFrom::Start(0))?;
        Ok(NotesReader { file: BufReader::new(file.take(end)) })
    }
}

struct NotesReader {
    file: BufReader<io::Take<File>>,
}

impl NotesReader {
    /// The next keys and versions; empty at the end.
    fn batch(&mut self, most: usize) -> io::Result<Vec<(String, String)>> {
        let mut batch = Vec::new();
        while batch.len() < most {
            let Some(key) = self.text()? else { break };
            let version = self.text()?.ok_or(io::ErrorKind::UnexpectedEof)?;
            batch.push((key, version));
        }
        Ok(batch)
    }

    fn text(&mut self) -> io::Result<Option<String>> {
        let mut length = [0; 4];
        match self.file.read_exact(&mut length) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(error),
        }
        let length = usize::try_from(u32::from_le_bytes(length)).map_err(io::Error::other)?;
        let mut bytes = vec![0; length];
        self.file.read_exact(&mut bytes)?;
        String::from_utf8(bytes).map(Some).map_err(io::Error::other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_come_back_in_batches() {
        let mut notes = Notes::new().unwrap();
        for number in 0..5 {
            notes.write(&format!("k\n{number}"), "").unwrap();
        }
        let mut notes = notes.read().unwrap();
        assert_eq!(notes.batch(3).unwrap().len(), 3);
        assert_eq!(notes.batch(3).unwrap(), [("k\n3".to_owned(), String::new()), ("k\n4".to_owned(), String::new())]);
        assert!(notes.batch(3).unwrap().is_empty());
    }
}
