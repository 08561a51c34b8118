//! `lakectl tag delete`

use clap::Args;

use super::key;
use crate::cli::args::RemoveArgs;
use crate::cli::change::{self, Read, Write};
use crate::context::Ctx;
use crate::domain::permission::{Grant, Resource};
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::{Danger, Step};

/// Delete a tag; it leaves whatever carries it, and the grants that name it go
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl --local tag delete pii --yes\n  lakectl tag delete pii --dry-run")]
pub struct TagDeleteArgs {
    /// The key
    #[arg(value_parser = key)]
    key: String,
    #[command(flatten)]
    remove: RemoveArgs,
}

pub async fn run(ctx: &Ctx, args: TagDeleteArgs) -> Result<Answer> {
    let key = args.key.as_str();
    let read = ctx.read().await?;
    ops::tag::need(read, key).await?;
    let mut step = Step::deletion("tag", key, Danger::Moderate(format!("deleting the LF-tag {key}")));
    step.warnings.push("it leaves every database, table and column that carries it".to_owned());
    let grants = ops::access::list(read, None, None).await?.grants;
    step.warnings.extend(grants.iter().filter(|grant| names(grant, key)).map(|grant| match &grant.resource {
        Resource::TagPolicy { expression, .. } if expression.name().is_some() => {
            format!("{grant} matches nothing any more")
        }
        _ => format!("{grant} goes with it"),
    }));
    let delete = |write: Write| async move { write.delete_lf_tag(key).await };
    let is_there = |read: Read| async move { Ok(read.lf_tag(key).await?.is_some()) };
    change::delete(ctx, step, &args.remove.answers(), delete, is_there).await
}

fn names(grant: &Grant, key: &str) -> bool {
    match &grant.resource {
        Resource::Tag { key: theirs, .. } => theirs == key,
        Resource::TagPolicy { expression, .. } => expression.parts().iter().any(|part| part.key == key),
        _ => false,
    }
}
