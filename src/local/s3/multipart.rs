//! Uploads in parts.

mod complete;

use s3s::dto::*;
use s3s::{S3Request, S3Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::attributes::{
    Attributes, Encryption, Headers, StoredChecksum, content_encoding, metadata, storage_class, tags_from_header,
};
use super::checksum::{
    ALGORITHMS, DEFAULT_ALGORITHM, Expected, entries, given_checksum, hasher, receive, tell_checksum,
};
use super::put::{check_acl, trailer_algorithm};
use super::service::{Answer, Service, Target};
use crate::clock::{epoch_millis, from_epoch_millis, new_id};
use crate::objects::uploads::{PartRecord, UPLOAD, UploadPlace, name, parts};
use crate::wire::ServiceError;

pub use complete::complete;

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
        default_too: document.algorithm.is_none(),
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
        attributes: serde_json::to_value(received.default.as_ref().unwrap_or(&received.checksum))
            .unwrap_or(Value::Null),
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
    Ok(natural(given.unwrap_or(1000), "max-parts")?.min(1000))
}

/// A number of a request that may not be negative.
pub fn natural(given: i32, name: &str) -> Result<i32, ServiceError> {
    if given >= 0 {
        return Ok(given);
    }
    let message = format!("Argument {name} must be an integer between 0 and 2147483647");
    Err(ServiceError::client("InvalidArgument", message)
        .with_field("ArgumentName", name)
        .with_field("ArgumentValue", given.to_string()))
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
    let after = i64::from(natural(input.part_number_marker.unwrap_or(0), "part-number-marker")?);
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

fn part_checksum(part: &PartRecord) -> StoredChecksum {
    serde_json::from_value(part.attributes.clone()).unwrap_or_default()
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
