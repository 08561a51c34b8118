//! Uploads in parts.

use md5::{Digest, Md5};
use s3s::dto::*;
use s3s::{S3Request, S3Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::attributes::{
    Attributes, Encryption, Headers, StoredChecksum, StoredPart, content_encoding, metadata, storage_class,
    tags_from_header,
};
use super::checksum::{
    ALGORITHMS, DEFAULT_ALGORITHM, Expected, entries, finish, given_checksum, hasher, receive, tell_checksum,
};
use super::conditions::check_write;
use super::notify;
use super::put::{check_acl, told_version, trailer_algorithm};
use super::replicate;
use super::service::{Answer, Service, Target};
use crate::clock::{epoch_millis, from_epoch_millis, new_id};
use crate::local::objects::NewObject;
use crate::local::objects::uploads::{PartRecord, UPLOAD, UploadPlace, completed, name, parts};
use crate::local::wire::ServiceError;

/// The least that every part but the last must have: 5 MiB.
const PART_MINIMUM: u64 = 5 << 20;
/// The highest part number.
const PART_NUMBERS: i32 = 10_000;

/// An upload's document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UploadDocument {
    /// Milliseconds since the epoch.
    pub initiated: i64,
    /// Of the object to be.
    pub storage_class: String,
    /// Of the object to be.
    pub attributes: Attributes,
    /// The algorithm that the client chose; none is S3's default.
    pub algorithm: Option<String>,
    /// `FULL_OBJECT` or `COMPOSITE`.
    pub checksum_type: String,
}

impl UploadDocument {
    /// From the store, or S3's error for an upload that is not there.
    pub fn load(service: &Service, place: UploadPlace<'_>) -> Result<Self, ServiceError> {
        let document = service.lake.store().read(|tx| place.document(tx))?;
        serde_json::from_value(document).map_err(|error| {
            ServiceError::new(500, "InternalError", format!("the upload's document is damaged: {error}"))
        })
    }

    /// For an answer; none when the client chose none.
    pub fn told_algorithm(&self) -> Option<ChecksumAlgorithm> {
        self.algorithm.clone().map(ChecksumAlgorithm::from)
    }

    /// For an answer; none when the client chose no algorithm.
    pub fn told_type(&self) -> Option<ChecksumType> {
        self.algorithm.as_ref().map(|_| ChecksumType::from(self.checksum_type.clone()))
    }
}

/// `CreateMultipartUpload`.
pub async fn create(
    service: &Service,
    request: S3Request<CreateMultipartUploadInput>,
) -> Answer<CreateMultipartUploadOutput> {
    let input = &request.input;
    let target = Target {
        action: "s3:PutObject",
        bucket: &input.bucket,
        key: Some(&input.key),
        owner: input.expected_bucket_owner.as_deref(),
    };
    let bucket = service.enter(&request, target)?;
    check_acl(input.acl.as_ref().map(ObjectCannedACL::as_str))?;
    if input.sse_customer_algorithm.is_some() {
        return Err(ServiceError::unsupported("s3 CreateMultipartUpload with SSE-C"));
    }
    if input.object_lock_mode.is_some() || input.object_lock_legal_hold_status.is_some() {
        return Err(ServiceError::unsupported("s3 CreateMultipartUpload with Object Lock"));
    }
    let encryption = Encryption::choose(
        &bucket,
        input.server_side_encryption.as_ref(),
        input.ssekms_key_id.as_deref(),
        input.bucket_key_enabled,
    )?;
    let algorithm = input.checksum_algorithm.as_ref().map(|algorithm| algorithm.as_str().to_owned());
    let document = UploadDocument {
        initiated: epoch_millis(service.lake.clock().now()),
        storage_class: storage_class(input.storage_class.as_ref())?,
        checksum_type: checksum_type(algorithm.as_deref(), input.checksum_type.as_ref())?,
        attributes: Attributes {
            headers: Headers {
                cache_control: input.cache_control.clone(),
                content_disposition: input.content_disposition.clone(),
                content_encoding: content_encoding(input.content_encoding.clone()),
                content_language: input.content_language.clone(),
                content_type: input.content_type.clone(),
                expires: input.expires.clone(),
                website_redirect_location: input.website_redirect_location.clone(),
            },
            metadata: metadata(input.metadata.clone())?,
            tags: tags_from_header(input.tagging.as_deref())?,
            encryption: encryption.clone(),
            ..Attributes::default()
        },
        algorithm,
    };
    // Ids sort by the time of their making, so that a listing does too.
    let upload = format!("{:012x}{}", document.initiated.max(0), new_id().replace('-', ""));
    let body =
        serde_json::to_value(&document).map_err(|error| ServiceError::new(500, "InternalError", error.to_string()))?;
    service.lake.store().write(|tx| tx.put(UPLOAD, &input.bucket, &name(&input.key, &upload), &body))?;
    Ok(S3Response::new(CreateMultipartUploadOutput {
        bucket: Some(input.bucket.clone()),
        key: Some(input.key.clone()),
        upload_id: Some(upload),
        checksum_algorithm: document.told_algorithm(),
        checksum_type: document.told_type(),
        server_side_encryption: encryption.header(),
        ssekms_key_id: encryption.key.clone(),
        bucket_key_enabled: encryption.bucket_key_header(),
        ..CreateMultipartUploadOutput::default()
    }))
}

