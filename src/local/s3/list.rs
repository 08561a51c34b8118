//! Listing: keys in byte order, rolled up at a delimiter, in pages.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use s3s::dto::{
    ChecksumAlgorithm, ChecksumType, CommonPrefix, DeleteMarkerEntry, ETag, EncodingType, ListObjectVersionsInput,
    ListObjectVersionsOutput, ListObjectsInput, ListObjectsOutput, ListObjectsV2Input, ListObjectsV2Output, Object,
    ObjectStorageClass, ObjectVersion, ObjectVersionStorageClass,
};
use s3s::{S3Request, S3Response};

use super::attributes::Attributes;
use super::conditions::modified;
use super::service::{Answer, Service, Target};
use crate::objects::{From, ObjectRecord, list_versions, prefix_end};
use crate::store::StoreError;
use crate::wire::ServiceError;

/// Most entries of a page.
const PAGE: i32 = 1000;

/// What stays as it is in a listing with `encoding-type=url`.
const URL: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'*').remove(b'/');

/// One line of a listing.
enum Entry {
    Record(Box<ObjectRecord>),
    Prefix(String),
}

/// One page of a listing.
struct Page {
    entries: Vec<Entry>,
    truncated: bool,
}

impl Page {
    /// The key or prefix that the page ends with.
    fn last(&self) -> Option<&str> {
        self.entries.last().map(|entry| match entry {
            Entry::Record(record) => record.key.as_str(),
            Entry::Prefix(prefix) => prefix.as_str(),
        })
    }

    fn split(self) -> (Vec<ObjectRecord>, Vec<String>) {
        let (mut records, mut prefixes) = (Vec::new(), Vec::new());
        for entry in self.entries {
            match entry {
                Entry::Record(record) => records.push(*record),
                Entry::Prefix(prefix) => prefixes.push(prefix),
            }
        }
        (records, prefixes)
    }
}

/// Where a page begins.
#[derive(Debug, Clone)]
enum Cursor {
    Start,
    At(String),
    After(String, Option<String>),
}

impl Cursor {
    /// After a marker that a client sent: a marker that is a rolled-up prefix stands for all that is under it.
    fn after(marker: Option<&str>, version: Option<&str>, prefix: &str, delimiter: Option<&str>) -> Option<Self> {
        let Some(marker) = marker.filter(|marker| !marker.is_empty()) else { return Some(Self::Start) };
        if version.is_none() && rolled_up(marker, prefix, delimiter) == Some(marker) {
            return prefix_end(marker).map(Self::At);
        }
        Some(Self::After(marker.to_owned(), version.map(str::to_owned)))
    }

    fn from(&self) -> From<'_> {
        match self {
            Self::Start => From::Start,
            Self::At(key) => From::At(key),
            Self::After(key, _) => From::After(key),
        }
    }
}

/// The common prefix that a key goes into.
pub fn rolled_up<'a>(key: &'a str, prefix: &str, delimiter: Option<&str>) -> Option<&'a str> {
    let delimiter = delimiter.filter(|delimiter| !delimiter.is_empty())?;
    let rest = key.strip_prefix(prefix)?;
    let at = rest.find(delimiter)?;
    Some(&key[..prefix.len() + at + delimiter.len()])
}

/// Reads one page: `read(cursor, limit)` answers records in order.
fn page(
    prefix: &str,
    delimiter: Option<&str>,
    start: Option<Cursor>,
    limit: usize,
    read: impl Fn(&Cursor, usize) -> Result<Vec<ObjectRecord>, StoreError>,
) -> Result<Page, StoreError> {
    let mut found = Page { entries: Vec::new(), truncated: false };
    let Some(mut cursor) = start.filter(|_| limit > 0) else { return Ok(found) };
    loop {
        let batch = limit + 1 - found.entries.len();
        let records = read(&cursor, batch)?;
        let is_last_batch = records.len() < batch;
        let mut open: Option<String> = None;
        let mut last = None;
        for record in records {
            if open.as_deref().is_some_and(|open| record.key.starts_with(open)) {
                continue;
            }
            if found.entries.len() == limit {
                found.truncated = true;
                return Ok(found);
            }
            last = Some((record.key.clone(), record.version.clone()));
            open = rolled_up(&record.key, prefix, delimiter).map(str::to_owned);
            found.entries.push(match &open {
                Some(common) => Entry::Prefix(common.clone()),
                None => Entry::Record(Box::new(record)),
            });
        }
        if is_last_batch {
            return Ok(found);
        }
        // Past everything under the prefix that the batch ended in, or past its last record.
        cursor = match (open, last) {
            (Some(open), _) => match prefix_end(&open) {
                Some(next) => Cursor::At(next),
                None => return Ok(found),
            },
            (None, Some((key, version))) => Cursor::After(key, Some(version)),
            (None, None) => return Ok(found),
        };
    }
}

