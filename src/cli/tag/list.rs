//! `lakectl tag list`

use clap::Args;
use serde_json::json;

use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

const COLUMNS: &[Column] = &[Column::text("KEY", "key"), Column::new("VALUES", "values", Style::List)];

/// List the tags and their values
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl --local tag list\n  lakectl tag list -o json")]
pub struct TagListArgs {}

pub async fn run(ctx: &Ctx) -> Result<Answer> {
    let tags = ops::tag::list(ctx.read().await?).await?;
    let rows = tags.iter().map(|tag| json!({ "key": tag.key, "values": tag.values })).collect();
    Ok(Answer::done(View::list("tags", rows, COLUMNS)))
}
