//! Jobs, their runs, and what a run has written.

use std::collections::HashMap;

use aws_sdk_glue::types as sdk;

use super::failure::Named;
use super::glue_catalog::{absent, millis};
use super::page;
use super::retry::unless_told_to_slow_down;
use super::{Read, Write};
use crate::domain::job::{Job, JobBookmark, JobRun, LogLine};
use crate::error::{Error, Result};

impl Read {
    /// Every job.
    pub async fn jobs(&self) -> Result<Vec<Job>> {
        page::all("jobs", |token| self.job_page(token)).await
    }

    /// One page of the jobs, and the token of the next one.
    pub async fn job_page(&self, token: Option<String>) -> Result<(Vec<Job>, Option<String>)> {
        let answer = self.clients.glue.get_jobs().set_next_token(token).send().await.named("glue", "GetJobs")?;
        Ok((answer.jobs.unwrap_or_default().into_iter().map(job).collect(), answer.next_token))
    }

    /// A job; none when there is none.
    pub async fn job(&self, name: &str) -> Result<Option<Job>> {
        Ok(self.sdk_job(name).await?.map(job))
    }

    async fn sdk_job(&self, name: &str) -> Result<Option<sdk::Job>> {
        let answer = self.clients.glue.get_job().job_name(name).send().await.named("glue", "GetJob");
        Ok(absent(answer)?.and_then(|answer| answer.job))
    }

    /// The runs of a job, newest first.
    pub async fn job_runs(&self, name: &str) -> Result<Vec<JobRun>> {
        page::all("job runs", |token| async move {
            let call = self.clients.glue.get_job_runs().job_name(name).set_next_token(token);
            let answer = call.send().await.named("glue", "GetJobRuns")?;
            Ok((answer.job_runs.unwrap_or_default().into_iter().map(job_run).collect(), answer.next_token))
        })
        .await
    }

    /// The newest runs of a job, newest first; one page of at most `limit`.
    pub async fn newest_job_runs(&self, name: &str, limit: i32) -> Result<Vec<JobRun>> {
        let call = self.clients.glue.get_job_runs().job_name(name).max_results(limit);
        let answer = call.send().await.named("glue", "GetJobRuns")?;
        Ok(answer.job_runs.unwrap_or_default().into_iter().map(job_run).collect())
    }

    /// A run; none when there is none.
    pub async fn job_run(&self, name: &str, id: &str) -> Result<Option<JobRun>> {
        let call = self.clients.glue.get_job_run().job_name(name).run_id(id);
        let answer = absent(call.send().await.named("glue", "GetJobRun"))?;
        Ok(answer.and_then(|answer| answer.job_run).map(job_run))
    }

    /// Where a job has got to; none when it keeps no bookmark or has not run.
    pub async fn job_bookmark(&self, name: &str) -> Result<Option<JobBookmark>> {
        let call = self.clients.glue.get_job_bookmark().job_name(name);
        let answer = absent(call.send().await.named("glue", "GetJobBookmark"))?;
        Ok(answer.and_then(|answer| answer.job_bookmark_entry).map(|entry| JobBookmark {
            version: entry.version,
            run: entry.run,
            attempt: entry.attempt,
            previous_run: entry.previous_run_id,
            run_id: entry.run_id,
            state: entry.job_bookmark,
        }))
    }

    /// What a run has written, in order of time. A log that is not there has no lines.
    pub async fn job_log(&self, run: &JobRun) -> Result<Vec<LogLine>> {
        self.job_log_since(run, 0).await
    }

    /// What a run has written from a time on, in milliseconds since the epoch.
    pub async fn job_log_since(&self, run: &JobRun, since: i64) -> Result<Vec<LogLine>> {
        let base = run.log_group.as_deref().unwrap_or("/aws-glue/jobs");
        let mut lines = Vec::new();
        for (kind, is_error) in [("output", false), ("error", true)] {
            lines.extend(self.log_lines(&format!("{base}/{kind}"), run, is_error, since).await?);
        }
        lines.sort_by_key(|line| line.at_millis);
        Ok(lines)
    }

