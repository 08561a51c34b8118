//! `lakectl alarm show`

use clap::Args;
use serde_json::Value;

use super::{history, row};
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Section, Style, View};

/// Show an alarm, its state and what happened to it
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local alarm show scan-cost\n  lakectl alarm show scan-cost -o json --select alarm.state"
)]
pub struct AlarmShowArgs {
    /// The alarm's name
    name: String,
}

const FIELDS: &[Column] = &[
    Column::text("Name", "name"),
    Column::text("State", "state"),
    Column::text("Since", "since"),
    Column::text("Reason", "reason"),
    Column::text("Description", "description"),
    Column::text("Watches", "watches"),
    Column::text("Rule", "rule"),
    Column::text("Without data", "missing_data"),
    Column::text("By the clock of", "wall_clock"),
    Column::new("Tells", "actions", Style::List),
    Column::new("Tells at all", "actions_enabled", Style::Flag),
];
const SECTION: Section = Section { title: "History", key: "history", columns: history::COLUMNS };

/// How much of the history is shown.
const SHOWN: usize = 10;

pub async fn run(ctx: &Ctx, args: AlarmShowArgs) -> Result<Answer> {
    let (alarm, events) = ops::alarm::show(ctx.read().await?, &args.name).await?;
    let mut value = row(&alarm);
    value["history"] = events.iter().take(SHOWN).map(history::event_row).collect::<Value>();
    Ok(Answer::done(View::record_with("alarm", value, FIELDS, vec![SECTION])))
}
