//! Ingestion: received files become objects of the raw zone.
//!
//! A file is one object: it is there whole or not at all. A file whose content is there already is left out.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read as _, Seek, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::aws::{NewUpload, Read, StoredObject, Write};
use crate::domain::bucket::BucketName;
use crate::domain::ingest::{self, FileFormat, SourceName};
use crate::error::{Error, Result};

/// How much of a file decides its format.
const HEAD_BYTES: usize = 64 * 1024;
/// How much of a file's end is looked at.
const TAIL_BYTES: u64 = 16;
/// The metadata that holds the checksum of the content, before compression.
const CHECKSUM_KEY: &str = "content-sha256";

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

/// Where files go and how.
#[derive(Debug, Clone)]
pub struct IngestOptions {
    /// The bucket of the raw zone.
    pub bucket: BucketName,
    /// The source they come from.
    pub source: SourceName,
    /// When.
    pub when: When,
    /// The format, when it is not to be detected.
    pub format: Option<FileFormat>,
}

/// A file made ready: compressed where that helps, its content known.
#[derive(Debug)]
pub struct PreparedFile {
    /// The file as it was named.
    pub path: PathBuf,
    /// Its format.
    pub format: FileFormat,
    /// The key that it will have.
    pub key: String,
    /// Whether the content is there already, and where.
    pub present: Option<String>,
    /// Bytes before compression.
    pub bytes: u64,
    /// Bytes that are stored.
    pub stored_bytes: u64,
    metadata: BTreeMap<String, String>,
    compressed: bool,
    ready: tempfile::NamedTempFile,
}

/// What the source has already, and what this run adds to it.
#[derive(Debug, Default)]
pub struct Known {
    objects: Vec<StoredObject>,
    /// (checksum, key) of what this run made ready.
    ready: Vec<(String, String)>,
}

/// Lists what the source has, once for all files of a run.
pub async fn known(read: &Read, options: &IngestOptions) -> Result<Known> {
    let objects = read.objects(&options.bucket, &format!("{}/", options.source.as_str())).await?;
    Ok(Known { objects, ready: Vec::new() })
}

/// Reads, checks and compresses a file, and looks whether its content is there already, on whatever day.
pub async fn prepare(
    read: &Read,
    options: &IngestOptions,
    known: &mut Known,
    path: &Path,
    name: &str,
) -> Result<PreparedFile> {
    let mut prepared = compress(options, known, path, name)?;
    let checksum = prepared.metadata.get(CHECKSUM_KEY).cloned().unwrap_or_default();
    prepared.present = known.ready.iter().find(|(ready, _)| *ready == checksum).map(|(_, key)| key.clone());
    if prepared.present.is_none() {
        // The newest first: that is the likeliest one.
        for object in known.objects.iter().rev() {
            if object.size != prepared.stored_bytes && !ingest::is_key_of(&object.key, name) {
                continue;
            }
            let metadata = read.object_metadata(&options.bucket, &object.key).await?.unwrap_or_default();
            if metadata.get(CHECKSUM_KEY) == Some(&checksum) {
                prepared.present = Some(object.key.clone());
                break;
            }
        }
    }
    if prepared.present.is_none() {
        known.ready.push((checksum, prepared.key.clone()));
    }
    Ok(prepared)
}

/// Uploads a prepared file.
pub async fn upload(write: &Write, options: &IngestOptions, file: &PreparedFile) -> Result<()> {
    write
        .upload(&NewUpload {
            bucket: &options.bucket,
            key: &file.key,
            file: file.ready.path(),
            // A gzip file by its name: a content encoding would make clients decompress it on the way.
            content_type: if file.compressed { "application/gzip" } else { file.format.content_type() },
            metadata: &file.metadata,
            replaces: false,
        })
        .await
        .map_err(|error| error.context(format!("{} was not uploaded", file.path.display())))
}

