//! `lakectl alarm test`

use clap::Args;
use serde_json::json;

use super::history::event_row;
use crate::context::Ctx;
use crate::domain::alarm::AlarmState;
use crate::error::Result;
use crate::ops;
use crate::outcome::{Answer, Outcome};
use crate::render::View;

/// Put an alarm into a state and back, to try what it tells
///
/// What the alarm's history says of its actions is shown. The service looks at the metric anew within its next period
/// whatever the state is.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local alarm test scan-cost\n  lakectl alarm test scan-cost --state OK --keep"
)]
pub struct AlarmTestArgs {
    /// The alarm's name
    name: String,
    /// The state: OK, ALARM or INSUFFICIENT_DATA
    #[arg(long, value_name = "STATE", default_value = "ALARM")]
    state: AlarmState,
    /// Leave it in the state until its next evaluation
    #[arg(long)]
    keep: bool,
}

pub async fn run(ctx: &Ctx, args: AlarmTestArgs) -> Result<Answer> {
    let alarm = ops::alarm::need(ctx.read().await?, &args.name).await?;
    let write = ctx.write_without_question().await?;
    if alarm.state == args.state {
        ctx.ui.warn(&format!("alarm {} is in {} already: nothing is told", args.name, args.state));
    } else if !alarm.actions_enabled {
        ctx.ui.warn(&format!("the actions of alarm {} are disabled: nothing is told", args.name));
    }
    let tried = ops::alarm::try_state(&write, &alarm, args.state, args.keep).await?;
    let tail = if tried.restored { format!(", and back to {}", tried.from) } else { String::new() };
    let mut lines = vec![format!("alarm {}: {} -> {}{tail}", args.name, tried.from, args.state)];
    lines.extend(tried.actions.iter().map(|event| format!("  {}", event.summary)));
    if tried.unheard > 0 {
        lines.push(format!("  the history says nothing yet of {} of its actions", tried.unheard));
    }
    let value = json!({
        "name": args.name,
        "from": tried.from.to_string(),
        "to": args.state.to_string(),
        "restored": tried.restored,
        "actions": tried.actions.iter().map(event_row).collect::<Vec<_>>(),
        "actions_unheard": tried.unheard,
    });
    let outcome = if tried.unheard > 0 { Outcome::Partial } else { Outcome::Done };
    Ok(Answer::done(View::lines("test", value, lines)).with(outcome))
}
