//! Dashboards.

use super::failure::{self, Named};
use super::page;
use super::{Read, Write};
use crate::domain::dashboard::Listed;
use crate::error::Result;

/// How the service says that there is no such dashboard.
const MISSING: &[&str] = &["ResourceNotFound", "ResourceNotFoundException", "DashboardNotFoundError"];

impl Read {
    /// Every dashboard.
    pub async fn dashboards(&self) -> Result<Vec<Listed>> {
        page::all("dashboards", |token| async move {
            let call = self.clients.cloudwatch.list_dashboards().set_next_token(token);
            let answer = call.send().await.named("cloudwatch", "ListDashboards")?;
            let found = answer.dashboard_entries.unwrap_or_default().into_iter().map(|entry| Listed {
                name: entry.dashboard_name.unwrap_or_default(),
                modified_millis: entry.last_modified.and_then(|at| at.to_millis().ok()),
                size: entry.size,
            });
            Ok((found.collect(), answer.next_token))
        })
        .await
    }

    /// The body of a dashboard; none when there is none.
    pub async fn dashboard(&self, name: &str) -> Result<Option<String>> {
        let answer = self.clients.cloudwatch.get_dashboard().dashboard_name(name).send().await;
        let answer = failure::absent(answer.named("cloudwatch", "GetDashboard"), MISSING)?;
        Ok(answer.and_then(|answer| answer.dashboard_body))
    }
}

impl Write {
    /// Puts a dashboard; what the service says about its body without refusing it.
    pub async fn put_dashboard(&self, name: &str, body: &str) -> Result<Vec<String>> {
        let call = self.clients.cloudwatch.put_dashboard().dashboard_name(name).dashboard_body(body);
        let answer = call.send().await.named("cloudwatch", "PutDashboard")?;
        let messages = answer.dashboard_validation_messages.unwrap_or_default().into_iter();
        Ok(messages
            .map(|one| format!("{}: {}", one.data_path.unwrap_or_default(), one.message.unwrap_or_default()))
            .collect())
    }

    /// Deletes a dashboard.
    pub async fn delete_dashboard(&self, name: &str) -> Result<()> {
        let call = self.clients.cloudwatch.delete_dashboards().dashboard_names(name);
        call.send().await.named("cloudwatch", "DeleteDashboards").map(drop)
    }
}
