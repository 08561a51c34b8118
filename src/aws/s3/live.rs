//! A bucket as it is. What is denied is unknown, which is not the same as absent.

use std::collections::BTreeMap;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use serde_json::Value;

use crate::Read;
use crate::domain::bucket::BucketName;
use crate::domain::bucket_settings::{AccessLog, Known, LiveNotification, LiveReplication, PublicAccess};
use crate::domain::lifecycle::Configuration;
use crate::domain::zone::Encryption;
use crate::error::{Error, Kind, Result};
use crate::failure::Named;

/// A bucket as it is, as far as lakectl looks at it.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveBucket {
    /// `Enabled`, `Suspended`, or nothing when it was never set.
    pub versioning: Known<Option<String>>,
    /// How new objects are encrypted.
    pub encryption: Known<Option<Encryption>>,
    /// The bucket's own four switches.
    pub public_access: Known<PublicAccess>,
    /// `BucketOwnerEnforced`, …
    pub ownership: Known<Option<String>>,
    /// The bucket policy.
    pub policy: Known<Option<Value>>,
    /// The lifecycle configuration.
    pub lifecycle: Known<Option<Configuration>>,
    /// Where access logs go.
    pub logging: Known<Option<AccessLog>>,
    /// Who hears of objects.
    pub notification: Known<LiveNotification>,
    /// What is copied elsewhere.
    pub replication: Known<LiveReplication>,
    /// The tags.
    pub tags: Known<BTreeMap<String, String>>,
}

impl LiveBucket {
    /// (property, reason) of all that could not be read.
    pub fn unknown(&self) -> Vec<(&'static str, &str)> {
        let Self {
            versioning,
            encryption,
            public_access,
            ownership,
            policy,
            lifecycle,
            logging,
            notification,
            replication,
            tags,
        } = self;
        [
            ("versioning", versioning.reason()),
            ("encryption", encryption.reason()),
            ("public_access", public_access.reason()),
            ("ownership", ownership.reason()),
            ("policy", policy.reason()),
            ("lifecycle", lifecycle.reason()),
            ("access_logs", logging.reason()),
            ("notification", notification.reason()),
            ("replication", replication.reason()),
            ("tags", tags.reason()),
        ]
        .into_iter()
        .filter_map(|(property, reason)| Some((property, reason?)))
        .collect()
    }
}

/// What is not configured is an error in S3's API and nothing in ours.
pub(super) fn absent<T>(result: Result<T>, codes: &[&str]) -> Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.has_code(codes) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What we may not read, or the other side does not have, is unknown; every other failure stays one.
pub fn known<T>(result: Result<T>) -> Result<Known<T>> {
    let error = match result {
        Ok(value) => return Ok(Known::Known(value)),
        Err(error) => error,
    };
    let Some(aws) = error.aws() else { return Err(error) };
    // Whoever is not of the bucket's account gets 405 from the policy's API.
    let is_missing_right = error.kind() == Kind::Denied || aws.status == Some(405);
    let is_not_there = aws.status == Some(501);
    if !is_missing_right && !is_not_there {
        return Err(error);
    }
    let code = aws.code.as_deref().unwrap_or("no code");
    Ok(Known::Unknown(format!("{} {}: {code}", aws.service, aws.operation)))
}

impl Read {
    /// Every property of a bucket; the calls run side by side.
    pub async fn live_bucket(&self, name: &BucketName) -> Result<LiveBucket> {
        let (versioning, encryption, public_access, ownership, policy) = tokio::join!(
            self.bucket_versioning(name),
            self.bucket_encryption(name),
            self.bucket_public_access(name),
            self.bucket_ownership(name),
            self.bucket_policy(name),
        );
        let (lifecycle, logging, notification, replication, tags) = tokio::join!(
            self.bucket_lifecycle(name),
            self.bucket_logging(name),
            self.bucket_notification(name),
            self.bucket_replication(name),
            self.bucket_tags(name),
        );
        Ok(LiveBucket {
            versioning: known(versioning)?,
            encryption: known(encryption)?,
            public_access: known(public_access)?,
            ownership: known(ownership)?,
            policy: known(policy)?,
            lifecycle: known(lifecycle)?,
            logging: known(logging)?,
            notification: known(notification)?,
            replication: known(replication)?,
            tags: known(tags)?,
        })
    }

