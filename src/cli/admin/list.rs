//! `lakectl admin list`

use clap::Args;
use serde_json::json;

use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

const COLUMNS: &[Column] =
    &[Column::text("PRINCIPAL", "principal"), Column::new("READ ONLY", "read_only", Style::Flag)];

/// List the administrators of the data lake
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl --local admin list\n  lakectl admin list -o json")]
pub struct AdminListArgs {}

pub async fn run(ctx: &Ctx) -> Result<Answer> {
    let admins = crate::ops::access::admins(ctx.read().await?).await?;
    let row = |name: &String, read_only: bool| json!({ "principal": name, "read_only": read_only });
    let full = admins.full.iter().map(|name| row(name, false));
    let rows = full.chain(admins.read_only.iter().map(|name| row(name, true))).collect();
    Ok(Answer::done(View::list("admins", rows, COLUMNS)))
}
