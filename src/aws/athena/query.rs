//! Starting, watching, stopping and reading queries.

use aws_sdk_athena::types::{
    QueryExecution, QueryExecutionContext, QueryExecutionState, ResultConfiguration, ResultReuseByAgeConfiguration,
    ResultReuseConfiguration, StatementType,
};
use aws_smithy_types::DateTime;

use crate::domain::query::{Execution, Failure, PAGE_ROWS, Request, ResultColumn, ResultPage, State, StatementKind};
use crate::error::{Error, Kind, Result};
use crate::failure::Named;
use crate::{Read, Tokens, Write, page};

/// The most executions that one call describes. Source: Amazon Athena API reference, BatchGetQueryExecution.
const BATCH: usize = 50;

/// An execution that the service did not describe: its id, and why.
pub type Undescribed = (String, String);

impl Read {
    /// One execution; not found is an error.
    pub async fn query(&self, id: &str) -> Result<Execution> {
        let answer = self.clients.athena.get_query_execution().query_execution_id(id).send().await;
        let answer = answer.named("athena", "GetQueryExecution").map_err(|error| missing(error, id))?;
        answer
            .query_execution
            .map(execution)
            .ok_or_else(|| Error::failed(format!("athena GetQueryExecution said nothing about query {id}")))
    }

    /// The newest executions of a workgroup, at most `limit`, newest first; and those that the service did not describe,
    /// as (id, reason).
    pub async fn queries(&self, workgroup: Option<&str>, limit: usize) -> Result<(Vec<Execution>, Vec<Undescribed>)> {
        let mut ids = Vec::new();
        let (mut tokens, mut token) = (Tokens::default(), None);
        while ids.len() < limit {
            let (page, next) = self.query_id_page(workgroup, token.take()).await?;
            ids.extend(page);
            match tokens.next("queries", next)? {
                None => break,
                next => token = next,
            }
        }
        ids.truncate(limit);
        self.described_queries(&ids).await
    }

    /// One page of the ids of a workgroup's executions, newest first, and the token of the next one.
    pub async fn query_id_page(
        &self,
        workgroup: Option<&str>,
        token: Option<String>,
    ) -> Result<(Vec<String>, Option<String>)> {
        let call = self.clients.athena.list_query_executions().set_work_group(workgroup.map(str::to_owned));
        let answer = call.set_next_token(token).send().await.named("athena", "ListQueryExecutions")?;
        Ok((answer.query_execution_ids.unwrap_or_default(), answer.next_token))
    }

    /// Executions in the order of their ids; and those that the service did not describe, as (id, reason).
    pub async fn described_queries(&self, ids: &[String]) -> Result<(Vec<Execution>, Vec<Undescribed>)> {
        let (mut found, mut undescribed) = (Vec::with_capacity(ids.len()), Vec::new());
        for ids in ids.chunks(BATCH) {
            let call = self.clients.athena.batch_get_query_execution().set_query_execution_ids(Some(ids.to_vec()));
            let answer = call.send().await.named("athena", "BatchGetQueryExecution")?;
            found.extend(answer.query_executions.unwrap_or_default().into_iter().map(execution));
            undescribed.extend(answer.unprocessed_query_execution_ids.unwrap_or_default().into_iter().map(|one| {
                let reason = one.error_message.or(one.error_code).unwrap_or_else(|| "no reason is given".to_owned());
                (one.query_execution_id.unwrap_or_default(), reason)
            }));
        }
        // The description comes in any order.
        found.sort_by_key(|found| ids.iter().position(|id| *id == found.id));
        Ok((found, undescribed))
    }

    /// A page of a query's result, of at most so many rows, a header included.
    pub async fn result_page(&self, id: &str, token: Option<&str>, most: i32) -> Result<ResultPage> {
        let most = most.clamp(1, PAGE_ROWS);
        let call = self.clients.athena.get_query_results().query_execution_id(id).max_results(most);
        let answer = call.set_next_token(token.map(str::to_owned)).send().await;
        let answer = answer.named("athena", "GetQueryResults").map_err(|error| missing(error, id))?;
        let result = answer.result_set;
        let (rows, metadata) = result.map_or((None, None), |set| (set.rows, set.result_set_metadata));
        Ok(ResultPage {
            columns: metadata
                .and_then(|metadata| metadata.column_info)
                .unwrap_or_default()
                .into_iter()
                .map(|column| ResultColumn {
                    name: column.name,
                    kind: column.r#type,
                    precision: column.precision,
                    scale: column.scale,
                })
                .collect(),
            rows: rows
                .unwrap_or_default()
                .into_iter()
                .map(|row| row.data.unwrap_or_default().into_iter().map(|cell| cell.var_char_value).collect())
                .collect(),
            update_count: answer.update_count,
            next: answer.next_token.filter(|next| !next.is_empty()),
        })
    }

    /// The names of the tables of a database, for suggestions.
    pub async fn query_tables(&self, catalog: &str, database: &str) -> Result<Vec<String>> {
        page::all("tables", |token| async move {
            let call = self.clients.athena.list_table_metadata().catalog_name(catalog).database_name(database);
            let answer = call.set_next_token(token).send().await.named("athena", "ListTableMetadata")?;
            let names = answer.table_metadata_list.unwrap_or_default().into_iter().map(|table| table.name).collect();
            Ok((names, answer.next_token))
        })
        .await
    }
}