fn limit(given: Option<i32>, name: &str) -> Result<(i32, usize), ServiceError> {
    let asked = given.unwrap_or(PAGE);
    let limit = usize::try_from(asked.min(PAGE)).map_err(|_| {
        ServiceError::client("InvalidArgument", format!("Argument {name} must be an integer between 0 and 2147483647"))
            .with_field("ArgumentName", name)
            .with_field("ArgumentValue", asked.to_string())
    })?;
    Ok((asked.min(PAGE), limit))
}

/// Spells keys as the client asked for.
pub struct Spelling {
    url: bool,
}

impl Spelling {
    /// As the request asks.
    pub fn new(given: Option<&EncodingType>) -> Result<Self, ServiceError> {
        match given.map(EncodingType::as_str) {
            None | Some("") => Ok(Self { url: false }),
            Some("url") => Ok(Self { url: true }),
            Some(_) => Err(ServiceError::client("InvalidArgument", "Invalid Encoding Method specified in Request")),
        }
    }

    /// A text as it goes into the answer.
    pub fn write(&self, text: &str) -> String {
        if self.url { utf8_percent_encode(text, URL).to_string() } else { text.to_owned() }
    }

    fn option(&self, text: Option<&str>) -> Option<String> {
        text.map(|text| self.write(text))
    }

    fn prefixes(&self, prefixes: &[String]) -> Option<Vec<CommonPrefix>> {
        Some(prefixes.iter().map(|prefix| CommonPrefix { prefix: Some(self.write(prefix)) }).collect())
    }

    /// What the answer says about itself.
    pub fn encoding(&self) -> Option<EncodingType> {
        self.url.then(|| EncodingType::from_static(EncodingType::URL))
    }
}

fn checksum_of(record: &ObjectRecord) -> (Option<Vec<ChecksumAlgorithm>>, Option<ChecksumType>) {
    // Parts of lakes of earlier versions may lack the checksum of the whole.
    match Attributes::from_value(&record.attributes).checksum {
        Some(checksum) if !checksum.algorithm.is_empty() => {
            (Some(vec![ChecksumAlgorithm::from(checksum.algorithm)]), Some(ChecksumType::from(checksum.kind)))
        }
        _ => (None, None),
    }
}

impl Service {
    fn listed(&self, record: ObjectRecord, spelling: &Spelling, with_owner: bool) -> Object {
        let (checksum_algorithm, checksum_type) = checksum_of(&record);
        Object {
            checksum_algorithm,
            checksum_type,
            e_tag: Some(ETag::Strong(record.etag.clone())),
            last_modified: Some(modified(&record)),
            owner: with_owner.then(|| self.owner()),
            restore_status: None,
            size: i64::try_from(record.size).ok(),
            storage_class: Some(ObjectStorageClass::from(record.storage_class)),
            key: Some(spelling.write(&record.key)),
        }
    }

    fn current_page(
        &self,
        bucket: &str,
        prefix: &str,
        delimiter: Option<&str>,
        start: Option<Cursor>,
        limit: usize,
    ) -> Result<Page, StoreError> {
        page(prefix, delimiter, start, limit, |cursor, limit| {
            self.lake.objects().list_from(bucket, prefix, cursor.from(), limit)
        })
    }
}

