//! Versioning, tags, access logs, notifications and replication. A put replaces the whole document, so each one reads
//! first and keeps what is not ours.

use std::collections::BTreeMap;

use aws_sdk_s3::types::{
    BucketLoggingStatus, BucketVersioningStatus, DeleteMarkerReplication, DeleteMarkerReplicationStatus, Destination,
    EncryptionConfiguration, Event, EventBridgeConfiguration, LambdaFunctionConfiguration, LoggingEnabled,
    NotificationConfiguration, QueueConfiguration, ReplicationConfiguration, ReplicationRule, ReplicationRuleFilter,
    ReplicationRuleStatus, SourceSelectionCriteria, SseKmsEncryptedObjects, SseKmsEncryptedObjectsStatus, Tag, Tagging,
    TopicConfiguration, VersioningConfiguration,
};

use super::live::absent;
use super::security::incomplete;
use crate::domain::bucket::BucketName;
use crate::domain::bucket_settings::{AccessLog, LiveNotification, LiveReplication, Notify, Replication, TargetKind};
use crate::domain::lifecycle::OWNED_RULE_PREFIX;
use crate::error::{Error, Kind, Result};
use crate::failure::Named;
use crate::{Read, Write};

/// What the ids of our notifications begin with; the number behind it tells several apart.
const NEW_OBJECTS: &str = "lakectl-new-objects";
/// The id of our replication rule.
const REPLICATE: &str = "lakectl-replicate";

fn is_ours(id: Option<&str>) -> bool {
    id.is_some_and(|id| id.starts_with(OWNED_RULE_PREFIX))
}

impl Read {
    /// The tags of a bucket.
    pub async fn bucket_tags(&self, name: &BucketName) -> Result<BTreeMap<String, String>> {
        let call = self.clients.s3.get_bucket_tagging().bucket(name.as_str());
        let answer = call.expected_bucket_owner(self.account().await?).send().await.named("s3", "GetBucketTagging");
        let tags = absent(answer, &["NoSuchTagSet"])?.map(|answer| answer.tag_set).unwrap_or_default();
        Ok(tags.into_iter().map(|tag| (tag.key, tag.value)).collect())
    }

    pub(super) async fn bucket_logging(&self, name: &BucketName) -> Result<Option<AccessLog>> {
        let call = self.clients.s3.get_bucket_logging().bucket(name.as_str());
        let answer = call.expected_bucket_owner(self.account().await?).send().await.named("s3", "GetBucketLogging")?;
        Ok(answer
            .logging_enabled
            .map(|enabled| AccessLog { bucket: enabled.target_bucket, prefix: enabled.target_prefix }))
    }

    async fn notification_configuration(&self, name: &BucketName) -> Result<NotificationConfiguration> {
        let call = self.clients.s3.get_bucket_notification_configuration().bucket(name.as_str());
        let answer = call.expected_bucket_owner(self.account().await?).send().await;
        // Servers other than AWS say with an empty body, or an element of another name, that there is none.
        if answer.as_ref().is_err_and(is_empty_answer) {
            return Ok(NotificationConfiguration::builder().build());
        }
        let answer = answer.named("s3", "GetBucketNotificationConfiguration")?;
        Ok(NotificationConfiguration::builder()
            .set_topic_configurations(answer.topic_configurations)
            .set_queue_configurations(answer.queue_configurations)
            .set_lambda_function_configurations(answer.lambda_function_configurations)
            .set_event_bridge_configuration(answer.event_bridge_configuration)
            .build())
    }

    pub(super) async fn bucket_notification(&self, name: &BucketName) -> Result<LiveNotification> {
        let configuration = self.notification_configuration(name).await?;
        let topics = configuration.topic_configurations().iter().map(|topic| (topic.id(), topic.topic_arn()));
        let queues = configuration.queue_configurations().iter().map(|queue| (queue.id(), queue.queue_arn()));
        let functions = configuration
            .lambda_function_configurations()
            .iter()
            .map(|function| (function.id(), function.lambda_function_arn()));
        let mut live =
            LiveNotification { event_bridge: configuration.event_bridge_configuration.is_some(), ..Default::default() };
        for (id, arn) in topics.chain(queues).chain(functions) {
            if is_ours(id) {
                live.owned.push(arn.to_owned());
            } else {
                live.foreign += 1;
            }
        }
        live.owned.sort();
        Ok(live)
    }

