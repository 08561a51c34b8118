//! Folders: what the prefixes of keys are for people. Listed without holding every object.

use bytes::Bytes;

use crate::aws::failure::Named;
use crate::aws::{Read, page};
use crate::domain::bucket::BucketName;
use crate::error::{Error, Result};

impl Read {
    /// The folders right below a prefix, each with the slash at its end; none when objects lie beside them, so that the
    /// folders alone would not be everything.
    pub async fn only_folders(&self, bucket: &BucketName, prefix: &str) -> Result<Option<Vec<String>>> {
        let owner = self.account().await?;
        let found = page::all("folders", |token| async move {
            let call = self.clients.s3.list_objects_v2().bucket(bucket.as_str()).prefix(prefix).delimiter("/");
            let call = call.set_continuation_token(token).expected_bucket_owner(owner);
            let answer = call.send().await.named("s3", "ListObjectsV2")?;
            let objects = answer.contents.unwrap_or_default().into_iter().map(|_| None);
            let folders = answer.common_prefixes.unwrap_or_default().into_iter().map(|folder| folder.prefix);
            Ok((objects.chain(folders).collect(), answer.next_continuation_token))
        })
        .await?;
        Ok(found.into_iter().collect())
    }

    /// Tells of every object under a prefix, by its key and its bytes, a page at a time.
    pub async fn each_object(&self, bucket: &BucketName, prefix: &str, mut tell: impl FnMut(&str, u64)) -> Result<()> {
        let owner = self.account().await?;
        let mut token = None;
        loop {
            let call = self.clients.s3.list_objects_v2().bucket(bucket.as_str()).prefix(prefix);
            let call = call.set_continuation_token(token.take()).expected_bucket_owner(owner);
            let answer = call.send().await.named("s3", "ListObjectsV2")?;
            for object in answer.contents.unwrap_or_default() {
                let bytes = object.size.and_then(|size| u64::try_from(size).ok()).unwrap_or(0);
                tell(object.key.as_deref().unwrap_or_default(), bytes);
            }
            match answer.next_continuation_token.filter(|_| answer.is_truncated.unwrap_or(false)) {
                None => return Ok(()),
                next => token = next,
            }
        }
    }

    /// A part of an object: `length` bytes from `start` on, or fewer where it ends.
    pub async fn object_part(&self, bucket: &BucketName, key: &str, start: u64, length: u64) -> Result<Bytes> {
        if length == 0 {
            return Ok(Bytes::new());
        }
        let range = format!("bytes={start}-{}", start + length - 1);
        let call = self.clients.s3.get_object().bucket(bucket.as_str()).key(key).range(range);
        let answer = call.expected_bucket_owner(self.account().await?).send().await.named("s3", "GetObject")?;
        let body =
            answer.body.collect().await.map_err(|error| {
                Error::failed(format!("the download of s3://{bucket}/{key} broke off")).because(error)
            })?;
        Ok(body.into_bytes())
    }
}
