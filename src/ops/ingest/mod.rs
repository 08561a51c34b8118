//! Ingestion: received files become objects of the raw zone, several at once.
//!
//! Invariants:
//! - A file is one object: it is there whole or not at all.
//! - A file whose content is there already is left out; the same content twice in one run is one object.
//! - What becomes of each file does not depend on which of them is quicker: keys are given in the order of the files.

mod known;
mod prepare;
mod rejects;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use tokio::sync::{Semaphore, oneshot, watch};
use tokio::task::JoinSet;

pub use prepare::Prepared;
pub use rejects::Rejects;

use crate::aws::{NewUpload, Read, Write};
use crate::domain::bucket::BucketName;
use crate::domain::ingest::records::BadRecord;
use crate::domain::ingest::{self, FileFormat, SourceName};
use crate::domain::schema_data::DataSchema;
use crate::error::{Error, Kind, Result};
use known::Known;

/// The metadata that holds the checksum of the content, before compression.
const CHECKSUM_KEY: &str = "content-sha256";

/// How many names are tried that others take at the same moment.
const TRIES: usize = 8;

/// A day of the layout, and the moment for the names.
#[derive(Debug, Clone)]
pub struct When {
    /// Year, month, day of the folder.
    pub day: (i32, u8, u8),
    /// `YYYYMMDD_HHMMSS`
    pub stamp: String,
    /// RFC 3339, for the metadata.
    pub ingested_at: String,
}

/// A schema that records must have.
#[derive(Clone)]
pub struct SchemaCheck {
    /// What people call it; for the metadata, too.
    pub label: String,
    /// What judges the records.
    pub schema: Arc<DataSchema>,
}

/// Where files go and how.
#[derive(Clone)]
pub struct IngestOptions {
    /// The bucket of the raw zone.
    pub bucket: BucketName,
    /// The source they come from.
    pub source: SourceName,
    /// When.
    pub when: When,
    /// The format, when it is not to be detected.
    pub format: Option<FileFormat>,
    /// The folder that keeps bad records; without one a file with bad records fails.
    pub reject_to: Option<PathBuf>,
    /// The schema, when there is one.
    pub schema: Option<SchemaCheck>,
    /// How many files at once.
    pub at_once: usize,
    /// Turns true when the operator wants it to end.
    pub stop: watch::Receiver<bool>,
}

/// A file to ingest.
#[derive(Debug, Clone)]
pub struct Source {
    /// As it was named.
    pub shown: String,
    /// Where its bytes are.
    pub path: PathBuf,
    /// Its name, for the key.
    pub name: String,
}

/// Hears how the work goes on.
pub trait Watch: Send + Sync {
    /// So many bytes of the files were read.
    fn read(&self, bytes: u64);
    /// A file is done with.
    fn done(&self, file: &str);
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is an object now.
    Uploaded,
    /// Its content was there.
    Present,
    /// A dry run: it would be one.
    WouldUpload,
}

/// A file that was ingested.
#[derive(Debug, Clone)]
pub struct Ingested {
    /// What became of it.
    pub fate: Fate,
    /// Its format.
    pub format: FileFormat,
    /// The object's key.
    pub key: String,
    /// Bytes before compression.
    pub bytes: u64,
    /// Bytes that are stored.
    pub stored_bytes: u64,
    /// Good records, where records are told apart.
    pub records: Option<u64>,
    /// Bad records that were kept apart.
    pub rejected: u64,
    /// The first of them.
    pub first_rejected: Vec<BadRecord>,
    /// Where this run has kept them.
    pub kept: Option<PathBuf>,
    /// What the operator should know.
    pub note: Option<&'static str>,
}

/// What every file of a run needs.
struct Run {
    read: Read,
    write: Option<Write>,
    options: IngestOptions,
    known: Known,
    claims: Mutex<Claims>,
    watch: Arc<dyn Watch>,
}

