//! `lakectl workflow create`

use clap::Args;

use crate::cli::change;
use crate::context::{Answers, Ctx};
use crate::domain::cron::Cron;
use crate::domain::job::argument;
use crate::domain::span::Span;
use crate::domain::trigger::When;
use crate::domain::workflow::{Stage, triggers};
use crate::error::{Error, Result};
use crate::ops;
use crate::outcome::Answer;
use crate::plan::kind::workflow::WorkflowResource;

/// Create a workflow of steps, or bring the one that is there to the same state
///
/// Each step starts when everything of the step before has ended well. A workflow starts when it is told
/// (`workflow run`), by the clock, or on events that a rule of the event bus sends to it.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local workflow create nightly --step crawler:raw --step job:clean --step crawler:clean --cron 'cron(0 2 * * ? *)'\n  lakectl workflow create arrival --step crawler:raw,crawler:logs --step job:join --on-event --batch 100 --window 5m\n  lakectl workflow create nightly --step crawler:raw --dry-run"
)]
pub struct WorkflowCreateArgs {
    /// The workflow's name
    name: String,
    /// What a step starts: crawler:NAME or job:NAME, several with commas; the steps in their order
    #[arg(long = "step", value_name = "WORK", required = true)]
    steps: Vec<Stage>,
    /// Start by the clock, in UTC: cron(minute hour day-of-month month day-of-week year)
    #[arg(long, value_name = "CRON", group = "start")]
    cron: Option<String>,
    /// Start on events, such as those of new objects in a bucket
    #[arg(long, group = "start")]
    on_event: bool,
    /// How many events start a run
    #[arg(long, value_name = "NUMBER", requires = "on_event", value_parser = clap::value_parser!(i32).range(1..=100))]
    batch: Option<i32>,
    /// How long an event waits for the others, up to 15 minutes
    #[arg(long, value_name = "DURATION", requires = "on_event")]
    window: Option<Span>,
    /// What it is for
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// A property that every run gets: name=value
    #[arg(long = "property", value_name = "NAME=VALUE", value_parser = property)]
    properties: Vec<(String, String)>,
    /// How many runs may be under way at a time
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(i32).range(1..))]
    max_runs: Option<i32>,
    /// Show what would change and stop
    #[arg(long)]
    dry_run: bool,
}

/// A property of runs. Secrets are refused as they are in the arguments of jobs: properties are shown to everybody.
pub fn property(text: &str) -> std::result::Result<(String, String), String> {
    let (name, value) = argument(text)?;
    Ok((name.trim_start_matches('-').to_owned(), value))
}

pub async fn run(ctx: &Ctx, args: WorkflowCreateArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    ops::workflow::check(read, &args.steps).await?;
    let start = match (args.cron, args.on_event) {
        (Some(expression), _) => {
            expression.parse::<Cron>().map_err(Error::usage)?;
            When::Cron(expression)
        }
        (None, true) => When::Event { size: args.batch.unwrap_or(1), seconds: seconds(args.window)? },
        (None, false) => When::OnDemand,
    };
    if args.on_event {
        let arn = format!("arn:aws:glue:{}:{}:workflow/{}", read.region(), read.account().await?, args.name);
        ctx.ui.hint(&format!("a rule of the event bus must send the events there: a target {arn}, with a role"));
    }
    let resource = WorkflowResource {
        triggers: triggers(&args.name, start, &args.steps),
        name: args.name,
        description: args.description,
        properties: args.properties.into_iter().collect(),
        max_concurrent_runs: args.max_runs,
    };
    let answers = Answers { dry_run: args.dry_run, yes: false, confirm: None };
    change::carry_out(ctx, &resource, &answers).await
}

fn seconds(window: Option<Span>) -> Result<Option<i32>> {
    let Some(window) = window else { return Ok(None) };
    match i32::try_from(window.0.as_secs()) {
        Ok(seconds @ 1..=900) => Ok(Some(seconds)),
        _ => Err(Error::usage("--window is from 1 s to 15 minutes")),
    }
}
