//! `lakectl alarm enable` and `lakectl alarm disable`

use clap::Args;

use crate::cli::args::ChangeArgs;
use crate::context::{Ctx, Danger};
use crate::error::Result;
use crate::ops;
use crate::outcome::{Answer, Outcome};
use crate::render::View;

/// Which alarm.
#[derive(Debug, Args)]
pub struct AlarmSwitchArgs {
    /// The alarm's name
    name: String,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: AlarmSwitchArgs, enabled: bool) -> Result<Answer> {
    let alarm = ops::alarm::need(ctx.read().await?, &args.name).await?;
    let word = if enabled { "tells when it goes off" } else { "watches without telling" };
    let answer = |line: String| {
        let value = serde_json::json!({ "name": args.name, "actions_enabled": enabled });
        Answer::done(View::lines("alarm", value, vec![line]))
    };
    if alarm.actions_enabled == enabled {
        return Ok(answer(format!("= alarm {}: {word} already", args.name)).with(Outcome::Unchanged));
    }
    let Some(consent) = ctx.consent(&args.change.answers(), &Danger::None)? else {
        return Ok(answer(format!("~ alarm {}: {word}; nothing was changed", args.name)));
    };
    ctx.write(consent).await?.switch_alarm_actions(&args.name, enabled).await?;
    Ok(answer(format!("~ alarm {}: {word}", args.name)))
}
