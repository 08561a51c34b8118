//! A result's object, and the buckets that are there for results.

use aws_sdk_s3::primitives::ByteStream;
use bytes::Bytes;

use crate::aws::Read;
use crate::aws::failure::Named;
use crate::error::{Error, Result};

/// The bytes of a result object, piece by piece.
#[derive(Debug)]
pub struct ResultBody {
    place: String,
    body: ByteStream,
}

impl ResultBody {
    /// The next piece; none at the end.
    pub async fn next(&mut self) -> Result<Option<Bytes>> {
        self.body
            .try_next()
            .await
            .map_err(|error| Error::failed(format!("the result in {} broke off", self.place)).because(error))
    }
}

impl Read {
    /// Opens a result object, `s3://bucket/key`.
    pub async fn result_object(&self, place: &str) -> Result<ResultBody> {
        let (bucket, key) = place
            .strip_prefix("s3://")
            .and_then(|rest| rest.split_once('/'))
            .ok_or_else(|| Error::failed(format!("the service names no object as the result but `{place}`")))?;
        let answer = self.clients.s3.get_object().bucket(bucket).key(key).send().await.named("s3", "GetObject")?;
        Ok(ResultBody { place: place.to_owned(), body: answer.body })
    }

    /// The value of a bucket's tag; none as well when the tags may not be seen.
    pub async fn bucket_tag(&self, bucket: &str, tag: &str) -> Result<Option<String>> {
        let answer = self.clients.s3.get_bucket_tagging().bucket(bucket).send().await.named("s3", "GetBucketTagging");
        match answer {
            Ok(answer) => Ok(answer.tag_set.into_iter().find(|found| found.key == tag).map(|found| found.value)),
            Err(error) if error.has_code(&["NoSuchTagSet", "NoSuchBucket", "AccessDenied", "PermanentRedirect"]) => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}