/// Which kind of checksum the whole gets. Source: S3 User Guide, "Checking object integrity".
fn checksum_type(algorithm: Option<&str>, given: Option<&ChecksumType>) -> Result<String, ServiceError> {
    let Some(algorithm) = algorithm else {
        return match given {
            None => Ok(ChecksumType::FULL_OBJECT.to_owned()),
            Some(_) => Err(ServiceError::client(
                "InvalidRequest",
                "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.",
            )),
        };
    };
    if !ALGORITHMS.contains(&algorithm) {
        hasher(algorithm)?;
    }
    let default = if algorithm == "CRC64NVME" { ChecksumType::FULL_OBJECT } else { ChecksumType::COMPOSITE };
    let kind = given.map_or(default, ChecksumType::as_str);
    let allowed = match kind {
        ChecksumType::FULL_OBJECT => algorithm.starts_with("CRC"),
        ChecksumType::COMPOSITE => algorithm != "CRC64NVME",
        _ => false,
    };
    if allowed {
        return Ok(kind.to_owned());
    }
    Err(ServiceError::client(
        "InvalidRequest",
        format!(
            "The {kind} checksum type cannot be used with the {} checksum algorithm.",
            algorithm.to_ascii_lowercase()
        ),
    ))
}

fn check_number(number: i32) -> Result<i64, ServiceError> {
    if (1..=PART_NUMBERS).contains(&number) {
        return Ok(i64::from(number));
    }
    Err(ServiceError::client("InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive")
        .with_field("ArgumentName", "partNumber")
        .with_field("ArgumentValue", number.to_string()))
}

/// `UploadPart`.
pub async fn upload(service: &Service, mut request: S3Request<UploadPartInput>) -> Answer<UploadPartOutput> {
    let (bucket, key) = (request.input.bucket.clone(), request.input.key.clone());
    let target = Target {
        action: "s3:PutObject",
        bucket: &bucket,
        key: Some(&key),
        owner: request.input.expected_bucket_owner.as_deref(),
    };
    service.enter(&request, target)?;
    let number = check_number(request.input.part_number)?;
    let upload = request.input.upload_id.clone();
    let place = UploadPlace { bucket: &bucket, key: &key, upload: &upload };
    let document = UploadDocument::load(service, place)?;
    let trailer = trailer_algorithm(&request.headers);
    let trailers = request.trailing_headers.take();
    let mut input = request.input;
    let named = trailer.or(input.checksum_algorithm.as_ref().map(|algorithm| algorithm.as_str().to_owned()));
    let expected = Expected {
        length: input.content_length,
        md5: input.content_md5.take(),
        checksum: given_checksum!(input),
        algorithm: named.or(document.algorithm.clone()),
        trailers,
        unverified_trailers: service.trailers.clone(),
    };
    let body = input.body.take();
    check_same_algorithm(&document, &expected)?;
    let received = receive(&service.lake, body, expected).await?;
    let part = PartRecord {
        number,
        size: received.file.size(),
        etag: received.etag(),
        modified: 0,
        blob: String::new(),
        attributes: serde_json::to_value(&received.checksum).unwrap_or(Value::Null),
    };
    service.lake.objects().put_part(place, &part, received.file.path())?;
    let encryption = &document.attributes.encryption;
    let mut output = UploadPartOutput {
        e_tag: Some(ETag::Strong(received.etag())),
        server_side_encryption: encryption.header(),
        ssekms_key_id: encryption.key.clone(),
        bucket_key_enabled: encryption.bucket_key_header(),
        ..UploadPartOutput::default()
    };
    tell_checksum!(output, received.checksum.to_output());
    Ok(S3Response::new(output))
}

