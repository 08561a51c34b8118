//! `lakectl workgroup show`

use clap::Args;
use serde_json::json;

use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::domain::workgroup::WorkGroupName;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

/// Show a workgroup
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local workgroup show primary\n  lakectl workgroup show analysts -o json --select workgroup.scan_limit"
)]
pub struct WorkgroupShowArgs {
    /// The workgroup's name
    name: WorkGroupName,
}

const FIELDS: &[Column] = &[
    Column::text("Name", "name"),
    Column::new("Enabled", "enabled", Style::Flag),
    Column::text("Description", "description"),
    Column::text("Output location", "output_location"),
    Column::new("Managed results", "managed_results", Style::Flag),
    Column::new("Enforced", "enforced", Style::Flag),
    Column::new("Scan limit", "scan_limit", Style::Bytes),
    Column::new("Metrics", "metrics", Style::Flag),
    Column::text("Engine", "engine"),
    Column::text("Engine in effect", "effective_engine"),
    Column::text("Created", "created"),
];

pub async fn run(ctx: &Ctx, args: WorkgroupShowArgs) -> Result<Answer> {
    let group = ops::workgroup::find(ctx.read().await?, args.name.as_str()).await?;
    let value = json!({
        "name": group.name,
        "enabled": group.enabled,
        "description": group.description,
        "output_location": group.output_location,
        "managed_results": group.managed_results,
        "enforced": group.enforced,
        "scan_limit": group.scan_limit,
        "metrics": group.metrics,
        "engine": group.engine,
        "effective_engine": group.effective_engine,
        "created": time(group.created_millis),
    });
    Ok(Answer::done(View::record("workgroup", value, FIELDS)))
}
