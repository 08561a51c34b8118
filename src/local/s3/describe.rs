//! `GetObjectAttributes`: what is known about an object, by name.

use http::header::CONTENT_LENGTH;
use http_body_util::BodyExt;
use s3s::dto::{
    ETag, GetObjectAttributesInput, GetObjectAttributesOutput, GetObjectAttributesParts, ObjectAttributes, ObjectPart,
    StorageClass,
};
use s3s::{S3Request, S3Response};

use super::attributes::{Attributes, StoredChecksum};
use super::checksum::tell_checksum;
use super::conditions::modified;
use super::get::find;
use super::put::told_version;
use super::service::{Answer, Service, Target};
use crate::wire::{Response, ServiceError, full};

/// `GetObjectAttributes`.
pub async fn attributes(
    service: &Service,
    request: S3Request<GetObjectAttributesInput>,
) -> Answer<GetObjectAttributesOutput> {
    let input = &request.input;
    let action = if input.version_id.is_some() { "s3:GetObjectVersionAttributes" } else { "s3:GetObjectAttributes" };
    let target =
        Target { action, bucket: &input.bucket, key: Some(&input.key), owner: input.expected_bucket_owner.as_deref() };
    let bucket = service.enter(&request, target)?;
    let record = find(service, &input.bucket, &input.key, input.version_id.as_deref())?;
    let known = Attributes::from_value(&record.attributes);
    let mut output = GetObjectAttributesOutput {
        last_modified: Some(modified(&record)),
        version_id: told_version(&bucket, &record),
        ..GetObjectAttributesOutput::default()
    };
    // The names come as one header or as several.
    for attribute in input.object_attributes.iter().flat_map(|names| names.as_str().split(',')) {
        match attribute.trim() {
            ObjectAttributes::ETAG => output.e_tag = Some(ETag::Strong(record.etag.clone())),
            ObjectAttributes::CHECKSUM => output.checksum = known.checksum.as_ref().map(told_checksum),
            ObjectAttributes::OBJECT_PARTS => output.object_parts = parts(&known, input),
            ObjectAttributes::OBJECT_SIZE => output.object_size = i64::try_from(record.size).ok(),
            ObjectAttributes::STORAGE_CLASS => {
                output.storage_class = Some(StorageClass::from(record.storage_class.clone()));
            }
            _ => return Err(ServiceError::client("InvalidArgument", "Invalid attribute name specified.")),
        }
    }
    let mut response = S3Response::new(output);
    response.extensions.insert(PlainTag);
    Ok(response)
}

/// Marks an answer whose `ETag` stands without the quotes that `s3s` puts around it: this operation's alone.
#[derive(Debug, Clone, Copy)]
pub struct PlainTag;

/// Takes the quotes away.
pub async fn plain_tag(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    // What is in memory is always whole.
    let document = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    let text = String::from_utf8_lossy(&document).replacen("<ETag>\"", "<ETag>", 1).replacen("\"</ETag>", "</ETag>", 1);
    if parts.headers.contains_key(CONTENT_LENGTH) {
        parts.headers.insert(CONTENT_LENGTH, text.len().into());
    }
    http::Response::from_parts(parts, full(text))
}

/// A composed checksum is told without the number of its parts here.
fn told_checksum(checksum: &StoredChecksum) -> s3s::dto::Checksum {
    let value = checksum.value.split_once('-').map_or(checksum.value.as_str(), |(value, _)| value);
    StoredChecksum { value: value.to_owned(), ..checksum.clone() }.to_output()
}

fn parts(known: &Attributes, input: &GetObjectAttributesInput) -> Option<GetObjectAttributesParts> {
    if known.parts.is_empty() {
        return None;
    }
    let after = i64::from(input.part_number_marker.unwrap_or(0));
    let limit = usize::try_from(input.max_parts.unwrap_or(1000).clamp(0, 1000)).unwrap_or(0);
    let rest: Vec<_> = known.parts.iter().filter(|part| part.number > after).collect();
    let told: Vec<ObjectPart> = rest
        .iter()
        .take(limit)
        .map(|part| {
            let mut told = ObjectPart {
                part_number: i32::try_from(part.number).ok(),
                size: i64::try_from(part.size).ok(),
                ..ObjectPart::default()
            };
            let algorithm = known.checksum.as_ref().map(|checksum| checksum.algorithm.clone()).unwrap_or_default();
            let checksum = StoredChecksum { algorithm, value: part.checksum.clone(), kind: String::new() };
            tell_checksum!(told, checksum.to_output());
            told
        })
        .collect();
    Some(GetObjectAttributesParts {
        is_truncated: Some(rest.len() > limit),
        max_parts: i32::try_from(limit).ok(),
        next_part_number_marker: rest.iter().take(limit).next_back().and_then(|part| i32::try_from(part.number).ok()),
        part_number_marker: i32::try_from(after).ok(),
        parts: Some(told),
        total_parts_count: i32::try_from(known.parts.len()).ok(),
    })
}
