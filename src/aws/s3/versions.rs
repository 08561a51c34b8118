//! Everything that takes room in a bucket, a page at a time; and removing it, a batch at a time.

use aws_sdk_s3::types::{Delete, EncodingType, ObjectIdentifier};

use super::security::incomplete;
use super::spelling::{decode, fits_xml};
use crate::domain::bucket::BucketName;
use crate::error::Result;
use crate::failure::Named;
use crate::{Read, Write, page};

/// Most objects of one batch. Source: Amazon S3 API, DeleteObjects.
pub const DELETE_BATCH: usize = 1000;

/// A version of an object, or a delete marker, as a listing shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredVersion {
    /// The key.
    pub key: String,
    /// The version; `null` in a bucket that never had versioning.
    pub version: String,
    /// Bytes.
    pub size: u64,
    /// `STANDARD`, …
    pub storage_class: String,
    /// When it was written, in milliseconds since the epoch.
    pub modified: Option<i64>,
    /// Whether this is what is seen without naming a version.
    pub is_latest: bool,
    /// Whether this is a delete marker.
    pub is_marker: bool,
}

/// An upload that was begun and not completed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredUpload {
    /// The key of the object to be.
    pub key: String,
    /// The upload's id.
    pub id: String,
    /// The storage class of the object to be.
    pub storage_class: String,
    /// When it was begun, in milliseconds since the epoch.
    pub initiated: Option<i64>,
}

/// Where the next page of versions begins.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VersionMarker {
    key: Option<String>,
    version: Option<String>,
}

/// What could not be deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotDeleted {
    /// The key.
    pub key: String,
    /// The version.
    pub version: Option<String>,
    /// The service's code.
    pub code: String,
    /// The service's words.
    pub message: String,
}

fn size(bytes: Option<i64>) -> u64 {
    bytes.and_then(|bytes| u64::try_from(bytes).ok()).unwrap_or(0)
}

impl Read {
    /// One page of the versions and markers under a prefix, and where the next one begins. The keys come in order, but
    /// within a page the markers come after the versions.
    pub async fn version_page(
        &self,
        bucket: &BucketName,
        prefix: &str,
        from: Option<VersionMarker>,
    ) -> Result<(Vec<StoredVersion>, Option<VersionMarker>)> {
        let from = from.unwrap_or(VersionMarker { key: None, version: None });
        let call = self.clients.s3.list_object_versions().bucket(bucket.as_str()).prefix(prefix);
        let answer = call
            .set_key_marker(from.key.clone())
            .set_version_id_marker(from.version.clone())
            .encoding_type(EncodingType::Url)
            .expected_bucket_owner(self.account().await?)
            .send()
            .await
            .named("s3", "ListObjectVersions")?;
        let mut found = Vec::new();
        for version in answer.versions.unwrap_or_default() {
            found.push(StoredVersion {
                key: decode(version.key.as_deref().unwrap_or_default())?,
                version: version.version_id.unwrap_or_else(|| "null".to_owned()),
                size: size(version.size),
                storage_class: version.storage_class.map_or("STANDARD".to_owned(), |class| class.as_str().to_owned()),
                modified: version.last_modified.and_then(|time| time.to_millis().ok()),
                is_latest: version.is_latest.unwrap_or(true),
                is_marker: false,
            });
        }
        for marker in answer.delete_markers.unwrap_or_default() {
            found.push(StoredVersion {
                key: decode(marker.key.as_deref().unwrap_or_default())?,
                version: marker.version_id.unwrap_or_else(|| "null".to_owned()),
                size: 0,
                storage_class: "STANDARD".to_owned(),
                modified: marker.last_modified.and_then(|time| time.to_millis().ok()),
                is_latest: marker.is_latest.unwrap_or(true),
                is_marker: true,
            });
        }
        let next = VersionMarker {
            key: answer.next_key_marker.as_deref().map(decode).transpose()?,
            version: answer.next_version_id_marker,
        };
        let goes_on = answer.is_truncated == Some(true);
        Ok((found, page::following("versions", Some(goes_on), Some(next).filter(|next| next.key.is_some()))?))
    }

