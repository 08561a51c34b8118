//! `lakectl workflow`: jobs and crawlers that run together, one step after the other.

mod create;
mod delete;
mod follow;
mod list;
mod resume;
mod run;
mod runs;
mod show;
mod stop;

use clap::Subcommand;
use serde_json::{Value, json};

use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::domain::workflow::WorkflowRun;
use crate::error::Result;
use crate::outcome::Answer;
use crate::render::{Column, Style};

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Workflow {
    /// Create a workflow of steps, or bring the one that is there to the same state
    Create(create::WorkflowCreateArgs),
    /// Run a workflow and wait for its end
    Run(run::WorkflowRunArgs),
    /// Take a run up again where it failed, and wait for the end
    Resume(resume::WorkflowResumeArgs),
    /// List the workflows
    #[command(
        after_help = "Examples:\n  lakectl workflow list\n  lakectl workflow list -o json --select 'workflows[].name'"
    )]
    List,
    /// Show a workflow, its steps and its newest run
    Show(show::WorkflowShowArgs),
    /// List the runs of a workflow, newest first
    Runs(runs::WorkflowRunsArgs),
    /// Stop a run, and everything that runs in it
    Stop(stop::WorkflowStopArgs),
    /// Delete a workflow with its triggers; its jobs and crawlers stay
    Delete(delete::WorkflowDeleteArgs),
}

impl Workflow {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Create(args) => create::run(ctx, args).await,
            Self::Run(args) => run::run(ctx, args).await,
            Self::Resume(args) => resume::run(ctx, args).await,
            Self::List => list::run(ctx).await,
            Self::Show(args) => show::run(ctx, args).await,
            Self::Runs(args) => runs::run(ctx, args).await,
            Self::Stop(args) => stop::run(ctx, args).await,
            Self::Delete(args) => delete::run(ctx, args).await,
        }
    }
}

/// The columns of a list of runs.
const RUN_COLUMNS: &[Column] = &[
    Column::text("RUN", "id"),
    Column::text("STATE", "state"),
    Column::text("STARTED", "started"),
    Column::text("COMPLETED", "completed"),
    Column::new("ACTIONS", "actions_total", Style::Count),
    Column::new("FAILED", "actions_failed", Style::Count),
];

/// The columns of what was started in a run.
const ACTION_COLUMNS: &[Column] = &[
    Column::text("STARTED", "started"),
    Column::text("WHAT", "what"),
    Column::text("STATE", "state"),
    Column::text("RUN", "id"),
    Column::text("ERROR", "error"),
];

/// A run as JSON.
fn run_row(run: &WorkflowRun) -> Value {
    json!({
        "id": run.id,
        "workflow": run.workflow,
        "state": run.state,
        "error": run.error,
        "started": time(run.started_millis),
        "completed": time(run.completed_millis),
        "properties": run.properties,
        "actions_total": run.counts.total,
        "actions_succeeded": run.counts.succeeded,
        "actions_running": run.counts.running,
        "actions_failed": run.counts.failed,
        "actions_stopped": run.counts.stopped,
        "actions": action_rows(run),
    })
}

fn action_rows(run: &WorkflowRun) -> Vec<Value> {
    let row = |action: &crate::domain::workflow::Started| {
        json!({
            "what": action.work.words(),
            "node": action.node,
            "id": action.id,
            "state": action.state,
            "error": action.error,
            "started": time(action.started_millis),
            "completed": time(action.completed_millis),
        })
    };
    run.actions.iter().map(row).collect()
}
