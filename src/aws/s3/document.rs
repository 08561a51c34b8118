//! Small objects that are read and written whole, each write over the state that was seen; and removing objects by key.

use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{Delete, ObjectIdentifier};

use super::security::incomplete;
use super::spelling::fits_xml;
use super::{DELETE_BATCH, NotDeleted};
use crate::domain::bucket::BucketName;
use crate::error::{Error, Kind, Result};
use crate::failure::Named;
use crate::{Read, Write};

/// A text in the lake, and the name of this state of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub text: String,
    pub etag: String,
}

impl Read {
    /// A document; none when it is not there.
    pub async fn document(&self, bucket: &BucketName, key: &str) -> Result<Option<Document>> {
        let call = self.clients.s3.get_object().bucket(bucket.as_str()).key(key);
        let answer = match call.expected_bucket_owner(self.account().await?).send().await.named("s3", "GetObject") {
            Ok(answer) => answer,
            Err(error) if error.has_code(&["NoSuchKey", "NotFound"]) => return Ok(None),
            Err(error) => return Err(error),
        };
        let etag = answer.e_tag.unwrap_or_default();
        let broken = |error| Error::failed(format!("the download of s3://{bucket}/{key} broke off")).because(error);
        let bytes = answer.body.collect().await.map_err(broken)?.into_bytes();
        let text = String::from_utf8(bytes.to_vec())
            .map_err(|error| Error::failed(format!("s3://{bucket}/{key} is no text")).because(error))?;
        Ok(Some(Document { text, etag }))
    }
}

impl Write {
    /// Writes a document over the state that was seen, or where there was none; gives the new state's name. When somebody
    /// else has written meanwhile, that is a conflict.
    pub async fn put_document(&self, bucket: &BucketName, key: &str, text: &str, seen: Option<&str>) -> Result<String> {
        let call = self.clients.s3.put_object().bucket(bucket.as_str()).key(key);
        let call = call.content_type("application/json").body(ByteStream::from(text.as_bytes().to_vec()));
        let call = match seen {
            Some(etag) => call.if_match(etag),
            None => call.if_none_match("*"),
        };
        let answer = call.expected_bucket_owner(self.account().await?).send().await.named("s3", "PutObject");
        match answer {
            Ok(answer) => Ok(answer.e_tag.unwrap_or_default()),
            // An answer that was lost: what is there is what was sent.
            Err(error) => match self.document(bucket, key).await {
                Ok(Some(found)) if found.text == text && seen != Some(found.etag.as_str()) => Ok(found.etag),
                _ if error.has_code(&["PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"]) => Err(error
                    .with_kind(Kind::Conflict)
                    .context(format!("s3://{bucket}/{key} was changed by somebody else meanwhile"))),
                _ => Err(error),
            },
        }
    }

    /// Deletes objects as they are seen; in a bucket with versions the bytes stay behind a marker. What could not be
    /// deleted.
    pub async fn delete_objects(&self, bucket: &BucketName, keys: &[String]) -> Result<Vec<NotDeleted>> {
        let owner = self.account().await?;
        let (speakable, others): (Vec<&String>, Vec<&String>) = keys.iter().partition(|key| fits_xml(key));
        for key in others {
            let call = self.clients.s3.delete_object().bucket(bucket.as_str()).key(key);
            call.expected_bucket_owner(owner).send().await.named("s3", "DeleteObject")?;
        }
        let mut failed = Vec::new();
        for batch in speakable.chunks(DELETE_BATCH) {
            let objects = batch.iter().map(|key| ObjectIdentifier::builder().key(key.as_str()).build());
            let objects = objects.collect::<std::result::Result<Vec<_>, _>>().map_err(incomplete)?;
            let delete = Delete::builder().set_objects(Some(objects)).quiet(true).build().map_err(incomplete)?;
            let call = self.clients.s3.delete_objects().bucket(bucket.as_str()).delete(delete);
            let answer = call.expected_bucket_owner(owner).send().await.named("s3", "DeleteObjects")?;
            failed.extend(answer.errors.unwrap_or_default().into_iter().map(|error| NotDeleted {
                key: error.key.unwrap_or_default(),
                version: error.version_id,
                code: error.code.unwrap_or_default(),
                message: error.message.unwrap_or_default(),
            }));
        }
        Ok(failed)
    }
}
