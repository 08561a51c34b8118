//! Tags of buckets and of objects.

use std::collections::BTreeMap;

use s3s::dto::{
    DeleteBucketTaggingInput, DeleteBucketTaggingOutput, DeleteObjectTaggingInput, DeleteObjectTaggingOutput,
    GetBucketTaggingInput, GetBucketTaggingOutput, GetObjectTaggingInput, GetObjectTaggingOutput,
    PutBucketTaggingInput, PutBucketTaggingOutput, PutObjectTaggingInput, PutObjectTaggingOutput, Tag,
};
use s3s::{S3Request, S3Response};
use serde_json::Value;

use super::{malformed, read, target, write};
use crate::objects::ObjectRecord;
use crate::s3::attributes::{Attributes, check_tags};
use crate::s3::conditions::no_such_key;
use crate::s3::get::{find, marker_not_allowed, no_such_version};
use crate::s3::put::told_version;
use crate::s3::service::{Answer, SentStatus, Service};
use crate::wire::ServiceError;

/// Tags in XML as tags by key.
fn collect(tags: &[Tag]) -> Result<BTreeMap<String, String>, ServiceError> {
    let mut collected = BTreeMap::new();
    for tag in tags {
        let key = tag.key.clone().ok_or_else(malformed)?;
        if collected.insert(key, tag.value.clone().unwrap_or_default()).is_some() {
            return Err(ServiceError::client("InvalidTag", "Cannot provide multiple Tags with the same key"));
        }
    }
    Ok(collected)
}

fn spell(tags: BTreeMap<String, String>) -> Vec<Tag> {
    tags.into_iter().map(|(key, value)| Tag { key: Some(key), value: Some(value) }).collect()
}

/// `GetBucketTagging`.
pub async fn get(service: &Service, request: S3Request<GetBucketTaggingInput>) -> Answer<GetBucketTaggingOutput> {
    let bucket = service.enter(&request, target!(request, "s3:GetBucketTagging"))?;
    let tags: Option<BTreeMap<String, String>> = read(&bucket, "tags")?;
    let tags = tags.ok_or_else(|| ServiceError::new(404, "NoSuchTagSet", "The TagSet does not exist"))?;
    Ok(S3Response::new(GetBucketTaggingOutput { tag_set: spell(tags) }))
}

/// `PutBucketTagging`.
pub async fn put(service: &Service, request: S3Request<PutBucketTaggingInput>) -> Answer<PutBucketTaggingOutput> {
    service.enter(&request, target!(request, "s3:PutBucketTagging"))?;
    let tags = collect(&request.input.tagging.tag_set)?;
    check_tags(&tags, 50, "Bucket tag count cannot be greater than 50")?;
    // A bucket without tags has no set of them.
    write(service, &request.input.bucket, "tags", Some(&tags).filter(|tags| !tags.is_empty()))?;
    let mut response = S3Response::new(PutBucketTaggingOutput::default());
    response.extensions.insert(SentStatus(http::StatusCode::NO_CONTENT));
    Ok(response)
}

/// `DeleteBucketTagging`.
pub async fn delete(
    service: &Service,
    request: S3Request<DeleteBucketTaggingInput>,
) -> Answer<DeleteBucketTaggingOutput> {
    service.enter(&request, target!(request, "s3:PutBucketTagging"))?;
    write::<Value>(service, &request.input.bucket, "tags", None)?;
    Ok(S3Response::new(DeleteBucketTaggingOutput::default()))
}

/// `GetObjectTagging`.
pub async fn get_object(
    service: &Service,
    request: S3Request<GetObjectTaggingInput>,
) -> Answer<GetObjectTaggingOutput> {
    let mut target = target!(request, "s3:GetObjectTagging");
    target.key = Some(&request.input.key);
    let bucket = service.enter(&request, target)?;
    let input = &request.input;
    let record = find(service, &input.bucket, &input.key, input.version_id.as_deref())?;
    Ok(S3Response::new(GetObjectTaggingOutput {
        tag_set: spell(Attributes::from_value(&record.attributes).tags),
        version_id: told_version(&bucket, &record),
    }))
}

/// `PutObjectTagging`.
pub async fn put_object(
    service: &Service,
    request: S3Request<PutObjectTaggingInput>,
) -> Answer<PutObjectTaggingOutput> {
    let mut target = target!(request, "s3:PutObjectTagging");
    target.key = Some(&request.input.key);
    let bucket = service.enter(&request, target)?;
    let input = &request.input;
    let tags = collect(&input.tagging.tag_set)?;
    check_tags(&tags, 10, "Object tags cannot be greater than 10")?;
    let record = set(service, &input.bucket, &input.key, input.version_id.as_deref(), tags)?;
    Ok(S3Response::new(PutObjectTaggingOutput { version_id: told_version(&bucket, &record) }))
}

/// `DeleteObjectTagging`.
pub async fn delete_object(
    service: &Service,
    request: S3Request<DeleteObjectTaggingInput>,
) -> Answer<DeleteObjectTaggingOutput> {
    let mut target = target!(request, "s3:DeleteObjectTagging");
    target.key = Some(&request.input.key);
    let bucket = service.enter(&request, target)?;
    let input = &request.input;
    let record = set(service, &input.bucket, &input.key, input.version_id.as_deref(), BTreeMap::new())?;
    Ok(S3Response::new(DeleteObjectTaggingOutput { version_id: told_version(&bucket, &record) }))
}

fn set(
    service: &Service,
    bucket: &str,
    key: &str,
    version: Option<&str>,
    tags: BTreeMap<String, String>,
) -> Result<ObjectRecord, ServiceError> {
    let updated = service.lake.objects().update_attributes(bucket, key, version, |record| {
        if record.is_marker {
            return Err(if version.is_some() { marker_not_allowed(record) } else { no_such_key() });
        }
        Ok(Attributes { tags, ..Attributes::from_value(&record.attributes) }.to_value())
    })?;
    updated.ok_or_else(|| version.map_or_else(no_such_key, no_such_version))
}
