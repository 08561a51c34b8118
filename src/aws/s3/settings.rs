//! The properties of buckets: read whole, written one at a time, merged where a put would replace a document.

use std::collections::BTreeMap;

use aws_sdk_s3::types::{
    AbortIncompleteMultipartUpload, BucketLifecycleConfiguration, BucketVersioningStatus, ExpirationStatus,
    LifecycleExpiration, LifecycleRule as SdkRule, LifecycleRuleFilter, NoncurrentVersionExpiration, ObjectOwnership,
    OwnershipControls, OwnershipControlsRule, PublicAccessBlockConfiguration, ServerSideEncryption,
    ServerSideEncryptionByDefault, ServerSideEncryptionConfiguration, ServerSideEncryptionRule, Tag, Tagging,
    Transition as SdkTransition, TransitionStorageClass, VersioningConfiguration,
};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::operation::BuildError;
use serde_json::Value;

use crate::aws::failure::Named;
use crate::aws::{Read, Write};
use crate::domain::bucket::BucketName;
use crate::domain::zone::{Encryption, LifecycleRule, OWNED_RULE_PREFIX, Transition};
use crate::error::{Error, Result};

/// A bucket as it is, as far as lakectl looks at it.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveBucket {
    /// `Enabled`, `Suspended`, or nothing when it was never set.
    pub versioning: Option<String>,
    /// How new objects are encrypted.
    pub encryption: Option<Encryption>,
    /// Whether all four switches are on.
    pub public_access_blocked: bool,
    /// `BucketOwnerEnforced`, …
    pub ownership: Option<String>,
    /// The bucket policy.
    pub policy: Option<Value>,
    /// lakectl's lifecycle rules, sorted.
    pub rules: Vec<LifecycleRule>,
    /// How many rules are somebody else's.
    pub foreign_rules: usize,
    /// The tags.
    pub tags: BTreeMap<String, String>,
}

/// What is not configured is an error in S3's API and nothing in ours.
fn absent<T>(result: Result<T>, codes: &[&str]) -> Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.has_code(codes) => Ok(None),
        Err(error) => Err(error),
    }
}

