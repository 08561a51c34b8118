//! Reading an object and what is known about it.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops;

use bytes::Bytes;
use http::StatusCode;
use s3s::dto::{
    ChecksumMode, ETag, GetObjectInput, GetObjectOutput, HeadObjectInput, HeadObjectOutput, Range, ReplicationStatus,
    StorageClass, StreamingBlob,
};
use s3s::{S3Request, S3Response};

use super::attributes::{Attributes, StoredChecksum};
use super::checksum::tell_checksum;
use super::conditions::{Outcome, ReadConditions, failed, modified, no_such_key};
use super::put::told_version;
use super::restore;
use super::service::{Answer, SentStatus, Service, Target};
use crate::clock::from_epoch_millis;
use crate::objects::{ObjectRecord, disk_error};
use crate::wire::ServiceError;

/// Bytes of a body that are read at once.
const CHUNK: usize = 256 << 10;

/// How often a version that was replaced while it was looked up is looked up again.
const ATTEMPTS: usize = 5;

/// What of an object is asked for.
struct Selection {
    range: Option<ops::Range<u64>>,
    parts_count: Option<i32>,
    /// Which part was asked for by its number, from 0.
    part: Option<usize>,
    /// Whether a part was asked for at all: an object of one request is its own.
    is_part: bool,
}

/// The conditions of a read, from its input.
macro_rules! conditions {
    ($input:expr) => {
        ReadConditions {
            if_match: $input.if_match.as_ref(),
            if_none_match: $input.if_none_match.as_ref(),
            if_modified_since: $input.if_modified_since.as_ref(),
            if_unmodified_since: $input.if_unmodified_since.as_ref(),
        }
    };
}

/// `GetObject`.
pub async fn object(service: &Service, request: S3Request<GetObjectInput>) -> Answer<GetObjectOutput> {
    let input = &request.input;
    let action = if input.version_id.is_some() { "s3:GetObjectVersion" } else { "s3:GetObject" };
    let target =
        Target { action, bucket: &input.bucket, key: Some(&input.key), owner: input.expected_bucket_owner.as_deref() };
    let bucket = service.enter(&request, target)?;
    if input.sse_customer_algorithm.is_some() {
        return Err(ServiceError::unsupported("s3 GetObject with SSE-C"));
    }
    let (record, file) = open(service, &input.bucket, &input.key, input.version_id.as_deref())?;
    let attributes = Attributes::from_value(&record.attributes);
    restore::refuse_archived(service, &record, &attributes)?;
    hold(conditions!(input), &record)?;
    let selection = select(&record, &attributes, input.range.as_ref(), input.part_number)?;
    let wanted = selection.range.clone().unwrap_or(0..record.size);
    let mut output = GetObjectOutput {
        accept_ranges: Some("bytes".to_owned()),
        body: Some(body(file, wanted.clone()).map_err(disk_error)?),
        content_length: Some(signed(wanted.end - wanted.start)),
        content_range: content_range(&selection, &record),
        parts_count: selection.parts_count,
        e_tag: Some(ETag::Strong(record.etag.clone())),
        last_modified: Some(modified(&record)),
        version_id: told_version(&bucket, &record),
        tag_count: i32::try_from(attributes.tags.len()).ok().filter(|count| *count > 0),
        storage_class: told_class(&record),
        server_side_encryption: attributes.encryption.header(),
        ssekms_key_id: attributes.encryption.key.clone(),
        bucket_key_enabled: attributes.encryption.bucket_key_header(),
        cache_control: attributes.headers.cache_control.clone(),
        content_disposition: attributes.headers.content_disposition.clone(),
        content_encoding: attributes.headers.content_encoding.clone(),
        content_language: attributes.headers.content_language.clone(),
        content_type: Some(told_type(&attributes)),
        expires: attributes.headers.expires.clone(),
        website_redirect_location: attributes.headers.website_redirect_location.clone(),
        metadata: attributes.metadata_header(),
        restore: restore::header(service, &attributes),
        replication_status: attributes.replication.clone().map(ReplicationStatus::from),
        ..GetObjectOutput::default()
    };
    if let Some(checksum) = told_checksum(input.checksum_mode.as_ref(), &attributes, &selection) {
        output.checksum_type = checksum.to_output().checksum_type;
        tell_checksum!(output, checksum.to_output());
    }
    Ok(S3Response::new(output))
}

