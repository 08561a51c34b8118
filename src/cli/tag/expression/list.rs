//! `lakectl tag expression list`

use clap::Args;

use super::row;
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, View};

const COLUMNS: &[Column] = &[
    Column::text("NAME", "name"),
    Column::text("EXPRESSION", "expression"),
    Column::text("DESCRIPTION", "description"),
];

/// List the expressions that are kept under names
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl --local tag expression list\n  lakectl tag expression list -o json")]
pub struct ExpressionListArgs {}

pub async fn run(ctx: &Ctx) -> Result<Answer> {
    let found = ops::tag::expressions(ctx.read().await?).await?;
    Ok(Answer::done(View::list("expressions", found.iter().map(row).collect(), COLUMNS)))
}
