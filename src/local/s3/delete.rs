//! Deleting objects, one or a thousand.

use s3s::dto::{
    Delete, DeleteObjectInput, DeleteObjectOutput, DeleteObjectsInput, DeleteObjectsOutput, DeletedObject, Error,
    ObjectIdentifier, Timestamp,
};
use s3s::{S3Request, S3Response};

use super::conditions::{check_write, failed};
use super::notify;
use super::replicate;
use super::service::{Answer, Service, Target};
use crate::objects::{Doomed, ObjectRecord};
use crate::wire::ServiceError;

/// The most objects of one batch.
const BATCH_LIMIT: usize = 1000;

/// `DeleteObject`.
pub async fn object(service: &Service, request: S3Request<DeleteObjectInput>) -> Answer<DeleteObjectOutput> {
    let input = &request.input;
    let action = if input.version_id.is_some() { "s3:DeleteObjectVersion" } else { "s3:DeleteObject" };
    let target =
        Target { action, bucket: &input.bucket, key: Some(&input.key), owner: input.expected_bucket_owner.as_deref() };
    let bucket = service.enter(&request, target)?;
    let objects = service.lake.objects();
    if let Some(version) = &input.version_id {
        let gone = objects.delete_version(&input.bucket, &input.key, version)?;
        if let Some(gone) = &gone {
            notify::deleted(service, &bucket, gone, false)?;
        }
        return Ok(S3Response::new(DeleteObjectOutput {
            delete_marker: gone.filter(|gone| gone.is_marker).map(|_| true),
            version_id: Some(version.clone()),
            ..DeleteObjectOutput::default()
        }));
    }
    let gone = objects.delete_if(&input.bucket, &input.key, |current| {
        check_write(input.if_match.as_ref(), None, current)?;
        check_details(input.if_match_size, input.if_match_last_modified_time.as_ref(), current)
    })?;
    if let Some(gone) = &gone {
        notify::deleted(service, &bucket, gone, gone.is_marker)?;
    }
    let marker = gone.filter(|gone| gone.is_marker);
    if let Some(marker) = &marker {
        replicate::follow(service, &bucket, marker)?;
    }
    Ok(S3Response::new(DeleteObjectOutput {
        delete_marker: marker.as_ref().map(|_| true),
        version_id: marker.map(|marker| marker.version),
        ..DeleteObjectOutput::default()
    }))
}

fn check_details(
    size: Option<i64>,
    time: Option<&Timestamp>,
    current: Option<&ObjectRecord>,
) -> Result<(), ServiceError> {
    let Some(current) = current else { return Ok(()) };
    if size.is_some_and(|size| i64::try_from(current.size) != Ok(size)) {
        return Err(failed("x-amz-if-match-size"));
    }
    let seconds = |time: &Timestamp| time::OffsetDateTime::from(time.clone()).unix_timestamp();
    if time.is_some_and(|time| seconds(time) != current.modified.div_euclid(1000)) {
        return Err(failed("x-amz-if-match-last-modified-time"));
    }
    Ok(())
}

/// `DeleteObjects`.
pub async fn objects(service: &Service, request: S3Request<DeleteObjectsInput>) -> Answer<DeleteObjectsOutput> {
    let Delete { objects, quiet } = request.input.delete.clone();
    let malformed = || {
        ServiceError::client(
            "MalformedXML",
            "The XML you provided was not well-formed or did not validate against our published schema",
        )
    };
    if objects.is_empty() || objects.len() > BATCH_LIMIT {
        return Err(malformed());
    }
    let bucket = request.input.bucket.clone();
    let owner = request.input.expected_bucket_owner.clone();
    // A bucket that is not there or is not ours fails the request, not each object of it.
    if service.lake.objects().bucket(&bucket)?.is_none() || owner.as_deref().is_some_and(|o| o != service.account()) {
        let target = Target { action: "s3:DeleteObject", bucket: &bucket, key: None, owner: owner.as_deref() };
        service.enter(&request, target)?;
    }
    let allowed: Vec<Result<(), ServiceError>> =
        objects.iter().map(|object| check_one(service, &request, &bucket, object)).collect();
    let batch: Vec<Doomed<'_>> =
        objects.iter().map(|object| Doomed { key: &object.key, version: object.version_id.as_deref() }).collect();
    let answers = service.lake.objects().delete_many(&bucket, &batch, |index, current| {
        allowed[index].clone()?;
        check_conditions(&objects[index], current)
    })?;
    let document = service.lake.objects().bucket(&bucket)?.unwrap_or_default();
    let (mut deleted, mut errors) = (Vec::new(), Vec::new());
    for (object, answer) in objects.iter().zip(answers) {
        match answer {
            Ok(gone) => {
                if let Some(gone) = &gone {
                    notify::deleted(service, &document, gone, gone.is_marker && object.version_id.is_none())?;
                }
                if let Some(marker) = gone.as_ref().filter(|gone| gone.is_marker && object.version_id.is_none()) {
                    replicate::follow(service, &document, marker)?;
                }
                deleted.push(told(object, gone));
            }
            Err(error) => errors.push(Error {
                code: Some(error.code.into_owned()),
                message: Some(error.message),
                key: Some(object.key.clone()),
                version_id: object.version_id.clone(),
            }),
        }
    }
    if quiet == Some(true) {
        deleted.clear();
    }
    Ok(S3Response::new(DeleteObjectsOutput {
        deleted: Some(deleted),
        errors: Some(errors),
        ..DeleteObjectsOutput::default()
    }))
}

fn check_one(
    service: &Service,
    request: &S3Request<DeleteObjectsInput>,
    bucket: &str,
    object: &ObjectIdentifier,
) -> Result<(), ServiceError> {
    let action = if object.version_id.is_some() { "s3:DeleteObjectVersion" } else { "s3:DeleteObject" };
    service.enter(request, Target { action, bucket, key: Some(&object.key), owner: None }).map(|_| ())
}

fn check_conditions(object: &ObjectIdentifier, current: Option<&ObjectRecord>) -> Result<(), ServiceError> {
    if let Some(etag) = &object.e_tag
        && etag.value() != "*"
        && current.is_none_or(|current| current.etag != etag.value())
    {
        return Err(failed("ETag"));
    }
    check_details(object.size, object.last_modified_time.as_ref(), current)
}

fn told(object: &ObjectIdentifier, gone: Option<ObjectRecord>) -> DeletedObject {
    let marker = gone.filter(|gone| gone.is_marker);
    DeletedObject {
        key: Some(object.key.clone()),
        version_id: object.version_id.clone(),
        delete_marker: marker.as_ref().map(|_| true),
        delete_marker_version_id: marker.map(|marker| marker.version),
    }
}
