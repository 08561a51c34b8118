//! Workgroups. An update names only what changes; the service keeps the rest.

use std::collections::BTreeMap;

use aws_sdk_athena::types::{
    EncryptionConfiguration, EncryptionOption, EngineVersion, ResultConfiguration, ResultConfigurationUpdates, Tag,
    WorkGroupConfiguration, WorkGroupConfigurationUpdates, WorkGroupState,
};

use super::query::millis;
use crate::domain::workgroup::{ResultEncryption, WorkGroup, WorkGroupChange, WorkGroupSummary};
use crate::error::{Kind, Result};
use crate::failure::{Named, incomplete};
use crate::{Read, Write, page};

impl Read {
    /// A workgroup, if it is there.
    pub async fn workgroup(&self, name: &str) -> Result<Option<WorkGroup>> {
        let answer = self.clients.athena.get_work_group().work_group(name).send().await;
        let found = match answer.named("athena", "GetWorkGroup") {
            Ok(answer) => answer.work_group,
            Err(error) => {
                let message = error.aws().and_then(|aws| aws.message.as_deref()).unwrap_or("");
                if error.has_code(&["InvalidRequestException"]) && message.contains("not found") {
                    return Ok(None);
                }
                return Err(error);
            }
        };
        Ok(found.map(|found| {
            let configuration = found.configuration;
            let configured = configuration.as_ref();
            let engine = configured.and_then(|c| c.engine_version.as_ref());
            WorkGroup {
                name: found.name,
                enabled: found.state != Some(WorkGroupState::Disabled),
                description: found.description.unwrap_or_default(),
                created_millis: found.creation_time.as_ref().and_then(millis),
                output_location: configured
                    .and_then(|c| c.result_configuration.as_ref())
                    .and_then(|result| result.output_location.clone())
                    .filter(|location| !location.is_empty()),
                managed_results: configured
                    .and_then(|c| c.managed_query_results_configuration.as_ref())
                    .is_some_and(|managed| managed.enabled),
                enforced: configured.and_then(|c| c.enforce_work_group_configuration).unwrap_or(false),
                metrics: configured.and_then(|c| c.publish_cloud_watch_metrics_enabled).unwrap_or(false),
                scan_limit: configured
                    .and_then(|c| c.bytes_scanned_cutoff_per_query)
                    .and_then(|limit| u64::try_from(limit).ok()),
                engine: engine.and_then(|engine| engine.selected_engine_version.clone()),
                effective_engine: engine.and_then(|engine| engine.effective_engine_version.clone()),
                encryption: configured
                    .and_then(|c| c.result_configuration.as_ref()?.encryption_configuration.as_ref())
                    .map(|found| ResultEncryption {
                        option: found.encryption_option.as_str().to_owned(),
                        key: found.kms_key.clone(),
                    }),
                tags: None,
            }
        }))
    }

    /// The tags of a workgroup that is there.
    pub async fn workgroup_tags(&self, name: &str) -> Result<BTreeMap<String, String>> {
        let arn = &self.workgroup_arn(name).await?;
        let tags = page::all("tags", |token| async move {
            let call = self.clients.athena.list_tags_for_resource().resource_arn(arn).set_next_token(token);
            let answer = call.send().await.named("athena", "ListTagsForResource")?;
            let tags = answer.tags.unwrap_or_default().into_iter();
            Ok((tags.filter_map(|tag| Some((tag.key?, tag.value.unwrap_or_default()))).collect(), answer.next_token))
        });
        Ok(tags.await?.into_iter().collect())
    }

    async fn workgroup_arn(&self, name: &str) -> Result<String> {
        let partition = if self.region().starts_with("cn-") {
            "aws-cn"
        } else if self.region().starts_with("us-gov-") {
            "aws-us-gov"
        } else {
            "aws"
        };
        Ok(format!("arn:{partition}:athena:{}:{}:workgroup/{name}", self.region(), self.account().await?))
    }

    /// Every workgroup.
    pub async fn workgroups(&self) -> Result<Vec<WorkGroupSummary>> {
        page::all("workgroups", |token| self.workgroup_page(token)).await
    }

    /// One page of the workgroups, and the token of the next one.
    pub async fn workgroup_page(&self, token: Option<String>) -> Result<(Vec<WorkGroupSummary>, Option<String>)> {
        let call = self.clients.athena.list_work_groups().set_next_token(token);
        let answer = call.send().await.named("athena", "ListWorkGroups")?;
        let groups = answer.work_groups.unwrap_or_default().into_iter().filter_map(|group| {
            Some(WorkGroupSummary {
                name: group.name?,
                enabled: group.state != Some(WorkGroupState::Disabled),
                description: group.description.unwrap_or_default(),
                engine: group.engine_version.and_then(|engine| engine.effective_engine_version),
                created_millis: group.creation_time.as_ref().and_then(millis),
            })
        });
        Ok((groups.collect(), answer.next_token))
    }
}