    async fn log_lines(&self, group: &str, run: &JobRun, is_error: bool, since: i64) -> Result<Vec<LogLine>> {
        let lines = page::all("log events", |token| async move {
            // Streams of executors begin with the run's id, and so do those of its retries.
            let call = self.clients.logs.filter_log_events().log_group_name(group).log_stream_name_prefix(&run.id);
            let call = call.set_start_time((since > 0).then_some(since)).set_next_token(token);
            let answer = call.send().await.named("logs", "FilterLogEvents")?;
            let lines: Vec<LogLine> = answer
                .events
                .unwrap_or_default()
                .into_iter()
                .filter(|event| {
                    let rest = event.log_stream_name.as_deref().and_then(|stream| stream.strip_prefix(&run.id));
                    rest.is_some_and(|rest| !rest.starts_with("_attempt_"))
                })
                .map(|event| LogLine {
                    id: event.event_id.unwrap_or_default(),
                    at_millis: event.timestamp.unwrap_or(0),
                    is_error,
                    text: event.message.unwrap_or_default(),
                })
                .collect();
            Ok((lines, answer.next_token))
        })
        .await;
        match lines {
            Err(error) if error.has_code(&["ResourceNotFoundException"]) => Ok(Vec::new()),
            lines => lines,
        }
    }
}

impl Write {
    /// Creates a job.
    pub async fn create_job(&self, wanted: &Job) -> Result<()> {
        let call = self
            .clients
            .glue
            .create_job()
            .name(&wanted.name)
            .role(&wanted.role)
            .command(command(wanted, None))
            .set_description(wanted.description.clone())
            .set_default_arguments(arguments(wanted))
            .max_retries(wanted.max_retries)
            .set_timeout(wanted.timeout_minutes)
            .set_glue_version(wanted.glue_version.clone())
            .set_worker_type(wanted.worker_type.as_deref().map(sdk::WorkerType::from))
            .set_number_of_workers(wanted.workers)
            .set_max_capacity(wanted.max_capacity)
            .execution_property(
                sdk::ExecutionProperty::builder().max_concurrent_runs(wanted.max_concurrent_runs.max(1)).build(),
            );
        call.send().await.named("glue", "CreateJob").map(drop)
    }

    /// Changes a job. The service replaces the whole definition, so what lakectl does not own is sent as it was.
    pub async fn update_job(&self, wanted: &Job) -> Result<()> {
        let name = &wanted.name;
        let live = self.sdk_job(name).await?;
        let live = live.ok_or_else(|| Error::not_found(format!("there is no job `{name}`")))?;
        let by_workers = wanted.worker_type.is_some() || wanted.workers.is_some();
        let update = sdk::JobUpdate::builder()
            .set_job_mode(live.job_mode)
            .set_job_run_queuing_enabled(live.job_run_queuing_enabled)
            .set_description(wanted.description.clone())
            .set_log_uri(live.log_uri)
            .role(&wanted.role)
            .execution_property(
                sdk::ExecutionProperty::builder().max_concurrent_runs(wanted.max_concurrent_runs.max(1)).build(),
            )
            .command(command(wanted, live.command))
            .set_default_arguments(arguments(wanted))
            .set_non_overridable_arguments(live.non_overridable_arguments)
            .set_connections(live.connections)
            .max_retries(wanted.max_retries)
            .set_timeout(wanted.timeout_minutes)
            // The service takes the one or the other.
            .set_max_capacity(if by_workers { None } else { wanted.max_capacity })
            .set_worker_type(wanted.worker_type.as_deref().map(sdk::WorkerType::from))
            .set_number_of_workers(wanted.workers)
            .set_security_configuration(live.security_configuration)
            .set_notification_property(live.notification_property)
            .set_glue_version(wanted.glue_version.clone())
            .set_code_gen_configuration_nodes(live.code_gen_configuration_nodes)
            .set_execution_class(live.execution_class)
            .set_source_control_details(live.source_control_details)
            .set_maintenance_window(live.maintenance_window)
            .build();
        let call = self.clients.glue.update_job().job_name(name).job_update(update);
        call.send().await.named("glue", "UpdateJob").map(drop)
    }

