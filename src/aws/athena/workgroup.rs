//! Workgroups. An update names only what changes; the service keeps the rest.

use aws_sdk_athena::types::{
    ResultConfiguration, ResultConfigurationUpdates, WorkGroupConfiguration, WorkGroupConfigurationUpdates,
    WorkGroupState,
};

use super::query::millis;
use crate::aws::failure::Named;
use crate::aws::{Read, Write, page};
use crate::domain::workgroup::{WorkGroup, WorkGroupChange, WorkGroupSummary};
use crate::error::{Kind, Result};

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
            }
        }))
    }

    /// Every workgroup.
    pub async fn workgroups(&self) -> Result<Vec<WorkGroupSummary>> {
        page::all("workgroups", |token| async move {
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
        })
        .await
    }
}

impl Write {
    /// Creates a workgroup. Whether it is enabled is not said here: it always is.
    pub async fn create_workgroup(&self, name: &str, wanted: &WorkGroupChange) -> Result<()> {
        let location = wanted.output_location.clone().flatten();
        let configuration = WorkGroupConfiguration::builder()
            .set_result_configuration(
                location.map(|location| ResultConfiguration::builder().output_location(location).build()),
            )
            .set_enforce_work_group_configuration(wanted.enforced)
            .set_publish_cloud_watch_metrics_enabled(wanted.metrics)
            .set_bytes_scanned_cutoff_per_query(wanted.scan_limit.flatten().and_then(|limit| i64::try_from(limit).ok()))
            .build();
        let call = self.clients.athena.create_work_group().name(name).configuration(configuration);
        let call = call.set_description(wanted.description.clone());
        let created = call.send().await.named("athena", "CreateWorkGroup").map(|_| ());
        // The service calls a name that is taken an invalid request.
        created.map_err(|error| match error.aws().and_then(|aws| aws.message.as_deref()) {
            Some(message) if message.contains("already created") => error.with_kind(Kind::Conflict),
            _ => error,
        })
    }

    /// Changes what is said of a workgroup.
    pub async fn update_workgroup(&self, name: &str, change: &WorkGroupChange) -> Result<()> {
        let result = change.output_location.as_ref().map(|location| {
            ResultConfigurationUpdates::builder()
                .set_output_location(location.clone())
                .set_remove_output_location(location.is_none().then_some(true))
                .build()
        });
        let updates = WorkGroupConfigurationUpdates::builder()
            .set_result_configuration_updates(result)
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

    /// Deletes a workgroup; with `recursive` also its saved queries and its history.
    pub async fn delete_workgroup(&self, name: &str, recursive: bool) -> Result<()> {
        let call = self.clients.athena.delete_work_group().work_group(name).recursive_delete_option(recursive);
        call.send().await.named("athena", "DeleteWorkGroup").map(|_| ())
    }
}
