//! Lifecycle configurations: read whole, written whole. Nothing of a rule is lost on the way, or the write is refused.

use std::collections::BTreeMap;

use aws_sdk_s3::types::{
    AbortIncompleteMultipartUpload, BucketLifecycleConfiguration, ExpirationStatus, LifecycleExpiration,
    LifecycleRule as SdkRule, LifecycleRuleAndOperator, LifecycleRuleFilter,
    NoncurrentVersionExpiration as SdkNoncurrentExpiration, NoncurrentVersionTransition as SdkNoncurrentTransition,
    Tag as SdkTag, Transition as SdkTransition, TransitionDefaultMinimumObjectSize, TransitionStorageClass,
};
use aws_smithy_types::DateTime;
use aws_smithy_types::error::operation::BuildError;

use super::unknown::Elements;
use crate::domain::bucket::BucketName;
use crate::domain::lifecycle::{
    Abort, Configuration, Conjunction, Expiration, Filter, Moment, NoncurrentExpiration, NoncurrentTransition, Rule,
    Status, Tag, Transition,
};
use crate::error::{Error, Result};
use crate::failure::Named;
use crate::{Read, Write};

/// The elements of a lifecycle document that go through a [`Rule`]. Source: Amazon S3 API reference,
/// `GetBucketLifecycleConfiguration`.
const ELEMENTS: &[&str] = &[
    "LifecycleConfiguration",
    "Rule",
    "ID",
    "Status",
    "Prefix",
    "Filter",
    "And",
    "Tag",
    "Key",
    "Value",
    "ObjectSizeGreaterThan",
    "ObjectSizeLessThan",
    "Transition",
    "Expiration",
    "Date",
    "Days",
    "StorageClass",
    "ExpiredObjectDeleteMarker",
    "NoncurrentVersionTransition",
    "NoncurrentVersionExpiration",
    "NoncurrentDays",
    "NewerNoncurrentVersions",
    "AbortIncompleteMultipartUpload",
    "DaysAfterInitiation",
];

impl Read {
    /// The lifecycle configuration of a bucket; none when it has none.
    pub async fn bucket_lifecycle(&self, name: &BucketName) -> Result<Option<Configuration>> {
        let call = self.clients.s3.get_bucket_lifecycle_configuration().bucket(name.as_str());
        let answer = call
            .expected_bucket_owner(self.account().await?)
            .send()
            .await
            .named("s3", "GetBucketLifecycleConfiguration");
        let answer = match answer {
            Ok(answer) => answer,
            Err(error) if error.has_code(&["NoSuchLifecycleConfiguration"]) => return Ok(None),
            Err(error) => return Err(error),
        };
        let minimum_size = answer
            .transition_default_minimum_object_size
            .map(|size| size.as_str().parse().map_err(|_| unknown("least size", size.as_str())))
            .transpose()?;
        let rules = answer.rules.unwrap_or_default().into_iter().map(from_sdk).collect::<Result<Vec<Rule>>>()?;
        if rules.is_empty() {
            return Ok(None);
        }
        Ok(Some(Configuration { minimum_size, rules }))
    }
}

