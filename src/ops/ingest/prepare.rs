//! A file made ready: read once, its records told apart and judged, digested, compressed where that helps.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use serde::de::IgnoredAny;
use sha2::{Digest, Sha256};

use super::rejects::Rejects;
use super::{Fate, IngestOptions, Ingested, SchemaCheck, Source, Watch};
use crate::domain::ingest::judge::SchemaJudge;
use crate::domain::ingest::records::{BadRecord, Judge, Records, Shape, Sink};
use crate::domain::ingest::{self, FileFormat, JsonShape, csv};
use crate::error::{Error, Kind, Result};
use crate::schema;

/// How much of a file decides its format.
const HEAD_BYTES: usize = 64 * 1024;
/// How much of a file's end is looked at.
const TAIL_BYTES: u64 = 16;
/// How much is read at once.
const CHUNK_BYTES: usize = 256 * 1024;

/// What a file has to say when it is one JSON value.
const DOCUMENT_NOTE: &str = "it is a JSON document, and queries read one object per line";

/// A file made ready.
#[derive(Debug)]
pub struct Prepared {
    /// Its name.
    pub name: String,
    /// Its format.
    pub format: FileFormat,
    /// The SHA-256 of the content as it was received, before compression.
    pub checksum: String,
    /// Bytes before compression.
    pub bytes: u64,
    /// Bytes that are stored.
    pub stored_bytes: u64,
    /// Whether it is stored as gzip.
    pub is_compressed: bool,
    /// What is stored.
    pub stored: tempfile::NamedTempFile,
    /// Good records, where records are told apart.
    pub records: Option<u64>,
    /// Bad records.
    pub rejected: u64,
    /// The first of them.
    pub first_rejected: Vec<BadRecord>,
    /// The bad records, to be kept before the good ones are an object.
    pub rejects: Option<Rejects>,
    /// What the operator should know.
    pub note: Option<&'static str>,
}

impl Prepared {
    /// What became of it.
    pub fn ingested(&self, fate: Fate, key: String) -> Ingested {
        Ingested {
            fate,
            format: self.format,
            key,
            bytes: self.bytes,
            stored_bytes: self.stored_bytes,
            records: self.records,
            rejected: self.rejected,
            first_rejected: self.first_rejected.clone(),
            kept: None,
            note: self.note,
        }
    }
}

fn unwritable(error: io::Error) -> Error {
    Error::failed("a temporary file cannot be written").because(error)
}

/// Reads, checks and compresses a file.
pub fn prepare(options: &IngestOptions, file: &Source, watch: &dyn Watch) -> Result<Prepared> {
    let unreadable = |error: io::Error| Error::unreadable(&file.path, error);
    let mut input = File::open(&file.path).map_err(unreadable)?;
    if input.metadata().map_err(unreadable)?.is_dir() {
        return Err(Error::usage(format!("{} is a directory", file.shown)).hint("name its files"));
    }
    let opened = Opened::look(&mut input, options, file).map_err(|problem| match problem {
        Problem::Io(error) => unreadable(error),
        Problem::Told(reason) => Error::usage(format!("{} {reason}", file.shown)),
    })?;
    let records = opened.records(options, file)?;
    let mut work = Work::new(&opened, records.is_some(), options.reject_to.as_deref())?;
    let poured = pour(&mut input, &opened, records, &mut work, watch);
    let (records, digest, bytes) = poured.map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof if opened.is_gzip => {
            Error::usage(format!("{} is not whole: its gzip stream is broken", file.shown)).because(error)
        }
        io::ErrorKind::InvalidData => Error::usage(format!("{} holds no records", file.shown)).because(error),
        io::ErrorKind::StorageFull | io::ErrorKind::WriteZero => unwritable(error),
        _ => unreadable(error),
    })?;
    if let Some(records) = &records {
        check(options, file, records)?;
    }
    let rejected = records.as_ref().map_or(0, Records::bad);
    // A gzip file without a bad record is stored as it came.
    let stored = work.finish(&mut input, opened.is_gzip && rejected == 0).map_err(unwritable)?;
    let stored_bytes = stored.as_file().metadata().map_err(unwritable)?.len();
    let rejects = match (rejected > 0, work.rejects) {
        (true, Some(rejects)) => Some(rejects.placed(options.reject_to.as_deref(), &file.name)?),
        _ => None,
    };
    Ok(Prepared {
        name: file.name.clone(),
        format: opened.format,
        checksum: hex::encode(digest.finalize()),
        bytes,
        stored_bytes,
        is_compressed: opened.is_gzip || opened.format.is_text(),
        stored,
        records: records.as_ref().map(Records::good),
        rejected,
        first_rejected: records.map(|records| records.remembered().to_vec()).unwrap_or_default(),
        rejects,
        note: opened.note,
    })
}

