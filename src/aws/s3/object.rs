//! Objects: listing, metadata, upload.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use aws_sdk_s3::primitives::{ByteStream, Length};
use aws_sdk_s3::types::{ChecksumAlgorithm, CompletedMultipartUpload, CompletedPart, EncodingType};

use super::spelling::decode;
use crate::domain::bucket::BucketName;
use crate::error::{Error, Kind, Result};
use crate::failure::Named;
use crate::{Read, Write, page};

/// Files larger than this are uploaded in parts.
const SINGLE_PUT_BYTES: u64 = 64 << 20;
/// The size of a part; S3 takes 10,000 parts of at least 5 MiB, so larger files get larger parts.
const PART_BYTES: u64 = 16 << 20;
/// Parts of one file that are on their way at once.
const PARTS_AT_ONCE: usize = 4;
/// The most parts of an upload. Source: Amazon S3 User Guide, "Amazon S3 multipart upload limits".
const MOST_PARTS: u64 = 10_000;

/// An object as a listing shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredObject {
    /// The key.
    pub key: String,
    /// Bytes.
    pub size: u64,
    /// `STANDARD`, …
    pub storage_class: String,
    /// When it was written, in milliseconds since the epoch.
    pub modified: Option<i64>,
}

/// A file to upload.
#[derive(Debug, Clone)]
pub struct NewUpload<'a> {
    /// The bucket.
    pub bucket: &'a BucketName,
    /// The key.
    pub key: &'a str,
    /// The file.
    pub file: &'a Path,
    /// The media type.
    pub content_type: &'a str,
    /// User metadata; names in lower case.
    pub metadata: &'a BTreeMap<String, String>,
    /// Whether an object of this key may be there already.
    pub replaces: bool,
}

impl NewUpload<'_> {
    /// The header that keeps an object that is there.
    fn if_none_match(&self) -> Option<String> {
        (!self.replaces).then(|| "*".to_owned())
    }
}

impl Read {
    /// Every object under a prefix, in key order.
    pub async fn objects(&self, bucket: &BucketName, prefix: &str) -> Result<Vec<StoredObject>> {
        page::all("objects", |token| self.object_page(bucket, prefix, token)).await
    }

    /// One page of the objects under a prefix, in key order, and the token of the next one.
    pub async fn object_page(
        &self,
        bucket: &BucketName,
        prefix: &str,
        token: Option<String>,
    ) -> Result<(Vec<StoredObject>, Option<String>)> {
        let call = self.clients.s3.list_objects_v2().bucket(bucket.as_str()).prefix(prefix);
        let answer = call
            .set_continuation_token(token)
            .encoding_type(EncodingType::Url)
            .expected_bucket_owner(self.account().await?)
            .send()
            .await
            .named("s3", "ListObjectsV2")?;
        let mut objects = Vec::new();
        for object in answer.contents.unwrap_or_default() {
            objects.push(StoredObject {
                key: decode(object.key.as_deref().unwrap_or_default())?,
                size: object.size.and_then(|size| u64::try_from(size).ok()).unwrap_or(0),
                storage_class: object.storage_class.map_or("STANDARD".to_owned(), |class| class.as_str().to_owned()),
                modified: object.last_modified.and_then(|time| time.to_millis().ok()),
            });
        }
        Ok((objects, page::following("objects", answer.is_truncated, answer.next_continuation_token)?))
    }

