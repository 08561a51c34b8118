//! Reading the objects of a crawl: listing, unpacking, samples, footers.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;

use super::settings::{Settings, Target};
use super::{orc, parquet};
use crate::domain::crawl::{
    Compression, CrawlSettings, CrawlTarget, CrawledObject, ExistingTable, FIRST_SAMPLE, FileSchema, Inspection,
    LineChecker, ListedObject, Problem, RecrawlPolicy, Sample, SampleNeed, inspect, select_objects,
};
use crate::lake::Lake;
use crate::objects::ObjectRecord;
use crate::store::StoreError;
use crate::wire::ServiceError;

/// Storage classes whose objects cannot be read without restoring them; crawlers skip them.
const ARCHIVED: &[&str] = &["GLACIER", "DEEP_ARCHIVE"];
/// How many bytes tell the packing of an object.
const MAGIC: usize = 16;

/// What the targets hold.
#[derive(Debug, Default)]
pub struct Reading {
    pub objects: Vec<(CrawlTarget, Vec<CrawledObject>)>,
    pub problems: Vec<Problem>,
    pub notes: Vec<String>,
    /// Everything was seen and understood.
    pub complete: bool,
    pub stopped: bool,
}

/// Reads the targets of a crawl.
pub struct Reader<'a> {
    pub lake: &'a Lake,
    pub settings: &'a Settings,
    /// The tables that are in the catalog, for crawls of new folders only.
    pub existing: &'a [ExistingTable],
    /// Whether someone wants the crawl to stop; asked before each object.
    pub stop: &'a dyn Fn() -> Result<bool, StoreError>,
}

impl Reader<'_> {
    /// Reads every target.
    pub fn read(&self) -> Result<Reading, ServiceError> {
        let mut reading = Reading { complete: true, ..Reading::default() };
        for target in &self.settings.targets {
            let place = &target.place;
            if self.lake.objects().bucket(&place.bucket)?.is_none() {
                let message = format!("The S3 bucket of the target {place} does not exist");
                return Err(ServiceError::client("NoSuchBucket", message));
            }
            let objects = self.target(target, &mut reading)?;
            if reading.stopped {
                return Ok(reading);
            }
            reading.objects.push((place.clone(), objects));
        }
        Ok(reading)
    }

    fn target(&self, target: &Target, reading: &mut Reading) -> Result<Vec<CrawledObject>, ServiceError> {
        let place = &target.place;
        let crawl = CrawlSettings { sample_size: target.sample_size, ..self.settings.crawl.clone() };
        let records = self.records(place, &crawl, reading)?;
        let listed =
            records.values().map(|record| ListedObject { key: record.key.clone(), size: record.size }).collect();
        let selection = select_objects(place, &crawl, &target.exclusions, listed);
        if selection.read.is_empty() {
            reading.notes.push(format!("{place} holds no objects to crawl"));
        }
        let path_of = |key: &str| records.get(key).and_then(|record| self.lake.objects().path_of(record));
        let mut objects = Vec::new();
        for ListedObject { key, size } in selection.read {
            if (self.stop)()? {
                reading.stopped = true;
                return Ok(objects);
            }
            let Some(path) = path_of(&key) else { continue };
            let uri = format!("s3://{}/{key}", place.bucket);
            let (compression, found) = schema(&uri, &path, size, &crawl);
            match found {
                Ok((schema, mut problems)) => {
                    reading.problems.append(&mut problems);
                    objects.push(CrawledObject { key, size, compression, schema: Some(schema) });
                    continue;
                }
                Err(problem) => match self.successor(place, &key, &path)? {
                    // It was listed, and written over before it was read.
                    Successor::Other(record, path) => {
                        let (compression, found) = schema(&uri, &path, record.size, &crawl);
                        if let Ok((schema, mut problems)) = found {
                            reading.problems.append(&mut problems);
                            objects.push(CrawledObject { key, size: record.size, compression, schema: Some(schema) });
                            continue;
                        }
                        reading.problems.extend(found.err());
                    }
                    Successor::Gone => {
                        reading.notes.push(format!("{uri} was deleted during the crawl and is left out"))
                    }
                    Successor::Same => reading.problems.push(problem),
                },
            }
            // What could not be read might belong to any table: nothing is gone for sure.
            reading.complete = false;
        }
        for ListedObject { key, size } in selection.count_only {
            let Some(path) = path_of(&key) else { continue };
            let compression = Compression::detect(&key, &first_bytes(&path).unwrap_or_default());
            objects.push(CrawledObject { key, size, compression, schema: None });
        }
        Ok(objects)
    }

    /// What has become of an object that could not be read.
    fn successor(&self, place: &CrawlTarget, key: &str, path: &Path) -> Result<Successor, ServiceError> {
        let Some(record) = self.lake.objects().head(&place.bucket, key)? else { return Ok(Successor::Gone) };
        Ok(match self.lake.objects().path_of(&record) {
            Some(now) if now == path => Successor::Same,
            Some(now) => Successor::Other(Box::new(record), now),
            None => Successor::Gone,
        })
    }

    /// The objects of a place that the crawl may look at, by key.
    fn records(
        &self,
        place: &CrawlTarget,
        crawl: &CrawlSettings,
        reading: &mut Reading,
    ) -> Result<BTreeMap<String, ObjectRecord>, ServiceError> {
        let mut known = BTreeSet::new();
        if crawl.recrawl_policy == RecrawlPolicy::CrawlNewFoldersOnly {
            reading.complete = false;
            known = known_folders(self.existing);
        }
        let mut records = BTreeMap::new();
        for record in self.lake.objects().list_all(&place.bucket, place.listing_prefix())? {
            if ARCHIVED.contains(&record.storage_class.as_str()) {
                let (bucket, key, class) = (&place.bucket, &record.key, &record.storage_class);
                reading.notes.push(format!("s3://{bucket}/{key} is in storage class {class} and is skipped"));
                reading.complete = false;
            } else if !known.contains(&folder(&place.bucket, &record.key)) {
                records.insert(record.key.clone(), record);
            }
        }
        Ok(records)
    }
}

