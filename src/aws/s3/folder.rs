//! Folders: what the prefixes of keys are for people. Listed without holding every object.

use bytes::Bytes;

use crate::domain::bucket::BucketName;
use crate::error::{Error, Result};
use crate::failure::Named;
use crate::page::following;
use crate::{Read, Tokens};

/// What lies under a prefix, added up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Measured {
    /// Objects that are data.
    pub objects: u64,
    /// Their bytes.
    pub bytes: u64,
    /// When the newest of them was written, in milliseconds since the epoch.
    pub newest_millis: Option<i64>,
    /// Whether everything was looked at.
    pub is_all: bool,
}

fn is_beside_the_data(path: &str) -> bool {
    path.is_empty()
        || path.ends_with('/')
        || path.ends_with("_$folder$")
        || path.split('/').any(|part| part.starts_with(['_', '.']) && !part.contains('='))
}

impl Read {
    /// The folders right below a prefix, each with the slash at its end; none when objects lie beside them, so that the
    /// folders alone would not be everything, or when there are more than `most` (up to 999). One call.
    pub async fn only_folders(&self, bucket: &BucketName, prefix: &str, most: usize) -> Result<Option<Vec<String>>> {
        let call = self.clients.s3.list_objects_v2().bucket(bucket.as_str()).prefix(prefix).delimiter("/");
        let call = call.max_keys(i32::try_from(most + 1).unwrap_or(i32::MAX));
        let answer = call.expected_bucket_owner(self.account().await?).send().await.named("s3", "ListObjectsV2")?;
        let folders = answer.common_prefixes.unwrap_or_default();
        if answer.is_truncated == Some(true) || folders.len() > most || !answer.contents.unwrap_or_default().is_empty()
        {
            return Ok(None);
        }
        Ok(Some(folders.into_iter().filter_map(|folder| folder.prefix).collect()))
    }

    /// Tells of every object under a prefix, by its key and its bytes, a page at a time.
    pub async fn each_object(&self, bucket: &BucketName, prefix: &str, mut tell: impl FnMut(&str, u64)) -> Result<()> {
        let owner = self.account().await?;
        let (mut tokens, mut token) = (Tokens::default(), None);
        loop {
            let call = self.clients.s3.list_objects_v2().bucket(bucket.as_str()).prefix(prefix);
            let call = call.set_continuation_token(token.take()).expected_bucket_owner(owner);
            let answer = call.send().await.named("s3", "ListObjectsV2")?;
            for object in answer.contents.unwrap_or_default() {
                let bytes = object.size.and_then(|size| u64::try_from(size).ok()).unwrap_or(0);
                tell(object.key.as_deref().unwrap_or_default(), bytes);
            }
            let next = following("objects", answer.is_truncated, answer.next_continuation_token)?;
            match tokens.next("objects", next)? {
                None => return Ok(()),
                next => token = next,
            }
        }
    }

    /// Adds up what lies under a prefix, from at most so many pages of a thousand objects.
    pub async fn measure(&self, bucket: &BucketName, prefix: &str, most_pages: usize) -> Result<Measured> {
        let owner = self.account().await?;
        let mut measured = Measured::default();
        let (mut tokens, mut token) = (Tokens::default(), None);
        for _ in 0..most_pages {
            let call = self.clients.s3.list_objects_v2().bucket(bucket.as_str()).prefix(prefix);
            let call = call.set_continuation_token(token.take()).expected_bucket_owner(owner);
            let answer = call.send().await.named("s3", "ListObjectsV2")?;
            for object in answer.contents.unwrap_or_default() {
                let key = object.key.as_deref().unwrap_or_default();
                // Queries do not see markers of folders, nor what tools leave beside the data.
                if key.get(prefix.len()..).is_none_or(is_beside_the_data) {
                    continue;
                }
                measured.objects += 1;
                measured.bytes += object.size.and_then(|size| u64::try_from(size).ok()).unwrap_or(0);
                let modified = object.last_modified.and_then(|time| time.to_millis().ok());
                measured.newest_millis = measured.newest_millis.max(modified);
            }
            let next = following("objects", answer.is_truncated, answer.next_continuation_token)?;
            token = tokens.next("objects", next)?;
            if token.is_none() {
                measured.is_all = true;
                break;
            }
        }
        Ok(measured)
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

    /// The same of the object with this tag alone, and the tag of what was read.
    pub async fn object_part_of(
        &self,
        bucket: &BucketName,
        key: &str,
        start: u64,
        length: u64,
        etag: Option<&str>,
    ) -> Result<(Bytes, Option<String>)> {
        if length == 0 {
            return Ok((Bytes::new(), None));
        }
        let range = format!("bytes={start}-{}", start + length - 1);
        let call = self.clients.s3.get_object().bucket(bucket.as_str()).key(key).range(range);
        let call = call.set_if_match(etag.map(str::to_owned)).expected_bucket_owner(self.account().await?);
        let answer = call.send().await.named("s3", "GetObject").map_err(|error| {
            if error.has_code(&["PreconditionFailed"]) {
                return error.context(format!("s3://{bucket}/{key} was written anew while it was read"));
            }
            error
        })?;
        let etag = answer.e_tag().map(str::to_owned);
        let body =
            answer.body.collect().await.map_err(|error| {
                Error::failed(format!("the download of s3://{bucket}/{key} broke off")).because(error)
            })?;
        Ok((body.into_bytes(), etag))
    }
}