/// `HeadObject`.
pub async fn head(service: &Service, request: S3Request<HeadObjectInput>) -> Answer<HeadObjectOutput> {
    let input = &request.input;
    let action = if input.version_id.is_some() { "s3:GetObjectVersion" } else { "s3:GetObject" };
    let target =
        Target { action, bucket: &input.bucket, key: Some(&input.key), owner: input.expected_bucket_owner.as_deref() };
    let bucket = service.enter(&request, target)?;
    let record = find(service, &input.bucket, &input.key, input.version_id.as_deref())?;
    let attributes = Attributes::from_value(&record.attributes);
    hold(conditions!(input), &record)?;
    let selection = select(&record, &attributes, input.range.as_ref(), input.part_number)?;
    let wanted = selection.range.clone().unwrap_or(0..record.size);
    let is_part = selection.range.is_some();
    let mut output = HeadObjectOutput {
        accept_ranges: Some("bytes".to_owned()),
        content_length: Some(signed(wanted.end - wanted.start)),
        content_range: content_range(&selection, &record),
        parts_count: selection.parts_count,
        e_tag: Some(ETag::Strong(record.etag.clone())),
        last_modified: Some(modified(&record)),
        version_id: told_version(&bucket, &record),
        storage_class: told_class(&record),
        server_side_encryption: attributes.encryption.header(),
        ssekms_key_id: attributes.encryption.key.clone(),
        bucket_key_enabled: attributes.encryption.bucket_key_header(),
        cache_control: input.response_cache_control.clone().or(attributes.headers.cache_control.clone()),
        content_disposition: input
            .response_content_disposition
            .clone()
            .or(attributes.headers.content_disposition.clone()),
        content_encoding: input.response_content_encoding.clone().or(attributes.headers.content_encoding.clone()),
        content_language: input.response_content_language.clone().or(attributes.headers.content_language.clone()),
        content_type: Some(input.response_content_type.clone().unwrap_or_else(|| told_type(&attributes))),
        expires: input.response_expires.clone().or(attributes.headers.expires.clone()),
        website_redirect_location: attributes.headers.website_redirect_location.clone(),
        metadata: attributes.metadata_header(),
        restore: restore::header(service, &attributes),
        replication_status: attributes.replication.clone().map(ReplicationStatus::from),
        ..HeadObjectOutput::default()
    };
    if let Some(checksum) = told_checksum(input.checksum_mode.as_ref(), &attributes, &selection) {
        output.checksum_type = checksum.to_output().checksum_type;
        tell_checksum!(output, checksum.to_output());
    }
    let mut response = S3Response::new(output);
    if !attributes.tags.is_empty() {
        response.headers.insert("x-amz-tagging-count", attributes.tags.len().into());
    }
    if is_part {
        response.extensions.insert(SentStatus(StatusCode::PARTIAL_CONTENT));
    }
    Ok(response)
}

/// Goes on when the conditions of a read hold.
fn hold(conditions: ReadConditions<'_>, record: &ObjectRecord) -> Result<(), ServiceError> {
    match conditions.check(record) {
        Outcome::Proceed => Ok(()),
        Outcome::NotModified => Err(not_modified(record)),
        Outcome::Failed(condition) => Err(failed(condition)),
    }
}

/// The version that a request means, or S3's error; one that is a marker is an error too.
pub fn find(service: &Service, bucket: &str, key: &str, version: Option<&str>) -> Result<ObjectRecord, ServiceError> {
    let objects = service.lake.objects();
    let found = match version {
        None => objects.latest(bucket, key)?.ok_or_else(no_such_key)?,
        Some(version) => objects.head_version(bucket, key, version)?.ok_or_else(|| no_such_version(version))?,
    };
    if !found.is_marker {
        return Ok(found);
    }
    // A marker says what it is in the headers of the error.
    let error = match version {
        None => no_such_key(),
        Some(_) => marker_not_allowed(&found),
    };
    Err(error.with_field("DeleteMarker", "true").with_field("MarkerVersionId", found.version))
}

/// S3's error for what cannot be done to a marker that is named by its version.
pub fn marker_not_allowed(marker: &ObjectRecord) -> ServiceError {
    ServiceError::new(405, "MethodNotAllowed", "The specified method is not allowed against this resource.")
        .with_field("Allow", "DELETE")
        .with_field("ResourceType", "DeleteMarker")
        .with_field("LastModified", http_date(marker.modified))
}

/// A time as HTTP writes it.
pub fn http_date(millis: i64) -> String {
    const FORMAT: &[time::format_description::BorrowedFormatItem<'_>] = time::macros::format_description!(
        "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
    );
    time::OffsetDateTime::from(from_epoch_millis(millis)).format(FORMAT).unwrap_or_default()
}

/// As [`find`], with the bytes.
pub fn open(
    service: &Service,
    bucket: &str,
    key: &str,
    version: Option<&str>,
) -> Result<(ObjectRecord, File), ServiceError> {
    for _ in 0..ATTEMPTS {
        let record = find(service, bucket, key, version)?;
        if let Some(file) = service.lake.objects().open_blob(&record).map_err(disk_error)? {
            return Ok((record, file));
        }
    }
    Err(ServiceError::new(500, "InternalError", "the bytes of this object are not where the lake put them"))
}

/// S3's error for a version that is not there.
pub fn no_such_version(version: &str) -> ServiceError {
    let is_id = version == "null" || version.len() >= 32;
    if is_id {
        return ServiceError::new(404, "NoSuchVersion", "The specified version does not exist.");
    }
    ServiceError::client("InvalidArgument", "Invalid version id specified")
}