impl Read {
    /// Fails when a bucket's rules hold an element that is not known here.
    async fn knows_bucket_lifecycle(&self, name: &BucketName) -> Result<()> {
        let elements = Elements::default();
        let call = self.clients.s3.get_bucket_lifecycle_configuration().bucket(name.as_str());
        let call = call.expected_bucket_owner(self.account().await?);
        let answer = call.customize().interceptor(elements.clone()).send().await;
        match answer.named("s3", "GetBucketLifecycleConfiguration") {
            Ok(_) => elements.stranger(ELEMENTS).map_or(Ok(()), |stranger| Err(unknown("element", &stranger))),
            Err(error) if error.has_code(&["NoSuchLifecycleConfiguration"]) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The tags of an object, or of one of its versions; none when it is not there.
    pub async fn object_tags(
        &self,
        bucket: &BucketName,
        key: &str,
        version: Option<&str>,
    ) -> Result<Option<BTreeMap<String, String>>> {
        let call = self.clients.s3.get_object_tagging().bucket(bucket.as_str()).key(key);
        let call = call.set_version_id(version.map(str::to_owned)).expected_bucket_owner(self.account().await?);
        match call.send().await.named("s3", "GetObjectTagging") {
            Ok(answer) => Ok(Some(answer.tag_set.into_iter().map(|tag| (tag.key, tag.value)).collect())),
            Err(error) if error.has_code(&["NoSuchKey", "NoSuchVersion", "NotFound"]) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl Write {
    /// Replaces the lifecycle configuration of a bucket; S3 has no way to change a part of it. One without rules is
    /// deleted: S3 takes no empty one. Refused when the bucket's rules hold something that would be lost on the way.
    pub async fn put_bucket_lifecycle(&self, name: &BucketName, configuration: &Configuration) -> Result<()> {
        self.knows_bucket_lifecycle(name).await?;
        if configuration.rules.is_empty() {
            let call = self.clients.s3.delete_bucket_lifecycle().bucket(name.as_str());
            let call = call.expected_bucket_owner(self.account().await?);
            return call.send().await.named("s3", "DeleteBucketLifecycle").map(|_| ());
        }
        let rules = configuration.rules.iter().map(to_sdk).collect::<std::result::Result<_, _>>();
        let rules = BucketLifecycleConfiguration::builder().set_rules(Some(rules.map_err(incomplete)?)).build();
        let minimum_size = configuration.minimum_size.map(|size| TransitionDefaultMinimumObjectSize::from(size.name()));
        let call = self.clients.s3.put_bucket_lifecycle_configuration().bucket(name.as_str());
        call.lifecycle_configuration(rules.map_err(incomplete)?)
            .set_transition_default_minimum_object_size(minimum_size)
            .expected_bucket_owner(self.account().await?)
            .send()
            .await
            .named("s3", "PutBucketLifecycleConfiguration")
            .map(|_| ())
    }
}

fn incomplete(error: BuildError) -> Error {
    Error::failed("the lifecycle configuration could not be sent").because(error)
}

fn unknown(what: &str, word: &str) -> Error {
    Error::failed(format!("the bucket's lifecycle has a {what} that this lakectl does not know: `{word}`"))
        .hint("a write would lose it: use a newer lakectl")
}

fn from_sdk(rule: SdkRule) -> Result<Rule> {
    let status = match &rule.status {
        ExpirationStatus::Enabled => Status::Enabled,
        ExpirationStatus::Disabled => Status::Disabled,
        other => return Err(unknown("status", other.as_str())),
    };
    #[expect(deprecated, reason = "rules of old tools have the old prefix, and keep it")]
    let prefix = rule.prefix;
    Ok(Rule {
        id: rule.id,
        status,
        filter: rule.filter.map(from_filter),
        prefix,
        transitions: rule
            .transitions
            .unwrap_or_default()
            .into_iter()
            .map(|to| Transition {
                date: to.date.and_then(moment),
                days: to.days,
                storage_class: class(to.storage_class),
            })
            .collect(),
        expiration: rule.expiration.map(|expiration| Expiration {
            date: expiration.date.and_then(moment),
            days: expiration.days,
            // S3 answers `false` where nothing was said, beside days or a date.
            expired_object_delete_marker: expiration
                .expired_object_delete_marker
                .filter(|marker| *marker || (expiration.days.is_none() && expiration.date.is_none())),
        }),
        noncurrent_version_transitions: rule
            .noncurrent_version_transitions
            .unwrap_or_default()
            .into_iter()
            .map(|to| NoncurrentTransition {
                noncurrent_days: to.noncurrent_days,
                storage_class: class(to.storage_class),
                newer_noncurrent_versions: to.newer_noncurrent_versions,
            })
            .collect(),
        noncurrent_version_expiration: rule.noncurrent_version_expiration.map(|expiration| NoncurrentExpiration {
            noncurrent_days: expiration.noncurrent_days,
            newer_noncurrent_versions: expiration.newer_noncurrent_versions,
        }),
        abort_incomplete_multipart_upload: rule
            .abort_incomplete_multipart_upload
            .map(|abort| Abort { days_after_initiation: abort.days_after_initiation }),
    })
}

fn from_filter(filter: LifecycleRuleFilter) -> Filter {
    Filter {
        prefix: filter.prefix,
        tag: filter.tag.map(from_tag),
        object_size_greater_than: filter.object_size_greater_than,
        object_size_less_than: filter.object_size_less_than,
        and: filter.and.map(|and| Conjunction {
            prefix: and.prefix,
            tags: and.tags.unwrap_or_default().into_iter().map(from_tag).collect(),
            object_size_greater_than: and.object_size_greater_than,
            object_size_less_than: and.object_size_less_than,
        }),
    }
}

fn from_tag(tag: SdkTag) -> Tag {
    Tag { key: tag.key, value: tag.value }
}

fn class(class: Option<TransitionStorageClass>) -> String {
    class.map(|class| class.as_str().to_owned()).unwrap_or_default()
}

fn moment(date: DateTime) -> Option<Moment> {
    date.to_millis().ok().map(Moment)
}

fn to_sdk(rule: &Rule) -> std::result::Result<SdkRule, BuildError> {
    let transitions: Vec<SdkTransition> = rule
        .transitions
        .iter()
        .map(|to| {
            SdkTransition::builder()
                .set_date(to.date.map(date))
                .set_days(to.days)
                .storage_class(TransitionStorageClass::from(to.storage_class.as_str()))
                .build()
        })
        .collect();
    let noncurrent: Vec<SdkNoncurrentTransition> = rule
        .noncurrent_version_transitions
        .iter()
        .map(|to| {
            SdkNoncurrentTransition::builder()
                .set_noncurrent_days(to.noncurrent_days)
                .storage_class(TransitionStorageClass::from(to.storage_class.as_str()))
                .set_newer_noncurrent_versions(to.newer_noncurrent_versions)
                .build()
        })
        .collect();
    let expiration = rule.expiration.as_ref().map(|expiration| {
        LifecycleExpiration::builder()
            .set_date(expiration.date.map(date))
            .set_days(expiration.days)
            .set_expired_object_delete_marker(expiration.expired_object_delete_marker)
            .build()
    });
    let noncurrent_expiration = rule.noncurrent_version_expiration.as_ref().map(|expiration| {
        SdkNoncurrentExpiration::builder()
            .set_noncurrent_days(expiration.noncurrent_days)
            .set_newer_noncurrent_versions(expiration.newer_noncurrent_versions)
            .build()
    });
    let abort = rule.abort_incomplete_multipart_upload.as_ref().map(|abort| {
        AbortIncompleteMultipartUpload::builder().set_days_after_initiation(abort.days_after_initiation).build()
    });
    let builder = SdkRule::builder()
        .set_id(rule.id.clone())
        .status(ExpirationStatus::from(rule.status.name()))
        .set_filter(rule.filter.as_ref().map(to_filter).transpose()?);
    #[expect(deprecated, reason = "rules of old tools have the old prefix, and keep it")]
    let builder = builder.set_prefix(rule.prefix.clone());
    builder
        .set_transitions((!transitions.is_empty()).then_some(transitions))
        .set_expiration(expiration)
        .set_noncurrent_version_transitions((!noncurrent.is_empty()).then_some(noncurrent))
        .set_noncurrent_version_expiration(noncurrent_expiration)
        .set_abort_incomplete_multipart_upload(abort)
        .build()
}

fn to_filter(filter: &Filter) -> std::result::Result<LifecycleRuleFilter, BuildError> {
    let and = match &filter.and {
        None => None,
        Some(and) => {
            let tags: Vec<SdkTag> = and.tags.iter().map(to_tag).collect::<std::result::Result<_, _>>()?;
            Some(
                LifecycleRuleAndOperator::builder()
                    .set_prefix(and.prefix.clone())
                    .set_tags((!tags.is_empty()).then_some(tags))
                    .set_object_size_greater_than(and.object_size_greater_than)
                    .set_object_size_less_than(and.object_size_less_than)
                    .build(),
            )
        }
    };
    Ok(LifecycleRuleFilter::builder()
        .set_prefix(filter.prefix.clone())
        .set_tag(filter.tag.as_ref().map(to_tag).transpose()?)
        .set_object_size_greater_than(filter.object_size_greater_than)
        .set_object_size_less_than(filter.object_size_less_than)
        .set_and(and)
        .build())
}

fn to_tag(tag: &Tag) -> std::result::Result<SdkTag, BuildError> {
    SdkTag::builder().key(&tag.key).value(&tag.value).build()
}

fn date(moment: Moment) -> DateTime {
    DateTime::from_millis(moment.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_comes_back_as_it_went() {
        let text = r#"{"Rules": [
            {"ID": "a", "Status": "Disabled", "Filter": {"And": {"Prefix": "x/", "Tags": [{"Key": "k", "Value": "v"}],
              "ObjectSizeGreaterThan": 1, "ObjectSizeLessThan": 9}},
             "Transitions": [{"Date": "2027-01-01", "StorageClass": "GLACIER"}, {"Date": "2028-01-01", "StorageClass": "NEW_CLASS"}],
             "Expiration": {"Date": "2029-01-01"}},
            {"ID": "b", "Status": "Enabled", "Prefix": "", "Expiration": {"ExpiredObjectDeleteMarker": true},
             "NoncurrentVersionTransitions": [{"NoncurrentDays": 30, "StorageClass": "GLACIER_IR", "NewerNoncurrentVersions": 3}],
             "NoncurrentVersionExpiration": {"NoncurrentDays": 60, "NewerNoncurrentVersions": 3}},
            {"ID": "c", "Status": "Enabled", "Filter": {"Tag": {"Key": "k", "Value": ""}}, "Expiration": {"Days": 5}},
            {"ID": "d", "Status": "Enabled", "Filter": {"ObjectSizeLessThan": 5}, "Expiration": {"Days": 5}},
            {"ID": "e", "Status": "Enabled", "Filter": {}, "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7}}]}"#;
        for rule in Configuration::from_json(text).unwrap().rules {
            assert_eq!(from_sdk(to_sdk(&rule).unwrap()).unwrap(), rule);
        }
    }
}