    async fn replication_configuration(&self, name: &BucketName) -> Result<Option<ReplicationConfiguration>> {
        let call = self.clients.s3.get_bucket_replication().bucket(name.as_str());
        let answer = call.expected_bucket_owner(self.account().await?).send().await.named("s3", "GetBucketReplication");
        let answer = absent(answer, &["ReplicationConfigurationNotFoundError"])?;
        Ok(answer.and_then(|answer| answer.replication_configuration))
    }

    pub(super) async fn bucket_replication(&self, name: &BucketName) -> Result<LiveReplication> {
        let Some(configuration) = self.replication_configuration(name).await? else {
            return Ok(LiveReplication::default());
        };
        let ours = configuration.rules.iter().find(|rule| rule.id() == Some(REPLICATE));
        let enabled = ours.filter(|rule| rule.status == ReplicationRuleStatus::Enabled);
        Ok(LiveReplication {
            owned: enabled.and_then(|rule| {
                let destination = rule.destination.as_ref()?;
                let bucket = destination.bucket.rsplit(":::").next().unwrap_or_default();
                let encryption = destination.encryption_configuration.as_ref();
                Some(Replication {
                    to: bucket.to_owned(),
                    role: configuration.role.clone(),
                    replica_key: encryption.and_then(|encryption| encryption.replica_kms_key_id.clone()),
                })
            }),
            foreign: configuration.rules.len() - usize::from(ours.is_some()),
            role: Some(configuration.role),
        })
    }
}

