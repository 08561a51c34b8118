//! `lakectl workflow list`

use serde_json::{Value, json};

use super::run_row;
use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::domain::workflow::Workflow;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, View};

const COLUMNS: &[Column] = &[
    Column::text("WORKFLOW", "name"),
    Column::text("LAST RUN", "last_started"),
    Column::text("STATE", "last_state"),
    Column::text("DESCRIPTION", "description"),
];

fn row(workflow: &Workflow) -> Value {
    let last = workflow.last_run.as_ref();
    json!({
        "name": workflow.name,
        "description": workflow.description,
        "properties": workflow.properties,
        "max_concurrent_runs": workflow.max_concurrent_runs,
        "last_started": last.and_then(|run| time(run.started_millis)),
        "last_state": last.map(|run| run.state.clone()),
        "last_run": last.map(run_row),
    })
}

pub async fn run(ctx: &Ctx) -> Result<Answer> {
    let found = ops::workflow::list(ctx.read().await?).await?;
    Ok(Answer::done(View::list("workflows", found.iter().map(row).collect(), COLUMNS)))
}
