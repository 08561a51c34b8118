//! `lakectl tag expression delete`

use clap::Args;

use super::name;
use crate::cli::args::RemoveArgs;
use crate::cli::change::{self, Read, Write};
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::{Danger, Step};

/// Delete a named expression, and the grants by it
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local tag expression delete open-data --yes\n  lakectl tag expression delete open-data --dry-run"
)]
pub struct ExpressionDeleteArgs {
    /// The name
    #[arg(value_parser = name)]
    name: String,
    #[command(flatten)]
    remove: RemoveArgs,
}

pub async fn run(ctx: &Ctx, args: ExpressionDeleteArgs) -> Result<Answer> {
    let name = args.name.as_str();
    let read = ctx.read().await?;
    ops::tag::need_expression(read, name).await?;
    let danger = Danger::Moderate(format!("deleting the LF-tag expression {name}"));
    let mut step = Step::deletion("tag expression", name, danger);
    let grants = ops::tag::grants_by(read, name).await?;
    step.warnings.extend(grants.into_iter().map(|grant| format!("{grant} goes with it")));
    let delete = |write: Write| async move { write.delete_tag_expression(name).await };
    let is_there = |read: Read| async move { Ok(read.tag_expression(name).await?.is_some()) };
    change::delete(ctx, step, &args.remove.answers(), delete, is_there).await
}
