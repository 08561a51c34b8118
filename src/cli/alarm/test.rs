//! `lakectl alarm test`

use clap::Args;
use serde_json::json;

use crate::context::Ctx;
use crate::domain::alarm::AlarmState;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::View;

/// Put an alarm into a state until its next evaluation, to try what it tells
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lakectl --local alarm test scan-cost\n  lakectl alarm test scan-cost --state OK")]
pub struct AlarmTestArgs {
    /// The alarm's name
    name: String,
    /// The state: OK, ALARM or INSUFFICIENT_DATA
    #[arg(long, value_name = "STATE", default_value = "ALARM")]
    state: AlarmState,
}

pub async fn run(ctx: &Ctx, args: AlarmTestArgs) -> Result<Answer> {
    let alarm = ops::alarm::need(ctx.read().await?, &args.name).await?;
    let write = ctx.write_without_question().await?;
    write.set_alarm_state(&args.name, args.state, "set by lakectl alarm test").await?;
    let line = format!("alarm {}: {} -> {}, until its next evaluation", args.name, alarm.state, args.state);
    let value = json!({ "name": args.name, "from": alarm.state.to_string(), "to": args.state.to_string() });
    Ok(Answer::done(View::lines("test", value, vec![line])))
}