/// A file with bad records fails, unless there is a place for them and something is left.
fn check(options: &IngestOptions, file: &Source, records: &Records) -> Result<()> {
    if records.bad() == 0 || (options.reject_to.is_some() && records.good() > 0) {
        return Ok(());
    }
    let all = records.bad() + records.good();
    let what = if records.good() == 0 { "no good record" } else { "bad records" };
    let mut error = Error::new(Kind::Usage, format!("{} has {what}: {} of {all} are bad", file.shown, records.bad()));
    let reasons: Vec<String> =
        records.remembered().iter().map(|bad| format!("line {}: {}", bad.line, bad.reason)).collect();
    if let Some(first) = records.remembered().first() {
        error = error.at(format!("{}:{}", file.shown, first.line));
    }
    error = error.because(reasons.join("; "));
    Err(if options.reject_to.is_none() && records.good() > 0 {
        error.hint("keep the bad ones apart and ingest the others: --reject-to FOLDER")
    } else {
        error
    })
}

enum Problem {
    Io(io::Error),
    Told(String),
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// What the first bytes tell.
struct Opened {
    is_gzip: bool,
    format: FileFormat,
    /// How its records are told apart; none where that is not looked at.
    shape: Option<Shape>,
    note: Option<&'static str>,
}

impl Opened {
    fn look(input: &mut File, options: &IngestOptions, file: &Source) -> Result<Self, Problem> {
        let mut magic = [0; 2];
        let is_gzip = input.read_exact(&mut magic).is_ok() && magic == [0x1f, 0x8b];
        input.rewind()?;
        let head = head_of(input, is_gzip)?;
        if head.is_empty() {
            return Err(Problem::Told("is empty".to_owned()));
        }
        let tail = if is_gzip { None } else { Some(tail_of(input)?) };
        if let Some(problem) = ingest::problem(&file.name, options.format, &head, tail.as_deref()) {
            return Err(Problem::Told(problem));
        }
        let format = options.format.unwrap_or_else(|| ingest::detect(&file.name, &head));
        let (mut shape, mut note) = (None, None);
        match format {
            FileFormat::Csv => shape = Some(Shape::Csv { delimiter: csv::delimiter(&file.name, &head) }),
            FileFormat::Json => match ingest::json_shape(&head, head.len() < HEAD_BYTES) {
                JsonShape::Lines => shape = Some(Shape::JsonLines),
                JsonShape::Document => {
                    note = Some(DOCUMENT_NOTE);
                    input.rewind()?;
                    document(input, is_gzip)?;
                }
            },
            _ => {}
        }
        input.rewind()?;
        Ok(Self { is_gzip, format, shape, note })
    }

