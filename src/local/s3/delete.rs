//! Deleting objects, one or a thousand.

use s3s::dto::{
    Delete, DeleteObjectInput, DeleteObjectOutput, DeleteObjectsInput, DeleteObjectsOutput, DeletedObject, Error,
    ObjectIdentifier,
};
use s3s::{S3Request, S3Response};

use super::conditions::{check_write, failed};
use super::service::{Answer, Service, Target};
use crate::local::objects::ObjectRecord;
use crate::local::wire::ServiceError;

/// The most objects of one batch.
const BATCH_LIMIT: usize = 1000;

/// `DeleteObject`.
pub async fn object(service: &Service, request: S3Request<DeleteObjectInput>) -> Answer<DeleteObjectOutput> {
    let input = &request.input;
    let action = if input.version_id.is_some() { "s3:DeleteObjectVersion" } else { "s3:DeleteObject" };
    let target =
        Target { action, bucket: &input.bucket, key: Some(&input.key), owner: input.expected_bucket_owner.as_deref() };
    service.enter(&request, target)?;
    let objects = service.lake.objects();
    if let Some(version) = &input.version_id {
        let gone = objects.delete_version(&input.bucket, &input.key, version)?;
        return Ok(S3Response::new(DeleteObjectOutput {
            delete_marker: gone.filter(|gone| gone.is_marker).map(|_| true),
            version_id: Some(version.clone()),
            ..DeleteObjectOutput::default()
        }));
    }
    let marker = objects
        .delete_if(&input.bucket, &input.key, |current| {
            check_write(input.if_match.as_ref(), None, current)?;
            check_details(input.if_match_size, current)
        })?
        .filter(|gone| gone.is_marker);
    Ok(S3Response::new(DeleteObjectOutput {
        delete_marker: marker.as_ref().map(|_| true),
        version_id: marker.map(|marker| marker.version),
        ..DeleteObjectOutput::default()
    }))
}

fn check_details(size: Option<i64>, current: Option<&ObjectRecord>) -> Result<(), ServiceError> {
    match (size, current) {
        (Some(size), Some(current)) if i64::try_from(current.size) != Ok(size) => Err(failed("x-amz-if-match-size")),
        _ => Ok(()),
    }
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
    let (mut deleted, mut errors) = (Vec::new(), Vec::new());
    for object in objects {
        match one(service, &request, &bucket, &object) {
            Ok(done) => deleted.push(done),
            Err(error) => errors.push(Error {
                code: Some(error.code.into_owned()),
                message: Some(error.message),
                key: Some(object.key),
                version_id: object.version_id,
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

fn one(
    service: &Service,
    request: &S3Request<DeleteObjectsInput>,
    bucket: &str,
    object: &ObjectIdentifier,
) -> Result<DeletedObject, ServiceError> {
    let action = if object.version_id.is_some() { "s3:DeleteObjectVersion" } else { "s3:DeleteObject" };
    service.enter(request, Target { action, bucket, key: Some(&object.key), owner: None })?;
    let objects = service.lake.objects();
    let mut done = DeletedObject { key: Some(object.key.clone()), ..DeletedObject::default() };
    if let Some(version) = &object.version_id {
        let gone = objects.delete_version(bucket, &object.key, version)?;
        done.version_id = Some(version.clone());
        if gone.is_some_and(|gone| gone.is_marker) {
            done.delete_marker = Some(true);
            done.delete_marker_version_id = Some(version.clone());
        }
        return Ok(done);
    }
    let marker = objects
        .delete_if(bucket, &object.key, |current| {
            if let Some(etag) = &object.e_tag
                && current.is_none_or(|current| current.etag != etag.value())
            {
                return Err(failed("ETag"));
            }
            check_details(object.size, current)
        })?
        .filter(|gone| gone.is_marker);
    if let Some(marker) = marker {
        done.delete_marker = Some(true);
        done.delete_marker_version_id = Some(marker.version);
    }
    Ok(done)
}