    /// Deletes a job with its runs and its bookmark.
    pub async fn delete_job(&self, name: &str) -> Result<()> {
        self.clients.glue.delete_job().job_name(name).send().await.named("glue", "DeleteJob").map(drop)
    }

    /// Starts a run; its id. It is asked for once: the call has no token, and a second one would be a second run.
    pub async fn start_job_run(&self, name: &str, arguments: &[(String, String)]) -> Result<String> {
        let given = (!arguments.is_empty()).then(|| arguments.iter().cloned().collect::<HashMap<_, _>>());
        let call = self.clients.glue.start_job_run().job_name(name).set_arguments(given);
        let send = || async { call.clone().send().await.named("glue", "StartJobRun") };
        let answer = unless_told_to_slow_down(send).await?;
        answer.job_run_id.ok_or_else(|| Error::failed("glue StartJobRun gave no id"))
    }

    /// Forgets where a job has got to: its next run begins from the start.
    pub async fn reset_job_bookmark(&self, name: &str) -> Result<()> {
        let call = self.clients.glue.reset_job_bookmark().job_name(name);
        call.send().await.named("glue", "ResetJobBookmark").map(drop)
    }

    /// Asks a run to stop; `Err` when the service refuses to.
    pub async fn stop_job_run(&self, name: &str, id: &str) -> Result<()> {
        let call = self.clients.glue.batch_stop_job_run().job_name(name).job_run_ids(id);
        let answer = call.send().await.named("glue", "BatchStopJobRun")?;
        let Some(error) = answer.errors.unwrap_or_default().into_iter().next() else { return Ok(()) };
        let detail = error.error_detail.and_then(|detail| detail.error_message).unwrap_or_default();
        Err(Error::failed(format!("run {id} of job {name} was not stopped")).because(detail))
    }
}

fn command(wanted: &Job, live: Option<sdk::JobCommand>) -> sdk::JobCommand {
    sdk::JobCommand::builder()
        .name(&wanted.command)
        .set_script_location(wanted.script.clone())
        .set_python_version(wanted.python_version.clone())
        .set_runtime(live.and_then(|command| command.runtime))
        .build()
}

fn arguments(wanted: &Job) -> Option<HashMap<String, String>> {
    (!wanted.arguments.is_empty()).then(|| wanted.arguments.clone().into_iter().collect())
}

fn job(job: sdk::Job) -> Job {
    let command = job.command.unwrap_or_else(|| sdk::JobCommand::builder().build());
    Job {
        name: job.name.unwrap_or_default(),
        description: job.description,
        role: job.role.unwrap_or_default(),
        command: command.name.unwrap_or_else(|| "glueetl".to_owned()),
        script: command.script_location,
        python_version: command.python_version,
        arguments: job.default_arguments.unwrap_or_default().into_iter().collect(),
        max_retries: job.max_retries,
        timeout_minutes: job.timeout,
        glue_version: job.glue_version,
        worker_type: job.worker_type.map(|worker| worker.as_str().to_owned()),
        workers: job.number_of_workers,
        max_capacity: job.max_capacity,
        max_concurrent_runs: job.execution_property.map_or(1, |property| property.max_concurrent_runs),
        created_millis: millis(job.created_on),
        modified_millis: millis(job.last_modified_on),
    }
}

fn job_run(run: sdk::JobRun) -> JobRun {
    JobRun {
        id: run.id.unwrap_or_default(),
        job: run.job_name.unwrap_or_default(),
        attempt: run.attempt,
        previous: run.previous_run_id,
        state: run.job_run_state.map_or_else(String::new, |state| state.as_str().to_owned()),
        detail: run.state_detail,
        error: run.error_message,
        arguments: run.arguments.unwrap_or_default().into_iter().collect(),
        started_millis: millis(run.started_on),
        completed_millis: millis(run.completed_on),
        seconds: run.execution_time,
        log_group: run.log_group_name,
        capacity: run.max_capacity,
        dpu_seconds: run.dpu_seconds,
    }
}