fn check_same_algorithm(document: &UploadDocument, expected: &Expected) -> Result<(), ServiceError> {
    let Some(chosen) = &document.algorithm else { return Ok(()) };
    let given = entries(&expected.checksum).first().map(|(name, _)| (*name).to_owned()).or(expected.algorithm.clone());
    match given {
        Some(given) if given != *chosen => Err(ServiceError::client(
            "InvalidRequest",
            format!(
                "Checksum Type mismatch occurred, expected checksum Type: {}, actual checksum Type: {}",
                chosen.to_ascii_lowercase(),
                given.to_ascii_lowercase()
            ),
        )),
        _ => Ok(()),
    }
}

/// `UploadPartCopy`.
pub async fn upload_copy(service: &Service, request: S3Request<UploadPartCopyInput>) -> Answer<UploadPartCopyOutput> {
    let input = &request.input;
    let target = Target {
        action: "s3:PutObject",
        bucket: &input.bucket,
        key: Some(&input.key),
        owner: input.expected_bucket_owner.as_deref(),
    };
    service.enter(&request, target)?;
    let number = check_number(input.part_number)?;
    let place = UploadPlace { bucket: &input.bucket, key: &input.key, upload: &input.upload_id };
    let document = UploadDocument::load(service, place)?;
    let source = super::copy::Source::open(
        service,
        &request,
        &input.copy_source,
        input.expected_source_bucket_owner.as_deref(),
        super::conditions::ReadConditions {
            if_match: input.copy_source_if_match.as_ref(),
            if_none_match: input.copy_source_if_none_match.as_ref(),
            if_modified_since: input.copy_source_if_modified_since.as_ref(),
            if_unmodified_since: input.copy_source_if_unmodified_since.as_ref(),
        },
    )?;
    let algorithm = document.algorithm.as_deref().unwrap_or(DEFAULT_ALGORITHM);
    let (file, md5, checksum) = source.copy(service, input.copy_source_range.as_deref(), algorithm)?;
    let part = PartRecord {
        number,
        size: file.size(),
        etag: hex::encode(md5),
        modified: 0,
        blob: String::new(),
        attributes: serde_json::to_value(&checksum).unwrap_or(Value::Null),
    };
    let part = service.lake.objects().put_part(place, &part, file.path())?;
    let encryption = &document.attributes.encryption;
    let mut result = CopyPartResult {
        e_tag: Some(ETag::Strong(part.etag)),
        last_modified: Some(Timestamp::from(from_epoch_millis(part.modified))),
        ..CopyPartResult::default()
    };
    if document.algorithm.is_some() {
        tell_checksum!(result, checksum.to_output());
    }
    Ok(S3Response::new(UploadPartCopyOutput {
        copy_part_result: Some(result),
        copy_source_version_id: source.told_version(),
        server_side_encryption: encryption.header(),
        ssekms_key_id: encryption.key.clone(),
        bucket_key_enabled: encryption.bucket_key_header(),
        ..UploadPartCopyOutput::default()
    }))
}