impl Write {
    /// Keeps versions, or stops keeping them.
    pub async fn put_bucket_versioning(&self, name: &BucketName, keep: bool) -> Result<()> {
        let status = if keep { BucketVersioningStatus::Enabled } else { BucketVersioningStatus::Suspended };
        let call = self.clients.s3.put_bucket_versioning().bucket(name.as_str());
        let call = call
            .versioning_configuration(VersioningConfiguration::builder().status(status).build())
            .expected_bucket_owner(self.account().await?);
        call.send().await.named("s3", "PutBucketVersioning").map(|_| ())
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

    /// Sends access logs to another bucket.
    pub async fn put_bucket_logging(&self, name: &BucketName, log: &AccessLog) -> Result<()> {
        let enabled = LoggingEnabled::builder().target_bucket(&log.bucket).target_prefix(&log.prefix).build();
        let status = BucketLoggingStatus::builder().logging_enabled(enabled.map_err(incomplete)?).build();
        let call = self.clients.s3.put_bucket_logging().bucket(name.as_str()).bucket_logging_status(status);
        call.expected_bucket_owner(self.account().await?).send().await.named("s3", "PutBucketLogging").map(|_| ())
    }

    /// Tells one more of new objects; everybody who was told before still is.
    pub async fn add_bucket_notification(&self, name: &BucketName, who: &Notify) -> Result<()> {
        let mut configuration = self.notification_configuration(name).await?;
        match who {
            Notify::EventBridge => {
                configuration.event_bridge_configuration = Some(EventBridgeConfiguration::builder().build());
            }
            Notify::Target(arn) => add_target(&mut configuration, arn)?,
        }
        let call = self.clients.s3.put_bucket_notification_configuration().bucket(name.as_str());
        let call = call.notification_configuration(configuration).expected_bucket_owner(self.account().await?);
        call.send().await.named("s3", "PutBucketNotificationConfiguration").map(|_| ())
    }

    /// Makes our replication rule this one; all other rules stay. All rules share one role: one that others rely on
    /// is not changed under them.
    pub async fn put_owned_replication(&self, name: &BucketName, wanted: &Replication) -> Result<()> {
        let (role, mut rules) = match self.replication_configuration(name).await? {
            Some(found) => (found.role, found.rules),
            None => (wanted.role.clone(), Vec::new()),
        };
        rules.retain(|rule| rule.id() != Some(REPLICATE));
        if !rules.is_empty() && role != wanted.role {
            return Err(Error::new(
                Kind::Conflict,
                format!("bucket {name} has other replication rules, which copy with the role {role}"),
            )
            .hint(format!("one role serves all rules of a bucket: --replication-role {role}")));
        }
        let priority = rules.iter().filter_map(|rule| rule.priority).max().map_or(1, |highest| highest + 1);
        rules.push(replication_rule(wanted, priority)?);
        let configuration = ReplicationConfiguration::builder().role(&wanted.role).set_rules(Some(rules)).build();
        let call = self.clients.s3.put_bucket_replication().bucket(name.as_str());
        let call = call.replication_configuration(configuration.map_err(incomplete)?);
        call.expected_bucket_owner(self.account().await?).send().await.named("s3", "PutBucketReplication").map(|_| ())
    }
}

fn replication_rule(wanted: &Replication, priority: i32) -> Result<ReplicationRule> {
    let destination =
        Destination::builder().bucket(format!("arn:aws:s3:::{}", wanted.to)).set_encryption_configuration(
            wanted.replica_key.as_ref().map(|key| EncryptionConfiguration::builder().replica_kms_key_id(key).build()),
        );
    // Without this, objects that are encrypted with a key of ours are left out without a word.
    let with_keys = SseKmsEncryptedObjects::builder().status(SseKmsEncryptedObjectsStatus::Enabled).build();
    let criteria = wanted.replica_key.as_ref().map(|_| with_keys.map_err(incomplete)).transpose()?;
    ReplicationRule::builder()
        .id(REPLICATE)
        .priority(priority)
        .status(ReplicationRuleStatus::Enabled)
        .filter(ReplicationRuleFilter::builder().prefix("").build())
        .delete_marker_replication(
            DeleteMarkerReplication::builder().status(DeleteMarkerReplicationStatus::Enabled).build(),
        )
        .set_source_selection_criteria(
            criteria.map(|keys| SourceSelectionCriteria::builder().sse_kms_encrypted_objects(keys).build()),
        )
        .destination(destination.build().map_err(incomplete)?)
        .build()
        .map_err(incomplete)
}

fn add_target(configuration: &mut NotificationConfiguration, arn: &str) -> Result<()> {
    let taken = configuration.topic_configurations().len()
        + configuration.queue_configurations().len()
        + configuration.lambda_function_configurations().len();
    let id = format!("{NEW_OBJECTS}-{}", taken + 1);
    let event = Event::S3ObjectCreated;
    match Notify::kind(arn) {
        Some(TargetKind::Queue) => {
            let queue =
                QueueConfiguration::builder().id(id).queue_arn(arn).events(event).build().map_err(incomplete)?;
            configuration.queue_configurations.get_or_insert_default().push(queue);
        }
        Some(TargetKind::Topic) => {
            let topic =
                TopicConfiguration::builder().id(id).topic_arn(arn).events(event).build().map_err(incomplete)?;
            configuration.topic_configurations.get_or_insert_default().push(topic);
        }
        Some(TargetKind::Function) => {
            let function = LambdaFunctionConfiguration::builder().id(id).lambda_function_arn(arn).events(event);
            let function = function.build().map_err(incomplete)?;
            configuration.lambda_function_configurations.get_or_insert_default().push(function);
        }
        None => return Err(Error::usage(format!("`{arn}` is no queue, topic or function"))),
    }
    Ok(())
}

/// Whether a successful answer could not be read because there was nothing to read.
fn is_empty_answer<E>(
    error: &aws_smithy_runtime_api::client::result::SdkError<
        E,
        aws_smithy_runtime_api::client::orchestrator::HttpResponse,
    >,
) -> bool {
    let raw = error.raw_response().filter(|response| response.status().is_success());
    raw.and_then(|response| response.body().bytes()).is_some_and(says_nothing)
}

/// Whether a body is empty, or one element of whatever name with nothing in it.
fn says_nothing(body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body);
    let text = text.trim();
    let root = match text.strip_prefix("<?") {
        Some(declaration) => declaration.split_once("?>").map_or(text, |(_, root)| root.trim()),
        None => text,
    };
    root.is_empty() || (root.starts_with('<') && root.ends_with("/>") && root.matches('<').count() == 1)
}

#[cfg(test)]
mod tests {
    use super::says_nothing;

    #[test]
    fn an_element_with_nothing_in_it_says_nothing() {
        for nothing in ["", "\n", "<?xml version=\"1.0\"?>\n<GetBucketNotificationResponse xmlns=\"x\"/>", "<A />"] {
            assert!(says_nothing(nothing.as_bytes()), "{nothing}");
        }
        for something in ["<A><B/></A>", "<A>text</A>", "<?xml", "<A><B/><C/>", "text"] {
            assert!(!says_nothing(something.as_bytes()), "{something}");
        }
    }
}