    /// The user metadata of an object; none when it is not there.
    pub async fn object_metadata(&self, bucket: &BucketName, key: &str) -> Result<Option<HashMap<String, String>>> {
        let call = self.clients.s3.head_object().bucket(bucket.as_str()).key(key);
        match call.expected_bucket_owner(self.account().await?).send().await.named("s3", "HeadObject") {
            Ok(answer) => Ok(Some(answer.metadata.unwrap_or_default())),
            Err(error) if error.has_code(&["NotFound", "NoSuchKey"]) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl Write {
    /// Uploads a file, in parts when it is large; the service checks what arrives.
    pub async fn upload(&self, upload: &NewUpload<'_>) -> Result<()> {
        self.upload_until(upload, std::future::pending()).await
    }

    /// As [`Write::upload`], until it is asked to stop: then nothing of the file is there.
    pub async fn upload_until(&self, upload: &NewUpload<'_>, stop: impl Future<Output = ()>) -> Result<()> {
        let interrupted = || Error::new(Kind::Interrupted, format!("the upload of {} was interrupted", upload.key));
        let size = std::fs::metadata(upload.file)
            .map_err(|error| Error::failed(format!("{} cannot be read", upload.file.display())).because(error))?
            .len();
        if size <= SINGLE_PUT_BYTES {
            return tokio::select! {
                biased;
                () = stop => Err(interrupted()),
                done = self.upload_whole(upload) => done,
            };
        }
        let id = self.begin_upload(upload).await?;
        let done = tokio::select! {
            biased;
            () = stop => Err(interrupted()),
            done = self.upload_in_parts(upload, &id, size) => done,
        };
        // Whether an upload whose end got no answer is complete, nobody knows; an abort could take a whole object's
        // parts. The bucket's abort rule ends what is left of it.
        if let Err(error) = &done
            && !error.aws().is_some_and(|aws| aws.operation == "CompleteMultipartUpload" && aws.outcome_unknown)
        {
            self.abort_parts(upload, &id).await;
        }
        done
    }

    async fn upload_whole(&self, upload: &NewUpload<'_>) -> Result<()> {
        let body = ByteStream::from_path(upload.file).await.map_err(|error| unreadable(upload, error))?;
        let call = self.clients.s3.put_object().bucket(upload.bucket.as_str()).key(upload.key).body(body);
        call.content_type(upload.content_type)
            .set_metadata(Some(upload.metadata.clone().into_iter().collect()))
            .checksum_algorithm(ChecksumAlgorithm::Crc32)
            .set_if_none_match(upload.if_none_match())
            .expected_bucket_owner(self.account().await?)
            .send()
            .await
            .named("s3", "PutObject")
            .map(|_| ())
    }

    async fn begin_upload(&self, upload: &NewUpload<'_>) -> Result<String> {
        let call = self.clients.s3.create_multipart_upload().bucket(upload.bucket.as_str()).key(upload.key);
        let created = call
            .content_type(upload.content_type)
            .set_metadata(Some(upload.metadata.clone().into_iter().collect()))
            .checksum_algorithm(ChecksumAlgorithm::Crc32)
            .expected_bucket_owner(self.account().await?)
            .send()
            .await
            .named("s3", "CreateMultipartUpload")?;
        created.upload_id.ok_or_else(|| Error::failed("s3 CreateMultipartUpload gave no upload id"))
    }

    async fn upload_in_parts(&self, upload: &NewUpload<'_>, id: &str, size: u64) -> Result<()> {
        let parts = self.upload_parts(upload, id, size).await?;
        let completed = CompletedMultipartUpload::builder().set_parts(Some(parts)).build();
        let call = self.clients.s3.complete_multipart_upload().bucket(upload.bucket.as_str()).key(upload.key);
        call.upload_id(id)
            .multipart_upload(completed)
            .set_if_none_match(upload.if_none_match())
            .expected_bucket_owner(self.account().await?)
            .send()
            .await
            .named("s3", "CompleteMultipartUpload")
            .map(|_| ())
    }

    /// Ends an upload; what this cannot end, the bucket's abort rule does.
    async fn abort_parts(&self, upload: &NewUpload<'_>, id: &str) {
        let Ok(owner) = self.account().await else { return };
        let call = self.clients.s3.abort_multipart_upload().bucket(upload.bucket.as_str()).key(upload.key);
        drop(call.upload_id(id).expected_bucket_owner(owner).send().await);
    }

    async fn upload_parts(&self, upload: &NewUpload<'_>, id: &str, size: u64) -> Result<Vec<CompletedPart>> {
        let part_bytes = PART_BYTES.max(size.div_ceil(MOST_PARTS));
        let mut tasks = tokio::task::JoinSet::new();
        let mut parts = Vec::new();
        let (mut offset, mut number) = (0, 0);
        loop {
            while offset < size && tasks.len() < PARTS_AT_ONCE {
                let length = part_bytes.min(size - offset);
                let body =
                    ByteStream::read_from().path(upload.file).offset(offset).length(Length::Exact(length)).build();
                let body = body.await.map_err(|error| unreadable(upload, error))?;
                number += 1;
                let call = self.clients.s3.upload_part().bucket(upload.bucket.as_str()).key(upload.key).upload_id(id);
                let call = call
                    .part_number(number)
                    .body(body)
                    .checksum_algorithm(ChecksumAlgorithm::Crc32)
                    .expected_bucket_owner(self.account().await?);
                let part = number;
                tasks.spawn(async move {
                    let answer = call.send().await.named("s3", "UploadPart")?;
                    let completed = CompletedPart::builder().part_number(part);
                    Ok::<_, Error>(completed.set_e_tag(answer.e_tag).set_checksum_crc32(answer.checksum_crc32).build())
                });
                offset += length;
            }
            let Some(done) = tasks.join_next().await else { break };
            parts.push(done.map_err(|error| Error::failed("an upload broke off").because(error))??);
        }
        parts.sort_by_key(|part| part.part_number);
        Ok(parts)
    }
}

fn unreadable(upload: &NewUpload<'_>, error: aws_sdk_s3::primitives::ByteStreamError) -> Error {
    Error::failed(format!("{} cannot be read", upload.file.display())).because(error)
}
