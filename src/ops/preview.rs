//! What a crawl would find: the rules of the crawler, over samples of the objects, with no write anywhere.

use std::io::{self, Read as _};

#[cfg(feature = "local")]
use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use tokio::task::JoinSet;

use crate::aws::Read;
use crate::domain::bucket::BucketName;
use crate::domain::catalog::{DatabaseName, Table};
use crate::domain::crawl::{
    Compression, CrawlSettings, CrawlTarget, CrawledObject, CrawledTable, FIRST_SAMPLE, FileSchema, Glob, Inspection,
    ListedObject, Problem, Sample, SampleNeed, group_tables, inspect, select_objects,
};
use crate::domain::crawler::Crawler;
use crate::error::{Error, Result};

/// Objects that are read at once.
const AT_ONCE: usize = 16;

/// What is looked at.
#[derive(Debug, Clone)]
pub struct PreviewTarget {
    pub place: CrawlTarget,
    pub exclusions: Vec<Glob>,
    /// Files per leaf folder; none reads all.
    pub sample_size: Option<u32>,
}

/// What would come of a crawl.
#[derive(Debug)]
pub struct Preview {
    pub tables: Vec<CrawledTable>,
    pub problems: Vec<Problem>,
    /// How many objects were read, and how many there are.
    pub read: usize,
    pub seen: usize,
    /// The tables of the database, by name; none when there is no database yet, or none was named.
    pub live: Vec<Table>,
    pub notes: Vec<String>,
}

/// The targets and settings of a crawler that is there.
pub fn of_crawler(crawler: &Crawler) -> Result<(Vec<PreviewTarget>, CrawlSettings)> {
    let name = &crawler.name;
    if !crawler.other_targets.is_empty() {
        return Err(Error::usage(format!(
            "crawler `{name}` has targets that are no places in S3 ({}); only those are previewed",
            crawler.other_targets.join(", ")
        )));
    }
    if let Some(first) = crawler.classifiers.first() {
        return Err(Error::usage(format!(
            "crawler `{name}` has the classifier `{first}`, which a preview does not know"
        ))
        .hint("look at the targets with the built-in classifiers: lakectl crawler preview --target S3_URI"));
    }
    let mut settings =
        CrawlSettings { table_prefix: crawler.table_prefix.clone().unwrap_or_default(), ..CrawlSettings::default() };
    settings
        .apply_configuration(crawler.configuration.as_deref().unwrap_or_default())
        .map_err(|error| Error::usage(format!("crawler `{name}` cannot be previewed")).because(error))?;
    let targets = crawler.targets.iter().map(|target| {
        let sample = target.sample_size.and_then(|size| u32::try_from(size).ok());
        preview_target(&target.path, &target.exclusions, sample)
    });
    Ok((targets.collect::<Result<_>>()?, settings))
}

/// A target as an operator writes it.
pub fn preview_target(text: &str, exclusions: &[String], sample_size: Option<u32>) -> Result<PreviewTarget> {
    let place = CrawlTarget::parse(text)
        .ok_or_else(|| Error::usage(format!("`{text}` is no place in S3: write s3://bucket/prefix/")))?;
    let globs = exclusions
        .iter()
        .map(|pattern| Glob::new(pattern).map_err(|error| Error::usage(format!("--exclude {pattern}")).because(error)));
    Ok(PreviewTarget { place, exclusions: globs.collect::<Result<_>>()?, sample_size })
}

/// Reads samples of the targets and groups them as a crawl does.
pub async fn preview(
    read: &Read,
    targets: &[PreviewTarget],
    settings: &CrawlSettings,
    database: Option<&DatabaseName>,
    progress: &(dyn Fn(&str) + Send + Sync),
) -> Result<Preview> {
    let mut found = Preview { tables: vec![], problems: vec![], read: 0, seen: 0, live: vec![], notes: vec![] };
    let mut objects = Vec::new();
    for target in targets {
        objects.push((target.place.clone(), target_objects(read, target, settings, &mut found, progress).await?));
    }
    let outcome = group_tables(&objects, settings)
        .map_err(|aborted| Error::failed("the crawl would write nothing").because(aborted.to_string()))?;
    found.tables = outcome.tables;
    found.problems.extend(outcome.problems);
    found.problems.sort_by(|left, right| (&left.object, left.line).cmp(&(&right.object, right.line)));
    if let Some(database) = database
        && read.database(database).await?.is_some()
    {
        found.live = read.tables(database).await?;
    }
    Ok(found)
}