impl Write {
    /// Creates a workgroup. Whether it is enabled is not said here: it always is.
    pub async fn create_workgroup(&self, name: &str, wanted: &WorkGroupChange) -> Result<()> {
        let location = wanted.output_location.clone().flatten();
        let encryption = wanted.encryption.as_ref().and_then(Option::as_ref).map(encryption).transpose()?;
        let result = (location.is_some() || encryption.is_some()).then(|| {
            ResultConfiguration::builder()
                .set_output_location(location)
                .set_encryption_configuration(encryption)
                .build()
        });
        let configuration = WorkGroupConfiguration::builder()
            .set_result_configuration(result)
            .set_engine_version(engine(wanted))
            .set_enforce_work_group_configuration(wanted.enforced)
            .set_publish_cloud_watch_metrics_enabled(wanted.metrics)
            .set_bytes_scanned_cutoff_per_query(wanted.scan_limit.flatten().and_then(|limit| i64::try_from(limit).ok()))
            .build();
        let call = self.clients.athena.create_work_group().name(name).configuration(configuration);
        let call = call.set_description(wanted.description.clone()).set_tags(tags(&wanted.tags));
        let created = call.send().await.named("athena", "CreateWorkGroup").map(|_| ());
        // The service calls a name that is taken an invalid request.
        created.map_err(|error| match error.aws().and_then(|aws| aws.message.as_deref()) {
            Some(message) if message.contains("already created") => error.with_kind(Kind::Conflict),
            _ => error,
        })
    }

    /// Changes what is said of a workgroup.
    pub async fn update_workgroup(&self, name: &str, change: &WorkGroupChange) -> Result<()> {
        let wanted = change.encryption.as_ref().map(Option::as_ref);
        let result = (change.output_location.is_some() || wanted.is_some())
            .then(|| -> Result<_> {
                Ok(ResultConfigurationUpdates::builder()
                    .set_output_location(change.output_location.clone().flatten())
                    .set_remove_output_location((change.output_location == Some(None)).then_some(true))
                    .set_encryption_configuration(wanted.flatten().map(encryption).transpose()?)
                    .set_remove_encryption_configuration((wanted == Some(None)).then_some(true))
                    .build())
            })
            .transpose()?;
        let updates = WorkGroupConfigurationUpdates::builder()
            .set_result_configuration_updates(result)
            .set_engine_version(engine(change))
            .set_enforce_work_group_configuration(change.enforced)
            .set_publish_cloud_watch_metrics_enabled(change.metrics)
            .set_bytes_scanned_cutoff_per_query(change.scan_limit.flatten().and_then(|limit| i64::try_from(limit).ok()))
            .set_remove_bytes_scanned_cutoff_per_query((change.scan_limit == Some(None)).then_some(true))
            .build();
        let state =
            change.enabled.map(|enabled| if enabled { WorkGroupState::Enabled } else { WorkGroupState::Disabled });
        let call = self.clients.athena.update_work_group().work_group(name).configuration_updates(updates);
        let call = call.set_description(change.description.clone()).set_state(state);
        call.send().await.named("athena", "UpdateWorkGroup").map(|_| ())
    }

    /// Gives a workgroup tags; others stay.
    pub async fn tag_workgroup(&self, name: &str, wanted: &BTreeMap<String, String>) -> Result<()> {
        let call = self.clients.athena.tag_resource().resource_arn(self.workgroup_arn(name).await?);
        call.set_tags(tags(wanted)).send().await.named("athena", "TagResource").map(|_| ())
    }

    /// Deletes a workgroup; with `recursive` also its saved queries and its history.
    pub async fn delete_workgroup(&self, name: &str, recursive: bool) -> Result<()> {
        let call = self.clients.athena.delete_work_group().work_group(name).recursive_delete_option(recursive);
        call.send().await.named("athena", "DeleteWorkGroup").map(|_| ())
    }
}

fn tags(tags: &BTreeMap<String, String>) -> Option<Vec<Tag>> {
    let tags: Vec<Tag> = tags.iter().map(|(key, value)| Tag::builder().key(key).value(value).build()).collect();
    (!tags.is_empty()).then_some(tags)
}

fn engine(wanted: &WorkGroupChange) -> Option<EngineVersion> {
    wanted.engine.as_ref().map(|engine| EngineVersion::builder().selected_engine_version(engine).build())
}

fn encryption(wanted: &ResultEncryption) -> Result<EncryptionConfiguration> {
    let option = EncryptionOption::from(wanted.option.as_str());
    EncryptionConfiguration::builder()
        .encryption_option(option)
        .set_kms_key(wanted.key.clone())
        .build()
        .map_err(incomplete)
}
