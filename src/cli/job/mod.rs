//! `lakectl job`: scripts that work on the lake.

mod bookmark;
mod create;
mod delete;
mod list;
mod logs;
mod run;
mod runs;
mod schedule;
mod show;
mod stop;

use clap::Subcommand;
use serde_json::{Value, json};

use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::domain::job::JobRun;
use crate::error::Result;
use crate::outcome::Answer;
use crate::render::{Column, Style};

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Job {
    /// Create a job, or bring the one that is there to the same state
    Create(create::JobCreateArgs),
    /// Run a job and wait for its end, through its retries
    Run(run::JobRunArgs),
    /// List the jobs
    #[command(after_help = "Examples:\n  lakectl job list\n  lakectl job list -o json --select 'jobs[].name'")]
    List,
    /// Show a job and its newest runs
    Show(show::JobShowArgs),
    /// List the runs of a job, newest first
    Runs(runs::JobRunsArgs),
    /// Print what a run has written
    Logs(logs::JobLogsArgs),
    /// Stop a run
    Stop(stop::JobStopArgs),
    /// Let a job start by itself: by the clock, or after crawlers and other jobs
    Schedule(schedule::JobScheduleArgs),
    /// Show where a job has got to with its input, or make it begin from the start
    Bookmark(bookmark::JobBookmarkArgs),
    /// Delete a job with its history
    Delete(delete::JobDeleteArgs),
}

impl Job {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Create(args) => create::run(ctx, args).await,
            Self::Run(args) => run::run(ctx, args).await,
            Self::List => list::run(ctx).await,
            Self::Show(args) => show::run(ctx, args).await,
            Self::Runs(args) => runs::run(ctx, args).await,
            Self::Logs(args) => logs::run(ctx, args).await,
            Self::Stop(args) => stop::run(ctx, args).await,
            Self::Schedule(args) => schedule::run(ctx, args).await,
            Self::Bookmark(args) => bookmark::run(ctx, args).await,
            Self::Delete(args) => delete::run(ctx, args).await,
        }
    }
}

/// The columns of a list of runs.
const RUN_COLUMNS: &[Column] = &[
    Column::text("RUN", "id"),
    Column::text("STATE", "state"),
    Column::new("ATTEMPT", "attempt", Style::Count),
    Column::text("STARTED", "started"),
    Column::new("SECONDS", "seconds", Style::Count),
    Column::text("ERROR", "error"),
];

/// A run as JSON.
fn run_row(run: &JobRun) -> Value {
    json!({
        "id": run.id,
        "job": run.job,
        "state": run.state,
        "detail": run.detail,
        "attempt": run.attempt + 1,
        "previous": run.previous,
        "started": time(run.started_millis),
        "completed": time(run.completed_millis),
        "seconds": run.seconds,
        "arguments": run.shown_arguments(),
        "capacity_dpu": run.capacity,
        "cost_usd": run.cost_usd().map(|cost| (cost * 1e6).round() / 1e6),
        "error": run.error,
    })
}