/// `ListObjects`.
pub async fn objects(service: &Service, request: S3Request<ListObjectsInput>) -> Answer<ListObjectsOutput> {
    let input = &request.input;
    let owner = input.expected_bucket_owner.as_deref();
    service.enter(&request, Target { action: "s3:ListBucket", bucket: &input.bucket, key: None, owner })?;
    let spelling = Spelling::new(input.encoding_type.as_ref())?;
    let (max_keys, limit) = limit(input.max_keys, "maxKeys")?;
    let prefix = input.prefix.as_deref().unwrap_or("");
    let delimiter = input.delimiter.as_deref().filter(|delimiter| !delimiter.is_empty());
    let start = Cursor::after(input.marker.as_deref(), None, prefix, delimiter);
    let page = service.current_page(&input.bucket, prefix, delimiter, start, limit)?;
    let truncated = page.truncated;
    let last = page.last().map(str::to_owned);
    let (records, prefixes) = page.split();
    Ok(S3Response::new(ListObjectsOutput {
        name: Some(input.bucket.clone()),
        prefix: Some(spelling.write(prefix)),
        marker: Some(spelling.write(input.marker.as_deref().unwrap_or(""))),
        max_keys: Some(max_keys),
        is_truncated: Some(truncated),
        contents: Some(records.into_iter().map(|record| service.listed(record, &spelling, true)).collect()),
        common_prefixes: spelling.prefixes(&prefixes),
        delimiter: spelling.option(delimiter),
        // Only a listing with a delimiter says where the next page begins.
        next_marker: spelling.option(last.as_deref().filter(|_| truncated && delimiter.is_some())),
        encoding_type: spelling.encoding(),
        request_charged: None,
    }))
}

/// `ListObjectsV2`.
pub async fn objects_v2(service: &Service, request: S3Request<ListObjectsV2Input>) -> Answer<ListObjectsV2Output> {
    let input = &request.input;
    let owner = input.expected_bucket_owner.as_deref();
    service.enter(&request, Target { action: "s3:ListBucket", bucket: &input.bucket, key: None, owner })?;
    let spelling = Spelling::new(input.encoding_type.as_ref())?;
    let (max_keys, limit) = limit(input.max_keys, "max-keys")?;
    let prefix = input.prefix.as_deref().unwrap_or("");
    let delimiter = input.delimiter.as_deref().filter(|delimiter| !delimiter.is_empty());
    let given = super::condition::parameter(request.uri.query(), "continuation-token");
    let continued = match input.continuation_token.as_ref().or(given.as_ref()) {
        Some(token) => Some(read_token(token)?),
        None => None,
    };
    let start = Cursor::after(continued.as_deref().or(input.start_after.as_deref()), None, prefix, delimiter);
    let page = service.current_page(&input.bucket, prefix, delimiter, start, limit)?;
    let truncated = page.truncated;
    let next = page.last().filter(|_| truncated).map(write_token);
    let key_count = i32::try_from(page.entries.len()).ok();
    let (records, prefixes) = page.split();
    let with_owner = input.fetch_owner == Some(true);
    Ok(S3Response::new(ListObjectsV2Output {
        name: Some(input.bucket.clone()),
        prefix: Some(spelling.write(prefix)),
        max_keys: Some(max_keys),
        key_count,
        continuation_token: input.continuation_token.clone(),
        is_truncated: Some(truncated),
        next_continuation_token: next,
        contents: Some(records.into_iter().map(|record| service.listed(record, &spelling, with_owner)).collect()),
        common_prefixes: spelling.prefixes(&prefixes),
        delimiter: spelling.option(delimiter),
        encoding_type: spelling.encoding(),
        // A token goes before, and then AWS does not repeat where the first page began.
        start_after: spelling.option(input.start_after.as_deref().filter(|_| continued.is_none())),
        request_charged: None,
    }))
}