/// `CompleteMultipartUpload`.
pub async fn complete(
    service: &Service,
    mut request: S3Request<CompleteMultipartUploadInput>,
) -> Answer<CompleteMultipartUploadOutput> {
    let (bucket_name, key) = (request.input.bucket.clone(), request.input.key.clone());
    let target = Target {
        action: "s3:PutObject",
        bucket: &bucket_name,
        key: Some(&key),
        owner: request.input.expected_bucket_owner.as_deref(),
    };
    let bucket = service.enter(&request, target)?;
    let input = &mut request.input;
    let given = given_checksum!(input);
    let place = UploadPlace { bucket: &bucket_name, key: &key, upload: &input.upload_id };
    let listed = input.multipart_upload.as_ref().and_then(|upload| upload.parts.clone()).unwrap_or_default();
    let document = match UploadDocument::load(service, place) {
        Ok(document) => document,
        Err(error) => return repeated(service, place, &bucket, &listed)?.ok_or(error),
    };
    let chosen = choose(service, place, &document, &listed)?;
    let size: u64 = chosen.iter().map(|part| part.size).sum();
    if input.mpu_object_size.is_some_and(|expected| i64::try_from(size) != Ok(expected)) {
        return Err(ServiceError::client(
            "InvalidRequest",
            "The provided 'x-amz-mp-object-size' header does not match",
        ));
    }
    let checksum = whole_checksum(&document, &chosen)?;
    if let Some((name, value)) = entries(&given).first()
        && (*name != checksum.algorithm || (*value != checksum.value && !is_bare_composite(value, &checksum.value)))
    {
        return Err(ServiceError::client(
            "BadDigest",
            format!("The {name} you specified did not match the calculated checksum."),
        ));
    }
    let digests: Vec<Vec<u8>> = chosen.iter().map(|part| hex::decode(&part.etag).unwrap_or_default()).collect();
    let mut attributes = document.attributes.clone();
    attributes.parts = chosen
        .iter()
        .map(|part| StoredPart { number: part.number, size: part.size, checksum: part_checksum(part).value })
        .collect();
    attributes.checksum = Some(checksum.clone());
    let new = NewObject {
        bucket: &bucket_name,
        key: &key,
        etag: whole_etag(digests.iter().map(Vec::as_slice)),
        storage_class: document.storage_class.clone(),
        attributes: attributes.to_value(),
    };
    let record = service.lake.objects().complete_upload(place, &new, &chosen, |current| {
        check_write(input.if_match.as_ref(), input.if_none_match.as_ref(), current)
    })?;
    replicate::follow(service, &bucket, &record)?;
    notify::created(service, &bucket, &record, "CompleteMultipartUpload")?;
    let mut output = CompleteMultipartUploadOutput {
        location: Some(format!("https://{bucket_name}.s3.amazonaws.com/{key}")),
        bucket: Some(bucket_name.clone()),
        key: Some(key.clone()),
        e_tag: Some(ETag::Strong(record.etag.clone())),
        version_id: told_version(&bucket, &record),
        checksum_type: checksum.to_output().checksum_type,
        server_side_encryption: attributes.encryption.header(),
        ssekms_key_id: attributes.encryption.key.clone(),
        bucket_key_enabled: attributes.encryption.bucket_key_header(),
        ..CompleteMultipartUploadOutput::default()
    };
    tell_checksum!(output, checksum.to_output());
    Ok(S3Response::new(output))
}

/// The answer to a completion that is asked for again because its answer was lost.
fn repeated(
    service: &Service,
    place: UploadPlace<'_>,
    bucket: &Value,
    listed: &[CompletedPart],
) -> Result<Option<S3Response<CompleteMultipartUploadOutput>>, ServiceError> {
    let Some((etag, version)) = service.lake.store().read(|tx| completed(tx, place))? else { return Ok(None) };
    let digests: Vec<Vec<u8>> =
        listed.iter().filter_map(|part| hex::decode(part.e_tag.as_ref()?.value()).ok()).collect();
    if whole_etag(digests.iter().map(Vec::as_slice)) != etag {
        return Ok(None);
    }
    Ok(Some(S3Response::new(CompleteMultipartUploadOutput {
        location: Some(format!("https://{}.s3.amazonaws.com/{}", place.bucket, place.key)),
        bucket: Some(place.bucket.to_owned()),
        key: Some(place.key.to_owned()),
        e_tag: Some(ETag::Strong(etag)),
        version_id: bucket["versioning"].is_string().then_some(version),
        ..CompleteMultipartUploadOutput::default()
    })))
}

/// The ETag of an object of parts, from the digests of the parts.
fn whole_etag<'a>(digests: impl Iterator<Item = &'a [u8]>) -> String {
    let (mut digest, mut count) = (Md5::new(), 0);
    for part in digests {
        digest.update(part);
        count += 1;
    }
    format!("{}-{count}", hex::encode(digest.finalize()))
}

/// A composite checksum may be given without the number of its parts.
fn is_bare_composite(given: &str, found: &str) -> bool {
    found.rsplit_once('-').is_some_and(|(bare, _)| bare == given)
}

fn part_checksum(part: &PartRecord) -> StoredChecksum {
    serde_json::from_value(part.attributes.clone()).unwrap_or_default()
}