/// What this run adds.
#[derive(Default)]
struct Claims {
    keys: HashSet<String>,
    /// The fate of each content: its key once it is there, an empty one when that failed.
    contents: HashMap<String, watch::Receiver<Option<String>>>,
}

/// What a file has to do about its content.
enum Claim {
    /// It is the first: bring it under this key, and tell.
    First(String, watch::Sender<Option<String>>),
    /// Another file of this run brings it.
    Twin(watch::Receiver<Option<String>>),
}

/// Ingests files; without the right to change nothing is uploaded. What became of each, in their order.
pub async fn run(
    read: &Read,
    write: Option<Write>,
    options: IngestOptions,
    files: Vec<Source>,
    watch: Arc<dyn Watch>,
) -> Result<Vec<Result<Ingested>>> {
    let known = Known::list(read, &options, &files).await?;
    let places = Arc::new(Semaphore::new(options.at_once.max(1)));
    let run = Arc::new(Run { read: read.clone(), write, options, known, claims: Mutex::default(), watch });
    let mut tasks = JoinSet::new();
    let mut results: Vec<Option<Result<Ingested>>> = files.iter().map(|_| None).collect();
    let (first, mut turn) = oneshot::channel();
    drop(first);
    for (index, file) in files.into_iter().enumerate() {
        let place = places.clone().acquire_owned().await.map_err(|_| Error::failed("no file can be begun any more"))?;
        if *run.options.stop.borrow() {
            results[index] = Some(Err(interrupted()));
            continue;
        }
        let (next, after) = oneshot::channel();
        let (run, turn) = (run.clone(), std::mem::replace(&mut turn, after));
        tasks.spawn(async move {
            let result = one(&run, &file, turn, next).await;
            run.watch.done(&file.shown);
            drop(place);
            (index, result)
        });
        while let Some(done) = tasks.try_join_next() {
            keep(&mut results, done)?;
        }
    }
    while let Some(done) = tasks.join_next().await {
        keep(&mut results, done)?;
    }
    let missing = || Err(Error::failed("a file was forgotten; this is a bug"));
    Ok(results.into_iter().map(|result| result.unwrap_or_else(missing)).collect())
}

fn interrupted() -> Error {
    Error::new(Kind::Interrupted, "interrupted").hint("what is there is whole: the same command does the rest")
}

type Done = std::result::Result<(usize, Result<Ingested>), tokio::task::JoinError>;

fn keep(results: &mut [Option<Result<Ingested>>], done: Done) -> Result<()> {
    let (index, result) = done.map_err(|error| Error::failed("the work on a file broke off").because(error))?;
    results[index] = Some(result);
    Ok(())
}

/// One file, from its bytes to its object. `turn` comes when all files before it have claimed their keys.
async fn one(
    run: &Arc<Run>,
    file: &Source,
    turn: oneshot::Receiver<()>,
    next: oneshot::Sender<()>,
) -> Result<Ingested> {
    let prepared = tokio::task::spawn_blocking({
        let (run, file) = (run.clone(), file.clone());
        move || prepare::prepare(&run.options, &file, run.watch.as_ref())
    })
    .await
    .map_err(|error| Error::failed(format!("{} could not be read", file.shown)).because(error))?;
    // One that comes before us and failed lets us go on, too.
    drop(turn.await);
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(error) => {
            drop(next);
            return Err(error);
        }
    };
    let claim = claim(run, &prepared);
    drop(next);
    let (key, tell) = match claim {
        Claim::First(key, tell) => (key, Some(tell)),
        Claim::Twin(mut other) => {
            let key = other.wait_for(Option::is_some).await.ok().and_then(|key| key.clone()).unwrap_or_default();
            if !key.is_empty() {
                return Ok(prepared.ingested(Fate::Present, key));
            }
            // The other one could not bring it: we try.
            let mut claims = run.claims.lock().expect("nobody panics while holding the claims");
            (claims.key(&run.options, &prepared), None)
        }
    };
    let result = bring(run, file, prepared, key).await;
    if let Some(tell) = tell {
        tell.send_replace(Some(result.as_ref().map(|ingested| ingested.key.clone()).unwrap_or_default()));
    }
    result
}

