//! Log groups and their events.

use super::Read;
use super::failure::Named;
use super::page;
use crate::domain::log::{LogEvent, LogPlace};
use crate::error::Result;

impl Read {
    /// The names of the log groups that begin so.
    pub async fn log_groups(&self, prefix: Option<&str>) -> Result<Vec<String>> {
        page::all("log groups", |token| async move {
            let call = self.clients.logs.describe_log_groups().set_next_token(token);
            let call = call.set_log_group_name_prefix(prefix.map(str::to_owned));
            let answer = call.send().await.named("logs", "DescribeLogGroups")?;
            let names = answer.log_groups.unwrap_or_default().into_iter().filter_map(|group| group.log_group_name);
            Ok((names.collect(), answer.next_token))
        })
        .await
    }

    /// The events of a place from a time on, in milliseconds since the epoch, that a pattern of the service lets through.
    /// None when there is no such group yet.
    pub async fn log_events(
        &self,
        place: &LogPlace,
        since: i64,
        pattern: Option<&str>,
    ) -> Result<Option<Vec<LogEvent>>> {
        let found = page::all("log events", |token| async move {
            let call = self.clients.logs.filter_log_events().log_group_name(&place.group).start_time(since);
            let call = call
                .set_log_stream_name_prefix(place.stream_prefix.clone())
                .set_filter_pattern(pattern.map(str::to_owned));
            let answer = call.set_next_token(token).send().await.named("logs", "FilterLogEvents")?;
            let events = answer.events.unwrap_or_default().into_iter().map(|event| LogEvent {
                id: event.event_id.unwrap_or_default(),
                at_millis: event.timestamp.unwrap_or(0),
                group: place.group.clone(),
                stream: event.log_stream_name.unwrap_or_default(),
                message: event.message.unwrap_or_default(),
            });
            Ok((events.collect(), answer.next_token))
        })
        .await;
        match found {
            Ok(events) => Ok(Some(events)),
            Err(error) if error.has_code(&["ResourceNotFoundException"]) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