    /// Whether versions are kept: `Enabled`, `Suspended`, or nothing when it was never set.
    pub async fn bucket_versioning(&self, name: &BucketName) -> Result<Option<String>> {
        let call = self.clients.s3.get_bucket_versioning().bucket(name.as_str());
        let answer = call.expected_bucket_owner(self.account().await?).send().await;
        if answer.as_ref().is_err_and(is_empty_old_answer) {
            return Ok(None);
        }
        Ok(answer.named("s3", "GetBucketVersioning")?.status.map(|status| status.as_str().to_owned()))
    }

    /// The versioning of any bucket that we may look at, ours or not: the other end of a replication.
    pub async fn versioning_anywhere(&self, bucket: &str) -> Result<Known<Option<String>>> {
        let answer = self.clients.s3.get_bucket_versioning().bucket(bucket).send().await;
        if answer.as_ref().is_err_and(is_empty_old_answer) {
            return Ok(Known::Known(None));
        }
        let answer = answer.named("s3", "GetBucketVersioning");
        if answer.as_ref().is_err_and(|error| error.has_code(&["PermanentRedirect", "AuthorizationHeaderMalformed"])) {
            return Ok(Known::Unknown(format!("bucket {bucket} is in another region")));
        }
        known(answer.map(|answer| answer.status.map(|status| status.as_str().to_owned())))
    }

    async fn bucket_encryption(&self, name: &BucketName) -> Result<Option<Encryption>> {
        let rule = self.encryption_rule(name).await?;
        Ok(rule.and_then(|rule| {
            let default = rule.apply_server_side_encryption_by_default?;
            Some(Encryption {
                algorithm: default.sse_algorithm.as_str().to_owned(),
                key: default.kms_master_key_id,
                bucket_key: rule.bucket_key_enabled.unwrap_or(false),
            })
        }))
    }

    async fn bucket_public_access(&self, name: &BucketName) -> Result<PublicAccess> {
        let call = self.clients.s3.get_public_access_block().bucket(name.as_str());
        let answer = call.expected_bucket_owner(self.account().await?).send().await.named("s3", "GetPublicAccessBlock");
        let answer = absent(answer, &["NoSuchPublicAccessBlockConfiguration"])?;
        Ok(super::security::public_access(answer.and_then(|answer| answer.public_access_block_configuration)))
    }

    async fn bucket_ownership(&self, name: &BucketName) -> Result<Option<String>> {
        let call = self.clients.s3.get_bucket_ownership_controls().bucket(name.as_str());
        let answer =
            call.expected_bucket_owner(self.account().await?).send().await.named("s3", "GetBucketOwnershipControls");
        let answer = absent(answer, &["OwnershipControlsNotFoundError"])?;
        Ok(answer
            .and_then(|answer| answer.ownership_controls)
            .and_then(|controls| controls.rules.into_iter().next())
            .map(|rule| rule.object_ownership.as_str().to_owned()))
    }

    /// The bucket policy, when there is one.
    pub async fn bucket_policy(&self, name: &BucketName) -> Result<Option<Value>> {
        let call = self.clients.s3.get_bucket_policy().bucket(name.as_str());
        let answer = call.expected_bucket_owner(self.account().await?).send().await.named("s3", "GetBucketPolicy");
        let Some(text) = absent(answer, &["NoSuchBucketPolicy"])?.and_then(|answer| answer.policy) else {
            return Ok(None);
        };
        serde_json::from_str(&text)
            .map(Some)
            .map_err(|error| Error::failed(format!("the policy of bucket {name} is not JSON")).because(error))
    }

    /// Whether S3 calls the policy public; none when there is no policy.
    pub async fn policy_is_public(&self, name: &BucketName) -> Result<Option<bool>> {
        let call = self.clients.s3.get_bucket_policy_status().bucket(name.as_str());
        let answer =
            call.expected_bucket_owner(self.account().await?).send().await.named("s3", "GetBucketPolicyStatus");
        let answer = absent(answer, &["NoSuchBucketPolicy"])?;
        Ok(answer.and_then(|answer| answer.policy_status).and_then(|status| status.is_public))
    }
}

/// Servers other than AWS may name the root of this answer `GetBucketVersioningResponse`, as S3 itself once did; the SDK
/// takes `VersioningConfiguration` alone. Without a status inside, both say that versioning was never set.
fn is_empty_old_answer<E>(error: &SdkError<E, HttpResponse>) -> bool {
    let raw = error.raw_response().filter(|response| response.status().is_success());
    raw.and_then(|response| response.body().bytes()).is_some_and(|body| {
        let body = String::from_utf8_lossy(body);
        body.contains("<GetBucketVersioningResponse") && !body.contains("<Status")
    })
}
