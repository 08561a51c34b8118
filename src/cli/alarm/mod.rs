//! `lakectl alarm`: what watches the lake.

mod create;
mod delete;
mod history;
mod list;
mod recipes;
mod show;
mod switch;
mod test;

use clap::Subcommand;
use serde_json::{Value, json};

use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::domain::alarm::LiveAlarm;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Alarm {
    /// Create an alarm, or bring the one that is there to the same state
    Create(Box<create::AlarmCreateArgs>),
    /// List the alarms and their states
    List(list::AlarmListArgs),
    /// Show an alarm, its state and what happened to it
    Show(show::AlarmShowArgs),
    /// List what happened to an alarm, newest first
    History(history::AlarmHistoryArgs),
    /// Put an alarm into a state and back, to try what it tells
    Test(test::AlarmTestArgs),
    /// Let an alarm tell again when it goes off
    #[command(after_help = "Examples:\n  lakectl alarm enable scans\n  lakectl alarm enable scans --dry-run")]
    Enable(switch::AlarmSwitchArgs),
    /// Let an alarm watch without telling
    #[command(after_help = "Examples:\n  lakectl alarm disable scans\n  lakectl alarm disable scans --dry-run")]
    Disable(switch::AlarmSwitchArgs),
    /// Delete an alarm
    Delete(delete::AlarmDeleteArgs),
    /// List the recipes of `alarm create`, or show one
    Recipes(recipes::AlarmRecipesArgs),
}

impl Alarm {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Create(args) => create::run(ctx, *args).await,
            Self::List(args) => list::run(ctx, args).await,
            Self::Show(args) => show::run(ctx, args).await,
            Self::History(args) => history::run(ctx, args).await,
            Self::Test(args) => test::run(ctx, args).await,
            Self::Enable(args) => switch::run(ctx, args, true).await,
            Self::Disable(args) => switch::run(ctx, args, false).await,
            Self::Delete(args) => delete::run(ctx, args).await,
            Self::Recipes(args) => recipes::run(&args),
        }
    }
}

/// An alarm as JSON.
fn row(alarm: &LiveAlarm) -> Value {
    let definition = alarm.definition.as_ref();
    let composite = alarm.composite.as_ref();
    let watched = definition.map(|definition| definition.watched.to_string());
    let actions = definition.map(|definition| &definition.actions).or(composite.map(|composite| &composite.actions));
    json!({
        "kind": if composite.is_some() { "composite" } else { "metric" },
        "name": alarm.name,
        "arn": alarm.arn,
        "state": alarm.state.to_string(),
        "since": time(alarm.since_millis),
        "reason": alarm.reason,
        "description": alarm.description,
        "watches": watched.or(composite.map(|composite| composite.rule.clone())),
        "rule": definition.map(|definition| definition.rule()),
        "missing_data": definition.map(|definition| definition.missing_data.to_string()),
        "wall_clock": definition.and_then(|definition| definition.wall_clock.clone()),
        "actions": actions,
        "actions_enabled": alarm.actions_enabled,
    })
}
