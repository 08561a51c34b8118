//! `lakectl registry list`

use serde_json::json;

use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, View};

const COLUMNS: &[Column] = &[
    Column::text("NAME", "name"),
    Column::text("DESCRIPTION", "description"),
    Column::text("CREATED", "created"),
    Column::text("UPDATED", "updated"),
];

pub async fn run(ctx: &Ctx) -> Result<Answer> {
    let registries = ops::registry::list(ctx.read().await?).await?;
    let rows = registries
        .into_iter()
        .map(|registry| {
            json!({
                "name": registry.name,
                "arn": registry.arn,
                "description": registry.description,
                "created": registry.created,
                "updated": registry.updated,
            })
        })
        .collect();
    Ok(Answer::done(View::list("registries", rows, COLUMNS)))
}
