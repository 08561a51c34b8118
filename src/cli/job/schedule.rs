//! `lakectl job schedule`

use clap::Args;

use crate::cli::schedule::{self, ScheduleArgs};
use crate::context::Ctx;
use crate::domain::job::argument;
use crate::domain::trigger::Work;
use crate::error::Result;
use crate::outcome::Answer;

/// Let a job start by itself: by the clock, or after crawlers and other jobs; with no flags, show what starts it
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local job schedule clean --after-crawler raw\n  lakectl job schedule report --cron 'cron(0 5 * * ? *)' --arg full=yes\n  lakectl job schedule clean --off"
)]
pub struct JobScheduleArgs {
    /// The job's name
    name: String,
    #[command(flatten)]
    schedule: ScheduleArgs,
    /// An argument of these runs, over the job's own: name=value
    #[arg(long = "arg", value_name = "NAME=VALUE", value_parser = argument)]
    arguments: Vec<(String, String)>,
}

pub async fn run(ctx: &Ctx, args: JobScheduleArgs) -> Result<Answer> {
    schedule::run(ctx, Work::Job(args.name), args.schedule, args.arguments.into_iter().collect()).await
}
