//! Archived objects: read only after they are restored. On AWS that takes hours; here it is done at once.

use http::StatusCode;
use s3s::dto::{RestoreObjectInput, RestoreObjectOutput};
use s3s::{S3Request, S3Response};

use super::attributes::Attributes;
use super::conditions::no_such_key;
use super::get::{find, http_date};
use super::service::{Answer, SentStatus, Service, Target};
use super::settings::malformed;
use crate::clock::epoch_millis;
use crate::objects::ObjectRecord;
use crate::wire::ServiceError;

const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;

fn is_archived(record: &ObjectRecord) -> bool {
    matches!(record.storage_class.as_str(), "GLACIER" | "DEEP_ARCHIVE")
}

fn is_restored(service: &Service, attributes: &Attributes) -> bool {
    let now = epoch_millis(service.lake.clock().now());
    attributes.restored_until.is_some_and(|until| now < until)
}

/// S3's error for an object whose class has to be restored first.
pub fn refuse_archived(service: &Service, record: &ObjectRecord, attributes: &Attributes) -> Result<(), ServiceError> {
    refuse(service, record, attributes, "The operation is not valid for the object's storage class")
}

/// The same of what a copy is made of. The API Reference calls this `ObjectNotInActiveTierError`; what S3 sends has the code
/// of reads and a message of its own.
pub fn refuse_archived_source(
    service: &Service,
    record: &ObjectRecord,
    attributes: &Attributes,
) -> Result<(), ServiceError> {
    refuse(service, record, attributes, "Operation is not valid for the source object's storage class")
}

fn refuse(
    service: &Service,
    record: &ObjectRecord,
    attributes: &Attributes,
    message: &str,
) -> Result<(), ServiceError> {
    if !is_archived(record) || is_restored(service, attributes) {
        return Ok(());
    }
    Err(ServiceError::new(403, "InvalidObjectState", message).with_field("StorageClass", record.storage_class.as_str()))
}

/// The header that tells of a restored copy.
pub fn header(service: &Service, attributes: &Attributes) -> Option<String> {
    let until = attributes.restored_until.filter(|_| is_restored(service, attributes))?;
    Some(format!("ongoing-request=\"false\", expiry-date=\"{}\"", http_date(until)))
}

/// `RestoreObject`.
pub async fn object(service: &Service, request: S3Request<RestoreObjectInput>) -> Answer<RestoreObjectOutput> {
    let input = &request.input;
    let target = Target {
        action: "s3:RestoreObject",
        bucket: &input.bucket,
        key: Some(&input.key),
        owner: input.expected_bucket_owner.as_deref(),
    };
    service.enter(&request, target)?;
    let asked = input.restore_request.as_ref().ok_or_else(malformed)?;
    if asked.select_parameters.is_some() || asked.output_location.is_some() || asked.type_.is_some() {
        return Err(ServiceError::unsupported("s3 RestoreObject with SELECT"));
    }
    let days = asked.days.filter(|days| *days > 0).ok_or_else(malformed)?;
    let record = find(service, &input.bucket, &input.key, input.version_id.as_deref())?;
    if !is_archived(&record) {
        let message = "Restore is not allowed for the object's current storage class";
        return Err(ServiceError::new(403, "InvalidObjectState", message)
            .with_field("StorageClass", record.storage_class.as_str()));
    }
    let again = is_restored(service, &Attributes::from_value(&record.attributes));
    // The copy lasts to the next midnight UTC after the days are over.
    let now = epoch_millis(service.lake.clock().now());
    let until = (now + i64::from(days) * DAY_MILLIS).div_euclid(DAY_MILLIS) * DAY_MILLIS + DAY_MILLIS;
    let updated =
        service.lake.objects().update_attributes(&input.bucket, &input.key, Some(&record.version), |found| {
            let attributes = Attributes::from_value(&found.attributes);
            Ok(Attributes { restored_until: Some(until), ..attributes }.to_value())
        })?;
    updated.ok_or_else(no_such_key)?;
    let status = if again { StatusCode::OK } else { StatusCode::ACCEPTED };
    let mut response = S3Response::new(RestoreObjectOutput::default());
    response.extensions.insert(SentStatus(status));
    Ok(response)
}