    /// The unfinished uploads under a prefix.
    pub async fn uploads(&self, bucket: &BucketName, prefix: &str) -> Result<Vec<StoredUpload>> {
        let owner = self.account().await?;
        let mut uploads = Vec::new();
        let (mut key, mut id): (Option<String>, Option<String>) = (None, None);
        let mut seen = page::Tokens::default();
        loop {
            let call = self.clients.s3.list_multipart_uploads().bucket(bucket.as_str()).prefix(prefix);
            let call = call.set_key_marker(key.clone()).set_upload_id_marker(id.clone()).expected_bucket_owner(owner);
            let call = call.encoding_type(EncodingType::Url);
            let answer = call.send().await.named("s3", "ListMultipartUploads")?;
            for upload in answer.uploads.unwrap_or_default() {
                uploads.push(StoredUpload {
                    key: decode(upload.key.as_deref().unwrap_or_default())?,
                    id: upload.upload_id.unwrap_or_default(),
                    storage_class: upload
                        .storage_class
                        .map_or("STANDARD".to_owned(), |class| class.as_str().to_owned()),
                    initiated: upload.initiated.and_then(|time| time.to_millis().ok()),
                });
            }
            let next = (answer.next_key_marker.as_deref().map(decode).transpose()?, answer.next_upload_id_marker);
            let goes_on = answer.is_truncated == Some(true);
            let next = page::following("uploads", Some(goes_on), Some(next).filter(|next| next.0.is_some()))?;
            let Some(next) = seen.marker("uploads", next)? else { return Ok(uploads) };
            (key, id) = next;
        }
    }

    /// Bytes of the parts that an unfinished upload has so far.
    pub async fn upload_bytes(&self, bucket: &BucketName, upload: &StoredUpload) -> Result<u64> {
        let owner = self.account().await?;
        let parts = page::all("parts", |marker| async move {
            let call = self.clients.s3.list_parts().bucket(bucket.as_str()).key(&upload.key).upload_id(&upload.id);
            let answer = call.set_part_number_marker(marker).expected_bucket_owner(owner).send().await;
            let answer = answer.named("s3", "ListParts")?;
            let bytes: u64 = answer.parts.unwrap_or_default().iter().map(|part| size(part.size)).sum();
            // The last page has a marker, too.
            let goes_on = answer.is_truncated == Some(true);
            let next = page::following("parts", Some(goes_on), answer.next_part_number_marker)?;
            Ok((vec![bytes], next))
        })
        .await?;
        Ok(parts.into_iter().sum())
    }
}

impl Write {
    /// Deletes up to [`DELETE_BATCH`] versions for good; what could not be deleted.
    pub async fn delete_versions(
        &self,
        bucket: &BucketName,
        versions: Vec<(String, String)>,
    ) -> Result<Vec<NotDeleted>> {
        let (batch, unspeakable): (Vec<_>, Vec<_>) = versions.into_iter().partition(|(key, _)| fits_xml(key));
        let mut failed = Vec::new();
        for (key, version) in unspeakable {
            failed.extend(self.delete_version(bucket, key, version).await?);
        }
        if batch.is_empty() {
            return Ok(failed);
        }
        let objects: Vec<ObjectIdentifier> = batch
            .into_iter()
            .map(|(key, version)| ObjectIdentifier::builder().key(key).version_id(version).build())
            .collect::<std::result::Result<_, _>>()
            .map_err(incomplete)?;
        let delete = Delete::builder().set_objects(Some(objects)).quiet(true).build().map_err(incomplete)?;
        let call = self.clients.s3.delete_objects().bucket(bucket.as_str()).delete(delete);
        let answer = call.expected_bucket_owner(self.account().await?).send().await.named("s3", "DeleteObjects")?;
        failed.extend(answer.errors.unwrap_or_default().into_iter().map(|error| NotDeleted {
            key: error.key.unwrap_or_default(),
            version: error.version_id,
            code: error.code.unwrap_or_default(),
            message: error.message.unwrap_or_default(),
        }));
        Ok(failed)
    }

    /// Deletes one version whose key no XML document can hold.
    async fn delete_version(&self, bucket: &BucketName, key: String, version: String) -> Result<Option<NotDeleted>> {
        let call = self.clients.s3.delete_object().bucket(bucket.as_str()).key(&key).version_id(&version);
        let answer = call.expected_bucket_owner(self.account().await?).send().await.named("s3", "DeleteObject");
        let Err(error) = answer else { return Ok(None) };
        let Some(aws) = error.aws().filter(|aws| aws.status.is_some()) else { return Err(error) };
        let (code, message) = (aws.code.clone().unwrap_or_default(), aws.message.clone().unwrap_or_default());
        Ok(Some(NotDeleted { key, version: Some(version), code, message }))
    }

    /// Ends an unfinished upload; one that is gone already is as good.
    pub async fn abort_upload(&self, bucket: &BucketName, upload: &StoredUpload) -> Result<()> {
        let call = self.clients.s3.abort_multipart_upload().bucket(bucket.as_str());
        let call = call.key(&upload.key).upload_id(&upload.id).expected_bucket_owner(self.account().await?);
        match call.send().await.named("s3", "AbortMultipartUpload") {
            Err(error) if !error.has_code(&["NoSuchUpload"]) => Err(error),
            _ => Ok(()),
        }
    }
}
