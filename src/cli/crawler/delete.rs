//! `lakectl crawler delete`

use clap::Args;

use crate::cli::args::RemoveArgs;
use crate::cli::change;
use crate::context::{Ctx, Danger};
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::{Action, Step};

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
    let name = args.name;
    ops::crawler::need(ctx.read().await?, &name).await?;
    let mut step = Step::new("crawler", name.as_str(), true, Vec::new());
    step.action = Action::Delete;
    let danger = Danger::Moderate(format!("deleting crawler {name}"));
    let target = name.clone();
    let answers = args.remove.answers();
    change::remove(ctx, step, &answers, &danger, |write| async move { write.delete_crawler(&target).await }).await
}
