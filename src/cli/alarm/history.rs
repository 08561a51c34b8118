//! `lakectl alarm history`

use clap::Args;
use serde_json::{Value, json};

use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::domain::alarm::AlarmEvent;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, View};

/// List what happened to an alarm, newest first
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local alarm history scan-cost\n  lakectl alarm history scan-cost -o jsonl"
)]
pub struct AlarmHistoryArgs {
    /// The alarm's name
    name: String,
}

/// The columns of a history.
pub const COLUMNS: &[Column] =
    &[Column::text("TIME", "time"), Column::text("KIND", "kind"), Column::text("WHAT", "summary")];

/// An event as JSON.
pub fn event_row(event: &AlarmEvent) -> Value {
    json!({ "time": time(event.at_millis), "kind": event.kind, "summary": event.summary })
}

pub async fn run(ctx: &Ctx, args: AlarmHistoryArgs) -> Result<Answer> {
    let (_, events) = ops::alarm::show(ctx.read().await?, &args.name).await?;
    Ok(Answer::done(View::list("events", events.iter().map(event_row).collect(), COLUMNS)))
}
