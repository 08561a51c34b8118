//! `lakectl dashboard list`

use clap::Args;
use serde_json::json;

use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

/// List the dashboards
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl --local dashboard list\n  lakectl dashboard list -o json")]
pub struct DashboardListArgs {}

const COLUMNS: &[Column] = &[
    Column::text("DASHBOARD", "name"),
    Column::text("CHANGED", "modified"),
    Column::new("SIZE", "size", Style::Bytes),
];

pub async fn run(ctx: &Ctx) -> Result<Answer> {
    let dashboards = ops::dashboard::list(ctx.read().await?).await?;
    let rows = dashboards
        .iter()
        .map(|one| json!({ "name": one.name, "modified": time(one.modified_millis), "size": one.size }))
        .collect();
    Ok(Answer::done(View::list("dashboards", rows, COLUMNS)))
}
