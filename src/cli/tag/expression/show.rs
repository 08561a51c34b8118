//! `lakectl tag expression show`

use clap::Args;
use serde_json::json;

use super::{name, row};
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

const FIELDS: &[Column] = &[
    Column::text("Name", "name"),
    Column::text("Expression", "expression"),
    Column::text("Description", "description"),
    Column::new("Grants by it", "grants", Style::List),
];

/// Show what a named expression says, and who is granted something by it
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local tag expression show open-data\n  lakectl tag expression show open-data -o json\n\nWhat it matches today: lakectl tag expand NAME"
)]
pub struct ExpressionShowArgs {
    /// The name
    #[arg(value_parser = name)]
    name: String,
}

pub async fn run(ctx: &Ctx, args: ExpressionShowArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let found = ops::tag::need_expression(read, &args.name).await?;
    let mut record = row(&found);
    record["grants"] = json!(ops::tag::grants_by(read, &found.name).await?);
    Ok(Answer::done(View::record("expression", record, FIELDS)))
}
