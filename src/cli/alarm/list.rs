//! `lakectl alarm list`

use clap::Args;

use super::row;
use crate::context::Ctx;
use crate::domain::alarm::AlarmState;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, View};

/// List the alarms and their states
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl --local alarm list\n  lakectl alarm list --state ALARM -o json")]
pub struct AlarmListArgs {
    /// Only those in this state: OK, ALARM or INSUFFICIENT_DATA
    #[arg(long, value_name = "STATE")]
    state: Option<AlarmState>,
}

const COLUMNS: &[Column] = &[
    Column::text("NAME", "name"),
    Column::text("STATE", "state"),
    Column::text("SINCE", "since"),
    Column::text("KIND", "kind"),
    Column::text("RULE", "rule"),
    Column::text("WATCHES", "watches"),
];

pub async fn run(ctx: &Ctx, args: AlarmListArgs) -> Result<Answer> {
    let alarms = ops::alarm::list(ctx.read().await?, args.state).await?;
    Ok(Answer::done(View::list("alarms", alarms.iter().map(row).collect(), COLUMNS)))
}