/// The parts that the client lists, checked against those that are there.
fn choose(
    service: &Service,
    place: UploadPlace<'_>,
    document: &UploadDocument,
    listed: &[CompletedPart],
) -> Result<Vec<PartRecord>, ServiceError> {
    if listed.is_empty() {
        return Err(ServiceError::client(
            "MalformedXML",
            "The XML you provided was not well-formed or did not validate against our published schema",
        ));
    }
    let there = service.lake.store().read(|tx| parts(tx, place.upload, 0, usize::MAX))?;
    let invalid = || {
        ServiceError::client(
            "InvalidPart",
            "One or more of the specified parts could not be found.  The part may not have been uploaded, or the \
             specified entity tag may not match the part's entity tag.",
        )
    };
    let mut chosen: Vec<PartRecord> = Vec::with_capacity(listed.len());
    for part in listed {
        let number = i64::from(part.part_number.ok_or_else(invalid)?);
        if chosen.last().is_some_and(|last| last.number >= number) {
            return Err(ServiceError::client(
                "InvalidPartOrder",
                "The list of parts was not in ascending order. Parts must be ordered by part number.",
            ));
        }
        let found = there.iter().find(|found| found.number == number).ok_or_else(invalid)?;
        if part.e_tag.as_ref().is_none_or(|etag| etag.value() != found.etag) {
            return Err(invalid());
        }
        check_part_checksum(document, part, found, &invalid)?;
        chosen.push(found.clone());
    }
    if let Some(small) = chosen.iter().rev().skip(1).find(|part| part.size < PART_MINIMUM) {
        return Err(ServiceError::client(
            "EntityTooSmall",
            "Your proposed upload is smaller than the minimum allowed size",
        )
        .with_field("PartNumber", small.number)
        .with_field("ProposedSize", small.size)
        .with_field("MinSizeAllowed", PART_MINIMUM));
    }
    Ok(chosen)
}

fn check_part_checksum(
    document: &UploadDocument,
    given: &CompletedPart,
    found: &PartRecord,
    invalid: &dyn Fn() -> ServiceError,
) -> Result<(), ServiceError> {
    let given = Checksum {
        checksum_crc32: given.checksum_crc32.clone(),
        checksum_crc32c: given.checksum_crc32c.clone(),
        checksum_crc64nvme: given.checksum_crc64nvme.clone(),
        checksum_sha1: given.checksum_sha1.clone(),
        checksum_sha256: given.checksum_sha256.clone(),
        checksum_type: None,
    };
    let stored = part_checksum(found);
    match entries(&given).first() {
        Some((name, value)) if *name == stored.algorithm && *value != stored.value => Err(invalid()),
        Some(_) => Ok(()),
        // Parts of an upload with a composite checksum are named with theirs.
        None if document.algorithm.is_some() && document.checksum_type == ChecksumType::COMPOSITE => {
            Err(ServiceError::client(
                "InvalidRequest",
                format!(
                    "The upload was created using a {} checksum. The complete request must include the checksum for \
                     each part. It was missing for part {} in the request.",
                    stored.algorithm.to_ascii_lowercase(),
                    found.number
                ),
            ))
        }
        None => Ok(()),
    }
}

/// The checksum of the whole, made of those of the parts.
fn whole_checksum(document: &UploadDocument, parts: &[PartRecord]) -> Result<StoredChecksum, ServiceError> {
    let algorithm = document.algorithm.as_deref().unwrap_or(DEFAULT_ALGORITHM);
    let decode = |part: &PartRecord| {
        let stored = part_checksum(part);
        let bytes = aws_smithy_types::base64::decode(&stored.value).ok();
        bytes.filter(|_| stored.algorithm == algorithm)
    };
    if document.checksum_type == ChecksumType::COMPOSITE {
        let mut hasher = hasher(algorithm)?;
        for part in parts {
            hasher.update(&decode(part).unwrap_or_default());
        }
        let value = format!("{}-{}", finish(hasher), parts.len());
        return Ok(StoredChecksum { algorithm: algorithm.to_owned(), value, kind: ChecksumType::COMPOSITE.to_owned() });
    }
    let combined = parts.iter().try_fold(None, |whole: Option<u64>, part| {
        let sum = decode(part)?.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
        Some(Some(match whole {
            None => sum,
            Some(whole) => crc_fast::checksum_combine(crc(algorithm)?, whole, sum, part.size),
        }))
    });
    let Some(Some(sum)) = combined else {
        // A part came with another algorithm than the whole has: S3 would have refused the part, so there is none then.
        return Ok(StoredChecksum::default());
    };
    let bytes = sum.to_be_bytes();
    let bytes = if algorithm == "CRC64NVME" { &bytes[..] } else { &bytes[4..] };
    Ok(StoredChecksum {
        algorithm: algorithm.to_owned(),
        value: aws_smithy_types::base64::encode(bytes),
        kind: ChecksumType::FULL_OBJECT.to_owned(),
    })
}