async fn target_objects(
    read: &Read,
    target: &PreviewTarget,
    settings: &CrawlSettings,
    found: &mut Preview,
    progress: &(dyn Fn(&str) + Send + Sync),
) -> Result<Vec<CrawledObject>> {
    let place = &target.place;
    let bucket = place.bucket.parse::<BucketName>().map_err(|error| {
        Error::usage(format!("`{}` is no name of a bucket", place.bucket)).because(error.to_string())
    })?;
    let mut listed = Vec::new();
    let mut archived = 0;
    for object in read.objects(&bucket, place.listing_prefix()).await? {
        if matches!(object.storage_class.as_str(), "GLACIER" | "DEEP_ARCHIVE") {
            archived += 1;
        } else {
            listed.push(ListedObject { key: object.key, size: object.size });
        }
    }
    if archived > 0 {
        found.notes.push(format!("{archived} objects of {place} are archived: a crawler skips them"));
    }
    found.seen += listed.len();
    let settings = CrawlSettings { sample_size: target.sample_size.or(settings.sample_size), ..settings.clone() };
    let selection = select_objects(place, &settings, &target.exclusions, listed);
    if selection.read.is_empty() {
        found.notes.push(format!("{place} holds no objects to crawl"));
    }
    let total = selection.read.len();
    let mut waiting = selection.read.into_iter().rev().collect::<Vec<_>>();
    let mut running = JoinSet::new();
    let mut objects = Vec::new();
    loop {
        while running.len() < AT_ONCE {
            let Some(object) = waiting.pop() else { break };
            let (read, bucket, settings) = (read.clone(), bucket.clone(), settings.clone());
            running.spawn(async move {
                let looked = look(&read, &bucket, &object, &settings).await;
                (object, looked)
            });
        }
        let Some(ended) = running.join_next().await else { break };
        let (object, looked) =
            ended.map_err(|error| Error::failed("an object was given up in the middle").because(error))?;
        found.read += 1;
        progress(&format!("{place}: {} of {total} objects read", found.read.min(total)));
        let looked = match looked {
            // It was listed, and deleted before it was read.
            Err(error) if error.has_code(&["NoSuchKey"]) => {
                found.notes.push(format!("s3://{bucket}/{} was deleted meanwhile and is left out", object.key));
                continue;
            }
            looked => looked?,
        };
        match looked {
            (compression, Ok((schema, mut problems))) => {
                found.problems.append(&mut problems);
                objects.push(CrawledObject { key: object.key, size: object.size, compression, schema: Some(schema) });
            }
            (_, Err(problem)) => found.problems.push(problem),
        }
    }
    for object in selection.count_only {
        let compression = Compression::detect(&object.key, &[]);
        objects.push(CrawledObject { key: object.key, size: object.size, compression, schema: None });
    }
    // The rules go by the order of the keys, not of the answers.
    objects.sort_by(|left, right| left.key.cmp(&right.key));
    Ok(objects)
}

type Looked = (Compression, std::result::Result<(FileSchema, Vec<Problem>), Problem>);

/// One object: its packing and its schema, from as little of it as tells.
async fn look(read: &Read, bucket: &BucketName, object: &ListedObject, settings: &CrawlSettings) -> Result<Looked> {
    let uri = format!("s3://{bucket}/{}", object.key);
    let mut wanted = FIRST_SAMPLE;
    let mut compression = None;
    loop {
        let bytes = read.object_part(bucket, &object.key, 0, (wanted as u64).min(object.size)).await?;
        let packed = *compression.get_or_insert_with(|| Compression::detect(&uri, &bytes));
        if let Some(message) = packed.misnamed(&uri, &bytes) {
            return Ok((packed, Err(Problem::new(&uri, message))));
        }
        if !matches!(packed, Compression::None | Compression::Gzip) {
            let message = format!("{} compression, which the preview does not read", packed.name());
            return Ok((packed, Err(Problem::new(&uri, message))));
        }
        let is_all = bytes.len() as u64 >= object.size;
        let (sample, complete) = match unpacked(packed, &bytes, is_all, wanted) {
            Ok(unpacked) => unpacked,
            Err(message) => return Ok((packed, Err(Problem::new(&uri, message)))),
        };
        match inspect(&uri, Sample { bytes: &sample, complete }, settings) {
            Inspection::Read(schema, problems) => return Ok((packed, Ok((schema, problems)))),
            Inspection::Unreadable(problem) => return Ok((packed, Err(problem))),
            Inspection::Need(SampleNeed::ParquetFooter) if packed == Compression::None => {
                let schema = footer(read, bucket, object).await?;
                return Ok((packed, schema.map(|schema| (schema, vec![])).map_err(|text| Problem::new(&uri, text))));
            }
            Inspection::Need(SampleNeed::ParquetFooter) => {
                return Ok((packed, Err(Problem::new(&uri, "Parquet inside gzip, which no query can read"))));
            }
            Inspection::Need(SampleNeed::OrcFooter) if packed == Compression::None => {
                let schema = orc_footer(read, bucket, object).await?;
                return Ok((packed, schema.map(|schema| (schema, vec![])).map_err(|text| Problem::new(&uri, text))));
            }
            Inspection::Need(SampleNeed::OrcFooter) => {
                return Ok((packed, Err(Problem::new(&uri, "ORC inside gzip, which no query can read"))));
            }
            Inspection::Need(SampleNeed::More { at_least }) if at_least > wanted => wanted = at_least,
            Inspection::Need(SampleNeed::More { .. }) => {
                let message = "no classifier recognizes the file (classification UNKNOWN)";
                return Ok((packed, Err(Problem::new(&uri, message))));
            }
        }
    }
}

