//! `lakectl job show`

use clap::Args;
use serde_json::json;

use super::{RUN_COLUMNS, run_row};
use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::domain::job::masked;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Section, Style, View};

/// Show a job and its newest runs
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local job show clean\n  lakectl job show clean -o json --select 'job.runs[0]'"
)]
pub struct JobShowArgs {
    /// The job's name
    name: String,
}

const FIELDS: &[Column] = &[
    Column::text("Name", "name"),
    Column::text("Description", "description"),
    Column::text("Type", "type"),
    Column::text("Script", "script"),
    Column::text("Role", "role"),
    Column::new("Arguments", "argument_list", Style::List),
    Column::text("Runtime", "glue_version"),
    Column::text("Worker type", "worker_type"),
    Column::text("Workers", "workers"),
    Column::text("Capacity", "max_capacity"),
    Column::text("Timeout in minutes", "timeout_minutes"),
    Column::text("Retries", "max_retries"),
    Column::text("Runs at a time", "max_concurrent_runs"),
    Column::text("Created", "created"),
    Column::text("Modified", "modified"),
];
const SECTION: Section = Section { title: "Runs", key: "runs", columns: RUN_COLUMNS };

/// How many runs are shown.
const SHOWN: i32 = 10;

pub async fn run(ctx: &Ctx, args: JobShowArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let job = ops::job::need(read, &args.name).await?;
    let runs = read.newest_job_runs(&args.name, SHOWN).await?;
    let list: Vec<String> = masked(&job.arguments)
        .into_iter()
        .map(|(name, value)| if value.is_empty() { name } else { format!("{name}={value}") })
        .collect();
    let value = json!({
        "name": job.name,
        "description": job.description,
        "type": job.command,
        "script": job.script,
        "python_version": job.python_version,
        "role": job.role,
        "argument_list": list,
        "glue_version": job.glue_version,
        "worker_type": job.worker_type,
        "workers": job.workers,
        "max_capacity": job.max_capacity,
        "timeout_minutes": job.timeout_minutes,
        "max_retries": job.max_retries,
        "max_concurrent_runs": job.max_concurrent_runs,
        "created": time(job.created_millis),
        "modified": time(job.modified_millis),
        "runs": runs.iter().map(run_row).collect::<Vec<_>>(),
    });
    Ok(Answer::done(View::record_with("job", value, FIELDS, vec![SECTION])))
}
