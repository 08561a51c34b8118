//! `lakectl crawler schedule`

use clap::Args;

use crate::cli::schedule::{self, ScheduleArgs};
use crate::context::Ctx;
use crate::domain::trigger::Work;
use crate::error::Result;
use crate::outcome::Answer;

/// Let a crawler start by itself: by the clock, or after jobs and other crawlers; with no flags, show what starts it
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local crawler schedule raw --cron 'cron(0 2 * * ? *)'\n  lakectl crawler schedule clean --after-job clean\n  lakectl crawler schedule raw --off"
)]
pub struct CrawlerScheduleArgs {
    /// The crawler's name
    name: String,
    #[command(flatten)]
    schedule: ScheduleArgs,
}

pub async fn run(ctx: &Ctx, args: CrawlerScheduleArgs) -> Result<Answer> {
    schedule::run(ctx, Work::Crawler(args.name), args.schedule, Default::default()).await
}
