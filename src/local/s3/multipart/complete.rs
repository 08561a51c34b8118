//! The end of an upload: its parts are chosen, proved and become an object.

use md5::{Digest, Md5};
use s3s::dto::*;
use s3s::{S3Request, S3Response};
use serde_json::Value;

use super::{UploadDocument, part_checksum};
use crate::objects::NewObject;
use crate::objects::uploads::{PartRecord, UploadPlace, completed, parts};
use crate::s3::attributes::{StoredChecksum, StoredPart};
use crate::s3::checksum::{DEFAULT_ALGORITHM, entries, finish, given_checksum, hasher, tell_checksum};
use crate::s3::conditions::check_write;
use crate::s3::notify;
use crate::s3::put::told_version;
use crate::s3::replicate;
use crate::s3::service::{Answer, Service, Target};
use crate::wire::ServiceError;

/// The least that every part but the last must have: 5 MiB.
const PART_MINIMUM: u64 = 5 << 20;

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
