//! Queries over log events.

use aws_sdk_cloudwatchlogs::types as sdk;

use super::failure::Named;
use super::page;
use super::{Read, Write};
use crate::domain::log::{LogGroup, LogQuery, LogQueryAnswer};
use crate::error::{Error, Result};

impl Read {
    /// The log groups whose names begin so, with how much they hold.
    pub async fn log_group_sizes(&self, prefix: &str) -> Result<Vec<LogGroup>> {
        page::all("log groups", |token| async move {
            let call = self.clients.logs.describe_log_groups().log_group_name_prefix(prefix).set_next_token(token);
            let answer = call.send().await.named("logs", "DescribeLogGroups")?;
            let groups = answer.log_groups.unwrap_or_default().into_iter().map(|group| LogGroup {
                name: group.log_group_name.unwrap_or_default(),
                bytes: group.stored_bytes.and_then(|bytes| u64::try_from(bytes).ok()),
            });
            Ok((groups.collect(), answer.next_token))
        })
        .await
    }

    /// What a query has found so far.
    pub async fn log_query(&self, id: &str) -> Result<LogQueryAnswer> {
        let answer =
            self.clients.logs.get_query_results().query_id(id).send().await.named("logs", "GetQueryResults")?;
        let statistics = answer.statistics.as_ref();
        Ok(LogQueryAnswer {
            status: answer.status.as_ref().map_or_else(String::new, |status| status.as_str().to_owned()),
            rows: answer.results.unwrap_or_default().into_iter().map(cells).collect(),
            scanned_bytes: statistics.map(|statistics| statistics.bytes_scanned),
            matched: statistics.map(|statistics| statistics.records_matched),
            scanned: statistics.map(|statistics| statistics.records_scanned),
        })
    }
}

impl Write {
    /// Starts a query; its id.
    pub async fn start_log_query(&self, wanted: &LogQuery) -> Result<String> {
        let call = self
            .clients
            .logs
            .start_query()
            .set_log_group_names(Some(wanted.groups.clone()))
            .query_string(&wanted.text)
            .start_time(wanted.from_seconds)
            .end_time(wanted.to_seconds)
            .set_limit(wanted.limit);
        let answer = call.send().await.named("logs", "StartQuery")?;
        answer.query_id.ok_or_else(|| Error::failed("logs StartQuery gave no id"))
    }

    /// Stops a query; `false` when it is over.
    pub async fn stop_log_query(&self, id: &str) -> Result<bool> {
        match self.clients.logs.stop_query().query_id(id).send().await.named("logs", "StopQuery") {
            Ok(_) => Ok(true),
            Err(error) if error.has_code(&["InvalidParameterException", "ResourceNotFoundException"]) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

fn cells(row: Vec<sdk::ResultField>) -> Vec<(String, String)> {
    row.into_iter().map(|cell| (cell.field.unwrap_or_default(), cell.value.unwrap_or_default())).collect()
}
