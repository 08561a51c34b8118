//! Storing an object in one request.

use s3s::dto::{ETag, PutObjectInput, PutObjectOutput};
use s3s::{S3Request, S3Response};

use super::attributes::{Attributes, Encryption, Headers, content_encoding, metadata, storage_class, tags_from_header};
use super::checksum::{Expected, given_checksum, receive, tell_checksum};
use super::conditions::check_write;
use super::notify;
use super::replicate;
use super::service::{Answer, Service, Target};
use crate::objects::{NewObject, ObjectRecord};
use crate::wire::ServiceError;

/// `PutObject`.
pub async fn object(service: &Service, mut request: S3Request<PutObjectInput>) -> Answer<PutObjectOutput> {
    let key = request.input.key.clone();
    let target = Target {
        action: "s3:PutObject",
        bucket: &request.input.bucket.clone(),
        key: Some(&key),
        owner: request.input.expected_bucket_owner.as_deref(),
    };
    let bucket = service.enter(&request, target)?;
    let is_form = request.method == http::Method::POST;
    // `s3s` takes a header that says nothing for none.
    if request.headers.get("content-md5").is_some_and(http::HeaderValue::is_empty) {
        return Err(ServiceError::client("InvalidDigest", "The Content-MD5 you specified was invalid."));
    }
    let trailer_algorithm = trailer_algorithm(&request.headers);
    let trailers = request.trailing_headers.take();
    let mut input = request.input;
    refuse_unsupported(&input)?;
    let mut attributes = Attributes {
        headers: Headers {
            cache_control: input.cache_control.take(),
            content_disposition: input.content_disposition.take(),
            content_encoding: content_encoding(input.content_encoding.take()),
            content_language: input.content_language.take(),
            content_type: input.content_type.take(),
            expires: input.expires.take(),
            website_redirect_location: input.website_redirect_location.take(),
        },
        metadata: metadata(input.metadata.take())?,
        tags: tags_from_header(input.tagging.as_deref())?,
        encryption: Encryption::choose(
            &bucket,
            input.server_side_encryption.as_ref(),
            input.ssekms_key_id.as_deref(),
            input.bucket_key_enabled,
        )?,
        ..Attributes::default()
    };
    let storage_class = storage_class(input.storage_class.as_ref())?;
    let expected = Expected {
        length: input.content_length,
        md5: input.content_md5.take(),
        checksum: given_checksum!(input),
        algorithm: trailer_algorithm.or(input.checksum_algorithm.map(|algorithm| algorithm.as_str().to_owned())),
        default_too: false,
        trailers,
        unverified_trailers: service.trailers.clone(),
    };
    let received = receive(&service.lake, input.body.take(), expected).await?;
    attributes.checksum = Some(received.checksum.clone());
    let new = NewObject {
        bucket: &input.bucket,
        key: &input.key,
        etag: received.etag(),
        storage_class,
        attributes: attributes.to_value(),
    };
    let (if_match, if_none_match) = (input.if_match.take(), input.if_none_match.take());
    let record = service.lake.objects().put_if(&new, received.file.path(), |current| {
        check_write(if_match.as_ref(), if_none_match.as_ref(), current)
    })?;
    replicate::follow(service, &bucket, &record)?;
    notify::created(service, &bucket, &record, if is_form { "POST Object" } else { "PutObject" })?;
    let mut output = PutObjectOutput {
        e_tag: Some(ETag::Strong(record.etag.clone())),
        version_id: told_version(&bucket, &record),
        server_side_encryption: attributes.encryption.header(),
        ssekms_key_id: attributes.encryption.key.clone(),
        bucket_key_enabled: attributes.encryption.bucket_key_header(),
        checksum_type: received.checksum.to_output().checksum_type,
        ..PutObjectOutput::default()
    };
    tell_checksum!(output, received.checksum.to_output());
    Ok(S3Response::new(output))
}

/// The version that an answer tells: none in a bucket that never had versioning.
pub fn told_version(bucket: &serde_json::Value, record: &ObjectRecord) -> Option<String> {
    bucket["versioning"].is_string().then(|| record.version.clone())
}

/// The algorithm of a checksum that comes after the body.
pub fn trailer_algorithm(headers: &http::HeaderMap) -> Option<String> {
    let names = headers.get("x-amz-trailer")?.to_str().ok()?;
    names.split(',').find_map(|name| name.trim().strip_prefix("x-amz-checksum-")).map(str::to_ascii_uppercase)
}

fn refuse_unsupported(input: &PutObjectInput) -> Result<(), ServiceError> {
    let unsupported = [
        (input.write_offset_bytes.is_some(), "s3 PutObject with a write offset (directory buckets)"),
        (input.sse_customer_algorithm.is_some(), "s3 PutObject with SSE-C"),
        (input.object_lock_mode.is_some(), "s3 PutObject with Object Lock"),
        (input.object_lock_legal_hold_status.is_some(), "s3 PutObject with a legal hold"),
    ];
    match unsupported.iter().find(|(given, _)| *given) {
        Some((_, what)) => Err(ServiceError::unsupported(what)),
        None => check_acl(input.acl.as_ref().map(s3s::dto::ObjectCannedACL::as_str)),
    }
}

/// Buckets enforce their owner's ownership, so only the owner's ACLs are taken.
pub fn check_acl(acl: Option<&str>) -> Result<(), ServiceError> {
    match acl {
        None | Some("private" | "bucket-owner-full-control") => Ok(()),
        Some(_) => Err(ServiceError::client("AccessControlListNotSupported", "The bucket does not allow ACLs")),
    }
}