fn select(
    record: &ObjectRecord,
    attributes: &Attributes,
    range: Option<&Range>,
    part: Option<i32>,
) -> Result<Selection, ServiceError> {
    if let (Some(_), Some(_)) = (range, part) {
        return Err(ServiceError::client(
            "InvalidRequest",
            "Cannot specify both Range header and partNumber query parameter",
        ));
    }
    if let Some(range) = range {
        let Ok(range) = range.check(record.size) else {
            return Err(ServiceError::new(416, "InvalidRange", "The requested range is not satisfiable")
                .with_field("ActualObjectSize", record.size));
        };
        return Ok(Selection { range: Some(range), parts_count: None, part: None, is_part: false });
    }
    let Some(number) = part else {
        return Ok(Selection { range: None, parts_count: None, part: None, is_part: false });
    };
    let invalid = || ServiceError::new(416, "InvalidPartNumber", "The requested partnumber is not satisfiable");
    if attributes.parts.is_empty() {
        // An object that was stored in one request is its own only part.
        let whole = (record.size > 0).then_some(0..record.size);
        return if number == 1 {
            Ok(Selection { range: whole, parts_count: None, part: None, is_part: true })
        } else {
            Err(invalid())
        };
    }
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1)).ok_or_else(invalid)?;
    let part = attributes.parts.get(index).ok_or_else(invalid)?;
    let start: u64 = attributes.parts[..index].iter().map(|part| part.size).sum();
    let parts_count = i32::try_from(attributes.parts.len()).ok();
    Ok(Selection { range: Some(start..start + part.size), parts_count, part: Some(index), is_part: true })
}

/// The checksum of what is sent: of the whole, or of the part that was asked for by its number; a range has none.
fn told_checksum(
    mode: Option<&ChecksumMode>,
    attributes: &Attributes,
    selection: &Selection,
) -> Option<StoredChecksum> {
    let whole = attributes.checksum.as_ref().filter(|_| mode.is_some_and(|mode| mode.as_str() == "ENABLED"))?;
    let is_whole_part = attributes.parts.is_empty() && selection.is_part;
    if selection.range.is_none() || is_whole_part {
        return Some(whole.clone());
    }
    let part = attributes.parts.get(selection.part?).filter(|part| !part.checksum.is_empty())?;
    Some(StoredChecksum { algorithm: whole.algorithm.clone(), value: part.checksum.clone(), kind: whole.kind.clone() })
}

fn content_range(selection: &Selection, record: &ObjectRecord) -> Option<String> {
    let range = selection.range.as_ref()?;
    Some(format!("bytes {}-{}/{}", range.start, range.end.saturating_sub(1), record.size))
}

fn told_class(record: &ObjectRecord) -> Option<StorageClass> {
    // S3 names every class but the usual one.
    (record.storage_class != StorageClass::STANDARD).then(|| StorageClass::from(record.storage_class.clone()))
}

fn told_type(attributes: &Attributes) -> String {
    attributes.headers.content_type.clone().unwrap_or_else(|| "binary/octet-stream".to_owned())
}

fn not_modified(record: &ObjectRecord) -> ServiceError {
    ServiceError::new(304, "NotModified", "Not Modified")
        .with_field("ETag", format!("\"{}\"", record.etag))
        .with_field("LastModified", http_date(record.modified))
}

fn signed(length: u64) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// The bytes of a range as a stream of chunks.
fn body(mut file: File, range: ops::Range<u64>) -> std::io::Result<StreamingBlob> {
    file.seek(SeekFrom::Start(range.start))?;
    let left = range.end - range.start;
    let chunks = futures::stream::try_unfold((file, left), |(mut file, left)| async move {
        if left == 0 {
            return Ok::<_, std::io::Error>(None);
        }
        let wanted = usize::try_from(left).unwrap_or(CHUNK).min(CHUNK);
        let mut chunk = vec![0; wanted];
        file.read_exact(&mut chunk)?;
        Ok(Some((Bytes::from(chunk), (file, left - wanted as u64))))
    });
    let sized = Sized { inner: Box::pin(chunks), left };
    Ok(StreamingBlob::new(sized))
}

type Chunks = std::pin::Pin<Box<dyn futures::Stream<Item = std::io::Result<Bytes>> + Send + Sync>>;

/// A stream of chunks that knows how many bytes are left.
struct Sized {
    inner: Chunks,
    left: u64,
}

impl futures::Stream for Sized {
    type Item = Result<Bytes, s3s::StdError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let polled = self.inner.as_mut().poll_next(context);
        if let std::task::Poll::Ready(Some(Ok(chunk))) = &polled {
            self.left = self.left.saturating_sub(chunk.len() as u64);
        }
        polled.map_err(Into::into)
    }
}

impl s3s::stream::ByteStream for Sized {
    fn remaining_length(&self) -> s3s::stream::RemainingLength {
        match usize::try_from(self.left) {
            Ok(left) => s3s::stream::RemainingLength::new_exact(left),
            Err(_) => s3s::stream::RemainingLength::unknown(),
        }
    }
}
