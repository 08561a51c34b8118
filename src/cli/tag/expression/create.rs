//! `lakectl tag expression create`

use clap::Args;

use super::name;
use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::context::Ctx;
use crate::domain::permission::{NamedExpression, TagExpression};
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::kind::tag_expression::TagExpressionResource;

/// Keep an expression under a name, or say something else under it
///
/// Grants by the name (--on tag:NAME) are on what the expression says at any time: they follow a change at once.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local tag expression create open-data 'zone=curated & pii=none'\n  lakectl tag expression create open-data 'zone=curated|raw & pii=none' --dry-run\n\nA grant by it: lakectl grant SELECT --on tag:open-data --to role/analyst"
)]
pub struct ExpressionCreateArgs {
    /// The name
    #[arg(value_parser = name)]
    name: String,
    /// What it says: key=value, `|` between values, `&` between keys
    #[arg(value_name = "EXPR")]
    expression: TagExpression,
    /// What it is for; the one that is there stays when none is given
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: ExpressionCreateArgs) -> Result<Answer> {
    ops::tag::check(ctx.read().await?, &args.expression).await?;
    let wanted = NamedExpression { name: args.name, description: args.description, expression: args.expression };
    change::carry_out(ctx, &TagExpressionResource { wanted }, &args.change.answers()).await
}
