//! Buckets and objects. Every call that can name the expected owner does.

mod document;
mod folder;
mod lifecycle;
mod live;
mod object;
mod properties;
mod security;
mod spelling;
mod unknown;
mod versions;

pub use document::Document;
pub use folder::Measured;
pub use live::{LiveBucket, known};
pub use object::{NewUpload, StoredObject};
pub use versions::{DELETE_BATCH, NotDeleted, StoredUpload, StoredVersion, VersionMarker};

use aws_sdk_s3::types::{BucketLocationConstraint, BucketNamespace, CreateBucketConfiguration};

use super::failure::Named;
use super::page;
use super::{Read, Write};
use crate::domain::bucket::{Bucket, BucketName};
use crate::error::Result;

/// The region whose buckets take no location constraint. Source: Amazon S3 API, CreateBucket.
const CLASSIC_REGION: &str = "us-east-1";

impl Read {
    /// Every bucket of the account.
    pub async fn buckets(&self) -> Result<Vec<Bucket>> {
        page::all("buckets", |token| self.bucket_page(token)).await
    }

    /// One page of the buckets, and the token of the next one.
    pub async fn bucket_page(&self, token: Option<String>) -> Result<(Vec<Bucket>, Option<String>)> {
        let answer =
            self.clients.s3.list_buckets().set_continuation_token(token).send().await.named("s3", "ListBuckets")?;
        let buckets = answer
            .buckets
            .unwrap_or_default()
            .into_iter()
            .filter_map(|bucket| {
                Some(Bucket {
                    name: bucket.name?,
                    created_millis: bucket.creation_date.and_then(|date| date.to_millis().ok()),
                    region: bucket.bucket_region,
                })
            })
            .collect();
        Ok((buckets, answer.continuation_token))
    }

    /// Whether our account has the bucket. Somebody else's is an error.
    pub async fn bucket_exists(&self, name: &BucketName) -> Result<bool> {
        let owner = self.account().await?;
        let answer = self.clients.s3.head_bucket().bucket(name.as_str()).expected_bucket_owner(owner).send().await;
        match answer.named("s3", "HeadBucket") {
            Ok(_) => Ok(true),
            Err(error) if error.has_code(&["NotFound", "NoSuchBucket"]) => Ok(false),
            // Somebody else's: the owner that is expected is not its owner. Or the caller may not look.
            Err(error) if error.has_code(&["AccessDenied", "Forbidden"]) => {
                Err(error.context(format!("bucket `{name}` is another account's, or closed to you")))
            }
            // An answer to HEAD has no body: not even the name of the bucket is in it.
            Err(error) => Err(error.context(format!("bucket `{name}` could not be read"))),
        }
    }
}

impl Write {
    /// Creates a bucket in our region. A name of the account's own namespace is asked for as such, so that nobody else
    /// can ever own it.
    pub async fn create_bucket(&self, name: &BucketName) -> Result<()> {
        let mut call = self.clients.s3.create_bucket().bucket(name.as_str());
        if name.is_account_regional(self.account().await?, self.region()) {
            call = call.bucket_namespace(BucketNamespace::AccountRegional);
        }
        if self.region() != CLASSIC_REGION {
            let location = BucketLocationConstraint::from(self.region());
            call = call.create_bucket_configuration(
                CreateBucketConfiguration::builder().location_constraint(location).build(),
            );
        }
        match call.send().await.named("s3", "CreateBucket") {
            // It was not there a moment ago: our own request, whose answer was lost, was first.
            Err(error) if !error.has_code(&["BucketAlreadyOwnedByYou"]) => Err(error),
            _ => Ok(()),
        }
    }

    /// Deletes an empty bucket.
    pub async fn delete_bucket(&self, name: &BucketName) -> Result<()> {
        let owner = self.account().await?;
        let call = self.clients.s3.delete_bucket().bucket(name.as_str()).expected_bucket_owner(owner);
        call.send().await.named("s3", "DeleteBucket").map(|_| ())
    }
}