fn compress(options: &IngestOptions, known: &Known, path: &Path, name: &str) -> Result<PreparedFile> {
    let unreadable = |error: std::io::Error| Error::usage(format!("{} cannot be read", path.display())).because(error);
    let unwritable = |error: std::io::Error| Error::failed("a temporary file cannot be written").because(error);
    let mut input = File::open(path).map_err(unreadable)?;
    if input.metadata().map_err(unreadable)?.is_dir() {
        return Err(Error::usage(format!("{} is a directory", path.display())).hint("name its files"));
    }
    let mut magic = [0; 2];
    let is_gzip = input.read_exact(&mut magic).is_ok() && magic == [0x1f, 0x8b];
    input.rewind().map_err(unreadable)?;

    let head = head_of(&mut input, is_gzip).map_err(unreadable)?;
    if head.is_empty() {
        return Err(Error::usage(format!("{} is empty", path.display())));
    }
    input.rewind().map_err(unreadable)?;
    let tail = if is_gzip { None } else { Some(tail_of(&mut input).map_err(unreadable)?) };
    if let Some(problem) = ingest::problem(name, options.format, &head, tail.as_deref()) {
        return Err(Error::usage(format!("{} {problem}", path.display())));
    }
    input.rewind().map_err(unreadable)?;
    let format = options.format.unwrap_or_else(|| ingest::detect(name, &head));
    let gzips = format.is_text() && !is_gzip;

    let mut ready = tempfile::NamedTempFile::new().map_err(unwritable)?;
    let mut stored = Sink { inner: &mut ready, count: 0 };
    let mut digest = Sha256::new();
    let mut bytes = 0;
    // The checksum is over the content, so that the same content compressed differently counts as the same.
    if is_gzip {
        std::io::copy(&mut input, &mut stored).map_err(unwritable)?;
        input.rewind().map_err(unreadable)?;
        let mut content = MultiGzDecoder::new(&mut input);
        bytes = pour(&mut content, &mut digest, &mut std::io::sink()).map_err(|error| {
            Error::usage(format!("{} is not whole: its gzip stream is broken", path.display())).because(error)
        })?;
    } else if gzips {
        let mut encoder = GzEncoder::new(&mut stored, Compression::default());
        bytes += pour(&mut input, &mut digest, &mut encoder).map_err(unreadable)?;
        encoder.finish().map_err(unwritable)?;
    } else {
        bytes += pour(&mut input, &mut digest, &mut stored).map_err(unreadable)?;
    }
    stored.flush().map_err(unwritable)?;
    let stored_bytes = stored.count;

    let (year, month, day) = options.when.day;
    let compressed = is_gzip || gzips;
    let folder = ingest::folder(options.source.as_str(), year, month, day);
    // Two files of one name get two keys.
    let key = (1..=u32::MAX)
        .map(|twin| format!("{folder}{}", ingest::file_name(name, &options.when.stamp, format, compressed, twin)))
        .find(|key| !known.ready.iter().any(|(_, taken)| taken == key))
        .unwrap_or_default();
    let metadata = BTreeMap::from([
        ("source".to_owned(), options.source.as_str().to_owned()),
        ("ingested-at".to_owned(), options.when.ingested_at.clone()),
        ("format".to_owned(), format.name().to_owned()),
        (CHECKSUM_KEY.to_owned(), hex::encode(digest.finalize())),
    ]);
    Ok(PreparedFile {
        path: path.to_owned(),
        format,
        key,
        present: None,
        bytes,
        stored_bytes,
        metadata,
        compressed,
        ready,
    })
}

fn head_of(input: &mut File, is_gzip: bool) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let limit = u64::try_from(HEAD_BYTES).unwrap_or(u64::MAX);
    if is_gzip {
        // A broken stream shows when the whole file is read.
        drop(MultiGzDecoder::new(input).take(limit).read_to_end(&mut head));
    } else {
        input.take(limit).read_to_end(&mut head)?;
    }
    Ok(head)
}

/// The last bytes of a file: some formats end as they begin.
fn tail_of(input: &mut File) -> std::io::Result<Vec<u8>> {
    let size = input.metadata()?.len();
    input.seek(SeekFrom::Start(size.saturating_sub(TAIL_BYTES)))?;
    let mut tail = Vec::new();
    input.read_to_end(&mut tail)?;
    Ok(tail)
}

/// Copies everything, digesting it on the way; how many bytes it was.
fn pour(from: &mut impl std::io::Read, digest: &mut Sha256, to: &mut impl std::io::Write) -> std::io::Result<u64> {
    let mut buffer = vec![0; 256 * 1024];
    let mut total = 0;
    loop {
        let count = from.read(&mut buffer)?;
        if count == 0 {
            return Ok(total);
        }
        digest.update(&buffer[..count]);
        to.write_all(&buffer[..count])?;
        total += u64::try_from(count).unwrap_or(0);
    }
}

/// Counts what is written.
struct Sink<'a, W> {
    inner: &'a mut W,
    count: u64,
}

impl<W: std::io::Write> std::io::Write for Sink<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.count += u64::try_from(count).unwrap_or(0);
        Ok(count)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}
