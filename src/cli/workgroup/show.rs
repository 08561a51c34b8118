//! `lakectl workgroup show`

use std::collections::BTreeMap;

use clap::Args;
use serde_json::{Value, json};

use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::domain::workgroup::WorkGroupName;
use crate::error::{Kind, Result};
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
    Column::new("Scan limit", "scan_limit", Style::Limit),
    Column::new("Metrics", "metrics", Style::Flag),
    Column::text("Encryption", "encryption"),
    Column::text("Tags", "tags"),
    Column::text("Engine", "engine"),
    Column::text("Engine in effect", "effective_engine"),
    Column::text("Created", "created"),
];

pub async fn run(ctx: &Ctx, args: WorkgroupShowArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let group = ops::workgroup::find(read, args.name.as_str()).await?;
    let tags = match read.workgroup_tags(args.name.as_str()).await {
        Ok(tags) => tags,
        Err(error) if error.kind() == Kind::Denied => {
            ctx.ui.warn("the workgroup's tags are not shown: these keys may not read them");
            BTreeMap::new()
        }
        Err(error) => return Err(error),
    };
    let value = json!({
        "name": group.name,
        "enabled": group.enabled,
        "description": group.description,
        "output_location": group.output_location,
        "managed_results": group.managed_results,
        "enforced": group.enforced,
        "scan_limit": group.scan_limit,
        "metrics": group.metrics,
        "encryption": group.encryption.map(|encryption| encryption.to_string()),
        "tags": if tags.is_empty() { Value::Null } else { json!(tags) },
        "engine": group.engine,
        "effective_engine": group.effective_engine,
        "created": time(group.created_millis),
    });
    Ok(Answer::done(View::record("workgroup", value, FIELDS)))
}
