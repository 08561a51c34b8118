//! `lakectl workgroup list`

use serde_json::json;

use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

const COLUMNS: &[Column] = &[
    Column::text("NAME", "name"),
    Column::new("ENABLED", "enabled", Style::Flag),
    Column::text("ENGINE", "engine"),
    Column::text("DESCRIPTION", "description"),
    Column::text("CREATED", "created"),
];

pub async fn run(ctx: &Ctx) -> Result<Answer> {
    let groups = ops::workgroup::list(ctx.read().await?).await?;
    let rows = groups
        .into_iter()
        .map(|group| {
            json!({
                "name": group.name,
                "enabled": group.enabled,
                "engine": group.engine,
                "description": group.description,
                "created": time(group.created_millis),
            })
        })
        .collect();
    Ok(Answer::done(View::list("workgroups", rows, COLUMNS)))
}