/// What an object that was listed is by now.
enum Successor {
    Same,
    /// Another one of the same key, and where its bytes are.
    Other(Box<ObjectRecord>, PathBuf),
    Gone,
}

/// The folders that the catalog knows already: those of partitions, and of tables without partitions.
fn known_folders(existing: &[ExistingTable]) -> BTreeSet<String> {
    let mut folders = BTreeSet::new();
    for table in existing {
        if table.partition_keys.is_empty() {
            folders.insert(table.location.trim_end_matches('/').to_owned());
        }
        folders.extend(table.partitions.iter().map(|partition| partition.location.trim_end_matches('/').to_owned()));
    }
    folders
}

fn folder(bucket: &str, key: &str) -> String {
    match key.rsplit_once('/') {
        Some((folder, _)) => format!("s3://{bucket}/{folder}"),
        None => format!("s3://{bucket}"),
    }
}

type Found = Result<(FileSchema, Vec<Problem>), Problem>;

/// The packing and the schema of one object.
fn schema(uri: &str, path: &Path, size: u64, settings: &CrawlSettings) -> (Compression, Found) {
    let first = match first_bytes(path) {
        Ok(first) => first,
        Err(error) => return (Compression::None, Err(unreadable(uri, &error))),
    };
    let compression = Compression::detect(uri, &first);
    if let Some(message) = compression.misnamed(uri, &first) {
        return (compression, Err(Problem::new(uri, message)));
    }
    if !matches!(compression, Compression::None | Compression::Gzip) {
        let message = format!("{} compression, which the local lake's crawler does not read", compression.name());
        return (compression, Err(Problem::new(uri, message)));
    }
    (compression, inspected(uri, path, size, compression, settings))
}

