//! `lakectl crawler delete`

use clap::Args;

use crate::cli::args::RemoveArgs;
use crate::cli::change::{self, Read, Write};
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::{Danger, Step};

/// Delete a crawler and its history; its tables stay
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl --local crawler delete old --yes\n  lakectl crawler delete old --dry-run")]
pub struct CrawlerDeleteArgs {
    /// The crawler's name
    name: String,
    #[command(flatten)]
    remove: RemoveArgs,
}

pub async fn run(ctx: &Ctx, args: CrawlerDeleteArgs) -> Result<Answer> {
    let name = args.name.as_str();
    ops::crawler::need(ctx.read().await?, name).await?;
    let step = Step::deletion("crawler", name, Danger::Moderate(format!("deleting crawler {name}")));
    let delete = |write: Write| async move { write.delete_crawler(name).await };
    let is_there = |read: Read| async move { Ok(read.crawler(name).await?.is_some()) };
    change::delete(ctx, step, &args.remove.answers(), delete, is_there).await
}
