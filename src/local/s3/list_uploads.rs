//! `ListMultipartUploads`.

use s3s::dto::{
    CommonPrefix, Initiator, ListMultipartUploadsInput, ListMultipartUploadsOutput, MultipartUpload, StorageClass,
    Timestamp,
};
use s3s::{S3Request, S3Response};

use super::list::{Spelling, rolled_up};
use super::multipart::{UploadDocument, natural};
use super::service::{Answer, Service, Target};
use crate::clock::from_epoch_millis;
use crate::objects::uploads::{UPLOAD, key_of};
use crate::wire::ServiceError;

/// `ListMultipartUploads`: by key, then by time.
pub async fn uploads(
    service: &Service,
    request: S3Request<ListMultipartUploadsInput>,
) -> Answer<ListMultipartUploadsOutput> {
    let input = &request.input;
    let owner = input.expected_bucket_owner.as_deref();
    let target = Target { action: "s3:ListBucketMultipartUploads", bucket: &input.bucket, key: None, owner };
    service.enter(&request, target)?;
    let spelling = Spelling::new(input.encoding_type.as_ref())?;
    let max_uploads = natural(input.max_uploads.unwrap_or(1000), "max-uploads")?.min(1000);
    let limit = usize::try_from(max_uploads).unwrap_or(0);
    let prefix = input.prefix.as_deref().unwrap_or("");
    let delimiter = input.delimiter.as_deref().filter(|delimiter| !delimiter.is_empty());
    let key_marker = input.key_marker.as_deref().unwrap_or("");
    let upload_marker = input.upload_id_marker.as_deref().filter(|_| !key_marker.is_empty()).unwrap_or("");
    // A bucket has few unfinished uploads; they are gone through whole.
    let all = service.lake.store().read(|tx| tx.list(UPLOAD, &input.bucket))?;
    let (mut uploads, mut prefixes) = (Vec::new(), Vec::<String>::new());
    let mut last = None;
    let mut truncated = false;
    for (name, document) in all {
        let (key, id) = key_of(&name);
        let is_after = key > key_marker || (key == key_marker && !upload_marker.is_empty() && id > upload_marker);
        if !key.starts_with(prefix) || !is_after {
            continue;
        }
        let common = rolled_up(key, prefix, delimiter).map(str::to_owned);
        if common.is_some() && common.as_deref() <= prefixes.last().map(String::as_str).or(Some(key_marker)) {
            continue;
        }
        if uploads.len() + prefixes.len() == limit {
            truncated = limit > 0;
            break;
        }
        match common {
            Some(common) => {
                last = Some((common.clone(), String::new()));
                prefixes.push(common);
            }
            None => {
                last = Some((key.to_owned(), id.to_owned()));
                uploads.push(told(service, &spelling, key, id, document)?);
            }
        }
    }
    let last = last.filter(|_| truncated);
    Ok(S3Response::new(ListMultipartUploadsOutput {
        bucket: Some(input.bucket.clone()),
        common_prefixes: Some(
            prefixes.iter().map(|prefix| CommonPrefix { prefix: Some(spelling.write(prefix)) }).collect(),
        ),
        delimiter: delimiter.map(|delimiter| spelling.write(delimiter)),
        encoding_type: spelling.encoding(),
        is_truncated: Some(truncated),
        key_marker: Some(spelling.write(key_marker)),
        max_uploads: Some(max_uploads),
        next_key_marker: last.as_ref().map(|(key, _)| spelling.write(key)),
        next_upload_id_marker: last.map(|(_, id)| id).filter(|id| !id.is_empty()),
        prefix: Some(spelling.write(prefix)),
        request_charged: None,
        upload_id_marker: Some(upload_marker.to_owned()),
        uploads: Some(uploads),
    }))
}

fn told(
    service: &Service,
    spelling: &Spelling,
    key: &str,
    id: &str,
    document: serde_json::Value,
) -> Result<MultipartUpload, ServiceError> {
    let document: UploadDocument = serde_json::from_value(document).map_err(|error| {
        ServiceError::new(500, "InternalError", format!("an upload's document is damaged: {error}"))
    })?;
    Ok(MultipartUpload {
        checksum_algorithm: document.told_algorithm(),
        checksum_type: document.told_type(),
        initiated: Some(Timestamp::from(from_epoch_millis(document.initiated))),
        initiator: Some(Initiator { display_name: None, id: service.owner().id }),
        key: Some(spelling.write(key)),
        owner: Some(service.owner()),
        storage_class: Some(StorageClass::from(document.storage_class)),
        upload_id: Some(id.to_owned()),
    })
}