fn inspected(uri: &str, path: &Path, size: u64, compression: Compression, settings: &CrawlSettings) -> Found {
    let mut wanted = FIRST_SAMPLE;
    loop {
        let (bytes, complete) =
            sample(path, compression, wanted).map_err(|error| unpacking(uri, compression, &error))?;
        match inspect(uri, Sample { bytes: &bytes, complete }, settings) {
            Inspection::Read(schema, problems) => {
                let mut problems = problems;
                if !complete && let Some(mut checker) = LineChecker::new(uri, &schema, &bytes) {
                    check_rest(path, compression, &mut checker).map_err(|error| unpacking(uri, compression, &error))?;
                    problems.extend(checker.finish());
                } else if compression == Compression::Gzip && !complete {
                    // The rest has to unpack as well, or no query can read the object.
                    verify(path).map_err(|error| unpacking(uri, compression, &error))?;
                }
                return Ok((schema, problems));
            }
            Inspection::Unreadable(problem) => return Err(problem),
            Inspection::Need(SampleNeed::ParquetFooter) if compression == Compression::None => {
                let schema = parquet::schema(path, size).map_err(|message| Problem::new(uri, message))?;
                return Ok((schema, Vec::new()));
            }
            Inspection::Need(SampleNeed::ParquetFooter) => {
                return Err(Problem::new(uri, "Parquet inside gzip, which no query can read"));
            }
            Inspection::Need(SampleNeed::OrcFooter) if compression == Compression::None => {
                let schema = orc::schema(path, size).map_err(|message| Problem::new(uri, message))?;
                return Ok((schema, Vec::new()));
            }
            Inspection::Need(SampleNeed::OrcFooter) => {
                return Err(Problem::new(uri, "ORC inside gzip, which no query can read"));
            }
            Inspection::Need(SampleNeed::More { at_least }) => {
                if at_least <= wanted {
                    return Err(Problem::new(uri, "no classifier recognizes the file (classification UNKNOWN)"));
                }
                wanted = at_least;
            }
        }
    }
}