fn crc(algorithm: &str) -> Option<crc_fast::CrcAlgorithm> {
    match algorithm {
        "CRC32" => Some(crc_fast::CrcAlgorithm::Crc32IsoHdlc),
        "CRC32C" => Some(crc_fast::CrcAlgorithm::Crc32Iscsi),
        "CRC64NVME" => Some(crc_fast::CrcAlgorithm::Crc64Nvme),
        _ => None,
    }
}

/// `AbortMultipartUpload`.
pub async fn abort(
    service: &Service,
    request: S3Request<AbortMultipartUploadInput>,
) -> Answer<AbortMultipartUploadOutput> {
    let input = &request.input;
    let target = Target {
        action: "s3:AbortMultipartUpload",
        bucket: &input.bucket,
        key: Some(&input.key),
        owner: input.expected_bucket_owner.as_deref(),
    };
    service.enter(&request, target)?;
    let place = UploadPlace { bucket: &input.bucket, key: &input.key, upload: &input.upload_id };
    service.lake.objects().abort_upload(place)?;
    Ok(S3Response::new(AbortMultipartUploadOutput::default()))
}

/// How many parts a page may have.
fn asked_parts(given: Option<i32>) -> Result<i32, ServiceError> {
    let asked = given.unwrap_or(1000).min(1000);
    if asked >= 0 {
        return Ok(asked);
    }
    Err(ServiceError::client("InvalidArgument", "Argument max-parts must be an integer between 0 and 2147483647")
        .with_field("ArgumentName", "max-parts")
        .with_field("ArgumentValue", asked.to_string()))
}

/// `ListParts`.
pub async fn list_parts(service: &Service, request: S3Request<ListPartsInput>) -> Answer<ListPartsOutput> {
    let input = &request.input;
    let target = Target {
        action: "s3:ListMultipartUploadParts",
        bucket: &input.bucket,
        key: Some(&input.key),
        owner: input.expected_bucket_owner.as_deref(),
    };
    service.enter(&request, target)?;
    let place = UploadPlace { bucket: &input.bucket, key: &input.key, upload: &input.upload_id };
    let document = UploadDocument::load(service, place)?;
    let max_parts = asked_parts(input.max_parts)?;
    let limit = usize::try_from(max_parts).unwrap_or(0);
    let after = i64::from(input.part_number_marker.unwrap_or(0).max(0));
    let mut found = service.lake.store().read(|tx| parts(tx, &input.upload_id, after, limit + 1))?;
    let truncated = found.len() > limit;
    found.truncate(limit);
    let last = found.last().and_then(|part| i32::try_from(part.number).ok());
    Ok(S3Response::new(ListPartsOutput {
        bucket: Some(input.bucket.clone()),
        key: Some(input.key.clone()),
        upload_id: Some(input.upload_id.clone()),
        checksum_algorithm: document.told_algorithm(),
        checksum_type: document.told_type(),
        initiator: Some(Initiator { display_name: None, id: service.owner().id }),
        owner: Some(service.owner()),
        is_truncated: Some(truncated),
        max_parts: Some(max_parts),
        next_part_number_marker: Some(last.unwrap_or(0)),
        part_number_marker: i32::try_from(after).ok(),
        parts: Some(found.iter().map(|part| told_part(part, document.algorithm.is_some())).collect()),
        storage_class: Some(StorageClass::from(document.storage_class)),
        ..ListPartsOutput::default()
    }))
}

fn told_part(part: &PartRecord, with_checksum: bool) -> Part {
    let mut told = Part {
        e_tag: Some(ETag::Strong(part.etag.clone())),
        last_modified: Some(Timestamp::from(from_epoch_millis(part.modified))),
        part_number: i32::try_from(part.number).ok(),
        size: i64::try_from(part.size).ok(),
        ..Part::default()
    };
    if with_checksum {
        tell_checksum!(told, part_checksum(part).to_output());
    }
    told
}
