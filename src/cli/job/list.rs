//! `lakectl job list`

use serde_json::json;

use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, View};

const COLUMNS: &[Column] = &[
    Column::text("NAME", "name"),
    Column::text("TYPE", "type"),
    Column::text("SCRIPT", "script"),
    Column::text("ROLE", "role"),
    Column::text("MODIFIED", "modified"),
];

pub async fn run(ctx: &Ctx) -> Result<Answer> {
    let jobs = ops::job::list(ctx.read().await?).await?;
    let rows = jobs
        .into_iter()
        .map(|job| {
            json!({
                "name": job.name,
                "type": job.command,
                "script": job.script,
                "role": job.role,
                "description": job.description,
                "created": time(job.created_millis),
                "modified": time(job.modified_millis),
            })
        })
        .collect();
    Ok(Answer::done(View::list("jobs", rows, COLUMNS)))
}