/// `ListObjectVersions`.
pub async fn versions(
    service: &Service,
    request: S3Request<ListObjectVersionsInput>,
) -> Answer<ListObjectVersionsOutput> {
    let input = &request.input;
    let owner = input.expected_bucket_owner.as_deref();
    service.enter(&request, Target { action: "s3:ListBucketVersions", bucket: &input.bucket, key: None, owner })?;
    let spelling = Spelling::new(input.encoding_type.as_ref())?;
    let (max_keys, limit) = limit(input.max_keys, "max-keys")?;
    let prefix = input.prefix.as_deref().unwrap_or("");
    let delimiter = input.delimiter.as_deref().filter(|delimiter| !delimiter.is_empty());
    let version_marker = input.version_id_marker.as_deref().filter(|marker| !marker.is_empty());
    let key_marker = input.key_marker.as_deref().filter(|marker| !marker.is_empty());
    if version_marker.is_some() && key_marker.is_none() {
        return Err(ServiceError::client(
            "InvalidArgument",
            "A version-id marker cannot be specified without a key marker.",
        ));
    }
    let start = Cursor::after(key_marker, version_marker, prefix, delimiter);
    let page = page(prefix, delimiter, start, limit, |cursor, limit| {
        let version = match cursor {
            Cursor::After(_, version) => version.as_deref(),
            _ => None,
        };
        let store = service.lake.store();
        store.read(|tx| list_versions(tx, &input.bucket, prefix, cursor.from(), version, limit))
    })?;
    let truncated = page.truncated;
    let (mut next_key_marker, mut next_version_id_marker) = (None, None);
    if truncated {
        match page.entries.last() {
            Some(Entry::Record(record)) => {
                next_key_marker = Some(spelling.write(&record.key));
                next_version_id_marker = Some(record.version.clone());
            }
            Some(Entry::Prefix(prefix)) => next_key_marker = Some(spelling.write(prefix)),
            None => {}
        }
    }
    let (records, prefixes) = page.split();
    let (markers, versions): (Vec<_>, Vec<_>) = records.into_iter().partition(|record| record.is_marker);
    Ok(S3Response::new(ListObjectVersionsOutput {
        common_prefixes: spelling.prefixes(&prefixes),
        delete_markers: Some(markers.into_iter().map(|record| marker(service, record, &spelling)).collect()),
        versions: Some(versions.into_iter().map(|record| version(service, record, &spelling)).collect()),
        delimiter: spelling.option(delimiter),
        encoding_type: spelling.encoding(),
        is_truncated: Some(truncated),
        key_marker: Some(spelling.write(key_marker.unwrap_or(""))),
        max_keys: Some(max_keys),
        name: Some(input.bucket.clone()),
        next_key_marker,
        next_version_id_marker,
        prefix: Some(spelling.write(prefix)),
        request_charged: None,
        version_id_marker: Some(version_marker.unwrap_or("").to_owned()),
    }))
}

fn marker(service: &Service, record: ObjectRecord, spelling: &Spelling) -> DeleteMarkerEntry {
    DeleteMarkerEntry {
        is_latest: Some(record.is_latest),
        key: Some(spelling.write(&record.key)),
        last_modified: Some(modified(&record)),
        owner: Some(service.owner()),
        version_id: Some(record.version),
    }
}

fn version(service: &Service, record: ObjectRecord, spelling: &Spelling) -> ObjectVersion {
    let (checksum_algorithm, checksum_type) = checksum_of(&record);
    ObjectVersion {
        checksum_algorithm,
        checksum_type,
        e_tag: Some(ETag::Strong(record.etag.clone())),
        is_latest: Some(record.is_latest),
        key: Some(spelling.write(&record.key)),
        last_modified: Some(modified(&record)),
        owner: Some(service.owner()),
        restore_status: None,
        size: i64::try_from(record.size).ok(),
        storage_class: Some(ObjectVersionStorageClass::from(record.storage_class)),
        version_id: Some(record.version),
    }
}

/// A place in a listing as an opaque token.
pub fn write_token(place: &str) -> String {
    aws_smithy_types::base64::encode(place)
}

/// The place of a token.
pub fn read_token(token: &str) -> Result<String, ServiceError> {
    let bytes = aws_smithy_types::base64::decode(token).ok();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).filter(|place| !place.is_empty()).ok_or_else(|| {
        ServiceError::client("InvalidArgument", "The continuation token provided is incorrect")
            .with_field("ArgumentName", "continuation-token")
    })
}
