//! Copies within the lake.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use md5::{Digest, Md5};
use s3s::dto::{
    ChecksumType, CopyObjectInput, CopyObjectOutput, CopyObjectResult, CopySource, ETag, ETagCondition,
    MetadataDirective, ObjectCannedACL, Range, TaggingDirective,
};
use s3s::{S3Request, S3Response};

use super::attributes::{
    Attributes, Encryption, Headers, StoredChecksum, content_encoding, metadata, storage_class, tags_from_header,
};
use super::checksum::{DEFAULT_ALGORITHM, finish, hasher, tell_checksum};
use super::conditions::{ReadConditions, check_write, failed, modified};
use super::get::open;
use super::notify;
use super::put::{check_acl, told_version};
use super::replicate;
use super::restore::refuse_archived_source;
use super::service::{Answer, Service, Target};
use crate::objects::{IncomingFile, NewObject, ObjectRecord, disk_error};
use crate::wire::ServiceError;

/// The largest object of one copy: 5 GiB.
const COPY_LIMIT: u64 = 5 << 30;

/// What is copied.
pub struct Source {
    /// The version.
    pub record: ObjectRecord,
    file: File,
    versioned: bool,
}

impl Source {
    /// Finds and opens the source of a copy, when the caller may read it.
    pub fn open<T>(
        service: &Service,
        request: &S3Request<T>,
        source: &CopySource,
        owner: Option<&str>,
        conditions: ReadConditions<'_>,
    ) -> Result<Self, ServiceError> {
        let CopySource::Bucket { bucket, key, version_id } = source else {
            return Err(ServiceError::unsupported("s3 copies from access points"));
        };
        let action = if version_id.is_some() { "s3:GetObjectVersion" } else { "s3:GetObject" };
        let document = service.enter(request, Target { action, bucket, key: Some(key), owner })?;
        let (record, file) = open(service, bucket, key, version_id.as_deref()).map_err(|error| {
            // The request's own key is where the copy goes.
            if error.code == "NoSuchKey" { error.with_field("Key", &**key) } else { error }
        })?;
        refuse_archived_source(service, &record, &Attributes::from_value(&record.attributes))?;
        if let Some(condition) = conditions.failed_of_source(&record) {
            return Err(failed(condition));
        }
        Ok(Self { record, file, versioned: document["versioning"].is_string() })
    }

    /// The version that an answer tells.
    pub fn told_version(&self) -> Option<String> {
        self.versioned.then(|| self.record.version.clone())
    }

    /// Copies the bytes, or those of a range (`bytes=first-last`), and hashes them.
    pub fn copy(
        &self,
        service: &Service,
        range: Option<&str>,
        algorithm: &str,
    ) -> Result<(IncomingFile, [u8; 16], StoredChecksum), ServiceError> {
        let size = self.record.size;
        let invalid = || {
            ServiceError::client(
                "InvalidArgument",
                "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the \
                 zero-based offsets of the first and last bytes to copy",
            )
        };
        let range = match range {
            None => 0..size,
            Some(text) => match Range::parse(text).map_err(|_| invalid())? {
                Range::Int { first, last: Some(last) } if first <= last && last < size => first..last + 1,
                Range::Int { last: Some(_), .. } => {
                    return Err(ServiceError::client(
                        "InvalidArgument",
                        format!("Range specified is not valid for source object of size: {size}"),
                    ));
                }
                _ => return Err(invalid()),
            },
        };
        if range.end - range.start > COPY_LIMIT {
            return Err(ServiceError::client(
                "InvalidRequest",
                "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120",
            ));
        }
        let (mut md5, mut hasher) = (Md5::new(), hasher(algorithm)?);
        let mut copy = service.lake.objects().receive().map_err(disk_error)?;
        let mut from = &self.file;
        from.seek(SeekFrom::Start(range.start)).map_err(disk_error)?;
        let mut left = range.end - range.start;
        let mut chunk = vec![0; 256 << 10];
        while left > 0 {
            let wanted = usize::try_from(left).unwrap_or(chunk.len()).min(chunk.len());
            from.read_exact(&mut chunk[..wanted]).map_err(disk_error)?;
            md5.update(&chunk[..wanted]);
            hasher.update(&chunk[..wanted]);
            copy.write(&chunk[..wanted]).map_err(disk_error)?;
            left -= wanted as u64;
        }
        let checksum = StoredChecksum {
            algorithm: algorithm.to_owned(),
            value: finish(hasher),
            kind: ChecksumType::FULL_OBJECT.to_owned(),
        };
        Ok((copy, md5.finalize().into(), checksum))
    }
}

