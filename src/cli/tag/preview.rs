//! `lakectl tag preview`

use std::collections::BTreeMap;

use clap::Args;

use super::assign::wanted;
use super::change::{ObjectArgs, SHIFTS, shift_row};
use super::key;
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::ops;
use crate::outcome::{Answer, Outcome};
use crate::render::View;

/// Show what a change of tags would open and close, and change nothing
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local tag preview pii=none --on crm.people --columns email\n  lakectl tag preview --remove pii --on crm -o json\n\nWhat principals may do otherwise as well is no effect. Exit code 8 when something could not be read."
)]
pub struct TagPreviewArgs {
    /// The tags that would be assigned: key=value, several with commas
    #[arg(value_name = "TAGS", required_unless_present = "remove")]
    tags: Option<String>,
    /// The keys that would be taken off
    #[arg(long, value_name = "KEYS", value_delimiter = ',', value_parser = key)]
    remove: Vec<String>,
    #[command(flatten)]
    objects: ObjectArgs,
}

pub async fn run(ctx: &Ctx, args: TagPreviewArgs) -> Result<Answer> {
    let mut changes: BTreeMap<String, Option<String>> = match &args.tags {
        Some(tags) => wanted(ctx, tags).await?,
        None => BTreeMap::new(),
    };
    for key in args.remove {
        if changes.insert(key.clone(), None).is_some() {
            return Err(Error::usage(format!("`{key}` cannot be assigned and taken off at once")));
        }
    }
    let change = args.objects.retagging(ctx, changes).await?;
    let (shifts, unknown) = ops::tag::preview(ctx.read().await?, &change).await?;
    for gap in &unknown {
        ctx.ui.warn(&format!("unknown: {gap}"));
    }
    let outcome = if unknown.is_empty() { Outcome::Done } else { Outcome::Partial };
    Ok(Answer::done(View::list("effects", shifts.iter().map(shift_row).collect(), SHIFTS)).with(outcome))
}