    fn records(&self, options: &IngestOptions, file: &Source) -> Result<Option<Records>> {
        let judge: Option<Box<dyn Judge>> = match &options.schema {
            None => None,
            Some(check) if self.shape.is_none() => {
                whole(check, self.format, file)?;
                None
            }
            Some(check) => Some(Box::new(SchemaJudge::new(check.schema.clone()))),
        };
        Ok(self.shape.map(|shape| Records::new(shape, judge)))
    }
}

/// Holds a file whose records are not told apart on the way against a schema: JSON documents, lists of records, Avro files.
fn whole(check: &SchemaCheck, format: FileFormat, file: &Source) -> Result<()> {
    if !matches!(format, FileFormat::Json | FileFormat::Avro) {
        return Err(Error::usage(format!(
            "{} is {format}, and only CSV, JSON and Avro are held against schemas",
            file.shown
        )));
    }
    let options = schema::ValidateOptions { most: 10, document: false };
    let found = schema::validate(&file.path, &check.schema, options)?;
    if found.bad == 0 {
        return Ok(());
    }
    let mut error = Error::usage(format!(
        "{} does not fit {}: {} of {} records are bad",
        file.shown, check.label, found.bad, found.records
    ));
    let mut reasons = Vec::new();
    for bad in &found.first {
        let place = bad.line.map_or_else(|| format!("record {}", bad.record), |line| format!("line {line}"));
        reasons.extend(bad.faults.first().map(|fault| format!("{place}: {fault}")));
    }
    if let Some(line) = found.first.first().and_then(|bad| bad.line) {
        error = error.at(format!("{}:{line}", file.shown));
    }
    Err(error.because(reasons.join("; ")))
}

fn head_of(input: &mut File, is_gzip: bool) -> io::Result<Vec<u8>> {
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
fn tail_of(input: &mut File) -> io::Result<Vec<u8>> {
    let size = input.metadata()?.len();
    input.seek(SeekFrom::Start(size.saturating_sub(TAIL_BYTES)))?;
    let mut tail = Vec::new();
    input.read_to_end(&mut tail)?;
    Ok(tail)
}

/// Reads JSON values to the end: what is broken is told with its line.
fn document(input: &mut File, is_gzip: bool) -> Result<(), Problem> {
    let reader: Box<dyn Read + '_> = if is_gzip { Box::new(MultiGzDecoder::new(input)) } else { Box::new(input) };
    let reader = BufReader::with_capacity(CHUNK_BYTES, reader);
    for value in serde_json::Deserializer::from_reader(reader).into_iter::<IgnoredAny>() {
        if let Err(error) = value {
            // A gzip stream that breaks off is told as that, when the whole file is read.
            let is_stream = is_gzip && error.is_io();
            return if is_stream { Ok(()) } else { Err(Problem::Told(format!("is broken JSON: {error}"))) };
        }
    }
    Ok(())
}

/// What is being written.
struct Work {
    /// As gzip, or as it is; none for a gzip file whose records are not told apart: that is stored as it came.
    plain: Option<tempfile::NamedTempFile>,
    gzip: Option<GzEncoder<tempfile::NamedTempFile>>,
    rejects: Option<Rejecting>,
}

/// Bad records being written.
struct Rejecting {
    records: tempfile::NamedTempFile,
    reasons: tempfile::NamedTempFile,
    /// The first row of a CSV file, which the bad rows need to be read; once it is written, none.
    header: Option<Vec<u8>>,
    awaits_header: bool,
}

impl Work {
    fn new(opened: &Opened, has_records: bool, reject_to: Option<&Path>) -> Result<Self> {
        let temporary = || tempfile::NamedTempFile::new().map_err(unwritable);
        let rejects = match reject_to.filter(|_| has_records) {
            None => None,
            Some(_) => Some(Rejecting {
                records: temporary()?,
                reasons: temporary()?,
                header: None,
                awaits_header: opened.format == FileFormat::Csv,
            }),
        };
        // Packing again is needed only when something may be left out.
        let packs = opened.format.is_text() && (!opened.is_gzip || rejects.is_some());
        let gzip = if packs { Some(GzEncoder::new(temporary()?, Compression::default())) } else { None };
        let plain = if gzip.is_none() && !opened.is_gzip { Some(temporary()?) } else { None };
        Ok(Self { plain, gzip, rejects })
    }

    /// What is stored.
    fn finish(&mut self, input: &mut File, as_it_came: bool) -> io::Result<tempfile::NamedTempFile> {
        if as_it_came {
            let mut copy = tempfile::NamedTempFile::new()?;
            input.rewind()?;
            io::copy(input, &mut copy)?;
            copy.flush()?;
            return Ok(copy);
        }
        let mut stored = match (self.gzip.take(), self.plain.take()) {
            (Some(gzip), _) => gzip.finish()?,
            (None, Some(plain)) => plain,
            (None, None) => tempfile::NamedTempFile::new()?,
        };
        stored.flush()?;
        Ok(stored)
    }
}

impl Sink for Work {
    fn good(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Some(rejects) = &mut self.rejects
            && rejects.awaits_header
        {
            rejects.awaits_header = false;
            let end = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| at + 1);
            rejects.header = Some(bytes[..end].to_vec());
        }
        match (&mut self.gzip, &mut self.plain) {
            (Some(gzip), _) => gzip.write_all(bytes),
            (None, Some(plain)) => plain.write_all(bytes),
            (None, None) => Ok(()),
        }
    }

    fn bad(&mut self, record: &BadRecord, bytes: &[u8]) -> io::Result<()> {
        let Some(rejects) = &mut self.rejects else { return Ok(()) };
        if let Some(header) = rejects.header.take() {
            rejects.records.write_all(&header)?;
        }
        rejects.records.write_all(bytes)?;
        if !bytes.ends_with(b"\n") {
            rejects.records.write_all(b"\n")?;
        }
        writeln!(rejects.reasons, "{}\t{}", record.line, record.reason)
    }
}

impl Rejecting {
    /// Where they will be kept.
    fn placed(mut self, folder: Option<&Path>, name: &str) -> Result<Rejects> {
        self.records.flush().and_then(|()| self.reasons.flush()).map_err(unwritable)?;
        Ok(Rejects::new(folder.unwrap_or(Path::new(".")), name, self.records, self.reasons))
    }
}

/// Counts the bytes of the file that are read, whatever comes out of them.
struct Counted<'a> {
    inner: &'a mut File,
    watch: &'a dyn Watch,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.watch.read(u64::try_from(count).unwrap_or(0));
        Ok(count)
    }
}

type Poured = (Option<Records>, Sha256, u64);

/// Reads everything once: digested, told apart, written.
fn pour(
    input: &mut File,
    opened: &Opened,
    mut records: Option<Records>,
    work: &mut Work,
    watch: &dyn Watch,
) -> io::Result<Poured> {
    let counted = Counted { inner: input, watch };
    // The checksum is over the content, so that the same content compressed differently counts as the same.
    let mut content: Box<dyn Read + '_> = if opened.is_gzip {
        Box::new(MultiGzDecoder::new(BufReader::with_capacity(CHUNK_BYTES, counted)))
    } else {
        Box::new(counted)
    };
    let (mut digest, mut bytes) = (Sha256::new(), 0);
    let mut buffer = vec![0; CHUNK_BYTES];
    loop {
        let count = match content.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        digest.update(&buffer[..count]);
        bytes += u64::try_from(count).unwrap_or(0);
        match &mut records {
            Some(records) => records.push(&buffer[..count], work)?,
            None => work.good(&buffer[..count])?,
        }
    }
    if let Some(records) = &mut records {
        records.finish(work)?;
    }
    Ok((records, digest, bytes))
}