fn claim(run: &Run, prepared: &Prepared) -> Claim {
    let mut claims = run.claims.lock().expect("nobody panics while holding the claims");
    if let Some(other) = claims.contents.get(&prepared.checksum) {
        return Claim::Twin(other.clone());
    }
    let (tell, told) = watch::channel(None);
    claims.contents.insert(prepared.checksum.clone(), told);
    Claim::First(claims.key(&run.options, prepared), tell)
}

impl Claims {
    /// A key that no other file of this run has.
    fn key(&mut self, options: &IngestOptions, prepared: &Prepared) -> String {
        let (year, month, day) = options.when.day;
        let folder = ingest::folder(options.source.as_str(), year, month, day);
        let key = |twin| {
            let file =
                ingest::file_name(&prepared.name, &options.when.stamp, prepared.format, prepared.is_compressed, twin);
            format!("{folder}{file}")
        };
        let free = (1..=u32::MAX).map(key).find(|key| !self.keys.contains(key)).unwrap_or_default();
        self.keys.insert(free.clone());
        free
    }
}

/// Looks whether the content is there, and uploads it otherwise.
async fn bring(run: &Run, file: &Source, prepared: Prepared, key: String) -> Result<Ingested> {
    if let Some(key) = run.known.find(&run.read, &run.options.bucket, &prepared).await? {
        return Ok(prepared.ingested(Fate::Present, key));
    }
    let Some(write) = &run.write else { return Ok(prepared.ingested(Fate::WouldUpload, key)) };
    // First: once the object is there, the next run leaves the file out, and its bad records with it.
    let kept = prepared.rejects.as_ref().map(Rejects::keep).transpose()?;
    let metadata = metadata(&run.options, &prepared);
    let (mut key, mut tries) = (key, 0);
    loop {
        let upload = NewUpload {
            bucket: &run.options.bucket,
            key: &key,
            file: prepared.stored.path(),
            // A gzip file by its name: a content encoding would make clients decompress it on the way.
            content_type: if prepared.is_compressed { "application/gzip" } else { prepared.format.content_type() },
            metadata: &metadata,
            replaces: false,
        };
        let mut stop = run.options.stop.clone();
        let stopped = async move {
            // A sender that is gone asks for nothing any more.
            if stop.wait_for(|stop| *stop).await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        let error = match write.upload_until(&upload, stopped).await {
            Ok(()) => break,
            Err(error) if error.kind() == Kind::Interrupted => return Err(interrupted()),
            Err(error) => error.context(format!("{} was not uploaded", file.shown)),
        };
        tries += 1;
        if error.kind() != Kind::Conflict || tries == TRIES {
            return Err(error);
        }
        // Another run of this second has the name, or the answer to an earlier try of ours was lost.
        let there = run.read.object_metadata(&run.options.bucket, &key).await?;
        if there.is_some_and(|there| there.get(CHECKSUM_KEY) == Some(&prepared.checksum)) {
            break;
        }
        key = run.claims.lock().expect("nobody panics while holding the claims").key(&run.options, &prepared);
    }
    Ok(Ingested { kept, ..prepared.ingested(Fate::Uploaded, key) })
}

fn metadata(options: &IngestOptions, prepared: &Prepared) -> BTreeMap<String, String> {
    let mut metadata = BTreeMap::from([
        ("source".to_owned(), options.source.as_str().to_owned()),
        ("ingested-at".to_owned(), options.when.ingested_at.clone()),
        ("format".to_owned(), prepared.format.name().to_owned()),
        (CHECKSUM_KEY.to_owned(), prepared.checksum.clone()),
    ]);
    if let Some(schema) = &options.schema {
        metadata.insert("schema".to_owned(), schema.label.clone());
    }
    if prepared.rejected > 0 {
        metadata.insert("rejected-records".to_owned(), prepared.rejected.to_string());
    }
    metadata
}