impl Write {
    /// Starts a query; gives its id.
    pub async fn start_query(&self, request: &Request) -> Result<String> {
        let context = (request.database.is_some() || request.catalog.is_some()).then(|| {
            QueryExecutionContext::builder()
                .set_database(request.database.clone())
                .set_catalog(request.catalog.clone())
                .build()
        });
        let result = match &request.output_location {
            None => None,
            Some(location) => {
                // A bucket of that name in another account gets no result of ours.
                let result = ResultConfiguration::builder().output_location(location);
                Some(result.expected_bucket_owner(self.account().await?).build())
            }
        };
        let parameters = (!request.parameters.is_empty()).then(|| request.parameters.clone());
        let reuse = request.reuse_minutes.map(|minutes| {
            let by_age = ResultReuseByAgeConfiguration::builder().enabled(true).max_age_in_minutes(minutes).build();
            ResultReuseConfiguration::builder().result_reuse_by_age_configuration(by_age).build()
        });
        let call = self
            .clients
            .athena
            .start_query_execution()
            .query_string(&request.sql)
            .client_request_token(&request.token)
            .set_query_execution_context(context)
            .set_result_configuration(result)
            .set_work_group(request.workgroup.clone())
            .set_execution_parameters(parameters)
            .set_result_reuse_configuration(reuse);
        let answer = call.send().await.named("athena", "StartQueryExecution")?;
        answer.query_execution_id.ok_or_else(|| Error::failed("athena StartQueryExecution gave no id"))
    }

    /// Stops a query. One that is over stays as it is.
    pub async fn stop_query(&self, id: &str) -> Result<()> {
        let answer = self.clients.athena.stop_query_execution().query_execution_id(id).send().await;
        answer.named("athena", "StopQueryExecution").map(|_| ()).map_err(|error| missing(error, id))
    }
}

/// The service calls an unknown id an invalid request.
fn missing(error: Error, id: &str) -> Error {
    let message = error.aws().and_then(|aws| aws.message.clone()).unwrap_or_default();
    if error.has_code(&["InvalidRequestException"]) && message.contains("not found") {
        return error.with_kind(Kind::NotFound).context(format!("there is no query {id}")).hint("lakectl queries list");
    }
    error
}

fn execution(found: QueryExecution) -> Execution {
    let status = found.status;
    let failure = status.as_ref().and_then(|status| status.athena_error.as_ref());
    let statistics = found.statistics;
    let count = |value: Option<i64>| value.and_then(|value| u64::try_from(value).ok());
    let context = found.query_execution_context;
    Execution {
        id: found.query_execution_id.unwrap_or_default(),
        sql: found.query.unwrap_or_default(),
        state: state(status.as_ref().and_then(|status| status.state.as_ref())),
        statement: found.statement_type.as_ref().and_then(statement),
        substatement: found.substatement_type,
        database: context.as_ref().and_then(|context| context.database.clone()),
        catalog: context.and_then(|context| context.catalog),
        workgroup: found.work_group,
        output_location: found.result_configuration.and_then(|result| result.output_location),
        managed_result: found.managed_query_results_configuration.is_some_and(|managed| managed.enabled),
        reason: status
            .as_ref()
            .and_then(|status| status.state_change_reason.clone())
            .or_else(|| failure.and_then(|failure| failure.error_message.clone())),
        failure: failure.map(|failure| Failure {
            category: failure.error_category,
            error_type: failure.error_type,
            retryable: failure.retryable,
        }),
        scanned_bytes: statistics.as_ref().and_then(|s| count(s.data_scanned_in_bytes)).unwrap_or(0),
        total_millis: statistics.as_ref().and_then(|s| count(s.total_execution_time_in_millis)),
        queue_millis: statistics.as_ref().and_then(|s| count(s.query_queue_time_in_millis)),
        engine_millis: statistics.as_ref().and_then(|s| count(s.engine_execution_time_in_millis)),
        reused: statistics
            .as_ref()
            .and_then(|s| s.result_reuse_information.as_ref())
            .is_some_and(|reuse| reuse.reused_previous_result),
        manifest: statistics.and_then(|s| s.data_manifest_location),
        submitted_millis: status.as_ref().and_then(|s| s.submission_date_time.as_ref()).and_then(millis),
        completed_millis: status.as_ref().and_then(|s| s.completion_date_time.as_ref()).and_then(millis),
        parameters: found.execution_parameters.unwrap_or_default(),
        engine: found.engine_version.and_then(|engine| engine.effective_engine_version),
    }
}

fn state(state: Option<&QueryExecutionState>) -> State {
    match state {
        Some(QueryExecutionState::Running) => State::Running,
        Some(QueryExecutionState::Succeeded) => State::Succeeded,
        Some(QueryExecutionState::Failed) => State::Failed,
        Some(QueryExecutionState::Cancelled) => State::Cancelled,
        // A state that is not known yet is waited out.
        _ => State::Queued,
    }
}

fn statement(kind: &StatementType) -> Option<StatementKind> {
    match kind {
        StatementType::Ddl => Some(StatementKind::Ddl),
        StatementType::Dml => Some(StatementKind::Dml),
        StatementType::Utility => Some(StatementKind::Utility),
        _ => None,
    }
}

pub(super) fn millis(time: &DateTime) -> Option<i64> {
    time.to_millis().ok()
}
