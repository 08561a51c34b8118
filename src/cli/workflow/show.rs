//! `lakectl workflow show`

use clap::Args;
use serde_json::json;

use super::{ACTION_COLUMNS, action_rows, run_row};
use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Section, Style, View};

/// Show a workflow, its steps and its newest run
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local workflow show nightly\n  lakectl workflow show nightly -o json --select 'workflow.last_run.actions'"
)]
pub struct WorkflowShowArgs {
    /// The workflow's name
    name: String,
}

const FIELDS: &[Column] = &[
    Column::text("Name", "name"),
    Column::text("Description", "description"),
    Column::new("Properties", "property_list", Style::List),
    Column::text("Runs at a time", "max_concurrent_runs"),
    Column::text("Created", "created"),
    Column::text("Modified", "modified"),
    Column::text("Newest run", "last_id"),
    Column::text("State", "last_state"),
    Column::text("Error", "last_error"),
];
const STEPS: Section = Section {
    title: "Steps",
    key: "steps",
    columns: &[
        Column::text("TRIGGER", "name"),
        Column::text("WHEN", "when"),
        Column::new("STARTS", "starts", Style::List),
        Column::text("STATE", "state"),
    ],
};
const ACTIONS: Section = Section { title: "In the newest run", key: "actions", columns: ACTION_COLUMNS };

pub async fn run(ctx: &Ctx, args: WorkflowShowArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let workflow = ops::workflow::need(read, &args.name).await?;
    let triggers = ops::workflow::triggers(read, &args.name).await?;
    let last = match &workflow.last_run {
        Some(run) => read.workflow_run(&args.name, &run.id).await?,
        None => None,
    };
    let steps: Vec<_> = triggers
        .iter()
        .map(|trigger| {
            let starts: Vec<String> = trigger.actions.iter().map(|action| action.work.words()).collect();
            json!({ "name": trigger.name, "when": trigger.words(), "starts": starts, "state": trigger.state })
        })
        .collect();
    let properties: Vec<String> = workflow.properties.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let value = json!({
        "name": workflow.name,
        "description": workflow.description,
        "properties": workflow.properties,
        "property_list": properties,
        "max_concurrent_runs": workflow.max_concurrent_runs,
        "created": time(workflow.created_millis),
        "modified": time(workflow.modified_millis),
        "last_id": last.as_ref().map(|run| run.id.clone()),
        "last_state": last.as_ref().map(|run| run.state.clone()),
        "last_error": last.as_ref().and_then(|run| run.error.clone()),
        "last_run": last.as_ref().map(run_row),
        "steps": steps,
        "actions": last.as_ref().map(action_rows).unwrap_or_default(),
    });
    Ok(Answer::done(View::record_with("workflow", value, FIELDS, vec![STEPS, ACTIONS])))
}