fn first_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(MAGIC);
    File::open(path)?.take(MAGIC as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Up to `wanted` unpacked bytes from the beginning, and whether that is all.
fn sample(path: &Path, compression: Compression, wanted: usize) -> io::Result<(Vec<u8>, bool)> {
    let file = io::BufReader::new(File::open(path)?);
    let mut reader: Box<dyn Read> =
        if compression == Compression::Gzip { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut bytes = Vec::new();
    // One byte more tells whether there is more.
    reader.by_ref().take(wanted as u64 + 1).read_to_end(&mut bytes)?;
    let complete = bytes.len() <= wanted;
    bytes.truncate(wanted);
    Ok((bytes, complete))
}

/// The longest line that is looked at, in bytes.
const LONGEST_LINE: usize = 32 << 20;

/// Looks at every line behind the sample, with no more than one of them in memory.
fn check_rest(path: &Path, compression: Compression, checker: &mut LineChecker<'_>) -> io::Result<()> {
    let file = io::BufReader::with_capacity(1 << 17, File::open(path)?);
    let mut reader: Box<dyn BufRead> = if compression == Compression::Gzip {
        Box::new(io::BufReader::with_capacity(1 << 17, MultiGzDecoder::new(file)))
    } else {
        Box::new(file)
    };
    let mut before = checker.lines_before();
    let mut line: Vec<u8> = Vec::new();
    let mut length = 0_usize;
    loop {
        let buffer = reader.fill_buf()?;
        let end = buffer.is_empty();
        let found = buffer.iter().position(|byte| *byte == b'\n');
        let part = &buffer[..found.unwrap_or(buffer.len())];
        length += part.len();
        if before == 0 && length <= LONGEST_LINE {
            line.extend_from_slice(part);
        }
        let used = part.len() + usize::from(found.is_some());
        reader.consume(used);
        if found.is_some() || (end && length > 0) {
            match (before, length <= LONGEST_LINE) {
                (0, true) => checker.check(&line),
                (0, false) => checker.too_long(),
                _ => before -= 1,
            }
            line.clear();
            length = 0;
        }
        if end {
            return Ok(());
        }
    }
}

fn verify(path: &Path) -> io::Result<()> {
    let file = io::BufReader::new(File::open(path)?);
    io::copy(&mut MultiGzDecoder::new(file), &mut io::sink())?;
    Ok(())
}

fn unpacking(uri: &str, compression: Compression, error: &io::Error) -> Problem {
    if compression != Compression::Gzip {
        return unreadable(uri, error);
    }
    if error.kind() == io::ErrorKind::UnexpectedEof {
        return Problem::new(uri, "truncated gzip: the file ends within the compressed data");
    }
    Problem::new(uri, format!("broken gzip: {error}"))
}

fn unreadable(uri: &str, error: &io::Error) -> Problem {
    Problem::new(uri, format!("cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::objects::NewObject;
    use crate::testing::{self, TestLake};

    fn put(test: &TestLake, key: &str, text: &str) {
        let incoming = test.lake.objects().incoming();
        std::fs::write(&incoming, text).unwrap();
        let new = NewObject {
            bucket: "lake-raw",
            key,
            etag: "00000000000000000000000000000000".to_owned(),
            storage_class: "STANDARD".to_owned(),
            attributes: serde_json::json!({}),
        };
        test.lake.objects().put(&new, &incoming).unwrap();
    }

    /// Reads three objects; `meddle` happens when all are listed and none is read.
    fn read_while(meddle: impl Fn(&TestLake)) -> Reading {
        let test = testing::lake();
        test.lake
            .store()
            .write(|tx| {
                tx.put("bucket", "", "lake-raw", &serde_json::json!({ "name": "lake-raw", "region": "us-east-1" }))
            })
            .unwrap();
        for key in ["t/a.csv", "t/b.csv", "t/c.csv"] {
            put(&test, key, "id,name\n1,x\n2,y\n");
        }
        let target = Target {
            place: CrawlTarget::parse("s3://lake-raw/t/").unwrap(),
            exclusions: Vec::new(),
            written_exclusions: Vec::new(),
            sample_size: None,
        };
        let settings = Settings { crawl: CrawlSettings::default(), targets: vec![target] };
        let once = Cell::new(true);
        let stop = || {
            if once.replace(false) {
                meddle(&test);
            }
            Ok(false)
        };
        Reader { lake: &test.lake, settings: &settings, existing: &[], stop: &stop }.read().unwrap()
    }

    #[test]
    fn an_object_that_is_deleted_during_the_crawl_is_left_out_and_said() {
        let reading = read_while(|test| drop(test.lake.objects().delete("lake-raw", "t/b.csv").unwrap()));
        let keys: Vec<&str> = reading.objects[0].1.iter().map(|object| object.key.as_str()).collect();
        assert_eq!(keys, ["t/a.csv", "t/c.csv"]);
        assert_eq!(reading.notes, ["s3://lake-raw/t/b.csv was deleted during the crawl and is left out"]);
        assert!(reading.problems.is_empty() && !reading.complete, "{:?}", reading.problems);
    }

    #[test]
    fn an_object_that_is_written_over_during_the_crawl_is_read_as_it_is_now() {
        let reading = read_while(|test| put(test, "t/b.csv", "id,name,more\n1,x,2\n2,y,3\n"));
        let schema = reading.objects[0].1[1].schema.as_ref().unwrap();
        assert_eq!((reading.objects[0].1.len(), schema.columns.len()), (3, 3));
        assert!(reading.problems.is_empty() && reading.complete, "{:?}", reading.problems);
    }
}