/// `CopyObject`.
pub async fn object(service: &Service, request: S3Request<CopyObjectInput>) -> Answer<CopyObjectOutput> {
    let input = &request.input;
    let target = Target {
        action: "s3:PutObject",
        bucket: &input.bucket,
        key: Some(&input.key),
        owner: input.expected_bucket_owner.as_deref(),
    };
    let bucket = service.enter(&request, target)?;
    check_acl(input.acl.as_ref().map(ObjectCannedACL::as_str))?;
    if input.sse_customer_algorithm.is_some() || input.copy_source_sse_customer_algorithm.is_some() {
        return Err(ServiceError::unsupported("s3 CopyObject with SSE-C"));
    }
    let source = Source::open(
        service,
        &request,
        &input.copy_source,
        input.expected_source_bucket_owner.as_deref(),
        ReadConditions {
            if_match: input.copy_source_if_match.as_ref(),
            if_none_match: input.copy_source_if_none_match.as_ref(),
            if_modified_since: input.copy_source_if_modified_since.as_ref(),
            if_unmodified_since: input.copy_source_if_unmodified_since.as_ref(),
        },
    )?;
    let class = storage_class(input.storage_class.as_ref())?;
    let old = Attributes::from_value(&source.record.attributes);
    refuse_pointless(input, &source.record)?;
    let replace = input.metadata_directive.as_ref().map(MetadataDirective::as_str) == Some("REPLACE");
    let replace_tags = input.tagging_directive.as_ref().map(TaggingDirective::as_str) == Some("REPLACE");
    let asked = input.checksum_algorithm.as_ref().map(|algorithm| algorithm.as_str());
    let algorithm = asked
        .map(str::to_owned)
        .or(old.checksum.map(|checksum| checksum.algorithm).filter(|name| !name.is_empty()))
        .unwrap_or_else(|| DEFAULT_ALGORITHM.to_owned());
    let encryption = Encryption::choose(
        &bucket,
        input.server_side_encryption.as_ref(),
        input.ssekms_key_id.as_deref(),
        input.bucket_key_enabled,
    )?;
    let (file, md5, checksum) = source.copy(service, None, &algorithm)?;
    let attributes = Attributes {
        headers: if replace { given_headers(input) } else { copied_headers(old.headers, input) },
        metadata: if replace { metadata(input.metadata.clone())? } else { old.metadata },
        tags: if replace_tags { tags_from_header(input.tagging.as_deref())? } else { old.tags },
        checksum: Some(checksum.clone()),
        encryption,
        ..Attributes::default()
    };
    let new = NewObject {
        bucket: &input.bucket,
        key: &input.key,
        etag: hex::encode(md5),
        storage_class: class,
        attributes: attributes.to_value(),
    };
    let if_match = header_condition(&request.headers, "if-match")?;
    let if_none_match = header_condition(&request.headers, "if-none-match")?;
    let record = service
        .lake
        .objects()
        .put_if(&new, file.path(), |current| check_write(if_match.as_ref(), if_none_match.as_ref(), current))?;
    replicate::follow(service, &bucket, &record)?;
    notify::created(service, &bucket, &record, "CopyObject")?;
    let mut result = CopyObjectResult {
        e_tag: Some(ETag::Strong(record.etag.clone())),
        last_modified: Some(modified(&record)),
        checksum_type: checksum.to_output().checksum_type,
        ..CopyObjectResult::default()
    };
    tell_checksum!(result, checksum.to_output());
    Ok(S3Response::new(CopyObjectOutput {
        copy_object_result: Some(result),
        copy_source_version_id: source.told_version(),
        version_id: told_version(&bucket, &record),
        server_side_encryption: attributes.encryption.header(),
        ssekms_key_id: attributes.encryption.key.clone(),
        bucket_key_enabled: attributes.encryption.bucket_key_header(),
        ..CopyObjectOutput::default()
    }))
}

/// A condition on what is there at the destination, which `s3s` does not know of copies.
fn header_condition(headers: &http::HeaderMap, name: &str) -> Result<Option<ETagCondition>, ServiceError> {
    let invalid = || ServiceError::client("InvalidArgument", format!("The {name} header is not an ETag"));
    let Some(value) = headers.get(name) else { return Ok(None) };
    ETagCondition::parse_http_header(value.as_bytes()).map(Some).map_err(|_| invalid())
}

/// A redirect is not copied with what it stands on.
fn copied_headers(old: Headers, input: &CopyObjectInput) -> Headers {
    Headers { website_redirect_location: input.website_redirect_location.clone(), ..old }
}

fn given_headers(input: &CopyObjectInput) -> Headers {
    Headers {
        cache_control: input.cache_control.clone(),
        content_disposition: input.content_disposition.clone(),
        content_encoding: content_encoding(input.content_encoding.clone()),
        content_language: input.content_language.clone(),
        content_type: input.content_type.clone(),
        expires: input.expires.clone(),
        website_redirect_location: input.website_redirect_location.clone(),
    }
}

/// S3 refuses a copy of an object onto itself that changes nothing; naming a version or a class is a change, even the same.
fn refuse_pointless(input: &CopyObjectInput, source: &ObjectRecord) -> Result<(), ServiceError> {
    let names_version = matches!(&input.copy_source, CopySource::Bucket { version_id: Some(_), .. });
    let onto_itself = source.bucket == input.bucket && source.key == input.key && !names_version;
    let changes = input.metadata_directive.as_ref().map(MetadataDirective::as_str) == Some("REPLACE")
        || input.tagging_directive.as_ref().map(TaggingDirective::as_str) == Some("REPLACE")
        || input.server_side_encryption.is_some()
        || input.website_redirect_location.is_some()
        || input.checksum_algorithm.is_some()
        || input.storage_class.is_some();
    if onto_itself && !changes {
        return Err(ServiceError::client(
            "InvalidRequest",
            "This copy request is illegal because it is trying to copy an object to itself without changing the \
             object's metadata, storage class, website redirect location or encryption attributes.",
        ));
    }
    Ok(())
}