impl Read {
    /// Every property of a bucket; the calls run side by side.
    pub async fn live_bucket(&self, name: &BucketName) -> Result<LiveBucket> {
        let (versioning, encryption, public_access_blocked, ownership, policy, (rules, foreign_rules), tags) = tokio::try_join!(
            self.bucket_versioning(name),
            self.bucket_encryption(name),
            self.public_access_is_blocked(name),
            self.bucket_ownership(name),
            self.bucket_policy(name),
            self.bucket_rules(name),
            self.bucket_tags(name),
        )?;
        Ok(LiveBucket { versioning, encryption, public_access_blocked, ownership, policy, rules, foreign_rules, tags })
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

    async fn bucket_encryption(&self, name: &BucketName) -> Result<Option<Encryption>> {
        let call = self.clients.s3.get_bucket_encryption().bucket(name.as_str());
        let answer = call.expected_bucket_owner(self.account().await?).send().await.named("s3", "GetBucketEncryption");
        let answer = absent(answer, &["ServerSideEncryptionConfigurationNotFoundError"])?;
        let rule = answer
            .and_then(|answer| answer.server_side_encryption_configuration)
            .and_then(|configuration| configuration.rules.into_iter().next());
        Ok(rule.and_then(|rule| {
            let default = rule.apply_server_side_encryption_by_default?;
            Some(Encryption {
                algorithm: default.sse_algorithm.as_str().to_owned(),
                key: default.kms_master_key_id,
                bucket_key: rule.bucket_key_enabled.unwrap_or(false),
            })
        }))
    }

    async fn public_access_is_blocked(&self, name: &BucketName) -> Result<bool> {
        let call = self.clients.s3.get_public_access_block().bucket(name.as_str());
        let answer = call.expected_bucket_owner(self.account().await?).send().await.named("s3", "GetPublicAccessBlock");
        let answer = absent(answer, &["NoSuchPublicAccessBlockConfiguration"])?;
        Ok(answer.and_then(|answer| answer.public_access_block_configuration).is_some_and(|switches| {
            [
                switches.block_public_acls,
                switches.ignore_public_acls,
                switches.block_public_policy,
                switches.restrict_public_buckets,
            ]
            .into_iter()
            .all(|switch| switch == Some(true))
        }))
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

    async fn bucket_policy(&self, name: &BucketName) -> Result<Option<Value>> {
        let call = self.clients.s3.get_bucket_policy().bucket(name.as_str());
        let answer = call.expected_bucket_owner(self.account().await?).send().await.named("s3", "GetBucketPolicy");
        let Some(text) = absent(answer, &["NoSuchBucketPolicy"])?.and_then(|answer| answer.policy) else {
            return Ok(None);
        };
        serde_json::from_str(&text)
            .map(Some)
            .map_err(|error| Error::failed(format!("the policy of bucket {name} is not JSON")).because(error))
    }

    async fn bucket_rules(&self, name: &BucketName) -> Result<(Vec<LifecycleRule>, usize)> {
        let all = self.lifecycle(name).await?.map(|(rules, _)| rules).unwrap_or_default();
        let (owned, foreign): (Vec<_>, Vec<_>) = all.into_iter().partition(is_owned);
        let mut rules: Vec<LifecycleRule> = owned.into_iter().map(from_sdk_rule).collect();
        rules.sort();
        Ok((rules, foreign.len()))
    }

    /// All rules, and the header that stands beside them.
    async fn lifecycle(
        &self,
        name: &BucketName,
    ) -> Result<Option<(Vec<SdkRule>, Option<aws_sdk_s3::types::TransitionDefaultMinimumObjectSize>)>> {
        let call = self.clients.s3.get_bucket_lifecycle_configuration().bucket(name.as_str());
        let answer = call
            .expected_bucket_owner(self.account().await?)
            .send()
            .await
            .named("s3", "GetBucketLifecycleConfiguration");
        let answer = absent(answer, &["NoSuchLifecycleConfiguration"])?;
        Ok(answer.map(|answer| (answer.rules.unwrap_or_default(), answer.transition_default_minimum_object_size)))
    }

    /// The tags of a bucket.
    pub async fn bucket_tags(&self, name: &BucketName) -> Result<BTreeMap<String, String>> {
        let call = self.clients.s3.get_bucket_tagging().bucket(name.as_str());
        let answer = call.expected_bucket_owner(self.account().await?).send().await.named("s3", "GetBucketTagging");
        let tags = absent(answer, &["NoSuchTagSet"])?.map(|answer| answer.tag_set).unwrap_or_default();
        Ok(tags.into_iter().map(|tag| (tag.key, tag.value)).collect())
    }
}

fn is_owned(rule: &SdkRule) -> bool {
    rule.id.as_deref().is_some_and(|id| id.starts_with(OWNED_RULE_PREFIX))
}

fn from_sdk_rule(rule: SdkRule) -> LifecycleRule {
    let mut transitions: Vec<Transition> = rule
        .transitions
        .unwrap_or_default()
        .into_iter()
        .filter_map(|transition| {
            let storage_class = transition.storage_class?.as_str().to_owned();
            Some(Transition { days: transition.days.unwrap_or(0), storage_class })
        })
        .collect();
    transitions.sort();
    LifecycleRule {
        // A rule of ours that somebody switched off is not as wanted.
        id: if rule.status == ExpirationStatus::Enabled {
            rule.id.unwrap_or_default()
        } else {
            format!("{} (disabled)", rule.id.unwrap_or_default())
        },
        transitions,
        expiration_days: rule.expiration.and_then(|expiration| expiration.days),
        noncurrent_days: rule.noncurrent_version_expiration.and_then(|expiration| expiration.noncurrent_days),
        abort_upload_days: rule.abort_incomplete_multipart_upload.and_then(|abort| abort.days_after_initiation),
    }
}

fn to_sdk_rule(rule: &LifecycleRule) -> std::result::Result<SdkRule, BuildError> {
    let transitions: Vec<SdkTransition> = rule
        .transitions
        .iter()
        .map(|transition| {
            SdkTransition::builder()
                .days(transition.days)
                .storage_class(TransitionStorageClass::from(transition.storage_class.as_str()))
                .build()
        })
        .collect();
    let noncurrent =
        rule.noncurrent_days.map(|days| NoncurrentVersionExpiration::builder().noncurrent_days(days).build());
    let abort = rule
        .abort_upload_days
        .map(|days| AbortIncompleteMultipartUpload::builder().days_after_initiation(days).build());
    SdkRule::builder()
        .id(&rule.id)
        .status(ExpirationStatus::Enabled)
        .filter(LifecycleRuleFilter::builder().prefix("").build())
        .set_transitions((!transitions.is_empty()).then_some(transitions))
        .set_expiration(rule.expiration_days.map(|days| LifecycleExpiration::builder().days(days).build()))
        .set_noncurrent_version_expiration(noncurrent)
        .set_abort_incomplete_multipart_upload(abort)
        .build()
}

fn incomplete(error: BuildError) -> Error {
    Error::failed("the request could not be built").because(error)
}

impl Write {
    /// Switches all four public-access blocks on.
    pub async fn block_public_access(&self, name: &BucketName) -> Result<()> {
        let switches = PublicAccessBlockConfiguration::builder()
            .block_public_acls(true)
            .ignore_public_acls(true)
            .block_public_policy(true)
            .restrict_public_buckets(true)
            .build();
        let call = self.clients.s3.put_public_access_block().bucket(name.as_str());
        let call = call.public_access_block_configuration(switches).expected_bucket_owner(self.account().await?);
        call.send().await.named("s3", "PutPublicAccessBlock").map(|_| ())
    }

    /// Ends access-control lists: the bucket's owner owns every object.
    pub async fn enforce_bucket_owner(&self, name: &BucketName) -> Result<()> {
        let rule = OwnershipControlsRule::builder().object_ownership(ObjectOwnership::BucketOwnerEnforced).build();
        let controls = OwnershipControls::builder().rules(rule.map_err(incomplete)?).build().map_err(incomplete)?;
        let call = self.clients.s3.put_bucket_ownership_controls().bucket(name.as_str());
        let call = call.ownership_controls(controls).expected_bucket_owner(self.account().await?);
        call.send().await.named("s3", "PutBucketOwnershipControls").map(|_| ())
    }

    /// Sets how new objects are encrypted.
    pub async fn put_bucket_encryption(&self, name: &BucketName, encryption: &Encryption) -> Result<()> {
        let default = ServerSideEncryptionByDefault::builder()
            .sse_algorithm(ServerSideEncryption::from(encryption.algorithm.as_str()))
            .set_kms_master_key_id(encryption.key.clone())
            .build()
            .map_err(incomplete)?;
        let rule = ServerSideEncryptionRule::builder()
            .apply_server_side_encryption_by_default(default)
            .bucket_key_enabled(encryption.bucket_key)
            .build();
        let configuration = ServerSideEncryptionConfiguration::builder().rules(rule).build().map_err(incomplete)?;
        let call = self.clients.s3.put_bucket_encryption().bucket(name.as_str());
        let call =
            call.server_side_encryption_configuration(configuration).expected_bucket_owner(self.account().await?);
        call.send().await.named("s3", "PutBucketEncryption").map(|_| ())
    }

    /// Keeps versions, or stops keeping them.
    pub async fn put_bucket_versioning(&self, name: &BucketName, keep: bool) -> Result<()> {
        let status = if keep { BucketVersioningStatus::Enabled } else { BucketVersioningStatus::Suspended };
        let call = self.clients.s3.put_bucket_versioning().bucket(name.as_str());
        let call = call
            .versioning_configuration(VersioningConfiguration::builder().status(status).build())
            .expected_bucket_owner(self.account().await?);
        call.send().await.named("s3", "PutBucketVersioning").map(|_| ())
    }

    /// Replaces the bucket policy.
    pub async fn put_bucket_policy(&self, name: &BucketName, policy: &Value) -> Result<()> {
        let call = self.clients.s3.put_bucket_policy().bucket(name.as_str()).policy(policy.to_string());
        call.expected_bucket_owner(self.account().await?).send().await.named("s3", "PutBucketPolicy").map(|_| ())
    }

    /// Makes lakectl's lifecycle rules these; everybody else's rules and what stands beside them stay.
    pub async fn put_owned_lifecycle_rules(&self, name: &BucketName, rules: &[LifecycleRule]) -> Result<()> {
        let (mut all, minimum_size) = self.lifecycle(name).await?.unwrap_or_default();
        all.retain(|rule| !is_owned(rule));
        for rule in rules {
            all.push(to_sdk_rule(rule).map_err(incomplete)?);
        }
        let configuration = BucketLifecycleConfiguration::builder().set_rules(Some(all)).build().map_err(incomplete)?;
        let call = self.clients.s3.put_bucket_lifecycle_configuration().bucket(name.as_str());
        let call = call
            .lifecycle_configuration(configuration)
            .set_transition_default_minimum_object_size(minimum_size)
            .expected_bucket_owner(self.account().await?);
        call.send().await.named("s3", "PutBucketLifecycleConfiguration").map(|_| ())
    }

    /// Sets these tags; all others stay.
    pub async fn merge_bucket_tags(&self, name: &BucketName, tags: &BTreeMap<String, String>) -> Result<()> {
        let mut all = self.bucket_tags(name).await?;
        all.extend(tags.clone());
        let set: Vec<Tag> = all
            .into_iter()
            .map(|(key, value)| Tag::builder().key(key).value(value).build())
            .collect::<std::result::Result<_, _>>()
            .map_err(incomplete)?;
        let tagging = Tagging::builder().set_tag_set(Some(set)).build().map_err(incomplete)?;
        let call = self.clients.s3.put_bucket_tagging().bucket(name.as_str()).tagging(tagging);
        call.expected_bucket_owner(self.account().await?).send().await.named("s3", "PutBucketTagging").map(|_| ())
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
