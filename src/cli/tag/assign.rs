//! `lakectl tag assign` and `lakectl tag unassign`

use std::collections::BTreeMap;

use clap::Args;

use super::change::{ObjectArgs, shift_line};
use super::key;
use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::context::Ctx;
use crate::domain::permission::{TagExpression, parse_tags};
use crate::error::{Error, Result};
use crate::ops;
use crate::ops::tag::Retagging;
use crate::outcome::Answer;
use crate::plan::kind::tag::AssignmentResource;

/// More effects than this are counted, not told one by one.
const MOST_TOLD: usize = 20;

/// Assign tags to a database, a table, columns, or all columns but some
///
/// What the change opens to whom by tag policies is said before it is made; `tag preview` says only that.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local tag assign pii=none --on crm\n  lakectl tag assign pii=email,zone=curated --on crm.people --columns email\n  lakectl tag assign pii=none --on crm.people --all-but email,phone --dry-run"
)]
pub struct TagAssignArgs {
    /// The tags: key=value, several with commas
    #[arg(value_name = "TAGS")]
    tags: String,
    #[command(flatten)]
    objects: ObjectArgs,
    #[command(flatten)]
    change: ChangeArgs,
}

/// Take tags off a database, a table or columns
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local tag unassign pii --on crm.people --columns email\n  lakectl tag unassign pii,zone --on crm --dry-run"
)]
pub struct TagUnassignArgs {
    /// The keys, with commas
    #[arg(value_name = "KEYS", value_delimiter = ',', required = true, value_parser = key)]
    keys: Vec<String>,
    #[command(flatten)]
    objects: ObjectArgs,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn assign(ctx: &Ctx, args: TagAssignArgs) -> Result<Answer> {
    let changes = wanted(ctx, &args.tags).await?;
    let change = args.objects.retagging(ctx, changes).await?;
    carry_out(ctx, change, &args.change).await
}

pub async fn unassign(ctx: &Ctx, args: TagUnassignArgs) -> Result<Answer> {
    let changes = args.keys.into_iter().map(|key| (key, None)).collect();
    let change = args.objects.retagging(ctx, changes).await?;
    carry_out(ctx, change, &args.change).await
}

/// Tags as they are typed, of keys and values that are there.
pub async fn wanted(ctx: &Ctx, text: &str) -> Result<BTreeMap<String, Option<String>>> {
    let refused = |error: crate::domain::permission::TagExpressionError| Error::usage(error.to_string());
    let tags = parse_tags(text).map_err(refused)?;
    let expression: TagExpression = text.parse().map_err(refused)?;
    ops::tag::check(ctx.read().await?, &expression).await?;
    Ok(tags.into_iter().map(|(key, value)| (key, Some(value))).collect())
}

async fn carry_out(ctx: &Ctx, change: Retagging, args: &ChangeArgs) -> Result<Answer> {
    let (shifts, unknown) = ops::tag::preview(ctx.read().await?, &change).await?;
    for shift in shifts.iter().take(MOST_TOLD) {
        ctx.ui.warn(&shift_line(shift));
    }
    if shifts.len() > MOST_TOLD {
        ctx.ui.warn(&format!("{} effects more: lakectl tag preview shows all", shifts.len() - MOST_TOLD));
    }
    for gap in unknown {
        ctx.ui.warn(&format!("what this opens is not known in full: {gap}"));
    }
    let Retagging { resource, place, changes } = change;
    change::carry_out(ctx, &AssignmentResource { resource, place, changes }, &args.answers()).await
}
