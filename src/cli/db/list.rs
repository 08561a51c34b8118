//! `lakectl db list`

use serde_json::json;

use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, View};

const COLUMNS: &[Column] = &[
    Column::text("NAME", "name"),
    Column::text("DESCRIPTION", "description"),
    Column::text("LOCATION", "location"),
    Column::text("CREATED", "created"),
];

pub async fn run(ctx: &Ctx) -> Result<Answer> {
    let databases = ops::db::list(ctx.read().await?).await?;
    let rows = databases
        .into_iter()
        .map(|database| {
            json!({
                "name": database.name,
                "description": database.description,
                "location": database.location,
                "created": time(database.created_millis),
            })
        })
        .collect();
    Ok(Answer::done(View::list("databases", rows, COLUMNS)))
}