/// Up to `wanted` bytes of what is packed, and whether that is the whole file.
fn unpacked(
    compression: Compression,
    bytes: &[u8],
    is_all: bool,
    wanted: usize,
) -> std::result::Result<(Vec<u8>, bool), String> {
    if compression != Compression::Gzip {
        return Ok((bytes.to_vec(), is_all));
    }
    let mut plain = Vec::new();
    match MultiGzDecoder::new(bytes).take(wanted as u64 + 1).read_to_end(&mut plain) {
        Ok(_) => {}
        // The rest of the file was not fetched.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof && !is_all => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            return Err("truncated gzip: the file ends within the compressed data".to_owned());
        }
        Err(error) => return Err(format!("broken gzip: {error}")),
    }
    let complete = is_all && plain.len() <= wanted;
    plain.truncate(wanted);
    Ok((plain, complete))
}

/// How much of the end of a file is read first: most footers are shorter.
#[cfg(feature = "local")]
const TAIL: u64 = 64 << 10;

/// The last bytes of an object, of which some were read.
#[cfg(feature = "local")]
async fn end_of(read: &Read, bucket: &BucketName, object: &ListedObject, known: Bytes, length: u64) -> Result<Bytes> {
    match usize::try_from(length).ok().and_then(|length| known.len().checked_sub(length)) {
        Some(before) => Ok(known.slice(before..)),
        None => read.object_part(bucket, &object.key, object.size - length, length).await,
    }
}

#[cfg(feature = "local")]
async fn footer(
    read: &Read,
    bucket: &BucketName,
    object: &ListedObject,
) -> Result<std::result::Result<FileSchema, String>> {
    use crate::domain::crawl::parquet_footer::{TRAILER, footer_length, schema_in_footer};

    let mut tail = end_of(read, bucket, object, Bytes::new(), TAIL.min(object.size)).await?;
    let length = match footer_length(&tail[tail.len().saturating_sub(TRAILER)..]) {
        Ok(length) => length,
        Err(error) => return Ok(Err(error)),
    };
    let whole = length + TRAILER;
    if whole as u64 > object.size {
        return Ok(Err("truncated or broken Parquet: the footer is longer than the file".to_owned()));
    }
    tail = end_of(read, bucket, object, tail, whole as u64).await?;
    Ok(schema_in_footer(&tail[..tail.len() - TRAILER], object.size))
}

#[cfg(feature = "local")]
async fn orc_footer(
    read: &Read,
    bucket: &BucketName,
    object: &ListedObject,
) -> Result<std::result::Result<FileSchema, String>> {
    use crate::domain::crawl::orc_footer::schema_in_tail;
    use crate::domain::orc::Postscript;

    let mut tail = end_of(read, bucket, object, Bytes::new(), TAIL.min(object.size)).await?;
    let postscript = match Postscript::read(&tail, object.size) {
        Ok(postscript) => postscript,
        Err(error) => return Ok(Err(error)),
    };
    let whole = postscript.tail_length();
    tail = end_of(read, bucket, object, tail, whole).await?;
    Ok(schema_in_tail(&tail, &postscript, object.size))
}

#[cfg(not(feature = "local"))]
async fn orc_footer(
    _read: &Read,
    _bucket: &BucketName,
    _object: &ListedObject,
) -> Result<std::result::Result<FileSchema, String>> {
    Ok(Err("ORC, which this lakectl was built without a reader for (feature `local`)".to_owned()))
}

#[cfg(not(feature = "local"))]
async fn footer(
    _read: &Read,
    _bucket: &BucketName,
    _object: &ListedObject,
) -> Result<std::result::Result<FileSchema, String>> {
    Ok(Err("Parquet, which this lakectl was built without a reader for (feature `local`)".to_owned()))
}
