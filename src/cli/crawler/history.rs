//! `lakectl crawler history`

use clap::Args;

use super::{CRAWL_COLUMNS, crawl_row};
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::View;

/// List the crawls of a crawler, newest first
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local crawler history raw\n  lakectl crawler history raw --limit 5 -o json"
)]
pub struct CrawlerHistoryArgs {
    /// The crawler's name
    name: String,
    /// At most so many
    #[arg(long, value_name = "COUNT", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    limit: u32,
}

pub async fn run(ctx: &Ctx, args: CrawlerHistoryArgs) -> Result<Answer> {
    let crawls = ops::crawler::history(ctx.read().await?, &args.name, args.limit as usize).await?;
    Ok(Answer::done(View::list("crawls", crawls.iter().map(crawl_row).collect(), CRAWL_COLUMNS)))
}
